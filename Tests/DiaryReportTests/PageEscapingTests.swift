import Diary
import Foundation
import Testing

@testable import DiaryReport

@Suite("Pages show text as text")
struct PageEscapingTests {
    /// What people might write to make a page do something, and what breaks careless escaping: accents on a quotation mark make one
    /// character of both.
    private static let hostile = [
        "<script>alert(1)</script>", "\"'& onmouseover=\"alert(1)", "\"\u{301} onload=alert(1) x=\"\u{301}", "<\u{338}b>", "{{title}}", "{{{title}}}",
        "</style><script>", "]]>", "a\u{0}b\u{1B}[2J", "\u{202E}reversed", "--><!--", "javascript:alert(1)", "Zoë 李 😀",
    ]

    private func scenario(_ text: String) -> Scenario {
        var scenario = Week.scenario
        scenario.service = text
        scenario.sessionTypes[0].id = text
        scenario.sessionTypes[0].room = text
        for index in scenario.places.indices {
            scenario.places[index].id += text
            scenario.places[index].name = text + "\(index)"
            scenario.places[index].rooms = [text: 1]
        }
        for index in scenario.practitioners.indices {
            scenario.practitioners[index].id += text
            scenario.practitioners[index].name = text + "\(index)"
            scenario.practitioners[index].role = text
            scenario.practitioners[index].busy = [BusyBlock(day: .friday, window: Window(start: 600, end: 660), label: text)]
        }
        for index in scenario.requests.indices {
            scenario.requests[index].id += text
            scenario.requests[index].client = text + "\(index)"
            scenario.requests[index].priority = text
            scenario.requests[index].groups = [text]
        }
        scenario.meetings[0].id += text
        scenario.meetings[0].name = text
        return scenario
    }

    @Test("Whatever a scenario's texts are, every page is the same elements with other text", arguments: hostile)
    func elements(text: String) throws {
        let tame = scenario("tame"), wild = scenario(text)
        func shape(_ scenario: Scenario) throws -> [[String]] {
            let reasons = WeekPages.Details(reasons: [2: scenario.service, 5: scenario.service])
            let pages = WeekPages(
                scenario: scenario, timetable: Week.timetable, naming: Naming(scenario: scenario, style: .full), details: reasons)
            return try pages.files().map { file in
                let page = try PageReader(file.html)
                return try page.nodes("//*|//@*").map(\.name)
            }
        }
        let wildShape = try shape(wild)
        #expect(!wildShape.joined().contains { $0 == "script" || $0.hasPrefix("on") })
        #expect(try wildShape == shape(tame))
    }

    @Test("The text arrives as it was written", arguments: ["<script>alert(1)</script>", "\"'&", "\"\u{301} x=\"", "{{title}}", "Zoë 李 😀"])
    func text(text: String) throws {
        let page = try Week.page("practitioners/" + FileNames.stems(for: ["p1" + text])[0] + ".html", scenario(text), Week.timetable)
        #expect(try page.text("//h1") == text + "0")
        #expect(try page.text("//title") == text + "0, week of 23 November 2026")
        #expect(try page.entries("Monday").first?.contains("in person " + text + " r1" + text) == true)
        let unplaced = try Week.page("unplaced.html", scenario(text), Week.timetable, details: .init(reasons: [5: text]))
        #expect(try unplaced.texts("//section[@id='by-value']//td[contains(@class,'reason')]").contains("Why " + text))
    }

    @Test("Control characters and marks that turn the direction of writing do not arrive")
    func controls() throws {
        for html in try Week.pages(scenario("a\u{0}\u{1B}[2J\u{202E}b\u{FFFE}"), Week.timetable).values {
            #expect(!html.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0 == "\u{202E}" || $0 == "\u{FFFE}" })
        }
    }

    @Test("File names and links hold letters, digits, hyphens, underscores and dots alone, whatever the ids", arguments: hostile)
    func files(text: String) throws {
        let pages = try Week.pages(scenario(text), Week.timetable)
        #expect(pages.count == 7)
        for path in pages.keys { #expect(path.wholeMatch(of: /([a-z]+\/)?[A-Za-z0-9_-][A-Za-z0-9_.-]*\.html/) != nil, "\(path)") }
        let overview = try PageReader(try #require(pages["index.html"]))
        for link in try overview.nodes("//a/@href").map(\.text) where !link.hasPrefix("#") {
            #expect(pages[link] != nil, "\(link)")
        }
    }
}
