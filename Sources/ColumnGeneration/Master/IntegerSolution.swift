public import GLPK

/// What the integer search over the master's present columns is told.
public struct IntegerMasterOptions {
    /// The columns that must take whole values; nil: all.
    public var integerColumns: [MasterProblem.Column]?
    /// The columns that may be used; all others are left out, as if fixed at zero. Nil: all.
    public var allowedColumns: [MasterProblem.Column]?
    /// Bounds of columns for this search only.
    public var columnBounds: [(column: MasterProblem.Column, bounds: Bounds)] = []
    /// Bounds of rows for this search only.
    public var rowBounds: [(row: MasterProblem.Row, bounds: Bounds)] = []
    /// Only solutions at least this good: an objective row, since GLPK has no cutoff of its own.
    public var cutoff: Double?
    /// End when the relative gap is at most this. Not negative.
    public var relativeGap = 0.0
    /// When to end at the latest.
    public var deadline: ContinuousClock.Instant?
    /// Most nodes of the search tree, or nil. At least 1.
    public var nodeLimit: Int?
    /// Run GLPK's integer presolver. Not with ``separate``, and its root relaxation cannot be interrupted.
    public var presolve = false
    public var branching: IntegerOptions.Branching = .pseudoCost
    public var backtracking: IntegerOptions.Backtracking = .bestBound
    public var cuts: IntegerOptions.Cuts = []
    /// Asked now and then; true ends the search.
    public var isStopped: (() -> Bool)?
    /// Called for each better solution.
    public var onProgress: ((IntegerProgress) -> Void)?
    /// Rows that a whole point breaks, given the columns that are not zero in it; none: the point is
    /// accepted. Asked of every whole point before it counts.
    public var separate: (([(column: MasterProblem.Column, value: Double)]) throws -> [MasterProblem.RowDefinition])?

    public init() {}
}

/// How far the integer search is.
public struct IntegerProgress: Sendable, Hashable {
    /// The objective of the best solution.
    public let objective: Double
    /// No solution over these columns is better, or nil while unknown.
    public let bound: Double?
    /// Nodes made.
    public let nodes: Int
}

/// What the integer search found.
public struct IntegerMasterSolution: Sendable {
    /// Why it ended. ``GLPK/Termination/infeasible``: no whole point, or none that meets the cutoff.
    public let termination: Termination
    /// The objective of the best solution, or nil without one.
    public let objective: Double?
    /// No whole point over the allowed columns (that meets the cutoff, where one is set) is better; nil
    /// when unknown. It says nothing of columns not generated.
    public let bestBound: Double?
    /// The columns of the best solution that are not zero, oldest first; whole ones exactly whole.
    public let values: [(column: MasterProblem.Column, value: Double)]
    /// Nodes made.
    public let nodes: Int
    /// Simplex iterations.
    public let iterations: Int

    public var isOptimal: Bool { termination == .optimal }
}
