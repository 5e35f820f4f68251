import Diary
import Synchronization

/// Weeks that hold the requests which are possible: good ones, and what none can exceed.
extension ExplanationWork {
    /// How much each round of searching tries for a request: ways to put it in by force, and steps of local search afterwards.
    struct Effort {
        let tries: Int
        let steps: Int
        static let first = Effort(tries: 300, steps: 0)
        static let second = Effort(tries: 300, steps: 700)
        static let long = Effort(tries: 1000, steps: 20_000)
    }
    /// Shares of the time after which the first weeks are there, and the prices of the bound.
    private static let quickShare = 0.35, proofShare = 0.65

    func findHeldWeeks() throws {
        let possible = requests.filter { heldWeek($0) != nil }
        guard !possible.isEmpty, !clock.isOver() else { return }
        if let bound { for request in possible { noteBound(request, bound) } }
        search(possible, .first, seed: options.seed)
        findUnits(possible)
        let clock = self.clock
        let problem = WeekProblem(scenario: scenario, published: published)
        let maker = HeldBoundMaker(problem, timetable: timetable, threads: options.threads)
        var memory = self.memory
        var held: HeldBound?
        if options.proves, let memory {
            report("Proving")
            held = maker.bound(from: memory, isStopped: { clock.isOver(share: Self.proofShare) })
            if let held { prove(possible, held, until: Self.proofShare) }
        }
        search(possible, .second, seed: options.seed &+ 10, until: held == nil ? Self.quickShare : 1)
        guard options.proves, !clock.isOver() else { return }
        if held == nil {
            report("Proving")
            (held, memory) = try maker.make(memory, isOver: { clock.isOver(share: Self.proofShare) }, isStopped: { clock.isOver() })
            if let held { prove(possible, held) }
        }
        search(possible, .long, seed: options.seed &+ 20)
        try planApart(possible, problem, memory)
    }

    private func prove(_ possible: [Int], _ held: HeldBound, until share: Double = 1) {
        let clock = self.clock
        for request in possible { noteBound(request, Points(thousandths: held.bound)) }
        forEach(possible.filter { !isBeyondProof($0) }, "Proving", until: share) { [self] request, thread in
            if let bound = held.bound(
                holding: request, against: score, thread: thread, isStopped: { clock.isOver(share: share) }) { noteBound(request, bound) }
        }
    }

    /// What one more unit of would let a request in as things stand.
    private func findUnits(_ possible: [Int]) {
        let trials = PerThread(count: max(1, options.threads)) { [self] in WeekTrial(scenario, timetable) }
        let most = options.isBrief ? 1 : OpeningFinder.most
        forEach(possible, "Trying one more of each") { [self] request, thread in
            trials.use(thread) { trial in
                let finder = OpeningFinder(trial, request: request, most: most, mostSteps: 2_000_000, isStopped: { self.clock.isOver() })
                let units = finder.units(score: score, published: published)
                note(request) { $0.units = units }
            }
        }
    }

    /// Seeks good weeks that hold each request.
    private func search(_ possible: [Int], _ effort: Effort, seed: UInt64, until share: Double = 1) {
        let searches = PerThread(count: max(1, options.threads)) { [self] in HeldSearch(scenario, from: timetable, published: published) }
        let open = possible.filter { request in
            guard let week = heldWeek(request), let bound = week.bound, let best = week.best else { return true }
            // Nothing better can be found.
            return best.score < bound
        }
        forEach(open, "Planning with it", until: share) { [self] request, thread in
            searches.use(thread) { search in
                let found = search.week(
                    holding: request, known: heldWeek(request)?.best?.timetable, tries: effort.tries, iterations: effort.steps, seed: seed,
                    isStopped: { self.clock.isOver() })
                if let found { noteWeek(request, found.timetable, found.score) }
            }
        }
    }

