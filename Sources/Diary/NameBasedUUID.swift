/// A name-based UUID, version 5 (RFC 9562 §5.5): the same namespace and name always give the same one.
package struct NameBasedUUID: Hashable, Sendable {
    /// Sixteen bytes.
    package let bytes: [UInt8]

    /// The namespace of everything that this project names, a random UUID.
    package static let root = NameBasedUUID(bytes: [
        0xA5, 0x4D, 0x1E, 0x6B, 0x93, 0x0F, 0x4C, 0x27, 0x8E, 0xD2, 0x5B, 0x71, 0xF0, 0x3A, 0xC6, 0x98,
    ])

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init(namespace: NameBasedUUID, name: String) {
        var bytes = Array(SHA1.digest(of: namespace.bytes + Array(name.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.bytes = bytes
    }

    /// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` in lower case.
    package var text: String {
        var result = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { result += "-" }
            result += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return result
    }
}

/// SHA-1 as name-based UUIDs use it (FIPS 180-4 §6.1). It keeps names apart and protects nothing; a cryptography package would be most of
/// the project's build time.
enum SHA1 {
    /// Twenty bytes.
    static func digest(of message: [UInt8]) -> [UInt8] {
        var padded = message + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        let bits = UInt64(message.count) * 8
        padded += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }

        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        var words = [UInt32](repeating: 0, count: 80)
        for block in stride(from: 0, to: padded.count, by: 64) {
            for index in 0..<16 {
                words[index] = (0..<4).reduce(0) { $0 << 8 | UInt32(padded[block + index * 4 + $1]) }
            }
            for index in 16..<80 {
                words[index] = rotated(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], by: 1)
            }
            var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
            for index in 0..<80 {
                let function: UInt32, constant: UInt32
                switch index {
                case ..<20: (function, constant) = (b & c | ~b & d, 0x5A82_7999)
                case ..<40: (function, constant) = (b ^ c ^ d, 0x6ED9_EBA1)
                case ..<60: (function, constant) = (b & c | b & d | c & d, 0x8F1B_BCDC)
                default: (function, constant) = (b ^ c ^ d, 0xCA62_C1D6)
                }
                (a, b, c, d, e) = (rotated(a, by: 5) &+ function &+ e &+ constant &+ words[index], a, rotated(b, by: 30), c, d)
            }
            for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
    }

    private static func rotated(_ word: UInt32, by count: UInt32) -> UInt32 { word << count | word >> (32 - count) }
}
