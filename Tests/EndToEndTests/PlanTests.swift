import Foundation
import Testing

@Suite("diary plan", .serialized)
struct PlanTests {
    @Test("A plan of the small week: the best timetable, its files, a summary")
    func smallWeek() throws {
        let scratch = try Scratch()
        let run = try DiaryRun.run(["plan", Fixture.small, "--output", scratch.path("out")])
        #expect(run.status == 0)
        #expect(run.output.contains("2 of 3 requests placed"))
        #expect(run.output.contains("Score 192, bound 192, gap 0%"))
        #expect(run.output.contains("r3"))
        #expect(run.errors.contains("bound"))
        #expect(!run.output.contains("\u{1B}") && !run.errors.contains("\u{1B}"))
        #expect(
            try scratch.files(below: "out") == [
                ".diary-planner", "by-practitioner.csv", "by-school.csv", "calendars/places/alpha.ics", "calendars/places/office.ics",
                "calendars/practitioners/p1.ics", "calendars/service.ics", "cover.csv", "meetings-held.csv", "pages/index.html",
                "pages/places/alpha.html", "pages/practitioners/p1.html", "pages/unplaced.html", "report.txt", "sessions.csv", "supervision.csv", "timetable.json", "unplaced.csv",
            ])
        let check = try DiaryRun.run(["check", Fixture.small, scratch.path("out/timetable.json"), "--json"])
        #expect(check.status == 0)
        #expect(check.errors.isEmpty)
        #expect(try check.json()["score"] as? Double == 192)
    }

    @Test("--json prints one object, --quiet no progress; the default folder is the scenario's name")
    func json() throws {
        let scratch = try Scratch()
        let run = try DiaryRun.run(["plan", Fixture.small, "--json", "--quiet"], in: scratch.url)
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let object = try run.json()
        #expect(object["score"] as? Double == 192)
        #expect(object["bound"] as? Double == 192)
        #expect(object["gap"] as? Double == 0)
        #expect(object["sessions"] as? Int == 2)
        #expect(object["requests"] as? Int == 3)
        #expect(object["seconds"] is Double)
        #expect(object["timetable"] as? String == "small/timetable.json")
        #expect(object["unplaced"] as? [String] == ["r3"])
        let effort = try #require(object["effort"] as? [String: Double])
        #expect(Set(effort.keys) == ["linear-programs", "pricing", "search", "total"])
        #expect(effort.values.allSatisfy { $0 >= 0 })
        #expect(scratch.exists("small/timetable.json"))
        let quiet = try DiaryRun.run(["plan", Fixture.small, "--quiet"], in: scratch.url)
        #expect(quiet.status == 0)
        #expect(quiet.output.isEmpty && quiet.errors.isEmpty)
    }

    @Test("Same scenario, seed and threads, stopped by gap: the same timetable, byte for byte", arguments: ["1", "2"])
    func determinism(threads: String) throws {
        let scratch = try Scratch()
        let scenario = Fixture.team
        // Twelve per cent in both of the ways to say it.
        for (folder, gap) in [("a", "0.12"), ("b", "12%")] {
            let run = try DiaryRun.run(
                ["plan", scenario, "--threads", threads, "--seed", "7", "--gap", gap, "--json", "--quiet", "--output", scratch.path(folder)])
            try #require(run.status == 0, "\(run.errors)")
            try #require(try run.json()["stop"] as? String == "gap")
        }
        #expect(try scratch.text("a/timetable.json") == scratch.text("b/timetable.json"))
    }

    @Test("A rerun replaces its own files, removes its stale ones, and leaves everybody else's alone")
    func rerun() throws {
        let scratch = try Scratch()
        let second = "  - {id: p2, desk: office, hours: {mon-fri: \"09:00-17:00\"}}\nrequests:"
        let both = try scratch.file("s.yaml", Fixture.text(Fixture.small).replacing("requests:", with: second))
        #expect(try DiaryRun.run(["plan", both, "--quiet", "--output", scratch.path("out")]).status == 0)
        #expect(scratch.exists("out/calendars/practitioners/p2.ics"))
        _ = try scratch.file("out/notes.txt", "mine")
        _ = try scratch.file("out/calendars/practitioners/holiday.txt", "mine too")
        // Another week: nothing of the old one is left to cancel, so that the calendar of somebody who has left is stale.
        let next = try scratch.file("s.yaml", Fixture.text(Fixture.small).replacing("2026-11-23", with: "2026-11-30"))
        #expect(try DiaryRun.run(["plan", next, "--quiet", "--output", scratch.path("out")]).status == 0)
        #expect(!scratch.exists("out/calendars/practitioners/p2.ics"))
        #expect(try scratch.text("out/timetable.json").contains("\"2026-11-30\""))
        #expect(try scratch.text("out/notes.txt") == "mine")
        #expect(try scratch.text("out/calendars/practitioners/holiday.txt") == "mine too")
    }

    @Test("A stale file that somebody has changed since stays")
    func changedFile() throws {
        let scratch = try Scratch()
        #expect(try DiaryRun.run(["plan", Fixture.small, "--quiet", "--output", scratch.path("out")]).status == 0)
        _ = try scratch.file("out/calendars/places/alpha.ics", scratch.text("out/calendars/places/alpha.ics") + "\r\n")
        let next = try scratch.file(
            "s.yaml", Fixture.text(Fixture.small).replacing("2026-11-23", with: "2026-11-30").replacing("alpha,", with: "beta,"))
        #expect(try DiaryRun.run(["plan", next, "--quiet", "--output", scratch.path("out")]).status == 0)
        #expect(scratch.exists("out/calendars/places/alpha.ics"))
        #expect(scratch.exists("out/calendars/places/beta.ics"))
    }

    @Test("A file in the way that is not ours is not replaced", arguments: ["timetable.json", "sessions.csv", "calendars/service.ics"])
    func foreignFile(name: String) throws {
        let scratch = try Scratch()
        _ = try scratch.file("out/\(name)", "somebody's")
        let run = try DiaryRun.run(["plan", Fixture.small, "--quiet", "--output", scratch.path("out")])
        #expect(run.status == 74)
        #expect(run.errors.contains(name.split(separator: "/").last ?? ""))
        #expect(try scratch.files(below: "out") == [name])
        #expect(try scratch.text("out/\(name)") == "somebody's")
    }

    @Test("A folder that cannot be made: 74, said before the search")
    func unwritable() throws {
        let scratch = try Scratch()
        let file = try scratch.file("file", "")
        for output in [file, file + "/below"] {
            let run = try DiaryRun.run(["plan", Fixture.small, "--output", output])
            #expect(run.status == 74)
            #expect(run.output.isEmpty)
            #expect(run.errors.contains(output))
            #expect(!run.errors.contains("bound"))
        }
        #expect(try scratch.text("file").isEmpty)
    }

    @Test("A closed standard output costs nobody the plan")
    func brokenPipe() throws {
        let scratch = try Scratch()
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let run = try DiaryRun.Started(
            ["plan", Fixture.small, "--output", scratch.path("out")], standardOutput: pipe.fileHandleForWriting,
            standardError: pipe.fileHandleForWriting
        ).finish()
        #expect(run.status == 0)
        #expect(scratch.exists("out/timetable.json"))
    }

    @Test("The first signal keeps the best so far", arguments: [SIGINT, SIGTERM])
    func oneSignal(signal: Int32) throws {
        let scratch = try Scratch()
        let run = try DiaryRun.Started(["plan", Fixture.team, "--time-limit", "600", "--gap", "0", "--output", scratch.path("out")])
        try #require(run.waits(for: "bound"), "\(run.errors)")
        run.send(signal)
        let end = run.finish()
        #expect(end.status == 0)
        #expect(end.output.contains("Interrupted"))
        let check = try DiaryRun.run(["check", Fixture.team, scratch.path("out/timetable.json")])
        #expect(check.status == 0)
    }

    @Test("The second ends at once and leaves nothing")
    func twoSignals() throws {
        let scratch = try Scratch()
        let run = try DiaryRun.Started(["plan", Fixture.team, "--time-limit", "600", "--gap", "0", "--output", scratch.path("out/below")])
        try #require(run.waits(for: "bound"), "\(run.errors)")
        // Two different signals, for two of one kind that come together are one.
        run.send(SIGINT)
        run.send(SIGTERM)
        let end = run.finish()
        #expect(end.status == 130)
        #expect(end.output.isEmpty)
        #expect(end.errors.hasSuffix("\nInterrupted: nothing was written.\n"))
        #expect(try scratch.files().isEmpty)
        #expect(!scratch.exists("out"))
    }

    @Test("The second leaves the files of an earlier run as they were")
    func twoSignalsOverEarlier() throws {
        let scratch = try Scratch()
        #expect(try DiaryRun.run(["plan", Fixture.small, "--quiet", "--output", scratch.path("out")]).status == 0)
        let before = try scratch.files(below: "out")
        let timetable = try scratch.text("out/timetable.json")
        let run = try DiaryRun.Started(["plan", Fixture.team, "--time-limit", "600", "--gap", "0", "--output", scratch.path("out")])
        try #require(run.waits(for: "bound"), "\(run.errors)")
        run.send(SIGTERM)
        run.send(SIGINT)
        #expect(run.finish().status == 130)
        #expect(try scratch.files(below: "out") == before)
        #expect(try scratch.text("out/timetable.json") == timetable)
    }
}
