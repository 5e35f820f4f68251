public import GLPK

extension MasterProblem {
    /// The bounds of a row.
    public func bounds(_ row: Row) throws(MasterError) -> Bounds {
        let position = try position(row)
        return try withGLPK { () throws(GLPKError) in try problem.bounds(row: position) }
    }

    /// The bounds of a column.
    public func bounds(_ column: Column) throws(MasterError) -> Bounds {
        let position = try position(column)
        return try withGLPK { () throws(GLPKError) in try problem.bounds(column: position) }
    }

    /// The objective coefficient of a column.
    public func objective(_ column: Column) throws(MasterError) -> Double {
        let position = try position(column)
        return try withGLPK { () throws(GLPKError) in try problem.objective(column: position) }
    }

    /// The coefficients of a column that are not zero.
    public func entries(_ column: Column) throws(MasterError) -> [(row: Row, value: Double)] {
        let position = try position(column)
        let found = try withGLPK { () throws(GLPKError) in try problem.coefficients(column: position) }
        return found.compactMap { entry in
            let slot = rowTable.slots[entry.row]
            return slot < 0 ? nil : (Row(slot: slot, generation: rowTable.generations[slot]), entry.value)
        }
    }

    /// Changes the bounds of a row.
    public func setBounds(_ row: Row, _ bounds: Bounds) throws(MasterError) {
        let position = try position(row)
        let old = try withGLPK { () throws(GLPKError) in try problem.bounds(row: position) }
        if old == bounds { return }
        try withGLPK { () throws(GLPKError) in try problem.setBounds(row: position, bounds) }
        noteBounds(from: old, to: bounds)
    }

    /// Changes the bounds of a column.
    public func setBounds(_ column: Column, _ bounds: Bounds) throws(MasterError) {
        let position = try position(column)
        let old = try withGLPK { () throws(GLPKError) in try problem.bounds(column: position) }
        if old == bounds { return }
        try withGLPK { () throws(GLPKError) in try problem.setBounds(column: position, bounds) }
        noteBounds(from: old, to: bounds)
    }

    /// Changes the objective coefficient of a column.
    public func setObjective(_ column: Column, _ value: Double) throws(MasterError) {
        let position = try position(column)
        try withGLPK { () throws(GLPKError) in try problem.setObjective(column: position, value) }
        mayBreakDual = true
        if isPermanent[column.slot], let index = permanentColumns.firstIndex(where: { $0.column == column }) {
            let old = permanentColumns[index]
            permanentColumns[index] = PermanentColumn(column: column, objective: value, entries: old.entries)
        }
    }

    /// A variable that is not basic moves with the bound it is at, and the basic ones with it: the dual
    /// simplex is right. A bound that goes away, or a fixed variable set free, leaves the point where it
    /// was but may make the variable worth moving: the primal simplex is right.
    func noteBounds(from old: Bounds, to new: Bounds) {
        let freed =
            (old.isFixed && !new.isFixed) || (old.lower.isFinite && !new.lower.isFinite)
            || (old.upper.isFinite && !new.upper.isFinite)
        if freed { mayBreakDual = true }
        let staysPut = old.isFixed && (new.lower == old.lower || new.upper == old.upper)
        let moved = new.lower.isFinite && new.lower != old.lower || new.upper.isFinite && new.upper != old.upper
        if moved, !staysPut { mayBreakPrimal = true }
    }
}
