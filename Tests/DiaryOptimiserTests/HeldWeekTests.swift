import Diary
import DiaryFiles
import Foundation
import Testing

@testable import DiaryOptimiser

/// Weeks whose best scores with a given request an independent program has found by enumeration.
@Suite("Possible, but the week is worth more without it")
struct HeldWeekTests {
    @Test("Never impossible where it can be held, never possible where it cannot, and costs on the right side of the truth", arguments: HeldOptimum.all)
    func truth(_ held: HeldOptimum) throws {
        let explainer = Explainer(
            scenario: held.scenario, timetable: held.timetable, published: held.published, options: ExplainOptions(timeLimit: 1, threads: 2))
        let score = Checker(held.scenario).check(held.timetable, published: held.published).score.total
        let explanations = try explainer.explain()
        #expect(explanations.map(\.request) == held.best.keys.sorted())
        for explanation in explanations {
            let best = try #require(held.best[explanation.request])
            let id = Comment(rawValue: "\(held.scenario.requests[explanation.request].id): \(explanation.finding)")
            switch explanation.finding {
            case .impossible: #expect(best == nil, id)
            case .notSettled(nil): break
            case .worthMoreWithout(let week), .notSettled(let week?):
                guard let best else {
                    Issue.record("nobody can hold it", sourceLocation: #_sourceLocation)
                    continue
                }
                #expect(week.score == score)
                if let bound = week.bound { #expect(bound >= best, id) }
                if let found = week.best {
                    #expect(found.score <= best, id)
                    let verdict = Checker(held.scenario).check(found.timetable, published: held.published)
                    #expect(verdict.isAllowed && verdict.score.total == found.score)
                    #expect(found.timetable.sessions.contains { $0.request == explanation.request })
                }
                for change in week.units.flatMap(\.alternatives) {
                    // With the change some week holds it and is worth no less: the planner may need time to find one, but the best is no less.
                    #expect(change.applied(to: held.scenario) != held.scenario)
                }
                if case .worthMoreWithout = explanation.finding { #expect(best <= score && week.isProven, id) }
            }
        }
    }

    @Test("Most of the tiny weeks are settled, and the best week is mostly found")
    func howMuchIsSettled() throws {
        var settled = 0, found = 0, all = 0, impossible = 0, barred = 0
        var unrecognised: [String] = []
        for held in HeldOptimum.all.prefix(40) {
            let explainer = Explainer(
                scenario: held.scenario, timetable: held.timetable, published: held.published, options: ExplainOptions(timeLimit: 3, threads: 2))
            for explanation in try explainer.explain() {
                all += 1
                let best = held.best[explanation.request] ?? nil
                if best == nil {
                    barred += 1
                    if case .impossible = explanation.finding {} else { unrecognised.append("\(held.name) \(explanation.request)") }
                }
                switch explanation.finding {
                case .impossible:
                    settled += 1
                    impossible += 1
                case .worthMoreWithout(let week):
                    settled += 1
                    if week.best?.score == best { found += 1 }
                case .notSettled(let week): if week?.best?.score == best { found += 1 }
                }
            }
        }
        // In one of these weeks another activity might make the break that the request lacks alone: that is left open.
        #expect(impossible >= barred - 1, "what cannot be held is always recognised, but: \(unrecognised)")
        #expect(found * 10 >= (all - barred) * 9, "\(found) of \(all - barred)")
        #expect(settled * 10 >= all * 7, "\(settled) of \(all)")
    }
}

/// `Tests/Oracle/Fixtures/held-optima.json`: an optimal timetable, and for each request that it lacks the best score of the weeks that hold it.
struct HeldOptimum: Sendable, CustomTestStringConvertible {
    let name: String
    let scenario: Scenario
    let published: PublishedTimetable?
    let timetable: Timetable
    /// By request; nil where no week holds it.
    let best: [Int: Points?]

    var testDescription: String { name }

    static let all: [HeldOptimum] = {
        do {
            let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "Oracle/Fixtures/held-optima.json")
            let entries = try JSONSerialization.jsonObject(with: Data(contentsOf: path)) as? [[String: Any]] ?? []
            let weeks = ["optima.json": OptimumFixture.all, "more-optima.json": OptimumFixture.more]
            return try entries.map { entry in
                let name = try #require(entry["name"] as? String), file = try #require(entry["file"] as? String)
                let week = try #require(weeks[file]?.first { $0.name == name })
                let text = try JSONSerialization.data(withJSONObject: try #require(entry["timetable"]))
                let document = try TimetableReader(texts: ["t.json": String(decoding: text, as: UTF8.self)]).read("t.json")
                var best: [Int: Points?] = [:]
                for (id, value) in try #require(entry["held"] as? [String: Any]) {
                    let request = try #require(week.scenario.requests.firstIndex { $0.id == id })
                    best[request] = .some((value as? NSNumber).map { Points(thousandths: Int(($0.doubleValue * 1000).rounded())) })
                }
                return HeldOptimum(
                    name: "\(file) \(name)", scenario: week.scenario, published: week.published,
                    timetable: document.resolved(in: week.scenario).timetable, best: best)
            }
        } catch {
            fatalError("held-optima.json: \(error)")
        }
    }()
}
