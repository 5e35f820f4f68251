import Diary
import Dispatch
import Synchronization

/// Looks for a good plan of a week that differs little from weeks whose plans are known: a short local search from each of them.
///
/// Counted in steps, never by the clock, so that a search that is not stopped can be repeated exactly.
struct NeighbourSearch {
    let week: WhatIfWeek
    let threads: Int
    let seed: UInt64

    /// A timetable that the checker allows, and its score.
    struct Found {
        var timetable: Timetable
        var score: Points
    }

    /// Steps for each request of the scenario.
    private static let steps = 60
    /// Where in the cooling a search begins that has a good timetable already: later than one from nothing.
    private static let warmth = 0.35

    /// - Parameters:
    ///   - allowed: timetables that are allowed in this week; the result is no worse than any of them.
    ///   - similar: timetables of which much may be allowed in this week.
    /// - Throws: ``PlannerError`` where the checker disagrees.
    func run(
        from allowed: [Timetable], _ similar: [Timetable], isStopped: @escaping @Sendable () -> Bool
    ) throws(PlannerError) -> Found? {
        var best: Found?
        for timetable in allowed { best = try better(best, timetable, claimed: nil) }
        let starts = (best.map { [$0.timetable] } ?? []) + similar
        guard !starts.isEmpty else { return best }
        let problem = WeekProblem(scenario: week.scenario, published: week.published)
        // Every start is searched from; with more threads than starts, from some of them with other random numbers.
        let runs = max(starts.count, min(threads, 4))
        let steps = max(2_000, Self.steps * week.scenario.requests.count) * 2 / runs
        let results = Mutex<[(Timetable, Int)?]>(Array(repeating: nil, count: runs))
        let next = Mutex(0)
        let seed = seed
        DispatchQueue.concurrentPerform(iterations: min(max(1, threads), runs)) { _ in
            while true {
                let run = next.withLock { next in
                    defer { next += 1 }
                    return next
                }
                guard run < runs, !isStopped() else { return }
                let search = LocalSearch(problem: problem, seed: seed &+ UInt64(run), start: starts[run % starts.count])
                search.construct()
                search.run(iterations: steps, progress: Self.warmth...1, isStopped: isStopped)
                let found = (search.bestTimetable.canonical, search.bestScore)
                results.withLock { $0[run] = found }
            }
        }
        for case let (timetable, score)? in results.withLock({ $0 }) { best = try better(best, timetable, claimed: score) }
        return best
    }

    /// The better of two, after the checker has judged the new one.
    private func better(_ best: Found?, _ timetable: Timetable, claimed: Int?) throws(PlannerError) -> Found? {
        if let best, let claimed, claimed <= best.score.thousandths { return best }
        let verdict = Checker(week.scenario).check(timetable, published: week.published)
        guard verdict.isAllowed else { throw .notAllowed(verdict.violations) }
        let score = verdict.score.total
        if let claimed, score.thousandths != claimed { throw .scoreDiffers(search: Points(thousandths: claimed), checker: score) }
        if let best, score <= best.score { return best }
        return Found(timetable: timetable, score: score)
    }
}
