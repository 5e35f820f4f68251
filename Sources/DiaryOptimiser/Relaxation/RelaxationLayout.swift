import Diary

/// Which rules couple the days, and where the multiplier of each stands in one flat vector.
///
/// With `x` the days' plans, each family relaxes one rule (see the article *The model*):
/// - `requests`: S1, a request of one seat at most once;
/// - `week`, `evenings`: W6 and W7 in the week;
/// - `slots`: V5; `cover`: V3 at each slot of each day; `late`: a request held after hours on a day needs somebody on cover then, however many one may cover;
///   `coveredEvenings`: so does a practitioner's evening, somebody else, for nobody is on cover and in a session at once (V3, V4);
/// - `superviseMinutes`: V2; `personTime`: supervision given, cover and a practitioner's own activities exclude each other (W2, V4), at each slot;
/// - `rooms`: R1 at each slot; `clients`: S6 for clients with several requests; `shortage`: the sessions that count for a school's minimum;
/// - `subsets`: the subset-row cuts, see ``SubsetRow``;
/// - `visits`: a practitioner-day holds a session at a place where a branch asks for one;
/// - `seats`: each seat that a plan holds belongs to a session of the pair, by time bucket; `meetings`: the same for meetings; `givings`: as much
///   supervision as plans hold on a day, plans of the supervisor's give;
///   `givingDays`: whoever is supervised on a day has a supervisor whose plan gives supervision then, however many it is given to;
///   `givingStarts`: supervision starts for both at the same slot;
/// - `unison`: where a plan takes a seat at a slot, some partner's does too, and where one attends a meeting, so does the next member; in weeks that
///   have few enough such starts.
///
/// Left out altogether, and thereby relaxed: W5; in weeks of several areas V4's clash of cover with activities, and supervision given by
/// supervisors of several areas, and the exact start within a bucket.
struct RelaxationLayout: Sendable {
    let requests: Int
    let week: Int
    let evenings: Int
    let slots: Int
    let cover: Int
    let late: Int
    let coveredEvenings: Int
    let superviseMinutes: Int
    let personTime: Int
    let rooms: Int
    let givingDays: Int
    let clients: Int
    let visits: Int
    let shortage: Int
    let subsets: Range<Int>
    let seats: Int
    let meetings: Int
    let givings: Int
    let givingStarts: Int
    let unison: Int
    let count: Int

    /// Least and greatest multiplier, micropoints.
    let lower: [Int]
    let upper: [Int]
    /// Right-hand sides: what the multiplier adds to the bound for each micropoint.
    let rightHandSide: [Int]

    /// For each practitioner, their place among those whose time supervision given or cover may take, or -1.
    let personNumber: [Int]
    /// Clients with several requests: their number, or -1.
    let clientNumber: [Int]
    /// For each candidate of two seats, the offset of its buckets, or -1.
    let seatOffset: [Int]
    /// Slots in a bucket, and buckets in a day.
    let bucketSlots: Int
    let bucketsPerDay: Int
    /// For each meeting, the offset of its first member's buckets; members in order of `members`.
    let meetingOffset: [Int]
    /// For each meeting, its distinct members ascending.
    let members: [[Int]]
    /// For each practitioner and way of supervision, a position in `WeekProblem.supervisionOptions`, the offset of the supervisor's days.
    private let givingOffset: [[Int]]
    /// For each practitioner, the offset of their ways of supervision.
    private let givingDayOffset: [Int]
    /// For each practitioner and length of the supervision that they give, in minutes, the offset of their days, and that of the slots of these.
    private let givenOffset: [[Int: Int]]
    private let givenStartOffset: [[Int: Int]]
    let slotsPerDay: Int
    /// For each candidate of two seats, and for each meeting its first member, the offset of its starts in `unison`, or -1.
    private let unisonOfCandidate: [Int]
    private let unisonOfMeeting: [Int]

    /// No less than any day's sessions score, micropoints.
    let mostOfDay: Int

    private static let unlimited = Int.max / 8
    /// Subset-row cuts for which there is room.
    static let mostSubsetRows = 400
    /// Starts of seats and meetings up to which each has a multiplier of its own: weeks with more are not settled to the last point anyway.
    private static let mostUnison = 300_000

    /// Minutes of a time bucket: within one, seats and meetings need not stand at the same time. Shorter ones take much longer to settle and lower the bound of a team by half a point.
    private static let bucketMinutes = 120

