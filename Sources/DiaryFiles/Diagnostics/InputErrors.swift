/// Everything that is wrong with an input, all at once: a program that gets it ends with exit code 65.
public struct InputErrors: Error, Hashable, Sendable {
    /// The errors, and the warnings found beside them, by file and place; at most 1,000 of each are kept.
    public var diagnostics: [Diagnostic]
    /// How many further errors were counted but not kept, because there are too many to read.
    public var omitted: Int

    public init(diagnostics: [Diagnostic], omitted: Int = 0) {
        self.diagnostics = diagnostics
        self.omitted = omitted
    }

    /// How many errors there are, those not kept included.
    public var count: Int { diagnostics.count { $0.severity == .error } + omitted }

    /// The first diagnostics as people read them, and how many more there are.
    public func rendered(limit: Int = 50) -> String {
        // Errors first decide whether the input is usable; warnings fill what room is left.
        let errors = diagnostics.filter { $0.severity == .error }
        let shown = Array((errors + diagnostics.filter { $0.severity == .warning }).prefix(limit))
        var result = shown.map(\.rendered).joined(separator: "\n\n")
        let rest = diagnostics.count - shown.count + omitted
        if rest > 0 { result += "\n\n... and \(rest) more" }
        return result
    }
}

extension InputErrors: CustomStringConvertible {
    public var description: String { rendered() }
}

/// A file that cannot be read or written at all: a program that gets it ends with exit code 74.
public struct FileError: Error, Hashable, Sendable {
    public enum Operation: String, Hashable, Sendable {
        case read, write
    }

    public var operation: Operation
    public var path: String
    /// Why, in the operating system's words or ours.
    public var reason: String

    public init(_ operation: Operation, _ path: String, reason: String) {
        self.operation = operation
        self.path = path
        self.reason = reason
    }
}

extension FileError: CustomStringConvertible {
    public var description: String { "cannot \(operation.rawValue) \(path): \(reason)" }
}

/// Why an input was not read.
public enum ReadingError: Error, Hashable, Sendable {
    /// The file named by the caller cannot be read: exit code 74.
    case file(FileError)
    /// The input is wrong: exit code 65.
    case input(InputErrors)
}

extension ReadingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .input(let errors): errors.description
        }
    }
}
