import Diary
import Testing

/// A week with one request that nobody can hold, for a reason made by hand.
struct BarredWeek: Sendable, CustomTestStringConvertible {
    let name: String
    let scenario: Scenario
    /// The smallest set of rules that shuts the request out, by the reasoning beside it.
    let rules: [Rule]
    /// The kind of a change that must be among those offered; nil where there is none.
    let opening: String?

    var testDescription: String { name }

    /// One practitioner on Monday 09:00-17:00, one school, and a request for 50 minutes by video (10 of notes) that suits at any time; in
    /// person it could be at the school, mon-fri 08:30-16:00, if it were asked for. A grid of an hour.
    static func base(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
        let somewhere = Position(latitude: 51.5, longitude: -0.3)
        var scenario = Scenario(service: "Barred", week: CalendarDate(daysSinceEpoch: 20_780), grid: 60)
        scenario.sessionTypes = [
            SessionType(id: "talk", modes: [.inPerson: ModeLength(minutes: 50, after: 10), .video: ModeLength(minutes: 50, after: 10)])
        ]
        scenario.places = [Place(id: "base", kind: .base, position: somewhere), Place(id: "north", position: somewhere)]
        scenario.practitioners = [Practitioner(id: "p01", desk: 0, hours: monday(540, 1020))]
        scenario.requests = [
            Request(id: "r1", school: 1, type: 0, modes: [.video], atHome: Weekly(.monday ... .sunday, Window(start: 0, end: 1440)))
        ]
        change(&scenario)
        return scenario
    }

    static func monday(_ start: Int, _ end: Int) -> Weekly { Weekly([.monday: [Window(start: start, end: end)]]) }

    private static func week(_ name: String, _ rules: Rule..., opening: String?, _ change: (inout Scenario) -> Void) -> BarredWeek {
        BarredWeek(name: name, scenario: base(change), rules: rules, opening: opening)
    }

    /// Evening work: the request suits on Monday 17:00-19:00 alone, by video alone, when the practitioner has an evening.
    private static func evening(_ scenario: inout Scenario) {
        scenario.sessionTypes[0].modes[.inPerson] = nil
        scenario.sessionTypes[0].order = [.video]
        scenario.requests[0].atHome = monday(1020, 1140)
        scenario.practitioners[0].evenings = monday(1020, 1200)
    }

    private static func supervised(_ scenario: inout Scenario, minutes: Int, hours: Weekly) {
        scenario.practitioners[0].supervision = SupervisionNeed(supervisors: [1], minutes: 60)
        scenario.practitioners.append(Practitioner(id: "s01", desk: 0, hours: hours, modes: [], supervisesMinutes: minutes))
    }

