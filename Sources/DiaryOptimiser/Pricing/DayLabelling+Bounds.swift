/// What labels can still gain, and whether that is enough.
extension DayLabelling {
    /// Whether a label that stands at a place can gain enough there from a slot on.
    /// What a label's completion gets beside the completion bounds, at most: penalties that it has not paid, and what the day can still bring once.
    @inline(__always)
    func credit(_ label: Label) -> Micropoints { penaltySum - label.penalty + onceLeft[Int(label.once)] }

    @inline(__always)
    func isPromising(value: Int, label: Label, slot: Int, place: Int, _ input: DayPricingInput) -> Bool {
        let left = max(0, input.sessionLimit - Int(label.count))
        let value = value + credit(label)
        let gain = completions.gain(
            tier: Int(label.tier), isEvening: label.isEvening, wants: false, left: left, slot: slot, place: place)
        if label.hasSupervision { return value + gain > relaxedSupervised }
        if value + gain > relaxedPlain { return true }
        guard input.wantsSupervision else { return false }
        return value
            + completions.gain(tier: Int(label.tier), isEvening: label.isEvening, wants: true, left: left, slot: slot, place: place)
            > relaxedSupervised
    }

    /// Bounds on what the labels that wait when the label limit is met could still reach.
    func openBounds(after slot: Int, _ input: DayPricingInput) -> (Int, Int) {
        let places = input.places.count
        var plain = Self.nothing, supervised = Self.nothing
        func include(_ value: Int, _ label: Label, tier: Int, _ slot: Int, _ place: Int) {
            let left = max(0, input.sessionLimit - Int(label.count))
            let priced = value + credit(label)
            // What no completion exceeds that holds each item once.
            let most = tracksAll && input.isMetric ? value + distinctGain(label.low, label.high, left, slot: slot) : Int.max
            let gain = completions.gain(tier: tier, isEvening: label.isEvening, wants: false, left: left, slot: slot, place: place)
            if label.hasSupervision {
                supervised = max(supervised, min(priced + gain, most))
            } else {
                plain = max(plain, min(priced + gain, most))
                guard input.wantsSupervision else { return }
                let wanting = completions.gain(tier: tier, isEvening: label.isEvening, wants: true, left: left, slot: slot, place: place)
                supervised = max(supervised, min(priced + wanting, most))
            }
        }
        guard slot + 1 < slots else { return (plain, supervised) }
        for place in 0..<places {
            // A day that starts later has the latest deadline at most.
            include(0, labels[0], tier: completions.deadlines.count - 1, slot + 1, place)
            for entry in active[place] {
                let label = labels[Int(entry.label)]
                include(entry.value, label, tier: Int(label.tier), slot + 1, place)
            }
            for later in (slot + 1)..<slots {
                var entry = arrivals[later * places + place]
                while entry >= 0 {
                    let item = waiting[Int(entry)]
                    let label = labels[Int(item.label)]
                    include(arrival(item, at: place, input).value, label, tier: Int(label.tier), later, place)
                    entry = item.next
                }
            }
        }
        return (plain, supervised)
    }

    /// Sets the penalties of the items that are remembered anyway, and the completion bounds with them.
    ///
    /// Completions may repeat items. Where each costs what it brings beyond the dearest that a day has no room for besides, the bound on a day
    /// without travel is what its dearest items bring once each: the best penalties for "each item once" (Lagrangian relaxation; Beasley and
    /// Christofides, *An algorithm for the resource constrained shortest path problem*, Networks 19 (1989)). A plan holds an item once, hence pays
    /// no penalty more than once, and each is paid back once.
    ///
    /// - Parameter isFirst: whether there are no bounds of the day yet; others stay where the penalties do.
    mutating func boundCompletions(_ input: DayPricingInput, isFirst: Bool) {
        let limit = max(0, input.sessionLimit)
        let least = limit > 0 && dear.count >= limit ? dear[limit - 1].price : 0
        let most = dear.dropFirst().prefix(limit).reduce(0) { $0 + $1.price }
        var isNew = isFirst
        for bit in penalties.indices {
            let penalty = isTracked[bit] && itemPrices[bit] > most ? max(0, itemPrices[bit] - least) : 0
            if penalty != penalties[bit] { isNew = true }
            penalties[bit] = penalty
        }
        guard isNew else { return }
        penaltySum = penalties.reduce(0, +)
        prices.removeAll(keepingCapacity: true)
        for (start, bit) in zip(kept, keptBit) { prices.append(bit >= 0 ? start.price - penalties[Int(bit)] : start.price) }
        completions.compute(input, kept, prices: prices, ranges: startRange)
    }
}
