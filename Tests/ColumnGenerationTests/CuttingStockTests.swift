import ColumnGeneration
import GLPK
import Testing

/// Cutting stock by patterns (Gilmore and Gomory, A linear programming approach to the cutting-stock
/// problem, 1961): as few rolls as possible; pricing is a knapsack with repetition.
struct CuttingStock {
    var width: Int
    var pieces: [(width: Int, demand: Int)]

    struct Patterns: PricingProblem {
        let stock: CuttingStock
        let rows: [MasterProblem.Row]

        /// The pattern worth most, by dynamic programming over the width used.
        func price(_ request: PricingRequest) -> PricingResult<[Int]> {
            var best = [Double](repeating: 0, count: stock.width + 1)
            var choice = [Int?](repeating: nil, count: stock.width + 1)
            for used in 1...stock.width {
                best[used] = best[used - 1]
                for (piece, (width, _)) in stock.pieces.enumerated() where width <= used {
                    let worth = best[used - width] + request.duals[rows[piece]]
                    if worth > best[used] { (best[used], choice[used]) = (worth, piece) }
                }
            }
            var counts = [Int](repeating: 0, count: stock.pieces.count)
            var used = stock.width
            while used > 0 {
                if let piece = choice[used] {
                    counts[piece] += 1
                    used -= stock.pieces[piece].width
                } else {
                    used -= 1
                }
            }
            let reduced = min(0, 1 - best[stock.width])
            let most = Double(stock.pieces.reduce(0) { $0 + $1.demand })
            let column = PricedColumn(definition: stock.definition(counts, rows), payload: counts, share: most)
            return PricingResult(columns: reduced < 0 ? [column] : [], bound: .exact(reduced * most))
        }
    }

    func definition(_ counts: [Int], _ rows: [MasterProblem.Row]) -> MasterProblem.ColumnDefinition {
        .init(objective: 1, entries: zip(rows, counts).filter { $1 > 0 }.map { ($0, Double($1)) })
    }

    func generation(_ smoothing: Smoothing) throws -> ColumnGeneration<Patterns> {
        let master = try MasterProblem(sense: .minimise, name: "cutting stock")
        let rows = try master.addRows(pieces.map { .init(.init(lower: Double($0.demand))) })
        var options = ColumnGenerationOptions()
        options.smoothing = smoothing
        var generation = ColumnGeneration(
            master: master, pricing: Patterns(stock: self, rows: rows), options: options)
        // one piece to a roll, to begin with
        try generation.add(
            pieces.indices.map { piece in
                let counts = pieces.indices.map { $0 == piece ? 1 : 0 }
                return PricedColumn(definition: definition(counts, rows), payload: counts)
            })
        return generation
    }

    /// All patterns.
    var patterns: [[Int]] {
        func extend(_ piece: Int, _ left: Int) -> [[Int]] {
            if piece == pieces.count { return [[]] }
            return (0...left / pieces[piece].width).flatMap { count in
                extend(piece + 1, left - count * pieces[piece].width).map { [count] + $0 }
            }
        }
        return extend(0, width).filter { $0.contains { $0 > 0 } }
    }

    /// The least number of rolls, by dynamic programming over what is still wanted.
    var fewestRolls: Int {
        let patterns = patterns
        var known: [[Int]: Int] = [:]
        func rolls(_ wanted: [Int]) -> Int {
            if wanted.allSatisfy({ $0 == 0 }) { return 0 }
            if let found = known[wanted] { return found }
            var fewest = Int.max
            for pattern in patterns where zip(pattern, wanted).contains(where: { $0 > 0 && $1 > 0 }) {
                fewest = min(fewest, 1 + rolls(zip(wanted, pattern).map { max(0, $0 - $1) }))
            }
            known[wanted] = fewest
            return fewest
        }
        return rolls(pieces.map(\.demand))
    }

    static func random(_ seed: Int) -> CuttingStock {
        var dice = Dice(seed: seed)
        let width = dice.number(in: 12...24)
        return CuttingStock(
            width: width,
            pieces: (0..<4).map { _ in (dice.number(in: 3...width - 2), dice.number(in: 1...5)) })
    }
}

@Suite struct CuttingStockTests {
    /// Chvátal, Linear Programming (1983), chapter 13: the linear program takes 452.25 rolls of 100 inches,
    /// and 453 are enough.
    @Test(arguments: ColumnGenerationTests.smoothings) func chvatalsExample(smoothing: Smoothing) throws {
        let stock = CuttingStock(width: 100, pieces: [(45, 97), (36, 610), (31, 395), (14, 211)])
        var generation = try stock.generation(smoothing)
        let result = try generation.run()
        #expect(result.isOptimal)
        #expect(abs(try #require(result.objective) - 452.25) < 1e-7)
        let bound = try #require(result.bound)
        #expect(bound <= 452.25 + 1e-7)
        #expect((bound - 1e-6).rounded(.up) == 453)
        let whole = try generation.master.solveInteger()
        #expect(try #require(whole.objective) >= 453)
        #expect(result.columns.allSatisfy { $0.payload != nil })
    }

    /// Two pieces of just over half a roll never share one, whatever the rest.
    @Test func piecesThatNeverFitTogether() throws {
        var generation = try CuttingStock(width: 10, pieces: [(6, 7), (5, 4), (4, 2)]).generation(.fixed(0.5))
        let result = try generation.run()
        // seven rolls for the sixes, which take the fours along, and two for the fives
        #expect(abs(try #require(result.objective) - 9) < 1e-7)
        #expect(try generation.master.solveInteger().objective == 9)
    }

    @Test(arguments: 0..<20) func agreesWithAllPatternsAndWithBruteForce(seed: Int) throws {
        let stock = CuttingStock.random(seed)
        let full = try MasterProblem(sense: .minimise)
        let rows = try full.addRows(stock.pieces.map { .init(.init(lower: Double($0.demand))) })
        try full.addColumns(stock.patterns.map { stock.definition($0, rows) })
        let optimum = try #require(try full.solve().objective)
        let fewest = Double(stock.fewestRolls)
        #expect(try full.solveInteger().objective == fewest)
        for smoothing in ColumnGenerationTests.smoothings {
            var generation = try stock.generation(smoothing)
            generation.onEvent = { #expect(($0.state.bound ?? 0) <= optimum + 1e-7) }
            let result = try generation.run()
            #expect(result.isOptimal)
            #expect(abs(try #require(result.objective) - optimum) < 1e-7)
            #expect(try #require(result.bound) <= fewest + 1e-7)
            #expect(try #require(try generation.master.solveInteger().objective) >= fewest)
        }
    }
}
