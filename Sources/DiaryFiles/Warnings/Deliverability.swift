import Diary

/// Tells requests that no allowed timetable can schedule, and why.
///
/// It looks at one request alone with the rules that hold whatever else is planned: S1 to S4, S7, R1, W1, W2 with busy blocks, W3, W6, W7, V1,
/// V3, V5. So "never" is certain, and silence promises nothing.
struct Deliverability {
    private let scenario: Scenario
    /// Whether each practitioner can hold any session at all: supervision and limits.
    private let isAble: [Bool]
    /// For each day, windows of hours of those who supervise (S7).
    private let supervised: [Weekday: [Window]]
    /// For each day, whether somebody can take cover (V3).
    private let hasCover: [Weekday: Bool]
    /// What has been found for requests that are alike.
    private var known: [Likeness: String?] = [:]
    private let time: FreeTime

    /// What decides about a request.
    private struct Likeness: Hashable {
        var school: Int?
        var place: Int?
        var type: Int
        var modes: [Mode]
        var atSchool: Weekly?
        var atHome: Weekly
        var practitioner: Int?
        var skills: Set<String>
    }

    init(_ scenario: Scenario, _ time: FreeTime) {
        self.scenario = scenario
        self.time = time
        isAble = scenario.practitioners.indices.map { position in
            let limits = scenario.practitioners[position].limits
            return limits.sessionsPerDay > 0 && limits.sessionsPerWeek > 0 && time.canBeSupervised[position]
        }
        var supervised: [Weekday: [Window]] = [:], hasCover: [Weekday: Bool] = [:]
        for day in Weekday.allCases {
            let supervisors = scenario.practitioners.indices.filter { scenario.practitioners[$0].supervisesMinutes != nil }
            supervised[day] = Array(Set(supervisors.flatMap { scenario.hours(of: $0, on: day) }))
            hasCover[day] = scenario.practitioners.indices.contains {
                scenario.practitioners[$0].coverEvenings ?? 0 > 0 && !scenario.evenings(of: $0, on: day).isEmpty
            }
        }
        self.supervised = supervised
        self.hasCover = hasCover
    }

    /// Why a request (a position in `Scenario.requests`) can never be delivered; nil where it may be.
    mutating func obstacle(_ position: Int) -> String? {
        guard !time.isSpent else { return nil }
        let request = scenario.requests[position]
        let likeness = Likeness(
            school: request.school, place: request.place, type: request.type, modes: request.modes, atSchool: request.atSchool,
            atHome: request.atHome, practitioner: request.practitioner, skills: request.skills)
        if let result = known[likeness] { return result }
        let result = search(request)
        known[likeness] = .some(result)
        return result
    }

    private func search(_ request: Request) -> String? {
        let type = scenario.sessionTypes[request.type]
        let modes = request.modes.filter { type.modes[$0] != nil }
        guard !modes.isEmpty else { return "none of its modes is one of the type \(quoted(type.id))" }
        var reasons: [String] = []
        for mode in Mode.allCases where modes.contains(mode) {
            guard let length = type.modes[mode] else { continue }
            guard let reason = obstacle(request, type, mode, length) else { return nil }
            reasons.append("\(mode.key): \(reason)")
        }
        return time.isSpent ? nil : reasons.joined(separator: "; ")
    }

    // MARK: One mode

    private func obstacle(_ request: Request, _ type: SessionType, _ mode: Mode, _ length: ModeLength) -> String? {
        if let reason = placeObstacle(request, type, mode) { return reason }
        let windows = Weekday.allCases.map {
            suitable(request, mode, on: $0).filter { !time.starts(in: $0, minutes: length.minutes).isEmpty }
        }
        guard windows.contains(where: { !$0.isEmpty }) else {
            let client = mode.isAtHome ? "`at-home` window" : "`at-school` window that meets the opening times"
            return "no \(client) has room for \(length.minutes) minutes from a start on the grid"
        }
        var people = Array(scenario.practitioners.indices)
        time.spend(people.count)
        // With two seats the one whose course is under way takes one of them, and the other stays open.
        let named = type.staff.count == 1 ? request.practitioner : nil
        if let named { people = [named] }
        for (reason, holds) in filters(request, type, mode, named) {
            people = people.filter(holds)
            if people.isEmpty { return reason }
        }
        if type.staff.count == 2 { return pairObstacle(request, type, mode, length, windows, people) }
        let isPossible = Weekday.allCases.contains { day in
            windows[day.rawValue].contains { window in
                people.contains { person in
                    time.starts(in: window, minutes: length.minutes).contains { start in
                        canDeliver(person, mode, length, day, start)
                    }
                }
            }
        }
        if isPossible || time.isSpent { return nil }
        return named.map { "\(quoted(scenario.practitioners[$0].id)) is never at work and free at a time that suits" }
            ?? "nobody who may deliver it is at work and free at a time that suits"
    }

