import Diary
import Testing

@Suite("Working time: W1 to W7")
struct WorkingTimeRulesTests {
    private typealias Week = SmallWeek

    // MARK: W1

    @Test("W1: write-up included, inside one window of the day's hours")
    func hours() {
        var week = Week()
        week.scenario.practitioners[Week.p01].hours = weekly(.monday ... .monday, "09:00-11:00", "11:15-14:00")
        week.session(by: Week.p01, at: "mon 10:00")  // with write-up until 11:00
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 10:15")
        #expect(week.broken == [.W1])
        week.timetable.sessions[0].start = time("mon 13:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 13:15")
        #expect(week.broken == [.W1])
        week.timetable.sessions[0].start = time("tue 10:00")
        #expect(week.broken == [.W1])
    }

    @Test("W1: after-hours sessions lie inside hours and evenings merged, others inside hours alone")
    func evenings() {
        var week = Week()
        week.scenario.practitioners[Week.p01].evenings = weekly(.monday ... .monday, "17:00-20:00")
        week.session(by: Week.p01, at: "mon 16:30")  // across the end of hours
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 19:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 19:15")
        #expect(week.broken == [.W1])
        // At 16:15 it is not after-hours, and ends at 17:15.
        week.timetable.sessions[0].start = time("mon 16:15")
        #expect(week.broken == [.W1])
        // A gap between hours and evenings cannot be bridged.
        week.timetable.sessions[0].start = time("mon 16:30")
        week.scenario.practitioners[Week.p01].evenings = weekly(.monday ... .monday, "17:01-20:00")
        #expect(week.broken == [.W1])
    }

    @Test("W1: an in-person session is never after-hours, so evenings do not hold it")
    func eveningInPerson() {
        var week = Week()
        week.scenario.practitioners[Week.p01].evenings = weekly(.monday ... .monday, "17:00-20:00")
        week.scenario.places[Week.north].open = weekly(.monday ... .monday, "09:00-20:00")
        week.session(by: Week.p01, mode: .inPerson, at: "mon 18:00")
        #expect(week.broken == [.W1])
        week.timetable.sessions[0].mode = .video
        #expect(week.broken == [])
    }

    @Test("W1: supervision and meetings lie inside hours, for either side and every member")
    func supervisionAndMeetings() {
        var week = Week()
        week.scenario.practitioners[Week.p01].supervision = SupervisionNeed(supervisors: [Week.supervisor], minutes: 60)
        week.scenario.practitioners[Week.p01].evenings = weekly(.monday ... .friday, "17:00-20:00")
        week.scenario.practitioners[Week.supervisor].evenings = weekly(.monday ... .friday, "17:00-20:00")
        week.supervise(Week.p01, at: "mon 16:00")
        #expect(week.broken == [])
        week.timetable.supervision[0].start = time("mon 16:15")
        #expect(week.verdict.violations.map(\.rule) == [.W1, .W1])
        week.timetable.supervision = []
        week.scenario.meetings = [
            Meeting(id: "team", members: [Week.p01, Week.p02], minutes: 60, when: weekly(.monday ... .friday, "08:00-17:00"))
        ]
        week.hold(0, at: "mon 09:00")
        #expect(week.broken == [])
        week.scenario.practitioners[Week.p02].hours = weekly(.monday ... .friday, "09:15-17:00")
        #expect(week.broken == [.W1])
    }

    @Test("W1: no hours and no evenings on away dates; busy blocks need no window")
    func away() {
        var week = Week()
        week.scenario.practitioners[Week.p01].evenings = weekly(.monday ... .friday, "17:00-20:00")
        week.busy(Week.p01, .monday, "07:00-09:00")
        week.session(by: Week.p01, at: "mon 10:00")
        #expect(week.broken == [])
        week.scenario.practitioners[Week.p01].away = [week.scenario.date(of: .monday)]
        #expect(week.broken == [.W1])
        week.timetable.sessions[0].start = time("mon 17:00")
        #expect(week.broken.contains(.W1))
        week.timetable.sessions[0].start = time("tue 17:00")
        #expect(week.broken == [])
    }

    // MARK: W2

