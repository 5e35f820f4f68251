/// One thing that is wrong, or surely a mistake, in an input file: where it stands, what it is and what to do.
public struct Diagnostic: Hashable, Sendable {
    /// Whether the input can be used all the same.
    public enum Severity: String, Hashable, Sendable {
        /// The input breaks the rulebook and is refused.
        case error
        /// The input is legal but surely a mistake.
        case warning
    }

    public var severity: Severity
    /// The path of the file that holds the value, as it was asked for or as another file names it.
    public var file: String
    /// The line of the value, from 1.
    public var line: Int
    /// The column of the value's first character, from 1, in Unicode scalars.
    public var column: Int
    /// In a CSV table, the name of the column that holds the value.
    public var tableColumn: String?
    /// What is wrong.
    public var message: String
    /// What would be right, where that can be said in few words.
    public var expected: String?
    /// A key or id of the input that was probably meant.
    public var suggestion: String?
    /// The source line; of a very long one, the part around the value, with `…` where it was cut.
    public var excerpt: String
    /// How many characters (Unicode scalars) of the excerpt stand before the value.
    public var excerptOffset: Int
    /// How many characters of the excerpt the value takes, at least 1.
    public var excerptLength: Int

    public init(
        severity: Severity, file: String, line: Int, column: Int, tableColumn: String? = nil, message: String,
        expected: String? = nil,
        suggestion: String? = nil, excerpt: String = "", excerptOffset: Int = 0, excerptLength: Int = 1
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.tableColumn = tableColumn
        self.message = message
        self.expected = expected
        self.suggestion = suggestion
        self.excerpt = excerpt
        self.excerptOffset = excerptOffset
        self.excerptLength = excerptLength
    }

    /// The whole message in one sentence, without its place: what is wrong, what was expected, what was probably meant.
    public var sentence: String {
        var result = tableColumn.map { "column `\($0)`: " } ?? ""
        result += message
        if let expected { result += "; expected \(expected)" }
        if let suggestion { result += "; did you mean `\(suggestion)`?" }
        return result
    }

    /// Three lines for people: `file:line:column: error: ...`, the source line, and a caret line under the value.
    public var rendered: String {
        let head = "\(file):\(line):\(column): \(severity.rawValue): \(sentence)"
        guard !excerpt.isEmpty else { return head }
        // A tab before the value stays a tab, so that the caret stands under the value whatever a tab's width.
        var pad = String.UnicodeScalarView()
        for scalar in excerpt.unicodeScalars.prefix(excerptOffset) { pad.append(scalar == "\t" ? "\t" : " ") }
        return "\(head)\n\(excerpt)\n\(String(pad))\(String(repeating: "^", count: max(1, excerptLength)))"
    }
}

extension Diagnostic: CustomStringConvertible {
    public var description: String { rendered }
}
