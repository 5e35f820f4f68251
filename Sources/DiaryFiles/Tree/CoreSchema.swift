/// The core schema of YAML 1.2 (section 10.3): what an unquoted scalar is.
///
/// Dates and times stay texts, `12:30` is no number, and `yes`, `no`, `on`, `off` are texts.
enum CoreSchema {
    enum Kind: Equatable {
        case null
        case bool(Bool)
        /// A whole number; nil where it does not fit into 64 bits.
        case integer(Int?)
        /// A number with a point or exponent, or infinity or not-a-number.
        case decimal
        case text
    }

    static func isNull(_ text: String) -> Bool {
        switch text {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }

    /// What a plain scalar is. Linear in its length.
    static func resolve(_ text: String) -> Kind {
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"): return isNull(text) ? .null : .text
        case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
            switch text {
            case "true", "True", "TRUE": return .bool(true)
            case "false", "False", "FALSE": return .bool(false)
            default: return .text
            }
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): return number(text)
        default: return .text
        }
    }

    private static func number(_ text: String) -> Kind {
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN": return .decimal
        default: break
        }
        if let digits = after("0x", in: text) { return radix(digits, 16) }
        if let digits = after("0o", in: text) { return radix(digits, 8) }
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let whole = digits(&rest)
        if rest.isEmpty { return whole > 0 ? .integer(Int(text)) : .text }
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = digits(&rest)
        }
        guard whole + fraction > 0 else { return .text }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard digits(&rest) > 0 else { return .text }
        }
        return rest.isEmpty ? .decimal : .text
    }

    private static func after(_ prefix: String, in text: String) -> Substring.UTF8View? {
        text.hasPrefix(prefix) ? text.dropFirst(2).utf8 : nil
    }

    private static func radix(_ digits: Substring.UTF8View, _ radix: Int) -> Kind {
        guard !digits.isEmpty, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else { return .text }
        guard radix == 16 || digits.allSatisfy({ $0 < UInt8(ascii: "8") }) else { return .text }
        return .integer(Int(Substring(digits), radix: radix))
    }

    private static func digits(_ rest: inout Substring.UTF8View) -> Int {
        var count = 0
        while let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            rest.removeFirst()
            count += 1
        }
        return count
    }
}
