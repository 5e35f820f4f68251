import Diary

/// Certain gains as people read them.
enum WhatIfWording {
    /// `certainly 2 more sessions, perhaps 3`
    static func sessions(_ range: ClosedRange<Int>) -> String {
        words(range.lowerBound, range.upperBound, least: 1, amount: Wording.number) { $0 == 1 ? "session" : "sessions" }
    }

    /// `certainly 12 more points, perhaps 130.5`
    static func points(_ range: ClosedRange<Points>) -> String {
        words(range.lowerBound.thousandths, range.upperBound.thousandths, least: 1000, amount: { Wording.points(Points(thousandths: $0)) }) {
            $0 == 1000 ? "point" : "points"
        }
    }

    /// - Parameter least: what counts as one.
    private static func words(_ low: Int, _ high: Int, least: Int, amount: (Int) -> String, noun: (Int) -> String) -> String {
        func text(_ value: Int, _ direction: String) -> String { "\(amount(abs(value))) \(direction) \(noun(abs(value)))" }
        if low == high {
            if low == 0 { return "neither more nor fewer \(noun(2 * least))" }
            return "exactly " + text(low, low > 0 ? "more" : "fewer")
        }
        if low > 0 { return "certainly \(text(low, "more")), perhaps \(amount(high))" }
        if high < 0 { return "certainly \(text(high, "fewer")), perhaps \(amount(-low))" }
        if low == 0 { return "perhaps up to \(text(high, "more")), none for certain" }
        if high == 0 { return "certainly no more \(noun(2 * least)), perhaps up to \(amount(-low)) fewer" }
        return "between \(amount(-low)) fewer and \(text(high, "more"))"
    }

    /// The evenings of a plan: `9, 0 to 2 each`.
    static func spread(_ figures: WhatIfFigures) -> String {
        guard let spread = figures.eveningSpread else { return "" }
        return spread.lowerBound == spread.upperBound ? "\(spread.lowerBound)" : "\(spread.lowerBound)-\(spread.upperBound)"
    }

    /// `0.24%`, or nothing where the score is not above 0.
    static func gap(score: Points, bound: Points) -> String {
        guard score > .zero else { return bound == score ? "0%" : "" }
        return Wording.percentage(gap: Double(max(0, bound.thousandths - score.thousandths)) / Double(score.thousandths))
    }

    /// `1:05`
    static func clock(_ seconds: Double) -> String {
        let whole = Int(min(max(seconds, 0), 1e9).rounded())
        return "\(whole / 60) min \(whole % 60) s"
    }
}