    static let all: [BarredWeek] = [
        week("a skill that nobody has", .S1, opening: "skills") { $0.sessionTypes[0].skills = ["cbt"] },
        week("a mode in which nobody works", .S1, .S3, opening: "works-in-mode") { $0.practitioners[0].modes = [.inPerson] },
        week("an area that nobody serves", .S1, opening: "serves") {
            $0.places[1].area = "far"
            $0.practitioners[0].serves = ["near"]
        },
        // Video would do but is not asked for (S3); in person the place is barred to the practitioner (S1).
        week("a place where nobody may work", .S1, .S3, opening: "in-person-at") {
            $0.requests[0].modes = [.inPerson]
            $0.practitioners[0].inPersonAt = []
        },
        // p01 is not the one (S2); the one has no hours (W1).
        week("a course whose practitioner does not work", .S2, .W1, opening: "any-practitioner") {
            $0.practitioners.append(Practitioner(id: "p02", desk: 0, hours: .never))
            $0.requests[0].practitioner = 1
        },
        // In person needs the site (S3), video is not asked for (S3).
        week("a site without a risk assessment", .S3, opening: "onsite") {
            $0.requests[0].modes = [.inPerson]
            $0.places[1].onsite = false
        },
        week("a client who is never free", .S3, .S4, opening: "at-home") { $0.requests[0].atHome = .never },
        week("a school that is closed", .S3, .S4, opening: "not-closed") {
            $0.requests[0].modes = [.inPerson]
            $0.places[1].closed = [$0.date(of: .monday)]
            $0.practitioners[0].hours = monday(540, 660)
            $0.places[1].open = monday(540, 960)
        },
        // At any other time the pin bars it (S5); on Sunday nobody works (W1).
        week("an agreed time when nobody works", .S5, .W1, opening: "unpinned") {
            $0.requests[0].pin = Pin(practitioners: [0], mode: .video, start: WeekTime(.sunday, 600))
        },
        week("a trainee without a supervisor at work", .S7, opening: nil) { $0.practitioners[0].qualified = false },
        // The supervisor may hold no session (S1).
        week("a trainee whose supervisor works on Tuesday", .S1, .S7, .W1, opening: "hours") {
            $0.practitioners[0].qualified = false
            $0.practitioners.append(
                Practitioner(
                    id: "s01", desk: 0, hours: Weekly([.tuesday: [Window(start: 540, end: 1020)]]), modes: [], supervisesMinutes: 60))
        },
        week("no room", .S3, .R1, opening: "room") {
            $0.requests[0].modes = [.inPerson]
            $0.places[1].rooms = [:]
        },
        week("nobody at work", .W1, opening: "hours") { $0.practitioners[0].hours = .never },
        week("away", .W1, opening: "not-away") { $0.practitioners[0].away = [$0.date(of: .monday)] },
        // Inside the hours all is busy (W2), outside them nobody works (W1).
        week("busy all day", .W1, .W2, opening: "not-busy") {
            $0.practitioners[0].busy = [BusyBlock(day: .monday, window: Window(start: 540, end: 1020))]
        },
        week("a span shorter than the session", .W3, opening: "span") { $0.practitioners[0].limits.span = 45 },
        // No gap of 200 minutes fits into a window of 180.
        week("a break for which the day has no room", .W4, opening: nil) {
            $0.rules.breakRule = BreakRule(after: 30, minutes: 200, window: Window(start: 690, end: 870))
        },
        // From 10:00 on Monday to a busy block at midnight lie 14 hours.
        week("a busy block too soon the next morning", .W1, .W5, opening: "hours") {
            $0.rules.rest = 1440
            $0.practitioners[0].busy = [BusyBlock(day: .tuesday, window: Window(start: 0, end: 60))]
        },
        week("no sessions in the week", .W6, opening: "sessions-per-week") { $0.practitioners[0].limits.sessionsPerWeek = 0 },
        week("no sessions on a day", .W6, opening: "sessions-per-day") { $0.practitioners[0].limits.sessionsPerDay = 0 },
        week("no evenings", .S4, .W7, opening: "evenings-per-week") {
            evening(&$0)
            $0.practitioners[0].limits.eveningsPerWeek = 0
        },
        week("no after-hours slots", .S4, .V5, opening: "after-hours-slots") {
            evening(&$0)
            $0.rules.afterHoursSlots = 0
        },
        // No supervisor is at work by day either.
        week("a trainee's evening without cover-ratio", .S7, opening: nil) {
            evening(&$0)
            $0.practitioners[0].qualified = false
        },
        // The practitioner cannot be on cover and in a session (V4).
        week("nobody to take cover", .S4, .V3, .V4, opening: nil) {
            evening(&$0)
            $0.rules.coverRatio = 2
        },
        // The senior could be on cover (V3) but takes none (V4).
        week("cover that nobody takes", .S4, .V3, .V4, opening: "cover") {
            evening(&$0)
            $0.rules.coverRatio = 2
            $0.practitioners.append(Practitioner(id: "s01", desk: 0, hours: .never, evenings: monday(1020, 1200), modes: []))
        },
        week("a senior on cover without an evening", .S4, .V3, .V4, opening: "evenings") {
            evening(&$0)
            $0.rules.coverRatio = 2
            $0.practitioners.append(Practitioner(id: "s01", desk: 0, hours: .never, modes: [], coverEvenings: 1))
        },
        week("a supervisor without minutes", .S1, .V1, .V2, opening: "supervises") {
            supervised(&$0, minutes: 30, hours: monday(540, 1020))
        },
        // Without supervision nothing is held (V1), and the two are never at work together (W1).
        week("a supervisor who is never at work", .W1, .V1, opening: "hours") { supervised(&$0, minutes: 60, hours: .never) },
        week("two seats and one person", .S1, opening: nil) {
            $0.sessionTypes[0].staff = [[], ["psychology"]]
            $0.practitioners.append(Practitioner(id: "p02", desk: 0, hours: .never))
        },
        // Two trainees cannot hold it (S2).
        week("two seats and nobody qualified", .S2, opening: nil) {
            $0.sessionTypes[0].staff = [[], []]
            $0.practitioners[0].qualified = false
            $0.practitioners.append(Practitioner(id: "t02", qualified: false, desk: 0, hours: monday(540, 1020), supervisesMinutes: 60))
        },
        // Mornings and afternoons do not meet: whoever is missing breaks W1.
        week("two who never meet", .W1, opening: "hours") {
            $0.sessionTypes[0].staff = [[], []]
            $0.practitioners[0].hours = monday(540, 720)
            $0.practitioners.append(Practitioner(id: "p02", desk: 0, hours: monday(780, 1020)))
        },
    ]
}
