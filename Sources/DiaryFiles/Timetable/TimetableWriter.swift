public import Diary

/// Writes timetable files: the rulebook's keys (RULEBOOK §2) and, beside them, what helps people and programs that have no scenario at
/// hand: names, places, rooms, ends, points, and what could not be scheduled and why.
///
/// The same timetable gives the same bytes: entries stand in ``Timetable/canonical`` order, one a line, keys in a fixed order.
public struct TimetableWriter: Sendable {
    /// What a file says beside the timetable itself.
    public struct Details: Sendable {
        /// The score as the checker computes it.
        public var score: Points?
        /// A proven upper bound on every allowed timetable's score, if there is one.
        public var bound: Points?
        /// Points of each scheduled request, by its position in `Scenario.requests`.
        public var points: [Int: Points]
        /// Why each request that is not scheduled is not, in a sentence for people, by its position in `Scenario.requests`.
        public var reasons: [Int: String]

        public init(score: Points? = nil, bound: Points? = nil, points: [Int: Points] = [:], reasons: [Int: String] = [:]) {
            self.score = score
            self.bound = bound
            self.points = points
            self.reasons = reasons
        }
    }

    private let scenario: Scenario

    /// A writer of timetables for a scenario.
    public init(scenario: Scenario) {
        self.scenario = scenario
    }

    /// The file's text: pretty JSON that ends with a line end.
    ///
    /// - Parameter timetable: one whose positions are those of the writer's scenario.
    public func json(_ timetable: Timetable, _ details: Details = Details()) -> String {
        let timetable = timetable.canonical
        let scheduled = Set(timetable.sessions.map(\.request))
        let unscheduled = scenario.requests.indices.filter { !scheduled.contains($0) }
        return JSONText.object([
            ("format", JSONText.string("diary-timetable/1")),
            ("service", JSONText.string(scenario.service)),
            ("week", JSONText.string("\(scenario.week)")),
            ("timezone", JSONText.string(scenario.timeZone)),
            ("score", details.score?.description ?? "null"),
            ("bound", details.bound?.description ?? "null"),
            ("sessions", JSONText.lines(timetable.sessions.map { session($0, details) })),
            ("supervision", JSONText.lines(timetable.supervision.map(supervision))),
            ("meetings", JSONText.lines(timetable.meetings.map(meeting))),
            ("cover", JSONText.lines(timetable.cover.map(cover))),
            ("unscheduled", JSONText.lines(unscheduled.map { self.unscheduled($0, details) })),
        ])
    }

    /// Writes the file atomically (``AtomicFile``).
    public func write(_ timetable: Timetable, _ details: Details = Details(), to path: String) throws(FileError) {
        try AtomicFile.write(json(timetable, details), to: path)
    }

    // MARK: Entries

    private func session(_ session: Timetable.Session, _ details: Details) -> String {
        let request = scenario.requests[session.request]
        let type = scenario.sessionTypes[request.type]
        let practitioners = session.practitioners.map { scenario.practitioners[$0] }
        var fields = [
            ("request", JSONText.string(request.id)),
            ("practitioners", JSONText.array(practitioners.map { JSONText.string($0.id) })),
            ("mode", JSONText.string(session.mode.key)),
            ("start", start(session.start)),
        ]
        if let length = type.modes[session.mode] {
            fields.append(("end", end(session.start, length.minutes)))
            fields.append(("write-up-end", end(session.start, length.occupied)))
        }
        fields.append(("client", JSONText.string(request.client)))
        fields.append(("type", JSONText.string(type.id)))
        fields.append(("names", JSONText.array(practitioners.map { JSONText.string($0.name) })))
        if let school = request.school { fields.append(("school", JSONText.string(scenario.places[school].name))) }
        switch session.mode {
        case .inPerson:
            if let place = request.place { fields += self.place(place) }
            fields.append(("room", JSONText.string(type.room)))
        case .hub:
            if let school = request.school { fields += self.place(school) }
            fields.append(("room", JSONText.string(Place.hubRoom)))
        case .video, .phone: break
        }
        if session.mode != .inPerson {
            fields.append(("desks", JSONText.array(practitioners.map { JSONText.string(scenario.places[$0.desk].name) })))
        }
        if let points = details.points[session.request] { fields.append(("points", points.description)) }
        return JSONText.inline(fields)
    }

