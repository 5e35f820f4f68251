import Diary
import Testing

@testable import DiaryOptimiser

/// The planner against ``TimeIndexedWeek``, and that against enumeration: three programs that share the scenario and the checker alone.
@Suite("A complete time-indexed model")
struct TimeIndexedTests {
    /// Nodes after which a scenario counts as undecided.
    private static let nodeLimit = 1_000

    @Test("It has the optima that enumeration has found, and its timetables are allowed")
    func againstEnumeration() throws {
        let fixtures = OptimumFixture.all + OptimumFixture.more
        #expect(fixtures.count >= 300)
        var undecided: [String] = []
        for fixture in fixtures {
            guard let optimum = try Self.optimum(fixture.scenario, published: fixture.published, "\(fixture)") else {
                undecided.append(fixture.name)
                continue
            }
            #expect(optimum == Points(thousandths: fixture.optimum), "\(fixture)")
        }
        #expect(undecided.count * 20 <= fixtures.count, "no proof for \(undecided)")
    }

    @Test("It has the optima of odd scenarios that follow by reasoning")
    func odd() throws {
        var asked = 0
        for odd in OddScenario.all {
            let scenario = try scenario(odd.text)
            guard WeekOptions(scenario).all.count <= 1_000 else { continue }
            asked += 1
            #expect(try Self.optimum(scenario, published: nil, odd.testDescription) == odd.optimum, "\(odd.testDescription): \(odd.why)")
        }
        #expect(asked > 30)
    }

    @Test("On weeks too wide for enumeration: no bound below its optimum, no plan above, and optimal means optimal")
    func planner() throws {
        let drawn = DrawnScenario.wider
        #expect(drawn.count >= 150)
        var undecided: [String] = []
        for week in drawn {
            let plan = try planned(week.scenario, published: week.published, options: PlanOptions(timeLimit: 0.2, threads: 1))
            guard let optimum = try Self.optimum(week.scenario, published: week.published, week.name) else {
                undecided.append(week.name)
                expectSound(plan, week.scenario, published: week.published, "\(week)")
                continue
            }
            expectSound(plan, week.scenario, published: week.published, optimum: optimum, "\(week)")
        }
        #expect(undecided.count * 20 <= drawn.count, "no proof for \(undecided)")
    }

    /// The optimum by the complete model, whose own timetable the checker must allow and score alike; nil where it found no proof.
    private static func optimum(_ scenario: Scenario, published: PublishedTimetable?, _ name: String) throws -> Points? {
        guard case .optimal(let timetable, let score) = try TimeIndexedWeek(scenario, published: published).solve(nodeLimit: nodeLimit) else {
            return nil
        }
        let verdict = Checker(scenario).check(timetable, published: published)
        #expect(verdict.isAllowed, "\(name): \(verdict.violations)")
        #expect(verdict.score.total == Points(thousandths: score), "\(name)")
        return Points(thousandths: score)
    }
}
