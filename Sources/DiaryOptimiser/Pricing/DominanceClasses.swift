/// Labels kept at one slot and place that are alike in all but value, items and what they count in cuts.
struct DominanceClass {
    /// What labels of a class have in common: all that decides which classes can be better.
    struct Key {
        /// First start of the day as it counts, minutes.
        var first: Int32
        /// Where the day still wants a break: when the last activity ended and when the label reached the place, minutes, no earlier than the break's
        /// window; 0 elsewhere. What lies before the window is no part of a break, so that it is alike.
        var end: Int32
        var arrival: Int32
        var count: Int16
        var given: Int16
        var once: UInt8
        /// Whether the day has its break, or can never need one.
        var hasBreak: Bool
        var isEvening: Bool
        var hasSupervision: Bool

        /// All of it in one number, by which classes are found: minutes take 11 bits each.
        fileprivate var code: UInt64 {
            let flags = UInt64(once) | (hasBreak ? 4 : 0) | (isEvening ? 8 : 0) | (hasSupervision ? 16 : 0)
            let minutes = UInt64(first) | UInt64(end) << 11 | UInt64(arrival) << 22
            return minutes | flags << 33 | UInt64(count) << 38 | UInt64(given) << 48
        }
    }

    /// A class whose labels can be better, and the micropoints that those lose against this one's.
    struct Dominator {
        var position: Int
        var loss: Micropoints
    }

    /// What comparing a label with others takes.
    struct Member {
        var value: Micropoints
        var low: UInt64
        var high: UInt64
        var odd: UInt64
    }

    fileprivate(set) var key: Key
    /// In order of descending value.
    fileprivate(set) var members: ContiguousArray<Member> = []
    /// Those that have members; the class itself may be among them.
    fileprivate(set) var dominators: ContiguousArray<Dominator> = []
}

/// The labels kept at one slot and place by classes, so that whether labels of one class can be better than those of another is asked once, and comparing two
/// labels is a comparison of their items.
///
/// A workspace that is filled in order of descending value and cleared for the next slot and place.
struct DominanceClasses {
    /// At least as many as there are codes: those beyond are old ones that keep their memory.
    private var classes: ContiguousArray<DominanceClass> = []
    private var codes: ContiguousArray<UInt64> = []
    /// Positions of the classes with members. Many have none, for all their labels are dominated.
    private var filled: ContiguousArray<Int> = []

    subscript(position: Int) -> DominanceClass {
        _read { yield classes[position] }
    }

    mutating func removeAll() {
        codes.removeAll(keepingCapacity: true)
        filled.removeAll(keepingCapacity: true)
    }

    /// The position of a class, which is made where there is none yet.
    ///
    /// - Complexity: O(classes).
    mutating func position(of key: DominanceClass.Key, _ rest: RestOfDay) -> Int {
        let code = key.code
        if let position = codes.firstIndex(of: code) { return position }
        let position = codes.count
        codes.append(code)
        if position == classes.count {
            classes.append(DominanceClass(key: key))
        } else {
            classes[position].key = key
            classes[position].members.removeAll(keepingCapacity: true)
            classes[position].dominators.removeAll(keepingCapacity: true)
        }
        for other in filled {
            if let loss = rest.loss(of: classes[other].key, against: key) { classes[position].dominators.append(.init(position: other, loss: loss)) }
        }
        return position
    }

    /// Adds a label, worth no more than those before, to its class.
    ///
    /// - Complexity: O(classes) for the first of a class.
    mutating func append(_ label: DayLabelling.Standing, to position: Int, _ rest: RestOfDay) {
        if classes[position].members.isEmpty {
            filled.append(position)
            let key = classes[position].key
            for other in codes.indices {
                if let loss = rest.loss(of: key, against: classes[other].key) { classes[other].dominators.append(.init(position: position, loss: loss)) }
            }
        }
        classes[position].members.append(.init(value: label.value, low: label.low, high: label.high, odd: label.odd))
    }
}
