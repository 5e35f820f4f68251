/// Which way the objective is better.
public enum Sense: String, Sendable, Hashable {
    case minimise, maximise
}

/// Why a solver ended. What it left is told by ``PrimalStatus`` and ``DualStatus``.
public enum Termination: String, Sendable, Hashable {
    /// The optimum, within the tolerances.
    case optimal
    /// Proved: no point satisfies the rows and bounds.
    case infeasible
    /// Proved: the objective improves without end.
    case unbounded
    /// Proved: no dual feasible point, so the problem is unbounded or infeasible.
    case infeasibleOrUnbounded
    /// An integer solution within the gap asked for.
    case gapReached
    case iterationLimit
    case timeLimit
    case nodeLimit
    /// The dual simplex passed the objective limit.
    case objectiveLimit
    /// The caller's closure asked to stop.
    case stopped
    /// GLPK could not go on, for numerical reasons.
    case numericalFailure
}

/// What is known of the primal point that can be read.
public enum PrimalStatus: String, Sendable, Hashable {
    /// There is no point.
    case undefined
    /// The point breaks a bound; others may not.
    case infeasiblePoint
    case feasible
    /// Proved: there is no feasible point.
    case noneExists
}

/// What is known of the dual point that can be read.
public enum DualStatus: String, Sendable, Hashable {
    /// There is no point.
    case undefined
    /// The point breaks a dual bound; others may not.
    case infeasiblePoint
    case feasible
    /// Proved: there is no dual feasible point.
    case noneExists
}

/// Which of the three solutions a problem can hold at once.
public enum SolutionKind: String, Sendable, Hashable, CaseIterable {
    /// Of the simplex method.
    case basic
    /// Of the interior-point method.
    case interior
    /// Of the integer search. It has no duals.
    case integer
}
