import Diary
import Foundation
import Testing

@testable import DiaryCalendar

/// Wall-clock times, read back through the VTIMEZONE that the files declare. Expected moments follow from the offsets in force.
struct ZoneTests {
    struct Week: CustomTestStringConvertible {
        var zone: String
        /// A Monday.
        var monday: String
        /// Offsets from UTC in minutes at 09:00 of each day, Monday to Sunday.
        var offsets: [Int]
        var testDescription: String { "\(zone), week of \(monday)" }

        init(_ zone: String, _ monday: String, until change: Int = 7, _ before: Int, _ after: Int = 0) {
            (self.zone, self.monday) = (zone, monday)
            offsets = (0..<7).map { $0 < change ? before : after }
        }
    }

    static let weeks = [
        Week("Europe/London", "2026-11-23", 0),
        Week("Europe/London", "2026-06-15", 60),
        // Last Sundays of March and October.
        Week("Europe/London", "2027-03-22", until: 6, 0, 60),
        Week("Europe/London", "2026-10-19", until: 6, 60, 0),
        Week("Europe/London", "2028-12-25", 0),
        Week("Europe/London", "2026-12-28", 0),
        Week("Etc/UTC", "2026-11-23", 0),
        Week("Asia/Kolkata", "2026-11-23", 330),
        Week("Asia/Kathmandu", "2026-11-23", 345),
        // First Sundays of October and April; half an hour.
        Week("Australia/Lord_Howe", "2026-09-28", until: 6, 630, 660),
        Week("Australia/Lord_Howe", "2027-03-29", until: 6, 660, 630),
        Week("Pacific/Auckland", "2026-09-21", until: 6, 720, 780),
        // Second Sunday of March, first of November.
        Week("America/New_York", "2027-03-08", until: 6, -300, -240),
        Week("America/St_Johns", "2026-10-26", until: 6, -150, -210),
        // Irish summer time is the standard time in law: clocks do as London's.
        Week("Europe/Dublin", "2027-03-22", until: 6, 0, 60),
        // Changes without a yearly n-th weekday: the Friday before the last Sunday of March, at 02:00.
        Week("Asia/Jerusalem", "2027-03-22", until: 4, 120, 180),
        // The Sunday of 2 to 8 April, at 24:00 of the Saturday before.
        Week("America/Santiago", "2027-03-29", until: 6, -180, -240),
        // Two hours.
        Week("Antarctica/Troll", "2027-03-22", until: 6, 0, 120),
    ]

    @Test("09:00 on each day is 09:00 by the zone's clocks", arguments: weeks)
    func nineOClock(week: Week) throws {
        var scenario = Team.scenario(week: week.monday, timeZone: week.zone)
        let days = Weekday.allCases
        scenario.requests = days.map { Request(id: $0.key, type: 0, modes: [.phone]) }
        let timetable = Timetable(
            sessions: days.map { Timetable.Session(request: $0.rawValue, practitioners: [Team.p02], mode: .phone, start: WeekTime($0, 540)) })
        let calendar = try StrictCalendar(Team.files(scenario, timetable, by: [.service])[0].data)
        #expect(Array(calendar.zones.keys) == [week.zone])
        for day in days {
            let event = try calendar.event("p02: individual \(day.key) (phone)")
            let start = try #require(event["DTSTART"]), end = try #require(event["DTEND"])
            let midnight = scenario.date(of: day).daysSinceEpoch * 86_400
            #expect(start.parameters == ["TZID": week.zone])
            #expect(start.value.hasSuffix("T090000"))
            #expect(try calendar.moment(start) == midnight + (540 - week.offsets[day.rawValue]) * 60, "\(day)")
            #expect(try calendar.moment(end) == midnight + (570 - week.offsets[day.rawValue]) * 60, "\(day)")
        }
    }

