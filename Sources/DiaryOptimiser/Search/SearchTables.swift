import Diary

/// One way of taking part in a request, flattened from ``Candidate``.
struct FlatCandidate: BitwiseCopyable {
    /// Thousandths of a point, `named` included where this practitioner is named.
    var points: Int
    var request: Int32
    var practitioner: Int32
    var place: Int32
    /// Room-resource, or -1.
    var room: Int32
    var keptFirst: Int32
    var keptCount: Int32
    var minutes: Int16
    var occupied: Int16
    /// Slots for which the session holds its room.
    var roomSlots: Int16
    var mode: UInt8
    /// Days with a start that is not after-hours, bit by day.
    var days: UInt8
    /// Days with an after-hours start.
    var lateDays: UInt8
}

/// What decides most often that a candidate is no use now; small, so that many fit in a cache line.
struct CandidateHead: BitwiseCopyable {
    var practitioner: Int32
    var occupied: Int16
    /// Days with any start, bit by day.
    var days: UInt8
}

/// What a request could have on a practitioner's day.
struct DayOffer: BitwiseCopyable {
    var request: Int32
    var candidate: Int32
    var occupied: Int16
    var day: UInt8
}

/// Two candidates, in one mode, who can hold a session of two seats together.
struct FlatPair: BitwiseCopyable {
    var first: Int32
    var second: Int32
    var points: Int
}

/// A start that keeps a published session.
struct FlatKept: BitwiseCopyable {
    var day: Int32
    /// Minute of the day.
    var start: Int32
    /// The other practitioner, or -1 for one seat.
    var partner: Int32
    var points: Int
}

/// A supervisor and day for one practitioner's supervision.
struct FlatOption: BitwiseCopyable {
    var supervisor: Int32
    var day: Int32
    var set: Int32
}

struct FlatWindow: BitwiseCopyable {
    var start: Int32
    var end: Int32
}

/// A slice of a table.
struct FlatRange: BitwiseCopyable {
    var first: Int32
    var count: Int32

    @inline(__always)
    var range: Range<Int> { Int(first)..<Int(first &+ count) }
}

/// The ``WeekProblem`` in the flat form on which the local search works. Immutable after it is made.
final class SearchTables {
    let problem: WeekProblem
    let memory = SearchMemory()

    let grid: Int
    let slots: Int
    /// Words of a start set.
    let words: Int
    let afterHoursFrom: Int
    let afterHoursSlots: Int
    /// 0 where no cover is needed.
    let coverRatio: Int
    let rest: Int
    let breakAfter: Int
    let breakMinutes: Int
    let breakStart: Int
    let breakEnd: Int

    let travelWeight: Int
    let eveningWeight: Int
    let shortageWeight: Int
    let meetingWeight: Int

    let requests: Int
    let people: Int
    let meetings: Int
    let places: Int
    let travelTable: FlatBuffer<Int16>

    let candidates: FlatBuffer<FlatCandidate>
    let heads: FlatBuffer<CandidateHead>
    /// Start-set numbers: `candidate * 14 + day * 2`, and one more for the after-hours starts.
    let setOfCandidate: FlatBuffer<Int32>
    let setWords: FlatBuffer<UInt64>
    let candidatesOfRequest: FlatBuffer<FlatRange>
    let seats: FlatBuffer<UInt8>
    /// Requests of two seats that a pair could hold.
    let twoSeatRequests: [Int32]
    let pairs: FlatBuffer<FlatPair>
    let pairsOfRequest: FlatBuffer<FlatRange>
    let kept: FlatBuffer<FlatKept>
    let client: FlatBuffer<Int32>
    let clients: Int
    /// Position of the school, or -1.
    let school: FlatBuffer<Int32>
    /// The most points that a request can bring by itself.
    let bestPoints: FlatBuffer<Int>
    /// The best points for each hour that the session occupies.
    let density: FlatBuffer<Int>
    /// Practitioner-days on which the request has a start.
    let options: FlatBuffer<Int32>
    /// Candidates with a start on each practitioner-day, by request.
    let offersOfDay: FlatBuffer<DayOffer>
    let offersOfDayRange: FlatBuffer<FlatRange>
    let requestsOfSchool: FlatBuffer<Int32>
    let requestsOfSchoolRange: FlatBuffer<FlatRange>
    let needed: FlatBuffer<Int32>

    let roomCapacity: FlatBuffer<Int32>

    let desk: FlatBuffer<Int32>
    let dayLimit: FlatBuffer<Int32>
    let weekLimit: FlatBuffer<Int32>
    let eveningLimit: FlatBuffer<Int32>
    let span: FlatBuffer<Int32>
    let needsSupervision: FlatBuffer<Bool>
    let supervisionMinutes: FlatBuffer<Int32>
    let superviseLimit: FlatBuffer<Int32>
    let supervisionOptions: FlatBuffer<FlatOption>
    let supervisionRange: FlatBuffer<FlatRange>
    /// Practitioners who need supervision and can have it.
    let supervised: [Int32]

