/// The order in which people look names up: numbers by their value, so that `School 9` comes before `School 10`, and letters without regard
/// to capitals.
enum NaturalOrder {
    /// Whether one text comes before another. Texts that differ in capitals or leading zeros alone are told apart by their scalars.
    ///
    /// - Complexity: linear in the texts' lengths.
    static func precedes(_ one: String, _ other: String) -> Bool {
        let (left, right) = (parts(of: one), parts(of: other))
        for (a, b) in zip(left, right) where a != b {
            switch (a, b) {
            case (.number(let a), .number(let b)): return a.count == b.count ? a < b : a.count < b.count
            case (.word(let a), .word(let b)): return a < b
            case (.number, .word): return true
            case (.word, .number): return false
            }
        }
        return left.count == right.count ? one < other : left.count < right.count
    }

    private enum Part: Equatable {
        /// The digits without leading zeros, of any length.
        case number(Substring)
        case word(String)
    }

    private static func parts(of text: String) -> [Part] {
        var parts: [Part] = [], rest = text[...]
        while let first = rest.first {
            let isDigit = isDigit(first), part = rest.prefix { Self.isDigit($0) == isDigit }
            parts.append(isDigit ? .number(part.drop { $0 == "0" }) : .word(part.lowercased()))
            rest = rest[part.endIndex...]
        }
        return parts
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
