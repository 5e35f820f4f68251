import ColumnGeneration
import GLPK
import Testing

/// Prices by looking through a list of columns: the list is the full problem, so that its optimum can
/// be had from the same master problem with every column in it.
struct PoolPricing: PricingProblem {
    /// One column of the full problem.
    struct Item {
        var objective: Double
        var entries: [(row: MasterProblem.Row, value: Double)]
        /// No optimum needs more of it: the rows say so, not the column's own bounds.
        var most: Double

        var definition: MasterProblem.ColumnDefinition { .init(objective: objective, entries: entries) }
    }

    enum Manner: CaseIterable {
        /// All improving columns and the exact bound.
        case exact
        /// The first improving column without a bound, as long as a heuristic may do.
        case heuristicFirst
        /// The bound is doubled, as if by a relaxation.
        case relaxed
        /// Never a bound.
        case blind
    }

    var items: [Item]
    var better: Double
    var manner = Manner.exact
    /// The prices asked, and the bound answered.
    var answers: [(duals: Duals, bound: Double?)] = []

    mutating func price(_ request: PricingRequest) -> PricingResult<Int> {
        let result = answer(request)
        answers.append((request.duals, result.bound.value))
        return result
    }

    private func answer(_ request: PricingRequest) -> PricingResult<Int> {
        var columns: [PricedColumn<Int>] = []
        var bound = 0.0
        for (index, item) in items.enumerated() {
            let definition = item.definition
            let reduced = definition.reducedCost(at: request.duals)
            guard reduced * better > 0 else { continue }
            bound += reduced * item.most
            if reduced * better > request.threshold {
                columns.append(PricedColumn(definition: definition, payload: index, share: item.most))
            }
        }
        switch manner {
        case .exact: return PricingResult(columns: columns, bound: .exact(bound))
        case .heuristicFirst where request.effort == .any && !columns.isEmpty:
            return PricingResult(columns: Array(columns.prefix(1)), bound: .none)
        case .heuristicFirst: return PricingResult(columns: columns, bound: .exact(bound))
        case .relaxed: return PricingResult(columns: columns, bound: .relaxed(2 * bound))
        case .blind: return PricingResult(columns: columns, bound: .none)
        }
    }
}

/// A random linear program in two forms: columns still to be found, and all of them there.
struct RandomProgram {
    let toy: Knapsacks
    let isMaximisation: Bool

    init(seed: Int, rows: Int = 12, columns: Int = 120) {
        toy = Knapsacks(seed: seed, rows: rows, columns: columns)
        isMaximisation = seed.isMultiple(of: 2)
    }

    /// Packing when maximising; when minimising, covering with permanent columns that make up for what is missing.
    func generation(_ manner: PoolPricing.Manner = .exact, options: ColumnGenerationOptions) throws
        -> ColumnGeneration<PoolPricing>
    {
        let master = try MasterProblem(sense: isMaximisation ? .maximise : .minimise)
        let rows = try master.addRows(
            toy.capacity.map { isMaximisation ? .init(...$0) : .init(.init(lower: $0)) })
        if !isMaximisation {
            try master.addColumns(
                rows.map { .init(objective: 500, bounds: 0...1000, entries: [($0, 1)], isPermanent: true) })
        }
        let items = zip(toy.worth, toy.weights).map { worth, weights in
            let limits = weights.map { toy.capacity[$0.row] / $0.value }
            return PoolPricing.Item(
                objective: worth, entries: weights.map { (rows[$0.row], $0.value) },
                most: (isMaximisation ? limits.min() : limits.max()) ?? 0)
        }
        let pricing = PoolPricing(items: items, better: isMaximisation ? 1 : -1, manner: manner)
        return ColumnGeneration(master: master, pricing: pricing, options: options)
    }

    func optimum() throws -> Double {
        var whole = try generation(options: ColumnGenerationOptions())
        let items = whole.pricing.items
        _ = try whole.add(
            items.enumerated().map { index, item in
                PricedColumn(definition: item.definition, payload: index)
            })
        let solution = try whole.master.solve()
        return try #require(solution.objective)
    }
}
