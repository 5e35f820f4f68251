/// How else a scheduled session could be held, the rest of the timetable as it is.
public struct Alternatives: Hashable, Sendable {
    /// The session as it is scheduled.
    public var session: Timetable.Session
    /// For each practitioner or pair, mode and day, the choice that costs least; the cheapest first.
    public var choices: [Choice]
    /// For each practitioner or pair and mode without a choice, how near one comes: those that break fewest rules first.
    public var barred: [Barred]
    /// Whether everything was looked at.
    public var isComplete: Bool

    /// A way that the checker allows.
    public struct Choice: Hashable, Sendable {
        public var session: Timetable.Session
        /// Points that the week loses by it; negative where it gains.
        public var cost: Points
        /// Practitioners who would go on cover for it, or have their supervision for it.
        public var cover: [Timetable.Cover]
        public var supervision: [Timetable.Supervision]

        public init(session: Timetable.Session, cost: Points, cover: [Timetable.Cover], supervision: [Timetable.Supervision]) {
            self.session = session
            self.cost = cost
            self.cover = cover
            self.supervision = supervision
        }
    }

    /// A way that is not allowed, with the rules that it breaks, in the order of ``Rule``.
    public struct Barred: Hashable, Sendable {
        public var session: Timetable.Session
        public var rules: [Rule]
        /// The timetable with it, which the checker does not allow.
        public var timetable: Timetable

        public init(session: Timetable.Session, rules: [Rule], timetable: Timetable) {
            self.session = session
            self.rules = rules
            self.timetable = timetable
        }
    }

    public init(session: Timetable.Session, choices: [Choice], barred: [Barred], isComplete: Bool) {
        self.session = session
        self.choices = choices
        self.barred = barred
        self.isComplete = isComplete
    }
}
