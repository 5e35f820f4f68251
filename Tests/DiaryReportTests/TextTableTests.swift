import DiaryReport
import Testing

@Suite("Text tables and paragraphs")
struct TextTableTests {
    @Test("Columns stand under their headings, numbers to the right, whatever letters the names have")
    func alignment() {
        var table = TextTable([.init("School"), .init("n", .right)])
        table.add(["李小", "5"])
        table.add(["Zoë's", "12"])
        #expect(table.lines() == ["School   n", "李小     5", "Zoë's   12"])
    }

    @Test("A table too wide shrinks the columns that may shrink, the last of them first")
    func shrinking() {
        var table = TextTable([.init("first", canShrink: true), .init("second", canShrink: true), .init("n", .right)])
        table.add([String(repeating: "a", count: 20), String(repeating: "b", count: 20), "1"])
        let lines = table.lines(width: 30)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 30 })
        #expect(lines[1] == String(repeating: "a", count: 16) + "…  bbbbbbb…  1")
    }

    @Test("A row with too few texts is filled, one with too many is cut")
    func rowLengths() {
        var table = TextTable([.init("a"), .init("b")])
        table.add(["1"])
        table.add(["1", "2", "3"])
        #expect(table.rows == [["1", ""], ["1", "2"]])
    }

    @Test("Paragraphs break between words and keep their indent; a long word is not broken")
    func wrapping() {
        #expect(TextLayout.wrapped("one two three", width: 8, indent: 2, first: "- ") == ["- one", "  two", "  three"])
        #expect(TextLayout.wrapped("incomprehensible it", width: 6) == ["incomprehensible", "it"])
        #expect(TextLayout.wrapped("", width: 6, first: "x") == ["x"])
    }

    @Test("Colours are written only where they are wanted")
    func colours() {
        #expect(TextStyle.plain.bold("a") == "a")
        #expect(TextStyle(isColoured: true).bold("a") == "\u{1B}[1ma\u{1B}[0m")
        #expect(TextStyle(isColoured: true).bad("").isEmpty)
    }
}
