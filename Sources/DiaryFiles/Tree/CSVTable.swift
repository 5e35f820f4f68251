/// The cells of a CSV table as RFC 4180 has them, each with its place. Lines may also end with LF alone, as many programs write them.
struct CSVTable {
    struct Cell {
        /// The text, quotes taken away.
        var text: String
        /// Where the cell starts and how many bytes it takes, quotes included.
        var span: Span
        /// The byte at which the text starts, and whether byte n of the text is byte n of the file from there.
        var textOffset: UInt32
        var isVerbatim: Bool
    }

    /// Records with all their cells; the first is the header. Lines without any character are left out.
    var records: [[Cell]]

    /// Reads a table whose bytes are UTF-8; what is wrong is reported, and reading goes on after it where it can. Linear.
    static func read(_ file: Int, _ report: Report) -> CSVTable {
        let source = report.sources[file]
        return source.bytes.withUnsafeBufferPointer { bytes in
            var reader = CSVReader(bytes: bytes, file: UInt16(file), position: source.byteOrderMarkLength, report: report)
            return CSVTable(records: reader.records())
        }
    }
}

private struct CSVReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let file: UInt16
    var position: Int
    let report: Report
    var values = 0

    private static let quote = UInt8(ascii: "\""), comma = UInt8(ascii: ","), carriageReturn: UInt8 = 0x0D, lineFeed: UInt8 = 0x0A

    init(bytes: UnsafeBufferPointer<UInt8>, file: UInt16, position: Int, report: Report) {
        self.bytes = bytes
        self.file = file
        self.position = position
        self.report = report
    }

    mutating func records() -> [[CSVTable.Cell]] {
        var result: [[CSVTable.Cell]] = []
        while position < bytes.count {
            var record: [CSVTable.Cell] = []
            while true {
                record.append(cell(column: record.count + 1))
                values += 1
                guard position < bytes.count, bytes[position] == Self.comma else { break }
                position += 1
            }
            skipLineEnd()
            if record.count > 1 || record[0].span.length > 0 { result.append(record) }
            guard values <= TreeLimits.values else {
                report.error(Span(file: file, offset: UInt32(position)), "the table holds more than \(TreeLimits.values) cells")
                return result
            }
        }
        return result
    }

    private func endsCell(_ byte: UInt8) -> Bool { byte == Self.comma || byte == Self.lineFeed || byte == Self.carriageReturn }

    private mutating func skipLineEnd() {
        if position < bytes.count, bytes[position] == Self.carriageReturn { position += 1 }
        if position < bytes.count, bytes[position] == Self.lineFeed { position += 1 }
    }

    private func span(_ start: Int, _ column: Int) -> Span {
        Span(file: file, tableColumn: UInt16(clamping: column), offset: UInt32(start), length: UInt32(position - start))
    }

    private mutating func cell(column: Int) -> CSVTable.Cell {
        let start = position
        guard position < bytes.count, bytes[position] == Self.quote else {
            var strayQuote: Int?
            while position < bytes.count, !endsCell(bytes[position]) {
                if bytes[position] == Self.quote, strayQuote == nil { strayQuote = position }
                position += 1
            }
            if let strayQuote {
                report.error(
                    Span(file: file, tableColumn: UInt16(clamping: column), offset: UInt32(strayQuote)),
                    "a quote stands inside a cell that does not start with one",
                    expected: "the whole cell in quotes, with every quote inside it doubled")
            }
            let text = String(decoding: bytes[start..<position], as: UTF8.self)
            return CSVTable.Cell(text: text, span: span(start, column), textOffset: UInt32(start), isVerbatim: true)
        }
        return quotedCell(start, column)
    }

    private mutating func quotedCell(_ start: Int, _ column: Int) -> CSVTable.Cell {
        position += 1
        var text: [UInt8] = []
        var hasEscapes = false
        while true {
            guard position < bytes.count else {
                report.error(
                    Span(file: file, tableColumn: UInt16(clamping: column), offset: UInt32(start)), "this quote is never closed",
                    expected: "a second quote at the cell's end")
                break
            }
            if bytes[position] == Self.quote {
                if position + 1 < bytes.count, bytes[position + 1] == Self.quote {
                    text.append(Self.quote)
                    hasEscapes = true
                    position += 2
                    continue
                }
                position += 1
                if position < bytes.count, !endsCell(bytes[position]) {
                    report.error(
                        Span(file: file, tableColumn: UInt16(clamping: column), offset: UInt32(position)),
                        "more text follows the quote that ends the cell",
                        expected: "a comma or the line's end; a quote inside a cell is doubled")
                    while position < bytes.count, !endsCell(bytes[position]) { position += 1 }
                }
                break
            }
            text.append(bytes[position])
            position += 1
        }
        return CSVTable.Cell(
            text: String(decoding: text, as: UTF8.self), span: span(start, column), textOffset: UInt32(start + 1),
            isVerbatim: !hasEscapes)
    }
}
