public import Diary

/// What one plan of a comparison delivers, and what it delivers more and less than the first one.
///
/// Requests and practitioners are told by their ids, because variants may lack some.
public struct WhatIfFigures: Hashable, Sendable {
    /// A request that is scheduled in one of two plans only.
    public struct Change: Hashable, Sendable {
        public var request: String
        /// How it is held: in this plan where it is gained, in the first where it is lost.
        public var mode: Mode
        public var isAfterHours: Bool
        public var weeksWaiting: Int
    }

    /// The evenings of one practitioner.
    public struct Evenings: Hashable, Sendable {
        /// The practitioner's id.
        public var practitioner: String
        /// What they are called.
        public var name: String
        public var days: [Weekday]
    }

    public var sessions: Int
    /// One for each mode, in the order of `Mode`.
    public var modes: [Mode: Int]
    public var afterHours: Int
    /// Scheduled here and not in the first plan, by id.
    public var gained: [Change]
    /// Scheduled in the first plan and not here, by id.
    public var lost: [Change]
    /// The weeks that those scheduled have waited, in all.
    public var weeksEnded: Int
    /// Practitioners who may work evenings, in the order of the scenario.
    public var evenings: [Evenings]
    /// Evenings on cover.
    public var coverEvenings: Int
    public var travelMinutes: Int

    /// Those lost of which the first plan holds the session in the daytime.
    public var daytimeLost: [Change] { lost.filter { !$0.isAfterHours } }

    /// Evenings worked in all.
    public var eveningsWorked: Int { evenings.reduce(0) { $0 + $1.days.count } }

    /// Fewest and most evenings of one practitioner among those who may work evenings; nil where nobody may.
    public var eveningSpread: ClosedRange<Int>? {
        guard let fewest = evenings.map(\.days.count).min(), let most = evenings.map(\.days.count).max() else { return nil }
        return fewest...most
    }

    /// - Parameters:
    ///   - first: the scenario and plan to compare with; nil compares with nothing.
    ///   - names: what practitioners are called.
    public init(
        _ scenario: Scenario, _ timetable: Timetable, against first: (scenario: Scenario, timetable: Timetable)?, names: NameStyle = .full
    ) {
        let naming = Naming(scenario: scenario, style: names)
        let week = WeekFigures(scenario, timetable)
        sessions = week.placed
        modes = Dictionary(timetable.sessions.map { ($0.mode, 1) }, uniquingKeysWith: +)
        afterHours = week.afterHours.reduce(0, +)
        weeksEnded = timetable.sessions.reduce(0) { $0 + scenario.requests[$1.request].weeksWaiting }
        coverEvenings = week.practitioners.reduce(0) { $0 + $1.cover.count }
        travelMinutes = week.practitioners.reduce(0) { $0 + $1.travelMinutes }
        evenings = week.practitioners.compactMap { figures in
            let person = scenario.practitioners[figures.practitioner]
            let mayWork = person.limits.eveningsPerWeek > 0 && Weekday.allCases.contains { !scenario.evenings(of: figures.practitioner, on: $0).isEmpty }
            return mayWork || !figures.evenings.isEmpty
                ? Evenings(practitioner: person.id, name: naming.practitioner(figures.practitioner), days: figures.evenings) : nil
        }
        let here = Self.scheduled(scenario, timetable)
        let there = first.map { Self.scheduled($0.scenario, $0.timetable) } ?? here
        gained = here.filter { there[$0.key] == nil }.values.sorted { $0.request < $1.request }
        lost = there.filter { here[$0.key] == nil }.values.sorted { $0.request < $1.request }
    }

    /// What is scheduled, by the request's id.
    private static func scheduled(_ scenario: Scenario, _ timetable: Timetable) -> [String: Change] {
        Dictionary(
            timetable.sessions.map { session in
                let request = scenario.requests[session.request]
                let isLate = scenario.isAfterHours(session.mode, startMinute: session.start.minute)
                let change = Change(request: request.id, mode: session.mode, isAfterHours: isLate, weeksWaiting: request.weeksWaiting)
                return (request.id, change)
            }, uniquingKeysWith: { first, _ in first })
    }
}