    private func supervision(_ supervision: Timetable.Supervision) -> String {
        let practitioner = scenario.practitioners[supervision.practitioner],
            supervisor = scenario.practitioners[supervision.supervisor]
        var fields = [
            ("practitioner", JSONText.string(practitioner.id)), ("supervisor", JSONText.string(supervisor.id)),
            ("start", start(supervision.start)),
        ]
        if let need = practitioner.supervision { fields.append(("end", end(supervision.start, need.minutes))) }
        fields.append(("names", JSONText.array([JSONText.string(practitioner.name), JSONText.string(supervisor.name)])))
        fields.append(
            ("desks", JSONText.array([practitioner, supervisor].map { JSONText.string(scenario.places[$0.desk].name) })))
        return JSONText.inline(fields)
    }

    private func meeting(_ held: Timetable.HeldMeeting) -> String {
        let meeting = scenario.meetings[held.meeting]
        var fields = [
            ("meeting", JSONText.string(meeting.id)), ("start", start(held.start)), ("end", end(held.start, meeting.minutes)),
            ("name", JSONText.string(meeting.name)),
            ("members", JSONText.array(meeting.members.map { JSONText.string(scenario.practitioners[$0].id) })),
            ("names", JSONText.array(meeting.members.map { JSONText.string(scenario.practitioners[$0].name) })),
        ]
        if let place = meeting.place { fields += self.place(place) }
        return JSONText.inline(fields)
    }

    private func cover(_ cover: Timetable.Cover) -> String {
        let practitioner = scenario.practitioners[cover.practitioner]
        return JSONText.inline([
            ("practitioner", JSONText.string(practitioner.id)), ("date", JSONText.string("\(scenario.date(of: cover.day))")),
            ("name", JSONText.string(practitioner.name)),
            ("windows", JSONText.array(practitioner.evenings[cover.day].map { JSONText.string("\($0)") })),
        ])
    }

    private func unscheduled(_ position: Int, _ details: Details) -> String {
        let request = scenario.requests[position]
        var fields = [
            ("request", JSONText.string(request.id)), ("client", JSONText.string(request.client)),
            ("type", JSONText.string(scenario.sessionTypes[request.type].id)),
        ]
        if let school = request.school { fields.append(("school", JSONText.string(scenario.places[school].name))) }
        if let reason = details.reasons[position] { fields.append(("reason", JSONText.string(reason))) }
        return JSONText.inline(fields)
    }

    private func place(_ position: Int) -> [(String, String)] {
        [
            ("place", JSONText.string(scenario.places[position].id)),
            ("place-name", JSONText.string(scenario.places[position].name)),
        ]
    }

    private func start(_ time: WeekTime) -> String { end(time, 0) }

    /// The local time some minutes after a moment of the week.
    private func end(_ start: WeekTime, _ minutes: Int) -> String {
        let minute = start.minute + minutes
        let date = scenario.date(of: start.day).advanced(by: minute / 1440)
        return JSONText.string("\(date)T\(ClockTime.text(minute % 1440))")
    }
}

extension TimetableDocument {
    /// The document as a timetable file with the rulebook's keys alone.
    public var json: String {
        func number(_ value: Double?) -> String { value.map { $0.isFinite ? "\($0)" : "null" } ?? "null" }
        return JSONText.object([
            ("format", JSONText.string("diary-timetable/1")), ("service", JSONText.string(service)),
            ("week", JSONText.string(week)),
            ("score", number(score)), ("bound", number(bound)),
            (
                "sessions",
                JSONText.lines(
                    sessions.map {
                        JSONText.inline([
                            ("request", JSONText.string($0.request)),
                            ("practitioners", JSONText.array($0.practitioners.map(JSONText.string))),
                            ("mode", JSONText.string($0.mode)), ("start", JSONText.string($0.start)),
                        ])
                    })
            ),
            (
                "supervision",
                JSONText.lines(
                    supervision.map {
                        JSONText.inline([
                            ("practitioner", JSONText.string($0.practitioner)), ("supervisor", JSONText.string($0.supervisor)),
                            ("start", JSONText.string($0.start)),
                        ])
                    })
            ),
            (
                "meetings",
                JSONText.lines(
                    meetings.map {
                        JSONText.inline([("meeting", JSONText.string($0.meeting)), ("start", JSONText.string($0.start))])
                    })
            ),
            (
                "cover",
                JSONText.lines(
                    cover.map {
                        JSONText.inline([("practitioner", JSONText.string($0.practitioner)), ("date", JSONText.string($0.date))])
                    })
            ),
        ])
    }
}
