import Diary
import DiaryReport
import Testing

@Suite("Figures of a week")
struct WeekFiguresTests {
    private let figures = WeekFigures(Week.scenario, Week.timetable)

    @Test("Sessions by mode, against the modes asked for first")
    func modes() {
        #expect(figures.modes.map(\.mode) == [.inPerson, .video, .phone])
        #expect(figures.modes.map(\.placed) == [1, 2, 1])
        #expect(figures.modes.map(\.askedFirst) == [3, 2, 1])
    }

    @Test("Sessions by school; a school that asks for less than its minimum is not short of the rest")
    func schools() {
        #expect(figures.schools.map(\.place) == [1, 2, nil])
        #expect(figures.schools.map(\.placed) == [2, 1, 1])
        #expect(figures.schools.map(\.asked) == [3, 2, 1])
        #expect(figures.schools.map(\.shortage) == [1, 0, 0])
        var scenario = Week.scenario
        scenario.places[1].minimum = 10
        #expect(WeekFigures(scenario, Week.timetable).schools.first?.shortage == 1)
    }

    @Test("Each practitioner's sessions, minutes, evenings, cover and supervision")
    func practitioners() throws {
        #expect(figures.practitioners.map(\.sessions) == [2, 2, 0])
        #expect(figures.practitioners.map(\.clientMinutes) == [95, 80, 0])
        #expect(figures.practitioners.map(\.evenings) == [[.tuesday], [.tuesday], []])
        #expect(figures.practitioners.map(\.cover) == [[], [], [.tuesday]])
        #expect(figures.practitioners.map(\.supervisedMinutes) == [0, 0, 90])
        #expect(figures.practitioners[0].supervision == WeekTime(.wednesday, 540))
        #expect(figures.practitioners[2].supervision == nil)
    }

    @Test("Travel between a school and the desk counts, for both ways of a day")
    func travel() {
        var timetable = Timetable(sessions: [Week.timetable.sessions[0]])
        timetable.sessions.append(.init(request: 3, practitioners: [0], mode: .phone, start: WeekTime(.monday, 660)))
        // Ten fixed minutes between two places at one point, rounded up to the grid.
        #expect(WeekFigures(Week.scenario, timetable).practitioners[0].travelMinutes == 15)
    }

    @Test("What is not placed comes with the most valuable first")
    func unplaced() {
        // r6 is urgent (250 points), r3 waits three weeks (106 points).
        #expect(figures.unplaced == [5, 2])
    }

    @Test("Missed meetings, after-hours sessions by day, agreed times")
    func rest() {
        #expect(figures.missedMeetings == [1])
        #expect(figures.afterHours == [0, 2, 0, 0, 0, 0, 0])
        #expect(figures.pins == (0, 0))
        var scenario = Week.scenario
        scenario.requests[0].pin = Pin(practitioners: [0], mode: .inPerson, start: WeekTime(.monday, 540))
        scenario.requests[5].pin = Pin(practitioners: [1], mode: .inPerson, start: WeekTime(.monday, 540))
        #expect(WeekFigures(scenario, Week.timetable).pins == (2, 1))
    }

    @Test("The empty timetable of an empty scenario has no figures")
    func empty() {
        let empty = WeekFigures(Scenario(service: "None", week: CalendarDate(daysSinceEpoch: 0)), Timetable())
        #expect(empty.modes.isEmpty && empty.schools.isEmpty && empty.practitioners.isEmpty && empty.unplaced.isEmpty)
        #expect(empty.requests == 0)
    }
}
