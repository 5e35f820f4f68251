import Diary
import Testing

@Suite("Rooms: R1")
struct RoomRulesTests {
    private typealias Week = SmallWeek

    @Test("Sessions at once number no more than the rooms; a room is held for the session's own minutes")
    func rooms() {
        var week = Week()
        week.session(by: Week.p01, mode: .inPerson, at: "mon 10:00")  // room until 10:45, write-up until 11:00
        week.session(by: Week.p02, mode: .inPerson, at: "mon 10:45")
        #expect(week.broken == [])
        week.timetable.sessions[1].start = time("mon 10:30")
        #expect(week.broken == [.R1])
        let violation = week.verdict.violations[0]
        #expect(violation.places == [Week.north])
        #expect(violation.times == [DaySpan(.monday, start: 630, end: 645)])
        #expect(violation.requests == [0, 1])
        week.scenario.places[Week.north].rooms["private"] = 2
        #expect(week.broken == [])
    }

    @Test("Another place, another kind and another day have rooms of their own")
    func apart() {
        var week = Week()
        week.session(by: Week.p01, mode: .inPerson, at: "mon 10:00")
        week.session(week.request(school: Week.south), by: Week.p02, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[1].request = week.request(type: Week.group)
        week.timetable.sessions[1].practitioners = [Week.p02, Week.supervisor]
        #expect(week.broken == [])
        week.timetable.sessions[1] = Timetable.Session(
            request: week.request(), practitioners: [Week.p02], mode: .inPerson, start: time("tue 10:00"))
        #expect(week.broken == [])
    }

    @Test("A kind that is not listed counts as 0")
    func unlisted() {
        var week = Week()
        week.session(week.request(type: Week.group, school: Week.south), by: Week.p01, Week.p02, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [.R1])
        week.scenario.places[Week.south].rooms["hall"] = 1
        #expect(week.broken == [])
    }

    @Test("Hub sessions use the hub rooms of the school, wherever in-person sessions of the request are")
    func hub() {
        var week = Week()
        let elsewhere = week.request { $0.place = Week.south }
        week.session(by: Week.p01, mode: .hub, at: "mon 10:00")
        week.session(elsewhere, by: Week.p02, mode: .hub, at: "mon 11:00")
        week.session(by: Week.supervisor, mode: .inPerson, at: "mon 10:00")
        #expect(week.broken == [])
        week.timetable.sessions[1].start = time("mon 10:45")
        #expect(week.broken == [.R1])
        week.timetable.sessions[1].mode = .video
        #expect(week.broken == [])
    }

    @Test("Two sessions of three that overlap only pairwise need two rooms, not three")
    func peak() {
        var week = Week()
        week.scenario.places[Week.north].rooms["private"] = 2
        week.session(by: Week.p01, mode: .inPerson, at: "mon 10:00")
        week.session(by: Week.p02, mode: .inPerson, at: "mon 10:30")
        week.session(by: Week.supervisor, mode: .inPerson, at: "mon 10:45")
        #expect(week.broken == [])
        week.timetable.sessions[2].start = time("mon 10:30")
        #expect(week.broken == [.R1])
    }
}
