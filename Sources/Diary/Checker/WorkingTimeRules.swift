/// RULEBOOK §4, *Working time, for each practitioner*.
extension CheckedWeek {
    /// **W1** Every activity, write-up included, lies inside one window of that day's hours (after-hours sessions: of hours and evenings
    /// merged). Busy blocks are taken as given and need no window. On `away` dates there are no hours and no evenings.
    func w1WorkingHours() -> [Violation] {
        eachDay { practitioner, day, activities in
            let hours = scenario.hours(of: practitioner, on: day)
            return activities.compactMap { activity in
                guard !activity.isBusy else { return nil }
                var windows = hours
                var evening = false
                if case .session(let index) = activity.subject, isAfterHours(timetable.sessions[index]) {
                    windows = scenario.afterHoursWindows(of: practitioner, on: day)
                    evening = true
                }
                guard !windows.contains(where: { $0.contains(start: activity.start, end: activity.end) }) else { return nil }
                let working =
                    scenario.isAway(practitioner, on: day)
                    ? "is away that day"
                    : "works \(evening ? "hours and evenings" : "hours") of \(listed(windows.map(\.description), none: "none that day"))"
                return about(
                    practitioner, .W1, [activity],
                    "\(sentence(phrase(activity))) on \(activity.span), write-up included, is not inside one window of "
                        + "\(scenario.practitionerName(practitioner)), who \(working).")
            }
        }
    }

    /// **W2** Activities do not overlap, and between one and the next there is at least the travel time between their places. A day
    /// whose only activities are busy blocks is exempt.
    ///
    /// The next activity is the next by start, then by end.
    func w2OverlapAndTravel() -> [Violation] {
        eachPlannedDay { practitioner, day, activities in
            var violations: [Violation] = []
            // Besides its predecessor an activity can overlap an earlier one that ends later still.
            var last = activities[0]
            for (previous, next) in zip(activities, activities.dropFirst()) {
                if next.start < last.end {
                    violations.append(
                        about(
                            practitioner, .W2, [last, next],
                            "\(scenario.practitionerName(practitioner)) has two things at once: \(phraseWithTime(last)) and "
                                + "\(phraseWithTime(next))."))
                } else if next.start - previous.end < next.travel {
                    violations.append(
                        about(
                            practitioner, .W2, [previous, next],
                            "\(scenario.practitionerName(practitioner)) has \(counted(next.start - previous.end, "minute")) "
                                + "between \(phraseWithTime(previous)) at \(scenario.placeName(previous.place)) and "
                                + "\(phraseWithTime(next)) at \(scenario.placeName(next.place)), but the way takes \(next.travel)."))
                }
                if next.end > last.end { last = next }
            }
            return violations
        }
    }

    /// **W3** From the first start to the last end of a day's activities is at most `span`. A day whose only activities are busy blocks
    /// is exempt.
    func w3Span() -> [Violation] {
        eachPlannedDay { practitioner, day, activities in
            let span = extent(activities)
            let most = scenario.practitioners[practitioner].limits.span
            guard span.end - span.start > most else { return [] }
            return [
                Violation(
                    .W3, practitioners: [practitioner], requests: requests(of: activities), meetings: meetings(of: activities),
                    times: [DaySpan(day, start: span.start, end: span.end)],
                    message:
                        "The day of \(scenario.practitionerName(practitioner)) on \(DaySpan(day, start: span.start, end: span.end)) "
                        + "lasts \(counted(span.end - span.start, "minute")); the most is \(most).")
            ]
        }
    }

    /// **W4** Where that is more than `break.after`, some gap between two consecutive activities has at least `break.minutes` inside
    /// `break.window`, and is at least travel + `break.minutes` long. The gap may lie between two busy blocks; a day whose only
    /// activities are busy blocks is exempt.
    ///
    /// Consecutive are an activity and the next by start, then by end. A long day of a single activity has no gap, and so no break.
    func w4Break() -> [Violation] {
        let rule = scenario.rules.breakRule
        return eachPlannedDay { practitioner, day, activities in
            let span = extent(activities)
            guard span.end - span.start > rule.after else { return [] }
            let hasBreak = zip(activities, activities.dropFirst()).contains { previous, next in
                let inWindow = max(0, min(next.start, rule.window.end) - max(previous.end, rule.window.start))
                return inWindow >= rule.minutes && next.start - previous.end >= next.travel + rule.minutes
            }
            guard !hasBreak else { return [] }
            return [
                Violation(
                    .W4, practitioners: [practitioner], requests: requests(of: activities), meetings: meetings(of: activities),
                    times: [DaySpan(day, start: span.start, end: span.end)],
                    message:
                        "The day of \(scenario.practitionerName(practitioner)) on \(DaySpan(day, start: span.start, end: span.end)) is "
                        + "longer than \(counted(rule.after, "minute")), but has no break of \(counted(rule.minutes, "minute")) within "
                        + "\(rule.window) besides travel.")
            ]
        }
    }

