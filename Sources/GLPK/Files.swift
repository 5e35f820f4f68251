import CGLPKShims

/// A format for problems in files. A path that ends in `.gz` is compressed.
public enum FileFormat: String, Sendable, Hashable, CaseIterable {
    /// Fields at fixed columns; names of up to 8 characters; numbers of up to 12.
    case fixedMPS
    /// Fields apart by white space.
    case freeMPS
    case cplexLP
}

/// What to do with names that a format cannot hold.
public enum NamePolicy: Sendable, Hashable {
    /// Keep every name, and throw where the format cannot hold one.
    case keep
    /// Write rows and columns by number.
    case number
}

extension Problem {
    /// Reads a problem from a file.
    ///
    /// In MPS, the first free row is the objective, other free rows are dropped, and a right-hand side
    /// of the objective row is minus the objective's constant, as in CPLEX, Gurobi and HiGHS (GLPK by
    /// itself takes it with the other sign). MPS has no sense: the problem minimises.
    ///
    /// - Throws: ``GLPKError/cannotRead(path:line:message:)``.
    public convenience init(reading path: String, as format: FileFormat) throws(GLPKError) {
        try self.init()
        guard Problem.isUsable(path) else {
            throw .cannotRead(path: path, line: nil, message: Problem.pathRule)
        }
        var code: Int32 = 0
        captured = []
        let answer = cglpk_read(handle, format.code, path, &code)
        let lines = captured ?? []
        captured = nil
        try check(answer)
        if code != 0 { throw Problem.readFailure(path, lines) }
        var place = cglpk_place()
        let numbers = cglpk_check_numbers(handle, &place)
        if Int(numbers) == CGLPK_BAD_VALUE {
            throw .cannotRead(
                path: path, line: nil,
                message: "column \(place.major) has the number \(place.value), which is larger than 1e100 in magnitude")
        }
        try check(numbers)
        if format != .cplexLP, case let constant = try objectiveConstant, constant != 0 {
            try setObjectiveConstant(-constant)
        }
        edited()
    }

    /// Writes the problem to a file, with 15 significant digits (in fixed MPS, as many as 12
    /// characters hold). In CPLEX LP a two-sided row becomes an equation with one more column.
    ///
    /// - Throws: ``GLPKError/cannotWrite(path:message:)``; ``GLPKError/unsupported(_:reason:)`` for
    ///   what the format cannot express as GLPK writes it: a free row or no rows or columns, a
    ///   maximisation in MPS, a constant in CPLEX LP, a name under ``NamePolicy/keep``.
    public func write(to path: String, as format: FileFormat, names: NamePolicy = .keep) throws(GLPKError) {
        guard Problem.isUsable(path) else { throw .cannotWrite(path: path, message: Problem.pathRule) }
        try checkExpressible(format)
        if names == .keep {
            try checkNames(format)
        }
        let written = try copy(names: names == .keep)
        if format != .cplexLP { try written.setObjectiveConstant(-objectiveConstant) }
        written.captured = []
        var code: Int32 = 0
        try written.check(cglpk_write(written.handle, format.code, path, &code))
        let lines = written.captured ?? []
        if code != 0 {
            throw .cannotWrite(path: path, message: Problem.reason(in: lines) ?? "it cannot be written")
        }
    }

    // MARK: What a format can hold

    private func checkExpressible(_ format: FileFormat) throws(GLPKError) {
        let what = "writing \(format.rawValue)"
        let size = try size()
        if size.rows == 0 || size.columns == 0 {
            throw .unsupported(what, reason: "GLPK writes no problem without rows or without columns")
        }
        for row in 0..<size.rows where try bounds(row: row) == .free {
            throw .unsupported(what, reason: "row \(row) is free, and would be lost or taken for the objective")
        }
        switch format {
        case .cplexLP:
            if size.constant != 0 {
                throw .unsupported(what, reason: "GLPK writes the objective's constant as a comment only")
            }
        case .fixedMPS, .freeMPS:
            if size.maximise != 0 {
                throw .unsupported(what, reason: "the format has no sense; negate the objective and minimise, or use cplexLP")
            }
        }
    }

