internal import CGLPKShims

/// What the simplex method is told.
public struct SimplexOptions: Sendable, Hashable {
    public enum Method: Sendable, Hashable {
        /// Right after columns were added or the objective changed.
        case primal
        /// Right after rows were added or bounds changed.
        case dual
        /// Dual, and primal where the dual fails.
        case dualThenPrimal
    }

    public enum Pricing: Sendable, Hashable {
        case dantzig, steepestEdge
    }

    public enum RatioTest: Sendable, Hashable {
        case textbook, harris
        /// The long-step test: of the dual method, and of the primal method in its first phase.
        case longStep
    }

    /// What to do when edits (deleting a basic column, say) left a basis that is none.
    public enum BasisPolicy: Sendable, Hashable {
        /// Make it one, with slacks, or from nothing if that is singular; the result tells
        /// (``SimplexResult/basisWasRepaired``).
        case repair
        /// Throw ``GLPKError/invalidBasis(_:)``.
        case require
    }

    public var method: Method = .primal
    public var pricing: Pricing = .steepestEdge
    public var ratioTest: RatioTest = .harris
    /// Run GLPK's presolver. It ignores the basis, so a warm start is lost.
    public var presolve = false
    /// What to do with a broken basis.
    public var basis: BasisPolicy = .repair
    /// Most iterations, or nil. At least 0.
    public var iterationLimit: Int?
    /// Most time, or nil. Not negative.
    public var timeLimit: Duration?
    /// The dual simplex stops when the objective is worse than this: above it when minimising,
    /// below it when maximising. Not with the primal method or presolve.
    public var objectiveLimit: Double?
    /// Relative tolerance of primal feasibility, strictly between 0 and 1.
    public var primalTolerance = 1e-7
    /// Relative tolerance of dual feasibility, strictly between 0 and 1.
    public var dualTolerance = 1e-7
    /// Tolerance of pivots, strictly between 0 and 1.
    public var pivotTolerance = 1e-9
    /// How many iterations pass between two questions to the `shouldStop` closure. At least 1.
    public var stopInterval = 500

    public init() {}

    /// Options with a method and the usual limits.
    public init(
        method: Method, presolve: Bool = false, iterationLimit: Int? = nil, timeLimit: Duration? = nil
    ) {
        self.method = method
        self.presolve = presolve
        self.iterationLimit = iterationLimit
        self.timeLimit = timeLimit
    }
}

extension SimplexOptions {
    /// GLPK's own form, but for limits, which change from slice to slice.
    func parameters(sense: Sense, stoppable: Bool) throws(GLPKError) -> glp_smcp {
        var p = glp_smcp()
        glp_init_smcp(&p)
        p.msg_lev = GLP_MSG_OFF
        switch method {
        case .primal: p.meth = GLP_PRIMAL
        case .dual: p.meth = GLP_DUAL
        case .dualThenPrimal: p.meth = GLP_DUALP
        }
        p.pricing = pricing == .dantzig ? GLP_PT_STD : GLP_PT_PSE
        switch ratioTest {
        case .textbook: p.r_test = GLP_RT_STD
        case .harris: p.r_test = GLP_RT_HAR
        case .longStep: p.r_test = GLP_RT_FLIP
        }
        p.tol_bnd = try tolerance(primalTolerance, "primalTolerance")
        p.tol_dj = try tolerance(dualTolerance, "dualTolerance")
        p.tol_piv = try tolerance(pivotTolerance, "pivotTolerance")
        p.presolve = presolve ? GLP_ON : GLP_OFF
        if let iterationLimit, iterationLimit < 0 {
            throw .invalidOption("iterationLimit", reason: "\(iterationLimit) is negative")
        }
        if stopInterval < 1 { throw .invalidOption("stopInterval", reason: "\(stopInterval) is less than 1") }
        if let objectiveLimit {
            guard objectiveLimit.isFinite else {
                throw .invalidOption("objectiveLimit", reason: "\(objectiveLimit) is not finite")
            }
            if method == .primal { throw .unsupported("objectiveLimit", reason: "only the dual simplex has it") }
            if presolve { throw .unsupported("objectiveLimit", reason: "not together with presolve") }
            if sense == .minimise { p.obj_ul = objectiveLimit } else { p.obj_ll = objectiveLimit }
        }
        if presolve, stoppable {
            throw .unsupported("shouldStop", reason: "not together with presolve, which cannot go on where it stopped")
        }
        if presolve, basis == .require {
            throw .unsupported("basis", reason: "presolve ignores the basis")
        }
        return p
    }
}

/// A tolerance that GLPK takes.
func tolerance(_ value: Double, _ name: String) throws(GLPKError) -> Double {
    guard value > 0, value < 1 else { throw .invalidOption(name, reason: "\(value) is not strictly between 0 and 1") }
    return value
}

/// A time by which a solve should end.
struct Deadline {
    let seconds: Double

    init(_ limit: Duration?) throws(GLPKError) {
        guard let limit else {
            seconds = .infinity
            return
        }
        guard limit >= .zero else { throw .invalidOption("timeLimit", reason: "\(limit) is negative") }
        seconds = cglpk_clock() + limit / .seconds(1)
    }

    /// What is left, in GLPK's milliseconds; GLPK's largest number stands for no limit.
    var milliseconds: Int32 {
        if seconds == .infinity { return .max }
        return Int32(min(max((seconds - cglpk_clock()) * 1000, 0), Double(Int32.max - 1)))
    }

    var isOver: Bool { cglpk_clock() >= seconds }
}
