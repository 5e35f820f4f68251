import Diary

/// Who works when: evenings and cover, supervision, everybody's week, rooms, meetings.
extension OverviewPage {
    var evenings: Section? {
        let late = timetable.sessions.filter { scenario.isAfterHours($0.mode, startMinute: $0.start.minute) }
        var paragraphs: [String] = []
        if let slots = scenario.rules.afterHoursSlots {
            paragraphs.append("\(Wording.number(late.count)) of \(Wording.count(slots, "after-hours slot")) \(slots == 1 ? "is" : "are") used.")
        } else {
            paragraphs.append("\(Wording.count(late.count, "after-hours session")); the week has no cap.")
        }
        var worked = PageTable(
            id: "evenings", caption: "Who works evenings, and the sessions they hold",
            columns: [.init("Evening"), .init("Practitioner"), .number("Sessions"), .init("Times"), .init("On cover that evening")])
        let cover = Dictionary(grouping: timetable.cover, by: \.day)
        for day in Weekday.allCases {
            let holders = cover[day, default: []].map(\.practitioner).sorted()
            let onDay = late.filter { $0.start.day == day }
            let people = Set(onDay.flatMap(\.practitioners)).sorted()
            for person in people {
                let own = onDay.filter { $0.practitioners.contains(person) }.sorted { $0.start < $1.start }
                let times = own.map { session in
                    let minutes = scenario.length(of: session.request, in: session.mode)?.minutes ?? 0
                    return "\(Wording.times(session.start.minute, session.start.minute + minutes)) \(scenario.requests[session.request].id)"
                }
                worked.add([
                    .init(day.name), .init(naming.practitioner(person), href: links.practitioner(person)), .number(own.count),
                    .init(times.joined(separator: ", ")), .init(naming.practitioners(holders)),
                ])
            }
        }
        var tables = worked.rows.isEmpty ? [] : [worked]
        if !timetable.cover.isEmpty {
            var table = PageTable(id: "cover", caption: "Who is on cover", columns: [.init("Evening"), .init("On cover"), .init("Within")])
            for entry in timetable.cover.sorted(by: { ($0.day, $0.practitioner) < ($1.day, $1.practitioner) }) {
                let windows = scenario.evenings(of: entry.practitioner, on: entry.day).map { Wording.times($0.start, $0.end) }
                table.add([
                    .init(entry.day.name), .init(naming.practitioner(entry.practitioner), href: links.practitioner(entry.practitioner)),
                    .init(windows.joined(separator: ", ")),
                ])
            }
            tables.append(table)
        } else if scenario.rules.coverRatio != nil {
            paragraphs.append("Nobody is on cover.")
        }
        guard !late.isEmpty || !tables.isEmpty || scenario.rules.afterHoursSlots != nil else { return nil }
        return Section(anchor: "evenings-heading", heading: "After hours and cover", paragraphs: paragraphs, tables: tables)
    }

    var supervision: Section? {
        let needing = figures.practitioners.filter { scenario.practitioners[$0.practitioner].supervision != nil }
        let supervisors = figures.practitioners.filter { scenario.practitioners[$0.practitioner].supervisesMinutes != nil }
        guard !needing.isEmpty || !supervisors.isEmpty else { return nil }
        let held = Dictionary(timetable.supervision.map { ($0.practitioner, $0) }, uniquingKeysWith: { first, _ in first })
        var given = PageTable(
            id: "supervision", caption: "Who supervises whom, and when",
            columns: [.init("Practitioner"), .init("Supervised by"), .init("When"), .number("Sessions")])
        for week in needing {
            let name = PageTable.Cell(naming.practitioner(week.practitioner), href: links.practitioner(week.practitioner))
            if let entry = held[week.practitioner] {
                let minutes = scenario.practitioners[week.practitioner].supervision?.minutes ?? 0
                let span = DaySpan(entry.start.day, start: entry.start.minute, end: entry.start.minute + minutes)
                given.add([
                    name, .init(naming.practitioner(entry.supervisor), href: links.practitioner(entry.supervisor)), .init(Wording.span(span)),
                    .number(week.sessions),
                ])
            } else {
                given.add([name, .init("nobody", isFlagged: true), .init("no supervision, so no sessions"), .number(week.sessions)])
            }
        }
        var time = PageTable(
            id: "supervisors", caption: "Supervisors' time",
            columns: [.init("Supervisor"), .number("Given"), .number("Most in the week"), .number("Left"), .init("Full")])
        for week in supervisors {
            let most = scenario.practitioners[week.practitioner].supervisesMinutes ?? 0, left = most - week.supervisedMinutes
            time.add([
                .init(naming.practitioner(week.practitioner), href: links.practitioner(week.practitioner)),
                .init(Wording.duration(minutes: week.supervisedMinutes)), .init(Wording.duration(minutes: most)),
                .init(Wording.duration(minutes: max(0, left))), .init(left <= 0 ? "full" : ""),
            ])
        }
        let supervised = needing.count { $0.supervision != nil }
        return Section(
            anchor: "supervision-heading", heading: "Supervision",
            paragraphs: ["\(Wording.number(supervised)) of \(Wording.count(needing.count, "practitioner")) who need supervision have it."],
            tables: [given, time].filter { !$0.rows.isEmpty })
    }