    @Test("London is declared by its two yearly rules, and nothing else")
    func london() throws {
        let text = String(decoding: try Team.files(by: [.service])[0].data, as: UTF8.self)
        let declared = try #require(text.firstRange(of: /BEGIN:VTIMEZONE(?s:.*)END:VTIMEZONE/).map { String(text[$0]) })
        #expect(
            declared.replacing("\r\n", with: "\n") == """
                BEGIN:VTIMEZONE
                TZID:Europe/London
                BEGIN:DAYLIGHT
                DTSTART:20250330T010000
                RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
                TZOFFSETFROM:+0000
                TZOFFSETTO:+0100
                TZNAME:BST
                END:DAYLIGHT
                BEGIN:STANDARD
                DTSTART:20251026T020000
                RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
                TZOFFSETFROM:+0100
                TZOFFSETTO:+0000
                TZNAME:GMT
                END:STANDARD
                END:VTIMEZONE
                """)
    }

    @Test("A zone without changes is declared by one observance", arguments: ["Etc/UTC", "Asia/Kolkata", "Asia/Tokyo"])
    func withoutChanges(zone: String) throws {
        let calendar = try StrictCalendar(Team.files(Team.scenario(timeZone: zone), by: [.service])[0].data)
        #expect(calendar.zones[zone]?.observances.map(\.kind) == ["STANDARD"])
    }

    @Test("Every zone of the system can be declared, in few observances, and agrees with the system about a week of changes")
    func everyZone() throws {
        for week in ["2026-10-19", "2027-03-22"] {
            let monday = try #require(CalendarDate(week))
            for identifier in TimeZone.knownTimeZoneIdentifiers {
                let zone = try #require(TimeZone(identifier: identifier))
                let rules = try #require(ZoneRules(identifier: identifier, week: monday))
                let calendar = ICalComponent(
                    kind: .calendar, properties: [ICalProperty("VERSION", raw: "2.0"), ICalProperty("PRODID", text: "test")],
                    components: [rules.component])
                let read = try #require(try StrictCalendar(ICalWriter.data(of: calendar)).zones[identifier])
                #expect(read.observances.count <= 3, "\(identifier)")
                for hour in 0..<168 {
                    let moment = monday.daysSinceEpoch * 86_400 + hour * 3600
                    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
                    // In the hour that clocks show twice, the first is meant.
                    let first = try read.moment(local: moment + offset)
                    let earlier = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(first)))
                    #expect(first <= moment && first + earlier == moment + offset, "\(identifier) at \(moment)")
                }
            }
        }
    }

    @Test("Times that clocks skip are written as clocks show them, and events still end after they start")
    func skipped() throws {
        var scenario = Team.scenario(week: "2027-03-22")
        scenario.requests = [Request(id: "r1", type: 0, modes: [.phone]), Request(id: "r2", type: 0, modes: [.phone])]
        let timetable = Timetable(sessions: [
            // 01:30 to 02:00: an hour that does not exist; 30 minutes from 01:30 by clocks not yet changed, 02:30 by the others.
            Timetable.Session(request: 0, practitioners: [Team.p02], mode: .phone, start: WeekTime(.sunday, 90)),
            // 00:45 to 01:15: the end is shown as 02:15.
            Timetable.Session(request: 1, practitioners: [Team.p02], mode: .phone, start: WeekTime(.sunday, 45)),
        ])
        let calendar = try StrictCalendar(Team.files(scenario, timetable, by: [.service])[0].data)
        let first = try calendar.event("p02: individual r1 (phone)"), second = try calendar.event("p02: individual r2 (phone)")
        #expect([first, second].map { $0["DTSTART"]?.value } == ["20270328T023000", "20270328T004500"])
        #expect([first, second].map { $0["DTEND"]?.value } == ["20270328T030000", "20270328T021500"])
    }

    @Test("An end at 24:00 is the next day's midnight")
    func midnight() throws {
        var scenario = Team.scenario()
        scenario.practitioners[Team.p02].busy = [BusyBlock(day: .sunday, window: Window(start: 1380, end: 1440))]
        let calendar = try StrictCalendar(Team.files(scenario, Timetable(), by: [.service])[0].data)
        #expect(try calendar.event("p02: Busy")["DTEND"]?.value == "20261130T000000")
    }

    @Test("A zone that the system does not know is an error that names it")
    func unknown() {
        #expect(throws: CalendarError.unknownTimeZone("Europe/Hounslow")) { try Team.files(Team.scenario(timeZone: "Europe/Hounslow")) }
    }
}
