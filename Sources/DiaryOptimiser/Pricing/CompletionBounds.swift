/// Upper bounds on what a partial day can still gain: the labelling's recursion backwards, without the items.
///
/// Kept apart are the sessions left, whether the evening is paid for, whether the one supervision is still to come, and the **tier** of the
/// day's deadline: with the first start known, the span (W3) ends the day, and starts that end later do not count. Breaks are left out, and
/// items may repeat, at the caller's prices.
struct CompletionBounds {
    private let grid: Int
    private let slots: Int
    private var places = 0
    private var limit = 0
    /// Sessions left that are told apart: the limit and one.
    private var width = 1
    private var table = 0
    private var tiers = 1
    private var hasEvening = false
    private var wantsSupervision = false
    private(set) var deadlines: [Int] = []
    /// Asked while bounds are computed; true leaves them unfinished.
    var isStopped: () -> Bool = { false }
    private var gains: ContiguousArray<Int> = []
    private var onwards: ContiguousArray<Int> = []
    private var ends: [Int32] = []
    private(set) var ways: [Int] = []
    /// By pair of places, the slots that the way takes and the micropoints that it costs.
    private var travel: ContiguousArray<(slots: Int, price: Micropoints)> = []
    private var prices: ContiguousArray<Micropoints> = []
    /// Whether an activity ends by a slot at a place: elsewhere nobody asks what follows.
    private var isEnd: [Bool] = []

    /// The value where nothing fits.
    static let nothing = Int.min / 4
    /// Most tiers of deadlines; more are tighter and dearer.
    private static let mostTiers = 2

    init(grid: Int) {
        self.grid = grid
        slots = 1440 / grid
    }

    /// Sets up for a day.
    mutating func prepare(_ input: DayPricingInput, _ kept: ContiguousArray<PricedStart>, latestEnd: Int) {
        places = input.places.count
        limit = max(input.sessionLimit, 0)
        width = limit + 1
        table = (slots + 1) * places * width
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
        if size > gains.count {
            gains = ContiguousArray(repeating: 0, count: size)
            onwards = gains
        }
        ends = kept.map { Int32(min(slots, Int($0.slot) + (Int($0.occupied) + grid - 1) / grid)) }
        isEnd = Array(repeating: false, count: (slots + 1) * places)
        for (start, end) in zip(kept, ends) { isEnd[Int(end) * places + Int(start.place)] = true }
        travel = ContiguousArray(input.travel.map { ($0 / grid, $0 * input.travelPrice) })
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
        gains[base(tier, isEvening, wants) + (slot * places + place) * width + left]
    }

    /// Most that can be gained after an activity that ends by a slot at a place; ``nothing`` where nothing fits.
    @inline(__always)
    func onward(tier: Int, isEvening: Bool, wants: Bool, left: Int, slot: Int, place: Int) -> Int {
        onwards[base(tier, isEvening, wants) + (slot * places + place) * width + left]
    }

    /// Cells, `slot * places + place`, in which a label that has ended an activity at a place can wait and gain enough.
    ///
    /// - Parameters:
    ///   - end: of the activity, minutes.
    ///   - latest: the minute before which the label has to be there.
    ///   - value: the label's, micropoints.
    ///   - plainLeast: what value and gain have to exceed, micropoints.
    ///   - supervisedLeast: the same for completions with a supervision, which are then enough too; nil where there are none.
    @inline(__always)
    func collect(
        from place: Int, end: Int, latest: Int, tier: Int, isEvening: Bool, left: Int, value: Micropoints, plainLeast: Micropoints,
        supervisedLeast: Micropoints?, into cells: inout ContiguousArray<Int32>
    ) {
        let ended = (end + grid - 1) / grid, last = min(slots, (latest + grid - 1) / grid)
        let plain = base(tier, isEvening, false) + left, supervised = base(tier, isEvening, true) + left
        gains.withUnsafeBufferPointer { gains in
            for to in 0..<places {
                let way = travel[place * places + to]
                let slot = ended + way.slots
                guard slot < last else { continue }
                let cell = slot * places + to
                let there = value - way.price
                if there + gains[plain + cell * width] > plainLeast {
                    cells.append(Int32(cell))
                } else if let supervisedLeast, there + gains[supervised + cell * width] > supervisedLeast {
                    cells.append(Int32(cell))
                }
            }
        }
    }

    /// What computing all bounds takes, in labels that take as long.
    var work: Int {
        let tables = tiers * (hasEvening ? 2 : 1) * (wantsSupervision ? 2 : 1)
        return (isEnd.count { $0 } * places + ends.count) * width * tables / Self.gainsOfLabel
    }
    /// Gains that take about as long as a label.
    private static let gainsOfLabel = 500

