import Diary
import DiaryReport
import Testing

@Suite("Summary of a week")
struct WeekSummaryTests {
    private func lines(
        _ scenario: Scenario = Week.scenario, _ timetable: Timetable = Week.timetable, bound: Points? = Points(400),
        published: PublishedTimetable? = nil
    ) -> [String] {
        let summary = WeekSummary(
            scenario: scenario, timetable: timetable, score: Score([.value: Points(400)]), bound: bound, published: published)
        return summary.text.split(separator: "\n").map(String.init)
    }

    /// The words of the line that starts with a text.
    private func words(after start: String, in lines: [String]) -> [String]? {
        lines.first { $0.hasPrefix(start) }?.dropFirst(start.count).split(separator: " ").map(String.init)
    }

    @Test("The first line names the service and the week, the second what is placed")
    func title() {
        #expect(lines()[0] == "Two schools, week of 23 November 2026")
        #expect(lines()[1] == "4 of 6 requests placed (66%), 2 not placed")
    }

    @Test("Score, bound and gap stand in one line and in words")
    func quality() {
        #expect(lines()[2...3] == ["Score 400, bound 400, gap 0%", "No timetable can be better."])
        #expect(lines(bound: Points(402))[2...3] == ["Score 400, bound 402, gap 0.5%", "No timetable can be more than 0.5% better."])
        #expect(lines(bound: nil)[2...3] == ["Score 400", "How much better a timetable could be is not known."])
        let negative = WeekSummary(scenario: Week.scenario, timetable: Timetable(), score: Score([.shortage: Points(-30)]), bound: Points(70))
        #expect(negative.text.contains("\nScore -30, bound 70\nNo timetable can be more than 100 points better.\n"))
    }

    @Test("Modes and schools against what was asked, the school that misses most first")
    func tables() throws {
        let text = lines()
        #expect(words(after: "in person", in: text) == ["1", "3"])
        #expect(words(after: "Alpha school", in: text) == ["2", "3", "3", "short", "by", "1"])
        #expect(words(after: "Beta school", in: text) == ["1", "2", "1"])
        #expect(words(after: "(no school)", in: text) == ["1", "1"])
        let alpha = try #require(text.firstIndex { $0.hasPrefix("Alpha") }), beta = try #require(text.firstIndex { $0.hasPrefix("Beta") })
        #expect(alpha < beta)
    }

    @Test("Evenings, cover, supervision, meetings and who is full")
    func people() {
        let text = lines()
        #expect(text.contains("Evenings     2 of 4 after-hours slots used (Tue 2), 2 evenings worked by 2"))
        #expect(text.contains("On cover     Sam (Tue)"))
        #expect(text.contains("Supervision  2 of 2 practitioners supervised, 1 h 30 min of 1 h 30 min of"))
        #expect(text.contains("Meetings     1 of 2 held, not: Link meeting"))
        #expect(text.contains("Full         Zoë Ångström (2)"))
        #expect(text.contains("             as supervisor: Sam"))
    }

    @Test("Where many are full they are counted")
    func manyFull() {
        var scenario = Week.scenario, timetable = Timetable()
        scenario.practitioners = (1...12).map { Practitioner(id: "p\($0)", desk: 0, hours: .never, limits: Limits(sessionsPerWeek: 1)) }
        scenario.practitioners.append(Practitioner(id: "p13", desk: 0, hours: .never))
        scenario.requests = (0..<12).map { Request(id: "r\($0)", type: 0, modes: [.video]) }
        timetable.sessions = (0..<12).map { .init(request: $0, practitioners: [$0], mode: .video, start: WeekTime(.monday, 960)) }
        #expect(lines(scenario, timetable).contains { $0.hasPrefix("Full         12 of 13 practitioners hold all") })
    }

    @Test("What is not placed is named; where all is, that is said")
    func unplaced() {
        let text = lines()
        #expect(words(after: "r3", in: text) == ["individual", "Alpha", "school", "routine", "3", "weeks"])
        #expect(words(after: "r6", in: text) == ["individual", "Beta", "school", "urgent"])
        var scenario = Week.scenario
        scenario.requests = scenario.requests.enumerated().filter { $0.offset != 2 && $0.offset != 5 }.map(\.element)
        let timetable = Timetable(
            sessions: Week.timetable.sessions.enumerated().map {
                .init(request: $0.offset, practitioners: $0.element.practitioners, mode: $0.element.mode, start: $0.element.start)
            })
        #expect(lines(scenario, timetable).last == "Everything asked for is placed.")
    }

    @Test("Published sessions that do not stand are counted, whatever the order of their practitioners")
    func changes() {
        let kept = Week.timetable.sessions[0]
        #expect(lines(published: PublishedTimetable(sessions: [.init(request: 0, kept: kept)])).contains("Every published session stands."))
        let moved = Timetable.Session(request: 0, practitioners: [0], mode: .inPerson, start: WeekTime(.monday, 600))
        let lost = PublishedTimetable(sessions: [.init(request: 0, kept: moved), .init(request: 4, kept: nil)])
        #expect(lines(published: lost).contains("2 published sessions do not stand."))
    }

    @Test("No line is wider than the terminal, with long and wide names and many schools")
    func width() throws {
        var scenario = Week.scenario
        scenario.service = String(repeating: "A service with a very long name ", count: 5)
        for index in 0..<40 {
            let place = scenario.places.count
            let name = String(repeating: index.isMultiple(of: 2) ? "非常に長い名前" : "a very long name ", count: 9)
            scenario.places.append(Place(id: "s\(index)", name: name, position: scenario.places[0].position))
            scenario.requests.append(
                Request(id: "x\(index)", school: place, type: 0, modes: [.video], priority: "urgent", weeksWaiting: 1000))
        }
        let text = lines(scenario)
        #expect(text.allSatisfy { DisplayWidth.of($0) <= 80 })
        // Of 43 rows the two real schools and eight of the forty are named; of the rest only the request without a school is placed.
        #expect(text.contains("and 33 more with 1 of 33 placed, all in by-school.csv"))
        // 42 requests are not placed: ten are named.
        #expect(text.last == "and 32 more, all in unplaced.csv")
    }

    @Test("A name cannot smuggle escape sequences onto the terminal")
    func escapes() {
        var scenario = Week.scenario
        scenario.service = "Two \u{1B}[2Jschools"
        scenario.practitioners[0].name = "Zoë\u{7}"
        scenario.places[1].name = "Al\u{1B}pha"
        #expect(!lines(scenario).joined().unicodeScalars.contains { $0.value < 32 })
    }
}
