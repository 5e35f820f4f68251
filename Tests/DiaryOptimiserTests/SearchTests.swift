import Diary
import Testing

@testable import DiaryOptimiser

@Suite("Local search")
struct SearchTests {
    @Test("Fixtures with optima are there")
    func fixturesAreThere() {
        #expect(OptimumFixture.all.count >= 50)
    }

    @Test(
        "Every best timetable is allowed, scores what the search says, and never more than the optimum",
        arguments: OptimumFixture.all)
    func scoresAreExact(_ fixture: OptimumFixture) {
        let search = LocalSearch(problem: WeekProblem(scenario: fixture.scenario, published: fixture.published), seed: 1)
        search.construct()
        for _ in 0..<4 {
            let verdict = Checker(fixture.scenario).check(search.bestTimetable, published: fixture.published)
            #expect(verdict.isAllowed, "\(verdict.violations)")
            #expect(verdict.score.total.thousandths == search.bestScore)
            #expect(search.bestScore <= fixture.optimum)
            search.run(iterations: 250)
        }
    }

    @Test("The optimum is nearly always reached")
    func optimaAreReached() {
        let reached = OptimumFixture.all.count { fixture in
            let search = LocalSearch(problem: WeekProblem(scenario: fixture.scenario, published: fixture.published), seed: 7)
            search.construct()
            search.run(iterations: 5000)
            return search.bestScore == fixture.optimum
        }
        #expect(reached * 10 >= OptimumFixture.all.count * 9, "\(reached) of \(OptimumFixture.all.count)")
    }

    @Test("A timetable that lacks its cover is taken up with cover, so that after-hours sessions stay")
    func coverIsFound() {
        var whole = 0
        for fixture in OptimumFixture.all where fixture.scenario.rules.coverRatio != nil {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            let search = LocalSearch(problem: problem, seed: 7)
            search.construct()
            search.run(iterations: 3_000)
            var bare = search.bestTimetable
            guard !bare.cover.isEmpty else { continue }
            bare.cover = []
            let loaded = LocalSearch(problem: problem, seed: 1, start: bare).bestTimetable
            #expect(Checker(fixture.scenario).check(loaded, published: fixture.published).isAllowed, "\(fixture)")
            if Set(loaded.sessions) == Set(bare.sessions) { whole += 1 }
        }
        #expect(whole > 3)
    }

    @Test("In a week without the starts of every other candidate, none of these is used")
    func narrowedWeeks() {
        var narrowed = 0
        for fixture in OptimumFixture.all {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            var starts = SurvivingStarts(problem)
            for candidate in problem.candidates.indices where candidate % 2 == 0 {
                for day in 0..<7 { starts.sessions[candidate][day] = SlotSet(slots: problem.slots) }
            }
            let part = problem.keeping(starts)
            let search = LocalSearch(problem: part, seed: 5)
            search.construct()
            search.hot = 1
            search.run(iterations: 1_500)
            let best = search.bestTimetable
            if !best.sessions.isEmpty { narrowed += 1 }
            #expect(part.holds(best), "\(fixture)")
            #expect(Checker(fixture.scenario).check(best, published: fixture.published).isAllowed, "\(fixture)")
        }
        #expect(narrowed > 10)
    }

