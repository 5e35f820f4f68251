import ColumnGeneration
import GLPK

/// A small generator of numbers that are the same on every machine (SplitMix64).
struct Dice {
    private var state: UInt64

    init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }
}

/// A random packing program: columns with a worth, rows with a capacity.
struct Knapsacks {
    var worth: [Double] = []
    var weights: [[(row: Int, value: Double)]] = []
    var capacity: [Double] = []

    init(seed: Int, rows: Int, columns: Int) {
        var dice = Dice(seed: seed)
        capacity = (0..<rows).map { _ in Double(dice.number(in: 20...60)) }
        for _ in 0..<columns {
            worth.append(Double(dice.number(in: 5...40)))
            var entries: [(row: Int, value: Double)] = []
            for row in 0..<rows where dice.number(in: 0...4) == 0 {
                entries.append((row, Double(dice.number(in: 1...12))))
            }
            weights.append(entries.isEmpty ? [(0, 1)] : entries)
        }
    }

    /// The whole program as a master problem.
    func master() throws -> MasterProblem {
        let master = try MasterProblem(sense: .maximise)
        let rows = try master.addRows(capacity.map { .init(...$0) })
        try master.addColumns(
            zip(worth, weights).map { worth, weights in
                .init(objective: worth, entries: weights.map { (rows[$0.row], $0.value) })
            })
        return master
    }
}
