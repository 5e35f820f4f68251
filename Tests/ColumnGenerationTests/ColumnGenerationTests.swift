import ColumnGeneration
import GLPK
import Testing

/// The loop, on random linear programs whose optimum is had directly from the simplex method.
@Suite struct ColumnGenerationTests {
    static let smoothings: [Smoothing] = [.off, .fixed(0.8), .automatic(initial: 0.5), .fixed(0.99)]

    @Test(arguments: 0..<20) func findsTheOptimumOfTheFullProgram(seed: Int) throws {
        let program = RandomProgram(seed: seed)
        let optimum = try program.optimum()
        let better = program.isMaximisation ? 1.0 : -1.0
        for smoothing in Self.smoothings {
            for manner in PoolPricing.Manner.allCases {
                var options = ColumnGenerationOptions()
                options.smoothing = smoothing
                var generation = try program.generation(manner, options: options)
                var worstBound = 0.0
                generation.onEvent = { event in
                    if let bound = event.state.bound { worstBound = max(worstBound, (optimum - bound) * better) }
                }
                let result = try generation.run()
                #expect(abs(try #require(result.objective) - optimum) < 1e-5 * abs(optimum), "\(smoothing) \(manner)")
                #expect(worstBound < 1e-7 * abs(optimum), "a bound was on the wrong side of the optimum")
                switch manner {
                case .exact, .heuristicFirst:
                    #expect(result.isOptimal)
                    #expect(abs(try #require(result.bound) - optimum) < 1e-4 * abs(optimum))
                    #expect(try #require(result.state.relativeGap) < 1e-4)
                case .relaxed:
                    #expect(result.termination == .noMoreColumns)
                    #expect(result.bound != nil)
                case .blind:
                    #expect(result.termination == .noMoreColumns)
                    #expect(result.bound == nil)
                }
                // the bound is the best of those at the prices asked, not at others
                let bounds = try generation.pricing.answers.compactMap { answer in
                    try answer.bound.flatMap { try generation.master.lagrangianBound(duals: answer.duals, pricing: $0) }
                }
                #expect(result.bound == (program.isMaximisation ? bounds.min() : bounds.max()))
                if let duals = result.boundDuals {
                    var pricing = generation.pricing
                    let request = PricingRequest(duals: duals, effort: .exact, threshold: 0)
                    let again = try #require(pricing.price(request).bound.value)
                    let bound = try #require(try generation.master.lagrangianBound(duals: duals, pricing: again))
                    #expect(bound == result.bound)
                }
                // what is handed out adds up to the objective
                let items = generation.pricing.items
                let sum = result.columns.reduce(0.0) { $0 + ($1.payload.map { items[$0].objective } ?? 500) * $1.value }
                #expect(abs(sum - optimum) < 1e-5 * abs(optimum))
            }
        }
    }

    @Test(arguments: 0..<10) func smallPoolsAndFewColumnsAtATimeEndToo(seed: Int) throws {
        let program = RandomProgram(seed: seed, rows: 15, columns: 400)
        let optimum = try program.optimum()
        var options = ColumnGenerationOptions()
        options.columnsPerIteration = 7
        options.columnsPerRow = 1
        options.smallestPool = 0
        options.minimumAge = 1
        var generation = try program.generation(options: options)
        let result = try generation.run()
        #expect(result.isOptimal)
        #expect(abs(try #require(result.objective) - optimum) < 1e-5 * abs(optimum))
        #expect(result.state.columnsRemoved > 0)
        #expect(result.state.columnsAdded - result.state.columnsRemoved == generation.payloads.count)
        #expect(generation.payloads.keys.allSatisfy { generation.master.contains($0) })
    }

    @Test func runsAreTheSameEachTime() throws {
        func trace() throws -> [String] {
            var generation = try RandomProgram(seed: 8, rows: 20, columns: 300).generation(options: .init())
            var lines: [String] = []
            generation.onEvent = { lines.append("\($0.kind) \($0.state.objective ?? 0) \($0.state.bound ?? 0) \($0.state.simplexIterations)") }
            _ = try generation.run()
            return lines
        }
        let first = try trace()
        #expect(first.count > 4)
        #expect(try trace() == first)
    }

    @Test func eventsCountWhatHappens() throws {
        var generation = try RandomProgram(seed: 4).generation(options: .init())
        var kinds: [ColumnGenerationEvent.Kind] = []
        var added = 0
        generation.onEvent = { event in
            kinds.append(event.kind)
            if case .priced(let columns) = event.kind { added += columns }
        }
        let result = try generation.run()
        #expect(kinds.first == .masterSolved)
        #expect(kinds.last == .ended(.optimal))
        #expect(added == result.state.columnsAdded)
        #expect(kinds.count { $0 == .masterSolved } == result.state.iteration)
        #expect(result.state.pricings == generation.pricing.answers.count)
        #expect(result.state.columnCount == generation.master.columnCount)
    }

    // MARK: Ending early

