/// What labels can still gain, and whether that is enough.
extension DayLabelling {
    @inline(__always)
    func isPromising(value: Int, label: Label, slot: Int, place: Int, _ input: DayPricingInput) -> Bool {
        let left = max(0, input.sessionLimit - Int(label.count))
        let value = value - label.penalty + penaltySum
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
            let value = value - label.penalty + penaltySum
            let gain = completions.gain(tier: tier, isEvening: label.isEvening, wants: false, left: left, slot: slot, place: place)
            if label.hasSupervision {
                supervised = max(supervised, value + gain)
            } else {
                plain = max(plain, value + gain)
                guard input.wantsSupervision else { return }
                supervised = max(
                    supervised,
                    value + completions.gain(tier: tier, isEvening: label.isEvening, wants: true, left: left, slot: slot, place: place))
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
                    include(item.value, label, tier: Int(label.tier), later, place)
                    entry = item.next
                }
            }
        }
        return (plain, supervised)
    }

    mutating func boundCompletions(_ input: DayPricingInput) {
        penaltySum = penalties.reduce(0, +)
        completions.compute(input, kept, bits: keptBit, ranges: startRange, penalties: penalties)
    }

    /// The upper bound on the whole day, with the items of the relaxed day counted.
    func startBound(_ input: DayPricingInput, wants: Bool, counts: inout [Int]) -> Int {
        for bit in counts.indices { counts[bit] = 0 }
        let most = completions.bestDay(input, kept, bits: keptBit, ranges: startRange, wants: wants, counts: &counts)
        return most > Self.nothing / 2 ? most + penaltySum : Self.nothing
    }

    /// Lowers the completion bounds by subgradient steps on the penalties: an item that the relaxed best day repeats becomes dearer, one that
    /// it leaves out cheaper (Lagrangian relaxation of "each item once"; Beasley and Christofides 1989 for resource-constrained paths).
    ///
    /// - Returns: the least upper bounds met on the way, with and without supervision.
    mutating func tightenCompletions(_ input: DayPricingInput, rounds: Int, tolerance: Int) -> (plain: Int, supervised: Int) {
        var counts = [Int](repeating: 0, count: penalties.count)
        var supervisedCounts = counts
        var plain = Int.max, supervised = Int.max
        var best = penalties
        var leastGap = Int.max
        var factor = 1.0
        for round in 0...rounds where !isStopped() {
            let most = startBound(input, wants: false, counts: &counts)
            let mostSupervised = input.wantsSupervision ? startBound(input, wants: true, counts: &supervisedCounts) : Self.nothing
            plain = min(plain, most)
            supervised = min(supervised, mostSupervised)
            let gap = most - bestPlain
            let supervisedGap = bestSupervised > Self.nothing / 2 ? mostSupervised - bestSupervised : 0
            let worse = max(gap, supervisedGap)
            if worse < leastGap {
                leastGap = worse
                best = penalties
            } else {
                factor /= 2
            }
            if round == rounds || plain - bestPlain <= tolerance && (supervisedGap <= tolerance || supervised - bestSupervised <= tolerance) {
                break
            }
            let repeats = supervisedGap > gap ? supervisedCounts : counts
            var norm = 0
            for (bit, count) in repeats.enumerated() where count > 1 || (count == 0 && penalties[bit] > 0) {
                norm += (count - 1) * (count - 1)
            }
            if norm == 0 { break }
            let step = max(1, Int(factor * Double(worse) / Double(norm)))
            for (bit, count) in repeats.enumerated() { penalties[bit] = max(0, penalties[bit] + step * (count - 1)) }
            boundCompletions(input)
        }
        if penalties != best {
            penalties = best
            boundCompletions(input)
        }
        return (plain, supervised)
    }
}
