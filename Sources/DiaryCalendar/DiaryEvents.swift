import Diary

/// All events of a timetable: sessions and their write-ups, supervision, meetings, cover, busy blocks, and the travel between them
/// (RULEBOOK §3).
struct DiaryEvents {
    private(set) var events: [DiaryEvent] = []
    private let scenario: Scenario
    private let activities: WeekActivities
    private var counts: [EventIdentity: Int] = [:]
    /// The identities of what people travel to.
    private var sessions: [EventIdentity] = []
    private var supervision: [EventIdentity] = []
    private var meetings: [EventIdentity] = []
    private var busy: [[EventIdentity?]]

    /// The timetable's positions are in range.
    init(scenario: Scenario, timetable: Timetable, withTravel: Bool) throws(CalendarError) {
        self.scenario = scenario
        let timetable = timetable.canonical
        activities = WeekActivities(scenario, timetable)
        busy = scenario.practitioners.map { Array(repeating: nil, count: $0.busy.count) }
        for session in timetable.sessions { try add(session) }
        for supervision in timetable.supervision { try add(supervision) }
        for meeting in timetable.meetings { add(meeting) }
        for cover in timetable.cover { try add(cover) }
        for practitioner in scenario.practitioners.indices { addBusyBlocks(of: practitioner) }
        if withTravel { addTravel() }
    }

    private mutating func add(_ session: Timetable.Session) throws(CalendarError) {
        let request = scenario.requests[session.request]
        guard let length = scenario.length(of: session.request, in: session.mode) else {
            throw .unknownMode(request: request.id, mode: session.mode.key)
        }
        let seats = session.practitioners.map {
            DiaryEvent.Seat(practitioner: $0, place: scenario.place(of: session.request, in: session.mode, practitioner: $0))
        }
        let host: Int? =
            switch session.mode {
            case .inPerson: request.place
            case .hub: request.school
            case .video, .phone: nil
            }
        let start = session.start.minute, end = start + length.minutes
        sessions.append(
            append(
                DiaryEvent(
                    identity: .session(request: request.id), kind: .session(request: session.request, mode: session.mode),
                    day: session.start.day, start: start, end: end, seats: seats, host: host)))
        guard length.after > 0 else { return }
        for seat in seats {
            append(
                DiaryEvent(
                    identity: .writeUp(request: request.id, practitioner: scenario.practitioners[seat.practitioner].id),
                    kind: .writeUp(request: session.request), day: session.start.day, start: end, end: end + length.after,
                    seats: [seat]))
        }
    }

    private mutating func add(_ given: Timetable.Supervision) throws(CalendarError) {
        let practitioner = scenario.practitioners[given.practitioner]
        guard let need = practitioner.supervision else { throw .supervisionNotNeeded(practitioner: practitioner.id) }
        let people = [given.practitioner, given.supervisor]
        supervision.append(
            append(
                DiaryEvent(
                    identity: .supervision(of: practitioner.id), kind: .supervision(of: given.practitioner, by: given.supervisor),
                    day: given.start.day, start: given.start.minute, end: given.start.minute + need.minutes,
                    seats: people.map { DiaryEvent.Seat(practitioner: $0, place: scenario.practitioners[$0].desk) })))
    }

    private mutating func add(_ held: Timetable.HeldMeeting) {
        let meeting = scenario.meetings[held.meeting]
        meetings.append(
            append(
                DiaryEvent(
                    identity: .meeting(meeting.id), kind: .meeting(held.meeting), day: held.start.day, start: held.start.minute,
                    end: held.start.minute + meeting.minutes,
                    seats: meeting.members.map {
                        DiaryEvent.Seat(practitioner: $0, place: meeting.place ?? scenario.practitioners[$0].desk)
                    })))
    }

    private mutating func add(_ cover: Timetable.Cover) throws(CalendarError) {
        let practitioner = scenario.practitioners[cover.practitioner]
        let evenings = scenario.evenings(of: cover.practitioner, on: cover.day)
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
        for (index, block) in person.busy.enumerated().sorted(by: { ($0.element.day, $0.element.window) < ($1.element.day, $1.element.window) }) {
            busy[practitioner][index] = append(
                DiaryEvent(
                    identity: .busy(practitioner: person.id, day: block.day, label: block.label), kind: .busy(block), day: block.day,
                    start: block.window.start, end: block.window.end,
                    seats: [DiaryEvent.Seat(practitioner: practitioner, place: block.place ?? person.desk)]))
        }
    }

    /// The way to each activity from the one before it on the same day, timed so that it ends when the activity starts. On a day of busy
    /// blocks alone no travel counts (RULEBOOK §5), and none is shown.
    private mutating func addTravel() {
        for practitioner in scenario.practitioners.indices {
            for day in Weekday.allCases where activities.travelMinutes(of: practitioner, on: day) > 0 {
                let stops = activities[practitioner, day]
                for (origin, destination) in zip(stops, stops.dropFirst()) where destination.travel > 0 {
                    guard let identity = identity(of: destination) else { continue }
                    append(
                        DiaryEvent(
                            identity: .travel(practitioner: scenario.practitioners[practitioner].id, to: identity),
                            kind: .travel(from: origin.place, to: destination.place), day: day, start: destination.start - destination.travel,
                            end: destination.start, seats: [DiaryEvent.Seat(practitioner: practitioner, place: nil)]))
                }
            }
        }
    }

    private func identity(of activity: Activity) -> EventIdentity? {
        switch activity.subject {
        case .session(let index): sessions[index]
        case .supervision(let index): supervision[index]
        case .meeting(let index): meetings[index]
        case .busy(let index): busy[activity.practitioner][index]
        }
    }

    /// Adds an event under its identity, or, where another has it already, under the next that is free; returns that identity.
    @discardableResult
    private mutating func append(_ event: DiaryEvent) -> EventIdentity {
        var event = event
        let count = counts[event.identity, default: 0] + 1
        counts[event.identity] = count
        if count > 1 { event.identity = event.identity.repeated(count) }
        events.append(event)
        return event.identity
    }
}
