import Mustache

/// Text in HTML, element or attribute: every value of a page goes through this.
///
/// Scalars are escaped one by one. Mustache's own escaping goes by characters, so that a quotation mark with a combining accent after it is
/// another character to it and ends an attribute in a browser.
struct PageText: MustacheContentType {
    /// The name by which templates ask for it.
    static let name = "DIARY_PAGE"

    func escapeText(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { Self.replacement(of: $0) != nil }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if let replacement = Self.replacement(of: scalar) { result += replacement } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }

    /// What stands for a scalar that cannot stand for itself: the five of HTML's syntax, and, as `�`, what may not stand in XML or turns the
    /// direction of the text around it.
    private static func replacement(of scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "<": return "&lt;"
        case ">": return "&gt;"
        case "&": return "&amp;"
        case "\"": return "&quot;"
        case "'": return "&#39;"
        case "\u{FFFE}", "\u{FFFF}": return "\u{FFFD}"
        default:
            guard scalar.value >= 0x80 || scalar.value < 0x20 || scalar.value == 0x7F else { return nil }
            return DisplayWidth.isHarmful(scalar) ? "\u{FFFD}" : nil
        }
    }
}
