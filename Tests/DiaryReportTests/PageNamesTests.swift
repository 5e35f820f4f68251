import Diary
import Testing

@testable import DiaryReport

@Suite("Who can be recognised on pages")
struct PageNamesTests {
    /// Reasons as a planner writes them, with the names of people.
    private let details = WeekPages.Details(reasons: [2: "Zoë Ångström (p1) and Sam are full; Samuel is not. It would move Team meeting."])

    @Test("Pseudonyms: no name of a person, a meeting, a busy block or the service, in any page", arguments: [NameStyle.pseudonym, .initials])
    func noNames(style: NameStyle) throws {
        var scenario = Week.scenario
        scenario.practitioners[0].busy = [BusyBlock(day: .friday, window: Window(start: 600, end: 660), label: "Lunch with Anna")]
        for (path, html) in try Week.pages(scenario, Week.timetable, style: style, details: details) {
            for name in ["Zoë", "Ångström", "Sam ", "Team meeting", "Anna"] { #expect(!html.contains(name), "\(path): \(name)") }
            #expect(html.contains("Two schools") == (style == .initials))
        }
    }

    @Test("A reason keeps its sense: names become what pages call people, other words stay")
    func reasons() {
        let naming = Naming(scenario: Week.scenario, style: .pseudonym)
        let text = ReasonText(scenario: Week.scenario, naming: naming)
        #expect(text.shown("Zoë Ångström (p1) and Sam are full; Samuel is not.") == "p1 and s1 are full; Samuel is not.")
        #expect(text.shown("It would move Team meeting by Bo's hour.") == "It would move team by p2's hour.")
        #expect(ReasonText(scenario: Week.scenario, naming: Naming(scenario: Week.scenario, style: .full)).shown("Sam is full.") == "Sam is full.")
    }

    @Test("Two people of one name are told apart from neither")
    func sameName() {
        var scenario = Week.scenario
        scenario.practitioners[1].name = "Sam"
        #expect(ReasonText(scenario: scenario, naming: Naming(scenario: scenario, style: .pseudonym)).shown("Sam is full.") == "a practitioner is full.")
    }

    @Test("Full names where they are asked for")
    func fullNames() throws {
        #expect(try Week.page("practitioners/p1.html", style: .full).text("//h1") == "Zoë Ångström")
        #expect(try Week.page("practitioners/p1.html", style: .pseudonym).text("//h1") == "p1")
        #expect(try Week.page("practitioners/p1.html", style: .initials).text("//h1") == "ZÅ")
    }

    @Test("A school's page has that school's own sessions, counts what happens at home, and leads nowhere")
    func school() throws {
        let page = try Week.page("places/alpha.html", details: details)
        #expect(try page.entries("Monday") == ["I 09:00–09:45 in person individual r1 with Zoë Ångström private room"])
        #expect(try page.entries("Tuesday").isEmpty)
        #expect(try page.texts("//dl[@class='facts']/div[dt='By video or phone at home']/dd") == ["1 session"])
        #expect(try page.nodes("//header//a").isEmpty)
        for (path, html) in try Week.pages(details: details) where path.hasPrefix("places/alpha") {
            for other in ["r4", "r5", "r6", "Beta"] { #expect(!html.contains(other)) }
        }
    }

    @Test("A school in whose room another school's pupil is seen learns that the room is in use, and no more")
    func otherSchoolsPupil() throws {
        var scenario = Week.scenario
        scenario.requests[0].school = 2
        scenario.requests[0].place = 1
        scenario.requests[0].client = "c77"
        let page = try Week.page("places/alpha.html", scenario, Week.timetable)
        #expect(try page.entries("Monday") == ["I 09:00–09:45 in person session with Zoë Ångström private room"])
        #expect(try !#require(try Week.pages(scenario, Week.timetable)["places/alpha.html"]).contains("c77"))
    }
}
