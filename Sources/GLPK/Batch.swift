/// Whether a column takes every value in its bounds or whole numbers only.
public enum ColumnKind: String, Sendable, Hashable {
    case continuous, integer
    /// Integer, with bounds cut to `0...1`. Reads back as ``integer``.
    case binary
}

/// Many columns for one call, in compressed form: the coefficients of column `j` are at positions
/// `starts[j]..<starts[j + 1]` of `rows` and `values`.
///
/// Nothing is checked until the batch is added. ``removeAll()`` keeps the storage, so that one
/// batch serves a whole column generation.
public struct ColumnBatch: Sendable {
    public var starts: [Int] = [0]
    public var rows: [Int] = []
    public var values: [Double] = []
    public var lower: [Double] = []
    public var upper: [Double] = []
    public var objective: [Double] = []
    /// Empty: all continuous.
    public var kinds: [ColumnKind] = []
    /// Empty: no names.
    public var names: [String?] = []

    public init() {}

    /// A batch from its arrays; `starts` has one element more than there are columns.
    public init(
        starts: [Int], rows: [Int], values: [Double], lower: [Double], upper: [Double], objective: [Double],
        kinds: [ColumnKind] = [], names: [String?] = []
    ) {
        self.starts = starts
        self.rows = rows
        self.values = values
        self.lower = lower
        self.upper = upper
        self.objective = objective
        self.kinds = kinds
        self.names = names
    }

    /// The number of columns.
    public var count: Int { objective.count }

    /// Adds one column at the end.
    public mutating func append(
        bounds: Bounds = 0..., objective: Double = 0, kind: ColumnKind = .continuous, name: String? = nil,
        coefficients: [(row: Int, value: Double)]
    ) {
        for (row, value) in coefficients {
            rows.append(row)
            values.append(value)
        }
        close(bounds, objective, kind, name)
    }

    /// Adds one column at the end, its coefficients in any sequence, such as `zip(indices, values)`.
    @_disfavoredOverload
    public mutating func append(
        bounds: Bounds = 0..., objective: Double = 0, kind: ColumnKind = .continuous, name: String? = nil,
        coefficients: some Sequence<(Int, Double)>
    ) {
        for (row, value) in coefficients {
            rows.append(row)
            values.append(value)
        }
        close(bounds, objective, kind, name)
    }

    private mutating func close(_ bounds: Bounds, _ objective: Double, _ kind: ColumnKind, _ name: String?) {
        if kind != .continuous || !kinds.isEmpty {
            if kinds.isEmpty { kinds = Array(repeating: .continuous, count: count) }
            kinds.append(kind)
        }
        if name != nil || !names.isEmpty {
            if names.isEmpty { names = Array(repeating: nil, count: count) }
            names.append(name)
        }
        starts.append(rows.count)
        lower.append(bounds.lower)
        upper.append(bounds.upper)
        self.objective.append(objective)
    }

    /// Empties the batch and keeps its storage.
    public mutating func removeAll() {
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
        rows.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        lower.removeAll(keepingCapacity: true)
        upper.removeAll(keepingCapacity: true)
        objective.removeAll(keepingCapacity: true)
        kinds.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
    }
}

/// Many rows for one call, in compressed form: the coefficients of row `i` are at positions
/// `starts[i]..<starts[i + 1]` of `columns` and `values`.
public struct RowBatch: Sendable {
    public var starts: [Int] = [0]
    public var columns: [Int] = []
    public var values: [Double] = []
    public var lower: [Double] = []
    public var upper: [Double] = []
    /// Empty: no names.
    public var names: [String?] = []

    public init() {}

    /// A batch from its arrays; `starts` has one element more than there are rows.
    public init(
        starts: [Int], columns: [Int], values: [Double], lower: [Double], upper: [Double], names: [String?] = []
    ) {
        self.starts = starts
        self.columns = columns
        self.values = values
        self.lower = lower
        self.upper = upper
        self.names = names
    }

    /// The number of rows.
    public var count: Int { lower.count }

    /// Adds one row at the end.
    public mutating func append(
        bounds: Bounds, name: String? = nil, coefficients: [(column: Int, value: Double)]
    ) {
        for (column, value) in coefficients {
            columns.append(column)
            values.append(value)
        }
        close(bounds, name)
    }

    /// Adds one row at the end, its coefficients in any sequence, such as `zip(indices, values)`.
    @_disfavoredOverload
    public mutating func append(
        bounds: Bounds, name: String? = nil, coefficients: some Sequence<(Int, Double)>
    ) {
        for (column, value) in coefficients {
            columns.append(column)
            values.append(value)
        }
        close(bounds, name)
    }

    private mutating func close(_ bounds: Bounds, _ name: String?) {
        if name != nil || !names.isEmpty {
            if names.isEmpty { names = Array(repeating: nil, count: count) }
            names.append(name)
        }
        starts.append(columns.count)
        lower.append(bounds.lower)
        upper.append(bounds.upper)
    }

    /// Empties the batch and keeps its storage.
    public mutating func removeAll() {
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
        columns.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        lower.removeAll(keepingCapacity: true)
        upper.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
    }
}
