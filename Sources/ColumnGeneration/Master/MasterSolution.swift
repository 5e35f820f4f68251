/// How a solve of the master problem ended.
public enum MasterStatus: String, Sendable, Hashable {
    case optimal
    /// No point satisfies the rows and bounds.
    case infeasible
    /// The objective improves without end.
    case unbounded
    case timeLimit
    case iterationLimit
    /// The caller's closure asked to stop.
    case stopped
    /// GLPK could not go on by any of its methods, for numerical reasons.
    case numericalFailure
}

/// A simplex method.
public enum MasterMethod: String, Sendable, Hashable {
    case primal, dual
}

/// A solution of a master problem, as it was when solved.
public struct MasterSolution: Sendable {
    public let status: MasterStatus
    /// The objective at ``value(_:)``; nil without a point that obeys the rows and bounds.
    public let objective: Double?
    /// The method the solve began with.
    public let method: MasterMethod
    /// Simplex iterations of this solve.
    public let iterations: Int
    /// Simplex runs beyond the first that it took to get over numerical trouble.
    public let restarts: Int
    /// The prices of the rows. Those of one-sided rows have the right sign: slightly (or, after a solve
    /// that was cut short, badly) wrong ones are zero. So they may be used for a Lagrangian bound.
    public let duals: Duals

    let columns: SlotTable
    /// By slot.
    let values: [Double]
    let reducedCosts: [Double]
    let activities: [Double]

    public var isOptimal: Bool { status == .optimal }

    /// The value of a column; zero for one that was not in the problem.
    public func value(_ column: MasterProblem.Column) -> Double {
        isKnown(column) ? values[column.slot] : 0
    }

    /// The reduced cost of a column: by how much the optimum grows for one more of its active bound.
    /// Nil for a column that was not in the problem.
    public func reducedCost(_ column: MasterProblem.Column) -> Double? {
        isKnown(column) ? reducedCosts[column.slot] : nil
    }

    /// The price of a row; zero for one that was not in the problem.
    public func dual(_ row: MasterProblem.Row) -> Double { duals[row] }

    /// The sum of a row's terms; nil for a row that was not in the problem.
    public func activity(_ row: MasterProblem.Row) -> Double? {
        duals.rows.isAlive(slot: row.slot, generation: row.generation) ? activities[row.slot] : nil
    }

    /// The columns whose values are farther from zero than a tolerance, oldest first.
    /// - Complexity: O(columns).
    public func nonzeros(tolerance: Double = 1e-9) -> [(column: MasterProblem.Column, value: Double)] {
        columns.slots.compactMap { slot in
            guard slot >= 0, abs(values[slot]) > tolerance else { return nil }
            return (MasterProblem.Column(slot: slot, generation: columns.generations[slot]), values[slot])
        }
    }

    private func isKnown(_ column: MasterProblem.Column) -> Bool {
        columns.isAlive(slot: column.slot, generation: column.generation)
    }
}
