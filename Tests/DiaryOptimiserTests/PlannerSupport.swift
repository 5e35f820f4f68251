import Diary
import DiaryFiles
import Foundation
import Synchronization
import Testing

@testable import DiaryOptimiser

/// What a planner said on its way and in the end.
struct PlannedWeek {
    let result: PlanResult
    let reports: [PlanProgress]
}

/// Plans a week and keeps every progress report.
func planned(
    _ scenario: Scenario, published: PublishedTimetable? = nil, options: PlanOptions, isStopped: @escaping @Sendable () -> Bool = { false }
) throws -> PlannedWeek {
    let reports = Mutex<[PlanProgress]>([])
    let result = try Planner(scenario: scenario, published: published, options: options)
        .plan(progress: { report in reports.withLock { $0.append(report) } }, isStopped: isStopped)
    return PlannedWeek(result: result, reports: reports.withLock { $0 })
}

/// Plans a week whose optimum is known: for two seconds and then, where the machine was too busy for that, until the optimum is found or half
/// a minute has gone.
func planned(_ scenario: Scenario, published: PublishedTimetable? = nil, optimum: Points) throws -> PlannedWeek {
    let week = try planned(scenario, published: published, options: PlanOptions(timeLimit: 2))
    if week.result.score == optimum { return week }
    let found = Mutex(false)
    let reports = Mutex<[PlanProgress]>([])
    let result = try Planner(scenario: scenario, published: published, options: PlanOptions(timeLimit: 30)).plan(
        progress: { report in
            reports.withLock { $0.append(report) }
            if let best = report.best, best >= optimum { found.withLock { $0 = true } }
        }, isStopped: { found.withLock { $0 } })
    return PlannedWeek(result: result, reports: reports.withLock { $0 })
}

/// Expects what holds of every plan, however short the search was: the checker allows it and agrees on its score, the bound is no less, what the
/// search said on its way never contradicts its end, and the best only rises while the bound only falls.
func expectSound(
    _ week: PlannedWeek, _ scenario: Scenario, published: PublishedTimetable? = nil, _ name: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let result = week.result
    let verdict = Checker(scenario).check(result.timetable, published: published)
    #expect(verdict.isAllowed, "\(name ?? ""): \(verdict.violations)", sourceLocation: sourceLocation)
    #expect(verdict.score.total == result.score, name, sourceLocation: sourceLocation)
    #expect(result.bound >= result.score, name, sourceLocation: sourceLocation)
    #expect(result.isOptimal == (result.bound == result.score), name, sourceLocation: sourceLocation)
    #expect(!week.reports.isEmpty, name, sourceLocation: sourceLocation)

    let bests = week.reports.compactMap(\.best)
    let bounds = week.reports.compactMap(\.bound)
    let seconds = week.reports.map(\.seconds)
    #expect(bests == bests.sorted(), "the best never falls", sourceLocation: sourceLocation)
    #expect(bounds == bounds.sorted(by: >), "the bound never rises", sourceLocation: sourceLocation)
    #expect(seconds == seconds.sorted(), name, sourceLocation: sourceLocation)
    #expect(bests.allSatisfy { $0 <= result.score }, "no best was taken back", sourceLocation: sourceLocation)
    #expect(bounds.allSatisfy { $0 >= result.bound }, "no bound was taken back", sourceLocation: sourceLocation)
}

/// The same, and what is known of the optimum: no plan above it, no bound below it, and what is called optimal is.
func expectSound(
    _ week: PlannedWeek, _ scenario: Scenario, published: PublishedTimetable? = nil, optimum: Points, _ name: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    expectSound(week, scenario, published: published, name, sourceLocation: sourceLocation)
    #expect(week.result.score <= optimum, name, sourceLocation: sourceLocation)
    #expect(week.result.bound >= optimum, name, sourceLocation: sourceLocation)
    #expect(week.reports.compactMap(\.bound).allSatisfy { $0 >= optimum }, "every bound on the way holds", sourceLocation: sourceLocation)
    if week.result.isOptimal { #expect(week.result.score == optimum, name, sourceLocation: sourceLocation) }
}

/// Reads a scenario written out in a test.
func scenario(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Scenario {
    try ScenarioReader(texts: ["scenario.yaml": text]).read("scenario.yaml").scenario
}

extension OptimumFixture {
    /// The relaxation of the week, and the day plans of a good timetable.
    func searched() -> (relaxation: Relaxation, plans: [(practitioner: Int, day: Int, activities: [PlannedActivity])]) {
        let problem = WeekProblem(scenario: scenario, published: published)
        let search = LocalSearch(problem: problem, seed: 3)
        search.construct()
        search.run(iterations: 500)
        let relaxation = Relaxation(problem, threads: 1)
        let plans = relaxation.columns(of: search.bestTimetable).compactMap { column -> (practitioner: Int, day: Int, activities: [PlannedActivity])? in
            guard case .plan(let practitioner, let day, let activities) = column else { return nil }
            return (practitioner, day, activities)
        }
        return (relaxation, plans)
    }
}
