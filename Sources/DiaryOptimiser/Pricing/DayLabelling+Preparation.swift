/// Which starts and items of a day matter at the current prices.
extension DayLabelling {
    /// Keeps, for each slot, place and length, the best starts of different items: a day holds at most `sessionLimit` sessions, so one of
    /// the best `sessionLimit` is always free to take the place of any other.
    ///
    /// - Parameter keepsAll: whether every start is kept that the blocks leave room for, whatever it is worth.
    mutating func prepare(_ input: DayPricingInput, keepsAll: Bool = false) {
        let places = input.places.count
        subsetPrices = ContiguousArray(input.subsetPrices)
        kept.removeAll(keepingCapacity: true)
        keptSource.removeAll(keepingCapacity: true)
        var order: [Int32] = []
        order.reserveCapacity(input.starts.count)
        var earliest = input.blocks.first?.start ?? 1440, latest = input.blocks.map(\.end).max() ?? 0
        for start in input.starts {
            earliest = min(earliest, Int(start.slot) * grid)
            latest = max(latest, Int(start.slot) * grid + Int(start.occupied))
        }
        for (index, start) in input.starts.enumerated() {
            switch start.kind {
            case .session where input.sessionLimit <= 0: continue
            case .giving where input.givingLimit <= 0: continue
            case .supervision where !input.wantsSupervision: continue
            case .session, .meeting, .giving:
                // Leaving out an activity never lengthens a metric way, so one without gain pays only by making a break.
                let isWithoutGain = start.price + Self.gain(once: Self.once(start, input), input) <= 0
                if !keepsAll, isWithoutGain, input.isMetric, !canMakeBreak(start, earliest: earliest, latest: latest, input) { continue }
            case .supervision: break
            }
            if overlapsBlock(start, input) { continue }
            order.append(Int32(index))
        }
        let starts = input.starts
        order.sort { left, right in
            let a = starts[Int(left)], b = starts[Int(right)]
            if a.slot != b.slot { return a.slot < b.slot }
            if a.place != b.place { return a.place < b.place }
            if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
            if a.isAfterHours != b.isAfterHours { return !a.isAfterHours }
            if a.occupied != b.occupied { return a.occupied < b.occupied }
            if a.price != b.price { return a.price > b.price }
            return left < right
        }
        var groupStart = 0
        startRange.removeAll(keepingCapacity: true)
        var previous: PricedStart?
        var filledCells = 0
        for index in order {
            let start = starts[Int(index)]
            let cell = Int(start.slot) * places + Int(start.place)
            while filledCells <= cell {
                startRange.append(Int32(kept.count))
                filledCells += 1
            }
            let isSameGroup =
                previous.map {
                    $0.slot == start.slot && $0.place == start.place && $0.kind == start.kind && $0.isAfterHours == start.isAfterHours
                        && $0.occupied == start.occupied
                } ?? false
            if !isSameGroup { groupStart = kept.count }
            previous = start
            if keepsAll {
                // Nothing is left out.
            } else if start.kind == .session {
                // Those that are worth no less whatever they count in.
                var better = 0
                var isSameItem = false
                for other in kept[groupStart...] where other.price - subsetPrice(other.subsets & ~start.subsets) >= start.price {
                    better += 1
                    if other.item == start.item { isSameItem = true }
                }
                if better >= input.sessionLimit || isSameItem { continue }
            } else if start.kind == .supervision, kept.count > groupStart {
                continue
            }
            kept.append(start)
            keptSource.append(index)
        }
        while filledCells <= slots * max(places, 1) {
            startRange.append(Int32(kept.count))
            filledCells += 1
        }
        latestEnd = kept.reduce(input.blocks.map(\.end).max() ?? 0) { max($0, Int($1.slot) * grid + Int($1.occupied)) }
        shortest = kept.reduce(1440) { $1.kind == .session ? min($0, Int($1.occupied)) : $0 }
        shortestGiving = kept.reduce(1440) { $1.kind == .giving ? min($0, Int($1.occupied)) : $0 }
        keptOnce = ContiguousArray(kept.map { Self.once($0, input) })
        let possible = keptOnce.reduce(0, |)
        onceLeft = ContiguousArray((0..<4).map { Self.gain(once: possible & ~$0, input) })
        numberItems(input)
        keptEarlier = ContiguousArray(repeating: -1, count: kept.count)
        if !keepsAll { findEarlier() }
    }

    /// Finds for every start the last one before it that a label which stands at the place may as well take: of the same item, and no longer or dearer.
    private mutating func findEarlier() {
        struct Thing: Hashable {
            var kind: PricedKind
            var place: Int32
            var item: Int32
            var subsets: UInt64
        }
        var earlier: [Thing: [Int]] = [:]
        for (index, start) in kept.enumerated() {
            let thing = Thing(kind: start.kind, place: start.place, item: start.item, subsets: start.subsets)
            let other = earlier[thing, default: []].last {
                let other = kept[$0]
                return other.slot < start.slot && other.occupied <= start.occupied && other.price >= start.price && (!other.isAfterHours || start.isAfterHours)
            }
            if let other { keptEarlier[index] = kept[other].slot * Int32(grid) }
            earlier[thing, default: []].append(index)
        }
    }

