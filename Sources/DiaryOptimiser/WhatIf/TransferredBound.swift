import Diary

/// Bounds of weeks that differ from a planned one, from the prices that prove the planned one's bound: one pricing each, no search.
struct TransferredBound {
    private let base: Relaxation
    private let multipliers: [Int]

    /// - Parameter memory: what planning the week left.
    /// - Returns: nil where it left no prices.
    init?(_ week: WhatIfWeek, _ memory: PlanMemory) {
        let relaxation = Self.relaxation(of: week)
        guard memory.signature == relaxation.signature, memory.multipliers.count == relaxation.layout.count else { return nil }
        base = relaxation
        multipliers = memory.multipliers
    }

    private static func relaxation(of week: WhatIfWeek) -> Relaxation {
        let problem = WeekProblem(scenario: week.scenario, published: week.published)
        return Relaxation(problem, threads: 1, bucketSlots: max(1, 120 / problem.grid))
    }

    /// What the prices prove of a week.
    struct Bound {
        /// No timetable that is allowed in the week scores more; as proven, and as the greatest score that is possible at all.
        var micropoints: Micropoints
        var points: Points
    }

    /// The bound of a week with the same grid; nil where the search has been stopped. From any thread.
    func bound(of week: WhatIfWeek, isStopped: @escaping @Sendable () -> Bool) -> Bound? {
        let relaxation = Self.relaxation(of: week)
        let problem = relaxation.problem
        let whole = AreaSplit(relaxation, wholeSize: .max)
        guard problem.grid == base.problem.grid, let area = whole.areas.first,
            let evaluated = relaxation.evaluate(
                relaxation.multipliers(from: base, multipliers), area: area, isWhole: true, isStopped: isStopped)
        else { return nil }
        let bound = problem.fixedPoints * Int.micropointsPerThousandth + evaluated.bound
        return Bound(micropoints: bound, points: Points(thousandths: problem.roundedBound(bound)))
    }
}
