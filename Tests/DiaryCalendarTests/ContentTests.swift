import Foundation
import Testing

@testable import Diary
@testable import DiaryCalendar

/// What each calendar shows, and to whom.
struct ContentTests {
    private func calendar(
        _ file: String, _ scenario: Scenario = Team.scenario(), names: NameStyle = .pseudonym,
        travel: CalendarOptions.TravelStyle = .transparent
    ) throws -> StrictCalendar {
        let files = try Team.files(scenario, names: names, travel: travel)
        return try StrictCalendar(try #require(files.first { $0.name == "\(file).ics" }).data)
    }

    /// `day HH:MM-HH:MM category: summary @location` of every event, in the file's order.
    private func lines(_ calendar: StrictCalendar) -> [String] {
        calendar.events.map { event in
            func time(_ name: String) -> String {
                let digits = event[name]?.value.suffix(6) ?? ""
                return "\(digits.prefix(2)):\(digits.dropFirst(2).prefix(2))"
            }
            let day = event["DTSTART"]?.value.prefix(8).suffix(2) ?? ""
            return "\(day) \(time("DTSTART"))-\(time("DTEND")) \(event.text("CATEGORIES") ?? ""): \(event.text("SUMMARY") ?? "") @\(event.text("LOCATION") ?? "-")"
        }
    }

    /// Park to the office takes 10 + 3 x 1.3 x 25.6 minutes = 109.9: 120 on a grid of 15.
    @Test("A practitioner's diary: sessions with write-up, travel, supervision, meeting, busy block")
    func practitioner() throws {
        #expect(
            lines(try calendar("practitioners/p01")) == [
                "23 09:00-12:00 busy: Busy @Team office",
                "24 10:00-10:45 in-person: individual with c001 (in-person) @Park School",
                "24 10:45-11:00 write-up: Write-up of r001 @Park School",
                "24 12:00-14:00 travel: Travel to Team office @-",
                "24 14:00-15:00 supervision: Supervision of p01 by s01 @Team office",
                "25 13:00-14:00 meeting: Meeting team @Team office",
                "26 17:00-17:50 video: individual with c003 (video) @Team office",
                "26 17:50-18:05 write-up: Write-up of r003 @Team office",
                "27 13:00-14:00 in-person: worry-group with c004 (in-person) @Mill School",
                "27 14:00-14:30 write-up: Write-up of r004 @Mill School",
            ])
    }

