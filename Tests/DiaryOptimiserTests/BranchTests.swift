import Diary
import Testing

@testable import DiaryOptimiser

@Suite("Branching")
struct BranchTests {
    @Test("Both sides of a split together hold every known optimum's timetable, and neither holds the solution that was split")
    func splits() throws {
        var asked: [FractionalUse.Split.Question: Int] = [:]
        // So many weeks that every question comes up, whichever of its solutions a linear program ends with.
        for fixture in OptimumFixture.all + OptimumFixture.more where fixture.published == nil {
            let problem = WeekProblem(scenario: fixture.scenario, published: nil)
            let search = LocalSearch(problem: problem, seed: 3)
            search.construct()
            search.run(iterations: 3_000)
            let root = try BoundSearch(problem, timetable: search.bestTimetable)
            for _ in 0..<40 where !root.isFinished { try root.advance(isStopped: { false }) }
            let values = root.searches.flatMap { search in search.solution.map(search.master.values) ?? [] }
            let timetable = search.bestTimetable
            for split in root.fractionalUse.splits(problem) {
                asked[split.question, default: 0] += 1
                // Any timetable that the whole week allows is allowed by one of the sides.
                let sides = [split.one, split.other]
                #expect(sides.contains { problem.banning($0).holds(timetable) }, "\(fixture)")
                for bans in sides {
                    let isCut = values.contains { $0.value > 1e-7 && $0.column.breaks(bans, problem) }
                    let wantsCover = bans.contains { ban in
                        guard case .cover(let practitioner, let day, isHeld: false) = ban else { return false }
                        return values.allSatisfy { $0.column != .cover(practitioner: practitioner, day: day) || $0.value < 1 - 1e-7 }
                    }
                    // The share of the day's plans that visit the place, and a day may hold no plan at all.
                    let wantsVisit = bans.contains { ban in
                        guard case .notAt(let place, let practitioner, let day) = ban else { return false }
                        let visiting = values.reduce(0) { total, entry in
                            guard case .plan(practitioner, day, let activities) = entry.column, problem.isVisiting(activities, place) else { return total }
                            return total + entry.value
                        }
                        return visiting < 1 - 1e-7
                    }
                    let wantsSupervision = bans.contains { ban in
                        guard case .unsupervised(let practitioner) = ban else { return false }
                        return root.fractionalUse.supervision[practitioner, default: [:]].values.reduce(0, +) < 1 - 1e-7
                    }
                    let wantsHeld = bans.contains { ban in
                        switch ban {
                        case .withoutRequest(let request):
                            let seats = fixture.scenario.sessionTypes[fixture.scenario.requests[request].type].staff.count
                            let held = root.fractionalUse.sessions.filter { problem.candidates[$0.key.candidate].request == request }
                            return held.values.reduce(0, +) < Double(seats) - 1e-7
                        case .withoutMeeting(let meeting):
                            return values.reduce(0) { if case .meeting(meeting, _) = $1.column { $0 + $1.value } else { $0 } } < 1 - 1e-7
                        default: return false
                        }
                    }
                    #expect(isCut || wantsCover || wantsVisit || wantsSupervision || wantsHeld, "\(fixture): \(bans)")
                }
            }
        }
        for question: FractionalUse.Split.Question in [.cover, .visit, .held, .who, .supervision, .time, .supervisionTime] {
            #expect(asked[question, default: 0] > 0, "\(question) was not asked")
        }
    }

    /// A solution that holds two timetables by half.
    private static func halves(_ fixture: OptimumFixture) -> (problem: WeekProblem, timetables: [Timetable], use: FractionalUse) {
        let problem = WeekProblem(scenario: fixture.scenario, published: nil)
        let relaxation = Relaxation(problem, threads: 1)
        let timetables = [3, 4].map { (seed: UInt64) in
            let search = LocalSearch(problem: problem, seed: seed)
            search.construct()
            search.run(iterations: 500)
            return search.bestTimetable
        }
        var use = FractionalUse()
        for timetable in timetables { for column in relaxation.columns(of: timetable) { use.include(column, 0.5) } }
        return (problem, timetables, use)
    }

