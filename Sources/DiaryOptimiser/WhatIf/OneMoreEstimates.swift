import Diary
import Dispatch
import Foundation
import Synchronization

/// Estimates what changes of a week would buy, from the prices that prove its bound.
///
/// At those prices the relaxation of the changed week gives a bound of its own, and the estimate is by how much it is the higher of the two: an upper
/// estimate, exact only where prices would stay the same. Each costs one pricing of the changed week, and no search.
struct OneMoreEstimates {
    private let transferred: TransferredBound
    /// Micropoints of the week as it is, at the same prices.
    private let bound: Micropoints
    private let threads: Int

    /// - Returns: nil where the plan left no prices, or the search has been stopped.
    init?(_ point: WhatIfPoint, threads: Int, isStopped: @escaping @Sendable () -> Bool) {
        guard var transferred = point.memory.flatMap({ TransferredBound(point.week, $0) }), transferred.keepParts(isStopped: isStopped),
            let base = transferred.bound(of: point.week, affected: [], isStopped: isStopped)
        else { return nil }
        self.transferred = transferred
        bound = base.micropoints
        self.threads = max(1, threads)
    }

    /// What one pricing says of a changed week.
    struct Estimate: Hashable {
        /// By how much its bound is the higher one, at least 0.
        var gain: Points
        /// No timetable that is allowed in the changed week scores more.
        var bound: Points
    }

    /// The estimate of one changed week; nil where the search has been stopped.
    private func estimate(_ candidate: OneMoreCandidate, isStopped: @escaping @Sendable () -> Bool) -> Estimate? {
        transferred.bound(of: candidate.week, affected: candidate.affected, isStopped: isStopped).map { found in
            Estimate(
                gain: Points(thousandths: max(0, found.micropoints - bound) / Int.micropointsPerThousandth), bound: found.points)
        }
    }

    /// The estimates of several changed weeks, in their order; nil for those that were not reached.
    func estimates(
        _ candidates: [OneMoreCandidate], progress: @escaping @Sendable (Int) -> Void, isStopped: @escaping @Sendable () -> Bool
    ) -> [Estimate?] {
        let results = Mutex<[Estimate?]>(Array(repeating: nil, count: candidates.count))
        let next = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: min(threads, max(1, candidates.count))) { _ in
            while !isStopped() {
                let index = next.withLock { next in
                    defer { next += 1 }
                    return next
                }
                guard index < candidates.count else { return }
                let found = estimate(candidates[index], isStopped: isStopped)
                results.withLock { $0[index] = found }
                progress(index)
            }
        }
        return results.withLock { $0 }
    }
}
