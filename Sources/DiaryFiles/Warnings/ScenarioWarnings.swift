import Diary

/// Finds what is legal in a scenario but surely a mistake. What a warning says is true of every allowed timetable.
struct ScenarioWarnings {
    let scenario: Scenario
    let nodes: ThingNodes
    let root: Fields
    let report: Report
    private let time: FreeTime

    init(scenario: Scenario, nodes: ThingNodes, root: Fields, report: Report) {
        self.scenario = scenario
        self.nodes = nodes
        self.root = root
        self.report = report
        time = FreeTime(scenario)
    }

    func run() {
        for position in scenario.places.indices { place(position) }
        for position in scenario.practitioners.indices { practitioner(position) }
        cover()
        for position in scenario.meetings.indices { meeting(position) }
        var deliverability = Deliverability(scenario, time)
        for position in scenario.requests.indices {
            windows(position)
            guard scenario.requests[position].pin == nil, let reason = deliverability.obstacle(position) else { continue }
            let thing = nodes.requests[position]
            report.warning(thing.span("id"), "nobody can ever deliver \(thing.title): \(reason)")
        }
        pins()
    }

    // MARK: Places

    private func place(_ position: Int) {
        let place = scenario.places[position], thing = nodes.places[position]
        for item in thing.fields["named"]?.items ?? [] {
            guard let id = item.idText, let index = nodes.index(.practitioner)[id] else { continue }
            let practitioner = scenario.practitioners[index]
            if let area = place.area, let serves = practitioner.serves, !serves.contains(area) {
                report.warning(
                    item.span,
                    "\(quoted(id)) is named for \(thing.title), but does not serve its area \(quoted(area)) and so can deliver none of its requests"
                )
            } else if let places = practitioner.inPersonAt, !places.contains(position) {
                report.warning(
                    item.span, "\(quoted(id)) is named for \(thing.title), which is not in that practitioner's `in-person-at`")
            }
        }
        guard let node = thing.fields["hub-open"], place.rooms[Place.hubRoom, default: 0] > 0 else { return }
        for part in parts(node, "hub-open", outside: { day in place.open[day] }) {
            report.warning(part.span, "the hub of \(thing.title) is open here when the place itself never is")
        }
    }

    /// The entries of a valid Weekly that have windows, none of which meets what is open.
    private func parts(_ node: Node, _ key: String, outside open: (Weekday) -> [Window]) -> [ValueReader.WeeklyPart] {
        // The Weekly has been read without error before, so that nothing is reported twice here.
        let parts = ValueReader(report: report).weeklyParts(node, "`\(key)`") ?? []
        return parts.filter { part in
            !part.windows.isEmpty
                && !part.days.contains { day in
                    open(day).contains { window in part.windows.contains { $0.start < window.end && window.start < $0.end } }
                }
        }
    }

    // MARK: Practitioners

    private func practitioner(_ position: Int) {
        let practitioner = scenario.practitioners[position], thing = nodes.practitioners[position]
        if practitioner.serves != nil {
            let areas = Set(scenario.places.compactMap(\.area))
            for item in thing.fields["serves"]?.items ?? [] {
                guard let area = item.idText, !areas.contains(area) else { continue }
                report.warning(
                    item.span, "no place is in the area \(quoted(area))",
                    suggestion: Suggestion.nearest(to: area, among: areas.sorted()))
            }
        }
        if let node = thing.fields["evenings"] {
            for part in ValueReader(report: report).weeklyParts(node, "`evenings`") ?? [] {
                guard !part.windows.isEmpty, part.windows.allSatisfy({ $0.end <= scenario.rules.afterHoursFrom }) else {
                    continue
                }
                report.warning(
                    part.span,
                    "this evening of \(thing.title) ends before after-hours work begins, at \(ClockTime.text(scenario.rules.afterHoursFrom)), so that nothing can use it"
                )
            }
        }
        if practitioner.coverEvenings ?? 0 > 0, Weekday.allCases.allSatisfy({ scenario.evenings(of: position, on: $0).isEmpty }) {
            report.warning(thing.span("cover"), "\(thing.title) can take cover, but has no evening in this week to do so")
        }
        if let need = practitioner.supervision, !time.canBeSupervised[position] {
            let reason =
                if need.supervisors.isEmpty {
                    "nobody is named for it"
                } else if need.supervisors.allSatisfy({ (scenario.practitioners[$0].supervisesMinutes ?? 0) < need.minutes }) {
                    "no supervisor named gives \(need.minutes) minutes a week"
                } else {
                    "there is no time at which a supervisor named and the practitioner are both at work and free of busy blocks"
                }
            report.warning(
                thing.span("supervision"), "\(thing.title) can never be supervised and so can deliver no session: \(reason)")
        }
    }

