import Foundation
import Testing

@Suite("diary generate")
struct GenerateTests {
    @Test("Standard output and a file get the same scenario, which is right and can be planned")
    func writesAndPlans() throws {
        let scratch = try Scratch()
        let printed = try DiaryRun.run(["generate", "tiny", "--seed", "4"])
        #expect(printed.status == 0)
        #expect(printed.errors.isEmpty)
        let written = try DiaryRun.run(["generate", "tiny", "--seed", "4", "--output", scratch.path("week.json")])
        #expect(written.status == 0)
        #expect(written.output.isEmpty && written.errors.isEmpty)
        #expect(try scratch.text("week.json") == printed.output)
        let validated = try DiaryRun.run(["validate", scratch.path("week.json"), "--json"]).json()
        #expect((validated["errors"] as? [Any])?.isEmpty == true)
        let plan = try DiaryRun.run(["plan", "week.json", "--time-limit", "1", "--json", "--quiet"], in: scratch.url)
        #expect(plan.status == 0)
        #expect(try plan.json()["requests"] as? Int == 18)
    }

    @Test("A size that is none ends with 64, a folder that is none with 74")
    func failures() throws {
        for size in ["huge", "-1", "1.5"] { #expect(try DiaryRun.run(["generate", "--", size]).status == 64) }
        #expect(try DiaryRun.run(["generate"]).status == 64)
        let scratch = try Scratch()
        let run = try DiaryRun.run(["generate", "tiny", "--output", scratch.path("missing/week.json")])
        #expect(run.status == 74)
        #expect(run.errors.contains("missing/week.json"))
    }
}