    var people: Section? {
        guard !figures.practitioners.isEmpty else { return nil }
        var table = PageTable(
            id: "people", caption: "Everybody's week",
            columns: [
                .init("Practitioner"), .init("Role"), .number("Sessions"), .number("Most"), .init("Room for"), .number("With clients"), .number("Travel"),
                .init("Evenings"), .init("On cover"),
            ])
        func days(_ days: [Weekday]) -> String { days.map(Wording.shortDay).joined(separator: ", ") }
        for week in figures.practitioners {
            let person = scenario.practitioners[week.practitioner], room = room(of: week)
            table.add([
                .init(naming.practitioner(week.practitioner), href: links.practitioner(week.practitioner)), .init(person.role), .number(week.sessions),
                .number(person.limits.sessionsPerWeek), .init(room > 0 ? "\(Wording.number(room)) more" : week.sessions > 0 ? "full" : "none"),
                .init(Wording.duration(minutes: week.clientMinutes)), .init(Wording.duration(minutes: week.travelMinutes)),
                .init(days(week.evenings)), .init(days(week.cover)),
            ])
        }
        let full = figures.practitioners.filter { $0.sessions > 0 && room(of: $0) == 0 }
        let travel = figures.practitioners.reduce(0) { $0 + $1.travelMinutes }
        return Section(
            anchor: "people-heading", heading: "Who is full, and where there is room",
            paragraphs: [
                full.isEmpty
                    ? "Nobody is at their weekly limit of sessions."
                    : "\(Wording.number(full.count)) of \(Wording.number(figures.practitioners.count)) hold as many sessions as their week allows: \(Self.listed(full.map { naming.practitioner($0.practitioner) })).",
                "“Room for” counts by the week's limit of sessions alone; hours, skills and travel may leave less. Travel in all: \(Wording.duration(minutes: travel)).",
            ],
            tables: [table])
    }

    var rooms: Section? {
        let uses = RoomUse.inWeek(of: week).filter { $0.sessions > 0 }
        guard !uses.isEmpty else { return nil }
        var table = PageTable(
            id: "rooms", caption: "Rooms, the fullest first",
            columns: [
                .init("Place"), .init("Kind"), .number("Rooms"), .number("Sessions"), .init("In use of open hours"), .number("In use"), .number("Every room in use"),
                .init("When"),
            ])
        func share(_ use: RoomUse) -> Int { use.openMinutes == 0 ? 0 : use.usedMinutes * 100 / use.openMinutes }
        let ranked = uses.enumerated().sorted { left, right in
            (share(right.element), left.offset) < (share(left.element), right.offset)
        }.map(\.element)
        for use in ranked.prefix(Self.mostRooms) {
            let shown = use.full.prefix(3).map(Wording.span).joined(separator: ", ")
            table.add([
                .init(naming.place(use.place), href: links.place(use.place)), .init(use.kind), .number(use.rooms), .number(use.sessions),
                .share(use.openMinutes == 0 ? nil : share(use)), .init(Wording.duration(minutes: use.usedMinutes)),
                .init(use.fullMinutes == 0 ? "never" : Wording.duration(minutes: use.fullMinutes)),
                .init(use.full.count > 3 ? shown + " and \(use.full.count - 3) more" : shown),
            ])
        }
        let rest = ranked.count - Self.mostRooms
        return Section(
            anchor: "rooms-heading", heading: "Rooms",
            paragraphs: rest > 0 ? ["\(Wording.number(rest)) more are in use, less than these; the page of each place has its rooms."] : [], tables: [table])
    }

    /// Rooms shown at most.
    private static let mostRooms = 30

    var meetings: Section? {
        let pins = figures.pins
        guard !scenario.meetings.isEmpty || pins.asked > 0 else { return nil }
        let held = Dictionary(timetable.meetings.map { ($0.meeting, $0.start) }, uniquingKeysWith: { first, _ in first })
        var table = PageTable(
            id: "meetings", caption: "Meetings", columns: [.init("Meeting"), .init("When"), .number("Members"), .init("Place")])
        for (index, meeting) in scenario.meetings.enumerated() {
            let when = held[index].map { start in
                PageTable.Cell(Wording.span(DaySpan(start.day, start: start.minute, end: start.minute + meeting.minutes)))
            }
            table.add([
                .init(naming.meeting(index)), when ?? .init("not held", isFlagged: true), .number(meeting.members.count),
                .init(meeting.place.map(naming.place) ?? "everyone's own desk"),
            ])
        }
        var paragraphs: [String] = []
        if !scenario.meetings.isEmpty {
            paragraphs.append("\(Wording.number(held.count)) of \(Wording.count(scenario.meetings.count, "meeting")) held.")
        }
        if pins.asked > 0 {
            let missed = figures.unplaced.filter { scenario.requests[$0].pin != nil }.map { scenario.requests[$0].id }
            paragraphs.append(
                "\(Wording.number(pins.placed)) of \(Wording.count(pins.asked, "agreed time")) kept"
                    + (missed.isEmpty ? "." : "; not kept: \(Self.listed(missed))."))
        }
        return Section(
            anchor: "meetings-heading", heading: "Meetings and agreed times", paragraphs: paragraphs, tables: table.rows.isEmpty ? [] : [table])
    }
}
