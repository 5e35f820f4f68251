/// The annealing cycles of a local search: a short one, then each twice as long as the one before, so that whenever the search is stopped a good part of its time has gone into one
/// full cooling: one long cooling finds better timetables than several short ones. Counted in iterations, never by the clock, so that a run can be
/// repeated exactly.
struct SearchSchedule {
    private var length: Int
    private var done = 0
    private var cycle = 0

    /// Temperatures at which cycles begin, in turn, as parts of a typical request's points: cool ones improve the best timetable, hot ones leave it
    /// for another, where whole days differ.
    private static let heats = [0.06, 0.3, 1]

    /// Whether the first cycle is over.
    var isWarm: Bool { cycle > 0 }

    /// - Parameter requests: number of requests of the scenario.
    init(requests: Int) {
        length = max(2_000, 30 * requests)
    }

    /// The next part of the current cycle.
    ///
    /// - Returns: the part's iterations, which part of the cooling they are, the cycle's heat, and whether they end the cycle.
    mutating func next(iterations: Int) -> (iterations: Int, progress: ClosedRange<Double>, heat: Double, endsCycle: Bool) {
        let heat = Self.heats[max(0, cycle - 1) % Self.heats.count]
        let count = min(max(iterations, 1), length - done)
        let from = Double(done) / Double(length)
        done += count
        let to = Double(done) / Double(length)
        let ends = done == length
        if ends {
            done = 0
            length = cycle == 0 ? 5 * length : 2 * length
            cycle += 1
        }
        return (count, from...to, heat, ends)
    }
}
