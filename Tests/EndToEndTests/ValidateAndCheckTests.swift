import Foundation
import Testing

@Suite("diary validate and diary check")
struct ValidateAndCheckTests {
    @Test("A right scenario is said to be right, in a line and as JSON")
    func valid() throws {
        let run = try DiaryRun.run(["validate", Fixture.small])
        #expect(run.status == 0)
        #expect(run.output.contains("Zoë's small service"))
        #expect(run.output.contains("3 requests"))
        #expect(run.errors.isEmpty)
        let json = try DiaryRun.run(["validate", Fixture.small, "--json"])
        #expect(json.status == 0)
        let object = try json.json()
        #expect(object["valid"] as? Bool == true)
        #expect((object["errors"] as? [Any])?.isEmpty == true)
        #expect((object["counts"] as? [String: Int])?["practitioners"] == 1)
    }

    @Test("Every error at once, with its place and what was probably meant")
    func invalid() throws {
        let run = try DiaryRun.run(["validate", Fixture.wrong])
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        // The columns of `ofice` and `indivdual`.
        #expect(run.errors.contains("wrong.yaml:10:20: error"))
        #expect(run.errors.contains("wrong.yaml:12:20: error"))
        #expect(run.errors.contains("did you mean `office`?"))
        let json = try DiaryRun.run(["validate", Fixture.wrong, "--json"])
        #expect(json.status == 65)
        let object = try json.json()
        #expect(object["valid"] as? Bool == false)
        let errors = try #require(object["errors"] as? [[String: Any]])
        #expect(errors.map { $0["line"] as? Int } == [10, 12])
        #expect(errors.map { $0["suggestion"] as? String } == ["office", "individual"])
    }

    @Test("Every command says of a scenario that is wrong or not there: 65, 74")
    func inputs() throws {
        let scratch = try Scratch()
        let output = scratch.path("out")
        for path in [Fixture.wrong, scratch.path("missing.yaml"), scratch.url.path] {
            let status: Int32 = path == Fixture.wrong ? 65 : 74
            for arguments in [
                ["validate", path], ["plan", path, "--output", output], ["check", path, Fixture.smallTimetable],
                ["export", path, Fixture.smallTimetable, "--output", output],
            ] {
                let run = try DiaryRun.run(arguments)
                #expect(run.status == status, "\(arguments)")
                #expect(run.errors.contains("error"), "\(arguments)")
                #expect(run.output.isEmpty, "\(arguments)")
            }
        }
        #expect(!scratch.exists("out"))
    }

    @Test("An allowed timetable: its score by term, and nothing on standard error")
    func allowed() throws {
        let run = try DiaryRun.run(["check", Fixture.small, Fixture.smallTimetable])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(run.output.contains("allowed"))
        #expect(run.output.contains(/total +192\n/))
        let object = try DiaryRun.run(["check", Fixture.small, Fixture.smallTimetable, "--json"]).json()
        #expect(Set(object.keys) == ["allowed", "score", "terms", "violations"])
        #expect(object["allowed"] as? Bool == true)
        #expect(object["score"] as? Double == 192)
        let terms = try #require(object["terms"] as? [String: Double])
        // Two sessions of 100, one week waited, one evening.
        #expect(terms.filter { $0.value != 0 } == ["value": 200, "wait": 2, "evening": -10])
        #expect((object["violations"] as? [Any])?.isEmpty == true)
    }

    @Test("A timetable that breaks rules: 1, and each violation with its rule")
    func notAllowed() throws {
        let scratch = try Scratch()
        // Both at ten on Monday in the one school, by the one practitioner: they overlap (W2) in its one room (R1).
        let broken = try scratch.file(
            "broken.json",
            Fixture.text(Fixture.smallTimetable).replacing(
                #""r2", "practitioners": ["p1"], "mode": "phone", "start": "2026-11-24T17:00""#,
                with: #""r3", "practitioners": ["p1"], "mode": "in-person", "start": "2026-11-23T10:00""#))
        let run = try DiaryRun.run(["check", Fixture.small, broken])
        #expect(run.status == 1)
        #expect(run.output.contains("W2  ") && run.output.contains("R1  "))
        let json = try DiaryRun.run(["check", Fixture.small, broken, "--json"])
        #expect(json.status == 1)
        let violations = try #require(try json.json()["violations"] as? [[String: String]])
        #expect(Set(violations.compactMap { $0["rule"] }) == ["W2", "R1"])
        #expect(violations.allSatisfy { Set($0.keys) == ["rule", "message"] && $0["message"]?.isEmpty == false })
    }

    @Test("A wrong score or bound in the file is a warning", arguments: [("\"score\": 192", "\"score\": 200"), ("\"bound\": 192", "\"bound\": 100")])
    func wrongFigures(old: String, new: String) throws {
        let scratch = try Scratch()
        let file = try scratch.file("t.json", Fixture.text(Fixture.smallTimetable).replacing(old, with: new))
        let run = try DiaryRun.run(["check", Fixture.small, file, "--json"])
        #expect(run.status == 0)
        #expect(run.errors.contains("warning"))
        #expect(try run.json()["score"] as? Double == 192)
    }

    @Test("A published timetable costs points for what is not kept; one of another week is an error")
    func published() throws {
        let scratch = try Scratch()
        let moved = try scratch.file("moved.json", Fixture.text(Fixture.smallTimetable).replacing("T17:00", with: "T17:30"))
        let run = try DiaryRun.run(["check", Fixture.small, Fixture.smallTimetable, "--published", moved, "--json"])
        #expect(try run.json()["score"] as? Double == 172)
        let other = try scratch.file("other.json", Fixture.text(Fixture.smallTimetable).replacing("2026-11-23\"", with: "2026-11-30\""))
        for command in [["check", Fixture.small, Fixture.smallTimetable], ["plan", Fixture.small, "--output", scratch.path("out")]] {
            let run = try DiaryRun.run(command + ["--published", other])
            #expect(run.status == 65)
            #expect(run.errors.contains("week"))
            #expect(try DiaryRun.run(command + ["--published", scratch.path("none.json")]).status == 74)
            #expect(try DiaryRun.run(command + ["--published", Fixture.small]).status == 65)
        }
        #expect(!scratch.exists("out"))
    }

    @Test("A timetable that is no timetable: 65; one that is not there: 74")
    func noTimetable() throws {
        let scratch = try Scratch()
        #expect(try DiaryRun.run(["check", Fixture.small, scratch.file("t.json", "{\"format\": 3")]).status == 65)
        #expect(try DiaryRun.run(["check", Fixture.small, Fixture.small]).status == 65)
        #expect(try DiaryRun.run(["check", Fixture.small, scratch.path("none.json")]).status == 74)
    }

    @Test("No colours where standard output is no terminal, and names cannot bring their own")
    func noEscapes() throws {
        let scratch = try Scratch()
        let scenario = try scratch.file("s.yaml", Fixture.text(Fixture.small).replacing("Zoë's small service", with: "Zoë's small service\u{9B}2J"))
        for run in [try DiaryRun.run(["validate", scenario]), try DiaryRun.run(["check", scenario, Fixture.smallTimetable])] {
            #expect(!(run.output + run.errors).unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x9B })
        }
    }
}
