import GLPK
import Testing

/// Optima by reasoning, statuses, warm starts.
struct SimplexTests {
    /// max 3x + 5y with x <= 4, 2y <= 12, 3x + 2y <= 18. The corner of the last two rows is (2, 6)
    /// with 36; raising the second right-hand side by one moves y by 1/2 and x by -1/3, so its price
    /// is 5/2 - 1 = 3/2; the third's is 3/3 = 1.
    static func windows(sense: Sense) throws -> (problem: Problem, rows: [Int]) {
        let sign = sense == .maximise ? 1.0 : -1.0
        let problem = try Problem(sense: sense)
        let x = try problem.addColumn(objective: 3 * sign)
        let y = try problem.addColumn(objective: 5 * sign)
        let rows = [
            try problem.addRow(bounds: ...4, coefficients: [(x, 1)]),
            try problem.addRow(bounds: ...12, coefficients: [(y, 2)]),
            try problem.addRow(bounds: ...18, coefficients: [(x, 3), (y, 2)]),
        ]
        return (problem, rows)
    }

    @Test(arguments: [Sense.maximise, .minimise], [SimplexOptions.Method.primal, .dual, .dualThenPrimal])
    func optimumAndPrices(sense: Sense, method: SimplexOptions.Method) throws {
        let (problem, _) = try Self.windows(sense: sense)
        let result = try problem.solveSimplex(SimplexOptions(method: method))
        let sign = sense == .maximise ? 1.0 : -1.0
        #expect(result.termination == .optimal)
        #expect(result.primalStatus == .feasible)
        #expect(result.dualStatus == .feasible)
        #expect(abs((result.objective ?? .nan) - 36 * sign) < 1e-9)
        let values = try problem.columnValues()
        #expect(abs(values[0] - 2) < 1e-9 && abs(values[1] - 6) < 1e-9)
        let duals = try problem.rowDuals()
        #expect(abs(duals[0]) < 1e-9)
        #expect(abs(duals[1] - 1.5 * sign) < 1e-9)
        #expect(abs(duals[2] - 1 * sign) < 1e-9)
    }
}

extension SimplexTests {
    /// A dual is the change of the optimum for one more of the bound, whichever the sense.
    @Test(arguments: [Sense.maximise, .minimise]) func dualsAreShadowPrices(sense: Sense) throws {
        let (problem, rows) = try Self.windows(sense: sense)
        let before = try #require(problem.solveSimplex().objective)
        let duals = try problem.rowDuals()
        for (row, bound) in zip(rows, [4.0, 12, 18]) {
            let step = 0.01
            try problem.setBounds(row: row, ...(bound + step))
            let after = try #require(problem.solveSimplex().objective)
            #expect(near((after - before) / step, duals[row], 1e-6))
            try problem.setBounds(row: row, ...bound)
        }
        try problem.solveSimplex()
        // reduced cost = c - sum of dual times coefficient; x and y are basic, so theirs are zero
        let reduced = try problem.reducedCosts()
        #expect(abs(reduced[0]) < 1e-9 && abs(reduced[1]) < 1e-9)
        let sign = sense == .maximise ? 1.0 : -1.0
        try problem.addColumn(bounds: 0...1, objective: 2 * sign, coefficients: [(0, 1), (1, 2), (2, 3)])
        try problem.setBounds(column: 2, 0...0)
        try problem.solveSimplex()
        #expect(near(try problem.reducedCosts()[2], 2 * sign - (2 * 1.5 * sign + 3 * sign)))
    }