    /// **W5** At least `rest` minutes lie between the last end of one day and the first start of the next calendar day, where at least one
    /// of the two days holds anything but busy blocks.
    func w5Rest() -> [Violation] {
        scenario.practitioners.indices.flatMap { practitioner in
            zip(Weekday.allCases, Weekday.allCases.dropFirst()).compactMap { day, nextDay -> Violation? in
                let evening = activities[practitioner, day], morning = activities[practitioner, nextDay]
                guard !evening.isEmpty, let first = morning.first,
                    !WeekActivities.isOnlyBusy(evening) || !WeekActivities.isOnlyBusy(morning)
                else { return nil }
                let end = extent(evening).end
                let rest = 1440 - end + first.start
                guard rest < scenario.rules.rest else { return nil }
                let last = evening.filter { $0.end == end }
                return about(
                    practitioner, .W5, last + [first],
                    "\(scenario.practitionerName(practitioner)) rests \(counted(rest, "minute")) between the end at "
                        + "\(ClockTime.text(end)) on \(day.name) and the start at \(ClockTime.text(first.start)) on \(nextDay.name); "
                        + "the least is \(scenario.rules.rest).")
            }
        }
    }

    /// **W6** At most `sessions-per-day` sessions on a day, and never more than 12, and `sessions-per-week` in the week.
    func w6SessionLimits() -> [Violation] {
        scenario.practitioners.indices.flatMap { practitioner -> [Violation] in
            let limits = scenario.practitioners[practitioner].limits
            let perDay = min(limits.sessionsPerDay, Limits.mostSessionsPerDay)
            var violations: [Violation] = []
            var week: [Activity] = []
            for day in Weekday.allCases {
                let sessions = activities[practitioner, day].filter { if case .session = $0.subject { true } else { false } }
                week += sessions
                if sessions.count > perDay {
                    violations.append(
                        about(
                            practitioner, .W6, sessions,
                            "\(scenario.practitionerName(practitioner)) has \(counted(sessions.count, "session")) on \(day.name); "
                                + "the most on a day is \(perDay)."))
                }
            }
            if week.count > limits.sessionsPerWeek {
                violations.append(
                    about(
                        practitioner, .W6, week,
                        "\(scenario.practitionerName(practitioner)) has \(counted(week.count, "session")) in the week; the most is "
                            + "\(limits.sessionsPerWeek)."))
            }
            return violations
        }
    }

    /// **W7** An *evening* is a day with at least one after-hours session: at most `evenings-per-week`.
    func w7EveningLimit() -> [Violation] {
        scenario.practitioners.indices.compactMap { practitioner in
            let days = eveningsWorked(by: practitioner)
            let most = scenario.practitioners[practitioner].limits.eveningsPerWeek
            guard days.count > most else { return nil }
            let sessions = days.flatMap { day in activities[practitioner, day].filter(isAfterHours) }
            return about(
                practitioner, .W7, sessions,
                "\(scenario.practitionerName(practitioner)) works \(counted(days.count, "evening")), on "
                    + "\(listed(days.map(\.name))); the most in the week is \(most).")
        }
    }

    /// The days on which a practitioner has at least one after-hours session.
    func eveningsWorked(by practitioner: Int) -> [Weekday] {
        Weekday.allCases.filter { activities[practitioner, $0].contains(where: isAfterHours) }
    }

    private func isAfterHours(_ activity: Activity) -> Bool {
        if case .session(let index) = activity.subject { isAfterHours(timetable.sessions[index]) } else { false }
    }

    /// From the first start to the last end of a day that is not empty.
    private func extent(_ activities: [Activity]) -> (start: Int, end: Int) {
        activities.reduce((Int.max, 0)) { (min($0.0, $1.start), max($0.1, $1.end)) }
    }

    private func eachDay(_ body: (Int, Weekday, [Activity]) -> [Violation]) -> [Violation] {
        scenario.practitioners.indices.flatMap { practitioner in
            Weekday.allCases.flatMap { day in body(practitioner, day, activities[practitioner, day]) }
        }
    }

    /// The days that hold anything but busy blocks: the others are exempt from W2, W3 and W4.
    private func eachPlannedDay(_ body: (Int, Weekday, [Activity]) -> [Violation]) -> [Violation] {
        eachDay { practitioner, day, activities in WeekActivities.isOnlyBusy(activities) ? [] : body(practitioner, day, activities) }
    }

    private func phraseWithTime(_ activity: Activity) -> String { "\(phrase(activity)) on \(activity.span)" }

    private func about(_ practitioner: Int, _ rule: Rule, _ activities: [Activity], _ message: String) -> Violation {
        Violation(
            rule, practitioners: [practitioner], requests: requests(of: activities).withoutRepeats,
            places: activities.map(\.place).withoutRepeats, meetings: meetings(of: activities).withoutRepeats,
            times: activities.map(\.span),
            message: message)
    }
}
