import Diary
import DiaryFiles
import Foundation
import Testing

@testable import DiaryOptimiser

/// Weeks that nobody plans on purpose. The optimum of each follows by the reasoning beside it.
@Suite("Odd scenarios")
struct OddScenarioTests {
    @Test("Planned to the optimum that follows by reasoning", arguments: OddScenario.all)
    func optimum(_ odd: OddScenario) throws {
        let scenario = try scenario(odd.text)
        let week =
            odd.isProven
            ? try planned(scenario, options: PlanOptions(timeLimit: 60)) : try planned(scenario, optimum: odd.optimum)
        expectSound(week, scenario, optimum: odd.optimum)
        #expect(week.result.score == odd.optimum, "\(odd.why)")
        if odd.isProven { #expect(week.result.isOptimal, "a bound of \(week.result.bound): \(odd.why)") }
        // All requests, each in the way that it likes best and by somebody named, with nothing lost.
        let most = scenario.requests.indices.reduce(Points.zero) { sum, request in
            let best = scenario.requests[request].modes.first.map {
                scenario.sessionPoints(request: request, practitioners: [], mode: $0)
            }
            return sum + max(.zero, (best ?? .zero) + scenario.weights.named)
        }
        #expect(week.result.bound <= most)
    }

    @Test("One more on cover is worth at least what it would bring: here the talk that the only one gives up")
    func worthOfCover() throws {
        let odd = try #require(OddScenario.all.first { $0.testDescription.hasSuffix("or cover for three calls") })
        let scenario = try scenario(odd.text)
        let week = try planned(scenario, optimum: odd.optimum)
        let worth = ScarceWorth.all(scenario, week.result.prices).first { $0.subject == .coverEvening(day: .tuesday) }
        #expect(try #require(worth).points >= Points(100) - (week.result.bound - week.result.score))
    }

    @Test("Nobody covers their own evening: the linear program needs no branching to know it")
    func ownEvening() throws {
        let odd = try #require(OddScenario.all.first { $0.testDescription == "Whose own evening nobody covers" })
        let problem = WeekProblem(scenario: try scenario(odd.text), published: nil)
        let search = LocalSearch(problem: problem, seed: 1)
        search.construct()
        let root = try BoundSearch(problem, timetable: search.bestTimetable)
        for _ in 0..<40 where !root.isFinished { try root.advance(isStopped: { false }) }
        #expect(root.bound == odd.optimum.thousandths)
    }

    @Test("Where supervision goes round in shares, splits by who is supervised at all settle it")
    func scarceSupervision() throws {
        let odd = try #require(OddScenario.all.first { $0.testDescription == "Supervision for one and a half" })
        let problem = WeekProblem(scenario: try scenario(odd.text), published: nil)
        let root = try BoundSearch(problem, timetable: Timetable())
        for _ in 0..<40 where !root.isFinished { try root.advance(isStopped: { false }) }
        // Three clients of one, and half of the other's three.
        #expect(root.bound == 450_000)
        var bounds: [Int] = [], open = [(search: root, bans: [Ban]())]
        while let node = open.popLast() {
            bounds.append(node.search.bound)
            guard node.search.bound > odd.optimum.thousandths, bounds.count < 10 else { continue }
            let split = try #require(node.search.fractionalUse.splits(node.search.problem).first { $0.question == .supervised })
            for bans in [split.one, split.other].map({ node.bans + $0 }) {
                let part = try BoundSearch(problem.banning(bans), from: node.search.warmStart(slack: 1_000_000), threads: 1, isStopped: { false })
                for _ in 0..<40 where !part.isFinished { try part.advance(isStopped: { false }) }
                open.append((part, bans))
            }
        }
        // Not both can be supervised, nor is one more split needed to know it.
        #expect(bounds.filter { $0 == odd.optimum.thousandths }.count == 2, "\(bounds)")
        #expect(bounds.filter { $0 > odd.optimum.thousandths }.count == 2, "\(bounds)")
        #expect(bounds.count == 5, "\(bounds)")
    }

    @Test("A published timetable of another shape: requests gone, practitioners gone, starts off the grid, modes gone")
    func publishedOfAnotherShape() throws {
        // r1 was at 10:00 with p1: kept. r2 was with somebody who has left, r3 at 10:07, r4 in a mode that its type lacks: lost whatever is
        // planned. r9 is gone and counts for nothing. Mon 09:00-12:00 in half hours takes all four: 400 - 3 x 20.
        let scenario = try scenario(OddScenario.head() + """
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            practitioners: [{id: p1, desk: base, hours: {mon: "09:00-12:00"}}]
            requests:
              - {id: r1, type: call, at-home: {mon: "09:00-12:00"}}
              - {id: r2, type: call, at-home: {mon: "09:00-12:00"}}
              - {id: r3, type: call, at-home: {mon: "09:00-12:00"}}
              - {id: r4, type: call, at-home: {mon: "09:00-12:00"}}
            """)
        let document = try TimetableReader(texts: [
            "published.json": """
            {"format": "diary-timetable/1", "service": "Odd", "week": "2026-11-23", "sessions": [
              {"request": "r1", "practitioners": ["p1"], "mode": "phone", "start": "2026-11-23T10:00"},
              {"request": "r2", "practitioners": ["gone"], "mode": "phone", "start": "2026-11-23T09:00"},
              {"request": "r3", "practitioners": ["p1"], "mode": "phone", "start": "2026-11-23T10:07"},
              {"request": "r4", "practitioners": ["p1"], "mode": "video", "start": "2026-11-23T11:00"},
              {"request": "r9", "practitioners": ["p1"], "mode": "phone", "start": "2026-11-23T11:00"}
            ], "supervision": [], "meetings": [{"meeting": "gone", "start": "2026-11-23T09:00"}], "cover": []}
            """
        ]).read("published.json")
        let published = try PublishedTimetable(document, in: scenario)
        let week = try planned(scenario, published: published, optimum: Points(340))
        expectSound(week, scenario, published: published, optimum: Points(340))
        #expect(week.result.score == Points(340))
        let first = week.result.timetable.sessions.first { $0.request == 0 }
        #expect(first?.start == WeekTime(.monday, 600))
    }

    @Test("What is published in a place that is no longer free gives way to what is worth more")
    func publishedGivesWay() throws {
        // One half hour for two calls: the urgent one (250) and the change (-20) are better than what was published (100).
        let scenario = try scenario(OddScenario.head() + """
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            practitioners: [{id: p1, desk: base, hours: {mon: "09:00-09:30"}}]
            requests:
              - {id: r1, type: call, at-home: {mon: "09:00-12:00"}}
              - {id: r2, type: call, at-home: {mon: "09:00-12:00"}, priority: urgent}
            """)
        let published = PublishedTimetable(sessions: [
            .init(request: 0, kept: Timetable.Session(request: 0, practitioners: [0], mode: .phone, start: WeekTime(.monday, 540)))
        ])
        let week = try planned(scenario, published: published, optimum: Points(230))
        expectSound(week, scenario, published: published, optimum: Points(230))
        #expect(week.result.score == Points(230))
    }
}
