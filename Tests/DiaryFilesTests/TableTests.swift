import Diary
import DiaryFiles
import Testing

@Suite("CSV tables")
struct TableTests {
    static let scenario = """
        format: diary-scenario/1
        service: S
        week: 2026-11-23
        weights: {groups: {young-carers: 25, focus: 10}}
        session-types: {talk: {modes: {phone: {minutes: 30}, in-person: {minutes: 45}}}}
        places: t/places.csv
        practitioners: t/people.csv
        meetings: t/meetings.csv
        requests: t/requests.csv

        """
    static let places =
        "id,name,kind,area,at,open,closed,onsite,rooms,hub-open,named,minimum\r\n"
        + "base,Base,base,,51.5; -0.1,,,,,,,\r\n"
        + "school,\"The \"\"Hill\"\", Upper School\",school,east,51.51; -0.12,mon-fri 08:30-15:00; tue 16:00-18:00,2026-11-27; 2026-12-01,FALSE,private=2; hub=1,-,p01; s01,3\r\n"
    static let people =
        "id,name,role,qualified,desk,serves,skills,hours,evenings,away,modes,in-person-at,limits.span,limits.sessions-per-day,busy,supervision.with,supervision.minutes,supervises.minutes-per-week,cover.evenings-per-week\n"
        + "p01,Practitioner 1,EMHP,false,base,east,cbt; groups,mon-fri 09:00-17:00,tue thu 17:00-20:00,2026-11-27,phone; in-person,school,400,4,wed 09:00-12:00 University course @base; fri 09:00-10:00; thu 09:00-10:00 @school; mon 09:00-09:30 Post,s01,30,,\n"
        + "s01,,,,base,-,,mon-fri 09:00-17:00,,,,-,,,-,,,120,2\n"
    static let meetings = "id,name,with,minutes,when,place\nteam,Team meeting,p01; s01,60,wed 13:00-17:00,base\n"
    static let requests =
        "id,client,school,type,modes,at-home,practitioner,skills,priority,weeks-waiting,groups,pinned.practitioners,pinned.mode,pinned.start\n"
        + "r01,c1,school,talk,phone; in-person,mon 09:00-12:00; mon 13:00-15:00,p01,-,high,3,young-carers; focus,p01,phone,mon 10:00\n"
        + "007,,,talk,,,,,,,,,,\n"

    static var files: [String: String] {
        [
            "s.yaml": scenario, "t/places.csv": places, "t/people.csv": people, "t/meetings.csv": meetings,
            "t/requests.csv": requests,
        ]
    }

