import CGLPKShims

extension Problem {
    // MARK: Adding

    /// Adds a column at the end and returns its index. The basis stays valid: the column is not basic.
    ///
    /// - Throws: index, number, bounds and name errors; nothing is added then.
    @discardableResult
    public func addColumn(
        bounds: Bounds = 0..., objective: Double = 0, kind: ColumnKind = .continuous, name: String? = nil,
        coefficients: [(row: Int, value: Double)] = []
    ) throws(GLPKError) -> Int {
        var batch = ColumnBatch()
        batch.append(bounds: bounds, objective: objective, kind: kind, name: name, coefficients: coefficients)
        return try addColumns(batch).lowerBound
    }

    /// Adds a column at the end, its coefficients in any sequence, such as `zip(indices, values)`.
    @_disfavoredOverload
    @discardableResult
    public func addColumn(
        bounds: Bounds = 0..., objective: Double = 0, kind: ColumnKind = .continuous, name: String? = nil,
        coefficients: some Sequence<(Int, Double)>
    ) throws(GLPKError) -> Int {
        try addColumn(
            bounds: bounds, objective: objective, kind: kind, name: name,
            coefficients: coefficients.map { (row: $0.0, value: $0.1) })
    }

    /// Adds a row at the end and returns its index. The row's slack is basic; the factorisation of
    /// the basis is made anew at the next solve.
    ///
    /// - Throws: index, number, bounds and name errors; nothing is added then.
    @discardableResult
    public func addRow(
        bounds: Bounds, name: String? = nil, coefficients: [(column: Int, value: Double)] = []
    ) throws(GLPKError) -> Int {
        var batch = RowBatch()
        batch.append(bounds: bounds, name: name, coefficients: coefficients)
        return try addRows(batch).lowerBound
    }

    /// Adds a row at the end, its coefficients in any sequence, such as `zip(indices, values)`.
    @_disfavoredOverload
    @discardableResult
    public func addRow(
        bounds: Bounds, name: String? = nil, coefficients: some Sequence<(Int, Double)>
    ) throws(GLPKError) -> Int {
        try addRow(bounds: bounds, name: name, coefficients: coefficients.map { (column: $0.0, value: $0.1) })
    }

    /// Adds many columns and returns their indices. An empty batch is allowed.
    ///
    /// - Throws: index, number, bounds, shape and name errors; nothing is added then.
    /// - Complexity: O(columns + coefficients), once scratch space has grown to the number of rows.
    @discardableResult
    public func addColumns(_ batch: borrowing ColumnBatch) throws(GLPKError) -> Range<Int> {
        let count = batch.objective.count
        guard batch.kinds.isEmpty || batch.kinds.count == count else {
            throw .shapeMismatch("The batch has \(count) columns but \(batch.kinds.count) kinds.")
        }
        try checkNames(batch.names, count: count, axis: .column)
        if batch.kinds.contains(.binary) {
            // a number that is not one is left for the check of bounds to find
            var cut = copy batch
            for (index, kind) in batch.kinds.enumerated() where kind == .binary {
                guard index < cut.lower.count, index < cut.upper.count else { break }
                if cut.lower[index] < 0 { cut.lower[index] = 0 }
                if cut.upper[index] > 1 { cut.upper[index] = 1 }
            }
            return try load(cut)
        }
        return try load(batch)
    }

    private func load(_ batch: borrowing ColumnBatch) throws(GLPKError) -> Range<Int> {
        let kinds = batch.kinds.map { $0 == .continuous ? UInt8(0) : 1 }
        let range = try addColumns(
            starts: batch.starts.span, rows: batch.rows.span, values: batch.values.span, lower: batch.lower.span,
            upper: batch.upper.span, objective: batch.objective.span, integer: kinds)
        try setNames(batch.names, from: range.lowerBound, axis: .column)
        return range
    }

    /// Adds many columns straight from the caller's memory, without a copy: the coefficients of
    /// column `j` are at positions `starts[j]..<starts[j + 1]` of `rows` and `values`.
    ///
    /// - Throws: index, number, bounds and shape errors; nothing is added then.
    /// - Complexity: O(columns + coefficients).
    @discardableResult
    public func addColumns(
        starts: Span<Int>, rows: Span<Int>, values: Span<Double>, lower: Span<Double>, upper: Span<Double>,
        objective: Span<Double>
    ) throws(GLPKError) -> Range<Int> {
        try addColumns(
            starts: starts, rows: rows, values: values, lower: lower, upper: upper, objective: objective, integer: [])
    }

