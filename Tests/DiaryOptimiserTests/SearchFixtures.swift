import Diary
import DiaryFiles
import Foundation

@testable import DiaryOptimiser

/// A tiny scenario whose optimum an independent program has found by enumeration (`Tests/Oracle/Fixtures/optima.json`).
struct OptimumFixture: Sendable, CustomStringConvertible {
    let name: String
    let scenario: Scenario
    let published: PublishedTimetable?
    /// Thousandths of a point.
    let optimum: Int

    var description: String { name }

    static let all = read(file: "optima.json")
    /// Three hundred more, drawn without choosing.
    static let more = read(file: "more-optima.json")

    private static func read(file: String) -> [OptimumFixture] {
        DrawnScenario.read(file: file).compactMap { drawn in
            drawn.optimum.map { OptimumFixture(name: drawn.name, scenario: drawn.scenario, published: drawn.published, optimum: $0) }
        }
    }
}

/// A random scenario of `Tests/Oracle/Fixtures`.
struct DrawnScenario: Sendable, CustomStringConvertible {
    let name: String
    let scenario: Scenario
    let published: PublishedTimetable?
    /// Thousandths of a point, where enumeration has found it.
    let optimum: Int?

    var description: String { name }

    /// Those with too many choices for enumeration (`wider.json`).
    static let wider = read(file: "wider.json")

    static func read(file: String) -> [DrawnScenario] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Oracle/Fixtures/\(file)")
        do {
            return try read(Data(contentsOf: path))
        } catch {
            fatalError("\(path.path()): \(error)")
        }
    }

    private static func text(_ object: Any) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }

    private static func read(_ data: Data) throws -> [DrawnScenario] {
        let entries = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
        return try entries.compactMap { entry in
            guard let name = entry["name"] as? String, let content = entry["scenario"] else { return nil }
            let scenario = try ScenarioReader(texts: ["s.json": text(content)]).read("s.json").scenario
            var published: PublishedTimetable?
            if let timetable = entry["published"] as? [String: Any] {
                let document = try TimetableReader(texts: ["t.json": text(timetable)]).read("t.json")
                published = try PublishedTimetable(document, in: scenario)
            }
            let optimum = (entry["optimum"] as? NSNumber).map { Int(($0.doubleValue * 1000).rounded()) }
            return DrawnScenario(name: name, scenario: scenario, published: published, optimum: optimum)
        }
    }
}
