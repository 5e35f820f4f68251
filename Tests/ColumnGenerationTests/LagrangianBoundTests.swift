import ColumnGeneration
import GLPK
import Testing

/// The bound at arbitrary prices, by hand and against optima.
@Suite struct LagrangianBoundTests {
    @Test func rowsAndPermanentColumnsCount() throws {
        let master = try MasterProblem(sense: .maximise)
        let most = try master.addRow(...4)
        let range = try master.addRow(2...6)
        let exact = try master.addRow(3)
        let own = try master.addColumn(objective: 5, bounds: 1...2, entries: [(most, 1), (exact, 1)], isPermanent: true)
        try master.addColumn(objective: 100, entries: [(most, 1)])  // pricing answers for this one
        func bound(_ prices: [(MasterProblem.Row, Double)], pricing: Double = 0) throws -> Double? {
            try master.lagrangianBound(duals: try master.duals(prices), pricing: pricing)
        }
        // no prices: twice the column's own 5
        #expect(try bound([]) == 10)
        // 3 * 4 + (5 - 3) * 2, and what pricing adds
        #expect(try bound([(most, 3)], pricing: 7) == 23)
        // a column no longer worth having stands at its lower bound: 6 * 4 + (5 - 6) * 1
        #expect(try bound([(most, 6)]) == 23)
        // a range is worth its upper side at a positive price, its lower one at a negative: 6 + 10, -2 + 10
        #expect(try bound([(range, 1)]) == 16)
        #expect(try bound([(range, -1)]) == 8)
        // an equation has a price of either sign: -3 * 2 + (5 + 2) * 2
        #expect(try bound([(exact, -2)]) == 8)
        // a side that is not there
        #expect(try bound([(most, -1)]) == nil)
        // rows added later take part in the column's reduced cost: 10 * 1 + (5 - 10) * 1
        let late = try master.addRow(...1, entries: [(own, 1)])
        #expect(try bound([(late, 10)]) == 5)
        try master.remove(rows: [late])
        #expect(try bound([]) == 10)
        // without an upper bound, a column worth having has no bound
        try master.setBounds(own, 0...)
        #expect(try bound([]) == nil)
        #expect(try bound([(most, 5)]) == 20)
        try master.setObjective(own, 0)
        #expect(try bound([]) == 0)
        try master.remove(columns: [own])
        #expect(try bound([(exact, 2)]) == 6)
        #expect(throws: MasterError.unknownRow(late)) { try master.duals([(late, 1)]) }
        #expect(throws: MasterError.self) { try master.duals([(most, .nan)]) }
    }

    @Test func minimisingTurnsTheSidesRound() throws {
        let master = try MasterProblem(sense: .minimise)
        let least = try master.addRow(3...)
        try master.addColumn(objective: 5, bounds: 0...2, entries: [(least, 1)], isPermanent: true)
        #expect(try master.lagrangianBound(duals: try master.duals([(least, 4)]), pricing: -1) == 11)
        // 7 * 3 + (5 - 7) * 2
        #expect(try master.lagrangianBound(duals: try master.duals([(least, 7)]), pricing: 0) == 17)
        #expect(try master.lagrangianBound(duals: try master.duals([(least, -1)]), pricing: 0) == nil)
    }

    @Test(arguments: 0..<20) func neverOnTheWrongSideOfTheOptimum(seed: Int) throws {
        let program = RandomProgram(seed: seed)
        let optimum = try program.optimum()
        let generation = try program.generation(options: .init())
        var pricing = generation.pricing
        var dice = Dice(seed: seed + 1000)
        for _ in 0..<50 {
            let scale = Double(dice.number(in: 1...10))
            let duals = try generation.master.duals(
                generation.master.rows.map { ($0, scale * Double(dice.number(in: 0...100)) / 100) })
            let answer = pricing.price(PricingRequest(duals: duals, effort: .exact, threshold: 0))
            let value = try #require(answer.bound.value)
            let bound = try #require(try generation.master.lagrangianBound(duals: duals, pricing: value))
            #expect(program.isMaximisation ? bound >= optimum - 1e-9 : bound <= optimum + 1e-9)
        }
    }
}
