/// Finds subset-row cuts that a solution of the linear program breaks: of three or five items, or of some items with the after-hours slots.
struct SubsetRowSeparation {
    /// A plan that the solution holds in part: its items, ascending, how many of its sessions of one seat are after hours, and its share.
    private struct Plan {
        let items: [Int]
        let late: Int
        let share: Double
    }

    /// Sums of shares of the plans that hold some items: of all plans, and of those with an odd number of after-hours sessions.
    private struct Shares {
        var all = 0.0
        var odd = 0.0

        mutating func include(_ plan: Plan) {
            all += plan.share
            if plan.late % 2 == 1 { odd += plan.share }
        }
    }

    private let slots: Int?
    private var plans: [Plan] = []
    private var single: [Int: Shares] = [:]
    private var double: [[Int]: Shares] = [:]
    private var triple: [[Int]: Shares] = [:]
    /// By gathering, how much of it is held in each time bucket, and which requests are how much in plans that take part in it there.
    private var gatherings: [Gathering: [Int: GatheringUse]] = [:]
    private struct GatheringUse {
        var held = 0.0
        var requests: [Int: Double] = [:]
    }
    /// What plans count in the slots alone, whatever their share.
    private var slotCount = 0.0
    private var found: [(row: SubsetRow, excess: Double)] = []

    /// Excess below which a cut is worth less than the row it adds.
    private static let leastExcess = 0.02
    /// Cuts at a time, and how many of these may hold one item.
    private static let mostAtOnce = 40, mostOfItem = 5

    /// What plans must count in three items for two more to be looked for, and how many such threes at most.
    private static let promisingCount = 0.7, mostPromising = 100

    /// - Parameter slots: the week's after-hours slots.
    init(slots: Int?) { self.slots = slots }

    /// - Parameters:
    ///   - items: those that a plan of the solution holds.
    ///   - late: how many of its sessions of one seat are after hours.
    mutating func include(items: [Int], late: Int, share: Double) {
        slotCount += Double(late / 2) * share
        // Two items that a plan holds wholly are in no other, so that no cut of theirs is broken.
        guard share > 1e-7, share < 1 - 1e-7 else { return }
        let plan = Plan(items: items.sorted(), late: late, share: share)
        plans.append(plan)
        let held = plan.items
        for one in held.indices {
            single[held[one], default: Shares()].include(plan)
            for two in held.indices where two > one {
                double[[held[one], held[two]], default: Shares()].include(plan)
                for three in held.indices where three > two { triple[[held[one], held[two], held[three]], default: Shares()].include(plan) }
            }
        }
    }

    /// - Parameters:
    ///   - requests: of one seat, that a plan of the solution holds.
    ///   - gatherings: those that it takes part in, and in which bucket.
    mutating func include(requests: [Int], gatherings: [(Gathering, bucket: Int)], share: Double) {
        for (gathering, bucket) in gatherings {
            for request in requests { self.gatherings[gathering, default: [:]][bucket, default: GatheringUse()].requests[request, default: 0] += share }
        }
    }

    /// Includes what the solution holds of a gathering in a bucket.
    mutating func include(_ gathering: Gathering, bucket: Int, share: Double) {
        gatherings[gathering, default: [:]][bucket, default: GatheringUse()].held += share
    }

