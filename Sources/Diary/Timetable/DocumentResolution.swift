extension TimetableDocument {
    /// The timetable that the document says, and what of it breaks F1 or names a mode that its session type lacks (S3).
    ///
    /// Such an entry takes no part in the other rules, so it is left out of the timetable. A wrong service or week is reported, and the
    /// entries are judged on their own. The second entry of a cover that stands twice is left out.
    public func resolved(in scenario: Scenario) -> (timetable: Timetable, violations: [Violation]) {
        var resolution = DocumentResolution(scenario)
        resolution.readHeader(of: self)
        for session in sessions { resolution.read(session) }
        for entry in supervision { resolution.read(entry) }
        for entry in meetings { resolution.read(entry) }
        for entry in cover { resolution.read(entry) }
        return (resolution.timetable, resolution.violations)
    }

    /// The document of a timetable, in the one order in which timetables are written (``Timetable/canonical``).
    ///
    /// Every position of the timetable must be in range.
    public init(_ timetable: Timetable, in scenario: Scenario, score: Points? = nil, bound: Points? = nil) {
        let timetable = timetable.canonical
        func text(_ start: WeekTime) -> String { "\(scenario.date(of: start.day))T\(ClockTime.text(start.minute))" }
        func id(_ practitioner: Int) -> String { scenario.practitioners[practitioner].id }
        self.init(
            service: scenario.service, week: scenario.week.description, score: score?.value, bound: bound?.value,
            sessions: timetable.sessions.map {
                Session(
                    request: scenario.requests[$0.request].id, practitioners: $0.practitioners.map(id), mode: $0.mode.key,
                    start: text($0.start))
            },
            supervision: timetable.supervision.map {
                Supervision(practitioner: id($0.practitioner), supervisor: id($0.supervisor), start: text($0.start))
            },
            meetings: timetable.meetings.map { Meeting(meeting: scenario.meetings[$0.meeting].id, start: text($0.start)) },
            cover: timetable.cover.map { Cover(practitioner: id($0.practitioner), date: scenario.date(of: $0.day).description) })
    }
}

/// Turns the texts of a document into positions and times, noting what breaks F1.
struct DocumentResolution {
    private(set) var timetable = Timetable()
    private(set) var violations: [Violation] = []
    private let scenario: Scenario
    private let form: FormRules
    private let requests: [String: Int]
    private let practitioners: [String: Int]
    private let meetings: [String: Int]
    private var covers: Set<Timetable.Cover> = []

