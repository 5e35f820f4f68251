import Diary
import Testing

@Suite("Meetings: M1")
struct MeetingRulesTests {
    private typealias Week = SmallWeek

    private var week: SmallWeek {
        var week = Week()
        week.scenario.meetings = [
            Meeting(
                id: "team", members: [Week.p01, Week.supervisor], minutes: 60,
                when: weekly(.wednesday ... .wednesday, "10:00-11:00", "13:00-15:00"))
        ]
        return week
    }

    @Test("Held at most once")
    func once() {
        var week = week
        #expect(week.broken == [])
        week.hold(0, at: "wed 13:00")
        #expect(week.broken == [])
        week.hold(0, at: "wed 14:00")
        #expect(week.broken == [.M1])
    }

    @Test("Inside one of its windows")
    func windows() {
        var week = week
        week.hold(0, at: "wed 10:00")
        #expect(week.broken == [])
        week.timetable.meetings[0].start = time("wed 10:15")
        #expect(week.broken == [.M1])
        week.timetable.meetings[0].start = time("thu 10:00")
        #expect(week.broken == [.M1])
        #expect(week.verdict.violations[0].meetings == [0])
    }

    @Test("With all its members: whoever is away breaks W1")
    func members() {
        var week = week
        week.hold(0, at: "wed 13:00")
        week.scenario.practitioners[Week.supervisor].away = [week.scenario.date(of: .wednesday)]
        #expect(week.broken == [.W1])
    }
}
