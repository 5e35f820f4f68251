internal import CGLPKShims

/// What the integer search is told.
public struct IntegerOptions: Sendable, Hashable {
    /// Which fractional column to branch on.
    public enum Branching: Sendable, Hashable {
        case firstFractional, lastFractional, mostFractional
        /// The heuristic of Driebeck and Tomlin.
        case driebeckTomlin
        /// Hybrid pseudo-costs.
        case pseudoCost
    }

    /// Which open node to go on with.
    public enum Backtracking: Sendable, Hashable {
        case depthFirst, breadthFirst, bestBound, bestProjection
    }

    /// Where bounds are tightened before a node is solved.
    public enum Preprocessing: Sendable, Hashable {
        case none, rootNode, everyNode
    }

    /// Families of cutting planes.
    public struct Cuts: OptionSet, Sendable, Hashable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
        public static let gomory = Cuts(rawValue: 1)
        public static let mixedIntegerRounding = Cuts(rawValue: 2)
        public static let cover = Cuts(rawValue: 4)
        public static let clique = Cuts(rawValue: 8)
        public static let all: Cuts = [.gomory, .mixedIntegerRounding, .cover, .clique]
    }

    public var branching: Branching = .driebeckTomlin
    public var backtracking: Backtracking = .bestBound
    public var preprocessing: Preprocessing = .everyNode
    public var cuts: Cuts = []
    /// End when `|incumbent - bound| / (|incumbent| + epsilon)` is at most this. Not negative.
    public var relativeGap = 0.0
    /// Most time for the root relaxation and the search together, or nil. Not negative. A heuristic
    /// of GLPK's own may pass it by one of its steps.
    public var timeLimit: Duration?
    /// Most nodes made, or nil. At least 1.
    public var nodeLimit: Int?
    /// How far from whole a value may be, strictly between 0 and 1.
    public var integralityTolerance = 1e-5
    /// Relative tolerance when objectives are compared, strictly between 0 and 1.
    public var objectiveTolerance = 1e-7
    /// Run GLPK's integer presolver. Events then see the presolved problem, so that a callback can
    /// watch and stop but not read or add anything by index.
    public var presolve = false
    /// Replace integer columns by binary ones. With presolve only.
    public var binarise = false
    /// The feasibility pump at the root.
    public var feasibilityPump = false
    /// Proximity search at the root for at most this time, or nil for none. It is cut to the time
    /// limit. Problems with binary columns only.
    public var proximitySearch: Duration?
    /// Rounding at every node. Nil: on, unless ``lazyRows``.
    public var simpleRounding: Bool?
    /// The callback adds rows without which a solution may be wrong. GLPK's own heuristics do not ask
    /// for such rows, so they cannot be on, nor can presolve.
    public var lazyRows = false
    /// The simplex method of the root relaxation. Without presolve only.
    public var root = SimplexOptions.Method.primal

    public init() {}

    /// Options with the usual limits.
    public init(relativeGap: Double = 0, timeLimit: Duration? = nil, nodeLimit: Int? = nil, presolve: Bool = false) {
        self.relativeGap = relativeGap
        self.timeLimit = timeLimit
        self.nodeLimit = nodeLimit
        self.presolve = presolve
    }
}

extension IntegerOptions {
    /// GLPK's own form, but for the time limit.
    func parameters() throws(GLPKError) -> glp_iocp {
        var p = glp_iocp()
        glp_init_iocp(&p)
        p.br_tech =
            switch branching {
            case .firstFractional: GLP_BR_FFV
            case .lastFractional: GLP_BR_LFV
            case .mostFractional: GLP_BR_MFV
            case .driebeckTomlin: GLP_BR_DTH
            case .pseudoCost: GLP_BR_PCH
            }
        p.bt_tech =
            switch backtracking {
            case .depthFirst: GLP_BT_DFS
            case .breadthFirst: GLP_BT_BFS
            case .bestBound: GLP_BT_BLB
            case .bestProjection: GLP_BT_BPH
            }
        p.pp_tech =
            switch preprocessing {
            case .none: GLP_PP_NONE
            case .rootNode: GLP_PP_ROOT
            case .everyNode: GLP_PP_ALL
            }
        guard Cuts.all.isSuperset(of: cuts) else {
            throw .invalidOption("cuts", reason: "\(cuts.rawValue) has unknown bits")
        }
        p.gmi_cuts = cuts.contains(.gomory) ? GLP_ON : GLP_OFF
        p.mir_cuts = cuts.contains(.mixedIntegerRounding) ? GLP_ON : GLP_OFF
        p.cov_cuts = cuts.contains(.cover) ? GLP_ON : GLP_OFF
        p.clq_cuts = cuts.contains(.clique) ? GLP_ON : GLP_OFF
        guard relativeGap >= 0, relativeGap.isFinite else {
            throw .invalidOption("relativeGap", reason: "\(relativeGap) is not a number of at least 0")
        }
        p.mip_gap = relativeGap
        p.tol_int = try tolerance(integralityTolerance, "integralityTolerance")
        p.tol_obj = try tolerance(objectiveTolerance, "objectiveTolerance")
        if let nodeLimit, nodeLimit < 1 { throw .invalidOption("nodeLimit", reason: "\(nodeLimit) is less than 1") }
        p.presolve = presolve ? GLP_ON : GLP_OFF
        if binarise, !presolve { throw .unsupported("binarise", reason: "it is part of presolve") }
        p.binarize = binarise ? GLP_ON : GLP_OFF
        p.fp_heur = feasibilityPump ? GLP_ON : GLP_OFF
        if let proximitySearch {
            guard proximitySearch > .zero else {
                throw .invalidOption("proximitySearch", reason: "\(proximitySearch) is not positive")
            }
            p.ps_heur = GLP_ON
        }
        p.sr_heur = simpleRounding ?? !lazyRows ? GLP_ON : GLP_OFF
        if lazyRows {
            let conflict =
                presolve ? "presolve"
                : feasibilityPump ? "feasibilityPump"
                : proximitySearch != nil ? "proximitySearch" : simpleRounding == true ? "simpleRounding" : nil
            if let conflict {
                throw .unsupported("lazyRows", reason: "\(conflict) accepts solutions without asking for lazy rows")
            }
        }
        return p
    }
}