    private func addColumns(
        starts: Span<Int>, rows: Span<Int>, values: Span<Double>, lower: Span<Double>, upper: Span<Double>,
        objective: Span<Double>, integer: [UInt8]
    ) throws(GLPKError) -> Range<Int> {
        let count = objective.count
        guard starts.count == count + 1, lower.count == count, upper.count == count, rows.count == values.count else {
            throw .shapeMismatch(
                "\(count) columns need \(count + 1) starts and \(count) lower and upper bounds, and as many rows as values.")
        }
        let first = try size().columns
        var place = cglpk_place()
        let code = starts.withUnsafeBufferPointer { starts in
            rows.withUnsafeBufferPointer { rows in
                values.withUnsafeBufferPointer { values in
                    lower.withUnsafeBufferPointer { lower in
                        upper.withUnsafeBufferPointer { upper in
                            objective.withUnsafeBufferPointer { objective in
                                integer.withUnsafeBufferPointer { integer in
                                    cglpk_add_columns(
                                        handle, count, starts.baseAddress, rows.baseAddress, values.baseAddress,
                                        values.count, lower.baseAddress, upper.baseAddress, objective.baseAddress,
                                        integer.isEmpty ? nil : integer.baseAddress, &place)
                                }
                            }
                        }
                    }
                }
            }
        }
        if code != 0 {
            throw batchFailure(
                code, place: place, axis: .row, indices: rows,
                bounds: { Bounds(lower: lower[$0], upper: upper[$0]) }, label: "Column \(first + place.major)")
        }
        if count > 0 { edited() }
        return first..<first + count
    }

    /// Adds many rows and returns their indices. An empty batch is allowed.
    ///
    /// - Throws: index, number, bounds, shape and name errors; nothing is added then.
    /// - Complexity: O(rows + coefficients), once scratch space has grown to the number of columns.
    @discardableResult
    public func addRows(_ batch: borrowing RowBatch) throws(GLPKError) -> Range<Int> {
        try checkNames(batch.names, count: batch.lower.count, axis: .row)
        let range = try addRows(
            starts: batch.starts.span, columns: batch.columns.span, values: batch.values.span,
            lower: batch.lower.span, upper: batch.upper.span)
        try setNames(batch.names, from: range.lowerBound, axis: .row)
        return range
    }

    /// Adds many rows straight from the caller's memory, without a copy.
    ///
    /// - Throws: index, number, bounds and shape errors; nothing is added then.
    /// - Complexity: O(rows + coefficients).
    @discardableResult
    public func addRows(
        starts: Span<Int>, columns: Span<Int>, values: Span<Double>, lower: Span<Double>, upper: Span<Double>
    ) throws(GLPKError) -> Range<Int> {
        let count = lower.count
        guard starts.count == count + 1, upper.count == count, columns.count == values.count else {
            throw .shapeMismatch(
                "\(count) rows need \(count + 1) starts and \(count) upper bounds, and as many columns as values.")
        }
        let first = try size().rows
        var place = cglpk_place()
        let code = starts.withUnsafeBufferPointer { starts in
            columns.withUnsafeBufferPointer { columns in
                values.withUnsafeBufferPointer { values in
                    lower.withUnsafeBufferPointer { lower in
                        upper.withUnsafeBufferPointer { upper in
                            cglpk_add_rows(
                                handle, count, starts.baseAddress, columns.baseAddress, values.baseAddress,
                                values.count, lower.baseAddress, upper.baseAddress, &place)
                        }
                    }
                }
            }
        }
        if code != 0 {
            throw batchFailure(
                code, place: place, axis: .column, indices: columns,
                bounds: { Bounds(lower: lower[$0], upper: upper[$0]) }, label: "Row \(first + place.major)")
        }
        if count > 0 { edited() }
        return first..<first + count
    }

    // MARK: Changing

    /// Replaces the coefficients of a column; those not named become zero. A basic column loses the
    /// factorisation of the basis.
    public func setCoefficients(
        column: Int, _ coefficients: [(row: Int, value: Double)]
    ) throws(GLPKError) {
        try setCoefficients(.column, column, coefficients.map { ($0.row, $0.value) })
    }

    /// Replaces the coefficients of a row; those not named become zero.
    public func setCoefficients(
        row: Int, _ coefficients: [(column: Int, value: Double)]
    ) throws(GLPKError) {
        try setCoefficients(.row, row, coefficients.map { ($0.column, $0.value) })
    }

    private func setCoefficients(_ axis: Axis, _ index: Int, _ pairs: [(Int, Double)]) throws(GLPKError) {
        let indices = pairs.map(\.0)
        let values = pairs.map(\.1)
        var place = cglpk_place()
        let code = cglpk_set_coefficients(
            handle, axis == .column ? 1 : 0, index, indices, values, values.count, &place)
        if code != 0 {
            if place.major < 0 { throw try indexFailure(axis, index) }
            throw batchFailure(
                code, place: place, axis: axis == .column ? .row : .column, indices: indices.span,
                bounds: { _ in .free }, label: "\(axis == .column ? "Column" : "Row") \(index)")
        }
        edited()
    }

    /// Changes the bounds of a column. A column that is not basic moves to a bound it has.
    public func setBounds(column: Int, _ bounds: Bounds) throws(GLPKError) {
        try setBounds(.column, column, bounds)
    }

