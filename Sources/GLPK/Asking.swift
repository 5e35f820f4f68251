import CGLPKShims

extension Problem {
    func size() throws(GLPKError) -> cglpk_size {
        var size = cglpk_size()
        try check(cglpk_get_size(handle, &size))
        return size
    }

    /// The number of rows.
    public var rowCount: Int { get throws(GLPKError) { try size().rows } }

    /// The number of columns.
    public var columnCount: Int { get throws(GLPKError) { try size().columns } }

    /// The number of coefficients that are not zero.
    public var coefficientCount: Int { get throws(GLPKError) { try size().nonzeros } }

    /// The number of integer columns, binary ones among them.
    /// - Complexity: O(columns).
    public var integerColumnCount: Int {
        get throws(GLPKError) {
            var count = 0
            try check(cglpk_get_integer_count(handle, &count))
            return count
        }
    }

    /// Which way the objective is better.
    public var sense: Sense { get throws(GLPKError) { try size().maximise != 0 ? .maximise : .minimise } }

    /// The constant term of the objective.
    public var objectiveConstant: Double { get throws(GLPKError) { try size().constant } }

    /// The bounds of a column.
    public func bounds(column: Int) throws(GLPKError) -> Bounds { try bounds(.column, column) }

    /// The bounds of a row.
    public func bounds(row: Int) throws(GLPKError) -> Bounds { try bounds(.row, row) }

    private func bounds(_ axis: Axis, _ index: Int) throws(GLPKError) -> Bounds {
        var lower = 0.0
        var upper = 0.0
        try check(cglpk_get_bounds(handle, axis == .column ? 1 : 0, index, &lower, &upper), axis, index, .free)
        return Bounds(lower: lower, upper: upper)
    }

    /// The objective coefficient of a column.
    public func objective(column: Int) throws(GLPKError) -> Double {
        var value = 0.0
        try check(cglpk_get_objective(handle, column, &value), .column, column, .free)
        return value
    }

    /// Whether a column is integer.
    public func kind(column: Int) throws(GLPKError) -> ColumnKind {
        var integer: Int32 = 0
        try check(cglpk_get_kind(handle, column, &integer), .column, column, .free)
        return integer != 0 ? .integer : .continuous
    }

    /// The coefficients of a column that are not zero, by rising row.
    public func coefficients(column: Int) throws(GLPKError) -> [(row: Int, value: Double)] {
        try coefficients(.column, column).map { (row: $0.0, value: $0.1) }
    }

    /// The coefficients of a row that are not zero, by rising column.
    public func coefficients(row: Int) throws(GLPKError) -> [(column: Int, value: Double)] {
        try coefficients(.row, row).map { (column: $0.0, value: $0.1) }
    }

    private func coefficients(_ axis: Axis, _ index: Int) throws(GLPKError) -> [(Int, Double)] {
        let column: Int32 = axis == .column ? 1 : 0
        var length = 0
        try check(cglpk_get_coefficients(handle, column, index, &length, nil, nil), axis, index, .free)
        if length == 0 { return [] }
        var indices = [Int](repeating: 0, count: length)
        var values = [Double](repeating: 0, count: length)
        try check(cglpk_get_coefficients(handle, column, index, &length, &indices, &values))
        return zip(indices, values).sorted { $0.0 < $1.0 }
    }

    /// A copy with rows, columns, names, basis and scaling, on the calling thread. Solutions are not
    /// taken over.
    public func copy() throws(GLPKError) -> Problem { try copy(names: true) }

    func copy(names: Bool) throws(GLPKError) -> Problem {
        let other = try Problem()
        try check(cglpk_problem_state(handle))
        try check(cglpk_copy(other.handle, handle, names ? 1 : 0))
        return other
    }
}
