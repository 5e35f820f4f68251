import Diary

/// A date and time of day by the clock on the wall, to the second.
struct LocalTime: Hashable, Sendable, Comparable {
    /// Seconds from 1970-01-01 00:00:00 to this date and time, as if every day had 86,400 seconds.
    var secondsSinceEpoch: Int

    init(secondsSinceEpoch: Int) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// A minute of a date; minutes before 0 and from 1440 on lie on the days before and after.
    init(_ date: CalendarDate, minute: Int) {
        secondsSinceEpoch = date.daysSinceEpoch * 86_400 + minute * 60
    }

    /// Reads `YYYYMMDDTHHMMSS`.
    init?(basicText text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 15, bytes[8] == UInt8(ascii: "T") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int(byte) - 48
            }
            return value
        }
        guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8), let hour = number(9..<11),
            let minute = number(11..<13), let second = number(13..<15), hour < 24, minute < 60, second < 60,
            let date = CalendarDate(year: year, month: month, day: day)
        else { return nil }
        secondsSinceEpoch = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second
    }

    var date: CalendarDate {
        CalendarDate(daysSinceEpoch: (secondsSinceEpoch - secondOfDay) / 86_400)
    }

    /// 0 to 86,399.
    var secondOfDay: Int {
        let remainder = secondsSinceEpoch % 86_400
        return remainder < 0 ? remainder + 86_400 : remainder
    }

    /// `YYYYMMDDTHHMMSS` (RFC 5545 §3.3.5).
    var basicText: String {
        let (year, month, day) = date.components
        let second = secondOfDay
        return Self.padded(year, 4) + Self.padded(month, 2) + Self.padded(day, 2) + "T" + Self.padded(second / 3600, 2)
            + Self.padded(second / 60 % 60, 2) + Self.padded(second % 60, 2)
    }

    static func < (left: LocalTime, right: LocalTime) -> Bool { left.secondsSinceEpoch < right.secondsSinceEpoch }

    static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
