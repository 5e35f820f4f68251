import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("diary report")
struct ReportTests {
    private func report(_ arguments: [String] = [], to scratch: Scratch, scenario: String = Fixture.small, timetable: String = Fixture.smallTimetable) throws -> DiaryRun {
        try DiaryRun.run(["report", scenario, timetable, "--output", scratch.path("out")] + arguments)
    }

    @Test("An overview, what is not placed, and a page for everybody and every school, without names")
    func everything() throws {
        let scratch = try Scratch()
        let run = try report(to: scratch)
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(run.output == "Pages        \(scratch.path("out"))/pages/index.html (4 pages)\n")
        #expect(
            try scratch.files(below: "out") == [
                ".diary-planner", "pages/index.html", "pages/places/alpha.html", "pages/practitioners/p1.html", "pages/unplaced.html",
            ])
        let overview = try scratch.text("out/pages/index.html")
        #expect(overview.contains("2 of 3 requests are placed (66%); 1 is not."))
        #expect(overview.contains("No timetable can be better."))
        for file in try scratch.files(below: "out").filter({ $0.hasSuffix(".html") }) {
            let text = try scratch.text("out/\(file)")
            #expect(!text.contains("Ångström"))
            #expect(throws: Never.self) { try XMLDocument(xmlString: text) }
        }
        #expect(try report(["--names", "full"], to: scratch).status == 0)
        #expect(try scratch.text("out/pages/practitioners/p1.html").contains("<h1>Zoë Ångström</h1>"))
    }

    @Test("The bound of a file counts only where its score is right; reasons of the file are shown, those for other requests are not")
    func edited() throws {
        let scratch = try Scratch()
        let reasons = "\"unscheduled\": [{\"request\": \"r3\", \"reason\": \"p1 is taken.\"}, {\"request\": \"r1\", \"reason\": \"Old.\"}], \"cover\": []"
        let text = try Fixture.text(Fixture.smallTimetable).replacing("\"cover\": []", with: reasons).replacing("\"score\": 192", with: "\"score\": 180")
        let file = try scratch.file("t.json", text)
        let run = try report(to: scratch, timetable: file)
        #expect(run.status == 0)
        #expect(run.errors.contains("180"))
        #expect(try scratch.text("out/pages/index.html").contains("How much better a timetable could be is not known."))
        #expect(try scratch.text("out/pages/unplaced.html").contains("p1 is taken."))
        #expect(try !scratch.text("out/pages/unplaced.html").contains("Old."))
    }

    @Test("A second run replaces its own pages, removes those of people who have left, and leaves everybody else's files alone")
    func rerun() throws {
        let scratch = try Scratch()
        let second = "  - {id: p2, desk: office, hours: {mon-fri: \"09:00-17:00\"}}\nrequests:"
        let both = try scratch.file("s.yaml", Fixture.text(Fixture.small).replacing("requests:", with: second))
        #expect(try report(to: scratch, scenario: both).status == 0)
        #expect(scratch.exists("out/pages/practitioners/p2.html"))
        _ = try scratch.file("out/pages/mine.html", "mine")
        _ = try scratch.file("out/pages/practitioners/p3.html", "mine too")
        #expect(try report(to: scratch).status == 0)
        #expect(!scratch.exists("out/pages/practitioners/p2.html"))
        #expect(try scratch.text("out/pages/mine.html") == "mine")
        #expect(try scratch.text("out/pages/practitioners/p3.html") == "mine too")
    }

    @Test("A page of somebody else's is not replaced, and nothing is written")
    func foreign() throws {
        let scratch = try Scratch()
        _ = try scratch.file("out/pages/index.html", "<p>mine</p>")
        let run = try report(to: scratch)
        #expect(run.status == 74)
        #expect(run.errors.contains("index.html"))
        #expect(try scratch.files(below: "out") == ["pages/index.html"])
    }

    @Test("Pages of a plan and of its report are the same but for names")
    func planToo() throws {
        let scratch = try Scratch()
        let run = try DiaryRun.run(["plan", Fixture.small, "--output", scratch.path("plan")])
        #expect(run.status == 0)
        #expect(run.output.contains("Pages        \(scratch.path("plan"))/pages/index.html (4 pages)"))
        #expect(try report(to: scratch, timetable: scratch.path("plan/timetable.json")).status == 0)
        for page in ["index.html", "practitioners/p1.html", "places/alpha.html"] {
            #expect(try scratch.text("plan/pages/\(page)") == scratch.text("out/pages/\(page)"))
        }
    }

    @Test("What has changed from the published timetable")
    func published() throws {
        let scratch = try Scratch()
        let before = try scratch.file("before.json", Fixture.text(Fixture.smallTimetable).replacing("T17:00", with: "T17:30"))
        #expect(try report(["--published", before], to: scratch).status == 0)
        let overview = try scratch.text("out/pages/index.html")
        #expect(overview.contains("1 published session stands, 1 moved, 0 dropped; 0 sessions are new."))
        #expect(overview.contains("Tuesday 17:30, phone, p1"))
    }

    @Test("A timetable that is not allowed is not reported")
    func notAllowed() throws {
        let scratch = try Scratch()
        let broken = try scratch.file("t.json", Fixture.text(Fixture.smallTimetable).replacing("T10:00", with: "T11:00"))
        let run = try report(to: scratch, timetable: broken)
        #expect(run.status == 1)
        #expect(run.errors.contains("S4"))
        #expect(!scratch.exists("out"))
    }

    @Test("Hostile ids and names make no other file and no other element")
    func hostile() throws {
        let scratch = try Scratch()
        let text = try Fixture.text(Fixture.small)
            .replacing("id: p1", with: "id: \"../../p1<script>\"").replacing("name: Zoë Ångström", with: "name: \"\\\"'&<img src=x onerror=alert(1)>\"")
            .replacing("id: r3,", with: "id: \"<script>alert(1)</script>\",").replacing("name: Alpha school", with: "name: \"</title><script>\"")
        let scenario = try scratch.file("s.yaml", text)
        let timetable = try scratch.file("t.json", Fixture.text(Fixture.smallTimetable).replacing("\"p1\"", with: "\"../../p1<script>\""))
        let run = try report(["--names", "full"], to: scratch, scenario: scenario, timetable: timetable)
        try #require(run.status == 0, "\(run.errors)")
        let files = try scratch.files()
        #expect(files.allSatisfy { $0.hasPrefix("out/") || ["s.yaml", "t.json"].contains($0) })
        for file in files where file.hasSuffix(".html") {
            let page = try XMLDocument(xmlString: try scratch.text(file))
            #expect(try page.nodes(forXPath: "//script|//img|//@onerror").isEmpty)
        }
        #expect(try scratch.text("out/pages/unplaced.html").contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    }
}
