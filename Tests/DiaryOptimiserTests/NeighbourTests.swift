import Diary
import Foundation
import Testing

@testable import DiaryOptimiser

@Suite("Neighbouring weeks")
struct NeighbourTests {
    private let never: @Sendable () -> Bool = { false }

    private static func planned(_ fixture: CurveFixture, slots: Int) throws -> WhatIfPoint? {
        var scenario = fixture.scenario
        scenario.rules.afterHoursSlots = slots
        let session = SweepSession(options: PlanOptions(timeLimit: 0.3), weeks: 1, progress: { _ in }, isStopped: { false })
        return try session.plan(WhatIfWeek(name: "", scenario: scenario, published: fixture.published))
    }

    @Test("Prices of one week bound another with more or fewer slots, and with other people and points")
    func transferredBounds() throws {
        var compared = 0
        for fixture in CurveFixture.all.indices.filter({ $0 % 9 == 0 }).map({ CurveFixture.all[$0] }) {
            guard let point = try Self.planned(fixture, slots: 1), let memory = point.memory,
                let transferred = TransferredBound(point.week, memory)
            else { continue }
            for slots in 0...3 {
                var week = point.week
                week.scenario.rules.afterHoursSlots = slots
                guard let bound = transferred.bound(of: week, isStopped: never) else { continue }
                #expect(bound.points.thousandths >= fixture.optima[slots], "\(fixture), \(slots) slots")
                compared += 1
                // Without meetings and without what was published.
                var fewer = week
                fewer.published = nil
                fewer.scenario.meetings = []
                guard let unpublished = transferred.bound(of: fewer, isStopped: never) else { continue }
                let plan = try Planner(scenario: fewer.scenario, options: PlanOptions(timeLimit: 0.05)).plan()
                #expect(plan.score <= unpublished.points, "\(fixture), \(slots) slots, no meetings")
            }
            if let own = transferred.bound(of: point.week, isStopped: { false }) {
                #expect(own.points >= point.score)
            }
        }
        #expect(compared > 40)
    }

    @Test("A bound that prices only whom a change affects is the bound that prices everybody", arguments: OneMoreKind.allCases)
    func affected(kind: OneMoreKind) throws {
        var compared = 0
        for fixture in CurveFixture.all.indices.filter({ $0 % 13 == 2 }).map({ CurveFixture.all[$0] }) {
            guard let point = try Self.planned(fixture, slots: 2), let memory = point.memory,
                var transferred = TransferredBound(point.week, memory), transferred.keepParts(isStopped: never)
            else { continue }
            for candidate in OneMoreCandidates(point.week).candidates(kind) {
                let quick = transferred.bound(of: candidate.week, affected: candidate.affected, isStopped: never)
                let full = transferred.bound(of: candidate.week, isStopped: never)
                #expect(quick?.micropoints == full?.micropoints, "\(fixture), \(candidate.week.name)")
                compared += 1
            }
        }
        #expect(compared > 0)
    }

    @Test("Good timetables hold as many sessions as is said: a range from bounds on points and sessions together")
    func sessionBounds() throws {
        var narrowed = 0
        for fixture in CurveFixture.all.indices.filter({ $0 % 9 == 4 }).map({ CurveFixture.all[$0] }) {
            guard let point = try Self.planned(fixture, slots: 2) else { continue }
            let bounds = try SessionBounds(point, threads: 1, isStopped: { false })
            for slots in 0...3 {
                // Whatever the score at hand, the best timetable is at least as good.
                for score in [fixture.optima[slots], fixture.optima[slots] - 50_000] {
                    let wide = 0...fixture.scenario.requests.count
                    let range = bounds.range(wide, score: Points(thousandths: score), slots: slots)
                    #expect(range.contains(fixture.sessions[slots]), "\(fixture), \(slots) slots, \(score)")
                    if range != wide { narrowed += 1 }
                }
            }
            var points = [point]
            let before = point.sessionRange
            bounds.narrow(&points, isStopped: { false })
            #expect(points[0].sessionRange.contains(fixture.sessions[2]) && points[0].sessionRange.contains(point.sessions), "\(fixture)")
            #expect(before.lowerBound <= points[0].sessionRange.lowerBound && points[0].sessionRange.upperBound <= before.upperBound)
        }
        #expect(narrowed > 20)
    }

    @Test("Bounds on points and sessions together: from room and shift to a range")
    func narrowing() {
        // Score 100; score + 10 x sessions at most 145: no more than 4.
        #expect(SessionBounds.narrowed(0...9, score: Points(100), bound: Points(145), shift: 10_000) == 0...4)
        #expect(SessionBounds.narrowed(0...9, score: Points(100), bound: Points(150), shift: 10_000) == 0...5)
        // Score - 10 x sessions at most 55: no fewer than 5; at most 60: no fewer than 4.
        #expect(SessionBounds.narrowed(0...9, score: Points(100), bound: Points(55), shift: -10_000) == 5...9)
        #expect(SessionBounds.narrowed(0...9, score: Points(100), bound: Points(60), shift: -10_000) == 4...9)
        #expect(SessionBounds.narrowed(3...9, score: Points(100), bound: Points(200), shift: -10_000) == 3...9)
    }

    @Test("One more of something allows everything that was allowed: estimates are bounds, verified gains lie within them")
    func oneMore() throws {
        var verified = 0
        for (fixture, kind) in zip(CurveFixture.all.indices.filter { $0 % 19 == 0 }.map { CurveFixture.all[$0] }, [OneMoreKind](repeating: .evening, count: 6) + [.room, .room, .supervisionHour, .onsite, .onsite, .room]) {
            let result = try OneMoreComparison(
                base: WhatIfWeek(name: "as it is", scenario: fixture.scenario, published: fixture.published), kind: kind, top: 2,
                options: PlanOptions(timeLimit: 6, gap: 0.02)
            ).run()
            let today = try #require(result.sweep.points.first)
            for point in result.sweep.points {
                let verdict = Checker(point.week.scenario).check(point.timetable, published: point.week.published)
                #expect(verdict.isAllowed && verdict.score.total == point.score && point.score <= point.bound, "\(fixture)")
                #expect(Checker(point.week.scenario).check(today.timetable, published: fixture.published).isAllowed, "\(fixture), \(point.week.name)")
                #expect(point.score >= today.score && point.bound >= today.bound)
            }
            #expect(result.estimates.count == result.sweep.points.count)
            let estimates = result.notPlanned.map(\.estimate)
            #expect(estimates == estimates.sorted(by: >))
            verified += max(0, result.sweep.points.count - 1)
        }
        #expect(verified > 0)
    }
}
