public import GLPK

extension MasterProblem {
    /// A row that may be broken at a price.
    ///
    /// As long as its price is low, a new row changes the other rows' duals by little: its own stays between the price and minus the price, and what the columns
    /// at hand cannot do is paid for instead of upsetting them. A row whose price is above its dual in the full program holds by itself. A program with such rows
    /// relaxes the one in which they are strict, so that its bounds hold for that too. Penalties in stabilised column generation: du Merle, Villeneuve,
    /// Desrosiers and Hansen, *Stabilized column generation*, Discrete Mathematics 194 (1999).
    public struct ElasticRow: Sendable {
        public let row: Row
        /// How far the row is broken: one permanent column for each side that it has.
        public let excess: [Column]
        /// Objective lost for each unit by which the row is broken; not below 0.
        public fileprivate(set) var price: Double
    }

    /// Adds a row that may be broken at a price. The basis stays usable: where the solution at hand breaks the row, the dual simplex mends it.
    ///
    /// - Throws: as ``addRow(_:entries:)``; ``MasterError/invalidOption(_:reason:)`` for a price below 0 or above 1e100.
    public func addElasticRow(
        _ bounds: Bounds, entries: [(column: Column, value: Double)] = [], price: Double
    ) throws(MasterError) -> ElasticRow {
        try checkPrice(price)
        let row = try addRow(bounds, entries: entries)
        var sides: [Double] = []
        if bounds.lower > -.infinity { sides.append(1) }
        if bounds.upper < .infinity { sides.append(-1) }
        let couldEnter = mayBreakDual
        let excess = try addColumns(sides.map { ColumnDefinition(objective: loss(price), bounds: 0..., entries: [(row, $0)], isPermanent: true) })
        // In a row without a dual yet they only lose.
        mayBreakDual = couldEnter
        return ElasticRow(row: row, excess: excess, price: price)
    }

    /// Changes what breaking a row costs.
    ///
    /// - Throws: ``MasterError/unknownColumn(_:)`` where the row's columns are gone; ``MasterError/invalidOption(_:reason:)`` for a price below 0 or above
    ///   1e100.
    public func setPrice(_ price: Double, of row: inout ElasticRow) throws(MasterError) {
        try checkPrice(price)
        for column in row.excess { try setObjective(column, loss(price)) }
        row.price = price
    }

    /// GLPK's largest number, beyond which the row would be there without what breaks it.
    private static let mostPrice = 1e100

    private func checkPrice(_ price: Double) throws(MasterError) {
        guard price >= 0, price <= Self.mostPrice else { throw .invalidOption("price", reason: "\(price) is no price") }
    }

    private func loss(_ price: Double) -> Double { sense == .maximise ? -price : price }
}

extension MasterSolution {
    /// By how much the solution breaks an elastic row: in units of the row, not below 0.
    public func excess(_ row: MasterProblem.ElasticRow) -> Double { row.excess.reduce(0) { $0 + value($1) } }
}
