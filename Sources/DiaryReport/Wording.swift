public import Diary

/// Numbers, dates and gaps as people read them.
public enum Wording {
    /// A whole number with a comma between thousands: `12,345`.
    public static func number(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return (value < 0 ? "-" : "") + result
    }

    /// Points with a comma between thousands: `4,312.5`.
    public static func points(_ points: Points) -> String {
        let text = points.description
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let whole = number(points.thousandths / 1000)
        let sign = points < .zero && points.thousandths > -1000 ? "-" : ""
        return sign + whole + (parts.count == 2 ? "." + parts[1] : "")
    }

    /// A count with its noun: `1 session`, `2 sessions`; `plural` where it is not the noun with an s.
    public static func count(_ count: Int, _ noun: String, plural: String? = nil) -> String {
        "\(number(count)) \(count == 1 ? noun : plural ?? noun + "s")"
    }

    /// `a`, `a and b`, `a, b and c`.
    public static func list(_ items: [String]) -> String {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// `23 November 2026`.
    public static func date(_ date: CalendarDate) -> String {
        let (year, month, day) = date.components
        return "\(day) \(months[month - 1]) \(year)"
    }

    /// `23 Nov`.
    public static func shortDate(_ date: CalendarDate) -> String {
        let (_, month, day) = date.components
        return "\(day) \(months[month - 1].prefix(3))"
    }

    /// `in person`, `hub`, `video`, `phone`.
    public static func mode(_ mode: Mode) -> String {
        mode == .inPerson ? "in person" : mode.key
    }

    /// `10:00–10:45`, for minutes of a day.
    public static func times(_ start: Int, _ end: Int) -> String { "\(ClockTime.text(start))–\(ClockTime.text(end))" }

    /// `Tue 10:00–10:45`.
    public static func span(_ span: DaySpan) -> String { "\(shortDay(span.day)) \(times(span.start, span.end))" }

    /// `Tue`.
    public static func shortDay(_ day: Weekday) -> String { String(day.name.prefix(3)) }

    /// Hours and minutes: `7 h 45 min`, `3 h`, `45 min`.
    public static func duration(minutes: Int) -> String {
        let hours = minutes / 60, rest = minutes % 60
        if hours == 0 { return "\(rest) min" }
        return rest == 0 ? "\(number(hours)) h" : "\(number(hours)) h \(rest) min"
    }

    /// How much better a timetable could be, in a sentence: `No timetable can be more than 0.6% better.`
    ///
    /// The percentage is rounded up, so that the sentence is true; where the score is not above 0 it speaks of points.
    public static func gap(score: Points, bound: Points?) -> String {
        guard let bound else { return "How much better a timetable could be is not known." }
        if bound <= score { return "No timetable can be better." }
        let missing = bound.thousandths - score.thousandths
        guard score > .zero else { return "No timetable can be more than \(points(bound - score)) points better." }
        let (ratio, overflow) = missing.multipliedReportingOverflow(by: 10_000)
        guard !overflow else { return "No timetable can be more than \(points(bound - score)) points better." }
        let hundredths = (ratio + score.thousandths - 1) / score.thousandths
        return "No timetable can be more than \(percentage(hundredths: hundredths)) better."
    }

    /// A gap, a fraction of the score, as a percentage rounded up: `0.6%`, and with two digits below 0.1%: `0.04%`.
    public static func percentage(gap: Double) -> String {
        guard gap.isFinite, gap < 1_000_000 else { return "?" }
        return percentage(hundredths: Int((gap * 10_000).rounded(.up)))
    }

    private static func percentage(hundredths: Int) -> String {
        if hundredths < 10 { return hundredths == 0 ? "0%" : "0.0\(hundredths)%" }
        let tenths = (hundredths + 9) / 10
        return tenths % 10 == 0 ? "\(number(tenths / 10))%" : "\(number(tenths / 10)).\(tenths % 10)%"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}
