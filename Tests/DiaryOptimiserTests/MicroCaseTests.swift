import Diary
import DiaryFiles
import Foundation
import Testing

@testable import DiaryOptimiser

/// Cases of a few requests whose optimum follows from one rule, where the machine has them beside the project.
@Suite("Micro cases")
struct MicroCaseTests {
    @Test("Each is planned to its optimum", arguments: MicroCase.all)
    func optimum(_ micro: MicroCase) throws {
        let scenario = try scenario(String(contentsOf: micro.file, encoding: .utf8))
        let week = try planned(scenario, optimum: micro.best)
        expectSound(week, scenario, optimum: micro.best)
        #expect(week.result.score == micro.best, "\(micro.why)")
    }
}

struct MicroCase: Sendable, CustomTestStringConvertible {
    let name: String
    let file: URL
    let best: Points
    /// Why that is the optimum.
    let why: String

    var testDescription: String { name }

    static let all: [MicroCase] = {
        struct Expected: Decodable {
            var best: Double
            var why: String
        }
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "shared/data/instances/micro")
        let index = folder.appending(path: "expected.json")
        guard FileManager.default.fileExists(atPath: index.path()) else { return [] }
        do {
            return try JSONDecoder().decode([String: Expected].self, from: Data(contentsOf: index))
                .sorted { $0.key < $1.key }
                .map { name, expected in
                    MicroCase(
                        name: name, file: folder.appending(path: "\(name).json"),
                        best: Points(thousandths: Int((expected.best * 1000).rounded())), why: expected.why)
                }
        } catch {
            fatalError("\(index.path()): \(error)")
        }
    }()
}
