import Diary
import DiaryOptimiser
import DiaryReport

/// Why the requests that a plan does not hold are not in it, in a sentence each, as far as a small share of the plan's time can tell.
///
/// `diary explain` takes the time to say more.
struct PlanReasons {
    /// Share of the time limit, and seconds that it may take even of a short one.
    private static let share = 0.05, least = 1.0

    /// Seconds of a plan's time limit that are kept for the reasons.
    static func reserve(of timeLimit: Double) -> Double { max(share * timeLimit, min(least, timeLimit / 4)) }

    /// Requests of a week beyond which so much of the bound stays open that proving costs is not worth its time.
    private static let mostProven = 1_000
    /// Seconds that writing calendars and pages takes for each request, about.
    private static let writing = 0.002

    /// Seconds of a plan's time limit that the search for the plan has, what is kept for reasons and files taken off.
    static func planning(of timeLimit: Double, requests: Int) -> Double {
        timeLimit - reserve(of: timeLimit) - min(writing * Double(requests), timeLimit / 4)
    }

    /// The reasons by position in `Scenario.requests`, with people's names as the scenario has them; none after an interruption.
    ///
    /// - Parameters:
    ///   - result: a plan that the checker has allowed.
    ///   - timeLimit: seconds that plan and reasons may take together.
    static func reasons(
        _ scenario: Scenario, published: PublishedTimetable?, result: PlanResult, timeLimit: Double, threads: Int, seed: UInt64, interruption: Interruption
    ) throws(Failure) -> [Int: String] {
        guard !interruption.isRequested else { return [:] }
        let explainer = Explainer(
            scenario: scenario, timetable: result.timetable.canonical, published: published, bound: result.bound, memory: result.memory,
            options: ExplainOptions(
                timeLimit: reserve(of: timeLimit), threads: threads, seed: seed,
                proves: scenario.requests.count <= mostProven, isBrief: true))
        let wording = ExplanationWording(
            scenario: scenario, timetable: result.timetable.canonical, naming: Naming(scenario: scenario, style: .full))
        do {
            let explanations = try explainer.explain(isStopped: { interruption.isRequested })
            return Dictionary(uniqueKeysWithValues: explanations.map { ($0.request, wording.sentence($0)) })
        } catch {
            throw Failure(.internalError, "The search for reasons failed, which is our own fault: \(error)")
        }
    }
}
