import Foundation
import Testing

@Suite("diary show")
struct ShowTests {
    private func show(_ arguments: [String] = [], timetable: String = Fixture.smallTimetable, environment: [String: String] = [:]) throws -> DiaryRun {
        try DiaryRun.run(["show", Fixture.small, timetable] + arguments, environment: environment)
    }

    @Test("The week, a table for each day")
    func week() throws {
        let run = try show()
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(
            run.output == """
                Zoë's small service, week of 23 November 2026

                Monday 23 Nov
                Time         Who           How        What           Where
                10:00–10:45  Zoë Ångström  in person  r1 individual  Alpha school

                Tuesday 24 Nov
                Time         Who           How    What           Where
                17:00–17:30  Zoë Ångström  phone  r2 individual  Alpha school

                """)
    }

    @Test("One practitioner, one place, one day, and names as asked for")
    func subjects() throws {
        #expect(try show(["--practitioner", "p1"]).output.contains("10:00–10:45  in person  individual  r1, Alpha school, write-up to 11:00"))
        #expect(try show(["--place", "alpha", "--names", "pseudonym"]).output.contains("r1, with p1, private room"))
        for day in ["tue", "Tuesday"] {
            let run = try show(["--day", day])
            #expect(run.output.contains("r2") && !run.output.contains("r1"))
        }
        #expect(try show(["--day", "sun"]).output.hasSuffix("\nNothing is planned on Sunday.\n"))
    }

    @Test("An id that the scenario lacks: 64, with what was probably meant")
    func unknown() throws {
        let practitioner = try show(["--practitioner", "p2"])
        #expect(practitioner.status == 64)
        #expect(practitioner.errors.contains("no practitioner with the id “p2”; did you mean “p1”?"))
        #expect(practitioner.output.isEmpty)
        let place = try show(["--place", "alhpa"])
        #expect(place.status == 64)
        #expect(place.errors.contains("did you mean “alpha”?"))
        #expect(try show(["--place", "Alpha school"]).errors.contains("did you mean “alpha”?"))
        #expect(try show(["--practitioner", "somebody"]).errors.contains("no practitioner with the id “somebody”."))
        let day = try show(["--day", "someday"])
        #expect(day.status == 64)
        #expect(day.errors.contains("mon"))
        #expect(try show(["--practitioner", "p1", "--place", "alpha"]).status == 64)
    }

    @Test("No line is wider than COLUMNS says", arguments: [60, 80, 200])
    func width(columns: Int) throws {
        let run = try DiaryRun.run(["show", Fixture.small, Fixture.smallTimetable, "--practitioner", "p1"], environment: ["COLUMNS": "\(columns)"])
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= columns })
        #expect(columns < 80 || run.output.contains("r1, Alpha school, write-up to 11:00"))
        #expect(run.output.contains("11:00"))
    }

    @Test("A timetable that is not allowed is shown, with a warning")
    func notAllowed() throws {
        let scratch = try Scratch()
        let broken = try scratch.file("t.json", Fixture.text(Fixture.smallTimetable).replacing("T10:00", with: "T11:00"))
        let run = try show(timetable: broken)
        #expect(run.status == 0)
        #expect(run.output.contains("11:00–11:45"))
        #expect(run.errors.contains("not allowed: 1 rule violation"))
    }

    @Test("No escape sequences but on a terminal")
    func plain() throws {
        #expect(try !show(environment: ["TERM": "xterm-256color", "CLICOLOR_FORCE": "1"]).output.contains("\u{1B}"))
    }
}
