import Diary

/// The scenario compiled for the optimiser: immutable, every rule that speaks of one activity alone already applied.
///
/// Days are 0...6 from Monday. Starts are *slots*: slot `s` is minute `s * grid`. Because every start is on the grid, two activities
/// overlap exactly when they overlap in slots rounded up, so rooms are counted in slots; spans, breaks and windows keep exact minutes.
/// Points are whole thousandths. See the article *The model* for the sets and the rules behind each field.
struct WeekProblem: Sendable {
    let scenario: Scenario
    let published: PublishedTimetable
    /// Minutes between two slots.
    let grid: Int
    /// Slots in a day.
    let slots: Int
    /// Start slots at or after this make a video or phone session after-hours.
    let afterHoursSlot: Int

    /// Every way in which one practitioner can take part in one request in one mode, at least one start feasible.
    var candidates: [Candidate]
    /// For each request, positions in ``candidates``.
    let candidatesOfRequest: [[Int]]
    /// For each practitioner-day (`practitioner * 7 + day`), positions in ``candidates`` that have a start on that day.
    var candidatesOfDay: [[Int]]
    /// For each practitioner-day, what is fixed there.
    let frames: [DayFrame]
    /// For each practitioner, the supervision that they can have: one entry for each supervisor and day with a feasible start.
    var supervisionOptions: [[SupervisionOption]]
    /// For each practitioner, the ways of supervision that they give: whose, and its position among that one's.
    let givings: [[(practitioner: Int, option: Int)]]
    /// For each meeting, its feasible start slots by day; all members' hours and busy blocks respected.
    var meetingStarts: [[SlotSet]]
    /// Practitioner-days on which there is to be cover, or none: what a branch of the search has settled.
    var fixedCover: [Int: Bool] = [:]
    /// Places at which a practitioner has to hold a session on a day, by `practitioner * 7 + day`: what a branch of the search asks.
    var visits: [Int: Int] = [:]
    /// Practitioners of whom a branch of the search asks that they have supervision in the week.
    var supervised: Set<Int> = []
    /// Requests, and meetings, of which a branch of the search asks that they are held.
    var heldRequests: Set<Int> = [], heldMeetings: Set<Int> = []
    /// For each practitioner, positions of the meetings they are members of and that can be held at all.
    let meetingsOfPractitioner: [[Int]]
    /// For each two-seat request, the practitioners (positions) who may be paired, as ordered pairs `first < second`.
    let pairs: [Int: [SeatPair]]
    /// Rooms: capacities by resource; `roomOfCandidate` of a ``Candidate`` refers to it.
    let rooms: [RoomResource]
    /// For each request, its client as a dense number.
    let clientOfRequest: [Int]
    /// For each client, the requests.
    let requestsOfClient: [[Int]]
    /// For each place, min(minimum, requests whose school it is): the sessions below which it falls short (RULEBOOK §5).
    let neededAtPlace: [Int]
    /// The score of the empty timetable, in thousandths: shortages, missed meetings and lost published sessions.
    let emptyScore: Int
    /// Every score differs from ``emptyScore`` by a multiple of this many thousandths.
    let scoreStep: Int
    private let travelTable: [Int16]

    /// Minutes of travel between two places; no way is longer than two days here, and none of more than a day can be used.
    @inline(__always)
    func travel(_ from: Int, _ to: Int) -> Int { Int(travelTable[from &* scenario.places.count &+ to]) }

    /// Slots that some minutes from a start on take up, rounded up.
    func slotsCovering(_ minutes: Int) -> Int { (minutes + grid - 1) / grid }

    init(scenario: Scenario, published: PublishedTimetable?) {
        self.scenario = scenario
        self.published = published ?? PublishedTimetable()
        grid = scenario.grid
        slots = 1440 / scenario.grid
        afterHoursSlot = (scenario.rules.afterHoursFrom + scenario.grid - 1) / scenario.grid
        let places = scenario.places.count
        var travelTable = [Int16](repeating: 0, count: places * places)
        for from in 0..<places {
            for to in from..<places {
                let minutes = Int16(min(scenario.travelMinutes(from: from, to: to), 2880))
                travelTable[from * places + to] = minutes
                travelTable[to * places + from] = minutes
            }
        }
        self.travelTable = travelTable

        var compiler = ProblemCompiler(scenario: scenario, published: self.published)
        frames = compiler.frames
        (candidates, rooms) = compiler.makeCandidates()
        var ofRequest = [[Int]](repeating: [], count: scenario.requests.count)
        var ofDay = [[Int]](repeating: [], count: scenario.practitioners.count * 7)
        for (index, candidate) in candidates.enumerated() {
            ofRequest[candidate.request].append(index)
            for day in 0..<7 where !candidate.starts[day].isEmpty { ofDay[candidate.practitioner * 7 + day].append(index) }
        }
        candidatesOfRequest = ofRequest
        candidatesOfDay = ofDay
        supervisionOptions = compiler.makeSupervisionOptions()
        var givings = [[(practitioner: Int, option: Int)]](repeating: [], count: scenario.practitioners.count)
        for (practitioner, options) in supervisionOptions.enumerated() {
            for (position, option) in options.enumerated() { givings[option.supervisor].append((practitioner, position)) }
        }
        self.givings = givings
        meetingStarts = compiler.makeMeetingStarts()
        var meetingsOf = [[Int]](repeating: [], count: scenario.practitioners.count)
        for (index, meeting) in scenario.meetings.enumerated() where meetingStarts[index].contains(where: { !$0.isEmpty }) {
            for member in Set(meeting.members).sorted() { meetingsOf[member].append(index) }
        }
        meetingsOfPractitioner = meetingsOf
        pairs = compiler.makePairs(candidates: candidates, candidatesOfRequest: ofRequest)

        var clientNumbers: [String: Int] = [:]
        var clients: [[Int]] = []
        var clientOfRequest: [Int] = []
        for (index, request) in scenario.requests.enumerated() {
            if let number = clientNumbers[request.client] {
                clients[number].append(index)
                clientOfRequest.append(number)
            } else {
                clientNumbers[request.client] = clients.count
                clientOfRequest.append(clients.count)
                clients.append([index])
            }
        }
        self.clientOfRequest = clientOfRequest
        requestsOfClient = clients

        var requestsAtPlace = [Int](repeating: 0, count: places)
        for request in scenario.requests { if let school = request.school { requestsAtPlace[school] += 1 } }
        neededAtPlace = scenario.places.indices.map { min(scenario.places[$0].minimum, requestsAtPlace[$0]) }
        let weights = scenario.weights
        emptyScore =
            -weights.shortage.thousandths * neededAtPlace.reduce(0, +)
            - weights.missedMeeting.thousandths * scenario.meetings.count
            - weights.change.thousandths * self.published.sessions.count
        scoreStep = compiler.scoreStep
    }
}