    /// Whether an activity could be the first or the last of a day whose remainder is too long without the gap to it (W4): the gap counts
    /// only between two activities, so that one without gain can make a long half-day allowed.
    func canMakeBreak(_ start: PricedStart, earliest: Int, latest: Int, _ input: DayPricingInput) -> Bool {
        // Every gap has at least no minutes in the window.
        if input.breakMinutes == 0 { return true }
        let from = Int(start.slot) * grid, to = from + Int(start.occupied)
        let isFirst = to + input.breakMinutes <= input.breakEnd && latest - max(to, input.breakStart) - input.breakMinutes > input.breakAfter
        let isLast = from - input.breakMinutes >= input.breakStart && min(from, input.breakEnd) - input.breakMinutes - earliest > input.breakAfter
        return isFirst || isLast
    }

    func overlapsBlock(_ start: PricedStart, _ input: DayPricingInput) -> Bool {
        guard !input.blocks.isEmpty else { return false }
        let from = Int(start.slot) * grid, to = from + Int(start.occupied)
        return input.blocks.contains { from < $0.end && $0.start < to }
    }

    /// Gives the items that occur bits 0...127, the dearest first. Items beyond are not remembered: the plan may then repeat one, and its
    /// value is still an upper bound.
    mutating func numberItems(_ input: DayPricingInput) {
        var best: [Int32: Int] = [:]
        for start in kept where Self.hasItem(start) {
            let item = itemKey(start)
            best[item] = max(best[item] ?? Int.min, start.price)
        }
        meetingLow = 0
        meetingHigh = 0
        var bits: [Int32: Int32] = [:]
        itemKeys.removeAll(keepingCapacity: true)
        itemPrices.removeAll(keepingCapacity: true)
        for (rank, entry) in best.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).enumerated() {
            if rank < 128 {
                if entry.key < 0 {
                    if rank < 64 { meetingLow |= 1 << UInt64(rank) } else { meetingHigh |= 1 << UInt64(rank - 64) }
                }
                itemKeys.append(entry.key)
                itemPrices.append(entry.value)
            }
            bits[entry.key] = rank < 128 ? Int32(rank) : -1
        }
        dear.removeAll(keepingCapacity: true)
        meetingGain = onceLeft[0] + input.givingLimit * max(0, kept.reduce(0) { $1.kind == .giving ? max($0, $1.price) : $0 })
        tracksAll = best.count <= 128
        for entry in best where entry.key < 0 { meetingGain += max(0, entry.value) }
        for (rank, entry) in best.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).enumerated()
        where entry.key >= 0 && entry.value > 0 && rank < 128 {
            let mask: UInt64 = 1 << UInt64(rank & 63)
            dear.append((low: rank < 64 ? mask : 0, high: rank < 64 ? 0 : mask, price: entry.value))
        }
        keptBit.removeAll(keepingCapacity: true)
        for start in kept { keptBit.append(Self.hasItem(start) ? bits[itemKey(start)] ?? -1 : -1) }
        isTracked = ContiguousArray(repeating: false, count: itemKeys.count)
        penalties = ContiguousArray(repeating: 0, count: itemKeys.count)
        // For each slot, the items that can still start at it or later.
        lastReach.removeAll(keepingCapacity: true)
        lastReach.append(contentsOf: repeatElement(0, count: (slots + 1) * 2))
        for (start, bit) in zip(kept, keptBit) where bit >= 0 {
            let at = Int(start.slot) * 2 + (bit >= 64 ? 1 : 0)
            lastReach[at] |= 1 << UInt64(bit & 63)
        }
        subsetReach = ContiguousArray(repeating: 0, count: slots + 1)
        for start in kept { subsetReach[Int(start.slot)] |= start.subsets }
        for slot in stride(from: slots - 1, through: 0, by: -1) {
            subsetReach[slot] |= subsetReach[slot + 1]
            lastReach[slot * 2] |= lastReach[slot * 2 + 2]
            lastReach[slot * 2 + 1] |= lastReach[slot * 2 + 3]
        }
    }

    /// The bits of what an activity brings once: see ``onceLeft``.
    private static func once(_ start: PricedStart, _ input: DayPricingInput) -> UInt8 {
        switch start.kind {
        case .giving: 1
        case .session where start.place == input.visitPlace: 2
        case .session, .supervision, .meeting: 0
        }
    }

    private static func gain(once bits: UInt8, _ input: DayPricingInput) -> Micropoints {
        (bits & 1 != 0 ? input.givingPrice : 0) + (bits & 2 != 0 ? input.visitPrice : 0)
    }

    /// Whether an activity excludes others of the same item.
    private static func hasItem(_ start: PricedStart) -> Bool { start.kind == .session || start.kind == .meeting }

    /// Meetings are items apart from clients.
    func itemKey(_ start: PricedStart) -> Int32 { start.kind == .meeting ? -1 - start.item : start.item }
}