    @Test func stopCriteriaEndTheRun() throws {
        let program = RandomProgram(seed: 6, rows: 20, columns: 400)
        let optimum = try program.optimum()
        var options = ColumnGenerationOptions()
        options.columnsPerIteration = 5
        options.stopCriteria = [.relativeGap(0.2), .iterations(200)]
        var generation = try program.generation(options: options)
        let near = try generation.run()
        #expect(near.termination == .stopped(by: "gap"))
        #expect(try #require(near.state.relativeGap) <= 0.2)
        #expect(try #require(near.bound) >= optimum)
        #expect(try #require(near.objective) < optimum)

        // and goes on from there
        generation.options.stopCriteria = [.iterations(2)]
        let two = try generation.run()
        #expect(two.termination == .stopped(by: "iterations"))
        #expect(two.state.iteration == 2)
        generation.options.stopCriteria = [.time(.zero)]
        #expect(try generation.run().termination == .stopped(by: "time"))
        var other = try program.generation(options: options)
        other.options.stopCriteria = [StopCriterion(name: "enough columns") { $0.columnsAdded >= 10 }]
        #expect(try other.run().termination == .stopped(by: "enough columns"))
        #expect(other.payloads.count == 10)
        generation.options.stopCriteria = []
        let last = try generation.run()
        #expect(last.isOptimal)
        #expect(abs(try #require(last.objective) - optimum) < 1e-5 * optimum)
    }

    @Test func interruptionsEndTheRun() throws {
        let program = RandomProgram(seed: 6, rows: 20, columns: 400)
        let optimum = try program.optimum()
        var asked = 0
        var options = ColumnGenerationOptions()
        options.columnsPerIteration = 5
        options.isStopped = {
            asked += 1
            return asked > 6
        }
        var generation = try program.generation(options: options)
        let stopped = try generation.run()
        #expect(stopped.termination == .interrupted)
        #expect(stopped.state.iteration > 0)
        #expect(try #require(stopped.objective) < optimum)
        generation.options.isStopped = nil
        generation.options.deadline = .now
        #expect(try generation.run().termination == .deadline)
        generation.options.deadline = nil
        #expect(abs(try #require(try generation.run().objective) - optimum) < 1e-5 * optimum)
    }

    // MARK: Trouble

    private struct Trouble: Error {}

    private struct Broken: PricingProblem {
        var answer: () throws -> PricingResult<Int>
        var broken = false

        func price(_ request: PricingRequest) throws -> PricingResult<Int> { try answer() }

        func separate(
            _ solution: MasterSolution, in master: MasterProblem, payload: (MasterProblem.Column) -> Int?
        ) throws -> Int {
            if broken { throw Trouble() }
            return 0
        }
    }

    @Test func errorsNameTheirPlace() throws {
        let master = try MasterProblem(sense: .maximise)
        let row = try master.addRow(...1)
        func error(_ pricing: Broken) -> ColumnGenerationError? {
            var generation = ColumnGeneration(master: master, pricing: pricing)
            do {
                _ = try generation.run()
                return nil
            } catch { return error }
        }
        let thrown = error(Broken { throw Trouble() })
        guard case .pricing(is Trouble) = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
        let unseparated = error(Broken(answer: { .init(columns: [], bound: .exact(0)) }, broken: true))
        guard case .separation(is Trouble) = unseparated else {
            Issue.record("\(String(describing: unseparated))")
            return
        }
        let nan = error(Broken { .init(columns: [], bound: .exact(.nan)) })
        guard case .master(.invalidPricing) = nan else {
            Issue.record("\(String(describing: nan))")
            return
        }
        let column = error(Broken {
            .init(columns: [.init(definition: .init(objective: .nan, entries: [(row, 1)]), payload: 0)], bound: .none)
        })
        guard case .master(.invalidPricing) = column else {
            Issue.record("\(String(describing: column))")
            return
        }
    }

    @Test func optionsAreChecked() throws {
        let changes: [(inout ColumnGenerationOptions) -> Void] = [
            { $0.smoothing = .fixed(1) }, { $0.smoothing = .automatic(initial: -0.1) }, { $0.reducedCostTolerance = -1 },
            { $0.objectiveScale = 0 }, { $0.columnsPerIteration = 0 }, { $0.columnsPerRow = 0.5 },
            { $0.smallestPool = -1 }, { $0.minimumAge = 0 }, { $0.separationInterval = 0 },
        ]
        for change in changes {
            var options = ColumnGenerationOptions()
            change(&options)
            var generation = try RandomProgram(seed: 1).generation(options: options)
            #expect(throws: ColumnGenerationError.self) { try generation.run() }
        }
    }

    @Test func mastersWithoutAnOptimumEndTheRun() throws {
        let master = try MasterProblem(sense: .minimise)
        let row = try master.addRow(1...)
        var generation = ColumnGeneration(master: master, pricing: PoolPricing(items: [], better: -1))
        let infeasible = try generation.run()
        #expect(infeasible.termination == .infeasible)
        #expect(infeasible.objective == nil)
        #expect(infeasible.bound == nil)
        try master.addColumn(objective: -1, entries: [(row, 1)])
        #expect(try generation.run().termination == .unbounded)
    }

    /// A column whose reduced cost is beyond pricing's tolerance but within that of the simplex method
    /// must not be found for ever.
    @Test func tinyReducedCostsDoNotLoop() throws {
        let master = try MasterProblem(sense: .maximise)
        let row = try master.addRow(...1)
        try master.addColumn(objective: 1, bounds: 0...1, entries: [(row, 1)], isPermanent: true)
        var options = ColumnGenerationOptions()
        options.reducedCostTolerance = 0
        let item = PoolPricing.Item(objective: 1 + 3e-8, entries: [(row, 1)], most: 1)
        var generation = ColumnGeneration(
            master: master, pricing: PoolPricing(items: [item], better: 1), options: options)
        let result = try generation.run()
        #expect(result.isOptimal)
        #expect(try #require(result.bound) >= 1 + 3e-8)
        #expect(result.state.columnsAdded < 10)
    }
}
