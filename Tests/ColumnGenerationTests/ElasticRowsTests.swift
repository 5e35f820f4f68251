import ColumnGeneration
import GLPK
import Testing

/// Rows that may be broken at a price: small programs whose optima follow by reasoning.
@Suite struct ElasticRowsTests {
    /// The most of `x` in `0...10`, each worth 1, with the row `x <= 4`.
    @Test(arguments: [(price: 0.5, x: 10.0, objective: 7.0, dual: 0.5), (2, 4, 4, 1)])
    func anUpperSideIsBrokenWhereThatPays(price: Double, x: Double, objective: Double, dual: Double) throws {
        let master = try MasterProblem(sense: .maximise)
        let column = try master.addColumn(objective: 1, bounds: 0...10, entries: [])
        let elastic = try master.addElasticRow(...4, entries: [(column, 1)], price: price)
        let solution = try master.solve()
        #expect(solution.value(column) == x)
        #expect(solution.excess(elastic) == x - 4)
        #expect(solution.objective == objective)
        #expect(solution.dual(elastic.row) == dual)
    }

    /// The least of `x` in `0...10`, each at a cost of 1, with the row `x >= 5`.
    @Test(arguments: [(price: 0.25, x: 0.0, objective: 1.25, dual: 0.25), (3, 5, 5, 1)])
    func aLowerSideIsBrokenWhereThatPays(price: Double, x: Double, objective: Double, dual: Double) throws {
        let master = try MasterProblem(sense: .minimise)
        let column = try master.addColumn(objective: 1, bounds: 0...10, entries: [])
        let elastic = try master.addElasticRow(5..., entries: [(column, 1)], price: price)
        let solution = try master.solve()
        #expect(solution.value(column) == x)
        #expect(solution.excess(elastic) == 5 - x)
        #expect(solution.objective == objective)
        #expect(solution.dual(elastic.row) == dual)
    }

    /// `x = y`, where `x` gains 1 up to 10 and `y`, at no gain, goes to 4: broken to one side as long as that costs less than a gain, and not at all once it
    /// costs more. In the other direction `y` gains and `x` is held back.
    @Test(arguments: [false, true])
    func anEquationHasTwoSidesAndItsPriceCanRise(isOther: Bool) throws {
        let master = try MasterProblem(sense: .maximise)
        let gaining = try master.addColumn(objective: 1, bounds: 0...10, entries: [])
        let short = try master.addColumn(objective: 0, bounds: 0...4, entries: [])
        let signs: (Double, Double) = isOther ? (-1, 1) : (1, -1)
        var elastic = try master.addElasticRow(.equal(to: 0), entries: [(gaining, signs.0), (short, signs.1)], price: 0.5)
        var solution = try master.solve()
        #expect(solution.value(gaining) == 10)
        #expect(solution.excess(elastic) == 6)
        #expect(solution.objective == 7)
        try master.setPrice(1.5, of: &elastic)
        #expect(elastic.price == 1.5)
        solution = try master.solve()
        #expect(solution.value(gaining) == 4)
        #expect(solution.excess(elastic) == 0)
        #expect(solution.objective == 4)
    }

    @Test func theDualSimplexMendsWhatANewRowBreaksAndPruningSparesIt() throws {
        let master = try MasterProblem(sense: .maximise)
        let limit = try master.addRow(...10)
        let column = try master.addColumn(objective: 1, entries: [(limit, 1)])
        try master.solve()
        var elastic = try master.addElasticRow(...4, entries: [(column, 1)], price: 2)
        let solution = try master.solve()
        #expect(solution.method == .dual)
        #expect(solution.value(column) == 4)
        try master.prune(keepingAtMost: 0, minimumAge: 0)
        try master.setPrice(0.25, of: &elastic)
        #expect(try master.solve().value(column) == 10)
    }

    @Test(arguments: [-1, Double.nan, .infinity, 1e101])
    func whatIsNoPriceChangesNothing(price: Double) throws {
        let master = try MasterProblem(sense: .maximise)
        let column = try master.addColumn(objective: 1, bounds: 0...10, entries: [])
        #expect(throws: MasterError.self) { try master.addElasticRow(...4, entries: [(column, 1)], price: price) }
        #expect(master.rowCount == 0)
        var elastic = try master.addElasticRow(...4, entries: [(column, 1)], price: 2)
        #expect(throws: MasterError.self) { try master.setPrice(price, of: &elastic) }
        #expect(elastic.price == 2)
        #expect(try master.solve().value(column) == 4)
    }
}
