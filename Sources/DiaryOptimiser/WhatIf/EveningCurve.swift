public import Diary

/// Numbers of after-hours slots to plan the week with.
public struct EveningSlots: Hashable, Sendable {
    /// From where the numbers count.
    public enum Origin: Hashable, Sendable {
        /// They are the slots themselves.
        case zero
        /// They are slots beyond the scenario's own; where it has no limit, beyond those that today's plan uses.
        case today
    }

    /// At least 0, `from` at most `to`.
    public var from: Int
    public var to: Int
    /// At least 1.
    public var step: Int
    public var origin: Origin

    public init(from: Int, to: Int, step: Int = 1, origin: Origin = .zero) {
        self.from = from
        self.to = to
        self.step = step
        self.origin = origin
    }

    /// The numbers, ascending: `from`, then every `step`-th up to `to`.
    public var numbers: [Int] { Array(stride(from: from, through: to, by: max(1, step))) }
}

/// What the evening curve is.
public struct EveningCurveResult: Sendable {
    public var sweep: SweepResult
    /// For each point planned, its after-hours slots.
    public var slots: [Int]
    /// The slots that the numbers count from; nil where they are the slots themselves.
    public var todaysSlots: Int?
    /// Whether ``todaysSlots`` is what today's plan uses, because the scenario has no limit.
    public var isTodayUnlimited: Bool
}

/// Plans the week with several numbers of after-hours slots (V5): what would more evening slots buy?
///
/// A timetable for `k` slots is one for `k + 1`, so scores never fall; a bound for `k + 1` slots holds for `k`, so bounds never fall.
public struct EveningCurve: Sendable {
    private let scenario: Scenario
    private let published: PublishedTimetable?
    private let slots: EveningSlots
    private let options: SweepOptions

    public init(scenario: Scenario, published: PublishedTimetable? = nil, slots: EveningSlots, options: SweepOptions) {
        self.scenario = scenario
        self.published = published
        self.slots = slots
        self.options = options
    }

    /// Whether today's week must be planned first, to know what the numbers count from.
    private var mustPlanToday: Bool { slots.origin == .today && scenario.rules.afterHoursSlots == nil }

    /// Plans the points of the curve, fewest slots first.
    ///
    /// - Parameters:
    ///   - progress: told of every point's progress; called from the calling thread.
    ///   - isStopped: asked often, from any thread; true ends the sweep with the points that are done.
    /// - Throws: ``PlannerError`` where the checker disagrees with a search.
    public func run(
        progress: @escaping @Sendable (SweepProgress) -> Void = { _ in }, isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws -> EveningCurveResult {
        let numbers = slots.numbers
        let session = SweepSession(
            options: options, weeks: numbers.count + (mustPlanToday ? 1 : 0), progress: progress, isStopped: isStopped)
        var origin = slots.origin == .today ? scenario.rules.afterHoursSlots : nil
        var today: WhatIfPoint?
        if mustPlanToday {
            today = try session.plan(WhatIfWeek(name: "Today", scenario: scenario, published: published), warmStart: nil)
            origin = today.map { afterHoursSessions(of: $0.timetable) }
        }
        let counts = numbers.map { $0.addingReportingOverflow(origin ?? 0) }.map { $0.overflow ? Int.max : $0.partialValue }
        let weeks = counts.map(week)
        var points: [WhatIfPoint] = []
        for week in weeks {
            guard let point = try session.plan(week, warmStart: points.last?.timetable ?? today?.timetable) else { break }
            points.append(point)
        }
        // Prices that prove a bound for one number of slots prove one for every number.
        for (index, slots) in counts.indices.prefix(points.count).map({ ($0, counts[$0]) }) {
            let proven = points.compactMap { $0.memory?.bound(afterHoursSlots: slots) }
            points[index].bound = proven.reduce(points[index].bound, min)
            guard points[index].bound >= points[index].score else {
                throw PlannerError.boundBelowScore(bound: points[index].bound, score: points[index].score)
            }
        }
        // What is allowed with some slots is allowed without a limit.
        var bounded = NestedWeeks.withBounds(points + (today.map { [$0] } ?? []))
        if today != nil { bounded.removeLast() }
        return EveningCurveResult(
            sweep: session.result(bounded, of: weeks), slots: Array(counts.prefix(points.count)), todaysSlots: origin,
            isTodayUnlimited: mustPlanToday)
    }

    private func week(slots: Int) -> WhatIfWeek {
        var changed = scenario
        changed.rules.afterHoursSlots = slots
        return WhatIfWeek(name: slots == 1 ? "1 slot" : "\(slots) slots", scenario: changed, published: published)
    }

    private func afterHoursSessions(of timetable: Timetable) -> Int {
        timetable.sessions.count { scenario.isAfterHours($0.mode, startMinute: $0.start.minute) }
    }
}
