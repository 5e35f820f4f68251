import ColumnGeneration
import Diary
import Testing

@testable import DiaryOptimiser

/// Lazy rows that have long been without a price: dropped, and made again where a solution breaks them.
@Suite("Idle rows")
struct IdleRowTests {
    @Test("Without its idle rows a week's linear program is worth what it was, and rows that come back stay")
    func drops() throws {
        var dropped = 0, cuts = 0
        for fixture in OptimumFixture.all {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            let root = try BoundSearch(problem, timetable: Timetable())
            for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
            let whole = try BoundSearch(
                problem, from: root.warmStart(slack: 1_000_000), threads: 1, cutRounds: 5, lastSeparation: .unison, isStopped: { false })
            for _ in 0..<60 where !whole.isFinished { try whole.advance(isStopped: { false }) }
            let master = whole.searches[0].master
            func objective() throws -> Double { try #require(try master.solve(isStopped: { false }).objective) }
            let before = try objective(), rows = master.size.rows
            // Solved anew nothing changes, but every row without a price has been so for longer.
            for _ in 0..<60 { _ = try master.solve(isStopped: { false }) }
            try master.dropIdleRows()
            let gone = rows - master.size.rows
            dropped += gone
            #expect(gone <= master.droppedRows.count, "\(fixture)")
            #expect(try abs(objective() - before) < 1e-4, "\(fixture)")
            // The solution obeys every cut, that of a row that is gone too.
            let solution = try master.solve(isStopped: { false }), subsets = master.layout.subsets
            for index in subsets {
                guard let cut = whole.relaxation.subsets[index - subsets.lowerBound] else { continue }
                let count = master.values(solution).reduce(0) { $0 + Double(whole.relaxation.count(of: $1.column, in: cut)) * $1.value }
                #expect(count <= Double(whole.relaxation.side(index)) + 1e-5, "\(fixture)")
                cuts += 1
            }
            let returned = master.droppedRows.filter { master.rowOf[$0] != nil }
            for _ in 0..<60 { _ = try master.solve(isStopped: { false }) }
            try master.dropIdleRows()
            #expect(returned.allSatisfy { master.rowOf[$0] != nil }, "\(fixture)")
        }
        #expect(dropped > 50 && cuts > 0, "\(dropped), \(cuts)")
    }
}
