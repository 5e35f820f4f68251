import Diary
import Testing

@Suite("A published timetable as its file says it")
struct PublishedTimetableTests {
    private func document(_ sessions: TimetableDocument.Session..., week: String = "2026-11-23") -> TimetableDocument {
        TimetableDocument(service: "Small", week: week, sessions: sessions)
    }

    @Test("Sessions whose request still exists; the others are nobody's loss")
    func stillExists() throws {
        var week = SmallWeek()
        week.request()
        let published = try PublishedTimetable(
            document(
                .init(request: "r1", practitioners: ["p01"], mode: "video", start: "2026-11-24T10:00"),
                .init(request: "gone", practitioners: ["p01"], mode: "video", start: "2026-11-24T12:00")), in: week.scenario)
        let kept = Timetable.Session(request: 0, practitioners: [0], mode: .video, start: time("tue 10:00"))
        #expect(published.sessions == [.init(request: 0, kept: kept)])
    }

    @Test("What can no longer be written down is lost: somebody gone, a start off the grid, a mode that the type lacks")
    func lost() throws {
        var week = SmallWeek()
        week.request()
        week.request(type: SmallWeek.group)
        let published = try PublishedTimetable(
            document(
                .init(request: "r1", practitioners: ["gone"], mode: "video", start: "2026-11-24T10:00"),
                .init(request: "r1", practitioners: ["p01"], mode: "video", start: "2026-11-24T10:05"),
                .init(request: "r2", practitioners: ["p01", "p02"], mode: "video", start: "2026-11-24T10:00")), in: week.scenario)
        #expect(published.sessions == [.init(request: 0, kept: nil), .init(request: 0, kept: nil), .init(request: 1, kept: nil)])
    }

    @Test("One of another week is an error that names both weeks")
    func anotherWeek() throws {
        let scenario = SmallWeek().scenario
        let error = PublishedTimetableError.anotherWeek(published: "2026-11-16", planned: scenario.week)
        #expect(throws: error) { try PublishedTimetable(document(week: "2026-11-16"), in: scenario) }
        #expect(error.description.contains("2026-11-16"))
        #expect(error.description.contains("2026-11-23"))
    }
}
