import Diary

extension ZoneRules {
    /// The zone as a VTIMEZONE that is right for every moment of the planned week and as short as can be (RFC 5545 §3.6.5).
    ///
    /// A zone that changes its clocks by one yearly rule ("the last Sunday of March") gets one STANDARD and one DAYLIGHT with that rule:
    /// the form that every calendar program reads. Other zones get the change before the week and those in it, one by one; a zone
    /// without changes a single STANDARD.
    var component: ICalComponent {
        ICalComponent(
            kind: .timeZone, properties: [ICalProperty("TZID", text: identifier)],
            components: yearlyObservances ?? explicitObservances)
    }

    private var yearlyObservances: [ICalComponent]? {
        let considered = transitions.filter { (year - 1...lastYear).contains($0.onset.date.components.year) }
        var result: [ICalComponent] = []
        for daylight in [true, false] {
            let changes = considered.filter { $0.daylight == daylight }
            guard let first = changes.first, changes.map(\.onset.date.components.year) == Array(year - 1...lastYear),
                changes.allSatisfy({ ($0.from, $0.to, $0.name) == (first.from, first.to, first.name) }),
                let rule = Self.yearlyRule(of: changes.map(\.onset))
            else { return nil }
            result.append(Self.observance(first, rule: rule))
        }
        return result
    }

    private var explicitObservances: [ICalComponent] {
        // A day on either side, so that no offset can put an event of the week outside.
        let start = weekStart - 86_400, end = weekStart + 8 * 86_400
        let before = transitions.last { $0.moment <= start }
        let within = transitions.filter { start < $0.moment && $0.moment < end }
        let first =
            before
            ?? Transition(
                moment: Self.longAgo(before: start) - firstOffset, from: firstOffset, to: firstOffset, daylight: firstIsDaylight,
                name: firstName)
        return ([first] + within).map { Self.observance($0, rule: nil) }
    }

    /// 1970-01-01, or 0001-01-01 for weeks before that.
    private static func longAgo(before moment: Int) -> Int { moment > 0 ? 0 : -719_162 * 86_400 }

    private static func observance(_ transition: Transition, rule: String?) -> ICalComponent {
        var properties = [ICalProperty("DTSTART", raw: transition.onset.basicText)]
        if let rule { properties.append(ICalProperty("RRULE", raw: rule)) }
        properties.append(ICalProperty("TZOFFSETFROM", raw: offsetText(transition.from)))
        properties.append(ICalProperty("TZOFFSETTO", raw: offsetText(transition.to)))
        properties.append(ICalProperty("TZNAME", text: transition.name))
        return ICalComponent(kind: transition.daylight ? .daylight : .standard, properties: properties)
    }

    /// The rule by which all onsets, one a year, come about: the same time on the n-th or the last such weekday of one month.
    private static func yearlyRule(of onsets: [LocalTime]) -> String? {
        guard let first = onsets.first else { return nil }
        let month = first.date.components.month, weekday = first.date.weekday
        guard onsets.allSatisfy({
            $0.secondOfDay == first.secondOfDay && $0.date.components.month == month && $0.date.weekday == weekday
        }) else { return nil }
        let ordinal: Int
        if onsets.allSatisfy({ $0.date.advanced(by: 7).components.month != month }) {
            ordinal = -1
        } else {
            ordinal = (first.date.components.day + 6) / 7
            guard onsets.allSatisfy({ ($0.date.components.day + 6) / 7 == ordinal }) else { return nil }
        }
        return "FREQ=YEARLY;BYMONTH=\(month);BYDAY=\(ordinal)\(weekday.key.prefix(2).uppercased())"
    }

    /// `+0100`, with seconds only where there are any (RFC 5545 §3.3.14).
    private static func offsetText(_ offset: Int) -> String {
        let seconds = abs(offset)
        return (offset < 0 ? "-" : "+") + LocalTime.padded(seconds / 3600, 2) + LocalTime.padded(seconds / 60 % 60, 2)
            + (seconds % 60 == 0 ? "" : LocalTime.padded(seconds % 60, 2))
    }
}
