/// Making labels: one more activity, a block that stands, the way to every place.
extension DayLabelling {
    @inline(__always)
    func isBreak(from end: Int, to start: Int, arrival: Int, _ input: DayPricingInput) -> Bool {
        start - arrival >= input.breakMinutes
            && max(0, min(start, input.breakEnd) - max(end, input.breakStart)) >= input.breakMinutes
    }

    /// Whether a day has its break (W4) or can never be so long that it needs one.
    @inline(__always)
    func needsNoBreak(hasBreak: Bool, first: Int32, _ input: DayPricingInput) -> Bool { hasBreak || latestEnd - Int(first) <= input.breakAfter }

    /// What some subset-row cuts cost together.
    @inline(__always)
    func subsetPrice(_ bits: UInt64) -> Micropoints {
        var bits = bits, total = 0
        while bits != 0 {
            total += subsetPrices[bits.trailingZeroBitCount]
            bits &= bits - 1
        }
        return total
    }

    /// Whether some subset-row cuts cost together no more than some micropoints.
    @inline(__always)
    func canPay(_ bits: UInt64, _ most: Micropoints) -> Bool {
        // The dearest come first.
        var bits = bits, left = most
        while bits != 0 && left >= 0 {
            left -= subsetPrices[bits.trailingZeroBitCount]
            bits &= bits - 1
        }
        return left >= 0
    }

    /// Whether a label that stands at a place could have started as good an activity before, which leaves it better: later starts only matter where waiting makes
    /// a break (W4) that it still wants.
    @inline(__always)
    func canStartEarlier(_ label: Label, arrival: Int, start index: Int, minute: Int, _ input: DayPricingInput) -> Bool {
        let earlier = Int(keptEarlier[index])
        guard earlier >= arrival else { return false }
        return needsNoBreak(hasBreak: label.hasBreak, first: label.first, input)
            || !isBreak(from: Int(label.end), to: minute, arrival: arrival, input)
            || isBreak(from: Int(label.end), to: earlier, arrival: arrival, input)
    }

    /// Whether a day could begin with as good an activity before, and count as long.
    @inline(__always)
    func canBeginEarlier(start index: Int, minute: Int) -> Bool {
        let earlier = Int(keptEarlier[index])
        return isExact && earlier >= 0 && countedFirst(earlier) == countedFirst(minute)
    }

    /// The label after one more activity, where the rules allow it.
    @inline(__always)
    mutating func extend(
        _ parent: Int, value: Int, arrival: Int, start index: Int, minute: Int, _ input: DayPricingInput, isRoot: Bool
    ) {
        let start = kept[index]
        let label = labels[parent]
        let ownLow = keptLow[index], ownHigh = keptHigh[index]
        if label.low & ownLow != 0 || label.high & ownHigh != 0 { return }
        let low = label.low | ownLow, high = label.high | ownHigh
        let isSession = start.kind == .session
        if isSession && Int(label.count) >= input.sessionLimit { return }
        if start.kind == .supervision && label.hasSupervision { return }
        let isGiving = start.kind == .giving
        if isGiving && Int(label.given) >= input.givingLimit { return }
        let end = minute + Int(start.occupied)
        let first = isRoot ? countedFirst(minute) : Int(label.first)
        if end - first > input.span { return }
        var total = value + start.price
        if start.isAfterHours && !label.isEvening { total -= input.eveningPrice }
        if start.subsets & label.odd != 0 { total -= subsetPrice(start.subsets & label.odd) }
        let once = label.once | keptOnce[index]
        total += onceLeft[Int(label.once)] - onceLeft[Int(once)]
        let left = input.sessionLimit - Int(label.count) - (isSession ? 1 : 0)
        let penalty = keptBit[index] >= 0 ? penalties[Int(keptBit[index])] : 0
        let priced = total - label.penalty - penalty + penaltySum + onceLeft[Int(once)]
        let tier = isRoot ? completions.tier(first: first, span: input.span) : Int(label.tier)
        let isEvening = label.isEvening || start.isAfterHours
        let hasSupervision = label.hasSupervision || start.kind == .supervision
        let ends = min(slots, (end + grid - 1) / grid), place = Int(start.place)
        let onward = completions.onward(tier: tier, isEvening: isEvening, wants: false, left: left, slot: ends, place: place)
        let reachable = priced + max(0, onward)
        var supervised = Self.nothing
        if hasSupervision {
            if reachable <= relaxedSupervised { return }
        } else {
            if input.wantsSupervision, reachable <= relaxedPlain || isSurvey {
                supervised = priced + completions.onward(tier: tier, isEvening: isEvening, wants: true, left: left, slot: ends, place: place)
            }
            if reachable <= relaxedPlain, !input.wantsSupervision || supervised <= relaxedSupervised { return }
        }
        if tracksAll && input.isMetric {
            let most = total + distinctGain(low, high, left, slot: ends)
            if hasSupervision {
                if most <= relaxedSupervised { return }
            } else if most <= relaxedPlain, !input.wantsSupervision || most <= relaxedSupervised {
                return
            }
        }
        let hasBreak = label.hasBreak || (!isRoot && isBreak(from: Int(label.end), to: minute, arrival: arrival, input))
        if isSurvey { note(index, plain: hasSupervision ? Self.nothing : reachable, supervised: hasSupervision ? reachable : supervised) }
        add(
            Label(
                value: total, low: low, high: high, odd: label.odd ^ start.subsets, penalty: label.penalty + penalty, first: Int32(first), end: Int32(end), parent: Int32(parent),
                activity: Int32(index), place: Int16(start.place), count: label.count + (isSession ? 1 : 0), given: label.given + (isGiving ? 1 : 0),
                once: once, tier: Int16(tier), hasBreak: hasBreak, isEvening: isEvening, hasSupervision: hasSupervision, isActive: true), input)
    }

