/// Where a row or column stands in a basic solution.
public enum VariableStatus: UInt8, Sendable, Hashable {
    case basic = 1
    case atLower = 2
    case atUpper = 3
    /// Not basic, without bounds, at zero.
    case free = 4
    case fixed = 5
}

/// A basis as a value: kept, changed and set again.
///
/// As many variables are ``VariableStatus/basic`` as there are rows. For a variable that is not
/// basic, a status its bounds do not have becomes the one they have.
public struct Basis: Sendable, Hashable {
    public var rows: [VariableStatus]
    public var columns: [VariableStatus]

    public init(rows: [VariableStatus], columns: [VariableStatus]) {
        self.rows = rows
        self.columns = columns
    }

    /// How many variables are basic.
    public var basicCount: Int {
        rows.count { $0 == .basic } + columns.count { $0 == .basic }
    }
}

/// A basis GLPK builds from nothing.
public enum StartingBasis: Sendable, Hashable {
    /// Every row basic.
    case slack
    /// Triangular as far as possible.
    case advanced
    /// Bixby's, as in CPLEX.
    case bixby
}
