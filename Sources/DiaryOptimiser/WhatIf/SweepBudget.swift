/// How the time of a whole sweep is shared among its weeks.
///
/// The first week gets more than the others, because they begin with what it has found. What a week leaves over passes on to those that
/// follow.
struct SweepBudget: Sendable {
    /// Shares of the weeks; only their ratios matter.
    private let weights: [Double]
    /// Seconds for all of them; infinite where there is no limit.
    let total: Double

    /// How many times the share of another week the first one gets.
    static let firstWeight = 4.0

    init(weeks: Int, total: Double?) {
        weights = (0..<weeks).map { $0 == 0 ? Self.firstWeight : 1 }
        self.total = total ?? .infinity
    }

    /// Seconds for a week that starts when `elapsed` seconds of the sweep have gone; nil is no limit.
    func seconds(week: Int, elapsed: Double) -> Double? {
        guard total.isFinite, week < weights.count else { return nil }
        let rest = max(0, total - elapsed)
        return rest * weights[week] / weights[week...].reduce(0, +)
    }

    /// Whether the time is over before a week has begun; the first is always planned.
    func isOver(week: Int, elapsed: Double) -> Bool { week > 0 && elapsed >= total }
}
