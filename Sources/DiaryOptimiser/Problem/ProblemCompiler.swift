import Diary

/// Works out the parts of a ``WeekProblem``.
struct ProblemCompiler {
    let scenario: Scenario
    let published: PublishedTimetable
    let slots: Int
    let frames: [DayFrame]
    private var workStarts: [WorkKey: SlotSet] = [:]
    private var superviseStarts: [SuperviseKey: SlotSet] = [:]

    private struct WorkKey: Hashable {
        let frame: Int
        let occupied: Int
        let withEvenings: Bool
    }

    private struct SuperviseKey: Hashable {
        let day: Int
        let minutes: Int
    }

    init(scenario: Scenario, published: PublishedTimetable) {
        self.scenario = scenario
        self.published = published
        slots = 1440 / scenario.grid
        var frames: [DayFrame] = []
        for (position, practitioner) in scenario.practitioners.enumerated() {
            for day in Weekday.allCases {
                let away = practitioner.away.contains(scenario.date(of: day))
                let hours = away ? [] : practitioner.hours[day]
                let evenings = away ? [] : practitioner.evenings[day]
                let busy = practitioner.busy.filter { $0.day == day }
                    .map { FixedBlock(start: $0.window.start, end: $0.window.end, place: $0.place ?? practitioner.desk) }
                    .sorted { ($0.start, $0.end, $0.place) < ($1.start, $1.end, $1.place) }
                frames.append(
                    DayFrame(
                        practitioner: position, day: day.rawValue, hours: hours,
                        allHours: Weekly([day: hours + evenings])[day], evenings: evenings, busy: busy))
            }
        }
        self.frames = frames
    }

    /// The greatest step of which every possible score is a multiple above the empty timetable's.
    var scoreStep: Int {
        let weights = scenario.weights
        var step = 0
        func include(_ points: Points) { step = greatestCommonDivisor(step, points.thousandths) }
        for type in scenario.sessionTypes { include(type.value) }
        for request in scenario.requests { include(weights.priority[request.priority] ?? .zero) }
        for points in weights.groups.values { include(points) }
        for points in [weights.wait, weights.modeStep, weights.named, weights.evening, weights.shortage, weights.missedMeeting, weights.change] {
            include(points)
        }
        if scenario.requests.contains(where: { $0.pin != nil }) { include(weights.pin) }
        // Every way is a multiple of the grid.
        include(scenario.grid * weights.travel)
        return max(step, 1)
    }

