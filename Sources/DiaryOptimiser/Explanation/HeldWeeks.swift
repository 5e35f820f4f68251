import Diary
import Synchronization

/// Weeks that hold the requests which are possible: good ones, and what none can exceed.
extension ExplanationWork {
    /// Steps of the rounds of local search for each request.
    private static let quickSteps = 1_500, longSteps = 30_000
    /// Shares of the time after which the first weeks are there, and the prices of the bound.
    private static let quickShare = 0.35, proofShare = 0.65

    func findHeldWeeks() throws {
        let possible = requests.filter { heldWeek($0) != nil }
        guard !possible.isEmpty, !clock.isOver() else { return }
        findUnits(possible)
        search(possible, steps: Self.quickSteps, seed: options.seed, until: Self.quickShare)
        guard options.proves, !clock.isOver() else { return }
        report("Proving")
        let clock = self.clock
        let problem = WeekProblem(scenario: scenario, published: published)
        let maker = HeldBoundMaker(problem, timetable: timetable, memory: memory, threads: options.threads)
        let (held, memory) = try maker.make(isOver: { clock.isOver(share: Self.proofShare) }, isStopped: { clock.isOver() })
        if let held {
            forEach(possible, "Proving") { [self] request, thread in
                if let bound = held.bound(holding: request, thread: thread, isStopped: { self.clock.isOver() }) { noteBound(request, bound) }
            }
        }
        search(possible, steps: Self.longSteps, seed: options.seed &+ 100)
        try planApart(possible, problem, memory)
    }

    /// What one more unit of would let a request in as things stand.
    private func findUnits(_ possible: [Int]) {
        let trials = PerThread(count: max(1, options.threads)) { [self] in WeekTrial(scenario, timetable) }
        forEach(possible, "Trying one more of each") { [self] request, thread in
            trials.use(thread) { trial in
                let finder = OpeningFinder(trial, request: request, mostSteps: 2_000_000, isStopped: { self.clock.isOver() })
                let units = finder.units(score: score, published: published)
                note(request) { $0.units = units }
            }
        }
    }

    /// Seeks good weeks that hold each request.
    private func search(_ possible: [Int], steps: Int, seed: UInt64, until share: Double = 1) {
        let searches = PerThread(count: max(1, options.threads)) { [self] in HeldSearch(scenario, from: timetable, published: published) }
        let open = possible.filter { request in
            guard let week = heldWeek(request), let bound = week.bound, let best = week.best else { return true }
            // Nothing better can be found.
            return best.score < bound
        }
        forEach(open, "Planning with it", until: share) { [self] request, thread in
            searches.use(thread) { search in
                let found = search.week(
                    holding: request, known: heldWeek(request)?.best?.timetable, iterations: steps, seed: seed,
                    isStopped: { self.clock.isOver() })
                if let found { noteWeek(request, found.timetable, found.score) }
            }
        }
    }

    /// Plans anew, with proof, the weeks about which nothing is certain yet, as far as the time goes.
    private func planApart(_ possible: [Int], _ problem: WeekProblem, _ memory: PlanMemory?) throws {
        let bonus = Points(thousandths: 2 * (problem.trivialBound - problem.emptyScore) + 1_000_000)
        var open = possible.filter { request in heldWeek(request).map { !$0.isProven && !Self.isImprovable($0) } ?? false }
        while let request = open.first, !clock.isOver() {
            open.removeFirst()
            report("Planning with it")
            // Of the time that is left each gets its part.
            let share = min((clock.limit - clock.seconds) / Double(open.count + 1), 60)
            let held = HeldScenario(scenario, request: request, bonus: bonus)
            let clock = self.clock, score = self.score
            let isDone = Atomic<Bool>(false)
            let plan = try Planner(
                scenario: held.scenario, published: published,
                options: PlanOptions(timeLimit: share, threads: options.threads, seed: options.seed), memory: memory
            ).plan(
                progress: { progress in
                    // Proven worse than without it, or known to be better.
                    if let bound = progress.bound, bound - held.bonus <= score { isDone.store(true, ordering: .relaxed) }
                    if let best = progress.best, best - held.bonus > score { isDone.store(true, ordering: .relaxed) }
                }, isStopped: { clock.isOver() || isDone.load(ordering: .relaxed) })
            noteBound(request, plan.bound - held.bonus)
            if plan.timetable.sessions.contains(where: { $0.request == request }) { noteWeek(request, plan.timetable, plan.score - held.bonus) }
        }
    }

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

/// Finds multipliers by column generation, or takes those that planning has left, and makes of them a ``HeldBound``.
struct HeldBoundMaker {
    let problem: WeekProblem
    let timetable: Timetable
    let memory: PlanMemory?
    let threads: Int

    init(_ problem: WeekProblem, timetable: Timetable, memory: PlanMemory?, threads: Int) {
        self.problem = problem
        self.timetable = timetable
        self.memory = memory
        self.threads = max(1, threads)
    }

    /// - Parameters:
    ///   - isOver: whether the column generation has had its time.
    ///   - isStopped: whether everything is to end.
    /// - Returns: the bound, nil where it was stopped, and a memory for planning neighbouring weeks.
    func make(
        isOver: @escaping @Sendable () -> Bool, isStopped: @escaping @Sendable () -> Bool
    ) throws -> (bound: HeldBound?, memory: PlanMemory?) {
        if let memory, !memory.multipliers.isEmpty {
            let relaxation = Relaxation(problem, threads: threads, bucketSlots: max(1, 120 / problem.grid))
            if memory.signature == relaxation.signature, memory.multipliers.count == relaxation.layout.count {
                return (HeldBound(relaxation, at: memory.multipliers, isStopped: isStopped), memory)
            }
        }
        nonisolated(unsafe) var outcome: Result<(HeldBound?, PlanMemory?), any Error> = .success((nil, memory))
        let (problem, timetable, known, threads) = (self.problem, self.timetable, self.memory, self.threads)
        // GLPK's problems belong to the thread that made them.
        let worker = Worker(name: "dual bound")
        worker.run {
            do {
                let search = try BoundSearch(problem, timetable: timetable, memory: known, threads: threads, isStopped: isOver)
                while !isOver() && !search.isFinished { try search.advance(isStopped: isOver) }
                guard search.leastBound < Int.max else { return }
                var memory = PlanMemory(timetable: TimetableDocument(timetable, in: problem.scenario))
                search.remember(into: &memory)
                outcome = .success((HeldBound(search.relaxation, at: search.center, isStopped: isStopped), memory))
            } catch {
                outcome = .failure(error)
            }
        }
        worker.end()
        return try outcome.get()
    }
}
