public import Diary
import Foundation

/// How a plan is to be sought, and when the search stops.
public struct PlanOptions: Sendable {
    /// Wall-clock seconds after which the best timetable so far is returned, where several weeks are compared seconds for all of them; nil is no
    /// limit.
    public var timeLimit: Double?
    /// The search stops when (bound - score) / |score| is at most this.
    public var gap: Double
    /// Threads used at once, at least 1.
    public var threads: Int
    /// Seeds every random choice.
    public var seed: UInt64

    public init(timeLimit: Double? = nil, gap: Double = 0, threads: Int = 1, seed: UInt64 = 1) {
        self.timeLimit = timeLimit
        self.gap = gap
        self.threads = threads
        self.seed = seed
    }
}

/// How far the search has come.
public struct PlanProgress: Sendable {
    /// What it does now, in a few words.
    public var phase: String
    /// The incumbent's score.
    public var best: Points?
    /// The dual bound proven so far.
    public var bound: Points?
    /// Wall-clock seconds since the start.
    public var seconds: Double

    public init(phase: String, best: Points?, bound: Points?, seconds: Double) {
        self.phase = phase
        self.best = best
        self.bound = bound
        self.seconds = seconds
    }

    /// (bound - best) / |best|, or nil where either is unknown or best is 0 and not the bound.
    public var gap: Double? {
        guard let best, let bound else { return nil }
        return PlanResult.gap(score: best, bound: bound)
    }
}

/// A timetable that the checker has allowed, with the proof of how good it is.
public struct PlanResult: Sendable {
    /// Why the search ended.
    public enum StopReason: String, Sendable {
        /// The gap asked for is reached (with gap 0: the timetable is optimal).
        case gap
        case timeLimit = "time-limit"
        case interrupted
        /// Nothing more can be tried, though the gap asked for is not reached.
        case exhausted
    }

    public var timetable: Timetable
    /// The timetable's score, as the checker computes it.
    public var score: Points
    /// No allowed timetable scores more than this.
    public var bound: Points
    public var seconds: Double
    public var stop: StopReason
    /// What planning a neighbouring week can begin with.
    public var memory: PlanMemory
    /// What one more unit of each scarce thing is worth, by the prices that prove the bound.
    public var prices: [ScarcePrice]
    /// Where the processor time went.
    public var effort: PlanEffort

    init(
        timetable: Timetable, score: Points, bound: Points, seconds: Double, stop: StopReason, memory: PlanMemory, prices: [ScarcePrice],
        effort: PlanEffort
    ) {
        self.effort = effort
        self.memory = memory
        self.prices = prices
        self.timetable = timetable
        self.score = score
        self.bound = bound
        self.seconds = seconds
        self.stop = stop
    }

    /// (bound - score) / |score|: 0 where both are equal, nil where only the score is 0.
    public static func gap(score: Points, bound: Points) -> Double? {
        if score == bound { return 0 }
        guard score != .zero else { return nil }
        return Double(bound.thousandths - score.thousandths) / Double(abs(score.thousandths))
    }

    public var gap: Double? { Self.gap(score: score, bound: bound) }
    public var isOptimal: Bool { score == bound }
}

/// Why no plan can be handed out. Each is a fault of this software, never of the scenario.
public enum PlannerError: Error, Sendable, CustomStringConvertible {
    /// The checker refuses the timetable that the search takes for allowed.
    case notAllowed([Violation])
    /// The checker's score is not the search's.
    case scoreDiffers(search: Points, checker: Points)
    /// The dual bound lies below an allowed timetable's score.
    case boundBelowScore(bound: Points, score: Points)

    public var description: String {
        switch self {
        case .notAllowed(let violations):
            "The optimiser made a timetable that breaks \(violations.count) rule(s): "
                + violations.prefix(3).map { "\($0.rule.rawValue): \($0.message)" }.joined(separator: " ")
        case .scoreDiffers(let search, let checker):
            "The optimiser counts \(search) points for its timetable, the checker \(checker)."
        case .boundBelowScore(let bound, let score):
            "The optimiser's bound of \(bound) points lies below the \(score) points of an allowed timetable."
        }
    }
}

