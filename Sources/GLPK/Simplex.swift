import CGLPKShims

/// What the simplex method found.
public struct SimplexResult: Sendable, Hashable {
    /// Why it ended.
    public let termination: Termination
    /// What the primal values are worth.
    public let primalStatus: PrimalStatus
    /// What the duals are worth.
    public let dualStatus: DualStatus
    /// The objective at the primal point, or nil without one.
    public let objective: Double?
    /// Iterations of this solve.
    public let iterations: Int
    /// The basis could not be used as it was; see ``SimplexOptions/BasisPolicy``.
    public let basisWasRepaired: Bool

    /// Whether this is the optimum.
    public var isOptimal: Bool { termination == .optimal }
}

extension Problem {
    /// Solves the linear relaxation with the simplex method, from the basis there is.
    ///
    /// An infeasible or unbounded problem is a result, not an error. With `shouldStop`, GLPK works
    /// in slices of ``SimplexOptions/stopInterval`` iterations and the closure is asked between
    /// them; each slice costs a refactorisation.
    ///
    /// - Throws: option errors; ``GLPKError/invalidBasis(_:)`` when the options require a good one;
    ///   ``GLPKError/invalidBounds(lower:upper:place:)`` for crossed bounds read from a file;
    ///   ``GLPKError/callbackThrew(_:)``.
    @discardableResult
    public func solveSimplex(
        _ options: SimplexOptions = SimplexOptions(), shouldStop: (() throws -> Bool)? = nil
    ) throws(GLPKError) -> SimplexResult {
        try check(cglpk_problem_state(handle))
        let deadline = try Deadline(options.timeLimit)
        return try solveSimplex(options, deadline: deadline, shouldStop: shouldStop)
    }

    func solveSimplex(
        _ options: SimplexOptions, deadline: Deadline, shouldStop: (() throws -> Bool)?
    ) throws(GLPKError) -> SimplexResult {
        var parameters = try options.parameters(sense: try sense, stoppable: shouldStop != nil)
        parameters.msg_lev = messageLevel
        try checkBounds()
        solved[.basic] = nil
        lastTermination = nil
        let repaired = options.presolve ? false : try prepareBasis(options.basis)
        var iterations = 0
        while true {
            let left = options.iterationLimit.map { $0 - iterations } ?? Int.max
            let slice = shouldStop == nil ? left : min(left, options.stopInterval)
            parameters.it_lim = Int32(clamping: slice)
            parameters.tm_lim = deadline.milliseconds
            var outcome = cglpk_outcome()
            try check(cglpk_simplex(handle, &parameters, &outcome))
            iterations += outcome.iterations
            if outcome.code == GLP_EITLIM, slice < left, let shouldStop {
                if try !ask(shouldStop) {
                    if !deadline.isOver { continue }
                    outcome.code = GLP_ETMLIM
                } else {
                    outcome.code = GLP_ESTOP
                }
            }
            return try finish(outcome, iterations: iterations, repaired: repaired)
        }
    }

    private func ask(_ shouldStop: () throws -> Bool) throws(GLPKError) -> Bool {
        do { return try shouldStop() } catch { throw .callbackThrew(CallbackFailure(error)) }
    }

    /// Termination from return code x primal x dual status.
    private func finish(_ outcome: cglpk_outcome, iterations: Int, repaired: Bool) throws(GLPKError) -> SimplexResult {
        var primal = PrimalStatus(glpk: outcome.primal)
        var dual = DualStatus(glpk: outcome.dual)
        let termination: Termination
        switch outcome.code {
        case 0:
            switch (primal, dual) {
            case (.feasible, .feasible): termination = .optimal
            case (.noneExists, _): termination = .infeasible
            case (.feasible, .noneExists): termination = .unbounded
            case (_, .noneExists): termination = .infeasibleOrUnbounded
            default: termination = .numericalFailure
            }
        case GLP_ENOPFS:
            termination = .infeasible
            primal = .noneExists
        case GLP_ENODFS:
            termination = .infeasibleOrUnbounded
            dual = .noneExists
        case GLP_EITLIM: termination = .iterationLimit
        case GLP_ETMLIM: termination = .timeLimit
        case GLP_ESTOP: termination = .stopped
        case GLP_EOBJLL, GLP_EOBJUL: termination = .objectiveLimit
        case GLP_EBADB: throw .invalidBasis(.wrongSize)
        case GLP_ESING: throw .invalidBasis(.singular)
        case GLP_ECOND: throw .invalidBasis(.illConditioned)
        default: termination = .numericalFailure
        }
        solved[.basic] = revision
        // presolve proves without leaving a point
        let hasPoint = PrimalStatus(glpk: outcome.primal) != .undefined && outcome.objective.isFinite
        status[.basic] = hasPoint ? primal : .undefined
        guard outcome.objective.isFinite else {
            lastTermination = .numericalFailure
            return SimplexResult(
                termination: .numericalFailure, primalStatus: .undefined, dualStatus: .undefined, objective: nil,
                iterations: iterations, basisWasRepaired: repaired)
        }
        lastTermination = termination
        return SimplexResult(
            termination: termination, primalStatus: primal, dualStatus: dual,
            objective: hasPoint ? outcome.objective : nil, iterations: iterations, basisWasRepaired: repaired)
    }

    /// Two-sided bounds that meet become fixed; crossed ones (a file can hold them) are an error.
    func checkBounds() throws(GLPKError) {
        var axis: Int32 = -1
        var index = 0
        try check(cglpk_tidy(handle, &axis, &index))
        if axis < 0 { return }
        let wrong = axis == 1 ? try bounds(column: index) : try bounds(row: index)
        throw .invalidBounds(
            lower: wrong.lower, upper: wrong.upper, place: "\(axis == 1 ? "Column" : "Row") \(index)")
    }

    private func prepareBasis(_ policy: SimplexOptions.BasisPolicy) throws(GLPKError) -> Bool {
        switch policy {
        case .repair:
            var changed: Int32 = 0
            try check(cglpk_repair_basis(handle, &changed))
            return changed != 0
        case .require:
            var code: Int32 = 0
            try check(cglpk_factorise(handle, &code))
            switch code {
            case 0: return false
            case GLP_ESING: throw .invalidBasis(.singular)
            case GLP_ECOND: throw .invalidBasis(.illConditioned)
            default: throw .invalidBasis(.wrongSize)
            }
        }
    }

    var messageLevel: Int32 { log == nil ? GLP_MSG_OFF : logLevel.rawValue }
}

extension PrimalStatus {
    init(glpk: Int32) {
        switch glpk {
        case GLP_FEAS, GLP_OPT: self = .feasible
        case GLP_INFEAS: self = .infeasiblePoint
        case GLP_NOFEAS: self = .noneExists
        default: self = .undefined
        }
    }
}

extension DualStatus {
    init(glpk: Int32) {
        switch glpk {
        case GLP_FEAS, GLP_OPT: self = .feasible
        case GLP_INFEAS: self = .infeasiblePoint
        case GLP_NOFEAS: self = .noneExists
        default: self = .undefined
        }
    }
}
