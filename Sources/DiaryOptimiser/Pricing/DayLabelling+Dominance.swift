/// Which of the labels that stand at one slot and place are kept.
extension DayLabelling {
    /// Lets the labels that arrive join those that wait, and drops the dominated.
    mutating func admit(cell: Int, place: Int, minute: Int, slot: Int, _ input: DayPricingInput) {
        candidates.removeAll(keepingCapacity: true)
        var entry = arrivals[cell]
        while entry >= 0 {
            let item = waiting[Int(entry)]
            entry = item.next
            let arrival = arrival(item, at: place, input)
            if isPromising(value: arrival.value, label: labels[Int(item.label)], slot: slot, place: place, input) { candidates.append(arrival) }
        }
        // A label whose next block has begun can go nowhere from here but into the block, which happened when it was made.
        candidates.sort { ($1.value, $0.label) < ($0.value, $1.label) }
        // Both lists are sorted; what stood here is compared again, for the rest of the day has become shorter.
        standing.removeAll(keepingCapacity: true)
        swap(&standing, &active[place])
        // Sessions for which the rest of the day has time.
        let room = max(0, latestEnd - minute) / shortest
        var next = 0, old = 0
        let most = depth.beam
        while (next < candidates.count || old < standing.count) && active[place].count < most {
            let isOld =
                next == candidates.count
                || (old < standing.count
                    && (candidates[next].value, standing[old].label) < (standing[old].value, candidates[next].label))
            let candidate: Standing
            if isOld {
                candidate = standing[old]
                old += 1
            } else {
                let item = candidates[next]
                candidate = Standing(labels[Int(item.label)], item.label, value: item.value, arrival: item.minute)
                next += 1
            }
            if !input.blocks.isEmpty, hasMissedBlock(end: Int(candidate.end), minute: minute, input) { continue }
            if !isDominated(candidate, place: place, minute: minute, slot: slot, room: room, input) { active[place].append(candidate) }
        }
    }

    /// Whether those that stand at the place already leave every completion open to one of them.
    private mutating func isDominated(_ candidate: Standing, place: Int, minute: Int, slot: Int, room: Int, _ input: DayPricingInput) -> Bool {
        let reachLow = lastReach[slot * 2] & ~candidate.low, reachHigh = lastReach[slot * 2 + 1] & ~candidate.high
        let left = min(input.sessionLimit - Int(candidate.count), room)
        let givingLeft = min(input.givingLimit - Int(candidate.given), max(0, latestEnd - minute) / shortestGiving)
        let hasBreak = candidate.hasBreak || isBreak(from: Int(candidate.end), to: minute, arrival: Int(candidate.arrival), input)
        let openSubsets = subsetReach[slot] & ~candidate.odd
        hits.removeAll(keepingCapacity: true)
        for better in active[place] {
            guard better.hasSupervision == candidate.hasSupervision else { continue }
            var value = better.value
            if candidate.isEvening && !better.isEvening { value -= input.eveningPrice }
            if better.once & ~candidate.once != 0 { value -= onceLeft[Int(candidate.once)] - onceLeft[Int(candidate.once | better.once)] }
            guard value >= candidate.value, input.sessionLimit - Int(better.count) >= left, input.givingLimit - Int(better.given) >= givingLeft
            else { continue }
            let betterBreak =
                better.hasBreak || latestEnd - Int(better.first) <= input.breakAfter
                || isBreak(from: Int(better.end), to: minute, arrival: Int(better.arrival), input)
            // Only what a gap holds inside the break's window counts, so that ends before the window are alike.
            guard
                betterBreak
                    || (!hasBreak && Int(better.end) <= max(Int(candidate.end), input.breakStart)
                        && Int(better.arrival) <= max(Int(candidate.arrival), input.breakStart))
            else { continue }
            // A later first start is better, unless the rest of the day can never reach span or break from the earlier one.
            if better.first < candidate.first {
                let longest = latestEnd - Int(better.first)
                guard longest <= input.span, betterBreak || longest <= input.breakAfter else { continue }
            }
            // The better one may have to pay in cuts where the other has not begun to count.
            let halfPaid = better.odd & openSubsets
            if halfPaid != 0, !canPay(halfPaid, value - candidate.value) { continue }
            if depth == .quick { return true }
            let low = better.low & reachLow, high = better.high & reachHigh
            if low == 0 && high == 0 { return true }
            // A completion with all meetings is closed to it.
            if low & meetingLow != 0 || high & meetingHigh != 0 { continue }
            hits.append((low, high))
        }
        return hits.count > left && !canHit(left)
    }

    func hasMissedBlock(end: Int, minute: Int, _ input: DayPricingInput) -> Bool {
        input.blocks.contains { $0.start >= end && $0.start <= minute }
    }

    /// Whether some `size` items meet every one of the sets in ``hits``.
    private func canHit(_ size: Int) -> Bool {
        guard hits.count <= 64 else { return canHit(Array(hits)[...], size) }
        return canHit(hits.count == 64 ? UInt64.max : (1 << UInt64(hits.count)) - 1, size)
    }

    /// The same for the sets of which the bits are in `open`.
    private func canHit(_ open: UInt64, _ size: Int) -> Bool {
        if open == 0 { return true }
        if size == 0 { return false }
        if open.nonzeroBitCount <= size { return true }
        let first = hits[open.trailingZeroBitCount]
        for half in 0..<2 {
            let isHigh = half == 1
            var items = isHigh ? first.high : first.low
            while items != 0 {
                let item = items & (~items &+ 1)
                items ^= item
                var rest: UInt64 = 0
                var sets = open
                while sets != 0 {
                    let set = sets.trailingZeroBitCount
                    sets &= sets - 1
                    if (isHigh ? hits[set].high : hits[set].low) & item == 0 { rest |= 1 << UInt64(set) }
                }
                if canHit(rest, size - 1) { return true }
            }
        }
        return false
    }

    private func canHit(_ sets: ArraySlice<(low: UInt64, high: UInt64)>, _ size: Int) -> Bool {
        guard let first = sets.first else { return true }
        if size == 0 { return false }
        if size >= sets.count { return true }
        for half in 0..<2 {
            let isHigh = half == 1
            var items = isHigh ? first.high : first.low
            while items != 0 {
                let item = items & (~items &+ 1)
                items ^= item
                if canHit(sets.filter { (isHigh ? $0.high : $0.low) & item == 0 }[...], size - 1) { return true }
            }
        }
        return false
    }
}