    init(_ problem: WeekProblem) {
        let scenario = problem.scenario
        let bucketSlots = max(1, Self.bucketMinutes / problem.grid)
        self.bucketSlots = bucketSlots
        let bucketsPerDay = (problem.slots + bucketSlots - 1) / bucketSlots
        self.bucketsPerDay = bucketsPerDay
        var lower: [Int] = [], upper: [Int] = [], rightHandSide: [Int] = []
        func family(_ count: Int, lower least: Int = 0, upper greatest: Int = RelaxationLayout.unlimited, _ value: (Int) -> Int) -> Int {
            let offset = lower.count
            for index in 0..<count {
                lower.append(least)
                upper.append(greatest)
                rightHandSide.append(value(index))
            }
            return offset
        }
        let people = scenario.practitioners
        requests = family(scenario.requests.count) { scenario.sessionTypes[scenario.requests[$0].type].staff.count == 1 ? 1 : 0 }
        // Whoever needs supervision has these limits only as far as supervised: the limit then stands with `a[p]`, and the side is 0.
        week = family(people.count) { people[$0].supervision == nil ? people[$0].limits.sessionsPerWeek : 0 }
        evenings = family(people.count) { people[$0].supervision == nil ? people[$0].limits.eveningsPerWeek : 0 }
        slots = family(scenario.rules.afterHoursSlots == nil ? 0 : 1) { _ in scenario.rules.afterHoursSlots ?? 0 }
        cover = family(scenario.rules.coverRatio == nil ? 0 : 7 * problem.slots) { _ in 0 }
        // Where one covers one, the rows of the moments say the same.
        late = family((scenario.rules.coverRatio ?? 0) > 1 ? 7 * scenario.requests.count : 0) { _ in 0 }
        coveredEvenings = family(scenario.rules.coverRatio == nil ? 0 : 7 * people.count) { _ in 0 }
        superviseMinutes = family(people.count) { people[$0].supervisesMinutes ?? 0 }
        var timed = Set<Int>()
        for options in problem.supervisionOptions { for option in options { timed.insert(option.supervisor) } }
        for (position, person) in people.enumerated() where scenario.rules.coverRatio != nil && person.coverEvenings ?? 0 > 0 { timed.insert(position) }
        var personNumber = [Int](repeating: -1, count: people.count)
        for (number, person) in timed.sorted().enumerated() { personNumber[person] = number }
        self.personNumber = personNumber
        personTime = family(timed.count * 7 * problem.slots) { _ in 1 }
        rooms = family(problem.rooms.count * 7 * problem.slots) { problem.rooms[$0 / (7 * problem.slots)].capacity }
        givingDays = lower.count
        givingDayOffset = problem.supervisionOptions.map { options in family(options.count) { _ in 0 } }
        var clientNumber = [Int](repeating: -1, count: problem.requestsOfClient.count)
        var shared = 0
        for (client, requests) in problem.requestsOfClient.enumerated() where requests.count > 1 {
            clientNumber[client] = shared
            shared += 1
        }
        self.clientNumber = clientNumber
        clients = family(shared * 7) { _ in 1 }
        mostOfDay = min(Self.unlimited, 12 * (problem.candidates.lazy.map(\.points).max() ?? 0) * Int.micropointsPerThousandth)
        visits = family(people.count * 7, upper: mostOfDay) { problem.visits[$0] == nil ? 0 : -1 }
        let shortagePrice = scenario.weights.shortage.thousandths * Int.micropointsPerThousandth
        // The multiplier's term is (shortage - multiplier) x needed, so that its right-hand side is -needed and the rest a constant.
        shortage = family(scenario.places.count, upper: shortagePrice) { -problem.neededAtPlace[$0] }
        // Their sides depend on the cuts: `Relaxation.side`.
        let firstSubset = family(Self.mostSubsetRows) { _ in 0 }
        subsets = firstSubset..<lower.count
        var seatOffset = [Int](repeating: -1, count: problem.candidates.count)
        seats = lower.count
        for (index, candidate) in problem.candidates.enumerated() where candidate.seats == 2 {
            seatOffset[index] = family(7 * bucketsPerDay, lower: -RelaxationLayout.unlimited) { _ in 0 }
        }
        self.seatOffset = seatOffset
        var meetingOffset: [Int] = []
        var members: [[Int]] = []
        meetings = lower.count
        for meeting in scenario.meetings {
            let distinct = Set(meeting.members).sorted()
            members.append(distinct)
            meetingOffset.append(family(distinct.count * 7 * bucketsPerDay, lower: -RelaxationLayout.unlimited) { _ in 0 })
        }
        self.meetingOffset = meetingOffset
        self.members = members
        givings = lower.count
        var ofSupervisor = [[Int: Int]](repeating: [:], count: people.count)
        givingOffset = problem.supervisionOptions.map { options in
            options.map { option in
                if let offset = ofSupervisor[option.supervisor][option.minutes] { return offset }
                let offset = family(7, lower: -RelaxationLayout.unlimited) { _ in 0 }
                ofSupervisor[option.supervisor][option.minutes] = offset
                return offset
            }
        }
        givenOffset = ofSupervisor
        givingStarts = lower.count
        slotsPerDay = problem.slots
        givenStartOffset = ofSupervisor.map { lengths in
            Dictionary(
                uniqueKeysWithValues: lengths.keys.sorted().map { ($0, family(7 * problem.slots, lower: -RelaxationLayout.unlimited) { _ in 0 }) })
        }
        unison = lower.count
        let week = 7 * problem.slots
        let hasUnison = (problem.candidates.count { $0.seats == 2 } + members.reduce(0) { $0 + $1.count }) * week <= Self.mostUnison
        unisonOfCandidate = problem.candidates.map { hasUnison && $0.seats == 2 ? family(week) { _ in 0 } : -1 }
        unisonOfMeeting = members.map { hasUnison && $0.count > 1 ? family($0.count * week) { _ in 0 } : -1 }
        count = lower.count
        for request in problem.heldRequests where rightHandSide[requests + request] == 1 { lower[requests + request] = -mostOfDay }
        self.lower = lower
        self.upper = upper
        self.rightHandSide = rightHandSide
    }

