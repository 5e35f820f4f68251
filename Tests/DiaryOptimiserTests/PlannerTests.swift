import Diary
import DiaryFiles
import Foundation
import Synchronization
import Testing

@testable import DiaryOptimiser

@Suite("Planner")
struct PlannerTests {
    @Test("Against optima by enumeration: plans are allowed, bounds hold at every moment, optimal means optimal", arguments: OptimumFixture.all)
    func optima(_ fixture: OptimumFixture) throws {
        let week = try planned(fixture.scenario, published: fixture.published, options: PlanOptions(timeLimit: 1.2, threads: 1))
        expectSound(week, fixture.scenario, published: fixture.published, optimum: Points(thousandths: fixture.optimum))
        #expect((week.result.stop == .gap) == week.result.isOptimal)
    }

    @Test("Against three hundred more optima, in little time")
    func moreOptima() throws {
        #expect(OptimumFixture.more.count == 300)
        for fixture in OptimumFixture.more {
            let week = try planned(fixture.scenario, published: fixture.published, options: PlanOptions(timeLimit: 0.2, threads: 1))
            expectSound(week, fixture.scenario, published: fixture.published, optimum: Points(thousandths: fixture.optimum))
            #expect((week.result.stop == .gap) == week.result.isOptimal, "\(fixture)")
        }
    }

    @Test("A run that the gap stops is repeated exactly, with one thread and with two")
    func isDeterministic() throws {
        var compared = 0
        for fixture in OptimumFixture.all.indices.filter({ $0 % 4 == 2 }).map({ OptimumFixture.all[$0] }) {
            func run(threads: Int, timeLimit: Double) throws -> PlanResult {
                let options = PlanOptions(timeLimit: timeLimit, gap: 0.05, threads: threads, seed: 5)
                return try planned(fixture.scenario, published: fixture.published, options: options).result
            }
            // A run that the clock has stopped says nothing.
            let first = try run(threads: 1, timeLimit: 1.5)
            guard first.stop == .gap else { continue }
            for other in try [run(threads: 1, timeLimit: 60), run(threads: 2, timeLimit: 60), run(threads: 2, timeLimit: 60)] {
                #expect(other.stop == .gap)
                #expect(other.timetable == first.timetable, "\(fixture)")
                #expect(other.score == first.score, "\(fixture)")
                #expect(other.bound == first.bound, "\(fixture)")
            }
            compared += 1
        }
        #expect(compared > 0)
    }

    @Test("A gap that any plan satisfies ends the search at once")
    func wideGap() throws {
        for fixture in OptimumFixture.all where fixture.optimum > 0 {
            let week = try planned(fixture.scenario, published: fixture.published, options: PlanOptions(timeLimit: 60, gap: 1_000_000))
            expectSound(week, fixture.scenario, published: fixture.published, optimum: Points(thousandths: fixture.optimum))
            // A score of 0 is within no gap but the bound's own.
            if week.result.score > .zero { #expect(week.result.stop == .gap) }
        }
    }

    @Test("With no time at all there is still an allowed plan")
    func noTime() throws {
        for fixture in OptimumFixture.all {
            let week = try planned(fixture.scenario, published: fixture.published, options: PlanOptions(timeLimit: 0, threads: 2))
            expectSound(week, fixture.scenario, published: fixture.published, optimum: Points(thousandths: fixture.optimum))
            #expect(week.result.stop == .timeLimit || week.result.isOptimal)
        }
    }

    @Test("Told to stop, it returns the best so far without another round", arguments: [1, 2])
    func interruption(threads: Int) throws {
        let scenario = try Self.firstWeek()
        for patience in [0, 1, 3, 10] {
            let asked = Mutex(0)
            let stopped = Mutex(false)
            let reportsAfter = Mutex(0)
            let result = try Planner(scenario: scenario, options: PlanOptions(timeLimit: 30, threads: threads)).plan(
                progress: { _ in if stopped.withLock({ $0 }) { reportsAfter.withLock { $0 += 1 } } },
                isStopped: {
                    let isOver = asked.withLock { asked in
                        asked += 1
                        return asked > patience
                    }
                    if isOver { stopped.withLock { $0 = true } }
                    return isOver
                })
            let verdict = Checker(scenario).check(result.timetable)
            #expect(verdict.isAllowed)
            #expect(verdict.score.total == result.score)
            #expect(result.bound >= result.score)
            #expect(result.stop == .interrupted || result.isOptimal)
            #expect(reportsAfter.withLock { $0 } <= 2)
        }
    }

    @Test("The search is asked to stop often, whoever asks from wherever", arguments: [1, 2])
    func stopsFromAnotherThread(threads: Int) throws {
        let scenario = try Self.firstWeek()
        let isStopped = Mutex(false)
        let thread = Thread {
            Thread.sleep(forTimeInterval: 0.3)
            isStopped.withLock { $0 = true }
        }
        thread.start()
        let options = PlanOptions(timeLimit: 60, threads: threads)
        let week = try planned(scenario, options: options, isStopped: { isStopped.withLock { $0 } })
        expectSound(week, scenario)
        #expect(week.result.stop == .interrupted || week.result.isOptimal)
    }

    @Test("Progress on a whole team: the best only rises, the bound only falls and never below what is found later", arguments: [1, 2])
    func progress(threads: Int) throws {
        let scenario = try Self.firstWeek()
        let week = try planned(scenario, options: PlanOptions(timeLimit: 3, threads: threads, seed: 2))
        expectSound(week, scenario)
        #expect(week.result.score > Checker(scenario).check(Timetable()).score.total)
    }

    @Test("Another seed changes the way, never the proof")
    func seeds() throws {
        for fixture in OptimumFixture.all.prefix(6) {
            for seed in [0, 1, 2, UInt64.max] {
                let week = try planned(fixture.scenario, published: fixture.published, options: PlanOptions(timeLimit: 0.3, seed: seed))
                expectSound(week, fixture.scenario, published: fixture.published, optimum: Points(thousandths: fixture.optimum))
            }
        }
    }

    @Test("The gap is relative to the score's size, 0 when proven and unknown for a score of 0")
    func gap() {
        #expect(PlanResult.gap(score: Points(200), bound: Points(201)) == 0.005)
        #expect(PlanResult.gap(score: Points(-200), bound: Points(-100)) == 0.5)
        #expect(PlanResult.gap(score: Points(0), bound: Points(0)) == 0)
        #expect(PlanResult.gap(score: Points(0), bound: Points(1)) == nil)
        #expect(PlanProgress(phase: "", best: nil, bound: Points(1), seconds: 0).gap == nil)
        #expect(PlanProgress(phase: "", best: Points(1), bound: nil, seconds: 0).gap == nil)
        #expect(PlanProgress(phase: "", best: Points(2), bound: Points(3), seconds: 0).gap == 0.5)
    }

    /// The scenario that people plan first, shipped with the software.
    static func firstWeek() throws -> Scenario {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Scenarios/first-week.yaml"), encoding: .utf8)
        return try scenario(text)
    }
}
