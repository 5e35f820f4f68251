/// A table in RFC 4180's comma-separated values, safe to open in a spreadsheet program.
public struct CSVTable: Sendable {
    /// A cell: a number, which is written as it is, or a text, which is guarded.
    public enum Cell: Hashable, Sendable {
        case number(Int)
        case decimal(String)
        case text(String)
        case empty
    }

    public var header: [String]
    public private(set) var rows: [[Cell]] = []

    public init(header: [String]) {
        self.header = header
    }

    /// Adds a row with one cell for each column.
    public mutating func add(_ row: [Cell]) {
        rows.append(row)
    }

    /// The mark that tells spreadsheet programs that the file is UTF-8; without it Excel takes names such as "Zoë" for another encoding.
    public static let byteOrderMark = "\u{FEFF}"

    /// The file's content: byte-order mark, header and rows, each line ended by CR LF.
    public var content: String {
        let lines = [headerLine] + rows.map(Self.line)
        return Self.byteOrderMark + lines.map { $0 + "\r\n" }.joined()
    }

    /// The header as the file has it, without its line end.
    public var headerLine: String { Self.line(header.map(Cell.text)) }

    private static func line(_ cells: [Cell]) -> String { cells.map(written).joined(separator: ",") }

    private static func written(_ cell: Cell) -> String {
        switch cell {
        case .number(let number): String(number)
        case .decimal(let number): number
        case .text(let text): quoted(guarded(text))
        case .empty: ""
        }
    }

    /// A text that a spreadsheet program would take for a formula gets an apostrophe before it, which such programs do not show
    /// (OWASP, *CSV Injection*).
    static func guarded(_ text: String) -> String {
        guard let first = text.unicodeScalars.first(where: { $0 != " " }) else { return text }
        return ["=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"].contains(first) ? "'" + text : text
    }

    /// A text with a comma, a quotation mark, a line break or space at an end is quoted, its quotation marks doubled (RFC 4180, section 2).
    static func quoted(_ text: String) -> String {
        let mustQuote =
            text.unicodeScalars.contains { [",", "\"", "\r", "\n"].contains($0) } || text.first == " " || text.last == " "
        guard mustQuote else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
