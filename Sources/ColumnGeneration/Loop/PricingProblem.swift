/// Finds columns that improve the restricted master problem, and tells how much any could.
///
/// A pricing problem may be many sub-problems in one (one for each vehicle, roll or day); it answers
/// for all of them together. The columns it makes should have no upper bound of their own: at such a
/// bound a column keeps a reduced cost that improves, and pricing would find it again. What limits a
/// column belongs in a row that pricing knows the price of. Given the same requests it must give the same answers, if the whole is to
/// be deterministic.
public protocol PricingProblem {
    /// What the caller wants to remember of a column, such as the pattern or route it stands for.
    associatedtype Payload

    /// Finds columns at the prices of the request.
    ///
    /// Columns whose reduced cost improves the objective by more than the threshold should be among the
    /// answer if there are any and the request's effort is ``PricingRequest/Effort/exact``.
    mutating func price(_ request: PricingRequest) throws -> PricingResult<Payload>

    /// Adds to the master problem rows that its solution breaks and that were left out so far (lazy
    /// rows), and returns how many. They may only take solutions away, so that earlier bounds stay
    /// valid. Asked when no column improves the solution, and every
    /// ``ColumnGenerationOptions/separationInterval`` iterations. The standard one adds none.
    ///
    /// - Parameter payload: what is remembered of a column; nil for the master's own.
    mutating func separate(
        _ solution: MasterSolution, in master: MasterProblem, payload: (MasterProblem.Column) -> Payload?
    ) throws -> Int
}

extension PricingProblem {
    public mutating func separate(
        _ solution: MasterSolution, in master: MasterProblem, payload: (MasterProblem.Column) -> Payload?
    ) throws -> Int { 0 }
}

/// What pricing is asked.
public struct PricingRequest {
    /// How hard to look.
    public enum Effort: Sendable, Hashable {
        /// A heuristic may do, if it finds something.
        case any
        /// The answer must carry a bound, and an improving column if there is one.
        case exact
    }

    /// The prices: smoothed ones, as a rule.
    public let duals: Duals
    public let effort: Effort
    /// A column that improves the objective by no more than this is not wanted. In units of the
    /// objective, at least 0.
    public let threshold: Double
    /// Whether to give up; what was found so far is welcome.
    public let isStopped: () -> Bool

    public init(duals: Duals, effort: Effort, threshold: Double, isStopped: @escaping () -> Bool = { false }) {
        self.duals = duals
        self.effort = effort
        self.threshold = threshold
        self.isStopped = isStopped
    }
}

/// What is known of the sum of reduced cost times value over all columns that pricing could make, at
/// the prices asked: for one column at most from each of several sub-problems, the sum of their best
/// reduced costs, or zero where a sub-problem does better without a column.
public enum PricingBound: Sendable, Hashable {
    /// The sum itself, or beyond it only by rounding: no improving column was missed.
    case exact(Double)
    /// Valid, but perhaps beyond what columns reach, because a relaxation was solved: the best of its
    /// solutions need not be columns.
    case relaxed(Double)
    /// Nothing is known: a heuristic, or a search that was stopped.
    case none

    /// The bound, or nil.
    public var value: Double? {
        switch self {
        case .exact(let value), .relaxed(let value): value
        case .none: nil
        }
    }
}

/// A column found by pricing.
public struct PricedColumn<Payload> {
    public var definition: MasterProblem.ColumnDefinition
    public var payload: Payload
    /// How often the column stands in the solution of the sub-problems that the bound belongs to:
    /// mostly 1 for the best of a sub-problem, 0 for others. Steers ``Smoothing/automatic(initial:)``; where no column
    /// has a share, the weight stays as it is.
    public var share: Double

    public init(definition: MasterProblem.ColumnDefinition, payload: Payload, share: Double = 0) {
        self.definition = definition
        self.payload = payload
        self.share = share
    }
}

/// What pricing found.
public struct PricingResult<Payload> {
    public var columns: [PricedColumn<Payload>]
    public var bound: PricingBound

    public init(columns: [PricedColumn<Payload>], bound: PricingBound) {
        self.columns = columns
        self.bound = bound
    }
}
