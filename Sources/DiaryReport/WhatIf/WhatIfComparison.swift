public import Diary

/// Several plans side by side: of one week with other numbers of after-hours slots, or of variants of it.
///
/// The first point is the one that the others are compared with.
public struct WhatIfComparison: Sendable {
    /// What was asked.
    public enum Question: Hashable, Sendable {
        /// More after-hours slots; each point allows everything that the one before allows.
        case eveningSlots
        /// Variants beside the scenario as it is.
        case variants
        /// One more of something, wherever that is possible: the most promising ones beside the scenario as it is.
        case oneMore(String)
    }

    /// What is proven of the difference between two best plans.
    public struct Gain: Hashable, Sendable {
        /// Least and greatest.
        public var points: ClosedRange<Points>
        public var sessions: ClosedRange<Int>

        public init(points: ClosedRange<Points>, sessions: ClosedRange<Int>) {
            self.points = points
            self.sessions = sessions
        }
    }

    /// A planned week.
    public struct Point: Sendable {
        /// For people: `4 slots`, `leaver`.
        public var name: String
        /// After-hours slots, where the question is about them.
        public var slots: Int?
        public var scenario: Scenario
        /// What people already have in their diaries, in this scenario's terms.
        public var published: PublishedTimetable?
        /// One that the checker allows.
        public var timetable: Timetable
        public var score: Points
        /// No allowed timetable scores more.
        public var bound: Points
        /// Sessions of every timetable that scores as much or more.
        public var sessionRange: ClosedRange<Int>
        /// Wall-clock seconds of the search.
        public var seconds: Double
        /// Why the search ended, as `diary plan --json` says it.
        public var stop: String
        /// Against the point before (slots) or the first (otherwise); nil for the first.
        public var gain: Gain?
        /// Against the first point; nil for the first.
        public var gainInAll: Gain?
        /// What it was expected to bring, before it was planned.
        public var estimate: Points?

        public init(
            name: String, slots: Int? = nil, scenario: Scenario, published: PublishedTimetable? = nil, timetable: Timetable, score: Points, bound: Points,
            sessionRange: ClosedRange<Int>, seconds: Double, stop: String, gain: Gain? = nil, gainInAll: Gain? = nil, estimate: Points? = nil
        ) {
            self.name = name
            self.slots = slots
            self.scenario = scenario
            self.published = published
            self.timetable = timetable
            self.score = score
            self.bound = bound
            self.sessionRange = sessionRange
            self.seconds = seconds
            self.stop = stop
            self.gain = gain
            self.gainInAll = gainInAll
            self.estimate = estimate
        }
    }

    /// Something that was estimated and not planned.
    public struct Estimate: Hashable, Sendable {
        public var name: String
        public var points: Points

        public init(name: String, points: Points) {
            self.name = name
            self.points = points
        }
    }

    public var question: Question
    public var points: [Point]
    /// Of each point, its figures against the first.
    public let figures: [WhatIfFigures]
    /// Names of the weeks that were not reached.
    public var missing: [String]
    public var isInterrupted: Bool
    /// Wall-clock seconds of the whole.
    public var seconds: Double
    /// What is to be known before the table is read.
    public var notes: [String]
    /// Estimates that were not planned, the greatest first.
    public var estimates: [Estimate]
    /// What practitioners are called.
    public let names: NameStyle

    public init(
        question: Question, points: [Point], missing: [String] = [], isInterrupted: Bool = false, seconds: Double = 0, notes: [String] = [],
        estimates: [Estimate] = [], names: NameStyle = .full
    ) {
        self.question = question
        self.points = points
        self.missing = missing
        self.isInterrupted = isInterrupted
        self.seconds = seconds
        self.notes = notes
        self.estimates = estimates
        self.names = names
        let first = points.first
        figures = points.map { WhatIfFigures($0.scenario, $0.timetable, against: first.map { ($0.scenario, $0.timetable) }, names: names) }
    }

    /// The same with practitioners called otherwise.
    public func named(_ names: NameStyle) -> WhatIfComparison {
        WhatIfComparison(
            question: question, points: points, missing: missing, isInterrupted: isInterrupted, seconds: seconds, notes: notes,
            estimates: estimates, names: names)
    }

    /// What the first column is headed.
    var heading: String {
        switch question {
        case .eveningSlots: "Slots"
        case .variants: "Variant"
        case .oneMore: "One more"
        }
    }

    /// What a point is called in a table: its slots, or its number and name.
    func label(_ index: Int) -> String { points[index].slots.map(Wording.number) ?? "\(index + 1). \(points[index].name)" }

    /// The same where there is little room: its slots, or its number.
    func shortLabel(_ index: Int) -> String { points[index].slots.map(Wording.number) ?? "\(index + 1)." }

    /// What a point is called in a sentence.
    func name(_ index: Int) -> String { points[index].slots == nil ? label(index) : points[index].name }
}
