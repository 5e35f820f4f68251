import Testing

@testable import DiaryOptimiser

/// What decides which labels are kept, apart from the labelling.
@Suite("Dominance") struct DominanceTests {
    /// Shows a choice all sets until it meets them or there is none that does.
    private static func choose(_ sets: [(low: UInt64, high: UInt64)], limit: Int, freeLow: UInt64) -> HittingSet? {
        var choice = HittingSet()
        choice.reset(limit: limit, freeLow: freeLow, freeHigh: 0)
        while let missed = sets.first(where: { $0.low & choice.low == 0 && $0.high & choice.high == 0 }) {
            if case .impossible = choice.include(low: missed.low, high: missed.high) { return nil }
        }
        return choice
    }

    @Test("A choice of items meets all sets just where some choice does")
    func hittingSets() {
        var random = DayPricerTests.Random(state: 21)
        var found = 0, impossible = 0
        for _ in 0..<3000 {
            let items = Int.random(in: 2...8, using: &random), limit = Int.random(in: 0...3, using: &random)
            // Items 0...3 are low bits, the others high ones.
            func mask(_ bits: Int) -> (low: UInt64, high: UInt64) { (UInt64(bits & 15), UInt64(bits >> 4)) }
            let free = Int.random(in: 0...3, using: &random) == 0 ? 1 : 0
            let sets = (0..<Int.random(in: 0...10, using: &random)).map { _ in Int.random(in: 1..<(1 << items), using: &random) }
            let choice = Self.choose(sets.map(mask), limit: limit, freeLow: UInt64(free))
            let exists = (0..<(1 << items)).contains { bits in
                (bits & ~free).nonzeroBitCount <= limit && sets.allSatisfy { $0 & (bits | free) != 0 }
            }
            #expect((choice != nil) == exists, "\(sets), \(limit) items, free \(free)")
            if let choice {
                found += 1
                #expect((choice.low & ~UInt64(free)).nonzeroBitCount + choice.high.nonzeroBitCount <= limit)
            } else {
                impossible += 1
            }
        }
        #expect(found > 500 && impossible > 500)
    }

    @Test("An empty set cannot be met")
    func emptySet() {
        var choice = HittingSet()
        choice.reset(limit: 3, freeLow: 1, freeHigh: 0)
        guard case .impossible = choice.include(low: 0, high: 0) else {
            Issue.record("An empty set was met.")
            return
        }
    }

    /// The rest of a day that may last to 17:00 and eight hours: four sessions at most, time for three.
    private let rest = RestOfDay(
        latestEnd: 1020, sessionLimit: 4, sessionRoom: 3, givingLimit: 2, givingRoom: 2, span: 480, eveningPrice: 7, onceLeft: [5, 0, 5, 0])

    private func key(
        first: Int32 = 600, end: Int32 = 0, arrival: Int32 = 0, count: Int16 = 1, given: Int16 = 0, once: UInt8 = 0, hasBreak: Bool = true,
        isEvening: Bool = false, hasSupervision: Bool = false
    ) -> DominanceClass.Key {
        DominanceClass.Key(
            first: first, end: end, arrival: arrival, count: count, given: given, once: once, hasBreak: hasBreak, isEvening: isEvening,
            hasSupervision: hasSupervision)
    }

    @Test("More sessions matter just where the rest of the day has room for those that they take away")
    func sessions() {
        #expect(rest.loss(of: key(count: 1), against: key(count: 0)) == 0)
        #expect(rest.loss(of: key(count: 2), against: key(count: 0)) == nil)
        #expect(rest.loss(of: key(count: 2), against: key(count: 2)) == 0)
        #expect(rest.loss(of: key(given: 1), against: key(given: 0)) == nil)
        #expect(rest.loss(of: key(given: 0), against: key(given: 1)) == 0)
    }

    @Test("An earlier first start matters just where the day could become too long from it")
    func firstStarts() {
        // From 09:00 the day may last to 17:00 exactly; from 08:45 it may not.
        #expect(rest.loss(of: key(first: 540), against: key(first: 600)) == 0)
        #expect(rest.loss(of: key(first: 525), against: key(first: 600)) == nil)
        #expect(rest.loss(of: key(first: 600), against: key(first: 525)) == 0)
    }

    @Test("A day without its break is no better than one with it, and better than one that waited less")
    func breaks() {
        #expect(rest.loss(of: key(end: 700, arrival: 705, hasBreak: false), against: key()) == nil)
        #expect(rest.loss(of: key(), against: key(end: 700, arrival: 705, hasBreak: false)) == 0)
        #expect(rest.loss(of: key(end: 700, arrival: 705, hasBreak: false), against: key(end: 700, arrival: 710, hasBreak: false)) == 0)
        #expect(rest.loss(of: key(end: 700, arrival: 710, hasBreak: false), against: key(end: 700, arrival: 705, hasBreak: false)) == nil)
    }

    @Test("What the other has paid or can still gain is lost")
    func losses() {
        #expect(rest.loss(of: key(), against: key(isEvening: true)) == 7)
        #expect(rest.loss(of: key(isEvening: true), against: key()) == 0)
        #expect(rest.loss(of: key(once: 1), against: key(once: 0)) == 5)
        #expect(rest.loss(of: key(once: 0), against: key(once: 1)) == 0)
        #expect(rest.loss(of: key(hasSupervision: true), against: key()) == nil)
    }
}
