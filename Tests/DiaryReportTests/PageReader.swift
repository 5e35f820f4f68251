import Diary
import Foundation
import Testing

@testable import DiaryReport

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A page read by a strict XML parser, as people and screen readers find their way in it.
struct PageReader {
    private let document: XMLDocument

    init(_ html: String) throws {
        document = try XMLDocument(xmlString: html, options: [.nodePreserveWhitespace])
    }

    func nodes(_ path: String) throws -> [PageNode] { try document.nodes(forXPath: path).map(PageNode.init) }

    func texts(_ path: String) throws -> [String] { try nodes(path).map { Self.tidy($0.text) } }

    /// The text of the only node that a path leads to.
    func text(_ path: String) throws -> String {
        let texts = try texts(path)
        try #require(texts.count == 1, "\(path): \(texts)")
        return texts[0]
    }

    /// The rows of the table with an id's caption, by heading, each cell's text.
    func table(_ id: String) throws -> [[String: String]] {
        let headings = try texts("//table[caption[@id='\(id)']]/thead/tr/th")
        try #require(!headings.isEmpty, "no table \(id)")
        return try nodes("//table[caption[@id='\(id)']]/tbody/tr").map { row in
            let cells = try row.nodes("th|td").map { Self.tidy($0.text) }
            #expect(cells.count == headings.count)
            return Dictionary(zip(headings, cells), uniquingKeysWith: { first, _ in first })
        }
    }

    /// The texts of a day's entries on a week's page.
    func entries(_ day: String) throws -> [String] {
        try texts("//section[h2/span[@class='name']='\(day)']//ol/li")
    }

    private static func tidy(_ text: String) -> String {
        text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
    }
}

/// An element or attribute of a page.
struct PageNode {
    let node: XMLNode

    var name: String { node.name ?? "" }
    /// All text in it.
    var text: String { node.stringValue ?? "" }

    func nodes(_ path: String) throws -> [PageNode] { try node.nodes(forXPath: path).map(PageNode.init) }
}

extension Week {
    /// The pages of a week by path.
    static func pages(
        _ scenario: Scenario = scenario, _ timetable: Timetable = timetable, style: NameStyle = .full, details: WeekPages.Details = .init()
    ) throws -> [String: String] {
        let pages = WeekPages(scenario: scenario, timetable: timetable, naming: Naming(scenario: scenario, style: style), details: details)
        return Dictionary(try pages.files().map { ($0.path, $0.html) }, uniquingKeysWith: { first, _ in first })
    }

    static func page(
        _ path: String, _ scenario: Scenario = scenario, _ timetable: Timetable = timetable, style: NameStyle = .full,
        details: WeekPages.Details = .init()
    ) throws -> PageReader {
        try PageReader(try #require(try pages(scenario, timetable, style: style, details: details)[path], "no page \(path)"))
    }
}
