import Diary
import DiaryFiles
import Foundation
import Testing

@Suite("Reading scenarios")
struct ScenarioReadingTests {
    private func read(_ text: String) throws -> Scenario { try ScenarioReader(texts: ["s.yaml": text]).read("s.yaml").scenario }

    @Test("What is not said has the rulebook's default")
    func defaults() throws {
        let scenario = try read(
            "format: diary-scenario/1\nservice: S\nweek: 2026-11-23\nsession-types: {t: {modes: {phone: {minutes: 30}, in-person: {minutes: 45}}}}\nplaces: [{id: a, kind: base, at: [0, 0], open: {mon: \"09:00-10:00\"}}]\npractitioners: [{id: p, desk: a, hours: {}}]\nrequests: [{id: r, school: a, type: t}]\n"
        )
        let open = Weekly([.monday: [Window(start: 540, end: 600)]])
        #expect(
            try scenario
                == Scenario(
                    service: "S", week: #require(CalendarDate("2026-11-23")), timeZone: "Europe/London", grid: 15,
                    rules: Rules(
                        afterHoursFrom: 990, afterHoursSlots: nil, coverRatio: nil, rest: 660,
                        breakRule: BreakRule(after: 360, minutes: 30, window: Window(start: 690, end: 870))),
                    travel: Travel(fixed: 10, minutesPerKilometre: 3, detour: 1.3, overrides: [:]), weights: Weights(),
                    sessionTypes: [
                        SessionType(
                            id: "t",
                            modes: [.phone: ModeLength(minutes: 30, after: 0), .inPerson: ModeLength(minutes: 45, after: 0)],
                            order: [.inPerson, .phone], room: "private",
                            skills: [], staff: [[]], value: Points(100))
                    ],
                    places: [
                        Place(
                            id: "a", name: "a", kind: .base, area: nil, position: Position(latitude: 0, longitude: 0), open: open,
                            closed: [], onsite: true, rooms: ["private": 1],
                            hubOpen: open, named: [], minimum: 0)
                    ],
                    practitioners: [
                        Practitioner(
                            id: "p", name: "p", role: "", qualified: true, desk: 0, serves: nil, skills: [], hours: .never,
                            evenings: .never, away: [], modes: Set(Mode.allCases),
                            inPersonAt: nil,
                            limits: Limits(sessionsPerDay: 6, sessionsPerWeek: 20, eveningsPerWeek: 1, span: 480), busy: [],
                            supervision: nil, supervisesMinutes: nil,
                            coverEvenings: nil)
                    ],
                    requests: [
                        Request(
                            id: "r", client: "r", school: 0, place: 0, type: 0, modes: [.inPerson, .phone], atSchool: nil,
                            atHome: Weekly(.monday ... .friday, Window(start: 945, end: 1200)), practitioner: nil, skills: [],
                            priority: "routine", weeksWaiting: 0, groups: [], pin: nil)
                    ]))
    }

    @Test("Scalars are those of YAML 1.2: times and dates are texts, numbers have one meaning, quotes make texts")
    func coreSchema() throws {
        let scenario = try read(
            """
            %YAML 1.2
            --- # a comment
            format: "diary-scenario/1"
            service: "on \\u00fc \\x41"
            week: '2026-11-23'
            grid: 0x1E
            rules: {after-hours-from: 12:30, rest: 0o17, after-hours-slots: +5, cover-ratio: 010, break: {window: 11:00-12:30}}
            travel: {fixed: .5, minutes-per-km: 2e0, detour: 1.}
            weights: {wait: 0.1230, named: 1.5e2, pin: 1e6, change: 5e-3, evening: -0.0, shortage: 0x10, groups: {yes: 1, "no": 2, null: 3, 12: 4}}
            session-types:
              off: &type
                modes: {phone: {minutes: 30}}
                room: >-
                  folded
                  text
              on: *type
            places: [{id: yes, name: null, kind: !!str base, at: [51, -1]}]
            practitioners:
            - id: "7"
              name: !!str 7
              role: |
                literal
              desk: yes
              hours:
                mon-wed fri: [09:00-10:00, "10:00-11:00", 15:00-24:00]
                thu: ~
              qualified: False
            ...

            """)
        #expect(scenario.service == "on ü A")
        #expect(scenario.grid == 30)
        #expect(
            scenario.rules
                == Rules(
                    afterHoursFrom: 750, afterHoursSlots: 5, coverRatio: 10, rest: 15,
                    breakRule: BreakRule(window: Window(start: 660, end: 750))))
        #expect(scenario.travel == Travel(fixed: 0.5, minutesPerKilometre: 2, detour: 1))
        #expect(
            scenario.weights.wait == Points(thousandths: 123) && scenario.weights.named == Points(150)
                && scenario.weights.pin == Points(1_000_000))
        #expect(
            scenario.weights.change == Points(thousandths: 5) && scenario.weights.evening == .zero
                && scenario.weights.shortage == Points(16))
        #expect(scenario.weights.groups == ["yes": Points(1), "no": Points(2), "null": Points(3), "12": Points(4)])
        #expect(scenario.sessionTypes.map(\.id) == ["off", "on"] && scenario.sessionTypes[1].room == "folded text")
        #expect(scenario.places[0].id == "yes" && scenario.places[0].name == "yes")
        let practitioner = scenario.practitioners[0]
        #expect(practitioner.id == "7" && practitioner.name == "7" && practitioner.role == "literal\n" && !practitioner.qualified)
        let windows = [Window(start: 540, end: 660), Window(start: 900, end: 1440)]
        #expect(practitioner.hours == Weekly([.monday: windows, .tuesday: windows, .wednesday: windows, .friday: windows]))
    }

    @Test("Staff, overrides, pins, and lists and Weeklies given empty")
    func forms() throws {
        var sections = Sections()
        sections.rules = "travel: {between: [{from: school, to: base, minutes: 12.5}]}\n"
        sections.types +=
            "  two: {modes: {phone: {minutes: 30}}, staff: 2}\n  pair: {modes: {phone: {minutes: 30}}, staff: [[], [a, b]]}\n"
        sections.places += "  - {id: x, kind: community, at: [0, 0], open: {}, rooms: {}}\n"
        sections.practitioners += "  - {id: p02, desk: base, hours: {}, serves: [], modes: [], in-person-at: []}\n"
        sections.requests +=
            "  - {id: r02, school: school, place: base, type: two, modes: [], at-school: {}, at-home: {}, pinned: {practitioners: [p01, s01], mode: phone, start: \"tue 10:15\"}}\n"
        let scenario = try read(sections.text)
        #expect(scenario.travel.overrides == [PlacePair(0, 1): 12.5])
        #expect(scenario.sessionTypes.map(\.staff) == [[[]], [[], []], [[], ["a", "b"]]])
        #expect(scenario.places[2].open == .never && scenario.places[2].hubOpen == .never && scenario.places[2].rooms == [:])
        #expect(
            scenario.practitioners[2].serves == [] && scenario.practitioners[2].modes == []
                && scenario.practitioners[2].inPersonAt == [])
        let request = scenario.requests[1]
        #expect(
            request.modes == [] && request.atSchool == .never && request.atHome == .never && request.place == 0
                && request.client == "r02")
        #expect(request.pin == Pin(practitioners: [0, 1], mode: .phone, start: WeekTime(.tuesday, 615)))
    }

    @Test("JSON is read as YAML is, with escapes in pairs and keys of any length")
    func json() throws {
        let yaml = try read(Sections().text)
        let json = """
            {"format": "diary-scenario/1", "service": "S", "week": "2026-11-23",
            \t"session-types": {"talk": {"modes": {"phone": {"minutes": 30, "after": 15}, "in-person": {"minutes": 45}}}},
             "places": [{"id": "base", "kind": "base", "at": [51.5, -0.1]}, {"id": "school", "kind": "school", "area": "east", "at": [51.51, -0.12]}],
             "practitioners": [{"id": "p01", "desk": "base", "hours": {"mon-fri": "09:00-17:00"}},
              {"id": "s01", "desk": "base", "hours": {"mon-fri": "09:00-17:00"}, "supervises": {"minutes-per-week": 120}}],
             "requests": [{"id": "r01", "school": "school", "type": "talk"}]}
            """
        #expect(try read(json) == yaml)
        #expect(try ScenarioReader(texts: ["s.json": json]).read("s.json").scenario == yaml)
        #expect(try ScenarioReader(texts: ["s.yaml": "\u{FEFF}" + Sections().text]).read("s.yaml").scenario == yaml)
        #expect(try read(json.replacing("\"S\"", with: "\"\\ud83d\\ude42 \\/ \\u00e9\"")).service == "🙂 / é")
        #expect(try read(json.replacing("\t", with: " ").replacing("\"S\"", with: "'S'")).service == "S")
        let long = String(repeating: "k", count: 3000)
        #expect(
            try read(
                json.replacing("\"talk\": {\"modes\"", with: "\"\(long)\": {\"modes\"").replacing(
                    "\"type\": \"talk\"", with: "\"type\": \"\(long)\"")
            ).sessionTypes[0].id == long)
    }

    @Test("Instances beside the project are read without an error")
    func sharedInstances() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let instances = package.appending(path: "../shared/data/instances").standardizedFileURL
        var paths: [String] = []
        for folder in [instances, instances.appending(path: "micro")] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            paths += names.filter { $0.hasSuffix(".json") && $0 != "expected.json" }.map { folder.appending(path: $0).path }
        }
        for path in paths.sorted() { #expect(throws: Never.self, "\(path)") { try ScenarioReader().read(path) } }
    }

    @Test("The scenarios of the project are read without an error")
    func projectScenarios() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Scenarios")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(names.contains("first-week.yaml"))
        for name in names.sorted() {
            #expect(throws: Never.self, "\(name)") { try ScenarioReader().read(folder.appending(path: name).path) }
        }
    }
}
