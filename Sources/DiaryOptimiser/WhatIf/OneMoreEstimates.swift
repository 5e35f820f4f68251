import Diary
import Dispatch
import Foundation
import Synchronization

/// Estimates what changes of a week would buy, from the prices that prove its bound.
///
/// At those prices the relaxation of the changed week gives a bound of its own, and the estimate is by how much it is the higher of the two: an upper
/// estimate, exact only where prices would stay the same. Each costs one pricing of the changed week, and no search.
struct OneMoreEstimates {
    private let base: Relaxation
    private let multipliers: [Int]
    /// Micropoints of the week as it is, at the same prices.
    private let bound: Micropoints
    private let threads: Int

    /// - Returns: nil where the plan left no prices, or the search has been stopped.
    init?(_ point: WhatIfPoint, threads: Int, isStopped: @escaping @Sendable () -> Bool) {
        let relaxation = Self.relaxation(of: point.week, threads: threads)
        guard let memory = point.memory, memory.signature == relaxation.signature, memory.multipliers.count == relaxation.layout.count,
            let evaluated = relaxation.evaluate(memory.multipliers, isStopped: isStopped)
        else { return nil }
        base = relaxation
        multipliers = memory.multipliers
        bound = evaluated.bound
        self.threads = max(1, threads)
    }

    private static func relaxation(of week: WhatIfWeek, threads: Int) -> Relaxation {
        let problem = WeekProblem(scenario: week.scenario, published: week.published)
        return Relaxation(problem, threads: threads, bucketSlots: max(1, 120 / problem.grid))
    }

    /// What one pricing says of a changed week.
    struct Estimate: Hashable {
        /// By how much its bound is the higher one, at least 0.
        var gain: Points
        /// No timetable that is allowed in the changed week scores more.
        var bound: Points
    }

    /// The estimate of one changed week; nil where the search has been stopped.
    func estimate(_ week: WhatIfWeek, isStopped: @escaping @Sendable () -> Bool) -> Estimate? {
        let relaxation = Self.relaxation(of: week, threads: 1)
        guard let evaluated = relaxation.evaluate(relaxation.multipliers(from: base, multipliers), isStopped: isStopped) else { return nil }
        return Estimate(
            gain: Points(thousandths: max(0, evaluated.bound - bound) / Int.micropointsPerThousandth),
            bound: Points(thousandths: relaxation.problem.roundedBound(evaluated.bound)))
    }

    /// The estimates of several changed weeks, in their order; nil for those that were not reached.
    func estimates(
        _ weeks: [WhatIfWeek], progress: @escaping @Sendable (Int) -> Void, isStopped: @escaping @Sendable () -> Bool
    ) -> [Estimate?] {
        let results = Mutex<[Estimate?]>(Array(repeating: nil, count: weeks.count))
        let next = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: min(threads, max(1, weeks.count))) { _ in
            while !isStopped() {
                let index = next.withLock { next in
                    defer { next += 1 }
                    return next
                }
                guard index < weeks.count else { return }
                let found = estimate(weeks[index], isStopped: isStopped)
                results.withLock { $0[index] = found }
                progress(index)
            }
        }
        return results.withLock { $0 }
    }
}
