/// "Did you mean": the candidate nearest to what was written.
package enum Suggestion {
    /// The candidate with the least edit distance to a text, where that is at most a third of the text's length (and at least 1 is
    /// allowed); of equally near ones the first in the order given. Nil for texts longer than 64 characters.
    package static func nearest(to text: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(text.lowercased().unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        var limit = max(1, wanted.count / 3)
        var best: String?
        for candidate in candidates where candidate != text {
            let scalars = Array(candidate.lowercased().unicodeScalars)
            guard abs(scalars.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, scalars)
            if distance < limit || (distance == limit && best == nil) {
                best = candidate
                limit = distance
                if distance == 0 { break }
            }
        }
        return best
    }

    /// The optimal string alignment distance: insertions, deletions, substitutions and swaps of two neighbours.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for i in 1...left.count {
            var current = [Int](repeating: 0, count: right.count + 1)
            current[0] = i
            for j in 1...right.count {
                let same = left[i - 1] == right[j - 1]
                var value = min(last[j] + 1, current[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    value = min(value, beforeLast[j - 2] + 1)
                }
                current[j] = value
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
