import Diary
import Foundation
import Testing

@testable import DiaryCalendar

/// What calendar programs see when a week is exported again over the files of the last time.
struct UpdatingTests {
    private let later = Team.stamp.addingTimeInterval(86_400)
    private let firstStamp = "20261119T120000Z", laterStamp = "20261120T120000Z"

    /// The team's timetable after a change.
    private func replanned(_ change: (inout Timetable) -> Void) -> Timetable {
        var timetable = Team.timetable
        change(&timetable)
        return timetable
    }

    private func calendars(_ files: [CalendarFile]) throws -> [String: StrictCalendar] {
        try Dictionary(uniqueKeysWithValues: files.map { ($0.name, try StrictCalendar($0.data)) })
    }

    private func uid(_ request: String, _ scenario: Scenario = Team.scenario()) -> String {
        IdentityScope(service: scenario.service, week: scenario.week).uid(of: .session(request: request))
    }

    /// `SEQUENCE STATUS` of a request's session in each file that has it.
    private func editions(of request: String, in files: [CalendarFile]) throws -> [String: String] {
        try calendars(files).compactMapValues { calendar in
            calendar.eventsByUID[uid(request)].map { "\($0["SEQUENCE"]?.value ?? "-") \($0["STATUS"]?.value ?? "-")" }
        }
    }

    @Test("The same input gives the same bytes")
    func deterministic() throws {
        #expect(try Team.files() == Team.files())
    }

    @Test("An export without changes changes no byte, whenever it is made", arguments: NameStyle.allCases)
    func unchanged(names: NameStyle) throws {
        var scenario = Team.scenario()
        scenario.places[Team.park].name = "Park, \u{1F600}; \\ and\nmore " + String(repeating: "é", count: 100)
        scenario.places[Team.mill].position = Position(latitude: -0.000_000_4, longitude: 179.999_999_96)
        let first = try Team.files(scenario, names: names)
        #expect(try Team.files(scenario, names: names, stamp: later, previous: first) == first)
    }

