/// Somebody whose diary is planned: practitioners, seniors and supervisors alike (RULEBOOK §1, `practitioners`).
public struct Practitioner: Hashable, Sendable {
    public var id: String
    /// The name shown to people.
    public var name: String
    /// Shown to people; no rule reads it.
    public var role: String
    /// False for a trainee.
    public var qualified: Bool
    /// Position in `Scenario.places` of the place of remote work and supervision and, by default, of meetings and busy blocks.
    public var desk: Int
    /// Areas whose schools' requests they may deliver; nil is every area.
    public var serves: Set<String>?
    public var skills: Set<String>
    public var hours: Weekly
    /// Further hours for after-hours work alone.
    public var evenings: Weekly
    /// Dates with no hours and no evenings.
    public var away: Set<CalendarDate>
    public var modes: Set<Mode>
    /// Positions in `Scenario.places` where they may work in person; nil is every place.
    public var inPersonAt: Set<Int>?
    public var limits: Limits
    public var busy: [BusyBlock]
    /// The supervision they need each week; nil needs none.
    public var supervision: SupervisionNeed?
    /// Most minutes of supervision they give in the week; nil supervises nobody.
    public var supervisesMinutes: Int?
    /// Most evenings on cover in the week; nil is never on cover.
    public var coverEvenings: Int?

    public init(
        id: String, name: String? = nil, role: String = "", qualified: Bool = true, desk: Int, serves: Set<String>? = nil,
        skills: Set<String> = [], hours: Weekly, evenings: Weekly = .never, away: Set<CalendarDate> = [], modes: Set<Mode> = Set(Mode.allCases),
        inPersonAt: Set<Int>? = nil, limits: Limits = Limits(), busy: [BusyBlock] = [], supervision: SupervisionNeed? = nil,
        supervisesMinutes: Int? = nil, coverEvenings: Int? = nil
    ) {
        self.id = id
        self.name = name ?? id
        self.role = role
        self.qualified = qualified
        self.desk = desk
        self.serves = serves
        self.skills = skills
        self.hours = hours
        self.evenings = evenings
        self.away = away
        self.modes = modes
        self.inPersonAt = inPersonAt
        self.limits = limits
        self.busy = busy
        self.supervision = supervision
        self.supervisesMinutes = supervisesMinutes
        self.coverEvenings = coverEvenings
    }
}

/// How much one practitioner works at most (W3, W6, W7).
public struct Limits: Hashable, Sendable {
    /// Most sessions on a day, as given; the rulebook caps a day at 12.
    public var sessionsPerDay: Int
    public var sessionsPerWeek: Int
    public var eveningsPerWeek: Int
    /// Most minutes from the day's first start to its last end.
    public var span: Int

    /// A day has at most 12 sessions, whatever ``sessionsPerDay`` says (RULEBOOK §1, `limits`).
    public static let mostSessionsPerDay = 12

    public init(sessionsPerDay: Int = 6, sessionsPerWeek: Int = 20, eveningsPerWeek: Int = 1, span: Int = 480) {
        self.sessionsPerDay = sessionsPerDay
        self.sessionsPerWeek = sessionsPerWeek
        self.eveningsPerWeek = eveningsPerWeek
        self.span = span
    }
}

/// Time taken as given, in which nothing is planned.
public struct BusyBlock: Hashable, Sendable {
    public var day: Weekday
    public var window: Window
    public var label: String
    /// Position in `Scenario.places`; nil is the practitioner's desk.
    public var place: Int?

    public init(day: Weekday, window: Window, label: String = "Busy", place: Int? = nil) {
        self.day = day
        self.window = window
        self.label = label
        self.place = place
    }
}

/// The weekly supervision that a practitioner needs before seeing clients (V1).
public struct SupervisionNeed: Hashable, Sendable {
    /// Positions in `Scenario.practitioners` of the supervisors who may give it.
    public var supervisors: [Int]
    /// The supervision's length in minutes.
    public var minutes: Int

    public init(supervisors: [Int], minutes: Int) {
        self.supervisors = supervisors
        self.minutes = minutes
    }
}
