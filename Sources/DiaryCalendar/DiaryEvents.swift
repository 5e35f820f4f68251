import Diary

/// All events of a timetable: sessions and their write-ups, supervision, meetings, cover, busy blocks, and the travel between them
/// (RULEBOOK §3).
struct DiaryEvents {
    private(set) var events: [DiaryEvent] = []
    private let scenario: Scenario
    private var counts: [EventIdentity: Int] = [:]

    init(scenario: Scenario, timetable: Timetable, withTravel: Bool) throws(CalendarError) {
        self.scenario = scenario
        let timetable = timetable.canonical
        for session in timetable.sessions { try add(session) }
        for supervision in timetable.supervision { try add(supervision) }
        for meeting in timetable.meetings { add(meeting) }
        for cover in timetable.cover { try add(cover) }
        for practitioner in scenario.practitioners.indices { addBusyBlocks(of: practitioner) }
        if withTravel { addTravel() }
    }

    private mutating func add(_ session: Timetable.Session) throws(CalendarError) {
        let request = scenario.requests[session.request]
        guard let length = scenario.sessionTypes[request.type].modes[session.mode] else {
            throw .unknownMode(request: request.id, mode: session.mode.key)
        }
        let seats = session.practitioners.map { practitioner in
            let desk = scenario.practitioners[practitioner].desk
            return DiaryEvent.Seat(practitioner: practitioner, place: session.mode == .inPerson ? request.place ?? desk : desk)
        }
        let host: Int? =
            switch session.mode {
            case .inPerson: request.place
            case .hub: request.school
            case .video, .phone: nil
            }
        let start = session.start.minute, end = start + length.minutes
        append(
            DiaryEvent(
                identity: .session(request: request.id), kind: .session(request: session.request, mode: session.mode),
                day: session.start.day, start: start, end: end, seats: seats, host: host))
        guard length.after > 0 else { return }
        for seat in seats {
            append(
                DiaryEvent(
                    identity: .writeUp(request: request.id, practitioner: scenario.practitioners[seat.practitioner].id),
                    kind: .writeUp(request: session.request), day: session.start.day, start: end, end: end + length.after,
                    seats: [seat]))
        }
    }

    private mutating func add(_ supervision: Timetable.Supervision) throws(CalendarError) {
        let practitioner = scenario.practitioners[supervision.practitioner]
        guard let need = practitioner.supervision else { throw .supervisionNotNeeded(practitioner: practitioner.id) }
        let people = [supervision.practitioner, supervision.supervisor]
        append(
            DiaryEvent(
                identity: .supervision(of: practitioner.id),
                kind: .supervision(of: supervision.practitioner, by: supervision.supervisor), day: supervision.start.day,
                start: supervision.start.minute, end: supervision.start.minute + need.minutes,
                seats: people.map { DiaryEvent.Seat(practitioner: $0, place: scenario.practitioners[$0].desk) }))
    }

    private mutating func add(_ held: Timetable.HeldMeeting) {
        let meeting = scenario.meetings[held.meeting]
        append(
            DiaryEvent(
                identity: .meeting(meeting.id), kind: .meeting(held.meeting), day: held.start.day, start: held.start.minute,
                end: held.start.minute + meeting.minutes,
                seats: meeting.members.map { DiaryEvent.Seat(practitioner: $0, place: meeting.place ?? scenario.practitioners[$0].desk) }))
    }

    private mutating func add(_ cover: Timetable.Cover) throws(CalendarError) {
        let practitioner = scenario.practitioners[cover.practitioner]
        let evenings = practitioner.evenings[cover.day]
        guard !evenings.isEmpty else { throw .coverWithoutEvenings(practitioner: practitioner.id, day: cover.day.name) }
        for (index, window) in evenings.enumerated() {
            append(
                DiaryEvent(
                    identity: .cover(practitioner: practitioner.id, day: cover.day, window: index), kind: .cover, day: cover.day,
                    start: window.start, end: window.end, seats: [DiaryEvent.Seat(practitioner: cover.practitioner, place: nil)]))
        }
    }

    private mutating func addBusyBlocks(of practitioner: Int) {
        let person = scenario.practitioners[practitioner]
        for block in person.busy.sorted(by: { ($0.day, $0.window) < ($1.day, $1.window) }) {
            append(
                DiaryEvent(
                    identity: .busy(practitioner: person.id, day: block.day, label: block.label), kind: .busy(block), day: block.day,
                    start: block.window.start, end: block.window.end,
                    seats: [DiaryEvent.Seat(practitioner: practitioner, place: block.place ?? person.desk)]))
        }
    }

    /// The way to each activity from the one before it on the same day, timed so that it ends when the activity starts. On a day of busy
    /// blocks alone no travel counts (RULEBOOK §5), and none is shown.
    private mutating func addTravel() {
        struct Stop {
            var event: DiaryEvent
            var place: Int
        }
        var days: [Int: [Weekday: [Stop]]] = [:]
        for event in events {
            if case .writeUp = event.kind { continue }
            for seat in event.seats {
                guard let place = seat.place else { continue }
                days[seat.practitioner, default: [:]][event.day, default: []].append(Stop(event: event, place: place))
            }
        }
        for practitioner in scenario.practitioners.indices {
            for day in Weekday.allCases {
                let stops = (days[practitioner]?[day] ?? []).sorted {
                    ($0.event.start, $0.event.end, $0.event.identity.key) < ($1.event.start, $1.event.end, $1.event.identity.key)
                }
                guard stops.contains(where: { if case .busy = $0.event.kind { false } else { true } }) else { continue }
                for (origin, destination) in zip(stops, stops.dropFirst()) where origin.place != destination.place {
                    let minutes = scenario.travelMinutes(from: origin.place, to: destination.place)
                    guard minutes > 0 else { continue }
                    append(
                        DiaryEvent(
                            identity: .travel(practitioner: scenario.practitioners[practitioner].id, to: destination.event.identity),
                            kind: .travel(from: origin.place, to: destination.place), day: day, start: destination.event.start - minutes,
                            end: destination.event.start, seats: [DiaryEvent.Seat(practitioner: practitioner, place: nil)]))
                }
            }
        }
    }

    private mutating func append(_ event: DiaryEvent) {
        var event = event
        let count = counts[event.identity, default: 0] + 1
        counts[event.identity] = count
        if count > 1 { event.identity = event.identity.repeated(count) }
        events.append(event)
    }
}
