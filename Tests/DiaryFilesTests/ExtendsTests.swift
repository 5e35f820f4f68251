import Diary
import DiaryFiles
import Testing

@Suite("Files that build on other files")
struct ExtendsTests {
    static let base = """
        format: diary-scenario/1
        service: Base
        week: 2026-11-23
        rules: {after-hours-slots: 4, cover-ratio: 2, break: {after: 300, minutes: 20}}
        weights: {priority: {high: 60}, groups: {young-carers: 25, focus: 10}}
        session-types:
          talk: {modes: {phone: {minutes: 30, after: 15}}, value: 80}
          visit: {modes: {in-person: {minutes: 45}}}
        places:
          - {id: base, kind: base, at: [51.5, -0.1]}
          - {id: school, name: School, kind: school, at: [51.51, -0.12], named: [p01, p02], rooms: {private: 2, hub: 1}, minimum: 3}
        practitioners:
          - {id: p01, desk: base, hours: {mon-fri: "09:00-17:00"}, limits: {span: 400, sessions-per-day: 4}, supervision: {with: [s01, s02], minutes: 30}}
          - {id: p02, desk: base, hours: {mon-fri: "09:00-17:00"}}
          - {id: s01, desk: base, hours: {mon-fri: "09:00-17:00"}, supervises: {minutes-per-week: 120}}
          - {id: s02, desk: base, hours: {mon-fri: "09:00-17:00"}, supervises: {minutes-per-week: 120}}
        meetings:
          - {id: team, with: [p01, p02, s01], minutes: 60, when: {wed: "09:00-17:00"}}
        requests:
          - {id: r01, type: talk}
          - {id: r02, school: school, type: visit}

        """

    private func read(_ overlay: String, base: String = base, more: [String: String] = [:]) throws -> Scenario {
        let texts = more.merging(["s.yaml": "extends: base.yaml\n" + overlay, "base.yaml": base]) { first, _ in first }
        return try ScenarioReader(texts: texts).read("s.yaml").scenario
    }

    @Test("A file that adds nothing means what its base means")
    func nothingAdded() throws {
        let reading = try ScenarioReader(texts: ["s.yaml": "extends: base.yaml\n", "base.yaml": Self.base]).read("s.yaml")
        #expect(try reading.scenario == ScenarioReader(texts: ["b.yaml": Self.base]).read("b.yaml").scenario)
        #expect(reading.files == ["s.yaml", "base.yaml"])
    }

    @Test("Mappings merge key by key at every depth; other values are replaced")
    func mappingsMerge() throws {
        let scenario = try read(
            "service: Variant\nrules: {cover-ratio: 3, break: {minutes: 40}}\nweights: {priority: {urgent: 200}}\nsession-types: {talk: {modes: {phone: {minutes: 25}, video: {minutes: 50}}}}\n"
        )
        #expect(scenario.service == "Variant")
        #expect(scenario.rules.afterHoursSlots == 4)
        #expect(scenario.rules.coverRatio == 3)
        #expect(scenario.rules.breakRule.after == 300 && scenario.rules.breakRule.minutes == 40)
        #expect(scenario.weights.priority == ["routine": Points(0), "high": Points(60), "urgent": Points(200)])
        #expect(scenario.sessionTypes[0].modes == [.phone: ModeLength(minutes: 25, after: 15), .video: ModeLength(minutes: 50)])
        #expect(scenario.sessionTypes[0].value == Points(80))
        #expect(scenario.sessionTypes.map(\.id) == ["talk", "visit"])
    }