    @Test("A supervisor's diary: supervision at their own desk, and cover as the evening's window")
    func supervisor() throws {
        #expect(
            lines(try calendar("practitioners/s01")) == [
                "24 14:00-15:00 supervision: Supervision of p01 by s01 @Park School",
                "24 17:00-20:00 cover: On call for after-hours sessions @-",
                "25 13:00-14:00 meeting: Meeting team @Team office",
            ])
    }

    @Test("A school's calendar: who comes when, and the hub's pupils; nothing of remote sessions at home")
    func school() throws {
        #expect(
            lines(try calendar("places/mill")) == [
                "25 10:00-10:50 hub: p02: individual with c002 (hub) @Mill School",
                "27 10:00-11:00 busy: p02: Busy @Mill School",
                "27 13:00-14:00 in-person: p01, p02: worry-group with c004 (in-person) @Mill School",
            ])
    }

    @Test("A base's calendar says that desks are in use, and nothing of whom the remote sessions are for")
    func base() throws {
        let office = try calendar("places/office", names: .full)
        #expect(
            lines(office) == [
                "24 14:00-15:00 supervision: Supervision of Anna Brown by Carol Diaz-Evans @Team office",
                "25 10:00-10:50 hub: Alan Becker: Remote session @Team office",
                "25 13:00-14:00 meeting: Team meeting @Team office",
                "26 17:00-17:50 video: Anna Brown: Remote session @Team office",
                "29 09:00-09:30 phone: Alan Becker: Remote session @Team office",
            ])
        let text = office.lines.joined(separator: "\n")
        for secret in ["c00", "r00", "individual", "Park", "Mill", "Hospital"] { #expect(!text.contains(secret), "\(secret)") }
    }

    @Test("A place's calendar holds no client whose session is not held there", arguments: NameStyle.allCases)
    func otherClients(names: NameStyle) throws {
        let visible = ["office": [], "park": ["c001"], "mill": ["c002", "c004"]]
        for (place, clients) in visible {
            let text = try calendar("places/\(place)", names: names).lines.joined(separator: "\n")
            for client in (1...5).map({ "c00\($0)" }) { #expect(text.contains(client) == clients.contains(client), "\(client) at \(place)") }
        }
    }

    @Test("The service's calendar holds every event once")
    func service() throws {
        let service = lines(try calendar("service"))
        #expect(service.count { $0.contains("worry-group") } == 1)
        #expect(service.contains("24 14:00-15:00 supervision: Supervision of p01 by s01 @Team office; Park School"))
        #expect(service.contains("27 13:00-14:00 in-person: p01, p02: worry-group with c004 (in-person) @Mill School"))
        #expect(service.contains("24 12:00-14:00 travel: p01: Travel to Team office @-"))
        // 5 sessions, 5 write-ups (two of the group, none of the phone session), supervision, meeting, cover, 2 busy blocks, 1 way.
        #expect(service.count == 16)
    }

    @Test("Every event is private, confirmed, and busy unless it is transparent travel", arguments: [CalendarOptions.TravelStyle.transparent, .opaque])
    func properties(travel: CalendarOptions.TravelStyle) throws {
        for event in try calendar("service", travel: travel).events {
            let isFree = event["CATEGORIES"]?.value == "travel" && travel == .transparent
            #expect(event["TRANSP"]?.value == (isFree ? "TRANSPARENT" : "OPAQUE"))
            #expect(event["CLASS"]?.value == "PRIVATE" && event["STATUS"]?.value == "CONFIRMED")
            #expect(event["DTSTAMP"]?.value == "20261119T120000Z" && event["LAST-MODIFIED"]?.value == "20261119T120000Z")
        }
    }

    @Test("Travel is left out where it is not wanted")
    func withoutTravel() throws {
        #expect(try !calendar("practitioners/p01", travel: .none).events.contains { $0["CATEGORIES"]?.value == "travel" })
    }

    @Test("No travel on a day of busy blocks alone")
    func busyDay() throws {
        var scenario = Team.scenario()
        scenario.practitioners[Team.p02].busy = [
            BusyBlock(day: .saturday, window: Window(start: 540, end: 600), place: Team.mill),
            BusyBlock(day: .saturday, window: Window(start: 720, end: 780), place: Team.park),
        ]
        #expect(try !calendar("practitioners/p02", scenario).events.contains { $0["CATEGORIES"]?.value == "travel" })
    }

    @Test("The place's position is given where there is one place")
    func position() throws {
        let park = try calendar("places/park").event("p01: individual with c001 (in-person)")
        #expect(park["GEO"]?.value == "51.459200;-0.381600")
        #expect(try calendar("service").event("Supervision of p01 by s01")["GEO"] == nil)
        var scenario = Team.scenario()
        scenario.places[Team.park].position = Position(latitude: -0.000_001, longitude: -179.999_999_9)
        let moved = try calendar("places/park", scenario).event("p01: individual with c001 (in-person)")
        #expect(moved["GEO"]?.value == "-0.000001;-180.000000")
    }

    @Test("A description names what the session is, and the school's room for it")
    func description() throws {
        let event = try calendar("practitioners/p02").event("individual with c002 (hub)")
        #expect(
            event.text("DESCRIPTION") == """
                Request: r002
                Client: c002
                Session type: individual
                Mode: hub
                Practitioners: p02
                Pupil at: Mill School, hub
                """)
    }

    @Test("Work without a client is named by its request")
    func withoutClient() throws {
        var scenario = Team.scenario()
        scenario.requests[Team.group].client = "r004"
        let event = try calendar("service", scenario).event("p01, p02: worry-group r004 (in-person)")
        #expect(event.text("DESCRIPTION")?.contains("Client") == false)
    }

    @Test("Ids alone, initials, or names")
    func names() throws {
        func title(_ file: String, _ names: NameStyle) throws -> String? { try calendar(file, names: names).calendar.text("NAME") }
        #expect(try NameStyle.allCases.map { try title("practitioners/s01", $0) } == ["Diary of Carol Diaz-Evans", "Diary of CDE", "Diary of s01"])
        #expect(try NameStyle.allCases.map { try title("service", $0) } == ["Example service", "Example service", "Diaries of the whole service"])
        #expect(try NameStyle.allCases.map { try title("places/mill", $0) } == Array(repeating: "Sessions at Mill School", count: 3))
        // Two people with the same initials are told apart.
        #expect(try title("practitioners/p01", .initials) == "Diary of AB (p01)")
        let busy = try NameStyle.allCases.map { names in
            try calendar("practitioners/p01", names: names).events.first { $0["CATEGORIES"]?.value == "busy" }?.text("SUMMARY")
        }
        #expect(busy == ["Hospital", "Busy", "Busy"])
    }

    @Test("Pseudonymous calendars hold no name but those of places", arguments: [NameStyle.pseudonym, .initials])
    func pseudonyms(names: NameStyle) throws {
        for file in try Team.files(names: names) {
            let text = try StrictCalendar(file.data).lines.joined(separator: "\n")
            for secret in ["Anna", "Brown", "Alan", "Becker", "Carol", "Diaz", "Evans", "Hospital", "Group supervision", "Team meeting"] {
                #expect(!text.contains(secret), "\(secret) in \(file.name)")
            }
            if names == .pseudonym { #expect(!text.contains("Example service"), "\(file.name)") }
        }
    }

    @Test("The calendar itself: names for every program, its own UID, and how often to look")
    func calendarProperties() throws {
        let calendars = try Team.files().map { try StrictCalendar($0.data).calendar }
        for calendar in calendars {
            #expect(calendar.text("X-WR-CALNAME") == calendar.text("NAME"))
            #expect(calendar.text("X-WR-TIMEZONE") == "Europe/London")
            #expect(calendar["REFRESH-INTERVAL"]?.parameters == ["VALUE": "DURATION"] && calendar["REFRESH-INTERVAL"]?.value == "PT1H")
            #expect(calendar["METHOD"] == nil)
        }
        #expect(Set(calendars.compactMap { $0.text("UID") }).count == calendars.count)
    }

    @Test("What a broken timetable leaves without a length is an error that says whose")
    func broken() {
        func error(_ change: (inout Timetable) -> Void) -> CalendarError? {
            var timetable = Team.timetable
            change(&timetable)
            return #expect(throws: CalendarError.self) { try Team.files(Team.scenario(), timetable) }
        }
        #expect(error { $0.sessions[3].mode = .video } == .unknownMode(request: "r004", mode: "video"))
        #expect(error { $0.cover[0].day = .monday } == .coverWithoutEvenings(practitioner: "s01", day: "Monday"))
        #expect(
            error { $0.supervision.append(Timetable.Supervision(practitioner: Team.p02, supervisor: Team.s01, start: WeekTime(.monday, 600))) }
                == .supervisionNotNeeded(practitioner: "p02"))
    }
}