    @Test("A session that moves keeps its UID, and has a higher SEQUENCE and the new time in every file")
    func moved() throws {
        let first = try Team.files()
        let timetable = replanned { $0.sessions[0].start = WeekTime(.tuesday, 660) }
        let second = try Team.files(Team.scenario(), timetable, stamp: later, previous: first)
        #expect(
            try editions(of: "r001", in: second) == [
                "practitioners/p01.ics": "1 CONFIRMED", "places/park.ics": "1 CONFIRMED", "service.ics": "1 CONFIRMED",
            ])
        for (name, calendar) in try calendars(second) {
            for (other, event) in calendar.eventsByUID {
                let isMoved = other == uid("r001") || event["CATEGORIES"]?.value == "write-up" && event.text("SUMMARY")?.hasSuffix("r001") == true
                #expect(event["SEQUENCE"]?.value == (isMoved ? "1" : "0"), "\(name)")
                #expect(event["DTSTAMP"]?.value == (isMoved ? laterStamp : firstStamp), "\(name)")
                #expect(event["LAST-MODIFIED"]?.value == (isMoved ? laterStamp : firstStamp), "\(name)")
            }
            #expect(calendar.eventsByUID[uid("r001")].map { $0["DTSTART"]?.value == "20261124T110000" } != false)
        }
    }

    @Test("A session that is no longer planned stays as cancelled, with its time and nothing else, however often the week is exported")
    func cancelled() throws {
        let first = try Team.files(names: .full)
        let timetable = replanned { $0.sessions.removeFirst() }
        let second = try Team.files(Team.scenario(), timetable, stamp: later, previous: first)
        #expect(
            try editions(of: "r001", in: second) == [
                "practitioners/p01.ics": "1 CANCELLED", "places/park.ics": "1 CANCELLED", "service.ics": "1 CANCELLED",
            ])
        let event = try #require(try calendars(second)["practitioners/p01.ics"]?.eventsByUID[uid("r001")])
        #expect(event["DTSTART"]?.value == "20261124T100000" && event["DTEND"]?.value == "20261124T104500")
        #expect(event.text("SUMMARY") == "Cancelled" && event["TRANSP"]?.value == "TRANSPARENT")
        #expect(["DESCRIPTION", "LOCATION", "GEO", "CATEGORIES"].allSatisfy { event[$0] == nil })
        #expect(try Team.files(Team.scenario(), timetable, stamp: later.addingTimeInterval(60), previous: second) == second)
    }

    @Test("A cancelled session that is planned again is confirmed again")
    func revived() throws {
        let first = try Team.files()
        let second = try Team.files(Team.scenario(), replanned { $0.sessions.removeFirst() }, stamp: later, previous: first)
        let third = try Team.files(stamp: later, previous: second)
        #expect(Set(try editions(of: "r001", in: third).values) == ["2 CONFIRMED"])
    }

    @Test("A session that somebody else takes over is cancelled for the one, and outranks that for the others")
    func takenOver() throws {
        let first = try Team.files()
        let timetable = replanned { $0.sessions[0].practitioners = [Team.p02] }
        let second = try Team.files(Team.scenario(), timetable, stamp: later, previous: first)
        let wanted = [
            "practitioners/p01.ics": "1 CANCELLED", "practitioners/p02.ics": "2 CONFIRMED", "places/park.ics": "2 CONFIRMED",
            "service.ics": "2 CONFIRMED",
        ]
        #expect(try editions(of: "r001", in: second) == wanted)
        #expect(try Team.files(Team.scenario(), timetable, stamp: later, previous: second) == second)
        let third = try Team.files(stamp: later, previous: second)
        #expect(
            try editions(of: "r001", in: third) == [
                "practitioners/p01.ics": "4 CONFIRMED", "practitioners/p02.ics": "3 CANCELLED", "places/park.ics": "4 CONFIRMED",
                "service.ics": "4 CONFIRMED",
            ])
    }

    @Test("The calendar of a practitioner who has left comes back with everything cancelled")
    func departed() throws {
        let first = try Team.files()
        var scenario = Team.scenario()
        scenario.practitioners[Team.p02].id = "p09"
        let second = try calendars(Team.files(scenario, stamp: later, previous: first))
        let left = try #require(second["practitioners/p02.ics"])
        #expect(!left.events.isEmpty && left.events.allSatisfy { $0["STATUS"]?.value == "CANCELLED" })
        #expect(second["practitioners/p09.ics"]?.events.allSatisfy { $0["STATUS"]?.value == "CONFIRMED" } == true)
        #expect(!String(describing: left.lines).contains("Alan"))
    }

    @Test("Only the files asked for are written, and the others' editions still count")
    func someGroupings() throws {
        let first = try Team.files()
        let timetable = replanned { $0.sessions[0].start = WeekTime(.tuesday, 660) }
        let second = try Team.files(Team.scenario(), timetable, by: [.service], stamp: later, previous: first)
        #expect(second.map(\.name) == ["service.ics"])
        let folder = first.filter { $0.name != "service.ics" } + second
        let third = try Team.files(Team.scenario(), timetable, stamp: later, previous: folder)
        #expect(Set(try editions(of: "r001", in: third).values) == ["2 CONFIRMED"])
    }

    @Test("Names that are shown otherwise are an update")
    func otherNames() throws {
        let second = try calendars(Team.files(names: .full, stamp: later, previous: Team.files()))
        #expect(second["service.ics"]?.eventsByUID[uid("r001")]?["SEQUENCE"]?.value == "1")
    }

    @Test("Events of another week or service are neither kept nor cancelled")
    func otherWeek() throws {
        let next = Team.scenario(week: "2026-11-30")
        #expect(try Team.files(next, previous: Team.files()) == Team.files(next))
        var other = Team.scenario()
        other.service = "Another service"
        #expect(try Team.files(other, previous: Team.files()) == Team.files(other))
    }

    @Test("A file that another program has written anew does not look changed")
    func rewritten() throws {
        let first = try Team.files()
        // Other order of properties, other folds.
        let rewritten = try first.map { file in
            let lines = try StrictCalendar(file.data).lines
            var result: [String] = [], event: [String] = []
            for line in lines {
                if line.hasPrefix("END:") || line.hasPrefix("BEGIN:") {
                    result += event.reversed() + [line]
                    event = []
                } else {
                    event.append(line)
                }
            }
            return CalendarFile(name: file.name, data: Data((result.joined(separator: "\n") + "\n").utf8))
        }
        #expect(try Team.files(stamp: later, previous: rewritten) == first)
    }

    @Test("A clock that was set back makes no edition look older")
    func clockSetBack() throws {
        let first = try Team.files(stamp: later)
        let second = try Team.files(Team.scenario(), replanned { $0.sessions.removeFirst() }, stamp: Team.stamp, previous: first)
        #expect(try calendars(second)["service.ics"]?.eventsByUID[uid("r001")]?["DTSTAMP"]?.value == laterStamp)
    }

    @Test("The caller's sequence number is the least of what is new or changed")
    func leastSequence() throws {
        let first = try Team.files(sequence: 5)
        #expect(Set(try editions(of: "r001", in: first).values) == ["5 CONFIRMED"])
        let second = try Team.files(Team.scenario(), replanned { $0.sessions[0].start.minute = 660 }, sequence: 3, previous: first)
        #expect(Set(try editions(of: "r001", in: second).values) == ["6 CONFIRMED"])
    }

    @Test("Numbers that a calendar cannot hold are errors")
    func outOfRange() {
        #expect(throws: CalendarError.optionOutOfRange(option: "least sequence number")) { try Team.files(sequence: -1) }
        #expect(throws: CalendarError.optionOutOfRange(option: "least sequence number")) { try Team.files(sequence: .max) }
        for seconds in [Double.nan, .infinity, 1e18, -1e18] {
            #expect(throws: CalendarError.optionOutOfRange(option: "time of export")) {
                try Team.files(stamp: Date(timeIntervalSince1970: seconds))
            }
        }
    }

    @Test("An earlier file that cannot be read is an error that names it", arguments: [
        "", "no calendar", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "BEGIN:VCARD\r\nEND:VCARD\r\n", "\u{0}", "BEGIN:VCALENDAR\r\nnonsense\r\nEND:VCALENDAR\r\n",
        String(repeating: "BEGIN:VCALENDAR\r\n", count: 100_000),
    ])
    func unreadable(text: String) {
        let error = #expect(throws: CalendarError.self) {
            try Team.files(previous: [CalendarFile(name: "service.ics", data: Data(text.utf8))])
        }
        guard case .unreadablePrevious(file: "service.ics", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("Files that no export writes are left alone, whatever is in them")
    func foreign() throws {
        let foreign = ["holidays.ics", "practitioners/notes.txt", "practitioners/old/p01.ics"].map { CalendarFile(name: $0, data: Data([0xFF])) }
        #expect(try Team.files(previous: foreign) == Team.files())
    }

    @Test("A folder's calendars are read back by the names under which they were written")
    func folder() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try CalendarFile.files(inFolder: folder).isEmpty)
        let files = try Team.files()
        try CalendarFolderFixture.write(files + [CalendarFile(name: "practitioners/notes.txt", data: Data())], to: folder)
        #expect(try CalendarFile.files(inFolder: folder).sorted { $0.name < $1.name } == files)
        try FileManager.default.createDirectory(at: folder.appending(path: "places/broken.ics"), withIntermediateDirectories: true)
        #expect(throws: CalendarError.self) { try CalendarFile.files(inFolder: folder) }
    }
}

enum CalendarFolderFixture {
    static func write(_ files: [CalendarFile], to folder: URL) throws {
        for file in files {
            let url = folder.appending(path: file.name)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try file.data.write(to: url)
        }
    }
}
