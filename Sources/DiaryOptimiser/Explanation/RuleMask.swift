import Diary

/// A set of rules, one bit each.
struct RuleMask: Hashable, Sendable {
    private(set) var bits: UInt32

    static let none = RuleMask(bits: 0)

    init(bits: UInt32) { self.bits = bits }

    init(_ rule: Rule) { bits = 1 << UInt32(Self.positions[rule] ?? 0) }

    init(_ rules: some Sequence<Rule>) { bits = rules.reduce(0) { $0 | RuleMask($1).bits } }

    private static let positions = Dictionary(uniqueKeysWithValues: Rule.allCases.enumerated().map { ($1, $0) })

    var isEmpty: Bool { bits == 0 }
    var count: Int { bits.nonzeroBitCount }
    /// In the order of `Rule`.
    var rules: [Rule] { Rule.allCases.enumerated().filter { bits & (1 << UInt32($0.offset)) != 0 }.map(\.element) }

    func contains(_ other: RuleMask) -> Bool { bits & other.bits == other.bits }
    func intersects(_ other: RuleMask) -> Bool { bits & other.bits != 0 }
    func union(_ other: RuleMask) -> RuleMask { RuleMask(bits: bits | other.bits) }
    func intersection(_ other: RuleMask) -> RuleMask { RuleMask(bits: bits & other.bits) }
    func subtracting(_ other: RuleMask) -> RuleMask { RuleMask(bits: bits & ~other.bits) }
    mutating func formUnion(_ other: RuleMask) { bits |= other.bits }

    static let s1 = RuleMask(.S1), s2 = RuleMask(.S2), s3 = RuleMask(.S3), s4 = RuleMask(.S4), s5 = RuleMask(.S5), s6 = RuleMask(.S6)
    static let s7 = RuleMask(.S7), r1 = RuleMask(.R1), w1 = RuleMask(.W1), w2 = RuleMask(.W2), w3 = RuleMask(.W3), w4 = RuleMask(.W4)
    static let w5 = RuleMask(.W5), w6 = RuleMask(.W6), w7 = RuleMask(.W7), v1 = RuleMask(.V1), v2 = RuleMask(.V2), v3 = RuleMask(.V3)
    /// The rules about what stands beside what in a practitioner's days.
    static let neighbours = RuleMask([.W2, .W3, .W4, .W5])
    static let v4 = RuleMask(.V4), v5 = RuleMask(.V5)
}

/// The rules that a way of delivering a session breaks.
struct BrokenRules: Hashable, Sendable {
    /// Broken by the way as it stands.
    var strict = RuleMask.none
    /// Those of them that no further activity could cure. The others are W4, where an activity before or after the day would leave room for a break,
    /// and W2 and W4 where a way by a third place may be shorter (travel overrides need not be metric).
    var lasting = RuleMask.none

    static let none = BrokenRules()

    var isEmpty: Bool { strict.isEmpty }

    mutating func formUnion(_ other: BrokenRules) {
        strict.formUnion(other.strict)
        lasting.formUnion(other.lasting)
    }

    func union(_ other: BrokenRules) -> BrokenRules {
        var result = self
        result.formUnion(other)
        return result
    }

    /// Adds rules that nothing cures.
    mutating func formUnion(_ rules: RuleMask) {
        strict.formUnion(rules)
        lasting.formUnion(rules)
    }

    init(_ rules: RuleMask = .none) {
        strict = rules
        lasting = rules
    }
}

/// Sets of rules of which none holds another, each with something that breaks exactly it.
struct RuleFront<Witness> {
    private(set) var members: [(rules: RuleMask, witness: Witness)] = []

    /// Whether some member is contained in `rules`.
    func covers(_ rules: RuleMask) -> Bool { members.contains { rules.contains($0.rules) } }

    mutating func insert(_ rules: RuleMask, _ witness: @autoclosure () -> Witness) {
        guard !covers(rules) else { return }
        members.removeAll { $0.rules.contains(rules) }
        members.append((rules, witness()))
    }

    /// A smallest set of rules that meets every member, the first of its size in the order of `Rule`; nil where a member is empty.
    ///
    /// Complexity: exponential in its size, which is at most the number of rules and rarely above three.
    var smallestMeetingSet: RuleMask? {
        let sets = members.map(\.rules)
        guard !sets.contains(where: \.isEmpty) else { return nil }
        for size in 0...Rule.allCases.count {
            if let found = Self.meetingSet(sets, size: size, chosen: .none) { return found }
        }
        return nil
    }

    private static func meetingSet(_ sets: [RuleMask], size: Int, chosen: RuleMask) -> RuleMask? {
        guard let open = sets.first(where: { !$0.intersects(chosen) }) else { return chosen }
        guard size > 0 else { return nil }
        var best: RuleMask?
        for rule in open.rules {
            guard let found = meetingSet(sets, size: size - 1, chosen: chosen.union(RuleMask(rule))) else { continue }
            if let known = best, known.bits.bitReversed >= found.bits.bitReversed { continue }
            best = found
        }
        return best
    }
}

extension UInt32 {
    /// Orders sets by their first rules: the lowest bits count most.
    fileprivate var bitReversed: UInt32 {
        var result: UInt32 = 0
        for index in 0..<32 where self & (1 << UInt32(index)) != 0 { result |= 1 << UInt32(31 - index) }
        return result
    }
}
