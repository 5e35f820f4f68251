import Foundation

/// One calendar before editions are decided.
struct CalendarDraft: Hashable, Sendable {
    /// The file's name.
    var file: String
    /// The calendar's name.
    var name: String
    var entries: [CalendarEntry]
}

/// Decides editions over all calendars at once and writes the files.
struct CalendarWriter {
    let zone: ZoneRules
    let scope: IdentityScope
    let previous: PreviousCalendars
    let revising: Revising

    private struct Line {
        var uid: String
        var start: Int
        var content: [ICalProperty]
        var revision: EventRevision
    }

    func files(_ drafts: [CalendarDraft]) throws(CalendarError) -> [CalendarFile] {
        let editions = try editions(drafts)
        let zoneComponent = zone.component
        var files: [CalendarFile] = []
        for draft in drafts {
            let calendar = calendar(draft, events: lines(draft, editions: editions), zone: zoneComponent)
            let data = ICalWriter.data(of: calendar)
            _ = try readBack(data, file: draft.file, strictly: true)
            files.append(CalendarFile(name: draft.file, data: data))
        }
        return files
    }

    /// What libical reads in a text of ours.
    private func readBack(_ data: Data, file: String, strictly: Bool) throws(CalendarError) -> ParsedCalendar {
        do {
            return try ICalLibrary.calendar(in: data, strictly: strictly)
        } catch {
            throw .notWritable(file: file, reason: error.reason)
        }
    }

    // MARK: Editions

    private func editions(_ drafts: [CalendarDraft]) throws(CalendarError) -> [String: Revising.Editions] {
        var copies: [String: [Revising.Copy]] = [:]
        for draft in drafts {
            for (uid, copy) in try self.copies(draft) { copies[uid, default: []].append(copy) }
        }
        return Dictionary(uniqueKeysWithValues: copies.map { uid, copies in
            (uid, revising.editions(highest: previous.highest[uid], copies: copies))
        })
    }

    /// How each event of a calendar, and of the file before it, stands in the two.
    private func copies(_ draft: CalendarDraft) throws(CalendarError) -> [String: Revising.Copy] {
        guard let before = previous.events[draft.file] else {
            return Dictionary(uniqueKeysWithValues: draft.entries.map { ($0.uid, .first) })
        }
        var copies: [String: Revising.Copy] = before.mapValues { $0.isCancelled ? .gone : .vanished }
        // Both sides as libical reads them, so that another order or spelling is no change.
        let trial = draft.entries.map { entry in
            Line(uid: entry.uid, start: 0, content: entry.content(zone: zone.identifier), revision: EventRevision(sequence: 0, stamp: 0, lastModified: 0))
        }
        let data = ICalWriter.data(of: calendar(draft, events: trial, zone: zone.component))
        for properties in try readBack(data, file: draft.file, strictly: false).events {
            guard let uid = properties.first(where: { $0.name == "UID" })?.value else { continue }
            copies[uid] = before[uid]?.content == EventRevision.content(of: properties) ? .same : .changed
        }
        return copies
    }

    private func lines(_ draft: CalendarDraft, editions: [String: Revising.Editions]) -> [Line] {
        var lines: [Line] = []
        for entry in draft.entries {
            guard let edition = editions[entry.uid] else { continue }
            lines.append(
                Line(
                    uid: entry.uid, start: zone.moment(of: entry.start), content: entry.content(zone: zone.identifier),
                    revision: edition.living))
        }
        let living = Set(draft.entries.map(\.uid))
        for (uid, event) in previous.events[draft.file] ?? [:] where !living.contains(uid) {
            guard let edition = editions[uid] else { continue }
            let revision = event.isCancelled ? event.revision : edition.cancelled
            lines.append(Line(uid: uid, start: event.start, content: cancelled(event), revision: revision))
        }
        return lines.sorted { ($0.start, $0.uid) < ($1.start, $1.uid) }
    }

    /// What is left of an event that is gone: nothing but when it was, for its text may hold names that this export is to leave out.
    private func cancelled(_ event: PreviousEvent) -> [ICalProperty] {
        [
            ICalProperty("DTSTART", local: zone.local(at: event.start), zone: zone.identifier),
            ICalProperty("DTEND", local: zone.local(at: event.end), zone: zone.identifier),
            ICalProperty("SUMMARY", text: "Cancelled"),
            ICalProperty("CLASS", raw: "PRIVATE"),
            ICalProperty("STATUS", raw: "CANCELLED"),
            ICalProperty("TRANSP", raw: "TRANSPARENT"),
        ]
    }

    // MARK: Text

    private func calendar(_ draft: CalendarDraft, events: [Line], zone component: ICalComponent) -> ICalComponent {
        var properties = [
            ICalProperty("VERSION", raw: "2.0"),
            ICalProperty("PRODID", text: "-//Diary Planner//Calendars//EN"),
            ICalProperty("CALSCALE", raw: "GREGORIAN"),
            ICalProperty("UID", text: scope.calendarUID(file: draft.file)),
            ICalProperty("NAME", text: draft.name),
            ICalProperty("X-WR-CALNAME", text: draft.name),
            ICalProperty("X-WR-TIMEZONE", text: zone.identifier),
            ICalProperty("REFRESH-INTERVAL", parameter: "VALUE=DURATION", raw: Self.refreshInterval),
            ICalProperty("X-PUBLISHED-TTL", raw: Self.refreshInterval),
        ]
        if let modified = events.map(\.revision.lastModified).max() {
            properties.append(ICalProperty("LAST-MODIFIED", utc: modified))
        }
        let components = events.map { event in
            ICalComponent(
                kind: .event,
                properties: [
                    ICalProperty("UID", text: event.uid),
                    ICalProperty("DTSTAMP", utc: event.revision.stamp),
                    ICalProperty("LAST-MODIFIED", utc: event.revision.lastModified),
                    ICalProperty("SEQUENCE", raw: String(event.revision.sequence)),
                ] + event.content)
        }
        return ICalComponent(kind: .calendar, properties: properties, components: [component] + components)
    }

    /// How often a program that subscribes looks for changes: schools close at short notice.
    private static let refreshInterval = "PT1H"
}
