/// RULEBOOK §4, *Meetings*.
extension CheckedWeek {
    /// **M1** Each meeting is held at most once, inside one `when` window, with all its members.
    ///
    /// A meeting that is held always occupies all its members, so what is left to break is how often and when.
    func m1Meetings() -> [Violation] {
        var violations: [Violation] = []
        let byMeeting = Dictionary(grouping: timetable.meetings, by: \.meeting)
        for (position, held) in byMeeting.sorted(by: { $0.key < $1.key }) {
            let meeting = scenario.meetings[position]
            let spans = held.map { DaySpan($0.start.day, start: $0.start.minute, end: $0.start.minute + meeting.minutes) }
            func violation(_ times: [DaySpan], _ message: String) -> Violation {
                Violation(
                    .M1, practitioners: meeting.members, places: meeting.place.map { [$0] } ?? [], meetings: [position], times: times,
                    message: message)
            }
            if held.count > 1 {
                violations.append(
                    violation(
                        spans,
                        "The meeting \(scenario.meetingName(position)) is held \(held.count) times: on "
                            + "\(listed(spans.map(\.description)))."))
            }
            for span in spans where !meeting.when.contains(day: span.day, start: span.start, end: span.end) {
                let windows = listed(meeting.when[span.day].map(\.description), none: "none that day")
                violations.append(
                    violation(
                        [span], "The meeting \(scenario.meetingName(position)) on \(span) is not inside one of its windows (\(windows))."))
            }
        }
        return violations
    }
}