    let meetingMinutes: FlatBuffer<Int32>
    /// Place, or -1 for each member's own desk.
    let meetingPlace: FlatBuffer<Int32>
    let meetingMembers: FlatBuffer<Int32>
    let meetingRange: FlatBuffer<FlatRange>
    /// Start-set numbers: `meeting * 7 + day`, or -1.
    let meetingSets: FlatBuffer<Int32>
    /// Meetings that can be held at all.
    let possibleMeetings: [Int32]

    let evenings: FlatBuffer<FlatWindow>
    let eveningRange: FlatBuffer<FlatRange>
    let coverLimit: FlatBuffer<Int32>
    /// For each day, the practitioners who can be on cover.
    let coverers: FlatBuffer<Int32>
    let coverersOfDay: FlatBuffer<FlatRange>
    /// For each day and minute, the moments of V3 before it; see ``SearchTables/moments``.
    let momentIndex: FlatBuffer<Int32>
    /// The most moments of a day at which after-hours sessions are counted against cover: grid points, and ends of
    /// evenings.
    let moments: Int

    /// The first and last minute that any activity of a practitioner-day can reach.
    let firstMinute: FlatBuffer<Int16>
    let lastMinute: FlatBuffer<Int16>

    /// Offsets of the practitioner-days in the list of all items, and the total.
    let itemOffset: FlatBuffer<Int32>
    let itemCapacity: Int
    /// Thousandths of a point that a typical request brings; the unit of temperatures.
    let typicalPoints: Int

    @inline(__always)
    func travel(_ from: Int32, _ to: Int32) -> Int { Int(travelTable[Int(from) &* places &+ Int(to)]) }

