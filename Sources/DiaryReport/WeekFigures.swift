public import Diary

/// What a timetable delivers of what its scenario asks for, counted.
///
/// The timetable is one that the checker allows, or at least one whose positions are in range (`TimetableDocument.resolved(in:)`);
/// building the figures takes O(n log n) for n activities.
public struct WeekFigures: Hashable, Sendable {
    /// Sessions in one mode.
    public struct ByMode: Hashable, Sendable {
        public var mode: Mode
        /// Sessions held in it.
        public var placed: Int
        /// Requests that name it first.
        public var askedFirst: Int
    }

    /// Sessions of one school, or of the requests without a school.
    public struct BySchool: Hashable, Sendable {
        /// Position in `Scenario.places`; nil for requests without a school.
        public var place: Int?
        public var placed: Int
        public var asked: Int
        /// Sessions that the school should get: its minimum, but no more than it asks for.
        public var minimum: Int
        /// Sessions by mode.
        public var modes: [Mode: Int]

        /// Sessions missing to the minimum.
        public var shortage: Int { max(0, minimum - placed) }
    }

    /// The week of one practitioner.
    public struct ByPractitioner: Hashable, Sendable {
        /// Position in `Scenario.practitioners`.
        public var practitioner: Int
        public var sessions: Int
        /// Sessions by mode.
        public var modes: [Mode: Int]
        /// Minutes with clients, without write-up.
        public var clientMinutes: Int
        /// Minutes travelled.
        public var travelMinutes: Int
        /// Days with after-hours sessions.
        public var evenings: [Weekday]
        /// Evenings on cover.
        public var cover: [Weekday]
        /// Start of the supervision received, if any.
        public var supervision: WeekTime?
        /// Minutes of supervision given.
        public var supervisedMinutes: Int
    }

    public var modes: [ByMode]
    /// One for each place that is some request's school, in the order of the scenario; last the requests without a school, if any.
    public var schools: [BySchool]
    /// One for each practitioner, in the order of the scenario.
    public var practitioners: [ByPractitioner]
    /// Positions in `Scenario.requests` of those not scheduled, the one that would score most first.
    public var unplaced: [Int]
    /// Positions in `Scenario.meetings` of those not held.
    public var missedMeetings: [Int]
    public var requests: Int
    public var placed: Int
    /// After-hours sessions by day, Monday first.
    public var afterHours: [Int]
    /// Pinned requests, and those of them that are scheduled.
    public var pins: (asked: Int, placed: Int) { (pinned, pinnedPlaced) }
    private var pinned: Int
    private var pinnedPlaced: Int

    public init(_ scenario: Scenario, _ timetable: Timetable) {
        let activities = WeekActivities(scenario, timetable)
        let sessionOfRequest = Dictionary(timetable.sessions.map { ($0.request, $0) }, uniquingKeysWith: { first, _ in first })
        requests = scenario.requests.count
        placed = sessionOfRequest.count
        modes = Self.modes(scenario, Array(sessionOfRequest.values))
        schools = Self.schools(scenario, sessionOfRequest)
        practitioners = scenario.practitioners.indices.map { Self.practitioner($0, scenario, timetable, activities) }
        let worth = scenario.requests.indices.map { request in
            scenario.sessionPoints(request: request, practitioners: [], mode: scenario.requests[request].modes.first ?? .inPerson)
        }
        unplaced = scenario.requests.indices.filter { sessionOfRequest[$0] == nil }.sorted { (worth[$1], $0) < (worth[$0], $1) }
        let held = Set(timetable.meetings.map(\.meeting))
        missedMeetings = scenario.meetings.indices.filter { !held.contains($0) }
        afterHours = Weekday.allCases.map { day in
            timetable.sessions.count { $0.start.day == day && scenario.isAfterHours($0.mode, startMinute: $0.start.minute) }
        }
        pinned = scenario.requests.count { $0.pin != nil }
        pinnedPlaced = scenario.requests.indices.count { scenario.requests[$0].pin != nil && sessionOfRequest[$0] != nil }
    }

    private static func modes(_ scenario: Scenario, _ sessions: [Timetable.Session]) -> [ByMode] {
        Mode.allCases.compactMap { mode in
            let placed = sessions.count { $0.mode == mode }
            let asked = scenario.requests.count { $0.modes.first == mode }
            return placed + asked == 0 ? nil : ByMode(mode: mode, placed: placed, askedFirst: asked)
        }
    }

    private static func schools(_ scenario: Scenario, _ sessions: [Int: Timetable.Session]) -> [BySchool] {
        var schools: [Int?: BySchool] = [:]
        for (index, request) in scenario.requests.enumerated() {
            var school = schools[request.school] ?? BySchool(place: request.school, placed: 0, asked: 0, minimum: 0, modes: [:])
            school.asked += 1
            if let session = sessions[index] {
                school.placed += 1
                school.modes[session.mode, default: 0] += 1
            }
            schools[request.school] = school
        }
        let places: [Int?] = scenario.places.indices.map(Optional.some) + [nil]
        return places.compactMap { place in
            guard var school = schools[place] else { return nil }
            if let place { school.minimum = min(scenario.places[place].minimum, school.asked) }
            return school
        }
    }

    private static func practitioner(
        _ index: Int, _ scenario: Scenario, _ timetable: Timetable, _ activities: WeekActivities
    ) -> ByPractitioner {
        let own = timetable.sessions.filter { $0.practitioners.contains(index) }
        let late = own.filter { scenario.isAfterHours($0.mode, startMinute: $0.start.minute) }
        let given = timetable.supervision.filter { $0.supervisor == index }
        return ByPractitioner(
            practitioner: index, sessions: own.count,
            modes: Dictionary(own.map { ($0.mode, 1) }, uniquingKeysWith: +),
            clientMinutes: own.reduce(0) { $0 + (scenario.length(of: $1.request, in: $1.mode)?.minutes ?? 0) },
            travelMinutes: Weekday.allCases.reduce(0) { $0 + activities.travelMinutes(of: index, on: $1) },
            evenings: Set(late.map(\.start.day)).sorted(),
            cover: Set(timetable.cover.filter { $0.practitioner == index }.map(\.day)).sorted(),
            supervision: timetable.supervision.first { $0.practitioner == index }?.start,
            supervisedMinutes: given.reduce(0) { $0 + (scenario.practitioners[$1.practitioner].supervision?.minutes ?? 0) })
    }
}
