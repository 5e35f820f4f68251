import GLPK
import Testing

@testable import ColumnGeneration

/// Getting over trouble: with hardly an iteration for each method, all of them have their turn.
@Suite struct RobustSimplexTests {
    @Test(arguments: [SimplexOptions.Method.primal, .dual]) func everyMethodGoesOnToTheOptimum(first: SimplexOptions.Method) throws {
        let expected = try Knapsacks(seed: 5, rows: 60, columns: 400).master().solve()
        for stall in [1, 2, 5] {
            let master = try Knapsacks(seed: 5, rows: 60, columns: 400).master()
            let outcome = try RobustSimplex(stallLimit: stall).run(master.problem, first: first)
            #expect(outcome.status == .optimal)
            #expect(outcome.restarts > 2)
            #expect(abs(try #require(outcome.result.objective) - (try #require(expected.objective))) < 1e-7)
        }
        #expect(expected.restarts == 0)
    }

    /// The dual method cannot tell an unbounded program from an infeasible one; the primal can.
    @Test func unboundedAndInfeasibleAreToldApart() throws {
        let unbounded = try MasterProblem(sense: .maximise)
        let row = try unbounded.addRow(1...)
        try unbounded.addColumn(objective: 1, entries: [(row, 1)])
        #expect(try RobustSimplex().run(unbounded.problem, first: .dual).status == .unbounded)
        let infeasible = try MasterProblem(sense: .maximise)
        let rows = try infeasible.addRows([.init(1...), .init(...0)])
        try infeasible.addColumn(objective: 1, entries: [(rows[0], 1), (rows[1], 1)])
        #expect(try RobustSimplex().run(infeasible.problem, first: .dual).status == .infeasible)
    }
}
