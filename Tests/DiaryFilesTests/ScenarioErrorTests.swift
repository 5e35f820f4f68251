import Diary
import DiaryFiles
import Testing

/// A wrong scenario with `▸` before each wrong value, and words that the errors say.
struct ErrorCase: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    var words: [String]

    init(_ name: String, _ words: String..., change: (inout Sections) -> Void) {
        var sections = Sections()
        change(&sections)
        testDescription = name
        text = sections.text
        self.words = words
    }
}

@Suite("Errors of scenarios")
struct ScenarioErrorTests {
    @Test("The scenario that the cases change is right")
    func baseIsValid() throws {
        let reading = try ScenarioReader(texts: ["s.yaml": Sections().text]).read("s.yaml")
        #expect(reading.warnings.isEmpty)
        #expect(reading.scenario.requests.map(\.id) == ["r01"])
    }

    @Test(
        "Each error stands at its value, says what was expected and what was meant",
        arguments: head + values + things + times + types + references)
    func errorAtItsValue(_ example: ErrorCase) {
        MarkedFiles(["s.yaml": example.text]).expectErrors(example.words)
    }

    static let head = [
        ErrorCase("unknown key at the top", "`serivce`", "did you mean `service`?") {
            $0.head = "format: diary-scenario/1\n▸serivce: S\nservice: S\nweek: 2026-11-23\n"
        },
        ErrorCase("unknown key without a like one", "expected one of") { $0.rules = "▸zzzzzzzz: 1\n" },
        ErrorCase("unknown key deep inside", "did you mean `window`") {
            $0.rules = "rules: {break: {▸windw: \"11:00-12:00\"}}\n"
        },
        ErrorCase("unknown key of a thing", "did you mean `practitioner`?") {
            $0.requests = "requests:\n  - {id: r01, type: talk, ▸practioner: p01}\n"
        },
        ErrorCase("key that stands twice", "already on line 3") { $0.head += "▸week: 2026-11-30\n" },
        ErrorCase("missing keys", "no `format`", "no `service`", "no `week`") { $0.head = "▸timezone: Europe/London\n" },
        ErrorCase("wrong format", "diary-scenario/2", "expected `diary-scenario/1`") {
            $0.head = "format: ▸diary-scenario/2\nservice: S\nweek: 2026-11-23\n"
        },
        ErrorCase("number as a text", "in quotes: \"12\"") {
            $0.head = "format: diary-scenario/1\nservice: ▸12\nweek: 2026-11-23\n"
        },
        ErrorCase("null is an absent key", "no `service`") {
            $0.head = "format: diary-scenario/1\nservice: ▸~\nweek: 2026-11-23\n"
        },
        ErrorCase("week that is no Monday", "a Tuesday", "did you mean `2026-11-23`?") {
            $0.head = "format: diary-scenario/1\nservice: S\nweek: ▸2026-11-24\n"
        },
        ErrorCase("date that does not exist", "`2026-02-30`") {
            $0.head = "format: diary-scenario/1\nservice: S\nweek: ▸2026-02-30\n"
        },
        ErrorCase("unknown time zone", "did you mean `Europe/London`?") { $0.head += "timezone: ▸Europe/Lodon\n" },
        ErrorCase("abbreviation as a time zone", "`BST`") { $0.head += "timezone: ▸BST\n" },
        ErrorCase("grid that is none", "expected one of 1, 5, 10, 15, 20, 30, 60") { $0.head += "grid: ▸7\n" },
        ErrorCase("merge key", "no part of YAML 1.2") { $0.rules = "rules: &r {rest: 600}\ntravel: {▸<<: *r}\n" },
        ErrorCase("tag", "the tag") { $0.rules = "grid: ▸!minutes 15\n" },
    ]

