import Foundation
import Testing

@Suite("diary explain")
struct ExplainTests {
    private static let files = [Fixture.small, Fixture.smallTimetable]

    /// The small week with a school that takes nobody yet, so that r3 is impossible, and a timetable without it.
    private func closedSite(_ scratch: Scratch) throws -> [String] {
        let scenario = try Fixture.text(Fixture.small).replacing("name: Alpha school,", with: "name: Alpha school, onsite: false,")
        let timetable = """
            {"format": "diary-timetable/1", "service": "Zoë's small service", "week": "2026-11-23", "sessions": [
              {"request": "r2", "practitioners": ["p1"], "mode": "phone", "start": "2026-11-24T17:00"}]}
            """
        return [try scratch.file("week.yaml", scenario), try scratch.file("timetable.json", timetable)]
    }

    @Test("A request that another keeps out: what it costs exactly, and whom it displaces")
    func displaced() throws {
        // r1 (102 points) and r3 (100) want the same three quarters of an hour.
        let run = try DiaryRun.run(["explain"] + Self.files + ["r3"])
        #expect(run.status == 0)
        #expect(run.output.contains("Possible, but the week is worth more without it."))
        #expect(run.output.contains("It would cost 2 points."))
        #expect(run.output.contains("r1 would not be placed (now Mon 10:00 in person with p1)"))
        #expect(!run.output.contains("Zoë Ångström"), "people are ids unless asked for")
        let json = try DiaryRun.run(["explain"] + Self.files + ["--json", "--quiet"])
        #expect(json.errors.isEmpty)
        let object = try json.json()
        #expect(object["score"] as? Double == 192)
        #expect(object["interrupted"] as? Bool == false)
        let requests = try #require(object["requests"] as? [[String: Any]])
        #expect(requests.map { $0["request"] as? String } == ["r3"])
        #expect(requests[0]["finding"] as? String == "worth-more-without")
        let cost = try #require(requests[0]["cost"] as? [String: Any])
        #expect(cost["least"] as? Double == 2 && cost["most"] as? Double == 2)
        #expect(requests[0]["bound"] as? Double == 190)
        let best = try #require(requests[0]["best"] as? [String: Any])
        #expect(best["score"] as? Double == 190)
        #expect(best["displaced"] as? [String] == ["r1"])
        #expect((best["session"] as? [String: Any])?["start"] as? String == "2026-11-23T10:00")
    }

    @Test("An impossible request: the rules with an example, and what would open it")
    func impossible() throws {
        let scratch = try Scratch()
        let files = try closedSite(scratch)
        let run = try DiaryRun.run(["explain"] + files)
        #expect(run.status == 0)
        #expect(run.output.contains("Impossible as things stand."))
        #expect(run.output.contains("the risk assessment of Alpha school were agreed"))
        let object = try DiaryRun.run(["explain"] + files + ["--json"]).json()
        let requests = try #require(object["requests"] as? [[String: Any]])
        #expect(requests.map { $0["finding"] as? String } == ["impossible", "impossible"])
        let rules = try #require(requests[0]["rules"] as? [[String: Any]])
        #expect(rules.map { $0["rule"] as? String } == ["S3"])
        #expect((rules[0]["example"] as? String)?.contains("Alpha school") == true)
        let openings = try #require(requests[0]["openings"] as? [[String: Any]])
        #expect(openings.contains { $0["kind"] as? String == "onsite" })
        #expect(openings.allSatisfy { ($0["condition"] as? String)?.isEmpty == false })
    }

