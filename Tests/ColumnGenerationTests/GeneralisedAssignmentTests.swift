import ColumnGeneration
import GLPK
import Testing

/// Generalised assignment by sets of jobs (Savelsbergh, A branch-and-price algorithm for the generalized
/// assignment problem, 1997): each job to at most one agent, agents of limited time; pricing is a
/// knapsack for each agent.
struct GeneralisedAssignment {
    var profit: [[Int]] = []
    var time: [[Int]] = []
    var capacity: [Int] = []
    var jobs: Int

    init(seed: Int, agents: Int, jobs: Int) {
        var dice = Dice(seed: seed)
        self.jobs = jobs
        for _ in 0..<agents {
            profit.append((0..<jobs).map { _ in dice.number(in: 10...30) })
            time.append((0..<jobs).map { _ in dice.number(in: 3...9) })
            capacity.append(dice.number(in: 8...16))
        }
    }

    struct Assignment: Hashable {
        var agent: Int
        var jobs: Set<Int>
    }

    struct Knapsack: PricingProblem {
        let toy: GeneralisedAssignment
        let jobRows: [MasterProblem.Row]
        let agentRows: [MasterProblem.Row]

        func price(_ request: PricingRequest) -> PricingResult<Assignment> {
            var columns: [PricedColumn<Assignment>] = []
            var bound = 0.0
            for agent in toy.capacity.indices {
                // by time used, job by job
                var best: [(worth: Double, jobs: Set<Int>)] = Array(repeating: (0, []), count: toy.capacity[agent] + 1)
                for job in 0..<toy.jobs {
                    let worth = Double(toy.profit[agent][job]) - request.duals[jobRows[job]]
                    let needed = toy.time[agent][job]
                    for used in stride(from: toy.capacity[agent], through: needed, by: -1)
                    where best[used - needed].worth + worth > best[used].worth {
                        best[used] = (best[used - needed].worth + worth, best[used - needed].jobs.union([job]))
                    }
                }
                guard let top = best.last else { continue }
                let reduced = top.worth - request.duals[agentRows[agent]]
                guard reduced > 0 else { continue }
                bound += reduced
                let assignment = Assignment(agent: agent, jobs: top.jobs)
                columns.append(PricedColumn(definition: toy.definition(assignment, jobRows, agentRows), payload: assignment, share: 1))
            }
            return PricingResult(columns: columns, bound: .exact(bound))
        }
    }

    func definition(
        _ assignment: Assignment, _ jobRows: [MasterProblem.Row], _ agentRows: [MasterProblem.Row]
    ) -> MasterProblem.ColumnDefinition {
        .init(
            objective: Double(assignment.jobs.reduce(0) { $0 + profit[assignment.agent][$1] }),
            entries: assignment.jobs.sorted().map { (jobRows[$0], 1) } + [(agentRows[assignment.agent], 1)])
    }

    /// Every set of jobs that an agent has time for.
    var assignments: [Assignment] {
        capacity.indices.flatMap { agent in
            (1..<(1 << jobs)).compactMap { set in
                let chosen = (0..<jobs).filter { set & 1 << $0 != 0 }
                guard chosen.reduce(0, { $0 + time[agent][$1] }) <= capacity[agent] else { return nil }
                return Assignment(agent: agent, jobs: Set(chosen))
            }
        }
    }

    /// The best profit, by trying for each job every agent and none.
    var bestProfit: Int {
        var left = capacity
        func best(_ job: Int) -> Int {
            if job == jobs { return 0 }
            var found = best(job + 1)
            for agent in left.indices where left[agent] >= time[agent][job] {
                left[agent] -= time[agent][job]
                found = max(found, profit[agent][job] + best(job + 1))
                left[agent] += time[agent][job]
            }
            return found
        }
        return best(0)
    }

    func generation(_ smoothing: Smoothing) throws -> ColumnGeneration<Knapsack> {
        let master = try MasterProblem(sense: .maximise)
        let jobRows = try master.addRows(Array(repeating: .init(...1), count: jobs))
        let agentRows = try master.addRows(Array(repeating: .init(...1), count: capacity.count))
        var options = ColumnGenerationOptions()
        options.smoothing = smoothing
        return ColumnGeneration(
            master: master, pricing: Knapsack(toy: self, jobRows: jobRows, agentRows: agentRows), options: options)
    }
}

@Suite struct GeneralisedAssignmentTests {
    @Test(arguments: 0..<15) func agreesWithBruteForce(seed: Int) throws {
        let toy = GeneralisedAssignment(seed: seed, agents: 3, jobs: 7)
        let best = Double(toy.bestProfit)
        var full = try toy.generation(.off)
        _ = try full.add(
            toy.assignments.map {
                .init(definition: toy.definition($0, full.pricing.jobRows, full.pricing.agentRows), payload: $0)
            })
        let optimum = try #require(try full.master.solve().objective)
        #expect(try full.master.solveInteger().objective == best)

        for smoothing in ColumnGenerationTests.smoothings {
            var generation = try toy.generation(smoothing)
            generation.onEvent = { event in
                if let bound = event.state.bound { #expect(bound >= optimum - 1e-7) }
            }
            let result = try generation.run()
            #expect(result.isOptimal)
            #expect(abs(try #require(result.objective) - optimum) < 1e-6)
            let bound = try #require(result.bound)
            #expect(bound >= best - 1e-7)

            // every column that a better plan could hold, by its reduced cost, and then the best of them
            let duals = try #require(result.boundDuals)
            let incumbent = try #require(try generation.master.solveInteger().objective)
            #expect(incumbent <= best)
            let present = Set(generation.payloads.values)
            _ = try generation.add(
                toy.assignments.compactMap { assignment in
                    let definition = toy.definition(assignment, generation.pricing.jobRows, generation.pricing.agentRows)
                    guard !present.contains(assignment),
                        bound + definition.reducedCost(at: duals) >= incumbent - 1e-6
                    else { return nil }
                    return PricedColumn(definition: definition, payload: assignment)
                })
            #expect(try generation.master.solveInteger().objective == best)
        }
    }

    /// Columns forbidden by bounds in the master stay out; the bound is that of the run.
    @Test func runsCanBeMadeAgain() throws {
        let toy = GeneralisedAssignment(seed: 2, agents: 3, jobs: 7)
        var generation = try toy.generation(.automatic(initial: 0.5))
        let first = try generation.run()
        // without the first agent: as many jobs as before cannot bring more
        try generation.master.setBounds(generation.pricing.agentRows[0], 0)
        let second = try generation.run()
        var without = toy
        without.capacity.removeFirst()
        without.profit.removeFirst()
        without.time.removeFirst()
        var direct = try without.generation(.off)
        let expected = try direct.run()
        #expect(abs(try #require(second.objective) - (try #require(expected.objective))) < 1e-6)
        #expect(try #require(second.bound) < (try #require(first.bound)))
        #expect(second.columns.allSatisfy { $0.payload?.agent != 0 })
    }
}
