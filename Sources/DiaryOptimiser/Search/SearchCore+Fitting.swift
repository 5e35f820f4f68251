/// Making room in a day for one more activity at a given start, by moving those that can be moved no further than
/// needed.
extension SearchCore {
    /// The bounds of a start at one position among a day's items, from the items' earliest ends and latest starts.
    struct Bounds {
        /// Earliest start without, and with, the break taken before.
        var low: Int
        var lowRested: Int
        /// Latest start without, and with, the break taken after.
        var high: Int
        var highRested: Int
        /// Starts between the items as they stand.
        var gapLow: Int
        var gapHigh: Int
        /// Minutes of travel more.
        var detour: Int
    }

    @inline(__always)
    func bounds(key: Int, position: Int, place: Int32, occupied: Int) -> Bounds {
        let offset = Int(tables.itemOffset[key])
        let count = Int(days[key].count)
        var result = Bounds(
            low: 0, lowRested: Self.never, high: 0, highRested: -Self.never, gapLow: 0, gapHigh: 1440 - occupied, detour: 0)
        var before: Int32 = -1
        if position > 0 {
            let item = items[offset + position - 1]
            let way = tables.travel(item.place, place)
            before = item.place
            result.detour = way
            result.low = Int(item.earliest) + way
            result.lowRested = min(Int(item.earliestRested) + way, startAfterBreak(end: Int(item.earliest), way: way))
            result.gapLow = Int(item.end) + way
        } else {
            result.low = earliestMinute(key)
        }
        if position < count {
            let item = items[offset + position]
            let way = tables.travel(place, item.place)
            result.detour += way
            if before >= 0 { result.detour -= tables.travel(before, item.place) }
            result.high = Int(item.latest) - way - occupied
            result.highRested = max(Int(item.latestRested) - way, endBeforeBreak(start: Int(item.latest), way: way)) - occupied
            result.gapHigh = Int(item.start) - way - occupied
        } else {
            result.high = latestMinute(key) - occupied
        }
        return result
    }

    /// Whether some start between the bounds leaves room for a break, or whether a day so short needs none.
    @inline(__always)
    func admits(_ bounds: Bounds, start: Int, occupied: Int, key: Int) -> Bool {
        if start < bounds.low || start > bounds.high { return false }
        let state = days[key]
        if state.count == 0 { return isLenient || occupied <= tables.breakAfter }
        let long = max(Int(state.last), start + occupied) - min(Int(state.first), start)
        if long > Int(tables.span[key / 7]) && !canShorten(key, start: start, occupied: occupied) { return false }
        return isLenient || start >= bounds.lowRested || start <= bounds.highRested || long <= tables.breakAfter
    }

    /// Whether moving the first item back and the last forward as far as they can be, each by itself, would keep the
    /// day within its span.
    private func canShorten(_ key: Int, start: Int, occupied: Int) -> Bool {
        let offset = Int(tables.itemOffset[key])
        let first = min(Int(items[offset].latest), start)
        let last = max(Int(items[offset + Int(days[key].count) - 1].earliest), start + occupied)
        return last - first <= Int(tables.span[key / 7])
    }

    /// Works out starts for the day's items so that one more activity fits at `start` as number `position`; false
    /// where that cannot be.
    mutating func arrange(key: Int, position: Int, start: Int, occupied: Int, place: Int32) -> Bool {
        let count = Int(days[key].count)
        if tryArranging(key, position, start, occupied, place, breakAt: -1, tightly: false) { return true }
        for gap in 0..<count where tryArranging(key, position, start, occupied, place, breakAt: gap, tightly: false) {
            return true
        }
        guard
            max(Int(days[key].last), start + occupied) - min(Int(days[key].first), start)
                > min(Int(tables.span[key / 7]), tables.breakAfter)
        else { return false }
        if tryArranging(key, position, start, occupied, place, breakAt: -1, tightly: true) { return true }
        for gap in 0..<count where tryArranging(key, position, start, occupied, place, breakAt: gap, tightly: true) {
            return true
        }
        return false
    }

    /// One attempt: with the break in a given gap of the new sequence (or wherever one happens to be), the items moved
    /// as little as possible or as near to the new one as possible.
    private mutating func tryArranging(
        _ key: Int, _ position: Int, _ start: Int, _ occupied: Int, _ place: Int32, breakAt gap: Int, tightly: Bool
    ) -> Bool {
        let offset = Int(tables.itemOffset[key])
        let count = Int(days[key].count)
        var rested = gap >= 0
        var next = start
        var nextPlace = place
        var first = start
        var last = start + occupied
        var index = position - 1
        while index >= 0 {
            let item = items[offset + index]
            let length = Int(item.end - item.start)
            let way = tables.travel(item.place, nextPlace)
            let until = gap == index ? endBeforeBreak(start: next, way: way) : next - way
            var chosen = Int(item.start)
            if item.isMovable {
                let wanted = tightly ? until - length : min(chosen, until - length)
                if wanted != chosen { chosen = lastStart(of: item, key: key, from: wanted) }
                if chosen < 0 { return false }
            } else if Int(item.end) > until {
                return false
            }
            if !rested && next >= startAfterBreak(end: chosen + length, way: way) { rested = true }
            scratch.starts[index] = Int32(chosen)
            next = chosen
            nextPlace = item.place
            first = chosen
            index -= 1
        }
        var end = start + occupied
        var previousPlace = place
        index = position
        while index < count {
            let item = items[offset + index]
            let length = Int(item.end - item.start)
            let way = tables.travel(previousPlace, item.place)
            let from = gap == index ? startAfterBreak(end: end, way: way) : end + way
            var chosen = Int(item.start)
            if item.isMovable {
                let wanted = tightly ? from : max(chosen, from)
                if wanted != chosen { chosen = nextStart(of: item, key: key, from: wanted) }
                if chosen >= Self.never { return false }
            } else if chosen < from {
                return false
            }
            if !rested && chosen >= startAfterBreak(end: end, way: way) { rested = true }
            scratch.starts[index] = Int32(chosen)
            end = chosen + length
            previousPlace = item.place
            last = end
            index += 1
        }
        if last - first > Int(tables.span[key / 7]) { return false }
        if last - first > tables.breakAfter && !rested && !isLenient { return false }
        return first >= earliestMinute(key) && last <= latestMinute(key)
    }