    /// Keeps the most that a start was found to be worth.
    @inline(__always)
    mutating func note(_ index: Int, plain: Micropoints, supervised: Micropoints) {
        if plain > bestPlain { surveyPlain[index] = max(surveyPlain[index], plain) }
        if supervised > bestSupervised { surveySupervised[index] = max(surveySupervised[index], supervised) }
    }

    /// Most that `left` further sessions of different items not yet held, with starts from a slot on, and all meetings can bring: the
    /// completion bound lets an item repeat, this one does not.
    @inline(__always)
    func distinctGain(_ low: UInt64, _ high: UInt64, _ left: Int, slot: Int) -> Int {
        var gain = meetingGain
        var left = left
        if left <= 0 { return gain }
        let openLow = lastReach[slot * 2] & ~low, openHigh = lastReach[slot * 2 + 1] & ~high
        for item in dear where item.low & openLow != 0 || item.high & openHigh != 0 {
            gain += item.price
            left -= 1
            if left == 0 { break }
        }
        return gain
    }

    /// What a label on its way to a place is worth there, and when it reaches it.
    @inline(__always)
    func arrival(_ item: Waiting, at place: Int, _ input: DayPricingInput) -> Arrival {
        let label = labels[Int(item.label)]
        let way = input.travel[Int(label.place) * input.places.count + place]
        return Arrival(value: label.value - way * input.travelPrice, label: item.label, minute: label.end + Int32(way))
    }

    /// Passes through a block that stands.
    mutating func enter(block index: Int, _ block: FixedBlock, from parent: Int, value: Int, _ input: DayPricingInput) {
        let label = labels[parent]
        var arrival = 0
        var total = value
        var hasBreak = label.hasBreak
        if label.place >= 0 {
            let way = input.travel[Int(label.place) * input.places.count + block.place]
            arrival = Int(label.end) + way
            if arrival > block.start { return }
            total -= way * input.travelPrice
            hasBreak = hasBreak || isBreak(from: Int(label.end), to: block.start, arrival: arrival, input)
        }
        let first = label.first < 0 ? countedFirst(block.start) : Int(label.first)
        if block.end - first > input.span { return }
        add(
            Label(
                value: total, low: label.low, high: label.high, odd: label.odd, penalty: label.penalty, first: Int32(first), end: Int32(block.end), parent: Int32(parent),
                activity: Int32(-2 - index), place: Int16(block.place), count: label.count, given: label.given, once: label.once,
                tier: label.first < 0 ? Int16(completions.tier(first: first, span: input.span)) : label.tier, hasBreak: hasBreak, isEvening: label.isEvening,
                hasSupervision: label.hasSupervision, isActive: label.isActive), input)
    }

    /// Takes a label as the best day where it is worth more.
    private mutating func take(_ index: Int32, _ label: Label, _ input: DayPricingInput) {
        if label.hasSupervision {
            guard label.value > relaxedSupervised else { return }
            relaxedSupervised = label.value
            relaxedSupervisedLabel = index
            guard isPlan(index, input) else { return }
            bestSupervised = label.value
            bestSupervisedLabel = index
        } else if label.value > relaxedPlain {
            relaxedPlain = label.value
            relaxedPlainLabel = index
            guard isPlan(index, input) else { return }
            bestPlain = label.value
            bestPlainLabel = index
            improvements.append(index)
        }
    }

    /// Stores a label, takes it as a plan where it can end the day, and sends it on to every place where it can gain enough.
    mutating func add(_ label: Label, _ input: DayPricingInput) {
        let index = labels.count
        labels.append(label)
        let end = Int(label.end)
        let next = input.blocks.firstIndex { $0.start >= end }
        if !isSurvey, next == nil, label.isActive, label.hasBreak || end - Int(label.first) <= input.breakAfter { take(Int32(index), label, input) }
        if let next { enter(block: next, input.blocks[next], from: index, value: label.value, input) }
        reachable.removeAll(keepingCapacity: true)
        completions.collect(
            from: Int(label.place), end: end, latest: next.map { input.blocks[$0].start } ?? 1440, tier: Int(label.tier), isEvening: label.isEvening,
            left: max(0, input.sessionLimit - Int(label.count)), value: label.value + credit(label),
            plainLeast: label.hasSupervision ? relaxedSupervised : relaxedPlain,
            supervisedLeast: input.wantsSupervision && !label.hasSupervision ? relaxedSupervised : nil, into: &reachable)
        for cell in reachable {
            waiting.append(Waiting(label: Int32(index), next: arrivals[Int(cell)]))
            arrivals[Int(cell)] = Int32(waiting.count - 1)
        }
    }
}
