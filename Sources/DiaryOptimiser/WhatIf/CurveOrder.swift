/// In which order the points of a curve are planned: the first and the last, then always the middle of the widest stretch that is left.
///
/// Bounds of two points bound those between them, and plans of two points are where the search for one between them begins, so that the
/// points between take little time.
enum CurveOrder {
    /// All of `0..<count`.
    static func order(count: Int) -> [Int] {
        guard count > 1 else { return Array(0..<count) }
        var result = [0, count - 1]
        var stretches = [(0, count - 1)]
        while !stretches.isEmpty {
            let widest = stretches.indices.max { (stretches[$0].1 - stretches[$0].0, -$0) < (stretches[$1].1 - stretches[$1].0, -$1) } ?? 0
            let (low, high) = stretches.remove(at: widest)
            let middle = (low + high) / 2
            guard middle > low else { continue }
            result.append(middle)
            stretches += [(low, middle), (middle, high)]
        }
        return result
    }
}
