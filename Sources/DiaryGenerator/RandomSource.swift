/// Random choices that are the same for the same seed on every machine and with every version of the compiler.
///
/// SplitMix64 (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, 2014).
struct RandomSource {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A source of its own for one part of a whole, so that a change in one part leaves the others as they are.
    init(seed: UInt64, part: Int) {
        var seeds = RandomSource(seed: seed)
        state = seeds.next() ^ (UInt64(truncatingIfNeeded: part + 1) &* 0xD1B5_4A32_D192_ED03)
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number of a range that is not empty.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound + 1)
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// True so many times in a hundred.
    mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

    /// One item of a list that is not empty.
    mutating func pick<Item>(_ items: [Item]) -> Item { items[number(0...items.count - 1)] }

    /// One item, each as often as its weight says. Weights are positive.
    mutating func pick<Item>(weighted items: [(Item, Int)]) -> Item {
        var left = number(0...items.reduce(0) { $0 + $1.1 } - 1)
        for (item, weight) in items.dropLast() {
            if left < weight { return item }
            left -= weight
        }
        return items[items.count - 1].0
    }

    /// So many different items in random order; all where there are fewer.
    mutating func some<Item>(_ count: Int, of items: [Item]) -> [Item] {
        var rest = items, chosen: [Item] = []
        while chosen.count < count, !rest.isEmpty { chosen.append(rest.remove(at: number(0...rest.count - 1))) }
        return chosen
    }
}
