import Diary
import DiaryOptimiser
import DiaryReport

/// What a search claims: a timetable, what it scores, and that none scores more than a bound.
struct PlanClaim {
    var timetable: Timetable
    var score: Points
    var bound: Points

    /// The checker's verdict on the timetable, which it must allow, with the score that is claimed and no more than the bound.
    ///
    /// - Parameter name: the plan as the message calls it, as the start of a sentence.
    /// - Throws: `Failure` with ``ExitStatus/internalError``, naming everything in which claim and checker differ.
    func judged(in scenario: Scenario, published: PublishedTimetable?, name: String = "The plan") throws(Failure) -> Verdict {
        let verdict = Checker(scenario).check(timetable, published: published)
        var faults = verdict.violations.map(\.description)
        let checked = verdict.score.total
        if checked != score { faults.append("The search gives a score of \(score), the checker one of \(checked).") }
        if bound < checked { faults.append("The search gives a bound of \(bound), below the score of \(checked).") }
        guard faults.isEmpty else {
            throw Failure(
                .internalError,
                "\(name) does not stand up to the checker, which is our own fault; nothing was written.\n"
                    + faults.map { DisplayWidth.harmless($0) }.joined(separator: "\n"))
        }
        return verdict
    }
}

extension PlanClaim {
    init(_ result: PlanResult) {
        self.init(timetable: result.timetable, score: result.score, bound: result.bound)
    }
}
