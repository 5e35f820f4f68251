import Foundation
import Testing

@Suite("diary whatif", .serialized)
struct WhatIfTests {
    /// Two requests for one evening, of 103 and 102 points, and one for a morning, of 101.
    private static let evenings = """
        format: diary-scenario/1
        service: Evening service
        week: 2026-11-23
        rules: {after-hours-slots: 1}
        weights: {wait: 1, evening: 0}
        session-types:
          call: {modes: {phone: {minutes: 30, after: 0}, in-person: {minutes: 30, after: 0}}}
        places:
          - {id: office, kind: base, at: [51.5, -0.1]}
        practitioners:
          - id: p1
            name: Someone <b>bold</b>
            desk: office
            hours: {mon-fri: "09:00-17:00"}
            evenings: {tue: "17:00-20:00"}
        requests:
          - {id: r1, type: call, modes: [phone], at-home: {tue: "18:00-18:30"}, weeks-waiting: 3}
          - {id: r2, type: call, modes: [phone], at-home: {tue: "18:30-19:00"}, weeks-waiting: 2}
          - {id: r3, type: call, modes: [phone], at-home: {mon: "10:00-10:30"}, weeks-waiting: 1}
        """

    @Test("The curve of a small week: known scores, certain gains, files, timetables that the checker allows")
    func curve() throws {
        let scratch = try Scratch()
        let scenario = try scratch.file("s.yaml", Self.evenings)
        let run = try DiaryRun.run(["whatif", scenario, "--evening-slots", "0...3", "--json", "--time-limit", "20", "--output", scratch.path("out")])
        try #require(run.status == 0, "\(run.errors)")
        let object = try run.json()
        #expect(object["format"] as? String == "diary-whatif/1")
        #expect(object["question"] as? String == "evening-slots")
        #expect(object["interrupted"] as? Bool == false)
        #expect(object["missing"] as? [String] == [])
        let points = try #require(object["points"] as? [[String: Any]])
        // 101 in the morning, 103 for the first slot, 102 for the second, and nobody wants a third.
        #expect(points.map { $0["slots"] as? Int } == [0, 1, 2, 3])
        #expect(points.map { $0["score"] as? Double } == [101, 204, 306, 306])
        #expect(points.map { $0["bound"] as? Double } == [101, 204, 306, 306])
        #expect(points.map { $0["sessions"] as? Int } == [1, 2, 3, 3])
        #expect(points.map { $0["after-hours"] as? Int } == [0, 1, 2, 2])
        #expect(points.map { ($0["gained"] as? [Any])?.count } == [0, 1, 2, 2])
        #expect(points.allSatisfy { ($0["lost"] as? [Any])?.isEmpty ?? false })
        #expect(points[2]["weeks-waited"] as? Int == 6)
        #expect((points[2]["evenings"] as? [String: [String]]) == ["p1": ["tue"]])
        #expect(points[0]["gain"] is NSNull)
        let gain = try #require(points[1]["gain"] as? [String: Any])
        #expect(gain["points"] as? [Double] == [103, 103])
        let inAll = try #require(points[3]["gain-in-all"] as? [String: Any])
        #expect(inAll["points"] as? [Double] == [205, 205])

        let files = try scratch.files(below: "out")
        #expect(
            files == [
                ".diary-planner", "timetables/slots-0.json", "timetables/slots-1.json", "timetables/slots-2.json", "timetables/slots-3.json",
                "whatif-evenings.csv", "whatif-requests.csv", "whatif.csv", "whatif.html", "whatif.json", "whatif.txt",
            ])
        #expect(try scratch.text("out/whatif.json") == run.output)
        for (slots, point) in points.enumerated() {
            let timetable = try #require(point["timetable"] as? String)
            let variant = try scratch.file("k.yaml", "extends: s.yaml\nrules: {after-hours-slots: \(slots)}\n")
            let check = try DiaryRun.run(["check", variant, timetable, "--json"])
            #expect(check.status == 0, "\(check.output)")
            #expect(try check.json()["score"] as? Double == point["score"] as? Double)
        }
        // A second run with fewer points takes away what has become stale.
        #expect(try DiaryRun.run(["whatif", scenario, "--evening-slots", "0...1", "--time-limit", "20", "--quiet", "--output", scratch.path("out")]).status == 0)
        #expect(try scratch.files(below: "out/timetables") == ["slots-0.json", "slots-1.json"])
    }

    @Test("Counted from the scenario's own slots, and in words; the page escapes what it is given")
    func relative() throws {
        let scratch = try Scratch()
        let scenario = try scratch.file("s.yaml", Self.evenings)
        let run = try DiaryRun.run(["whatif", scenario, "--evening-slots", "+0...+1", "--time-limit", "20"], in: scratch.url)
        try #require(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("The scenario has 1 after-hours slot, from which the slots count."))
        #expect(run.output.contains("2 slots against 1 slot: the plans differ by +102 points and +1 session."))
        #expect(run.output.contains("exactly 102 more points"))
        #expect(run.output.contains("gained r2"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(!run.output.contains("\u{1B}") && !run.errors.contains("\u{1B}"))
        #expect(run.errors.contains("1 of 2: 1 slot") && run.errors.contains("left"))
        let page = try scratch.text("s-whatif/whatif.html")
        #expect(page.contains("<svg") && page.contains("</svg>"))
        #expect(!page.contains("<b>") && !page.contains("<script") && !page.contains("http://") || page.contains("http://www.w3.org/2000/svg"))
        #expect(!page.contains("Someone"), "ids alone in files")
    }

    @Test("Where the scenario has no limit, counted from what today's plan uses")
    func unlimited() throws {
        let scratch = try Scratch()
        let scenario = try scratch.file("s.yaml", Self.evenings.replacing("rules: {after-hours-slots: 1}\n", with: ""))
        let run = try DiaryRun.run(["whatif", scenario, "--evening-slots", "+0...+2", "--step", "2", "--time-limit", "20", "--json", "--quiet"], in: scratch.url)
        try #require(run.status == 0, "\(run.errors)")
        let points = try #require(try run.json()["points"] as? [[String: Any]])
        #expect(points.map { $0["slots"] as? Int } == [2, 4])
        #expect(points.map { $0["score"] as? Double } == [306, 306])
    }

    @Test("Variants beside the week as it is, with gains of either sign")
    func variants() throws {
        let scratch = try Scratch()
        let scenario = try scratch.file("s.yaml", Self.evenings)
        let more = try scratch.file("more.yaml", "extends: s.yaml\nrules: {after-hours-slots: 2}\n")
        let gone = try scratch.file("sub/gone.yaml", "extends: ../s.yaml\nremove: {requests: [r3]}\n")
        let run = try DiaryRun.run(["whatif", scenario, "--variant", more, "--variant", gone, "--time-limit", "20", "--json", "--output", scratch.path("out")])
        try #require(run.status == 0, "\(run.errors)")
        let points = try #require(try run.json()["points"] as? [[String: Any]])
        #expect(points.map { $0["name"] as? String } == ["as it is", "more", "gone"])
        #expect(points.map { $0["score"] as? Double } == [204, 306, 103])
        #expect(points.map { ($0["gain"] as? [String: Any])?["points"] as? [Double] } == [nil, [102, 102], [-101, -101]])
        #expect((points[2]["daytime-lost"] as? [String]) == ["r3"])
        #expect(try DiaryRun.run(["check", gone, scratch.path("out/timetables/2-gone.json")]).status == 0)
    }

    @Test(
        "What is asked wrongly is refused with every mistake at once, before anything is read",
        arguments: [
            (["--evening-slots", "8...0"], ["is empty"]),
            (["--evening-slots", "-1...a", "--step", "0", "--gap", "-1"], ["FROM of --evening-slots is -1", "TO is `a`", "--step", "--gap"]),
            (["--evening-slots", "0..8"], ["three dots"]),
            (["--evening-slots", "+0...8"], ["one side"]),
            (["--evening-slots", "0...1000000"], ["at most 200"]),
            (["--evening-slots", "0...99999999999999999999999"], ["beyond 1,000,000"]),
            (["--evening-slots", ""], ["three dots"]),
            (["--each", "rooms", "--top", "-1"], ["--each takes evening", "--top takes"]),
            (["--each", "room", "--variant", "a.yaml"], ["different questions"]),
            (["--top", "3"], ["Say what is to be compared", "--top goes with --each"]),
            (["--step", "2"], ["Say what is to be compared", "--step goes with"]),
            (["--evening-slots", "0...1", "--variant", "a.yaml", "--threads", "0"], ["different questions", "--threads"]),
        ])
    func usage(arguments: [String], messages: [String]) throws {
        let scratch = try Scratch()
        let run = try DiaryRun.run(["whatif", "there-is-no.yaml"] + arguments, in: scratch.url)
        #expect(run.status == 64)
        for message in messages { #expect(run.errors.contains(message), "\(run.errors)") }
        #expect(!run.errors.contains("cannot read"))
        #expect(try scratch.files().isEmpty)
    }

    @Test("Variants that are wrong, foreign, of another week or named twice: 65, all at once, and nothing is planned")
    func wrongVariants() throws {
        let scratch = try Scratch()
        let scenario = try scratch.file("s.yaml", Self.evenings)
        let foreign = try scratch.file("foreign.yaml", Self.evenings)
        let wrong = try scratch.file("wrong.yaml", "extends: s.yaml\nremove: {practitioners: [nobody]}\nrulez: {}\n")
        let later = try scratch.file("later.yaml", "extends: s.yaml\nweek: 2026-11-30\n")
        let good = try scratch.file("good.yaml", "extends: s.yaml\n")
        let paths = [foreign, wrong, later, good, good, scratch.path("missing.yaml")]
        let run = try DiaryRun.run(["whatif", scenario] + paths.flatMap { ["--variant", $0] }, in: scratch.url)
        #expect(run.status == 65)
        for message in ["foreign.yaml is no variant", "rulez", "nobody", "later.yaml plans the week of 30 November 2026", "the same file", "missing.yaml"] {
            #expect(run.errors.contains(message), "\(message): \(run.errors)")
        }
        #expect(run.output.isEmpty)
        #expect(!run.errors.contains("left"), "nothing was planned")
        #expect(!scratch.exists("s-whatif"))
        // One that is merely not there is no mistake in a file.
        #expect(try DiaryRun.run(["whatif", scenario, "--variant", scratch.path("missing.yaml")], in: scratch.url).status == 74)
    }

    @Test("Ctrl-C keeps the points that are done", arguments: [SIGINT, SIGTERM])
    func oneSignal(signal: Int32) throws {
        let scratch = try Scratch()
        // With a gap of 0 and ten minutes, some point is still being planned when the signal comes.
        let run = try DiaryRun.Started([
            "whatif", Fixture.team, "--evening-slots", "0...8", "--time-limit", "600", "--gap", "0", "--json", "--output", scratch.path("out"),
        ])
        try #require(run.waits(for: "2 of 9"), "\(run.errors)")
        run.send(signal)
        let end = run.finish()
        #expect(end.status == 0, "\(end.errors)")
        #expect(end.errors.contains("Stopping: the plans that are done are kept"))
        let object = try end.json()
        #expect(object["interrupted"] as? Bool == true)
        let points = try #require(object["points"] as? [[String: Any]])
        let missing = try #require(object["missing"] as? [String])
        #expect(points.count >= 1 && points.count + missing.count == 9 && !missing.isEmpty)
        #expect(scratch.exists("out/timetables/slots-0.json") && scratch.exists("out/whatif.html"))
    }

    @Test("A second signal leaves nothing")
    func twoSignals() throws {
        let scratch = try Scratch()
        let run = try DiaryRun.Started([
            "whatif", Fixture.team, "--evening-slots", "0...8", "--time-limit", "600", "--gap", "0", "--output", scratch.path("out"),
        ])
        try #require(run.waits(for: "1 of 9"), "\(run.errors)")
        run.send(SIGINT)
        run.send(SIGTERM)
        #expect(run.finish().status == 130)
        #expect(try scratch.files().isEmpty)
    }

    @Test("A file in the way that is not ours is not replaced", arguments: ["whatif.html", "whatif.csv", "whatif.json"])
    func foreignFile(name: String) throws {
        let scratch = try Scratch()
        let scenario = try scratch.file("s.yaml", Self.evenings)
        _ = try scratch.file("out/\(name)", "somebody's")
        let run = try DiaryRun.run(["whatif", scenario, "--evening-slots", "0...1", "--time-limit", "20", "--quiet", "--output", scratch.path("out")])
        #expect(run.status == 74)
        #expect(try scratch.text("out/\(name)") == "somebody's")
        #expect(try scratch.files(below: "out") == [name])
    }

    @Test("One more of each kind: estimated, the most promising planned, both figures shown")
    func each() throws {
        let scratch = try Scratch()
        let scenario = try scratch.file("s.yaml", Self.scarce)
        let run = try DiaryRun.run([
            "whatif", scenario, "--each", "evening", "--top", "1", "--time-limit", "60", "--json", "--output", scratch.path("out"),
        ])
        try #require(run.status == 0, "\(run.errors)")
        let points = try #require(try run.json()["points"] as? [[String: Any]])
        // Thursday's request needs an evening that p1 may not work yet; a second Tuesday would bring nothing.
        #expect(points.map { $0["name"] as? String } == ["as it is", "p1, Thursday evening"])
        #expect(points.map { $0["score"] as? Double } == [100, 200])
        let estimate = try #require(points[1]["estimate"] as? Double)
        #expect(estimate >= 100, "an upper estimate of what it brings")
        #expect((points[1]["gain"] as? [String: Any])?["points"] as? [Double] == [100, 100])
        let others = try #require(try run.json()["not-planned"] as? [[String: Any]])
        // Monday, Wednesday, Friday and another of their own evenings.
        #expect(others.count == 4 && others.allSatisfy { $0["estimate"] as? Double == 0 })
        #expect(try scratch.text("out/whatif-estimates.csv").contains("Thursday evening"))
        let text = try scratch.text("out/whatif.txt")
        #expect(text.contains("(estimated: ") && text.contains("not a promise."))
    }

    /// One practitioner with an evening on Tuesday and a limit of one; a call on Tuesday evening, one on Thursday evening.
    private static let scarce = """
        format: diary-scenario/1
        service: Scarce service
        week: 2026-11-23
        weights: {wait: 0, evening: 0}
        session-types:
          call: {modes: {phone: {minutes: 30, after: 0}}}
        places:
          - {id: office, kind: base, at: [51.5, -0.1]}
        practitioners:
          - {id: p1, desk: office, hours: {mon-fri: "12:00-17:00"}, evenings: {tue: "17:00-20:00"}, limits: {evenings-per-week: 1}}
        requests:
          - {id: r1, type: call, modes: [phone], at-home: {tue: "18:00-18:30"}}
          - {id: r2, type: call, modes: [phone], at-home: {thu: "18:00-18:30"}}
        """

    @Test("diary value: what is worth something first, with points and sessions, and what is worth nothing is named")
    func value() throws {
        let scratch = try Scratch()
        // One slot for two calls of one evening: a second one is worth the second call.
        let scenario = try scratch.file("s.yaml", Self.evenings)
        let run = try DiaryRun.run(["value", scenario, "--time-limit", "60"])
        try #require(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("after-hours slot"))
        #expect(run.output.contains("Worth nothing") && run.output.contains("Sessions a week: Someone"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let json = try DiaryRun.run(["value", scenario, "--time-limit", "60", "--json", "--quiet"]).json()
        let worth = try #require(json["worth"] as? [[String: Any]])
        #expect(worth.first?["kind"] as? String == "After-hours slots")
        #expect(worth.first?["points"] as? Double == 102)
        #expect(json["session"] as? Double == 102)
        #expect(worth.first?["sessions"] as? Double == 1)
        #expect(worth.dropFirst().allSatisfy { $0["points"] as? Double == 0 })
        #expect(try DiaryRun.run(["value", scenario, "--gap", "-1", "--threads", "0"]).status == 64)
    }
}
