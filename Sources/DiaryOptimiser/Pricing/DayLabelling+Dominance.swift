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
        let time = max(0, latestEnd - minute)
        let rest = RestOfDay(
            latestEnd: latestEnd, sessionLimit: input.sessionLimit, sessionRoom: time / shortest, givingLimit: input.givingLimit,
            givingRoom: time / shortestGiving, span: input.span, eveningPrice: input.eveningPrice, onceLeft: onceLeft)
        var next = 0, old = 0
        let most = depth.beam
        classes.removeAll()
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
            let own = classes.position(of: key(candidate, minute: minute, input), rest)
            if isDominated(candidate, of: own, slot: slot, rest) { continue }
            classes.append(candidate, to: own, rest)
            active[place].append(candidate)
        }
    }

    /// Whether those that stand at the place already leave every completion open to one of them.
    private mutating func isDominated(_ candidate: Standing, of own: Int, slot: Int, _ rest: RestOfDay) -> Bool {
        let reachLow = lastReach[slot * 2] & ~candidate.low, reachHigh = lastReach[slot * 2 + 1] & ~candidate.high
        let isQuick = depth == .quick
        let openSubsets = subsetReach[slot] & ~candidate.odd
        // A completion with all meetings is closed to those that hold one.
        hittingSet.reset(
            limit: rest.sessionsLeft(after: candidate.count), freeLow: isQuick ? 0 : meetingLow & reachLow, freeHigh: isQuick ? 0 : meetingHigh & reachHigh)
        var isSettled = false
        while !isSettled {
            isSettled = true
            for dominator in classes[own].dominators {
                let better = dominator.position
                let least = candidate.value + dominator.loss
                for position in 0..<classes[better].members.count {
                    let label = classes[better].members[position]
                    if label.low & hittingSet.low != 0 || label.high & hittingSet.high != 0 { continue }
                    if label.value < least { break }
                    // The better one may have to pay in cuts where the other has not begun to count.
                    let halfPaid = label.odd & openSubsets
                    if halfPaid != 0, !canPay(halfPaid, label.value - least) { continue }
                    if isQuick { return true }
                    switch hittingSet.include(low: label.low & reachLow, high: label.high & reachHigh) {
                    case .grown: break
                    case .changed: isSettled = false
                    case .impossible: return true
                    }
                }
            }
        }
        return false
    }

    /// The class of a label that stands at a place from a minute on.
    private func key(_ label: Standing, minute: Int, _ input: DayPricingInput) -> DominanceClass.Key {
        let hasBreak =
            needsNoBreak(hasBreak: label.hasBreak, first: label.first, input)
            || isBreak(from: Int(label.end), to: minute, arrival: Int(label.arrival), input)
        return DominanceClass.Key(
            first: label.first, end: hasBreak ? 0 : max(label.end, Int32(input.breakStart)), arrival: hasBreak ? 0 : max(label.arrival, Int32(input.breakStart)),
            count: label.count, given: label.given, once: label.once, hasBreak: hasBreak, isEvening: label.isEvening, hasSupervision: label.hasSupervision)
    }

    func hasMissedBlock(end: Int, minute: Int, _ input: DayPricingInput) -> Bool {
        input.blocks.contains { $0.start >= end && $0.start <= minute }
    }
}
