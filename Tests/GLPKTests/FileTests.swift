import Foundation
import GLPK
import Testing

/// MPS, free MPS, CPLEX LP.
struct FileTests {
    /// min 2x + 3y - z: x + y in 2...8, x - z >= -3, y + z <= 5, x <= 4, y integer in 1...9, z <= 6.
    func named() throws -> Problem {
        let problem = try Problem(name: "small")
        try problem.addColumn(bounds: 0...4, objective: 2, name: "x")
        try problem.addColumn(bounds: 1...9, objective: 3, kind: .integer, name: "y")
        try problem.addColumn(bounds: ...6, objective: -1, name: "z")
        try problem.addRow(bounds: 2...8, name: "range", coefficients: [(0, 1), (1, 1)])
        try problem.addRow(bounds: (-3)..., name: "least", coefficients: [(0, 1), (2, -1)])
        try problem.addRow(bounds: ...5, name: "most", coefficients: [(1, 1), (2, 1)])
        return problem
    }

    @Test(arguments: FileFormat.allCases, ["p", "p.gz"]) func roundTrip(format: FileFormat, file: String) throws {
        try withFolder { folder in
            let problem = try named()
            if format != .cplexLP { try problem.setObjectiveConstant(7) }
            let path = folder + "/" + file
            try problem.write(to: path, as: format)
            // writing is no edit and leaves the problem alone
            let expected = try #require(problem.solveInteger().objective)
            // y = 1; x = 1 for the range; z = 4 by both rows: 2 + 3 - 4
            #expect(near(expected, (format == .cplexLP ? 0 : 7) + 1))
            let read = try Problem(reading: path, as: format)
            #expect(near(try read.solveInteger().objective, expected))
            #expect(try read.column(named: "y") != nil && read.row(named: "most") != nil)
            #expect(try read.integerColumnCount == 1)
            #expect(try read.objectiveConstant == problem.objectiveConstant)
            if format != .cplexLP {
                #expect(try read.name == "small")
                #expect(try read.bounds(row: 0) == 2...8)
                #expect(try read.bounds(column: 2) == ...6)
            }
            // by number
            try problem.setName(column: 0, "a name that no format holds: [é]")
            expectSomeError { try problem.write(to: path, as: format) }
            try problem.write(to: path, as: format, names: .number)
            #expect(near(try Problem(reading: path, as: format).solveInteger().objective, expected))
        }
    }

    @Test func whatAFormatCannotHold() throws {
        try withFolder { folder in
            let path = folder + "/p"
            func refused(_ format: FileFormat, _ change: (Problem) throws -> Void) throws {
                let problem = try named()
                try change(problem)
                guard case .unsupported = error({ try problem.write(to: path, as: format) }) else {
                    Issue.record("\(format) took it")
                    return
                }
                #expect(!FileManager.default.fileExists(atPath: path))
            }
            for format in FileFormat.allCases {
                try refused(format) { try $0.addRow(bounds: .free, coefficients: [(0, 1)]) }
                try refused(format) { try $0.removeAll() }
                try refused(format) { try $0.deleteRows([0, 1, 2]) }
                try refused(format) { try $0.setName(row: 0, "two words") }
            }
            try refused(.fixedMPS) { try $0.setSense(.maximise) }
            try refused(.freeMPS) { try $0.setSense(.maximise) }
            try refused(.fixedMPS) { try $0.setName(column: 0, "ninechars") }
            try refused(.cplexLP) { try $0.setObjectiveConstant(1) }
            try refused(.cplexLP) { try $0.setName(column: 0, "free") }
            try refused(.cplexLP) { try $0.setName(column: 0, "2x") }
            try refused(.cplexLP) { try $0.setName(column: 0, "a-b") }
            try refused(.cplexLP) {
                try $0.setName(column: 0, nil)
                try $0.setName(column: 1, "x_1")
            }
            try refused(.freeMPS) {
                try $0.setName(row: 0, nil)
                try $0.setName(row: 1, "R0000001")
            }
            let maximum = try SimplexTests.windows(sense: .maximise).problem
            try maximum.write(to: path, as: .cplexLP)
            let read = try Problem(reading: path, as: .cplexLP)
            #expect(try read.sense == .maximise)
            #expect(near(try read.solveSimplex().objective, 36))
        }
    }

    @Test func errorsNameFileAndLine() throws {
        try withFolder { folder in
            func failure(_ text: String, _ format: FileFormat) throws -> GLPKError? {
                let path = folder + "/a: b"
                try text.write(toFile: path, atomically: true, encoding: .utf8)
                return error { _ = try Problem(reading: path, as: format) }
            }
            let path = folder + "/a: b"
            #expect(try failure("NAME a\nROWS\n N c\n Q r\n", .freeMPS)
                == .cannotRead(path: path, line: 4, message: "invalid row type in field 1"))
            #expect(try failure("NAME a\nROWS\n N c\n L r\nCOLUMNS\n x c 1 s 2\n", .freeMPS)
                == .cannotRead(path: path, line: 6, message: "row 's' not found"))
            #expect(try failure("Minimize\n x + y\nSubject To\n x + y >>> 2\nEnd\n", .cplexLP).map { failure in
                if case .cannotRead(path, 4?, _) = failure { true } else { false }
            } == true)
            #expect(try failure("", .cplexLP) != nil)
            #expect(try failure("Minimize\n x\nSubject To\n 1e150 x > 2\nEnd\n", .cplexLP)
                == .cannotRead(path: path, line: nil, message: "column 0 has the number 1e+150, which is larger than 1e100 in magnitude"))
            // crossed bounds can be read and are named when solving
            try "Minimize\n x\nSubject To\n x + y > 2\nBounds\n 3 <= y <= 2\nEnd\n".write(
                toFile: path, atomically: true, encoding: .utf8)
            let crossed = try Problem(reading: path, as: .cplexLP)
            let expected = GLPKError.invalidBounds(lower: 3, upper: 2, place: "Column 1")
            expectError(expected) { try crossed.solveSimplex() }
            expectError(expected) { try crossed.solveInteger() }
            expectError(expected) { try crossed.solveInteriorPoint() }
            try crossed.setBounds(column: 1, 0...2)
            #expect(try crossed.solveSimplex().isOptimal)

            expectError(.cannotRead(path: folder + "/none", line: nil, message: "No such file or directory")) { _ = try Problem(reading: folder + "/none", as: .freeMPS) }
            expectSomeError { _ = try Problem(reading: folder, as: .freeMPS) }
            expectSomeError { _ = try Problem(reading: "", as: .freeMPS) }
            expectSomeError { _ = try Problem(reading: "a\u{0}b", as: .freeMPS) }
            expectSomeError { _ = try Problem(reading: String(repeating: "p", count: 5000), as: .cplexLP) }
            let problem = try named()
            expectError(.cannotWrite(path: folder + "/none/p", message: "No such file or directory")) { try problem.write(to: folder + "/none/p", as: .freeMPS) }
            expectSomeError { try problem.write(to: String(repeating: "p", count: 5000), as: .cplexLP) }
            expectSomeError { try problem.write(to: "", as: .cplexLP) }
        }
    }
}
