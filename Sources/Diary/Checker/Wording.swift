/// How violations name things: the name that people know, then the id that files use where it differs.
extension Scenario {
    func practitionerName(_ position: Int) -> String { Self.named(practitioners[position].name, practitioners[position].id) }

    func placeName(_ position: Int) -> String { Self.named(places[position].name, places[position].id) }

    func meetingName(_ position: Int) -> String { Self.named(meetings[position].name, meetings[position].id) }

    /// The names one after the other: `A, B and C`.
    func practitionerNames(_ positions: [Int]) -> String { listed(positions.map(practitionerName)) }

    private static func named(_ name: String, _ id: String) -> String { name == id ? id : "\(name) (\(id))" }
}

/// Texts one after the other: `a`, `a and b`, `a, b and c`, or `nobody` and the like where there is none.
func listed(_ texts: [String], none: String = "nobody") -> String {
    guard let last = texts.last else { return none }
    return texts.count == 1 ? last : texts.dropLast().joined(separator: ", ") + " and " + last
}

/// A count with its noun: `1 session`, `2 sessions`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension CheckedWeek {
    /// `the video session for r001`.
    func phrase(_ session: Timetable.Session) -> String {
        "the \(session.mode.key) session for \(scenario.requests[session.request].id)"
    }

    /// `the video session for r001 on Tuesday 10:00-10:50`, with the session's own minutes.
    func phraseWithTime(_ session: Timetable.Session) -> String { "\(phrase(session)) on \(ownMinutes(session))" }

    /// What an activity is: `the session ...`, `the supervision of ...`, `the meeting ...`, `the busy block ...`.
    func phrase(_ activity: Activity) -> String {
        switch activity.subject {
        case .session(let index): return phrase(timetable.sessions[index])
        case .supervision(let index):
            let supervision = timetable.supervision[index]
            return
                "the supervision of \(scenario.practitionerName(supervision.practitioner)) by "
                + "\(scenario.practitionerName(supervision.supervisor))"
        case .meeting(let index): return "the meeting \(scenario.meetingName(timetable.meetings[index].meeting))"
        case .busy(let index): return "the busy block \(scenario.practitioners[activity.practitioner].busy[index].label)"
        }
    }

    /// The requests of activities that are sessions, as positions.
    func requests(of activities: [Activity]) -> [Int] {
        activities.compactMap { if case .session(let index) = $0.subject { timetable.sessions[index].request } else { nil } }
    }

    /// The meetings among activities, as positions.
    func meetings(of activities: [Activity]) -> [Int] {
        activities.compactMap { if case .meeting(let index) = $0.subject { timetable.meetings[index].meeting } else { nil } }
    }
}

/// A sentence from a phrase: its first letter a capital.
func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