/// One way in which one practitioner can take part in one request: a mode, and the starts at which the rules that speak of the session
/// alone hold (S1 without the team, S2's practitioner, S3, S4, S5, S7, W1, and no overlap with a busy block).
struct Candidate: Sendable {
    let request: Int
    let practitioner: Int
    let mode: Mode
    /// Where the practitioner is: position in `Scenario.places`.
    let place: Int
    /// Minutes with the client.
    let minutes: Int
    /// Minutes with the client and write-up.
    let occupied: Int
    /// Thousandths of a point for the session by itself; a session with two seats carries `named` only where this practitioner is named.
    let points: Int
    /// Thousandths of ``points`` that `named` brings.
    let namedPoints: Int
    /// 1 or 2.
    let seats: Int
    /// Position in `WeekProblem.rooms` of the room that the session holds, or nil.
    let room: Int?
    /// Feasible start slots for each of the seven days.
    var starts: [SlotSet]
    /// Starts that keep a published session, with the thousandths that each keeps.
    let kept: [KeptStart]

    /// Whether the session is held with the client at home, so that a late start makes it after-hours.
    var isAtHome: Bool { mode.isAtHome }
}

/// A start that keeps what was published. For sessions of two seats the partner must be the published one too.
struct KeptStart: Hashable, Sendable {
    let day: Int
    let slot: Int
    /// The published practitioners, ascending.
    let practitioners: [Int]
    /// Thousandths of a point.
    let points: Int
}

/// One practitioner's day before anything is planned.
struct DayFrame: Sendable {
    let practitioner: Int
    let day: Int
    /// Windows of the working hours; none when away.
    let hours: [Window]
    /// Hours and evenings merged; none when away.
    let allHours: [Window]
    /// The evenings alone; none when away.
    let evenings: [Window]
    /// Busy blocks by start, with their places. They stand on days away too.
    let busy: [FixedBlock]
}

/// Something at a fixed time of a day.
struct FixedBlock: Hashable, Sendable {
    /// Minutes of the day.
    let start: Int
    let end: Int
    /// Position in `Scenario.places`.
    let place: Int
}

extension WeekProblem {
    /// The candidate as which a practitioner takes part in a session, whatever its start; nil where they do not or cannot.
    func candidate(of session: Timetable.Session, _ practitioner: Int) -> Int? {
        guard session.practitioners.contains(practitioner) else { return nil }
        return candidatesOfRequest[session.request].first { candidates[$0].practitioner == practitioner && candidates[$0].mode == session.mode }
    }

    /// Whether a session that starts at a slot is after-hours (`rules.after-hours-from`).
    @inline(__always)
    func isAfterHours(_ candidate: Candidate, at slot: Int) -> Bool { candidate.isAtHome && slot >= afterHoursSlot }

    /// The slots at which a video or phone session is after-hours.
    var afterHours: SlotSet { SlotSet(slots: slots, from: afterHoursSlot, below: slots) }

    /// A practitioner's way of supervision by a supervisor on a day: its position in ``supervisionOptions``.
    func option(of practitioner: Int, supervisor: Int, day: Int) -> Int? {
        supervisionOptions[practitioner].firstIndex { $0.supervisor == supervisor && $0.day == day }
    }
}

/// Supervision of one practitioner by one supervisor on one day.
struct SupervisionOption: Sendable {
    let supervisor: Int
    let day: Int
    let minutes: Int
    /// Starts inside both people's hours, clear of their busy blocks.
    var starts: SlotSet
}

/// Two practitioners who can deliver a request of two seats together.
struct SeatPair: Hashable, Sendable {
    let first: Int
    let second: Int
}

/// A room kind at a place: sessions at once.
struct RoomResource: Hashable, Sendable {
    let place: Int
    let kind: String
    let capacity: Int
}
