import CGLPKShims

/// # Signs
///
/// Every dual is a shadow price of the problem as stated, whatever its sense: the row dual is the
/// derivative of the optimal objective with respect to the row's active bound, and the reduced
/// cost that with respect to the column's active bound. So a `...b` row that binds has a dual of
/// at most zero when minimising and at least zero when maximising. For column `j` with objective
/// `c`, its reduced cost is `c - sum(dual[i] * a[i])`: a new column improves a minimisation when
/// this is negative and a maximisation when it is positive.
extension Problem {
    // MARK: Into the caller's storage

    /// Copies the values of all columns into an array, which is resized only when its length differs.
    /// - Complexity: O(columns).
    public func columnValues(of kind: SolutionKind = .basic, into values: inout [Double]) throws(GLPKError) {
        try read(kind, CGLPK_COLUMN_VALUE, .column, into: &values)
    }

    /// Copies the values of all rows (the sums of their terms) into an array.
    /// - Complexity: O(rows).
    public func rowValues(of kind: SolutionKind = .basic, into values: inout [Double]) throws(GLPKError) {
        try read(kind, CGLPK_ROW_VALUE, .row, into: &values)
    }

    /// Copies the duals of all rows into an array. An integer solution has none: ``GLPKError/noSolution``.
    /// - Complexity: O(rows).
    public func rowDuals(of kind: SolutionKind = .basic, into values: inout [Double]) throws(GLPKError) {
        try read(kind, CGLPK_ROW_DUAL, .row, into: &values)
    }

    /// Copies the reduced costs of all columns into an array. An integer solution has none:
    /// ``GLPKError/noSolution``.
    /// - Complexity: O(columns).
    public func reducedCosts(of kind: SolutionKind = .basic, into values: inout [Double]) throws(GLPKError) {
        try read(kind, CGLPK_COLUMN_DUAL, .column, into: &values)
    }

    /// Copies the values of all columns into memory for exactly as many.
    public func columnValues(
        of kind: SolutionKind = .basic, into values: UnsafeMutableBufferPointer<Double>
    ) throws(GLPKError) {
        try read(kind, CGLPK_COLUMN_VALUE, .column, into: values)
    }

    /// Copies the values of all rows into memory for exactly as many.
    public func rowValues(
        of kind: SolutionKind = .basic, into values: UnsafeMutableBufferPointer<Double>
    ) throws(GLPKError) {
        try read(kind, CGLPK_ROW_VALUE, .row, into: values)
    }

    /// Copies the duals of all rows into memory for exactly as many.
    public func rowDuals(
        of kind: SolutionKind = .basic, into values: UnsafeMutableBufferPointer<Double>
    ) throws(GLPKError) {
        try read(kind, CGLPK_ROW_DUAL, .row, into: values)
    }

    /// Copies the reduced costs of all columns into memory for exactly as many.
    public func reducedCosts(
        of kind: SolutionKind = .basic, into values: UnsafeMutableBufferPointer<Double>
    ) throws(GLPKError) {
        try read(kind, CGLPK_COLUMN_DUAL, .column, into: values)
    }

    // MARK: As new arrays

    /// The values of all columns.
    public func columnValues(of kind: SolutionKind = .basic) throws(GLPKError) -> [Double] {
        var values: [Double] = []
        try columnValues(of: kind, into: &values)
        return values
    }

    /// The values of all rows.
    public func rowValues(of kind: SolutionKind = .basic) throws(GLPKError) -> [Double] {
        var values: [Double] = []
        try rowValues(of: kind, into: &values)
        return values
    }

    /// The duals of all rows.
    public func rowDuals(of kind: SolutionKind = .basic) throws(GLPKError) -> [Double] {
        var values: [Double] = []
        try rowDuals(of: kind, into: &values)
        return values
    }

    /// The reduced costs of all columns.
    public func reducedCosts(of kind: SolutionKind = .basic) throws(GLPKError) -> [Double] {
        var values: [Double] = []
        try reducedCosts(of: kind, into: &values)
        return values
    }

