import Diary
import Testing

@Suite("Form: F1")
struct FormRulesTests {
    private var week: SmallWeek {
        var week = SmallWeek()
        week.request()
        week.scenario.practitioners[SmallWeek.supervisor].coverEvenings = 2
        week.scenario.practitioners[SmallWeek.supervisor].evenings = weekly(.monday ... .friday, "17:00-20:00")
        week.scenario.practitioners[SmallWeek.p01].supervision = SupervisionNeed(supervisors: [SmallWeek.supervisor], minutes: 60)
        week.scenario.meetings = [
            Meeting(id: "team", members: [SmallWeek.p01], minutes: 60, when: weekly(.monday ... .friday, "09:00-17:00"))
        ]
        return week
    }

    /// A document with one right entry of each kind.
    private var document: TimetableDocument {
        TimetableDocument(
            service: "Small", week: "2026-11-23",
            sessions: [.init(request: "r1", practitioners: ["p01"], mode: "video", start: "2026-11-24T10:00")],
            supervision: [.init(practitioner: "p01", supervisor: "s01", start: "2026-11-23T09:00")],
            meetings: [.init(meeting: "team", start: "2026-11-25T13:00")], cover: [.init(practitioner: "s01", date: "2026-11-26")])
    }

    private func broken(_ document: TimetableDocument, in week: SmallWeek? = nil) -> [Rule] {
        Checker((week ?? self.week).scenario).check(document).violations.map(\.rule)
    }

    @Test("A right document becomes a timetable with positions and times")
    func right() {
        let (timetable, violations) = document.resolved(in: week.scenario)
        #expect(violations.isEmpty)
        #expect(timetable.sessions == [.init(request: 0, practitioners: [0], mode: .video, start: WeekTime(.tuesday, 600))])
        #expect(timetable.supervision == [.init(practitioner: 0, supervisor: 3, start: WeekTime(.monday, 540))])
        #expect(timetable.meetings == [.init(meeting: 0, start: WeekTime(.wednesday, 780))])
        #expect(timetable.cover == [.init(practitioner: 3, day: .thursday)])
        #expect(broken(document).isEmpty)
    }

    @Test("The document of a timetable says the same timetable")
    func roundTrip() {
        let scenario = week.scenario
        let (timetable, _) = document.resolved(in: scenario)
        let again = TimetableDocument(timetable, in: scenario, score: Points(thousandths: 100_500), bound: Points(101))
        var expected = document
        expected.score = 100.5
        expected.bound = 101
        #expect(again == expected)
    }

    @Test("Another service or week")
    func header() {
        var other = document
        other.service = "Large"
        #expect(broken(other) == [.F1])
        other = document
        other.week = "2026-11-30"
        #expect(broken(other) == [.F1])
        other.week = "next week"
        #expect(broken(other) == [.F1])
    }

    @Test("An id that does not exist, in each kind of entry")
    func unknownIds() {
        var other = document
        other.sessions[0].request = "r9"
        #expect(broken(other) == [.F1])
        // The sessions' practitioner is gone, so the supervision stands alone, which is allowed.
        other = document
        other.sessions[0].practitioners = ["p01", "p99"]
        #expect(broken(other) == [.F1])
        other = document
        other.meetings[0].meeting = "party"
        #expect(broken(other) == [.F1])
        other = document
        other.cover[0].practitioner = "s99"
        #expect(broken(other) == [.F1])
    }

    @Test("An entry that breaks F1 takes no part in the other rules")
    func noPart() {
        var other = document
        other.supervision[0].supervisor = "s99"
        // Without the supervision the session breaks V1.
        #expect(broken(other) == [.F1, .V1])
        other.sessions[0].start = "2026-11-24T10:07"
        #expect(broken(other) == [.F1, .F1])
        #expect(Checker(week.scenario).check(other).score[.value] == .zero)
    }

    @Test(
        "Starts off the grid, outside the week, with seconds, with an offset, or no start at all",
        arguments: [
            "2026-11-24T10:05", "2026-11-22T10:00", "2026-11-30T09:00", "2026-11-24T10:00:00", "2026-11-24T10:00Z",
            "2026-11-24T10:00+00:00",
            "2026-11-24 10:00", "2026-11-24", "10:00", "", "2026-11-24T24:00", "2026-11-31T10:00", "2026-11-24T9:00",
        ])
    func wrongStarts(start: String) {
        var other = document
        other.sessions[0].start = start
        #expect(broken(other) == [.F1])
        other = document
        other.meetings[0].start = start
        #expect(broken(other) == [.F1])
        other = document
        other.sessions = []
        other.supervision[0].start = start
        #expect(broken(other) == [.F1])
    }

