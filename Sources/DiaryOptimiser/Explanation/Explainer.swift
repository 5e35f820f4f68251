public import Diary
import Dispatch
import Synchronization

/// How thoroughly a timetable is explained.
public struct ExplainOptions: Sendable {
    /// Wall-clock seconds after which what is still open stays not settled; nil is no limit.
    public var timeLimit: Double?
    /// Threads used at once, at least 1.
    public var threads: Int
    /// Seeds every random choice.
    public var seed: UInt64
    /// Whether to prove what holding a request costs, for which the dual bound of the week is sought; otherwise only what is certain without it is told.
    public var proves: Bool
    /// Whether one opening of each kind of finding is enough.
    public var isBrief: Bool

    public init(timeLimit: Double? = nil, threads: Int = 1, seed: UInt64 = 1, proves: Bool = true, isBrief: Bool = false) {
        self.timeLimit = timeLimit
        self.threads = threads
        self.seed = seed
        self.proves = proves
        self.isBrief = isBrief
    }
}

/// How far an explanation has come.
public struct ExplainProgress: Sendable {
    /// What it does now, in a few words.
    public var phase: String
    /// Requests about which nothing more is sought, of those asked about.
    public var settled: Int
    public var requests: Int
    /// Wall-clock seconds since the start.
    public var seconds: Double
}

/// Says why requests are not in a timetable: impossible, possible at a cost, or not settled.
///
/// Whatever it says has been tried: single changes on the rules, weeks that hold a request by the checker, costs by a proven bound.
///
/// ```swift
/// let explainer = Explainer(scenario: scenario, timetable: plan.timetable, options: ExplainOptions(timeLimit: 60, threads: 2))
/// for explanation in try explainer.explain() { ... }
/// ```
public struct Explainer: Sendable {
    let scenario: Scenario
    let timetable: Timetable
    let published: PublishedTimetable?
    let bound: Points?
    let memory: PlanMemory?
    let options: ExplainOptions

    /// - Parameters:
    ///   - timetable: one that the checker allows.
    ///   - published: what the timetable's score is compared with, if anything was published.
    ///   - bound: a proven upper bound on the score of every allowed timetable, if one is known.
    ///   - memory: what planning this week left, if it was planned just now: it spares the search for a bound.
    public init(
        scenario: Scenario, timetable: Timetable, published: PublishedTimetable? = nil, bound: Points? = nil, memory: PlanMemory? = nil,
        options: ExplainOptions = ExplainOptions()
    ) {
        self.bound = bound
        self.memory = memory
        self.scenario = scenario
        self.timetable = timetable
        self.published = published
        self.options = options
    }

    /// The requests that the timetable does not hold, as positions.
    public var unscheduled: [Int] {
        let scheduled = Set(timetable.sessions.map(\.request))
        return scenario.requests.indices.filter { !scheduled.contains($0) }
    }

    /// Explains why requests are missing.
    ///
    /// - Parameters:
    ///   - requests: those to explain, positions; those that the timetable holds are left out. Nil is all.
    ///   - progress: called now and then, from one thread at a time.
    ///   - isStopped: asked often, from any thread; true ends the search with what is settled so far.
    /// - Returns: one explanation for each request, in the order of the scenario.
    /// - Throws: ``PlannerError`` where the timetable is not allowed, or a week found scores more than is proven possible.
    public func explain(
        _ requests: [Int]? = nil, progress: @escaping @Sendable (ExplainProgress) -> Void = { _ in },
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws -> [Explanation] {
        let verdict = Checker(scenario).check(timetable, published: published)
        guard verdict.isAllowed else { throw PlannerError.notAllowed(verdict.violations) }
        let asked = requests.map(Set.init)
        let missing = unscheduled.filter { asked?.contains($0) ?? true }
        let clock = Stopwatch(limit: options.timeLimit, isStopped: isStopped)
        let work = ExplanationWork(
            scenario: scenario, timetable: timetable, published: published, score: verdict.score.total, bound: bound, memory: memory, options: options,
            clock: clock, requests: missing, progress: progress)
        work.settleImpossible()
        try work.findHeldWeeks()
        return try work.explanations()
    }
}

/// Time since a start, and whether a search should go on.
struct Stopwatch: Sendable {
    private let began = ContinuousClock().now
    let limit: Double
    let isStopped: @Sendable () -> Bool

    init(limit: Double?, isStopped: @escaping @Sendable () -> Bool) {
        self.limit = limit ?? .infinity
        self.isStopped = isStopped
    }

    var seconds: Double {
        let passed = ContinuousClock().now - began
        return Double(passed.components.seconds) + Double(passed.components.attoseconds) * 1e-18
    }

    /// Whether to stop at a share of the limit.
    func isOver(share: Double = 1) -> Bool { isStopped() || seconds >= share * limit }
}

/// What several threads find out about the requests to explain.
final class ExplanationWork: Sendable {
    let scenario: Scenario
    let timetable: Timetable
    let published: PublishedTimetable?
    let score: Points
    let bound: Points?
    let memory: PlanMemory?
    let options: ExplainOptions
    let clock: Stopwatch
    let requests: [Int]
    private let progress: @Sendable (ExplainProgress) -> Void
    private let state: Mutex<State>

