public import GLPK

/// How far a column generation is.
public struct ColumnGenerationState: Sendable {
    public let sense: Sense
    /// Master problems solved.
    public internal(set) var iteration = 0
    public internal(set) var elapsed: Duration = .zero
    /// Time in the master problem.
    public internal(set) var masterTime: Duration = .zero
    /// Time in pricing.
    public internal(set) var pricingTime: Duration = .zero
    /// The optimum over the present columns and rows; nil before there is one.
    public internal(set) var objective: Double?
    /// The best Lagrangian bound: no solution over all columns is better; nil while there is none.
    public internal(set) var bound: Double?
    public internal(set) var rowCount = 0
    public internal(set) var columnCount = 0
    public internal(set) var columnsAdded = 0
    public internal(set) var columnsRemoved = 0
    public internal(set) var rowsAdded = 0
    public internal(set) var simplexIterations = 0
    /// Times pricing was asked.
    public internal(set) var pricings = 0
    /// Pricings at smoothed prices that found nothing to improve the master.
    public internal(set) var mispricings = 0
    /// The weight of the best prices in the last pricing.
    public internal(set) var weight = 0.0

    init(sense: Sense) { self.sense = sense }

    /// `(bound - objective) / |objective|` when maximising, the reverse when minimising; zero where the
    /// two meet, nil without both.
    public var relativeGap: Double? {
        guard let objective, let bound else { return nil }
        let gap = sense == .maximise ? bound - objective : objective - bound
        if gap <= 0 { return 0 }
        return objective == 0 ? .infinity : gap / abs(objective)
    }

    /// Takes a bound if it is better than the one known.
    mutating func improve(bound new: Double) -> Bool {
        if let bound, sense == .maximise ? new >= bound : new <= bound { return false }
        bound = new
        return true
    }
}

/// What a column generation tells while it runs.
public struct ColumnGenerationEvent: Sendable {
    public enum Kind: Sendable, Hashable {
        /// A master problem was solved.
        case masterSolved
        /// Pricing has answered, and so many columns were added.
        case priced(columns: Int)
        /// So many lazy rows were added.
        case separated(rows: Int)
        /// So many columns were removed from the pool.
        case pruned(columns: Int)
        case ended(ColumnGenerationTermination)
    }

    public let kind: Kind
    public let state: ColumnGenerationState
}

/// Why a column generation ended.
public enum ColumnGenerationTermination: Sendable, Hashable {
    /// Exact pricing found no improving column: the optimum of the linear program over all columns,
    /// within the tolerance.
    case optimal
    /// Pricing found no improving column but did not prove that there is none.
    case noMoreColumns
    /// A stop criterion was met.
    case stopped(by: String)
    /// The deadline has come.
    case deadline
    /// `isStopped` said so.
    case interrupted
    /// No point satisfies the rows over the present columns. Give the rows permanent columns that make up
    /// for what is missing, at a price.
    case infeasible
    /// The master problem improves without end.
    case unbounded
    /// GLPK failed, or takes no notice of columns whose reduced costs are far beyond the tolerance.
    case numericalFailure
}

/// What a column generation found.
public struct ColumnGenerationResult<Payload> {
    public let termination: ColumnGenerationTermination
    /// The last solution of the master problem that was optimal over the columns and rows of its time;
    /// nil when there was none.
    public let solution: MasterSolution?
    /// The prices that ``bound`` belongs to, for fixing by reduced costs: a column whose reduced cost at
    /// these prices takes the bound below the worth of a known solution is in no better one. Nil without a bound.
    public let boundDuals: Duals?
    /// The columns that are not zero in the solution, oldest first; the payload is nil for the master's own.
    public let columns: [(column: MasterProblem.Column, payload: Payload?, value: Double)]
    public let state: ColumnGenerationState

    public var isOptimal: Bool { termination == .optimal }
    /// The optimum over the present columns.
    public var objective: Double? { state.objective }
    /// No solution over all columns, generated or not, is better. Valid whatever the termination.
    public var bound: Double? { state.bound }
}

/// An error of a column generation, with its place.
public enum ColumnGenerationError: Error {
    /// In the master problem or an option.
    case master(MasterError)
    /// Thrown by ``PricingProblem/price(_:)``.
    case pricing(any Error)
    /// Thrown by ``PricingProblem/separate(_:in:payload:)``.
    case separation(any Error)
}

extension ColumnGenerationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .master(let error): "Master problem: \(error)"
        case .pricing(let error): "Pricing: \(error)"
        case .separation(let error): "Search for broken rows: \(error)"
        }
    }
}
