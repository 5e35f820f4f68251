import ColumnGeneration
import GLPK
import Testing

/// Everything the restricted master problem promises, on programs whose optima follow by reasoning.
@Suite struct MasterProblemTests {
    @Test func pricesAndReducedCosts() throws {
        let master = try MasterProblem(sense: .maximise)
        let day = try master.addRow(...1)
        let good = try master.addColumn(objective: 12, entries: [(day, 1)])
        let poor = try master.addColumn(objective: 5, entries: [(day, 1)])
        let solution = try master.solve()
        #expect(solution.status == .optimal)
        #expect(solution.objective == 12)
        #expect(solution.value(good) == 1)
        #expect(solution.value(poor) == 0)
        #expect(solution.dual(day) == 12)
        #expect(solution.reducedCost(poor) == -7)
        #expect(solution.activity(day) == 1)
        #expect(solution.nonzeros().map(\.column) == [good])
    }

    @Test func minimisingHasPricesOfItsOwnSign() throws {
        let master = try MasterProblem(sense: .minimise)
        let demand = try master.addRow(3...)
        let roll = try master.addColumn(objective: 2, entries: [(demand, 1)])
        let solution = try master.solve()
        #expect(solution.objective == 6)
        #expect(solution.value(roll) == 3)
        #expect(solution.dual(demand) == 2)
    }

