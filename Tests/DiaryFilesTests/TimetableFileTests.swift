import Diary
import DiaryFiles
import Foundation
import Testing

@Suite("Timetable files")
struct TimetableFileTests {
    static let published = """
        {"format": "diary-timetable/1", "service": "Hounslow MHST", "week": "2026-11-23", "programme": {"name": "other", "version": 3},
         "score": 4312.5, "bound": 4330.0,
         "sessions":    [{"request": "r001", "practitioners": ["p01"], "mode": "in-person", "start": "2026-11-24T10:00", "place": "heathland"}],
         "supervision": [{"practitioner": "p01", "supervisor": "s01", "start": "2026-11-23T09:00"}],
         "meetings":    [{"meeting": "team", "start": "2026-11-25T13:00"}],
         "cover":       [{"practitioner": "s01", "date": "2026-11-24"}]}
        """

    @Test("The rulebook's example is read, and keys of other programs are ignored")
    func readsTheRulebooksExample() throws {
        let document = try TimetableReader(texts: ["t.json": Self.published]).read("t.json")
        #expect(
            document
                == TimetableDocument(
                    service: "Hounslow MHST", week: "2026-11-23", score: 4312.5, bound: 4330,
                    sessions: [.init(request: "r001", practitioners: ["p01"], mode: "in-person", start: "2026-11-24T10:00")],
                    supervision: [.init(practitioner: "p01", supervisor: "s01", start: "2026-11-23T09:00")],
                    meetings: [.init(meeting: "team", start: "2026-11-25T13:00")],
                    cover: [.init(practitioner: "s01", date: "2026-11-24")]))
    }
}

