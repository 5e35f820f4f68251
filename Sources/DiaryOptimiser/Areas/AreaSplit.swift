import Diary

/// A part of the service: people, requests and rooms that share little or nothing with the rest.
struct Area: Sendable {
    /// Positions, ascending.
    var practitioners: [Int] = []
    /// Positions in ``Relaxation/teams``.
    var teams: [Int] = []
    /// Meetings all of whose members are here.
    var meetings: [Int] = []
    /// Places with a minimum whose requests are here.
    var places: [Int] = []
    /// Rooms that anybody here uses, shared ones too.
    var rooms: [Int] = []
    /// People, by ``RelaxationLayout/personNumber``, who are here or supervise anybody here; shared ones too.
    var timed: [Int] = []
    /// Practitioner-days on which anything can be planned, long ones first.
    var days: [Int] = []
    /// The multipliers that concern this area alone.
    var indices: [Int] = []
    /// Requests here.
    var requestCount = 0
}

/// How a week falls into areas, and which rules couple these: the service's after-hours slots and cover, and what supervisors, rooms and
/// meetings have to do with several areas.
struct AreaSplit: Sendable {
    var areas: [Area] = []
    /// For each multiplier, whether it couples areas.
    var isShared: [Bool]
    /// The multipliers that couple areas, ascending.
    var shared: [Int] = []
    /// Meetings whose members are in several areas.
    var sharedMeetings: [Int] = []
    /// For each multiplier, whether its rule is left out: that supervision is given by plans of the supervisor's, where they supervise people of several
    /// areas. The multiplier is 0.
    var isLeftOut: [Bool]

    var isWhole: Bool { areas.count == 1 }
    /// For each practitioner, the area.
    let areaOfPractitioner: [Int]

    /// The area of a column; nil for meetings of several areas.
    func area(of column: WeekColumn, _ problem: WeekProblem) -> Int? {
        switch column {
        case .plan(let practitioner, _, _), .attendance(let practitioner, _, _, _), .giving(let practitioner, _, _, _), .cover(let practitioner, _):
            areaOfPractitioner[practitioner]
        case .team(let first, _, _, _): areaOfPractitioner[problem.candidates[first].practitioner]
        case .meeting(let meeting, _):
            sharedMeetings.contains(meeting) ? nil : problem.scenario.meetings[meeting].members.first.map { areaOfPractitioner[$0] } ?? 0
        }
    }

    /// Requests up to which a week is not split, and up to which small areas are taken together: below it one linear program is quick, and
    /// knows all prices itself.
    static let wholeSize = 700

    init(_ relaxation: Relaxation, wholeSize: Int = AreaSplit.wholeSize) {
        let problem = relaxation.problem, layout = relaxation.layout
        let scenario = problem.scenario
        let people = scenario.practitioners.count
        isShared = [Bool](repeating: false, count: layout.count)
        isLeftOut = isShared
        let areaOf = Self.numbers(problem, wholeSize: wholeSize)
        areaOfPractitioner = areaOf.practitioners
        let count = (areaOf.practitioners.max() ?? 0) + 1
        areas = Array(repeating: Area(), count: count)
        for practitioner in 0..<people { areas[areaOf.practitioners[practitioner]].practitioners.append(practitioner) }
        for request in areaOf.requests { areas[request].requestCount += 1 }
        var owner = [Int](repeating: count == 1 ? 0 : -1, count: layout.count)
        func own(_ range: Range<Int>, _ area: Int) { for index in range { owner[index] = area } }
        for (request, area) in areaOf.requests.enumerated() { owner[layout.requests + request] = area }
        // Whom cover lets hold a session after hours: cover is common to all areas.
        if count > 1 { for index in layout.late..<layout.superviseMinutes { isLeftOut[index] = true } }
        // Cuts are for weeks of one area, and so are starts in unison.
        if count > 1 { for index in layout.subsets { isLeftOut[index] = true } }
        if count > 1 { for index in layout.unison..<layout.count { isLeftOut[index] = true } }
        for (practitioner, area) in areaOf.practitioners.enumerated() {
            owner[layout.week + practitioner] = area
            owner[layout.evenings + practitioner] = area
            own(layout.visits + practitioner * 7..<layout.visits + practitioner * 7 + 7, area)
        }
        // Supervisors: shared where they supervise people of other areas.
        var supervised = [Set<Int>](repeating: [], count: people)
        for (practitioner, options) in problem.supervisionOptions.enumerated() {
            for option in options { supervised[option.supervisor].insert(areaOf.practitioners[practitioner]) }
        }
        for supervisor in 0..<people {
            let all = supervised[supervisor].union([areaOf.practitioners[supervisor]])
            let area = all.count == 1 ? areaOf.practitioners[supervisor] : -1
            owner[layout.superviseMinutes + supervisor] = area
            let number = layout.personNumber[supervisor]
            guard number >= 0 else { continue }
            let row = layout.personTime + number * 7 * problem.slots
            own(row..<row + 7 * problem.slots, area)
            for area in all { areas[area].timed.append(number) }
        }
        var users = [Set<Int>](repeating: [], count: problem.rooms.count)
        for candidate in problem.candidates { if let room = candidate.room { users[room].insert(areaOf.practitioners[candidate.practitioner]) } }
        for (room, all) in users.enumerated() {
            let row = layout.rooms + room * 7 * problem.slots
            own(row..<row + 7 * problem.slots, all.count > 1 ? -1 : all.first ?? 0)
            for area in all { areas[area].rooms.append(room) }
        }
        for (client, number) in layout.clientNumber.enumerated() where number >= 0 {
            guard let request = problem.requestsOfClient[client].first else { continue }
            own(layout.clients + number * 7..<layout.clients + number * 7 + 7, areaOf.requests[request])
        }
        for place in scenario.places.indices {
            owner[layout.shortage + place] = areaOf.places[place]
            if problem.neededAtPlace[place] > 0 { areas[areaOf.places[place]].places.append(place) }
        }
        let width = 7 * layout.bucketsPerDay
        for (index, candidate) in problem.candidates.enumerated() where layout.seatOffset[index] >= 0 {
            own(layout.seatOffset[index]..<layout.seatOffset[index] + width, areaOf.practitioners[candidate.practitioner])
        }
        for (meeting, members) in layout.members.enumerated() {
            let all = Set(members.map { areaOf.practitioners[$0] })
            let offset = layout.meetingOffset[meeting]
            own(offset..<offset + members.count * width, all.count > 1 ? -1 : all.first ?? 0)
            if all.count > 1 { sharedMeetings.append(meeting) } else { areas[all.first ?? 0].meetings.append(meeting) }
        }
        for (supervisor, ways) in problem.givings.enumerated() {
            for minutes in Set(ways.map { problem.supervisionOptions[$0.practitioner][$0.option].minutes }) {
                let isWithin = supervised[supervisor].isSubset(of: [areaOf.practitioners[supervisor]])
                for range in [layout.givingRange(supervisor, minutes: minutes), layout.givingStartRange(supervisor, minutes: minutes)] {
                    if isWithin { own(range, areaOf.practitioners[supervisor]) } else { for index in range { isLeftOut[index] = true } }
                }
            }
            for way in ways {
                let index = layout.givingDayIndex(way.practitioner, option: way.option), area = areaOf.practitioners[supervisor]
                if areaOf.practitioners[way.practitioner] == area { owner[index] = area } else { isLeftOut[index] = true }
            }
        }
        for (position, options) in relaxation.teams.enumerated() {
            guard let request = options.first?.request else { continue }
            areas[areaOf.requests[request]].teams.append(position)
        }
        for day in relaxation.order { areas[areaOf.practitioners[day / 7]].days.append(day) }
        for (index, area) in owner.enumerated() {
            if area >= 0 {
                areas[area].indices.append(index)
            } else if !isLeftOut[index] {
                isShared[index] = true
                shared.append(index)
            }
        }
    }

