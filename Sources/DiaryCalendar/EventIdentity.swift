import Diary

/// What makes an event the same event however the week is replanned.
///
/// The UID is a name-based UUID (RFC 9562 §5.5) of the service, the week and the event's key, followed by the week and by a tag of the service: it
/// says nothing about people, as RFC 7986 §5.3 asks, is the same in every file, and lets a later export know its own events.
struct EventIdentity: Hashable, Sendable {
    let key: String

    private init(_ parts: String...) {
        // A length before each part keeps ids that hold separators apart.
        key = parts.map { "\($0.utf8.count):\($0)" }.joined()
    }

    static func session(request: String) -> EventIdentity { EventIdentity("session", request) }
    /// The write-up is one practitioner's own.
    static func writeUp(request: String, practitioner: String) -> EventIdentity { EventIdentity("write-up", request, practitioner) }
    static func supervision(of practitioner: String) -> EventIdentity { EventIdentity("supervision", practitioner) }
    static func meeting(_ id: String) -> EventIdentity { EventIdentity("meeting", id) }
    /// A window of evenings on one day, counted from 0.
    static func cover(practitioner: String, day: Weekday, window: Int) -> EventIdentity {
        EventIdentity("cover", practitioner, day.key, String(window))
    }
    /// A busy block has no id: it is known by its day and label, so that it may move within its day.
    static func busy(practitioner: String, day: Weekday, label: String) -> EventIdentity {
        EventIdentity("busy", practitioner, day.key, label)
    }
    /// A practitioner's way to another event.
    static func travel(practitioner: String, to destination: EventIdentity) -> EventIdentity {
        EventIdentity("travel", practitioner, destination.key)
    }
    /// A later event that would otherwise be the same, as broken timetables and repeated busy blocks have them; counted from 2.
    func repeated(_ count: Int) -> EventIdentity { EventIdentity(key, String(count)) }
}

/// The UIDs of one service's week.
struct IdentityScope: Sendable {
    /// What every UID of this service and week ends with: `@2026-11-23.` and twelve hexadecimal digits for the service.
    let suffix: String
    private let namespace: NameBasedUUID

    init(service: String, week: CalendarDate) {
        let service = NameBasedUUID(namespace: .root, name: service)
        suffix = "@\(week).\(service.text.suffix(12))"
        namespace = NameBasedUUID(namespace: service, name: week.description)
    }

    func uid(of event: EventIdentity) -> String { uuid(of: event.key) + suffix }

    /// The UID of a calendar itself (RFC 7986 §5.3), by its file's name.
    func calendarUID(file: String) -> String { uuid(of: "calendar/" + file) }

    private func uuid(of name: String) -> String { NameBasedUUID(namespace: namespace, name: name).text }
}
