import Diary

/// Reads single values of a tree, and reports what is wrong with them. A nil result has always been reported.
struct ValueReader {
    let report: Report

    func wrong(_ node: Node, _ name: String, expected: String, suggestion: String? = nil) {
        report.error(node.span, "\(name) is \(node.kindInWords)", expected: expected, suggestion: suggestion)
    }

    // MARK: Texts

    /// A text. Numbers and truth values without quotes are none.
    func text(_ node: Node, _ name: String) -> String? {
        if let text = node.idText { return text }
        var hint: String?
        if case .scalar(let text, .plain) = node.content, !node.isNull { hint = "\"\(shortened(text))\"" }
        report.error(node.span, "\(name) is \(node.kindInWords)", expected: hint.map { "a text, in quotes: \($0)" } ?? "a text")
        return nil
    }

    /// A text that is not empty.
    func name(_ node: Node, _ name: String) -> String? {
        guard let text = text(node, name) else { return nil }
        guard !text.isEmpty else {
            report.error(node.span, "\(name) is empty", expected: "a text")
            return nil
        }
        return text
    }

    func bool(_ node: Node, _ name: String) -> Bool? {
        guard case .scalar(let text, let form) = node.content, form != .quoted, case .bool(let value) = CoreSchema.resolve(text)
        else {
            var suggestion: String?
            switch node.idText?.lowercased() {
            case "yes", "y", "on", "true": suggestion = "true"
            case "no", "n", "off", "false": suggestion = "false"
            default: break
            }
            wrong(node, name, expected: "`true` or `false`, without quotes", suggestion: suggestion)
            return nil
        }
        return value
    }

    /// One of some words.
    func word<Value>(_ node: Node, _ name: String, among words: [String], as value: (String) -> Value?) -> Value? {
        guard let text = text(node, name) else { return nil }
        if let result = value(text) { return result }
        report.error(
            node.span, "\(name) is \(quoted(text))", expected: "one of \(words.joined(separator: ", "))",
            suggestion: Suggestion.nearest(to: text, among: words))
        return nil
    }

    func mode(_ node: Node, _ name: String) -> Mode? {
        word(node, name, among: Mode.allCases.map(\.key)) { Mode(key: $0) }
    }

    // MARK: Numbers

    /// A whole number in a range.
    func integer(_ node: Node, _ name: String, _ range: ClosedRange<Int>, expected: String? = nil) -> Int? {
        let expected = expected ?? "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard case .scalar(let text, let form) = node.content, form != .quoted,
            case .integer(let value) = CoreSchema.resolve(text)
        else {
            wrong(node, name, expected: expected + quotesHint(node))
            return nil
        }
        guard let value, range.contains(value) else {
            report.error(node.span, "\(name) is \(shortened(text))", expected: expected)
            return nil
        }
        return value
    }

    /// A number in a range, whole or not.
    func decimal(_ node: Node, _ name: String, _ range: ClosedRange<Double>, expected: String) -> Double? {
        guard let (text, kind) = number(node) else {
            wrong(node, name, expected: expected + quotesHint(node))
            return nil
        }
        let value: Double? = if case .integer(let whole?) = kind { Double(whole) } else { Double(text) }
        guard let value, value.isFinite, range.contains(value) else {
            report.error(node.span, "\(name) is \(shortened(text))", expected: expected)
            return nil
        }
        return value
    }

    /// Points of 0 to 1,000,000 with at most three decimals, read exactly.
    func points(_ node: Node, _ name: String) -> Points? {
        let expected = "a number from 0 to 1000000 with at most three decimals"
        guard let (text, kind) = number(node) else {
            wrong(node, name, expected: expected + quotesHint(node))
            return nil
        }
        let thousandths: Int? =
            if case .integer(let whole) = kind { whole.flatMap { $0.magnitude <= 1_000_000 ? $0 * 1000 : nil } } else {
                Self.thousandths(text)
            }
        guard let thousandths, (0...1_000_000_000).contains(thousandths) else {
            report.error(node.span, "\(name) is \(shortened(text))", expected: expected)
            return nil
        }
        return Points(thousandths: thousandths)
    }

    private func number(_ node: Node) -> (String, CoreSchema.Kind)? {
        guard case .scalar(let text, let form) = node.content, form != .quoted else { return nil }
        let kind = CoreSchema.resolve(text)
        switch kind {
        case .integer, .decimal: return (text, kind)
        default: return nil
        }
    }

    private func quotesHint(_ node: Node) -> String {
        guard case .scalar(let text, .quoted) = node.content else { return "" }
        switch CoreSchema.resolve(text) {
        case .integer, .decimal: return ", without quotes"
        default: return ""
        }
    }

    /// The exact thousandths that a decimal number names, or nil where it has more than three decimals or ten digits before the point.
    static func thousandths(_ text: String) -> Int? {
        var digits: [UInt8] = []
        var exponent = 0
        var seenPoint = false
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: ".") {
                seenPoint = true
            } else if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
                let written = String(Substring(rest))
                guard let value = Int(written) else {
                    // Beyond 64 bits: only zero has such an exponent and is still in range.
                    return digits.isEmpty ? 0 : nil
                }
                guard value.magnitude < 1 << 40 else { return digits.isEmpty ? 0 : nil }
                exponent += value
                break
            } else {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                if seenPoint { exponent -= 1 }
                if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte - UInt8(ascii: "0")) }
            }
        }
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        guard !digits.isEmpty else { return 0 }
        let zeros = exponent + 3
        guard zeros >= 0, digits.count + zeros <= 13 else { return nil }
        var value = digits.reduce(0) { $0 * 10 + Int($1) }
        for _ in 0..<zeros { value *= 10 }
        return isNegative ? -value : value
    }

    // MARK: Lists

    /// The items of a list; nil, and reported, for anything else.
    func list(_ node: Node, _ name: String, of what: String) -> [Node]? {
        if let items = node.items { return items }
        wrong(node, name, expected: "a list of \(what)")
        return nil
    }

    /// A list of texts that are not empty.
    func names(_ node: Node, _ name: String, of what: String) -> [String]? {
        guard let items = list(node, name, of: what) else { return nil }
        return items.compactMap { self.name($0, "an item of \(name)") }
    }

    /// The entries of a mapping; nil, and reported, for anything else.
    func mapping(_ node: Node, _ name: String, example: String) -> Fields? {
        guard let entries = node.entries else {
            wrong(node, name, expected: "a mapping such as `\(example)`")
            return nil
        }
        return Fields(entries: entries, span: node.span)
    }
}

/// The keys of a mapping as a reader of things wants them: `null` is an absent key.
struct Fields {
    let entries: [Node.Entry]
    let span: Span

    subscript(key: String) -> Node? {
        guard let value = entries.first(where: { $0.key == key })?.value, !value.isNull else { return nil }
        return value
    }

    /// Where to point when a key is missing: at its `null`, else at the id, else at the mapping.
    func place(ofMissing key: String) -> Span {
        if let entry = entries.first(where: { $0.key == key }) { return entry.value.span }
        if let id = entries.first(where: { $0.key == "id" }) { return id.value.span }
        var span = span
        span.length = 1
        return span
    }
}
