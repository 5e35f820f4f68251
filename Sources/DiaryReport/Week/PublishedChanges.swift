import Diary

/// What a timetable does with the sessions that people already have in their diaries.
struct PublishedChanges: Sendable {
    /// A published session that does not stand.
    struct Change: Hashable, Sendable {
        /// Position in `Scenario.requests`.
        var request: Int
        /// As published; nil where the scenario no longer allows it to be written down.
        var before: Timetable.Session?
        /// As planned; nil where the request is not placed any more.
        var after: Timetable.Session?
    }

    var kept = 0
    var changes: [Change] = []
    /// Requests placed that were not published, as positions in `Scenario.requests`.
    var added: [Int] = []

    init(_ published: PublishedTimetable, _ timetable: Timetable) {
        let planned = Dictionary(timetable.sessions.map { ($0.request, $0) }, uniquingKeysWith: { first, _ in first })
        for session in published.sessions {
            let now = planned[session.request]
            if let before = session.kept, let now, Self.isSame(before, now) {
                kept += 1
            } else {
                changes.append(Change(request: session.request, before: session.kept, after: now))
            }
        }
        let known = Set(published.sessions.map(\.request))
        added = timetable.sessions.map(\.request).filter { !known.contains($0) }.sorted()
    }

    /// The same practitioners, in whatever order, mode and start.
    private static func isSame(_ one: Timetable.Session, _ other: Timetable.Session) -> Bool {
        one.practitioners.sorted() == other.practitioners.sorted() && one.mode == other.mode && one.start == other.start
    }
}