    private func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
        var (left, right) = (abs(left), abs(right))
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }

    /// Start slots at which `minutes` lie inside one of the windows.
    private func starts(of minutes: Int, inside windows: [Window]) -> SlotSet {
        var result = SlotSet(slots: slots)
        for window in windows {
            let first = (window.start + scenario.grid - 1) / scenario.grid
            let last = window.end - minutes
            guard last >= 0 else { continue }
            result.insert(from: first, below: min(slots, last / scenario.grid + 1))
        }
        return result
    }

    /// Start slots of a frame at which `occupied` minutes lie inside the hours (or hours and evenings) and clear of busy blocks.
    private mutating func workStarts(frame: Int, occupied: Int, withEvenings: Bool) -> SlotSet {
        let key = WorkKey(frame: frame, occupied: occupied, withEvenings: withEvenings)
        if let known = workStarts[key] { return known }
        let windows = withEvenings ? frames[frame].allHours : frames[frame].hours
        var result = starts(of: occupied, inside: windows)
        // Where busy blocks overlap, W2 fails as soon as the day holds anything else.
        let busy = frames[frame].busy
        if zip(busy, busy.dropFirst()).contains(where: { $1.start < $0.end }) { result = SlotSet(slots: slots) }
        for block in busy {
            for slot in result.members where slot * scenario.grid < block.end && block.start < slot * scenario.grid + occupied {
                result.remove(slot)
            }
        }
        workStarts[key] = result
        return result
    }

    /// Start slots at which a trainee's session of `minutes` lies inside the hours of some supervisor at work (S7).
    private mutating func supervisedStarts(day: Int, minutes: Int) -> SlotSet {
        let key = SuperviseKey(day: day, minutes: minutes)
        if let known = superviseStarts[key] { return known }
        var result = SlotSet(slots: slots)
        for (position, practitioner) in scenario.practitioners.enumerated() where practitioner.supervisesMinutes != nil {
            result.formUnion(starts(of: minutes, inside: frames[position * 7 + day].hours))
        }
        superviseStarts[key] = result
        return result
    }

    /// Start slots at which the client and the place allow the session (S3, S4), by day; nil where they never do.
    private func clientStarts(request: Request, type: SessionType, mode: Mode, minutes: Int) -> [SlotSet]? {
        let place: Place?
        switch mode {
        case .inPerson:
            guard let position = request.place, scenario.places[position].onsite else { return nil }
            place = scenario.places[position]
        case .hub:
            guard let position = request.school else { return nil }
            place = scenario.places[position]
        case .video, .phone:
            place = nil
        }
        var result: [SlotSet] = []
        for day in Weekday.allCases {
            var starts = SlotSet(slots: slots, from: 0, below: slots)
            if let place {
                if place.closed.contains(scenario.date(of: day)) {
                    starts = SlotSet(slots: slots)
                } else {
                    starts = self.starts(of: minutes, inside: mode == .hub ? place.hubOpen[day] : place.open[day])
                    if let suits = request.atSchool { starts.formIntersection(self.starts(of: minutes, inside: suits[day])) }
                }
            } else {
                starts = self.starts(of: minutes, inside: request.atHome[day])
            }
            if let pin = request.pin {
                let wanted = pin.start.day == day && pin.mode == mode ? pin.start.minute / scenario.grid : -1
                starts = starts.intersection(SlotSet(slots: slots, from: max(wanted, 0), below: wanted + 1))
            }
            result.append(starts)
        }
        return result.contains { !$0.isEmpty } ? result : nil
    }

    /// Every candidate with a feasible start, and the rooms that they use.
    mutating func makeCandidates() -> ([Candidate], [RoomResource]) {
        var candidates: [Candidate] = []
        var rooms: [RoomResource] = []
        var roomNumbers: [RoomResource: Int] = [:]
        let afterHours = SlotSet(
            slots: slots, from: (scenario.rules.afterHoursFrom + scenario.grid - 1) / scenario.grid, below: slots)
        var keptOf = [[PublishedTimetable.Session]](repeating: [], count: scenario.requests.count)
        for session in published.sessions { keptOf[session.request].append(session) }

        for (position, request) in scenario.requests.enumerated() {
            let type = scenario.sessionTypes[request.type]
            for (rank, mode) in request.modes.enumerated() {
                guard let length = type.modes[mode],
                    let suits = clientStarts(request: request, type: type, mode: mode, minutes: length.minutes)
                else { continue }
                var room: Int?
                if let place = mode == .inPerson ? request.place : mode == .hub ? request.school : nil {
                    let kind = mode == .hub ? Place.hubRoom : type.room
                    let resource = RoomResource(place: place, kind: kind, capacity: scenario.places[place].rooms[kind] ?? 0)
                    guard resource.capacity > 0 else { continue }
                    room = roomNumbers[resource]
                    if room == nil {
                        room = rooms.count
                        roomNumbers[resource] = rooms.count
                        rooms.append(resource)
                    }
                }
                let base = sessionPoints(request: request, type: type, rank: rank)
                for (person, practitioner) in scenario.practitioners.enumerated() {
                    guard mayDeliver(practitioner, position: person, request: request, type: type, mode: mode) else { continue }
                    var starts: [SlotSet] = []
                    for day in 0..<7 {
                        let suited = suits[day]
                        guard !suited.isEmpty else {
                            starts.append(suited)
                            continue
                        }
                        let frame = person * 7 + day
                        var daytime = suited.intersection(workStarts(frame: frame, occupied: length.occupied, withEvenings: false))
                        if !practitioner.qualified { daytime.formIntersection(supervisedStarts(day: day, minutes: length.minutes)) }
                        if mode.isAtHome {
                            daytime = daytime.subtracting(afterHours)
                            if practitioner.qualified || scenario.rules.coverRatio != nil {
                                let late = suited.intersection(afterHours)
                                    .intersection(workStarts(frame: frame, occupied: length.occupied, withEvenings: true))
                                daytime.formUnion(late)
                            }
                        }
                        starts.append(daytime)
                    }
                    guard starts.contains(where: { !$0.isEmpty }) else { continue }
                    let named = request.school.map { scenario.places[$0].named.contains(person) } ?? false
                    let namedPoints = named ? scenario.weights.named.thousandths : 0
                    let kept = keptOf[position].compactMap { session -> KeptStart? in
                        guard let session = session.kept, session.mode == mode, session.practitioners.contains(person),
                            session.practitioners.count == type.staff.count
                        else { return nil }
                        return KeptStart(
                            day: session.start.day.rawValue, slot: session.start.minute / scenario.grid,
                            practitioners: session.practitioners.sorted(), points: scenario.weights.change.thousandths)
                    }
                    candidates.append(
                        Candidate(
                            request: position, practitioner: person, mode: mode,
                            place: mode == .inPerson ? request.place ?? practitioner.desk : practitioner.desk, minutes: length.minutes,
                            occupied: length.occupied, points: base + namedPoints, namedPoints: namedPoints, seats: type.staff.count,
                            room: room, starts: starts, kept: kept))
                }
            }
        }
        return (candidates, rooms)
    }

    /// Thousandths for the session without `named` and `change`.
    private func sessionPoints(request: Request, type: SessionType, rank: Int) -> Int {
        let weights = scenario.weights
        var points = type.value + (weights.priority[request.priority] ?? .zero) + min(request.weeksWaiting, 26) * weights.wait
        for group in request.groups { points += weights.groups[group] ?? .zero }
        points -= rank * weights.modeStep
        if request.pin != nil { points += weights.pin }
        return points.thousandths
    }

    /// Whether one practitioner may hold some seat of the request in a mode (S1, S2's practitioner for one seat, S5).
    private func mayDeliver(_ practitioner: Practitioner, position: Int, request: Request, type: SessionType, mode: Mode) -> Bool {
        guard practitioner.modes.contains(mode), practitioner.skills.isSuperset(of: type.skills),
            practitioner.skills.isSuperset(of: request.skills), type.staff.contains(where: { practitioner.skills.isSuperset(of: $0) })
        else { return false }
        if let serves = practitioner.serves, let school = request.school, let area = scenario.places[school].area, !serves.contains(area) {
            return false
        }
        if mode == .inPerson, let allowed = practitioner.inPersonAt {
            guard let place = request.place, allowed.contains(place) else { return false }
        }
        if type.staff.count == 1, let own = request.practitioner, own != position { return false }
        if let pin = request.pin, !pin.practitioners.contains(position) { return false }
        // Without a supervisor who could have time for them they deliver nothing (V1).
        if let need = practitioner.supervision, need.supervisors.isEmpty { return false }
        return true
    }

    /// For each request of two seats, the pairs that S1, S2 and S5 allow.
    func makePairs(candidates: [Candidate], candidatesOfRequest: [[Int]]) -> [Int: [SeatPair]] {
        var result: [Int: [SeatPair]] = [:]
        for (position, request) in scenario.requests.enumerated() {
            let type = scenario.sessionTypes[request.type]
            guard type.staff.count == 2 else { continue }
            let people = Set(candidatesOfRequest[position].map { candidates[$0].practitioner }).sorted()
            var pairs: [SeatPair] = []
            for (index, first) in people.enumerated() {
                for second in people[(index + 1)...] {
                    let one = scenario.practitioners[first], two = scenario.practitioners[second]
                    guard one.qualified || two.qualified else { continue }
                    if let own = request.practitioner, own != first, own != second { continue }
                    if let pin = request.pin, Set(pin.practitioners) != [first, second] { continue }
                    let straight = one.skills.isSuperset(of: type.staff[0]) && two.skills.isSuperset(of: type.staff[1])
                    let crossed = one.skills.isSuperset(of: type.staff[1]) && two.skills.isSuperset(of: type.staff[0])
                    if straight || crossed { pairs.append(SeatPair(first: first, second: second)) }
                }
            }
            result[position] = pairs
        }
        return result
    }

    /// For each practitioner who needs supervision, who can give it when (V1, V2, W1).
    mutating func makeSupervisionOptions() -> [[SupervisionOption]] {
        var result: [[SupervisionOption]] = []
        for (position, practitioner) in scenario.practitioners.enumerated() {
            var options: [SupervisionOption] = []
            if let need = practitioner.supervision {
                for supervisor in Set(need.supervisors).sorted()
                where supervisor != position && (scenario.practitioners[supervisor].supervisesMinutes ?? 0) >= need.minutes {
                    for day in 0..<7 {
                        let starts = workStarts(frame: position * 7 + day, occupied: need.minutes, withEvenings: false)
                            .intersection(workStarts(frame: supervisor * 7 + day, occupied: need.minutes, withEvenings: false))
                        guard !starts.isEmpty else { continue }
                        options.append(SupervisionOption(supervisor: supervisor, day: day, minutes: need.minutes, starts: starts))
                    }
                }
            }
            result.append(options)
        }
        return result
    }

    /// For each meeting, the starts that suit its windows and all its members (M1, W1).
    mutating func makeMeetingStarts() -> [[SlotSet]] {
        var result: [[SlotSet]] = []
        for meeting in scenario.meetings {
            var byDay: [SlotSet] = []
            for day in Weekday.allCases {
                var starts = self.starts(of: meeting.minutes, inside: meeting.when[day])
                for member in meeting.members where !starts.isEmpty {
                    starts.formIntersection(
                        workStarts(frame: member * 7 + day.rawValue, occupied: meeting.minutes, withEvenings: false))
                }
                byDay.append(starts)
            }
            result.append(byDay)
        }
        return result
    }
}
