/// An exact number of points, held as whole thousandths (RULEBOOK §5: "Points, in exact thousandths").
public struct Points: Hashable, Sendable, Comparable, AdditiveArithmetic {
    /// The amount in thousandths of a point.
    public var thousandths: Int

    /// Makes an amount from thousandths of a point.
    public init(thousandths: Int) {
        self.thousandths = thousandths
    }

    /// Makes an amount from whole points.
    public init(_ points: Int) {
        self.thousandths = points * 1000
    }

    public static let zero = Points(thousandths: 0)

    public static func < (left: Points, right: Points) -> Bool { left.thousandths < right.thousandths }
    public static func + (left: Points, right: Points) -> Points { Points(thousandths: left.thousandths + right.thousandths) }
    public static func - (left: Points, right: Points) -> Points { Points(thousandths: left.thousandths - right.thousandths) }
    public static func * (count: Int, amount: Points) -> Points { Points(thousandths: count * amount.thousandths) }
    public static prefix func - (amount: Points) -> Points { Points(thousandths: -amount.thousandths) }

    /// The amount as a floating-point number of points, for display and for linear programs.
    public var value: Double { Double(thousandths) / 1000 }
}

extension Points: CustomStringConvertible {
    /// The amount in decimal without needless zeros: `4312.5`, `-0.25`, `40`.
    public var description: String {
        let magnitude = thousandths.magnitude
        let sign = thousandths < 0 ? "-" : ""
        let fraction = magnitude % 1000
        guard fraction != 0 else { return "\(sign)\(magnitude / 1000)" }
        var digits = String(fraction)
        digits = String(repeating: "0", count: 3 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(sign)\(magnitude / 1000).\(digits)"
    }
}
