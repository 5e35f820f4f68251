import Diary
import Foundation

/// The offsets from UTC of one time zone in the years around a week, found by asking the system's zone rules.
struct ZoneRules: Sendable {
    /// A change of the zone's offset.
    struct Transition: Hashable, Sendable {
        /// When it happens, in seconds since 1970.
        var moment: Int
        /// Seconds east of UTC before and from then on.
        var from: Int
        var to: Int
        /// Whether daylight saving time begins (or goes on) then.
        var daylight: Bool
        /// Abbreviation of the time from then on: `BST`, or `+11` where the zone has none.
        var name: String

        /// What clocks that have not been changed yet show at that moment: how a VTIMEZONE writes an onset (RFC 5545 §3.6.5).
        var onset: LocalTime { LocalTime(secondsSinceEpoch: moment + from) }
    }

    /// The zone's name as the scenario gives it.
    let identifier: String
    /// The year of the week's Monday.
    let year: Int
    /// The week's first midnight as if in UTC, in seconds since 1970.
    let weekStart: Int
    /// All changes from the year before ``year`` to ``lastYear``, in order.
    let transitions: [Transition]
    /// Before the first transition: seconds east of UTC, and the abbreviation.
    let firstOffset: Int
    let firstName: String
    let firstIsDaylight: Bool

    /// How many years after the week's are looked at. With the year before they are eight in a row, in which "the fourth Sunday" and
    /// "the last Sunday" of a month fall apart at least once.
    private static let yearsAhead = 6

    var lastYear: Int { year + Self.yearsAhead }

    /// Looks a zone up around a week. Nil where the system does not know the zone.
    ///
    /// The offset is asked for every day and each change narrowed down to the second, so that nothing rests on how a platform lists its
    /// transitions: no zone has changed its clocks twice in one day.
    init?(identifier: String, week: CalendarDate) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        year = week.components.year
        func offset(_ moment: Int) -> Int { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment))) }
        func isDaylight(_ moment: Int) -> Bool { zone.isDaylightSavingTime(for: Date(timeIntervalSince1970: Double(moment))) }
        let step = 86_400
        let monday = LocalTime(week, minute: 0).secondsSinceEpoch
        weekStart = monday
        // A year and a bit, so that the first transition of the year before is always among them.
        var moment = monday - 2 * 366 * 86_400
        let end = monday + (Self.yearsAhead + 1) * 366 * 86_400
        var current = offset(moment)
        firstOffset = current
        firstIsDaylight = isDaylight(moment)
        firstName = Self.name(of: zone, daylight: firstIsDaylight, offset: current)
        var found: [Transition] = []
        while moment < end {
            let next = moment + step
            let nextOffset = offset(next)
            if nextOffset != current {
                var low = moment, high = next
                while high - low > 1 {
                    let middle = low + (high - low) / 2
                    if offset(middle) == current { low = middle } else { high = middle }
                }
                let daylight = isDaylight(high)
                found.append(
                    Transition(
                        moment: high, from: current, to: nextOffset, daylight: daylight,
                        name: Self.name(of: zone, daylight: daylight, offset: nextOffset)))
                current = nextOffset
            }
            moment = next
        }
        transitions = found
    }

    // MARK: Moments

    /// The moment, in seconds since 1970, that a wall-clock time names: the first where clocks show it twice, and where they skip it the one
    /// that clocks not yet changed would show it at (RFC 5545 §3.3.5).
    func moment(of local: LocalTime) -> Int {
        var offset = firstOffset
        for transition in transitions {
            let moment = local.secondsSinceEpoch - offset
            if moment < transition.moment { return moment }
            // Shown by no clock: after the change under the old offset, before it under the new one.
            if local.secondsSinceEpoch - transition.to < transition.moment { return moment }
            offset = transition.to
        }
        return local.secondsSinceEpoch - offset
    }

    /// What clocks show at a moment given in seconds since 1970.
    func local(at moment: Int) -> LocalTime {
        LocalTime(secondsSinceEpoch: moment + (transitions.last { $0.moment <= moment }?.to ?? firstOffset))
    }

    // MARK: Names

    /// `BST` where the language of the service has a name of letters alone, otherwise the offset, as the public time-zone database does.
    private static func name(of zone: TimeZone, daylight: Bool, offset: Int) -> String {
        let style: TimeZone.NameStyle = daylight ? .shortDaylightSaving : .shortStandard
        if let name = zone.localizedName(for: style, locale: Locale(identifier: "en_GB")), name.allSatisfy({ $0.isASCII && $0.isLetter }),
            name != "GMT" || offset == 0
        {
            return name
        }
        return numericName(offset)
    }

    private static func numericName(_ offset: Int) -> String {
        let minutes = abs(offset) / 60
        let hours = LocalTime.padded(minutes / 60, 2)
        return (offset < 0 ? "-" : "+") + hours + (minutes % 60 == 0 ? "" : LocalTime.padded(minutes % 60, 2))
    }
}
