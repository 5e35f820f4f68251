/// A choice of items that meets every one of some sets of items, as far as it has been shown them.
///
/// It grows while there is room. Where it is full and a set comes that it does not meet, another choice is searched that meets all sets it has ever been in want
/// of: few, since most sets are met by the choice at hand. Those met by the choice before have to be shown again then.
struct HittingSet {
    /// The items chosen, by bit.
    private(set) var low: UInt64 = 0, high: UInt64 = 0
    /// Items at most, beside those that cost nothing.
    private var limit = 0
    private var freeLow: UInt64 = 0, freeHigh: UInt64 = 0
    /// Sets that the choice of the time did not meet.
    private var sets: ContiguousArray<(low: UInt64, high: UInt64)> = []

    /// What became of the choice.
    enum Outcome {
        /// It has one item more.
        case grown
        /// It is another one, and may not meet what the one before met.
        case changed
        /// No choice meets all sets.
        case impossible
    }

    /// Begins anew.
    ///
    /// - Parameters:
    ///   - limit: items at most.
    ///   - freeLow, freeHigh: items that are taken without counting.
    mutating func reset(limit: Int, freeLow: UInt64, freeHigh: UInt64) {
        self.limit = limit
        self.freeLow = freeLow
        self.freeHigh = freeHigh
        low = freeLow
        high = freeHigh
        sets.removeAll(keepingCapacity: true)
    }

    /// Takes in a set that the choice at hand does not meet.
    mutating func include(low setLow: UInt64, high setHigh: UInt64) -> Outcome {
        if setLow == 0 && setHigh == 0 { return .impossible }
        sets.append((setLow, setHigh))
        if (low & ~freeLow).nonzeroBitCount + (high & ~freeHigh).nonzeroBitCount < limit {
            // The dearest items, which most sets hold, have the lowest bits.
            if setLow != 0 { low |= setLow & (~setLow &+ 1) } else { high |= setHigh & (~setHigh &+ 1) }
            return .grown
        }
        guard let found = search(from: sets.count - 1, low: freeLow, high: freeHigh, left: limit, withoutLow: 0, withoutHigh: 0) else { return .impossible }
        (low, high) = found
        return .changed
    }

    /// Items that meet all sets up to a position, the last ones, which are hardest to meet, first.
    ///
    /// - Parameters:
    ///   - withoutLow, withoutHigh: items that were tried with those taken and lead nowhere.
    private func search(
        from last: Int, low: UInt64, high: UInt64, left: Int, withoutLow: UInt64, withoutHigh: UInt64
    ) -> (low: UInt64, high: UInt64)? {
        var position = last
        while position >= 0, sets[position].low & low != 0 || sets[position].high & high != 0 { position -= 1 }
        if position < 0 { return (low, high) }
        if left == 0 { return nil }
        var withoutLow = withoutLow, withoutHigh = withoutHigh
        var items = sets[position].low & ~withoutLow
        while items != 0 {
            let item = items & (~items &+ 1)
            items ^= item
            if let found = search(from: position - 1, low: low | item, high: high, left: left - 1, withoutLow: withoutLow, withoutHigh: withoutHigh) {
                return found
            }
            withoutLow |= item
        }
        items = sets[position].high & ~withoutHigh
        while items != 0 {
            let item = items & (~items &+ 1)
            items ^= item
            if let found = search(from: position - 1, low: low, high: high | item, left: left - 1, withoutLow: withoutLow, withoutHigh: withoutHigh) {
                return found
            }
            withoutHigh |= item
        }
        return nil
    }
}
