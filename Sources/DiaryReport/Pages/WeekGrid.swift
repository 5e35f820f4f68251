import Diary

/// A week laid out on paper: days across, hours down, nothing on top of anything else.
///
/// Heights follow a ``WeekAxis``, on which every entry is at least a line high. Entries that are at one time share the width of their day.
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
        /// How much of the height comes before the write-up; nil where there is none.
        var notesFrom: Int?
        /// Lines of text that fit.
        var rows: Int
    }

    struct Day: Sendable {
        var day: Weekday
        var bands: [Band]
        var blocks: [Block]
    }

    /// What a length of 100% is.
    static let whole = 100_000

    let axis: WeekAxis
    /// Monday to Friday, and each other day that holds something.
    let days: [Day]

    /// - Parameter bands: What lies behind the entries of a day.
    init(_ entries: [WeekEntry], bands: (Weekday) -> [Band]) {
        let axis = WeekAxis(entries.map { Window(start: $0.start, end: $0.end) })
        self.axis = axis
        let byDay = Dictionary(grouping: entries, by: \.day)
        days = Weekday.allCases.filter { $0 <= .friday || byDay[$0] != nil }.map { day in
            Day(day: day, bands: Self.visible(bands(day), axis.window), blocks: Self.blocks(byDay[day, default: []], axis))
        }
    }

    /// Lines of text from top to bottom, rounded up.
    var lines: Int { (axis.total + axis.line - 1) / axis.line }

    /// A moment's distance from the top.
    func top(_ minute: Int) -> Int { axis.height(downTo: minute) * Self.whole / axis.total }

    /// The part of each band that the axis shows.
    private static func visible(_ bands: [Band], _ window: Window) -> [Band] {
        bands.compactMap { band in
            let start = max(band.window.start, window.start), end = min(band.window.end, window.end)
            return start < end ? Band(kind: band.kind, window: Window(start: start, end: end)) : nil
        }
    }

    // MARK: Lanes

    /// Heights from which to which something is drawn.
    private typealias Extent = Range<Int>

    private static func blocks(_ entries: [WeekEntry], _ axis: WeekAxis) -> [Block] {
        let ordered = entries.sorted { ($0.start, $1.end) < ($1.start, $0.end) }
        let extents = ordered.map { entry -> Extent in
            let top = axis.height(downTo: entry.start), bottom = axis.height(downTo: entry.end)
            // Where too much would have to be stretched a short entry is a line high all the same, above the foot of the page.
            let start = max(0, min(top, axis.total - axis.line))
            return bottom - top >= axis.line ? top..<bottom : start..<(start + axis.line)
        }
        var blocks: [Block] = []
        var first = 0
        while first < ordered.count {
            // A cluster: entries that lie on one another, directly or by others between them.
            var end = extents[first].upperBound, next = first + 1
            while next < ordered.count, extents[next].lowerBound < end {
                end = max(end, extents[next].upperBound)
                next += 1
            }
            let cluster = extents[first..<next], (lanes, count) = lanes(cluster)
            for index in first..<next {
                let extent = extents[index], lane = lanes[index - first], width = width(of: index - first, lanes, cluster, count)
                let top = extent.lowerBound * whole / axis.total
                let notes = ordered[index].writeUpFrom.map { (axis.height(downTo: $0) - extent.lowerBound) * whole / extent.count }
                blocks.append(
                    Block(
                        entry: ordered[index], top: top, height: extent.upperBound * whole / axis.total - top, left: lane * whole / count,
                        width: width * whole / count, notesFrom: notes.map { min(whole, max(0, $0)) }, rows: max(1, extent.count / axis.line)))
            }
            first = next
        }
        return blocks
    }

    /// The lane of each extent, the first that is free at its start, and how many lanes that takes.
    private static func lanes(_ extents: ArraySlice<Extent>) -> (lanes: [Int], count: Int) {
        var ends: [Int] = []
        let lanes = extents.map { extent in
            let lane = ends.firstIndex { $0 <= extent.lowerBound } ?? ends.count
            if lane == ends.count { ends.append(extent.upperBound) } else { ends[lane] = extent.upperBound }
            return lane
        }
        return (lanes, ends.count)
    }

    /// How many lanes an extent can take: its own and those to its right that nothing holds meanwhile.
    private static func width(of index: Int, _ lanes: [Int], _ extents: ArraySlice<Extent>, _ count: Int) -> Int {
        let extent = extents[extents.startIndex + index]
        let meanwhile = zip(lanes, extents).filter { $1.overlaps(extent) && $0 > lanes[index] }
        return (meanwhile.map(\.0).min() ?? count) - lanes[index]
    }
}
