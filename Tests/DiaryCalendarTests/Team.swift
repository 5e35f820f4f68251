import Diary
import Foundation

@testable import DiaryCalendar

/// A small team whose week has every kind of event. Its positions: places 0 office, 1 Park School, 2 Mill School; practitioners
/// 0 trainee p01, 1 p02, 2 supervisor s01; requests 0 to 4.
enum Team {
    static let office = 0, park = 1, mill = 2
    static let p01 = 0, p02 = 1, s01 = 2
    static let inPerson = 0, hub = 1, video = 2, group = 3, phone = 4

    static func scenario(week: String = "2026-11-23", timeZone: String = "Europe/London", sunday: Bool = false) -> Scenario {
        let days: ClosedRange<Weekday> = .monday ... .sunday
        let hours = Weekly(days, Window(start: 0, end: 1440))
        let places = [
            Place(id: "office", name: "Team office", kind: .base, position: Position(latitude: 51.5838, longitude: -0.0703)),
            Place(id: "park", name: "Park School", position: Position(latitude: 51.4592, longitude: -0.3816)),
            Place(id: "mill", name: "Mill School", position: Position(latitude: 51.5801, longitude: -0.0661)),
        ]
        let practitioners = [
            Practitioner(
                id: "p01", name: "Anna Brown", qualified: false, desk: office, hours: hours,
                busy: [BusyBlock(day: .monday, window: Window(start: 540, end: 720), label: "Hospital", place: nil)],
                supervision: SupervisionNeed(supervisors: [s01], minutes: 60)),
            Practitioner(
                id: "p02", name: "Alan Becker", desk: office, hours: hours,
                busy: [BusyBlock(day: .friday, window: Window(start: 600, end: 660), label: "Group supervision", place: mill)]),
            Practitioner(
                id: "s01", name: "Carol Diaz-Evans", desk: park, hours: hours,
                evenings: Weekly([.tuesday: [Window(start: 1020, end: 1200)]]), supervisesMinutes: 300, coverEvenings: 1),
        ]
        let modes: [Mode: ModeLength] = [
            .inPerson: ModeLength(minutes: 45, after: 15), .hub: ModeLength(minutes: 50, after: 15),
            .video: ModeLength(minutes: 50, after: 15), .phone: ModeLength(minutes: 30),
        ]
        let requests = [
            Request(id: "r001", client: "c001", school: park, type: 0, modes: [.inPerson]),
            Request(id: "r002", client: "c002", school: mill, type: 0, modes: [.hub]),
            Request(id: "r003", client: "c003", school: park, type: 0, modes: [.video]),
            Request(id: "r004", client: "c004", school: mill, type: 1, modes: [.inPerson]),
            Request(id: "r005", client: "c005", type: 0, modes: [.phone]),
        ]
        return Scenario(
            service: "Example service", week: CalendarDate(week)!, timeZone: timeZone,
            sessionTypes: [
                SessionType(id: "individual", modes: modes),
                SessionType(id: "worry-group", modes: [.inPerson: ModeLength(minutes: 60, after: 30)], room: "hall", staff: [[], []]),
            ],
            places: places, practitioners: practitioners,
            meetings: [Meeting(id: "team", name: "Team meeting", members: [p01, p02, s01], minutes: 60, when: hours, place: office)],
            requests: requests)
    }

    /// Tuesday 24 November: r001 in person at Park at 10:00 by p01; Wednesday: r002 by hub, 10:00, p02; Thursday: r003 by video at 17:00 by
    /// p01; Friday: the group r004 at Mill at 13:00 by both; Sunday: r005 by phone at 09:00 by p02.
    static let timetable = Timetable(
        sessions: [
            Timetable.Session(request: inPerson, practitioners: [p01], mode: .inPerson, start: WeekTime(.tuesday, 600)),
            Timetable.Session(request: hub, practitioners: [p02], mode: .hub, start: WeekTime(.wednesday, 600)),
            Timetable.Session(request: video, practitioners: [p01], mode: .video, start: WeekTime(.thursday, 1020)),
            Timetable.Session(request: group, practitioners: [p01, p02], mode: .inPerson, start: WeekTime(.friday, 780)),
            Timetable.Session(request: phone, practitioners: [p02], mode: .phone, start: WeekTime(.sunday, 540)),
        ],
        supervision: [Timetable.Supervision(practitioner: p01, supervisor: s01, start: WeekTime(.tuesday, 840))],
        meetings: [Timetable.HeldMeeting(meeting: 0, start: WeekTime(.wednesday, 780))],
        cover: [Timetable.Cover(practitioner: s01, day: .tuesday)])

    /// 2026-11-19 12:00:00 UTC.
    static let stamp = Date(timeIntervalSince1970: 1_795_089_600)

    static func files(
        _ scenario: Scenario = scenario(), _ timetable: Timetable = timetable, by: Set<CalendarOptions.Grouping> = Set(CalendarOptions.Grouping.allCases),
        names: NameStyle = .pseudonym, travel: CalendarOptions.TravelStyle = .transparent, stamp: Date = stamp, sequence: Int = 0,
        previous: [CalendarFile] = []
    ) throws -> [CalendarFile] {
        let options = CalendarOptions(by: by, names: names, travel: travel, stamp: stamp, sequence: sequence)
        return try CalendarExport(scenario: scenario, timetable: timetable, options: options).files(previous: previous)
    }
}
