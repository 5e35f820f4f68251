/// A table of text in columns, for terminals.
public struct TextTable: Sendable {
    /// On which side a column's texts stand.
    public enum Alignment: Sendable {
        case left, right
    }

    /// A column: its heading, its side, and whether it may be cut where the table would be too wide.
    public struct Column: Sendable {
        public var heading: String
        public var alignment: Alignment
        public var canShrink: Bool

        public init(_ heading: String, _ alignment: Alignment = .left, canShrink: Bool = false) {
            self.heading = heading
            self.alignment = alignment
            self.canShrink = canShrink
        }
    }

    public var columns: [Column]
    /// Each has one text for each column.
    public private(set) var rows: [[String]] = []

    public init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; texts that are missing are empty, texts beyond the columns are left out.
    public mutating func add(_ texts: [String]) {
        var row = texts.prefix(columns.count).map(DisplayWidth.harmless)
        row += Array(repeating: "", count: columns.count - row.count)
        rows.append(row)
    }

    /// Columns of the terminal between two columns of the table.
    private static let gutter = 2
    /// Columns that a shrinkable column keeps at the least.
    private static let leastWidth = 8

    /// The lines of the table, headings first, each at most `width` columns wide where the shrinkable columns allow it; no line ends in
    /// spaces.
    public func lines(width: Int = 80, style: TextStyle = .plain) -> [String] {
        var widths = columns.indices.map { column in
            rows.reduce(DisplayWidth.of(columns[column].heading)) { max($0, DisplayWidth.of($1[column])) }
        }
        var excess = widths.reduce(0, +) + Self.gutter * (columns.count - 1) - width
        for column in columns.indices.reversed() where excess > 0 && columns[column].canShrink {
            let cut = min(excess, max(0, widths[column] - Self.leastWidth))
            widths[column] -= cut
            excess -= cut
        }
        func line(_ texts: [String]) -> String {
            let cells = texts.indices.map {
                DisplayWidth.padded(DisplayWidth.truncated(texts[$0], to: widths[$0]), to: widths[$0], alignment: columns[$0].alignment)
            }
            let joined = cells.joined(separator: String(repeating: " ", count: Self.gutter))
            return String(joined.reversed().drop { $0 == " " }.reversed())
        }
        return [style.dim(line(columns.map(\.heading)))] + rows.map(line)
    }
}
