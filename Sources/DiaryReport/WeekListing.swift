public import Diary

/// A week, or a day of it, as tables for a terminal: everybody's, one practitioner's, or what one place holds.
public struct WeekListing: Sendable {
    /// Whose week it is.
    public enum Subject: Hashable, Sendable {
        case everybody
        /// Position in `Scenario.practitioners`.
        case practitioner(Int)
        /// Position in `Scenario.places`.
        case place(Int)
    }

    private let week: WeekEntries
    private let subject: Subject
    private let days: [Weekday]
    private let style: TextStyle
    private let width: Int

    /// - Parameters:
    ///   - timetable: One whose positions are in range (`TimetableDocument.resolved(in:)`).
    ///   - day: The only day shown; nil shows the week.
    ///   - width: Columns of the terminal.
    public init(
        scenario: Scenario, timetable: Timetable, naming: Naming, subject: Subject = .everybody, day: Weekday? = nil, style: TextStyle = .plain,
        width: Int = 80
    ) {
        week = WeekEntries(scenario: scenario, timetable: timetable, naming: naming)
        self.subject = subject
        self.days = day.map { [$0] } ?? Weekday.allCases
        self.style = style
        self.width = width
    }

    /// A title and a table for each day that holds something, each line ended by a line break.
    public var text: String {
        var sections = [TextLayout.wrapped(DisplayWidth.harmless(title), width: width).map(style.bold)]
        for day in days {
            let table = table(of: day)
            guard !table.rows.isEmpty else { continue }
            sections.append([style.bold("\(day.name) \(Wording.shortDate(week.scenario.date(of: day)))")] + table.lines(width: width, style: style))
        }
        if sections.count == 1 { sections.append(["Nothing is planned\(days.count == 1 ? " on \(days[0].name)" : "")."]) }
        return sections.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var title: String {
        let weekText = "week of \(Wording.date(week.scenario.week))"
        switch subject {
        case .everybody: return week.naming.service.map { "\($0), \(weekText)" } ?? "W" + weekText.dropFirst()
        case .practitioner(let index): return Self.named(week.naming.practitioner(index), week.scenario.practitioners[index].id) + ", \(weekText)"
        case .place(let index): return Self.named(week.naming.place(index), week.scenario.places[index].id) + ", \(weekText)"
        }
    }

    private static func named(_ name: String, _ id: String) -> String { name == id || name.hasSuffix("(\(id))") ? name : "\(name) (\(id))" }

    private func table(of day: Weekday) -> TextTable {
        switch subject {
        case .everybody: return everybody(on: day)
        case .practitioner(let index): return table(week.entries(of: index, on: day))
        case .place(let index): return table(week.entries(at: index).filter { $0.day == day })
        }
    }

    /// One's own entries: a row each, ways and breaks in the background.
    private func table(_ entries: [WeekEntry]) -> TextTable {
        var table = TextTable([.init("Time"), .init("How"), .init("What", canShrink: true), .init("Details", canShrink: true)], overflow: .wraps)
        for entry in entries {
            let isAside =
                switch entry.kind {
                case .travel, .rest, .busy: true
                case .session, .supervision, .meeting, .cover: false
                }
            var details = entry.details
            if entry.writeUpFrom != nil { details.append("write-up to \(ClockTime.text(entry.end))") }
            table.add([entry.times, entry.kind.word, entry.title, details.joined(separator: ", ")], emphasis: isAside ? .dim : .plain)
        }
        return table
    }

    /// Members of a meeting who are named; more are counted.
    private static let mostNames = 3

    /// Columns of the terminal from which everybody's rows say when they end, too.
    private static let leastWithEnds = 72

    /// Sessions, supervision, meetings and cover of a day, whoever holds them; what is after hours stands out.
    private func everybody(on day: Weekday) -> TextTable {
        let scenario = week.scenario, timetable = week.timetable, naming = week.naming
        var table = TextTable(
            [.init("Time"), .init("Who", canShrink: true), .init("How"), .init("What", canShrink: true), .init("Where", canShrink: true)],
            overflow: .wraps)
        var rows: [(start: Int, end: Int, texts: [String], emphasis: TextTable.Emphasis)] = []
        for session in timetable.sessions where session.start.day == day {
            let request = scenario.requests[session.request], start = session.start.minute
            let end = start + (scenario.length(of: session.request, in: session.mode)?.minutes ?? 0)
            let place = week.scenario.host(of: session) ?? request.school
            rows.append(
                (
                    start, end,
                    [
                        naming.practitioners(session.practitioners), Wording.mode(session.mode),
                        "\(request.id) \(scenario.sessionTypes[request.type].id)", place.map(naming.place) ?? "",
                    ], scenario.isAfterHours(session.mode, startMinute: start) ? .notable : .plain
                ))
        }
        for given in timetable.supervision where given.start.day == day {
            let minutes = scenario.practitioners[given.practitioner].supervision?.minutes ?? 0
            rows.append(
                (
                    given.start.minute, given.start.minute + minutes,
                    [naming.practitioner(given.practitioner), "supervision", "by \(naming.practitioner(given.supervisor))", ""], .plain
                ))
        }
        for held in timetable.meetings where held.start.day == day {
            let meeting = scenario.meetings[held.meeting]
            rows.append(
                (
                    held.start.minute, held.start.minute + meeting.minutes,
                    [
                        meeting.members.count > Self.mostNames ? Wording.count(meeting.members.count, "person", plural: "people") : naming.practitioners(meeting.members), "meeting", naming.meeting(held.meeting), meeting.place.map(naming.place) ?? "",
                    ], .plain
                ))
        }
        for cover in timetable.cover where cover.day == day {
            for window in scenario.evenings(of: cover.practitioner, on: day) {
                rows.append((window.start, window.end, [naming.practitioner(cover.practitioner), "on cover", "", ""], .notable))
            }
        }
        let sorted = rows.sorted { ($0.start, $0.end, $0.texts[0]) < ($1.start, $1.end, $1.texts[0]) }
        for row in sorted {
            let time = width < Self.leastWithEnds ? ClockTime.text(row.start) : Wording.times(row.start, row.end)
            table.add([time] + row.texts, emphasis: row.emphasis)
        }
        return table
    }
}
