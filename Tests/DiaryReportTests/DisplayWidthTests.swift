import DiaryReport
import Testing

@Suite("Display width")
struct DisplayWidthTests {
    @Test(
        "A text takes the columns that a terminal gives it",
        arguments: [
            ("", 0), ("abc", 3), ("Zoë", 3), ("Zoe\u{308}", 3), ("李小龍", 6), ("한국", 4), ("日本 x", 6), ("👩‍👧", 2), ("✔️", 2), ("…", 1),
            ("שלום", 4), ("a\u{200B}b", 2), ("ｱ", 1), ("Ａ", 2),
        ])
    func width(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test("Cutting counts columns, keeps characters whole and shows that something is gone")
    func truncation() {
        #expect(DisplayWidth.truncated("Heathland", to: 9) == "Heathland")
        #expect(DisplayWidth.truncated("Heathland", to: 5) == "Heat…")
        // Two wide characters and the ellipsis make five columns; a third would make seven.
        #expect(DisplayWidth.truncated("李小龍師", to: 6) == "李小…")
        #expect(DisplayWidth.truncated("abc", to: 1) == "…")
        #expect(DisplayWidth.truncated("abc", to: 0).isEmpty)
    }

    @Test("Padding fills up to the width, on either side, and cuts nothing")
    func padding() {
        #expect(DisplayWidth.padded("李", to: 4) == "李  ")
        #expect(DisplayWidth.padded("12", to: 4, alignment: .right) == "  12")
        #expect(DisplayWidth.padded("long", to: 2) == "long")
    }

    @Test("What could move the cursor, colour the screen or turn the text around is shown as a replacement character")
    func harmless() {
        #expect(DisplayWidth.harmless("a\u{1B}[31mb\nc\u{202E}d\u{85}") == "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}d\u{FFFD}")
        #expect(DisplayWidth.harmless("Zoë 李 👩‍👧") == "Zoë 李 👩‍👧")
    }
}