    @Test func identitiesSurviveRemovals() throws {
        let master = try MasterProblem(sense: .maximise)
        let rows = try master.addRows((1...6).map { .init(...Double($0)) })
        let columns = try master.addColumns(
            rows.enumerated().map { .init(objective: Double($0.offset + 1), entries: [($0.element, 1)]) })
        try master.solve()
        // basic columns and binding rows, from the front and the middle
        try master.remove(columns: [columns[0], columns[3]])
        try master.remove(rows: [rows[0], rows[3]])
        #expect(master.columns == [1, 2, 4, 5].map { columns[$0] })
        #expect(master.rows == [1, 2, 4, 5].map { rows[$0] })
        let solution = try master.solve()
        #expect(solution.objective == 74)  // 4 + 9 + 25 + 36
        for index in [1, 2, 4, 5] {
            #expect(solution.value(columns[index]) == Double(index + 1))
            #expect(solution.dual(rows[index]) == Double(index + 1))
        }
        #expect(solution.value(columns[0]) == 0)
        #expect(solution.reducedCost(columns[0]) == nil)
        #expect(throws: MasterError.unknownColumn(columns[0])) { try master.setObjective(columns[0], 1) }
        #expect(throws: MasterError.unknownRow(rows[3])) {
            try master.addColumn(objective: 1, entries: [(rows[3], 1)])
        }
        // a new column takes an old slot, but is another column
        let new = try master.addColumn(objective: 1, entries: [(rows[1], 1)])
        #expect(columns.contains { $0.slot == new.slot })
        #expect(!columns.contains(new))
        #expect(!master.contains(columns[0]))
    }

    @Test func removedBasicColumnsComeOutOfTheBasis() throws {
        // max x + y, x + y <= 1, x - y = 0: both are basic; without y both must be zero
        let master = try MasterProblem(sense: .maximise)
        let room = try master.addRow(...1)
        let even = try master.addRow(0)
        let x = try master.addColumn(objective: 1, entries: [(room, 1), (even, 1)])
        let y = try master.addColumn(objective: 1, entries: [(room, 1), (even, -1)])
        #expect(try master.solve().objective == 1)
        try master.remove(columns: [y])
        #expect(try master.solve().objective == 0)
        let z = try master.addColumn(objective: 3, entries: [(even, -1), (room, 1)])
        let solution = try master.solve()
        #expect(solution.objective == 2)
        #expect(solution.value(x) == 0.5)
        #expect(solution.value(z) == 0.5)
        #expect(master.columnCount == 2)
    }

    @Test func removedBindingRowNoLongerBinds() throws {
        let master = try MasterProblem(sense: .maximise)
        let tight = try master.addRow(...1)
        let loose = try master.addRow(...4)
        let x = try master.addColumn(objective: 1, entries: [(tight, 1), (loose, 1)])
        #expect(try master.solve().value(x) == 1)
        try master.remove(rows: [tight])
        #expect(try master.solve().value(x) == 4)
        #expect(master.rowCount == 1)
    }

    @Test func boundsAndObjectivesCanChange() throws {
        let master = try MasterProblem(sense: .maximise)
        let row = try master.addRow(...10)
        let x = try master.addColumn(objective: 2, bounds: 0...6, entries: [(row, 1)])
        let y = try master.addColumn(objective: 1, entries: [(row, 1)])
        #expect(try master.solve().objective == 16)
        try master.setBounds(row, ...5)
        #expect(try master.solve().objective == 10)
        try master.setObjective(y, 3)
        #expect(try master.solve().objective == 15)
        try master.setBounds(y, 0)
        #expect(try master.solve().objective == 10)
        try master.setBounds(y, 0...2)
        #expect(try master.solve().objective == 12)
        try master.setBounds(x, 4...)
        #expect(try master.solve().objective == 11)
        #expect(try master.bounds(x) == 4...)
        #expect(try master.objective(y) == 3)
    }

    @Test func probesTellAndLeaveEverythingAsItWas() throws {
        // Three days of one plan each; without the best plan a day has its second, without both none.
        let master = try MasterProblem(sense: .maximise)
        let days = try master.addRows((0..<3).map { _ in .init(...1) })
        let best = try master.addColumns(days.map { .init(objective: 12, entries: [($0, 1)]) })
        let second = try master.addColumns(days.map { .init(objective: 5, entries: [($0, 1)]) })
        let before = try master.solve()
        #expect(before.objective == 36)
        #expect(try master.probe([]).objective == 36)
        #expect(try master.probe([(best[0], 0...0)]).objective == 29)
        #expect(try master.probe([(best[0], 0...0), (second[0], 0...0)]).objective == 24)
        #expect(try master.probe(best.map { ($0, 0...0) }).objective == 15)
        #expect(try master.probe([(best[1], 2...2)]).objective == nil)
        #expect(try master.probe([], rows: [(days[1], ...0)]).objective == 24)
        // Half of the second plan makes up for the half of the best one that may not be.
        #expect(try master.probe([(best[0], 0...0.5)], rows: [(days[1], .equal(to: 0.5))]).objective == 8.5 + 6 + 12)
        #expect(try master.bounds(days[1]) == ...1)
        // Cut short it is between the optimum there was and the one that it goes to.
        for limit in 0...3 {
            let cut = try #require(try master.probe(best.map { ($0, 0...0) }, iterationLimit: limit).objective)
            #expect((15...36).contains(cut))
        }
        #expect(try master.bounds(best[0]) == 0...)
        let after = try master.solve()
        #expect(after.objective == 36)
        #expect(after.iterations == 0)
        #expect(throws: MasterError.self) { try master.probe([(best[0], 0...0)], iterationLimit: -1) }
        try master.remove(columns: [second[2]])
        #expect(throws: MasterError.self) { try master.probe([(best[0], 0...0), (second[2], 0...0)]) }
        let spare = try master.addRow(...1)
        try master.remove(rows: [spare])
        #expect(throws: MasterError.self) { try master.probe([], rows: [(spare, ...0)]) }
        #expect(try master.solve().objective == 36)
    }

    @Test func probesThatThrowLeaveEverythingAsItWas() throws {
        let master = try MasterProblem(sense: .maximise)
        let day = try master.addRow(...1)
        let best = try master.addColumn(objective: 12, entries: [(day, 1)])
        let second = try master.addColumn(objective: 5, entries: [(day, 1)])
        #expect(try master.solve().objective == 12)
        // The first change is made, the second cannot be.
        #expect(throws: MasterError.glpk(.invalidBounds(lower: 2, upper: 1, place: "Column 1"))) {
            try master.probe([(best, 0...0), (second, Bounds(lower: 2, upper: 1))])
        }
        #expect(try master.bounds(best) == 0...)
        let after = try master.solve()
        #expect(after.objective == 12)
        #expect(after.iterations == 0)
    }

    @Test func infeasibleAndUnboundedAreStatuses() throws {
        let master = try MasterProblem(sense: .maximise)
        let row = try master.addRow(2...)
        let x = try master.addColumn(objective: 1, bounds: 0...1, entries: [(row, 1)])
        let infeasible = try master.solve()
        #expect(infeasible.status == .infeasible)
        #expect(infeasible.objective == nil)
        try master.setBounds(x, 0...)
        #expect(try master.solve().status == .unbounded)
        try master.setBounds(row, 2...7)
        #expect(try master.solve().objective == 7)
        // by the dual simplex too
        let other = try master.addRow(...1, entries: [(x, 1)])
        #expect(try master.solve().status == .infeasible)
        try master.remove(rows: [other])
        #expect(try master.solve().objective == 7)
    }

    @Test func pricesOfRowsAddedLaterAreZero() throws {
        let master = try MasterProblem(sense: .maximise)
        let old = try master.addRow(...1)
        let x = try master.addColumn(objective: 1, entries: [(old, 1)])
        let solution = try master.solve()
        let new = try master.addRow(...1, entries: [(x, 2)])
        #expect(solution.dual(new) == 0)
        #expect(solution.activity(new) == nil)
        #expect(try master.solve().value(x) == 0.5)
        #expect(solution.value(x) == 1)
    }

    @Test func pruningTakesTheWorstAndSparesTheRest() throws {
        let master = try MasterProblem(sense: .maximise)
        let row = try master.addRow(...1)
        let columns = try master.addColumns((1...10).map { .init(objective: Double($0), entries: [(row, 1)]) })
        let own = try master.addColumn(objective: -50, entries: [(row, 1)], isPermanent: true)
        #expect(try master.prune(keepingAtMost: 3).isEmpty)  // nothing solved yet
        let before = try master.solve()
        let young = try master.addColumn(objective: -100, entries: [(row, 1)])
        let gone = try master.prune(keepingAtMost: 7) { $0 == columns[1] }
        // reduced costs rise with the objective: 1, 3, 4, 5, 6 go; 2 is protected
        #expect(gone == [0, 2, 3, 4, 5].map { columns[$0] })
        #expect(master.columns == [1, 6, 7, 8, 9].map { columns[$0] } + [own, young])
        #expect(try master.solve().objective == before.objective)
        // the basic column and the permanent one are left, whatever the limit
        let rest = try master.prune(keepingAtMost: 0)
        #expect(!rest.contains(columns[9]))
        #expect(master.columns == [columns[9], own])
        #expect(try master.solve().objective == 10)
        #expect(throws: MasterError.self) { try master.prune(keepingAtMost: -1) }
    }

    @Test func agesHoldPruningOff() throws {
        let master = try MasterProblem(sense: .maximise)
        let row = try master.addRow(...1)
        let columns = try master.addColumns([3, 2, 1].map { .init(objective: $0, entries: [(row, 1)]) })
        try master.solve()
        #expect(try master.prune(keepingAtMost: 1, minimumAge: 2).isEmpty)
        try master.solve()
        #expect(try master.prune(keepingAtMost: 1, minimumAge: 2) == [columns[2], columns[1]])
    }

    @Test func rowsAreIdleAsLongAsTheyDoNotBind() throws {
        let master = try MasterProblem(sense: .maximise)
        let tight = try master.addRow(...1)
        let wide = try master.addRow(...5)
        try master.addColumn(objective: 1, entries: [(tight, 1), (wide, 1)])
        #expect(try master.idleSolves(of: wide) == 0)  // nothing solved yet
        try master.solve()
        try master.solve()
        #expect(try master.idleSolves(of: tight) == 0)
        #expect(try master.idleSolves(of: wide) == 2)
        try master.setBounds(tight, ...8)
        try master.solve()
        #expect(try master.idleSolves(of: tight) == 1)
        #expect(try master.idleSolves(of: wide) == 0)
        // A row in the place of one that is gone begins anew.
        try master.remove(rows: [tight])
        let next = try master.addRow(...9)
        #expect(try master.idleSolves(of: next) == 0)
        #expect(throws: MasterError.self) { try master.idleSolves(of: tight) }
    }

    @Test func badCallsChangeNothing() throws {
        let master = try MasterProblem(sense: .maximise)
        let row = try master.addRow(...1)
        let column = try master.addColumn(objective: 1, entries: [(row, 1)])
        let stranger = try MasterProblem(sense: .maximise)
        let far = try stranger.addRows(Array(repeating: .init(...1), count: 3))[2]
        #expect(throws: MasterError.unknownRow(far)) {
            try master.addColumns([.init(objective: 1, entries: [(row, 1)]), .init(objective: 1, entries: [(far, 1)])])
        }
        #expect(throws: MasterError.glpk(.duplicateIndex(.row, index: 0))) {
            try master.addColumn(objective: 1, entries: [(row, 1), (row, 2)])
        }
        #expect(throws: MasterError.self) { try master.addColumn(objective: .nan, entries: []) }
        #expect(throws: MasterError.self) { try master.addRow(2...1) }
        #expect(throws: MasterError.repeated("A column to be removed")) { try master.remove(columns: [column, column]) }
        #expect(throws: MasterError.self) { try master.solve(iterationLimit: -1) }
        #expect(throws: MasterError.self) { try master.solve(stopInterval: 0) }
        #expect(master.columns == [column])
        #expect(master.rows == [row])
        #expect(try master.solve().objective == 1)
    }

    @Test func warmStartsCostNothing() throws {
        let master = try Knapsacks(seed: 3, rows: 30, columns: 200).master()
        let cold = try master.solve()
        #expect(cold.iterations > 0)
        #expect(try master.solve().iterations == 0)
        let gone = try master.prune(keepingAtMost: 60)
        #expect(gone.count == 140)
        let warm = try master.solve()
        #expect(warm.iterations == 0)
        #expect(abs((warm.objective ?? 0) - (cold.objective ?? 1)) < 1e-7)
    }

    @Test func theMethodFollowsWhatChanged() throws {
        let master = try MasterProblem(sense: .maximise)
        let row = try master.addRow(...10)
        let x = try master.addColumn(objective: 2, bounds: 0...6, entries: [(row, 1)])
        #expect(try master.solve().method == .primal)
        let y = try master.addColumn(objective: 1, entries: [(row, 1)])
        #expect(try master.solve().method == .primal)
        let cut = try master.addRow(...3, entries: [(x, 1)])
        #expect(try master.solve().method == .dual)
        try master.setBounds(row, ...5)
        #expect(try master.solve().method == .dual)
        try master.setBounds(y, 0)
        #expect(try master.solve().method == .dual)
        try master.setBounds(y, 0...)
        #expect(try master.solve().method == .primal)
        try master.setObjective(x, 3)
        #expect(try master.solve().method == .primal)
        try master.setBounds(y, 1...)
        try master.addColumn(objective: 1, entries: [(cut, 1)])
        #expect(try master.solve().method == .primal)
    }

    @Test func stopsAndLimits() throws {
        let master = try Knapsacks(seed: 5, rows: 60, columns: 400).master()
        var asked = 0
        let stopped = try master.solve(stopInterval: 5) {
            asked += 1
            return asked == 3
        }
        #expect(stopped.status == .stopped)
        #expect(asked == 3)
        #expect(stopped.iterations == 15)
        #expect(try master.solve(deadline: .now).status == .timeLimit)
        let limited = try master.solve(iterationLimit: 4)
        #expect(limited.status == .iterationLimit)
        #expect(limited.iterations == 4)
        // and goes on to the optimum that a solve without interruption finds
        let last = try master.solve(stopInterval: 3) { false }
        let whole = try Knapsacks(seed: 5, rows: 60, columns: 400).master().solve()
        #expect(last.status == .optimal)
        #expect(abs((last.objective ?? 0) - (whole.objective ?? 1)) < 1e-7)
    }
}
