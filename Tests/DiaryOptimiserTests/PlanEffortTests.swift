import Diary
import Foundation
import Testing

@testable import DiaryOptimiser

@Suite("Where a plan's time goes")
struct PlanEffortTests {
    @Test("The parts are counted once each: together they are no more than what the process has used", arguments: [1, 3])
    func partsAreDisjoint(threads: Int) throws {
        let scenario = try PlannerTests.firstWeek()
        let began = ProcessorClock.process
        // Gap 0 needs a bound, so linear programs and pricing, beside the search.
        let effort = try Planner(scenario: scenario, options: PlanOptions(timeLimit: 5, threads: threads)).plan().effort
        let used = ProcessorClock.process - began
        for part in [effort.linearPrograms, effort.pricing, effort.search] { #expect(part > 0) }
        // Every part is read off its own thread's clock and no two regions that are measured overlap; the system adds the same nanoseconds to the clocks
        // of thread and process, at the latest when the thread is next switched, which is some milliseconds.
        let tolerance = 0.02
        #expect(effort.linearPrograms + effort.pricing + effort.search <= effort.total + tolerance)
        #expect(effort.total <= used + tolerance)
    }

    @Test("A week with nothing to place needs neither linear programs nor pricing")
    func nothingToPlace() throws {
        // The empty timetable's score is the bound that holds before any search.
        let scenario = try scenario(OddScenario.head() + "practitioners: [{id: p1, desk: base, hours: {mon: \"09:00-17:00\"}}]\n")
        let result = try Planner(scenario: scenario, options: PlanOptions(timeLimit: 30)).plan()
        #expect(result.isOptimal)
        #expect(result.effort.linearPrograms == 0)
        #expect(result.effort.pricing == 0)
        #expect(result.effort.search <= result.effort.total + 0.02)
    }

    @Test("The sum of two efforts is the sum of each part")
    func sum() {
        var one = PlanEffort(), two = PlanEffort()
        (one.linearPrograms, one.pricing, one.search, one.total) = (1, 2, 4, 8)
        (two.linearPrograms, two.pricing, two.search, two.total) = (16, 32, 64, 128)
        let sum = one + two
        #expect([sum.linearPrograms, sum.pricing, sum.search, sum.total] == [17, 34, 68, 136])
    }
}
