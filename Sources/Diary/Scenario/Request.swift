/// One session that somebody waits for (RULEBOOK §1, `requests`).
public struct Request: Hashable, Sendable {
    public var id: String
    /// The pseudonym of the client; requests that share it are for one client (S6).
    public var client: String
    /// Position in `Scenario.places`, if any.
    public var school: Int?
    /// Position in `Scenario.places` where an in-person session is held, if any.
    public var place: Int?
    /// Position in `Scenario.sessionTypes`.
    public var type: Int
    /// In order of preference.
    public var modes: [Mode]
    /// When in-person and hub sessions suit the client; nil is any time.
    public var atSchool: Weekly?
    /// When video and phone sessions suit the client.
    public var atHome: Weekly
    /// Position in `Scenario.practitioners` of the one whose course is under way, if any (S2).
    public var practitioner: Int?
    /// Skills beyond the type's.
    public var skills: Set<String>
    /// A key of `Weights.priority`.
    public var priority: String
    public var weeksWaiting: Int
    /// Keys of `Weights.groups`.
    public var groups: Set<String>
    public var pin: Pin?

    public init(
        id: String, client: String? = nil, school: Int? = nil, place: Int? = nil, type: Int, modes: [Mode], atSchool: Weekly? = nil,
        atHome: Weekly = Request.defaultAtHome, practitioner: Int? = nil, skills: Set<String> = [], priority: String = "routine",
        weeksWaiting: Int = 0, groups: Set<String> = [], pin: Pin? = nil
    ) {
        self.id = id
        self.client = client ?? id
        self.school = school
        self.place = place ?? school
        self.type = type
        self.modes = modes
        self.atSchool = atSchool
        self.atHome = atHome
        self.practitioner = practitioner
        self.skills = skills
        self.priority = priority
        self.weeksWaiting = weeksWaiting
        self.groups = groups
        self.pin = pin
    }

    /// `mon-fri 15:45-20:00`.
    public static let defaultAtHome = Weekly(.monday ... .friday, Window(start: 945, end: 1200))
}

/// What is agreed for a request: scheduled exactly so, or not at all (S5).
public struct Pin: Hashable, Sendable {
    /// Positions in `Scenario.practitioners`, one for each seat.
    public var practitioners: [Int]
    public var mode: Mode
    public var start: WeekTime

    public init(practitioners: [Int], mode: Mode, start: WeekTime) {
        self.practitioners = practitioners
        self.mode = mode
        self.start = start
    }
}

/// A meeting to hold once in the week (M1).
public struct Meeting: Hashable, Sendable {
    public var id: String
    /// The name shown to people.
    public var name: String
    /// Positions in `Scenario.practitioners`.
    public var members: [Int]
    public var minutes: Int
    /// The windows inside one of which it is held.
    public var when: Weekly
    /// Position in `Scenario.places`; nil is each member's own desk.
    public var place: Int?

    public init(id: String, name: String? = nil, members: [Int], minutes: Int, when: Weekly, place: Int? = nil) {
        self.id = id
        self.name = name ?? id
        self.members = members
        self.minutes = minutes
        self.when = when
        self.place = place
    }
}
