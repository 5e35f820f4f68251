/// The rules that say when a timetable is allowed, by the ids of RULEBOOK §4.
public enum Rule: String, CaseIterable, Hashable, Sendable {
    case F1
    case S1, S2, S3, S4, S5, S6, S7
    case R1
    case W1, W2, W3, W4, W5, W6, W7
    case V1, V2, V3, V4, V5
    case M1

    /// What the rule asks, in one sentence for a service manager.
    public var summary: String {
        switch self {
        case .F1:
            "The timetable is for this service and week, every id exists, every start is on the grid inside the week, and no cover "
                + "stands twice."
        case .S1: "Each request is scheduled at most once, with one able practitioner for each seat."
        case .S2: "A course under way stays with its practitioner, and of two practitioners one at least is qualified."
        case .S3: "The session is held in a mode that the request and its type allow, at a place that allows it."
        case .S4: "The session lies inside one window that suits the client and inside the opening hours of the place."
        case .S5: "A pinned request is scheduled exactly as pinned, or not at all."
        case .S6: "No client has two sessions on one day."
        case .S7: "A trainee sees clients only while some supervisor is at work, and after hours only where cover is asked for."
        case .R1: "No place holds more sessions at once than it has rooms of their kind."
        case .W1:
            "Everything a practitioner does lies inside one window of their working hours, after-hours sessions inside hours and "
                + "evenings."
        case .W2: "A practitioner's activities do not overlap, and leave time to travel between them."
        case .W3: "A practitioner's day, from first start to last end, is no longer than their span."
        case .W4: "A long day has a break in the middle of the day, beside any travel."
        case .W5: "Between one day's last activity and the next day's first lies the rest time."
        case .W6: "A practitioner holds no more sessions on a day and in the week than their limits say."
        case .W7: "A practitioner works no more evenings than their limit says."
        case .V1:
            "Who needs supervision has it once a week with a supervisor named for them, and without it sees no client; nobody else has "
                + "any."
        case .V2: "A supervisor gives no more minutes of supervision than they have in the week."
        case .V3: "After-hours sessions at one moment are backed by enough practitioners on cover."
        case .V4: "Cover is held by those who may, on evenings that they work and keep free, and not too often."
        case .V5: "There are no more after-hours sessions in the week than slots."
        case .M1: "Each meeting is held at most once, inside one of its windows, with all its members."
        }
    }
}

/// Minutes of one day of the planned week: `[start, end)`.
public struct DaySpan: Hashable, Sendable {
    public var day: Weekday
    /// Minutes since the day's midnight.
    public var start: Int
    /// Minutes since the day's midnight; more than 1440 where a session of a broken timetable runs past midnight.
    public var end: Int

    public init(_ day: Weekday, start: Int, end: Int) {
        self.day = day
        self.start = start
        self.end = end
    }
}

extension DaySpan: CustomStringConvertible {
    /// `Tuesday 10:00-10:45`.
    public var description: String { "\(day.name) \(ClockTime.text(start))-\(ClockTime.text(end))" }
}

/// One way in which a timetable breaks a rule.
public struct Violation: Hashable, Sendable {
    public var rule: Rule
    /// Positions in `Scenario.practitioners` of the people concerned.
    public var practitioners: [Int]
    /// Positions in `Scenario.requests`.
    public var requests: [Int]
    /// Positions in `Scenario.places`.
    public var places: [Int]
    /// Positions in `Scenario.meetings`.
    public var meetings: [Int]
    /// When it happens; empty for what concerns the whole week.
    public var times: [DaySpan]
    /// A sentence that names the people, places and times.
    public var message: String

    public init(
        _ rule: Rule, practitioners: [Int] = [], requests: [Int] = [], places: [Int] = [], meetings: [Int] = [], times: [DaySpan] = [],
        message: String
    ) {
        self.rule = rule
        self.practitioners = practitioners
        self.requests = requests
        self.places = places
        self.meetings = meetings
        self.times = times
        self.message = message
    }
}

extension Violation: CustomStringConvertible {
    /// The rule's id and the sentence: `W2: ...`.
    public var description: String { "\(rule.rawValue): \(message)" }
}
