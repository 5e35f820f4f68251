public import Diary

/// A week as tables for spreadsheet programs: one for the sessions, the practitioners, the schools, what is not placed, supervision,
/// meetings and cover.
public struct WeekTables: Sendable {
    private let scenario: Scenario
    private let timetable: Timetable
    private let figures: WeekFigures
    private let naming: Naming

    /// The names of the files that ``files`` makes; none is a name that the tables of a scenario commonly have (`practitioners.csv`, `meetings.csv`).
    public static let fileNames = [
        "sessions.csv", "by-practitioner.csv", "by-school.csv", "unplaced.csv", "supervision.csv", "meetings-held.csv", "cover.csv",
    ]

    /// - Parameters:
    ///   - timetable: One that the checker allows.
    ///   - naming: What people and things are called in the tables, beside their ids.
    public init(scenario: Scenario, timetable: Timetable, naming: Naming) {
        self.scenario = scenario
        self.timetable = timetable.canonical
        self.figures = WeekFigures(scenario, timetable)
        self.naming = naming
    }

    /// File name and table for each of ``fileNames``, in their order.
    public var files: [(name: String, table: CSVTable)] {
        Array(zip(Self.fileNames, [sessions, practitioners, schools, unplaced, supervision, meetings, cover]))
    }

    /// One row for each session, in the order of the week.
    public var sessions: CSVTable {
        var table = CSVTable(header: [
            "request", "client", "type", "priority", "weeks waiting", "school", "school name", "mode", "date", "day", "start", "end",
            "after-hours", "practitioners", "names", "place", "place name", "points",
        ])
        let ordered = timetable.sessions.sorted { ($0.start, $0.request) < ($1.start, $1.request) }
        for session in ordered {
            let request = scenario.requests[session.request]
            let minutes = scenario.length(of: session.request, in: session.mode)?.minutes ?? 0
            let place = session.mode == .inPerson ? request.place : session.mode == .hub ? request.school : nil
            let points = scenario.sessionPoints(request: session.request, practitioners: session.practitioners, mode: session.mode)
            table.add(
                [.text(request.id), .text(request.client), .text(scenario.sessionTypes[request.type].id), .text(request.priority)]
                    + [.number(request.weeksWaiting)] + placeCells(request.school) + [.text(session.mode.key)]
                    + timeCells(session.start, minutes: minutes)
                    + [.text(scenario.isAfterHours(session.mode, startMinute: session.start.minute) ? "yes" : "no")]
                    + [.text(ids(session.practitioners)), .text(names(session.practitioners))] + placeCells(place)
                    + [.decimal(points.description)])
        }
        return table
    }

    /// One row for each practitioner.
    public var practitioners: CSVTable {
        var table = CSVTable(
            header: ["practitioner", "name", "role", "sessions", "most sessions", "full"] + Mode.allCases.map(Wording.mode) + [
                "minutes with clients", "minutes travelled", "evenings", "most evenings", "evenings on cover", "supervision needed (minutes)",
                "supervision", "supervision given (minutes)", "most supervision (minutes)",
            ])
        for week in figures.practitioners {
            let person = scenario.practitioners[week.practitioner]
            table.add(
                [.text(person.id), .text(naming.practitioner(week.practitioner)), .text(person.role), .number(week.sessions), .number(person.limits.sessionsPerWeek)]
                    + [.text(week.sessions >= person.limits.sessionsPerWeek ? "yes" : "no")]
                    + Mode.allCases.map { .number(week.modes[$0, default: 0]) }
                    + [.number(week.clientMinutes), .number(week.travelMinutes)]
                    + [.text(days(week.evenings)), .number(person.limits.eveningsPerWeek), .text(days(week.cover))]
                    + [number(person.supervision?.minutes), .text(week.supervision.map(Self.dayAndTime) ?? "")]
                    + [.number(week.supervisedMinutes), number(person.supervisesMinutes)])
        }
        return table
    }

    /// One row for each school with requests, and one for the requests without a school.
    public var schools: CSVTable {
        var table = CSVTable(header: ["school", "name", "asked", "placed", "not placed", "minimum", "short by"] + Mode.allCases.map(Wording.mode))
        for school in figures.schools {
            table.add(
                placeCells(school.place) + [.number(school.asked), .number(school.placed), .number(school.asked - school.placed)]
                    + [.number(school.minimum), .number(school.shortage)] + Mode.allCases.map { .number(school.modes[$0, default: 0]) })
        }
        return table
    }

