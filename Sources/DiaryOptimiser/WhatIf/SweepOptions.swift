/// How the weeks of a comparison are planned, and for how long.
public struct SweepOptions: Sendable {
    /// Wall-clock seconds for all weeks together; nil is no limit.
    public var timeLimit: Double?
    /// Each week's search stops when (bound - score) / |score| is at most this.
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

/// How far a sweep has come.
public struct SweepProgress: Sendable {
    /// Position of the week that is being planned, from 0.
    public var week: Int
    /// Weeks in all, as far as is known.
    public var weeks: Int
    public var name: String
    public var plan: PlanProgress
    /// Wall-clock seconds since the sweep began.
    public var seconds: Double
    /// Seconds that were left for this week and the rest when it began; nil without a time limit.
    public var secondsLeft: Double?
}

/// What a sweep brought.
public struct SweepResult: Sendable {
    /// The weeks planned, in the order asked for.
    public var points: [WhatIfPoint]
    /// Names of the weeks that were not reached: the time was over, or somebody stopped the sweep.
    public var missing: [String]
    public var isInterrupted: Bool
    /// Wall-clock seconds of the whole sweep.
    public var seconds: Double
}
