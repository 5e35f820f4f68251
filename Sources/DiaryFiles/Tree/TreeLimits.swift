/// What a tree may hold, so that no input takes unbounded time or memory.
enum TreeLimits {
    /// Deepest nesting of lists and mappings. A scenario needs six.
    static let depth = 64
    /// Most values of one file, aliases counted with all that they stand for. The largest service known needs a tenth.
    static let values = 4_000_000
}

/// Reports each key that a mapping holds twice and drops it.
func withoutDuplicateKeys(_ entries: [Node.Entry], _ report: Report) -> [Node.Entry] {
    guard entries.count > 1 else { return entries }
    if entries.count <= 16 {
        var clean = true
        outer: for index in 1..<entries.count {
            for earlier in 0..<index where entries[earlier].key == entries[index].key {
                clean = false
                break outer
            }
        }
        if clean { return entries }
    }
    var first: [String: Span] = [:]
    first.reserveCapacity(entries.count)
    return entries.filter { entry in
        guard let earlier = first[entry.key] else {
            first[entry.key] = entry.keySpan
            return true
        }
        report.error(
            entry.keySpan,
            "the key \(quoted(entry.key)) stands here a second time; it is already on \(report.mention(earlier, from: entry.keySpan))",
            expected: "every key at most once")
        return false
    }
}