    private func cover() {
        guard scenario.rules.coverRatio != nil, let node = root["rules"]?["cover-ratio"] else { return }
        let hasCover = scenario.practitioners.indices.contains { position in
            scenario.practitioners[position].coverEvenings ?? 0 > 0
                && Weekday.allCases.contains { !scenario.evenings(of: position, on: $0).isEmpty }
        }
        if !hasCover {
            report.warning(
                node.span, "with `cover-ratio` there can be no after-hours session at all, for nobody can take cover in this week"
            )
        }
    }

    // MARK: Meetings

    private func meeting(_ position: Int) {
        let meeting = scenario.meetings[position], thing = nodes.meetings[position]
        guard !meeting.members.isEmpty else {
            report.warning(thing.span("with"), "\(thing.title) has no members")
            return
        }
        let canBeHeld = Weekday.allCases.contains { day in
            meeting.when[day].contains { window in
                time.starts(in: window, minutes: meeting.minutes).contains {
                    time.areAtWork(meeting.members, on: day, start: $0, minutes: meeting.minutes)
                }
            }
        }
        if !canBeHeld {
            report.warning(
                thing.span("when"),
                "\(thing.title) can never be held: there is no start in `when` at which all members are at work and free of busy blocks for \(meeting.minutes) minutes"
            )
        }
    }

    // MARK: Requests

    /// Windows at school that meet no opening time.
    private func windows(_ position: Int) {
        let request = scenario.requests[position]
        guard let atSchool = request.atSchool else { return }
        let modes = request.modes.filter { scenario.sessionTypes[request.type].modes[$0] != nil }
        var sources: [(Int, KeyPath<Place, Weekly>)] = []
        if modes.contains(.inPerson), let place = request.place { sources.append((place, \.open)) }
        if modes.contains(.hub), let school = request.school { sources.append((school, \.hubOpen)) }
        guard !sources.isEmpty else { return }
        func open(_ day: Weekday) -> [Window] {
            sources.flatMap { place, weekly in
                scenario.places[place].closed.contains(scenario.date(of: day)) ? [] : scenario.places[place][keyPath: weekly][day]
            }
        }
        let isSuspect = Weekday.allCases.contains { day in
            let windows = atSchool[day]
            guard !windows.isEmpty else { return false }
            let open = open(day)
            return windows.contains { window in !open.contains { $0.start < window.end && window.start < $0.end } }
        }
        guard isSuspect, let node = nodes.requests[position].fields["at-school"] else { return }
        let names = Set(sources.map { scenario.places[$0.0].id }).sorted().map(quoted).joined(separator: " or ")
        for part in parts(node, "at-school", outside: open) {
            report.warning(
                part.span,
                "this window of \(nodes.requests[position].title) lies outside every opening time of \(names) in this week")
        }
    }

    // MARK: Pins

    /// The rules that sessions break by themselves, whatever else a timetable holds. (V1 and V3 ask for supervision and cover, which a
    /// timetable can add; a day that is too long without a break, W4, can get one by a further activity.)
    private static let pinRules: Set<Rule> = [.S1, .S2, .S3, .S4, .S6, .S7, .R1, .W1, .W2, .W3, .W5, .W6, .W7, .V5]

    /// What the pins, all together and with nothing else but busy blocks, already break.
    private func pins() {
        let sessions = scenario.requests.enumerated().compactMap { position, request in
            request.pin.map {
                Timetable.Session(request: position, practitioners: $0.practitioners, mode: $0.mode, start: $0.start)
            }
        }
        guard !sessions.isEmpty else { return }
        let violations = Checker(scenario).check(Timetable(sessions: sessions)).violations
        for violation in violations where Self.pinRules.contains(violation.rule) {
            guard let last = violation.requests.max(), let node = nodes.requests[last].fields["pinned"] else { continue }
            let subject = Set(violation.requests).count > 1 ? "pins up to here cannot all be kept" : "this pin cannot be kept"
            report.warning(node.span, "\(subject), by rule \(violation.rule.rawValue): \(violation.message)")
        }
        for session in sessions {
            for practitioner in Set(session.practitioners).sorted() where !time.canBeSupervised[practitioner] {
                guard let node = nodes.requests[session.request].fields["pinned"] else { continue }
                report.warning(
                    node.span,
                    "this pin cannot be kept, by rule V1: \(quoted(scenario.practitioners[practitioner].id)) can never be supervised"
                )
            }
        }
    }
}
