import Diary

/// Certain gains as people read them.
enum WhatIfWording {
    /// Numbers of sessions in a range around 0 that still says something.
    private static let widest = 12

    /// `certainly 2 more sessions, perhaps 3`
    ///
    /// A wide range around 0 is said to be so: nobody learns anything from its ends.
    static func sessions(_ range: ClosedRange<Int>) -> String {
        if range.lowerBound < 0, range.upperBound > 0, range.count > widest {
            return "of the number of sessions nothing much is certain (\(-range.lowerBound) fewer to \(range.upperBound) more)"
        }
        return words(range.lowerBound, range.upperBound, least: 1, amount: Wording.number) { $0 == 1 ? "session" : "sessions" }
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

    /// Points to a tenth, for estimates, which are no more exact.
    static func tenth(_ points: Points) -> Points { Points(thousandths: (points.thousandths + 50) / 100 * 100) }

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

    /// `20 seconds`, `2 minutes 5 seconds`
    static func duration(_ seconds: Double) -> String {
        let whole = Int(min(max(seconds, 0), 1e9).rounded(.up))
        let minutes = whole < 60 ? "" : Wording.count(whole / 60, "minute") + " "
        return whole >= 60 && whole % 60 == 0 ? Wording.count(whole / 60, "minute") : minutes + Wording.count(whole % 60, "second")
    }

    /// How the plans at hand differ: `the plans differ by +129 points and +1 session`
    static func shown(points: Points, sessions: Int) -> String {
        func signed(_ value: Int, _ text: String) -> String { (value > 0 ? "+" : "") + text }
        let pointsText = signed(points.thousandths, Wording.points(points)) + (abs(points.thousandths) == 1000 ? " point" : " points")
        let sessionsText = signed(sessions, Wording.number(sessions)) + (abs(sessions) == 1 ? " session" : " sessions")
        return "the plans differ by \(pointsText) and \(sessionsText)"
    }
}
