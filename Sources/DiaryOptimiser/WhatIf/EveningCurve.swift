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
    private let options: PlanOptions

    public init(scenario: Scenario, published: PublishedTimetable? = nil, slots: EveningSlots, options: PlanOptions) {
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
            today = try session.plan(WhatIfWeek(name: "Today", scenario: scenario, published: published))
            origin = today.map { afterHoursSessions(of: $0.timetable) }
        }
        let counts = numbers.map { $0.addingReportingOverflow(origin ?? 0) }.map { $0.overflow ? Int.max : $0.partialValue }
        var planned: [Int: WhatIfPoint] = [:]
        for index in counts.indices {
            let known = known(of: index, counts, planned, today: today)
            guard let point = try session.plan(week(slots: counts[index]), known) else { break }
            planned[index] = point
        }
        let done = planned.keys.sorted()
        var points = done.compactMap { planned[$0] }
        try makeConsistent(&points, slots: done.map { counts[$0] }, today: today)
        try narrowSessions(&points, slots: done.map { counts[$0] }, session)
        let missing = counts.indices.filter { planned[$0] == nil }.map { Self.name(slots: counts[$0]) }
        return EveningCurveResult(
            sweep: session.result(points, missing: missing), slots: done.map { counts[$0] }, todaysSlots: origin, isTodayUnlimited: mustPlanToday)
    }

    /// What is known of a point from those that are planned.
    private func known(of index: Int, _ counts: [Int], _ planned: [Int: WhatIfPoint], today: WhatIfPoint?) -> SweepSession.Known {
        var known = SweepSession.Known()
        let below = planned[index - 1]
        known.memory = below?.memory ?? today?.memory
        known.allowed = below.map { [$0.timetable] } ?? []
        if let today {
            // No number that counts from today's plan is below what that plan uses.
            known.allowed.append(today.timetable)
        }
        // Prices that prove a bound for one number of slots prove one for every number.
        let bounds = planned.values.compactMap { $0.memory?.bound(afterHoursSlots: counts[index]) } + (today.map { [$0.bound] } ?? [])
        known.bound = bounds.min()
        return known
    }

    /// Gives every point the best plan of those up to it and the least bound that any of them proves.
    private func makeConsistent(_ points: inout [WhatIfPoint], slots: [Int], today: WhatIfPoint?) throws {
        for index in points.indices {
            if index > 0, points[index - 1].score > points[index].score {
                let timetable = points[index - 1].timetable
                let verdict = Checker(points[index].week.scenario).check(timetable, published: published)
                guard verdict.isAllowed else { throw PlannerError.notAllowed(verdict.violations) }
                points[index].timetable = timetable
                points[index].score = verdict.score.total
                points[index].sessionRange = SessionRange.trivial(week: points[index].week, score: verdict.score.total)
            }
            let proven = points.compactMap { $0.memory?.bound(afterHoursSlots: slots[index]) } + (today.map { [$0.bound] } ?? [])
            points[index].bound = proven.reduce(points[index].bound, min)
        }
        points = NestedWeeks.withBounds(points)
        for point in points where point.bound < point.score { throw PlannerError.boundBelowScore(bound: point.bound, score: point.score) }
    }

    /// Share of the time of the plans that bounds on sessions may take, and seconds that they may take in any case.
    private static let sessionShare = 0.08
    private static let sessionSeconds = 1.0

    /// Says as closely as may be how many sessions good plans hold. One search bounds all points, because slots change a bound by their price alone,
    /// and those near its own most closely: where there is time, the ends of the curve get one of their own.
    private func narrowSessions(_ points: inout [WhatIfPoint], slots: [Int], _ session: SweepSession) throws {
        let end = session.seconds * (1 + Self.sessionShare) + Self.sessionSeconds
        let clock = session.clock, isOver = session.isOver
        let isLate: @Sendable () -> Bool = { isOver() || clock() >= end }
        let middle = points.count / 2, last = points.count - 1
        for position in points.isEmpty ? [] : [middle] + [0, last].filter({ $0 != middle }) {
            guard !isLate() else { return }
            let bounds = try SessionBounds(points[position], threads: options.threads, isStopped: isLate)
            for index in points.indices {
                points[index].sessionRange = bounds.range(points[index].sessionRange, score: points[index].score, slots: slots[index])
            }
        }
    }

    private static func name(slots: Int) -> String { slots == 1 ? "1 slot" : "\(slots) slots" }

    private func week(slots: Int) -> WhatIfWeek {
        var changed = scenario
        changed.rules.afterHoursSlots = slots
        return WhatIfWeek(name: Self.name(slots: slots), scenario: changed, published: published)
    }

    private func afterHoursSessions(of timetable: Timetable) -> Int {
        timetable.sessions.count { scenario.isAfterHours($0.mode, startMinute: $0.start.minute) }
    }
}