    @Test("A request that is placed: what else could be, and why not; names where they are asked for")
    func scheduled() throws {
        let run = try DiaryRun.run(["explain"] + Self.files + ["r2", "--names", "full"])
        #expect(run.status == 0)
        #expect(run.output.contains("Placed: Tue 17:00 by phone with Zoë Ångström."))
        let object = try DiaryRun.run(["explain"] + Self.files + ["r2", "--json"]).json()
        #expect((object["requests"] as? [Any])?.isEmpty == true)
        let scheduled = try #require(object["scheduled"] as? [[String: Any]])
        #expect(scheduled.map { $0["request"] as? String } == ["r2"])
        #expect(scheduled[0]["complete"] as? Bool == true)
        let barred = try #require(scheduled[0]["barred"] as? [[String: Any]])
        // In person is not one of its modes (S3).
        #expect(barred.contains { ($0["rules"] as? [String])?.contains("S3") == true })
    }

    @Test("Unknown requests are all named at once, before any work, each with what was probably meant")
    func unknown() throws {
        let run = try DiaryRun.run(["explain"] + Self.files + ["r33", "r1", "nobody"])
        #expect(run.status == 64)
        #expect(run.errors.contains("“r33”") && run.errors.contains("did you mean “r3”?"))
        #expect(run.errors.contains("“nobody”"))
        #expect(run.output.isEmpty)
    }

    @Test("A timetable that is not allowed is refused with the checker's words")
    func notAllowed() throws {
        let scratch = try Scratch()
        let text = try Fixture.text(Fixture.smallTimetable).replacing("T17:00", with: "T12:00")
        let broken = try scratch.file("broken.json", text)
        let run = try DiaryRun.run(["explain", Fixture.small, broken])
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("S4"))
        #expect(run.errors.contains("is not allowed, so nothing was explained"))
    }

    @Test("With no time nothing is settled, and that is what it says")
    func noTime() throws {
        let run = try DiaryRun.run(["explain"] + Self.files + ["r3", "--time-limit", "0"])
        #expect(run.status == 0)
        #expect(run.output.contains("Not settled."))
        let object = try DiaryRun.run(["explain"] + Self.files + ["--time-limit", "0", "--json"]).json()
        #expect((object["requests"] as? [[String: Any]])?.map { $0["finding"] as? String } == ["not-settled"])
    }

    @Test("Ctrl-C tells what is settled so far")
    func interrupted() throws {
        let scratch = try Scratch()
        // A week that nobody plans by hand, and a timetable that lacks it all: there is plenty to try.
        let generated = try DiaryRun.run(["generate", "team", "--seed", "5"])
        let scenario = try scratch.file("team.yaml", generated.output)
        func value(_ key: String) throws -> String {
            let line = try #require(generated.output.split(separator: "\n").first { $0.contains("\(key):") || $0.contains("\"\(key)\":") })
            let text = line.drop { $0 != ":" }.dropFirst()
            return text.trimmingCharacters(in: .whitespaces.union(.init(charactersIn: "\",")))
        }
        let timetable = try scratch.file(
            "empty.json",
            "{\"format\": \"diary-timetable/1\", \"service\": \"\(try value("service"))\", \"week\": \"\(try value("week"))\"}")
        let process = try DiaryRun.Started(["explain", scenario, timetable, "--json", "--time-limit", "100"])
        Thread.sleep(forTimeInterval: 2)
        process.send(SIGINT)
        let run = process.finish()
        #expect(run.status == 0, "\(run.errors)")
        let result = try run.json()
        #expect(result["interrupted"] as? Bool == true)
        #expect((result["requests"] as? [Any])?.isEmpty == false)
    }

    @Test("A plan's timetable and summary say why requests are missing")
    func plan() throws {
        let scratch = try Scratch()
        let run = try DiaryRun.run(["plan", Fixture.small, "--output", scratch.path("out")])
        #expect(run.status == 0)
        #expect(run.output.contains("Why not?"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(scratch.text("out/timetable.json").utf8)) as? [String: Any])
        let unscheduled = try #require(object["unscheduled"] as? [[String: Any]])
        let reason = try #require(unscheduled.first?["reason"] as? String)
        #expect(reason.contains("Possible, but the week is worth more without it") || reason.contains("Not settled"))
        #expect(reason.contains("in place of r1"))
        #expect(try scratch.text("out/report.txt").contains("Why not?"))
    }
}
