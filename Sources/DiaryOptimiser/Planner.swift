public import Diary

/// How a plan is to be sought, and when the search stops.
public struct PlanOptions: Sendable {
    /// Wall-clock seconds after which the best timetable so far is returned; nil is no limit.
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

    public init(timetable: Timetable, score: Points, bound: Points, seconds: Double, stop: StopReason) {
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
