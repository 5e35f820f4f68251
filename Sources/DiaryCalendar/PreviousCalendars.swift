/// An event as an earlier export left it in one file.
struct PreviousEvent: Hashable, Sendable {
    var revision: EventRevision
    var isCancelled: Bool
    /// Start and end in UTC seconds.
    var start: Int
    var end: Int
    /// The content lines but those of UID and revision, sorted.
    var content: [String]
}

/// Which edition of an event a calendar program sees (RFC 5545 §3.8.7).
struct EventRevision: Hashable, Sendable {
    /// SEQUENCE.
    var sequence: Int
    /// DTSTAMP in UTC seconds.
    var stamp: Int
    /// LAST-MODIFIED in UTC seconds.
    var lastModified: Int

    /// The lines of an event that do not say which edition of which event it is, sorted.
    static func content(of properties: [ParsedCalendar.Property]) -> [String] {
        properties.filter { !["UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED"].contains($0.name) }.map(\.line).sorted()
    }
}

/// What earlier exports of the same service and week left in a folder.
struct PreviousCalendars: Sendable {
    /// File name, then UID.
    private(set) var events: [String: [String: PreviousEvent]] = [:]
    /// The highest edition of each event in any file.
    private(set) var highest: [String: EventRevision] = [:]

    /// Reads those files that exports write, and in them the events of one service and week; all else is ignored.
    init(files: [CalendarFile], scope: IdentityScope, zone: ZoneRules) throws(CalendarError) {
        for file in files where CalendarOptions.Grouping.allCases.contains(where: { $0.owns(file.name) }) {
            let calendar: ParsedCalendar
            do {
                calendar = try ICalLibrary.calendar(in: file.data)
            } catch {
                throw .unreadablePrevious(file: file.name, reason: error.reason)
            }
            var found: [String: PreviousEvent] = [:]
            for properties in calendar.events {
                guard let uid = properties.first(where: { $0.name == "UID" })?.value, uid.hasSuffix(scope.suffix) else { continue }
                guard let event = PreviousEvent(properties, zone: zone) else {
                    throw .unreadablePrevious(file: file.name, reason: "the event \(uid) lacks a start, an end, a stamp or a right sequence number")
                }
                found[uid] = event
                highest[uid] = highest[uid].map { $0.isOlder(than: event.revision) ? event.revision : $0 } ?? event.revision
            }
            events[file.name] = found
        }
    }
}

extension EventRevision {
    /// Whether another edition supersedes this one (RFC 5546 §2.1.5).
    func isOlder(than other: EventRevision) -> Bool { (sequence, stamp) < (other.sequence, other.stamp) }
}

extension PreviousEvent {
    init?(_ properties: [ParsedCalendar.Property], zone: ZoneRules) {
        func property(_ name: String) -> ParsedCalendar.Property? { properties.first { $0.name == name } }
        func moment(_ name: String) -> Int? {
            guard let property = property(name) else { return nil }
            if property.value.hasSuffix("Z") { return LocalTime(basicText: property.value.dropLast())?.secondsSinceEpoch }
            guard let local = LocalTime(basicText: property.value) else { return nil }
            let name = property.zone ?? zone.identifier
            // The scenario's zone may have been another when the event was written.
            let rules = name == zone.identifier ? zone : ZoneRules(identifier: name, week: local.date)
            return rules?.moment(of: local)
        }
        guard let start = moment("DTSTART"), let end = moment("DTEND"), start < end, let stamp = moment("DTSTAMP") else { return nil }
        // RFC 5545 §3.8.7.4: an event without SEQUENCE is its first edition.
        guard let sequence = Int(property("SEQUENCE")?.value ?? "0"), (0..<Int(Int32.max) - 2).contains(sequence) else { return nil }
        self.init(
            revision: EventRevision(sequence: sequence, stamp: stamp, lastModified: moment("LAST-MODIFIED") ?? stamp),
            isCancelled: property("STATUS")?.value == "CANCELLED", start: start, end: end,
            content: EventRevision.content(of: properties))
    }
}
