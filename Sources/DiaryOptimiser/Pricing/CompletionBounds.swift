/// Upper bounds on what a partial day can still gain: the labelling's recursion backwards, without the items.
///
/// Kept apart are the sessions left, whether the evening is paid for, whether the one supervision is still to come, and the **tier** of the
/// day's deadline: with the first start known, the span (W3) ends the day, and starts that end later do not count. Breaks are left out, and
/// instead of holding each item once, each held item pays its penalty.
final class CompletionBounds {
    private let grid: Int
    private let slots: Int
    private var places = 0
    private var limit = 0
    private var row = 0
    private var table = 0
    private var tiers = 1
    private var hasEvening = false
    private var wantsSupervision = false
    private(set) var deadlines: [Int] = []
    /// Asked while bounds are computed; true leaves them unfinished.
    var isStopped: () -> Bool = { false }
    private var gains: UnsafeMutablePointer<Int>
    private var onwards: UnsafeMutablePointer<Int>
    private var capacity = 1
    private var prices: [Int] = []
    private var ends: [Int32] = []
    private(set) var ways: [Int] = []

    /// The value where nothing fits.
    static let nothing = Int.min / 4
    /// Most tiers of deadlines; more are tighter and dearer.
    private static let mostTiers = 4

    init(grid: Int) {
        self.grid = grid
        slots = 1440 / grid
        gains = .allocate(capacity: 1)
        onwards = .allocate(capacity: 1)
    }

    deinit {
        gains.deallocate()
        onwards.deallocate()
    }

    /// Sets up for a day.
    func prepare(_ input: DayPricingInput, _ kept: ContiguousArray<PricedStart>, latestEnd: Int) {
        places = input.places.count
        limit = max(input.sessionLimit, 0)
        row = (slots + 1) * places
        table = (limit + 1) * row
        hasEvening = kept.contains { $0.isAfterHours }
        wantsSupervision = input.wantsSupervision
        var earliest = input.blocks.first?.start ?? 1440
        if let first = kept.first { earliest = min(earliest, Int(first.slot) * grid) }
        deadlines = []
        let tightest = earliest + input.span
        if tightest < latestEnd {
            // Equal steps on the grid from the tightest deadline that a first start can set to the latest end.
            let step = max(grid, ((latestEnd - tightest) / Self.mostTiers + grid - 1) / grid * grid)
            var deadline = tightest
            while deadline < latestEnd {
                deadlines.append(deadline)
                deadline += step
            }
        }
        deadlines.append(latestEnd)
        tiers = deadlines.count
        let size = tiers * 4 * table + 1
        if size > capacity {
            gains.deallocate()
            onwards.deallocate()
            gains = .allocate(capacity: size)
            onwards = .allocate(capacity: size)
            capacity = size
        }
        ends = kept.map { Int32(min(slots, Int($0.slot) + (Int($0.occupied) + grid - 1) / grid)) }
        ways = input.travel
        if !input.isMetric {
            for via in 0..<places {
                for from in 0..<places {
                    for to in 0..<places {
                        ways[from * places + to] = min(ways[from * places + to], ways[from * places + via] + ways[via * places + to])
                    }
                }
            }
        }
    }

    /// The tier of a day that starts at a minute.
    @inline(__always)
    func tier(first: Int, span: Int) -> Int {
        var tier = 0
        while tier + 1 < tiers && deadlines[tier] < first + span { tier += 1 }
        return tier
    }

    @inline(__always)
    private func base(_ tier: Int, _ isEvening: Bool, _ wants: Bool) -> Int {
        (tier * 4 + (isEvening || !hasEvening ? 0 : 2) + (wants ? 1 : 0)) * table
    }

    /// Most that a label waiting at a place from a slot on can gain; with `wants`, a supervision among it.
    @inline(__always)
    func gain(tier: Int, isEvening: Bool, wants: Bool, left: Int, slot: Int, place: Int) -> Int {
        gains[base(tier, isEvening, wants) + left * row + slot * places + place]
    }

    /// Most that can be gained after an activity that ends by a slot at a place; ``nothing`` where nothing fits.
    @inline(__always)
    func onward(tier: Int, isEvening: Bool, wants: Bool, left: Int, slot: Int, place: Int) -> Int {
        onwards[base(tier, isEvening, wants) + left * row + slot * places + place]
    }

    /// The same, where ending the day is possible too.
    @inline(__always)
    private func rest(_ index: Int, _ wants: Bool) -> Int { wants ? onwards[index] : max(0, onwards[index]) }

    /// The price of a start less its item's penalty.
    @inline(__always)
    func price(_ index: Int) -> Int { prices[index] }

