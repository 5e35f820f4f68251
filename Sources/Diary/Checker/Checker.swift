/// Judges timetables: whether they are allowed (RULEBOOK §4), and their exact score (RULEBOOK §5).
///
/// ```swift
/// let verdict = Checker(scenario).check(timetable)
/// verdict.isAllowed       // every rule holds
/// verdict.score.total     // in exact thousandths of a point
/// ```
///
/// It knows the model alone and shares nothing with the optimiser, so that a mistake in the one shows in the other. All arithmetic is
/// in integers, but for the distances that RULEBOOK §3 rounds to whole minutes. A check takes O(n log n) for n activities.
public struct Checker: Sendable {
    public let scenario: Scenario

    public init(_ scenario: Scenario) {
        self.scenario = scenario
    }

    /// Judges a timetable; entries that break F1, and sessions whose mode their type lacks, are reported and take no further part.
    /// - Parameter published: The timetable that people already have, for the score's `change`; it rules nothing.
    public func check(_ timetable: Timetable, published: PublishedTimetable? = nil) -> Verdict {
        let week = CheckedWeek(scenario, timetable)
        return Verdict(violations: Rule.allCases.flatMap(week.violations), score: week.score(published: published))
    }

    /// Judges a timetable as its file says it, with a warning where its `score` or `bound` is not right.
    ///
    /// A `score` is right where it is this timetable's, to the thousandth. A `bound` is known to be wrong where an allowed timetable
    /// scores more, this one for instance.
    /// - Parameter published: The timetable that people already have, for the score's `change`; it rules nothing.
    public func check(_ document: TimetableDocument, published: PublishedTimetable? = nil) -> Verdict {
        let (timetable, found) = document.resolved(in: scenario)
        var verdict = check(timetable, published: published)
        let violations = found + verdict.violations
        verdict.violations = Rule.allCases.flatMap { rule in violations.filter { $0.rule == rule } }
        let total = verdict.score.total
        if let score = document.score, (score * 1000).rounded() != Double(total.thousandths) {
            verdict.warnings.append("The file gives a score of \(score), but the timetable scores \(total).")
        }
        if let bound = document.bound, verdict.isAllowed, (bound * 1000).rounded() < Double(total.thousandths) {
            verdict.warnings.append(
                "The file gives \(bound) as the most that any timetable can score, but this one is allowed and scores \(total).")
        }
        return verdict
    }
}

/// A timetable laid out for judging: the entries that take part, and what each practitioner does when.
struct CheckedWeek {
    let scenario: Scenario
    /// The entries that take part in all rules but F1.
    let timetable: Timetable
    let activities: WeekActivities
    /// What the entries left out have broken: F1, or S3 where the type lacks the mode.
    let setAside: [Violation]

    init(_ scenario: Scenario, _ timetable: Timetable) {
        let (kept, setAside) = FormRules(scenario).entriesThatTakePart(timetable)
        self.scenario = scenario
        self.timetable = kept
        self.setAside = setAside
        activities = WeekActivities(scenario, kept)
    }

    /// All breaches of one rule.
    func violations(of rule: Rule) -> [Violation] {
        let found: [Violation] =
            switch rule {
            case .F1: []
            case .S1: s1Staff()
            case .S2: s2CourseAndQualification()
            case .S3: s3Mode()
            case .S4: s4Windows()
            case .S5: s5Pin()
            case .S6: s6ClientDays()
            case .S7: s7Trainees()
            case .R1: r1Rooms()
            case .W1: w1WorkingHours()
            case .W2: w2OverlapAndTravel()
            case .W3: w3Span()
            case .W4: w4Break()
            case .W5: w5Rest()
            case .W6: w6SessionLimits()
            case .W7: w7EveningLimit()
            case .V1: v1Supervision()
            case .V2: v2SupervisorMinutes()
            case .V3: v3Cover()
            case .V4: v4CoverHolders()
            case .V5: v5Slots()
            case .M1: m1Meetings()
            }
        return setAside.filter { $0.rule == rule } + found
    }

    /// A session's own minutes, without write-up. Every session here has a mode of its type.
    func ownMinutes(_ session: Timetable.Session) -> DaySpan {
        let minutes = scenario.length(of: session.request, in: session.mode)?.minutes ?? 0
        return DaySpan(session.start.day, start: session.start.minute, end: session.start.minute + minutes)
    }

    /// Whether a session is after-hours.
    func isAfterHours(_ session: Timetable.Session) -> Bool { scenario.isAfterHours(session.mode, startMinute: session.start.minute) }
}
