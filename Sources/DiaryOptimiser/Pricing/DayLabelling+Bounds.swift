/// What labels can still gain, and whether that is enough.
extension DayLabelling {
    @inline(__always)
    func isPromising(value: Int, label: Label, slot: Int, place: Int, _ input: DayPricingInput) -> Bool {
        let left = max(0, input.sessionLimit - Int(label.count))
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
}