    /// Computes all bounds at some penalties by bit.
    func compute(
        _ input: DayPricingInput, _ kept: ContiguousArray<PricedStart>, bits: ContiguousArray<Int32>, ranges: ContiguousArray<Int32>,
        penalties: ContiguousArray<Int>
    ) {
        prices.removeAll(keepingCapacity: true)
        for (start, bit) in zip(kept, bits) { prices.append(bit >= 0 ? start.price - penalties[Int(bit)] : start.price) }
        let width = places, rowSize = row, grid = self.grid, slots = self.slots
        guard width > 0 else { return }
        let travelPrice = input.travelPrice
        for tier in 0..<tiers {
            let deadline = deadlines[tier]
            // With the evening paid first: the tables without it lead there.
            for evening in hasEvening ? [true, false] : [true] {
                for wants in wantsSupervision ? [false, true] : [false] {
                    let here = base(tier, evening, wants)
                    let closing = base(tier, evening, false)
                    let paid = base(tier, true, wants)
                    let floor = wants ? Self.nothing : 0
                    for left in 0...limit {
                        for place in 0..<width {
                            gains[here + left * rowSize + slots * width + place] = floor
                            onwards[here + left * rowSize + slots * width + place] = Self.nothing
                        }
                    }
                    for slot in stride(from: slots - 1, through: 0, by: -1) {
                        if slot & 31 == 0 && isStopped() { return }
                        for place in 0..<width {
                            let cell = slot * width + place
                            let from = Int(ranges[cell]), to = Int(ranges[cell + 1])
                            for left in 0...limit {
                                let at = here + left * rowSize + cell
                                var best = gains[at + width]
                                for index in from..<to {
                                    let start = kept[index]
                                    if slot * grid + Int(start.occupied) > deadline { continue }
                                    let isSession = start.kind == .session
                                    if isSession && left == 0 { continue }
                                    let then = (isSession ? left - 1 : left) * rowSize + Int(ends[index]) * width + place
                                    let value: Int
                                    if start.kind == .supervision {
                                        guard wants else { continue }
                                        value = prices[index] + max(0, onwards[closing + then])
                                    } else if start.isAfterHours && !evening {
                                        value = prices[index] - input.eveningPrice + rest(paid + then, wants)
                                    } else {
                                        value = prices[index] + rest(here + then, wants)
                                    }
                                    if value > best { best = value }
                                }
                                gains[at] = best
                            }
                        }
                        for place in 0..<width {
                            for left in 0...limit {
                                var best = Self.nothing
                                for to in 0..<width {
                                    let way = ways[place * width + to]
                                    let next = slot + way / grid
                                    guard next < slots else { continue }
                                    let value = gains[here + left * rowSize + next * width + to] - way * travelPrice
                                    if value > best { best = value }
                                }
                                onwards[here + left * rowSize + slot * width + place] = best
                            }
                        }
                    }
                }
            }
        }
    }

    /// The best relaxed day: its value, and how often it holds each tracked item.
    ///
    /// - Parameter wants: whether with a supervision.
    /// - Returns: ``nothing`` where there is no such day.
    func bestDay(
        _ input: DayPricingInput, _ kept: ContiguousArray<PricedStart>, bits: ContiguousArray<Int32>, ranges: ContiguousArray<Int32>,
        wants: Bool, counts: inout [Int]
    ) -> Int {
        let firstBlock = input.blocks.first?.start ?? Int.max
        var best = wants ? Self.nothing : 0
        var chosen: (index: Int, tier: Int)?
        for (index, start) in kept.enumerated() {
            let minute = Int(start.slot) * grid
            let tier = tier(first: min(minute, firstBlock), span: input.span)
            let value = value(
                input, start, index, tier: tier, isEvening: !hasEvening, wants: wants, left: limit, place: Int(start.place))
            if value > best {
                best = value
                chosen = (index, tier)
            }
        }
        guard let first = chosen else { return best }
        trace(input, kept, bits: bits, ranges: ranges, from: first.index, tier: first.tier, wants: wants, counts: &counts)
        return best
    }

    /// What a start brings with the best that can follow; ``nothing`` where it is not allowed.
    private func value(
        _ input: DayPricingInput, _ start: PricedStart, _ index: Int, tier: Int, isEvening: Bool, wants: Bool, left: Int, place: Int
    ) -> Int {
        if Int(start.slot) * grid + Int(start.occupied) > deadlines[tier] { return Self.nothing }
        if start.kind == .session && left == 0 || start.kind == .supervision && !wants { return Self.nothing }
        let then = (start.kind == .session ? left - 1 : left) * row + Int(ends[index]) * places + place
        let stillWants = wants && start.kind != .supervision
        let pays = start.isAfterHours && !isEvening
        return prices[index] - (pays ? input.eveningPrice : 0)
            + rest(base(tier, isEvening || start.isAfterHours, stillWants) + then, stillWants)
    }

    private func trace(
        _ input: DayPricingInput, _ kept: ContiguousArray<PricedStart>, bits: ContiguousArray<Int32>, ranges: ContiguousArray<Int32>,
        from first: Int, tier: Int, wants: Bool, counts: inout [Int]
    ) {
        var index = first, left = limit, wants = wants, isEvening = !hasEvening
        while true {
            let start = kept[index]
            if bits[index] >= 0 { counts[Int(bits[index])] += 1 }
            if start.kind == .session { left -= 1 }
            if start.kind == .supervision { wants = false }
            if start.isAfterHours { isEvening = true }
            let onward = onward(tier: tier, isEvening: isEvening, wants: wants, left: left, slot: Int(ends[index]), place: Int(start.place))
            if onward <= 0 && !wants || onward <= Self.nothing / 2 { return }
            var next: Int?
            search: for to in 0..<places {
                let way = ways[Int(start.place) * places + to]
                var slot = Int(ends[index]) + way / grid
                guard slot < slots else { continue }
                let target = gain(tier: tier, isEvening: isEvening, wants: wants, left: left, slot: slot, place: to)
                guard target - way * input.travelPrice == onward else { continue }
                while slot < slots, gain(tier: tier, isEvening: isEvening, wants: wants, left: left, slot: slot + 1, place: to) == target {
                    slot += 1
                }
                guard slot < slots else { continue }
                let cell = slot * places + to
                for candidate in Int(ranges[cell])..<Int(ranges[cell + 1]) {
                    let value = value(
                        input, kept[candidate], candidate, tier: tier, isEvening: isEvening, wants: wants, left: left, place: to)
                    if value == target {
                        next = candidate
                        break search
                    }
                }
            }
            guard let next else { return }
            index = next
        }
    }
}
