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
    private var emphases: [Emphasis] = []

    /// How a row stands out on a terminal with colours.
    public enum Emphasis: Sendable {
        case plain, dim, notable
    }

    /// What becomes of a text that is wider than its column.
    public enum Overflow: Sendable {
        /// It is cut, and the columns that may shrink do so from the last on.
        case isCut
        /// It goes on in the next line, and the widest of the columns that may shrink do so first.
        case wraps
    }

    private let overflow: Overflow

    public init(_ columns: [Column], overflow: Overflow = .isCut) {
        self.columns = columns
        self.overflow = overflow
    }

    /// Adds a row; texts that are missing are empty, texts beyond the columns are left out.
    public mutating func add(_ texts: [String], emphasis: Emphasis = .plain) {
        var row = texts.prefix(columns.count).map(DisplayWidth.harmless)
        row += Array(repeating: "", count: columns.count - row.count)
        rows.append(row)
        emphases.append(emphasis)
    }

    /// Columns of the terminal between two columns of the table.
    private static let gutter = 2
    /// Columns that a shrinkable column keeps at the least.
    private static let leastWidth = 8

    /// The lines of the table, headings first, each at most `width` columns wide where the shrinkable columns allow it; no line ends in
    /// spaces.
    public func lines(width: Int = 80, style: TextStyle = .plain) -> [String] {
        let widths = widths(in: width)
        return lines(of: columns.map(\.heading), widths).map(style.dim)
            + zip(rows, emphases).flatMap { row, emphasis in
                lines(of: row, widths).map { line in
                    switch emphasis {
                    case .plain: line
                    case .dim: style.dim(line)
                    case .notable: style.notable(line)
                    }
                }
            }
    }

    private func widths(in width: Int) -> [Int] {
        var widths = columns.indices.map { column in
            rows.reduce(DisplayWidth.of(columns[column].heading)) { max($0, DisplayWidth.of($1[column])) }
        }
        var excess = widths.reduce(0, +) + Self.gutter * (columns.count - 1) - width
        switch overflow {
        case .isCut:
            for column in columns.indices.reversed() where excess > 0 && columns[column].canShrink {
                let cut = min(excess, max(0, widths[column] - Self.leastWidth))
                widths[column] -= cut
                excess -= cut
            }
        case .wraps:
            // One column of the terminal at a time, from the widest, of equally wide ones from the last; through words only at the end.
            let words = columns.indices.map { column in
                rows.reduce(Self.leastWidth) { least, row in
                    row[column].split(separator: " ").reduce(least) { max($0, DisplayWidth.of($1)) }
                }
            }
            for least in [words, columns.map { _ in Self.leastWidth }] {
                while excess > 0 {
                    let widest = columns.indices.filter { columns[$0].canShrink && widths[$0] > least[$0] }.max { widths[$0] <= widths[$1] }
                    guard let widest else { break }
                    widths[widest] -= 1
                    excess -= 1
                }
            }
        }
        return widths
    }

    /// The lines of one row.
    private func lines(of texts: [String], _ widths: [Int]) -> [String] {
        let cells = texts.indices.map { overflow == .wraps ? Self.wrapped(texts[$0], to: widths[$0]) : [texts[$0]] }
        return (0..<(cells.map(\.count).max() ?? 0)).map { index in
            let parts = cells.indices.map { column in
                let text = index < cells[column].count ? cells[column][index] : ""
                return DisplayWidth.padded(
                    DisplayWidth.truncated(text, to: widths[column]), to: widths[column], alignment: columns[column].alignment)
            }
            let joined = parts.joined(separator: String(repeating: " ", count: Self.gutter))
            return String(joined.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// A text in lines of at most `width` columns; a word that is longer is broken.
    private static func wrapped(_ text: String, to width: Int) -> [String] {
        TextLayout.wrapped(text, width: width).flatMap { line -> [String] in
            var parts: [String] = [], part = "", used = 0
            for character in line {
                let next = DisplayWidth.of(character)
                if used + next > width, !part.isEmpty {
                    parts.append(part)
                    (part, used) = ("", 0)
                }
                part.append(character)
                used += next
            }
            return parts + [part]
        }
    }
}