struct NamingTests {
    @Test("Initials of names as people write them", arguments: [
        ("Anna Brown", "AB"), ("Practitioner 12", "P12"), ("carol diaz-evans", "CDE"), ("Siobhán O'Neill", "SO"), ("Ana María de la Cruz", "AMDLC"),
        ("  ", nil), ("...", nil), ("Ægir", "Æ"), ("李 小龍", "李小"), ("ßeta", "SS"),
    ])
    func initials(name: String, wanted: String?) {
        #expect(Naming.initials(of: name) == wanted)
    }

    @Test("Somebody without a name is shown by id in every style")
    func withoutName() {
        let scenario = Scenario(
            service: "S", week: CalendarDate("2026-11-23")!, places: [Place(id: "d", position: Position(latitude: 0, longitude: 0))],
            practitioners: [Practitioner(id: "p01", desk: 0, hours: .never), Practitioner(id: "p02", name: "-", desk: 0, hours: .never)])
        for style in NameStyle.allCases { #expect(Naming(scenario: scenario, style: style).practitioner(0) == "p01") }
        #expect(Naming(scenario: scenario, style: .initials).practitioner(1) == "p02")
    }

    @Test("The same name twice is told apart by ids")
    func sameName() {
        let people = ["p1", "p2", "p3"].map { Practitioner(id: $0, name: $0 == "p3" ? "B" : "Sam Jones", desk: 0, hours: .never) }
        let naming = Naming(scenario: Scenario(service: "S", week: CalendarDate("2026-11-23")!, practitioners: people), style: .full)
        #expect(naming.practitioners([0, 1, 2]) == "Sam Jones (p1), Sam Jones (p2), B")
    }
}
