import Diary
import DiaryOptimiser
import DiaryReport
import Foundation
import Synchronization

/// Shows on standard error how far a search has come: on a terminal as one line that is redrawn, elsewhere as a table that grows.
final class ProgressDisplay: Sendable {
    /// How progress is shown.
    enum Form: Sendable {
        case live, table, none
    }

    private struct State {
        var progress: PlanProgress?
        /// When `progress` came, by the monotonic clock.
        var arrival = ContinuousClock.now
        var isStopping = false
        var isFinished = false
        var log = ProgressLog()
    }

    private let state = Mutex(State())
    private let form: Form
    private let timeLimit: Double
    private let start = ContinuousClock.now

    /// - Parameter timeLimit: Seconds that the search takes at most.
    init(_ form: Form, timeLimit: Double) {
        self.form = form
        self.timeLimit = timeLimit
        guard form == .live else { return }
        // The clock goes on between two reports.
        Thread.detachNewThread { [self] in
            while state.withLock({ !$0.isFinished }) {
                draw()
                Thread.sleep(forTimeInterval: 0.2)
            }
        }
    }

    /// Takes news from the search; from any thread.
    func show(_ progress: PlanProgress) {
        state.withLock { state in
            guard !state.isFinished else { return }
            state.progress = progress
            state.arrival = ContinuousClock.now
            if form == .table { Console.report(state.log.rows(for: progress)) }
        }
    }

    /// Says that the search has been asked to stop.
    func stopping() {
        state.withLock { state in
            guard !state.isFinished else { return }
            state.isStopping = true
            if form == .table { Console.report("Stopping: the best timetable so far is kept. Interrupt once more to give it up.\n") }
        }
        draw()
    }

    /// Ends the display: the live line goes, the table gets its last row.
    func finish(_ progress: PlanProgress?) {
        state.withLock { state in
            guard !state.isFinished else { return }
            state.isFinished = true
            switch form {
            case .live: Console.report("\r\u{1B}[K")
            case .table: if let progress { Console.report(state.log.lastRow(progress)) }
            case .none: break
            }
        }
    }

    private func draw() {
        state.withLock { state in
            guard form == .live, !state.isFinished else { return }
            let line = LiveLine(
                progress: state.progress, seconds: seconds, timeLimit: timeLimit, isStopping: state.isStopping)
            Console.report("\r" + line.text(width: Console.errorWidth - 1) + "\u{1B}[K")
        }
    }

    private var seconds: Double {
        let elapsed = (ContinuousClock.now - start).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    }
}

/// The line that shows a running search on a terminal.
struct LiveLine {
    var progress: PlanProgress?
    /// Seconds since the start.
    var seconds: Double
    var timeLimit: Double
    var isStopping: Bool

    /// The line in at most `width` columns; where there is little room, the hint is shortened, the
    /// phase is cut, and then the limit, the bound and at last the hint go.
    func text(width: Int) -> String {
        let best = progress?.best.map { "best \(Wording.points($0))" }
        let bound = progress?.bound.map { "bound \(Wording.points($0))" }
        let gap = progress?.gap.map { "gap \(Wording.percentage(gap: $0))" }
        let time = "\(Self.clock(seconds)) of \(Self.clock(timeLimit))"
        let hint = isStopping ? "Ctrl-C again gives it up" : "Ctrl-C keeps the best so far"
        let shortHint = isStopping ? "Ctrl-C: give up" : "Ctrl-C: keep best"
        let phase = isStopping ? "Stopping" : DisplayWidth.harmless(progress?.phase ?? "Starting")
        let clock = Self.clock(seconds)
        let choices: [[String?]] = [
            [best, bound, gap, time, hint], [best, bound, gap, time, shortHint], [best, bound, gap, clock, shortHint],
            [best, gap, clock, shortHint], [best, gap, clock],
        ]
        for choice in choices {
            let rest = choice.compactMap(\.self).joined(separator: "  ")
            let room = width - DisplayWidth.of(rest) - 2
            if room >= min(DisplayWidth.of(phase), 10) { return DisplayWidth.truncated(phase, to: room) + "  " + rest }
        }
        return DisplayWidth.truncated([best, time].compactMap(\.self).joined(separator: "  "), to: max(0, width))
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
    private var lastRowText = ""

    /// The rows that news is worth: one for each new phase, and for a better score or bound at most one a second (less often as time
    /// goes on).
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
            DisplayWidth.padded(progress.gap.map(Wording.percentage) ?? "-", to: 8, alignment: .right),
        ].joined(separator: " ")
        lastPhase = progress.phase
        lastSeconds = progress.seconds
        guard figures != lastRowText else { return "" }
        lastRowText = figures
        let header = hasHeader ? "" : "   time  phase                                      best        bound      gap\n"
        hasHeader = true
        return header + DisplayWidth.padded("\(seconds / 10).\(seconds % 10)s", to: 7, alignment: .right) + "  " + figures + "\n"
    }
}
