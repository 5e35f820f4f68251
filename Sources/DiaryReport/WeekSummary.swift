public import Diary

/// What a service manager reads in ten seconds about a plan: what is delivered of what was asked for, who is full, what is left over, and
/// how good the timetable is.
public struct WeekSummary: Sendable {
    private let scenario: Scenario
    private let figures: WeekFigures
    private let score: Score
    private let bound: Points?
    private let changes: Int?
    private let reasons: [Int: String]
    private let style: TextStyle
    private let width: Int

    /// Schools and unplaced requests that are named at most; the tables hold all of them.
    static let mostRows = 10

    /// - Parameters:
    ///   - score: The timetable's score by the checker.
    ///   - bound: A proven upper bound on the score of every allowed timetable, if there is one.
    ///   - published: Sessions of the published timetable whose requests still exist; nil where none was given.
    ///   - reasons: Why requests are not placed, in a sentence each, by position in `Scenario.requests`.
    ///   - width: Columns of the terminal.
    public init(
        scenario: Scenario, timetable: Timetable, score: Score, bound: Points?, published: PublishedTimetable? = nil,
        reasons: [Int: String] = [:], style: TextStyle = .plain, width: Int = 80
    ) {
        self.reasons = reasons
        self.scenario = scenario
        self.figures = WeekFigures(scenario, timetable)
        self.score = score
        self.bound = bound
        self.style = style
        self.width = width
        changes = published.map { published in
            let planned = Set(timetable.sessions.map(Self.comparable))
            return published.sessions.count { session in !(session.kept.map { planned.contains(Self.comparable($0)) } ?? false) }
        }
    }

    /// The session with its practitioners in one order, whatever order a file names them in.
    private static func comparable(_ session: Timetable.Session) -> Timetable.Session {
        var session = session
        session.practitioners.sort()
        return session
    }

