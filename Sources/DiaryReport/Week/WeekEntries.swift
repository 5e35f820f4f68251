import Diary

/// What people do and what places hold in a week, entry by entry, in the words of one naming.
struct WeekEntries: Sendable {
    let scenario: Scenario
    let timetable: Timetable
    let naming: Naming
    let activities: WeekActivities
    /// Days on cover, by practitioner.
    private let cover: [Int: [Weekday]]
    /// Positions in `Timetable.sessions`, by the place that holds them in person or in its hub.
    private let hosted: [Int: [Int]]
    /// Positions in `Timetable.meetings`, by the place that holds them.
    private let meetings: [Int: [Int]]

    init(scenario: Scenario, timetable: Timetable, naming: Naming) {
        self.scenario = scenario
        self.timetable = timetable
        self.naming = naming
        activities = WeekActivities(scenario, timetable)
        cover = Dictionary(grouping: timetable.cover, by: \.practitioner).mapValues { $0.map(\.day).sorted() }
        var hosted: [Int: [Int]] = [:], meetings: [Int: [Int]] = [:]
        for (index, session) in timetable.sessions.enumerated() {
            if let place = scenario.host(of: session) { hosted[place, default: []].append(index) }
        }
        for (index, held) in timetable.meetings.enumerated() {
            if let place = scenario.meetings[held.meeting].place { meetings[place, default: []].append(index) }
        }
        self.hosted = hosted
        self.meetings = meetings
    }

    /// Places that hold sessions or meetings.
    var hosts: Set<Int> { Set(hosted.keys).union(meetings.keys) }

    /// The sessions that a place holds, as positions in `Timetable.sessions`.
    func sessions(at place: Int) -> [Int] { hosted[place, default: []] }

    // MARK: Practitioners

    /// The week of a practitioner (a position in `Scenario.practitioners`) in its order: all that they do, with ways and breaks.
    func entries(of practitioner: Int) -> [WeekEntry] {
        Weekday.allCases.flatMap { entries(of: practitioner, on: $0) }
    }