    init(problem: WeekProblem) {
        self.problem = problem
        let scenario = problem.scenario
        let rules = scenario.rules
        let weights = scenario.weights
        grid = problem.grid
        slots = problem.slots
        let words = (problem.slots + 63) / 64
        self.words = words
        afterHoursFrom = rules.afterHoursFrom
        afterHoursSlots = rules.afterHoursSlots ?? Int.max
        coverRatio = rules.coverRatio ?? 0
        rest = rules.rest
        breakAfter = rules.breakRule.after
        breakMinutes = rules.breakRule.minutes
        breakStart = rules.breakRule.window.start
        breakEnd = rules.breakRule.window.end
        travelWeight = weights.travel.thousandths
        eveningWeight = weights.evening.thousandths
        shortageWeight = weights.shortage.thousandths
        meetingWeight = weights.missedMeeting.thousandths
        requests = scenario.requests.count
        people = scenario.practitioners.count
        meetings = scenario.meetings.count
        places = scenario.places.count
        travelTable = memory.make(places * places, 0)
        for from in 0..<places {
            for to in 0..<places { travelTable[from * places + to] = Int16(problem.travel(from, to)) }
        }

        var flattening = CandidateFlattening(problem: problem, words: words)
        flattening.flatten()
        candidates = memory.make(flattening.candidates)
        heads = memory.make(
            flattening.candidates.map {
                CandidateHead(practitioner: $0.practitioner, occupied: $0.occupied, days: $0.days | $0.lateDays)
            })
        setOfCandidate = memory.make(flattening.setOfCandidate)
        candidatesOfRequest = memory.make(flattening.candidatesOfRequest)
        seats = memory.make(scenario.requests.map { UInt8(scenario.sessionTypes[$0.type].staff.count) })
        twoSeatRequests = problem.pairs.filter { !$0.value.isEmpty }.keys.sorted().map(Int32.init)
        pairs = memory.make(flattening.pairs)
        pairsOfRequest = memory.make(flattening.pairsOfRequest)
        kept = memory.make(flattening.kept)
        bestPoints = memory.make(flattening.bestPoints)
        density = memory.make(flattening.density)
        options = memory.make(flattening.options)
        let sorted = flattening.bestPoints.filter { $0 > 0 }.sorted()
        typicalPoints = sorted.isEmpty ? 1000 : max(sorted[sorted.count / 2], 1)
        client = memory.make(problem.clientOfRequest.map { Int32($0) })
        clients = problem.requestsOfClient.count
        school = memory.make(scenario.requests.map { Int32($0.school ?? -1) })
        let offers = Self.slices(flattening.offersOfDay)
        offersOfDay = memory.make(offers.0)
        offersOfDayRange = memory.make(offers.1)
        var ofSchool = [[Int32]](repeating: [], count: places)
        for (index, request) in scenario.requests.enumerated() {
            if let school = request.school, flattening.candidatesOfRequest[index].count > 0 {
                ofSchool[school].append(Int32(index))
            }
        }
        let schools = Self.slices(ofSchool)
        requestsOfSchool = memory.make(schools.0)
        requestsOfSchoolRange = memory.make(schools.1)
        needed = memory.make(problem.neededAtPlace.map { Int32($0) })
        roomCapacity = memory.make(problem.rooms.map { Int32($0.capacity) })

        let practitioners = scenario.practitioners
        desk = memory.make(practitioners.map { Int32($0.desk) })
        dayLimit = memory.make(practitioners.map { Int32(min($0.limits.sessionsPerDay, 12)) })
        weekLimit = memory.make(practitioners.map { Int32($0.limits.sessionsPerWeek) })
        eveningLimit = memory.make(practitioners.map { Int32($0.limits.eveningsPerWeek) })
        span = memory.make(practitioners.map { Int32($0.limits.span) })
        needsSupervision = memory.make(practitioners.map { $0.supervision != nil })
        supervisionMinutes = memory.make(practitioners.map { Int32($0.supervision?.minutes ?? 0) })
        superviseLimit = memory.make(practitioners.map { Int32($0.supervisesMinutes ?? 0) })
        var optionLists: [[FlatOption]] = []
        for list in problem.supervisionOptions {
            optionLists.append(
                list.map {
                    FlatOption(supervisor: Int32($0.supervisor), day: Int32($0.day), set: flattening.number(of: $0.starts))
                })
        }
        let optionSlices = Self.slices(optionLists)
        supervisionOptions = memory.make(optionSlices.0)
        supervisionRange = memory.make(optionSlices.1)
        supervised = optionLists.indices.filter { !optionLists[$0].isEmpty }.map { Int32($0) }

        meetingMinutes = memory.make(scenario.meetings.map { Int32($0.minutes) })
        meetingPlace = memory.make(scenario.meetings.map { Int32($0.place ?? -1) })
        let memberSlices = Self.slices(scenario.meetings.map { Set($0.members).sorted().map { Int32($0) } })
        meetingMembers = memory.make(memberSlices.0)
        meetingRange = memory.make(memberSlices.1)
        var meetingSets: [Int32] = []
        var possibleMeetings: [Int32] = []
        for (index, days) in problem.meetingStarts.enumerated() {
            for starts in days { meetingSets.append(starts.isEmpty ? -1 : flattening.number(of: starts)) }
            if days.contains(where: { !$0.isEmpty }) { possibleMeetings.append(Int32(index)) }
        }
        self.meetingSets = memory.make(meetingSets)
        self.possibleMeetings = possibleMeetings
        setWords = memory.make(flattening.setWords)

        let eveningSlices = Self.slices(
            problem.frames.map { frame in frame.evenings.map { FlatWindow(start: Int32($0.start), end: Int32($0.end)) } })
        evenings = memory.make(eveningSlices.0)
        eveningRange = memory.make(eveningSlices.1)
        coverLimit = memory.make(practitioners.map { Int32($0.coverEvenings ?? 0) })
        var covererLists = [[Int32]](repeating: [], count: 7)
        for (index, frame) in problem.frames.enumerated()
        where !frame.evenings.isEmpty && (practitioners[frame.practitioner].coverEvenings ?? 0) > 0 {
            covererLists[index % 7].append(Int32(frame.practitioner))
        }
        let covererSlices = Self.slices(covererLists)
        coverers = memory.make(covererSlices.0)
        coverersOfDay = memory.make(covererSlices.1)
        momentIndex = memory.make(7 * 1442, 0)
        var most = 0
        for day in 0..<7 {
            var isMoment = [Bool](repeating: false, count: 1441)
            for minute in stride(from: 0, to: 1440, by: problem.grid) where minute >= rules.afterHoursFrom {
                isMoment[minute] = true
            }
            for person in covererLists[day] {
                for window in problem.frames[Int(person) * 7 + day].evenings {
                    isMoment[window.start] = true
                    isMoment[window.end] = true
                }
            }
            var count = 0
            for minute in 0...1441 {
                momentIndex[day * 1442 + minute] = Int32(count)
                if minute <= 1440, isMoment[minute] { count += 1 }
            }
            most = max(most, count)
        }
        moments = most

        firstMinute = memory.make(
            problem.frames.map { Int16(($0.allHours.map(\.start) + $0.busy.map(\.start)).min() ?? 1440) })
        lastMinute = memory.make(problem.frames.map { Int16(($0.allHours.map(\.end) + $0.busy.map(\.end)).max() ?? 0) })

        var offsets: [Int32] = []
        var total = 0
        var supervisees = [Int](repeating: 0, count: people * 7)
        for list in optionLists {
            for key in Set(list.map { Int($0.supervisor) * 7 + Int($0.day) }) { supervisees[key] += 1 }
        }
        for (index, frame) in problem.frames.enumerated() {
            offsets.append(Int32(total))
            let sessions = min(practitioners[frame.practitioner].limits.sessionsPerDay, 12)
            total +=
                frame.busy.count + sessions + supervisees[index] + 1 + problem.meetingsOfPractitioner[frame.practitioner].count
        }
        offsets.append(Int32(total))
        itemOffset = memory.make(offsets)
        itemCapacity = total
    }

    private static func slices<Element>(_ lists: [[Element]]) -> ([Element], [FlatRange]) {
        var elements: [Element] = []
        var ranges: [FlatRange] = []
        for list in lists {
            ranges.append(FlatRange(first: Int32(elements.count), count: Int32(list.count)))
            elements += list
        }
        return (elements, ranges)
    }
}
