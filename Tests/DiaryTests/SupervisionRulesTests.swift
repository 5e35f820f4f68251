import Diary
import Testing

@Suite("Supervision and cover: V1 to V5")
struct SupervisionRulesTests {
    private typealias Week = SmallWeek

    /// The first practitioner needs an hour's supervision by the supervisor.
    private var supervised: SmallWeek {
        var week = Week()
        week.scenario.practitioners[Week.p01].supervision = SupervisionNeed(supervisors: [Week.supervisor], minutes: 60)
        return week
    }

    /// The first two practitioners work evenings, one session at once is backed by each on cover, and the supervisor takes cover.
    private var covered: SmallWeek {
        var week = Week()
        for person in [Week.p01, Week.p02] {
            week.scenario.practitioners[person].evenings = weekly(.monday ... .friday, "17:00-20:00")
            week.scenario.practitioners[person].limits.eveningsPerWeek = 5
        }
        week.scenario.practitioners[Week.supervisor].evenings = weekly(.monday ... .wednesday, "17:00-20:00")
        week.scenario.practitioners[Week.supervisor].coverEvenings = 2
        week.scenario.rules.coverRatio = 1
        return week
    }

    // MARK: V1

    @Test("V1: without supervision no session; with it, on whatever day, all of them")
    func gate() {
        var week = supervised
        week.session(by: Week.p01, at: "mon 10:00")
        #expect(week.broken == [.V1])
        week.supervise(Week.p01, at: "fri 10:00")
        #expect(week.broken == [])
        week.timetable.sessions = []
        #expect(week.broken == [])
        week.timetable.supervision = []
        #expect(week.broken == [])
    }

    @Test("V1: at most one in the week")
    func twice() {
        var week = supervised
        week.supervise(Week.p01, at: "mon 10:00")
        week.supervise(Week.p01, at: "tue 10:00")
        #expect(week.broken == [.V1])
    }

    @Test("V1: with one of the supervisors named; another breaks it and still occupies both")
    func another() {
        var week = supervised
        week.scenario.practitioners[Week.p02].supervisesMinutes = 60
        week.supervise(Week.p01, by: Week.p02, at: "mon 10:00")
        #expect(week.broken == [.V1])
        week.session(by: Week.p02, at: "mon 10:30")
        #expect(week.broken == [.V1, .W2])
        week.scenario.practitioners[Week.p01].supervision?.supervisors.append(Week.p02)
        #expect(week.broken == [.W2])
        week.timetable.sessions[0].start = time("mon 11:00")
        #expect(week.broken == [])
    }

    @Test("V1: nobody else has any")
    func needless() {
        var week = supervised
        week.supervise(Week.p02, at: "mon 10:00")
        #expect(week.broken == [.V1])
    }

    // MARK: V2

    @Test("V2: a supervisor's minutes in the week")
    func minutes() {
        var week = supervised
        week.scenario.practitioners[Week.trainee].supervision = SupervisionNeed(supervisors: [Week.supervisor], minutes: 30)
        week.scenario.practitioners[Week.supervisor].supervisesMinutes = 90
        week.supervise(Week.p01, at: "mon 10:00")
        week.supervise(Week.trainee, at: "tue 10:00")
        #expect(week.broken == [])
        week.scenario.practitioners[Week.supervisor].supervisesMinutes = 89
        #expect(week.broken == [.V2])
        #expect(week.verdict.violations[0].practitioners == [Week.supervisor, Week.p01, Week.trainee])
    }

    @Test("V2: each is with one person: two at a time overlap")
    func one() {
        var week = supervised
        week.scenario.practitioners[Week.trainee].supervision = SupervisionNeed(supervisors: [Week.supervisor], minutes: 60)
        week.supervise(Week.p01, at: "mon 10:00")
        week.supervise(Week.trainee, at: "mon 10:00")
        #expect(week.broken == [.W2])
    }

    // MARK: V3

    @Test("V3: after-hours sessions at one moment number at most k times those on cover")
    func ratio() {
        var week = covered
        week.session(by: Week.p01, at: "mon 18:00")
        #expect(week.broken == [.V3])
        week.cover(Week.supervisor, on: .monday)
        #expect(week.broken == [])
        week.session(by: Week.p02, at: "mon 18:30")
        #expect(week.broken == [.V3])
        #expect(week.verdict.violations[0].times == [DaySpan(.monday, start: 1110, end: 1130)])
        week.scenario.rules.coverRatio = 2
        #expect(week.broken == [])
        week.scenario.rules.coverRatio = .max
        #expect(week.broken == [])
        week.scenario.rules.coverRatio = nil
        week.timetable.cover = []
        #expect(week.broken == [])
    }

    @Test("V3: own minutes count, write-up does not")
    func ownMinutes() {
        var week = covered
        week.cover(Week.supervisor, on: .monday)
        week.scenario.sessionTypes[Week.individual].modes[.video] = ModeLength(minutes: 45, after: 15)
        week.session(by: Week.p01, at: "mon 18:00")
        week.session(by: Week.p02, at: "mon 18:45")
        #expect(week.broken == [])
        week.scenario.sessionTypes[Week.individual].modes[.video] = ModeLength(minutes: 46, after: 14)
        #expect(week.broken == [.V3])
    }