    @Test("Every form of the rulebook's cells")
    func everyForm() throws {
        let reading = try ScenarioReader(texts: Self.files).read("s.yaml")
        let scenario = reading.scenario
        #expect(reading.files == ["s.yaml", "t/places.csv", "t/people.csv", "t/meetings.csv", "t/requests.csv"])
        #expect(
            scenario.places == [
                Place(id: "base", name: "Base", kind: .base, position: Position(latitude: 51.5, longitude: -0.1)),
                Place(
                    id: "school", name: "The \"Hill\", Upper School", kind: .school, area: "east",
                    position: Position(latitude: 51.51, longitude: -0.12),
                    open: Weekly(.monday ... .friday, Window(start: 510, end: 900)).union(
                        Weekly([.tuesday: [Window(start: 960, end: 1080)]])),
                    closed: Set(["2026-11-27", "2026-12-01"].compactMap { CalendarDate($0) }), onsite: false,
                    rooms: ["private": 2, "hub": 1],
                    hubOpen: .never, named: [0, 1], minimum: 3),
            ])
        let day = Window(start: 540, end: 1020)
        #expect(
            scenario.practitioners == [
                Practitioner(
                    id: "p01", name: "Practitioner 1", role: "EMHP", qualified: false, desk: 0, serves: ["east"],
                    skills: ["cbt", "groups"],
                    hours: Weekly(.monday ... .friday, day),
                    evenings: Weekly([.tuesday: [Window(start: 1020, end: 1200)], .thursday: [Window(start: 1020, end: 1200)]]),
                    away: Set([CalendarDate("2026-11-27")].compactMap { $0 }), modes: [.phone, .inPerson], inPersonAt: [1],
                    limits: Limits(sessionsPerDay: 4, span: 400),
                    busy: [
                        BusyBlock(day: .wednesday, window: Window(start: 540, end: 720), label: "University course", place: 0),
                        BusyBlock(day: .friday, window: Window(start: 540, end: 600)),
                        BusyBlock(day: .thursday, window: Window(start: 540, end: 600), place: 1),
                        BusyBlock(day: .monday, window: Window(start: 540, end: 570), label: "Post"),
                    ], supervision: SupervisionNeed(supervisors: [1], minutes: 30)),
                Practitioner(
                    id: "s01", desk: 0, serves: [], hours: Weekly(.monday ... .friday, day), inPersonAt: [],
                    supervisesMinutes: 120, coverEvenings: 2),
            ])
        #expect(
            scenario.meetings == [
                Meeting(
                    id: "team", name: "Team meeting", members: [0, 1], minutes: 60,
                    when: Weekly([.wednesday: [Window(start: 780, end: 1020)]]), place: 0)
            ])
        #expect(
            scenario.requests == [
                Request(
                    id: "r01", client: "c1", school: 1, type: 0, modes: [.phone, .inPerson],
                    atHome: Weekly([.monday: [Window(start: 540, end: 720), Window(start: 780, end: 900)]]), practitioner: 0,
                    priority: "high",
                    weeksWaiting: 3, groups: ["young-carers", "focus"],
                    pin: Pin(practitioners: [0], mode: .phone, start: WeekTime(.monday, 600))),
                Request(id: "007", type: 0, modes: [.inPerson, .phone]),
            ])
    }

    @Test("Byte-order mark, LF, CRLF, a last line without an end, empty lines and rows, line breaks in quotes")
    func linesAndMarks() throws {
        for (table, names) in [
            ("\u{FEFF}id,client,type\nr1,a,talk\n\n,,\nr2,b,talk", ["a", "b"]),
            ("id,client,type\r\nr1,\"a\r\nb, c\",talk\r\n\r\n", ["a\r\nb, c"]),
            ("type , client,id\ntalk , x ,\"r1\"\n", ["x"]),
            ("id,client,type\n", []),
        ] {
            var files = Self.files
            files["t/requests.csv"] = table
            #expect(try ScenarioReader(texts: files).read("s.yaml").scenario.requests.map(\.client) == names)
        }
    }

    private func expectErrors(
        _ path: String, _ table: String, _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var files = Self.files
        files[path] = table
        MarkedFiles(files).expectErrors(words, sourceLocation: sourceLocation)
    }

    @Test("Errors name the row as the line, and the column")
    func errorsInCells() {
        expectErrors(
            "t/requests.csv", "id,type,weeks-waiting\nr1,▸tlk,3\nr2,talk,▸x\n▸r2,talk,\n", "column `type`",
            "did you mean `talk`?", "column `weeks-waiting`", "column `id`", "already on line 3")
        expectErrors(
            "t/requests.csv", "id,type,modes,at-home\nr1,talk,phone; ▸vido,mon 09:00-12:00; ▸mno 09:00-10:00; tue ▸12:00-09:00\n",
            "did you mean `video`?", "did you mean `mon`?", "start is before its end")
        expectErrors(
            "t/requests.csv", "id,type,at-home,pinned.mode,pinned.start\nr1,talk,▸09:00-12:00,▸phone,mon 10:00\n",
            "days and a window", "no `practitioners`")
        expectErrors(
            "t/people.csv", "id,desk,hours,busy\np01,base,-,mon 09:00-12:00 Course @▸bse; ▸tuesday ▸9-10 x\ns01,base,-,▸mon\n",
            "did you mean `base`?", "`day`", "`window`", "no `window`")
        expectErrors(
            "t/places.csv", "id,kind,at,rooms\nbase,base,51.5; -0.1,\nschool,school,▸51.51,▸private; hub=▸x\n",
            "`at` has 1 number", "has no `=`", "`hub` rooms")
    }

    @Test("Errors of the header")
    func errorsInTheHeader() {
        expectErrors(
            "t/requests.csv", "id,tpye,▸typ,▸id,▸limits.span\nr1,talk,talk,,\n".replacing("tpye", with: "type"),
            "did you mean `type`?", "a second time")
        expectErrors("t/requests.csv", "▸type\ntalk\n", "no column `id`")
        expectErrors("t/requests.csv", "▸id;type\n", "columns separated by commas")
        expectErrors("t/requests.csv", "▸", "the table is empty")
        expectErrors(
            "t/people.csv", "id,desk,hours,limits,▸limits.span\np01,base,-,span=400,400\ns01,base,-,,\n", "already says this")
    }

    @Test("Errors of the notation")
    func errorsOfNotation() {
        expectErrors(
            "t/requests.csv", "id,type\nr1,talk,▸x\n▸r2\n\nr3,▸ta▸\"lk\n", "a cell more", "1 of the header's 2",
            "quote stands inside")
        expectErrors("t/requests.csv", "id,type\nr1,▸\"talk\n", "never closed")
        expectErrors("t/requests.csv", "id,type\nr1,\"talk\"▸x\n", "follows the quote")
        expectErrors(
            "t/requests.csv", "id,type,skills\nr1,talk,a; ▸; b\n".replacing("; ▸;", with: ";▸ ;"), "nothing stands between")
    }

    @Test("A cell is whatever its key needs: `12` is a name, and a number")
    func untypedCells() throws {
        var files = Self.files
        files["t/requests.csv"] = "id,client,type,weeks-waiting\n12,true,talk,12\n"
        let request = try ScenarioReader(texts: files).read("s.yaml").scenario.requests[0]
        #expect(request.id == "12" && request.client == "true" && request.weeksWaiting == 12)
    }
}
