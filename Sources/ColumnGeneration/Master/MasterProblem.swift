public import GLPK

/// The restricted master problem of a column generation: a live linear program to which columns and
/// rows are added, from which they are removed, and which is solved again and again from the basis
/// it was left with.
///
/// ```swift
/// let master = try MasterProblem(sense: .maximise)
/// let day = try master.addRow(...1)
/// let plan = try master.addColumn(objective: 12, entries: [(day, 1)])
/// let solution = try master.solve()
/// solution.value(plan)    // 1
/// solution.dual(day)      // 12
/// ```
///
/// Rows and columns are known by identities that survive the removal of others. A master problem
/// belongs to the thread that made it, as a `GLPK.Problem` does.
public final class MasterProblem {
    public let sense: Sense
    let problem: Problem

    // MARK: Identities
    var rowTable = SlotTable()
    var columnTable = SlotTable()

    // MARK: By slot of the column
    var isPermanent: [Bool] = []
    /// The solve after which the column was last basic, or the number of solves when it was added.
    var lastUsed: [Int] = []

    // MARK: By slot of the row
    /// The solve after which the row was last not basic, or the number of solves when it was added.
    var lastBinding: [Int] = []

    /// The master's own columns, in the order they were added, with their coefficients.
    var permanentColumns: [PermanentColumn] = []

    /// Withdrawn, but still in GLPK because they are part of the basis (columns) or binding (rows).
    var withdrawnColumns = 0
    var withdrawnRows = 0

    // MARK: What changed since the last solve
    /// The basic solution may no longer obey the rows and bounds.
    var mayBreakPrimal = false
    /// A column may have become worth entering.
    var mayBreakDual = false

    /// How many times the problem was solved.
    public internal(set) var solveCount = 0
    var lastSolution: MasterSolution?

    var columnBatch = ColumnBatch()
    var rowBatch = RowBatch()

    struct PermanentColumn {
        let column: Column
        let objective: Double
        var entries: [(row: Row, value: Double)]
    }

    /// An empty master problem on the calling thread.
    public init(sense: Sense, name: String = "") throws(MasterError) {
        self.sense = sense
        problem = try withGLPK { () throws(GLPKError) in try Problem(name: name, sense: sense) }
    }

    /// The number of rows.
    public var rowCount: Int { rowTable.count }

    /// The number of columns.
    public var columnCount: Int { columnTable.count }

    /// Whether the row is in this problem.
    public func contains(_ row: Row) -> Bool { rowTable.isAlive(slot: row.slot, generation: row.generation) }

    /// Whether the column is in this problem.
    public func contains(_ column: Column) -> Bool {
        columnTable.isAlive(slot: column.slot, generation: column.generation)
    }

    /// The rows, oldest first.
    public var rows: [Row] {
        rowTable.slots.compactMap { $0 < 0 ? nil : Row(slot: $0, generation: rowTable.generations[$0]) }
    }

    /// The columns, oldest first.
    public var columns: [Column] {
        columnTable.slots.compactMap { $0 < 0 ? nil : Column(slot: $0, generation: columnTable.generations[$0]) }
    }

    // MARK: Adding rows

    /// Adds a row: the sum of its entries lies in the bounds. The basis stays usable.
    ///
    /// - Throws: ``MasterError/unknownColumn(_:)``; GLPK's errors of numbers, bounds and repeated columns.
    @discardableResult
    public func addRow(
        _ bounds: Bounds, entries: [(column: Column, value: Double)] = []
    ) throws(MasterError) -> Row {
        try addRows([RowDefinition(bounds, entries: entries)])[0]
    }

