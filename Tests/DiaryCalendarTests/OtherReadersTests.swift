import Diary
import Foundation
import Testing

@testable import DiaryCalendar

/// Calendars read back by other people's software: Python's icalendar, vobject and ics, which the script installs by itself.
struct OtherReadersTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Whether there is a Python that can make itself an environment with pip.
    static let hasPython = (try? run(["python3", "-c", "import venv, ensurepip"]))?.status == 0

    @Test(
        "Other programs read the same moments, UIDs and texts",
        .enabled(if: hasPython, "NOT CHECKED: the calendars were not read back by other programs, for python3 with venv and pip is not installed."))
    func readBack() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "calendars-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var folders: [String] = []
        for (name, files, zone) in try cases() {
            let target = folder.appending(path: name)
            try CalendarFolderFixture.write(files, to: target)
            let expectation = try JSONEncoder().encode(Expectation(files: files, zone: zone))
            try expectation.write(to: target.appending(path: "expectation.json"))
            folders.append(target.path)
        }
        let environment = Self.root.appending(path: ".build/calendar-readers").path
        let script = Self.root.appending(path: "Tests/CalendarReaders/read_back.py").path
        let result = try Self.run(["python3", script, environment] + folders)
        #expect(result.status == 0, "\(result.output)")
        // Each of the four readings has seen every event.
        let events = try cases().flatMap(\.files).reduce(0) { try $0 + StrictCalendar($1.data).events.count }
        for reader in ["icalendar", "icalendar/own", "vobject", "ics"] { #expect(result.output.contains("\(reader): \(events) events"), "\(result.output)") }
    }

    /// Zones and weeks with and without changes of clocks, texts that need escaping and folding, and an update with cancellations.
    private func cases() throws -> [(name: String, files: [CalendarFile], zone: String)] {
        var cases: [(name: String, files: [CalendarFile], zone: String)] = []
        for (zone, week) in [
            ("Europe/London", "2026-11-23"), ("Europe/London", "2027-03-22"), ("Europe/London", "2026-10-19"), ("Australia/Lord_Howe", "2026-09-28"),
            ("America/New_York", "2026-10-26"), ("Asia/Kolkata", "2026-11-23"), ("Etc/UTC", "2026-11-23"), ("Asia/Jerusalem", "2027-03-22"),
        ] {
            cases.append((zone.replacing("/", with: "-") + week, try Team.files(Team.scenario(week: week, timeZone: zone)), zone))
        }
        for (index, text) in TextTests.texts.enumerated() where text.unicodeScalars.allSatisfy({ $0 != "\u{FEFF}" }) {
            var scenario = Team.scenario()
            scenario.places[Team.park].name = text
            scenario.meetings[0].name = text
            cases.append(("text\(index)", try Team.files(scenario, by: [.service], names: .full), "Europe/London"))
        }
        var replanned = Team.timetable
        replanned.sessions.removeFirst()
        replanned.sessions[0].start.minute = 660
        let update = try Team.files(
            Team.scenario(), replanned, stamp: Team.stamp.addingTimeInterval(3600), previous: Team.files(names: .full))
        cases.append(("update", update, "Europe/London"))
        return cases
    }

    private struct Expectation: Encodable {
        struct File: Encodable {
            var name: String
            var events: [Event]
        }

        struct Event: Encodable {
            var uid: String?
            var start: Int?
            var end: Int?
            var summary: String?
            var description: String?
            var location: String?
            var geo: [Double]?
            var category: String?
            var status: String?
            var transparent: Bool
            var sequence: Int?
        }

        var zone: String
        var files: [String: File]

        /// Moments by Foundation's own zones, texts by the strict reader.
        init(files: [CalendarFile], zone: String) throws {
            self.zone = zone
            let timeZone = try #require(TimeZone(identifier: zone))
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = timeZone
            self.files = try Dictionary(uniqueKeysWithValues: files.map { file in
                let read = try StrictCalendar(file.data)
                let events = try read.events.map { event in
                    Event(
                        uid: event.text("UID"), start: try Self.moment(event["DTSTART"], calendar), end: try Self.moment(event["DTEND"], calendar),
                        summary: event.text("SUMMARY"), description: event.text("DESCRIPTION"), location: event.text("LOCATION"),
                        geo: event["GEO"]?.value.split(separator: ";").compactMap { Double($0) }, category: event.text("CATEGORIES"),
                        status: event["STATUS"]?.value, transparent: event["TRANSP"]?.value == "TRANSPARENT",
                        sequence: event["SEQUENCE"].flatMap { Int($0.value) })
                }
                return (file.name, File(name: read.calendar.text("NAME") ?? "", events: events))
            })
        }

        private static func moment(_ property: StrictCalendar.Property?, _ calendar: Calendar) throws -> Int {
            let seconds = try StrictCalendar.seconds(try #require(property).value)
            var parts = StrictZone.gregorian.dateComponents(
                [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: Double(seconds)))
            parts.timeZone = calendar.timeZone
            return Int(try #require(calendar.date(from: parts)).timeIntervalSince1970)
        }
    }

    private static func run(_ command: [String]) throws -> (status: Int32, output: String) {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