    /// The cuts that are broken most.
    mutating func run() -> [SubsetRow] {
        var neighbours: [Int: Set<Int>] = [:]
        for pair in double.keys {
            neighbours[pair[0], default: []].insert(pair[1])
            neighbours[pair[1], default: []].insert(pair[0])
        }
        var triples = Set<[Int]>()
        for pair in double.keys {
            for third in (neighbours[pair[0]] ?? []).union(neighbours[pair[1]] ?? []) where third != pair[0] && third != pair[1] {
                triples.insert((pair + [third]).sorted())
            }
        }
        var promising: [(items: [Int], count: Double)] = []
        for items in triples {
            let counts = counts(items)
            consider(items, countsSlots: false, counts.alone, side: 1)
            if counts.alone > Self.promisingCount { promising.append((items, counts.alone)) }
            if let slots, slots % 2 == 0, counts.withOdd > counts.alone { consider(items, countsSlots: true, slotCount + counts.withOdd, side: (slots + 3) / 2) }
        }
        if let slots { considerSlots(slots) }
        for (gathering, buckets) in gatherings { considerGathering(gathering, buckets.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }) }
        promising.sort { $0.count == $1.count ? $0.items.lexicographicallyPrecedes($1.items) : $0.count > $1.count }
        considerFives(promising.prefix(Self.mostPromising).map(\.items))
        found.sort { $0.excess == $1.excess ? $0.row.precedes($1.row) : $0.excess > $1.excess }
        var chosen: [SubsetRow] = []
        var uses: [Int: Int] = [:]
        for entry in found where chosen.count < Self.mostAtOnce && entry.row.items.allSatisfy({ uses[$0, default: 0] < Self.mostOfItem }) {
            chosen.append(entry.row)
            for item in entry.row.items { uses[item, default: 0] += 1 }
        }
        return chosen
    }

    /// What plans count in a cut of three items; and how much more than in the slots alone where after-hours sessions count too.
    private func counts(_ items: [Int]) -> (alone: Double, withOdd: Double) {
        let one = items.map { single[$0] ?? Shares() }
        let two = [[items[0], items[1]], [items[0], items[2]], [items[1], items[2]]].map { double[$0] ?? Shares() }
        let three = triple[items] ?? Shares()
        let atLeastTwo = two.reduce(0) { $0 + $1.all } - 2 * three.all
        let exactlyOneOdd = one.reduce(0) { $0 + $1.odd } - 2 * two.reduce(0) { $0 + $1.odd } + 3 * three.odd
        return (atLeastTwo, atLeastTwo + exactlyOneOdd + three.odd)
    }

    /// Looks for the two items with which plans count most together with three others: adding one to a set, every plan that holds it and an odd number of the
    /// set counts one more.
    private mutating func considerFives(_ threes: some Sequence<[Int]>) {
        // Dense numbers: of the items there are few, and sums over plans are made often.
        let items = single.keys.sorted()
        let number = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1, $0) })
        let held = plans.map { $0.items.compactMap { number[$0] } }
        var holding = [[Int]](repeating: [], count: items.count)
        for (plan, numbers) in held.enumerated() { for one in numbers { holding[one].append(plan) } }
        var counts = [Int](repeating: 0, count: plans.count)
        var gains = [Double](repeating: 0, count: items.count)
        func readGains() {
            for one in gains.indices { gains[one] = 0 }
            for (plan, numbers) in held.enumerated() where counts[plan] % 2 == 1 { for one in numbers { gains[one] += plans[plan].share } }
        }
        for three in threes {
            let chosen = three.compactMap { number[$0] }
            for plan in counts.indices { counts[plan] = held[plan].count { chosen.contains($0) } }
            let count = counts.indices.reduce(0) { $0 + Double(counts[$1] / 2) * plans[$1].share }
            readGains()
            let first = gains
            var best: (fourth: Int, fifth: Int, count: Double)?
            for fourth in items.indices where !chosen.contains(fourth) {
                for plan in holding[fourth] { counts[plan] += 1 }
                readGains()
                for fifth in items.indices[(fourth + 1)...] where !chosen.contains(fifth) {
                    let total = count + first[fourth] + gains[fifth]
                    if total > best?.count ?? 0 { best = (fourth, fifth, total) }
                }
                for plan in holding[fourth] { counts[plan] -= 1 }
            }
            if let best { consider((three + [items[best.fourth], items[best.fifth]]).sorted(), countsSlots: false, best.count, side: 2) }
        }
    }

    private mutating func considerSlots(_ slots: Int) {
        if slots % 2 == 1 {
            consider([], countsSlots: true, slotCount, side: slots / 2)
            let items = single.keys.sorted()
            for (position, one) in items.enumerated() {
                for two in items[(position + 1)...] {
                    let ofOne = single[one] ?? Shares(), ofTwo = single[two] ?? Shares(), both = double[[one, two]] ?? Shares()
                    guard ofOne.odd > 0 || ofTwo.odd > 0 else { continue }
                    consider([one, two], countsSlots: true, slotCount + both.all + ofOne.odd + ofTwo.odd - 2 * both.odd, side: (slots + 2) / 2)
                }
            }
        } else {
            for (item, shares) in single { consider([item], countsSlots: true, slotCount + shares.odd, side: (slots + 1) / 2) }
        }
    }

    /// For each request the run of time buckets in which most plans hold both it and the gathering, beyond how often the gathering is held.
    private mutating func considerGathering(_ gathering: Gathering, _ buckets: [(bucket: Int, use: GatheringUse)]) {
        var best: [Int: (buckets: Range<Int>, excess: Double)] = [:]
        for first in buckets.indices {
            var held = 0.0
            var requests: [Int: Double] = [:]
            for (bucket, use) in buckets[first...] {
                held += use.held
                requests.merge(use.requests, uniquingKeysWith: +)
                for (request, share) in requests where share - held > best[request]?.excess ?? Self.leastExcess {
                    best[request] = (buckets[first].bucket..<bucket + 1, share - held)
                }
            }
        }
        for (request, entry) in best {
            found.append((SubsetRow(items: [request], gathering: GatheringPart(gathering: gathering, buckets: entry.buckets)), entry.excess))
        }
    }

    private mutating func consider(_ items: [Int], countsSlots: Bool, _ count: Double, side: Int) {
        let excess = count - Double(side)
        if excess > Self.leastExcess { found.append((SubsetRow(items: items, countsSlots: countsSlots), excess)) }
    }
}

extension SubsetRow {
    private var order: [Int] {
        let part =
            switch gathering?.gathering {
            case .session(let request): [0, request]
            case .meeting(let meeting): [1, meeting]
            case nil: [2, 0]
            }
        return [countsSlots ? 1 : 0] + part + [gathering?.buckets.lowerBound ?? 0, gathering?.buckets.upperBound ?? 0] + items
    }

    /// An order of all cuts: sets have none of their own.
    fileprivate func precedes(_ other: SubsetRow) -> Bool {
        order.lexicographicallyPrecedes(other.order)
    }
}
