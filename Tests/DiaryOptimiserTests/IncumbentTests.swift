import Diary
import Testing

@testable import DiaryOptimiser

/// Where the planner meets what its search and its bound claim.
@Suite("The incumbent")
struct IncumbentTests {
    /// Two calls of 100 points fit into the day.
    private static let week = OddScenario.head() + """
        session-types: {call: {modes: {phone: {minutes: 30}}}}
        practitioners: [{id: p1, desk: base, hours: {mon: "09:00-12:00"}}]
        requests: [{id: r1, type: call, at-home: {mon: "09:00-12:00"}}, {id: r2, type: call, at-home: {mon: "09:00-12:00"}}]
        """

    private func searched() throws -> (problem: WeekProblem, search: LocalSearch) {
        let problem = WeekProblem(scenario: try scenario(Self.week), published: nil)
        let search = LocalSearch(problem: problem, seed: 1)
        search.construct()
        try #require(search.bestScore == 200_000)
        return (problem, search)
    }

    @Test("A bound that an allowed timetable passes is an error, by a thousandth of a point too", arguments: [199_999, 0, -1])
    func boundBelowScore(bound: Int) throws {
        let (problem, search) = try searched()
        var incumbent = Incumbent(problem: problem, published: nil, bound: bound)
        do throws(PlannerError) {
            try incumbent.take(search)
            Issue.record("A bound of \(bound) was taken beside a score of \(incumbent.score).")
        } catch {
            guard case .boundBelowScore(let said, let score) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(said == Points(thousandths: bound))
            #expect(score == Points(200))
            #expect(error.description.contains("lies below the 200 points of an allowed timetable"))
        }
    }

    @Test("A bound that falls below the score later is an error, though no better timetable was found since")
    func boundFallsLater() throws {
        let (problem, search) = try searched()
        var incumbent = Incumbent(problem: problem, published: nil, bound: 200_000)
        try incumbent.take(search)
        #expect(incumbent.meets(0))
        incumbent.bound = 199_999
        #expect(throws: PlannerError.self) { try incumbent.take(search) }
    }
}
