import Diary
import Testing

@testable import DiaryOptimiser

@Suite("Certain gains")
struct CertainGainTests {
    private static func point(_ score: Int, _ bound: Int, _ sessions: ClosedRange<Int>) -> WhatIfPoint {
        let scenario = Scenario(service: "s", week: CalendarDate(daysSinceEpoch: 20780))
        return WhatIfPoint(
            week: WhatIfWeek(name: "w", scenario: scenario), timetable: Timetable(), score: Points(score), bound: Points(bound),
            sessionRange: sessions, seconds: 0, stop: .gap)
    }

    @Test("From the second's score less the first's bound to the second's bound less the first's score")
    func interval() {
        let one = Self.point(100, 110, 3...4), two = Self.point(150, 180, 4...6)
        for isNested in [true, false] {
            let gain = CertainGain(from: one, to: two, isNested: isNested)
            #expect(gain.points == Points(40)...Points(80))
            #expect(gain.sessions == 0...3)
        }
    }

    @Test("Where everything that is allowed first is allowed second, no gain is below 0; otherwise it may be")
    func nested() {
        let one = Self.point(100, 180, 3...4), two = Self.point(110, 150, 1...2)
        #expect(CertainGain(from: one, to: two, isNested: true).points == Points(0)...Points(50))
        #expect(CertainGain(from: one, to: two, isNested: false).points == Points(-70)...Points(50))
        // Nothing of the kind is true of sessions.
        #expect(CertainGain(from: one, to: two, isNested: true).sessions == -3 ... -1)
    }

    @Test("Whatever the best scores are between scores and bounds, their difference is in the interval")
    func holds() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1000 {
            let scores = [Int.random(in: -50...50, using: &generator), Int.random(in: -50...50, using: &generator)]
            let bounds = scores.map { $0 + Int.random(in: 0...60, using: &generator) }
            let best = zip(scores, bounds).map { Int.random(in: $0...$1, using: &generator) }
            let gain = CertainGain(from: Self.point(scores[0], bounds[0], 0...0), to: Self.point(scores[1], bounds[1], 0...0), isNested: false)
            #expect(gain.points.contains(Points(best[1] - best[0])))
        }
    }

    @Test("A bound of a later week holds for every earlier one")
    func bounds() {
        let points = NestedWeeks.withBounds([Self.point(10, 90, 0...1), Self.point(20, 70, 0...1), Self.point(30, 80, 0...1), Self.point(40, 60, 0...1)])
        #expect(points.map(\.bound) == [Points(60), Points(60), Points(60), Points(60)])
        #expect(NestedWeeks.withBounds([Self.point(1, 2, 0...1), Self.point(1, 3, 0...1)]).map(\.bound) == [Points(2), Points(3)])
        #expect(NestedWeeks.withBounds([]).isEmpty)
    }

    @Test("The first week gets four times the share of another, and what is left over passes on")
    func budget() {
        let budget = SweepBudget(weeks: 5, total: 80)
        #expect(budget.seconds(week: 0, elapsed: 0) == 40)
        #expect(budget.seconds(week: 1, elapsed: 40) == 10)
        #expect(budget.seconds(week: 1, elapsed: 20) == 15)
        #expect(budget.seconds(week: 4, elapsed: 79) == 1)
        #expect(budget.seconds(week: 4, elapsed: 90) == 0)
        #expect(budget.isOver(week: 1, elapsed: 80) && !budget.isOver(week: 0, elapsed: 80) && !budget.isOver(week: 3, elapsed: 79))
        #expect(SweepBudget(weeks: 3, total: nil).seconds(week: 0, elapsed: 5) == nil)
        #expect(!SweepBudget(weeks: 3, total: nil).isOver(week: 2, elapsed: 1e9))
    }
}
