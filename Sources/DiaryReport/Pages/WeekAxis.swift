import Diary

/// Where the minutes of a day lie on paper: to scale, but stretched where something is shorter than a line of text.
///
/// A minute takes one unit of height. What is shorter than a line has its minutes stretched until a line fits, on every day alike, so that
/// the days still stand side by side and the hour lines say where the hours are.
struct WeekAxis: Sendable {
    /// The most lines of text from the first hour to the last, where nothing is stretched.
    static let mostLines = 80
    /// The most lines with all that is stretched; beyond it short entries share the width of their day instead.
    static let mostStretchedLines = 110
    /// The least minutes that a line of text takes.
    static let leastMinutesToLine = 8
    /// What a minute that is not stretched takes.
    private static let unit = 1000

    /// From the first whole hour to the last, in minutes of the day.
    let window: Window
    /// The height of a line of text.
    let line: Int
    /// The height down to each minute of the window, both ends included.
    private let heights: [Int]

    /// - Parameter spans: What stands in the week, by minutes of the day, whatever the day.
    init(_ spans: [Window]) {
        let first = (spans.map(\.start).min() ?? 540) / 60 * 60
        let last = max(first + 60, ((spans.map(\.end).max() ?? 1020) + 59) / 60 * 60)
        let minutesToLine = max(Self.leastMinutesToLine, (last - first + Self.mostLines - 1) / Self.mostLines)
        let window = Window(start: first, end: last), line = minutesToLine * Self.unit
        self.window = window
        self.line = line

        var minutes = Array(repeating: Self.unit, count: window.minutes)
        var spare = max(0, Self.mostStretchedLines * line - window.minutes * Self.unit)
        // The longest first: what they need is stretched more evenly, and the shorter within them need less afterwards.
        for span in Set(spans).sorted(by: { ($1.minutes, $0.start) < ($0.minutes, $1.start) }) where span.minutes < minutesToLine {
            let part = (span.start - first)..<(span.end - first)
            let missing = min(spare, line - minutes[part].reduce(0, +))
            guard missing > 0 else { continue }
            spare -= missing
            // What does not divide goes to the first minutes.
            let (each, rest) = missing.quotientAndRemainder(dividingBy: part.count)
            for (index, minute) in part.enumerated() { minutes[minute] += each + (index < rest ? 1 : 0) }
        }
        heights = minutes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    }

    /// The height of the whole.
    var total: Int { heights[heights.count - 1] }

    /// The height down to a minute of the day; one outside the window counts as its nearest end.
    func height(downTo minute: Int) -> Int { heights[min(max(minute, window.start), window.end) - window.start] }

    /// The hours at which lines are drawn, the first and the last included.
    var hours: [Int] { Array(stride(from: window.start, through: window.end, by: 60)) }
}
