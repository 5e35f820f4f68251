/// The annealing cycles of a local search: a short one, then each twice as long as the one before, so that whenever the search is stopped a good part of its time has gone into one
/// full cooling: one long cooling finds better timetables than several short ones. Counted in iterations, never by the clock, so that a run can be
/// repeated exactly.
struct SearchSchedule {
    private var length: Int
    private var done = 0
    private var cycle = 0

    /// Temperatures at which cycles begin, as parts of a typical request's points: the first ones, and the long ones after them.
    private static let firstHeat = 0.06, heat = 0.15
    /// Cycles that begin at the first temperature: they take the construction's timetable to a good one near it.
    private static let firstCycles = 2

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
        let heat = cycle < Self.firstCycles ? Self.firstHeat : Self.heat
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
