/// Exact elementary pricing of one practitioner's day by labelling.
///
/// A label is a partial day that ends with an activity. Labels wait at a place until their next activity starts, so that at each slot and
/// place all labels that could start something there stand side by side and can be compared. A label is dominated when the better ones
/// leave every completion open to at least one of them: with at most `k` further sessions, a label is kept only if some `k` items that it
/// does not hold hit every label that is better in all else (representative sets; the number kept in a class is bounded by Bollobás 1965).
/// Completion bounds, the same recursion backwards without the items, prune what cannot beat the best plan known.
///
/// A workspace that keeps its buffers between days; ``DayPricer`` shares it out.
struct DayLabelling {
    struct Label {
        var value: Int
        var low: UInt64
        var high: UInt64
        /// Bits of the subset-row cuts in which an odd number of its activities counts.
        var odd: UInt64 = 0
        /// Penalties of the items held, micropoints.
        var penalty: Int
        /// First start of the day as it counts, minutes: see ``DayLabelling/marks``.
        var first: Int32
        /// End of the last activity, minutes.
        var end: Int32
        var parent: Int32
        /// Position in the kept starts; -1 for the root; -2 - b for block b.
        var activity: Int32
        var place: Int16
        var count: Int16
        /// Supervision given.
        var given: Int16
        /// What it has brought that a day brings once: see ``DayLabelling/onceLeft``.
        var once: UInt8
        /// The tier of the day's deadline.
        var tier: Int16
        var hasBreak: Bool
        var isEvening: Bool
        var hasSupervision: Bool
        var isActive: Bool
    }

    /// A label on its way to a place, or waiting there for its next activity: there are many, so that what they are worth is reckoned when they join.
    struct Waiting {
        var label: Int32
        var next: Int32
    }

    /// A label that reaches a place.
    struct Arrival {
        var value: Int
        var label: Int32
        /// Minute at which it reached the place.
        var minute: Int32
    }

    /// A label that stands at a place, with what comparing it takes, side by side in memory.
    struct Standing {
        var value: Int
        var low: UInt64
        var high: UInt64
        var odd: UInt64
        var label: Int32
        /// Minute at which it reached the place.
        var arrival: Int32
        var first: Int32
        var end: Int32
        var count: Int16
        var given: Int16
        var once: UInt8
        var hasBreak: Bool
        var isEvening: Bool
        var hasSupervision: Bool

        init(_ label: Label, _ index: Int32, value: Int, arrival: Int32) {
            self.value = value
            low = label.low
            high = label.high
            odd = label.odd
            self.label = index
            self.arrival = arrival
            first = label.first
            end = label.end
            count = label.count
            given = label.given
            once = label.once
            hasBreak = label.hasBreak
            isEvening = label.isEvening
            hasSupervision = label.hasSupervision
        }
    }

    let grid: Int
    let slots: Int
    /// Labels after which the search of a day stops and gives a bound instead of an optimum.
    var labelLimit: Int
    /// Asked while a day is priced; true ends the pricing, whose result is then worth nothing.
    var isStopped: () -> Bool = { false }