    @Test("V3: cover counts at the moments of the holder's evenings windows alone")
    func eveningsWindow() {
        var week = covered
        week.cover(Week.supervisor, on: .monday)
        week.session(by: Week.p01, at: "mon 17:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 16:30")
        #expect(week.broken == [.V3])
        #expect(week.verdict.violations[0].times == [DaySpan(.monday, start: 990, end: 1020)])
        week.scenario.practitioners[Week.supervisor].evenings = weekly(.monday ... .wednesday, "16:30-20:00")
        #expect(week.broken == [])
        week.timetable.cover[0].day = .tuesday
        #expect(week.broken == [.V3])
    }

    @Test("V3: who is away backs nobody")
    func awayHolder() {
        var week = covered
        week.cover(Week.supervisor, on: .monday)
        week.session(by: Week.p01, at: "mon 18:00")
        week.scenario.practitioners[Week.supervisor].away = [week.scenario.date(of: .tuesday)]
        #expect(week.broken == [])
        week.scenario.practitioners[Week.supervisor].away = [week.scenario.date(of: .monday)]
        #expect(week.broken == [.V3, .V4])
    }

    @Test("V3: a session with two practitioners counts once")
    func two() {
        var week = covered
        week.scenario.sessionTypes[Week.group].modes[.video] = ModeLength(minutes: 60)
        week.cover(Week.supervisor, on: .monday)
        week.session(week.request(type: Week.group) { $0.modes = [.video] }, by: Week.p01, Week.p02, at: "mon 18:00")
        #expect(week.broken == [])
    }

    @Test("V3: two on cover back twice as many")
    func twoHolders() {
        var week = covered
        week.scenario.practitioners[Week.trainee].coverEvenings = 1
        week.scenario.practitioners[Week.trainee].evenings = weekly(.monday ... .monday, "18:00-19:00")
        week.cover(Week.supervisor, on: .monday)
        week.cover(Week.trainee, on: .monday)
        week.session(by: Week.p01, at: "mon 18:00")
        week.session(by: Week.p02, at: "mon 18:00")
        #expect(week.broken == [])
        week.timetable.sessions[1].start = time("mon 18:15")  // until 19:05, the other until 18:50
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 18:30")
        #expect(week.broken == [.V3])
    }

    // MARK: V4

    @Test("V4: held by those who take cover")
    func holders() {
        var week = covered
        week.cover(Week.supervisor, on: .monday)
        #expect(week.broken == [])
        week.timetable.cover[0].practitioner = Week.p01
        #expect(week.broken == [.V4])
    }

    @Test("V4: on days with evenings, when not away")
    func days() {
        var week = covered
        week.cover(Week.supervisor, on: .thursday)
        #expect(week.broken == [.V4])
        week.timetable.cover[0].day = .wednesday
        #expect(week.broken == [])
        week.scenario.practitioners[Week.supervisor].away = [week.scenario.date(of: .wednesday)]
        #expect(week.broken == [.V4])
    }

    @Test("V4: on at most so many days in the week")
    func most() {
        var week = covered
        week.cover(Week.supervisor, on: .monday)
        week.cover(Week.supervisor, on: .tuesday)
        #expect(week.broken == [])
        week.cover(Week.supervisor, on: .wednesday)
        #expect(week.broken == [.V4])
        week.timetable.cover.removeLast()
        week.scenario.practitioners[Week.supervisor].coverEvenings = 0
        #expect(week.broken == [.V4])
    }

    @Test("V4: none of the holder's activities overlaps their evenings that day, busy blocks included")
    func free() {
        var week = covered
        week.cover(Week.supervisor, on: .monday)
        week.session(by: Week.supervisor, mode: .phone, at: "mon 16:15")  // until 17:00
        week.busy(Week.supervisor, .monday, "20:00-21:00")
        #expect(week.broken == [])
        week.scenario.practitioners[Week.supervisor].busy[0].window = span("19:45-21:00")
        #expect(week.broken == [.V4])
        week.timetable.cover[0].day = .tuesday
        #expect(week.broken == [])
        week.timetable.cover[0].day = .monday
        week.scenario.practitioners[Week.supervisor].busy = []
        week.scenario.practitioners[Week.supervisor].evenings = weekly(.monday ... .wednesday, "16:45-20:00")
        #expect(week.broken == [.V4])  // the write-up lasts until 17:00
    }

    // MARK: V5

    @Test("V5: after-hours sessions in the week number at most the slots")
    func slots() {
        var week = covered
        week.scenario.rules.coverRatio = nil
        week.scenario.rules.afterHoursSlots = 2
        week.session(by: Week.p01, at: "mon 18:00")
        week.session(by: Week.p02, at: "tue 18:00")
        week.session(by: Week.p02, at: "tue 15:00")
        #expect(week.broken == [])
        week.timetable.sessions[2].start = time("tue 16:30")
        #expect(week.broken == [.V5])
        week.scenario.rules.afterHoursSlots = nil
        #expect(week.broken == [])
        week.scenario.rules.afterHoursSlots = 0
        #expect(week.broken == [.V5])
    }
}
