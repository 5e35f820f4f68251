import ColumnGeneration
import GLPK
import Testing

/// The integer search over the columns there are.
@Suite struct IntegerMasterTests {
    /// max 5a + 4b + 3c, 2a + 3b + c <= 5, 4a + b + 2c <= 11, 3a + 4b + 2c <= 8, at most 1 each.
    /// With a and b: 9, weights 5, 5, 7. With all three: the first row would be 6.
    struct Small {
        let master: MasterProblem
        let rows: [MasterProblem.Row]
        let columns: [MasterProblem.Column]

        init() throws {
            master = try MasterProblem(sense: .maximise)
            rows = try master.addRows([.init(...5), .init(...11), .init(...8)])
            let weights: [(Double, [Double])] = [(5, [2, 4, 3]), (4, [3, 1, 4]), (3, [1, 2, 2])]
            columns = try master.addColumns(
                weights.map { [rows] in .init(objective: $0.0, bounds: 0...1, entries: Array(zip(rows, $0.1)).map { ($0.0, $0.1) }) })
        }
    }

    @Test func findsTheBestWholePoint() throws {
        let small = try Small()
        let relaxed = try small.master.solve()
        let solution = try small.master.solveInteger()
        #expect(solution.isOptimal)
        #expect(solution.objective == 9)
        #expect(solution.bestBound == 9)
        #expect(solution.values.map(\.column) == [small.columns[0], small.columns[1]])
        #expect(solution.values.map(\.value) == [1, 1])
        #expect((relaxed.objective ?? 0) > 9)
        // the linear program is untouched
        #expect(try small.master.solve().iterations == 0)
    }

    @Test func obeysBoundsOfThisSearchAlone() throws {
        let small = try Small()
        var options = IntegerMasterOptions()
        options.columnBounds = [(small.columns[0], 0)]
        #expect(try small.master.solveInteger(options).objective == 7)
        options.columnBounds = []
        options.allowedColumns = [small.columns[1]]
        let one = try small.master.solveInteger(options)
        #expect(one.objective == 4)
        #expect(one.values.map(\.column) == [small.columns[1]])
        options.allowedColumns = nil
        options.rowBounds = [(small.rows[0], ...2)]
        #expect(try small.master.solveInteger(options).objective == 5)
        #expect(try small.master.solveInteger().objective == 9)
    }

    @Test(arguments: [false, true]) func obeysTheCutoff(presolve: Bool) throws {
        let small = try Small()
        var options = IntegerMasterOptions()
        options.presolve = presolve
        options.cutoff = 8.5
        #expect(try small.master.solveInteger(options).objective == 9)
        options.cutoff = 9.5
        let none = try small.master.solveInteger(options)
        #expect(none.termination == .infeasible)
        #expect(none.objective == nil)
        #expect(none.values.isEmpty)
    }

    @Test func continuousColumnsMayStayFractional() throws {
        let small = try Small()
        var options = IntegerMasterOptions()
        options.integerColumns = [small.columns[0], small.columns[2]]
        // a = c = 1 leaves 2 of 3, 5 and 3 of 4 units for b: 5 + 3 + 4 * 2 / 3
        let solution = try small.master.solveInteger(options)
        #expect(abs((solution.objective ?? 0) - (8 + 8.0 / 3)) < 1e-7)
    }

    @Test func separatesWholePointsBeforeTheyCount() throws {
        let small = try Small()
        var options = IntegerMasterOptions()
        var seen: [Set<MasterProblem.Column>] = []
        options.separate = { [columns = small.columns] point in
            let chosen = Set(point.map(\.column))
            seen.append(chosen)
            // a and b never together
            guard chosen.contains(columns[0]), chosen.contains(columns[1]) else { return [] }
            return [.init(...1, entries: [(columns[0], 1), (columns[1], 1)])]
        }
        let solution = try small.master.solveInteger(options)
        #expect(solution.objective == 8)
        #expect(solution.values.map(\.column) == [small.columns[0], small.columns[2]])
        #expect(seen.contains([small.columns[0], small.columns[2]]))
        #expect(small.master.rowCount == 3)
    }

    @Test func tellsAndStops() throws {
        let small = try Small()
        var options = IntegerMasterOptions()
        var told: [Double] = []
        options.onProgress = { told.append($0.objective) }
        #expect(try small.master.solveInteger(options).objective == 9)
        #expect(told.last == 9)
        options.isStopped = { true }
        #expect(try small.master.solveInteger(options).termination == .stopped)
        options.isStopped = nil
        options.deadline = .now
        #expect(try small.master.solveInteger(options).termination == .timeLimit)
    }

    @Test func refusesStrangers() throws {
        let small = try Small()
        try small.master.remove(columns: [small.columns[1]])
        var options = IntegerMasterOptions()
        options.allowedColumns = small.columns
        #expect(throws: MasterError.unknownColumn(small.columns[1])) { try small.master.solveInteger(options) }
        options.allowedColumns = nil
        options.relativeGap = -1
        #expect(throws: MasterError.self) { try small.master.solveInteger(options) }
    }

    @Test(arguments: 0..<40) func agreesWithEnumeration(seed: Int) throws {
        let toy = Knapsacks(seed: seed, rows: 4, columns: 9)
        let master = try toy.master()
        var options = IntegerMasterOptions()
        options.columnBounds = master.columns.map { ($0, 0...1) }
        var best = 0.0
        for set in 0..<(1 << 9) {
            let chosen = (0..<9).filter { set & 1 << $0 != 0 }
            var load = [Double](repeating: 0, count: 4)
            for column in chosen { for (row, value) in toy.weights[column] { load[row] += value } }
            if zip(load, toy.capacity).allSatisfy({ $0 <= $1 }) {
                best = max(best, chosen.reduce(0) { $0 + toy.worth[$1] })
            }
        }
        if seed.isMultiple(of: 2) { try master.solve() }
        options.presolve = seed.isMultiple(of: 3)
        #expect(try master.solveInteger(options).objective == best)
    }
}
