/// SplitMix64 (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, 2014): small, fast, and the
/// same on every machine.
struct SearchGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `limit - 1`, for a limit of at least 1. The bias is below 2^-32 for the small limits used
    /// here.
    @inline(__always)
    mutating func below(_ limit: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(truncatingIfNeeded: limit)).high)
    }

    /// True once in `limit` times.
    @inline(__always)
    mutating func oneIn(_ limit: Int) -> Bool { below(limit) == 0 }

    /// A number in 0 ..< 1.
    @inline(__always)
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A position drawn by weights of at least 0; nil where all are 0.
    mutating func index(weights: [Double]) -> Int? {
        let total = weights.reduce(0, +)
        guard total > 0 else { return nil }
        var left = unit() * total
        for (position, weight) in weights.enumerated() where weight > 0 {
            left -= weight
            if left < 0 { return position }
        }
        return weights.lastIndex { $0 > 0 }
    }
}
