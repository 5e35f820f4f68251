import ColumnGeneration
import Diary
import Testing

@testable import DiaryOptimiser

/// Rows that ask seats and meetings to start in unison: what they cut off, and that no timetable breaks one.
@Suite("Starts in unison")
struct UnisonTests {
    /// The bounds of a week without these rows and with them, before anything is split, in thousandths.
    private static func bounds(_ scenario: Scenario) throws -> (buckets: Int, unison: Int) {
        let problem = WeekProblem(scenario: scenario, published: nil)
        let root = try BoundSearch(problem, timetable: Timetable())
        for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
        let exact = try BoundSearch(problem, from: root.warmStart(slack: 1_000_000), threads: 1, lastSeparation: .unison, isStopped: { false })
        for _ in 0..<60 where !exact.isFinished { try exact.advance(isStopped: { false }) }
        #expect(root.isFinished && exact.isFinished)
        return (root.bound, exact.bound)
    }

    /// `a` can have an hour's call until 09:00 alone, `b` from 09:00 on alone; what they do together takes another hour between 08:00 and 10:00.
    private static func week(_ type: String, _ together: String) throws -> Scenario {
        try scenario(OddScenario.twoPeople(hours: "08:00-10:00", early: "08:00-09:00", late: "09:00-10:00", skills: true, type: type, together))
    }

    @Test("Two seats that each fit one half of two hours, not the same: held with both calls in buckets, with one in unison")
    func seats() throws {
        let week = try Self.week(
            "joint: {modes: {video: {minutes: 60}}, staff: 2, value: 300}",
            "  - {id: both, type: joint, skills: [both], at-home: {mon: \"08:00-10:00\"}}")
        // 100 for each call and 300; a has time for both from 09:00 on, b before.
        #expect(try Self.bounds(week) == (500_000, 400_000))
    }

    @Test("The same for a meeting")
    func meeting() throws {
        let week = try Self.week(
            "", "meetings: [{id: both, name: Both, with: [a, b], minutes: 60, when: {mon: \"08:00-10:00\"}}]")
        // A meeting missed costs 500, so that it is held, with one of the calls.
        #expect(try Self.bounds(week) == (200_000, 100_000))
    }

    @Test("A row that is broken says so whether or not it is to become dearer, and costs twice as much only where it is")
    func prices() throws {
        let week = try Self.week(
            "joint: {modes: {video: {minutes: 60}}, staff: 2, value: 300}",
            "  - {id: both, type: joint, skills: [both], at-home: {mon: \"08:00-10:00\"}}")
        let problem = WeekProblem(scenario: week, published: nil)
        let root = try BoundSearch(problem, timetable: Timetable())
        for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
        let search = try BoundSearch(problem, from: root.warmStart(slack: 1_000_000), threads: 1, lastSeparation: .unison, isStopped: { false })
        let master = search.searches[0].master
        for _ in 0..<60 where master.separation < .unison { try search.advance(isStopped: { false }) }
        let solution = try master.solve(isStopped: { false })
        let broken = master.elasticRows.filter { solution.excess($0.value) > 1e-6 }
        #expect(!broken.isEmpty)
        #expect(try master.stretch(solution, isDearer: false))
        for (index, row) in broken { #expect(master.elasticRows[index]?.price == row.price) }
        #expect(try master.stretch(solution, isDearer: true))
        for (index, row) in broken { #expect(master.elasticRows[index]?.price == 2 * row.price) }
        for (index, row) in master.elasticRows where broken[index] == nil { #expect(row.price == WeekMaster.leastFirstPrice) }
    }

    @Test("No timetable breaks a row of starts in unison, and the plans' uses tell what the rows hold")
    func timetables() {
        var asked = 0
        for fixture in OptimumFixture.all {
            let (relaxation, plans) = fixture.searched()
            var uses: [Int: Double] = [:]
            for (practitioner, day, activities) in plans {
                relaxation.forEachUse(of: activities, practitioner: practitioner, day: day) { index, amount in
                    if index >= relaxation.layout.unison { uses[index, default: 0] += amount }
                }
            }
            for (index, amount) in uses { #expect(amount <= 0, "\(fixture): multiplier \(index)") }
            asked += uses.count
        }
        #expect(asked > 50)
    }
}