    /// One row for each request that is not placed, the one that would score most first.
    public var unplaced: CSVTable {
        var table = CSVTable(header: [
            "request", "client", "type", "priority", "weeks waiting", "groups", "school", "school name", "modes", "practitioner", "pinned",
        ])
        for index in figures.unplaced {
            let request = scenario.requests[index]
            table.add(
                [.text(request.id), .text(request.client), .text(scenario.sessionTypes[request.type].id), .text(request.priority)]
                    + [.number(request.weeksWaiting), .text(request.groups.sorted().joined(separator: "; "))] + placeCells(request.school)
                    + [.text(request.modes.map(\.key).joined(separator: "; "))]
                    + [.text(request.practitioner.map { scenario.practitioners[$0].id } ?? "")]
                    + [.text(request.pin.map { Self.dayAndTime($0.start) } ?? "")])
        }
        return table
    }

    /// One row for each supervision, in the order of the week.
    public var supervision: CSVTable {
        var table = CSVTable(header: ["date", "day", "start", "end", "practitioner", "name", "supervisor", "supervisor name"])
        for held in timetable.supervision.sorted(by: { ($0.start, $0.practitioner) < ($1.start, $1.practitioner) }) {
            let minutes = scenario.practitioners[held.practitioner].supervision?.minutes ?? 0
            table.add(timeCells(held.start, minutes: minutes) + personCells(held.practitioner) + personCells(held.supervisor))
        }
        return table
    }

    /// One row for each meeting, those not held last and without a time.
    public var meetings: CSVTable {
        var table = CSVTable(header: ["meeting", "name", "date", "day", "start", "end", "place", "place name", "practitioners", "names"])
        func row(_ index: Int, _ time: [CSVTable.Cell]) -> [CSVTable.Cell] {
            let meeting = scenario.meetings[index]
            return [.text(meeting.id), .text(naming.meeting(index))] + time + placeCells(meeting.place)
                + [.text(ids(meeting.members)), .text(names(meeting.members))]
        }
        for held in timetable.meetings.sorted(by: { ($0.start, $0.meeting) < ($1.start, $1.meeting) }) {
            table.add(row(held.meeting, timeCells(held.start, minutes: scenario.meetings[held.meeting].minutes)))
        }
        for missed in figures.missedMeetings { table.add(row(missed, Array(repeating: .empty, count: 4))) }
        return table
    }

    /// One row for each evening on cover and each of its windows.
    public var cover: CSVTable {
        var table = CSVTable(header: ["date", "day", "start", "end", "practitioner", "name"])
        for cover in timetable.cover {
            for window in scenario.evenings(of: cover.practitioner, on: cover.day) {
                table.add(timeCells(WeekTime(cover.day, window.start), minutes: window.minutes) + personCells(cover.practitioner))
            }
        }
        return table
    }

    /// Id and name.
    private func placeCells(_ place: Int?) -> [CSVTable.Cell] {
        guard let place else { return [.empty, .empty] }
        return [.text(scenario.places[place].id), .text(naming.place(place))]
    }

    /// Id and name.
    private func personCells(_ practitioner: Int) -> [CSVTable.Cell] {
        [.text(scenario.practitioners[practitioner].id), .text(naming.practitioner(practitioner))]
    }

    /// Date, day, start and end.
    private func timeCells(_ start: WeekTime, minutes: Int) -> [CSVTable.Cell] {
        [
            .text(scenario.date(of: start.day).description), .text(start.day.name), .text(ClockTime.text(start.minute)),
            .text(ClockTime.text(start.minute + minutes)),
        ]
    }

    private func number(_ number: Int?) -> CSVTable.Cell { number.map { .number($0) } ?? .empty }
    private func days(_ days: [Weekday]) -> String { days.map(Wording.shortDay).joined(separator: "; ") }
    private func ids(_ practitioners: [Int]) -> String { practitioners.map { scenario.practitioners[$0].id }.joined(separator: "; ") }
    private func names(_ practitioners: [Int]) -> String { practitioners.map(naming.practitioner).joined(separator: "; ") }
    private static func dayAndTime(_ time: WeekTime) -> String { "\(time.day.name) \(ClockTime.text(time.minute))" }
}
