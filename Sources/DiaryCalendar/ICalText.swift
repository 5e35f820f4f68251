/// What may stand in a TEXT value.
enum ICalText {
    /// The text with every kind of line break as `\n`, tabs as spaces, and without other control characters, which RFC 5545 §3.3.11
    /// forbids and which several readers take for line breaks.
    static func cleaned(_ text: String) -> String {
        if text.utf8.allSatisfy({ (32..<127).contains($0) }) { return text }
        var result = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where afterReturn: break
            case "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}": result.append("\n")
            case "\t": result.append(" ")
            default:
                if scalar.properties.generalCategory != .control { result.append(scalar) }
            }
            afterReturn = scalar == "\r"
        }
        return String(result)
    }

    /// With backslashes, semicolons, commas and line breaks escaped (RFC 5545 §3.3.11).
    static func escaped(_ text: String) -> String {
        if !text.utf8.contains(where: { $0 == 10 || $0 == 44 || $0 == 59 || $0 == 92 }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": result.append(contentsOf: ["\\", scalar])
            case "\n": result.append(contentsOf: ["\\", "n"])
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
