import Foundation
import GLPK
import Synchronization
import Testing

/// Branch and bound, its options and events.
struct IntegerTests {
    static let weights = [12, 7, 11, 8, 9, 6, 13, 5, 10, 4, 14, 3]
    static let worths = [24, 13, 23, 15, 16, 11, 27, 9, 19, 7, 28, 5]

    /// A knapsack, as a maximisation or the same as a minimisation.
    static func knapsack(_ sense: Sense = .maximise, capacity: Int = 40) throws -> Problem {
        let sign = sense == .maximise ? 1.0 : -1.0
        let problem = try Problem(sense: sense)
        var batch = ColumnBatch()
        for worth in worths { batch.append(objective: sign * Double(worth), kind: .binary, coefficients: []) }
        try problem.addColumns(batch)
        try problem.addRow(
            bounds: ...Double(capacity), coefficients: weights.enumerated().map { (column: $0, value: Double($1)) })
        return problem
    }

    /// The best worth by trying every choice that the test allows.
    static func best(capacity: Int = 40, where allowed: (Int) -> Bool = { _ in true }) -> Double {
        var best = 0
        for choice in 0..<(1 << weights.count) where allowed(choice) {
            var weight = 0
            var worth = 0
            for item in weights.indices where choice >> item & 1 == 1 {
                weight += weights[item]
                worth += worths[item]
            }
            if weight <= capacity { best = max(best, worth) }
        }
        return Double(best)
    }

    @Test(arguments: [Sense.maximise, .minimise]) func everyOptionFindsTheOptimum(sense: Sense) throws {
        let optimum = Self.best() * (sense == .maximise ? 1 : -1)
        var variants: [IntegerOptions] = [IntegerOptions()]
        func variant(_ change: (inout IntegerOptions) -> Void) {
            var options = IntegerOptions()
            change(&options)
            variants.append(options)
        }
        for rule in [
            IntegerOptions.Branching.firstFractional, .lastFractional, .mostFractional, .driebeckTomlin, .pseudoCost,
        ] { variant { $0.branching = rule } }
        for rule in [IntegerOptions.Backtracking.depthFirst, .breadthFirst, .bestBound, .bestProjection] {
            variant { $0.backtracking = rule }
        }
        for rule in [IntegerOptions.Preprocessing.none, .rootNode, .everyNode] { variant { $0.preprocessing = rule } }
        for cuts in [IntegerOptions.Cuts.gomory, .mixedIntegerRounding, .cover, .clique, .all] { variant { $0.cuts = cuts } }
        variant { $0.presolve = true }
        variant { $0.presolve = true; $0.binarise = true }
        variant { $0.feasibilityPump = true }
        variant { $0.proximitySearch = .milliseconds(200); $0.timeLimit = .seconds(30) }
        variant { $0.simpleRounding = false }
        variant { $0.root = .dual }
        variant { $0.timeLimit = .seconds(60); $0.nodeLimit = 1_000_000 }
        for options in variants {
            let problem = try Self.knapsack(sense)
            let result = try problem.solveInteger(options)
            #expect(result.termination == .optimal, "\(options)")
            #expect(result.primalStatus == .feasible)
            #expect(near(result.objective, optimum), "\(options)")
            #expect(near(result.bestBound, optimum))
            #expect(result.relativeGap == 0)
            let values = try problem.columnValues(of: .integer)
            #expect(values.allSatisfy { $0 == 0 || $0 == 1 })
            #expect(zip(values, Self.weights).reduce(0) { $0 + $1.0 * Double($1.1) } <= 40)
            #expect(try problem.rowValues(of: .integer)[0] <= 40)
        }
    }

    @Test func kinds() throws {
        // max x + y, 2x + 2y <= 7: 3.5 without kinds, 3 with whole numbers
        let problem = try Problem(sense: .maximise)
        let x = try problem.addColumn(bounds: -5...20, objective: 1, kind: .binary)
        try problem.addColumn(objective: 1, kind: .integer)
        try problem.addRow(bounds: ...7, coefficients: [(0, 2), (1, 2)])
        #expect(try problem.bounds(column: x) == 0...1)
        #expect(try problem.integerColumnCount == 2)
        #expect(near(try problem.solveSimplex().objective, 3.5))
        #expect(near(try problem.solveInteger().objective, 3))
        // a fixing survives becoming binary
        try problem.setKind(column: x, .continuous)
        try problem.setBounds(column: x, 1...1)
        try problem.setKind(column: x, .binary)
        #expect(try problem.bounds(column: x) == 1...1)
        try problem.setBounds(column: x, 2...4)
        expectError(.invalidBounds(lower: 2, upper: 1, place: "Column 0")) { try problem.setKind(column: x, .binary) }
        try problem.setBounds(column: x, 0.5...4)
        expectError(.fractionalBounds(column: 0, lower: 0.5, upper: 4)) { try problem.solveInteger() }
        #expect(try problem.kind(column: x) == .integer)
    }