    // MARK: Rays

    /// A direction in the columns along which a feasible point stays feasible and the objective
    /// improves without end, after the primal simplex ended with ``Termination/unbounded``.
    ///
    /// - Throws: ``GLPKError/noRay(reason:)`` when GLPK left none.
    public func unboundedRay() throws(GLPKError) -> [Double] {
        try checkReadable(.basic)
        guard lastTermination == .unbounded else {
            throw .noRay(reason: "the last solve did not end as unbounded")
        }
        var ray = [Double](repeating: 0, count: try columnCount)
        var found: Int32 = 0
        try check(cglpk_unbounded_ray(handle, &ray, &found))
        if found == 0 { throw .noRay(reason: "GLPK names no variable that grows; solve with the primal simplex") }
        return ray
    }

    /// Multipliers of the rows that prove infeasibility, after the dual simplex ended with
    /// ``Termination/infeasible``: the sum of the rows times their multipliers is larger, by the
    /// rows' bounds, than the bounds of the columns allow it to be.
    ///
    /// - Throws: ``GLPKError/noRay(reason:)`` when GLPK left none, as the primal simplex and the
    ///   presolver do.
    public func farkasMultipliers() throws(GLPKError) -> [Double] {
        try checkFresh(.basic)
        guard lastTermination == .infeasible else {
            throw .noRay(reason: "the last solve did not end as infeasible")
        }
        var multipliers = [Double](repeating: 0, count: try rowCount)
        var found: Int32 = 0
        try check(cglpk_farkas(handle, &multipliers, &found))
        if found == 0 { throw .noRay(reason: "GLPK names no row; solve with the dual simplex and without presolve") }
        return multipliers
    }

    // MARK: Checks

    /// Throws unless the solution is of the problem as it now is.
    func checkFresh(_ kind: SolutionKind) throws(GLPKError) {
        try check(cglpk_problem_state(handle))
        guard let at = solved[kind] else { throw .noSolution }
        guard at == revision else { throw .staleSolution }
    }

    /// Throws unless there is a point to read.
    func checkReadable(_ kind: SolutionKind, _ quantity: Int = CGLPK_COLUMN_VALUE) throws(GLPKError) {
        try checkFresh(kind)
        guard let status = status[kind], status != .undefined else { throw .noSolution }
        let isDual = quantity == CGLPK_ROW_DUAL || quantity == CGLPK_COLUMN_DUAL
        if kind == .integer, status != .feasible || isDual { throw .noSolution }
    }

    private func read(_ kind: SolutionKind, _ quantity: Int, _ axis: Axis, into values: inout [Double]) throws(GLPKError) {
        try checkReadable(kind, quantity)
        let size = try size()
        let count = axis == .column ? size.columns : size.rows
        if values.count != count { values = [Double](repeating: 0, count: count) }
        try check(quantityCode(kind, quantity, &values))
    }

    private func read(
        _ kind: SolutionKind, _ quantity: Int, _ axis: Axis, into values: UnsafeMutableBufferPointer<Double>
    ) throws(GLPKError) {
        try checkReadable(kind, quantity)
        let size = try size()
        let count = axis == .column ? size.columns : size.rows
        guard values.count == count else {
            throw .shapeMismatch("There are \(count) \(axis.rawValue)s but room for \(values.count).")
        }
        guard let start = values.baseAddress else { return }
        try check(quantityCode(kind, quantity, start))
    }

    private func quantityCode(_ kind: SolutionKind, _ quantity: Int, _ out: UnsafeMutablePointer<Double>) -> Int32 {
        cglpk_values(handle, kind.code, Int32(quantity), out)
    }
}

extension SolutionKind {
    var code: Int32 {
        switch self {
        case .basic: Int32(CGLPK_BASIC)
        case .interior: Int32(CGLPK_INTERIOR)
        case .integer: Int32(CGLPK_INTEGER)
        }
    }
}
