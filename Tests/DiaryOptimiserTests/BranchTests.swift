import Diary
import Testing

@testable import DiaryOptimiser

@Suite("Branching")
struct BranchTests {
    @Test("Both sides of a split together hold every known optimum's timetable, and neither holds the solution that was split")
    func splits() throws {
        var asked = 0
        for fixture in OptimumFixture.all where fixture.published == nil {
            let problem = WeekProblem(scenario: fixture.scenario, published: nil)
            let search = LocalSearch(problem: problem, seed: 3)
            search.construct()
            search.run(iterations: 3_000)
            let root = try BoundSearch(problem, timetable: search.bestTimetable)
            for _ in 0..<40 where !root.isFinished { try root.advance(isStopped: { false }) }
            let use = root.fractionalUse
            guard let branches = use.splits(problem).first else { continue }
            asked += 1
            let one = problem.banning(branches.one), other = problem.banning(branches.other)
            // Any timetable that the whole week allows is allowed by one of the sides, start by start.
            let timetable = search.bestTimetable
            #expect(one.holds(timetable) || other.holds(timetable), "\(fixture)")
            for side in [one, other] {
                let starts = use.sessions.filter { $0.value > 1e-6 }.keys
                let keepsSessions = starts.allSatisfy { side.candidates[$0.candidate].starts[$0.day][$0.slot] }
                let keepsSupervision = use.supervision.allSatisfy { practitioner, shares in
                    shares.allSatisfy { $0.value <= 1e-6 || !side.supervisionOptions[practitioner][$0.key].starts.isEmpty }
                }
                #expect(!(keepsSessions && keepsSupervision), "\(fixture)")
            }
        }
        #expect(asked > 5)
    }

    @Test("The timetable nearest to a solution that is one is that one, with supervision and meetings")
    func wholeSolutions() {
        var supervised = 0, met = 0
        for fixture in OptimumFixture.all where fixture.published == nil {
            let problem = WeekProblem(scenario: fixture.scenario, published: nil)
            let search = LocalSearch(problem: problem, seed: 3)
            search.construct()
            search.run(iterations: 2_000)
            let timetable = search.bestTimetable
            let relaxation = Relaxation(problem, threads: 1, bucketSlots: max(1, 120 / problem.grid))
            var use = FractionalUse()
            for column in relaxation.columns(of: timetable) { use.include(column, 1) }
            let nearest = use.timetable(problem)
            #expect(Set(nearest.sessions) == Set(timetable.sessions), "\(fixture)")
            #expect(Set(nearest.supervision) == Set(timetable.supervision), "\(fixture)")
            #expect(Set(nearest.meetings) == Set(timetable.meetings), "\(fixture)")
            if !nearest.supervision.isEmpty { supervised += 1 }
            if !nearest.meetings.isEmpty { met += 1 }
        }
        #expect(supervised > 5 && met > 2)
    }

    @Test("Starts that are left out are part of no timetable that scores more, and some are left out")
    func narrows() throws {
        var before = 0, after = 0
        for fixture in OptimumFixture.all {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            let search = LocalSearch(problem: problem, seed: 3)
            search.construct()
            search.run(iterations: 3_000)
            let root = try BoundSearch(problem, timetable: search.bestTimetable)
            for _ in 0..<40 where !root.isFinished { try root.advance(isStopped: { false }) }
            guard let narrowed = root.narrowed(above: fixture.optimum - 1, isStopped: { false }) else {
                Issue.record("\(fixture) was not narrowed")
                continue
            }
            if search.bestScore == fixture.optimum { #expect(narrowed.holds(search.bestTimetable), "\(fixture)") }
            before += problem.candidates.reduce(0) { $0 + $1.starts.reduce(0) { $0 + $1.count } }
            after += narrowed.candidates.reduce(0) { $0 + $1.starts.reduce(0) { $0 + $1.count } }
        }
        #expect(after * 4 < before * 3, "\(after) of \(before)")
    }

    @Test("Split to the end, the bound is never below the optimum, and mostly comes down to it")
    func closes() throws {
        var closed = 0, all = 0
        for fixture in OptimumFixture.all.prefix(40) {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            let root = try BoundSearch(problem, timetable: Timetable())
            for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
            guard root.isFinished else { continue }
            all += 1
            let branches = try BranchSearch(problem, root: root, threads: 1, score: fixture.optimum - 1, isStopped: { false })
            for _ in 0..<400 where !branches.isFinished {
                // A score below the optimum prunes nothing that matters.
                try branches.advance(score: fixture.optimum - 1, incumbent: Timetable(), isStopped: { false })
                #expect(branches.bound >= fixture.optimum, "\(fixture)")
            }
            if branches.bound == fixture.optimum { closed += 1 }
            #expect(branches.bound <= root.bound, "\(fixture)")
        }
        #expect(closed * 4 >= all * 3, "\(closed) of \(all)")
    }
}
