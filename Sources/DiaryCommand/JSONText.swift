import Diary
import Foundation

/// JSON as commands print it.
enum JSONText {
    /// Points as a JSON number with the digits that people would write: `4312.5`.
    struct Number: Encodable {
        var value: Decimal

        init(_ points: Points) {
            value = Decimal(points.thousandths) / 1000
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(value)
        }
    }

    /// A value, or null where there is none: what is unknown is said, not left out.
    struct OrNull<Value: Encodable>: Encodable {
        var value: Value?

        init(_ value: Value?) {
            self.value = value
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(value)
        }
    }

    /// One JSON object, keys sorted, ended by a line break.
    static func text(_ value: some Encodable) throws(Failure) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
        } catch {
            throw Failure(.internalError, "The result cannot be written as JSON: \(error)")
        }
    }
}