    /// For every practitioner, request and place the number of its area.
    private static func numbers(_ problem: WeekProblem, wholeSize: Int) -> (practitioners: [Int], requests: [Int], places: [Int]) {
        let scenario = problem.scenario
        let people = scenario.practitioners.count, requests = scenario.requests.count
        let whole = (
            [Int](repeating: 0, count: people), [Int](repeating: 0, count: requests), [Int](repeating: 0, count: scenario.places.count)
        )
        guard requests > wholeSize else { return whole }
        // Sets of things that belong together: people, then requests, then places.
        var parent = Array(0..<people + requests + scenario.places.count)
        func root(_ thing: Int) -> Int {
            var thing = thing
            while parent[thing] != thing {
                parent[thing] = parent[parent[thing]]
                thing = parent[thing]
            }
            return thing
        }
        func join(_ one: Int, _ other: Int) { parent[root(other)] = root(one) }
        for candidate in problem.candidates { join(candidate.practitioner, people + candidate.request) }
        for all in problem.requestsOfClient { for request in all.dropFirst() { join(people + all[0], people + request) } }
        for (request, entry) in scenario.requests.enumerated() {
            if let school = entry.school, problem.neededAtPlace[school] > 0 { join(people + requests + school, people + request) }
        }
        var size: [Int: Int] = [:]
        for request in 0..<requests { size[root(people + request), default: 0] += 1 }
        guard let largest = size.values.max(), largest * 4 < requests * 3 else { return whole }
        // Small sets are taken together, in the order of their first practitioner, so that neighbours in the file stay together.
        var number: [Int: Int] = [:]
        var next = 0, filled = 0
        for practitioner in 0..<people {
            let set = root(practitioner)
            guard number[set] == nil, let count = size[set] else { continue }
            if filled > 0 && filled + count > wholeSize {
                next += 1
                filled = 0
            }
            number[set] = next
            filled += count
        }
        // Who sees nobody goes where those are whom they supervise or meet.
        for (practitioner, options) in problem.supervisionOptions.enumerated() {
            guard let area = number[root(practitioner)] else { continue }
            for option in options where number[root(option.supervisor)] == nil { number[root(option.supervisor)] = area }
        }
        for (practitioner, options) in problem.supervisionOptions.enumerated() where number[root(practitioner)] == nil {
            if let area = options.lazy.compactMap({ number[root($0.supervisor)] }).first { number[root(practitioner)] = area }
        }
        for meeting in scenario.meetings {
            guard let area = meeting.members.lazy.compactMap({ number[root($0)] }).first else { continue }
            for member in meeting.members where number[root(member)] == nil { number[root(member)] = area }
        }
        return (
            (0..<people).map { number[root($0)] ?? 0 }, (0..<requests).map { number[root(people + $0)] ?? 0 },
            scenario.places.indices.map { number[root(people + requests + $0)] ?? 0 }
        )
    }
}
