import Testing

@testable import DiaryOptimiser

/// Pricing against enumeration of every plan of a day, judged here by the rulebook's words and not by the labelling's.
@Suite struct DayPricerTests {
    /// SplitMix64, so that every run prices the same days.
    struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// The best value with and without supervision over all plans, by enumeration.
    static func enumerate(_ input: DayPricingInput, grid: Int) -> (plain: Int, supervised: Int?) {
        var plain = 0
        var supervised: Int?
        forEachPlan(input, grid: grid) { _, value, isSupervised in
            if isSupervised { supervised = max(supervised ?? Int.min, value) } else { plain = max(plain, value) }
        }
        return (plain, supervised)
    }

    /// Calls `body` with every plan of a day that the rules allow, as positions in the starts, its value, and whether a supervision is in it.
    static func forEachPlan(_ input: DayPricingInput, grid: Int, _ body: (_ chosen: [Int], _ value: Int, _ isSupervised: Bool) -> Void) {
        let order = input.starts.indices.sorted { (input.starts[$0].slot, $0) < (input.starts[$1].slot, $1) }
        var positions: [Int] = []
        func judge() {
            let chosen = positions.map { input.starts[$0] }
            guard !chosen.isEmpty || input.hasMandatoryActivity else { return }
            guard chosen.count(where: { $0.kind == .session }) <= input.sessionLimit else { return }
            guard chosen.count(where: { $0.kind == .giving }) <= input.givingLimit else { return }
            var activities = chosen.map { (start: Int($0.slot) * grid, end: Int($0.slot) * grid + Int($0.occupied), place: Int($0.place)) }
            activities += input.blocks.map { ($0.start, $0.end, $0.place) }
            activities.sort { $0.start < $1.start }
            var value = chosen.reduce(0) { $0 + $1.price }
            var hasBreak = false
            for (one, two) in zip(activities, activities.dropFirst()) {
                let way = input.travel[one.place * input.places.count + two.place]
                guard two.start - one.end >= way else { return }
                value -= way * input.travelPrice
                let inside = max(0, min(two.start, input.breakEnd) - max(one.end, input.breakStart))
                if inside >= input.breakMinutes, two.start - one.end >= way + input.breakMinutes { hasBreak = true }
            }
            guard let first = activities.first?.start, let last = activities.map(\.end).max() else { return }
            guard last - first <= input.span, last - first <= input.breakAfter || hasBreak else { return }
            if chosen.contains(where: \.isAfterHours) { value -= input.eveningPrice }
            if chosen.contains(where: { $0.kind == .giving }) { value += input.givingPrice }
            if chosen.contains(where: { $0.kind == .session && $0.place == input.visitPlace }) { value += input.visitPrice }
            value -= Self.subsetPrice(chosen, input)
            switch chosen.count(where: { $0.kind == .supervision }) {
            case 0: body(positions, value, false)
            case 1: if input.wantsSupervision { body(positions, value, true) }
            default: break
            }
        }
        func extend(_ index: Int) {
            if index == order.count { return judge() }
            extend(index + 1)
            let start = input.starts[order[index]]
            if positions.contains(where: {
                let held = input.starts[$0]
                return held.kind == start.kind && held.kind != .giving && (held.kind == .supervision || held.item == start.item)
            }) { return }
            if let last = positions.last.map({ input.starts[$0] }), (Int(last.slot) * grid + Int(last.occupied)) > Int(start.slot) * grid { return }
            positions.append(order[index])
            extend(index + 1)
            positions.removeLast()
        }
        extend(0)
    }

    /// What activities pay in subset-row cuts: the price for every two that count.
    static func subsetPrice(_ chosen: [PricedStart], _ input: DayPricingInput) -> Int {
        input.subsetPrices.enumerated().reduce(0) { total, cut in
            total + chosen.count { $0.subsets & 1 << UInt64(cut.offset) != 0 } / 2 * cut.element
        }
    }