    /// Changes the bounds of a row.
    public func setBounds(row: Int, _ bounds: Bounds) throws(GLPKError) {
        try setBounds(.row, row, bounds)
    }

    private func setBounds(_ axis: Axis, _ index: Int, _ bounds: Bounds) throws(GLPKError) {
        let code = cglpk_set_bounds(handle, axis == .column ? 1 : 0, index, bounds.lower, bounds.upper)
        try check(code, axis, index, bounds)
        edited()
    }

    /// Changes the objective coefficient of a column.
    public func setObjective(column: Int, _ value: Double) throws(GLPKError) {
        let code = cglpk_set_objective(handle, column, value)
        if Int(code) == CGLPK_BAD_OBJECTIVE { throw .invalidNumber(value, place: "Objective of column \(column)") }
        try check(code, .column, column, .free)
        edited()
    }

    /// Changes the constant term of the objective.
    public func setObjectiveConstant(_ value: Double) throws(GLPKError) {
        let code = cglpk_set_objective_constant(handle, value)
        if Int(code) == CGLPK_BAD_OBJECTIVE { throw .invalidNumber(value, place: "Objective constant") }
        try check(code)
        edited()
    }

    /// Changes which way the objective is better.
    public func setSense(_ sense: Sense) throws(GLPKError) {
        try check(cglpk_set_sense(handle, sense == .maximise ? 1 : 0))
        edited()
    }

    /// Changes the kind of a column. ``ColumnKind/binary`` cuts its bounds to `0...1`; bounds that
    /// leave nothing are an error.
    public func setKind(column: Int, _ kind: ColumnKind) throws(GLPKError) {
        if kind == .binary {
            let old = try bounds(column: column)
            try setBounds(column: column, Bounds(lower: max(old.lower, 0), upper: min(old.upper, 1)))
        }
        try check(cglpk_set_kind(handle, column, kind == .continuous ? 0 : 1), .column, column, .free)
        edited()
    }

    // MARK: Deleting

    /// Deletes columns; those after them move up. Deleting a basic column breaks the basis, which
    /// the next solve repairs or refuses (``SimplexOptions/basis``).
    public func deleteColumns(_ indices: [Int]) throws(GLPKError) { try delete(.column, indices) }

    /// Deletes rows; those after them move up. Deleting a row whose slack is not basic breaks the
    /// basis, which the next solve repairs or refuses (``SimplexOptions/basis``).
    public func deleteRows(_ indices: [Int]) throws(GLPKError) { try delete(.row, indices) }

    private func delete(_ axis: Axis, _ indices: [Int]) throws(GLPKError) {
        var place = cglpk_place()
        let code = cglpk_delete(handle, axis == .column ? 1 : 0, indices, indices.count, &place)
        if code != 0 {
            throw batchFailure(
                code, place: place, axis: axis, indices: indices.span, bounds: { _ in .free }, label: "Deletion")
        }
        if !indices.isEmpty { edited() }
    }

    /// Removes everything: rows, columns, names, basis and solutions.
    public func removeAll() throws(GLPKError) {
        try check(cglpk_erase(handle))
        edited()
        solved = [:]
    }

    // MARK: Errors with their place

    func check(_ code: Int32, _ axis: Axis, _ index: Int, _ bounds: Bounds) throws(GLPKError) {
        switch Int(code) {
        case CGLPK_OK: return
        case CGLPK_BAD_INDEX: throw try indexFailure(axis, index)
        case CGLPK_BAD_BOUNDS:
            throw .invalidBounds(
                lower: bounds.lower, upper: bounds.upper, place: "\(axis == .column ? "Column" : "Row") \(index)")
        default: throw Problem.failure(code)
        }
    }

    func indexFailure(_ axis: Axis, _ index: Int) throws(GLPKError) -> GLPKError {
        let size = try size()
        return .invalidIndex(axis, index: index, count: axis == .column ? size.columns : size.rows)
    }

    func batchFailure(
        _ code: Int32, place: cglpk_place, axis: Axis, indices: Span<Int>, bounds: (Int) -> Bounds, label: String
    ) -> GLPKError {
        switch Int(code) {
        case CGLPK_BAD_INDEX:
            do throws(GLPKError) { return try indexFailure(axis, indices[place.position]) } catch { return error }
        case CGLPK_DUPLICATE: return .duplicateIndex(axis, index: indices[place.position])
        case CGLPK_BAD_VALUE: return .invalidNumber(place.value, place: label)
        case CGLPK_BAD_OBJECTIVE: return .invalidNumber(place.value, place: "\(label), objective")
        case CGLPK_BAD_BOUNDS:
            let wrong = bounds(place.major)
            return .invalidBounds(lower: wrong.lower, upper: wrong.upper, place: label)
        case CGLPK_BAD_SHAPE:
            return .shapeMismatch(
                "\(label): the starts must begin at 0, never fall, and end at the number of coefficients.")
        default: return Problem.failure(code)
        }
    }
}