    static let values = [
        ErrorCase("text as a number", "without quotes") { $0.rules = "grid: ▸\"15\"\n" },
        ErrorCase("decimal as a whole number", "`rest` is 660.0") { $0.rules = "rules: {rest: ▸660.0}\n" },
        ErrorCase("list as a number", "a list") { $0.rules = "rules: {rest: ▸[660]}\n" },
        ErrorCase("YAML 1.1 truth value", "did you mean `true`?") {
            $0.places += "  - {id: x, kind: base, at: [0, 0], onsite: ▸yes}\n"
        },
        ErrorCase("number beyond 64 bits", "from 1 to 1000000") {
            $0.rules = "rules: {cover-ratio: ▸99999999999999999999999999}\n"
        },
        ErrorCase("cover-ratio 0", "from 1 to 1000000") { $0.rules = "rules: {cover-ratio: ▸0}\n" },
        ErrorCase("rest beyond a day") { $0.rules = "rules: {rest: ▸1441}\n" },
        ErrorCase("negative count") { $0.rules = "rules: {after-hours-slots: ▸-1}\n" },
        ErrorCase("numbers that are none", "`fixed` is .nan", "`detour` is .inf", "`minutes-per-km` is 1e400") {
            $0.rules = "travel: {fixed: ▸.nan, detour: ▸.inf, minutes-per-km: ▸1e400}\n"
        },
        ErrorCase("detour below 1", "at least 1") { $0.rules = "travel: {detour: ▸0.99}\n" },
        ErrorCase("weights", "at most three decimals") {
            $0.rules =
                "weights: {wait: ▸0.0001, named: ▸-1, travel: ▸1000000.001, evening: ▸\"10\", pin: ▸yes, priority: {high: ▸1e-4}}\n"
        },
        ErrorCase("coordinates", "-90 to 90", "-180 to 180") {
            $0.places += "  - {id: x, kind: base, at: [▸90.5, ▸-181]}\n  - {id: y, kind: base, at: ▸[1, 2, 3]}\n"
        },
        ErrorCase("kind of place", "did you mean `school`?") { $0.places += "  - {id: x, kind: ▸scool, at: [0, 0]}\n" },
        ErrorCase("mode", "did you mean `video`?") {
            $0.requests = "requests:\n  - {id: r01, type: talk, modes: [phone, ▸vidoe]}\n"
        },
        ErrorCase("minutes of a mode", "from 1 to 1440", "from 0 to 480") {
            $0.types = "session-types:\n  talk: {modes: {phone: {minutes: ▸0, after: ▸481}}}\n"
        },
        ErrorCase("empty id", "is empty") { $0.places += "  - {id: ▸'', kind: base, at: [0, 0]}\n" },
        ErrorCase("number as an id", "in quotes: \"7\"") { $0.places += "  - {id: ▸7, kind: base, at: [0, 0]}\n" },
        ErrorCase("null inside a list", "nothing") { $0.requests = "requests:\n  - {id: r01, type: talk, skills: [▸~]}\n" },
    ]

    static let things = [
        ErrorCase("missing keys of a place", "no `kind`", "no `at`") { $0.places += "  - {id: ▸x}\n" },
        ErrorCase("missing keys of a practitioner", "no `desk`", "no `hours`") { $0.practitioners += "  - id: ▸p02\n" },
        ErrorCase("missing keys of a meeting", "no `with`", "no `minutes`", "no `when`") {
            $0.meetings = "meetings: [{id: ▸m}]\n"
        },
        ErrorCase("missing keys of a request", "no `type`", "no `id`") {
            $0.requests = "requests:\n  - id: ▸r01\n  - ▸{type: talk}\n"
        },
        ErrorCase("missing keys inside", "no `minutes-per-week`", "no `with`", "no `evenings-per-week`", "no `window`") {
            $0.practitioners +=
                "  - {id: p02, desk: base, hours: {}, supervises: ▸{}, supervision: ▸{minutes: 30}, cover: ▸{}, busy: [▸{day: mon}]}\n"
        },
        ErrorCase("id that stands twice", "the place id `base`", "line 7") {
            $0.places += "  - {id: ▸base, kind: base, at: [0, 0]}\n"
        },
        ErrorCase("things that are none", "a list of practitioners", "a mapping that starts with `id`") {
            $0.places = "places: [▸base]\n"
            $0.practitioners = "practitioners: ▸{p01: {}}\n"
            $0.requests = ""
        },
        ErrorCase("supervisor who is none", "own id", "supervises nobody") {
            $0.practitioners += "  - {id: p02, desk: base, hours: {}, supervision: {with: [s01, ▸p01, ▸p02], minutes: 30}}\n"
        },
        ErrorCase("overrides", "from a place to itself", "already have an override on line 4") {
            $0.rules =
                "travel: {between: [{from: base, to: school, minutes: 5}, {from: school, to: ▸base, minutes: 6}, {from: base, to: ▸base, minutes: 7}]}\n"
        },
    ]