/// Finds the best timetable of a scenario, with a proof of how good it is.
///
/// A local search improves the incumbent while the dual bound is lowered beside it. Both work in rounds of counted steps, and what they
/// tell each other passes between rounds, so that a run that the gap stops can be repeated exactly, with any number of threads.
public struct Planner: Sendable {
    private let scenario: Scenario
    private let published: PublishedTimetable?
    private let options: PlanOptions
    private let memory: PlanMemory?
    /// Labels of pricing that take about as long as one step of the local search, so that neither waits long for the other: labels of small weeks take
    /// less time, steps in large ones more.
    private var workOfStep: Int { 7 + scenario.requests.count / 2_500 + 400 / max(scenario.requests.count, 50) }
    /// How many times as long as the bound the search takes once parts of the week are bounded, as long as it finds better timetables: these are as much what is
    /// missing then, and the bound comes down slowly.
    private static let branchingSteps = 2
    /// The gap above which the best timetables are not near the bound: it is the linear program that is too high.
    private static let nearGap = 0.003
    /// Of the search's steps, those that are done near the bound where there are weeks to do them in: three in four.
    private static func stepsNearBound(of steps: Int) -> Int { steps / 4 * 3 }
    /// Of as many steps as the planner's thread has in a round, one in so many is done beside them once the lanes have ended theirs.
    private static let partAfterLanes = 2
    /// Steps of a round in which nothing else is done.
    private static let searchSteps = 50_000
    /// The gap above which better timetables are what is missing once the bound has settled.
    private static let searchGap = 0.0015
    /// Steps for each request without a better timetable after which two searches find no more than one.
    private static let searchPatience = 1_000
    /// Steps of one round at most: what the rounds of a large service's areas take.
    private static let mostRoundSteps = 4_000_000
    /// What the second search's seed differs in.
    private static let secondSeed: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// - Parameter memory: what planning a neighbouring week left; the search begins from there.
    public init(scenario: Scenario, published: PublishedTimetable? = nil, options: PlanOptions, memory: PlanMemory? = nil) {
        self.memory = memory
        self.scenario = scenario
        self.published = published
        self.options = options
    }