    var labels: ContiguousArray<Label> = []
    var waiting: ContiguousArray<Waiting> = []
    var arrivals: ContiguousArray<Int32> = []
    /// Cells in which the label of the moment can wait.
    var reachable: ContiguousArray<Int32> = []
    var active: [ContiguousArray<Standing>] = []
    /// Those that arrive at a place and those that stood there, while they are compared.
    var candidates: ContiguousArray<Arrival> = []
    var standing: ContiguousArray<Standing> = []
    /// Those of them that are kept, by class.
    var classes = DominanceClasses()
    var hittingSet = HittingSet()
    var kept: ContiguousArray<PricedStart> = []
    var keptSource: ContiguousArray<Int32> = []
    var keptBit: ContiguousArray<Int32> = []
    var startRange: ContiguousArray<Int32> = []
    /// Tracked items of sessions, the dearest first, with the most that each can bring; then what meetings and supervision given can bring in all.
    var dear: ContiguousArray<(low: UInt64, high: UInt64, price: Int)> = []
    var meetingGain = 0
    var tracksAll = true
    var lastReach: ContiguousArray<UInt64> = []
    /// By slot, bits of the subset-row cuts in which a start at it or later counts.
    var subsetReach: ContiguousArray<UInt64> = []
    var subsetPrices: ContiguousArray<Micropoints> = []
    var completions: CompletionBounds
    /// Latest end of any activity that could stand on the day.
    var latestEnd = 1440
    /// Least minutes that a session occupies.
    var shortest = 1440
    /// Least minutes that supervision given takes.
    var shortestGiving = 1440
    /// By bits of what a label has brought once, 1 for supervision given, 2 for a session at the place to be visited: what is left of that to be gained.
    var onceLeft: ContiguousArray<Micropoints> = []
    /// By start kept, what it brings once.
    var keptOnce: ContiguousArray<UInt8> = []
    /// Bits of the items that are meetings: a completion can hold them beyond the sessions left.
    var meetingLow: UInt64 = 0, meetingHigh: UInt64 = 0
    /// By bit: what each item pays for being held, so that completions do not gain by repeating it; all paid back once.
    var penalties: ContiguousArray<Int> = []
    var penaltySum = 0
    /// By bit: the most that the item brings.
    var itemPrices: ContiguousArray<Micropoints> = []
    /// By start kept, the minute of the last start before it at the same place that is as good for whatever can hold both; -1 where there is none, and in
    /// surveys, which ask of every start what it is worth.
    var keptEarlier: ContiguousArray<Int32> = []
    /// Of the starts kept, less the penalties of their items.
    var prices: ContiguousArray<Micropoints> = []
    var itemKeys: ContiguousArray<Int32> = []
    /// By start kept, the bit of its item where the search remembers it; 0 where it may repeat it.
    var keptLow: ContiguousArray<UInt64> = []
    var keptHigh: ContiguousArray<UInt64> = []
    /// By bit, whether an exact search remembers the item: those that relaxed days repeat.
    var isTracked: ContiguousArray<Bool> = []
    /// How far a search goes.
    enum Depth {
        /// Labels are compared without their items, few are kept.
        case quick
        /// More are kept, which no others are better than whatever follows.
        case broad
        /// None is dropped that could become the best day.
        case exact

        /// Labels kept at a slot and place.
        var beam: Int {
            switch self {
            case .quick: 12
            case .broad: 32
            case .exact: .max
            }
        }
    }
    var depth = Depth.exact
    var isExact: Bool { depth == .exact }
    /// Ascending minutes, one for each hour or so and further ones. A day that starts before one of them counts as starting then in an exact search, which lets
    /// it be a little too long (W3, W4): labels with many first starts become alike.
    var marks: ContiguousArray<Int> = []
    /// Minutes between the marks that stand from the beginning.
    private static let markInterval = 60
    var improvements: ContiguousArray<Int32> = []
    var runnersUp: [PricedPlan] = []
    var plainPlan: PricedPlan?
    var supervisedPlan: PricedPlan?
    var bestPlain = 0
    var bestPlainLabel: Int32 = -1
    var bestSupervised = DayPricer.nothing
    var bestSupervisedLabel: Int32 = -1
    /// The most that a day of the exact search is worth, whether it repeats items or not, and its last label.
    var relaxedPlain = 0
    var relaxedPlainLabel: Int32 = -1
    var relaxedSupervised = DayPricer.nothing
    var relaxedSupervisedLabel: Int32 = -1
    /// Whether the search notes what the starts kept are worth instead of looking for plans.
    var isSurvey = false
    /// By start kept, what a survey found without supervision and with it.
    var surveyPlain: ContiguousArray<Micropoints> = []
    var surveySupervised: ContiguousArray<Micropoints> = []

    /// The value where there is no plan.
    static let nothing = DayPricer.nothing

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
    mutating func price(
        _ input: DayPricingInput, floor: Micropoints = 0, supervisedFloor: Micropoints = DayPricer.nothing, tolerance: Micropoints = 0,
        isHeuristic: Bool = false
    ) -> DayPricingResult {
        prepare(input)
        completions.prepare(input, kept, latestEnd: latestEnd)
        completions.isStopped = isStopped
        recall(input)
        boundCompletions(input, isFirst: true)
        bestPlain = max(0, floor)
        bestSupervised = supervisedFloor
        plainPlan = nil
        supervisedPlan = nil
        var made = completions.work
        runnersUp.removeAll(keepingCapacity: true)
        let most = completions.bestDay(input, kept, wants: false) + penaltySum + onceLeft[0]
        let relaxed = input.wantsSupervision ? completions.bestDay(input, kept, wants: true) : Self.nothing
        let mostSupervised = relaxed > Self.nothing ? relaxed + penaltySum + onceLeft[0] : Self.nothing
        // Plans that are found quickly prune the exact search, which a good one that is missing costs far more labels than looking for it.
        for depth in isHeuristic ? [Depth.quick] : [.quick, .broad] {
            self.depth = depth
            _ = search(input)
            made += labels.count
            let isNear = most - bestPlain <= tolerance && (!input.wantsSupervision || mostSupervised <= max(bestSupervised, Self.nothing / 2) + tolerance)
            guard isHeuristic || isNear else { continue }
            return result(input, plainBound: max(bestPlain, most), supervisedBound: max(bestSupervised, mostSupervised), labels: made)
        }
        let (exact, exactSupervised) = searchExactly(input, tolerance: tolerance, labels: &made)
        return result(
            input, plainBound: min(max(bestPlain, exact), max(bestPlain, most)),
            supervisedBound: min(max(bestSupervised, exactSupervised), max(bestSupervised, mostSupervised)), labels: made)
    }

