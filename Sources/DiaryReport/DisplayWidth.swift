/// How many columns of a terminal a text takes.
///
/// A column is what one Latin letter takes: East Asian wide and full-width characters and most emoji take two, combining marks and other
/// invisible characters none (Unicode Standard Annex 11, *East Asian Width*, and what terminals make of it).
public enum DisplayWidth {
    /// Columns that the text takes; the text has no line breaks and no escape sequences.
    ///
    /// - Complexity: O(n) in the text's length.
    public static func of(_ text: some StringProtocol) -> Int {
        text.reduce(0) { $0 + of($1) }
    }

    /// Columns, 0 to 2, that one character takes.
    public static func of(_ character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars {
            // The variation selector that asks for an emoji makes a narrow symbol wide.
            if scalar == "\u{FE0F}" { return 2 }
            width = max(width, of(scalar))
        }
        return width
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if (0x20...0x7E).contains(scalar.value) { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        // Medial vowels and final consonants of conjoining Hangul join the syllable that the leading consonant began.
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// Blocks whose characters are wide or full-width.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B16F, 0x1F200...0x1F2FF,
        0x20000...0x3FFFD,
    ]

    /// The text cut to at most `width` columns, with an ellipsis where something was cut.
    public static func truncated(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        guard width > 0 else { return "" }
        var result = "", used = 0
        for character in text {
            let next = of(character)
            if used + next > width - 1 { break }
            result.append(character)
            used += next
        }
        return result + "…"
    }

    /// The text with spaces after it, or before it, up to `width` columns.
    public static func padded(_ text: String, to width: Int, alignment: TextTable.Alignment = .left) -> String {
        let space = String(repeating: " ", count: max(0, width - of(text)))
        return alignment == .left ? text + space : space + text
    }

    /// The text without what could move a terminal's cursor or change its colours: control characters become `�`.
    public static func harmless(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(isHarmful(scalar) ? "\u{FFFD}" : scalar) }
        return String(result)
    }

    /// Control characters, line and paragraph separators, and the marks that turn the direction of writing.
    static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        }
    }
}