    @Test func interiorPointHasTheSameSigns() throws {
        for sense in [Sense.maximise, .minimise] {
            let (problem, _) = try Self.windows(sense: sense)
            let sign = sense == .maximise ? 1.0 : -1.0
            for ordering in [
                InteriorPointOptions.Ordering.natural, .approximateMinimumDegree, .symmetricApproximateMinimumDegree,
            ] {
                let result = try problem.solveInteriorPoint(InteriorPointOptions(ordering: ordering))
                #expect(result.termination == .optimal)
                #expect(near(result.objective, 36 * sign))
                let duals = try problem.rowDuals(of: .interior)
                #expect(near(duals[1], 1.5 * sign, 1e-5) && near(duals[2], sign, 1e-5))
                #expect(near(try problem.columnValues(of: .interior)[1], 6, 1e-5))
                #expect(try problem.rowValues(of: .interior).count == 3)
                #expect(try problem.reducedCosts(of: .interior).count == 2)
            }
        }
        let (windows, _) = try Self.windows(sense: .minimise)
        let disabled = error { try windows.solveInteriorPoint(InteriorPointOptions(ordering: .quotientMinimumDegree)) }
        guard case .unsupported("ordering", _) = disabled else {
            Issue.record("\(String(describing: disabled))")
            return
        }
        let empty = try Problem()
        guard case .unsupported = error({ try empty.solveInteriorPoint() }) else {
            Issue.record("an empty problem was taken")
            return
        }
        let infeasible = try Problem()
        try infeasible.addColumn(bounds: 0...1)
        try infeasible.addColumn(bounds: 0...1)
        try infeasible.addRow(bounds: 3..., coefficients: [(0, 1), (1, 1)])
        #expect(try infeasible.solveInteriorPoint().termination != .optimal)
    }

    @Test func boundsOfEveryKind() throws {
        let kinds: [(Bounds, Double, Double)] = [
            (...6, -.infinity, 6), (0..., 0, .infinity), (2...5, 2, 5), (4, 4, 4), (4.5, 4.5, 4.5),
            (.free, -.infinity, .infinity), (.equal(to: 7), 7, 7), (2...2, 2, 2), (Bounds(1.0...2.0), 1, 2),
            (Bounds(1.0...), 1, .infinity), (Bounds(...2.0), -.infinity, 2), (-3 ... -1, -3, -1),
        ]
        for (bounds, lower, upper) in kinds {
            let problem = try Problem()
            let column = try problem.addColumn(bounds: bounds, objective: 1)
            let free = try problem.addColumn(bounds: .free, objective: -1)
            let row = try problem.addRow(bounds: bounds, coefficients: [(free, 1)])
            #expect(try problem.bounds(column: column) == Bounds(lower: lower, upper: upper))
            #expect(try problem.bounds(row: row) == Bounds(lower: lower, upper: upper))
            // least x and greatest y within the bounds
            let result = try problem.solveSimplex()
            if lower.isFinite, upper.isFinite {
                #expect(near(result.objective, lower - upper))
                #expect(near(try problem.columnValues()[column], lower))
                #expect(near(try problem.rowValues()[row], upper))
            } else {
                #expect(result.termination == .unbounded || result.termination == .infeasibleOrUnbounded)
            }
        }
        // a standard range stays one where no bounds are asked for
        let range = 1.0...2.0
        #expect(range.contains(1.5))
        #expect((0...3).count == 4)
    }

    @Test(arguments: [SimplexOptions.Method.primal, .dual, .dualThenPrimal])
    func infeasibleWithProof(method: SimplexOptions.Method) throws {
        // x + y at least 5 and x + 2y at most 3, both at least 0; y at least 0 makes x + y at most 3
        let problem = try Problem()
        let x = try problem.addColumn(objective: 1)
        let y = try problem.addColumn(objective: 1)
        try problem.addRow(bounds: 5..., coefficients: [(x, 1), (y, 1)])
        try problem.addRow(bounds: ...3, coefficients: [(x, 1), (y, 2)])
        let result = try problem.solveSimplex(SimplexOptions(method: method))
        #expect(result.termination == .infeasible)
        #expect(result.primalStatus == .noneExists)
        if method == .primal {
            guard case .noRay = error({ _ = try problem.farkasMultipliers() }) else {
                Issue.record("the primal method left a proof")
                return
            }
        } else {
            try expectProof(problem.farkasMultipliers(), problem)
        }
        expectSomeError { _ = try problem.unboundedRay() }
    }

    /// The combined row demands more (by the rows' bounds) than the columns' bounds allow.
    func expectProof(_ multipliers: [Double], _ problem: Problem) throws {
        var demanded = 0.0
        for (row, multiplier) in multipliers.enumerated() where multiplier != 0 {
            let bounds = try problem.bounds(row: row)
            demanded += multiplier * (multiplier > 0 ? bounds.lower : bounds.upper)
        }
        var allowed = 0.0
        for column in 0..<(try problem.columnCount) {
            let sum = try problem.coefficients(column: column).reduce(0) { $0 + $1.value * multipliers[$1.row] }
            if abs(sum) < 1e-9 { continue }
            let bounds = try problem.bounds(column: column)
            allowed += sum * (sum > 0 ? bounds.upper : bounds.lower)
        }
        #expect(demanded.isFinite && allowed.isFinite)
        #expect(demanded > allowed + 1e-6)
    }

