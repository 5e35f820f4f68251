/// Exact elementary pricing of one practitioner's day by labelling.
///
/// A label is a partial day that ends with an activity. Labels wait at a place until their next activity starts, so that at each slot and
/// place all labels that could start something there stand side by side and can be compared. A label is dominated when the better ones
/// leave every completion open to at least one of them: with at most `k` further sessions, a label is kept only if some `k` items that it
/// does not hold hit every label that is better in all else (representative sets; the number kept in a class is bounded by Bollobás 1965).
/// Completion bounds, the same recursion backwards without the items, prune what cannot beat the best plan known.
///
/// The object is a workspace for one thread at a time; it keeps its buffers between days.
final class DayPricer {
    private struct Label {
        var value: Int
        var low: UInt64
        var high: UInt64
        /// Penalties of the items held, micropoints.
        var penalty: Int
        /// First start of the day, minutes.
        var first: Int32
        /// End of the last activity, minutes.
        var end: Int32
        var parent: Int32
        /// Position in the kept starts; -1 for the root; -2 - b for block b.
        var activity: Int32
        var place: Int16
        var count: Int16
        /// The tier of the day's deadline.
        var tier: Int16
        var hasBreak: Bool
        var isEvening: Bool
        var hasSupervision: Bool
        var isActive: Bool
    }

    /// A label waiting at a place for its next activity.
    private struct Waiting {
        var value: Int
        var label: Int32
        /// Minute at which it reached the place.
        var arrival: Int32
        var next: Int32
    }

    private let grid: Int
    private let slots: Int
    /// Labels after which the search of a day stops and gives a bound instead of an optimum.
    var labelLimit: Int

    private var labels: ContiguousArray<Label> = []
    private var waiting: ContiguousArray<Waiting> = []
    private var arrivals: ContiguousArray<Int32> = []
    private var active: [ContiguousArray<Waiting>] = []
    private var kept: ContiguousArray<PricedStart> = []
    private var keptSource: ContiguousArray<Int32> = []
    private var keptBit: ContiguousArray<Int32> = []
    private var startRange: ContiguousArray<Int32> = []
    /// Tracked items of sessions, the dearest first, with the most that each can bring; then what meetings can bring in all.
    private var dear: ContiguousArray<(low: UInt64, high: UInt64, price: Int)> = []
    private var meetingGain = 0
    private var tracksAll = true
    private var lastReach: ContiguousArray<UInt64> = []
    private let completions: CompletionBounds
    /// Latest end of any activity that could stand on the day.
    private var latestEnd = 1440
    /// Least minutes that a session occupies.
    private var shortest = 1440
    /// Items that are meetings: a completion can hold them beyond the sessions left.
    private var meetingItems = 0
    /// What each tracked item pays for being held, so that the completion bound does not gain by repeating it; all paid back once.
    private var penalties: ContiguousArray<Int> = []
    private var penaltySum = 0
    private var itemKeys: ContiguousArray<Int32> = []
    private var isExact = true
    private var improvements: ContiguousArray<Int32> = []
    private var runnersUp: [PricedPlan] = []
    private var plainPlan: PricedPlan?
    private var supervisedPlan: PricedPlan?
    private var bestPlain = 0
    private var bestPlainLabel: Int32 = -1
    private var bestSupervised = DayPricer.nothing
    private var bestSupervisedLabel: Int32 = -1

    /// Labels that the quick search keeps at a slot and place.
    private static let beam = 12
    /// The value where there is no plan.
    static let nothing = Int.min / 4

    init(grid: Int, labelLimit: Int = 200_000) {
        self.grid = grid
        slots = 1440 / grid
        completions = CompletionBounds(grid: grid)
        self.labelLimit = labelLimit
    }

