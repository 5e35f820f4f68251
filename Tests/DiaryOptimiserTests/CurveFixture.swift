import Diary
import Foundation

/// A tiny scenario whose optimum is known, by enumeration, for several numbers of after-hours slots (`Tests/Oracle/make_curves.py`).
struct CurveFixture: Sendable, CustomStringConvertible {
    let name: String
    let scenario: Scenario
    let published: PublishedTimetable?
    /// Thousandths of a point, with 0, 1, ... slots.
    let optima: [Int]
    /// Sessions of a timetable that reaches each.
    let sessions: [Int]

    var description: String { name }

    private struct Entry: Decodable {
        var file: String
        var name: String
        var optima: [Double]
        var sessions: [Int]
    }

    static let all: [CurveFixture] = {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Oracle/Fixtures/curves.json")
        do {
            let entries = try JSONDecoder().decode([Entry].self, from: Data(contentsOf: path))
            let fixtures = ["optima.json": OptimumFixture.all, "more-optima.json": OptimumFixture.more]
                .mapValues { Dictionary(uniqueKeysWithValues: $0.map { ($0.name, $0) }) }
            return entries.compactMap { entry in
                guard let fixture = fixtures[entry.file]?[entry.name] else { return nil }
                return CurveFixture(
                    name: entry.name, scenario: fixture.scenario, published: fixture.published,
                    optima: entry.optima.map { Int(($0 * 1000).rounded()) }, sessions: entry.sessions)
            }
        } catch {
            fatalError("\(path.path()): \(error)")
        }
    }()
}
