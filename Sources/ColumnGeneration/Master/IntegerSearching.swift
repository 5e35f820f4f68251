internal import GLPK

extension MasterProblem {
    /// Looks for the best whole point over the columns there are, by branch and bound on a copy: the
    /// linear program keeps its basis and solution.
    ///
    /// - Throws: ``MasterError/unknownColumn(_:)`` and ``MasterError/unknownRow(_:)`` for identities in the
    ///   options; GLPK's errors of options; what a closure throws, as `callbackThrew`.
    /// - Complexity: O(entries) for the copy, then a search tree.
    public func solveInteger(_ options: IntegerMasterOptions = IntegerMasterOptions()) throws(MasterError)
        -> IntegerMasterSolution
    {
        var search = IntegerOptions(relativeGap: options.relativeGap, nodeLimit: options.nodeLimit)
        search.presolve = options.presolve
        search.branching = options.branching
        search.backtracking = options.backtracking
        search.cuts = options.cuts
        search.lazyRows = options.separate != nil

        let copy = try IntegerCopy(of: self, options)
        if !options.presolve {
            // here rather than in GLPK's search, so that it can be stopped and gets over trouble
            let simplex = RobustSimplex(deadline: options.deadline, isStopped: options.isStopped)
            let root = try withGLPK { () throws(GLPKError) in try simplex.run(copy.problem, first: copy.method) }
            if root.status != .optimal { return copy.solution(root) }
        }
        if let deadline = options.deadline { search.timeLimit = max(.zero, deadline - .now) }
        let result = try copy.search(search, options)
        return try copy.solution(result)
    }
}

/// A copy of a master problem for one integer search.
private struct IntegerCopy {
    let problem: Problem
    let method: SimplexOptions.Method
    /// By position in the copy.
    let columns: [MasterProblem.Column]
    var positions: [MasterProblem.Column: Int] = [:]
    var isInteger: [Bool]

    init(of master: MasterProblem, _ options: IntegerMasterOptions) throws(MasterError) {
        // identities are checked against the master before anything is copied
        var allowed = [Bool](repeating: options.allowedColumns == nil, count: master.columnTable.capacity)
        for column in options.allowedColumns ?? [] {
            _ = try master.position(column)
            allowed[column.slot] = true
        }
        var whole = [Bool](repeating: options.integerColumns == nil, count: master.columnTable.capacity)
        for column in options.integerColumns ?? [] {
            _ = try master.position(column)
            whole[column.slot] = true
        }
        for (column, _) in options.columnBounds { _ = try master.position(column) }

        let copy = try withGLPK { () throws(GLPKError) in try master.problem.copy() }
        problem = copy
        for (row, bounds) in options.rowBounds {
            let position = try master.position(row)
            try withGLPK { () throws(GLPKError) in try copy.setBounds(row: position, bounds) }
        }
        let slots = master.columnTable.slots
        var left: [MasterProblem.Column] = []
        var gone: [Int] = []
        for (position, slot) in slots.enumerated() {
            if slot >= 0, allowed[slot] {
                left.append(MasterProblem.Column(slot: slot, generation: master.columnTable.generations[slot]))
            } else {
                gone.append(position)
            }
        }
        try withGLPK { () throws(GLPKError) in try copy.deleteColumns(gone) }
        columns = left
        isInteger = left.map { whole[$0.slot] }
        for (position, column) in left.enumerated() {
            positions[column] = position
            if isInteger[position] {
                try withGLPK { () throws(GLPKError) in try copy.setKind(column: position, .integer) }
            }
        }
        for (column, bounds) in options.columnBounds {
            guard let position = positions[column] else { continue }
            try withGLPK { () throws(GLPKError) in try copy.setBounds(column: position, bounds) }
        }
        if let cutoff = options.cutoff {
            let entries = try withGLPK { () throws(GLPKError) in
                var entries: [(column: Int, value: Double)] = []
                for position in left.indices {
                    let value = try copy.objective(column: position)
                    if value != 0 { entries.append((position, value)) }
                }
                return entries
            }
            let bounds: Bounds = master.sense == .maximise ? Bounds(lower: cutoff) : Bounds(upper: cutoff)
            _ = try withGLPK { () throws(GLPKError) in try copy.addRow(bounds: bounds, coefficients: entries) }
        }
        let isDrawnIn = !options.columnBounds.isEmpty || !options.rowBounds.isEmpty || options.cutoff != nil
        method = isDrawnIn && gone.isEmpty ? .dual : .primal
    }

    /// Runs GLPK's branch and bound with the caller's closures.
    func search(_ search: IntegerOptions, _ options: IntegerMasterOptions) throws(MasterError) -> IntegerResult {
        var values: [Double] = []
        let needsCallback = options.isStopped != nil || options.onProgress != nil || options.separate != nil
        let callback: (IntegerSearch) throws -> Void = { event in
            if let isStopped = options.isStopped, isStopped() { event.stop() }
            if event.event == .incumbent, let objective = event.incumbent {
                options.onProgress?(
                    IntegerProgress(objective: objective, bound: event.bound, nodes: event.nodeCount))
            }
            guard event.event == .relaxation, let separate = options.separate else { return }
            try event.columnValues(into: &values)
            for position in values.indices where isInteger[position] {
                let nearest = values[position].rounded()
                guard abs(values[position] - nearest) <= search.integralityTolerance else { return }
                values[position] = nearest
            }
            for row in try separate(nonzeros(values)) {
                var entries: [(column: Int, value: Double)] = []
                for (column, value) in row.entries {
                    // a column that is left out is zero
                    if let position = positions[column] { entries.append((position, value)) }
                }
                try event.addLazyRow(bounds: row.bounds, coefficients: entries)
            }
        }
        return try withGLPK { () throws(GLPKError) in
            try problem.solveInteger(search, callback: needsCallback ? callback : nil)
        }
    }

    private func nonzeros(_ values: [Double]) -> [(column: MasterProblem.Column, value: Double)] {
        values.indices.compactMap { abs(values[$0]) > 1e-9 ? (columns[$0], values[$0]) : nil }
    }

    /// The search did not begin: its root relaxation has no optimum.
    func solution(_ root: RobustSimplex.Outcome) -> IntegerMasterSolution {
        let termination: Termination =
            switch root.status {
            case .optimal: .optimal
            case .infeasible: .infeasible
            case .unbounded: .infeasibleOrUnbounded
            case .timeLimit: .timeLimit
            case .iterationLimit: .iterationLimit
            case .stopped: .stopped
            case .numericalFailure: .numericalFailure
            }
        return IntegerMasterSolution(
            termination: termination, objective: nil, bestBound: nil, values: [], nodes: 0, iterations: root.iterations)
    }

    func solution(_ result: IntegerResult) throws(MasterError) -> IntegerMasterSolution {
        var found: [(column: MasterProblem.Column, value: Double)] = []
        if result.objective != nil {
            var values = try withGLPK { () throws(GLPKError) in try problem.columnValues(of: .integer) }
            for position in values.indices where isInteger[position] { values[position] = values[position].rounded() }
            found = nonzeros(values)
        }
        return IntegerMasterSolution(
            termination: result.termination, objective: result.objective, bestBound: result.bestBound, values: found,
            nodes: result.nodes, iterations: result.iterations)
    }
}
