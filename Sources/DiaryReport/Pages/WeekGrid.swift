import Diary

/// A week laid out on paper: days across, hours down, nothing on top of anything else.
///
/// Starts are to scale, and ends too, but for entries shorter than a line of text: those are a line high. Entries that would lie on one another
/// share the width of their day.
struct WeekGrid: Sendable {
    /// Minutes of a day behind the entries: when somebody works, or a place is open.
    struct Band: Hashable, Sendable {
        enum Kind: String, Sendable {
            case open, evening
        }

        var kind: Kind
        var window: Window
    }

    /// An entry's place in its day. Lengths are in thousandths of a per cent, of the day's height or width.
    struct Block: Sendable {
        var entry: WeekEntry
        var top: Int
        var height: Int
        var left: Int
        var width: Int
        /// Lines of text that fit.
        var rows: Int
    }

    struct Day: Sendable {
        var day: Weekday
        var bands: [Band]
        var blocks: [Block]
    }

    /// The most lines of text from the first hour to the last.
    static let mostLines = 80
    /// The least minutes that a line of text takes.
    static let leastMinutesToLine = 8
    /// What a length of 100% is.
    static let whole = 100_000

    /// Minutes of the day from the first whole hour to the last.
    let axis: Window
    /// Minutes that a line of text takes.
    let minutesToLine: Int
    /// Monday to Friday, and each other day that holds something.
    let days: [Day]

    /// - Parameter bands: What lies behind the entries of a day.
    init(_ entries: [WeekEntry], bands: (Weekday) -> [Band]) {
        let first = (entries.map(\.start).min() ?? 540) / 60 * 60
        let last = max(first + 60, ((entries.map(\.end).max() ?? 1020) + 59) / 60 * 60)
        // A longer axis has coarser lines, and a short entry near its end needs a line's height before it.
        let minutesToLine = max(Self.leastMinutesToLine, (last - first + 60 + Self.mostLines - 1) / Self.mostLines)
        let needed = entries.reduce(last) { max($0, $1.start + minutesToLine) }
        let axis = Window(start: first, end: (needed + 59) / 60 * 60)
        self.axis = axis
        self.minutesToLine = minutesToLine
        let byDay = Dictionary(grouping: entries, by: \.day)
        days = Weekday.allCases.filter { $0 <= .friday || byDay[$0] != nil }.map { day in
            Day(
                day: day, bands: Self.visible(bands(day), axis),
                blocks: Self.blocks(byDay[day, default: []], axis: axis, minutesToLine: minutesToLine))
        }
    }

    /// The hours at which lines are drawn, the first and the last included.
    var hours: [Int] { Array(stride(from: axis.start, through: axis.end, by: 60)) }

    /// A moment's distance from the top.
    func top(_ minute: Int) -> Int { Self.length(minute - axis.start, axis) }

    /// The part of each band that the axis shows.
    private static func visible(_ bands: [Band], _ axis: Window) -> [Band] {
        bands.compactMap { band in
            let start = max(band.window.start, axis.start), end = min(band.window.end, axis.end)
            return start < end ? Band(kind: band.kind, window: Window(start: start, end: end)) : nil
        }
    }

    private static func length(_ minutes: Int, _ axis: Window) -> Int { minutes * whole / axis.minutes }

    // MARK: Lanes

    private static func blocks(_ entries: [WeekEntry], axis: Window, minutesToLine: Int) -> [Block] {
        let ordered = entries.sorted { ($0.start, $1.end) < ($1.start, $0.end) }
        let spans = ordered.map { Window(start: $0.start, end: max($0.end, $0.start + minutesToLine)) }
        var blocks: [Block] = []
        var first = 0
        while first < ordered.count {
            // A cluster: entries that lie on one another, directly or by others between them.
            var end = spans[first].end, next = first + 1
            while next < ordered.count, spans[next].start < end {
                end = max(end, spans[next].end)
                next += 1
            }
            let cluster = Array(first..<next), (lanes, count) = lanes(spans[first..<next])
            for index in cluster {
                let lane = lanes[index - first], width = width(of: index - first, lanes, spans[first..<next], count)
                blocks.append(
                    Block(
                        entry: ordered[index], top: length(spans[index].start - axis.start, axis), height: length(spans[index].minutes, axis),
                        left: lane * whole / count, width: width * whole / count, rows: max(1, spans[index].minutes / minutesToLine)))
            }
            first = next
        }
        return blocks
    }

    /// The lane of each span, the first that is free at its start, and how many lanes that takes.
    private static func lanes(_ spans: ArraySlice<Window>) -> (lanes: [Int], count: Int) {
        var ends: [Int] = []
        let lanes = spans.map { span in
            let lane = ends.firstIndex { $0 <= span.start } ?? ends.count
            if lane == ends.count { ends.append(span.end) } else { ends[lane] = span.end }
            return lane
        }
        return (lanes, ends.count)
    }

    /// How many lanes a span can take: its own and those to its right that nothing holds meanwhile.
    private static func width(of index: Int, _ lanes: [Int], _ spans: ArraySlice<Window>, _ count: Int) -> Int {
        let span = spans[spans.startIndex + index]
        let meanwhile = zip(lanes, spans).filter { $1.start < span.end && span.start < $1.end && $0 > lanes[index] }
        return (meanwhile.map(\.0).min() ?? count) - lanes[index]
    }
}