    /// One day of a practitioner.
    func entries(of practitioner: Int, on day: Weekday) -> [WeekEntry] {
        let stops = activities[practitioner, day]
        var entries = stops.map { entry(for: $0) }
        if activities.travelMinutes(of: practitioner, on: day) > 0 {
            entries += stops.filter { $0.travel > 0 }.map { stop in
                WeekEntry(
                    kind: .travel, day: day, start: stop.start - stop.travel, end: stop.start, title: "to \(naming.place(stop.place))")
            }
        }
        if let rest = scenario.breakTaken(between: stops) {
            entries.append(WeekEntry(kind: .rest, day: day, start: rest.start, end: rest.end, title: ""))
        }
        if cover[practitioner, default: []].contains(day) {
            entries += scenario.evenings(of: practitioner, on: day).map {
                WeekEntry(kind: .cover, day: day, start: $0.start, end: $0.end, title: "", details: ["on call for after-hours sessions"])
            }
        }
        return entries.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    private func entry(for activity: Activity) -> WeekEntry {
        var entry = WeekEntry(kind: .busy, day: activity.day, start: activity.start, end: activity.end, title: "")
        switch activity.subject {
        case .session(let index):
            let session = timetable.sessions[index], request = scenario.requests[session.request]
            let length = scenario.length(of: session.request, in: session.mode)
            entry.kind = .session(session.mode)
            if let length, length.after > 0 { entry.writeUpFrom = activity.start + length.minutes }
            entry.title = scenario.sessionTypes[request.type].id
            entry.details = names(of: request) + [whereabouts(of: session, request)].compactMap(\.self)
            let colleagues = session.practitioners.filter { $0 != activity.practitioner }
            if !colleagues.isEmpty { entry.details.append("with \(naming.practitioners(colleagues))") }
        case .supervision(let index):
            let given = timetable.supervision[index]
            entry.kind = .supervision
            entry.title =
                given.supervisor == activity.practitioner
                ? "of \(naming.practitioner(given.practitioner))" : "by \(naming.practitioner(given.supervisor))"
        case .meeting(let index):
            let meeting = scenario.meetings[timetable.meetings[index].meeting]
            entry.kind = .meeting
            entry.title = naming.meeting(timetable.meetings[index].meeting)
            if let place = meeting.place { entry.details.append(naming.place(place)) }
        case .busy(let index):
            let block = scenario.practitioners[activity.practitioner].busy[index]
            entry.title = naming.label(of: block) ?? ""
            if let place = block.place { entry.details.append(naming.place(place)) }
        }
        return entry
    }

    /// The request, and its client where that is another name.
    private func names(of request: Request) -> [String] {
        request.client == request.id ? [request.id] : [request.id, "client \(naming.client(of: request))"]
    }

    private func whereabouts(of session: Timetable.Session, _ request: Request) -> String? {
        switch session.mode {
        case .inPerson: request.place.map(naming.place)
        case .hub: request.school.map { "pupil at \(naming.place($0))" }
        case .video, .phone: request.school.map(naming.place)
        }
    }

    // MARK: Places

    /// What a place (a position in `Scenario.places`) holds: sessions in person and in its hub, and meetings.
    ///
    /// It goes to people of that place, so a school is told nothing of another school's pupils but that a room is in use.
    func entries(at place: Int) -> [WeekEntry] {
        let sessions = hosted[place, default: []].map { index -> WeekEntry in
            let session = timetable.sessions[index], request = scenario.requests[session.request]
            let minutes = scenario.length(of: session.request, in: session.mode)?.minutes ?? 0
            let isOwn = request.school == nil || request.school == place || scenario.places[place].kind != .school
            let room = "\(scenario.roomKind(of: session)) room"
            return WeekEntry(
                kind: .session(session.mode), day: session.start.day, start: session.start.minute, end: session.start.minute + minutes,
                title: isOwn ? scenario.sessionTypes[request.type].id : "session",
                details: (isOwn ? names(of: request) : []) + ["with \(naming.practitioners(session.practitioners))", room])
        }
        let meetings = meetings[place, default: []].map { index -> WeekEntry in
            let held = timetable.meetings[index], meeting = scenario.meetings[held.meeting]
            return WeekEntry(
                kind: .meeting, day: held.start.day, start: held.start.minute, end: held.start.minute + meeting.minutes,
                title: naming.meeting(held.meeting), details: meeting.members.isEmpty ? [] : ["with \(naming.practitioners(meeting.members))"])
        }
        return (sessions + meetings).sorted { ($0.day, $0.start, $0.end) < ($1.day, $1.start, $1.end) }
    }
}

extension Scenario {
    /// The place that holds a session in a room of its own: in person the request's place, in the hub the school; nil for one at home.
    func host(of session: Timetable.Session) -> Int? {
        switch session.mode {
        case .inPerson: requests[session.request].place
        case .hub: requests[session.request].school
        case .video, .phone: nil
        }
    }

    /// The kind of room that a session at a place uses.
    func roomKind(of session: Timetable.Session) -> String {
        session.mode == .hub ? Place.hubRoom : sessionTypes[requests[session.request].type].room
    }

    /// The break that rule W4 asks of a day, where its activities leave one: the free minutes inside the break's window, before the way to
    /// the next activity or, where only that is long enough, after it. Nil for a day that needs none,
    /// and where a break has no minutes.
    /// - Parameter activities: One practitioner's on one day, in their order.
    func breakTaken(between activities: [Activity]) -> Window? {
        let rule = rules.breakRule
        guard rule.minutes > 0, let first = activities.first, activities.contains(where: { !$0.isBusy }),
            activities.reduce(0, { max($0, $1.end) }) - first.start > rule.after
        else { return nil }
        for (previous, next) in zip(activities, activities.dropFirst()) {
            guard next.start - previous.end >= next.travel + rule.minutes else { continue }
            let gaps = [
                (previous.end, next.start - next.travel), (previous.end + next.travel, next.start), (previous.end, next.start),
            ]
            for (start, end) in gaps {
                let start = max(start, rule.window.start), end = min(end, rule.window.end)
                if end - start >= rule.minutes { return Window(start: start, end: end) }
            }
        }
        return nil
    }
}