    init(_ scenario: Scenario) {
        func positions(_ ids: [String]) -> [String: Int] {
            Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
        self.scenario = scenario
        form = FormRules(scenario)
        requests = positions(scenario.requests.map(\.id))
        practitioners = positions(scenario.practitioners.map(\.id))
        meetings = positions(scenario.meetings.map(\.id))
    }

    /// **F1**: the service and the week are the scenario's.
    mutating func readHeader(of document: TimetableDocument) {
        if document.service != scenario.service {
            violations.append(
                Violation(.F1, message: "The timetable is for the service “\(document.service)”, the scenario for “\(scenario.service)”."))
        }
        if CalendarDate(document.week) != scenario.week {
            violations.append(
                Violation(
                    .F1, message: "The timetable is for the week of “\(document.week)”, the scenario for the week of \(scenario.week)."))
        }
    }

    /// **F1** for a session: its request and practitioners exist, and its start is right. A mode that its type lacks, or that there is not at
    /// all, breaks **S3**.
    mutating func read(_ session: TimetableDocument.Session) {
        var faults: [String] = []
        let request = position(session.request, in: requests, "request", &faults)
        let staff = session.practitioners.compactMap { position($0, in: practitioners, "practitioner", &faults) }
        let start = time(session.start, &faults)
        guard let request, let start, faults.isEmpty else {
            return report("The session for “\(session.request)”", faults, practitioners: staff, requests: request.map { [$0] } ?? [])
        }
        guard let mode = Mode(key: session.mode), scenario.length(of: request, in: mode) != nil else {
            violations.append(form.missingMode("“\(session.mode)”", request: request, practitioners: staff))
            return
        }
        timetable.sessions.append(Timetable.Session(request: request, practitioners: staff, mode: mode, start: start))
    }

    /// **F1** for a supervision: both people exist, and its start is right.
    mutating func read(_ supervision: TimetableDocument.Supervision) {
        var faults: [String] = []
        let practitioner = position(supervision.practitioner, in: practitioners, "practitioner", &faults)
        let supervisor = position(supervision.supervisor, in: practitioners, "practitioner", &faults)
        let start = time(supervision.start, &faults)
        guard let practitioner, let supervisor, let start, faults.isEmpty else {
            return report(
                "The supervision of “\(supervision.practitioner)” by “\(supervision.supervisor)”", faults,
                practitioners: [practitioner, supervisor].compactMap(\.self))
        }
        timetable.supervision.append(Timetable.Supervision(practitioner: practitioner, supervisor: supervisor, start: start))
    }

    /// **F1** for a meeting: it exists, and its start is right.
    mutating func read(_ held: TimetableDocument.Meeting) {
        var faults: [String] = []
        let meeting = position(held.meeting, in: meetings, "meeting", &faults)
        let start = time(held.start, &faults)
        guard let meeting, let start, faults.isEmpty else {
            return report("The meeting “\(held.meeting)”", faults, meetings: meeting.map { [$0] } ?? [])
        }
        timetable.meetings.append(Timetable.HeldMeeting(meeting: meeting, start: start))
    }

    /// **F1** for a cover: its practitioner exists, its date is in the week, and it stands once.
    mutating func read(_ cover: TimetableDocument.Cover) {
        var faults: [String] = []
        let practitioner = position(cover.practitioner, in: practitioners, "practitioner", &faults)
        let day = weekday(cover.date, "date", &faults)
        guard let practitioner, let day, faults.isEmpty else {
            return report("The cover of “\(cover.practitioner)”", faults, practitioners: practitioner.map { [$0] } ?? [])
        }
        let entry = Timetable.Cover(practitioner: practitioner, day: day)
        guard covers.insert(entry).inserted else {
            violations.append(form.coverTwice(entry))
            return
        }
        timetable.cover.append(entry)
    }

    private mutating func report(
        _ entry: String, _ faults: [String], practitioners: [Int] = [], requests: [Int] = [], meetings: [Int] = []
    ) {
        violations.append(
            Violation(
                .F1, practitioners: practitioners, requests: requests, meetings: meetings,
                message: "\(entry) cannot be read: \(listed(faults))."))
    }

    private func position(_ id: String, in positions: [String: Int], _ noun: String, _ faults: inout [String]) -> Int? {
        if let position = positions[id] { return position }
        faults.append("the scenario has no \(noun) “\(id)”")
        return nil
    }

    /// The start that `YYYY-MM-DDTHH:MM` says, where it is inside the week and on the grid; it carries neither seconds nor an offset.
    private func time(_ text: String, _ faults: inout [String]) -> WeekTime? {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, CalendarDate(parts[0]) != nil, let minute = ClockTime.minute(parts[1]), minute < 1440 else {
            faults.append("its start “\(text)” is no local time like \(scenario.week)T09:00, without seconds or offset")
            return nil
        }
        guard let day = weekday(parts[0], "start", &faults) else { return nil }
        let start = WeekTime(day, minute)
        faults += form.startFaults(start)
        return start
    }

    private func weekday(_ text: some StringProtocol, _ noun: String, _ faults: inout [String]) -> Weekday? {
        guard let date = CalendarDate(text) else {
            faults.append("its \(noun) “\(text)” is no date like \(scenario.week)")
            return nil
        }
        guard let day = scenario.weekday(of: date) else {
            faults.append("its \(noun) \(date) lies outside the week of \(scenario.week)")
            return nil
        }
        return day
    }
}

/// Why a published timetable cannot be compared with the scenario.
public enum PublishedTimetableError: Error, Hashable, Sendable {
    /// It is one of another week (RULEBOOK §5).
    case anotherWeek(published: String, planned: CalendarDate)
}

extension PublishedTimetableError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .anotherWeek(let published, let planned):
            "The published timetable is for the week of “\(published)”, but the scenario plans the week of \(planned). Give the "
                + "timetable published for that week, or none."
        }
    }
}

extension PublishedTimetable {
    /// The published sessions whose request still exists.
    ///
    /// One that can no longer be written down (a practitioner who has left, a start off the grid, a mode that the type has lost) is lost
    /// whatever is planned.
    /// - Throws: ``PublishedTimetableError/anotherWeek(published:planned:)`` where the document is for another week.
    public init(_ document: TimetableDocument, in scenario: Scenario) throws(PublishedTimetableError) {
        guard CalendarDate(document.week) == scenario.week else {
            throw .anotherWeek(published: document.week, planned: scenario.week)
        }
        let requests = Dictionary(scenario.requests.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var resolution = DocumentResolution(scenario)
        self.init()
        for session in document.sessions {
            guard let request = requests[session.request] else { continue }
            let before = resolution.timetable.sessions.count
            resolution.read(session)
            let kept = resolution.timetable.sessions.count > before ? resolution.timetable.sessions.last : nil
            sessions.append(Session(request: request, kept: kept))
        }
    }
}