    /// What a practitioner has to meet in a mode, one after the other, with what to say where nobody is left.
    private func filters(_ request: Request, _ type: SessionType, _ mode: Mode, _ named: Int?) -> [(String, (Int) -> Bool)] {
        let area = request.school.flatMap { scenario.places[$0].area }
        func say(_ nobody: String, _ one: String) -> String {
            named.map { "\(quoted(scenario.practitioners[$0].id)) \(one)" } ?? "nobody \(nobody)"
        }
        return [
            (
                say("has all skills it needs", "lacks a skill it needs"),
                { person in
                    let skills = scenario.practitioners[person].skills
                    return type.skills.isSubset(of: skills) && request.skills.isSubset(of: skills)
                        && type.staff.contains { $0.isSubset(of: skills) }
                }
            ),
            (
                say("who has the skills works in this mode", "does not work in this mode"),
                { scenario.practitioners[$0].modes.contains(mode) }
            ),
            (
                say("of those serves the area of its school", "does not serve the area of its school"),
                { person in area.map { scenario.practitioners[person].serves?.contains($0) ?? true } ?? true }
            ),
            (
                say("of those may work in person at the place", "may not work in person at the place"),
                { person in
                    mode != .inPerson
                        || (request.place.map { scenario.practitioners[person].inPersonAt?.contains($0) ?? true } ?? true)
                }
            ),
            (
                say("of those may hold any session, by supervision or limits", "may hold no session, by supervision or limits"),
                { isAble[$0] }
            ),
        ]
    }

    private func placeObstacle(_ request: Request, _ type: SessionType, _ mode: Mode) -> String? {
        switch mode {
        case .inPerson:
            guard let place = request.place else { return "there is no place to hold it" }
            if !scenario.places[place].onsite { return "\(quoted(scenario.places[place].id)) allows no sessions on site" }
            if scenario.places[place].rooms[type.room, default: 0] == 0 {
                return "\(quoted(scenario.places[place].id)) has no \(quoted(type.room)) room"
            }
        case .hub:
            guard let school = request.school else { return "it has no school" }
            if scenario.places[school].rooms[Place.hubRoom, default: 0] == 0 {
                return "\(quoted(scenario.places[school].id)) has no hub room"
            }
        case .video, .phone: break
        }
        return nil
    }

    /// The windows of a day that suit the client and the place (S4).
    private func suitable(_ request: Request, _ mode: Mode, on day: Weekday) -> [Window] {
        let wholeDay = [Window(start: 0, end: 1440)]
        let client = mode.isAtHome ? request.atHome[day] : request.atSchool.map { $0[day] } ?? wholeDay
        guard let position = mode == .inPerson ? request.place : mode == .hub ? request.school : nil else { return client }
        let place = scenario.places[position]
        guard !place.closed.contains(scenario.date(of: day)) else { return [] }
        let open = mode == .hub ? place.hubOpen[day] : place.open[day]
        return client.flatMap { window in
            open.compactMap { other in
                let start = max(window.start, other.start), end = min(window.end, other.end)
                return start < end ? Window(start: start, end: end) : nil
            }
        }
    }

    /// Whether one practitioner can hold the session at a start, as far as the week's other entries have no say.
    private func canDeliver(_ person: Int, _ mode: Mode, _ length: ModeLength, _ day: Weekday, _ start: Int) -> Bool {
        let practitioner = scenario.practitioners[person]
        guard length.occupied <= practitioner.limits.span else { return false }
        let isAfterHours = scenario.isAfterHours(mode, startMinute: start)
        if isAfterHours {
            guard practitioner.limits.eveningsPerWeek > 0, scenario.rules.afterHoursSlots != 0 else { return false }
            if scenario.rules.coverRatio == nil {
                guard practitioner.qualified else { return false }
            } else {
                guard hasCover[day] == true else { return false }
            }
        } else if !practitioner.qualified {
            guard supervised[day]?.contains(where: { $0.contains(start: start, end: start + length.minutes) }) == true else {
                return false
            }
        }
        let windows = isAfterHours ? scenario.afterHoursWindows(of: person, on: day) : scenario.hours(of: person, on: day)
        return time.isFree(person, on: day, start: start, end: start + length.occupied, windows: windows)
    }

    // MARK: Two seats

    private func pairObstacle(
        _ request: Request, _ type: SessionType, _ mode: Mode, _ length: ModeLength, _ windows: [[Window]], _ people: [Int]
    ) -> String? {
        func fits(_ person: Int, _ seat: Int) -> Bool { type.staff[seat].isSubset(of: scenario.practitioners[person].skills) }
        func isPair(_ first: Int, _ second: Int) -> Bool {
            first != second && (scenario.practitioners[first].qualified || scenario.practitioners[second].qualified)
                && (request.practitioner == nil || request.practitioner == first || request.practitioner == second)
                && fits(first, 0) && fits(second, 1)
        }
        var hasPair = false
        for day in Weekday.allCases {
            for window in windows[day.rawValue] {
                for start in time.starts(in: window, minutes: length.minutes) {
                    time.spend(people.count)
                    guard !time.isSpent else { return nil }
                    let present = people.filter { canDeliver($0, mode, length, day, start) }
                    for first in present {
                        time.spend(present.count)
                        if present.contains(where: { isPair(first, $0) }) { return nil }
                    }
                }
            }
        }
        for first in people {
            time.spend(people.count)
            if people.contains(where: { isPair(first, $0) }) { hasPair = true }
            if hasPair { break }
        }
        guard !time.isSpent else { return nil }
        return hasPair
            ? "no two who fit the seats are at work and free together at a time that suits"
            : "no two practitioners fit the two seats with one of them qualified\(request.practitioner == nil ? "" : " and the one named by it")"
    }
}

extension StrideThrough<Int> {
    fileprivate var isEmpty: Bool { first { _ in true } == nil }
}
