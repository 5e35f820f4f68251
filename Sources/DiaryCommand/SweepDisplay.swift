import DiaryOptimiser
import DiaryReport

/// Shows how far a sweep has come, as ``ProgressDisplay`` shows a plan: which week of how many, and how much time is left at most.
final class SweepDisplay: Sendable {
    private let display: ProgressDisplay

    /// - Parameter timeLimit: Seconds that the whole sweep takes at most.
    init(_ form: ProgressDisplay.Form, timeLimit: Double) {
        display = ProgressDisplay(form, timeLimit: timeLimit, kept: .init(sentence: "the plans that are done are kept", hint: "what is done"))
    }

    /// Takes news from the sweep; from any thread.
    func show(_ progress: SweepProgress) {
        let left = progress.secondsLeft.map { ", \(LiveLine.clock($0)) left" } ?? ""
        let phase = "\(progress.week + 1) of \(progress.weeks): \(progress.name)\(left)"
        display.show(PlanProgress(phase: phase, best: progress.plan.best, bound: progress.plan.bound, seconds: progress.seconds))
    }

    /// Says that the sweep has been asked to stop.
    func stopping() { display.stopping() }

    /// Ends the display.
    func finish() { display.finish(nil) }
}
