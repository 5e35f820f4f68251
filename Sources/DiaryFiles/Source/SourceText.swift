/// Where a value stands in one of the files of an input.
struct Span: Hashable {
    /// Position in ``Report/sources``.
    var file: UInt16 = 0
    /// In a CSV table, the number of the column, from 1; otherwise 0.
    var tableColumn: UInt16 = 0
    /// The first unit of the value: bytes or Unicode scalars from the file's start (``SourceText/unit``).
    var offset: UInt32 = 0
    /// How many units the value takes.
    var length: UInt32 = 1
}

/// The bytes of one file, with what turns offsets into lines and columns.
final class SourceText {
    /// What offsets count.
    enum Unit {
        case bytes, scalars
    }

    /// A place as people read it.
    struct Place {
        var line: Int
        var column: Int
        var excerpt: String
        var excerptOffset: Int
        var excerptLength: Int
    }

    /// The path shown in diagnostics.
    let path: String
    /// The file's content: valid UTF-8 wherever a parser has been let loose on it.
    let bytes: [UInt8]
    /// What the offsets of this file's spans count; the parser that makes them sets it.
    var unit = Unit.bytes
    /// The header of a CSV table.
    var tableHeader: [String] = []

    /// Longest excerpt shown, in characters.
    private static let excerptLimit = 160
    private static let block = 4096

    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// Bytes of a leading UTF-8 byte-order mark, 0 or 3.
    var byteOrderMarkLength: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// Offsets of the lines' first bytes. Lines end with LF, CRLF or a lone CR, as editors count them.
    private lazy var lineStarts: [Int] = {
        var starts = [0]
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0A || (byte == 0x0D && (index + 1 >= bytes.count || bytes[index + 1] != 0x0A)) {
                starts.append(index + 1)
            }
        }
        return starts
    }()

    /// For each block of bytes, the Unicode scalars that start before it.
    private lazy var scalarsBefore: [Int] = {
        var result: [Int] = []
        var count = 0
        for (index, byte) in bytes.enumerated() {
            if index % Self.block == 0 { result.append(count) }
            if byte & 0xC0 != 0x80 { count += 1 }
        }
        result.append(count)
        return result
    }()

    private func scalars(before offset: Int) -> Int {
        let block = offset / Self.block
        guard block < scalarsBefore.count - 1 else {
            return countScalars(from: (scalarsBefore.count - 2) * Self.block, to: offset)
        }
        return scalarsBefore[block] + bytes[block * Self.block..<offset].count { $0 & 0xC0 != 0x80 }
    }

    private func countScalars(from start: Int, to end: Int) -> Int {
        guard start >= 0 else { return 0 }
        return scalarsBefore[start / Self.block] + bytes[start..<min(end, bytes.count)].count { $0 & 0xC0 != 0x80 }
    }

    /// The byte at which a scalar, counted from 0, starts.
    private func byteOffset(ofScalar index: Int) -> Int {
        var low = 0, high = scalarsBefore.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if scalarsBefore[middle] <= index { low = middle } else { high = middle - 1 }
        }
        var offset = low * Self.block
        var remaining = index - scalarsBefore[low]
        while offset < bytes.count {
            if bytes[offset] & 0xC0 != 0x80 {
                if remaining == 0 { return offset }
                remaining -= 1
            }
            offset += 1
        }
        return bytes.count
    }

    /// The line, column and excerpt of a span.
    func place(of span: Span) -> Place {
        let start = unit == .bytes ? min(Int(span.offset), bytes.count) : byteOffset(ofScalar: Int(span.offset))
        var low = 0, high = lineStarts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lineStarts[middle] <= start { low = middle } else { high = middle - 1 }
        }
        let lineStart = lineStarts[low]
        let visibleStart = low == 0 ? max(lineStart, min(byteOrderMarkLength, start)) : lineStart
        let before = scalars(before: start) - scalars(before: visibleStart)
        let cut = excerpt(around: start, lineStart: visibleStart, line: low, before: before)
        let units: Int
        switch unit {
        case .scalars: units = Int(span.length)
        case .bytes:
            let end = min(start + min(Int(span.length), 4 * Self.excerptLimit), bytes.count)
            units = bytes[start..<end].count { $0 & 0xC0 != 0x80 }
        }
        let room = cut.text.unicodeScalars.count - cut.offset
        return Place(
            line: low + 1, column: before + 1, excerpt: cut.text, excerptOffset: cut.offset,
            excerptLength: max(1, min(units, room)))
    }

    /// The line without its end, or the part around a place of a line that is too long, and the characters before the place in it.
    private func excerpt(around place: Int, lineStart: Int, line: Int, before: Int) -> (text: String, offset: Int) {
        var lineEnd = line + 1 < lineStarts.count ? lineStarts[line + 1] : bytes.count
        while lineEnd > lineStart, bytes[lineEnd - 1] == 0x0A || bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        if lineEnd - lineStart <= Self.excerptLimit {
            return (Self.printable(bytes[lineStart..<lineEnd]), before)
        }
        var start = max(lineStart, place - Self.excerptLimit / 2)
        while start > lineStart, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        var end = min(lineEnd, max(start, place) + Self.excerptLimit / 2)
        while end < lineEnd, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let left = start > lineStart ? "…" : "", right = end < lineEnd ? "…" : ""
        let shown = start < min(place, end) ? Self.printable(bytes[start..<min(place, end)]).unicodeScalars.count : 0
        return (left + Self.printable(bytes[start..<end]) + right, shown + left.unicodeScalars.count)
    }

    /// Text in which control characters, which could confuse a terminal, are replaced one for one.
    private static func printable(_ slice: ArraySlice<UInt8>) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in String(decoding: slice, as: UTF8.self).unicodeScalars {
            let isControl = (scalar.value < 0x20 && scalar != "\t") || (0x7F...0x9F).contains(scalar.value)
            scalars.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }

    /// The name of the column of a span in a CSV table.
    func columnName(of span: Span) -> String? {
        let index = Int(span.tableColumn) - 1
        return tableHeader.indices.contains(index) ? tableHeader[index] : nil
    }
}
