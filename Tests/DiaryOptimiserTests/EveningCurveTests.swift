import Diary
import Foundation
import Synchronization
import Testing

@testable import DiaryOptimiser

@Suite("Evening curve")
struct EveningCurveTests {
    @Test("There are many curves by enumeration, and they rise")
    func fixtures() {
        #expect(CurveFixture.all.count > 200)
        #expect(CurveFixture.all.allSatisfy { $0.optima == $0.optima.sorted() && $0.optima.count == 4 })
    }

    @Test("Against optima by enumeration: allowed plans, scores and bounds that never fall, and gains that are true")
    func optima() throws {
        // Every third, for the time that all would take.
        for fixture in CurveFixture.all.indices.filter({ $0 % 3 == 0 }).map({ CurveFixture.all[$0] }) {
            let curve = try EveningCurve(
                scenario: fixture.scenario, published: fixture.published, slots: EveningSlots(from: 0, to: 3),
                options: PlanOptions(timeLimit: 0.4)
            ).run()
            let points = curve.sweep.points
            #expect(curve.slots == curve.slots.sorted() && curve.slots.count == points.count)
            #expect(curve.slots.first == 0 && points.count + curve.sweep.missing.count == 4)
            for (slots, point) in zip(curve.slots, points) {
                try Self.expectSound(point, slots: slots, fixture)
            }
            // Every pair of points, neighbours or not.
            for (first, (low, one)) in zip(curve.slots, points).enumerated() {
                for (high, two) in zip(curve.slots, points).dropFirst(first + 1) {
                    #expect(one.score <= two.score, "\(fixture), \(low) and \(high) slots")
                    #expect(one.bound <= two.bound, "\(fixture), \(low) and \(high) slots")
                    let gain = CertainGain(from: one, to: two, isNested: true)
                    let best = Points(thousandths: fixture.optima[high] - fixture.optima[low])
                    #expect(gain.points.contains(best), "\(fixture), \(low) to \(high) slots")
                    #expect(gain.sessions.contains(fixture.sessions[high] - fixture.sessions[low]), "\(fixture), \(low) to \(high) slots")
                }
            }
        }
    }

    /// Expects what is true of a point however short the search was.
    private static func expectSound(_ point: WhatIfPoint, slots: Int, _ fixture: CurveFixture) throws {
        #expect(point.week.scenario.rules.afterHoursSlots == slots)
        var scenario = fixture.scenario
        scenario.rules.afterHoursSlots = slots
        let verdict = Checker(scenario).check(point.timetable, published: fixture.published)
        #expect(verdict.isAllowed, "\(fixture), \(slots) slots: \(verdict.violations)")
        #expect(verdict.score.total == point.score, "\(fixture), \(slots) slots")
        #expect(point.score.thousandths <= fixture.optima[slots], "\(fixture), \(slots) slots")
        #expect(point.bound.thousandths >= fixture.optima[slots], "\(fixture), \(slots) slots")
        #expect(point.sessionRange.contains(point.sessions), "\(fixture), \(slots) slots")
        #expect(point.sessionRange.contains(fixture.sessions[slots]), "\(fixture), \(slots) slots")
    }

    @Test("Numbers beyond today's: from the scenario's own slots, or from what today's plan uses")
    func beyondToday() throws {
        for fixture in CurveFixture.all.prefix(6) {
            var limited = fixture.scenario
            limited.rules.afterHoursSlots = 1
            let own = try EveningCurve(
                scenario: limited, published: fixture.published, slots: EveningSlots(from: 0, to: 2, step: 2, origin: .today),
                options: PlanOptions(timeLimit: 5)
            ).run()
            #expect(own.todaysSlots == 1 && !own.isTodayUnlimited)
            #expect(own.slots == [1, 3])

            var unlimited = fixture.scenario
            unlimited.rules.afterHoursSlots = nil
            let curve = try EveningCurve(
                scenario: unlimited, published: fixture.published, slots: EveningSlots(from: 0, to: 1, origin: .today),
                options: PlanOptions(timeLimit: 5)
            ).run()
            let today = try #require(curve.todaysSlots)
            #expect(curve.isTodayUnlimited)
            #expect(curve.slots == [today, today + 1])
            for point in curve.sweep.points {
                let verdict = Checker(point.week.scenario).check(point.timetable, published: fixture.published)
                #expect(verdict.isAllowed && verdict.score.total == point.score)
                if let optimum = fixture.optima.dropFirst(point.week.scenario.rules.afterHoursSlots ?? 0).first {
                    #expect(point.score.thousandths <= optimum && optimum <= point.bound.thousandths)
                }
            }
        }
    }

    @Test("Told to stop, it keeps the points that are done and names the others")
    func interruption() throws {
        let fixture = try #require(CurveFixture.all.first)
        let stopped = Mutex(false)
        let curve = try EveningCurve(
            scenario: fixture.scenario, published: fixture.published, slots: EveningSlots(from: 0, to: 3),
            options: PlanOptions(timeLimit: 60, gap: 1)
        ).run(progress: { if $0.week == 2 { stopped.withLock { $0 = true } } }, isStopped: { stopped.withLock { $0 } })
        #expect(curve.sweep.isInterrupted)
        #expect([[0, 1], [0, 1, 2]].contains(curve.slots))
        #expect(curve.sweep.missing == ["2 slots", "3 slots"].suffix(4 - curve.sweep.points.count))
    }

    @Test("With no time at all there is the first point, and the others are named")
    func noTime() throws {
        let fixture = try #require(CurveFixture.all.first)
        let curve = try EveningCurve(
            scenario: fixture.scenario, published: fixture.published, slots: EveningSlots(from: 0, to: 3), options: PlanOptions(timeLimit: 0)
        ).run()
        #expect(curve.slots == [0])
        #expect(curve.sweep.missing == ["1 slot", "2 slots", "3 slots"])
        #expect(!curve.sweep.isInterrupted)
    }

    @Test("Progress tells which point it is, of how many, and only less and less time left")
    func progress() throws {
        let fixture = try #require(CurveFixture.all.first)
        let reports = Mutex<[SweepProgress]>([])
        _ = try EveningCurve(
            scenario: fixture.scenario, published: fixture.published, slots: EveningSlots(from: 1, to: 3), options: PlanOptions(timeLimit: 20)
        ).run(progress: { report in reports.withLock { $0.append(report) } })
        let all = reports.withLock { $0 }
        #expect(Set(all.map(\.week)) == [0, 1, 2])
        #expect(all.allSatisfy { $0.weeks == 3 })
        #expect(all.map(\.week) == all.map(\.week).sorted())
        #expect(all.map(\.seconds) == all.map(\.seconds).sorted())
        let left = all.compactMap(\.secondsLeft)
        #expect(left.count == all.count && left == left.sorted(by: >) && left.allSatisfy { $0 <= 20 })
        #expect(all.first?.name == "1 slot" && all.last?.name == "3 slots")
        #expect(Set(all.map(\.name)) == ["1 slot", "2 slots", "3 slots"])
    }
}
