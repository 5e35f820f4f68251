/// Why one request is not in a timetable.
public struct Explanation: Hashable, Sendable {
    /// Position in `Scenario.requests`.
    public var request: Int
    public var finding: Finding

    /// What has been found out, and how certain it is.
    public enum Finding: Hashable, Sendable {
        /// No allowed timetable holds the request, whatever else is given up.
        case impossible(Impossibility)
        /// Timetables that hold the request exist, and none of them scores more than the one explained.
        case worthMoreWithout(HeldWeek)
        /// The search stopped before it could tell; what it knows of the best week that holds the request, if anything.
        case notSettled(HeldWeek?)
    }

    public init(request: Int, finding: Finding) {
        self.request = request
        self.finding = finding
    }
}

/// Why a request can never be delivered, and what would change that.
public struct Impossibility: Hashable, Sendable {
    /// A smallest set of rules that shuts the request out by itself, in the order of ``Rule``: with one of them fewer, the others let it in.
    public var obstacles: [Obstacle]
    /// Changes of one thing, each of which lets the request in; the most sensible first. A few at the most.
    public var openings: [Opening]

    /// One of the rules that shut a request out.
    public struct Obstacle: Hashable, Sendable {
        public var rule: Rule
        /// A timetable of this request alone that keeps all rules of the set but this one.
        public var nearest: Timetable

        public init(rule: Rule, nearest: Timetable) {
            self.rule = rule
            self.nearest = nearest
        }
    }

    public init(obstacles: [Obstacle], openings: [Opening]) {
        self.obstacles = obstacles
        self.openings = openings
    }

    public var rules: [Rule] { obstacles.map(\.rule) }
}

/// Changes of one kind, each of which suffices by itself: the same for one practitioner or another, say.
public struct Opening: Hashable, Sendable {
    /// Not empty.
    public var alternatives: [ScenarioChange]

    public init(_ alternatives: [ScenarioChange]) {
        self.alternatives = alternatives
    }
}

/// What is known of the weeks that hold a request which a timetable lacks.
public struct HeldWeek: Hashable, Sendable {
    /// The score of the timetable that lacks the request.
    public var score: Points
    /// The best week found that holds the request; nil where none was found, although there are some.
    public var best: Found?
    /// No allowed timetable that holds the request scores more than this; nil where nothing is proven.
    public var bound: Points?
    /// Changes of one unit, each of which lets the request in at no loss, as a checked timetable shows.
    public var units: [Opening]

    /// A week that holds the request, allowed by the checker.
    public struct Found: Hashable, Sendable {
        public var timetable: Timetable
        public var score: Points
        public var changes: WeekChanges

        public init(timetable: Timetable, score: Points, changes: WeekChanges) {
            self.timetable = timetable
            self.score = score
            self.changes = changes
        }
    }

    public init(score: Points, best: Found? = nil, bound: Points? = nil, units: [Opening] = []) {
        self.score = score
        self.best = best
        self.bound = bound
        self.units = units
    }

    /// The least that holding the request can cost against the timetable: negative where that timetable may be improved. Nil where nothing
    /// is proven.
    public var leastCost: Points? { bound.map { score - $0 } }
    /// What holding it costs at the most: the best week found loses so much. Nil where none was found.
    public var mostCost: Points? { best.map { score - $0.score } }
    /// Whether it is proven that no week with the request scores more than the timetable without it.
    public var isProven: Bool { bound.map { $0 <= score } ?? false }
}

/// What one timetable does otherwise than another.
public struct WeekChanges: Hashable, Sendable {
    /// Requests that only the first timetable holds, positions in `Scenario.requests`.
    public var displaced: [Int]
    /// Requests that only the second holds.
    public var added: [Int]
    /// Requests that both hold, with other practitioners, in another mode or at another time.
    public var moved: [Move]
    /// Practitioners whose supervision is dropped, added or at another time or by another supervisor: positions in `Scenario.practitioners`.
    public var supervision: [Int]
    /// Meetings dropped, added or at another time: positions in `Scenario.meetings`.
    public var meetings: [Int]

    /// A session before and after.
    public struct Move: Hashable, Sendable {
        public var from: Timetable.Session
        public var to: Timetable.Session

        public init(from: Timetable.Session, to: Timetable.Session) {
            self.from = from
            self.to = to
        }
    }

    /// Compares two timetables of one scenario, each request at most once in either.
    public init(from old: Timetable, to new: Timetable) {
        func sessions(_ timetable: Timetable) -> [Int: Timetable.Session] {
            Dictionary(timetable.sessions.map { session in
                var session = session
                session.practitioners.sort()
                return (session.request, session)
            }, uniquingKeysWith: { first, _ in first })
        }
        let before = sessions(old), after = sessions(new)
        displaced = before.keys.filter { after[$0] == nil }.sorted()
        added = after.keys.filter { before[$0] == nil }.sorted()
        moved = before.keys.sorted().compactMap { request in
            guard let from = before[request], let to = after[request], from != to else { return nil }
            return Move(from: from, to: to)
        }
        let supervisions = Set(old.supervision).symmetricDifference(new.supervision)
        supervision = Set(supervisions.map(\.practitioner)).sorted()
        meetings = Set(Set(old.meetings).symmetricDifference(new.meetings).map(\.meeting)).sorted()
    }
}
