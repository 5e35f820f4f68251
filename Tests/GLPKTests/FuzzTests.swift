import Foundation
import GLPK
import Testing

/// Random calls, right and wrong, on several problems at once. Seeds are fixed; nothing may end the
/// process, and whatever a solver calls a solution must be one.
struct FuzzTests {
    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    final class Player {
        var random: Generator
        var problems: [Problem] = []
        var refused = 0
        var solved = 0

        init(seed: UInt64) { random = Generator(state: seed) }

        func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

        func number() -> Double {
            if chance(3) { return [Double.nan, .infinity, -.infinity, 1e200, .leastNonzeroMagnitude].randomElement(using: &random) ?? 0 }
            if chance(5) { return 0 }
            return Double(Int.random(in: -20...20, using: &random)) / (chance(30) ? 3 : 1)
        }

        func bounds() -> Bounds {
            switch Int.random(in: 0..<6, using: &random) {
            case 0: return .free
            case 1: return number()...
            case 2: return ...number()
            case 3: return .equal(to: number())
            default:
                let lower = number()
                return chance(95) ? lower...(lower + abs(number())) : lower...(lower - 1)
            }
        }

        func index(_ count: Int) -> Int {
            if chance(4) { return [-1, count, Int.max, Int.min].randomElement(using: &random) ?? 0 }
            return count == 0 ? 0 : Int.random(in: 0..<count, using: &random)
        }

        func name() -> String? {
            if chance(60) { return nil }
            if chance(5) { return ["bad\n", String(repeating: "x", count: 300), "", " ", "é", "$", "end"].randomElement(using: &random) }
            return "n\(Int.random(in: 0..<200, using: &random))"
        }

        func indices(_ count: Int) -> [Int] {
            let length = count == 0 ? 0 : Int.random(in: 0...min(count, 6), using: &random)
            var all = Array((0..<count).shuffled(using: &random).prefix(length))
            if chance(3) { all.append(index(count)) }
            return all
        }

        /// One random call. GLPK errors are allowed; anything else is not.
        func play() throws {
            if problems.isEmpty || chance(2) { problems.append(try Problem(sense: chance(50) ? .minimise : .maximise)) }
            if problems.count > 6 { problems.remove(at: Int.random(in: 0..<problems.count, using: &random)) }
            let problem = problems[Int.random(in: 0..<problems.count, using: &random)]
            do {
                try act(problem)
            } catch let failure as GLPKError {
                refused += 1
                switch failure {
                case .aborted, .poisoned:
                    // GLPK gave up over numbers; its problems go
                    problems = []
                case .inUse, .wrongThread, .outOfMemory: Issue.record(failure)
                default: break
                }
            }
        }

        func act(_ problem: Problem) throws {
            let rows = try problem.rowCount
            let columns = try problem.columnCount
            switch Int.random(in: 0..<24, using: &random) {
            case 0..<3:
                try problem.addColumn(
                    bounds: chance(60) ? 0...9 : bounds(), objective: number(),
                    kind: chance(30) ? .integer : chance(20) ? .binary : .continuous, name: name(),
                    coefficients: indices(rows).map { (row: $0, value: number()) })
            case 3..<5:
                try problem.addRow(
                    bounds: bounds(), name: name(), coefficients: indices(columns).map { (column: $0, value: number()) })
            case 5:
                var batch = ColumnBatch()
                for _ in 0..<Int.random(in: 0..<8, using: &random) {
                    batch.append(bounds: 0...5, objective: number(), coefficients: indices(rows).map { (row: $0, value: number()) })
                }
                if chance(5) { batch.starts.append(3) }
                if chance(5) { batch.lower.append(3) }
                try problem.addColumns(batch)
            case 6: if chance(30) { try problem.deleteColumns(indices(columns)) }
            case 7: if chance(30) { try problem.deleteRows(indices(rows)) }
            case 8: try problem.setBounds(column: index(columns), bounds())
            case 9: try problem.setBounds(row: index(rows), bounds())
            case 10: try problem.setObjective(column: index(columns), number())
            case 11: try problem.setCoefficients(column: index(columns), indices(rows).map { (row: $0, value: number()) })
            case 12: try problem.setCoefficients(row: index(rows), indices(columns).map { (column: $0, value: number()) })
            case 13: try problem.setKind(column: index(columns), chance(50) ? .integer : chance(50) ? .continuous : .binary)
            case 14: try chance(50) ? problem.setName(row: index(rows), name()) : problem.setName(column: index(columns), name())
            case 15:
                let statuses: [VariableStatus] = [.basic, .atLower, .atUpper, .free, .fixed]
                var basis = try problem.basis()
                if chance(50) {
                    basis.rows = basis.rows.map { _ in statuses.randomElement(using: &random) ?? .basic }
                } else if !basis.columns.isEmpty, !basis.rows.isEmpty {
                    basis.rows.swapAt(0, basis.rows.count - 1)
                    basis.columns[0] = .basic
                    basis.rows[0] = .atUpper
                }
                try problem.setBasis(basis)
            case 16: try problem.setBasis([StartingBasis.slack, .advanced, .bixby].randomElement(using: &random) ?? .slack)
            case 17: try chance(50) ? problem.scale() : problem.unscale()
            case 18..<21: try simplex(problem)
            case 21: try interior(problem)
            case 22: try integer(problem)
            default:
                if chance(3) { try problem.removeAll() } else { problems.append(try problem.copy()) }
            }
        }

        func simplex(_ problem: Problem) throws {
            var options = SimplexOptions()
            options.method = [.primal, .dual, .dualThenPrimal].randomElement(using: &random) ?? .primal
            options.pricing = chance(50) ? .dantzig : .steepestEdge
            options.ratioTest = [.textbook, .harris, .longStep].randomElement(using: &random) ?? .harris
            options.presolve = chance(25)
            options.iterationLimit = chance(20) ? Int.random(in: -1...5, using: &random) : 5000
            options.timeLimit = .seconds(5)
            options.basis = chance(80) ? .repair : .require
            let stop = chance(20)
            options.stopInterval = Int.random(in: 1...10, using: &random)
            let result = try stop ? problem.solveSimplex(options) { false } : problem.solveSimplex(options)
            solved += 1
            if result.isOptimal { try expectSolution(problem, .basic, try #require(result.objective)) }
            if result.termination == .unbounded {
                expectRay(try problem.columnCount) { try problem.unboundedRay() }
            }
            if result.termination == .infeasible {
                expectRay(try problem.rowCount) { try problem.farkasMultipliers() }
            }
        }

        /// A ray of the right length, or the error that there is none.
        func expectRay(_ count: Int, _ ray: () throws -> [Double]) {
            do {
                let values = try ray()
                #expect(values.count == count && values.allSatisfy(\.isFinite))
            } catch {
                guard case GLPKError.noRay? = error as? GLPKError else {
                    Issue.record(error)
                    return
                }
            }
        }

        func interior(_ problem: Problem) throws {
            let result = try problem.solveInteriorPoint()
            solved += 1
            if result.isOptimal { try expectSolution(problem, .interior, try #require(result.objective), 1e-3) }
        }

        func integer(_ problem: Problem) throws {
            var options = IntegerOptions(timeLimit: .milliseconds(500), nodeLimit: 300)
            options.branching =
                [.firstFractional, .lastFractional, .mostFractional, .driebeckTomlin, .pseudoCost].randomElement(using: &random)
                ?? .driebeckTomlin
            options.backtracking =
                [.depthFirst, .breadthFirst, .bestBound, .bestProjection].randomElement(using: &random) ?? .bestBound
            options.preprocessing = [.none, .rootNode, .everyNode].randomElement(using: &random) ?? .none
            options.cuts = IntegerOptions.Cuts(rawValue: Int.random(in: 0..<16, using: &random))
            options.presolve = chance(30)
            options.binarise = chance(10)
            options.feasibilityPump = chance(15)
            options.lazyRows = chance(15)
            let meddle = chance(50)
            let result = try problem.solveInteger(options) { [self] search in
                guard meddle else { return }
                let columns = Int.random(in: 0..<12, using: &random)
                switch Int.random(in: 0..<12, using: &random) {
                case 0: _ = error { _ = try search.columnValues() }
                case 1: _ = error { try search.addCut(bounds: ...1e6, coefficients: [(columns, 1)]) }
                case 2: _ = error { try search.offer([Double](repeating: number(), count: columns)) }
                case 3: _ = error { try search.branch(on: columns, first: .up) }
                case 4: _ = error { try search.addLazyRow(bounds: ...1e7, coefficients: [(columns, 1), (0, 1)]) }
                case 5: if chance(2) { search.stop() }
                case 6: _ = error { try problem.addColumn() }
                case 7: _ = error { try Problem().addColumn() }
                default: break
                }
            }
            solved += 1
            if let objective = result.objective, result.primalStatus == .feasible {
                try expectSolution(problem, .integer, objective, 1e-5)
                for (column, value) in try problem.columnValues(of: .integer).enumerated()
                where try problem.kind(column: column) == .integer {
                    #expect(abs(value - value.rounded()) <= 1e-5)
                }
            }
        }

        /// Values within bounds, rows the sums of their terms, the objective the sum of its.
        func expectSolution(_ problem: Problem, _ kind: SolutionKind, _ objective: Double, _ tolerance: Double = 1e-5) throws {
            let values = try problem.columnValues(of: kind)
            let rows = try problem.rowValues(of: kind)
            var sum = try problem.objectiveConstant
            var size = 1.0
            for (column, value) in values.enumerated() {
                let cost = try problem.objective(column: column)
                sum += cost * value
                size += abs(cost * value)
                #expect(try problem.bounds(column: column).contains(value, tolerance: tolerance * (1 + abs(value))))
            }
            #expect(abs(sum - objective) <= tolerance * size, "\(kind): \(sum) is not \(objective)")
            for (row, value) in rows.enumerated() {
                var total = 0.0
                var size = 1.0
                for (column, coefficient) in try problem.coefficients(row: row) {
                    total += coefficient * values[column]
                    size += abs(coefficient * values[column])
                }
                #expect(abs(total - value) <= tolerance * size)
                #expect(try problem.bounds(row: row).contains(value, tolerance: tolerance * size))
            }
        }
    }

    @Test(arguments: 1...12) func randomCalls(seed: Int) throws {
        let counts = try onThread {
            let player = Player(seed: UInt64(seed))
            for _ in 0..<1500 { try player.play() }
            let counts = [player.refused, player.solved]
            player.problems = []
            #expect(try Environment.memoryUse().blocks == 0)
            return counts
        }
        #expect(counts[0] > 50 && counts[1] > 50)
    }

    /// Files of random and broken text end in an error or a problem, never worse.
    @Test(arguments: FileFormat.allCases) func brokenFiles(format: FileFormat) throws {
        var random = Generator(state: 99)
        try withFolder { folder in
            let (good, _) = try SimplexTests.windows(sense: .minimise)
            try good.setKind(column: 0, .integer)
            try good.setBounds(column: 1, 1...30)
            let path = folder + "/p"
            try good.write(to: path, as: format)
            let text = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            for _ in 0..<400 {
                var bytes = text
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let at = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...9, using: &random)))
                    case 2: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 30)], at: at)
                    default: bytes[at] = UInt8(ascii: "9")
                    }
                    if bytes.isEmpty { bytes = [10] }
                }
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                let failure = error {
                    let problem = try Problem(reading: path, as: format)
                    _ = error { try problem.solveSimplex(SimplexOptions(method: .primal, iterationLimit: 1000)) }
                }
                if let failure {
                    guard case .cannotRead = failure else {
                        Issue.record(failure)
                        continue
                    }
                }
            }
        }
    }
}