    @Test("W2: activities do not overlap, write-up included")
    func overlap() {
        var week = Week()
        week.session(by: Week.p01, at: "mon 10:00")
        week.session(by: Week.p01, at: "mon 11:00")
        #expect(week.broken == [])
        week.timetable.sessions[1].start = time("mon 10:45")
        #expect(week.broken == [.W2])
        #expect(week.verdict.violations[0].requests == [0, 1])
    }

    @Test("W2: at least the travel time from one place to the next")
    func travel() {
        var week = Week()
        week.session(by: Week.p01, mode: .inPerson, at: "mon 10:00")  // at north until 11:00, then 45 minutes to south
        week.session(week.request(school: Week.south), by: Week.p01, mode: .inPerson, at: "mon 11:45")
        #expect(week.broken == [])
        week.timetable.sessions[1].start = time("mon 11:30")
        #expect(week.broken == [.W2])
        // From north back to the desk are 30 minutes.
        week.timetable.sessions[1].mode = .video
        #expect(week.broken == [])
    }

    @Test("W2: a shorter way by a third place counts for nothing unless something is held there")
    func triangle() {
        var week = Week()
        week.scenario.travel.overrides[PlacePair(Week.north, Week.south)] = 120
        week.session(by: Week.p01, mode: .inPerson, at: "mon 09:00")
        week.session(week.request(school: Week.south), by: Week.p01, mode: .inPerson, at: "mon 11:45")
        #expect(week.broken == [.W2])  // 105 minutes, though by the base they would be 45
        week.session(by: Week.p01, mode: .phone, at: "mon 10:30")  // 30 to the base, 45 there, 15 to south at 11:30
        #expect(week.broken == [])
    }

    @Test("W2: an activity that is over before an earlier one ends hides no later overlap")
    func hidden() {
        var week = Week()
        week.busy(Week.p01, .monday, "09:00-12:00")
        week.busy(Week.p01, .monday, "09:30-09:45")
        week.session(by: Week.p01, at: "mon 11:00")
        #expect(week.verdict.violations.map(\.rule) == [.W2, .W2])
        #expect(week.verdict.violations.last?.requests == [0])
    }

    @Test("W2: busy blocks bind as soon as the day holds anything else")
    func busyBlocks() {
        var week = Week()
        week.busy(Week.p01, .monday, "09:00-10:00", at: Week.north)
        week.busy(Week.p01, .monday, "09:45-10:30", at: Week.south)
        #expect(week.broken == [])
        week.session(by: Week.p01, at: "mon 14:00")
        #expect(week.broken == [.W2])
        // With one block the way from it counts: 30 minutes from north.
        week.scenario.practitioners[Week.p01].busy.removeLast()
        week.timetable.sessions[0].start = time("mon 10:30")
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 10:15")
        #expect(week.broken == [.W2])
    }

    @Test("W2: supervision occupies both sides, meetings every member, at their desks or the meeting's place")
    func everybody() {
        var week = Week()
        week.scenario.practitioners[Week.p01].supervision = SupervisionNeed(supervisors: [Week.supervisor], minutes: 60)
        week.supervise(Week.p01, at: "mon 10:00")
        week.session(by: Week.supervisor, at: "mon 11:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 10:45")
        #expect(week.broken == [.W2])
        week.timetable.supervision = []
        week.scenario.meetings = [
            Meeting(id: "team", members: [Week.p02, Week.supervisor], minutes: 60, when: weekly(.monday ... .friday, "08:00-17:00"))
        ]
        week.hold(0, at: "mon 09:45")
        #expect(week.broken == [])
        week.scenario.meetings[0].place = Week.south
        #expect(week.broken == [.W2])
    }

    // MARK: W3

    @Test("W3: from first start to last end at most the span")
    func daySpan() {
        var week = Week()
        week.scenario.practitioners[Week.p01].limits.span = 300
        week.session(by: Week.p01, at: "mon 09:00")
        week.session(by: Week.p01, at: "mon 13:00")  // until 14:00
        #expect(week.broken == [])
        week.timetable.sessions[1].start = time("mon 13:15")
        #expect(week.broken == [.W3])
    }

