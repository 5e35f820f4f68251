/// The annealing cycles of a local search: each twice as long as the one before, so that whenever the search is stopped a good part of its time has
/// gone into one full cooling. Counted in iterations, never by the clock, so that a run can be repeated exactly.
struct SearchSchedule {
    private var length: Int
    private var done = 0

    /// - Parameter requests: number of requests of the scenario.
    init(requests: Int) {
        length = max(2_000, 150 * requests)
    }

    /// The next part of the current cycle.
    ///
    /// - Returns: the part's iterations, which part of the cooling they are, and whether they end the cycle.
    mutating func next(iterations: Int) -> (iterations: Int, progress: ClosedRange<Double>, endsCycle: Bool) {
        let count = min(max(iterations, 1), length - done)
        let from = Double(done) / Double(length)
        done += count
        let to = Double(done) / Double(length)
        let ends = done == length
        if ends {
            done = 0
            length *= 2
        }
        return (count, from...to, ends)
    }
}