    /// The whole summary, each line ended by a line break.
    public var text: String {
        let sections = [title, quality, modes, schools, people, full, unplaced]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var title: [String] {
        let share = figures.requests == 0 ? "" : " (\(figures.placed * 100 / figures.requests)%)"
        let name = "\(DisplayWidth.harmless(scenario.service)), week of \(Wording.date(scenario.week))"
        return TextLayout.wrapped(name, width: width).map(style.bold) + [
            "\(Wording.number(figures.placed)) of \(Wording.count(figures.requests, "request")) placed\(share)"
                + (figures.unplaced.isEmpty ? "" : ", " + style.notable("\(Wording.number(figures.unplaced.count)) not placed"))
        ]
    }

    private var quality: [String] {
        var numbers = "Score \(style.bold(Wording.points(score.total)))"
        if let bound { numbers += ", bound \(Wording.points(bound))" }
        if let bound, score.total > .zero {
            let missing = max(0, bound.thousandths - score.total.thousandths)
            numbers += ", gap \(Wording.percentage(gap: Double(missing) / Double(score.total.thousandths)))"
        }
        let sentence = Wording.gap(score: score.total, bound: bound)
        var lines = [numbers, bound == score.total ? style.good(sentence) : sentence]
        if let changes {
            lines.append(
                changes == 0
                    ? "Every published session stands." : "\(Wording.count(changes, "published session")) \(changes == 1 ? "does" : "do") not stand.")
        }
        return lines
    }

    private var modes: [String] {
        guard !figures.modes.isEmpty else { return [] }
        var table = TextTable([.init("By mode"), .init("placed", .right), .init("asked for first", .right)])
        for mode in figures.modes {
            table.add([Wording.mode(mode.mode), Wording.number(mode.placed), Wording.number(mode.askedFirst)])
        }
        return table.lines(width: width, style: style)
    }

    private var schools: [String] {
        // The schools that miss most come first; in the table of all schools each keeps its place.
        let ranked = figures.schools.enumerated().sorted { left, right in
            (right.element.shortage, right.element.asked - right.element.placed, left.offset)
                < (left.element.shortage, left.element.asked - left.element.placed, right.offset)
        }.map(\.element)
        guard !ranked.isEmpty else { return [] }
        let shown = ranked.count <= Self.mostRows + 1 ? ranked : Array(ranked.prefix(Self.mostRows))
        var table = TextTable([
            .init("By school", canShrink: true), .init("placed", .right), .init("asked", .right), .init("minimum", .right), .init(""),
        ])
        for school in shown {
            table.add([
                school.place.map { scenario.places[$0].name } ?? "(no school)", Wording.number(school.placed), Wording.number(school.asked),
                school.minimum == 0 ? "" : Wording.number(school.minimum), school.shortage == 0 ? "" : "short by \(school.shortage)",
            ])
        }
        var lines = table.lines(width: width, style: style)
        let rest = ranked.dropFirst(shown.count)
        if !rest.isEmpty {
            let asked = rest.reduce(0) { $0 + $1.asked }, placed = rest.reduce(0) { $0 + $1.placed }
            lines.append("and \(rest.count) more with \(Wording.number(placed)) of \(Wording.number(asked)) placed, all in by-school.csv")
        }
        return lines
    }

    private var people: [String] {
        [evenings, cover, supervision, meetings, pins, travel].flatMap { $0 }
    }

    private func labelled(_ label: String, _ text: String) -> [String] {
        TextLayout.wrapped(text, width: width, indent: 13, first: DisplayWidth.padded(label, to: 13))
    }

    private var evenings: [String] {
        let sessions = figures.afterHours.reduce(0, +)
        let worked = figures.practitioners.filter { !$0.evenings.isEmpty }
        let days = Weekday.allCases.filter { figures.afterHours[$0.rawValue] > 0 }
            .map { "\(Wording.shortDay($0)) \(figures.afterHours[$0.rawValue])" }
        var text: String
        if let slots = scenario.rules.afterHoursSlots {
            text = "\(Wording.number(sessions)) of \(Wording.count(slots, "after-hours slot")) used"
        } else {
            text = Wording.count(sessions, "after-hours session")
        }
        if !days.isEmpty { text += " (\(days.joined(separator: ", ")))" }
        let evenings = worked.reduce(0) { $0 + $1.evenings.count }
        if evenings > 0 { text += ", \(Wording.count(evenings, "evening")) worked by \(Wording.count(worked.count, "practitioner"))" }
        return labelled("Evenings", text)
    }

    private var cover: [String] {
        let onCover = figures.practitioners.filter { !$0.cover.isEmpty }
        guard scenario.rules.coverRatio != nil || !onCover.isEmpty else { return [] }
        let texts = onCover.map { "\(name($0.practitioner)) (\($0.cover.map(Wording.shortDay).joined(separator: ", ")))" }
        return labelled("On cover", texts.isEmpty ? "nobody" : texts.joined(separator: ", "))
    }

    private var supervision: [String] {
        let needing = figures.practitioners.filter { scenario.practitioners[$0.practitioner].supervision != nil }
        guard !needing.isEmpty else { return [] }
        let without = needing.filter { $0.supervision == nil }
        var text = "\(needing.count - without.count) of \(needing.count) practitioners supervised"
        if !without.isEmpty {
            text += " (not \(names(without.map(\.practitioner))))"
        }
        let limit = scenario.practitioners.reduce(0) { $0 + ($1.supervisesMinutes ?? 0) }
        let given = figures.practitioners.reduce(0) { $0 + $1.supervisedMinutes }
        text += ", \(Wording.duration(minutes: given)) of \(Wording.duration(minutes: limit)) of supervisors' time"
        return labelled("Supervision", text)
    }

    private var meetings: [String] {
        guard !scenario.meetings.isEmpty else { return [] }
        let missed = figures.missedMeetings.map { DisplayWidth.harmless(scenario.meetings[$0].name) }
        let held = "\(scenario.meetings.count - missed.count) of \(scenario.meetings.count) held"
        return labelled("Meetings", missed.isEmpty ? held : held + ", not: " + missed.joined(separator: ", "))
    }

    private var pins: [String] {
        let pins = figures.pins
        return pins.asked == 0 ? [] : labelled("Agreed times", "\(pins.placed) of \(pins.asked) kept")
    }

    private var travel: [String] {
        labelled("Travel", Wording.duration(minutes: figures.practitioners.reduce(0) { $0 + $1.travelMinutes }) + " in all")
    }

    private var full: [String] {
        let full = figures.practitioners.filter { $0.sessions > 0 && $0.sessions >= scenario.practitioners[$0.practitioner].limits.sessionsPerWeek }
        let supervisors = figures.practitioners.filter { figures in
            guard let limit = scenario.practitioners[figures.practitioner].supervisesMinutes else { return false }
            return figures.supervisedMinutes > 0 && figures.supervisedMinutes >= limit
        }
        var lines: [String] = []
        if full.isEmpty {
            lines += labelled("Full", "nobody is at their weekly limit of sessions")
        } else if full.count > Self.mostRows + 1 {
            lines += labelled("Full", "\(full.count) of \(figures.practitioners.count) practitioners hold all the sessions that their week's limit allows")
        } else {
            let texts = full.map { "\(name($0.practitioner)) (\($0.sessions))" }
            lines += labelled("Full", Wording.list(listed(texts)))
        }
        if !supervisors.isEmpty { lines += labelled("", "as supervisor: " + names(supervisors.map(\.practitioner))) }
        return lines
    }

    private var unplaced: [String] {
        guard !figures.unplaced.isEmpty else { return [style.good("Everything asked for is placed.")] }
        let shown = figures.unplaced.count <= Self.mostRows + 1 ? figures.unplaced : Array(figures.unplaced.prefix(Self.mostRows))
        var table = TextTable([
            .init("Not placed"), .init("type", canShrink: true), .init("school", canShrink: true), .init("priority", canShrink: true),
            .init("waiting", .right),
        ])
        for index in shown {
            let request = scenario.requests[index]
            table.add([
                request.id, scenario.sessionTypes[request.type].id, request.school.map { scenario.places[$0].name } ?? "", request.priority,
                request.weeksWaiting == 0 ? "" : Wording.count(request.weeksWaiting, "week"),
            ])
        }
        var lines = table.lines(width: width, style: style)
        let rest = figures.unplaced.count - shown.count
        if rest > 0 { lines.append("and \(Wording.number(rest)) more, all in unplaced.csv") }
        let explained = shown.filter { reasons[$0] != nil }
        if !explained.isEmpty {
            lines += ["", style.dim("Why not?")]
            let indent = (explained.map { DisplayWidth.of(DisplayWidth.harmless(scenario.requests[$0].id)) }.max() ?? 0) + 2
            for index in explained {
                let label = DisplayWidth.padded(DisplayWidth.harmless(scenario.requests[index].id), to: indent)
                lines += TextLayout.wrapped(DisplayWidth.harmless(reasons[index] ?? ""), width: width, indent: min(indent, 20), first: label)
            }
        }
        return lines
    }

    private func name(_ practitioner: Int) -> String { DisplayWidth.harmless(scenario.practitioners[practitioner].name) }

    private func names(_ practitioners: [Int]) -> String { Wording.list(listed(practitioners.map(name))) }

    /// The texts, or the first of them and how many more there are.
    private func listed(_ texts: [String]) -> [String] {
        texts.count <= Self.mostRows + 1 ? texts : texts.prefix(Self.mostRows) + ["\(texts.count - Self.mostRows) more"]
    }
}
