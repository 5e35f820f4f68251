import Diary
import Testing

@Suite("Points are exact thousandths")
struct PointsTests {
    @Test(arguments: [
        (4_312_500, "4312.5"), (-250, "-0.25"), (40_000, "40"), (0, "0"), (1, "0.001"), (-1, "-0.001"), (10, "0.01"), (-1_000, "-1"),
        (1_010, "1.01"),
    ])
    func decimalWithoutNeedlessZeros(thousandths: Int, text: String) {
        #expect(Points(thousandths: thousandths).description == text)
    }

    @Test func arithmetic() {
        #expect(Points(2) + Points(thousandths: 100) == Points(thousandths: 2_100))
        #expect(Points(2) - Points(thousandths: 100) == Points(thousandths: 1_900))
        #expect(3 * Points(thousandths: 100) == Points(thousandths: 300))
        #expect(-Points(2) < Points.zero)
        #expect(Points(thousandths: 4_312_500).value == 4312.5)
    }

    @Test("Ten times a tenth is one, which floating point does not give")
    func tenths() {
        let sum = (1...10).reduce(Points.zero) { sum, _ in sum + Points(thousandths: 100) }
        #expect(sum == Points(1))
    }
}

@Suite("Clock times, windows and days")
struct TimeTests {
    @Test(arguments: [("00:00", 0), ("09:05", 545), ("23:59", 1439), ("24:00", 1440)])
    func clockTimes(text: String, minute: Int) {
        #expect(ClockTime.minute(text) == minute)
        #expect(ClockTime.text(minute) == text)
    }

    @Test(arguments: ["9:00", "09:60", "24:01", "25:00", "09:00:00", "0900", "", "ab:cd", "-1:00", "09.00", "９:00"])
    func noClockTimes(text: String) {
        #expect(ClockTime.minute(text) == nil)
    }

    @Test("Minutes past midnight go on counting")
    func pastMidnight() {
        #expect(ClockTime.text(1510) == "25:10")
    }

    @Test("A window is half open and holds what ends with it")
    func windowHolds() {
        let window = span("09:00-10:00")
        #expect(window.minutes == 60)
        #expect(window.contains(start: 540, end: 600))
        #expect(!window.contains(start: 539, end: 600))
        #expect(!window.contains(start: 540, end: 601))
        #expect(window.description == "09:00-10:00")
    }

    @Test("Windows that touch or overlap are merged, others stay apart and in order")
    func weeklyMerges() {
        let touching = Weekly([.monday: [span("12:00-13:00"), span("09:00-12:00")]])
        #expect(touching[.monday] == [span("09:00-13:00")])
        let overlapping = Weekly([.monday: [span("09:00-12:00"), span("10:00-11:00"), span("11:30-14:00")]])
        #expect(overlapping[.monday] == [span("09:00-14:00")])
        let apart = Weekly([.monday: [span("12:01-13:00"), span("09:00-12:00")]])
        #expect(apart[.monday] == [span("09:00-12:00"), span("12:01-13:00")])
        #expect(!apart.contains(day: .monday, start: 700, end: 730))
    }

    @Test("The union of hours and evenings joins what touches")
    func weeklyUnion() {
        let both = weekly(.monday ... .tuesday, "09:00-17:00").union(weekly(.tuesday ... .wednesday, "17:00-20:00"))
        #expect(both[.monday] == [span("09:00-17:00")])
        #expect(both[.tuesday] == [span("09:00-20:00")])
        #expect(both[.wednesday] == [span("17:00-20:00")])
        #expect(both[.thursday].isEmpty)
        #expect(Weekly.never.isEmpty)
        #expect(!both.isEmpty)
    }

    @Test func weekTimesOrderByDayThenMinute() {
        #expect(time("mon 23:00") < time("tue 01:00"))
        #expect(time("tue 01:00") < time("tue 01:15"))
        #expect(time("tue 10:00").description == "tue 10:00")
    }

    @Test func weekdayKeys() {
        #expect(Weekday.allCases.map(\.key) == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
        #expect(Weekday(key: "wed") == .wednesday)
        #expect(Weekday(key: "Wed") == nil)
        #expect(Mode(key: "in-person") == .inPerson)
        #expect(Mode(key: "inPerson") == nil)
        #expect(Mode.allCases.filter(\.isAtHome) == [.video, .phone])
    }
}

@Suite("Calendar dates")
struct CalendarDateTests {
    @Test("The epoch, a leap day, the day after no leap day, and the first week planned")
    func knownDates() throws {
        #expect(CalendarDate(year: 1970, month: 1, day: 1)?.daysSinceEpoch == 0)
        // 30 years of 365 days and the leap days of 1972, 76, 80, 84, 88, 92, 96; then January and February's 29 days of 2000.
        #expect(CalendarDate(year: 2000, month: 2, day: 29)?.daysSinceEpoch == 30 * 365 + 7 + 31 + 28)
        #expect(CalendarDate("2026-11-23")?.daysSinceEpoch == 20_780)
        #expect(try #require(CalendarDate("1969-12-31")).daysSinceEpoch == -1)
        #expect(CalendarDate("2100-03-01")?.advanced(by: -1).description == "2100-02-28")
    }

    @Test(arguments: [
        "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-01", "26-01-01", "2026-01-01 ", "+026-01-01",
        "2026/01/01", "", "0000-01-01",
    ])
    func noDates(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test("The days of the week go round, before the epoch too")
    func weekdays() {
        #expect(CalendarDate("2026-11-23")?.weekday == .monday)
        #expect(CalendarDate("1970-01-01")?.weekday == .thursday)
        #expect(CalendarDate("1969-12-28")?.weekday == .sunday)
        for days in -800...800 {
            let date = CalendarDate(daysSinceEpoch: days)
            #expect(date.advanced(by: 1).weekday.rawValue == (date.weekday.rawValue + 1) % 7)
        }
    }

    @Test("Four hundred years of dates are written, read and counted one after the other")
    func roundTrip() {
        var wrong = 0
        for days in stride(from: -150_000, through: 150_000, by: 7) {
            let date = CalendarDate(daysSinceEpoch: days)
            if CalendarDate(date.description) != date { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test("The days of a week have their dates, and no others do")
    func weekdayOfDate() {
        let scenario = SmallWeek().scenario
        #expect(scenario.week.description == "2026-11-23")
        #expect(scenario.date(of: .sunday).description == "2026-11-29")
        #expect(CalendarDate("2026-11-27").flatMap(scenario.weekday) == .friday)
        #expect(CalendarDate("2026-11-30").flatMap(scenario.weekday) == nil)
        #expect(CalendarDate("2026-11-22").flatMap(scenario.weekday) == nil)
    }
}
