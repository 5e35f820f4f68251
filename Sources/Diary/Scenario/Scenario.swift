/// One week to plan: everything that a scenario file says after defaults have been filled in (RULEBOOK §1).
///
/// References between things are positions in the arrays of this value (`request.school` is a position in ``places``), so that nothing
/// needs looking up; ids are kept for files and for people. Readers of scenario files establish the invariants: ids of one kind are
/// unique, every position is in range, and numbers lie in the rulebook's ranges.
public struct Scenario: Hashable, Sendable {
    /// The service's name.
    public var service: String
    /// The Monday of the week to plan.
    public var week: CalendarDate
    /// The IANA name of the time zone in which all times are wall-clock times.
    public var timeZone: String
    /// Minutes; every start is a multiple of it: 1, 5, 10, 15, 20, 30 or 60.
    public var grid: Int
    public var rules: Rules
    public var travel: Travel
    public var weights: Weights
    public var sessionTypes: [SessionType]
    public var places: [Place]
    public var practitioners: [Practitioner]
    public var meetings: [Meeting]
    public var requests: [Request]

    public init(
        service: String, week: CalendarDate, timeZone: String = "Europe/London", grid: Int = 15, rules: Rules = Rules(),
        travel: Travel = Travel(), weights: Weights = Weights(), sessionTypes: [SessionType] = [], places: [Place] = [],
        practitioners: [Practitioner] = [], meetings: [Meeting] = [], requests: [Request] = []
    ) {
        self.service = service
        self.week = week
        self.timeZone = timeZone
        self.grid = grid
        self.rules = rules
        self.travel = travel
        self.weights = weights
        self.sessionTypes = sessionTypes
        self.places = places
        self.practitioners = practitioners
        self.meetings = meetings
        self.requests = requests
    }

    /// The date of a day of the planned week.
    public func date(of day: Weekday) -> CalendarDate { week.advanced(by: day.rawValue) }

    /// The day of the planned week with a date, or nil where the date lies outside it.
    public func weekday(of date: CalendarDate) -> Weekday? { Weekday(rawValue: date.daysSinceEpoch - week.daysSinceEpoch) }
}

/// The scenario's rules with their defaults (RULEBOOK §1, `rules`).
public struct Rules: Hashable, Sendable {
    /// Minute of the day; a video or phone session that starts at or after it is after-hours.
    public var afterHoursFrom: Int
    /// Most after-hours sessions in the week; nil is no cap (V5).
    public var afterHoursSlots: Int?
    /// After-hours sessions in progress for each practitioner on cover; nil means that no cover is needed (V3).
    public var coverRatio: Int?
    /// Least minutes between the last activity of one day and the first of the next (W5).
    public var rest: Int
    public var breakRule: BreakRule

    public init(
        afterHoursFrom: Int = 990, afterHoursSlots: Int? = nil, coverRatio: Int? = nil, rest: Int = 660, breakRule: BreakRule = BreakRule()
    ) {
        self.afterHoursFrom = afterHoursFrom
        self.afterHoursSlots = afterHoursSlots
        self.coverRatio = coverRatio
        self.rest = rest
        self.breakRule = breakRule
    }
}

/// The break of a long day (W4).
public struct BreakRule: Hashable, Sendable {
    /// A day whose span is more than this many minutes needs a break.
    public var after: Int
    /// The break's length in minutes.
    public var minutes: Int
    /// Where in the day the break's minutes lie.
    public var window: Window

    public init(after: Int = 360, minutes: Int = 30, window: Window = Window(start: 690, end: 870)) {
        self.after = after
        self.minutes = minutes
        self.window = window
    }
}

/// Points for what a timetable holds and lacks (RULEBOOK §5).
public struct Weights: Hashable, Sendable {
    /// Points for each priority by its name.
    public var priority: [String: Points]
    /// Points for each week waited, up to 26.
    public var wait: Points
    /// Points for each group by its name.
    public var groups: [String: Points]
    /// Points lost for each step down the request's own list of modes.
    public var modeStep: Points
    /// Points when a practitioner named for the request's school delivers it.
    public var named: Points
    /// Points lost for each minute travelled.
    public var travel: Points
    /// Points lost for each evening that a practitioner works.
    public var evening: Points
    /// Points lost for each session that a school falls below its minimum.
    public var shortage: Points
    /// Points lost for each meeting not held.
    public var missedMeeting: Points
    /// Points for each pinned request that is scheduled.
    public var pin: Points
    /// Points lost for each published session that is not kept.
    public var change: Points

    public init(
        priority: [String: Points] = ["routine": Points(0), "high": Points(50), "urgent": Points(150)], wait: Points = Points(2),
        groups: [String: Points] = [:], modeStep: Points = Points(8), named: Points = Points(5), travel: Points = Points(thousandths: 100),
        evening: Points = Points(10), shortage: Points = Points(30), missedMeeting: Points = Points(500), pin: Points = Points(1000),
        change: Points = Points(20)
    ) {
        self.priority = priority
        self.wait = wait
        self.groups = groups
        self.modeStep = modeStep
        self.named = named
        self.travel = travel
        self.evening = evening
        self.shortage = shortage
        self.missedMeeting = missedMeeting
        self.pin = pin
        self.change = change
    }
}