    /// Plans anew, with proof, the weeks about which nothing is certain yet, then those of which not everything is, as far as the time goes.
    private func planApart(_ possible: [Int], _ problem: WeekProblem, _ memory: PlanMemory?) throws {
        let bonus = Points(thousandths: 2 * (problem.trivialBound - problem.emptyScore) + 1_000_000)
        var open = possible.filter { request in
            heldWeek(request).map { !$0.isProven && !Self.isImprovable($0) } ?? false && !isBeyondProof(request)
        }
        // In a small week what a request costs can be told to the point.
        if !options.isBrief, scenario.requests.count <= Self.largeWeek {
            open += possible.filter { request in
                heldWeek(request).map { week in week.isProven && week.best.map { $0.score < week.bound ?? $0.score } ?? false } ?? false
            }
        }
        while let request = open.first, !clock.isOver() {
            open.removeFirst()
            report("Planning with it")
            // Of the time that is left each gets its part.
            let share = min((clock.limit - clock.seconds) / Double(open.count + 1), 60)
            let held = HeldScenario(scenario, request: request, bonus: bonus)
            let clock = self.clock, score = self.score
            let isDone = Atomic<Bool>(false), provenAt = Atomic<Int>(-1)
            let plan = try Planner(
                scenario: held.scenario, published: published,
                options: PlanOptions(timeLimit: share, threads: options.threads, seed: options.seed), memory: memory
            ).plan(
                progress: { progress in
                    // Known to be better; or proven worse than without it, and how much worse has had as long again.
                    if let bound = progress.bound, bound - held.bonus <= score {
                        let now = Int(progress.seconds * 1000)
                        let (isFirst, first) = provenAt.compareExchange(expected: -1, desired: now, ordering: .relaxed)
                        if !isFirst, now > 2 * first + Self.leastMilliseconds { isDone.store(true, ordering: .relaxed) }
                    }
                    if let best = progress.best, best - held.bonus > score { isDone.store(true, ordering: .relaxed) }
                }, isStopped: { clock.isOver() || isDone.load(ordering: .relaxed) })
            noteBound(request, plan.bound - held.bonus)
            if plan.timetable.sessions.contains(where: { $0.request == request }) { noteWeek(request, plan.timetable, plan.score - held.bonus) }
        }
    }

    /// Whether a request costs so little beside the gap of the bound that in a large week no proof can be hoped for.
    private func isBeyondProof(_ request: Int) -> Bool {
        guard scenario.requests.count > Self.largeWeek, let week = heldWeek(request), let bound = week.bound, let most = week.mostCost else {
            return false
        }
        return bound - score > 3 * max(most, .zero) + Points(20)
    }

    /// Milliseconds that finding out how much worse a week is gets at least.
    private static let leastMilliseconds = 200

    /// Requests of a week whose weeks with one request held are too large to be planned to proof by the dozen.
    private static let largeWeek = 120

    private static func isImprovable(_ week: HeldWeek) -> Bool { week.best.map { $0.score > week.score } ?? false }
}

/// A scenario in which holding one request brings so many points that every best week holds it.
///
/// A bound on its weeks, less the bonus, bounds the weeks of the real scenario that hold the request, whatever the bonus.
struct HeldScenario {
    let scenario: Scenario
    let bonus: Points

    init(_ scenario: Scenario, request: Int, bonus: Points) {
        var changed = scenario
        // A name that no file can give a group.
        let group = "\u{0}held"
        changed.weights.groups[group] = bonus
        changed.requests[request].groups.insert(group)
        self.scenario = changed
        self.bonus = bonus
    }
}

/// Makes a ``HeldBound`` of multipliers: those that planning has left, or others found by column generation.
struct HeldBoundMaker {
    let problem: WeekProblem
    let timetable: Timetable
    let threads: Int

    init(_ problem: WeekProblem, timetable: Timetable, threads: Int) {
        self.problem = problem
        self.timetable = timetable
        self.threads = max(1, threads)
    }

    /// The bound at the multipliers that planning the same week has left; nil where there are none, or where it was stopped.
    func bound(from memory: PlanMemory, isStopped: @escaping @Sendable () -> Bool) -> HeldBound? {
        guard !memory.multipliers.isEmpty else { return nil }
        let relaxation = Relaxation(problem, threads: threads)
        guard memory.signature == relaxation.signature, memory.multipliers.count == relaxation.layout.count else { return nil }
        return HeldBound(relaxation, at: memory.multipliers, isStopped: isStopped)
    }

    /// - Parameters:
    ///   - memory: what planning a neighbouring week left.
    ///   - isOver: whether the column generation has had its time.
    ///   - isStopped: whether everything is to end.
    /// - Returns: the bound, nil where it was stopped, and a memory for planning neighbouring weeks.
    func make(
        _ memory: PlanMemory?, isOver: @escaping @Sendable () -> Bool, isStopped: @escaping @Sendable () -> Bool
    ) throws -> (bound: HeldBound?, memory: PlanMemory?) {
        nonisolated(unsafe) var outcome: Result<(HeldBound?, PlanMemory?), any Error> = .success((nil, memory))
        let (problem, timetable, threads) = (self.problem, self.timetable, self.threads)
        // GLPK's problems belong to the thread that made them.
        let worker = Worker(name: "dual bound")
        worker.run {
            do {
                let search = try BoundSearch(problem, timetable: timetable, memory: memory, threads: threads, isStopped: isOver)
                while !isOver() && !search.isFinished { try search.advance(isStopped: isOver) }
                guard search.leastBound < Int.max else { return }
                var memory = PlanMemory(timetable: TimetableDocument(timetable, in: problem.scenario))
                search.remember(into: &memory)
                outcome = .success((HeldBound(search.relaxation, at: search.best, isStopped: isStopped), memory))
            } catch {
                outcome = .failure(error)
            }
        }
        worker.end()
        return try outcome.get()
    }
}
