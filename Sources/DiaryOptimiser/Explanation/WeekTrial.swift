import Diary

/// A timetable laid out so that one asks quickly which rules a further session would break.
///
/// The timetable must be allowed. The answers are the checker's: a session's ``BrokenRules`` are the rules that the timetable breaks once the session is in
/// it, with the supervision and the cover that come with it. An object is used by one thread at a time.
final class WeekTrial {
    let scenario: Scenario
    let timetable: Timetable
    let travel: TravelTable
    /// By `practitioner * 7 + day`, in order of start and end.
    let days: [[TrialItem]]
    /// Windows of hours, of hours and evenings merged, and of evenings, by `practitioner * 7 + day`.
    let hours: [[Window]]
    let allHours: [[Window]]
    let eveningWindows: [[Window]]
    let sessionsInWeek: [Int]
    let sessionsOnDay: [Int]
    let afterHoursOnDay: [Int]
    let evenings: [Int]
    let isSupervised: [Bool]
    let supervisedMinutes: [Int]
    /// Days with a session of the client, bit by day.
    let clientDays: [String: UInt8]
    /// Sessions' own minutes in rooms.
    private let rooms: [RoomKey: [Window]]
    /// After-hours sessions' own minutes by day.
    let afterHours: [[Window]]
    let afterHoursSessions: Int
    let coverOnDay: [[Int]]
    let coverDays: [Int]
    /// Windows in which some supervisor is at work, by day (S7).
    let supervisorsAtWork: [[Window]]

    private struct RoomKey: Hashable {
        let place: Int
        let kind: String
        let day: Int
    }

    /// An activity of a practitioner's day.
    struct TrialItem {
        var start: Int
        var end: Int
        /// Position in `Scenario.places`, or -1 for an in-person session without a place.
        var place: Int
        var isBusy: Bool
    }

    init(_ scenario: Scenario, _ timetable: Timetable = Timetable(), travel: TravelTable? = nil) {
        self.scenario = scenario
        self.timetable = timetable
        self.travel = travel ?? TravelTable(scenario)
        let people = scenario.practitioners.count
        let activities = WeekActivities(scenario, timetable)
        days = (0..<people * 7).map { index in
            activities[index / 7, Weekday.allCases[index % 7]].map { TrialItem(start: $0.start, end: $0.end, place: $0.place, isBusy: $0.isBusy) }
        }
        hours = (0..<people * 7).map { scenario.hours(of: $0 / 7, on: Weekday.allCases[$0 % 7]) }
        allHours = (0..<people * 7).map { scenario.afterHoursWindows(of: $0 / 7, on: Weekday.allCases[$0 % 7]) }
        eveningWindows = (0..<people * 7).map { scenario.evenings(of: $0 / 7, on: Weekday.allCases[$0 % 7]) }
        var inWeek = [Int](repeating: 0, count: people), onDay = [Int](repeating: 0, count: people * 7)
        var late = onDay, clients: [String: UInt8] = [:], rooms: [RoomKey: [Window]] = [:]
        var afterHours = [[Window]](repeating: [], count: 7)
        var lateSessions = 0
        for session in timetable.sessions {
            let request = scenario.requests[session.request], day = session.start.day.rawValue
            let isLate = scenario.isAfterHours(session.mode, startMinute: session.start.minute)
            guard let length = scenario.length(of: session.request, in: session.mode) else { continue }
            let own = Window(start: session.start.minute, end: session.start.minute + length.minutes)
            for practitioner in session.practitioners {
                inWeek[practitioner] += 1
                onDay[practitioner * 7 + day] += 1
                if isLate { late[practitioner * 7 + day] += 1 }
            }
            clients[request.client, default: 0] |= 1 << UInt8(day)
            if isLate {
                afterHours[day].append(own)
                lateSessions += 1
            }
            if let room = Self.room(scenario, session.request, session.mode) {
                rooms[RoomKey(place: room.place, kind: room.kind, day: day), default: []].append(own)
            }
        }
        sessionsInWeek = inWeek
        sessionsOnDay = onDay
        afterHoursOnDay = late
        evenings = (0..<people).map { person in (0..<7).count { late[person * 7 + $0] > 0 } }
        clientDays = clients
        self.rooms = rooms
        self.afterHours = afterHours
        afterHoursSessions = lateSessions
        var supervised = [Bool](repeating: false, count: people), minutes = [Int](repeating: 0, count: people)
        for supervision in timetable.supervision {
            supervised[supervision.practitioner] = true
            minutes[supervision.supervisor] += scenario.practitioners[supervision.practitioner].supervision?.minutes ?? 0
        }
        isSupervised = supervised
        supervisedMinutes = minutes
        coverOnDay = (0..<7).map { day in timetable.cover.filter { $0.day.rawValue == day }.map(\.practitioner) }
        coverDays = (0..<people).map { person in timetable.cover.count { $0.practitioner == person } }
        supervisorsAtWork = Weekday.allCases.map { day in
            Array(Set(scenario.practitioners.indices.filter { scenario.practitioners[$0].supervisesMinutes != nil }
                .flatMap { scenario.hours(of: $0, on: day) })).sorted()
        }
    }

    /// The room that a request's session uses in a mode.
    static func room(_ scenario: Scenario, _ request: Int, _ mode: Mode) -> (place: Int, kind: String)? {
        switch mode {
        case .inPerson: scenario.requests[request].place.map { ($0, scenario.sessionTypes[scenario.requests[request].type].room) }
        case .hub: scenario.requests[request].school.map { ($0, Place.hubRoom) }
        case .video, .phone: nil
        }
    }

