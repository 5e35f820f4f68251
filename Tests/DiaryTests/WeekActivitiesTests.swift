import Diary
import Testing

@Suite("Activities (RULEBOOK §3)")
struct WeekActivitiesTests {
    private typealias Week = SmallWeek

    @Test("Sessions with write-up, supervision, meetings and busy blocks, in the order of the day with the ways between")
    func day() {
        var week = Week()
        week.scenario.practitioners[Week.p01].supervision = SupervisionNeed(supervisors: [Week.supervisor], minutes: 60)
        week.scenario.meetings = [
            Meeting(id: "team", members: [Week.p01], minutes: 30, when: weekly(.monday ... .monday, "09:00-17:00"), place: Week.south)
        ]
        week.busy(Week.p01, .monday, "16:00-17:00", at: Week.north)
        week.hold(0, at: "mon 14:00")
        week.supervise(Week.p01, at: "mon 12:30")
        week.session(by: Week.p01, mode: .inPerson, at: "mon 10:00")
        let activities = WeekActivities(week.scenario, week.timetable)
        func activity(_ subject: Activity.Subject, _ place: Int, _ start: Int, _ end: Int, _ travel: Int) -> Activity {
            Activity(practitioner: Week.p01, subject: subject, place: place, day: .monday, start: start, end: end, travel: travel)
        }
        #expect(
            activities[Week.p01, .monday] == [
                activity(.session(0), Week.north, 600, 660, 0), activity(.supervision(0), Week.base, 750, 810, 30),
                activity(.meeting(0), Week.south, 840, 870, 15), activity(.busy(0), Week.north, 960, 1020, 45),
            ])
        #expect(activities.travelMinutes(of: Week.p01, on: .monday) == 90)
        #expect(activities[Week.p01, .tuesday].isEmpty)
        #expect(activities[Week.supervisor, .monday].map(\.subject) == [.supervision(0)])
    }

    @Test("Hub, video and phone sessions are at the desk; cover is no activity")
    func desk() {
        var week = Week()
        week.session(by: Week.p01, mode: .hub, at: "mon 10:00")
        week.session(by: Week.p01, mode: .video, at: "mon 11:00")
        week.session(by: Week.p01, mode: .phone, at: "mon 12:00")
        week.cover(Week.p01, on: .monday)
        let monday = WeekActivities(week.scenario, week.timetable)[Week.p01, .monday]
        #expect(monday.map(\.place) == [Week.base, Week.base, Week.base])
        #expect(monday.map(\.end) == [660, 720, 765])
    }

    @Test("Busy blocks stand on away days too")
    func away() {
        var week = Week()
        week.busy(Week.p01, .monday, "09:00-10:00")
        week.scenario.practitioners[Week.p01].away = [week.scenario.date(of: .monday)]
        #expect(WeekActivities(week.scenario, week.timetable)[Week.p01, .monday].map(\.isBusy) == [true])
        #expect(week.scenario.hours(of: Week.p01, on: .monday).isEmpty)
        #expect(week.scenario.hours(of: Week.p01, on: .tuesday) == [span("09:00-17:00")])
    }

    @Test("An in-person session without a place is nowhere: no way leads to it or from it")
    func nowhere() {
        var week = Week()
        week.session(by: Week.p01, mode: .inPerson, at: "mon 10:00")
        week.session(week.request(school: nil), by: Week.p01, mode: .inPerson, at: "mon 11:00")
        week.session(by: Week.p01, mode: .inPerson, at: "mon 12:00")
        #expect(week.broken == [.S3])
        #expect(week.score[.travel] == .zero)
    }
}

@Suite("What the checker says")
struct MessageTests {
    private typealias Week = SmallWeek

    @Test("A sentence names people, places and times")
    func sentence() {
        var week = Week()
        week.scenario.practitioners[Week.p01].name = "Practitioner 1"
        week.scenario.places[Week.north].name = "North School"
        week.session(by: Week.p01, mode: .inPerson, at: "tue 10:00")
        week.session(by: Week.p01, mode: .video, at: "tue 11:15")
        let verdict = week.verdict
        #expect(
            verdict.violations.map(\.description) == [
                "W2: Practitioner 1 (p01) has 15 minutes between the in-person session for r1 on Tuesday 10:00-11:00 at North School (north) and the video session for r2 on Tuesday 11:15-12:15 at base, but the way takes 30."
            ])
        #expect(verdict.violations[0].practitioners == [Week.p01])
        #expect(verdict.violations[0].places == [Week.north, Week.base])
        #expect(verdict.violations[0].times == [DaySpan(.tuesday, start: 600, end: 660), DaySpan(.tuesday, start: 675, end: 735)])
    }

    @Test("Violations come in the order of the rules, and say the same each time")
    func order() {
        var week = Week()
        for client in 0..<20 {
            week.session(week.request { $0.client = "c\(client % 10)" }, by: Week.p01, mode: .inPerson, at: "mon 08:00")
        }
        let rules = week.verdict.violations.map(\.rule)
        #expect(Set(rules) == [.S4, .S6, .R1, .W1, .W2, .W6])
        #expect(rules == rules.sorted { Rule.allCases.firstIndex(of: $0)! < Rule.allCases.firstIndex(of: $1)! })
        #expect(week.verdict == week.verdict)
    }

    @Test("Every rule has one sentence")
    func summaries() {
        for rule in Rule.allCases {
            #expect(rule.summary.hasSuffix("."))
            #expect(rule.summary.count { $0 == "." } == 1)
        }
        #expect(Set(Rule.allCases.map(\.summary)).count == 22)
    }
}