    @Test(arguments: [Sense.minimise, .maximise]) func unboundedWithRay(sense: Sense) throws {
        // along (1, 1) the row x - y <= 2 stays as it is and the objective improves
        let sign = sense == .minimise ? -1.0 : 1.0
        let problem = try Problem(sense: sense)
        let x = try problem.addColumn(objective: 2 * sign)
        let y = try problem.addColumn(objective: -1 * sign)
        try problem.addRow(bounds: ...2, coefficients: [(x, 1), (y, -1)])
        let result = try problem.solveSimplex()
        #expect(result.termination == .unbounded)
        #expect(result.primalStatus == .feasible)
        #expect(result.dualStatus == .noneExists)
        let ray = try problem.unboundedRay()
        #expect(ray[x] >= 0 && ray[y] >= 0)
        #expect(ray[x] - ray[y] <= 1e-9)
        #expect((2 * ray[x] - ray[y]) > 1e-9)
        expectSomeError { _ = try problem.farkasMultipliers() }
        let viaDual = try problem.solveSimplex(SimplexOptions(method: .dual, presolve: true))
        #expect(viaDual.termination == .infeasibleOrUnbounded)
        expectError(.noSolution) { _ = try problem.columnValues() }
        // unbounded without any row
        let bare = try Problem(sense: sense)
        try bare.addColumn(objective: sign)
        #expect(try bare.solveSimplex().termination == .unbounded)
        #expect(try bare.unboundedRay() == [1])
    }

    /// Column generation keeps the basis: new columns enter with the primal method, new rows with the dual.
    @Test func columnsAndRowsAreAddedToALiveProblem() throws {
        let (problem, _) = try Self.windows(sense: .maximise)
        try problem.solveSimplex()
        let basis = try problem.basis()
        // z uses the second row alone and is worth 2 a unit of it against a price of 1.5
        let z = try problem.addColumn(objective: 2, name: "z", coefficients: [(1, 1)])
        var extended = basis
        extended.columns.append(.atLower)
        #expect(try problem.basis() == extended)
        var require = SimplexOptions()
        require.basis = .require
        // 12 units to z, then x = 4 (its own row) and y = 3 from the third row needs the second: x = 4,
        // 2y + z = 12, 12 + 2y <= 18: each unit of y takes two of z, worth 5 against 4: 12 + 15 + 12
        let warm = try problem.solveSimplex(require)
        #expect(!warm.basisWasRepaired)
        #expect(near(warm.objective, 39))
        #expect(near(try problem.columnValues()[z], 6))
        let row = try problem.addRow(bounds: ...5, coefficients: [(z, 1)])
        require.method = .dual
        // the sixth unit of the second row goes back to y, which then takes half a unit from x's third
        let after = try problem.solveSimplex(require)
        #expect(!after.basisWasRepaired)
        // y = 3.5, x = 11/3: 11 + 17.5 + 10
        #expect(near(after.objective, 38.5))
        #expect(near(try problem.rowValues()[row], 5))
        let saved = try problem.basis()
        try problem.setBounds(row: row, ...0)
        try problem.solveSimplex()
        try problem.setBounds(row: row, ...5)
        try problem.setBasis(saved)
        let restored = try problem.solveSimplex(require)
        #expect(restored.iterations == 0)
        #expect(near(restored.objective, 38.5))
        try problem.deleteColumns([z])
        try problem.deleteRows([row])
        #expect(near(try problem.solveSimplex().objective, 36))
    }

    /// A transport problem with enough iterations to cut short.
    static func transport(_ count: Int) throws -> Problem {
        let problem = try Problem()
        var rows = RowBatch()
        for _ in 0..<count { rows.append(bounds: ...10, coefficients: []) }
        for _ in 0..<count { rows.append(bounds: 9..., coefficients: []) }
        try problem.addRows(rows)
        var batch = ColumnBatch()
        for from in 0..<count {
            for to in 0..<count {
                batch.append(objective: Double((from * 7 + to * 13) % 31 + 1), coefficients: [(from, 1), (count + to, 1)])
            }
        }
        try problem.addColumns(batch)
        return problem
    }

