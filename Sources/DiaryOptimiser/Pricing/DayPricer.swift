/// Prices practitioners' days, one at a time: a ``DayLabelling`` that keeps its buffers between days. For one thread at a time.
final class DayPricer {
    // One access of the whole for each day: what happens inside it is the struct's own.
    private var labelling: DayLabelling

    /// The value where there is no plan.
    static let nothing = Int.min / 4

    /// ``DayLabelling/labelLimit``.
    var labelLimit: Int {
        get { labelling.labelLimit }
        set { labelling.labelLimit = newValue }
    }

    /// Asked while a day is priced; true ends the pricing, whose result is then worth nothing.
    var isStopped: () -> Bool {
        get { labelling.isStopped }
        set { labelling.isStopped = newValue }
    }

    init(grid: Int, labelLimit: Int = 200_000) {
        labelling = DayLabelling(grid: grid, labelLimit: labelLimit)
    }

    /// ``DayLabelling/price(_:floor:supervisedFloor:tolerance:isHeuristic:)``.
    func price(
        _ input: DayPricingInput, floor: Micropoints = 0, supervisedFloor: Micropoints = DayPricer.nothing, tolerance: Micropoints = 0,
        isHeuristic: Bool = false
    ) -> DayPricingResult {
        labelling.price(input, floor: floor, supervisedFloor: supervisedFloor, tolerance: tolerance, isHeuristic: isHeuristic)
    }

    /// ``DayLabelling/survey(_:leastPlain:leastSupervised:)``.
    func survey(_ input: DayPricingInput, leastPlain: Micropoints, leastSupervised: Micropoints) -> (values: DaySurvey?, labels: Int) {
        labelling.survey(input, leastPlain: leastPlain, leastSupervised: leastSupervised)
    }
}
