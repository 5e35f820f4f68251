import Foundation
import Testing

@testable import DiaryReport

@Suite("Colours of pages")
struct PageStyleTests {
    /// The palette of one scheme: custom properties and their colours.
    private static func palette(_ css: some StringProtocol) -> [String: (Double, Double, Double)] {
        var colours: [String: (Double, Double, Double)] = [:]
        for match in String(css).matches(of: /--([a-z-]+):#([0-9a-f]{6}|[0-9a-f]{3})[;}]/) {
            let digits = match.2.count == 3 ? match.2.map { "\($0)\($0)" }.joined() : String(match.2)
            guard let value = Int(digits, radix: 16) else { continue }
            colours[String(match.1)] = (Double(value >> 16) / 255, Double(value >> 8 & 255) / 255, Double(value & 255) / 255)
        }
        return colours
    }

    private static let palettes: [[String: (Double, Double, Double)]] = {
        let parts = PageStyle.text.split(separator: "@media screen and (prefers-color-scheme:dark)")
        return [palette(parts[0]), palette(parts[1].prefix { $0 != "*" })]
    }()

    /// WCAG 2.2's contrast ratio of two colours.
    private static func contrast(_ one: (Double, Double, Double), _ other: (Double, Double, Double)) -> Double {
        func luminance(_ colour: (Double, Double, Double)) -> Double {
            func linear(_ part: Double) -> Double { part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4) }
            return 0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
        }
        let (lighter, darker) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (lighter + 0.05) / (darker + 0.05)
    }

    @Test("Text has a contrast of 4.5 and more, light and dark", arguments: [0, 1])
    func text(scheme: Int) throws {
        let palette = Self.palettes[scheme]
        let backs = ["paper", "panel", "i-back", "h-back", "v-back", "p-back", "s-back", "m-back", "b-back", "plain-back"]
        var pairs = backs.map { ("ink", $0) } + ["paper", "panel", "plain-back", "off", "evening"].map { ("muted", $0) }
        pairs += [("link", "paper"), ("flag", "paper")] + ["i", "h", "v", "p", "s", "m", "b"].map { ("paper", "\($0)-edge") }
        for (front, back) in pairs {
            let ratio = Self.contrast(try #require(palette[front], "\(front)"), try #require(palette[back], "\(back)"))
            #expect(ratio >= 4.5, "\(front) on \(back): \(ratio)")
        }
    }

    @Test("What marks an entry has a contrast of 3 and more to its surroundings, light and dark", arguments: [0, 1])
    func marks(scheme: Int) throws {
        let palette = Self.palettes[scheme]
        for edge in ["i", "h", "v", "p", "s", "m", "b"] {
            for back in ["paper", "off", "evening", "\(edge)-back"] {
                let ratio = Self.contrast(try #require(palette["\(edge)-edge"]), try #require(palette[back], "\(back)"))
                #expect(ratio >= 3, "\(edge) on \(back): \(ratio)")
            }
        }
        #expect(Self.contrast(try #require(palette["bar"]), try #require(palette["bar-back"])) >= 3)
    }
}
