/// The form of entries: F1 for positions and starts, and which entries take part in the other rules.
struct FormRules {
    private let scenario: Scenario

    init(_ scenario: Scenario) {
        self.scenario = scenario
    }

    /// **F1** for a timetable whose ids have become positions: every position is in range, every start is on the grid and inside its day,
    /// no cover stands twice (the second such entry breaks the rule). An entry that breaks it is left out, and so is a session whose
    /// mode its type lacks, which breaks **S3**.
    func entriesThatTakePart(_ timetable: Timetable) -> (timetable: Timetable, violations: [Violation]) {
        var violations: [Violation] = []
        /// Whether an entry takes part; what keeps it out is noted.
        func takesPart(_ entry: String, _ faults: [String]) -> Bool {
            guard !faults.isEmpty else { return true }
            violations.append(Violation(.F1, message: "\(entry) cannot be read: \(listed(faults))."))
            return false
        }
        var kept = Timetable()
        kept.sessions = timetable.sessions.filter { session in
            let faults =
                fault(session.request, of: scenario.requests, "request")
                + session.practitioners.flatMap { fault($0, of: scenario.practitioners, "practitioner") } + startFaults(session.start)
            guard takesPart("The session of request number \(session.request + 1)", faults) else { return false }
            guard scenario.length(of: session.request, in: session.mode) != nil else {
                violations.append(missingMode(session.mode.key, request: session.request, practitioners: session.practitioners))
                return false
            }
            return true
        }
        kept.supervision = timetable.supervision.filter { supervision in
            let faults =
                [supervision.practitioner, supervision.supervisor].flatMap { fault($0, of: scenario.practitioners, "practitioner") }
                + startFaults(supervision.start)
            return takesPart("The supervision of practitioner number \(supervision.practitioner + 1)", faults)
        }
        kept.meetings = timetable.meetings.filter { held in
            let faults = fault(held.meeting, of: scenario.meetings, "meeting") + startFaults(held.start)
            return takesPart("The meeting number \(held.meeting + 1)", faults)
        }
        var covers: Set<Timetable.Cover> = []
        kept.cover = timetable.cover.filter { cover in
            let faults = fault(cover.practitioner, of: scenario.practitioners, "practitioner")
            guard takesPart("The cover of practitioner number \(cover.practitioner + 1)", faults) else { return false }
            guard covers.insert(cover).inserted else {
                violations.append(coverTwice(cover))
                return false
            }
            return true
        }
        return (kept, violations)
    }

    /// **S3** for a session that takes no further part because its type lacks the mode.
    func missingMode(_ mode: String, request: Int, practitioners: [Int]) -> Violation {
        let type = scenario.sessionTypes[scenario.requests[request].type]
        return Violation(
            .S3, practitioners: practitioners, requests: [request],
            message:
                "The session for \(scenario.requests[request].id) is in the mode \(mode), which the session type \(type.id) does not "
                + "have."
        )
    }

    /// **F1** for a cover that stands in the timetable already.
    func coverTwice(_ cover: Timetable.Cover) -> Violation {
        Violation(
            .F1, practitioners: [cover.practitioner],
            message: "The cover of \(scenario.practitionerName(cover.practitioner)) on \(cover.day.name) stands twice.")
    }

    /// What is wrong with a start that is inside the week.
    func startFaults(_ start: WeekTime) -> [String] {
        guard (0..<1440).contains(start.minute) else { return ["its start is no minute of a day"] }
        return start.minute % scenario.grid == 0
            ? [] : ["its start \(ClockTime.text(start.minute)) is not on the grid of \(counted(scenario.grid, "minute"))"]
    }

    private func fault<Thing>(_ position: Int, of things: [Thing], _ noun: String) -> [String] {
        things.indices.contains(position) ? [] : ["the scenario has no \(noun) number \(position + 1)"]
    }
}
