/// A price for each row of a master problem; zero for rows it does not know.
///
/// A value of its own: it stays what it was when rows are added or removed afterwards.
public struct Duals: Sendable {
    /// By slot of the row.
    var prices: [Double]
    let rows: SlotTable

    init(prices: [Double], rows: SlotTable) {
        self.prices = prices
        self.rows = rows
    }

    /// The price of a row: by how much the optimum grows for one more of its active bound.
    /// - Complexity: O(1).
    public subscript(_ row: MasterProblem.Row) -> Double {
        rows.isAlive(slot: row.slot, generation: row.generation) ? prices[row.slot] : 0
    }

    /// The prices of some rows, in their order.
    public func prices(of rows: [MasterProblem.Row]) -> [Double] { rows.map { self[$0] } }

    /// `weight * other + (1 - weight) * self`, over the rows this value knows.
    func mixed(with other: Duals, weight: Double) -> Duals {
        var result = self
        for slot in prices.indices where rows.positions[slot] >= 0 {
            let row = MasterProblem.Row(slot: slot, generation: rows.generations[slot])
            result.prices[slot] = weight * other[row] + (1 - weight) * prices[slot]
        }
        return result
    }
}

extension MasterProblem {
    /// Prices of one's own, zero for the rows not named.
    ///
    /// - Throws: ``MasterError/unknownRow(_:)``; ``MasterError/invalidOption(_:reason:)`` for a price that is
    ///   no finite number.
    public func duals(_ prices: some Sequence<(Row, Double)>) throws(MasterError) -> Duals {
        var bySlot = [Double](repeating: 0, count: rowTable.capacity)
        for (row, price) in prices {
            _ = try position(row)
            guard price.isFinite else { throw .invalidOption("prices", reason: "\(price) is not a finite number") }
            bySlot[row.slot] = price
        }
        return Duals(prices: bySlot, rows: rowTable)
    }
}
