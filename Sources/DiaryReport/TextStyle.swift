/// Colours and weights of terminal text, or none.
public struct TextStyle: Hashable, Sendable {
    /// Whether escape sequences are written (ECMA-48, *Select Graphic Rendition*).
    public var isColoured: Bool

    public init(isColoured: Bool) {
        self.isColoured = isColoured
    }

    /// Text without escape sequences.
    public static let plain = TextStyle(isColoured: false)

    /// What stands out.
    public func bold(_ text: String) -> String { rendered(text, 1) }
    /// What may be skipped.
    public func dim(_ text: String) -> String { rendered(text, 2) }
    /// What is well.
    public func good(_ text: String) -> String { rendered(text, 32) }
    /// What deserves a look.
    public func notable(_ text: String) -> String { rendered(text, 33) }
    /// What is wrong.
    public func bad(_ text: String) -> String { rendered(text, 31) }

    private func rendered(_ text: String, _ code: Int) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
