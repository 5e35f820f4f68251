import Diary
import Foundation
import Synchronization

/// A sweep under way: the clock, the shares of time, and how one week after another is planned.
final class SweepSession {
    private let options: PlanOptions
    private let budget: SweepBudget
    private let weeks: Int
    private let progress: @Sendable (SweepProgress) -> Void
    private let isStopped: @Sendable () -> Bool
    private let began = ContinuousClock.now
    /// Weeks begun.
    private var begun = 0

    /// Further searches from a plan whose gap is no more than this many times the one asked for.
    private static let moreAttempts = 3
    private static let littleMore = 1.15

    /// Share of the time that plans may take; the rest is for what is proven of their sessions.
    private static let planningShare = 0.93

    /// - Parameter weeks: how many weeks there will be.
    init(
        options: PlanOptions, weeks: Int, progress: @escaping @Sendable (SweepProgress) -> Void,
        isStopped: @escaping @Sendable () -> Bool
    ) {
        self.options = options
        self.weeks = weeks
        budget = SweepBudget(weeks: weeks, total: options.timeLimit.map { $0 * Self.planningShare })
        self.progress = progress
        self.isStopped = isStopped
    }

    /// Wall-clock seconds since the sweep began.
    var seconds: Double { Self.seconds(since: began) }

    /// The same, for any thread.
    var clock: @Sendable () -> Double {
        let began = began
        return { Self.seconds(since: began) }
    }

    /// Whether the time is over or somebody has stopped the sweep; for any thread.
    var isOver: @Sendable () -> Bool {
        let clock = clock, limit = options.timeLimit ?? .infinity, isStopped = isStopped
        return { isStopped() || clock() >= limit }
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        let passed = (ContinuousClock.now - start).components
        return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
    }

    /// What is known of a week before it is planned, from weeks that were.
    struct Known {
        /// Timetables that are allowed in this week.
        var allowed: [Timetable] = []
        /// Timetables of which much may be allowed in this week.
        var similar: [Timetable] = []
        /// A proven bound of this week.
        var bound: Points?
        /// What planning a neighbouring week left.
        var memory: PlanMemory?
    }

    /// Plans the next week; nil where the time is over or somebody has stopped the sweep.
    ///
    /// A week with neighbours is first searched for a while from their timetables. Where that and the known bound are as good as asked for,
    /// that is all; otherwise the planner goes on from there.
    func plan(_ week: WhatIfWeek, _ known: Known = Known()) throws -> WhatIfPoint? {
        let index = begun
        let elapsed = seconds
        guard !budget.isOver(week: index, elapsed: elapsed), !(index > 0 && isStopped()) else { return nil }
        begun += 1
        let end = budget.seconds(week: index, elapsed: elapsed).map { elapsed + $0 } ?? .infinity
        let report = reporter(of: week, index: index, elapsed: elapsed)
        let clock = self.clock, isStopped = self.isStopped
        var found: NeighbourSearch.Found?
        if known.memory != nil {
            let search = NeighbourSearch(week: week, threads: options.threads, seed: options.seed)
            let isOver: @Sendable () -> Bool = { isStopped() || clock() >= end }
            found = try search.run(from: known.allowed, known.similar, isStopped: isOver)
            // Where little is missing, searching on is cheaper than another bound.
            for attempt in 1...Self.moreAttempts {
                guard let best = found, let bound = known.bound, !meetsGap(best.score, bound),
                    Self.meets(options.gap * Self.littleMore, best.score, bound), !isOver()
                else { break }
                let again = NeighbourSearch(week: week, threads: options.threads, seed: options.seed &+ UInt64(17 * attempt))
                found = try again.run(from: [best.timetable], [], isStopped: isOver) ?? best
            }
            if let found, let bound = known.bound {
                report(PlanProgress(phase: "", best: found.score, bound: bound, seconds: clock() - elapsed))
                guard bound >= found.score else { throw PlannerError.boundBelowScore(bound: bound, score: found.score) }
                if meetsGap(found.score, bound) {
                    return WhatIfPoint(
                        week: week, timetable: found.timetable, score: found.score, bound: bound,
                        sessionRange: SessionRange.trivial(week: week, score: found.score), seconds: seconds - elapsed, stop: .gap,
                        memory: known.memory)
                }
            }
        }
        let result = try search(week, known, from: found, seconds: end.isFinite ? max(0, end - seconds) : nil, report: report)
        if index > 0 && result.stop == .interrupted { return nil }
        var point = WhatIfPoint(
            week: week, timetable: result.timetable, score: result.score, bound: known.bound.map { min($0, result.bound) } ?? result.bound,
            sessionRange: 0...week.scenario.requests.count, seconds: seconds - elapsed, stop: result.stop, memory: result.memory,
            prices: result.prices)
        if let found, found.score > point.score {
            point.timetable = found.timetable
            point.score = found.score
        }
        guard point.bound >= point.score else { throw PlannerError.boundBelowScore(bound: point.bound, score: point.score) }
        point.sessionRange = SessionRange.trivial(week: week, score: point.score)
        return point
    }

    /// The planner's search, which also ends where its best plan is good enough for the bound that is known.
    private func search(
        _ week: WhatIfWeek, _ known: Known, from found: NeighbourSearch.Found?, seconds: Double?, report: @escaping @Sendable (PlanProgress) -> Void
    ) throws -> PlanResult {
        var memory = known.memory
        if let found { memory?.timetable = TimetableDocument(found.timetable, in: week.scenario) }
        let isReached = Mutex(false)
        let knownBound = known.bound, gap = options.gap
        let isStopped = self.isStopped
        var result = try Planner(
            scenario: week.scenario, published: week.published,
            options: PlanOptions(timeLimit: seconds, gap: options.gap, threads: options.threads, seed: options.seed), memory: memory
        ).plan(
            progress: { plan in
                var plan = plan
                if let knownBound {
                    plan.bound = plan.bound.map { min($0, knownBound) } ?? knownBound
                    if let best = plan.best, Self.meets(gap, best, knownBound) { isReached.withLock { $0 = true } }
                }
                report(plan)
            }, isStopped: { isReached.withLock { $0 } || isStopped() })
        if result.stop == .interrupted, isReached.withLock({ $0 }) { result.stop = .gap }
        return result
    }

    private func reporter(of week: WhatIfWeek, index: Int, elapsed: Double) -> @Sendable (PlanProgress) -> Void {
        let clock = self.clock, weeks = weeks, progress = progress, left = options.timeLimit.map { max(0, $0 - elapsed) }
        return { plan in
            progress(SweepProgress(week: index, weeks: weeks, name: week.name, plan: plan, seconds: clock(), secondsLeft: left))
        }
    }

    private func meetsGap(_ score: Points, _ bound: Points) -> Bool { Self.meets(options.gap, score, bound) }

    private static func meets(_ gap: Double, _ score: Points, _ bound: Points) -> Bool {
        score == bound || (score != .zero && Double((bound - score).thousandths) <= gap * Double(abs(score.thousandths)))
    }

    /// What the sweep brought.
    func result(_ points: [WhatIfPoint], missing: [String]) -> SweepResult {
        SweepResult(points: points, missing: missing, isInterrupted: isStopped(), seconds: seconds)
    }
}
