/// Owns the flat storage of a local search, so that its inner loops work on plain memory without reference counts or
/// copies.
final class SearchMemory {
    private var blocks: [UnsafeMutableRawPointer] = []

    /// Memory for `count` elements, all set to `value`, that lives as long as this object.
    func make<Element: BitwiseCopyable>(_ count: Int, _ value: Element) -> FlatBuffer<Element> {
        let base = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
        base.initialize(repeating: value, count: max(count, 1))
        blocks.append(UnsafeMutableRawPointer(base))
        return FlatBuffer(base: base, count: count)
    }

    /// A copy of an array that lives as long as this object.
    func make<Element: BitwiseCopyable>(_ elements: [Element]) -> FlatBuffer<Element> {
        let base = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
        for (index, element) in elements.enumerated() { (base + index).initialize(to: element) }
        blocks.append(UnsafeMutableRawPointer(base))
        return FlatBuffer(base: base, count: elements.count)
    }

    deinit {
        for block in blocks { block.deallocate() }
    }
}

/// A fixed number of elements in memory owned by a ``SearchMemory``; indices are checked in debug builds.
struct FlatBuffer<Element: BitwiseCopyable> {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    @inline(__always)
    subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count, "index \(index) of \(count)")
            return base[index]
        }
        nonmutating set {
            assert(index >= 0 && index < count, "index \(index) of \(count)")
            base[index] = newValue
        }
        nonmutating _modify {
            assert(index >= 0 && index < count, "index \(index) of \(count)")
            yield &base[index]
        }
    }

    @inline(__always)
    subscript(index: Int32) -> Element {
        get { self[Int(index)] }
        nonmutating set { self[Int(index)] = newValue }
        nonmutating _modify { yield &self[Int(index)] }
    }
}

/// A list of distinct numbers below a limit, with insertion, removal and choice in constant time.
struct FlatSet {
    private let members: FlatBuffer<Int32>
    private let places: FlatBuffer<Int32>
    private(set) var count = 0

    init(limit: Int, memory: SearchMemory) {
        members = memory.make(limit, 0)
        places = memory.make(limit, -1)
    }

    @inline(__always)
    subscript(position: Int) -> Int { Int(members[position]) }

    @inline(__always)
    func contains(_ value: Int) -> Bool { places[value] >= 0 }

    @inline(__always)
    mutating func insert(_ value: Int) {
        guard places[value] < 0 else { return }
        members[count] = Int32(truncatingIfNeeded: value)
        places[value] = Int32(truncatingIfNeeded: count)
        count += 1
    }

    @inline(__always)
    mutating func remove(_ value: Int) {
        let place = places[value]
        guard place >= 0 else { return }
        count -= 1
        let last = members[count]
        members[place] = last
        places[last] = place
        places[value] = -1
    }

    mutating func removeAll() {
        while count > 0 { remove(self[count - 1]) }
    }
}