    static func randomDay(_ random: inout Random, grid: Int) -> DayPricingInput {
        var input = DayPricingInput()
        let places = Int.random(in: 1...3, using: &random)
        input.places = Array(0..<places)
        input.travel = Array(repeating: 0, count: places * places)
        input.isMetric = Bool.random(using: &random)
        for from in 0..<places {
            for to in 0..<from {
                // Between 1 and 2 steps any three ways are metric; wider ranges need not be.
                let way = grid * Int.random(in: input.isMetric ? 1...2 : 1...6, using: &random)
                input.travel[from * places + to] = way
                input.travel[to * places + from] = way
            }
        }
        input.travelPrice = Int.random(in: 0...3, using: &random)
        let first = 540 / grid, last = 1020 / grid
        if Int.random(in: 0..<3, using: &random) == 0 {
            var at = 540 + 5 * Int.random(in: 0...60, using: &random)
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let end = at + 5 * Int.random(in: 4...20, using: &random)
                input.blocks.append(FixedBlock(start: at, end: end, place: Int.random(in: 0..<places, using: &random)))
                at = end + 5 * Int.random(in: 0...20, using: &random)
            }
            input.hasMandatoryActivity = Int.random(in: 0..<4, using: &random) == 0
        }
        input.wantsSupervision = Bool.random(using: &random)
        let items = Int.random(in: 1...6, using: &random)
        for _ in 0..<Int.random(in: 1...13, using: &random) {
            let slot = Int.random(in: first..<last, using: &random)
            let roll = Int.random(in: 0..<9, using: &random)
            let kind: PricedKind = roll == 0 ? .meeting : roll == 1 && input.wantsSupervision ? .supervision : roll == 2 ? .giving : .session
            let late = slot * grid >= 900 && kind == .session && Bool.random(using: &random)
            input.starts.append(
                PricedStart(
                    slot: Int32(slot), place: Int32.random(in: 0..<Int32(places), using: &random),
                    occupied: Int32([25, 30, 45, 60, 75, 100].randomElement(using: &random) ?? 30), kind: kind, isAfterHours: late,
                    item: kind == .session ? Int32.random(in: 0..<Int32(items), using: &random) : 0, payload: 0,
                    price: kind == .supervision ? -Int.random(in: 0...20, using: &random) : Int.random(in: -5...60, using: &random)))
        }
        input.sessionLimit = Int.random(in: 0...4, using: &random)
        input.givingLimit = Int.random(in: 0...2, using: &random)
        if Bool.random(using: &random) {
            input.visitPlace = Int32.random(in: 0..<Int32(places), using: &random)
            input.visitPrice = Int.random(in: 1...40, using: &random)
        }
        input.givingPrice = Bool.random(using: &random) ? 0 : Int.random(in: 1...40, using: &random)
        input.span = Int.random(in: 60...600, using: &random)
        input.breakAfter = Int.random(in: 60...400, using: &random)
        input.breakMinutes = Bool.random(using: &random) ? Int.random(in: 0...60, using: &random) : [0, 15].randomElement(using: &random) ?? 0
        input.breakStart = Int.random(in: 600...720, using: &random)
        input.breakEnd = input.breakStart + Int.random(in: 30...240, using: &random)
        input.eveningPrice = Int.random(in: 0...30, using: &random)
        if Bool.random(using: &random) {
            input.subsetPrices = (0..<Int.random(in: 1...4, using: &random)).map { _ in Int.random(in: 0...25, using: &random) }
            let all: UInt64 = 1 << UInt64(input.subsetPrices.count)
            // All supervision of a practitioner is one item of the cuts.
            let ofSupervision = UInt64.random(in: 0..<all, using: &random)
            for index in input.starts.indices {
                switch input.starts[index].kind {
                case .session, .meeting: input.starts[index].subsets = UInt64.random(in: 0..<all, using: &random)
                case .supervision: input.starts[index].subsets = ofSupervision
                case .giving: continue
                }
            }
        }
        return input
    }

    @Test(arguments: [15, 20, 60]) func findsTheBestPlanOfRandomDays(grid: Int) {
        var random = Random(state: UInt64(grid))
        let pricer = DayPricer(grid: grid)
        for number in 0..<600 {
            let input = Self.randomDay(&random, grid: grid)
            let expected = Self.enumerate(input, grid: grid)
            let found = pricer.price(input)
            #expect(found.plain.value == expected.plain, "day \(number)")
            #expect(found.plainBound == expected.plain, "day \(number)")
            #expect(found.supervised?.value == expected.supervised, "supervised day \(number)")
            // Just below the optimum the plan is found, at it nothing better is.
            let below = pricer.price(
                input, floor: max(0, expected.plain - 1), supervisedFloor: expected.supervised.map { $0 - 1 } ?? DayPricer.nothing)
            #expect(below.plain.value == expected.plain && below.supervised?.value == expected.supervised, "day \(number), floor below")
            let level = pricer.price(input, floor: expected.plain, supervisedFloor: expected.supervised ?? DayPricer.nothing)
            #expect(level.plain.value == expected.plain && level.plain.chosen.isEmpty && level.supervised == nil, "day \(number), level")
            #expect(level.plainBound == expected.plain && level.supervisedBound == expected.supervised ?? DayPricer.nothing)
            // The quick search finds plans, and bounds that hold; what was repeated before changes neither.
            var again = input
            again.repeated = found.repeated
            let quick = pricer.price(again, isHeuristic: true)
            #expect(quick.plain.value <= expected.plain && quick.plainBound >= expected.plain, "day \(number), quick")
            #expect((quick.supervised?.value ?? Int.min) <= expected.supervised ?? Int.min, "day \(number), quick")
            #expect(quick.supervisedBound >= expected.supervised ?? DayPricer.nothing, "day \(number), quick")
            let warm = pricer.price(again)
            #expect(warm.plain.value == expected.plain && warm.supervised?.value == expected.supervised, "day \(number), warm")
            // A search that is cut short still gives bounds.
            pricer.labelLimit = 5
            let short = pricer.price(input)
            #expect(short.plainBound >= expected.plain && short.supervisedBound >= expected.supervised ?? DayPricer.nothing, "short day \(number)")
            pricer.labelLimit = 200_000
        }
    }

    @Test("Activities that can wait: windows of several starts at one price", arguments: [15, 30]) func waits(grid: Int) {
        var random = Random(state: UInt64(200 + grid))
        let pricer = DayPricer(grid: grid)
        for number in 0..<400 {
            var input = Self.randomDay(&random, grid: grid)
            input.starts = input.starts.prefix(4).flatMap { start in
                (0..<Int32.random(in: 1...4, using: &random)).map { later in
                    var start = start
                    start.slot += later
                    return start
                }
            }
            let expected = Self.enumerate(input, grid: grid)
            let found = pricer.price(input)
            #expect(found.plain.value == expected.plain && found.plainBound == expected.plain, "day \(number)")
            #expect(found.supervised?.value == expected.supervised, "supervised day \(number)")
        }
    }

    @Test("A session waits where only that makes the break that the day needs") func waitsForABreak() {
        // Three sessions from 08:00 to 16:00, of more than six hours; the second may begin at 11:30, when the first ends, or half an hour later. The gap before
        // the third lies after the break's window.
        var input = DayPricingInput()
        input.places = [0]
        input.travel = [0]
        input.sessionLimit = 3
        input.span = 600
        input.breakAfter = 360
        input.breakMinutes = 30
        input.breakStart = 690
        input.breakEnd = 840
        for (item, from, minutes) in [(0, 480, 210), (1, 690, 180), (1, 720, 180), (2, 900, 60)] {
            input.starts.append(
                PricedStart(
                    slot: Int32(from / 30), place: 0, occupied: Int32(minutes), kind: .session, isAfterHours: false, item: Int32(item), payload: 0, price: 10))
        }
        let found = DayPricer(grid: 30).price(input)
        #expect(found.plain.value == 30 && found.plainBound == 30)
        #expect(found.plain.chosen == [0, 2, 3])
    }

    @Test func repricesItsOwnPlan() {
        var random = Random(state: 7)
        let pricer = DayPricer(grid: 15)
        for _ in 0..<200 {
            let input = Self.randomDay(&random, grid: 15)
            let found = pricer.price(input)
            for plan in [found.plain, found.supervised].compactMap({ $0 }) where !plan.chosen.isEmpty {
                let chosen = plan.chosen.map { input.starts[$0] }
                let evening = chosen.contains(where: \.isAfterHours) ? input.eveningPrice : 0
                let giving = chosen.contains { $0.kind == .giving } ? input.givingPrice : 0
                let visit = chosen.contains { $0.kind == .session && $0.place == input.visitPlace } ? input.visitPrice : 0
                let points = chosen.reduce(0) { $0 + $1.price } + giving + visit - Self.subsetPrice(chosen, input)
                #expect(plan.value == points - plan.travelMinutes * input.travelPrice - evening)
                #expect(Set(chosen.filter { $0.kind == .session }.map(\.item)).count == chosen.count { $0.kind == .session })
            }
        }
    }

    @Test("What a start can be part of is never worth more than its survey says, and starts that cannot reach what is asked for are told", arguments: [15, 30])
    func surveysStarts(grid: Int) throws {
        var random = Random(state: UInt64(100 + grid))
        let pricer = DayPricer(grid: grid)
        var told = 0, noted = 0
        for number in 0..<400 {
            var input = Self.randomDay(&random, grid: grid)
            let best = Self.enumerate(input, grid: grid)
            let leastPlain = best.plain - Int.random(in: 0...30, using: &random)
            let leastSupervised = (best.supervised ?? 0) - Int.random(in: 0...30, using: &random)
            var plain = [Int](repeating: Int.min, count: input.starts.count), supervised = plain
            Self.forEachPlan(input, grid: grid) { chosen, value, isSupervised in
                for start in chosen {
                    if isSupervised { supervised[start] = max(supervised[start], value) } else { plain[start] = max(plain[start], value) }
                }
            }
            // What pricing learned of the day serves the survey too.
            let priced = pricer.price(input)
            if Bool.random(using: &random) {
                input.repeated = priced.repeated
            }
            let survey = try #require(pricer.survey(input, leastPlain: leastPlain, leastSupervised: leastSupervised).values)
            for start in input.starts.indices {
                if plain[start] >= leastPlain { #expect(survey.plain[start] >= plain[start], "day \(number), start \(start)") }
                if supervised[start] >= leastSupervised { #expect(survey.supervised[start] >= supervised[start], "day \(number), start \(start)") }
                if survey.plain[start] < leastPlain, survey.supervised[start] < leastSupervised { told += 1 } else { noted += 1 }
            }
        }
        #expect(told > 500 && noted > 500, "\(told) told, \(noted) noted")
    }
}
