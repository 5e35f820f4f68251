import Diary
import DiaryFiles
import Testing

/// A legal scenario with `▸` before what is surely a mistake, and words that the warnings say.
@Suite("Warnings of scenarios")
struct WarningTests {
    @Test("Each warning stands at its value and says why", arguments: requests + pins + others)
    func warningAtItsValue(_ example: ErrorCase) throws {
        try MarkedFiles(["s.yaml": example.text]).expectWarnings(example.words)
    }

    /// Types and people for requests that nobody can deliver.
    private static func request(
        _ name: String, _ word: String, _ request: String, places: String = "", people: String = "", rules: String = "",
        practitioners: String? = nil
    ) -> ErrorCase {
        ErrorCase(name, word) {
            $0.rules = rules
            $0.types = """
                session-types:
                  talk: {modes: {phone: {minutes: 30, after: 15}, video: {minutes: 50, after: 15}}}
                  visit: {modes: {in-person: {minutes: 45}, hub: {minutes: 45}}}
                  skilled: {modes: {phone: {minutes: 30}}, skills: [cbt]}
                  pair: {modes: {phone: {minutes: 30}}, staff: [[], [leader]]}

                """
            $0.places +=
                "  - {id: away-school, kind: school, area: west, at: [51.52, -0.13], onsite: false, open: {mon: \"09:00-12:00\"}}\n"
                + places
            $0.practitioners =
                practitioners
                ?? "practitioners:\n  - {id: p01, desk: base, hours: {mon-fri: \"09:00-17:00\"}, skills: [leader], in-person-at: [school]}\n"
                + "  - {id: s01, desk: base, hours: {mon-fri: \"09:00-17:00\"}, serves: [east], modes: [phone], supervises: {minutes-per-week: 120}}\n"
                + people
            $0.requests = "requests:\n" + request
        }
    }

    private static let onlyPhone = "practitioners: [{id: p01, desk: base, hours: {mon-fri: \"09:00-17:00\"}, modes: [phone]}]\n"
    private static let onlyAtSchool =
        "practitioners: [{id: p01, desk: base, hours: {mon-fri: \"09:00-17:00\"}, in-person-at: [school]}]\n"

    static let requests = [
        request("no mode of the type", "none of its modes", "  - {id: ▸r01, type: talk, modes: [in-person]}\n"),
        request("no place", "there is no place", "  - {id: ▸r01, type: visit}\n"),
        request("not on site", "no sessions on site", "  - {id: ▸r01, type: visit, school: away-school}\n"),
        request("no hub room", "no hub room", "  - {id: ▸r01, type: visit, school: school, modes: [hub]}\n"),
        request(
            "no room of the kind", "has no `private` room", "  - {id: ▸r01, type: visit, modes: [in-person], place: x}\n",
            places: "  - {id: x, kind: community, at: [51.5, -0.1], rooms: {}}\n"),
        request("nobody skilled", "nobody has all skills", "  - {id: ▸r01, type: skilled}\n"),
        request(
            "nobody in the mode", "nobody who has the skills works in this mode", "  - {id: ▸r01, type: talk, modes: [video]}\n",
            practitioners: Self.onlyPhone),
        request(
            "nobody serves the area", "does not serve the area",
            "  - {id: ▸r01, type: talk, practitioner: s01, modes: [phone], school: away-school}\n"),
        request(
            "nobody works at the place", "may work in person at the place",
            "  - {id: ▸r01, type: visit, modes: [in-person], place: base}\n", practitioners: Self.onlyAtSchool),
        request(
            "window too short", "no `at-home` window has room for 30 minutes",
            "  - {id: ▸r01, type: talk, modes: [phone], at-home: {mon: \"10:05-10:40\"}}\n"),
        request(
            "nobody at work", "nobody who may deliver it is at work",
            "  - {id: ▸r01, type: talk, modes: [phone], at-home: {sat: \"10:00-12:00\"}}\n"),
        request(
            "the course's practitioner is busy", "`p02` is never at work and free",
            "  - {id: ▸r01, type: talk, modes: [phone], practitioner: p02, at-home: {mon: \"10:00-12:00\"}}\n",
            people: "  - {id: p02, desk: base, hours: {mon: \"09:00-17:00\"}, busy: [{day: mon, window: \"10:30-12:00\"}]}\n"),
        request("no two for the seats", "no two practitioners fit", "  - {id: ▸r01, type: pair, skills: [leader]}\n"),
        request(
            "after hours without slots", "is at work and free",
            "  - {id: ▸r01, type: talk, modes: [phone], at-home: {mon: \"16:30-17:30\"}}\n", people: "",
            rules: "rules: {after-hours-slots: 0}\n"),
    ]

