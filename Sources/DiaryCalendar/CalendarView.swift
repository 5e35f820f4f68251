import Diary

/// Whose calendar a file is: decides which events it has and what they say.
enum Audience: Hashable, Sendable {
    /// Position in `Scenario.practitioners`.
    case practitioner(Int)
    /// Position in `Scenario.places`.
    case place(Int)
    case service
}

/// Turns events into the entries of one calendar.
///
/// - A practitioner's calendar has all they take part in, their busy blocks, cover and travel, and says where *they* are.
/// - The service's has every event once.
/// - A place's goes to people outside the team. It has the sessions held there (in person, or in its hub) with the client's pseudonym; what
///   happens at its desks (remote sessions, supervision, meetings) without a word of the client, school or kind of session, for those belong to
///   other places; and busy blocks that name it, without label. Cover, write-up and travel are nobody's business there.
struct CalendarView {
    let scenario: Scenario
    let naming: Naming
    let scope: IdentityScope
    let zone: ZoneRules
    let travel: CalendarOptions.TravelStyle
    let audience: Audience

    /// The entry of an event, or nil where this calendar does not have it.
    func entry(for event: DiaryEvent) -> CalendarEntry? {
        guard isShown(event) else { return nil }
        let places = places(of: event)
        let (start, end) = startAndEnd(of: event)
        var entry = CalendarEntry(uid: scope.uid(of: event.identity), summary: "", category: category(of: event), start: start, end: end)
        if !places.isEmpty { entry.location = places.map(naming.place).joined(separator: "; ") }
        if let place = places.first, places.count == 1 { entry.position = scenario.places[place].position }
        if case .travel = event.kind { entry.transparent = travel == .transparent }
        (entry.summary, entry.description) = text(of: event)
        return entry
    }

    // MARK: Which, where and when

    private func isShown(_ event: DiaryEvent) -> Bool {
        switch audience {
        case .service: return true
        case .practitioner(let practitioner): return event.seats.contains { $0.practitioner == practitioner }
        case .place(let place):
            switch event.kind {
            case .session, .supervision, .meeting: return event.host == place || event.seats.contains { $0.place == place }
            case .busy(let block): return block.place == place
            case .writeUp, .cover, .travel: return false
            }
        }
    }

    private func places(of event: DiaryEvent) -> [Int] {
        switch audience {
        case .place(let place): return [place]
        case .practitioner(let practitioner): return unique(event.seats.filter { $0.practitioner == practitioner }.compactMap(\.place))
        case .service: return unique(event.seats.compactMap(\.place))
        }
    }

    private func unique(_ places: [Int]) -> [Int] {
        places.enumerated().filter { !places[..<$0.offset].contains($0.element) }.map(\.element)
    }

    /// Wall-clock times as clocks show them: a time that clocks skip is written as the one they show at that moment, and an end that
    /// would not come after the start (in the hour in which clocks change) as the start and the event's minutes.
    private func startAndEnd(of event: DiaryEvent) -> (start: LocalTime, end: LocalTime) {
        let date = scenario.date(of: event.day)
        let start = zone.moment(of: LocalTime(date, minute: event.start))
        let end = zone.moment(of: LocalTime(date, minute: event.end))
        // Only a start that clocks skip can come after its end.
        let lasting = end > start ? end : start + (event.end - event.start) * 60
        return (zone.local(at: start), zone.local(at: lasting))
    }

    // MARK: What it says

    private func category(of event: DiaryEvent) -> String {
        switch event.kind {
        case .session(_, let mode): mode.key
        case .writeUp: "write-up"
        case .supervision: "supervision"
        case .meeting: "meeting"
        case .cover: "cover"
        case .busy: "busy"
        case .travel: "travel"
        }
    }

    private func text(of event: DiaryEvent) -> (summary: String, description: String) {
        let people = naming.practitioners(event.seats.map(\.practitioner))
        let who = switch audience {
        case .practitioner: ""
        case .place(let place):
            naming.practitioners(event.seats.filter { event.host == place || $0.place == place }.map(\.practitioner)) + ": "
        case .service: people + ": "
        }
        switch event.kind {
        case .session(let position, let mode): return session(event, request: scenario.requests[position], mode: mode, who: who, people: people)
        case .writeUp(let request): return (who + "Write-up of \(scenario.requests[request].id)", "")
        case .supervision(let practitioner, let supervisor):
            let title = "Supervision of \(naming.practitioner(practitioner)) by \(naming.practitioner(supervisor))"
            return (title, "")
        case .meeting(let meeting):
            return (naming.style == .full ? naming.meeting(meeting) : "Meeting \(naming.meeting(meeting))", "With: \(people)")
        case .cover: return (who + "On call for after-hours sessions", "")
        case .busy(let block):
            if case .place = audience { return (who + "Busy", "") }
            return (who + (naming.label(of: block) ?? "Busy"), "")
        case .travel(let origin, let destination):
            return (who + "Travel to \(naming.place(destination))", "From: \(naming.place(origin))\nTo: \(naming.place(destination))")
        }
    }

    private func session(_ event: DiaryEvent, request: Request, mode: Mode, who: String, people: String) -> (String, String) {
        if case .place(let place) = audience, event.host != place { return (who + "Remote session", "") }
        let type = scenario.sessionTypes[request.type].id
        // A workshop or a call to a school has no client but itself.
        let client: String? = request.client == request.id ? nil : naming.client(of: request)
        let summary = "\(who)\(type) \(client.map { "with \($0)" } ?? request.id) (\(mode.key))"
        var lines = ["Request: \(request.id)"]
        if let client { lines.append("Client: \(client)") }
        lines += ["Session type: \(type)", "Mode: \(mode.key)", "Practitioners: \(people)"]
        if mode == .hub, let school = request.school { lines.append("Pupil at: \(naming.place(school)), hub") }
        if mode == .inPerson, event.host != nil { lines.append("Room: \(scenario.sessionTypes[request.type].room)") }
        return (summary, lines.joined(separator: "\n"))
    }
}
