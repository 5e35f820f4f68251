import Foundation
import GLPK
import Testing

/// Nothing a caller does ends the process; each mistake is its own error and changes nothing.
struct GuardTests {
    func small() throws -> Problem {
        let problem = try Problem(name: "small")
        try problem.addColumn(objective: 1, coefficients: [])
        try problem.addColumn(bounds: 0...3, objective: -1)
        try problem.addRow(bounds: 1...4, coefficients: [(0, 1), (1, 1)])
        return problem
    }

    func state(_ problem: Problem) throws -> [Double] {
        var all = [Double(try problem.rowCount), Double(try problem.columnCount), Double(try problem.coefficientCount)]
        for column in 0..<(try problem.columnCount) {
            let bounds = try problem.bounds(column: column)
            all += [try problem.objective(column: column), bounds.lower, bounds.upper]
            all += try problem.coefficients(column: column).flatMap { [Double($0.row), $0.value] }
        }
        for row in 0..<(try problem.rowCount) {
            let bounds = try problem.bounds(row: row)
            all += [bounds.lower, bounds.upper]
        }
        return all
    }

    /// The body throws the error and leaves the problem as it was, still working.
    func refuses(
        _ expected: GLPKError, _ body: (Problem) throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let problem = try small()
        let before = try state(problem)
        let thrown = error { try body(problem) }
        #expect(thrown.map { "\($0)" } == "\(expected)", sourceLocation: sourceLocation)
        #expect(try state(problem) == before, sourceLocation: sourceLocation)
        // min x - y, y at most 3, x + y at least 1: x = 0, y = 3
        #expect(near(try problem.solveSimplex().objective, -3), sourceLocation: sourceLocation)
    }

    @Test(arguments: [-1, 2, Int.min, Int.max, 1 << 31, (1 << 32) + 1]) func badIndices(index: Int) throws {
        let column = GLPKError.invalidIndex(.column, index: index, count: 2)
        try refuses(column) { try $0.setBounds(column: index, 0...) }
        try refuses(column) { try $0.setObjective(column: index, 1) }
        try refuses(column) { try $0.setKind(column: index, .integer) }
        try refuses(column) { try $0.setKind(column: index, .binary) }
        try refuses(column) { try $0.setName(column: index, "a") }
        try refuses(column) { _ = try $0.name(column: index) }
        try refuses(column) { _ = try $0.bounds(column: index) }
        try refuses(column) { _ = try $0.objective(column: index) }
        try refuses(column) { _ = try $0.kind(column: index) }
        try refuses(column) { _ = try $0.coefficients(column: index) }
        try refuses(column) { try $0.setCoefficients(column: index, [(0, 1)]) }
        try refuses(column) { try $0.deleteColumns([0, index]) }
        try refuses(column) { try $0.addRow(bounds: 0..., coefficients: [(0, 1), (index, 1)]) }
        try refuses(column) { try $0.setCoefficients(row: 0, [(index, 1)]) }
        let row = GLPKError.invalidIndex(.row, index: index, count: 1)
        try refuses(row) { try $0.setBounds(row: index, 0...) }
        try refuses(row) { try $0.setName(row: index, "a") }
        try refuses(row) { _ = try $0.bounds(row: index) }
        try refuses(row) { _ = try $0.coefficients(row: index) }
        try refuses(row) { try $0.setCoefficients(row: index, [(0, 1)]) }
        try refuses(row) { try $0.deleteRows([index]) }
        try refuses(row) { try $0.addColumn(coefficients: [(index, 1)]) }
    }

