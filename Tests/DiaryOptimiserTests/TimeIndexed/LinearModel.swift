import GLPK

/// A mixed-integer program in the making: columns first, then rows over them, then the search by GLPK's own branch and cut (`glp_intopt`).
///
/// All columns are at least 0 and at most 1 unless said otherwise. Maximised.
struct LinearModel {
    private var columns = ColumnBatch()
    private var rows = RowBatch()
    /// What the objective is worth where all columns are 0.
    var constant = 0.0

    /// How a search has ended.
    enum Outcome {
        /// The optimum, and the values of all columns there.
        case optimal(objective: Double, values: [Double])
        /// No proof within the nodes and iterations allowed.
        case undecided
    }

    var columnCount: Int { columns.count }
    var rowCount: Int { rows.count }

    /// Adds a column and returns its index.
    mutating func column(objective: Double = 0, isWhole: Bool = false, upTo most: Double = 1) -> Int {
        columns.append(bounds: 0...most, objective: objective, kind: isWhole ? .integer : .continuous, coefficients: [])
        return columns.count - 1
    }

    /// Adds the row: the sum of terms is at most a number. A row without terms is left out where 0 is.
    mutating func atMost(_ most: Double, _ terms: [(Int, Double)]) {
        append(terms, Bounds(upper: most))
    }

    /// Adds the row: the sum of terms is at least a number.
    mutating func atLeast(_ least: Double, _ terms: [(Int, Double)]) {
        append(terms, Bounds(lower: least))
    }

    /// Adds the row: the sum of terms is 0.
    mutating func zero(_ terms: [(Int, Double)]) {
        append(terms, 0)
    }

    /// Adds the row: at most one of some 0/1 columns.
    mutating func oneOf(_ columns: [Int]) {
        if columns.count > 1 { atMost(1, columns.map { ($0, 1) }) }
    }

    /// A column can stand in a row once only: terms of one column are summed.
    private mutating func append(_ terms: [(Int, Double)], _ bounds: Bounds) {
        let sums = Dictionary(terms, uniquingKeysWith: +).filter { $0.value != 0 }.sorted { $0.key < $1.key }
        if sums.isEmpty, bounds.contains(0) { return }
        rows.append(bounds: bounds, coefficients: sums.map { ($0.key, $0.value) })
    }

    /// Solves the program to its optimum, or gives up after a number of nodes.
    func solve(nodeLimit: Int) throws -> Outcome {
        let problem = try Problem(sense: .maximise)
        problem.logLevel = .off
        try problem.setObjectiveConstant(constant)
        guard columns.count > 0 else { return .optimal(objective: constant, values: []) }
        try problem.addColumns(columns)
        try problem.addRows(rows)
        var options = IntegerOptions(nodeLimit: nodeLimit)
        // Scores differ by a thousandth of a point.
        options.objectiveTolerance = 1e-9
        options.presolve = true
        let result = try problem.solveInteger(options)
        guard result.isOptimal, let objective = result.objective else { return .undecided }
        return .optimal(objective: objective, values: try problem.columnValues(of: .integer))
    }
}
