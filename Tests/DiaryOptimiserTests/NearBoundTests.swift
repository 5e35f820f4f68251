import Diary
import Testing

@testable import DiaryOptimiser

@Suite("Searching near the bound")
struct NearBoundTests {
    private func starts(_ problem: WeekProblem) -> Int {
        problem.candidates.reduce(0) { $0 + $1.starts.reduce(0) { $0 + $1.count } }
    }

    /// The week without any start.
    private func bare(_ problem: WeekProblem) -> WeekProblem {
        var starts = SurvivingStarts(problem)
        let none = SlotSet(slots: problem.slots)
        for candidate in starts.sessions.indices { starts.sessions[candidate] = Array(repeating: none, count: 7) }
        for practitioner in starts.supervision.indices {
            for option in starts.supervision[practitioner].indices { starts.supervision[practitioner][option] = none }
        }
        return problem.keeping(starts)
    }

    @Test("A timetable that is near enough to the bound has all its starts in every week, and the nearest week has fewest")
    func weeks() throws {
        var looked = 0, whole = 0, far = 0, near = 0
        for fixture in OptimumFixture.all.prefix(40) {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            let search = LocalSearch(problem: problem, seed: 7)
            search.construct()
            search.run(iterations: 5_000)
            guard search.bestScore == fixture.optimum else { continue }
            let root = try BoundSearch(problem, timetable: search.bestTimetable)
            for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
            // So far below that a thirty-second of what is open, the least of the distances, is more than what bound and optimum differ in.
            let score = fixture.optimum - 31 * (root.bound - fixture.optimum) - 64 * problem.scoreStep
            let weeks = root.narrowed(above: root.scoresNearBound(score), isStopped: { false })
            #expect(weeks.count == 2 && weeks.allSatisfy { $0.holds(search.bestTimetable) }, "\(fixture)")
            #expect(root.scoresNearBound(root.bound).isEmpty, "\(fixture)")
            looked += 1
            whole += starts(problem)
            near += weeks.first.map(starts) ?? 0
            far += weeks.last.map(starts) ?? 0
        }
        #expect(looked > 20 && near < far && far < whole, "\(looked): \(near), \(far), \(whole)")
    }

    @Test("Searches take as many steps as they are given, end before another week has its turn, and their best stays")
    func searches() {
        var found = 0
        for fixture in OptimumFixture.all.prefix(6) {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published), requests = fixture.scenario.requests.count
            let whole = 10_000 * requests
            var near = NearBoundSearch(requests: requests, seed: 4)
            #expect(near.run(steps: 10, isStopped: { false }) == 0 && near.best == nil)
            near.turn(to: [bare(problem)])
            #expect(near.run(steps: 1_000, isStopped: { false }) == 1_000)
            near.turn(to: [problem])
            #expect(near.run(steps: whole - 1_000, isStopped: { false }) == whole - 1_000)
            #expect(near.best?.bestTimetable.sessions.isEmpty ?? false, "\(fixture)")
            #expect(near.run(steps: 4_000, isStopped: { false }) == 4_000)
            let best = near.best?.bestScore ?? .min
            if near.best?.bestTimetable.sessions.isEmpty == false { found += 1 }
            near.turn(to: [bare(problem)])
            #expect(near.run(steps: 2 * whole, isStopped: { false }) == 2 * whole)
            #expect(near.best?.bestScore ?? .min >= best && near.iterations == 3 * whole + 4_000, "\(fixture)")
            #expect(near.best.map { Checker(fixture.scenario).check($0.bestTimetable, published: fixture.published).isAllowed } ?? false, "\(fixture)")
            #expect(near.run(steps: 1_000, isStopped: { true }) == 0)
        }
        #expect(found > 3)
    }

    @Test("Parts are searched from what their linear programs hold, the newest first, with their starts alone")
    func parts() throws {
        var found = 0
        for fixture in OptimumFixture.all.prefix(12) {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published), requests = fixture.scenario.requests.count
            let root = try BoundSearch(problem, timetable: Timetable())
            for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
            try root.solveMasters(isStopped: { false })
            let use = root.fractionalUse
            var search = PartSearch(requests: requests, seed: 3)
            #expect(search.run(steps: 10, isStopped: { false }) == 0 && search.best == nil)
            search.add([PartSearch.Part(week: problem, use: use), PartSearch.Part(week: bare(problem), use: use)])
            // One part has four timetables of a hundred steps for each request.
            let ofPart = 400 * requests
            #expect(search.run(steps: ofPart, isStopped: { false }) == ofPart)
            #expect(search.best?.bestTimetable.sessions.isEmpty ?? false, "\(fixture)")
            #expect(search.run(steps: 2 * ofPart, isStopped: { false }) == ofPart && search.iterations == 2 * ofPart, "\(fixture)")
            #expect(search.run(steps: 1, isStopped: { false }) == 0)
            let best = try #require(search.best)
            #expect(best.bestScore <= fixture.optimum && Checker(fixture.scenario).check(best.bestTimetable, published: fixture.published).isAllowed)
            if best.bestScore == fixture.optimum { found += 1 }
            search.add([PartSearch.Part(week: problem, use: use)])
            #expect(search.run(steps: 1, isStopped: { true }) == 0)
        }
        #expect(found > 6)
    }
}
