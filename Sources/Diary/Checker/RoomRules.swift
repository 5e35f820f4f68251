/// RULEBOOK §4, *Rooms*.
extension CheckedWeek {
    /// **R1** At every moment the in-person sessions at a place that use one room kind number no more than its rooms of that kind;
    /// likewise the hub sessions of a school and its `hub` rooms. A room is held for the session's own minutes. A kind that is not listed
    /// counts as 0.
    ///
    /// A session with two practitioners uses one room. One without a place or school (S3) uses none. Each stretch of time in which rooms
    /// are short makes one violation.
    func r1Rooms() -> [Violation] {
        struct Rooms: Hashable {
            var place: Int
            var kind: String
            var day: Weekday
        }
        var uses: [Rooms: [Timetable.Session]] = [:]
        for session in timetable.sessions {
            let request = scenario.requests[session.request]
            switch session.mode {
            case .inPerson:
                guard let place = request.place else { continue }
                let kind = scenario.sessionTypes[request.type].room
                uses[Rooms(place: place, kind: kind, day: session.start.day), default: []].append(session)
            case .hub:
                guard let school = request.school else { continue }
                uses[Rooms(place: school, kind: Place.hubRoom, day: session.start.day), default: []].append(session)
            case .video, .phone: continue
            }
        }
        return uses.sorted { ($0.key.place, $0.key.kind, $0.key.day) < ($1.key.place, $1.key.kind, $1.key.day) }.flatMap {
            rooms, sessions in
            let count = scenario.places[rooms.place].rooms[rooms.kind] ?? 0
            let used = sessions.map { session in
                let span = ownMinutes(session)
                return Stretch(start: span.start, end: span.end, level: 1)
            }
            return Stretch.above(count, of: used).map { short in
                let present = sessions.filter { ownMinutes($0).start < short.end && short.start < ownMinutes($0).end }
                let span = DaySpan(rooms.day, start: short.start, end: short.end)
                return Violation(
                    .R1, practitioners: present.flatMap(\.practitioners).withoutRepeats, requests: present.map(\.request).withoutRepeats,
                    places: [rooms.place], times: [span],
                    message:
                        "At \(scenario.placeName(rooms.place)) on \(span) up to \(counted(short.level, "session")) at once need a room "
                        + "of the kind “\(rooms.kind)”, but there \(count == 1 ? "is" : "are") \(count): "
                        + "\(listed(present.map(phrase))).")
            }
        }
    }
}

/// Minutes of a day with a number that holds throughout them.
struct Stretch: Hashable, Sendable {
    var start: Int
    var end: Int
    var level: Int

    /// The longest stretches in which the levels of those in progress, summed at every moment, are above a limit, each with the highest
    /// such sum. O(n log n).
    static func above(_ limit: Int, of stretches: [Stretch]) -> [Stretch] {
        var changes: [Int: Int] = [:]
        for stretch in stretches {
            changes[stretch.start, default: 0] += stretch.level
            changes[stretch.end, default: 0] -= stretch.level
        }
        var result: [Stretch] = []
        var open: Stretch?
        var level = 0
        for (minute, change) in changes.sorted(by: { $0.key < $1.key }) {
            level += change
            if level > limit {
                open = Stretch(start: open?.start ?? minute, end: minute, level: max(open?.level ?? level, level))
            } else if var stretch = open {
                stretch.end = minute
                result.append(stretch)
                open = nil
            }
        }
        return result
    }
}
