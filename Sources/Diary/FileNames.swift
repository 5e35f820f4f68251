/// File names for ids, safe on every file system and different for different ids.
///
/// An id of at most 80 lower-case letters, digits, hyphens, underscores and inner dots is its own name, and so is one with capitals unless
/// another id differs from it in nothing else. Every other id gets what is left of it, a hyphen, and hexadecimal digits of its name-based UUID.
/// A name depends on other ids only where two collide.
package enum FileNames {
    private static let longest = 80
    /// Names that Windows keeps for devices, whatever follows a dot.
    private static let reserved = Set(["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })

    /// One stem, without extension, for each id, in the same order. The ids are different.
    package static func stems(for ids: [String]) -> [String] {
        let folded = Dictionary(ids.map { ($0.lowercased(), 1) }, uniquingKeysWith: +)
        var stems = ids.map { id in
            let collides = folded[id.lowercased(), default: 1] > 1 && id != id.lowercased()
            return isSafe(id) && !collides ? id : marked(id, digits: 12)
        }
        // An id may happen to look like another's marked name.
        let counts = Dictionary(stems.map { ($0.lowercased(), 1) }, uniquingKeysWith: +)
        for (index, stem) in stems.enumerated() where counts[stem.lowercased(), default: 1] > 1 {
            stems[index] = marked(ids[index], digits: 32)
        }
        return stems
    }

    private static func isSafe(_ id: String) -> Bool {
        id.utf8.count <= longest && !id.isEmpty && id.utf8.allSatisfy(isSafe) && id.first != "." && id.last != "."
            && !reserved.contains(id.lowercased().split(separator: ".", omittingEmptySubsequences: false).first.map(String.init) ?? "")
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func marked(_ id: String, digits: Int) -> String {
        let kept = id.utf8.filter { isSafe($0) && $0 != UInt8(ascii: ".") }.prefix(longest - 33)
        let mark = NameBasedUUID(namespace: .root, name: id).text.filter { $0 != "-" }.suffix(digits)
        return kept.isEmpty ? "id-\(mark)" : "\(String(decoding: kept, as: UTF8.self))-\(mark)"
    }
}
