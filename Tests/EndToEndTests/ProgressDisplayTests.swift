import Diary
import DiaryOptimiser
import DiaryReport
import Testing

@testable import DiaryCommand

@Suite("Progress, as it is shown")
struct ProgressDisplayTests {
    private func line(_ width: Int, isStopping: Bool = false, phase: String = "Improving the timetable") -> String {
        let progress = PlanProgress(phase: phase, best: Points(46_123), bound: Points(46_754), seconds: 12)
        return LiveLine(progress: progress, seconds: 12.7, timeLimit: 300, isStopping: isStopping).text(width: width)
    }

    @Test("The live line fits any terminal, with wide characters in the phase, too", arguments: [0, 1, 10, 25, 40, 59, 79, 99, 200])
    func width(columns: Int) {
        #expect(DisplayWidth.of(line(columns)) <= columns)
        #expect(DisplayWidth.of(line(columns, isStopping: true)) <= columns)
        #expect(DisplayWidth.of(line(columns, phase: "時刻表を改善しています")) <= columns)
    }

    @Test("With 80 columns it says everything, with more it says it in full")
    func content() {
        for part in ["best 46,123", "bound 46,754", "gap 1.4%", "0:12", "Ctrl-C: keep best"] { #expect(line(79).contains(part), "\(part)") }
        #expect(line(150) == "Improving the timetable  best 46,123  bound 46,754  gap 1.4%  0:12 of 5:00  Ctrl-C keeps the best so far")
        #expect(line(150, isStopping: true).hasPrefix("Stopping  best") && line(150, isStopping: true).hasSuffix("Ctrl-C again gives it up"))
        #expect(LiveLine(progress: nil, seconds: 0, timeLimit: 60, isStopping: false).text(width: 100) == "Starting  0:00 of 1:00  Ctrl-C keeps the best so far")
    }

    @Test("Minutes and seconds", arguments: [(0.0, "0:00"), (59.9, "0:59"), (61, "1:01"), (3600, "60:00"), (1e300, "∞")])
    func clock(seconds: Double, text: String) {
        #expect(LiveLine.clock(seconds) == text)
    }

    @Test("The log has one header, a row for each phase, and no more than one a second for the rest")
    func log() {
        var log = ProgressLog()
        func rows(_ phase: String, best: Int?, at seconds: Double) -> [Substring] {
            log.rows(for: PlanProgress(phase: phase, best: best.map { Points($0) }, bound: Points(200), seconds: seconds)).split(separator: "\n")
        }
        let first = rows("Relaxing", best: nil, at: 0)
        #expect(first.count == 2)
        #expect(first[0].split(separator: " ") == ["time", "phase", "best", "bound", "gap"])
        #expect(first[1].split(separator: " ") == ["0.0s", "Relaxing", "-", "200", "-"])
        #expect(rows("Relaxing", best: 100, at: 0.5).isEmpty)
        #expect(rows("Improving", best: 100, at: 0.6).map { $0.split(separator: " ") } == [["0.6s", "Improving", "100", "200", "100%"]])
        #expect(rows("Improving", best: 160, at: 1.7).map { $0.split(separator: " ") } == [["1.7s", "Improving", "160", "200", "25%"]])
        // After a hundred seconds a row every five will do.
        #expect(!rows("Improving", best: 170, at: 100).isEmpty)
        #expect(rows("Improving", best: 180, at: 103).isEmpty)
        #expect(!rows("Improving", best: 190, at: 106).isEmpty)
    }
}