    private func checkNames(_ format: FileFormat) throws(GLPKError) {
        let what = "the names in \(format.rawValue)"
        if let name = try name, !format.canHold(title: name) {
            throw .unsupported(what, reason: "the problem's name \(name.debugDescription) does not fit")
        }
        let size = try size()
        for (axis, count) in [(Axis.row, size.rows), (Axis.column, size.columns)] {
            for index in 0..<count {
                let name = axis == .row ? try name(row: index) : try name(column: index)
                if let name {
                    if !format.canHold(name: name) {
                        throw .unsupported(
                            what,
                            reason: "the name \(name.debugDescription) of \(axis.rawValue) \(index) does not fit; write by number")
                    }
                } else {
                    // GLPK makes up a name, which another may have
                    let made = format.madeName(axis, index)
                    let taken = axis == .row ? try row(named: made) : try column(named: made)
                    if taken != nil {
                        throw .unsupported(
                            what, reason: "\(axis.rawValue) \(index) has no name and the one it would get, \(made), is taken")
                    }
                }
            }
        }
    }

    // MARK: Paths and messages

    /// GLPK formats paths into a buffer of 4096 bytes.
    private static let pathRule = "a path is 1 to 1000 bytes long and holds no zero byte"

    private static func isUsable(_ path: String) -> Bool {
        !path.isEmpty && path.utf8.count <= 1000 && !path.utf8.contains(0)
    }

    /// GLPK's message is `path:line: text`, or names the path in a sentence.
    private static func readFailure(_ path: String, _ lines: [String]) -> GLPKError {
        for line in lines.reversed() where line.hasPrefix(path + ":") {
            let rest = line.dropFirst(path.count + 1)
            let number = rest.prefix { $0.isNumber }
            let text = rest.dropFirst(number.count + 1).drop { $0 == " " }
            if text.hasPrefix("warning:") { continue }
            return .cannotRead(path: path, line: Int(number), message: String(text))
        }
        return .cannotRead(path: path, line: nil, message: reason(in: lines) ?? "it cannot be read")
    }

    private static func reason(in lines: [String]) -> String? {
        // "Unable to open 'path' - cause"
        let line = lines.last { $0.contains("' - ") } ?? lines.last
        return line?.split(separator: "' - ").last.map(String.init)
    }
}

extension FileFormat {
    var code: Int32 {
        switch self {
        case .fixedMPS: Int32(CGLPK_MPS_FIXED)
        case .freeMPS: Int32(CGLPK_MPS_FREE)
        case .cplexLP: Int32(CGLPK_CPLEX_LP)
        }
    }

    /// Whether a row or column name survives writing and reading.
    func canHold(name: String) -> Bool {
        switch self {
        case .fixedMPS: return name.utf8.count <= 8 && !name.utf8.contains(UInt8(ascii: " ")) && !name.hasPrefix("$")
        case .freeMPS: return !name.utf8.contains(UInt8(ascii: " ")) && !name.hasPrefix("$")
        case .cplexLP:
            let marks = Set("!\"#$%&()/,.;?@_`'{}|~".utf8)
            guard let first = name.utf8.first, first != UInt8(ascii: "."), !FileFormat.isDigit(first) else { return false }
            guard name.utf8.allSatisfy({ marks.contains($0) || FileFormat.isLetter($0) || FileFormat.isDigit($0) }) else {
                return false
            }
            return !FileFormat.keywords.contains(name.lowercased()) && !name.hasPrefix("~r_")
        }
    }

    /// Whether the problem's name survives, or is a comment that ends where it should.
    func canHold(title: String) -> Bool {
        self == .cplexLP ? !title.contains("*\\") : canHold(name: title)
    }

    /// The name GLPK makes up for a row or column without one.
    func madeName(_ axis: Axis, _ index: Int) -> String {
        let number = String(index + 1)
        if self == .cplexLP { return (axis == .row ? "r_" : "x_") + number }
        return (axis == .row ? "R" : "C") + String(repeating: "0", count: max(0, 7 - number.count)) + number
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    }

    /// Words that begin a section or stand for infinity in CPLEX LP.
    private static let keywords: Set<String> = [
        "minimize", "minimise", "minimum", "min", "maximize", "maximise", "maximum", "max", "subject", "such", "st",
        "s.t.", "st.", "bounds", "bound", "general", "generals", "gen", "integer", "integers", "int", "binary",
        "binaries", "bin", "end", "free", "inf", "infinity",
    ]
}