    @Test("Cycles come one after another, after a short one each twice as long as the one before, and cool all the way")
    func schedule() {
        var schedule = SearchSchedule(requests: 100)
        var lengths: [Int] = []
        var length = 0
        var end = 0.0
        while lengths.count < 4 {
            let part = schedule.next(iterations: 7_000)
            #expect(part.progress.lowerBound == end)
            #expect(part.iterations <= 7_000)
            length += part.iterations
            end = part.endsCycle ? 0 : part.progress.upperBound
            if part.endsCycle {
                #expect(part.progress.upperBound == 1)
                lengths.append(length)
                length = 0
            }
        }
        #expect(lengths[0] == 3_000)
        for (one, next) in zip(lengths.dropFirst(), lengths.dropFirst(2)) { #expect(next == 2 * one) }
    }

    @Test(
        "After thousands of random steps every counter is what the placements say",
        arguments: OptimumFixture.all.indices.filter { $0 % 4 == 0 })
    func countersAreExact(_ index: Int) {
        let fixture = OptimumFixture.all[index]
        let tables = SearchTables(problem: WeekProblem(scenario: fixture.scenario, published: fixture.published))
        var core = SearchCore(tables: tables, seed: UInt64(index))
        defer { core.free() }
        for _ in 0..<1500 { _ = core.iterate(temperature: Double(tables.typicalPoints)) }
        var fresh = SearchCore(tables: tables, seed: 0)
        defer { fresh.free() }
        fresh.copyPlacements(of: core)
        #expect(core.differences(from: fresh) == [])
    }

    @Test("Taking changes back restores every counter", arguments: OptimumFixture.all.indices.filter { $0 % 8 == 1 })
    func undoIsExact(_ index: Int) {
        let fixture = OptimumFixture.all[index]
        let tables = SearchTables(problem: WeekProblem(scenario: fixture.scenario, published: fixture.published))
        var core = SearchCore(tables: tables, seed: UInt64(index))
        defer { core.free() }
        for _ in 0..<300 { _ = core.iterate(temperature: Double(tables.typicalPoints)) }
        var before = SearchCore(tables: tables, seed: 0)
        defer { before.free() }
        before.copyPlacements(of: core)
        core.journalCount = 0
        for block in 0..<core.blockCount where core.placement[block].isPlaced { core.remove(block) }
        while core.coverings.count > 0 { core.uncover(core.coverings[0]) }
        #expect(core.score == tables.problem.emptyScore)
        core.undo(to: 0)
        #expect(core.differences(from: before) == [])
    }

    /// Forces something in timetables of every fixture, twenty times each, and takes all of it back.
    ///
    /// - Parameter check: of a timetable before, and after something was forced.
    private static func forEachForced(
        _ force: (inout SearchCore) -> Bool, check: (_ before: SearchCore, _ after: SearchCore, _ fixture: OptimumFixture) -> Void
    ) {
        for (index, fixture) in (OptimumFixture.all + OptimumFixture.more).enumerated() {
            let tables = SearchTables(problem: WeekProblem(scenario: fixture.scenario, published: fixture.published))
            var core = SearchCore(tables: tables, seed: UInt64(index))
            defer { core.free() }
            for _ in 0..<200 { _ = core.iterate(temperature: Double(tables.typicalPoints)) }
            guard core.present.count > 0 else { continue }
            for attempt in 0..<20 {
                var other = SearchCore(tables: tables, seed: UInt64(attempt))
                defer { other.free() }
                other.copyPlacements(of: core)
                if force(&other) { check(core, other, fixture) }
                other.undo(to: 0)
                #expect(other.differences(from: core) == [], "\(fixture)")
            }
        }
    }

    @Test("A session that is forced elsewhere is held there afterwards, of two seats too, and goes back where all is taken back")
    func sessionsGoElsewhere() {
        var moved = 0, movedOfTwo = 0
        Self.forEachForced({ $0.forceElsewhere() }) { before, after, fixture in
            let changed = (0..<before.tables.requests).filter {
                after.placement[$0].isPlaced
                    && (after.placement[$0].day, after.placement[$0].first, after.placement[$0].second)
                        != (before.placement[$0].day, before.placement[$0].first, before.placement[$0].second)
            }
            // Others make room by starting earlier or later, or are out until they are put back.
            #expect(changed.count <= 1 && after.present.count <= before.present.count, "\(fixture)")
            moved += changed.count
            movedOfTwo += changed.count { before.tables.seats[$0] == 2 }
        }
        #expect(moved > 100 && movedOfTwo > 20, "\(moved), \(movedOfTwo)")
    }

    @Test("A visit that is forced elsewhere leaves nothing where it was, one of its sessions is held at the place on another day or by another, and all can be taken back")
    func visitsGoElsewhere() {
        var moved = 0, left = 0
        Self.forEachForced({ $0.forceVisitElsewhere() ?? false }) { before, after, fixture in
            let tables = before.tables
            func visit(_ request: Int, in core: SearchCore) -> (key: Int, place: Int32) {
                let candidate = tables.candidates[core.placement[request].first]
                return (core.dayKey(candidate.practitioner, Int(core.placement[request].day)), candidate.place)
            }
            let held = (0..<tables.requests).filter { after.placement[$0].isPlaced }
            let changed = held.filter { visit($0, in: after) != visit($0, in: before) }
            #expect(changed.count == 1 && held.allSatisfy { before.placement[$0].isPlaced }, "\(fixture)")
            for request in changed {
                let from = visit(request, in: before), to = visit(request, in: after)
                #expect(to.place == from.place && to.key != from.key && from.place != tables.desk[from.key / 7], "\(fixture)")
                #expect(held.allSatisfy { visit($0, in: after) != from }, "\(fixture)")
                moved += 1
                left += (0..<tables.requests).count { before.placement[$0].isPlaced && $0 != request && visit($0, in: before) == from }
            }
        }
        #expect(moved > 20 && left > 5, "\(moved), \(left)")
    }

    @Test("The same seed and iterations give the same timetable, however they are sliced into runs of one temperature")
    func isDeterministic() {
        guard let fixture = OptimumFixture.all.first else { return }
        let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
        let results = (0..<2).map { _ in
            let search = LocalSearch(problem: problem, seed: 3)
            search.construct()
            search.run(iterations: 900, progress: 0...0.5)
            search.run(iterations: 700, progress: 0.5...1)
            return search.bestTimetable
        }
        #expect(results[0] == results[1])
    }

    @Test("A timetable to start from is taken over whole where it is allowed", arguments: OptimumFixture.all)
    func startsFromATimetable(_ fixture: OptimumFixture) {
        let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
        let first = LocalSearch(problem: problem, seed: 5)
        first.construct()
        first.run(iterations: 500)
        let second = LocalSearch(problem: problem, seed: 6, start: first.bestTimetable)
        #expect(second.bestScore == first.bestScore)
        #expect(second.bestTimetable == first.bestTimetable)
    }

    @Test("A search that is told to stop stops")
    func stops() {
        guard let fixture = OptimumFixture.all.first else { return }
        let search = LocalSearch(problem: WeekProblem(scenario: fixture.scenario, published: nil), seed: 1)
        search.run(iterations: 1_000_000) { true }
        #expect(search.iterations == 0)
    }

    @Test("A position is drawn as often as its weight says, one without weight never; none where no position has any")
    func drawnPositions() {
        var generator = SearchGenerator(seed: 4)
        var counts = [0, 0, 0]
        for _ in 0..<4_000 { if let position = generator.index(weights: [1, 0, 3]) { counts[position] += 1 } }
        // A quarter of 4,000 are 1,000 with a standard deviation of 27.
        #expect(counts[1] == 0 && abs(counts[0] - 1_000) < 140 && counts[0] + counts[2] == 4_000, "\(counts)")
        #expect(generator.index(weights: [0, 0]) == nil && generator.index(weights: []) == nil)
    }
}