    // MARK: What concerns the session, whoever holds it

    /// S3, S4, S5 but for the practitioners, S6, R1 and V5.
    func sessionRules(_ request: Int, _ mode: Mode, _ length: ModeLength, day: Weekday, start: Int) -> RuleMask {
        let wanted = scenario.requests[request]
        var broken = RuleMask.none
        let end = start + length.minutes
        if !wanted.modes.contains(mode) { broken.formUnion(.s3) }
        if mode.isAtHome {
            if !wanted.atHome.contains(day: day, start: start, end: end) { broken.formUnion(.s4) }
        } else {
            if let suits = wanted.atSchool, !suits.contains(day: day, start: start, end: end) { broken.formUnion(.s4) }
            if end > 1440 { broken.formUnion(.s4) }
            if let position = mode == .inPerson ? wanted.place : wanted.school {
                let place = scenario.places[position]
                if mode == .inPerson && !place.onsite { broken.formUnion(.s3) }
                if !(mode == .hub ? place.hubOpen : place.open).contains(day: day, start: start, end: end)
                    || place.closed.contains(scenario.date(of: day))
                {
                    broken.formUnion(.s4)
                }
            } else {
                broken.formUnion(.s3)
            }
        }
        if let pin = wanted.pin, pin.mode != mode || pin.start != WeekTime(day, start) { broken.formUnion(.s5) }
        if let busy = clientDays[wanted.client], busy & (1 << UInt8(day.rawValue)) != 0 { broken.formUnion(.s6) }
        if let room = Self.room(scenario, request, mode) {
            let others = rooms[RoomKey(place: room.place, kind: room.kind, day: day.rawValue)] ?? []
            if Self.mostAtOnce(others, start: start, end: end) + 1 > scenario.places[room.place].rooms[room.kind] ?? 0 { broken.formUnion(.r1) }
        }
        if let slots = scenario.rules.afterHoursSlots, scenario.isAfterHours(mode, startMinute: start), afterHoursSessions + 1 > slots {
            broken.formUnion(.v5)
        }
        return broken
    }

    /// The most of some spans that hold one moment of `[start, end)`.
    static func mostAtOnce(_ spans: [Window], start: Int, end: Int) -> Int {
        var most = 0
        for moment in [start] + spans.map(\.start) where start <= moment && moment < end {
            most = max(most, spans.count { $0.start <= moment && moment < $0.end })
        }
        return most
    }

    // MARK: What concerns one practitioner

    /// S7, W6 and W7 of one practitioner of a session.
    func staffRules(_ person: Int, _ mode: Mode, _ length: ModeLength, day: Weekday, start: Int) -> RuleMask {
        let practitioner = scenario.practitioners[person]
        var broken = RuleMask.none
        let isLate = scenario.isAfterHours(mode, startMinute: start)
        if !practitioner.qualified {
            if isLate {
                if scenario.rules.coverRatio == nil { broken.formUnion(.s7) }
            } else if !supervisorsAtWork[day.rawValue].contains(where: { $0.contains(start: start, end: start + length.minutes) }) {
                broken.formUnion(.s7)
            }
        }
        let key = person * 7 + day.rawValue
        let limits = practitioner.limits
        if sessionsInWeek[person] + 1 > limits.sessionsPerWeek
            || sessionsOnDay[key] + 1 > min(limits.sessionsPerDay, Limits.mostSessionsPerDay)
        {
            broken.formUnion(.w6)
        }
        if isLate, afterHoursOnDay[key] == 0, evenings[person] + 1 > limits.eveningsPerWeek { broken.formUnion(.w7) }
        return broken
    }

    /// S1 where a practitioner lacks what any seat asks for.
    func ability(of person: Int, for request: Int, in mode: Mode) -> RuleMask {
        let practitioner = scenario.practitioners[person], wanted = scenario.requests[request]
        let type = scenario.sessionTypes[wanted.type]
        guard practitioner.modes.contains(mode), practitioner.skills.isSuperset(of: type.skills),
            practitioner.skills.isSuperset(of: wanted.skills)
        else { return .s1 }
        if let area = wanted.school.flatMap({ scenario.places[$0].area }), let serves = practitioner.serves, !serves.contains(area) { return .s1 }
        if mode == .inPerson, let place = wanted.place, let allowed = practitioner.inPersonAt, !allowed.contains(place) { return .s1 }
        return .none
    }

    /// S1's seats, S2 and S5's practitioners.
    func teamRules(_ people: [Int], _ request: Int) -> RuleMask {
        let wanted = scenario.requests[request]
        let staff = scenario.sessionTypes[wanted.type].staff
        var broken = RuleMask.none
        func fits(_ person: Int, _ seat: Int) -> Bool { staff[seat].isSubset(of: scenario.practitioners[person].skills) }
        let areSeated =
            people.count == 2
            ? (fits(people[0], 0) && fits(people[1], 1)) || (fits(people[0], 1) && fits(people[1], 0)) : fits(people[0], 0)
        if !areSeated { broken.formUnion(.s1) }
        if let own = wanted.practitioner, !people.contains(own) { broken.formUnion(.s2) }
        if people.count == 2, !people.contains(where: { scenario.practitioners[$0].qualified }) { broken.formUnion(.s2) }
        if let pin = wanted.pin, Set(pin.practitioners) != Set(people) { broken.formUnion(.s5) }
        return broken
    }
}