    @Test func limitsAndStops() throws {
        let problem = try Self.transport(30)
        let full = try problem.solveSimplex()
        #expect(full.isOptimal)
        #expect(full.iterations > 40)
        try problem.setBasis(.slack)
        let short = try problem.solveSimplex(SimplexOptions(method: .primal, iterationLimit: 10))
        #expect(short.termination == .iterationLimit)
        #expect(short.iterations == 10)
        #expect(short.primalStatus != .noneExists)
        // and on from there
        let rest = try problem.solveSimplex()
        #expect(near(rest.objective, try #require(full.objective)))
        try problem.setBasis(.slack)
        let none = try problem.solveSimplex(SimplexOptions(method: .primal, timeLimit: .zero))
        #expect(none.termination == .timeLimit)
        // stopping in the middle, asked every 5 iterations
        var options = SimplexOptions()
        options.stopInterval = 5
        var asked = 0
        try problem.setBasis(.slack)
        let stopped = try problem.solveSimplex(options) {
            asked += 1
            return asked == 3
        }
        #expect(stopped.termination == .stopped)
        #expect(stopped.iterations == 15)
        let sliced = try problem.solveSimplex(options) { false }
        #expect(near(sliced.objective, try #require(full.objective)))
        struct Enough: Error {}
        try problem.setBasis(.slack)
        expectError(.callbackThrew(CallbackFailure(Enough()))) { try problem.solveSimplex(options) { throw Enough() } }
        #expect(near(try problem.solveSimplex().objective, try #require(full.objective)))
        // the dual method climbs to the optimum from below, so a limit under it stops early
        try problem.setBasis(.slack)
        var limited = SimplexOptions(method: .dual)
        limited.objectiveLimit = try #require(full.objective) / 2
        #expect(try problem.solveSimplex(limited).termination == .objectiveLimit)
    }

    @Test func callingFromInsideIsRefused() throws {
        let problem = try Self.transport(8)
        var options = SimplexOptions()
        options.stopInterval = 1
        var inside: [GLPKError?] = []
        problem.log = { _ in inside.append(error { try problem.addColumn() }) }
        problem.logLevel = .all
        try problem.solveSimplex()
        #expect(!inside.isEmpty)
        #expect(inside.allSatisfy { $0 == .inUse })
        problem.log = nil
    }

    @Test func logComesInLines() throws {
        let problem = try Self.transport(8)
        var lines: [String] = []
        problem.log = { lines.append($0) }
        problem.logLevel = .all
        try problem.solveSimplex()
        #expect(lines.first?.hasPrefix("GLPK Simplex Optimizer") == true)
        #expect(lines.contains("OPTIMAL LP SOLUTION FOUND"))
        #expect(lines.allSatisfy { !$0.contains("\n") })
        let count = lines.count
        try problem.scale([.geometricMean, .equilibration])
        #expect(lines.count > count)
        problem.logLevel = .off
        lines = []
        try problem.solveSimplex()
        try problem.scale()
        #expect(lines.isEmpty)
    }

    @Test func emptyProblems() throws {
        let nothing = try Problem()
        #expect(try nothing.solveSimplex().objective == 0)
        #expect(try nothing.solveInteger().objective == 0)
        #expect(try nothing.columnValues() == [])
        let rows = try Problem()
        try rows.addRow(bounds: 1...)
        #expect(try rows.solveSimplex().termination == .infeasible)
        let columns = try Problem()
        try columns.addColumn(bounds: 2...3, objective: 1, kind: .integer)
        #expect(try columns.solveSimplex().objective == 2)
        #expect(try columns.solveInteger().objective == 2)
        #expect(try columns.columnValues(of: .integer) == [2])
    }

    @Test func copyAndConstants() throws {
        let (problem, _) = try Self.windows(sense: .maximise)
        try problem.setName("windows")
        try problem.setName(column: 1, "y")
        try problem.setObjectiveConstant(100)
        #expect(near(try problem.solveSimplex().objective, 136))
        let copy = try problem.copy()
        try problem.removeAll()
        #expect(try copy.name == "windows")
        #expect(try copy.column(named: "y") == 1)
        expectError(.noSolution) { _ = try copy.columnValues() }
        let result = try copy.solveSimplex()
        #expect(result.iterations == 0)
        #expect(near(result.objective, 136))
        try copy.setCoefficients(column: 1, [])
        #expect(try copy.coefficientCount == 2)
        #expect(try copy.coefficients(row: 2).map(\.column) == [0])
    }
}