    @Test("Lists of things merge by id, the things like mappings, and new ones follow")
    func thingsMerge() throws {
        let scenario = try read(
            "practitioners:\n  - {id: p02, limits: {span: 300}, evenings: {tue: \"17:00-20:00\"}}\n  - {id: p03, desk: base, hours: {}}\n  - {id: p01, limits: {span: 420}}\n"
        )
        #expect(scenario.practitioners.map(\.id) == ["p01", "p02", "s01", "s02", "p03"])
        #expect(scenario.practitioners[0].limits == Limits(sessionsPerDay: 4, span: 420))
        #expect(scenario.practitioners[1].limits == Limits(span: 300))
        #expect(scenario.practitioners[1].hours == Weekly(.monday ... .friday, Window(start: 540, end: 1020)))
    }

    @Test("A Weekly and a list are replaced whole")
    func replacedWhole() throws {
        let scenario = try read(
            "places: [{id: school, named: [s01], rooms: {hall: 1}}]\npractitioners: [{id: p01, hours: {tue: \"10:00-12:00\"}, supervision: {with: [s02]}}]\n"
        )
        #expect(scenario.practitioners[0].hours == Weekly([.tuesday: [Window(start: 600, end: 720)]]))
        #expect(scenario.practitioners[0].supervision == SupervisionNeed(supervisors: [3], minutes: 30))
        #expect(scenario.places[1].named == [2])
        #expect(scenario.places[1].rooms == ["private": 2, "hub": 1, "hall": 1])
    }

    @Test("null unsets a key, so that its default holds again")
    func nullUnsets() throws {
        let scenario = try read(
            "rules: {cover-ratio: null, break: null}\nweights: {groups: {focus: ~}}\nplaces: [{id: school, rooms: {private: null}, minimum: null}]\npractitioners: [{id: p01, supervision: null}]\nmeetings: null\n"
        )
        #expect(scenario.rules.coverRatio == nil)
        #expect(scenario.rules.breakRule == BreakRule())
        #expect(scenario.weights.groups == ["young-carers": Points(25)])
        #expect(scenario.places[1].rooms == ["hub": 1])
        #expect(scenario.places[1].minimum == 0)
        #expect(scenario.practitioners[0].supervision == nil)
        #expect(scenario.meetings.isEmpty)
    }

    @Test("remove takes things out after the merge; a practitioner also leaves meetings, supervision and named")
    func remove() throws {
        let scenario = try read("remove: {practitioners: [p02, s02], requests: [r02], session-types: [visit], meetings: []}\n")
        #expect(scenario.practitioners.map(\.id) == ["p01", "s01"])
        #expect(scenario.meetings[0].members == [0, 1])
        #expect(scenario.places[1].named == [0])
        #expect(scenario.practitioners[0].supervision == SupervisionNeed(supervisors: [1], minutes: 30))
        #expect(scenario.requests.map(\.id) == ["r01"])
        #expect(scenario.sessionTypes.map(\.id) == ["talk"])
    }

    @Test("A chain is merged from its end, and a later file brings back what an earlier one removed")
    func chain() throws {
        let middle = "extends: deep/base.yaml\nservice: Middle\ngrid: 5\nremove: {requests: [r01]}\n"
        let texts = [
            "dir/s.yaml": "extends: ../middle.yaml\nservice: Top\nrequests: [{id: r01, type: visit, school: school}]\n",
            "middle.yaml": middle, "deep/base.yaml": Self.base,
        ]
        let reading = try ScenarioReader(texts: texts).read("dir/s.yaml")
        #expect(reading.scenario.service == "Top")
        #expect(reading.scenario.grid == 5)
        #expect(reading.scenario.requests.map(\.id) == ["r02", "r01"])
        #expect(reading.scenario.requests[1].type == 1)
    }

    @Test("A wrong value that a later file replaces or unsets is no error")
    func replacedErrors() throws {
        let wrong = Self.base.replacing("value: 80", with: "value: eighty").replacing("minimum: 3", with: "minimum: -3")
        let scenario = try read("session-types: {talk: {value: 70}}\nplaces: [{id: school, minimum: ~}]\n", base: wrong)
        #expect(scenario.sessionTypes[0].value == Points(70))
    }

    // MARK: Errors

