import Diary
import DiaryFiles
import DiaryOptimiser
import Foundation
import Testing

@testable import DiaryCommand

/// A search that claims what is not so is a fault of this software: it is said, with exit code 70, and nothing of it is left.
@Suite("Plans that do not stand up")
struct InternalErrorTests {
    private let week: Scenario
    private let plan: PlanResult

    init() throws {
        let week = try ScenarioReader(texts: ["small.yaml": Fixture.text(Fixture.small)]).read("small.yaml").scenario
        self.week = week
        plan = try Planner(scenario: week, options: PlanOptions(timeLimit: 10, gap: 0.002)).plan()
    }

    private func run(_ folder: String, search: () throws -> PlanResult) throws(Failure) {
        try PlanRun(scenario: week, published: nil, folder: folder, timeLimit: 1, threads: 1, seed: 1, isJSON: false, isQuiet: true)
            .run(interruption: Interruption(), search: search)
    }

    /// How a run fails that leaves an output folder as it was: not there, empty, or with an earlier plan.
    private func failure(search: () throws -> PlanResult, sourceLocation: SourceLocation = #_sourceLocation) throws -> Failure {
        let scratch = try Scratch()
        let fresh = scratch.path("new/week"), empty = scratch.path("empty"), used = scratch.path("used")
        try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
        try run(used) { plan }
        let before = try Self.contents(used)
        #expect(before["timetable.json"] != nil && before.count > 10, sourceLocation: sourceLocation)
        var failures: [Failure] = []
        for folder in [fresh, empty, used] {
            do throws(Failure) {
                try run(folder, search: search)
                Issue.record("A plan that is not right was written into \(folder).", sourceLocation: sourceLocation)
            } catch {
                failures.append(error)
            }
        }
        #expect(!scratch.exists("new"), "the folders made for the plan go", sourceLocation: sourceLocation)
        #expect(try Self.contents(empty).isEmpty && scratch.exists("empty"), sourceLocation: sourceLocation)
        #expect(try Self.contents(used) == before, "the plan before is as it was", sourceLocation: sourceLocation)
        #expect(Set(failures.map(\.message)).count == 1 && failures.count == 3, sourceLocation: sourceLocation)
        return try #require(failures.first)
    }

    private static func contents(_ folder: String) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            if let content = FileManager.default.contents(atPath: "\(folder)/\(file)") { contents[file] = content }
        }
        return contents
    }

    @Test("A bound below the score that the checker counts")
    func boundBelowScore() throws {
        var wrong = plan
        wrong.bound = Points(thousandths: plan.score.thousandths - 1)
        let failure = try failure { wrong }
        #expect(failure.status.rawValue == 70)
        #expect(failure.message.contains("our own fault"))
        #expect(failure.message.contains("nothing was written"))
        #expect(failure.message.contains("a bound of 191.999, below the score of 192."), "\(failure.message)")
    }

    @Test("A bound that the search itself finds below a score")
    func searchSaysSo() throws {
        let failure = try failure { throw PlannerError.boundBelowScore(bound: Points(191), score: Points(192)) }
        #expect(failure.status.rawValue == 70)
        #expect(failure.message.contains("our own fault"))
        #expect(failure.message.contains("bound of 191 points lies below the 192 points of an allowed timetable"), "\(failure.message)")
    }

    @Test("A score that the checker does not count, with a bound that hides it")
    func wrongScore() throws {
        var wrong = plan
        wrong.score = Points(191)
        let failure = try failure { wrong }
        #expect(failure.status.rawValue == 70)
        #expect(failure.message.contains("The search gives a score of 191, the checker one of 192."), "\(failure.message)")
    }

    @Test("A timetable that the rules forbid")
    func notAllowed() throws {
        var wrong = plan
        wrong.timetable.sessions.append(try #require(plan.timetable.sessions.first))
        let failure = try failure { wrong }
        #expect(failure.status.rawValue == 70)
        #expect(failure.message.contains("S1"), "\(failure.message)")
    }

    @Test("The same plan as it is, is written")
    func right() throws {
        let scratch = try Scratch()
        try run(scratch.path("out")) { plan }
        #expect(try scratch.text("out/timetable.json").contains("\"score\": 192"))
    }
}