    /// Plans the week.
    ///
    /// - Parameters:
    ///   - progress: told of every better timetable or bound, and at least after every round; called from the calling thread.
    ///   - isStopped: asked often, from any thread; true ends the search with the best timetable so far.
    /// - Throws: ``PlannerError`` where the checker disagrees with the search.
    public func plan(
        progress: @escaping @Sendable (PlanProgress) -> Void = { _ in }, isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws -> PlanResult {
        let clock = ContinuousClock()
        let began = clock.now
        let processorBegan = ProcessorClock.process
        @Sendable func seconds() -> Double {
            let passed = clock.now - began
            return Double(passed.components.seconds) + Double(passed.components.attoseconds) * 1e-18
        }
        let limit = options.timeLimit ?? .infinity
        let isOver: @Sendable () -> Bool = { isStopped() || seconds() >= limit }
        progress(PlanProgress(phase: "Reading the week", best: nil, bound: nil, seconds: seconds()))
        let problem = WeekProblem(scenario: scenario, published: published)
        var incumbent = Incumbent(problem: problem, published: published, bound: problem.trivialBound)
        func report(_ phase: String) {
            progress(
                PlanProgress(
                    phase: phase, best: Points(thousandths: incumbent.score), bound: Points(thousandths: incumbent.bound),
                    seconds: seconds()))
        }
        report("First plan")
        let search = LocalSearch(problem: problem, seed: options.seed, start: memory?.timetable.resolved(in: scenario).timetable)
        var near = NearBoundSearch(requests: scenario.requests.count, seed: options.seed)
        var inParts = PartSearch(requests: scenario.requests.count, seed: options.seed)
        nonisolated(unsafe) let shared = Shared(
            near: NearBoundSearch(requests: scenario.requests.count, seed: options.seed ^ Self.secondSeed))
        func result(_ stop: PlanResult.StopReason, _ boundSearch: BoundSearch? = nil, _ branchSearch: BranchSearch? = nil) -> PlanResult {
            var memory = PlanMemory(timetable: TimetableDocument(incumbent.timetable, in: scenario))
            boundSearch?.remember(into: &memory)
            var effort = (boundSearch?.effort ?? PlanEffort()) + (branchSearch?.effort ?? PlanEffort())
            effort.search += search.processorSeconds + (shared.second?.search.processorSeconds ?? 0)
            effort.search += inParts.processorSeconds + near.processorSeconds + shared.near.processorSeconds
            effort.total = ProcessorClock.process - processorBegan
            return PlanResult(
                timetable: incumbent.timetable, score: Points(thousandths: incumbent.score), bound: Points(thousandths: incumbent.bound),
                seconds: seconds(), stop: stop, memory: memory, prices: boundSearch?.prices ?? [], effort: effort)
        }
        search.construct()
        try incumbent.take(search)
        report("Searching")
        if incumbent.meets(options.gap) { return result(.gap) }
        var first = ScheduledSearch(search, requests: scenario.requests.count)
        /// Runs the search for some steps of its schedule; returns how many were done.
        func run(atMost steps: Int) throws(PlannerError) -> Int {
            let done = first.run(atMost: steps, best: (incumbent.timetable, incumbent.score), isStopped: isOver)
            try incumbent.take(search)
            report("Searching")
            return done
        }
        // The dual bound starts from what a good timetable says of the worth of things: one whose cooling is complete.
        while !first.schedule.isWarm && !isOver() { _ = try run(atMost: Int.max) }

        let worker = Worker(name: "dual bound")
        defer {
            worker.run {
                shared.branchSearch = nil
                shared.boundSearch = nil
            }
            worker.end()
        }
        let isConcurrent = options.threads > 1
        let threads = options.threads
        let memory = self.memory
        var lastWork = 0
        /// Steps of all searches so far, and how many they were when the incumbent became better.
        func stepsDone() -> Int { search.iterations + inParts.iterations + near.iterations + (shared.second?.search.iterations ?? 0) + shared.near.iterations }
        var improved = (score: incumbent.score, steps: stepsDone())
        var suggested = SuggestedTimetables(problem, search: search, seed: options.seed)
        /// Steps that the search has for this round; fewer where it took more before.
        var left = 0
        // While the bound gets its first columns.
        var iterations = 250 * scenario.requests.count + 100
        while true {
            if isStopped() { return result(.interrupted, shared.boundSearch, shared.branchSearch) }
            if seconds() >= limit { return result(.timeLimit, shared.boundSearch, shared.branchSearch) }
            let best = incumbent.timetable, score = incumbent.score
            // Where the bound has settled above a timetable that is not near to it, or has nothing left to split, both threads search.
            let done = stepsDone()
            if incumbent.score > improved.score { improved = (incumbent.score, done) }
            let finds = done - improved.steps < Self.searchPatience * scenario.requests.count
            // What has not been bettered for as long as it took to be found is rather the best there is than what took longest.
            let isMissing = done < 2 * improved.steps
            let isSettled = shared.boundSearch?.isSettledNearly ?? false
            let isFound = incumbent.meets(Self.searchGap) || !finds
            let isNear = incumbent.meets(Self.nearGap)
            let searches = shared.branchSearch?.isFinished ?? (isSettled && !isFound)
            if searches { iterations = Self.searchSteps }
            let roundSteps = iterations
            let isBranching = shared.branchSearch != nil
            worker.start {
                if searches {
                    let seed = options.seed ^ Self.secondSeed
                    var second =
                        shared.second ?? ScheduledSearch(LocalSearch(problem: problem, seed: seed, start: best), requests: scenario.requests.count)
                    var left = roundSteps
                    while left > 0 && !isOver() { left -= second.run(atMost: left, best: (best, score), isStopped: isOver) }
                    shared.second = second
                    return
                }
                do {
                    let boundSearch = try shared.boundSearch
                        ?? BoundSearch(problem, timetable: best, memory: memory, threads: threads, isStopped: isOver)
                    shared.boundSearch = boundSearch
                    // The search has a thread of its own once the bound is near.
                    boundSearch.relaxation.threads = boundSearch.isFar ? threads : max(1, threads - 1)
                    guard boundSearch.isFinished else {
                        try boundSearch.add(best)
                        return try boundSearch.advance(isStopped: isOver)
                    }
                    let branchSearch = try shared.branchSearch ?? BranchSearch(
                        problem, root: boundSearch, threads: threads, score: score, seeksNearBound: isNear, isStopped: isOver)
                    shared.branchSearch = branchSearch
                    if !branchSearch.isFinished {
                        try branchSearch.advance(score: score, incumbent: best, seeksNearBound: isNear, isStopped: isOver)
                    }
                    // Lanes on two threads leave the one that they began on to the search while it ends its round.
                    if branchSearch.isSplit && isMissing { _ = shared.near.run(steps: roundSteps / Self.partAfterLanes, isStopped: isOver) }
                } catch {
                    shared.failure = error
                }
            }
            if !isConcurrent { worker.wait() }
            left += iterations - suggested.run(of: iterations, draws: isSettled, isShared: isBranching, isStopped: isOver)
            try incumbent.take(search)
            if left > 0 {
                left -= inParts.run(steps: Self.stepsNearBound(of: left), isStopped: isOver)
                if let best = inParts.best { try incumbent.take(best) }
            }
            if left > 0 {
                left -= near.run(steps: Self.stepsNearBound(of: left), isStopped: isOver)
                if let best = near.best { try incumbent.take(best) }
            }
            while left > 0 && !isOver() { left -= try run(atMost: left) }
            worker.wait()
            if let failure = shared.failure { throw failure }
            if let boundSearch = shared.boundSearch {
                incumbent.bound = min(incumbent.bound, boundSearch.bound)
                let work = boundSearch.work + (shared.branchSearch?.work ?? 0)
                let steps = (work - lastWork) / workOfStep * (shared.branchSearch != nil && isMissing ? Self.branchingSteps : 1)
                iterations = min(max(boundSearch.isFar ? steps / 6 : steps, 200), Self.mostRoundSteps)
                lastWork = work
                if let suggestion = boundSearch.takeSuggestion() { suggested.add([suggestion]) }
            }
            if let branchSearch = shared.branchSearch {
                if let refuted = branchSearch.refuted {
                    throw PlannerError.boundBelowScore(bound: Points(thousandths: refuted), score: Points(thousandths: score))
                }
                // A node's bound counts once every node of its height is done; a score that was found since is no less than those left out.
                incumbent.bound = min(incumbent.bound, max(branchSearch.bound, incumbent.score))
                suggested.add(branchSearch.takeSuggestions())
                inParts.add(branchSearch.takeParts())
                if case let weeks = branchSearch.takeWeeksNearBound(), !weeks.isEmpty {
                    near.turn(to: weeks)
                    shared.near.turn(to: weeks)
                }
            }
            try incumbent.take(search)
            for other in [shared.second?.search, shared.near.best] { if let other { try incumbent.take(other) } }
            report("Searching")
            if incumbent.meets(options.gap) { return result(.gap, shared.boundSearch, shared.branchSearch) }
        }
    }

    /// What the planner's thread and the worker share; each touches its own part, the other's only while that one rests.
    private final class Shared {
        var boundSearch: BoundSearch?
        var branchSearch: BranchSearch?
        /// A search on the worker's thread, while it has nothing better to do.
        var second: ScheduledSearch?
        /// Another, near the bound, while the planner's thread ends its round.
        var near: NearBoundSearch
        var failure: (any Error)?

        init(near: NearBoundSearch) { self.near = near }
    }
}