    static let times = [
        ErrorCase("day named twice", "names Tuesday by `mon-wed` and by `tue`") {
            $0.practitioners += "  - {id: p02, desk: base, hours: {mon-wed: \"09:00-10:00\", ▸tue: \"11:00-12:00\"}}\n"
        },
        ErrorCase("day named twice by one key", "twice in `tue tue`") {
            $0.practitioners += "  - {id: p02, desk: base, hours: {▸tue tue: \"11:00-12:00\"}}\n"
        },
        ErrorCase("range of days that runs backwards", "runs backwards") {
            $0.practitioners += "  - {id: p02, desk: base, hours: {▸fri-mon: \"09:00-10:00\"}}\n"
        },
        ErrorCase("day that is none", "did you mean `tue`?") {
            $0.practitioners += "  - {id: p02, desk: base, hours: {▸tues: \"09:00-10:00\"}}\n"
        },
        ErrorCase("windows", "start is before its end", "`HH:MM-HH:MM`") {
            $0.practitioners +=
                "  - {id: p02, desk: base, hours: {mon: ▸\"17:00-09:00\", tue: ▸\"9:00-17:00\", wed: ▸\"09:00-24:01\", thu: [▸\"09:00-09:00\", ▸5]}}\n"
        },
        ErrorCase("Weekly that is a text", "windows by day") {
            $0.practitioners += "  - {id: p02, desk: base, hours: ▸09:00-17:00}\n"
        },
        ErrorCase("time", "`24:00`", "00:00 to 23:59") { $0.rules = "rules: {after-hours-from: ▸24:00}\n" },
        ErrorCase("dates", "`2026-11-31`", "`27.11.2026`") {
            $0.places += "  - {id: x, kind: base, at: [0, 0], closed: [▸2026-11-31, ▸27.11.2026, 2027-01-01]}\n"
        },
        ErrorCase("pin off the grid", "off the grid", "did you mean `tue 10:00`?") {
            $0.requests =
                "requests:\n  - {id: r01, type: talk, pinned: {practitioners: [p01], mode: phone, start: ▸\"tue 10:10\"}}\n"
        },
        ErrorCase("pin at no time", "such as `tue 10:00`") {
            $0.requests =
                "requests:\n  - {id: r01, type: talk, pinned: {practitioners: [p01], mode: phone, start: ▸\"tue 24:00\"}}\n  - {id: r02, type: talk, pinned: {practitioners: [p01], mode: phone, start: ▸2026-11-24T10:00}}\n"
        },
    ]

    static let types = [
        ErrorCase("order that lacks a mode", "leaves out `in-person`") {
            $0.types = "session-types:\n  talk: {modes: {phone: {minutes: 30}, in-person: {minutes: 30}}, order: ▸[phone]}\n"
        },
        ErrorCase("order with more", "names `video`") {
            $0.types = "session-types:\n  talk: {modes: {phone: {minutes: 30}}, order: [phone, ▸video]}\n"
        },
        ErrorCase("order with a mode twice", "a second time") {
            $0.types = "session-types:\n  talk: {modes: {phone: {minutes: 30}}, order: [phone, ▸phone]}\n"
        },
        ErrorCase("seats", "1, 2, or a list", "3 seats") {
            $0.types +=
                "  a: {modes: {phone: {minutes: 30}}, staff: ▸3}\n  b: {modes: {phone: {minutes: 30}}, staff: ▸[[], [], []]}\n  c: {modes: {phone: {minutes: 30}}, staff: ▸[]}\n  d: {modes: {phone: {minutes: 30}}, staff: [▸x]}\n"
        },
        ErrorCase("number of a pin's practitioners", "the type has two seats", "the type has one seat") {
            $0.types += "  two: {modes: {phone: {minutes: 30}}, staff: 2}\n"
            $0.requests =
                "requests:\n  - {id: r01, type: two, pinned: {practitioners: ▸[p01], mode: phone, start: mon 10:00}}\n  - {id: r02, type: talk, pinned: {practitioners: ▸[p01, s01], mode: phone, start: mon 10:00}}\n"
        },
        ErrorCase("type without modes", "no `modes`") { $0.types += "  ▸empty: {room: hall}\n" },
        ErrorCase("mode of a type that is none", "did you mean `phone`?") {
            $0.types += "  x: {modes: {▸phon: {minutes: 30}}}\n"
        },
    ]

