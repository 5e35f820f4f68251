import Foundation
import Testing

@Suite("diary export")
struct ExportTests {
    private func export(_ arguments: [String], to scratch: Scratch) throws -> DiaryRun {
        try DiaryRun.run(["export", Fixture.small, Fixture.smallTimetable, "--output", scratch.path("out")] + arguments)
    }

    @Test("Calendars for everybody, every place and the service, without names")
    func everything() throws {
        let scratch = try Scratch()
        let run = try export([], to: scratch)
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(
            try scratch.files(below: "out") == [
                ".diary-planner", "calendars/places/alpha.ics", "calendars/places/office.ics", "calendars/practitioners/p1.ics",
                "calendars/service.ics",
            ])
        let diary = try scratch.text("out/calendars/practitioners/p1.ics")
        #expect(diary.hasPrefix("BEGIN:VCALENDAR\r\n"))
        #expect(diary.contains("DTSTART;TZID=Europe/London:20261123T100000"))
        #expect(!diary.contains("Ångström"))
    }

    @Test("Only the calendars asked for", arguments: [("service", ["calendars/service.ics"]), ("practitioner,place", ["places", "practitioners"])])
    func some(by: String, expected: [String]) throws {
        let scratch = try Scratch()
        #expect(try export(["--by", by], to: scratch).status == 0)
        let files = try scratch.files(below: "out").filter { $0.hasSuffix(".ics") }
        #expect(files.contains("calendars/service.ics") == (by == "service"))
        #expect(files.contains("calendars/practitioners/p1.ics") == (by != "service"))
        #expect(expected.allSatisfy { part in files.contains { $0.contains(part) } })
    }

    @Test("Names and tables where they are asked for; what an earlier run left in other groups stays")
    func namesAndTables() throws {
        let scratch = try Scratch()
        #expect(try export(["--by", "service"], to: scratch).status == 0)
        #expect(try export(["--by", "practitioner", "--names", "full", "--csv"], to: scratch).status == 0)
        #expect(try scratch.text("out/by-practitioner.csv").contains("Zoë Ångström"))
        #expect(try Data(contentsOf: scratch.url.appending(path: "out/sessions.csv")).starts(with: Data("\u{FEFF}request,client,".utf8)))
        #expect(scratch.exists("out/calendars/service.ics"))
        #expect(try export(["--by", "practitioner", "--csv"], to: scratch).status == 0)
        #expect(try !scratch.text("out/by-practitioner.csv").contains("Zoë"))
    }

    @Test("A timetable that is not allowed is not exported")
    func notAllowed() throws {
        let scratch = try Scratch()
        let broken = try scratch.file("t.json", Fixture.text(Fixture.smallTimetable).replacing("T10:00", with: "T11:00"))
        let run = try DiaryRun.run(["export", Fixture.small, broken, "--output", scratch.path("out")])
        #expect(run.status == 1)
        #expect(run.errors.contains("S4"))
        #expect(!scratch.exists("out"))
    }

    @Test("A folder that cannot be made: 74")
    func unwritable() throws {
        let scratch = try Scratch()
        let file = try scratch.file("file", "")
        let run = try DiaryRun.run(["export", Fixture.small, Fixture.smallTimetable, "--output", file + "/below"])
        #expect(run.status == 74)
        #expect(run.output.isEmpty)
    }
}