    @Test("Saturday and Sunday are days of the week too")
    func weekend() {
        var other = document
        other.supervision = []
        other.sessions = []
        other.meetings[0].start = "2026-11-29T23:45"
        // Off hours and outside its windows, but well formed.
        #expect(Set(broken(other)) == [.W1, .M1])
    }

    @Test("Cover on a date outside the week or that is none")
    func coverDates() {
        var other = document
        other.cover[0].date = "2026-11-30"
        #expect(broken(other) == [.F1])
        other.cover[0].date = "Thursday"
        #expect(broken(other) == [.F1])
    }

    @Test("No cover stands twice, and the second takes no part")
    func coverTwice() {
        var small = week
        small.scenario.practitioners[SmallWeek.supervisor].coverEvenings = 1
        var other = document
        other.cover.append(other.cover[0])
        #expect(broken(other, in: small) == [.F1])
        small.cover(SmallWeek.supervisor, on: .monday)
        small.cover(SmallWeek.supervisor, on: .monday)
        #expect(small.broken == [.F1])
    }

    @Test("A timetable of positions is judged alike")
    func positions() {
        var small = week
        small.timetable.sessions = [.init(request: 7, practitioners: [0], mode: .video, start: time("tue 10:00"))]
        #expect(small.broken == [.F1])
        small.timetable.sessions = [.init(request: 0, practitioners: [-1], mode: .video, start: time("tue 10:00"))]
        #expect(small.broken == [.F1])
        small.timetable.sessions = [.init(request: 0, practitioners: [1], mode: .video, start: time("tue 10:05"))]
        #expect(small.broken == [.F1])
        small.timetable.sessions = [.init(request: 0, practitioners: [1], mode: .video, start: WeekTime(.tuesday, 1440))]
        #expect(small.broken == [.F1])
        small.timetable = Timetable(meetings: [.init(meeting: 1, start: time("tue 10:00"))])
        #expect(small.broken == [.F1])
        small.timetable = Timetable(supervision: [.init(practitioner: 0, supervisor: 4, start: time("tue 10:00"))])
        #expect(small.broken == [.F1])
        small.timetable = Timetable(cover: [.init(practitioner: 4, day: .monday)])
        #expect(small.broken == [.F1])
    }

    @Test("A mode that the type lacks breaks S3, and the session takes no part: no second request, no overlap, no score")
    func missingMode() {
        var small = week
        let group = small.request(type: SmallWeek.group)
        small.session(group, by: SmallWeek.p02, mode: .video, at: "mon 07:00")
        #expect(small.verdict.violations.map(\.rule) == [.S3])
        #expect(small.score[.value] == .zero)
        var other = document
        other.sessions[0].mode = "telepathy"
        #expect(broken(other) == [.S3])
    }

    @Test("A wrong score or bound is a warning and no violation")
    func warnings() {
        let checker = Checker(week.scenario)
        var other = document
        let total = checker.check(other).score.total
        other.score = total.value
        other.bound = total.value
        #expect(checker.check(other).warnings.isEmpty)
        other.score = total.value + 0.001
        #expect(checker.check(other).warnings.count == 1)
        other.bound = total.value - 0.001
        let verdict = checker.check(other)
        #expect(verdict.warnings.count == 2)
        #expect(verdict.isAllowed)
    }

    @Test("A broken timetable proves no bound wrong")
    func boundOfBroken() {
        var other = document
        other.bound = 0
        other.sessions[0].start = "2026-11-24T07:00"
        let verdict = Checker(week.scenario).check(other)
        #expect(!verdict.isAllowed)
        #expect(verdict.warnings.isEmpty)
    }

    @Test("The empty timetable is always allowed")
    func empty() {
        #expect(week.verdict.isAllowed)
        #expect(Checker(Scenario(service: "None", week: CalendarDate(daysSinceEpoch: 20_780))).check(Timetable()).isAllowed)
    }
}
