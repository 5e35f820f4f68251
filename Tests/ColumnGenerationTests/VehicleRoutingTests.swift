import ColumnGeneration
import GLPK
import Testing

/// Capacitated vehicle routing by routes (Balinski and Quandt 1964): every customer once, at most so many
/// vehicles; pricing is an elementary shortest path by labels (customers visited, last customer).
struct VehicleRouting {
    let points: [(x: Int, y: Int)]
    let demand: [Int]
    let capacity: Int
    let vehicles: Int

    init(seed: Int, customers: Int) {
        var dice = Dice(seed: seed)
        points = (0...customers).map { _ in (dice.number(in: 0...40), dice.number(in: 0...40)) }
        demand = (0..<customers).map { _ in dice.number(in: 2...6) }
        capacity = 10
        vehicles = 4
    }

    var customers: Int { demand.count }

    /// Metres as the crow flies, to the whole metre; 0 is the depot.
    func length(_ a: Int, _ b: Int) -> Double {
        let x = Double(points[a].x - points[b].x), y = Double(points[a].y - points[b].y)
        return (x * x + y * y).squareRoot().rounded()
    }

    func fits(_ set: Int) -> Bool {
        demand.indices.reduce(0) { $0 + (set & 1 << $1 != 0 ? demand[$1] : 0) } <= capacity
    }

    /// By set of customers: the least of the tours less the prices of their customers (Held and Karp 1962).
    func tours(prices: [Double]) -> [Double] {
        let sets = 1 << customers
        var open = [[Double]](repeating: [Double](repeating: .infinity, count: customers), count: sets)
        var closed = [Double](repeating: .infinity, count: sets)
        for set in 1..<sets where fits(set) {
            for last in 0..<customers where set & 1 << last != 0 {
                let before = set & ~(1 << last)
                if before == 0 {
                    open[set][last] = length(0, last + 1) - prices[last]
                } else {
                    for other in 0..<customers where before & 1 << other != 0 {
                        open[set][last] = min(open[set][last], open[before][other] + length(other + 1, last + 1) - prices[last])
                    }
                }
                closed[set] = min(closed[set], open[set][last] + length(last + 1, 0))
            }
        }
        return closed
    }

    struct Routes: PricingProblem {
        let toy: VehicleRouting
        let visits: [MasterProblem.Row]
        let fleet: MasterProblem.Row
        let lengths: [Double]

        func price(_ request: PricingRequest) -> PricingResult<Int> {
            let tours = toy.tours(prices: request.duals.prices(of: visits))
            let price = request.duals[fleet]
            let best = tours.indices.filter { tours[$0] - price < -request.threshold }.sorted { tours[$0] < tours[$1] }
            let least = min(0, (tours.min() ?? 0) - price)
            let columns = best.prefix(5).enumerated().map { order, set in
                PricedColumn(definition: definition(set), payload: set, share: order == 0 ? Double(toy.vehicles) : 0)
            }
            // no more routes than vehicles
            return PricingResult(columns: Array(columns), bound: .exact(least * Double(toy.vehicles)))
        }

        func definition(_ set: Int) -> MasterProblem.ColumnDefinition {
            .init(
                objective: lengths[set],
                entries: visits.indices.filter { set & 1 << $0 != 0 }.map { (visits[$0], 1) } + [(fleet, 1)])
        }
    }

    /// A customer left out costs this much.
    static let penalty = 500.0

    func generation(_ smoothing: Smoothing) throws -> ColumnGeneration<Routes> {
        let master = try MasterProblem(sense: .minimise)
        let visits = try master.addRows(Array(repeating: .init(1), count: customers))
        let fleet = try master.addRow(.init(upper: Double(vehicles)))
        try master.addColumns(
            visits.map { .init(objective: Self.penalty, bounds: 0...1, entries: [($0, 1)], isPermanent: true) })
        var options = ColumnGenerationOptions()
        options.smoothing = smoothing
        let lengths = tours(prices: [Double](repeating: 0, count: customers))
        return ColumnGeneration(
            master: master, pricing: Routes(toy: self, visits: visits, fleet: fleet, lengths: lengths), options: options)
    }

    /// The least total length with customers left out at the penalty, by dynamic programming over sets
    /// and vehicles.
    var shortest: Double {
        let lengths = tours(prices: [Double](repeating: 0, count: customers))
        let sets = 1 << customers
        var best = (0..<sets).map { Double($0.nonzeroBitCount) * Self.penalty }
        for _ in 0..<vehicles {
            var next = best
            for set in 1..<sets {
                var part = set
                while part > 0 {
                    next[set] = min(next[set], best[set & ~part] + lengths[part])
                    part = (part - 1) & set
                }
            }
            best = next
        }
        return best[sets - 1]
    }
}

@Suite struct VehicleRoutingTests {
    @Test(arguments: 0..<12) func agreesWithBruteForce(seed: Int) throws {
        let toy = VehicleRouting(seed: seed, customers: 7)
        let shortest = toy.shortest
        var full = try toy.generation(.off)
        let routes = (1..<(1 << toy.customers)).filter(toy.fits)
        _ = try full.add(routes.map { [pricing = full.pricing] in .init(definition: pricing.definition($0), payload: $0) })
        let optimum = try #require(try full.master.solve().objective)
        #expect(abs(try #require(try full.master.solveInteger().objective) - shortest) < 1e-6)

        for smoothing in ColumnGenerationTests.smoothings {
            var generation = try toy.generation(smoothing)
            generation.onEvent = { event in
                if let bound = event.state.bound { #expect(bound <= optimum + 1e-6) }
            }
            let result = try generation.run()
            #expect(result.isOptimal)
            #expect(abs(try #require(result.objective) - optimum) < 1e-3)
            let bound = try #require(result.bound)
            #expect(bound <= shortest + 1e-6)
            #expect(try #require(result.state.relativeGap) < 1e-4)

            // routes by reduced cost against the gap (Baldacci, Christofides and Mingozzi 2008)
            let incumbent = try #require(try generation.master.solveInteger().objective)
            #expect(incumbent >= shortest - 1e-6)
            let duals = try #require(result.boundDuals)
            let present = Set(generation.payloads.values)
            let missing = routes.filter {
                !present.contains($0)
                    && bound + generation.pricing.definition($0).reducedCost(at: duals) <= incumbent + 1e-6
            }
            let pricing = generation.pricing
            _ = try generation.add(missing.map { .init(definition: pricing.definition($0), payload: $0) })
            #expect(abs(try #require(try generation.master.solveInteger().objective) - shortest) < 1e-6)
        }
    }
}