    @Test("W3: busy blocks count for the span, but a day of busy blocks alone is exempt")
    func busySpan() {
        var week = Week()
        week.scenario.practitioners[Week.p01].limits.span = 300
        week.busy(Week.p01, .monday, "08:00-09:00")
        week.busy(Week.p01, .monday, "15:00-16:00")
        #expect(week.broken == [])
        week.scenario.practitioners[Week.p01].busy.removeLast()
        week.session(by: Week.p01, at: "mon 12:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 12:15")
        #expect(week.broken == [.W3])
    }

    // MARK: W4

    /// Three sessions from 09:00 to 16:00 or so, the middle one movable.
    private func longDay(middle: String, last: String = "15:00") -> SmallWeek {
        var week = Week()
        week.session(by: Week.p01, at: "mon 09:00")
        week.session(by: Week.p01, at: "mon \(middle)")
        week.session(by: Week.p01, at: "mon \(last)")
        return week
    }

    @Test("W4: a day of more than break.after minutes has break.minutes inside the window in one gap")
    func breakInWindow() {
        // Gaps 10:00-12:00 and 13:00-15:00: the first has 30 minutes after 11:30.
        #expect(longDay(middle: "12:00").broken == [])
        // Gap 10:00-11:45 has only 15 after 11:30; gap 12:45-15:00 serves.
        #expect(longDay(middle: "11:45").broken == [])
        var week = longDay(middle: "12:00")
        week.busy(Week.p01, .monday, "13:00-15:00")
        #expect(week.broken == [])
        week.timetable.sessions[1].start = time("mon 11:45")
        week.scenario.practitioners[Week.p01].busy[0].window = span("13:00-15:00")  // gaps 105 and 15 minutes, 15 in the window each
        #expect(week.broken == [.W4])
    }

    @Test("W4: the day may be exactly break.after long without a break")
    func breakNotNeeded() {
        var week = Week()
        week.busy(Week.p01, .monday, "09:00-14:00")
        week.session(by: Week.p01, at: "mon 14:00")  // until 15:00: 360 minutes
        #expect(week.broken == [])
        week.scenario.rules.breakRule.after = 359
        #expect(week.broken == [.W4])
    }

    @Test("W4: the gap holds the travel and the break besides")
    func breakBesidesTravel() {
        var week = Week()
        week.busy(Week.p01, .monday, "09:00-12:00")
        week.session(by: Week.p01, mode: .inPerson, at: "mon 13:00")  // 30 minutes' way from the base
        week.busy(Week.p01, .monday, "14:30-16:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 12:45")
        // The gap to 12:45 is 45 minutes; the one after, from 13:45 to 14:30, is 45 with 30 travelled.
        #expect(week.broken == [.W4])
    }

    @Test("W4: the break may lie between two busy blocks; days of busy blocks alone need none")
    func breakBetweenBusyBlocks() {
        var week = Week()
        week.busy(Week.p01, .monday, "09:00-12:00")
        week.busy(Week.p01, .monday, "12:30-15:00")
        week.session(by: Week.p01, at: "mon 15:00")
        #expect(week.broken == [])
        week.scenario.practitioners[Week.p01].busy[1].window.start = 735
        #expect(week.broken == [.W4])
        week.timetable.sessions = []
        week.scenario.practitioners[Week.p01].busy[1].window.end = 1080
        #expect(week.broken == [])
    }

    @Test("W4: one activity longer than break.after has no gap")
    func breakOfOne() {
        var week = Week()
        week.scenario.sessionTypes[Week.individual].modes[.video] = ModeLength(minutes: 361)
        week.session(by: Week.p01, at: "mon 09:00")
        #expect(week.broken == [.W4])
        week.scenario.sessionTypes[Week.individual].modes[.video] = ModeLength(minutes: 360)
        #expect(week.broken == [])
    }

    // MARK: W5

    @Test("W5: the rest between one day's end and the next day's start")
    func rest() {
        var week = Week()
        week.scenario.practitioners[Week.p01].evenings = weekly(.monday ... .monday, "17:00-22:00")
        week.session(by: Week.p01, at: "mon 21:00")  // until 22:00
        week.session(by: Week.p01, at: "tue 09:00")  // 11 hours later
        #expect(week.broken == [])
        week.scenario.rules.rest = 661
        #expect(week.broken == [.W5])
        week.timetable.sessions[1].start = time("wed 09:00")
        #expect(week.broken == [])
    }

