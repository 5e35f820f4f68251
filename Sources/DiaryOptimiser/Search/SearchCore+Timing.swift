/// What can be moved where within a day: rooms, breaks, spans and rest in exact minutes.
extension SearchCore {
    // MARK: Starts

    /// The last slot of `[slot, slot + length)` in which the room is full without the day's own sessions, or -1.
    @inline(__always)
    func lastFullSlot(room: Int, slot: Int, length: Int, key: Int) -> Int {
        let base = room * tables.words
        var index = slot + length - 1
        while index >= slot {
            let word = roomFull[base + (index >> 6)]
            if word == 0 {
                index = (index >> 6) << 6 - 1
                continue
            }
            if word & (1 << UInt64(index & 63)) != 0, !isFreedByOwn(room: room, slot: index, key: key) { return index }
            index -= 1
        }
        return -1
    }

    /// The first such slot, or -1.
    @inline(__always)
    func firstFullSlot(room: Int, slot: Int, length: Int, key: Int) -> Int {
        let base = room * tables.words
        for index in slot..<slot + length
        where roomFull[base + (index >> 6)] & (1 << UInt64(index & 63)) != 0 && !isFreedByOwn(room: room, slot: index, key: key) {
            return index
        }
        return -1
    }

    /// Whether the room would have space if the practitioner's own movable session there gave way, as it must.
    private func isFreedByOwn(room: Int, slot: Int, key: Int) -> Bool {
        let day = key % 7
        let roomNumber = Int32(room / 7)
        let capacity = tables.roomCapacity[roomNumber]
        guard roomUse[(Int(roomNumber) * 7 + day) * tables.slots + slot] <= capacity else { return false }
        let minute = slot * tables.grid
        let offset = Int(tables.itemOffset[key])
        for index in offset..<offset + Int(days[key].count) where items[index].isMovable && items[index].candidate >= 0 {
            let own = tables.candidates[items[index].candidate]
            let start = Int(items[index].start)
            if own.room == roomNumber && start <= minute && minute < start + Int(own.roomSlots) * tables.grid { return true }
        }
        return false
    }

    /// Whether `[start, end)` meets an evening that the practitioner covers (V4).
    @inline(__always)
    func meetsCover(_ key: Int, start: Int, end: Int) -> Bool {
        guard days[key].isCovered else { return false }
        for index in tables.eveningRange[key].range {
            let window = tables.evenings[index]
            if start < Int(window.end) && Int(window.start) < end { return true }
        }
        return false
    }

    /// The first start of a set at or after a minute at which the room (or -1) is free and cover is not disturbed, or
    /// `never`.
    func nextStart(set: Int, room: Int32, length: Int, occupied: Int, key: Int, from minute: Int) -> Int {
        let base = set * tables.words
        var slot = max(0, (minute + tables.grid - 1) / tables.grid)
        while slot < tables.slots {
            var index = slot >> 6
            var word = tables.setWords[base + index] & (~0 << UInt64(slot & 63))
            while word == 0 {
                index += 1
                if index == tables.words { return Self.never }
                word = tables.setWords[base + index]
            }
            slot = index << 6 + word.trailingZeroBitCount
            if room >= 0 {
                let full = lastFullSlot(room: Int(room) * 7 + key % 7, slot: slot, length: length, key: key)
                if full >= 0 {
                    slot = full + 1
                    continue
                }
            }
            let start = slot * tables.grid
            if days[key].isCovered && meetsCover(key, start: start, end: start + occupied) {
                slot += 1
                continue
            }
            return start
        }
        return Self.never
    }

    /// The last start of a set at or before a minute at which the room (or -1) is free and cover is not disturbed, or
    /// `-never`.
    func lastStart(set: Int, room: Int32, length: Int, occupied: Int, key: Int, from minute: Int) -> Int {
        guard minute >= 0 else { return -Self.never }
        let base = set * tables.words
        var slot = min(tables.slots - 1, minute / tables.grid)
        while slot >= 0 {
            var index = slot >> 6
            var word = tables.setWords[base + index] & (~0 >> UInt64(63 - slot & 63))
            while word == 0 {
                index -= 1
                if index < 0 { return -Self.never }
                word = tables.setWords[base + index]
            }
            slot = index << 6 + 63 - word.leadingZeroBitCount
            if room >= 0 {
                let full = firstFullSlot(room: Int(room) * 7 + key % 7, slot: slot, length: length, key: key)
                if full >= 0 {
                    slot = full - length
                    continue
                }
            }
            let start = slot * tables.grid
            if days[key].isCovered && meetsCover(key, start: start, end: start + occupied) {
                slot -= 1
                continue
            }
            return start
        }
        return -Self.never
    }

    @inline(__always)
    func nextStart(of item: DayItem, key: Int, from minute: Int) -> Int {
        let candidate = tables.candidates[item.candidate]
        return nextStart(
            set: Int(tables.setOfCandidate[Int(item.candidate) * 14 + key % 7 * 2]), room: candidate.room,
            length: Int(candidate.roomSlots),
            occupied: Int(candidate.occupied), key: key, from: minute)
    }

    @inline(__always)
    func lastStart(of item: DayItem, key: Int, from minute: Int) -> Int {
        let candidate = tables.candidates[item.candidate]
        return lastStart(
            set: Int(tables.setOfCandidate[Int(item.candidate) * 14 + key % 7 * 2]), room: candidate.room,
            length: Int(candidate.roomSlots),
            occupied: Int(candidate.occupied), key: key, from: minute)
    }