    /// Adds many rows and returns them in order.
    ///
    /// - Throws: as ``addRow(_:entries:)``; nothing is added then.
    /// - Complexity: O(rows + entries).
    @discardableResult
    public func addRows(_ definitions: [RowDefinition]) throws(MasterError) -> [Row] {
        if definitions.isEmpty { return [] }
        rowBatch.removeAll()
        for definition in definitions {
            for (column, value) in definition.entries {
                rowBatch.columns.append(try position(column))
                rowBatch.values.append(value)
            }
            rowBatch.starts.append(rowBatch.columns.count)
            rowBatch.lower.append(definition.bounds.lower)
            rowBatch.upper.append(definition.bounds.upper)
        }
        _ = try withGLPK { () throws(GLPKError) in try problem.addRows(rowBatch) }
        mayBreakPrimal = true
        var added: [Row] = []
        added.reserveCapacity(definitions.count)
        var permanentEntries: [Column: [(row: Row, value: Double)]] = [:]
        for definition in definitions {
            let (slot, generation) = rowTable.append()
            let row = Row(slot: slot, generation: generation)
            added.append(row)
            if slot == lastBinding.count { lastBinding.append(solveCount) } else { lastBinding[slot] = solveCount }
            for (column, value) in definition.entries where isPermanent[column.slot] {
                permanentEntries[column, default: []].append((row, value))
            }
        }
        if !permanentEntries.isEmpty {
            for index in permanentColumns.indices {
                if let more = permanentEntries[permanentColumns[index].column] {
                    permanentColumns[index].entries += more
                }
            }
        }
        return added
    }

    // MARK: Adding columns

    /// Adds a column, not basic. The basis and its factorisation stay.
    ///
    /// - Throws: ``MasterError/unknownRow(_:)``; GLPK's errors of numbers, bounds and repeated rows.
    @discardableResult
    public func addColumn(
        objective: Double, bounds: Bounds = 0..., entries: [(row: Row, value: Double)], isPermanent: Bool = false
    ) throws(MasterError) -> Column {
        try addColumns([
            ColumnDefinition(objective: objective, bounds: bounds, entries: entries, isPermanent: isPermanent)
        ])[0]
    }

    /// Adds many columns and returns them in order.
    ///
    /// - Throws: as ``addColumn(objective:bounds:entries:isPermanent:)``; nothing is added then.
    /// - Complexity: O(columns + entries).
    @discardableResult
    public func addColumns(_ definitions: [ColumnDefinition]) throws(MasterError) -> [Column] {
        if definitions.isEmpty { return [] }
        columnBatch.removeAll()
        for definition in definitions {
            for (row, value) in definition.entries {
                columnBatch.rows.append(try position(row))
                columnBatch.values.append(value)
            }
            columnBatch.starts.append(columnBatch.rows.count)
            columnBatch.lower.append(definition.bounds.lower)
            columnBatch.upper.append(definition.bounds.upper)
            columnBatch.objective.append(definition.objective)
        }
        _ = try withGLPK { () throws(GLPKError) in try problem.addColumns(columnBatch) }
        mayBreakDual = true
        var added: [Column] = []
        added.reserveCapacity(definitions.count)
        for definition in definitions {
            let (slot, generation) = columnTable.append()
            let column = Column(slot: slot, generation: generation)
            added.append(column)
            if slot == isPermanent.count {
                isPermanent.append(definition.isPermanent)
                lastUsed.append(solveCount)
            } else {
                isPermanent[slot] = definition.isPermanent
                lastUsed[slot] = solveCount
            }
            if definition.isPermanent {
                permanentColumns.append(
                    PermanentColumn(column: column, objective: definition.objective, entries: definition.entries))
            }
            // not basic at a bound that is not zero: the basic variables move with it
            if !definition.bounds.contains(0) { mayBreakPrimal = true }
        }
        return added
    }

    // MARK: Positions

    func position(_ row: Row) throws(MasterError) -> Int {
        guard let position = rowTable.position(slot: row.slot, generation: row.generation) else {
            throw .unknownRow(row)
        }
        return position
    }

    func position(_ column: Column) throws(MasterError) -> Int {
        guard let position = columnTable.position(slot: column.slot, generation: column.generation) else {
            throw .unknownColumn(column)
        }
        return position
    }
}
