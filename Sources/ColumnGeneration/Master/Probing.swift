public import GLPK

extension MasterProblem {
    /// What the linear program would come to with other bounds of some columns and rows. Bounds, basis and last solution stay as they are, also after
    /// an error.
    ///
    /// The dual simplex starts from the basis there is, so that a few bounds drawn in after an optimum cost few iterations. Cut short it has come part
    /// of the way from the old optimum to the new one, and tells what the objective is no better than.
    ///
    /// - Parameters:
    ///   - iterationLimit: most simplex iterations; nil: until the optimum.
    ///   - isStopped: asked now and then; true ends the solve.
    /// - Returns: the optimum of the objective or, at the iteration limit, a value that it is no better than; nil where neither is known. With it
    ///   the iterations.
    /// - Throws: ``MasterError/unknownColumn(_:)``, ``MasterError/unknownRow(_:)``, ``MasterError/invalidOption(_:reason:)`` for a negative limit; GLPK's errors of bounds and of the
    ///   simplex.
    /// - Complexity: O(rows + columns) beside the simplex iterations.
    public func probe(
        _ changes: [(column: Column, bounds: Bounds)], rows rowChanges: [(row: Row, bounds: Bounds)] = [], iterationLimit: Int? = nil, isStopped: @escaping () -> Bool = { false }
    ) throws(MasterError) -> (objective: Double?, iterations: Int) {
        if let iterationLimit, iterationLimit < 0 { throw .invalidOption("iterationLimit", reason: "\(iterationLimit) is negative") }
        var positions: [Int] = [], rowPositions: [Int] = []
        for change in changes { positions.append(try position(change.column)) }
        for change in rowChanges { rowPositions.append(try position(change.row)) }
        return try withGLPK { () throws(GLPKError) in
            let basis = try problem.basis()
            var old: [Bounds] = [], oldRows: [Bounds] = []
            for position in positions { old.append(try problem.bounds(column: position)) }
            for position in rowPositions { oldRows.append(try problem.bounds(row: position)) }
            func restore() throws(GLPKError) {
                for (position, bounds) in zip(positions, old) { try problem.setBounds(column: position, bounds) }
                for (position, bounds) in zip(rowPositions, oldRows) { try problem.setBounds(row: position, bounds) }
                try problem.setBasis(basis)
            }
            let outcome: RobustSimplex.Outcome
            do throws(GLPKError) {
                for (position, change) in zip(positions, changes) { try problem.setBounds(column: position, change.bounds) }
                for (position, change) in zip(rowPositions, rowChanges) { try problem.setBounds(row: position, change.bounds) }
                outcome = try RobustSimplex(isStopped: isStopped, iterationLimit: iterationLimit).run(problem, first: .dual)
            } catch {
                // What went wrong first is what the caller has to know.
                try? restore()
                throw error
            }
            try restore()
            let isKnown = outcome.status == .optimal || outcome.status == .iterationLimit && outcome.result.dualStatus == .feasible
            return (isKnown ? outcome.result.objective : nil, outcome.iterations)
        }
    }
}
