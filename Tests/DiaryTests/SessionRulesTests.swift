import Diary
import Testing

@Suite("Sessions: S1 to S7")
struct SessionRulesTests {
    private typealias Week = SmallWeek

    // MARK: S1

    @Test("S1: a request is scheduled at most once")
    func once() {
        var week = Week()
        let request = week.request()
        week.session(request, by: Week.p01, at: "mon 10:00")
        #expect(week.broken == [])
        week.session(request, by: Week.p01, at: "tue 10:00")
        #expect(week.broken == [.S1])
        #expect(week.verdict.violations.count == 1)
    }

    @Test("S1: as many practitioners as seats, all different")
    func seats() {
        var week = Week()
        let group = week.request(type: Week.group)
        week.session(group, by: Week.p01, Week.p02, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].practitioners = [Week.p01]
        #expect(week.broken == [.S1])
        week.timetable.sessions[0].practitioners = [Week.p01, Week.p01]
        #expect(week.broken == [.S1])
        week.timetable.sessions[0].practitioners = [Week.p01, Week.p02, Week.supervisor]
        #expect(week.broken == [.S1])
    }

    @Test("S1: each has the skills of the type and of the request")
    func skills() {
        var week = Week()
        week.scenario.sessionTypes[Week.individual].skills = ["cbt"]
        let request = week.request { $0.skills = ["polish"] }
        week.session(request, by: Week.p01, at: "mon 10:00")
        week.scenario.practitioners[Week.p01].skills = ["cbt"]
        #expect(week.broken == [.S1])
        week.scenario.practitioners[Week.p01].skills = ["polish"]
        #expect(week.broken == [.S1])
        week.scenario.practitioners[Week.p01].skills = ["cbt", "polish", "more"]
        #expect(week.broken == [])
    }

    @Test("S1: some matching of practitioners to seats, in whatever order they stand")
    func seatSkills() {
        var week = Week()
        week.scenario.sessionTypes[Week.group].staff = [["psychology"], ["art"]]
        let group = week.request(type: Week.group)
        week.session(group, by: Week.p01, Week.p02, mode: .inPerson, at: "mon 10:00")
        week.scenario.practitioners[Week.p01].skills = ["art"]
        week.scenario.practitioners[Week.p02].skills = ["psychology"]
        #expect(week.broken == [])
        // One has both skills, so the other can take the seat that suits: the first fit fails here, the second serves.
        week.scenario.practitioners[Week.p01].skills = ["art", "psychology"]
        #expect(week.broken == [])
        // Each has the skill of the same seat.
        week.scenario.practitioners[Week.p01].skills = ["psychology"]
        #expect(week.broken == [.S1])
        // One has both, the other none.
        week.scenario.practitioners[Week.p01].skills = ["art", "psychology"]
        week.scenario.practitioners[Week.p02].skills = []
        #expect(week.broken == [.S1])
    }