    /// Takes up what earlier searches of the day had to remember.
    mutating func recall(_ input: DayPricingInput) {
        for bit in isTracked.indices { isTracked[bit] = input.repeated.contains(itemKeys[bit]) }
        let regular = stride(from: Self.markInterval - grid, to: latestEnd, by: Self.markInterval)
        marks = ContiguousArray(input.marks.union(regular).sorted())
    }

    /// The minute from which a day's length counts that starts at a minute.
    func countedFirst(_ minute: Int) -> Int { isExact ? marks.first { $0 >= minute } ?? minute : minute }

    /// Searches again and again, remembering more items and telling more first starts apart each time, until the best days repeat none and are no longer than
    /// allowed (decremental state-space relaxation; Righini and Salani, *New dynamic programming algorithms for the resource constrained elementary shortest
    /// path problem*, Networks 51 (2008)).
    ///
    /// - Returns: bounds on plans without supervision and with it.
    mutating func searchExactly(_ input: DayPricingInput, tolerance: Micropoints, labels made: inout Int) -> (Micropoints, Micropoints) {
        depth = .exact
        var plain = Int.max, supervised = Int.max
        let allowed = labelLimit
        defer { labelLimit = allowed }
        while true {
            let (open, openSupervised) = search(input)
            made += labels.count
            plain = min(plain, max(bestPlain, relaxedPlain, open))
            supervised = min(supervised, max(bestSupervised, relaxedSupervised, openSupervised))
            labelLimit -= labels.count
            let isOpen = plain > bestPlain + tolerance
            let isOpenSupervised = input.wantsSupervision && supervised > max(bestSupervised, Self.nothing / 2) + tolerance
            guard isOpen || isOpenSupervised, labelLimit > 0, !isStopped() else { return (plain, supervised) }
            var isNew = false
            if relaxedPlain > bestPlain { isNew = refine(relaxedPlainLabel, input) }
            if relaxedSupervised > bestSupervised { isNew = refine(relaxedSupervisedLabel, input) || isNew }
            guard isNew else { return (plain, supervised) }
            boundCompletions(input, isFirst: false)
        }
    }

    /// Remembers from now on what a label's day holds more than once, and where it starts if it is too long.
    ///
    /// - Returns: whether any of it was not remembered yet.
    mutating func refine(_ label: Int32, _ input: DayPricingInput) -> Bool {
        let (low, high) = repeats(label)
        var isNew = false
        let first = firstStart(label, input)
        if !marks.contains(first), isTooLong(label, first: first, input) {
            marks.insert(first, at: marks.firstIndex { $0 > first } ?? marks.endIndex)
            isNew = true
        }
        for bit in isTracked.indices where (bit < 64 ? low : high) & 1 << UInt64(bit & 63) != 0 && !isTracked[bit] {
            isTracked[bit] = true
            isNew = true
        }
        return isNew
    }

    /// Whether a label's day is one that the rules allow.
    func isPlan(_ label: Int32, _ input: DayPricingInput) -> Bool {
        !isExact || repeats(label) == (0, 0) && !isTooLong(label, first: firstStart(label, input), input)
    }

    /// Whether a label's day breaks W3 or W4 with a first start.
    private func isTooLong(_ label: Int32, first: Int, _ input: DayPricingInput) -> Bool {
        let label = labels[Int(label)]
        let length = Int(label.end) - first
        return length > input.span || !label.hasBreak && length > input.breakAfter
    }

    /// The minute at which a label's day starts.
    private func firstStart(_ label: Int32, _ input: DayPricingInput) -> Int {
        var current = labels[Int(label)]
        while current.parent > 0 { current = labels[Int(current.parent)] }
        return current.activity >= 0 ? Int(kept[Int(current.activity)].slot) * grid : input.blocks[-2 - Int(current.activity)].start
    }

