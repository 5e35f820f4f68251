/// RULEBOOK §4, *Supervision and cover*.
extension CheckedWeek {
    /// **V1** A practitioner who has `supervision` has at most one supervision in the week, of those minutes, with one of the supervisors
    /// named; without it they deliver no session. Nobody else has any. (One with a supervisor not named breaks V1 and still occupies
    /// both.)
    ///
    /// The minutes are the practitioner's own, so a supervision always has them. One with a supervisor not named does not let its
    /// practitioner deliver sessions. One of somebody who needs none has no length and occupies nobody.
    func v1Supervision() -> [Violation] {
        let byPractitioner = Dictionary(grouping: timetable.supervision, by: \.practitioner)
        var sessions: [Int: [Timetable.Session]] = [:]
        for session in timetable.sessions {
            for practitioner in session.practitioners.withoutRepeats { sessions[practitioner, default: []].append(session) }
        }
        return scenario.practitioners.indices.flatMap { practitioner -> [Violation] in
            let name = scenario.practitionerName(practitioner)
            let held = byPractitioner[practitioner] ?? []
            guard let need = scenario.practitioners[practitioner].supervision else {
                return held.map { supervision in
                    Violation(
                        .V1, practitioners: [practitioner, supervision.supervisor].withoutRepeats,
                        message:
                            "\(name) needs no supervision, but is given one by \(scenario.practitionerName(supervision.supervisor)) on "
                            + "\(supervision.start.day.name) at \(ClockTime.text(supervision.start.minute)).")
                }
            }
            var violations: [Violation] = []
            if held.count > 1 {
                violations.append(
                    Violation(
                        .V1, practitioners: ([practitioner] + held.map(\.supervisor)).withoutRepeats, times: held.map { span($0, need) },
                        message:
                            "\(name) has \(held.count) supervisions in the week, on \(listed(held.map { "\(span($0, need))" })); one "
                            + "is the most."))
            }
            for supervision in held where !need.supervisors.contains(supervision.supervisor) {
                violations.append(
                    Violation(
                        .V1, practitioners: [practitioner, supervision.supervisor].withoutRepeats, times: [span(supervision, need)],
                        message:
                            "\(name) is supervised on \(span(supervision, need)) by "
                            + "\(scenario.practitionerName(supervision.supervisor)), who is not among the supervisors named: "
                            + "\(scenario.practitionerNames(need.supervisors))."))
            }
            if let delivered = sessions[practitioner], !held.contains(where: { need.supervisors.contains($0.supervisor) }) {
                violations.append(
                    Violation(
                        .V1, practitioners: [practitioner], requests: delivered.map(\.request).withoutRepeats,
                        times: delivered.map(ownMinutes),
                        message:
                            "\(name) has \(counted(delivered.count, "session")) in the week without a supervision by "
                            + "\(scenario.practitionerNames(need.supervisors))."))
            }
            return violations
        }
    }

    private func span(_ supervision: Timetable.Supervision, _ need: SupervisionNeed) -> DaySpan {
        DaySpan(supervision.start.day, start: supervision.start.minute, end: supervision.start.minute + need.minutes)
    }

    /// **V2** A supervisor's supervision in the week is at most `supervises.minutes-per-week`; each is with one person.
    ///
    /// Each entry is of one person, and W2 keeps two from one supervisor apart. One by somebody who supervises nobody breaks V1,
    /// for nobody may name them.
    func v2SupervisorMinutes() -> [Violation] {
        let bySupervisor = Dictionary(grouping: timetable.supervision, by: \.supervisor)
        return bySupervisor.sorted { $0.key < $1.key }.compactMap { supervisor, held in
            guard let most = scenario.practitioners[supervisor].supervisesMinutes else { return nil }
            let needs = held.compactMap { supervision in
                scenario.practitioners[supervision.practitioner].supervision.map { (supervision: supervision, need: $0) }
            }
            let minutes = needs.reduce(0) { $0 + $1.need.minutes }
            guard minutes > most else { return nil }
            return Violation(
                .V2, practitioners: [supervisor] + needs.map(\.supervision.practitioner).withoutRepeats,
                times: needs.map { span($0.supervision, $0.need) },
                message:
                    "\(scenario.practitionerName(supervisor)) gives \(counted(minutes, "minute")) of supervision in the week; the most "
                    + "is \(most).")
        }
    }