    private struct State {
        var findings: [Int: Finding] = [:]
        var failure: (any Error)?
    }

    /// What is known of a request so far.
    enum Finding {
        case impossible(Impossibility)
        case possible(HeldWeek)
    }

    init(
        scenario: Scenario, timetable: Timetable, published: PublishedTimetable?, score: Points, bound: Points?, memory: PlanMemory?,
        options: ExplainOptions, clock: Stopwatch, requests: [Int], progress: @escaping @Sendable (ExplainProgress) -> Void
    ) {
        self.scenario = scenario
        self.timetable = timetable
        self.published = published
        self.score = score
        self.bound = bound
        self.memory = memory
        self.options = options
        self.clock = clock
        self.requests = requests
        self.progress = progress
        state = Mutex(State())
    }

    func report(_ phase: String) {
        let settled = state.withLock { state in requests.count { Self.isSettled(state.findings[$0]) } }
        progress(ExplainProgress(phase: phase, settled: settled, requests: requests.count, seconds: clock.seconds))
    }

    private static func isSettled(_ finding: Finding?) -> Bool {
        switch finding {
        case .impossible: true
        case .possible(let week): week.isProven && week.best != nil
        case nil: false
        }
    }

    func finding(_ request: Int) -> Finding? { state.withLock { $0.findings[request] } }

    /// What is known of the weeks that hold a request, where it is known to be possible.
    func heldWeek(_ request: Int) -> HeldWeek? {
        if case .possible(let week) = finding(request) { week } else { nil }
    }

    /// Adds to what is known of a request's weeks.
    func note(_ request: Int, _ change: (inout HeldWeek) -> Void) {
        state.withLock { state in
            var week = HeldWeek(score: score)
            if case .possible(let known) = state.findings[request] { week = known }
            change(&week)
            state.findings[request] = .possible(week)
        }
    }

    func noteWeek(_ request: Int, _ found: Timetable, _ score: Points) {
        note(request) { week in
            if let best = week.best, best.score >= score { return }
            week.best = HeldWeek.Found(timetable: found, score: score, changes: WeekChanges(from: timetable, to: found))
        }
    }

    func noteBound(_ request: Int, _ bound: Points) {
        note(request) { $0.bound = min($0.bound ?? bound, bound) }
    }

    private func note(_ request: Int, _ impossibility: Impossibility) {
        state.withLock { $0.findings[request] = .impossible(impossibility) }
    }

    func fail(_ error: any Error) {
        state.withLock { if $0.failure == nil { $0.failure = error } }
    }

    /// Calls `body` for some requests on all threads; with the thread's number, below ``ExplainOptions/threads``.
    func forEach(_ requests: [Int], _ phase: String, until share: Double = 1, _ body: @escaping @Sendable (Int, Int) -> Void) {
        let next = Atomic<Int>(0)
        let threads = max(1, min(options.threads, requests.count))
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            while !clock.isOver(share: share) {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < requests.count else { return }
                body(requests[index], thread)
                if thread == 0 { report(phase) }
            }
        }
    }

    // MARK: Impossible

    /// Finds out which requests nobody could ever deliver, and why.
    func settleImpossible() {
        report("Trying every way")
        let slots = PerThread(count: max(1, options.threads)) { [self] in
            DeliveryTest(scenario, isStopped: { self.clock.isOver() })
        }
        let most = options.isBrief ? 1 : OpeningFinder.most
        forEach(requests, "Trying every way") { [self] request, thread in
            slots.use(thread) { test in
                switch test.outcome(request) {
                case .possible: note(request) { _ in }
                case .notSettled: break
                case .impossible(let obstacles):
                    let finder = OpeningFinder(test.trial, request: request, most: most, isStopped: { self.clock.isOver() })
                    note(request, Impossibility(obstacles: obstacles, openings: finder.openings()))
                }
            }
        }
    }

    // MARK: The end

    func explanations() throws -> [Explanation] {
        let (findings, failure) = state.withLock { ($0.findings, $0.failure) }
        if let failure { throw failure }
        return try requests.map { request in
            switch findings[request] {
            case .impossible(let impossibility): return Explanation(request: request, finding: .impossible(impossibility))
            case nil: return Explanation(request: request, finding: .notSettled(nil))
            case .possible(let week):
                if let bound = week.bound, let best = week.best, best.score > bound {
                    throw PlannerError.boundBelowScore(bound: bound, score: best.score)
                }
                return Explanation(request: request, finding: week.isProven ? .worthMoreWithout(week) : .notSettled(week))
            }
        }
    }
}

/// Something for each thread, made when the thread first asks for it.
final class PerThread<Element>: @unchecked Sendable {
    // Each thread touches its own element alone.
    private let elements: UnsafeMutableBufferPointer<Element?>
    private let make: () -> Element

    init(count: Int, make: @escaping () -> Element) {
        elements = .allocate(capacity: count)
        elements.initialize(repeating: nil)
        self.make = make
    }

    deinit {
        elements.deinitialize()
        elements.deallocate()
    }

    func use<Result>(_ thread: Int, _ body: (Element) -> Result) -> Result {
        if let element = elements[thread] { return body(element) }
        let element = make()
        elements[thread] = element
        return body(element)
    }
}
