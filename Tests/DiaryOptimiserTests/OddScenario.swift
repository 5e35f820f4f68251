import Diary
import Testing

/// A scenario, what its best timetable scores, and why.
struct OddScenario: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let optimum: Points
    let why: String
    /// Whether the bound has to come down to the optimum: not where only rules that the relaxation leaves out, or three people of whom a pair is
    /// wanted, keep more from being planned, nor where a build without optimisation takes long to prove it.
    let isProven: Bool

    /// - Parameter places: a base and two schools, unless said otherwise; empty where `content` has them.
    init(
        _ name: String, _ content: String, travel: String = Self.halfAnHour, places: String = Self.threePlaces, optimum: Points, why: String,
        isProven: Bool = true
    ) {
        self.isProven = isProven
        testDescription = name
        text = Self.head(travel: travel, places: places) + content
        self.optimum = optimum
        self.why = why
    }

    /// Ways of 30 minutes between any two places.
    static let halfAnHour = "{fixed: 30, minutes-per-km: 0}"

    /// A base and two schools.
    static let threePlaces = """
        places:
          - {id: base, kind: base, at: [51.5, -0.1]}
          - {id: a, kind: school, at: [51.51, -0.1]}
          - {id: b, kind: school, at: [51.52, -0.1]}

        """

    static func head(travel: String = halfAnHour, places: String = threePlaces) -> String {
        """
        format: diary-scenario/1
        service: Odd
        week: 2026-11-23
        travel: \(travel)

        """ + places
    }

    /// Two people, `a` and `b`, who are at work on Monday, and the hour-long calls `early` and `late`.
    ///
    /// - Parameters:
    ///   - hours: when both are at work.
    ///   - early: when the first call can be, and `late` the second.
    ///   - skills: whether only `a` can have the first call, and only `b` the second.
    ///   - type: of a further session type, a line.
    ///   - rest: what follows the calls.
    static func twoPeople(hours: String, early: String, late: String, skills: Bool, type: String, _ rest: String) -> String {
        func only(_ skill: String) -> String { skills ? ", skills: [\(skill)]" : "" }
        return head() + """
            session-types:
              call: {modes: {phone: {minutes: 60}}}
              \(type)
            practitioners:
              - {id: a, desk: base, hours: {mon: "\(hours)"}\(only("a, both"))}
              - {id: b, desk: base, hours: {mon: "\(hours)"}\(only("b, both"))}
            requests:
              - {id: early, type: call\(only("a")), at-home: {mon: "\(early)"}}
              - {id: late, type: call\(only("b")), at-home: {mon: "\(late)"}}
            \(rest)
            """
    }

    static let all: [OddScenario] = nothingToDo + limitsOfZero + sizes + times + supervisors + values

    static let nothingToDo: [OddScenario] = [
        OddScenario(
            "No requests, no people, nothing", "", optimum: .zero, why: "Nothing to score."),
        OddScenario(
            "No requests, but a meeting",
            """
            practitioners: [{id: p1, desk: base, hours: {mon: "09:00-17:00"}}, {id: p2, desk: a, hours: {mon: "09:00-17:00"}}]
            meetings: [{id: m, with: [p1, p2], minutes: 60, when: {mon: "16:00-17:00"}, place: b}]
            """, optimum: .zero, why: "The meeting is held; nobody travels to the first activity of the day."),
        OddScenario(
            "A meeting of nobody",
            """
            practitioners: [{id: p1, desk: base, hours: {}}]
            meetings: [{id: m, with: [], minutes: 60, when: {sun: "10:00-11:00"}}]
            """, optimum: .zero, why: "It is held with all of its members."),
        OddScenario(
            "Nobody employed",
            """
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            weights: {shortage: 7.125}
            requests: [{id: r1, type: call, school: a}, {id: r2, type: call}]
            """, optimum: .zero, why: "No request can be met, and no school has a minimum."),
        OddScenario(
            "Nobody at work",
            """
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            practitioners: [{id: p1, desk: base, hours: {}, evenings: {}}]
            meetings: [{id: m, with: [p1], minutes: 60, when: {mon-sun: "00:00-24:00"}}]
            requests: [{id: r1, type: call}]
            """, optimum: Points(-500), why: "The meeting cannot be held."),
        OddScenario(
            "Everybody away",
            """
            session-types: {visit: {modes: {in-person: {minutes: 30}, phone: {minutes: 30}}, staff: 2}}
            practitioners:
              - {id: p1, desk: base, hours: {mon-tue: "09:00-17:00"}, away: [2026-11-23, 2026-11-24], busy: [{day: mon, window: "10:00-11:00"}]}
              - {id: p2, desk: a, hours: {mon: "09:00-17:00"}, evenings: {mon: "17:00-21:00"}, away: [2026-11-23], supervision: {with: [p3], minutes: 30}}
              - {id: p3, desk: a, hours: {tue: "09:00-17:00"}, away: [2026-11-24], supervises: {minutes-per-week: 60}, cover: {evenings-per-week: 5}}
            meetings: [{id: m, with: [p1, p3], minutes: 60, when: {mon-fri: "00:00-24:00"}}]
            requests: [{id: r1, type: visit, school: b}, {id: r2, type: visit}]
            """, optimum: Points(-500), why: "Nothing can be held, the meeting neither."),
    ]

    /// Two calls by day and one in the evening, for one practitioner who needs supervision, with cover: 300 - 10 for the evening where all limits
    /// allow it.
    private static func limited(_ limits: String = "", rules: String = "", supervisor: String = "300", coverEvenings: Int = 1) -> String {
        """
        rules: {cover-ratio: 1\(rules)}
        session-types: {call: {modes: {phone: {minutes: 30}}}, visit: {modes: {in-person: {minutes: 30}}}}
        practitioners:
          - {id: p1, desk: a, hours: {tue: "12:00-17:00"}, evenings: {tue: "17:00-20:00"}, supervision: {with: [s1], minutes: 30}, limits: {\(limits)}}
          - {id: s1, desk: base, hours: {tue: "09:00-16:30"}, evenings: {tue: "16:30-20:00"}, modes: [], supervises: {minutes-per-week: \(supervisor)}, cover: {evenings-per-week: \(coverEvenings)}}
        requests:
          - {id: r1, type: call, at-home: {tue: "12:00-16:00"}}
          - {id: r2, type: visit, school: a}
          - {id: r3, type: call, at-home: {tue: "18:00-19:00"}}
        """
    }

    /// A talk that only the one who covers can hold, and calls of somebody else that need the cover. A third of a person on cover would do for one call.
    private static func ownTalkOrCover(calls: Int) -> String {
        """
        rules: {cover-ratio: 3}
        session-types: {call: {modes: {phone: {minutes: 30}}}, talk: {modes: {phone: {minutes: 60}}, skills: [senior]}}
        practitioners:
          - {id: p1, desk: a, hours: {tue: "12:00-17:00"}, evenings: {tue: "17:00-20:00"}}
          - {id: s1, desk: base, hours: {tue: "09:00-17:00"}, evenings: {tue: "16:30-20:00"}, skills: [senior], cover: {evenings-per-week: 1}}
        requests:
          - {id: r0, type: talk, at-home: {tue: "16:00-17:00"}}

        """ + (1...calls).map { "  - {id: r\($0), type: call, at-home: {tue: \"\(16 + $0):00-\(16 + $0):30\"}}" }.joined(separator: "\n")
    }

    /// Two evening talks that only the one who covers can hold, whom nobody covers, and a call of somebody else in the same evening.
    private static let ownEvening = """
        rules: {cover-ratio: 3}
        session-types: {call: {modes: {phone: {minutes: 30}}}, talk: {modes: {phone: {minutes: 60}}, skills: [senior]}}
        practitioners:
          - {id: p1, desk: a, hours: {tue: "12:00-17:00"}, evenings: {tue: "17:00-20:00"}}
          - {id: s1, desk: base, hours: {tue: "09:00-17:00"}, evenings: {tue: "17:00-20:00"}, skills: [senior], cover: {evenings-per-week: 1}}
        requests:
          - {id: r1, type: call, at-home: {tue: "17:00-17:30"}}
          - {id: r2, type: talk, at-home: {tue: "18:00-19:00"}}
          - {id: r3, type: talk, at-home: {tue: "19:00-20:00"}}
        """

    /// Two people with three clients each, whom only they can see, and supervision for one and a half of them.
    private static let scarceSupervision = """
        session-types: {one: {modes: {phone: {minutes: 30}}, skills: [one]}, two: {modes: {phone: {minutes: 30}}, skills: [two]}}
        practitioners:
          - {id: p1, desk: a, hours: {tue: "09:00-17:00"}, skills: [one], supervision: {with: [s1], minutes: 60}}
          - {id: p2, desk: a, hours: {tue: "09:00-17:00"}, skills: [two], supervision: {with: [s1], minutes: 60}}
          - {id: s1, desk: a, hours: {tue: "09:00-17:00"}, modes: [], supervises: {minutes-per-week: 90}}
        requests:

        """ + (0..<6).map { "  - {id: r\($0), type: \($0 < 3 ? "one" : "two"), at-home: {tue: \"09:00-17:00\"}}" }.joined(separator: "\n")

    static let limitsOfZero: [OddScenario] = [
        OddScenario("Limits that allow everything", limited(), optimum: Points(290), why: "Three sessions, one evening."),
        OddScenario("No sessions a day", limited("sessions-per-day: 0"), optimum: .zero, why: "No session."),
        OddScenario("No sessions a week", limited("sessions-per-week: 0"), optimum: .zero, why: "No session."),
        OddScenario("No evenings", limited("evenings-per-week: 0"), optimum: Points(200), why: "All but the evening call."),
        OddScenario("A span of nothing", limited("span: 0"), optimum: .zero, why: "No activity is that short."),
        OddScenario("A span of one session", limited("span: 30"), optimum: .zero, why: "The day would hold supervision too."),
        OddScenario("A span of an hour", limited("span: 60"), optimum: Points(100), why: "Supervision and one session."),
        OddScenario("No after-hours slots", limited(rules: ", after-hours-slots: 0"), optimum: Points(200), why: "All but the evening call."),
        OddScenario("A supervisor without time", limited(supervisor: "0"), optimum: .zero, why: "Without supervision no session."),
        OddScenario("No evenings on cover", limited(coverEvenings: 0), optimum: Points(200), why: "All but the evening call."),
        OddScenario(
            "Whose own talk lasts into the evening, or cover for one call", ownTalkOrCover(calls: 1), optimum: Points(100),
            why: "The talk ends at 17:00, in the evening that only s1 can cover; the call brings 100 - 10."),
        OddScenario(
            "Whose own talk lasts into the evening, or cover for three calls", ownTalkOrCover(calls: 3), optimum: Points(290),
            why: "Three calls of one evening bring 300 - 10."),
        OddScenario("Supervision for one and a half", scarceSupervision, optimum: Points(300), why: "One of the two sees three clients, the other none."),
        OddScenario(
            "Whose own evening nobody covers", ownEvening, optimum: Points(90),
            why: "Only s1 can cover, who is then in no session; the call brings 100 - 10. Half a person on cover would do for half of all three."),
        OddScenario(
            "No room for anything",
            """
            rules: {cover-ratio: 1, after-hours-slots: 0, rest: 1440}
            session-types: {visit: {modes: {in-person: {minutes: 30}, hub: {minutes: 30}, video: {minutes: 30}}, room: hall}}
            places:
              - {id: base, kind: base, at: [51.5, -0.1]}
              - {id: a, kind: school, at: [51.51, -0.1], rooms: {}, minimum: 5}
              - {id: b, kind: school, at: [51.52, -0.1], onsite: false, hub-open: {}, minimum: 1}
            practitioners:
              - {id: p1, desk: base, hours: {mon: "09:00-17:00"}, busy: [{day: mon, window: "09:00-16:00"}], limits: {span: 400}, supervises: {minutes-per-week: 60}}
              - {id: p2, desk: base, hours: {mon: "09:00-17:00"}, supervision: {with: [p1], minutes: 90}}
              - {id: p3, desk: base, hours: {mon: "09:00-12:00"}, evenings: {mon: "17:00-20:00"}, cover: {evenings-per-week: 0}}
            meetings: [{id: m, with: [p1, p2], minutes: 60, when: {mon: "15:30-17:00"}}, {id: n, with: [p2], minutes: 90, when: {mon: "09:00-10:00"}}]
            requests:
              - {id: r1, type: visit, school: a}
              - {id: r2, type: visit, school: a, at-home: {mon: "16:30-17:00"}}
              - {id: r3, type: visit, school: b, at-school: {mon: "09:00-17:00"}}
            """, places: "", optimum: Points(-1000 - 3 * 30),
            why: "No hall, no hub, no slot after hours, nobody to cover, too little supervision; m ends the day of p1 beyond the span, n is longer than its window. Each request is missed by its school."),
        OddScenario(
            "Rooms of none",
            """
            session-types:
              visit: {modes: {in-person: {minutes: 30}, hub: {minutes: 30}}}
              class: {modes: {in-person: {minutes: 30}}, room: hall}
            practitioners: [{id: p1, desk: base, hours: {mon-fri: "09:00-17:00"}}]
            requests:
              - {id: r1, type: visit, school: a, modes: [in-person, hub]}
              - {id: r2, type: class, school: a}
            """, optimum: Points(100),
            why: "There are one private room and neither hub nor hall."),
    ]
}
