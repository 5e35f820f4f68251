extension MasterProblem {
    /// A row of a master problem. It stays the same row whatever else is added or removed.
    public struct Row: Hashable, Sendable {
        /// A small number, unique among the rows there are; taken again once the row is removed.
        /// Good for indexing an array of one's own.
        public let slot: Int
        let generation: UInt32
    }

    /// A column of a master problem. It stays the same column whatever else is added or removed.
    public struct Column: Hashable, Sendable {
        /// A small number, unique among the columns there are; taken again once the column is
        /// removed. Good for indexing an array of one's own.
        public let slot: Int
        let generation: UInt32
    }
}

/// Which position in GLPK belongs to which slot, and back.
///
/// Positions move when something before them is deleted; slots do not. A slot's generation grows at
/// each removal, so that an old identity is recognised and memory does not grow with the number of
/// things ever made.
struct SlotTable: Sendable {
    /// By slot: the position, or -1.
    private(set) var positions: [Int] = []
    /// By slot: how often it was given up.
    private(set) var generations: [UInt32] = []
    /// By position: the slot, or -1 where the thing is withdrawn and waits to be deleted.
    private(set) var slots: [Int] = []
    private var free: [Int] = []

    /// How many identities are alive.
    var count: Int { positions.count - free.count }

    /// The number of slots, those free among them.
    var capacity: Int { positions.count }

    /// Gives a slot to the thing at the next position.
    mutating func append() -> (slot: Int, generation: UInt32) {
        let slot: Int
        if let reused = free.popLast() {
            slot = reused
            positions[slot] = slots.count
        } else {
            slot = positions.count
            positions.append(slots.count)
            generations.append(0)
        }
        slots.append(slot)
        return (slot, generations[slot])
    }

    /// The position of an identity, or nil when it is no longer, or was never, in use.
    func position(slot: Int, generation: UInt32) -> Int? {
        guard slot >= 0, slot < positions.count, generations[slot] == generation, positions[slot] >= 0 else {
            return nil
        }
        return positions[slot]
    }

    func isAlive(slot: Int, generation: UInt32) -> Bool { position(slot: slot, generation: generation) != nil }

    /// Ends an identity; the thing at its position stays until ``delete(positions:)``.
    mutating func withdraw(slot: Int) {
        slots[positions[slot]] = -1
        positions[slot] = -1
        generations[slot] &+= 1
        free.append(slot)
    }

    /// Removes positions whose identities were withdrawn; those after them move up.
    mutating func delete(positions gone: Set<Int>) {
        var next = 0
        for position in slots.indices where !gone.contains(position) {
            let slot = slots[position]
            slots[next] = slot
            if slot >= 0 { positions[slot] = next }
            next += 1
        }
        slots.removeLast(slots.count - next)
    }
}
