internal import GLPK

extension MasterProblem {
    /// Solves the linear program from the basis there is: by the primal simplex after columns were added,
    /// by the dual simplex after rows were added or bounds drawn in.
    ///
    /// Infeasible and unbounded are statuses, not errors. GLPK's presolver stays off: it would forget
    /// the basis.
    ///
    /// - Parameters:
    ///   - deadline: when to end at the latest; asked by GLPK itself.
    ///   - iterationLimit: most simplex iterations.
    ///   - stopInterval: iterations between two questions to `isStopped`; nil: by the size of the
    ///     problem, for an answer within about half a second.
    ///   - isStopped: asked now and then; true ends the solve with ``MasterStatus/stopped``.
    @discardableResult
    public func solve(
        deadline: ContinuousClock.Instant? = nil, iterationLimit: Int? = nil, stopInterval: Int? = nil,
        isStopped: (() -> Bool)? = nil
    ) throws(MasterError) -> MasterSolution {
        if let iterationLimit, iterationLimit < 0 {
            throw .invalidOption("iterationLimit", reason: "\(iterationLimit) is negative")
        }
        if let stopInterval, stopInterval < 1 {
            throw .invalidOption("stopInterval", reason: "\(stopInterval) is less than 1")
        }
        let simplex = RobustSimplex(
            deadline: deadline, isStopped: isStopped, iterationLimit: iterationLimit, stopInterval: stopInterval)
        let method: MasterMethod = mayBreakPrimal && !mayBreakDual && solveCount > 0 ? .dual : .primal
        let outcome = try withGLPK { () throws(GLPKError) in
            try simplex.run(problem, first: method == .dual ? .dual : .primal)
        }
        solveCount += 1
        if outcome.status == .optimal {
            mayBreakPrimal = false
            mayBreakDual = false
        } else if outcome.status != .unbounded {
            // cut short or without a feasible point: the basis may be bad on both sides
            mayBreakPrimal = true
            mayBreakDual = true
        }
        let solution = try read(outcome, method)
        let basis = try withGLPK { () throws(GLPKError) in try problem.basis() }
        for (position, slot) in columnTable.slots.enumerated() where slot >= 0 && basis.columns[position] == .basic {
            lastUsed[slot] = solveCount
        }
        for (position, slot) in rowTable.slots.enumerated() where slot >= 0 && basis.rows[position] != .basic { lastBinding[slot] = solveCount }
        try deleteWithdrawn(basis)
        lastSolution = solution
        return solution
    }

    private func read(
        _ outcome: RobustSimplex.Outcome, _ method: MasterMethod
    ) throws(MasterError) -> MasterSolution {
        let hasPoint = outcome.result.objective != nil
        var values = [Double](repeating: 0, count: columnTable.capacity)
        var reduced = values
        var prices = [Double](repeating: 0, count: rowTable.capacity)
        var activities = prices
        if hasPoint {
            try withGLPK { () throws(GLPKError) in
                scatter(try problem.columnValues(), columnTable, &values)
                scatter(try problem.reducedCosts(), columnTable, &reduced)
                scatter(try problem.rowDuals(), rowTable, &prices)
                scatter(try problem.rowValues(), rowTable, &activities)
            }
            try clip(&prices)
        }
        let isFeasible = outcome.result.primalStatus == .feasible
        return MasterSolution(
            status: outcome.status, objective: isFeasible ? outcome.result.objective : nil, method: method,
            iterations: outcome.iterations, restarts: outcome.restarts,
            duals: Duals(prices: prices, rows: rowTable), columns: columnTable, values: values,
            reducedCosts: reduced, activities: activities)
    }

    private func scatter(_ source: [Double], _ table: SlotTable, _ target: inout [Double]) {
        for (position, slot) in table.slots.enumerated() where slot >= 0 { target[slot] = source[position] }
    }

    /// A row with one side has a price of one sign; what rounding leaves beyond zero is cut off.
    private func clip(_ prices: inout [Double]) throws(MasterError) {
        let upperSign = sense == .maximise ? 1.0 : -1.0
        for (position, slot) in rowTable.slots.enumerated() where slot >= 0 && prices[slot] != 0 {
            let bounds = try withGLPK { () throws(GLPKError) in try problem.bounds(row: position) }
            let sign = prices[slot] * upperSign
            if sign > 0 && bounds.upper == .infinity || sign < 0 && bounds.lower == -.infinity { prices[slot] = 0 }
        }
    }
}
