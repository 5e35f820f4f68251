/// A set of start slots of one day: bit `s` stands for the start at minute `s * grid`.
struct SlotSet: Hashable, Sendable {
    private(set) var words: [UInt64]

    /// The empty set over a number of slots.
    init(slots: Int) {
        words = Array(repeating: 0, count: (slots + 63) / 64)
    }

    init(words: [UInt64]) {
        self.words = words
    }

    /// The slots from `lower` on, below `upper`.
    init(slots: Int, from lower: Int, below upper: Int) {
        self.init(slots: slots)
        insert(from: lower, below: min(upper, slots))
    }

    subscript(slot: Int) -> Bool { words[slot >> 6] & (1 << UInt64(slot & 63)) != 0 }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    mutating func insert(_ slot: Int) { words[slot >> 6] |= 1 << UInt64(slot & 63) }
    mutating func remove(_ slot: Int) { words[slot >> 6] &= ~(1 << UInt64(slot & 63)) }

    mutating func insert(from lower: Int, below upper: Int) {
        guard lower < upper else { return }
        for slot in lower..<upper { insert(slot) }
    }

    mutating func formIntersection(_ other: SlotSet) {
        for index in words.indices { words[index] &= other.words[index] }
    }

    mutating func formUnion(_ other: SlotSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    func intersection(_ other: SlotSet) -> SlotSet {
        var result = self
        result.formIntersection(other)
        return result
    }

    func union(_ other: SlotSet) -> SlotSet {
        var result = self
        result.formUnion(other)
        return result
    }

    func subtracting(_ other: SlotSet) -> SlotSet {
        var result = self
        for index in words.indices { result.words[index] &= ~other.words[index] }
        return result
    }

    /// The members in ascending order.
    var members: [Int] {
        var result: [Int] = []
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                result.append(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return result
    }
}
