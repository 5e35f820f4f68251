public import Diary
import Synchronization

/// What one more of something would buy, wherever it is possible.
public struct OneMoreResult: Sendable {
    /// The week as it is, then the verified ones, the one that brings most first.
    public var sweep: SweepResult
    /// For each of the points, what it was estimated to bring; nil for the week as it is.
    public var estimates: [Points?]
    /// Those that were not planned: name and estimate, the greatest first.
    public var notPlanned: [(name: String, estimate: Points)]
    /// Those for which the time did not reach to an estimate.
    public var notEstimated: [String]
}

/// Ranks every way of having one more of something by what it buys, and verifies the most promising ones by planning.
///
/// What is allowed in the week as it is stays allowed, and scores the same, with one more: no gain is below 0, and a bound with one more holds
/// without it.
public struct OneMoreComparison: Sendable {
    private let base: WhatIfWeek
    private let kind: OneMoreKind
    private let top: Int
    private let options: PlanOptions

    /// Share of the time that is left after the first plan which estimates may take.
    private static let estimateShare = 0.35

    /// - Parameter top: how many of the most promising are verified, at least 0.
    public init(base: WhatIfWeek, kind: OneMoreKind, top: Int, options: PlanOptions) {
        self.base = base
        self.kind = kind
        self.top = max(0, top)
        self.options = options
    }

    /// How many ways there are.
    public var count: Int { OneMoreCandidates(base).candidates(kind).count }

    /// Plans the week as it is, estimates every way, and verifies the most promising.
    ///
    /// - Parameters:
    ///   - progress: told of every plan's progress; called from the calling thread, and while estimates are made from any.
    ///   - isStopped: asked often, from any thread; true ends the sweep with the plans that are done.
    /// - Throws: ``PlannerError`` where the checker disagrees with a search.
    public func run(
        progress: @escaping @Sendable (SweepProgress) -> Void = { _ in }, isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws -> OneMoreResult {
        let candidates = OneMoreCandidates(base).candidates(kind)
        let session = SweepSession(
            options: options, weeks: 1 + min(top, candidates.count), progress: progress, isStopped: isStopped)
        guard let today = try session.plan(base) else {
            return OneMoreResult(sweep: session.result([], missing: [base.name]), estimates: [], notPlanned: [], notEstimated: candidates.map(\.week.name))
        }
        let found = estimates(candidates, today, session, progress: progress, isStopped: isStopped)
        let estimates = found.map { $0?.gain }
        let ranked = candidates.indices.filter { estimates[$0] != nil }.sorted { left, right in
            let values = (estimates[left] ?? .zero, estimates[right] ?? .zero)
            return values.0 != values.1 ? values.0 > values.1 : left < right
        }
        let chosen = ranked.prefix(top).filter { (estimates[$0] ?? .zero) > .zero }
        var verified: [(point: WhatIfPoint, estimate: Points?)] = []
        for index in chosen {
            let known = SweepSession.Known(allowed: [today.timetable], bound: found[index]?.bound, memory: today.memory)
            guard let point = try session.plan(candidates[index].week, known) else { break }
            verified.append((point, estimates[index]))
        }
        let done = Set(chosen.prefix(verified.count))
        verified.sort { ($1.point.score, $1.point.bound) < ($0.point.score, $0.point.bound) }
        var first = today
        first.bound = verified.reduce(first.bound) { min($0, $1.point.bound) }
        var points = [first] + verified.map(\.point)
        if !session.isOver() {
            try SessionBounds(first, threads: options.threads, isStopped: session.isOver).narrow(&points, isStopped: session.isOver)
        }
        let sweep = session.result(
            points, missing: chosen.dropFirst(verified.count).map { candidates[$0].week.name })
        return OneMoreResult(
            sweep: sweep, estimates: [nil] + verified.map(\.estimate),
            notPlanned: ranked.filter { !done.contains($0) }.map { (candidates[$0].week.name, estimates[$0] ?? .zero) },
            notEstimated: candidates.indices.filter { estimates[$0] == nil }.map { candidates[$0].week.name })
    }

    private func estimates(
        _ candidates: [OneMoreCandidate], _ today: WhatIfPoint, _ session: SweepSession, progress: @escaping @Sendable (SweepProgress) -> Void,
        isStopped: @escaping @Sendable () -> Bool
    ) -> [OneMoreEstimates.Estimate?] {
        let limit = options.timeLimit.map { session.seconds + max(0, $0 - session.seconds) * Self.estimateShare } ?? .infinity
        let clock = session.clock
        let isOver: @Sendable () -> Bool = { isStopped() || clock() >= limit }
        guard let estimator = OneMoreEstimates(today, threads: options.threads, isStopped: isOver) else {
            return Array(repeating: nil, count: candidates.count)
        }
        let done = Mutex(0)
        let weeks = 1 + min(top, candidates.count), total = options.timeLimit
        return estimator.estimates(
            candidates,
            progress: { _ in
                let number = done.withLock { done in
                    done += 1
                    return done
                }
                progress(
                    SweepProgress(
                        week: 0, weeks: weeks, name: "estimate \(number) of \(candidates.count)",
                        plan: PlanProgress(phase: "Estimating", best: today.score, bound: today.bound, seconds: clock()), seconds: clock(),
                        secondsLeft: total.map { max(0, $0 - limit) }))
            }, isStopped: isOver)
    }
}
