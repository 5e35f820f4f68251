import Diary
import DiaryFiles
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
                    meetings: [.init(meeting: "team", start: "2026-11-25T13:00")], cover: [.init(practitioner: "s01", date: "2026-11-24")]))
    }
}
