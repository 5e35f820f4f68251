import Diary
import Foundation
import Testing

@testable import DiaryReport

@Suite("Pages that everybody can use")
struct PageStructureTests {
    @Test("Every page: language, one title and heading, landmarks, a skip link, no id twice, every link within a page leads somewhere")
    func frame() throws {
        let pages = try Week.pages()
        for (path, html) in pages {
            let page = try PageReader(html)
            #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en-GB\">"))
            #expect(try page.nodes("//main").count == 1 && page.nodes("//header").count == 1 && page.nodes("//footer").count == 1)
            #expect(try page.texts("//h1").count == 1)
            #expect(try page.text("//title").hasSuffix(", week of 23 November 2026"))
            #expect(try page.nodes("/html/body/a[1]/@href").first?.text == "#content")
            let ids = try page.nodes("//@id").map(\.text)
            #expect(Set(ids).count == ids.count, "\(path)")
            for link in try page.nodes("//a/@href|//*/@aria-labelledby").map(\.text) where !link.contains(".html") {
                #expect(ids.contains(link.replacing("#", with: "")), "\(path): \(link)")
            }
        }
        #expect(try Set(pages.values.map { try PageReader($0).text("//title") }).count == pages.count)
    }

    @Test("Headings go down one step at a time")
    func headings() throws {
        for html in try Week.pages().values {
            let levels = try PageReader(html).nodes("//h1|//h2|//h3|//h4").compactMap { $0.name.last?.wholeNumberValue }
            #expect(levels.first == 1)
            #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
        }
    }

    @Test("Every table has a name, and each heading says what it heads")
    func tables() throws {
        for html in try Week.pages().values {
            let page = try PageReader(html)
            #expect(try page.nodes("//table[not(caption) and not(@aria-label)]").isEmpty)
            #expect(try page.nodes("//th[not(@scope)]").isEmpty)
            #expect(try page.nodes("//tbody/tr[not(th)]").isEmpty)
        }
    }

    @Test("Nothing from elsewhere, and no script")
    func selfContained() throws {
        for html in try Week.pages().values {
            let page = try PageReader(html)
            #expect(try page.nodes("//script|//link|//img|//iframe|//object|//form|//@src|//@*[starts-with(name(),'on')]").isEmpty)
            #expect(try page.nodes("//a/@href").map(\.text).allSatisfy { !$0.contains(":") && !$0.hasPrefix("/") })
            #expect(!html.contains("url(") && !html.contains("@import") && !html.contains("http://") && !html.contains("https://"))
            #expect(html.contains("default-src 'none'"))
        }
    }

    @Test("Links from a page below the overview lead back to it")
    func back() throws {
        let links = try Week.page("practitioners/p1.html").nodes("//header//a/@href").map(\.text)
        #expect(links == ["../index.html", "../unplaced.html"])
    }

    @Test("Each entry is marked by a letter and a word, not by its colour alone")
    func marks() throws {
        let page = try Week.page("practitioners/p1.html")
        #expect(try page.entries("Monday") == ["I 09:00–09:45 in person individual r1 Alpha school write-up to 10:00"])
        #expect(try page.entries("Tuesday") == ["V 17:00–17:50 video individual r2 Alpha school write-up to 18:00"])
        #expect(try page.entries("Wednesday") == ["S 09:00–10:00 supervision by Sam"])
        #expect(try page.entries("Thursday") == ["M 10:00–11:00 meeting Team meeting"])
        #expect(try page.texts("//ul[@class='key']/li") == ["I in person", "V video", "S supervision", "M meeting", "▒ write-up, the shaded foot of a session"])
        #expect(try Week.page("practitioners/s1.html").entries("Tuesday") == ["C 17:00–20:00 on cover on call for after-hours sessions"])
        #expect(try Week.page("practitioners/s1.html").entries("Wednesday") == ["S 09:00–10:00 supervision of Zoë Ångström", "S 10:00–10:30 supervision of Bo"])
    }

    @Test("What is not placed stands in five orders, each of which says how it goes")
    func orders() throws {
        var scenario = Week.scenario
        scenario.requests[5].weeksWaiting = 1
        let page = try Week.page("unplaced.html", scenario, Week.timetable)
        func order(_ anchor: String) throws -> [String] { try page.texts("//section[@id='\(anchor)']//tbody/tr/th") }
        #expect(try order("by-value") == ["r6", "r3"])
        #expect(try order("by-priority") == ["r6", "r3"])
        #expect(try order("by-waiting") == ["r3", "r6"])
        #expect(try order("by-school") == ["r3", "r6"])
        #expect(try page.nodes("//section").last?.nodes("@id").first?.text == "by-value")
        #expect(try page.texts("//section[@id='by-waiting']//th[@aria-sort='descending']") == ["Waiting"])
        #expect(try page.texts("//section[@id='by-school']//th[@aria-sort='ascending']") == ["School"])
    }

    @Test("A week in which nothing is asked for and nobody works still makes pages")
    func empty() throws {
        let scenario = Scenario(service: "Nobody", week: Week.scenario.week)
        let pages = try Week.pages(scenario, Timetable())
        #expect(pages.keys.sorted() == ["index.html", "unplaced.html"])
        #expect(try PageReader(try #require(pages["index.html"])).text("//p[@class='headline']") == "Nothing is asked for this week.")
    }

    @Test("The same week gives the same bytes")
    func determinism() throws {
        #expect(try Week.pages() == Week.pages())
    }
}
