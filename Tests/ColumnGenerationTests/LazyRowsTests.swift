import ColumnGeneration
import GLPK
import Testing

/// Matchings: the linear program over vertices and all odd sets has whole optima (Edmonds, Maximum
/// matching and a polyhedron with 0,1-vertices, 1965). Odd sets are lazy rows here, edges are priced.
struct Matching {
    let vertices: Int
    /// Zero: no edge.
    let weight: [[Int]]

    struct Edge: Hashable {
        var from: Int
        var to: Int
    }

    struct Edges: PricingProblem {
        let graph: Matching
        let vertexRows: [MasterProblem.Row]
        var oddSets: [(set: Int, row: MasterProblem.Row)] = []

        func price(_ request: PricingRequest) -> PricingResult<Edge> {
            var columns: [PricedColumn<Edge>] = []
            var bound = 0.0
            for edge in graph.edges {
                let definition = definition(edge)
                let reduced = definition.reducedCost(at: request.duals)
                if reduced > 0 {
                    // an edge is taken once at most
                    bound += reduced
                    columns.append(PricedColumn(definition: definition, payload: edge, share: 1))
                }
            }
            return PricingResult(columns: columns, bound: .exact(bound))
        }

        func definition(_ edge: Edge) -> MasterProblem.ColumnDefinition {
            let inside = oddSets.filter { $0.set & 1 << edge.from != 0 && $0.set & 1 << edge.to != 0 }
            return .init(
                objective: Double(graph.weight[edge.from][edge.to]),
                entries: [(vertexRows[edge.from], 1), (vertexRows[edge.to], 1)] + inside.map { ($0.row, 1) })
        }

        mutating func separate(
            _ solution: MasterSolution, in master: MasterProblem, payload: (MasterProblem.Column) -> Edge?
        ) throws -> Int {
            let point = solution.nonzeros().compactMap { column, value in payload(column).map { ($0, value) } }
            var worst: (set: Int, excess: Double) = (0, 1e-6)
            for set in 0..<(1 << graph.vertices) where set.nonzeroBitCount.isMultiple(of: 2) == false {
                let inside = point.reduce(0.0) { $0 + (set & 1 << $1.0.from != 0 && set & 1 << $1.0.to != 0 ? $1.1 : 0) }
                let excess = inside - Double(set.nonzeroBitCount / 2)
                if excess > worst.excess { worst = (set, excess) }
            }
            if worst.set == 0 { return 0 }
            let present = master.columns.compactMap { column -> (column: MasterProblem.Column, value: Double)? in
                guard let edge = payload(column), worst.set & 1 << edge.from != 0, worst.set & 1 << edge.to != 0
                else { return nil }
                return (column, 1)
            }
            let row = try master.addRow(.init(upper: Double(worst.set.nonzeroBitCount / 2)), entries: present)
            oddSets.append((worst.set, row))
            return 1
        }
    }

    var edges: [Edge] {
        (0..<vertices).flatMap { from in
            (from + 1..<max(vertices, from + 1)).filter { weight[from][$0] > 0 }.map { Edge(from: from, to: $0) }
        }
    }

    /// The heaviest matching, by trying every partner of the first vertex left.
    func heaviest(_ left: Int) -> Int {
        guard left != 0 else { return 0 }
        let first = left.trailingZeroBitCount
        var best = heaviest(left & ~(1 << first))
        for other in first + 1..<max(vertices, first + 1) where left & 1 << other != 0 && weight[first][other] > 0 {
            best = max(best, weight[first][other] + heaviest(left & ~(1 << first) & ~(1 << other)))
        }
        return best
    }

    func generation(_ options: ColumnGenerationOptions) throws -> ColumnGeneration<Edges> {
        let master = try MasterProblem(sense: .maximise)
        let rows = try master.addRows(Array(repeating: .init(...1), count: vertices))
        return ColumnGeneration(master: master, pricing: Edges(graph: self, vertexRows: rows), options: options)
    }

    static func random(_ seed: Int) -> Matching {
        var dice = Dice(seed: seed)
        var weight = [[Int]](repeating: [Int](repeating: 0, count: 9), count: 9)
        for from in 0..<9 {
            for to in from + 1..<9 where dice.number(in: 0...1) == 0 { weight[from][to] = dice.number(in: 1...20) }
        }
        return Matching(vertices: 9, weight: weight)
    }
}

@Suite struct LazyRowsTests {
    /// Two triangles of weight 10 joined by an edge of weight 1: half of each edge of the triangles is
    /// worth 30, but a matching only 10 + 10 + 1.
    @Test func trianglesAreFound() throws {
        var weight = [[Int]](repeating: [Int](repeating: 0, count: 6), count: 6)
        for (from, to) in [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)] { weight[from][to] = 10 }
        weight[2][3] = 1
        let graph = Matching(vertices: 6, weight: weight)
        var generation = try graph.generation(.init())
        var before: [Double] = []
        generation.onEvent = { event in
            if case .separated = event.kind, let objective = event.state.objective { before.append(objective) }
        }
        let result = try generation.run()
        #expect(result.isOptimal)
        #expect(before.first == 30)
        #expect(abs(try #require(result.objective) - 21) < 1e-6)
        #expect(result.state.rowsAdded >= 2)
        #expect(generation.pricing.oddSets.count == result.state.rowsAdded)
        // a bound taken before the rows were there is still valid, the last one is tight
        #expect(abs(try #require(result.bound) - 21) < 1e-4)
    }

    @Test(arguments: 0..<25) func agreesWithBruteForce(seed: Int) throws {
        let graph = Matching.random(seed)
        let heaviest = Double(graph.heaviest((1 << graph.vertices) - 1))
        for smoothing in ColumnGenerationTests.smoothings {
            for interval in [nil, 1] {
                var options = ColumnGenerationOptions()
                options.smoothing = smoothing
                options.separationInterval = interval
                var generation = try graph.generation(options)
                generation.onEvent = { event in
                    if let bound = event.state.bound { #expect(bound >= heaviest - 1e-6) }
                }
                let result = try generation.run()
                #expect(result.isOptimal)
                #expect(abs(try #require(result.objective) - heaviest) < 1e-4)
            }
        }
    }

    /// A gap counts only once no lazy row is broken; other criteria stop at once.
    @Test func gapsWaitForLazyRows() throws {
        var weight = [[Int]](repeating: [Int](repeating: 0, count: 3), count: 3)
        for (from, to) in [(0, 1), (0, 2), (1, 2)] { weight[from][to] = 10 }
        var options = ColumnGenerationOptions()
        options.stopCriteria = [.relativeGap(0.01)]
        var generation = try Matching(vertices: 3, weight: weight).generation(options)
        let result = try generation.run()
        #expect(abs(try #require(result.objective) - 10) < 1e-6)
        #expect(result.state.rowsAdded == 1)
        options.stopCriteria = [StopCriterion(name: "fifteen") { ($0.objective ?? 0) > 14 }]
        var early = try Matching(vertices: 3, weight: weight).generation(options)
        let stopped = try early.run()
        #expect(stopped.termination == .stopped(by: "fifteen"))
        #expect(stopped.state.rowsAdded == 0)
    }
}
