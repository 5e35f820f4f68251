internal import GLPK

extension MasterProblem {
    /// Removes columns, basic or not. Their identities end at once.
    ///
    /// GLPK loses the basis when a basic column is deleted. Such a column is fixed at zero instead and
    /// deleted when a later solve has driven it out of the basis.
    ///
    /// - Throws: ``MasterError/unknownColumn(_:)``, ``MasterError/repeated(_:)``; nothing is removed then.
    /// - Complexity: O(rows + columns).
    public func remove(columns gone: [Column]) throws(MasterError) {
        if gone.isEmpty { return }
        var positions: [Int] = []
        for column in gone { positions.append(try position(column)) }
        guard Set(positions).count == positions.count else { throw .repeated("A column to be removed") }
        let basis = try withGLPK { () throws(GLPKError) in try problem.basis() }
        for position in positions {
            let old = try withGLPK { () throws(GLPKError) in try problem.bounds(column: position) }
            if basis.columns[position] == .basic {
                try withGLPK { () throws(GLPKError) in try problem.setBounds(column: position, 0) }
                mayBreakPrimal = true
            } else if !old.contains(0) || (basis.columns[position] == .atUpper && old.upper != 0)
                || (basis.columns[position] == .atLower && old.lower != 0)
            {
                mayBreakPrimal = true
            }
        }
        if gone.contains(where: { isPermanent[$0.slot] }) {
            let removed = Set(gone)
            permanentColumns.removeAll { removed.contains($0.column) }
        }
        for column in gone { columnTable.withdraw(slot: column.slot) }
        withdrawnColumns += gone.count
        try deleteWithdrawn(basis)
    }

    /// Removes rows, binding or not. Their identities end at once.
    ///
    /// GLPK loses the basis when a row that is not basic is deleted. Such a row is set free instead
    /// and deleted when a later solve has brought it into the basis.
    ///
    /// - Throws: ``MasterError/unknownRow(_:)``, ``MasterError/repeated(_:)``; nothing is removed then.
    /// - Complexity: O(rows + columns).
    public func remove(rows gone: [Row]) throws(MasterError) {
        if gone.isEmpty { return }
        var positions: [Int] = []
        for row in gone { positions.append(try position(row)) }
        guard Set(positions).count == positions.count else { throw .repeated("A row to be removed") }
        let basis = try withGLPK { () throws(GLPKError) in try problem.basis() }
        for position in positions where basis.rows[position] != .basic {
            try withGLPK { () throws(GLPKError) in try problem.setBounds(row: position, .free) }
            // GLPK puts a free row that is not basic at zero, wherever its bound was
            mayBreakDual = true
            mayBreakPrimal = true
        }
        for row in gone { rowTable.withdraw(slot: row.slot) }
        withdrawnRows += gone.count
        let removed = Set(gone)
        for index in permanentColumns.indices {
            permanentColumns[index].entries.removeAll { removed.contains($0.row) }
        }
        try deleteWithdrawn(basis)
    }

    /// For how many solves a row has been basic, hence without a price: removing such a row changes no solution and leaves the basis as it is.
    ///
    /// - Throws: ``MasterError/unknownRow(_:)``.
    /// - Complexity: O(1).
    public func idleSolves(of row: Row) throws(MasterError) -> Int {
        _ = try position(row)
        return solveCount - lastBinding[row.slot]
    }

    /// Deletes from GLPK what was withdrawn and can go without harm to the basis.
    func deleteWithdrawn(_ basis: Basis) throws(MasterError) {
        if withdrawnColumns > 0 {
            let gone = columnTable.slots.indices.filter {
                columnTable.slots[$0] < 0 && basis.columns[$0] != .basic
            }
            if !gone.isEmpty {
                try withGLPK { () throws(GLPKError) in try problem.deleteColumns(gone) }
                columnTable.delete(positions: Set(gone))
                withdrawnColumns -= gone.count
            }
        }
        if withdrawnRows > 0 {
            let gone = rowTable.slots.indices.filter { rowTable.slots[$0] < 0 && basis.rows[$0] == .basic }
            if !gone.isEmpty {
                try withGLPK { () throws(GLPKError) in try problem.deleteRows(gone) }
                rowTable.delete(positions: Set(gone))
                withdrawnRows -= gone.count
            }
        }
    }

    /// Removes columns until at most so many are left, the least useful first: those whose reduced
    /// costs in the last solution are worst, and of equals those longest out of the basis.
    ///
    /// Never removed: permanent columns, basic ones, those at a value other than zero, those added
    /// since the last solve, and those out of the basis for fewer than `minimumAge` solves. Hence more
    /// than `limit` may be left.
    ///
    /// - Parameters:
    ///   - limit: how many columns to keep, permanent ones among them.
    ///   - minimumAge: solves since a column was last basic, or was added.
    ///   - isProtected: further columns to keep.
    /// - Returns: the columns removed, which no longer exist.
    /// - Throws: ``MasterError/invalidOption(_:reason:)`` for a negative limit.
    /// - Complexity: O(rows + columns log columns).
    @discardableResult
    public func prune(
        keepingAtMost limit: Int, minimumAge: Int = 1, protecting isProtected: (Column) -> Bool = { _ in false }
    ) throws(MasterError) -> [Column] {
        guard limit >= 0 else { throw .invalidOption("keepingAtMost", reason: "\(limit) is negative") }
        let excess = columnCount - limit
        guard excess > 0, let solution = lastSolution else { return [] }
        let basis = try withGLPK { () throws(GLPKError) in try problem.basis() }
        let better = sense == .maximise ? 1.0 : -1.0
        var candidates: [(column: Column, worth: Double, age: Int)] = []
        for (position, slot) in columnTable.slots.enumerated() where slot >= 0 && basis.columns[position] != .basic {
            let column = Column(slot: slot, generation: columnTable.generations[slot])
            let age = solveCount - lastUsed[slot]
            guard !isPermanent[slot], age >= minimumAge, let reduced = solution.reducedCost(column),
                solution.value(column) == 0, !isProtected(column)
            else { continue }
            candidates.append((column, reduced * better, age))
        }
        candidates.sort {
            if $0.worth != $1.worth { return $0.worth < $1.worth }
            if $0.age != $1.age { return $0.age > $1.age }
            return $0.column.slot < $1.column.slot
        }
        let gone = candidates.prefix(excess).map(\.column)
        try remove(columns: gone)
        return gone
    }
}
