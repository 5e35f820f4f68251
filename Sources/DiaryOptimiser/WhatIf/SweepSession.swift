import Diary
import Foundation

/// A sweep under way: the clock, the shares of time, and what passes from week to week.
final class SweepSession {
    private let options: SweepOptions
    private let budget: SweepBudget
    private let weeks: Int
    private let progress: @Sendable (SweepProgress) -> Void
    private let isStopped: @Sendable () -> Bool
    private let began = ContinuousClock.now
    /// Weeks begun.
    private var begun = 0
    /// What the last plan left for the next.
    private var memory: PlanMemory?

    /// - Parameter weeks: how many weeks there will be.
    init(
        options: SweepOptions, weeks: Int, progress: @escaping @Sendable (SweepProgress) -> Void,
        isStopped: @escaping @Sendable () -> Bool
    ) {
        self.options = options
        self.weeks = weeks
        budget = SweepBudget(weeks: weeks, total: options.timeLimit)
        self.progress = progress
        self.isStopped = isStopped
    }

    /// Wall-clock seconds since the sweep began.
    var seconds: Double { Self.seconds(since: began) }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        let passed = (ContinuousClock.now - start).components
        return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
    }

    /// Plans the next week; nil where the time is over or somebody has stopped the sweep.
    ///
    /// - Parameter warmStart: a timetable that is allowed in this week.
    func plan(_ week: WhatIfWeek, warmStart: Timetable?) throws -> WhatIfPoint? {
        let index = begun
        let elapsed = seconds
        guard !budget.isOver(week: index, elapsed: elapsed), !(index > 0 && isStopped()) else { return nil }
        begun += 1
        let began = began, weeks = weeks, progress = progress, left = options.timeLimit.map { max(0, $0 - elapsed) }
        let planOptions = PlanOptions(
            timeLimit: budget.seconds(week: index, elapsed: elapsed), gap: options.gap, threads: options.threads, seed: options.seed)
        let result = try Planner(scenario: week.scenario, published: week.published, options: planOptions, memory: memory).plan(
            progress: { plan in
                let seconds = Self.seconds(since: began)
                progress(
                    SweepProgress(
                        week: index, weeks: weeks, name: week.name, plan: plan, seconds: seconds, secondsLeft: left))
            }, isStopped: isStopped)
        if index > 0 && result.stop == .interrupted { return nil }
        memory = result.memory
        var point = WhatIfPoint(
            week: week, timetable: result.timetable, score: result.score, bound: result.bound, sessionRange: 0...week.scenario.requests.count,
            seconds: seconds - elapsed, stop: result.stop, memory: result.memory, prices: result.prices)
        if let warmStart { try take(warmStart, for: &point) }
        point.sessionRange = SessionRange.trivial(week: week, score: point.score)
        return point
    }

    /// Takes a timetable where it is better, after the checker has judged it.
    private func take(_ timetable: Timetable, for point: inout WhatIfPoint) throws(PlannerError) {
        let verdict = Checker(point.week.scenario).check(timetable, published: point.week.published)
        guard verdict.isAllowed else { throw .notAllowed(verdict.violations) }
        let score = verdict.score.total
        guard score > point.score else { return }
        guard score <= point.bound else { throw .boundBelowScore(bound: point.bound, score: score) }
        point.timetable = timetable
        point.score = score
    }

    /// What the sweep brought.
    func result(_ points: [WhatIfPoint], of weeks: [WhatIfWeek]) -> SweepResult {
        SweepResult(points: points, missing: weeks.dropFirst(points.count).map(\.name), isInterrupted: isStopped(), seconds: seconds)
    }
}
