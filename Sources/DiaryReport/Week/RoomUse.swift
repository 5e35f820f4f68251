import Diary

/// How much the rooms of one kind at one place are used in a week.
struct RoomUse: Hashable, Sendable {
    /// Position in `Scenario.places`.
    var place: Int
    var kind: String
    /// Sessions that the place can hold in them at once.
    var rooms: Int
    var sessions: Int
    /// Minutes of sessions, added up over all rooms.
    var usedMinutes: Int
    /// Minutes for which the rooms are to be had, added up over all rooms: while the place, or its hub, is open.
    var openMinutes: Int
    /// When every one of the rooms is in use.
    var full: [DaySpan]

    /// Minutes in which every room is in use.
    var fullMinutes: Int { full.reduce(0) { $0 + $1.end - $1.start } }

    /// The rooms that sessions use, in the order of the places, and at each place by kind. O(n log n) for n sessions.
    static func inWeek(of entries: WeekEntries) -> [RoomUse] {
        entries.hosts.sorted().flatMap { inWeek(of: entries, at: $0) }
    }

    /// The rooms of one place that it has or that sessions use, by kind.
    static func inWeek(of entries: WeekEntries, at place: Int) -> [RoomUse] {
        let scenario = entries.scenario
        let sessions = entries.sessions(at: place).map { entries.timetable.sessions[$0] }
        let byKind = Dictionary(grouping: sessions, by: scenario.roomKind)
        let kinds = Set(byKind.keys).union(scenario.places[place].rooms.filter { $0.value > 0 }.keys)
        return kinds.sorted().map { kind in
            let held = byKind[kind, default: []]
            let spans = held.map { session in
                let minutes = scenario.length(of: session.request, in: session.mode)?.minutes ?? 0
                return DaySpan(session.start.day, start: session.start.minute, end: session.start.minute + minutes)
            }
            let rooms = scenario.places[place].rooms[kind] ?? 0
            return RoomUse(
                place: place, kind: kind, rooms: rooms, sessions: held.count,
                usedMinutes: spans.reduce(0) { $0 + $1.end - $1.start }, openMinutes: rooms * scenario.openMinutes(of: place, room: kind),
                full: full(spans, rooms: rooms))
        }
    }

    /// The longest stretches in which as many sessions as there are rooms go on at once.
    private static func full(_ spans: [DaySpan], rooms: Int) -> [DaySpan] {
        guard rooms > 0 else { return [] }
        return Weekday.allCases.flatMap { day -> [DaySpan] in
            var changes: [Int: Int] = [:]
            for span in spans where span.day == day {
                changes[span.start, default: 0] += 1
                changes[span.end, default: 0] -= 1
            }
            var result: [DaySpan] = [], level = 0, since: Int?
            for (minute, change) in changes.sorted(by: { $0.key < $1.key }) {
                level += change
                if level >= rooms {
                    since = since ?? minute
                } else if let start = since {
                    result.append(DaySpan(day, start: start, end: minute))
                    since = nil
                }
            }
            return result
        }
    }
}

extension Scenario {
    /// Minutes of the week in which a place, or its hub, is open and not closed.
    func openMinutes(of place: Int, room: String) -> Int {
        openDays(of: place, room: room).reduce(0) { $0 + $1.windows.reduce(0) { $0 + $1.minutes } }
    }

    /// The windows of each day in which a place, or its hub, is open and not closed.
    func openDays(of place: Int, room: String) -> [(day: Weekday, windows: [Window])] {
        let place = places[place], open = room == Place.hubRoom ? place.hubOpen : place.open
        return Weekday.allCases.map { ($0, place.closed.contains(date(of: $0)) ? [] : open[$0]) }
    }
}
