import CGLPKShims

/// What the interior-point method is told.
public struct InteriorPointOptions: Sendable, Hashable {
    /// How the normal equations are ordered before they are factorised.
    public enum Ordering: Sendable, Hashable {
        case natural, approximateMinimumDegree, symmetricApproximateMinimumDegree
        /// GLPK 5.0 has this routine disabled, for its licence: asking for it is an error.
        case quotientMinimumDegree
    }

    public var ordering: Ordering = .approximateMinimumDegree

    public init(ordering: Ordering = .approximateMinimumDegree) { self.ordering = ordering }
}

/// What the interior-point method found.
public struct InteriorPointResult: Sendable, Hashable {
    /// Why it ended.
    public let termination: Termination
    /// What the primal values are worth.
    public let primalStatus: PrimalStatus
    /// What the duals are worth.
    public let dualStatus: DualStatus
    /// The objective at the point, or nil without one.
    public let objective: Double?

    /// Whether this is the optimum.
    public var isOptimal: Bool { termination == .optimal }
}

extension Problem {
    /// Solves the linear relaxation with the interior-point method. There is no basis, no limit and
    /// no way to stop it; it gives up after 200 iterations.
    ///
    /// - Throws: ``GLPKError/unsupported(_:reason:)`` for a problem without rows or columns;
    ///   ``GLPKError/invalidBounds(lower:upper:place:)`` for crossed bounds read from a file.
    @discardableResult
    public func solveInteriorPoint(
        _ options: InteriorPointOptions = InteriorPointOptions()
    ) throws(GLPKError) -> InteriorPointResult {
        try check(cglpk_problem_state(handle))
        if options.ordering == .quotientMinimumDegree {
            throw .unsupported("ordering", reason: "GLPK 5.0 has the quotient minimum degree routine disabled")
        }
        try checkBounds()
        var parameters = glp_iptcp()
        glp_init_iptcp(&parameters)
        parameters.msg_lev = messageLevel
        parameters.ord_alg =
            switch options.ordering {
            case .natural: GLP_ORD_NONE
            case .quotientMinimumDegree: GLP_ORD_QMD
            case .approximateMinimumDegree: GLP_ORD_AMD
            case .symmetricApproximateMinimumDegree: GLP_ORD_SYMAMD
            }
        solved[.interior] = nil
        var outcome = cglpk_outcome()
        try check(cglpk_interior(handle, &parameters, &outcome))

        var primal = PrimalStatus(glpk: outcome.primal)
        var dual = DualStatus(glpk: outcome.dual)
        let termination: Termination
        switch outcome.code {
        case 0:
            switch outcome.primal {
            case GLP_OPT: termination = .optimal
            case GLP_NOFEAS:
                // GLPK cannot tell which of the two sides has no point
                termination = .infeasibleOrUnbounded
                primal = .undefined
                dual = .undefined
            default: termination = .numericalFailure
            }
        case GLP_EITLIM: termination = .iterationLimit
        case GLP_EFAIL:
            throw .unsupported(
                "the interior-point method", reason: "nothing of the problem is left to work on: no rows or no columns")
        default: termination = .numericalFailure
        }
        solved[.interior] = revision
        guard outcome.objective.isFinite, primal != .undefined else {
            status[.interior] = .undefined
            return InteriorPointResult(
                termination: termination == .optimal ? .numericalFailure : termination, primalStatus: .undefined,
                dualStatus: .undefined, objective: nil)
        }
        status[.interior] = primal
        return InteriorPointResult(
            termination: termination, primalStatus: primal, dualStatus: dual, objective: outcome.objective)
    }
}