    /// **V3** With `cover-ratio` k: at every moment the after-hours sessions in progress (own minutes; a session with two practitioners
    /// counts once) number at most k times the practitioners on cover whose `evenings` window of that day contains the moment.
    ///
    /// Who is away has no evenings, so their cover (which breaks V4) counts for nothing. Cover of somebody without `cover` breaks V4 and
    /// counts here. Each stretch of time in which cover is short makes one violation.
    func v3Cover() -> [Violation] {
        guard let ratio = scenario.rules.coverRatio else { return [] }
        // More sessions than there are need no backing.
        let backed = min(ratio, timetable.sessions.count)
        return Weekday.allCases.flatMap { day -> [Violation] in
            let sessions = timetable.sessions.filter { $0.start.day == day && isAfterHours($0) }
            let holders = timetable.cover.filter { $0.day == day }.map(\.practitioner)
            let demand = sessions.map { Stretch(start: ownMinutes($0).start, end: ownMinutes($0).end, level: 1) }
            let supply = holders.flatMap { holder in
                scenario.evenings(of: holder, on: day).map { Stretch(start: $0.start, end: $0.end, level: -backed) }
            }
            return Stretch.above(0, of: demand + supply).map { short in
                let present = sessions.filter { ownMinutes($0).start < short.end && short.start < ownMinutes($0).end }
                let span = DaySpan(day, start: short.start, end: short.end)
                return Violation(
                    .V3, practitioners: (present.flatMap(\.practitioners) + holders).withoutRepeats,
                    requests: present.map(\.request).withoutRepeats, times: [span],
                    message:
                        "On \(span) after-hours sessions lack cover, at one moment \(short.level) of them: "
                        + "\(listed(present.map(phrase))); on cover that day: \(scenario.practitionerNames(holders)), each for "
                        + "\(counted(ratio, "session")) at once within their evenings.")
            }
        }
    }

    /// **V4** Cover is held by practitioners with `cover`, on days with `evenings`, when not away, on at most
    /// `cover.evenings-per-week` days; on such a day none of their activities, busy blocks among them, overlaps their evenings.
    func v4CoverHolders() -> [Violation] {
        let byPractitioner = Dictionary(grouping: timetable.cover, by: \.practitioner).mapValues { $0.map(\.day).sorted() }
        return byPractitioner.sorted { $0.key < $1.key }.flatMap { practitioner, days -> [Violation] in
            let name = scenario.practitionerName(practitioner)
            var violations: [Violation] = []
            if let most = scenario.practitioners[practitioner].coverEvenings {
                if days.count > most {
                    violations.append(
                        Violation(
                            .V4, practitioners: [practitioner],
                            message:
                                "\(name) is on cover on \(counted(days.count, "day")), \(listed(days.map(\.name))); the most in the "
                                + "week is \(most)."))
                }
            } else {
                violations.append(
                    Violation(
                        .V4, practitioners: [practitioner],
                        message: "\(name) is on cover on \(listed(days.map(\.name))), but is nobody who takes cover."))
            }
            for day in days {
                if scenario.isAway(practitioner, on: day) {
                    violations.append(
                        Violation(.V4, practitioners: [practitioner], message: "\(name) is on cover on \(day.name), but is away that day."))
                } else if scenario.evenings(of: practitioner, on: day).isEmpty {
                    violations.append(
                        Violation(
                            .V4, practitioners: [practitioner], message: "\(name) is on cover on \(day.name), but has no evening that day.")
                    )
                }
                let evenings = scenario.evenings(of: practitioner, on: day)
                for activity in activities[practitioner, day]
                where evenings.contains(where: { activity.start < $0.end && $0.start < activity.end }) {
                    violations.append(
                        Violation(
                            .V4, practitioners: [practitioner], requests: requests(of: [activity]), meetings: meetings(of: [activity]),
                            times: [activity.span],
                            message:
                                "\(name) is on cover on \(day.name), but \(phrase(activity)) on \(activity.span) overlaps their "
                                + "evening (\(evenings.map(\.description).joined(separator: ", "))).")
                    )
                }
            }
            return violations
        }
    }

    /// **V5** After-hours sessions number at most `after-hours-slots`. A session with two practitioners counts once.
    func v5Slots() -> [Violation] {
        guard let slots = scenario.rules.afterHoursSlots else { return [] }
        let sessions = timetable.sessions.filter(isAfterHours)
        guard sessions.count > slots else { return [] }
        return [
            Violation(
                .V5, practitioners: sessions.flatMap(\.practitioners).withoutRepeats, requests: sessions.map(\.request).withoutRepeats,
                times: sessions.map(ownMinutes),
                message: "There are \(counted(sessions.count, "after-hours session")) in the week; there are slots for \(slots).")
        ]
    }
}