    /// Prices one day exactly, unless the label limit is met.
    ///
    /// - Parameters:
    ///   - floor: a value, at least 0, that a plan known to the caller reaches. Where no plan without supervision is worth more, `plain` has
    ///     this value and no activities.
    ///   - supervisedFloor: the same for plans with a supervision, or `nothing`; `supervised` is nil where no plan is worth more.
    ///   - tolerance: by how much the bounds may exceed the plans' values without the exact search being made.
    ///   - isHeuristic: whether to stop after the quick search that compares labels without their items: its plans are plans, but its bounds
    ///     are only the completion bounds from the day's start.
    func price(
        _ input: DayPricingInput, floor: Micropoints = 0, supervisedFloor: Micropoints = DayPricer.nothing, tolerance: Micropoints = 0,
        isHeuristic: Bool = false
    ) -> DayPricingResult {
        prepare(input)
        completions.prepare(input, kept, latestEnd: latestEnd)
        penalties.removeAll(keepingCapacity: true)
        for key in itemKeys { penalties.append(input.penalties[key] ?? 0) }
        boundCompletions(input)
        bestPlain = max(0, floor)
        bestSupervised = supervisedFloor
        plainPlan = nil
        supervisedPlan = nil
        var made = 0
        runnersUp.removeAll(keepingCapacity: true)
        // Comparing labels without their items is quick and mostly finds the optimum, which then prunes the exact search.
        isExact = false
        _ = search(input)
        made += labels.count
        let (most, mostSupervised) = tightenCompletions(input, rounds: isHeuristic ? 0 : 8, tolerance: tolerance)
        let isNear = most - bestPlain <= tolerance && (!input.wantsSupervision || mostSupervised <= max(bestSupervised, Self.nothing / 2) + tolerance)
        if isHeuristic || isNear {
            return result(plainBound: max(bestPlain, most), supervisedBound: max(bestSupervised, mostSupervised), labels: made)
        }
        isExact = true
        let (open, openSupervised) = search(input)
        made += labels.count
        return result(
            plainBound: min(max(bestPlain, open), max(bestPlain, most)),
            supervisedBound: min(max(bestSupervised, openSupervised), max(bestSupervised, mostSupervised)), labels: made)
    }

    private func result(plainBound: Int, supervisedBound: Int, labels made: Int) -> DayPricingResult {
        var known: [Int32: Int] = [:]
        for (bit, penalty) in penalties.enumerated() where penalty > 0 { known[itemKeys[bit]] = penalty }
        return DayPricingResult(
            plain: plainPlan ?? PricedPlan(value: bestPlain, chosen: [], travelMinutes: 0), supervised: supervisedPlan,
            plainBound: plainBound, supervisedBound: supervisedBound, labels: made, runnersUp: runnersUp, penalties: known)
    }

    /// Runs the labelling once, improving on the best plans known.
    ///
    /// - Returns: bounds on what the labels left open could reach, when the label limit stopped an exact search.
    private func search(_ input: DayPricingInput) -> (Int, Int) {
        labels.removeAll(keepingCapacity: true)
        waiting.removeAll(keepingCapacity: true)
        let places = input.places.count
        arrivals.removeAll(keepingCapacity: true)
        arrivals.append(contentsOf: repeatElement(-1, count: (slots + 1) * max(places, 1)))
        while active.count < places { active.append([]) }
        for place in 0..<places { active[place].removeAll(keepingCapacity: true) }
        bestPlainLabel = -1
        bestSupervisedLabel = -1
        improvements.removeAll(keepingCapacity: true)

        labels.append(
            Label(
                value: 0, low: 0, high: 0, penalty: 0, first: -1, end: 0, parent: -1, activity: -1, place: -1, count: 0, tier: 0, hasBreak: false,
                isEvening: false, hasSupervision: false, isActive: input.hasMandatoryActivity))
        if let block = input.blocks.first { enter(block: 0, block, from: 0, value: 0, input) }
        let firstBlockStart = input.blocks.first?.start ?? Int.max

        var open = (Self.nothing, Self.nothing)
        for slot in 0..<slots {
            let minute = slot * grid
            for place in 0..<places {
                let cell = slot * places + place
                if arrivals[cell] >= 0 { admit(cell: cell, place: place, minute: minute, slot: slot, input) }
                let from = Int(startRange[cell]), to = Int(startRange[cell + 1])
                guard from < to else { continue }
                if minute < firstBlockStart {
                    for index in from..<to { extend(0, value: 0, arrival: 0, start: index, minute: minute, input, isRoot: true) }
                }
                var position = 0
                while position < active[place].count {
                    let entry = active[place][position]
                    let label = labels[Int(entry.label)]
                    if hasMissedBlock(label, minute: minute, input)
                        || !isPromising(value: entry.value, label: label, slot: slot, place: place, input)
                    {
                        active[place].swapAt(position, active[place].count - 1)
                        active[place].removeLast()
                        continue
                    }
                    for index in from..<to {
                        extend(
                            Int(entry.label), value: entry.value, arrival: Int(entry.arrival), start: index, minute: minute, input,
                            isRoot: false)
                    }
                    position += 1
                }
            }
            if isExact && labels.count > labelLimit {
                open = openBounds(after: slot, input)
                break
            }
        }
        for label in improvements.suffix(4).dropLast() { runnersUp.append(plan(label, value: labels[Int(label)].value, input)) }
        if bestPlainLabel >= 0 { plainPlan = plan(bestPlainLabel, value: bestPlain, input) }
        if bestSupervisedLabel >= 0 { supervisedPlan = plan(bestSupervisedLabel, value: bestSupervised, input) }
        return open
    }