    /// Computes all bounds.
    ///
    /// - Parameter prices: of the starts kept.
    mutating func compute(
        _ input: DayPricingInput, _ kept: ContiguousArray<PricedStart>, prices: ContiguousArray<Micropoints>, ranges: ContiguousArray<Int32>
    ) {
        self.prices = prices
        guard places > 0 else { return }
        // Taken out while they are written, since the rest of the bounds is read meanwhile.
        var gains: ContiguousArray<Int> = [], onwards: ContiguousArray<Int> = []
        swap(&gains, &self.gains)
        swap(&onwards, &self.onwards)
        gains.withUnsafeMutableBufferPointer { gains in
            onwards.withUnsafeMutableBufferPointer { onwards in
                guard let gains = gains.baseAddress, let onwards = onwards.baseAddress else { return }
                for tier in 0..<tiers {
                    // With the evening paid first: the tables without it lead there.
                    for evening in hasEvening ? [true, false] : [true] {
                        for wants in wantsSupervision ? [false, true] : [false] where !isStopped() {
                            compute(gains, onwards, input, kept, ranges: ranges, tier: tier, evening: evening, wants: wants)
                        }
                    }
                }
            }
        }
        swap(&gains, &self.gains)
        swap(&onwards, &self.onwards)
    }

    /// Fills one table, from the day's end backwards. What stands for the different numbers of sessions left stands side by side.
    private func compute(
        _ allGains: UnsafeMutablePointer<Int>, _ allOnwards: UnsafeMutablePointer<Int>, _ input: DayPricingInput, _ kept: ContiguousArray<PricedStart>, ranges: ContiguousArray<Int32>, tier: Int, evening: Bool, wants: Bool
    ) {
        let width = self.width, places = self.places, grid = self.grid, slots = self.slots, deadline = deadlines[tier]
        let gains = allGains + base(tier, evening, wants), onwards = allOnwards + base(tier, evening, wants)
        let closing = allOnwards + base(tier, evening, false), paid = allOnwards + base(tier, true, wants)
        // The day may end after anything, unless a supervision is still to come.
        let least = wants ? Self.nothing : 0
        let end = slots * places * width
        for index in end..<end + places * width {
            gains[index] = least
            onwards[index] = Self.nothing
        }
        for slot in stride(from: slots - 1, through: 0, by: -1) {
            for place in 0..<places {
                let cell = slot * places + place
                let target = gains + cell * width
                target.update(from: target + places * width, count: width)
                for index in Int(ranges[cell])..<Int(ranges[cell + 1]) {
                    let start = kept[index]
                    if slot * grid + Int(start.occupied) > deadline { continue }
                    let then = (Int(ends[index]) * places + place) * width
                    switch start.kind {
                    case .supervision:
                        guard wants else { continue }
                        raise(target, to: closing + then, plus: prices[index], least: 0, count: width)
                    case .session:
                        let pays = start.isAfterHours && !evening
                        raise(
                            target + 1, to: (pays ? paid : onwards) + then, plus: pays ? prices[index] - input.eveningPrice : prices[index], least: least,
                            count: width - 1)
                    case .meeting, .giving:
                        raise(target, to: onwards + then, plus: prices[index], least: least, count: width)
                    }
                }
            }
            for place in 0..<places where isEnd[slot * places + place] {
                let target = onwards + (slot * places + place) * width
                target.update(repeating: Self.nothing, count: width)
                for to in 0..<places {
                    let way = ways[place * places + to]
                    let next = slot + way / grid
                    guard next < slots else { continue }
                    raise(target, to: gains + (next * places + to) * width, plus: -way * input.travelPrice, least: Self.nothing, count: width)
                }
            }
        }
    }

    /// Raises each element to another's, or to `least` where that is more, and some points.
    @inline(__always)
    private func raise(_ target: UnsafeMutablePointer<Int>, to source: UnsafeMutablePointer<Int>, plus points: Int, least: Int, count: Int) {
        for index in 0..<count { target[index] = max(target[index], max(source[index], least) + points) }
    }

    /// What the best relaxed day is worth.
    ///
    /// - Parameter wants: whether with a supervision.
    /// - Returns: ``nothing`` where there is no such day.
    func bestDay(_ input: DayPricingInput, _ kept: ContiguousArray<PricedStart>, wants: Bool) -> Int {
        let firstBlock = input.blocks.first?.start ?? Int.max
        var best = wants ? Self.nothing : 0
        for (index, start) in kept.enumerated() {
            let tier = tier(first: min(Int(start.slot) * grid, firstBlock), span: input.span)
            best = max(best, value(input, start, index, tier: tier, wants: wants))
        }
        return best > Self.nothing / 2 ? best : Self.nothing
    }

    /// What a start brings as the day's first, with the best that can follow; ``nothing`` where it is not allowed.
    private func value(_ input: DayPricingInput, _ start: PricedStart, _ index: Int, tier: Int, wants: Bool) -> Int {
        if Int(start.slot) * grid + Int(start.occupied) > deadlines[tier] { return Self.nothing }
        if start.kind == .session && limit == 0 || start.kind == .supervision && !wants { return Self.nothing }
        let left = start.kind == .session ? limit - 1 : limit
        let stillWants = wants && start.kind != .supervision
        let onward = onward(
            tier: tier, isEvening: start.isAfterHours || !hasEvening, wants: stillWants, left: left, slot: Int(ends[index]), place: Int(start.place))
        return prices[index] - (start.isAfterHours ? input.eveningPrice : 0) + (stillWants ? onward : max(0, onward))
    }
}
