/// Turns the bytes of a file into a tree, whichever notation they are in.
enum TreeReader {
    /// Reads YAML or JSON; nil where an error was reported.
    static func read(_ file: Int, _ report: Report) -> Node? {
        let source = report.sources[file]
        guard isText(file, report) else { return nil }
        let isNamedJSON = source.path.lowercased().hasSuffix(".json")
        guard isNamedJSON || firstByte(source) == UInt8(ascii: "{") else { return YAMLTree.read(file, report) }
        // A flow mapping of YAML looks like JSON at first. Errors are kept apart until it is clear which of the two the file is.
        let attempt = Report(like: report)
        do {
            let root = try JSONTree.read(file, attempt)
            report.takeOver(attempt)
            return root
        } catch {
            let attempt = Report(like: report)
            if let root = YAMLTree.read(file, attempt) {
                report.takeOver(attempt)
                return root
            }
            if isNamedJSON {
                source.unit = .bytes
                report.error(Span(file: UInt16(file), offset: UInt32(error.offset)), "this is no JSON: \(error.message)")
            } else {
                report.takeOver(attempt)
            }
            return nil
        }
    }

    /// Reads JSON alone; nil where an error was reported.
    static func readJSON(_ file: Int, _ report: Report) -> Node? {
        guard isText(file, report) else { return nil }
        do {
            return try JSONTree.read(file, report)
        } catch {
            report.error(Span(file: UInt16(file), offset: UInt32(error.offset)), "this is no JSON: \(error.message)")
            return nil
        }
    }

    private static func firstByte(_ source: SourceText) -> UInt8? {
        source.bytes.dropFirst(source.byteOrderMarkLength).first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    }

    /// Whether the bytes are UTF-8 text without NUL; what is not is reported.
    static func isText(_ file: Int, _ report: Report) -> Bool {
        let bytes = report.sources[file].bytes
        func refuse(_ offset: Int, _ message: String) -> Bool {
            report.error(Span(file: UInt16(file), offset: UInt32(offset)), message, expected: "a text file in UTF-8")
            return false
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return refuse(0, "the file is in UTF-16 or UTF-32; save it again as UTF-8")
        }
        if let invalid = firstInvalidByte(bytes) { return refuse(invalid, "this byte is no UTF-8; save the file again as UTF-8") }
        if let nul = bytes.firstIndex(of: 0) {
            return refuse(
                nul,
                nul < 4
                    ? "the file is in UTF-16 or UTF-32, or is no text at all"
                    : "the character NUL stands here, so this is no text")
        }
        return true
    }

    /// The first byte that is no part of well-formed UTF-8 (Unicode 16, table 3-7). Linear.
    static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                let first = bytes[index]
                let length: Int
                var second: ClosedRange<UInt8> = 0x80...0xBF
                switch first {
                case 0..<0x80:
                    index += 1
                    continue
                case 0xC2...0xDF: length = 2
                case 0xE0: (length, second) = (3, 0xA0...0xBF)
                case 0xED: (length, second) = (3, 0x80...0x9F)
                case 0xE1...0xEF: length = 3
                case 0xF0: (length, second) = (4, 0x90...0xBF)
                case 0xF1...0xF3: length = 4
                case 0xF4: (length, second) = (4, 0x80...0x8F)
                default: return index
                }
                guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return index }
                for further in 2..<max(2, length) where bytes[index + further] & 0xC0 != 0x80 { return index }
                index += length
            }
            return nil
        }
    }
}