    /// Moves the day's items to the starts that `arrange` found, in an order that keeps them sorted.
    mutating func applyArrangement(_ key: Int) {
        let offset = Int(tables.itemOffset[key])
        let count = Int(days[key].count)
        for index in 0..<count where scratch.starts[index] < Int32(items[offset + index].start) {
            move(Int(items[offset + index].block), to: Int(scratch.starts[index]))
        }
        for index in stride(from: count - 1, through: 0, by: -1) where scratch.starts[index] > Int32(items[offset + index].start)
        {
            move(Int(items[offset + index].block), to: Int(scratch.starts[index]))
        }
    }

    /// Minutes of travel more when an activity starts at `start`, at the best position that admits it; `never` where
    /// none does.
    mutating func detour(key: Int, place: Int32, occupied: Int, start: Int) -> Int {
        refresh(key)
        var best = Self.never
        for position in 0...Int(days[key].count) {
            let bounds = bounds(key: key, position: position, place: place, occupied: occupied)
            if bounds.detour < best && admits(bounds, start: start, occupied: occupied, key: key) { best = bounds.detour }
        }
        return best
    }

    /// Makes room for an activity at a start, in the order of the detours; false, with nothing changed, where that
    /// cannot be.
    mutating func makeRoom(key: Int, place: Int32, occupied: Int, start: Int) -> Bool {
        refresh(key)
        if meetsCover(key, start: start, end: start + occupied) { return false }
        var tried: UInt64 = 0
        let positions = min(Int(days[key].count), 63)
        while true {
            var best = Self.never
            var chosen = -1
            for position in 0...positions where tried & (1 << UInt64(position)) == 0 {
                let bounds = bounds(key: key, position: position, place: place, occupied: occupied)
                if bounds.detour < best && admits(bounds, start: start, occupied: occupied, key: key) {
                    best = bounds.detour
                    chosen = position
                }
            }
            if chosen < 0 { return false }
            if arrange(key: key, position: chosen, start: start, occupied: occupied, place: place) {
                applyArrangement(key)
                return true
            }
            tried |= 1 << UInt64(chosen)
        }
    }

    /// Adds to a start set every start of `set` that some position of the day admits.
    mutating func collectStarts(key: Int, place: Int32, occupied: Int, set: Int, into target: Int) -> Bool {
        refresh(key)
        let words = tables.words
        for word in 0..<words { scratch.sets[target + word] = 0 }
        guard Int(days[key].widest) >= occupied else { return false }
        for position in 0...Int(days[key].count) {
            let bounds = bounds(key: key, position: position, place: place, occupied: occupied)
            if bounds.low > bounds.high { continue }
            if isLenient {
                addRange(from: bounds.low, through: bounds.high, into: target)
                continue
            }
            addRange(from: max(bounds.low, bounds.lowRested), through: bounds.high, into: target)
            addRange(from: bounds.low, through: min(bounds.high, bounds.highRested), into: target)
            if days[key].count == 0 {
                if occupied <= tables.breakAfter { addRange(from: bounds.low, through: bounds.high, into: target) }
            } else {
                let short = tables.breakAfter
                let from = max(bounds.low, Int(days[key].last) - short)
                let through = min(bounds.high, Int(days[key].first) + short - occupied)
                if Int(days[key].last) - Int(days[key].first) <= short { addRange(from: from, through: through, into: target) }
            }
        }
        var any: UInt64 = 0
        for word in 0..<words {
            scratch.sets[target + word] &= tables.setWords[set * words + word]
            any |= scratch.sets[target + word]
        }
        return any != 0
    }

    @inline(__always)
    private func addRange(from low: Int, through high: Int, into target: Int) {
        let first = max(0, (low + tables.grid - 1) / tables.grid)
        let last = min(tables.slots - 1, high < 0 ? -1 : high / tables.grid)
        if first > last { return }
        let firstWord = first >> 6
        let lastWord = last >> 6
        let head: UInt64 = ~0 << UInt64(first & 63)
        let tail: UInt64 = ~0 >> UInt64(63 - last & 63)
        if firstWord == lastWord {
            scratch.sets[target + firstWord] |= head & tail
        } else {
            scratch.sets[target + firstWord] |= head
            for word in (firstWord + 1)..<lastWord { scratch.sets[target + word] = ~0 }
            scratch.sets[target + lastWord] |= tail
        }
    }
}
