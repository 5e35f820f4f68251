import Diary
import DiaryOptimiser
import DiaryReport

/// What `diary plan` says of its result: a summary for people, or JSON.
struct PlanReport {
    let scenario: Scenario
    let published: PublishedTimetable?
    let result: PlanResult
    let verdict: Verdict
    /// Why each request is not placed, by position in `Scenario.requests`.
    let reasons: [Int: String]

    /// The summary and why the search ended.
    var text: String {
        let summary = WeekSummary(
            scenario: scenario, timetable: result.timetable, score: verdict.score, bound: result.bound, published: published, reasons: reasons,
            style: Console.outputStyle, width: Console.outputWidth)
        return summary.text + "\n" + ending + "\n"
    }

    private var ending: String {
        let tenths = Int((result.seconds * 10).rounded())
        let time = "\(Wording.number(tenths / 10)).\(tenths % 10) seconds"
        return switch result.stop {
        case .gap: result.isOptimal ? "Proven best after \(time)." : "Stopped after \(time), as good as asked for."
        case .timeLimit: "Stopped by the time limit after \(time); more time may find better."
        case .interrupted: "Interrupted after \(time); this is the best timetable so far."
        case .exhausted: "Nothing more to try after \(time)."
        }
    }

    private struct Object: Encodable {
        var service: String
        var week: String
        var score: JSONText.Number
        var bound: JSONText.Number
        /// (bound - score) / |score|; null where only the score is 0.
        var gap: JSONText.OrNull<Double>
        var optimal: Bool
        var stop: String
        var seconds: Double
        var effort: Effort
        /// Sessions scheduled.
        var sessions: Int
        /// Requests asked for.
        var requests: Int
        var unplaced: [String]
        /// Why each unplaced request is not placed, by its id.
        var reasons: [String: String]
        var timetable: String
        var output: String
    }

    /// Where the processor time of the search went: seconds summed over threads.
    private struct Effort: Encodable {
        var linearPrograms: Double
        var pricing: Double
        var search: Double
        var total: Double

        private enum CodingKeys: String, CodingKey {
            case linearPrograms = "linear-programs"
            case pricing, search, total
        }

        init(_ effort: PlanEffort) {
            func milliseconds(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
            linearPrograms = milliseconds(effort.linearPrograms)
            pricing = milliseconds(effort.pricing)
            search = milliseconds(effort.search)
            total = milliseconds(effort.total)
        }
    }

    /// One JSON object.
    func json(folder: String) throws(Failure) -> String {
        let figures = WeekFigures(scenario, result.timetable)
        return try JSONText.text(
            Object(
                service: scenario.service, week: scenario.week.description, score: JSONText.Number(result.score),
                bound: JSONText.Number(result.bound), gap: JSONText.OrNull(result.gap), optimal: result.isOptimal, stop: result.stop.rawValue,
                seconds: (result.seconds * 1000).rounded() / 1000, effort: Effort(result.effort), sessions: figures.placed, requests: figures.requests,
                unplaced: figures.unplaced.map { scenario.requests[$0].id },
                reasons: Dictionary(reasons.map { (scenario.requests[$0].id, $1) }, uniquingKeysWith: { first, _ in first }),
                timetable: folder.hasSuffix("/") ? folder + WeekFiles.timetablePath : "\(folder)/\(WeekFiles.timetablePath)", output: folder))
    }
}
