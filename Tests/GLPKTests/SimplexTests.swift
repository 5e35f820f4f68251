import GLPK
import Testing

/// Optima by reasoning, statuses, warm starts.
struct SimplexTests {
    /// max 3x + 5y with x <= 4, 2y <= 12, 3x + 2y <= 18. The corner of the last two rows is (2, 6)
    /// with 36; raising the second right-hand side by one moves y by 1/2 and x by -1/3, so its price
    /// is 5/2 - 1 = 3/2; the third's is 3/3 = 1.
    static func windows(sense: Sense) throws -> (problem: Problem, rows: [Int]) {
        let sign = sense == .maximise ? 1.0 : -1.0
        let problem = try Problem(sense: sense)
        let x = try problem.addColumn(objective: 3 * sign)
        let y = try problem.addColumn(objective: 5 * sign)
        let rows = [
            try problem.addRow(bounds: ...4, coefficients: [(x, 1)]),
            try problem.addRow(bounds: ...12, coefficients: [(y, 2)]),
            try problem.addRow(bounds: ...18, coefficients: [(x, 3), (y, 2)]),
        ]
        return (problem, rows)
    }

    @Test(arguments: [Sense.maximise, .minimise], [SimplexOptions.Method.primal, .dual, .dualThenPrimal])
    func optimumAndPrices(sense: Sense, method: SimplexOptions.Method) throws {
        let (problem, _) = try Self.windows(sense: sense)
        let result = try problem.solveSimplex(SimplexOptions(method: method))
        let sign = sense == .maximise ? 1.0 : -1.0
        #expect(result.termination == .optimal)
        #expect(result.primalStatus == .feasible)
        #expect(result.dualStatus == .feasible)
        #expect(abs((result.objective ?? .nan) - 36 * sign) < 1e-9)
        let values = try problem.columnValues()
        #expect(abs(values[0] - 2) < 1e-9 && abs(values[1] - 6) < 1e-9)
        let duals = try problem.rowDuals()
        #expect(abs(duals[0]) < 1e-9)
        #expect(abs(duals[1] - 1.5 * sign) < 1e-9)
        #expect(abs(duals[2] - 1 * sign) < 1e-9)
    }
}
