import Diary

/// A local search that cools and reheats by a schedule.
struct ScheduledSearch {
    let search: LocalSearch
    private(set) var schedule: SearchSchedule
    /// Steps after which a better timetable is told of at the latest.
    private static let mostSteps = 50_000

    init(_ search: LocalSearch, requests: Int) {
        self.search = search
        schedule = SearchSchedule(requests: requests)
    }

    /// Does some steps, not beyond the end of a cycle. The next cycle begins from the best timetable known.
    ///
    /// - Parameter best: one that another search may have found, with its score in thousandths of a point; nil where this one keeps to itself.
    /// - Returns: how many steps were done.
    mutating func run(atMost steps: Int, best: (timetable: Timetable, score: Int)? = nil, isStopped: () -> Bool) -> Int {
        let part = schedule.next(iterations: min(steps, Self.mostSteps))
        search.hot = part.heat
        search.run(iterations: part.iterations, progress: part.progress, isStopped: isStopped)
        if part.endsCycle {
            if let best, best.score > search.bestScore { search.restart(from: best.timetable) } else { search.returnToBest() }
        }
        return part.iterations
    }
}