    static let references = [
        ErrorCase(
            "dangling references", "no such session type", "no such place", "no such practitioner", "did you mean `school`?",
            "did you mean `p01`?"
        ) {
            $0.requests =
                "requests:\n  - {id: r01, type: ▸tlk, school: ▸schol, place: ▸nowhere, practitioner: ▸p1, pinned: {practitioners: [▸p02], mode: phone, start: mon 10:00}}\n"
        },
        ErrorCase("dangling references of people and places") {
            $0.places += "  - {id: x, kind: base, at: [0, 0], named: [p01, ▸p03]}\n"
            $0.practitioners +=
                "  - {id: p02, desk: ▸bse, hours: {}, in-person-at: [▸skool], supervision: {with: [▸s02], minutes: 30}, busy: [{day: mon, window: \"09:00-10:00\", place: ▸bas}]}\n"
            $0.meetings = "meetings: [{id: m, with: [▸x], minutes: 30, when: {}, place: ▸y}]\n"
            $0.rules = "travel: {between: [{from: ▸q, to: base, minutes: 5}]}\n"
        },
        ErrorCase("priority and groups", "one of high, routine, urgent", "did you mean `urgent`?", "`weights.groups` has none") {
            $0.requests = "requests:\n  - {id: r01, type: talk, priority: ▸urgnt, groups: [▸young-carers]}\n"
        },
    ]

    @Test("All errors of the input are found at once, by place")
    func allAtOnce() {
        var sections = Sections()
        sections.rules = "grid: ▸7\nrules: {rest: ▸x}\n"
        sections.places += "  - {id: x, kind: ▸y, at: ▸z}\n"
        sections.requests += "  - {id: r02, type: ▸t, weeks-waiting: ▸-3, ▸foo: 1}\n"
        sections.files.expectErrors(["`grid`", "`rest`", "`kind`", "`at`", "session type", "`weeks-waiting`", "`foo`"])
    }

    @Test("Columns are counted in characters, and a tab before the value stays one")
    func columnsInCharacters() throws {
        var sections = Sections()
        sections.rules = "weights: {groups: {Über-🙂:\t▸x}}\n"
        let files = sections.files
        files.expectErrors(["`Über-🙂` in `groups`"])
        let rendered = try #require(files.errors().first).rendered
        #expect(rendered.split(separator: "\n").last.map(String.init) == String(repeating: " ", count: 26) + "\t^")
    }

    @Test("A very long line is cut around the value")
    func longLine() throws {
        let padding = String(repeating: "x", count: 100_000)
        let text =
            "{\"format\": \"diary-scenario/1\", \"service\": \"\(padding)\", \"week\": \"2026-11-23\", \"grid\": 7, \"timezone\": \"Europe/London\"}"
        let error = try #require(MarkedFiles(["s.yaml": text]).errors().first)
        #expect(error.excerpt.unicodeScalars.count <= 162)
        #expect(error.excerpt.unicodeScalars.dropFirst(error.excerptOffset).first == "7")
        #expect(
            error.column
                == (text.unicodeScalars.firstIndex(of: "7").map {
                    text.unicodeScalars.distance(from: text.unicodeScalars.startIndex, to: $0)
                } ?? 0) + 1)
    }

    @Test("Of too many errors the first are kept and the others counted")
    func manyErrors() throws {
        let text = Sections().text + (0..<1500).map { "  - {id: x\($0), type: none}\n" }.joined()
        do throws(ReadingError) {
            _ = try ScenarioReader(texts: ["s.yaml": text]).read("s.yaml")
            Issue.record("no error")
        } catch {
            guard case .input(let errors) = error else { throw error }
            #expect(errors.count == 1500)
            #expect(errors.diagnostics.count == 1000)
            #expect(errors.rendered(limit: 20).hasSuffix("... and 1480 more"))
        }
    }
}
