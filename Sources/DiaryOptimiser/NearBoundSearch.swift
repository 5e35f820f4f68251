import Diary

/// Searches near the bound: local searches in weeks that lack the starts which no timetable near the bound uses.
///
/// Each begins from nothing, for what the one before found leads back to it, and in another of the weeks. Deterministic for a seed, the weeks and the
/// numbers of steps.
struct NearBoundSearch {
    private let requests: Int
    private let seed: UInt64
    private var weeks: [SearchTables] = []
    private var current: ScheduledSearch?
    /// Searches begun so far.
    private var begun = 0
    /// Of the searches so far the one that found the best timetable.
    private(set) var best: LocalSearch?
    /// Of the searches before the one at hand.
    private var done = (iterations: 0, processorSeconds: 0.0)
    /// Steps of a search for each request: its cycles of cooling, each twice as long as the one before, fill about as many.
    private static let stepsOfRequest = 10_000
    /// Steps left of the search at hand.
    private var left: Int { current.map { Self.stepsOfRequest * max(1, requests) - $0.search.iterations } ?? 0 }

    init(requests: Int, seed: UInt64) {
        self.requests = requests
        self.seed = seed
    }

    /// Steps of all searches.
    var iterations: Int { done.iterations + (current?.search.iterations ?? 0) }
    /// Processor seconds of all searches.
    var processorSeconds: Double { done.processorSeconds + (current?.search.processorSeconds ?? 0) }

    /// The next search begins in one of these weeks; the one at hand goes on.
    mutating func turn(to weeks: [WeekProblem]) { self.weeks = weeks.map(SearchTables.init) }

    /// Does some steps, of the search at hand and of those after it.
    ///
    /// - Returns: how many: 0 where there is no week to search in, fewer than asked where it was stopped.
    mutating func run(steps: Int, isStopped: () -> Bool) -> Int {
        guard !weeks.isEmpty else { return 0 }
        var rest = steps
        while rest > 0 && !isStopped() {
            if left == 0 {
                done = (iterations, processorSeconds)
                current = nextSearch()
            }
            let most = min(rest, left)
            guard let count = current?.run(atMost: most, isStopped: isStopped), let search = current?.search else { break }
            rest -= count
            if search.bestScore > best?.bestScore ?? .min { best = search }
        }
        return steps - rest
    }

    private mutating func nextSearch() -> ScheduledSearch {
        defer { begun += 1 }
        let search = LocalSearch(tables: weeks[begun % weeks.count], seed: seed &+ UInt64(begun))
        search.construct()
        return ScheduledSearch(search, requests: requests)
    }
}