    @Test(arguments: [false, true]) func infeasibleAndUnbounded(presolve: Bool) throws {
        // 2x = 3 has a real solution and no whole one
        let problem = try Problem()
        try problem.addColumn(bounds: 0...9, objective: 1, kind: .integer)
        try problem.addColumn(bounds: 0...9, objective: 1, kind: .integer)
        try problem.addRow(bounds: 3, coefficients: [(0, 2), (1, 2)])
        let result = try problem.solveInteger(IntegerOptions(presolve: presolve))
        #expect(result.termination == .infeasible)
        #expect(result.primalStatus == .noneExists)
        #expect(result.objective == nil && result.bestBound == nil)
        expectError(.noSolution) { _ = try problem.columnValues(of: .integer) }
        // no real solution either
        try problem.setBounds(row: 0, 50...)
        #expect(try problem.solveInteger(IntegerOptions(presolve: presolve)).termination == .infeasible)
        let unbounded = try Problem()
        try unbounded.addColumn(objective: -1, kind: .integer)
        try unbounded.addColumn(objective: -1, kind: .integer)
        try unbounded.addRow(bounds: 0..., coefficients: [(0, 1), (1, -1)])
        #expect(try unbounded.solveInteger(IntegerOptions(presolve: presolve)).termination == .infeasibleOrUnbounded)
    }

