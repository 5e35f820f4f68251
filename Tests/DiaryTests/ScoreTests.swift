import Diary
import Testing

@Suite("Score (RULEBOOK §5)")
struct ScoreTests {
    private typealias Week = SmallWeek

    /// The terms that contribute anything.
    private func terms(_ week: SmallWeek) -> [ScoreTerm: Points] {
        let score = week.score
        return Dictionary(uniqueKeysWithValues: ScoreTerm.allCases.filter { score[$0] != .zero }.map { ($0, score[$0]) })
    }

    @Test("The terms have the names that reports use")
    func names() {
        #expect(
            ScoreTerm.allCases.map(\.rawValue) == [
                "value", "priority", "wait", "groups", "mode-step", "named", "pin", "travel", "evening", "shortage", "missed-meeting",
                "change",
            ])
    }

    @Test("Nothing planned, nothing asked: nothing scored")
    func nothing() {
        #expect(terms(Week()).isEmpty)
        #expect(Week().score.total == .zero)
    }

    @Test("Value of the type for each session, for two practitioners once")
    func value() {
        var week = Week()
        week.scenario.sessionTypes[Week.group].value = Points(thousandths: 250_125)
        week.session(by: Week.p01, mode: .inPerson, at: "mon 10:00")
        #expect(terms(week) == [.value: Points(100)])
        week.session(week.request(type: Week.group), by: Week.p01, Week.p02, mode: .inPerson, at: "tue 10:00")
        #expect(terms(week) == [.value: Points(thousandths: 350_125)])
    }

    @Test("Priority of each request scheduled")
    func priority() {
        var week = Week()
        week.session(week.request { $0.priority = "urgent" }, by: Week.p01, mode: .inPerson, at: "mon 10:00")
        week.request { $0.priority = "high" }
        #expect(week.score[.priority] == Points(150))
        week.scenario.weights.priority["urgent"] = Points(thousandths: 1)
        #expect(week.score[.priority] == Points(thousandths: 1))
    }

    @Test("Weeks waited, up to 26")
    func wait() {
        var week = Week()
        week.session(week.request { $0.weeksWaiting = 26 }, by: Week.p01, mode: .inPerson, at: "mon 10:00")
        #expect(week.score[.wait] == Points(52))
        week.scenario.requests[0].weeksWaiting = 27
        #expect(week.score[.wait] == Points(52))
        week.scenario.requests[0].weeksWaiting = 3
        #expect(week.score[.wait] == Points(6))
    }

    @Test("Each group that the request names")
    func groups() {
        var week = Week()
        week.scenario.weights.groups = ["carers": Points(25), "boys": Points(10), "others": Points(7)]
        week.session(week.request { $0.groups = ["carers", "boys"] }, by: Week.p01, mode: .inPerson, at: "mon 10:00")
        #expect(week.score[.groups] == Points(35))
    }

    @Test("A step for each place down the request's own list of modes")
    func modeStep() {
        var week = Week()
        week.session(week.request { $0.modes = [.phone, .hub, .inPerson, .video] }, by: Week.p01, mode: .phone, at: "mon 10:00")
        #expect(week.score[.modeStep] == .zero)
        week.timetable.sessions[0].mode = .inPerson
        #expect(week.score[.modeStep] == Points(-16))
        week.timetable.sessions[0].mode = .video
        #expect(week.score[.modeStep] == Points(-24))
    }

    @Test("Once where any of its practitioners is named for its school, wherever it is held")
    func named() {
        var week = Week()
        week.scenario.places[Week.north].named = [Week.p01, Week.p02]
        week.session(by: Week.p01, mode: .video, at: "mon 10:00")
        #expect(week.score[.named] == Points(5))
        week.session(week.request(type: Week.group), by: Week.p01, Week.p02, mode: .inPerson, at: "tue 10:00")
        #expect(week.score[.named] == Points(10))
        week.timetable.sessions[0].practitioners = [Week.supervisor]
        #expect(week.score[.named] == Points(5))
        week.scenario.requests[1].school = Week.south
        #expect(week.score[.named] == .zero)
        week.scenario.requests[1].school = nil
        #expect(week.score[.named] == .zero)
    }

    @Test("A pinned request that is scheduled")
    func pin() {
        var week = Week()
        let request = week.request { $0.pin = Pin(practitioners: [Week.p01], mode: .video, start: time("tue 10:00")) }
        #expect(week.score[.pin] == .zero)
        week.session(request, by: Week.p01, at: "tue 10:00")
        #expect(week.score[.pin] == Points(1000))
    }

    @Test("Minutes travelled between consecutive activities, busy blocks included; none to the first or from the last")
    func travel() {
        var week = Week()
        week.session(by: Week.p01, mode: .inPerson, at: "mon 10:00")
        #expect(week.score[.travel] == .zero)
        week.session(week.request(school: Week.south), by: Week.p01, mode: .inPerson, at: "mon 12:00")
        #expect(week.score[.travel] == Points(thousandths: -4_500))  // 45 minutes
        week.session(by: Week.p01, mode: .video, at: "mon 15:00")
        #expect(week.score[.travel] == Points(thousandths: -6_000))  // and 15 to the base
        week.busy(Week.p01, .monday, "16:30-17:00", at: Week.north)
        #expect(week.score[.travel] == Points(thousandths: -9_000))  // and 30 to north
    }

    @Test("A day of busy blocks alone counts no travel")
    func busyTravel() {
        var week = Week()
        week.busy(Week.p01, .monday, "09:00-10:00", at: Week.north)
        week.busy(Week.p01, .monday, "11:00-12:00", at: Week.south)
        #expect(week.score[.travel] == .zero)
        week.session(by: Week.p01, mode: .video, at: "mon 14:00")
        #expect(week.score[.travel] == Points(-6))
    }

    @Test("Each side of a supervision and each member of a meeting travels")
    func travelOfAll() {
        var week = Week()
        week.scenario.practitioners[Week.supervisor].desk = Week.south
        week.scenario.practitioners[Week.p01].supervision = SupervisionNeed(supervisors: [Week.supervisor], minutes: 60)
        week.supervise(Week.p01, at: "mon 10:00")
        week.scenario.meetings = [
            Meeting(
                id: "team", members: [Week.p01, Week.supervisor], minutes: 60, when: weekly(.monday ... .monday, "09:00-17:00"),
                place: Week.north)
        ]
        week.hold(0, at: "mon 13:00")
        #expect(week.broken == [])
        #expect(week.score[.travel] == Points(thousandths: -7_500))  // 30 from the base, 45 from south
    }

    @Test("Each evening of each practitioner once")
    func evening() {
        var week = Week()
        for person in [Week.p01, Week.p02] {
            week.scenario.practitioners[person].evenings = weekly(.monday ... .friday, "17:00-20:00")
        }
        week.session(by: Week.p01, at: "mon 17:00")
        week.session(by: Week.p01, at: "mon 18:00")
        #expect(week.score[.evening] == Points(-10))
        week.session(by: Week.p02, at: "mon 18:00")
        #expect(week.score[.evening] == Points(-20))
    }

    @Test("Sessions that a school falls below its minimum, or below what was asked for it")
    func shortage() {
        var week = Week()
        week.scenario.places[Week.north].minimum = 3
        #expect(week.score[.shortage] == .zero)  // nothing was asked for
        week.request()
        let second = week.request()
        #expect(week.score[.shortage] == Points(-60))
        week.session(second, by: Week.p01, at: "mon 10:00")
        #expect(week.score[.shortage] == Points(-30))
        week.scenario.places[Week.north].minimum = 1
        #expect(week.score[.shortage] == .zero)
        // More at one school than its minimum makes up for nothing at another.
        week.scenario.places[Week.south].minimum = 1
        week.request(school: Week.south)
        week.session(0, by: Week.p01, at: "tue 10:00")
        #expect(week.score[.shortage] == Points(-30))
    }

    @Test("Meetings not held")
    func missedMeeting() {
        var week = Week()
        let when = weekly(.monday ... .friday, "09:00-17:00")
        week.scenario.meetings = [
            Meeting(id: "team", members: [Week.p01], minutes: 60, when: when),
            Meeting(id: "link", members: [Week.p02], minutes: 60, when: when),
        ]
        #expect(week.score[.missedMeeting] == Points(-1000))
        week.hold(1, at: "mon 10:00")
        #expect(terms(week) == [.missedMeeting: Points(-500)])
    }

    @Test("Published sessions whose request is not scheduled with the same practitioners, mode and start")
    func change() {
        var week = Week()
        let group = week.request(type: Week.group)
        week.session(group, by: Week.p01, Week.p02, mode: .inPerson, at: "mon 10:00")
        let single = week.request()
        week.session(single, by: Week.p01, mode: .video, at: "tue 10:00")
        #expect(week.score[.change] == .zero)
        week.published = PublishedTimetable(sessions: week.timetable.sessions.map { .init(request: $0.request, kept: $0) })
        #expect(week.score[.change] == .zero)
        week.timetable.sessions[0].practitioners = [Week.p02, Week.p01]
        #expect(week.score[.change] == .zero)
        week.timetable.sessions[1].mode = .phone
        #expect(week.score[.change] == Points(-20))
        week.timetable.sessions[0].start = time("mon 11:00")
        #expect(week.score[.change] == Points(-40))
        week.timetable.sessions = []
        #expect(week.score[.change] == Points(-40))
        week.published?.sessions.append(.init(request: single, kept: nil))
        #expect(week.score[.change] == Points(-60))
    }

    @Test("All terms together, and what one session scores by itself")
    func total() {
        var week = Week()
        week.scenario.weights.groups = ["carers": Points(25)]
        week.scenario.places[Week.north].named = [Week.p01]
        let request = week.request {
            $0.priority = "high"
            $0.weeksWaiting = 4
            $0.groups = ["carers"]
            $0.pin = Pin(practitioners: [Week.p01], mode: .hub, start: time("mon 10:00"))
        }
        week.session(request, by: Week.p01, mode: .hub, at: "mon 10:00")
        // 100 + 50 + 4 x 2 + 25 - 8 + 5 + 1000
        #expect(week.scenario.sessionPoints(request: request, practitioners: [Week.p01], mode: .hub) == Points(1180))
        #expect(week.score.total == Points(1180))
        week.busy(Week.p01, .monday, "14:00-15:00", at: Week.north)
        #expect(week.score.total == Points(1177))
        #expect(week.verdict.score == Score(terms(week)))
    }
}
