import Diary
import Synchronization
import Foundation

/// Weeks that hold the requests which are possible: good ones, and what none can exceed.
extension ExplanationWork {
    /// Steps of the two rounds of local search for each request.
    private static let quickSteps = 4_000, longSteps = 40_000

    func findHeldWeeks() throws {
        func t(_ n: String) { if ProcessInfo.processInfo.environment["XT"] != nil { FileHandle.standardError.write(Data("\(n) \(self.clock.seconds)\n".utf8)) } }
        t("start")
        defer { t("end") }
        let possible = requests.filter { heldWeek($0) != nil }
        guard !possible.isEmpty, !clock.isOver() else { return }
        findUnits(possible)
        t("units")
        search(possible, steps: Self.quickSteps, seed: options.seed)
        t("quick")
        guard options.proves, !clock.isOver() else { return }
        let clock = self.clock
        report("Proving")
        let problem = WeekProblem(scenario: scenario, published: published)
        let bounds = HeldBoundMaker(problem, timetable: timetable, threads: options.threads)
        if let held = try bounds.make(isOver: { clock.isOver(share: 0.5) }, isStopped: { clock.isOver() }) {
            t("cg \(held.bound)")
            forEach(possible, "Proving") { [self] request, thread in
                if let bound = held.bound(holding: request, thread: thread, isStopped: { self.clock.isOver() }) { noteBound(request, bound) }
            }
        }
        t("bound")
        search(possible, steps: Self.longSteps, seed: options.seed &+ 100)
        t("long")
        try planApart(possible)
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
    private func search(_ possible: [Int], steps: Int, seed: UInt64) {
        let searches = PerThread(count: max(1, options.threads)) { [self] in HeldSearch(scenario, from: timetable, published: published) }
        let open = possible.filter { request in
            guard let week = heldWeek(request), let bound = week.bound, let best = week.best else { return true }
            // Nothing better can be found.
            return best.score < bound
        }
        forEach(open, "Planning with it") { [self] request, thread in
            searches.use(thread) { search in
                let found = search.week(
                    holding: request, known: heldWeek(request)?.best?.timetable, iterations: steps, seed: seed,
                    isStopped: { self.clock.isOver() })
                if let found { noteWeek(request, found.timetable, found.score) }
            }
        }
    }

    /// Plans anew, with proof, the weeks about which nothing is certain yet, as far as the time goes.
    private func planApart(_ possible: [Int]) throws {
        let problem = WeekProblem(scenario: scenario, published: published)
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
                options: PlanOptions(timeLimit: share, threads: options.threads, seed: options.seed)
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

/// Finds multipliers by column generation and makes of them a ``HeldBound``.
struct HeldBoundMaker {
    let problem: WeekProblem
    let timetable: Timetable
    let threads: Int

    init(_ problem: WeekProblem, timetable: Timetable, threads: Int) {
        self.problem = problem
        self.timetable = timetable
        self.threads = max(1, threads)
    }

    /// - Parameters:
    ///   - isOver: whether the column generation has had its time.
    ///   - isStopped: whether everything is to end.
    func make(isOver: @escaping @Sendable () -> Bool, isStopped: @escaping @Sendable () -> Bool) throws -> HeldBound? {
        nonisolated(unsafe) var outcome: Result<HeldBound?, any Error> = .success(nil)
        let (problem, timetable, threads) = (self.problem, self.timetable, self.threads)
        // GLPK's problems belong to the thread that made them.
        let worker = Worker(name: "dual bound")
        worker.run {
            do {
                let search = try BoundSearch(problem, timetable: timetable, threads: threads, isStopped: isOver)
                while !isOver() && !search.isFinished { try search.advance(isStopped: isOver) }
                guard search.leastBound < Int.max else { return }
                outcome = .success(HeldBound(search.relaxation, at: search.center, isStopped: isStopped))
            } catch {
                outcome = .failure(error)
            }
        }
        worker.end()
        return try outcome.get()
    }
}