    /// Many equal choices: a long search.
    static func market() throws -> Problem {
        let problem = try Problem()
        var state: UInt64 = 12345
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 33 % 100)
        }
        var rows = RowBatch()
        let data = (0..<5).map { _ in (0..<40).map { _ in next() } }
        for row in data { rows.append(bounds: .equal(to: (row.reduce(0, +) / 2).rounded(.down)), coefficients: []) }
        try problem.addRows(rows)
        for column in 0..<40 {
            try problem.addColumn(kind: .binary, coefficients: data.indices.map { (row: $0, value: data[$0][column]) })
        }
        for row in data.indices {
            try problem.addColumn(objective: 1, coefficients: [(row, 1)])
            try problem.addColumn(objective: 1, coefficients: [(row, -1)])
        }
        return problem
    }

    @Test func limits() throws {
        let problem = try Self.market()
        var options = IntegerOptions(nodeLimit: 50)
        let nodes = try problem.solveInteger(options)
        #expect(nodes.termination == .nodeLimit)
        #expect(nodes.nodes >= 50 && nodes.nodes < 60)
        #expect(nodes.bestBound != nil)
        #expect(nodes.dualStatus == .feasible)
        if let objective = nodes.objective, let bound = nodes.bestBound { #expect(bound <= objective) }
        options = IntegerOptions(timeLimit: .milliseconds(200))
        let time = try problem.solveInteger(options)
        #expect(time.termination == .timeLimit)
        let none = try problem.solveInteger(IntegerOptions(timeLimit: .zero))
        #expect(none.termination == .timeLimit)
        #expect(none.primalStatus == .undefined)
        let gap = try Self.knapsack().solveInteger(IntegerOptions(relativeGap: 0.5))
        #expect(gap.termination == .gapReached || gap.termination == .optimal)
        #expect(try #require(gap.objective) * 1.5 >= Self.best() - 1e-6)
        #expect(try #require(gap.bestBound) >= Self.best() - 1e-6)
    }

    @Test func eventsTellAndStop() throws {
        let problem = try Self.knapsack(capacity: 37)
        var seen = Set<SearchEvent>()
        var incumbents: [Double] = []
        var options = IntegerOptions()
        options.preprocessing = .none
        let full = try problem.solveInteger(options) { search in
            seen.insert(search.event)
            if search.event == .incumbent, let incumbent = search.incumbent { incumbents.append(incumbent) }
            if let incumbent = search.incumbent, let bound = search.bound {
                #expect(bound >= incumbent - 1e-6)
                #expect(search.relativeGap != nil)
            }
            #expect(search.nodeCount >= 1 && search.level >= 0 && search.openNodeCount >= 0)
        }
        #expect(near(full.objective, Self.best(capacity: 37)))
        #expect(seen.isSuperset(of: [.selection, .preprocessing, .relaxation, .heuristic, .cuts, .branching]))
        #expect(incumbents == incumbents.sorted())

        let market = try Self.market()
        let stopped = try market.solveInteger { search in
            if search.nodeCount > 20 { search.stop() }
        }
        #expect(stopped.termination == .stopped)
        #expect(stopped.bestBound != nil)
        // the same problem goes on to be used
        try market.solveInteger(IntegerOptions(nodeLimit: 5))

        // watching and stopping work with presolve; indices do not
        var refused: GLPKError?
        let watched = try market.solveInteger(IntegerOptions(presolve: true)) { search in
            if search.event == .heuristic { refused = error { _ = try search.columnValues() } }
            if search.nodeCount > 10 { search.stop() }
        }
        #expect(watched.termination == .stopped)
        guard case .unsupported("presolve", _) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
    }

    @Test func throwingOutOfACallback() throws {
        struct Enough: Error {}
        for event in [SearchEvent.selection, .preprocessing, .relaxation, .heuristic, .cuts, .branching] {
            let problem = try Self.knapsack(capacity: 37)
            var options = IntegerOptions()
            options.preprocessing = .none
            var calls = 0
            let thrown = error {
                try problem.solveInteger(options) { search in
                    if search.event == event {
                        calls += 1
                        throw Enough()
                    }
                }
            }
            #expect(thrown == .callbackThrew(CallbackFailure(Enough())))
            #expect(calls == 1)
            #expect(near(try problem.solveInteger().objective, Self.best(capacity: 37)))
        }
    }

    /// A callback that keeps the search does not keep itself alive.
    @Test func aKeptSearchIsNoLeak() throws {
        final class Witness {}
        weak var witness: Witness?
        do {
            let strong = Witness()
            witness = strong
            var kept: IntegerSearch?
            try Self.knapsack().solveInteger { search in
                kept = search
                withExtendedLifetime(strong) {}
            }
            #expect(kept?.nodeCount ?? 0 > 0)
        }
        #expect(witness == nil)
    }

    /// Items 0 and 6 together are forbidden by a row that only the callback knows.
    @Test func lazyRows() throws {
        let problem = try Self.knapsack()
        var options = IntegerOptions()
        options.lazyRows = true
        var added = 0
        var values: [Double] = []
        let result = try problem.solveInteger(options) { search in
            guard search.event == .relaxation else { return }
            try search.columnValues(into: &values)
            if values[0] + values[6] > 1 + 1e-6 {
                try search.addLazyRow(bounds: ...1, coefficients: [(0, 1), (6, 1)])
                added += 1
            }
        }
        #expect(added > 0)
        #expect(near(result.objective, Self.best { !($0 & 1 == 1 && $0 >> 6 & 1 == 1) }))
        #expect(try problem.rowCount == 1)

        var errors: [GLPKError?] = []
        var kept: IntegerSearch?
        try problem.solveInteger(options) { search in
            kept = search
            if search.event == .relaxation, errors.isEmpty {
                errors = [
                    error { try search.addLazyRow(bounds: ...1, coefficients: [(99, 1)]) },
                    error { try search.addLazyRow(bounds: ...1, coefficients: [(1, 1), (1, 1)]) },
                    error { try search.addLazyRow(bounds: ...1, coefficients: [(1, .nan)]) },
                    error { try search.addLazyRow(bounds: 2...1, coefficients: [(1, 1)]) },
                    error { try search.addCut(bounds: ...1, coefficients: [(1, 1)]) },
                    error { try search.offer([]) }, error { try search.branch(on: 0) },
                    error { try problem.addRow(bounds: 0...) }, error { _ = try problem.rowCount },
                    error { try problem.solveSimplex() },
                ]
            }
        }
        #expect(errors.prefix(4).map { $0.map { "\($0)" } } == [
            GLPKError.invalidIndex(.column, index: 99, count: 12), .duplicateIndex(.column, index: 1),
            .invalidNumber(.nan, place: "Lazy row"), .invalidBounds(lower: 2, upper: 1, place: "Lazy row"),
        ].map { "\($0)" })
        for thrown in errors.dropFirst(4).prefix(3) {
            guard case .notAtThisEvent = thrown else {
                Issue.record("\(String(describing: thrown))")
                continue
            }
        }
        #expect(errors.suffix(3) == [.inUse, .inUse, .inUse])
        guard case .notAtThisEvent = error({ _ = try kept?.columnValues() }) else {
            Issue.record("a search was read after its end")
            return
        }
        // without the option the row would come too late
        let late = error {
            try Self.knapsack().solveInteger { search in
                if search.event == .relaxation { try search.addLazyRow(bounds: ...1, coefficients: [(0, 1)]) }
            }
        }
        guard case .callbackThrew(let failure) = late, case .unsupported("addLazyRow", _)? = failure.underlying as? GLPKError
        else {
            Issue.record("\(String(describing: late))")
            return
        }
    }

    @Test func offeredSolutionsAreChecked() throws {
        let problem = try Self.knapsack(capacity: 37)
        var options = IntegerOptions()
        options.preprocessing = .none
        options.simpleRounding = false
        var outcome: [String] = []
        let result = try problem.solveInteger(options) { search in
            guard search.event == .heuristic, outcome.isEmpty else { return }
            var values = [Double](repeating: 0, count: 12)
            values[0] = 1 + 1e-9
            outcome.append("\(try search.offer(values))")
            #expect(search.event == .heuristic)
            outcome.append("\(try search.offer(values))")
            outcome.append("\(String(describing: error { try search.offer([Double](repeating: 1, count: 12)) }))")
            values[0] = 2
            outcome.append("\(String(describing: error { try search.offer(values) }))")
            values[0] = 0.5
            outcome.append("\(String(describing: error { try search.offer(values) }))")
            values[0] = .nan
            outcome.append("\(error { try search.offer(values) } != nil)")
            outcome.append("\(error { try search.offer([1]) } != nil)")
        }
        #expect(outcome == [
            "true", "false",
            "\(String(describing: Optional(GLPKError.infeasibleSolution(.row, index: 0, value: 102))))",
            "\(String(describing: Optional(GLPKError.infeasibleSolution(.column, index: 0, value: 2))))",
            "\(String(describing: Optional(GLPKError.infeasibleSolution(.column, index: 0, value: 0.5))))", "true", "true",
        ])
        #expect(near(result.objective, Self.best(capacity: 37)))
    }

    @Test func cutsAndBranches() throws {
        let problem = try Self.knapsack(capacity: 37)
        var options = IntegerOptions()
        options.preprocessing = .none
        options.simpleRounding = false
        var cutErrors: [GLPKError?] = []
        var cuts = 0
        var branches = 0
        let result = try problem.solveInteger(options) { search in
            if search.event == .cuts, search.level == 0, cuts == 0 {
                cutErrors = [
                    error { try search.addCut(bounds: 0...1, coefficients: [(0, 1)]) },
                    error { try search.addCut(bounds: .free, coefficients: [(0, 1)]) },
                    error { try search.addCut(bounds: ...1, coefficients: [(0, 1), (0, 1)]) },
                    error { try search.addCut(bounds: ...1, coefficients: [(-1, 1)]) },
                    error { try search.addCut(bounds: ...(.nan), coefficients: [(0, 1)]) },
                ]
                // the three heaviest, 14 + 13 + 12 = 39, do not fit together
                try search.addCut(bounds: ...2, coefficients: [(0, 1), (6, 1), (10, 1)])
                cuts += 1
            }
            if search.event == .branching {
                expectError(.invalidIndex(.column, index: 12, count: 12)) { try search.branch(on: 12) }
                let candidates = try (0..<12).filter { try search.canBranch(on: $0) }
                #expect(!candidates.isEmpty)
                for whole in 0..<12 where !candidates.contains(whole) {
                    guard case .notAtThisEvent = error({ try search.branch(on: whole) }) else {
                        Issue.record("a whole column was branched on")
                        return
                    }
                }
                if let last = candidates.last {
                    try search.branch(on: last, first: branches % 2 == 0 ? .up : .down)
                    expectSomeError { try search.branch(on: last) }
                    branches += 1
                }
            }
        }
        #expect(cuts == 1 && branches > 0)
        #expect(cutErrors.count == 5 && cutErrors.allSatisfy { $0 != nil })
        #expect(near(result.objective, Self.best(capacity: 37)))
    }
}
