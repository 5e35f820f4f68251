public import GLPK

extension MasterProblem {
    /// A column to be added.
    public struct ColumnDefinition: Sendable {
        public var objective: Double
        /// The values it may take; 0 belongs to them, unless the column is to be forced in.
        public var bounds: Bounds
        /// Its coefficients; no row twice.
        public var entries: [(row: Row, value: Double)]
        /// Whether the column is the master's own: pruning never removes it, and the Lagrangian bound
        /// counts it, because pricing does not (``MasterProblem/lagrangianBound(duals:pricing:tolerance:)``).
        public var isPermanent: Bool

        public init(
            objective: Double, bounds: Bounds = 0..., entries: [(row: Row, value: Double)], isPermanent: Bool = false
        ) {
            self.objective = objective
            self.bounds = bounds
            self.entries = entries
            self.isPermanent = isPermanent
        }

        /// The reduced cost at some prices: objective less the priced use of the rows. When
        /// maximising, a column above zero improves; when minimising, one below zero.
        /// - Complexity: O(entries).
        public func reducedCost(at duals: Duals) -> Double {
            var sum = objective
            for entry in entries { sum -= duals[entry.row] * entry.value }
            return sum
        }
    }

    /// A row to be added.
    public struct RowDefinition: Sendable {
        public var bounds: Bounds
        /// Its coefficients in columns that are there; no column twice.
        public var entries: [(column: Column, value: Double)]

        public init(_ bounds: Bounds, entries: [(column: Column, value: Double)] = []) {
            self.bounds = bounds
            self.entries = entries
        }
    }
}
