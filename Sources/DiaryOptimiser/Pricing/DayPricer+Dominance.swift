/// Which of the labels that stand at one slot and place are kept.
extension DayPricer {
    /// Lets the labels that arrive join those that wait, and drops the dominated.
    func admit(cell: Int, place: Int, minute: Int, slot: Int, _ input: DayPricingInput) {
        var candidates = active[place]
        var entry = arrivals[cell]
        while entry >= 0 {
            let item = waiting[Int(entry)]
            entry = item.next
            if isPromising(value: item.value, label: labels[Int(item.label)], slot: slot, place: place, input) { candidates.append(item) }
        }
        // A label whose next block has begun can go nowhere from here but into the block, which happened when it was made.
        candidates.sort { ($1.value, $0.label) < ($0.value, $1.label) }
        active[place].removeAll(keepingCapacity: true)
        let reachLow = lastReach[slot * 2], reachHigh = lastReach[slot * 2 + 1]
        var hits: [(low: UInt64, high: UInt64)] = []
        // Sessions for which the rest of the day has time.
        let room = max(0, latestEnd - minute) / shortest
        next: for candidate in candidates {
            let label = labels[Int(candidate.label)]
            if !isExact && active[place].count >= Self.beam { break }
            if hasMissedBlock(label, minute: minute, input) { continue }
            let left = min(input.sessionLimit - Int(label.count), room)
            hits.removeAll(keepingCapacity: true)
            let hasBreak = label.hasBreak || isBreak(from: Int(label.end), to: minute, arrival: Int(candidate.arrival), input)
            for other in active[place] {
                let better = labels[Int(other.label)]
                guard better.hasSupervision == label.hasSupervision else { continue }
                var value = other.value
                if label.isEvening && !better.isEvening { value -= input.eveningPrice }
                guard value >= candidate.value, input.sessionLimit - Int(better.count) >= left else { continue }
                let betterBreak =
                    better.hasBreak || latestEnd - Int(better.first) <= input.breakAfter
                    || isBreak(from: Int(better.end), to: minute, arrival: Int(other.arrival), input)
                // Only what a gap holds inside the break's window counts, so that ends before the window are alike.
                guard
                    betterBreak
                        || (!hasBreak && Int(better.end) <= max(Int(label.end), input.breakStart)
                            && Int(other.arrival) <= max(Int(candidate.arrival), input.breakStart))
                else { continue }
                // A later first start is better, unless the rest of the day can never reach span or break from the earlier one.
                if better.first < label.first {
                    let longest = latestEnd - Int(better.first)
                    guard longest <= input.span, betterBreak || longest <= input.breakAfter else { continue }
                }
                if !isExact { continue next }
                let low = better.low & ~label.low & reachLow, high = better.high & ~label.high & reachHigh
                if low == 0 && high == 0 { continue next }
                hits.append((low, high))
            }
            if hits.count > left + meetingItems, !canHit(hits[...], left + meetingItems) { continue }
            active[place].append(candidate)
        }
    }

    func hasMissedBlock(_ label: Label, minute: Int, _ input: DayPricingInput) -> Bool {
        input.blocks.contains { $0.start >= Int(label.end) && $0.start <= minute }
    }

    /// Whether some `size` items meet every one of the sets.
    func canHit(_ sets: ArraySlice<(low: UInt64, high: UInt64)>, _ size: Int) -> Bool {
        guard let first = sets.first else { return true }
        if size == 0 { return false }
        if size >= sets.count { return true }
        var low = first.low, high = first.high
        while low != 0 {
            let bit = low & (~low &+ 1)
            low ^= bit
            let rest = sets.dropFirst().filter { $0.low & bit == 0 }
            if canHit(rest[...], size - 1) { return true }
        }
        while high != 0 {
            let bit = high & (~high &+ 1)
            high ^= bit
            let rest = sets.dropFirst().filter { $0.high & bit == 0 }
            if canHit(rest[...], size - 1) { return true }
        }
        return false
    }
}