    @Test("Half of one timetable and half of another are split where they differ, meetings too: each side loses one of them, and each keeps one")
    func halves() throws {
        var asked = 0
        for fixture in OptimumFixture.all where fixture.published == nil && !fixture.scenario.meetings.isEmpty {
            let (problem, timetables, use) = Self.halves(fixture)
            for split in use.splits(problem) where split.question == .meeting {
                asked += 1
                let sides = [split.one, split.other].map(problem.banning)
                #expect(sides.allSatisfy { side in timetables.contains { !side.holds($0) } }, "\(fixture)")
                #expect(timetables.allSatisfy { timetable in sides.contains { $0.holds(timetable) } }, "\(fixture)")
            }
        }
        #expect(asked > 2)
    }

    @Test("Days between which there is too little rest are split, one side by the end of the first, the other by the start of the second")
    func rest() {
        var asked = 0
        for fixture in OptimumFixture.all where fixture.published == nil {
            var scenario = fixture.scenario
            // So long that every two days that follow each other are in conflict.
            scenario.rules.rest = 23 * 60
            let problem = WeekProblem(scenario: scenario, published: nil)
            let plain = WeekProblem(scenario: fixture.scenario, published: nil)
            let search = LocalSearch(problem: plain, seed: 3)
            search.construct()
            let relaxation = Relaxation(plain, threads: 1)
            let columns = relaxation.columns(of: search.bestTimetable)
            var use = FractionalUse()
            for column in columns { use.include(column, 1) }
            let allowed = LocalSearch(problem: problem, seed: 3)
            allowed.construct()
            for split in use.splits(problem) where split.question == .rest {
                asked += 1
                for bans in [split.one, split.other] { #expect(columns.contains { $0.breaks(bans, problem) }, "\(fixture)") }
                #expect([split.one, split.other].contains { problem.banning($0).holds(allowed.bestTimetable) }, "\(fixture)")
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
            let relaxation = Relaxation(problem, threads: 1)
            var use = FractionalUse()
            for column in relaxation.columns(of: timetable) { use.include(column, 1) }
            let nearest = use.timetable(problem)
            #expect(Set(nearest.sessions) == Set(timetable.sessions), "\(fixture)")
            #expect(Set(nearest.supervision) == Set(timetable.supervision), "\(fixture)")
            #expect(Set(nearest.meetings) == Set(timetable.meetings), "\(fixture)")
            var generator = SearchGenerator(seed: 9)
            let drawn = use.drawnTimetable(problem, using: &generator)
            #expect(Set(drawn.sessions) == Set(timetable.sessions), "\(fixture)")
            #expect(Set(drawn.supervision) == Set(timetable.supervision), "\(fixture)")
            #expect(Set(drawn.meetings) == Set(timetable.meetings), "\(fixture)")
            if !nearest.supervision.isEmpty { supervised += 1 }
            if !nearest.meetings.isEmpty { met += 1 }
        }
        #expect(supervised > 5 && met > 2)
    }

    @Test("Timetables drawn from two by half hold what these hold, each request once, and sometimes one's and sometimes the other's")
    func drawnTimetables() {
        var different = 0, fixtures = 0
        for fixture in OptimumFixture.all where fixture.published == nil {
            let (problem, halves, use) = Self.halves(fixture)
            guard Set(halves[0].sessions) != Set(halves[1].sessions) else { continue }
            let all = halves.flatMap(\.sessions), held = Set(all), supervision = Set(halves.flatMap(\.supervision)), meetings = Set(halves.flatMap(\.meetings))
            fixtures += 1
            var generator = SearchGenerator(seed: 9)
            var results = Set<Set<Timetable.Session>>()
            for _ in 0..<20 {
                let drawn = use.drawnTimetable(problem, using: &generator)
                for session in drawn.sessions where session.practitioners.count == 1 { #expect(held.contains(session), "\(fixture)") }
                // Of two pairs at one time one of each may make a third pair.
                for session in drawn.sessions where session.practitioners.count == 2 {
                    let alike = all.filter { $0.request == session.request && $0.start == session.start && $0.mode == session.mode }
                    #expect(Set(alike.flatMap(\.practitioners)).isSuperset(of: session.practitioners), "\(fixture)")
                    let isPair = problem.pairs[session.request]?.contains { [$0.first, $0.second].sorted() == session.practitioners } ?? false
                    #expect(isPair, "\(fixture)")
                }
                #expect(supervision.isSuperset(of: drawn.supervision) && meetings.isSuperset(of: drawn.meetings), "\(fixture)")
                #expect(Set(drawn.sessions.map(\.request)).count == drawn.sessions.count, "\(fixture)")
                results.insert(Set(drawn.sessions))
            }
            if results.count > 1 { different += 1 }
        }
        // Twenty draws that are all the same are one chance in half a million where only one day differs.
        #expect(fixtures > 5 && different == fixtures, "\(different) of \(fixtures)")
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
            guard let narrowed = root.narrowed(above: [fixture.optimum - 1], isStopped: { false }).first else {
                Issue.record("\(fixture) was not narrowed")
                continue
            }
            if search.bestScore == fixture.optimum { #expect(narrowed.holds(search.bestTimetable), "\(fixture)") }
            before += problem.candidates.reduce(0) { $0 + $1.starts.reduce(0) { $0 + $1.count } }
            after += narrowed.candidates.reduce(0) { $0 + $1.starts.reduce(0) { $0 + $1.count } }
        }
        #expect(after * 4 < before * 3, "\(after) of \(before)")
    }

    @Test("Solved once more, masters that were left between two rounds lose nothing where nothing is banned, and gain nothing where something is")
    func losses() throws {
        var stale = 0, sides = 0, unknown = 0
        for fixture in OptimumFixture.all where fixture.published == nil {
            let problem = WeekProblem(scenario: fixture.scenario, published: nil)
            let root = try BoundSearch(problem, timetable: Timetable())
            for _ in 0..<6 where !root.isFinished {
                try root.advance(isStopped: { false })
                let before = try root.loss(banning: [], isStopped: { false })
                if before.map({ abs($0) > 1e-6 }) ?? true { stale += 1 }
                try root.solveMasters(isStopped: { false })
                let loss = try #require(try root.loss(banning: [], isStopped: { false }))
                #expect(abs(loss) < 1e-6, "\(fixture)")
                for split in root.fractionalUse.splits(problem).prefix(3) {
                    for bans in [split.one, split.other] {
                        sides += 1
                        if let loss = try root.loss(banning: bans, isStopped: { false }) { #expect(loss > -1e-6, "\(fixture)") } else { unknown += 1 }
                    }
                }
            }
        }
        #expect(stale > 10 && sides > 100 && unknown * 10 < sides, "\(stale), \(sides), \(unknown)")
    }

    @Test("A part of the week that begins with what the whole left has the bound that it has from nothing, and no column that it forbids")
    func warmStarts() throws {
        var parts = 0, equal = 0, rows = 0
        for fixture in OptimumFixture.all.prefix(90) where fixture.published == nil {
            let problem = WeekProblem(scenario: fixture.scenario, published: nil)
            let root = try BoundSearch(problem, timetable: Timetable())
            for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
            let start = root.warmStart(slack: 1_000)
            rows += start.rows.count
            for split in root.fractionalUse.splits(problem).prefix(3) {
                for bans in [split.one, split.other] {
                    let part = problem.banning(bans)
                    let warm = try BoundSearch(part, from: start, threads: 1, isStopped: { false })
                    #expect(warm.searches.allSatisfy { $0.master.columns.allSatisfy { !$0.breaksStarts(bans, problem) } }, "\(fixture)")
                    let cold = try BoundSearch(part, timetable: Timetable())
                    for search in [warm, cold] { for _ in 0..<60 where !search.isFinished { try search.advance(isStopped: { false }) } }
                    guard warm.isFinished, cold.isFinished else { continue }
                    parts += 1
                    #expect(abs(warm.bound - cold.bound) <= problem.scoreStep, "\(fixture): \(warm.bound), \(cold.bound), \(bans)")
                    if warm.bound == cold.bound { equal += 1 }
                    // What is known already ends the pricing sooner, and the bound is no worse.
                    let known = try BoundSearch(part, from: start, known: cold.bound, threads: 1, isStopped: { false })
                    for _ in 0..<60 where !known.isFinished { try known.advance(isStopped: { false }) }
                    #expect(known.isFinished && known.bound <= cold.bound && cold.bound - known.bound <= problem.scoreStep, "\(fixture)")
                }
            }
        }
        #expect(parts > 40 && rows > 20, "\(parts), \(rows)")
        // A linear program a hair above a score has one rounded bound or the next.
        #expect(equal * 20 >= parts * 19, "\(equal) of \(parts)")
    }

    @Test("A week that has to hold a session of two for which no pair is left is worth less than any week")
    func unholdable() throws {
        var asked = 0
        for fixture in OptimumFixture.all {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            for request in problem.pairs.keys.sorted() {
                let bans: [Ban] = problem.candidatesOfRequest[request].flatMap { candidate in
                    (0..<7).map { .session(candidate: candidate, day: $0, slots: 0..<problem.slots) }
                }
                for (part, isPossible) in [(bans, true), (bans + [.withoutRequest(request)], false)] {
                    let relaxation = Relaxation(problem.banning(part), threads: 1)
                    let area = try #require(AreaSplit(relaxation, wholeSize: .max).areas.first)
                    let found = try #require(relaxation.evaluate(relaxation.layout.lower.map { max($0, 0) }, area: area, isWhole: true))
                    let score = problem.roundedBound(found.bound + problem.fixedPoints * Int.micropointsPerThousandth)
                    #expect((score >= problem.emptyScore) == isPossible, "\(fixture)")
                    asked += 1
                }
            }
        }
        #expect(asked > 10)
    }

    @Test("Split to the end, target after target, the bound is never below the optimum, and comes down to it")
    func closes() throws {
        var closed = 0, all = 0, begunAgain = 0
        for fixture in OptimumFixture.all.prefix(40) {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            let root = try BoundSearch(problem, timetable: Timetable())
            for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
            guard root.isFinished else { continue }
            all += 1
            let branches = try BranchSearch(problem, root: root, threads: 1, score: fixture.optimum - 1, isStopped: { false })
            var target = branches.target
            for _ in 0..<400 where !branches.isFinished {
                // A score below the optimum prunes nothing that matters.
                try branches.advance(score: fixture.optimum - 1, incumbent: Timetable(), isStopped: { false })
                #expect(branches.bound >= fixture.optimum && branches.target >= fixture.optimum - 1, "\(fixture)")
                if branches.target < target {
                    begunAgain += 1
                    // All above the last target is refuted by then.
                    #expect(branches.bound <= target, "\(fixture)")
                }
                target = branches.target
            }
            #expect(target == fixture.optimum - 1, "\(fixture)")
            if branches.bound == fixture.optimum { closed += 1 }
            #expect(branches.bound <= root.bound, "\(fixture)")
        }
        #expect(closed == all && begunAgain > 0, "\(closed) of \(all), \(begunAgain) times")
    }

    @Test("Where the incumbent comes to the target, nothing begins again")
    func reachesTarget() throws {
        var looked = 0
        for fixture in OptimumFixture.all.prefix(40) {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            let root = try BoundSearch(problem, timetable: Timetable())
            for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
            guard root.isFinished else { continue }
            let branches = try BranchSearch(problem, root: root, threads: 1, score: fixture.optimum - 40_000, isStopped: { false })
            for _ in 0..<600 where !branches.isFinished {
                try branches.advance(score: fixture.optimum, incumbent: Timetable(), isStopped: { false })
                #expect(branches.target >= fixture.optimum, "\(fixture)")
            }
            #expect(branches.isFinished && branches.bound >= fixture.optimum, "\(fixture)")
            if branches.bound == fixture.optimum { looked += 1 }
        }
        #expect(looked > 20)
    }

    @Test("A split that was worth most before is tried, new ones before those that changed nothing, and the best of those tried is taken")
    func knownWorths() throws {
        var asked = 0
        for fixture in OptimumFixture.all {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            let root = try BoundSearch(problem, timetable: Timetable())
            for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
            try root.solveMasters(isStopped: { false })
            let splits = root.fractionalUse.splits(problem)
            guard splits.count > 2, let first = splits.first, let last = splits.last else { continue }
            // Trials never say so little: what has it still was not tried.
            let untried = 1e-7
            var worths = SplitWorths(uniqueKeysWithValues: Set(splits.map(\.subject)).map { ($0, untried) })
            worths[last.subject] = 9
            worths[first.subject] = nil
            let found = try root.bestSplit(splits, worths: worths, isStopped: { false })
            let tried = found.worths.filter { $0.value != untried }
            #expect(tried[last.subject] != nil && tried[first.subject] != nil && tried[last.subject] != 9, "\(fixture)")
            let split = try #require(found.split)
            #expect(tried[split.subject] == tried.values.max(), "\(fixture)")
            asked += 1
        }
        #expect(asked > 5)
    }

    @Test("The whole week is narrowed again where a better timetable is known while it is bounded, and keeps the optimum")
    func narrowsAgain() throws {
        var narrowings = 0
        for fixture in OptimumFixture.all.prefix(40) {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            let root = try BoundSearch(problem, timetable: Timetable())
            for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
            guard root.isFinished, root.bound > fixture.optimum else { continue }
            // Narrowed at first beside a timetable that is ten times as far from the bound as the one known from then on.
            let first = root.bound - 10 * (root.bound - fixture.optimum + 1)
            var part = BranchPart(bans: [], parent: try root.node(nil, target: first, choosesSplit: false, isStopped: { false }).node)
            let lane = BranchLane(problem, thread: nil, leastWorkToNarrow: 0)
            let round = BranchRound(
                score: fixture.optimum - 1, target: fixture.optimum - 1, bound: .max, timetable: Timetable(), seeksNearBound: false, threads: 1, isStopped: { false })
            var outcome: BranchLane.Outcome?
            for _ in 0..<400 where outcome?.node == nil {
                if lane.isIdle { lane.begin(part) }
                lane.start(round)
                outcome = try lane.finish().first
                guard let narrowed = outcome?.narrowed else { continue }
                narrowings += 1
                #expect(2 * narrowed.slack <= part.parent.slack && narrowed.bound >= fixture.optimum, "\(fixture)")
                part.parent = narrowed
            }
            // A bound of the narrowed week below the optimum would leave nothing to split.
            #expect(outcome?.node?.bound ?? .min >= fixture.optimum, "\(fixture)")
        }
        #expect(narrowings > 5)
    }
}

extension WeekColumn {
    /// Whether it holds what is banned; a row, not the columns, asks for visits, and bounds for cover.
    fileprivate func breaksStarts(_ bans: [Ban], _ problem: WeekProblem) -> Bool {
        if case .cover = self { return false }
        return breaks(bans.filter { if case .notAt = $0 { false } else { true } }, problem)
    }
}
