import CGLPKShims

/// What the integer search found.
public struct IntegerResult: Sendable, Hashable {
    /// Why it ended.
    public let termination: Termination
    /// What the integer solution is worth; it may be feasible whatever the termination.
    public let primalStatus: PrimalStatus
    /// Whether ``bestBound`` stands on a dual feasible point.
    public let dualStatus: DualStatus
    /// The objective of the best solution, or nil without one.
    public let objective: Double?
    /// No solution is better than this, or nil when unknown.
    public let bestBound: Double?
    /// Nodes made.
    public let nodes: Int
    /// Simplex iterations of the root relaxation and the search.
    public let iterations: Int

    /// Whether this is the optimum.
    public var isOptimal: Bool { termination == .optimal }

    /// `|objective - bestBound| / max(1, |objective|)`, or nil without both.
    public var relativeGap: Double? {
        guard let objective, let bestBound else { return nil }
        return abs(objective - bestBound) / max(1, abs(objective))
    }
}

extension Problem {
    /// Solves the problem with its integer columns by branch and bound.
    ///
    /// The root relaxation is solved first, from the basis there is. The callback runs at every
    /// ``SearchEvent``; what it throws ends the search in good order and comes out as
    /// ``GLPKError/callbackThrew(_:)``, with solutions found so far still to be read.
    ///
    /// - Throws: option errors; ``GLPKError/fractionalBounds(column:lower:upper:)``; what
    ///   ``solveSimplex(_:shouldStop:)`` throws.
    @discardableResult
    public func solveInteger(
        _ options: IntegerOptions = IntegerOptions(), callback: ((IntegerSearch) throws -> Void)? = nil
    ) throws(GLPKError) -> IntegerResult {
        try check(cglpk_problem_state(handle))
        var parameters = try options.parameters()
        let deadline = try Deadline(options.timeLimit)
        try checkBounds()
        try checkIntegerBounds()
        solved[.integer] = nil
        status[.integer] = .undefined

        var root: SimplexResult?
        if !options.presolve {
            let solved = try solveSimplex(SimplexOptions(method: options.root), deadline: deadline, shouldStop: nil)
            guard solved.isOptimal else { return finish(root: solved) }
            root = solved
        }
        parameters.msg_lev = messageLevel
        parameters.tm_lim = deadline.milliseconds
        if let proximity = options.proximitySearch {
            let milliseconds = min(proximity / .milliseconds(1), Double(deadline.milliseconds))
            parameters.ps_tm_lim = Int32(max(1, min(milliseconds, Double(Int32.max - 1))))
        }

        let size = try size()
        let search = IntegerSearch(
            problem: self, options: options, columns: size.columns, rows: size.rows, callback: callback)
        if callback != nil, try integerColumnCount > 0 {
            for column in 0..<size.columns where try kind(column: column) == .integer {
                search.integers.insert(column)
            }
        }
        var state = cglpk_search()
        state.node_limit = options.nodeLimit ?? -1
        state.deadline = deadline.seconds
        state.event = { context, search in
            guard let context, let search else { return 1 }
            return Unmanaged<IntegerSearch>.fromOpaque(context).takeUnretainedValue().happen(search) ? 1 : 0
        }
        var outcome = cglpk_outcome()
        let code = withExtendedLifetime(search) {
            state.context = Unmanaged.passUnretained(search).toOpaque()
            return cglpk_integer(handle, &parameters, &state, &outcome)
        }
        search.callback = nil
        try check(code)
        let result = finish(outcome, state, root: root, sense: size.maximise != 0 ? .maximise : .minimise)
        if let thrown = search.thrown { throw .callbackThrew(thrown) }
        return result
    }

    private func checkIntegerBounds() throws(GLPKError) {
        var column = -1
        try check(cglpk_fractional_bounds(handle, &column))
        if column < 0 { return }
        let wrong = try bounds(column: column)
        throw .fractionalBounds(column: column, lower: wrong.lower, upper: wrong.upper)
    }

    /// The root relaxation has no optimum, so there is nothing to search.
    private func finish(root: SimplexResult) -> IntegerResult {
        let termination = root.termination == .unbounded ? .infeasibleOrUnbounded : root.termination
        let infeasible = termination == .infeasible
        solved[.integer] = revision
        status[.integer] = infeasible ? .noneExists : .undefined
        return IntegerResult(
            termination: termination, primalStatus: infeasible ? .noneExists : .undefined,
            dualStatus: root.dualStatus == .noneExists ? .noneExists : .undefined, objective: nil, bestBound: nil,
            nodes: 0, iterations: root.iterations)
    }

    private func finish(
        _ outcome: cglpk_outcome, _ state: cglpk_search, root: SimplexResult?, sense: Sense
    ) -> IntegerResult {
        var primal = PrimalStatus(glpk: outcome.primal)
        var dual = DualStatus.undefined
        let termination: Termination
        switch outcome.code {
        case 0: termination = primal == .feasible ? .optimal : .infeasible
        case GLP_ENOPFS:
            termination = .infeasible
            primal = .noneExists
        case GLP_ENODFS:
            termination = .infeasibleOrUnbounded
            dual = .noneExists
        case GLP_EMIPGAP: termination = .gapReached
        case GLP_ETMLIM: termination = .timeLimit
        case GLP_ESTOP:
            switch Int(state.stop) {
            case CGLPK_STOP_NODES: termination = .nodeLimit
            case CGLPK_STOP_TIME: termination = .timeLimit
            default: termination = .stopped
            }
        default: termination = .numericalFailure
        }
        let objective = primal == .feasible && outcome.objective.isFinite ? outcome.objective : nil
        if primal == .feasible, objective == nil { primal = .undefined }
        var bound: Double?
        switch termination {
        case .optimal: bound = objective
        case .infeasible, .infeasibleOrUnbounded: bound = nil
        default:
            bound = state.has_bound != 0 ? state.bound : root?.objective
            if let known = bound, let objective {
                bound = sense == .minimise ? min(known, objective) : max(known, objective)
            }
        }
        if bound != nil { dual = .feasible }
        solved[.integer] = revision
        status[.integer] = primal
        return IntegerResult(
            termination: termination, primalStatus: primal, dualStatus: dual, objective: objective,
            bestBound: bound, nodes: max(state.total, 0), iterations: outcome.iterations + (root?.iterations ?? 0))
    }
}
