/// A day of the planned week.
public enum Weekday: Int, CaseIterable, Hashable, Sendable, Comparable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// The key of scenario files: `mon` ... `sun`.
    public var key: String { Self.keys[rawValue] }

    /// The English name: `Monday`.
    public var name: String { Self.names[rawValue] }

    /// The day that a key names, if any.
    public init?(key: some StringProtocol) {
        guard let index = Self.keys.firstIndex(where: { $0 == key }) else { return nil }
        self.init(rawValue: index)
    }

    public static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }

    private static let keys = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
}

/// The minutes of a day as people write them.
public enum ClockTime {
    /// `HH:MM` for a minute of the day, 0 to 1440 (`24:00`); minutes past midnight go on counting (`25:10`).
    public static func text(_ minuteOfDay: Int) -> String {
        let hours = minuteOfDay / 60, minutes = minuteOfDay % 60
        return (hours < 10 ? "0" : "") + "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes)"
    }

    /// The minute of the day that `HH:MM` names, 0 to 1440, or nil where the text is no such time.
    public static func minute(_ text: some StringProtocol) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        func digit(_ index: Int) -> Int? {
            let value = Int(bytes[index]) - 48
            return (0...9).contains(value) ? value : nil
        }
        guard let h1 = digit(0), let h2 = digit(1), let m1 = digit(3), let m2 = digit(4) else { return nil }
        let hours = h1 * 10 + h2, minutes = m1 * 10 + m2
        guard minutes < 60, hours * 60 + minutes <= 1440 else { return nil }
        return hours * 60 + minutes
    }
}

/// A half-open span of minutes of one day: `start ..< end`, with `0 <= start < end <= 1440`.
public struct Window: Hashable, Sendable, Comparable {
    /// The first minute of the day inside the window.
    public var start: Int
    /// The first minute of the day after the window.
    public var end: Int

    public init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    /// The window's length in minutes.
    public var minutes: Int { end - start }

    /// Whether `[start, end)` lies inside the window.
    public func contains(start: Int, end: Int) -> Bool { self.start <= start && end <= self.end }

    public static func < (left: Window, right: Window) -> Bool { (left.start, left.end) < (right.start, right.end) }
}

extension Window: CustomStringConvertible {
    /// `09:00-17:00`.
    public var description: String { "\(ClockTime.text(start))-\(ClockTime.text(end))" }
}

/// For each day of the week, its windows: sorted, disjoint, and merged where they touched or overlapped (RULEBOOK §1, *Weekly*).
public struct Weekly: Hashable, Sendable {
    private var days: [[Window]]

    /// Never: no window on any day.
    public static let never = Weekly()

    /// No window on any day.
    public init() {
        days = Array(repeating: [], count: 7)
    }

    /// Windows by day; those that touch or overlap are merged.
    public init(_ windows: [Weekday: [Window]]) {
        self.init()
        for (day, list) in windows { self[day] = list }
    }

    /// The same windows on each of some days.
    public init(_ range: ClosedRange<Weekday>, _ windows: Window...) {
        self.init()
        for day in Weekday.allCases where range.contains(day) { self[day] = windows }
    }

    /// The windows of a day. What is set is sorted and merged.
    public subscript(day: Weekday) -> [Window] {
        get { days[day.rawValue] }
        set { days[day.rawValue] = Self.merged(newValue) }
    }

    /// Whether one window of the day holds all of `[start, end)`.
    public func contains(day: Weekday, start: Int, end: Int) -> Bool {
        self[day].contains { $0.contains(start: start, end: end) }
    }

    /// Whether no day has a window.
    public var isEmpty: Bool { days.allSatisfy(\.isEmpty) }

    /// The windows of both, merged day by day.
    public func union(_ other: Weekly) -> Weekly {
        var result = self
        for day in Weekday.allCases { result[day] = self[day] + other[day] }
        return result
    }

    private static func merged(_ windows: [Window]) -> [Window] {
        var result: [Window] = []
        for window in windows.sorted() {
            if let last = result.last, window.start <= last.end {
                result[result.count - 1].end = max(last.end, window.end)
            } else {
                result.append(window)
            }
        }
        return result
    }
}

/// A calendar date of the proleptic Gregorian calendar.
public struct CalendarDate: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01, negative before it.
    public var daysSinceEpoch: Int

    public init(daysSinceEpoch: Int) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// The date with this year, month (1...12) and day of the month, or nil where there is none.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        self.daysSinceEpoch = Self.days(year: year, month: month, day: day)
        guard components == (year, month, day) else { return nil }
    }

    /// The date that `YYYY-MM-DD` names, or nil where the text is no such date.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month (1...12) and day of the month.
    public var components: (year: Int, month: Int, day: Int) {
        // Counts from 1 March of year 0, so that the leap day ends a year; 400 years are 146,097 days.
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The day of the week.
    public var weekday: Weekday {
        let index = (daysSinceEpoch + 3) % 7
        return Weekday.allCases[index < 0 ? index + 7 : index]
    }

    /// The date some days later (or earlier).
    public func advanced(by days: Int) -> CalendarDate { CalendarDate(daysSinceEpoch: daysSinceEpoch + days) }

    public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension CalendarDate: CustomStringConvertible {
    /// `2026-11-23`.
    public var description: String {
        let (year, month, day) = components
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

/// A moment of the planned week in the scenario's wall-clock time: a day and a minute of it.
public struct WeekTime: Hashable, Sendable, Comparable {
    public var day: Weekday
    /// Minutes since the day's midnight, 0 to 1439.
    public var minute: Int

    public init(_ day: Weekday, _ minute: Int) {
        self.day = day
        self.minute = minute
    }

    public static func < (left: WeekTime, right: WeekTime) -> Bool { (left.day, left.minute) < (right.day, right.minute) }
}

extension WeekTime: CustomStringConvertible {
    /// `tue 10:00`, as pins write it.
    public var description: String { "\(day.key) \(ClockTime.text(minute))" }
}
