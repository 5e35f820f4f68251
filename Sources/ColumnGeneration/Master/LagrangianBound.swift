internal import GLPK

extension MasterProblem {
    /// The Lagrangian bound on the optimum of the full linear program at some prices of the rows: no
    /// solution over all columns, generated or not, is better. For a maximisation
    ///
    ///     L(p) = sum over rows of max { p_i r : l_i <= r <= u_i }
    ///          + sum over permanent columns of max { d_j x : l_j <= x <= u_j }
    ///          + pricing
    ///
    /// with the reduced costs d at the prices p, and with min in place of max for a minimisation. Valid for
    /// any prices (Geoffrion, Lagrangean relaxation for integer programming, 1974).
    ///
    /// - Parameters:
    ///   - duals: the prices at which the pricing was done.
    ///   - pricing: a bound on the sum of reduced cost times value over all columns that pricing can
    ///     make, whatever allowed values they take: for one column from each of several sets, the sum
    ///     of the best reduced costs, or zero where that is worse.
    ///   - tolerance: a reduced cost this small, relative to the column's objective or 1, on a permanent
    ///     column without a bound on that side counts as zero, for the simplex method leaves such ones
    ///     behind. Where the bound must be safe to the last digit, give permanent columns bounds on
    ///     both sides.
    /// - Returns: nil where the prices bound nothing: a row priced on a side it does not have, or a
    ///   permanent column worth having without end.
    /// - Complexity: O(rows + entries of permanent columns).
    public func lagrangianBound(
        duals: Duals, pricing: Double, tolerance: Double = 1e-6
    ) throws(MasterError) -> Double? {
        let better = sense == .maximise ? 1.0 : -1.0
        var sum = pricing
        for slot in rowTable.slots where slot >= 0 {
            let row = Row(slot: slot, generation: rowTable.generations[slot])
            let price = duals[row]
            if price == 0 { continue }
            let bounds = try bounds(row)
            let side = price * better > 0 ? bounds.upper : bounds.lower
            guard side.isFinite else { return nil }
            sum += price * side
        }
        for permanent in permanentColumns {
            var reduced = permanent.objective
            for entry in permanent.entries { reduced -= duals[entry.row] * entry.value }
            if reduced == 0 { continue }
            let bounds = try bounds(permanent.column)
            let side = reduced * better > 0 ? bounds.upper : bounds.lower
            if side.isFinite {
                sum += reduced * side
            } else if abs(reduced) > tolerance * max(1, abs(permanent.objective)) {
                return nil
            }
        }
        return sum.isFinite ? sum : nil
    }
}
