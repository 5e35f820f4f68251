/// A value of an input file with its place: what YAML, JSON and CSV have in common.
struct Node {
    indirect enum Content {
        case scalar(String, Form)
        case sequence([Node])
        case mapping([Entry])
    }

    /// How a scalar was written, which decides what it can be.
    enum Form {
        /// Unquoted in YAML, or a number, `true`, `false` or `null` of JSON: its type follows from its text (``CoreSchema``).
        case plain
        /// A text, whatever it looks like.
        case quoted
        /// A cell, or part of a cell, of a CSV table: text, number or truth value as the key needs.
        case cell
    }

    /// One key of a mapping with its value.
    struct Entry {
        var key: String
        var keySpan: Span
        var value: Node
    }

    var content: Content
    var span: Span

    /// Whether this is `null` (or nothing at all), which counts as an absent key.
    var isNull: Bool {
        guard case .scalar(let text, .plain) = content else { return false }
        return CoreSchema.isNull(text)
    }

    /// The entries of a mapping; nil for anything else.
    var entries: [Entry]? {
        guard case .mapping(let entries) = content else { return nil }
        return entries
    }

    /// The items of a list; nil for anything else.
    var items: [Node]? {
        guard case .sequence(let items) = content else { return nil }
        return items
    }

    /// The value of a key of a mapping, `null` included.
    subscript(key: String) -> Node? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// The text of a scalar that is text by itself: what ids are compared by.
    var idText: String? {
        guard case .scalar(let text, let form) = content else { return nil }
        if form == .plain, CoreSchema.resolve(text) != .text { return nil }
        return text
    }

    /// What this is, for messages.
    var kindInWords: String {
        switch content {
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .scalar(let text, let form):
            guard form == .plain else { return "the text \(quoted(text))" }
            switch CoreSchema.resolve(text) {
            case .null: return "nothing"
            case .bool, .integer, .decimal: return shortened(text)
            case .text: return "the text \(quoted(text))"
            }
        }
    }
}

/// A text cut to what a message can show.
func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    // The index is walked only as far as needed: a text can be as long as a file.
    guard let end = scalars.index(scalars.startIndex, offsetBy: 60, limitedBy: scalars.endIndex), end != scalars.endIndex else {
        return String(
            String.UnicodeScalarView(scalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "\u{FFFD}" : $0 }))
    }
    return shortened(String(scalars[..<end])) + "…"
}

/// A text of the input as messages show it.
func quoted(_ text: String) -> String { "`\(shortened(text))`" }