@Suite("Timetable files, wrong and written")
struct TimetableWritingTests {
    private func errors(_ marked: String, sourceLocation: SourceLocation = #_sourceLocation) -> [Diagnostic] {
        let parsed = MarkedText(marked, file: "t.json")
        do throws(ReadingError) {
            _ = try TimetableReader(texts: ["t.json": parsed.text]).read("t.json")
            Issue.record("no error was found", sourceLocation: sourceLocation)
        } catch {
            guard case .input(let errors) = error else {
                Issue.record("\(error)", sourceLocation: sourceLocation)
                return []
            }
            #expect(
                errors.diagnostics.map { MarkedText.Mark(file: $0.file, line: $0.line, column: $0.column) } == parsed.marks,
                "\(errors)", sourceLocation: sourceLocation)
            return errors.diagnostics
        }
        return []
    }

    @Test("Every wrong type and missing key at once, at its place")
    func wrongTypes() {
        let found = errors(
            """
            {"format": "diary-timetable/1", "service": ▸5, "week": "2026-11-23", "score": ▸"many", "bound": null,
             "sessions": [▸▸{"request": "r1", "practitioners": ▸"p01", "mode": ▸null},
                          {"request": "r1", "practitioners": ["p01", ▸7], "mode": "video", "start": ▸["2026-11-24T10:00"]}, ▸"r3"],
             "supervision": ▸{}, "meetings": [▸{"start": "x"}], "cover": [▸{"practitioner": "s01"}]}
            """.replacing("▸▸", with: "▸"))
        for word in [
            "`service`", "`score`", "`practitioners`", "no `mode`", "no `start`", "`supervision`", "no `meeting`", "no `date`",
        ] {
            #expect(found.contains { $0.sentence.contains(word) }, "\(word)")
        }
    }

    @Test("What is no timetable file")
    func noTimetable() {
        #expect(errors("▸[]").first?.message.contains("a list") == true)
        #expect(errors("{\"format\": ▸\"diary-timetable/2\"}").first?.expected?.contains("diary-timetable/1") == true)
        #expect(errors("▸").first?.message.contains("the file ends") == true)
        #expect(errors("{\"format\": \"diary-timetable/1\",\n ▸}").first?.message.contains("a key in double quotes") == true)
        #expect(
            errors("{\"format\": \"diary-timetable/1\", \"service\": \"S\", \"week\": \"w\", ▸\"week\": \"v\"}").first?.message
                .contains("a second time") == true)
        #expect(
            errors("{\"format\": \"diary-timetable/1\", \"service\": \"S\", \"week\": \"w\", \"score\": ▸1e999}").first?.message
                .contains("`score`") == true)
    }

    @Test("Wrong ids, weeks and starts are kept for the checker; lists may be absent")
    func keptAsTheyAre() throws {
        let text =
            "{\"format\": \"diary-timetable/1\", \"service\": \"\", \"week\": \"no week\", \"sessions\": [{\"request\": \"\", \"practitioners\": [], \"mode\": \"fax\", \"start\": \"soon\"}]}"
        #expect(
            try TimetableReader(texts: ["t": text]).read("t")
                == TimetableDocument(
                    service: "", week: "no week", sessions: [.init(request: "", practitioners: [], mode: "fax", start: "soon")]))
    }

    private static func scenario() throws -> Scenario {
        var sections = Sections()
        sections.head = sections.head.replacing("service: S", with: "service: \"Ü \\\"S\\\"\"")
        sections.practitioners +=
            "  - {id: p02, name: Practitioner 2, desk: base, hours: {}, supervision: {with: [s01], minutes: 30}}\n"
        sections.meetings = "meetings: [{id: team, with: [p01, s01], minutes: 60, when: {wed: \"09:00-12:00\"}, place: school}]\n"
        sections.requests += "  - {id: r02, client: c2, school: school, type: talk}\n  - {id: r03, type: talk}\n"
        return try ScenarioReader(texts: ["s.yaml": sections.text]).read("s.yaml").scenario
    }

    private static let timetable = Timetable(
        sessions: [
            .init(request: 1, practitioners: [0], mode: .phone, start: WeekTime(.tuesday, 1020)),
            .init(request: 0, practitioners: [0], mode: .inPerson, start: WeekTime(.monday, 600)),
        ], supervision: [.init(practitioner: 2, supervisor: 1, start: WeekTime(.monday, 540))],
        meetings: [.init(meeting: 0, start: WeekTime(.wednesday, 600))],
        cover: [.init(practitioner: 1, day: .tuesday)])

    @Test("What is written is read again as the same timetable")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let scenario = try Self.scenario()
        let details = TimetableWriter.Details(
            score: Points(thousandths: 195_250), bound: Points(200), points: [0: Points(100)], reasons: [2: "No room \"here\"."])
        try TimetableWriter(scenario: scenario).write(Self.timetable, details, to: folder.path("t.json"))
        let document = try TimetableReader().read(folder.path("t.json"))
        #expect(
            document
                == TimetableDocument(
                    service: "Ü \"S\"", week: "2026-11-23", score: 195.25, bound: 200,
                    sessions: [
                        .init(request: "r01", practitioners: ["p01"], mode: "in-person", start: "2026-11-23T10:00"),
                        .init(request: "r02", practitioners: ["p01"], mode: "phone", start: "2026-11-24T17:00"),
                    ], supervision: [.init(practitioner: "p02", supervisor: "s01", start: "2026-11-23T09:00")],
                    meetings: [.init(meeting: "team", start: "2026-11-25T10:00")],
                    cover: [.init(practitioner: "s01", date: "2026-11-24")], reasons: ["r03": "No room \"here\"."]))
        #expect(document.resolved(in: scenario).timetable == Self.timetable.canonical)
        // The rulebook's keys alone have no reasons.
        var bare = document
        bare.reasons = [:]
        #expect(try TimetableReader(texts: ["d": document.json]).read("d") == bare)
    }

    @Test("Reasons are taken where the file gives them as we do; what looks otherwise is another program's and no error")
    func reasons() throws {
        func read(_ unscheduled: String) throws -> [String: String] {
            let text = "{\"format\": \"diary-timetable/1\", \"service\": \"S\", \"week\": \"2026-11-23\", \"unscheduled\": \(unscheduled)}"
            return try TimetableReader(texts: ["t": text]).read("t").reasons
        }
        #expect(try read("[{\"request\": \"r1\", \"reason\": \"Full.\"}, {\"request\": \"r2\"}]") == ["r1": "Full."])
        for foreign in ["null", "7", "\"r1\"", "{\"r1\": \"Full.\"}", "[\"r1\", 3, null]", "[{\"request\": 4, \"reason\": [\"x\"]}]"] {
            #expect(try read(foreign).isEmpty)
        }
    }

    @Test("The file says names, places, rooms, ends, points and reasons, and the same bytes for the same timetable")
    func details() throws {
        let writer = TimetableWriter(scenario: try Self.scenario())
        let details = TimetableWriter.Details(
            score: Points(1), points: [0: Points(thousandths: 100_500)], reasons: [2: "No room \"here\"."])
        let text = writer.json(Self.timetable, details)
        var shuffled = Self.timetable
        shuffled.sessions.reverse()
        #expect(writer.json(shuffled, details) == text)
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let session = try #require((root["sessions"] as? [[String: Any]])?.first)
        #expect(
            session["end"] as? String == "2026-11-23T10:45" && session["room"] as? String == "private"
                && session["place"] as? String == "school")
        #expect(session["names"] as? [String] == ["p01"] && session["points"] as? Double == 100.5)
        let unscheduled = try #require(root["unscheduled"] as? [[String: Any]])
        #expect(
            unscheduled.count == 1 && unscheduled[0]["request"] as? String == "r03"
                && unscheduled[0]["reason"] as? String == "No room \"here\".")
        #expect(root["bound"] is NSNull)
    }
}
