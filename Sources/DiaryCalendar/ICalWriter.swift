import Foundation

/// Writes components as UTF-8 text with CRLF line ends, folded at 75 octets between characters (RFC 5545 §3.1).
enum ICalWriter {
    /// Octets of a line without its end.
    private static let longestLine = 75

    /// Takes time in proportion to the text.
    static func data(of component: ICalComponent) -> Data {
        var bytes: [UInt8] = []
        write(component, to: &bytes)
        return Data(bytes)
    }

    private static func write(_ component: ICalComponent, to bytes: inout [UInt8]) {
        write(line: "BEGIN:\(component.kind.rawValue)", to: &bytes)
        for property in component.properties { write(line: property.line, to: &bytes) }
        for child in component.components { write(child, to: &bytes) }
        write(line: "END:\(component.kind.rawValue)", to: &bytes)
    }

    private static func write(line: String, to bytes: inout [UInt8]) {
        guard line.utf8.count > longestLine else {
            bytes += line.utf8
            bytes += [13, 10]
            return
        }
        var length = 0
        for scalar in line.unicodeScalars {
            let character = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            if length + character.count > longestLine {
                bytes += [13, 10, 32]
                length = 1
            }
            bytes += character
            length += character.count
        }
        bytes += [13, 10]
    }
}

extension ICalProperty {
    /// The content line, not yet folded.
    fileprivate var line: String {
        let parameter = parameter.map { ";\($0)" } ?? ""
        return switch value {
        case .text(let text): "\(name)\(parameter):\(ICalText.escaped(text))"
        case .raw(let text): "\(name)\(parameter):\(text)"
        }
    }
}
