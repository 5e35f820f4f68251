import Diary
import Testing

@testable import DiaryReport

@Suite("Tables for spreadsheet programs")
struct CSVTableTests {
    @Test("A file starts with a byte-order mark, and each line ends with CR LF")
    func form() {
        var table = CSVTable(header: ["name", "n"])
        table.add([.text("Zoë"), .number(-3)])
        table.add([.empty, .decimal("-0.5")])
        #expect(table.content == "\u{FEFF}name,n\r\nZoë,-3\r\n,-0.5\r\n")
    }

    @Test(
        "Commas, quotation marks and line breaks are quoted (RFC 4180)",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("two\nlines", "\"two\nlines\""),
            ("two\r\nlines", "\"two\r\nlines\""), (" x", "\" x\""), ("", ""),
        ])
    func quoting(text: String, written: String) {
        #expect(CSVTable.quoted(text) == written)
    }

    @Test(
        "A text that would run as a formula is disarmed",
        arguments: ["=1+1", "+44 20", "-x", "@sum(a1)", "\t=1", "\r=1", "  =1", "\u{FF1D}1"])
    func formulas(text: String) {
        #expect(CSVTable.guarded(text) == "'" + text)
    }

    @Test("Other texts stay as they are", arguments: ["a=b", "p01", "2026-11-23", "", "'quoted'", "Zoë"])
    func noFormulas(text: String) {
        #expect(CSVTable.guarded(text) == text)
    }

    private let tables = WeekTables(scenario: Week.scenario, timetable: Week.timetable, naming: Naming(scenario: Week.scenario, style: .full))

    /// The cells of the row of a table that starts with a text, by their headings.
    private func row(_ first: String, of table: CSVTable) throws -> [String: CSVTable.Cell] {
        let row = try #require(table.rows.first { $0.first == .text(first) })
        try #require(row.count == table.header.count)
        return Dictionary(uniqueKeysWithValues: zip(table.header, row))
    }

    @Test("Every table has a file, and every row a cell for each heading")
    func shape() {
        #expect(tables.files.map(\.name) == WeekTables.fileNames)
        for (name, table) in tables.files {
            #expect(table.rows.allSatisfy { $0.count == table.header.count }, "\(name)")
            #expect(Set(table.header).count == table.header.count, "\(name)")
        }
        #expect(tables.files.map(\.table.rows.count) == [4, 3, 3, 2, 2, 2, 1])
    }

    @Test("A session's row: times, people, place and points")
    func session() throws {
        let evening = try row("r2", of: tables.sessions)
        #expect(evening["date"] == .text("2026-11-24"))
        #expect(evening["day"] == .text("Tuesday"))
        #expect(evening["start"] == .text("17:00"))
        #expect(evening["end"] == .text("17:50"))
        #expect(evening["after-hours"] == .text("yes"))
        #expect(evening["names"] == .text("Zoë Ångström"))
        #expect(evening["place"] == .empty)
        // 100 for the type, less 8 for the second mode.
        #expect(evening["points"] == .decimal("92"))
        let inPerson = try row("r1", of: tables.sessions)
        #expect(inPerson["place name"] == .text("Alpha school"))
        #expect(inPerson["after-hours"] == .text("no"))
    }

    @Test("A practitioner's row")
    func practitioner() throws {
        let zoe = try row("p1", of: tables.practitioners)
        #expect(zoe["full"] == .text("yes"))
        #expect(zoe["in person"] == .number(1))
        #expect(zoe["evenings"] == .text("Tue"))
        #expect(zoe["supervision"] == .text("Wednesday 09:00"))
        let sam = try row("s1", of: tables.practitioners)
        #expect(sam["supervision given (minutes)"] == .number(90))
        #expect(sam["evenings on cover"] == .text("Tue"))
        #expect(sam["full"] == .text("no"))
    }

    @Test("Schools, what is not placed, supervision, meetings and cover")
    func others() throws {
        #expect(try row("alpha", of: tables.schools)["short by"] == .number(1))
        #expect(tables.schools.rows.last?.first == .empty)
        #expect(tables.unplaced.rows.map(\.first) == [.text("r6"), .text("r3")])
        #expect(try row("r3", of: tables.unplaced)["weeks waiting"] == .number(3))
        #expect(tables.supervision.rows.first?.last == .text("Sam"))
        #expect(try row("team", of: tables.meetings)["end"] == .text("11:00"))
        #expect(try row("links", of: tables.meetings)["start"] == .empty)
        #expect(tables.cover.rows == [[.text("2026-11-24"), .text("Tuesday"), .text("17:00"), .text("20:00"), .text("s1"), .text("Sam")]])
    }

    @Test("With pseudonyms no name of a person appears, and ids stand in their place")
    func pseudonyms() throws {
        let tables = WeekTables(scenario: Week.scenario, timetable: Week.timetable, naming: Naming(scenario: Week.scenario, style: .pseudonym))
        #expect(try row("p1", of: tables.practitioners)["name"] == .text("p1"))
        #expect(try row("r1", of: tables.sessions)["names"] == .text("p1"))
        #expect(tables.files.allSatisfy { !$0.table.content.contains("Zoë") && !$0.table.content.contains("Sam") })
    }
}
