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