    // MARK: Breaks and rest

    /// The first moment at which the next activity may start when an activity ends at `end`, a way follows, and the
    /// break is taken between.
    @inline(__always)
    func startAfterBreak(end: Int, way: Int) -> Int {
        let minutes = tables.breakMinutes
        if minutes == 0 { return end + way }
        let from = max(end, tables.breakStart)
        if from + minutes > tables.breakEnd { return Self.never }
        return max(end + way + minutes, from + minutes)
    }

    /// The last moment at which an activity may end when the next starts at `start` after a way, and the break is
    /// taken between.
    @inline(__always)
    func endBeforeBreak(start: Int, way: Int) -> Int {
        let minutes = tables.breakMinutes
        if minutes == 0 { return start - way }
        let until = min(start, tables.breakEnd)
        if until - minutes < tables.breakStart { return -Self.never }
        return min(start - way - minutes, until - minutes)
    }

    /// The minute from which the day may start, because of the day before (W5).
    @inline(__always)
    func earliestMinute(_ key: Int) -> Int {
        guard key % 7 > 0, days[key - 1].count > 0 else { return -Self.never }
        return Int(days[key - 1].last) + tables.rest - 1440
    }

    /// The minute by which the day must end, because of the day after (W5).
    @inline(__always)
    func latestMinute(_ key: Int) -> Int {
        guard key % 7 < 6, days[key + 1].count > 0 else { return Self.never }
        return Int(days[key + 1].first) + 1440 - tables.rest
    }

    /// Brings the earliest ends and latest starts of a day's items up to date.
    @inline(__always)
    mutating func refresh(_ key: Int) {
        if days[key].isStale { refreshTimes(key) }
    }

    private mutating func refreshTimes(_ key: Int) {
        days[key].isStale = false
        let offset = Int(tables.itemOffset[key])
        let count = Int(days[key].count)
        let never = Self.never
        let opens = earliestMinute(key)
        let closes = latestMinute(key)
        guard count > 0 else {
            days[key].widest = Int16(min(1440, closes) - max(0, opens))
            return
        }
        var end = never
        var rested = never
        for index in offset..<offset + count {
            let item = items[index]
            let length = Int(item.end - item.start)
            var from = opens
            var fromRested = never
            if index > offset {
                let way = tables.travel(items[index - 1].place, item.place)
                from = end + way
                fromRested = min(rested + way, startAfterBreak(end: end, way: way))
            }
            if item.isMovable {
                end = from >= never ? never : min(never, nextStart(of: item, key: key, from: from) + length)
                rested = fromRested >= never ? never : min(never, nextStart(of: item, key: key, from: fromRested) + length)
            } else {
                end = Int(item.start) >= from ? Int(item.end) : never
                rested = Int(item.start) >= fromRested ? Int(item.end) : never
            }
            items[index].earliest = Int16(end)
            items[index].earliestRested = Int16(rested)
        }
        var start = -never
        var startRested = -never
        var widest = 0
        for index in stride(from: offset + count - 1, through: offset, by: -1) {
            let item = items[index]
            let length = Int(item.end - item.start)
            var until = closes
            var untilRested = -never
            if index < offset + count - 1 {
                widest = max(widest, start - Int(item.earliest))
                let way = tables.travel(item.place, items[index + 1].place)
                until = start - way
                untilRested = max(startRested - way, endBeforeBreak(start: start, way: way))
            } else {
                widest = max(widest, min(closes, 1440) - Int(item.earliest))
            }
            if item.isMovable {
                start = until <= 0 ? -never : max(-never, lastStart(of: item, key: key, from: until - length))
                startRested = untilRested <= 0 ? -never : max(-never, lastStart(of: item, key: key, from: untilRested - length))
            } else {
                start = Int(item.end) <= until ? Int(item.start) : -never
                startRested = Int(item.end) <= untilRested ? Int(item.start) : -never
            }
            items[index].latest = Int16(start)
            items[index].latestRested = Int16(startRested)
        }
        widest = max(widest, start - max(opens, 0))
        days[key].widest = Int16(clamping: widest)
    }

    // MARK: Judging a day

    /// Whether the day keeps W2 to W5 and V4 as it stands.
    func isDayAllowed(_ key: Int) -> Bool {
        let state = days[key]
        guard state.planned > 0 else { return true }
        let offset = Int(tables.itemOffset[key])
        let count = Int(state.count)
        let long = Int(state.last) - Int(state.first)
        if long > Int(tables.span[key / 7]) { return false }
        if Int(state.first) < earliestMinute(key) || Int(state.last) > latestMinute(key) { return false }
        var rested = long <= tables.breakAfter
        for index in (offset + 1)..<max(offset + count, offset + 1) {
            let way = tables.travel(items[index - 1].place, items[index].place)
            let end = Int(items[index - 1].end)
            let start = Int(items[index].start)
            if start < end + way { return false }
            if !rested && start >= startAfterBreak(end: end, way: way) { rested = true }
        }
        if !rested { return false }
        if state.isCovered {
            for index in offset..<offset + count where meetsCover(key, start: Int(items[index].start), end: Int(items[index].end))
            {
                return false
            }
        }
        return true
    }
}