    static let pins = [
        pin("in a mode that the type lacks", "S3", "{practitioners: [p01], mode: video, start: mon 10:00}"),
        pin(
            "outside working hours", "W1", "{practitioners: [p01], mode: phone, start: mon 17:00}",
            more: "at-home: {mon: \"10:00-20:00\"}, "),
        pin("outside the client's windows", "S4", "{practitioners: [p01], mode: phone, start: mon 10:00}"),
        pin("with somebody else", "S2", "{practitioners: [p01], mode: phone, start: mon 16:00}", more: "practitioner: s01, "),
        ErrorCase("over a busy block", "W2") {
            $0.practitioners +=
                "  - {id: p02, desk: base, hours: {mon-fri: \"09:00-17:00\"}, busy: [{day: mon, window: \"09:00-17:00\"}]}\n"
            $0.requests = "requests:\n  - {id: r01, type: talk, pinned: ▸{practitioners: [p02], mode: phone, start: mon 16:00}}\n"
        },
        ErrorCase("two at once", "cannot all be kept", "W2") {
            $0.requests =
                "requests:\n  - {id: r01, type: talk, pinned: {practitioners: [p01], mode: phone, start: mon 15:45}}\n  - {id: r02, type: talk, pinned: ▸{practitioners: [p01], mode: phone, start: mon 16:00}}\n"
        },
    ]

    private static func pin(_ name: String, _ word: String, _ pin: String, more: String = "") -> ErrorCase {
        ErrorCase("pin " + name, word) { $0.requests = "requests:\n  - {id: r01, type: talk, \(more)pinned: ▸\(pin)}\n" }
    }

    static let others = [
        ErrorCase("named who may not", "does not serve its area `east`", "`in-person-at`") {
            $0.practitioners +=
                "  - {id: p02, desk: base, hours: {}, serves: [▸west]}\n  - {id: p03, desk: base, hours: {}, in-person-at: [base]}\n"
            $0.places += "  - {id: x, kind: school, area: east, at: [0, 0], named: [p01, ▸p02, ▸p03]}\n"
        },
        ErrorCase("area that no place is in", "did you mean `east`?") {
            $0.practitioners += "  - {id: p02, desk: base, hours: {}, serves: [east, ▸esat]}\n"
        },
        ErrorCase("window outside every opening time", "lies outside every opening time of `school`") {
            $0.requests =
                "requests:\n  - {id: r01, school: school, type: talk, at-school: {mon-fri: \"09:00-15:00\", sat: ▸\"09:00-12:00\"}}\n"
        },
        ErrorCase("window on a closed date", "in this week") {
            $0.places += "  - {id: x, kind: school, at: [51.5, -0.1], closed: [2026-11-24]}\n"
            $0.requests =
                "requests:\n  - {id: r01, school: x, type: talk, at-school: {mon: \"09:00-15:00\", tue: ▸\"09:00-12:00\"}}\n"
        },
        ErrorCase("hub open when the school never is", "the hub of") {
            $0.places +=
                "  - {id: x, kind: school, at: [51.5, -0.1], rooms: {hub: 1}, hub-open: {mon: \"09:00-12:00\", sun: ▸\"09:00-12:00\"}}\n"
        },
        ErrorCase("evening before after-hours work", "before after-hours work begins, at 16:30") {
            $0.practitioners += "  - {id: p02, desk: base, hours: {}, evenings: {mon: ▸\"15:00-16:30\", tue: \"15:00-17:00\"}}\n"
        },
        ErrorCase("cover without evenings", "no evening in this week") {
            $0.practitioners +=
                "  - {id: p02, desk: base, hours: {}, evenings: {mon: \"17:00-20:00\"}, away: [2026-11-23], cover: ▸{evenings-per-week: 1}}\n"
        },
        ErrorCase("cover-ratio without cover", "nobody can take cover") { $0.rules = "rules: {cover-ratio: ▸2}\n" },
        ErrorCase("supervision that cannot be", "no supervisor named gives 150 minutes", "nobody is named", "both at work") {
            $0.practitioners +=
                "  - {id: p02, desk: base, hours: {mon: \"09:00-12:00\"}, supervision: ▸{with: [s01], minutes: 150}}\n"
                + "  - {id: p03, desk: base, hours: {mon: \"09:00-12:00\"}, supervision: ▸{with: [], minutes: 30}}\n"
                + "  - {id: p04, desk: base, hours: {sat: \"09:00-12:00\"}, supervision: ▸{with: [s01], minutes: 30}}\n"
        },
        ErrorCase("meeting that cannot be held", "no start in `when`", "has no members") {
            $0.meetings =
                "meetings:\n  - {id: m1, with: [p01, s01], minutes: 60, when: ▸{wed: \"16:30-19:00\"}}\n  - {id: m2, with: ▸[], minutes: 60, when: {}}\n"
        },
        ErrorCase("thirteen sessions a day", "at most 12") {
            $0.practitioners += "  - {id: p02, desk: base, hours: {}, limits: {sessions-per-day: ▸13}}\n"
        },
        ErrorCase("named twice", "a second time") { $0.places += "  - {id: x, kind: base, at: [0, 0], named: [p01, ▸p01]}\n" },
        ErrorCase("mode twice", "a mode twice") {
            $0.requests = "requests:\n  - {id: r01, type: talk, modes: ▸[phone, phone]}\n"
        },
    ]
}
