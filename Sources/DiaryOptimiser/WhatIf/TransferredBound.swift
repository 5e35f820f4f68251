import Diary

/// Bounds of weeks that differ from a planned one, from the prices that prove the planned one's bound: one pricing each, no search.
struct TransferredBound {
    private let base: Relaxation
    private let multipliers: [Int]
    /// What each practitioner's own days bring to the bound of the week; empty until ``keepParts(isStopped:)``.
    private var parts: [Int] = []

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
        return Relaxation(problem, threads: 1)
    }

    /// What the prices prove of a week.
    struct Bound {
        /// No timetable that is allowed in the week scores more; as proven, and as the greatest score that is possible at all.
        var micropoints: Micropoints
        var points: Points
    }

    /// Prices every practitioner's days once, so that weeks that affect few practitioners are bounded quickly; false where it was stopped.
    mutating func keepParts(isStopped: @escaping @Sendable () -> Bool) -> Bool {
        let whole = AreaSplit(base, wholeSize: .max)
        guard let area = whole.areas.first else { return false }
        var found: [Int] = []
        for practitioner in base.problem.scenario.practitioners.indices {
            var own = Area()
            own.practitioners = [practitioner]
            own.days = area.days.filter { $0 / 7 == practitioner }
            own.rooms = area.rooms
            own.timed = area.timed
            guard let part = base.evaluate(multipliers, area: own, isWhole: false, isStopped: isStopped) else { return false }
            found.append(part.bound)
        }
        parts = found
        return true
    }

    /// The bound of a week with the same grid; nil where the search has been stopped. From any thread.
    ///
    /// - Parameter affected: the practitioners whose own days can be planned otherwise than in the planned week, which has the same practitioners;
    ///   the others' parts are taken from it. nil prices everybody's.
    func bound(of week: WhatIfWeek, affected: [Int]? = nil, isStopped: @escaping @Sendable () -> Bool) -> Bound? {
        let relaxation = Self.relaxation(of: week)
        let problem = relaxation.problem
        let whole = AreaSplit(relaxation, wholeSize: .max)
        guard problem.grid == base.problem.grid, var area = whole.areas.first else { return nil }
        var others = 0
        if let affected, parts.count == problem.scenario.practitioners.count {
            area.practitioners = affected
            area.days = area.days.filter { affected.contains($0 / 7) }
            others = parts.indices.filter { !affected.contains($0) }.reduce(0) { $0 + parts[$1] }
        }
        guard
            let evaluated = relaxation.evaluate(
                relaxation.multipliers(from: base, multipliers), area: area, isWhole: true, isStopped: isStopped)
        else { return nil }
        let bound = problem.fixedPoints * Int.micropointsPerThousandth + evaluated.bound + others
        return Bound(micropoints: bound, points: Points(thousandths: problem.roundedBound(bound)))
    }
}