    private func expectErrors(
        _ overlay: String, base: String = base, more: [String: String] = [:], _ words: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        MarkedFiles(more.merging(["s.yaml": overlay, "base.yaml": base]) { first, _ in first }).expectErrors(
            words, sourceLocation: sourceLocation)
    }

    @Test("A diagnostic names the file that holds the value")
    func fileOfTheValue() {
        expectErrors(
            "extends: base.yaml\nrules: {rest: ▸-1}\n",
            base: Self.base.replacing("value: 80", with: "value: ▸x").replacing("type: talk}", with: "type: talk, ▸foo: 1}"),
            ["`rest`", "`value`", "`foo`"])
    }

    @Test("An unknown key is an error in its own file, even where another file unsets it")
    func unknownKeyUnset() {
        expectErrors("extends: base.yaml\n▸grd: null\n", base: "▸grd: 5\n" + Self.base, ["did you mean `grid`?"])
    }

    @Test("An id that stands twice in one file is an error, in two files it is one thing")
    func idTwice() {
        expectErrors(
            "extends: base.yaml\nrequests:\n  - {id: r03, type: talk}\n  - {id: ▸r03, type: talk}\n", ["already on line 3"])
    }

    @Test("A cycle is an error where it closes")
    func cycle() {
        expectErrors("extends: base.yaml\n", base: "extends: ▸./s.yaml\n", ["s.yaml extends base.yaml extends ./s.yaml"])
        MarkedFiles(["s.yaml": "extends: ▸s.yaml\n"]).expectErrors(["in a circle"])
    }

    @Test("A file that is not there is an error at the path that names it")
    func missingFile() {
        expectErrors(
            "extends: ▸bse.yaml\nrequests: ▸r.csv\n", ["cannot read bse.yaml: there is no such file", "cannot read r.csv"])
        expectErrors("extends: ▸[base.yaml]\n", ["the path of a scenario file"])
    }

    @Test("The named file itself cannot be read: no error of the input")
    func unreadable() {
        #expect(throws: ReadingError.file(FileError(.read, "s.yaml", reason: "there is no such file"))) {
            try ScenarioReader(texts: [:]).read("s.yaml")
        }
    }

    @Test("remove names what is there, by id, in lists")
    func wrongRemove() {
        expectErrors(
            "extends: base.yaml\nremove: {practitioners: [▸p09, ▸7], requests: ▸r01, ▸people: [p01], session-types: [▸tolk]}\n",
            ["no practitioner `p09`", "did you mean `p01`?", "a list of ids", "did you mean `talk`?", "`people`"])
        expectErrors("extends: base.yaml\nremove: ▸[p01]\n", ["a mapping such as"])
    }

    @Test("Any other reference to a removed thing is an error that says so")
    func danglingAfterRemove() {
        expectErrors(
            "extends: base.yaml\nremove: {practitioners: [p01], places: [school]}\n",
            base: Self.base.replacing("{id: r01, type: talk}", with: "{id: r01, type: talk, practitioner: ▸p01}").replacing(
                "school: school", with: "school: ▸school"),
            ["which was removed on s.yaml:2"])
    }

    @Test("What a table in the base says merges by id with a list")
    func tableAndList() throws {
        let base = Self.base.split(separator: "requests:")[0] + "requests: tables/requests.csv\n"
        let table = "id,type,at-home,weeks-waiting\nr01,talk,mon 09:00-12:00; mon 13:00-15:00,4\nr02,talk,,\n"
        let scenario = try read(
            "requests: [{id: r01, weeks-waiting: 5}, {id: r03, type: talk}]\n", base: String(base),
            more: ["tables/requests.csv": table])
        #expect(scenario.requests.map(\.id) == ["r01", "r02", "r03"])
        #expect(scenario.requests[0].weeksWaiting == 5)
        #expect(scenario.requests[0].atHome == Weekly([.monday: [Window(start: 540, end: 720), Window(start: 780, end: 900)]]))
    }
}