    // MARK: - Preparation

    /// Keeps, for each slot, place and length, the best starts of different items: a day holds at most `sessionLimit` sessions, so one of
    /// the best `sessionLimit` is always free to take the place of any other.
    private func prepare(_ input: DayPricingInput) {
        let places = input.places.count
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
            case .supervision where !input.wantsSupervision: continue
            case .session, .meeting:
                // Leaving out an activity never lengthens a metric way, so one without gain pays only by making a break.
                if start.price <= 0, input.isMetric, !canMakeBreak(start, earliest: earliest, latest: latest, input) { continue }
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
            if start.kind == .session {
                if kept.count - groupStart >= input.sessionLimit { continue }
                if kept[groupStart...].contains(where: { $0.item == start.item }) { continue }
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
        numberItems()
    }

    /// Whether an activity could be the first or the last of a day whose remainder is too long without the gap to it (W4): the gap counts
    /// only between two activities, so that one without gain can make a long half-day allowed.
    private func canMakeBreak(_ start: PricedStart, earliest: Int, latest: Int, _ input: DayPricingInput) -> Bool {
        // Every gap has at least no minutes in the window.
        if input.breakMinutes == 0 { return true }
        let from = Int(start.slot) * grid, to = from + Int(start.occupied)
        let isFirst = to + input.breakMinutes <= input.breakEnd && latest - max(to, input.breakStart) - input.breakMinutes > input.breakAfter
        let isLast = from - input.breakMinutes >= input.breakStart && min(from, input.breakEnd) - input.breakMinutes - earliest > input.breakAfter
        return isFirst || isLast
    }

    private func overlapsBlock(_ start: PricedStart, _ input: DayPricingInput) -> Bool {
        guard !input.blocks.isEmpty else { return false }
        let from = Int(start.slot) * grid, to = from + Int(start.occupied)
        return input.blocks.contains { from < $0.end && $0.start < to }
    }

    /// Gives the items that occur bits 0...127, the dearest first. Items beyond are not remembered: the plan may then repeat one, and its
    /// value is still an upper bound.
    private func numberItems() {
        var best: [Int32: Int] = [:]
        for start in kept where start.kind != .supervision {
            let item = itemKey(start)
            best[item] = max(best[item] ?? Int.min, start.price)
        }
        meetingItems = best.keys.count { $0 < 0 }
        var bits: [Int32: Int32] = [:]
        itemKeys.removeAll(keepingCapacity: true)
        for (rank, entry) in best.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).enumerated() {
            if rank < 128 { itemKeys.append(entry.key) }
            bits[entry.key] = rank < 128 ? Int32(rank) : -1
        }
        dear.removeAll(keepingCapacity: true)
        meetingGain = 0
        tracksAll = best.count <= 128
        for entry in best where entry.key < 0 { meetingGain += max(0, entry.value) }
        for (rank, entry) in best.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).enumerated()
        where entry.key >= 0 && entry.value > 0 && rank < 128 {
            let mask: UInt64 = 1 << UInt64(rank & 63)
            dear.append((low: rank < 64 ? mask : 0, high: rank < 64 ? 0 : mask, price: entry.value))
        }
        keptBit.removeAll(keepingCapacity: true)
        for start in kept { keptBit.append(start.kind == .supervision ? -1 : bits[itemKey(start)] ?? -1) }
        // For each slot, the items that can still start at it or later.
        lastReach.removeAll(keepingCapacity: true)
        lastReach.append(contentsOf: repeatElement(0, count: (slots + 1) * 2))
        for (start, bit) in zip(kept, keptBit) where bit >= 0 {
            let at = Int(start.slot) * 2 + (bit >= 64 ? 1 : 0)
            lastReach[at] |= 1 << UInt64(bit & 63)
        }
        for slot in stride(from: slots - 1, through: 0, by: -1) {
            lastReach[slot * 2] |= lastReach[slot * 2 + 2]
            lastReach[slot * 2 + 1] |= lastReach[slot * 2 + 3]
        }
    }

    /// Meetings are items apart from clients.
    private func itemKey(_ start: PricedStart) -> Int32 { start.kind == .meeting ? -1 - start.item : start.item }

    // MARK: - Completion bounds

    @inline(__always)
    private func isPromising(value: Int, label: Label, slot: Int, place: Int, _ input: DayPricingInput) -> Bool {
        let left = max(0, input.sessionLimit - Int(label.count))
        let value = value - label.penalty + penaltySum
        let gain = completions.gain(
            tier: Int(label.tier), isEvening: label.isEvening, wants: false, left: left, slot: slot, place: place)
        if label.hasSupervision { return value + gain > bestSupervised }
        if value + gain > bestPlain { return true }
        guard input.wantsSupervision else { return false }
        return value
            + completions.gain(tier: Int(label.tier), isEvening: label.isEvening, wants: true, left: left, slot: slot, place: place)
            > bestSupervised
    }

    /// Bounds on what the labels that wait when the label limit is met could still reach.
    private func openBounds(after slot: Int, _ input: DayPricingInput) -> (Int, Int) {
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

    private func boundCompletions(_ input: DayPricingInput) {
        penaltySum = penalties.reduce(0, +)
        completions.compute(input, kept, bits: keptBit, ranges: startRange, penalties: penalties)
    }

    /// The upper bound on the whole day, with the items of the relaxed day counted.
    private func startBound(_ input: DayPricingInput, wants: Bool, counts: inout [Int]) -> Int {
        for bit in counts.indices { counts[bit] = 0 }
        let most = completions.bestDay(input, kept, bits: keptBit, ranges: startRange, wants: wants, counts: &counts)
        return most > Self.nothing / 2 ? most + penaltySum : Self.nothing
    }

    /// Lowers the completion bounds by subgradient steps on the penalties: an item that the relaxed best day repeats becomes dearer, one that
    /// it leaves out cheaper (Lagrangian relaxation of "each item once"; Beasley and Christofides 1989 for resource-constrained paths).
    ///
    /// - Returns: the least upper bounds met on the way, with and without supervision.
    private func tightenCompletions(_ input: DayPricingInput, rounds: Int, tolerance: Int) -> (plain: Int, supervised: Int) {
        var counts = [Int](repeating: 0, count: penalties.count)
        var supervisedCounts = counts
        var plain = Int.max, supervised = Int.max
        var best = penalties
        var leastGap = Int.max
        var factor = 1.0
        for round in 0...rounds {
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

    // MARK: - Labels

    @inline(__always)
    private func isBreak(from end: Int, to start: Int, arrival: Int, _ input: DayPricingInput) -> Bool {
        start - arrival >= input.breakMinutes
            && max(0, min(start, input.breakEnd) - max(end, input.breakStart)) >= input.breakMinutes
    }

    /// The label after one more activity, where the rules allow it.
    @inline(__always)
    private func extend(
        _ parent: Int, value: Int, arrival: Int, start index: Int, minute: Int, _ input: DayPricingInput, isRoot: Bool
    ) {
        let start = kept[index]
        let label = labels[parent]
        var low = label.low, high = label.high
        let bit = keptBit[index]
        if bit >= 0 {
            let mask: UInt64 = 1 << UInt64(bit & 63)
            if bit < 64 {
                if low & mask != 0 { return }
                low |= mask
            } else {
                if high & mask != 0 { return }
                high |= mask
            }
        }
        let isSession = start.kind == .session
        if isSession && Int(label.count) >= input.sessionLimit { return }
        if start.kind == .supervision && label.hasSupervision { return }
        let end = minute + Int(start.occupied)
        let first = isRoot ? minute : Int(label.first)
        if end - first > input.span { return }
        var total = value + start.price
        if start.isAfterHours && !label.isEvening { total -= input.eveningPrice }
        let left = input.sessionLimit - Int(label.count) - (isSession ? 1 : 0)
        let penalty = bit >= 0 ? penalties[Int(bit)] : 0
        let priced = total - label.penalty - penalty + penaltySum
        let tier = isRoot ? completions.tier(first: minute, span: input.span) : Int(label.tier)
        let isEvening = label.isEvening || start.isAfterHours
        let hasSupervision = label.hasSupervision || start.kind == .supervision
        let ends = min(slots, (end + grid - 1) / grid), place = Int(start.place)
        let reachable =
            priced + max(0, completions.onward(tier: tier, isEvening: isEvening, wants: false, left: left, slot: ends, place: place))
        if hasSupervision {
            if reachable <= bestSupervised { return }
        } else if reachable <= bestPlain,
            !input.wantsSupervision
                || priced + completions.onward(tier: tier, isEvening: isEvening, wants: true, left: left, slot: ends, place: place)
                    <= bestSupervised
        {
            return
        }
        if tracksAll && input.isMetric {
            let most = total + distinctGain(low, high, left, slot: ends)
            if hasSupervision {
                if most <= bestSupervised { return }
            } else if most <= bestPlain, !input.wantsSupervision || most <= bestSupervised {
                return
            }
        }
        let hasBreak = label.hasBreak || (!isRoot && isBreak(from: Int(label.end), to: minute, arrival: arrival, input))
        add(
            Label(
                value: total, low: low, high: high, penalty: label.penalty + penalty, first: Int32(first), end: Int32(end), parent: Int32(parent), activity: Int32(index),
                place: Int16(start.place), count: label.count + (isSession ? 1 : 0), tier: Int16(tier), hasBreak: hasBreak,
                isEvening: isEvening, hasSupervision: hasSupervision, isActive: true), input)
    }

    /// Most that `left` further sessions of different items not yet held, with starts from a slot on, and all meetings can bring: the
    /// completion bound lets an item repeat, this one does not.
    @inline(__always)
    private func distinctGain(_ low: UInt64, _ high: UInt64, _ left: Int, slot: Int) -> Int {
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

    /// Passes through a block that stands.
    private func enter(block index: Int, _ block: FixedBlock, from parent: Int, value: Int, _ input: DayPricingInput) {
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
        let first = label.first < 0 ? block.start : Int(label.first)
        if block.end - first > input.span { return }
        add(
            Label(
                value: total, low: label.low, high: label.high, penalty: label.penalty, first: Int32(first), end: Int32(block.end), parent: Int32(parent),
                activity: Int32(-2 - index), place: Int16(block.place), count: label.count,
                tier: label.first < 0 ? Int16(completions.tier(first: first, span: input.span)) : label.tier, hasBreak: hasBreak, isEvening: label.isEvening,
                hasSupervision: label.hasSupervision, isActive: label.isActive), input)
    }

    /// Stores a label, takes it as a plan where it can end the day, and sends it on to every place.
    private func add(_ label: Label, _ input: DayPricingInput) {
        let index = labels.count
        labels.append(label)
        let end = Int(label.end)
        let next = input.blocks.firstIndex { $0.start >= end }
        if next == nil, label.isActive, label.hasBreak || end - Int(label.first) <= input.breakAfter {
            if label.hasSupervision {
                if label.value > bestSupervised {
                    bestSupervised = label.value
                    bestSupervisedLabel = Int32(index)
                }
            } else if label.value > bestPlain {
                bestPlain = label.value
                bestPlainLabel = Int32(index)
                improvements.append(Int32(index))
            }
        }
        if let next { enter(block: next, input.blocks[next], from: index, value: label.value, input) }
        let latest = next.map { input.blocks[$0].start } ?? 1440
        let places = input.places.count
        for place in 0..<places {
            let way = input.travel[Int(label.place) * places + place]
            let slot = (end + way + grid - 1) / grid
            if slot >= slots || slot * grid >= latest { continue }
            let value = label.value - way * input.travelPrice
            if !isPromising(value: value, label: label, slot: slot, place: place, input) { continue }
            let cell = slot * places + place
            waiting.append(Waiting(value: value, label: Int32(index), arrival: Int32(end + way), next: arrivals[cell]))
            arrivals[cell] = Int32(waiting.count - 1)
        }
    }

    // MARK: - Dominance

    /// Lets the labels that arrive join those that wait, and drops the dominated.
    private func admit(cell: Int, place: Int, minute: Int, slot: Int, _ input: DayPricingInput) {
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

    private func hasMissedBlock(_ label: Label, minute: Int, _ input: DayPricingInput) -> Bool {
        input.blocks.contains { $0.start >= Int(label.end) && $0.start <= minute }
    }

    /// Whether some `size` items meet every one of the sets.
    private func canHit(_ sets: ArraySlice<(low: UInt64, high: UInt64)>, _ size: Int) -> Bool {
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

    // MARK: - Plans

    private func plan(_ label: Int32, value: Int, _ input: DayPricingInput) -> PricedPlan {
        var chosen: [Int] = []
        var travel = 0
        var current = Int(label)
        while current >= 0 {
            let item = labels[current]
            if item.activity >= 0 { chosen.append(Int(keptSource[Int(item.activity)])) }
            if item.parent > 0 {
                travel += input.travel[Int(labels[Int(item.parent)].place) * input.places.count + Int(item.place)]
            }
            current = Int(item.parent)
        }
        return PricedPlan(value: value, chosen: chosen.reversed(), travelMinutes: travel)
    }
}
