import Diary
import DiaryOptimiser
import DiaryReport
import Foundation
import Synchronization

/// Shows on standard error how far a search has come: on a terminal as one line that is redrawn, elsewhere as a table that grows.
///
/// A thread of its own writes, so that a terminal that does not take anything (Ctrl-S) holds up neither the search nor a signal.
final class ProgressDisplay: Sendable {
    /// How progress is shown.
    enum Form: Sendable {
        case live, table, none
    }

    private struct State {
        var progress: PlanProgress?
        var isStopping = false
        var isFinished = false
        /// What is to be written as soon as possible.
        var pending = ""
        var log = ProgressLog()
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let form: Form
    private let timeLimit: Double
    private let kept: Kept
    private let start = ContinuousClock.now

    /// What is kept where the search is stopped, in words for messages and for the live line.
    struct Kept: Sendable {
        var sentence = "the best timetable so far is kept"
        var hint = "the best so far"
    }

    /// Seconds between two drawings of the live line: its clock goes on between two reports.
    private static let period = 0.2
    /// Seconds that the end waits for a terminal that does not take anything.
    private static let patience = 1.0

    /// - Parameter timeLimit: Seconds that the search takes at most.
    init(_ form: Form, timeLimit: Double, kept: Kept = Kept()) {
        self.form = form
        self.timeLimit = timeLimit
        self.kept = kept
        if form != .none { Thread.detachNewThread { [self] in write() } }
    }

    /// Takes news from the search; from any thread.
    func show(_ progress: PlanProgress) {
        let isNews = state.withLock { state in
            state.progress = progress
            guard form == .table, !state.isFinished else { return false }
            let rows = state.log.rows(for: progress)
            state.pending += rows
            return !rows.isEmpty
        }
        if isNews { wake.signal() }
    }

    /// Says that the search has been asked to stop.
    func stopping() {
        state.withLock { state in
            state.isStopping = true
            if form == .table { state.pending += "Stopping: \(kept.sentence). Interrupt once more to give it up.\n" }
        }
        wake.signal()
    }

    /// Ends the display: the live line goes, the table gets its last row.
    func finish(_ progress: PlanProgress?) {
        guard form != .none else { return }
        state.withLock { state in
            if form == .live { state.pending += "\r\u{1B}[K" }
            if form == .table, let progress { state.pending += state.log.lastRow(progress) }
            state.isFinished = true
        }
        wake.signal()
        _ = ended.wait(timeout: .now() + Self.patience)
    }

    private func write() {
        while true {
            let (text, isFinished) = state.withLock { state in
                defer { state.pending = "" }
                return (state.pending + (form == .live && !state.isFinished ? drawing(state) : ""), state.isFinished)
            }
            if !text.isEmpty { Console.report(text) }
            if isFinished {
                ended.signal()
                return
            }
            _ = wake.wait(timeout: .now() + Self.period)
        }
    }

    private func drawing(_ state: State) -> String {
        let elapsed = (ContinuousClock.now - start).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
        let line = LiveLine(progress: state.progress, seconds: seconds, timeLimit: timeLimit, isStopping: state.isStopping, kept: kept.hint)
        return "\r" + line.text(width: Console.errorWidth - 1) + "\u{1B}[K"
    }
}

/// The line that shows a running search on a terminal.
struct LiveLine {
    var progress: PlanProgress?
    /// Seconds since the start.
    var seconds: Double
    var timeLimit: Double
    var isStopping: Bool
    /// What Ctrl-C keeps.
    var kept = ProgressDisplay.Kept().hint

    /// The line in at most `width` columns; where there is little room, the hint is shortened, the
    /// phase is cut, and then the limit, the bound, the gap and at last the hint go.
    func text(width: Int) -> String {
        let best = progress?.best.map { "best \(Wording.points($0))" }
        let bound = progress?.bound.map { "bound \(Wording.points($0))" }
        let gap = progress.flatMap(Self.gap).map { "gap \($0)" }
        let time = "\(Self.clock(seconds)) of \(Self.clock(timeLimit))"
        let hint = isStopping ? "Ctrl-C again gives it up" : "Ctrl-C keeps \(kept)"
        let shortHint = isStopping ? "Ctrl-C: give up" : "Ctrl-C: keep best"
        let phase = isStopping ? "Stopping" : DisplayWidth.harmless(progress?.phase ?? "Starting")
        let clock = Self.clock(seconds)
        let choices: [[String?]] = [
            [best, bound, gap, time, hint], [best, bound, gap, time, shortHint], [best, bound, gap, clock, shortHint],
            [best, gap, clock, shortHint], [best, clock, shortHint], [best, clock],
        ]
        for choice in choices {
            let rest = choice.compactMap(\.self).joined(separator: "  ")
            let room = width - DisplayWidth.of(rest) - 2
            if room >= min(DisplayWidth.of(phase), 10) { return DisplayWidth.truncated(phase, to: room) + "  " + rest }
        }
        return DisplayWidth.truncated([best, time].compactMap(\.self).joined(separator: "  "), to: max(0, width))
    }

    /// The gap in per cent, where the best score is above 0: of a loss, a percentage says nothing.
    static func gap(_ progress: PlanProgress) -> String? {
        guard let best = progress.best, best > .zero else { return nil }
        return progress.gap.map(Wording.percentage)
    }

    /// Minutes and seconds: `1:05`.
    static func clock(_ seconds: Double) -> String {
        guard seconds < 1e9 else { return "∞" }
        let whole = Int(seconds), rest = whole % 60
        return "\(whole / 60):" + (rest < 10 ? "0" : "") + "\(rest)"
    }
}

/// The table that shows a running search where there is no terminal.
struct ProgressLog {
    private var hasHeader = false
    private var lastPhase: String?
    private var lastSeconds = -1.0

    /// The rows that news is worth: one for each new phase, and within a phase at most one a second (less often as time goes on).
    mutating func rows(for progress: PlanProgress) -> String {
        let isNewPhase = progress.phase != lastPhase
        guard isNewPhase || progress.seconds - lastSeconds >= max(1, progress.seconds / 20) else { return "" }
        return row(progress)
    }

    /// The row of the end.
    mutating func lastRow(_ progress: PlanProgress) -> String { row(progress) }

    private mutating func row(_ progress: PlanProgress) -> String {
        let seconds = Int((progress.seconds * 10).rounded())
        let figures = [
            DisplayWidth.padded(DisplayWidth.truncated(DisplayWidth.harmless(progress.phase), to: 34), to: 34),
            DisplayWidth.padded(progress.best.map(Wording.points) ?? "-", to: 12, alignment: .right),
            DisplayWidth.padded(progress.bound.map(Wording.points) ?? "-", to: 12, alignment: .right),
            DisplayWidth.padded(LiveLine.gap(progress) ?? "-", to: 8, alignment: .right),
        ].joined(separator: " ")
        lastPhase = progress.phase
        lastSeconds = progress.seconds
        let header = hasHeader ? "" : "   time  phase                                      best        bound      gap\n"
        hasHeader = true
        return header + DisplayWidth.padded("\(seconds / 10).\(seconds % 10)s", to: 7, alignment: .right) + "  " + figures + "\n"
    }
}
