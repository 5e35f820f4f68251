/// Paragraphs for terminals.
public enum TextLayout {
    /// The words of a text in lines of at most `width` columns; a word that is longer stands alone in its line.
    /// - Parameters:
    ///   - indent: Spaces before each line but the first.
    ///   - first: What stands before the first line.
    public static func wrapped(_ text: String, width: Int, indent: Int = 0, first: String = "") -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = first, used = DisplayWidth.of(first), isEmpty = true
        for word in text.split(separator: " ") {
            let length = DisplayWidth.of(word)
            if !isEmpty, used + 1 + length > width {
                lines.append(line)
                (line, used, isEmpty) = (margin, indent, true)
            }
            if !isEmpty {
                line += " "
                used += 1
            }
            line += word
            used += length
            isEmpty = false
        }
        lines.append(line)
        return lines
    }
}