    @Test("W5: busy blocks count on either side, but two days of busy blocks alone are exempt")
    func restBusy() {
        var week = Week()
        week.busy(Week.p01, .monday, "20:00-23:00")
        week.busy(Week.p01, .tuesday, "08:00-09:00")
        #expect(week.broken == [])
        week.session(by: Week.p01, at: "tue 10:00")
        #expect(week.broken == [.W5])
        week.scenario.practitioners[Week.p01].busy.removeLast()
        #expect(week.broken == [])  // from 23:00 to 10:00
        week.timetable.sessions[0].start = time("tue 09:45")
        #expect(week.broken == [.W5])
    }

    @Test("W5: the latest end of the day counts, whichever activity it is of")
    func restLatestEnd() {
        var week = Week()
        week.scenario.practitioners[Week.p01].limits.span = 1440
        week.busy(Week.p01, .monday, "20:00-23:00")
        week.busy(Week.p01, .monday, "20:30-21:00")
        week.session(by: Week.p01, at: "tue 09:00")
        #expect(week.broken == [.W5])
    }

    // MARK: W6

    @Test("W6: sessions on a day and in the week")
    func limits() {
        var week = Week()
        week.scenario.practitioners[Week.p01].limits.sessionsPerDay = 2
        week.scenario.practitioners[Week.p01].limits.sessionsPerWeek = 3
        week.session(by: Week.p01, at: "mon 09:00")
        week.session(by: Week.p01, at: "mon 10:00")
        week.session(by: Week.p01, at: "tue 09:00")
        #expect(week.broken == [])
        week.timetable.sessions[2].start = time("mon 11:00")
        #expect(week.broken == [.W6])
        week.timetable.sessions[2].start = time("tue 09:00")
        week.session(by: Week.p01, at: "wed 09:00")
        #expect(week.broken == [.W6])
    }

    @Test("W6: a day has at most 12 sessions, whatever the limit says; supervision is no session")
    func twelve() {
        var week = Week()
        week.scenario.sessionTypes[Week.individual].modes[.phone] = ModeLength(minutes: 15)
        week.scenario.practitioners[Week.p01].limits.sessionsPerDay = 50
        week.scenario.practitioners[Week.p01].supervision = SupervisionNeed(supervisors: [Week.supervisor], minutes: 15)
        week.supervise(Week.p01, at: "mon 13:00")
        for count in 0..<12 { week.session(by: Week.p01, mode: .phone, at: "mon \(ClockTime.text(540 + 15 * count))") }
        #expect(week.broken == [])
        week.session(by: Week.p01, mode: .phone, at: "mon 12:00")
        #expect(week.broken == [.W6])
    }

    // MARK: W7

    @Test("W7: an evening is a day with at least one after-hours session")
    func eveningLimit() {
        var week = Week()
        week.scenario.practitioners[Week.p01].evenings = weekly(.monday ... .friday, "17:00-20:00")
        week.session(by: Week.p01, at: "mon 16:30")
        week.session(by: Week.p01, at: "mon 18:00")
        #expect(week.broken == [])
        week.timetable.sessions[1].start = time("wed 18:00")
        #expect(week.broken == [.W7])
        week.scenario.practitioners[Week.p01].limits.eveningsPerWeek = 2
        #expect(week.broken == [])
        week.scenario.practitioners[Week.p01].limits.eveningsPerWeek = 0
        #expect(week.broken == [.W7])
        // By 16:15 neither is after-hours; nor is an in-person or hub session however late.
        week.timetable.sessions[0].start = time("mon 16:00")
        week.timetable.sessions.removeLast()
        #expect(week.broken == [])
        week.scenario.rules.afterHoursFrom = 0
        #expect(week.broken == [.W7])
        week.timetable.sessions[0].mode = .hub
        week.timetable.sessions[0].start = time("mon 10:00")
        #expect(week.broken == [])
    }
}
