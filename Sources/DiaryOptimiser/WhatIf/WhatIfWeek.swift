public import Diary

/// One week of a comparison: the scenario as it is, or with something changed.
public struct WhatIfWeek: Sendable {
    /// What tells it from the others, for people: `4 slots`, `leaver`.
    public var name: String
    public var scenario: Scenario
    /// What people already have in their diaries, in this scenario's terms.
    public var published: PublishedTimetable?

    public init(name: String, scenario: Scenario, published: PublishedTimetable? = nil) {
        self.name = name
        self.scenario = scenario
        self.published = published
    }
}

/// The plan of one week of a comparison, with what is proven of it.
public struct WhatIfPoint: Sendable {
    public var week: WhatIfWeek
    /// Allowed by the checker in this week's scenario.
    public var timetable: Timetable
    /// The timetable's score, as the checker computes it.
    public var score: Points
    /// No timetable that is allowed in this week scores more.
    public var bound: Points
    /// Every allowed timetable that scores at least ``score`` holds as many sessions: this one, any better one, and the best.
    public var sessionRange: ClosedRange<Int>
    /// Wall-clock seconds of this week's search.
    public var seconds: Double
    public var stop: PlanResult.StopReason
    /// What planning a neighbouring week can begin with.
    var memory: PlanMemory?
    /// What one more unit of each scarce thing is worth, by the prices that prove the bound.
    public var prices: [ScarcePrice]

    init(
        week: WhatIfWeek, timetable: Timetable, score: Points, bound: Points, sessionRange: ClosedRange<Int>, seconds: Double,
        stop: PlanResult.StopReason, memory: PlanMemory? = nil, prices: [ScarcePrice] = []
    ) {
        self.memory = memory
        self.prices = prices
        self.week = week
        self.timetable = timetable
        self.score = score
        self.bound = bound
        self.sessionRange = sessionRange
        self.seconds = seconds
        self.stop = stop
    }

    /// Sessions of the timetable.
    public var sessions: Int { timetable.sessions.count }

    /// (bound - score) / |score|; nil where only the score is 0.
    public var gap: Double? { PlanResult.gap(score: score, bound: bound) }
}
