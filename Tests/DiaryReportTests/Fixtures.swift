import Diary

/// A week small enough to count by hand: an office and two schools, two practitioners and their supervisor, six requests.
///
/// | request | school | asks first for | scheduled |
/// |---|---|---|---|
/// | r1 | alpha | in person | Zoë, in person, Mon 09:00 |
/// | r2 | alpha | in person | Zoë, video, Tue 17:00 (after-hours) |
/// | r3 | alpha | video | no, waits 3 weeks |
/// | r4 | beta | phone | Bo, phone, Tue 10:00 |
/// | r5 | none | video | Bo, video, Tue 17:30 (after-hours) |
/// | r6 | beta | in person | no, urgent |
enum Week {
    static let scenario: Scenario = {
        let position = Position(latitude: 51.5, longitude: -0.1)
        let places = [
            Place(id: "office", name: "Office", kind: .base, position: position),
            Place(id: "alpha", name: "Alpha school", position: position, minimum: 3),
            Place(id: "beta", name: "Beta school", position: position, minimum: 1),
        ]
        let hours = Weekly(.monday ... .friday, Window(start: 540, end: 1020))
        let evenings = Weekly([.tuesday: [Window(start: 1020, end: 1200)]])
        let practitioners = [
            Practitioner(
                id: "p1", name: "Zoë Ångström", desk: 0, hours: hours, evenings: evenings, limits: Limits(sessionsPerWeek: 2),
                supervision: SupervisionNeed(supervisors: [2], minutes: 60)),
            Practitioner(
                id: "p2", name: "Bo", desk: 0, hours: hours, evenings: evenings,
                supervision: SupervisionNeed(supervisors: [2], minutes: 30)),
            Practitioner(id: "s1", name: "Sam", desk: 0, hours: hours, evenings: evenings, supervisesMinutes: 90, coverEvenings: 1),
        ]
        let lengths: [Mode: ModeLength] = [
            .inPerson: ModeLength(minutes: 45, after: 15), .video: ModeLength(minutes: 50, after: 10), .phone: ModeLength(minutes: 30),
        ]
        let requests = [
            Request(id: "r1", school: 1, type: 0, modes: [.inPerson, .video]),
            Request(id: "r2", school: 1, type: 0, modes: [.inPerson, .video]),
            Request(id: "r3", school: 1, type: 0, modes: [.video], weeksWaiting: 3),
            Request(id: "r4", school: 2, type: 0, modes: [.phone]),
            Request(id: "r5", type: 0, modes: [.video]),
            Request(id: "r6", school: 2, type: 0, modes: [.inPerson], priority: "urgent"),
        ]
        return Scenario(
            service: "Two schools", week: CalendarDate(daysSinceEpoch: 20_780), rules: Rules(afterHoursSlots: 4, coverRatio: 2),
            sessionTypes: [SessionType(id: "individual", modes: lengths)], places: places, practitioners: practitioners,
            meetings: [
                Meeting(id: "team", name: "Team meeting", members: [0, 1, 2], minutes: 60, when: hours),
                Meeting(id: "links", name: "Link meeting", members: [0], minutes: 30, when: hours),
            ],
            requests: requests)
    }()

    static let timetable = Timetable(
        sessions: [
            .init(request: 0, practitioners: [0], mode: .inPerson, start: WeekTime(.monday, 540)),
            .init(request: 1, practitioners: [0], mode: .video, start: WeekTime(.tuesday, 1020)),
            .init(request: 3, practitioners: [1], mode: .phone, start: WeekTime(.tuesday, 600)),
            .init(request: 4, practitioners: [1], mode: .video, start: WeekTime(.tuesday, 1050)),
        ],
        supervision: [
            .init(practitioner: 0, supervisor: 2, start: WeekTime(.wednesday, 540)),
            .init(practitioner: 1, supervisor: 2, start: WeekTime(.wednesday, 600)),
        ],
        meetings: [.init(meeting: 0, start: WeekTime(.thursday, 600))],
        cover: [.init(practitioner: 2, day: .tuesday)])
}