    /// The items that a label's day holds more than once, by bit.
    func repeats(_ label: Int32) -> (low: UInt64, high: UInt64) {
        var low: UInt64 = 0, high: UInt64 = 0, lowTwice: UInt64 = 0, highTwice: UInt64 = 0
        var current = Int(label)
        while current >= 0 {
            let item = labels[current]
            if item.activity >= 0, keptBit[Int(item.activity)] >= 0 {
                let bit = keptBit[Int(item.activity)]
                let mask: UInt64 = 1 << UInt64(bit & 63)
                if bit < 64 {
                    lowTwice |= low & mask
                    low |= mask
                } else {
                    highTwice |= high & mask
                    high |= mask
                }
            }
            current = Int(item.parent)
        }
        return (lowTwice, highTwice)
    }

    private func result(_ input: DayPricingInput, plainBound: Int, supervisedBound: Int, labels made: Int) -> DayPricingResult {
        var repeated = input.repeated
        if isExact { for (bit, isTracked) in isTracked.enumerated() where isTracked { repeated.insert(itemKeys[bit]) } }
        let marks = isExact ? Set(marks) : input.marks
        return DayPricingResult(
            plain: plainPlan ?? PricedPlan(value: bestPlain, chosen: [], travelMinutes: 0), supervised: supervisedPlan,
            plainBound: plainBound, supervisedBound: supervisedBound, labels: made, runnersUp: runnersUp, repeated: repeated, marks: marks)
    }

    /// Runs the labelling once, improving on the best plans known.
    ///
    /// - Returns: bounds on what the labels left open could reach, when the label limit stopped an exact search.
    mutating func search(_ input: DayPricingInput) -> (Int, Int) {
        labels.removeAll(keepingCapacity: true)
        waiting.removeAll(keepingCapacity: true)
        let places = input.places.count
        arrivals.removeAll(keepingCapacity: true)
        arrivals.append(contentsOf: repeatElement(-1, count: (slots + 1) * max(places, 1)))
        while active.count < places { active.append([]) }
        for place in 0..<places { active[place].removeAll(keepingCapacity: true) }
        bestPlainLabel = -1
        bestSupervisedLabel = -1
        relaxedPlain = bestPlain
        relaxedPlainLabel = -1
        relaxedSupervised = bestSupervised
        relaxedSupervisedLabel = -1
        remember()
        improvements.removeAll(keepingCapacity: true)

        labels.append(
            Label(
                value: 0, low: 0, high: 0, penalty: 0, first: -1, end: 0, parent: -1, activity: -1, place: -1, count: 0, given: 0, once: 0,
                tier: 0, hasBreak: false, isEvening: false, hasSupervision: false, isActive: input.hasMandatoryActivity))
        if let block = input.blocks.first { enter(block: 0, block, from: 0, value: 0, input) }
        let firstBlockStart = input.blocks.first?.start ?? Int.max

        var open = (Self.nothing, Self.nothing)
        for slot in 0..<slots where !isStopped() {
            let minute = slot * grid
            for place in 0..<places {
                let cell = slot * places + place
                if arrivals[cell] >= 0 { admit(cell: cell, place: place, minute: minute, slot: slot, input) }
                let from = Int(startRange[cell]), to = Int(startRange[cell + 1])
                guard from < to else { continue }
                if minute < firstBlockStart {
                    for index in from..<to where !canBeginEarlier(start: index, minute: minute) {
                        extend(0, value: 0, arrival: 0, start: index, minute: minute, input, isRoot: true)
                    }
                }
                // Those that can still gain stay, in their order.
                var staying = 0
                for position in 0..<active[place].count {
                    let entry = active[place][position]
                    let label = labels[Int(entry.label)]
                    if !input.blocks.isEmpty && hasMissedBlock(end: Int(label.end), minute: minute, input) { continue }
                    if !isPromising(value: entry.value, label: label, slot: slot, place: place, input) { continue }
                    active[place][staying] = entry
                    staying += 1
                    for index in from..<to where !canStartEarlier(label, arrival: Int(entry.arrival), start: index, minute: minute, input) {
                        extend(
                            Int(entry.label), value: entry.value, arrival: Int(entry.arrival), start: index, minute: minute, input,
                            isRoot: false)
                    }
                }
                active[place].removeLast(active[place].count - staying)
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

    /// Sets the bits of the items that the search remembers.
    private mutating func remember() {
        keptLow.removeAll(keepingCapacity: true)
        keptHigh.removeAll(keepingCapacity: true)
        for bit in keptBit {
            let isRemembered = bit >= 0 && (!isExact || isTracked[Int(bit)])
            let mask: UInt64 = isRemembered ? 1 << UInt64(bit & 63) : 0
            keptLow.append(bit < 64 ? mask : 0)
            keptHigh.append(bit < 64 ? 0 : mask)
        }
    }

    func plan(_ label: Int32, value: Int, _ input: DayPricingInput) -> PricedPlan {
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
