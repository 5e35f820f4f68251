import Diary

extension WeekPage {
    /// The page of a practitioner: all that they do, with ways and breaks.
    init(practitioner: Int, entries week: WeekEntries, figures: WeekFigures.ByPractitioner) {
        let scenario = week.scenario, naming = week.naming, person = scenario.practitioners[practitioner]
        let entries = week.entries(of: practitioner)
        heading = naming.practitioner(practitioner)
        let role = person.role.isEmpty ? "" : person.role + ". "
        headline =
            role + "\(Wording.count(figures.sessions, "session")) in the week"
            + (figures.sessions > 0 ? ", \(Wording.duration(minutes: figures.clientMinutes)) with clients" : "")
        facts = Self.facts(of: practitioner, week, figures)
        grid = WeekGrid(entries) { day in
            // Evenings that overlap the hours show only what they add.
            let hours = scenario.hours(of: practitioner, on: day)
            let evenings = scenario.evenings(of: practitioner, on: day).flatMap { $0.without(hours) }
            return hours.map { .init(kind: .open, window: $0) } + evenings.map { .init(kind: .evening, window: $0) }
        }
        shift = { day in
            if scenario.isAway(practitioner, on: day) { return "away" }
            let hours = scenario.hours(of: practitioner, on: day).map { Wording.times($0.start, $0.end) }
            let evenings = scenario.evenings(of: practitioner, on: day).map { "evening \(Wording.times($0.start, $0.end))" }
            return hours.isEmpty && evenings.isEmpty ? "no hours" : (hours + evenings).joined(separator: ", ")
        }
    }

    private static func facts(
        of practitioner: Int, _ week: WeekEntries, _ figures: WeekFigures.ByPractitioner
    ) -> [(label: String, text: String)] {
        let person = week.scenario.practitioners[practitioner]
        let room = person.limits.sessionsPerWeek - figures.sessions, lacksSupervision = person.supervision != nil && figures.supervision == nil
        let roomText = room <= 0 ? "no more: the week is full" : "\(Wording.number(room)) more by the week's limit"
        var facts = [
            (label: "Room for", text: lacksSupervision ? "none without supervision" : roomText),
            (label: "Travel", text: Wording.duration(minutes: figures.travelMinutes)),
        ]
        func days(_ days: [Weekday]) -> String { days.map(Wording.shortDay).joined(separator: ", ") }
        if !figures.evenings.isEmpty { facts.append((label: "Evenings", text: days(figures.evenings))) }
        if !figures.cover.isEmpty { facts.append((label: "On cover", text: days(figures.cover))) }
        if person.supervision != nil {
            let text = figures.supervision.map { "\($0.day.name) \(ClockTime.text($0.minute))" } ?? "none this week, so no sessions"
            facts.append((label: "Supervision", text: text))
        }
        if let most = person.supervisesMinutes {
            facts.append(
                (
                    label: "Supervision given",
                    text: "\(Wording.duration(minutes: figures.supervisedMinutes)) of \(Wording.duration(minutes: most))"
                ))
        }
        return facts
    }

    /// The page of a place, for people of that place: who comes when, to which room.
    init(place: Int, entries week: WeekEntries, figures: WeekFigures.BySchool?, deliveries: [Timetable.Session]) {
        let scenario = week.scenario, own = scenario.places[place]
        let held = week.entries(at: place)
        heading = week.naming.place(place)
        headline =
            figures.map { school in
                "\(Wording.number(school.placed)) of \(Wording.count(school.asked, "request")) of this school placed"
                    + (school.minimum > 0 ? "; at least \(Wording.number(school.minimum)) promised" : "")
                    + (school.shortage > 0 ? ", so \(Wording.number(school.shortage)) short" : "")
            } ?? "\(Wording.count(held.count, "appointment")) held here"
        let rooms = RoomUse.inWeek(of: week, at: place)
        facts = rooms.map { use in
            let rooms = use.rooms == 1 ? "1 room" : "\(Wording.number(use.rooms)) rooms"
            guard use.sessions > 0 else { return (label: "Room kind \(use.kind)", text: "\(rooms), not used") }
            let used = "\(rooms), \(Wording.count(use.sessions, "session")), \(Wording.duration(minutes: use.usedMinutes))"
            let full = use.rooms < 2 ? "" : use.full.isEmpty ? ", never full" : ", full for \(Wording.duration(minutes: use.fullMinutes))"
            return (label: "Room kind \(use.kind)", text: used + full)
        }
        // What happens at home is not shown day by day: the school counts it, and need not know when.
        let atHome = deliveries.count { $0.mode.isAtHome }
        if atHome > 0 { facts.append((label: "By video or phone at home", text: Wording.count(atHome, "session"))) }
        if !own.onsite { facts.append((label: "On site", text: "not until the risk assessment is agreed")) }
        grid = WeekGrid(held) { day in
            let open = own.closed.contains(scenario.date(of: day)) ? [] : own.open[day]
            return open.map { .init(kind: .open, window: $0) }
        }
        shift = { day in
            if own.closed.contains(scenario.date(of: day)) { return "closed" }
            let open = own.open[day].map { Wording.times($0.start, $0.end) }
            return open.isEmpty ? "not open" : open.joined(separator: ", ")
        }
        tables = [Self.roomTable(rooms)].compactMap(\.self)
    }

    private static func roomTable(_ rooms: [RoomUse]) -> PageTable? {
        guard rooms.contains(where: { $0.sessions > 0 }) else { return nil }
        var table = PageTable(
            id: "rooms", caption: "Rooms",
            columns: [.init("Kind"), .number("Rooms"), .number("Sessions"), .number("In use"), .number("Open"), .init("Every room in use")])
        for use in rooms {
            table.add([
                .init(use.kind), .number(use.rooms), .number(use.sessions), .init(Wording.duration(minutes: use.usedMinutes)),
                .init(Wording.duration(minutes: use.openMinutes)), .init(use.full.map(Wording.span).joined(separator: ", ")),
            ])
        }
        return table
    }
}

extension Window {
    /// What of the window lies outside some windows that are sorted and disjoint.
    func without(_ others: [Window]) -> [Window] {
        var result: [Window] = [], start = start
        for other in others where other.end > start && other.start < end {
            if other.start > start { result.append(Window(start: start, end: other.start)) }
            start = max(start, other.end)
        }
        if start < end { result.append(Window(start: start, end: end)) }
        return result
    }
}