    @Test func duplicateIndices() throws {
        try refuses(.duplicateIndex(.row, index: 0)) { try $0.addColumn(coefficients: [(0, 1), (0, 2)]) }
        try refuses(.duplicateIndex(.column, index: 1)) { try $0.addRow(bounds: 0..., coefficients: [(1, 1), (0, 1), (1, 2)]) }
        try refuses(.duplicateIndex(.row, index: 0)) { try $0.setCoefficients(column: 0, [(0, 1), (0, 1)]) }
        try refuses(.duplicateIndex(.column, index: 1)) { try $0.setCoefficients(row: 0, [(1, 1), (1, 1)]) }
        try refuses(.duplicateIndex(.column, index: 0)) { try $0.deleteColumns([0, 0]) }
        try refuses(.duplicateIndex(.row, index: 0)) { try $0.deleteRows([0, 0]) }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e101, -.greatestFiniteMagnitude])
    func badNumbers(value: Double) throws {
        try refuses(.invalidNumber(value, place: "Column 2")) { try $0.addColumn(coefficients: [(0, value)]) }
        try refuses(.invalidNumber(value, place: "Column 2, objective")) { try $0.addColumn(objective: value) }
        try refuses(.invalidNumber(value, place: "Row 1")) { try $0.addRow(bounds: 0..., coefficients: [(0, value)]) }
        try refuses(.invalidNumber(value, place: "Column 0")) { try $0.setCoefficients(column: 0, [(0, value)]) }
        try refuses(.invalidNumber(value, place: "Row 0")) { try $0.setCoefficients(row: 0, [(0, value)]) }
        try refuses(.invalidNumber(value, place: "Objective of column 0")) { try $0.setObjective(column: 0, value) }
        try refuses(.invalidNumber(value, place: "Objective constant")) { try $0.setObjectiveConstant(value) }
    }

    @Test(arguments: [
        Bounds(lower: 2, upper: 1), Bounds(lower: .nan), Bounds(upper: .nan), Bounds(lower: .infinity),
        Bounds(upper: -.infinity), Bounds(lower: .infinity, upper: .infinity), Bounds(lower: -1e200, upper: 0), 5...2,
    ] as [Bounds])
    func badBounds(bounds: Bounds) throws {
        func wrong(_ place: String) -> GLPKError { .invalidBounds(lower: bounds.lower, upper: bounds.upper, place: place) }
        try refuses(wrong("Column 1")) { try $0.setBounds(column: 1, bounds) }
        try refuses(wrong("Row 0")) { try $0.setBounds(row: 0, bounds) }
        try refuses(wrong("Column 2")) { try $0.addColumn(bounds: bounds) }
        try refuses(wrong("Row 1")) { try $0.addRow(bounds: bounds) }
    }

    @Test func badNames() throws {
        let long = String(repeating: "n", count: 256)
        for name in ["a\nb", "\u{7F}", "\u{0}", "tab\there", "zero\u{0}inside"] {
            try refuses(.nameHasControlCharacter(name)) { try $0.setName(name) }
            try refuses(.nameHasControlCharacter(name)) { try $0.setName(column: 0, name) }
            try refuses(.nameHasControlCharacter(name)) { try $0.setName(row: 0, name) }
            try refuses(.nameHasControlCharacter(name)) { try $0.addColumn(name: name) }
            try refuses(.nameHasControlCharacter(name)) { try $0.addRow(bounds: 0..., name: name) }
        }
        try refuses(.nameTooLong(bytes: 256)) { try $0.setName(long) }
        try refuses(.nameTooLong(bytes: 256)) { try $0.setName(column: 0, long) }
        try refuses(.nameTooLong(bytes: 256)) { try $0.addRow(bounds: 0..., name: long) }
        // 128 characters of two bytes
        try refuses(.nameTooLong(bytes: 256)) { try $0.setName(row: 0, String(repeating: "é", count: 128)) }
        expectError(.nameTooLong(bytes: 256)) { _ = try Problem(name: long) }

        let problem = try small()
        let longest = String(repeating: "n", count: 255)
        try problem.setName(longest)
        try problem.setName(column: 0, longest)
        try problem.setName(row: 0, "é ü")
        #expect(try problem.name == longest)
        #expect(try problem.name(column: 0) == longest)
        #expect(try problem.column(named: longest) == 0)
        #expect(try problem.row(named: "é ü") == 0)
        #expect(try problem.row(named: "none") == nil)
        #expect(try problem.row(named: "") == nil)
        expectError(.duplicateName(.column, longest)) { try problem.setName(column: 1, longest) }
        try problem.setName(column: 0, nil)
        #expect(try problem.name(column: 0) == nil)
        try problem.setName(column: 1, longest)
        #expect(try problem.column(named: longest) == 1)
        // deleting moves names with their columns
        try problem.deleteColumns([0])
        #expect(try problem.column(named: longest) == 0)
    }

    @Test func badBatches() throws {
        let starts = "Column 2: the starts must begin at 0, never fall, and end at the number of coefficients."
        func batch(_ starts: [Int], _ rows: [Int] = [0], _ values: [Double] = [1], lower: [Double] = [0]) -> ColumnBatch {
            ColumnBatch(starts: starts, rows: rows, values: values, lower: lower, upper: [1], objective: [0])
        }
        try refuses(.shapeMismatch(starts)) { try $0.addColumns(batch([1, 1])) }
        try refuses(.shapeMismatch(starts)) { try $0.addColumns(batch([0, 2])) }
        try refuses(.shapeMismatch(starts)) { try $0.addColumns(batch([0, -1])) }
        try refuses(.shapeMismatch(starts.replacingOccurrences(of: "Column 2", with: "Column 3"))) { try $0.addColumns(batch([0, 0])) }
        for wrong in [batch([0]), batch([0, 1], [0], []), batch([0, 1], lower: []), batch([])] {
            let problem = try small()
            guard case .shapeMismatch = error({ _ = try problem.addColumns(wrong) }) else {
                Issue.record("a batch that does not fit was taken")
                continue
            }
        }
        var kinds = batch([0, 1])
        kinds.kinds = [.integer, .binary]
        try refuses(.shapeMismatch("The batch has 1 columns but 2 kinds.")) { try $0.addColumns(kinds) }
        var names = batch([0, 1])
        names.names = ["a", "b"]
        try refuses(.shapeMismatch("The batch has 1 columns but 2 names.")) { try $0.addColumns(names) }
        var twice = ColumnBatch()
        twice.append(name: "a", coefficients: [])
        twice.append(name: "a", coefficients: [])
        try refuses(.duplicateName(.column, "a")) { try $0.addColumns(twice) }
        let problem = try small()
        #expect(try problem.addColumns(ColumnBatch()) == 2..<2)
        #expect(try problem.addRows(RowBatch()) == 1..<1)
        try problem.deleteRows([])
        try problem.deleteColumns([])
        #expect(near(try problem.solveSimplex().objective, -3))
    }

    @Test func badOptions() throws {
        func simplex(_ change: (inout SimplexOptions) -> Void) -> GLPKError? {
            var options = SimplexOptions()
            change(&options)
            return error { try small().solveSimplex(options) }
        }
        for (name, thrown) in [
            ("iterationLimit", simplex { $0.iterationLimit = -1 }), ("timeLimit", simplex { $0.timeLimit = .seconds(-1) }),
            ("primalTolerance", simplex { $0.primalTolerance = 0 }), ("dualTolerance", simplex { $0.dualTolerance = 1 }),
            ("pivotTolerance", simplex { $0.pivotTolerance = .nan }), ("stopInterval", simplex { $0.stopInterval = 0 }),
            ("objectiveLimit", simplex { $0.objectiveLimit = .nan }),
        ] {
            guard case .invalidOption(name, _) = thrown else {
                Issue.record("\(name): \(String(describing: thrown))")
                continue
            }
        }
        for (name, thrown) in [
            ("objectiveLimit", simplex { $0.objectiveLimit = 1 }),
            ("objectiveLimit", simplex { $0.method = .dual; $0.objectiveLimit = 1; $0.presolve = true }),
            ("basis", simplex { $0.presolve = true; $0.basis = .require }),
            ("shouldStop", error { try small().solveSimplex(SimplexOptions(method: .dual, presolve: true)) { false } }),
        ] {
            guard case .unsupported(name, _) = thrown else {
                Issue.record("\(name): \(String(describing: thrown))")
                continue
            }
        }
        func integer(_ change: (inout IntegerOptions) -> Void) -> GLPKError? {
            var options = IntegerOptions()
            change(&options)
            return error { try small().solveInteger(options) }
        }
        for (name, thrown) in [
            ("relativeGap", integer { $0.relativeGap = -1 }), ("relativeGap", integer { $0.relativeGap = .nan }),
            ("timeLimit", integer { $0.timeLimit = .seconds(-1) }), ("nodeLimit", integer { $0.nodeLimit = 0 }),
            ("integralityTolerance", integer { $0.integralityTolerance = 0 }),
            ("objectiveTolerance", integer { $0.objectiveTolerance = 2 }),
            ("cuts", integer { $0.cuts = .init(rawValue: 64) }), ("proximitySearch", integer { $0.proximitySearch = .zero }),
        ] {
            guard case .invalidOption(name, _) = thrown else {
                Issue.record("\(name): \(String(describing: thrown))")
                continue
            }
        }
        for (name, thrown) in [
            ("binarise", integer { $0.binarise = true }), ("lazyRows", integer { $0.lazyRows = true; $0.presolve = true }),
            ("lazyRows", integer { $0.lazyRows = true; $0.simpleRounding = true }),
            ("lazyRows", integer { $0.lazyRows = true; $0.feasibilityPump = true }),
        ] {
            guard case .unsupported(name, _) = thrown else {
                Issue.record("\(name): \(String(describing: thrown))")
                continue
            }
        }
        guard case .unsupported("scaling", _) = error({ try small().scale([.automatic, .geometricMean]) }),
            case .invalidOption("scaling", _) = error({ try small().scale(.init(rawValue: 0x1000)) })
        else {
            Issue.record("scaling")
            return
        }
    }

    @Test func badBases() throws {
        try refuses(.invalidBasis(.wrongSize)) { try $0.setBasis(Basis(rows: [.basic], columns: [.basic, .atLower])) }
        try refuses(.invalidBasis(.wrongSize)) { try $0.setBasis(Basis(rows: [.atLower], columns: [.atLower, .atLower])) }
        let problem = try small()
        guard case .shapeMismatch = error({ try problem.setBasis(Basis(rows: [], columns: [])) }) else {
            Issue.record("a basis of another size was taken")
            return
        }
        // two equal columns are singular together
        try problem.addColumn(coefficients: [(0, 1)])
        try problem.addRow(bounds: ...9, coefficients: [(1, 1), (2, 1)])
        let singular = Basis(rows: [.atUpper, .atUpper], columns: [.atLower, .basic, .basic])
        try problem.setBasis(singular)
        var require = SimplexOptions()
        require.basis = .require
        expectError(.invalidBasis(.singular)) { try problem.solveSimplex(require) }
        let result = try problem.solveSimplex()
        #expect(result.basisWasRepaired)
        #expect(near(result.objective, -3))
        // both columns are basic at the optimum, so that deleting one leaves a basis too small
        let (windows, _) = try SimplexTests.windows(sense: .maximise)
        try windows.solveSimplex()
        try windows.deleteColumns([0])
        expectError(.invalidBasis(.wrongSize)) { try windows.solveSimplex(require) }
        let repaired = try windows.solveSimplex()
        #expect(repaired.basisWasRepaired)
        #expect(near(repaired.objective, 30))
        // deleting a row that binds leaves one too large
        let (rows, _) = try SimplexTests.windows(sense: .maximise)
        try rows.solveSimplex()
        try rows.deleteRows([2])
        expectError(.invalidBasis(.wrongSize)) { try rows.solveSimplex(require) }
        #expect(near(try rows.solveSimplex().objective, 42))
    }

    @Test func staleAndMissingSolutions() throws {
        let problem = try small()
        expectError(.noSolution) { _ = try problem.columnValues() }
        expectError(.noSolution) { _ = try problem.columnValues(of: .interior) }
        try problem.solveSimplex()
        #expect(try problem.columnValues().count == 2)
        expectError(.noSolution) { _ = try problem.columnValues(of: .integer) }
        let edits: [(Problem) throws -> Void] = [
            { try $0.addColumn() }, { try $0.addRow(bounds: 0...) }, { try $0.setObjective(column: 0, 2) },
            { try $0.setBounds(column: 0, 0...1) }, { try $0.setBounds(row: 0, 0...) },
            { try $0.setCoefficients(column: 0, [(0, 2)]) }, { try $0.setCoefficients(row: 0, [(0, 3)]) },
            { try $0.setSense(.maximise) }, { try $0.setSense(.minimise) }, { try $0.setObjectiveConstant(1) },
            { try $0.setKind(column: 0, .integer) }, { try $0.deleteRows([1]) }, { try $0.deleteColumns([2]) },
            { try $0.setBasis(.slack) },
        ]
        for edit in edits {
            try edit(problem)
            expectError(.staleSolution) { _ = try problem.columnValues() }
            expectError(.staleSolution) { _ = try problem.rowDuals() }
            expectError(.staleSolution) { _ = try problem.unboundedRay() }
            try problem.solveSimplex()
            #expect(try problem.columnValues().count == problem.columnCount)
        }
        try problem.setName(column: 0, "x")
        try problem.scale()
        #expect(try problem.columnValues().count == 2)
        try problem.solveInteger()
        expectError(.noSolution) { _ = try problem.rowDuals(of: .integer) }
        expectError(.noSolution) { _ = try problem.reducedCosts(of: .integer) }
        var room = [Double](repeating: 0, count: 1)
        let thrown = room.withUnsafeMutableBufferPointer { buffer in error { try problem.columnValues(into: buffer) } }
        #expect(thrown == .shapeMismatch("There are 2 columns but room for 1."))
        try problem.removeAll()
        expectError(.noSolution) { _ = try problem.columnValues() }
        #expect(try problem.columnCount == 0)
    }
}
