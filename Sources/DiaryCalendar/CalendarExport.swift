public import Diary
import Foundation

/// A timetable as calendar files that Outlook, Google, Apple and Thunderbird read, update and do not duplicate (RFC 5545, RFC 7986).
///
/// ```swift
/// let folder = output.appending(path: "calendars")
/// let export = CalendarExport(scenario: scenario, timetable: timetable, options: CalendarOptions(stamp: Date()))
/// for file in try export.files(previous: CalendarFile.files(inFolder: folder)) {
///     // write file.data to folder/file.name
/// }
/// ```
///
/// The same input gives the same bytes. Times are wall-clock times of the scenario's zone, which every file declares; each event is
/// `CLASS:PRIVATE`.
///
/// The files name no METHOD: they are snapshots, and RFC 5545 §3.7.2 forbids taking such a file for an invitation; with one, RFC 5546
/// would ask for an organiser and an address for replies.
public struct CalendarExport: Sendable {
    public let scenario: Scenario
    public let timetable: Timetable
    public let options: CalendarOptions

    public init(scenario: Scenario, timetable: Timetable, options: CalendarOptions) {
        self.scenario = scenario
        self.timetable = timetable
        self.options = options
    }

    /// The calendars, in the order of their names: one for everybody and every place asked for, also where it has no event.
    ///
    /// Files that lie in the folder from an earlier export of the same service and week are given as `previous`. They decide what is an
    /// update: an event that is unchanged keeps its edition, a changed one gets a higher SEQUENCE, and one that is gone stays as `STATUS:CANCELLED`
    /// with nothing but its time. The calendar of somebody who has left the scenario comes back with all its events cancelled. Events of
    /// other weeks and services are not carried over, and files of groupings not asked for are not touched.
    ///
    /// Takes time in proportion to the events of all calendars, old and new.
    ///
    /// - Throws: ``CalendarError``, where the timetable cannot be shown, the zone is unknown, or a previous file cannot be read.
    public func files(previous: [CalendarFile] = []) throws(CalendarError) -> [CalendarFile] {
        guard let zone = ZoneRules(identifier: scenario.timeZone, week: scenario.week) else { throw .unknownTimeZone(scenario.timeZone) }
        let revising = try revising()
        let scope = IdentityScope(service: scenario.service, week: scenario.week)
        let previous = try PreviousCalendars(files: previous, scope: scope, zone: zone)
        let drafts = try drafts(zone: zone, scope: scope) + departed(previous: previous, scope: scope)
        let writer = CalendarWriter(zone: zone, scope: scope, previous: previous, revising: revising)
        return try writer.files(drafts).sorted { $0.name < $1.name }
    }

    private func revising() throws(CalendarError) -> Revising {
        let seconds = options.stamp.timeIntervalSince1970.rounded(.down)
        // Years 1 to 9999: what a date-time of RFC 5545 can say.
        guard (-62_135_596_800..<253_402_300_800).contains(seconds) else { throw .optionOutOfRange(option: "time of export") }
        guard (0..<Int(Int32.max) - 2).contains(options.sequence) else { throw .optionOutOfRange(option: "least sequence number") }
        return Revising(stamp: Int(seconds), leastSequence: options.sequence)
    }

    // MARK: Calendars of this timetable

    private func drafts(zone: ZoneRules, scope: IdentityScope) throws(CalendarError) -> [CalendarDraft] {
        let events = byAudience(try DiaryEvents(scenario: scenario, timetable: timetable, withTravel: options.travel != .none).events)
        let naming = Naming(scenario: scenario, style: options.names)
        return CalendarOptions.Grouping.allCases.filter(options.by.contains).flatMap { grouping in
            audiences(of: grouping).map { file, audience in
                let view = CalendarView(
                    scenario: scenario, naming: naming, scope: scope, zone: zone, travel: options.travel, audience: audience)
                return CalendarDraft(
                    file: file, name: title(of: audience, naming: naming), entries: events[audience, default: []].compactMap(view.entry))
            }
        }
    }

    /// The events that each calendar may show.
    private func byAudience(_ events: [DiaryEvent]) -> [Audience: [DiaryEvent]] {
        var result: [Audience: [DiaryEvent]] = [:]
        for event in events {
            let places = event.seats.compactMap(\.place) + (event.host.map { [$0] } ?? [])
            let audiences = Set(event.seats.map { Audience.practitioner($0.practitioner) } + places.map(Audience.place) + [.service])
            for audience in audiences { result[audience, default: []].append(event) }
        }
        return result
    }

    private func audiences(of grouping: CalendarOptions.Grouping) -> [(file: String, audience: Audience)] {
        func files(_ ids: [String], _ audience: (Int) -> Audience) -> [(file: String, audience: Audience)] {
            zip(FileNames.stems(for: ids), ids.indices).map { ("\(grouping.subfolder ?? "")/\($0).ics", audience($1)) }
        }
        return switch grouping {
        case .practitioner: files(scenario.practitioners.map(\.id), Audience.practitioner)
        case .place: files(scenario.places.map(\.id), Audience.place)
        case .service: [(CalendarOptions.Grouping.serviceFile, .service)]
        }
    }

    private func title(of audience: Audience, naming: Naming) -> String {
        switch audience {
        case .practitioner(let position): "Diary of \(naming.practitioner(position))"
        case .place(let position): "Sessions at \(naming.place(position))"
        case .service: naming.service ?? "Diaries of the whole service"
        }
    }

    // MARK: Calendars of those who have left

    /// Calendars of an earlier export for whom or what the scenario no longer has: without entries, so that all their events are cancelled.
    private func departed(previous: PreviousCalendars, scope: IdentityScope) -> [CalendarDraft] {
        let current = Set(options.by.flatMap { audiences(of: $0).map(\.file) })
        return previous.events.filter { name, events in
            !events.isEmpty && !current.contains(name) && options.by.contains { $0.owns(name) }
        }.map { CalendarDraft(file: $0.key, name: "Cancelled", entries: []) }
    }
}