    /// Whether requests held after hours have rows of their own.
    var hasLateRows: Bool { late < coveredEvenings }

    /// The multiplier of a practitioner's evening on a day, which needs somebody else on cover; nil where the week asks for no cover.
    @inline(__always)
    func coveredEveningIndex(_ practitioner: Int, day: Int) -> Int? {
        coveredEvenings < superviseMinutes ? coveredEvenings + practitioner * 7 + day : nil
    }

    @inline(__always)
    func bucket(day: Int, slot: Int) -> Int { day * bucketsPerDay + slot / bucketSlots }

    /// The multiplier of supervision in one of a practitioner's ways: the supervised pays it, the supervisor receives it. It stands for a supervisor's day and
    /// a length, whomever it is given to.
    func supervisionIndex(_ practitioner: Int, option: Int, day: Int) -> Int { givingOffset[practitioner][option] + day }

    /// The multiplier of a practitioner being supervised in one of their ways: the supervisor's plan receives it where it gives any supervision on the day.
    func givingDayIndex(_ practitioner: Int, option: Int) -> Int { givingDayOffset[practitioner] + option }

    /// The same as ``supervisionIndex(_:option:day:)`` from the supervisor's side; nil where they give none of such a length.
    func givingIndex(_ supervisor: Int, minutes: Int, day: Int) -> Int? { givenOffset[supervisor][minutes].map { $0 + day } }

    /// The multiplier of supervision of some length by a supervisor that starts at a slot: the supervised pays it, the supervisor receives it. Nil where
    /// they give none of such a length.
    func givingStartIndex(_ supervisor: Int, minutes: Int, day: Int, slot: Int) -> Int? {
        givenStartOffset[supervisor][minutes].map { $0 + day * slotsPerDay + slot }
    }

    /// The multipliers of the starts of a supervisor's givings of some length, by day and slot.
    func givingStartRange(_ supervisor: Int, minutes: Int) -> Range<Int> {
        guard let offset = givenStartOffset[supervisor][minutes] else { return 0..<0 }
        return offset..<offset + 7 * slotsPerDay
    }

    /// The multipliers of a supervisor's givings of some length, by day.
    func givingRange(_ supervisor: Int, minutes: Int) -> Range<Int> {
        guard let offset = givenOffset[supervisor][minutes] else { return 0..<0 }
        return offset..<offset + 7
    }

    /// Whether seats and meetings have multipliers for starting in unison.
    var hasUnison: Bool { unison < count }

    /// The multiplier of a seat taken at the week's first slot, which needs a partner who starts then, see ``UnisonVoices``; those of the other slots follow.
    func unisonOffset(candidate: Int) -> Int? { unisonOfCandidate[candidate] < 0 ? nil : unisonOfCandidate[candidate] }

    /// The same of a meeting attended by one of its members, which needs the next one.
    func unisonOffset(meeting: Int, member: Int) -> Int? {
        unisonOfMeeting[meeting] < 0 ? nil : unisonOfMeeting[meeting] + member * 7 * slotsPerDay
    }

    @inline(__always)
    func meetingIndex(_ meeting: Int, member: Int, bucket: Int) -> Int {
        meetingOffset[meeting] + member * 7 * bucketsPerDay + bucket
    }
}
