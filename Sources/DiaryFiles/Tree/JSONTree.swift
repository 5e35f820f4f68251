/// Reads JSON (RFC 8259) into a tree of ``Node``s.
///
/// Every JSON text is also YAML 1.2, but libyaml, made for YAML 1.1, refuses pairs of `\u` escapes and long keys; and this is faster.
struct JSONTree {
    /// What is wrong and at which byte.
    struct Problem: Error {
        var offset: Int
        var message: String
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let file: UInt16
    private let report: Report
    private var position: Int
    private var values = 0

    /// The tree of a file whose bytes are valid UTF-8. Keys that stand twice are reported and dropped; anything else wrong is thrown.
    /// Linear in the file's length.
    static func read(_ file: Int, _ report: Report) throws(Problem) -> Node {
        let source = report.sources[file]
        let start = source.byteOrderMarkLength
        return try source.bytes.withUnsafeBufferPointer { buffer throws(Problem) in
            var tree = JSONTree(text: buffer, file: UInt16(file), report: report, position: start)
            let root = try tree.value(depth: 0)
            tree.skipBlanks()
            guard tree.position == buffer.count else { throw tree.problem("the JSON value has ended, but more text follows") }
            return root
        }
    }

    private init(text: UnsafeBufferPointer<UInt8>, file: UInt16, report: Report, position: Int) {
        self.text = text
        self.file = file
        self.report = report
        self.position = position
    }

    private func problem(_ message: String, at offset: Int? = nil) -> Problem {
        Problem(offset: offset ?? position, message: message)
    }

    private var byte: UInt8? { position < text.count ? text[position] : nil }

    private mutating func skipBlanks() {
        while position < text.count, text[position] == 0x20 || (0x09...0x0D).contains(text[position]) {
            guard text[position] != 0x0B, text[position] != 0x0C else { return }
            position += 1
        }
    }

    private func span(from start: Int) -> Span {
        Span(file: file, offset: UInt32(start), length: UInt32(max(1, position - start)))
    }

    private mutating func value(depth: Int) throws(Problem) -> Node {
        skipBlanks()
        values += 1
        guard values <= TreeLimits.values else { throw problem("the file holds more than \(TreeLimits.values) values") }
        let start = position
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < TreeLimits.depth else {
                throw problem("lists and mappings are nested more than \(TreeLimits.depth) deep here")
            }
            return byte == UInt8(ascii: "{") ? try object(depth: depth) : try array(depth: depth)
        case UInt8(ascii: "\""):
            let text = try string()
            return Node(content: .scalar(text, .quoted), span: span(from: start))
        case nil: throw problem("the file ends where a value is expected")
        default:
            while let byte, Self.isWordByte(byte) { position += 1 }
            let word = String(decoding: text[start..<position], as: UTF8.self)
            guard word == "true" || word == "false" || word == "null" || Self.isNumber(text[start..<position]) else {
                throw problem("this is no JSON value; texts stand in double quotes", at: start)
            }
            return Node(content: .scalar(word, .plain), span: span(from: start))
        }
    }

    private mutating func object(depth: Int) throws(Problem) -> Node {
        let start = position
        position += 1
        var entries: [Node.Entry] = []
        skipBlanks()
        if byte == UInt8(ascii: "}") {
            position += 1
            return Node(content: .mapping([]), span: span(from: start))
        }
        while true {
            skipBlanks()
            let keyStart = position
            guard byte == UInt8(ascii: "\"") else { throw problem("a key in double quotes is expected here") }
            let key = try string()
            let keySpan = span(from: keyStart)
            skipBlanks()
            guard byte == UInt8(ascii: ":") else { throw problem("a `:` is missing after the key \(quoted(key))") }
            position += 1
            entries.append(Node.Entry(key: key, keySpan: keySpan, value: try value(depth: depth + 1)))
            skipBlanks()
            switch byte {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return Node(content: .mapping(withoutDuplicateKeys(entries, report)), span: span(from: start))
            default: throw problem("a `,` or the mapping's `}` is expected here")
            }
        }
    }

    private mutating func array(depth: Int) throws(Problem) -> Node {
        let start = position
        position += 1
        var items: [Node] = []
        skipBlanks()
        if byte == UInt8(ascii: "]") {
            position += 1
            return Node(content: .sequence([]), span: span(from: start))
        }
        while true {
            items.append(try value(depth: depth + 1))
            skipBlanks()
            switch byte {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return Node(content: .sequence(items), span: span(from: start))
            default: throw problem("a `,` or the list's `]` is expected here")
            }
        }
    }

    private mutating func string() throws(Problem) -> String {
        let start = position
        position += 1
        let contentStart = position
        while let byte, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if byte == UInt8(ascii: "\"") {
            position += 1
            return String(decoding: text[contentStart..<position - 1], as: UTF8.self)
        }
        var bytes = Array(text[contentStart..<position])
        while true {
            guard let byte else { throw problem("the text in quotes has no end", at: start) }
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                position += 1
                try escape(into: &bytes)
            case 0..<0x20:
                throw problem(
                    "a text in quotes cannot hold a line break or another control character; write it as an escape such as `\\n`")
            default:
                bytes.append(byte)
                position += 1
            }
        }
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(Problem) {
        let start = position - 1
        guard let byte else { throw problem("the text in quotes has no end", at: start) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal(start)
            if (0xD800..<0xDC00).contains(code) {
                guard byte0(UInt8(ascii: "\\")), byte0(UInt8(ascii: "u")) else {
                    throw problem("this escape is half of a character", at: start)
                }
                let low = try hexadecimal(start)
                guard (0xDC00..<0xE000).contains(low) else { throw problem("this escape is half of a character", at: start) }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw problem("this escape is half of a character", at: start) }
            bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
        default: throw problem("there is no such escape in JSON", at: start)
        }
    }

    /// Takes a byte if it comes next.
    private mutating func byte0(_ wanted: UInt8) -> Bool {
        guard byte == wanted else { return false }
        position += 1
        return true
    }

    private mutating func hexadecimal(_ start: Int) throws(Problem) -> UInt32 {
        guard position + 4 <= text.count,
            text[position..<position + 4].allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let code = UInt32(String(decoding: text[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw problem("`\\u` is followed by four hexadecimal digits", at: start) }
        position += 4
        return code
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), 0x80...0xFF:
            return true
        default: return false
        }
    }

    /// The grammar of numbers of RFC 8259, section 6.
    private static func isNumber(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var rest = text
        func digits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int {
            let before = rest.count
            while let byte = rest.first, (0x30...0x39).contains(byte) { rest.removeFirst() }
            return before - rest.count
        }
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let leadingZero = rest.first == UInt8(ascii: "0")
        let whole = digits(&rest)
        guard whole == 1 || (whole > 1 && !leadingZero) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard digits(&rest) > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard digits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }
}
