public import GLPK

extension MasterProblem {
    /// What the linear program would come to with other bounds of some columns. Bounds, basis and last solution stay as they are, also after an
    /// error.
    ///
    /// The dual simplex starts from the basis there is, so that a few bounds drawn in after an optimum cost few iterations. Cut short it has come part
    /// of the way from the old optimum to the new one, and tells what the objective is no better than.
    ///
    /// - Parameters:
    ///   - iterationLimit: most simplex iterations; nil: until the optimum.
    ///   - isStopped: asked now and then; true ends the solve.
    /// - Returns: the optimum of the objective or, at the iteration limit, a value that it is no better than; nil where neither is known. With it
    ///   the iterations.
    /// - Throws: ``MasterError/unknownColumn(_:)``, ``MasterError/invalidOption(_:reason:)`` for a negative limit; GLPK's errors of bounds and of the
    ///   simplex.
    /// - Complexity: O(rows + columns) beside the simplex iterations.
    public func probe(
        _ changes: [(column: Column, bounds: Bounds)], iterationLimit: Int? = nil, isStopped: @escaping () -> Bool = { false }
    ) throws(MasterError) -> (objective: Double?, iterations: Int) {
        if let iterationLimit, iterationLimit < 0 { throw .invalidOption("iterationLimit", reason: "\(iterationLimit) is negative") }
        var positions: [Int] = []
        for change in changes { positions.append(try position(change.column)) }
        return try withGLPK { () throws(GLPKError) in
            let basis = try problem.basis()
            var old: [Bounds] = []
            for position in positions { old.append(try problem.bounds(column: position)) }
            func restore() throws(GLPKError) {
                for (position, bounds) in zip(positions, old) { try problem.setBounds(column: position, bounds) }
                try problem.setBasis(basis)
            }
            let outcome: RobustSimplex.Outcome
            do throws(GLPKError) {
                for (position, change) in zip(positions, changes) { try problem.setBounds(column: position, change.bounds) }
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