    @Test("S1: the practitioner works in the mode")
    func modes() {
        var week = Week()
        week.scenario.practitioners[Week.p01].modes = [.phone]
        week.session(by: Week.p01, mode: .phone, at: "mon 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].mode = .video
        #expect(week.broken == [.S1])
    }

    @Test("S1: the practitioner serves the area of the request's school, where it has one")
    func areas() {
        var week = Week()
        week.scenario.places[Week.north].area = "upper"
        week.session(by: Week.p01, at: "mon 10:00")
        #expect(week.broken == [])  // every area by default
        week.scenario.practitioners[Week.p01].serves = ["lower"]
        #expect(week.broken == [.S1])
        week.scenario.practitioners[Week.p01].serves = ["lower", "upper"]
        #expect(week.broken == [])
        week.scenario.practitioners[Week.p01].serves = []
        week.scenario.places[Week.north].area = nil
        #expect(week.broken == [])
        week.scenario.places[Week.north].area = "upper"
        week.scenario.requests[0].school = nil
        #expect(week.broken == [])
    }

    @Test("S1: in person the practitioner may work at the place; other modes do not ask")
    func inPersonAt() {
        var week = Week()
        week.scenario.practitioners[Week.p01].inPersonAt = [Week.south]
        week.session(by: Week.p01, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [.S1])
        week.timetable.sessions[0].mode = .hub
        #expect(week.broken == [])
        // The place decides, not the school.
        week.timetable.sessions[0].mode = .inPerson
        week.scenario.requests[0].place = Week.south
        #expect(week.broken == [])
    }

    // MARK: S2

    @Test("S2: a course under way stays with its practitioner")
    func course() {
        var week = Week()
        let request = week.request { $0.practitioner = Week.p01 }
        week.session(request, by: Week.p01, at: "mon 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].practitioners = [Week.p02]
        #expect(week.broken == [.S2])
        #expect(week.verdict.violations[0].practitioners == [Week.p02, Week.p01])
    }

    @Test("S2: with two seats the course's practitioner is one of the two")
    func courseOfTwo() {
        var week = Week()
        let group = week.request(type: Week.group) { $0.practitioner = Week.p01 }
        week.session(group, by: Week.p02, Week.p01, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].practitioners = [Week.p02, Week.supervisor]
        #expect(week.broken == [.S2])
    }

    @Test("S2: of two practitioners one at least is qualified; a trainee alone may hold a single seat")
    func qualified() {
        var week = Week()
        week.scenario.practitioners[Week.p02].qualified = false
        let group = week.request(type: Week.group)
        week.session(group, by: Week.trainee, Week.p01, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].practitioners = [Week.trainee, Week.p02]
        #expect(week.broken == [.S2])
        week.timetable.sessions = []
        week.session(by: Week.trainee, at: "mon 10:00")
        #expect(week.broken == [])
    }

    // MARK: S3

    @Test("S3: the mode is one of the request's")
    func requestModes() {
        var week = Week()
        let request = week.request { $0.modes = [.hub, .phone] }
        week.session(request, by: Week.p01, mode: .phone, at: "mon 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].mode = .video
        #expect(week.broken == [.S3])
        week.scenario.requests[request].modes = []
        #expect(week.broken == [.S3])
    }

    @Test("S3: in person needs a place with its risk assessment agreed")
    func onsite() {
        var week = Week()
        week.session(by: Week.p01, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [])
        week.scenario.places[Week.north].onsite = false
        #expect(week.broken == [.S3])
        week.timetable.sessions[0].mode = .hub
        #expect(week.broken == [])
        week.timetable.sessions[0].mode = .inPerson
        week.scenario.requests[0].place = nil
        #expect(week.broken == [.S3])
    }

    @Test("S3: hub needs a school")
    func hubSchool() {
        var week = Week()
        week.session(week.request(school: nil), by: Week.p01, mode: .video, at: "mon 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].mode = .hub
        #expect(week.broken == [.S3])
    }

    // MARK: S4

    @Test("S4: the session's own minutes lie inside one window that suits the client, the write-up need not")
    func suits() {
        var week = Week()
        // In person 45 minutes, then 15 of write-up.
        let request = week.request {
            $0.atSchool = weekly(.monday ... .friday, "10:00-10:45", "11:00-12:00")
            $0.atHome = weekly(.tuesday ... .tuesday, "10:00-10:50")
        }
        week.session(request, by: Week.p01, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 10:15")
        #expect(week.broken == [.S4])
        week.timetable.sessions[0].mode = .hub
        week.timetable.sessions[0].start = time("mon 11:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].mode = .video
        #expect(week.broken == [.S4])
        week.timetable.sessions[0].start = time("tue 10:00")
        #expect(week.broken == [])
        week.scenario.requests[request].atHome = weekly(.tuesday ... .tuesday, "10:00-10:49")
        #expect(week.broken == [.S4])
        week.timetable.sessions[0].mode = .phone
        #expect(week.broken == [])
    }

    @Test("S4: windows given empty suit never, at-school not given suits at any time")
    func never() {
        var week = Week()
        let request = week.request { $0.atSchool = .never }
        week.session(request, by: Week.p01, mode: .hub, at: "mon 10:00")
        #expect(week.broken == [.S4])
        week.scenario.requests[request].atSchool = nil
        #expect(week.broken == [])
    }

    @Test("S4: in person inside one window in which the place is open")
    func open() {
        var week = Week()
        week.scenario.places[Week.north].open = weekly(.monday ... .friday, "09:00-10:45", "11:00-15:00")
        week.scenario.places[Week.north].hubOpen = .never
        week.session(by: Week.p01, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 10:15")
        #expect(week.broken == [.S4])
    }

    @Test("S4: the place of an in-person session need not be the school")
    func openElsewhere() {
        var week = Week()
        week.scenario.places[Week.north].open = .never
        let request = week.request { $0.place = Week.south }
        week.session(request, by: Week.p01, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [])
        week.scenario.places[Week.south].open = .never
        #expect(week.broken == [.S4])
    }

    @Test("S4: by hub inside one window in which the school's hub is open")
    func hubOpen() {
        var week = Week()
        week.scenario.places[Week.north].hubOpen = weekly(.monday ... .monday, "10:00-10:50")
        week.session(by: Week.p01, mode: .hub, at: "mon 10:00")
        #expect(week.broken == [])
        week.scenario.requests[0].place = Week.south  // where in-person sessions would be
        week.scenario.places[Week.south].hubOpen = .never
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("tue 10:00")
        #expect(week.broken == [.S4])
    }

    @Test("S4: neither in person nor by hub on a closed date, by video all the same")
    func closed() {
        var week = Week()
        week.scenario.places[Week.north].closed = [week.scenario.date(of: .tuesday)]
        week.session(by: Week.p01, mode: .inPerson, at: "tue 10:00")
        #expect(week.broken == [.S4])
        week.timetable.sessions[0].mode = .hub
        #expect(week.broken == [.S4])
        week.timetable.sessions[0].mode = .video
        #expect(week.broken == [])
        week.timetable.sessions[0].mode = .hub
        week.timetable.sessions[0].start = time("wed 10:00")
        #expect(week.broken == [])
    }

    // MARK: S5

    @Test("S5: exactly as pinned, or not at all")
    func pin() {
        var week = Week()
        let request = week.request { $0.pin = Pin(practitioners: [Week.p01], mode: .video, start: time("tue 10:00")) }
        #expect(week.broken == [])
        week.session(request, by: Week.p01, mode: .video, at: "tue 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("tue 10:15")
        #expect(week.broken == [.S5])
        week.timetable.sessions[0].start = time("wed 10:00")
        #expect(week.broken == [.S5])
        week.timetable.sessions[0].start = time("tue 10:00")
        week.timetable.sessions[0].mode = .phone
        #expect(week.broken == [.S5])
        week.timetable.sessions[0].mode = .video
        week.timetable.sessions[0].practitioners = [Week.p02]
        #expect(week.broken == [.S5])
    }

    @Test("S5: two pinned practitioners in either order")
    func pinOfTwo() {
        var week = Week()
        let group = week.request(type: Week.group) {
            $0.pin = Pin(practitioners: [Week.p01, Week.p02], mode: .inPerson, start: time("tue 10:00"))
        }
        week.session(group, by: Week.p02, Week.p01, mode: .inPerson, at: "tue 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[0].practitioners = [Week.p01, Week.supervisor]
        #expect(week.broken == [.S5])
        // Somebody named twice breaks S1, but the two are those of the pin.
        week.timetable.sessions[0].practitioners = [Week.p01, Week.p02, Week.p01]
        #expect(week.broken == [.S1])
    }

    // MARK: S6

    @Test("S6: no two sessions for one client on one day")
    func client() {
        var week = Week()
        let first = week.request { $0.client = "c1" }
        let second = week.request { $0.client = "c1" }
        week.session(first, by: Week.p01, at: "mon 10:00")
        week.session(second, by: Week.p02, at: "tue 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[1].start = time("mon 14:00")
        #expect(week.broken == [.S6])
        week.scenario.requests[second].client = "c2"
        #expect(week.broken == [])
    }

    @Test("S6: a request without client is a client of its own, which another may name")
    func clientByRequestId() {
        var week = Week()
        let first = week.request()
        let second = week.request { $0.client = "r1" }
        week.session(first, by: Week.p01, at: "mon 10:00")
        week.session(second, by: Week.p02, at: "mon 14:00")
        #expect(week.broken == [.S6])
    }

    // MARK: S7

    @Test("S7: a trainee's own minutes lie inside one hours window of somebody who supervises")
    func trainee() {
        var week = Week()
        week.scenario.practitioners[Week.supervisor].hours = weekly(.monday ... .monday, "09:00-10:50", "11:00-12:00")
        week.session(by: Week.trainee, mode: .video, at: "mon 10:00")  // 10:00-10:50 and write-up
        #expect(week.broken == [])
        week.timetable.sessions[0].start = time("mon 10:15")  // until 11:05: across two windows
        #expect(week.broken == [.S7])
        week.timetable.sessions[0].practitioners = [Week.p01]
        #expect(week.broken == [])
    }

    @Test("S7: two supervisors do not share a session between them, but either will do")
    func traineeTwoSupervisors() {
        var week = Week()
        week.scenario.practitioners[Week.supervisor].hours = weekly(.monday ... .monday, "09:00-10:30")
        week.scenario.practitioners[Week.p02].supervisesMinutes = 0
        week.scenario.practitioners[Week.p02].hours = weekly(.monday ... .monday, "10:15-17:00")
        week.session(by: Week.trainee, mode: .video, at: "mon 10:00")
        #expect(week.broken == [.S7])
        week.timetable.sessions[0].start = time("mon 10:15")
        #expect(week.broken == [])
    }

    @Test("S7: a supervisor who is away or works an evening only is not at work")
    func traineeSupervisorAway() {
        var week = Week()
        week.session(by: Week.trainee, at: "mon 10:00")
        #expect(week.broken == [])
        week.scenario.practitioners[Week.supervisor].away = [week.scenario.date(of: .monday)]
        #expect(week.broken == [.S7])
        week.scenario.practitioners[Week.supervisor].away = []
        week.scenario.practitioners[Week.supervisor].evenings = week.scenario.practitioners[Week.supervisor].hours
        week.scenario.practitioners[Week.supervisor].hours = .never
        #expect(week.broken == [.S7])
    }

    @Test("S7: one trainee of two makes it a trainee's session")
    func traineeOfTwo() {
        var week = Week()
        week.scenario.practitioners[Week.supervisor].hours = weekly(.tuesday ... .tuesday, "09:00-17:00")
        let group = week.request(type: Week.group)
        week.session(group, by: Week.p01, Week.trainee, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [.S7])
        week.timetable.sessions[0].start = time("tue 10:00")
        #expect(week.broken == [])
    }

    @Test("S7: trainees hold after-hours sessions only where cover-ratio is set")
    func traineeAfterHours() {
        var week = Week()
        week.scenario.practitioners[Week.trainee].evenings = weekly(.monday ... .monday, "17:00-20:00")
        week.scenario.practitioners[Week.supervisor].evenings = weekly(.monday ... .monday, "16:30-20:00")
        week.scenario.practitioners[Week.supervisor].coverEvenings = 1
        week.session(by: Week.trainee, at: "mon 16:30")
        #expect(week.broken == [.S7])
        week.scenario.rules.coverRatio = 1
        week.cover(Week.supervisor, on: .monday)
        #expect(week.broken == [])
        // Not after-hours any more, and the supervisor's hours end at 17:00.
        week.timetable.cover = []
        week.scenario.rules.afterHoursFrom = 991
        #expect(week.broken == [.S7, .W1])
    }
}
