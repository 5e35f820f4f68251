import Diary

extension Relaxation {
    /// The multipliers of another week's relaxation as multipliers of this one: what has the same ids in both keeps its price, what the other
    /// week lacks costs nothing, and a seat that it lacks brings half of its session's points.
    ///
    /// Any multipliers within the layout's limits prove a bound, so a transfer never makes one wrong. Both weeks have the same grid.
    func multipliers(from other: Relaxation, _ known: [Int]) -> [Int] {
        let mine = problem.scenario, theirs = other.problem.scenario
        var result = layout.lower.map { max($0, 0) }
        func copy(_ count: Int, to offset: Int, from otherOffset: Int) {
            for index in 0..<count { result[offset + index] = known[otherOffset + index] }
        }
        func each<Item>(_ items: [Item], _ others: [Item], _ id: (Item) -> String, _ body: (Int, Int) -> Void) {
            let positions = Dictionary(others.enumerated().map { (id($1), $0) }, uniquingKeysWith: { first, _ in first })
            for (index, item) in items.enumerated() { if let position = positions[id(item)] { body(index, position) } }
        }
        let day = problem.slots, week = 7 * problem.slots
        each(mine.requests, theirs.requests, \.id) { copy(1, to: layout.requests + $0, from: other.layout.requests + $1) }
        if layout.hasLateRows, other.layout.hasLateRows {
            each(mine.requests, theirs.requests, \.id) { copy(7, to: layout.late + 7 * $0, from: other.layout.late + 7 * $1) }
        }
        each(mine.practitioners, theirs.practitioners, \.id) { one, two in
            copy(1, to: layout.week + one, from: other.layout.week + two)
            copy(1, to: layout.evenings + one, from: other.layout.evenings + two)
            copy(1, to: layout.superviseMinutes + one, from: other.layout.superviseMinutes + two)
            if let own = layout.coveredEveningIndex(one, day: 0), let others = other.layout.coveredEveningIndex(two, day: 0) {
                copy(7, to: own, from: others)
            }
            let number = layout.personNumber[one], otherNumber = other.layout.personNumber[two]
            if number >= 0, otherNumber >= 0 {
                copy(week, to: layout.personTime + number * week, from: other.layout.personTime + otherNumber * week)
            }
        }
        each(mine.places, theirs.places, \.id) { copy(1, to: layout.shortage + $0, from: other.layout.shortage + $1) }
        if mine.rules.afterHoursSlots != nil, theirs.rules.afterHoursSlots != nil { copy(1, to: layout.slots, from: other.layout.slots) }
        if mine.rules.coverRatio != nil, theirs.rules.coverRatio != nil { copy(7 * day, to: layout.cover, from: other.layout.cover) }
        let rooms = { (relaxation: Relaxation) in
            relaxation.problem.rooms.map { "\(relaxation.problem.scenario.places[$0.place].id)\u{0}\($0.kind)" }
        }
        each(rooms(self), rooms(other), \.self) { copy(week, to: layout.rooms + $0 * week, from: other.layout.rooms + $1 * week) }
        let clients = { (relaxation: Relaxation) in
            relaxation.problem.requestsOfClient.map { relaxation.problem.scenario.requests[$0[0]].client }
        }
        each(clients(self), clients(other), \.self) { one, two in
            let number = layout.clientNumber[one], otherNumber = other.layout.clientNumber[two]
            if number >= 0, otherNumber >= 0 { copy(7, to: layout.clients + number * 7, from: other.layout.clients + otherNumber * 7) }
        }
        transferSeats(from: other, known, &result)
        each(mine.meetings, theirs.meetings, \.id) { one, two in
            for (member, person) in layout.members[one].enumerated() {
                let id = mine.practitioners[person].id
                guard let otherMember = other.layout.members[two].firstIndex(where: { theirs.practitioners[$0].id == id }) else { continue }
                copy(
                    7 * layout.bucketsPerDay, to: layout.meetingIndex(one, member: member, bucket: 0),
                    from: other.layout.meetingIndex(two, member: otherMember, bucket: 0))
            }
        }
        each(mine.practitioners, theirs.practitioners, \.id) { one, two in
            for (option, way) in problem.supervisionOptions[one].enumerated() {
                let supervisor = mine.practitioners[way.supervisor].id
                let match = other.problem.supervisionOptions[two].firstIndex { theirs.practitioners[$0.supervisor].id == supervisor && $0.day == way.day }
                if let match { copy(1, to: layout.givingDayIndex(one, option: option), from: other.layout.givingDayIndex(two, option: match)) }
            }
            for minutes in Set(problem.givings[one].map { problem.supervisionOptions[$0.practitioner][$0.option].minutes }) {
                let range = layout.givingRange(one, minutes: minutes), otherRange = other.layout.givingRange(two, minutes: minutes)
                copy(min(range.count, otherRange.count), to: range.lowerBound, from: otherRange.lowerBound)
                let starts = layout.givingStartRange(one, minutes: minutes), otherStarts = other.layout.givingStartRange(two, minutes: minutes)
                if starts.count == otherStarts.count { copy(starts.count, to: starts.lowerBound, from: otherStarts.lowerBound) }
            }
        }
        for index in result.indices { result[index] = min(max(result[index], layout.lower[index]), layout.upper[index]) }
        return result
    }

    private struct Seat: Hashable {
        var request: String
        var practitioner: String
        var mode: Mode
    }

    private func seats() -> [(seat: Seat, candidate: Int)] {
        problem.candidates.indices.filter { layout.seatOffset[$0] >= 0 }.map { index in
            let candidate = problem.candidates[index]
            let seat = Seat(
                request: problem.scenario.requests[candidate.request].id,
                practitioner: problem.scenario.practitioners[candidate.practitioner].id, mode: candidate.mode)
            return (seat, index)
        }
    }

    private func transferSeats(from other: Relaxation, _ known: [Int], _ result: inout [Int]) {
        let buckets = 7 * layout.bucketsPerDay
        let theirs = Dictionary(other.seats().map { ($0.seat, $0.candidate) }, uniquingKeysWith: { first, _ in first })
        for (seat, candidate) in seats() {
            let offset = layout.seatOffset[candidate]
            if let match = theirs[seat] {
                let otherOffset = other.layout.seatOffset[match]
                for index in 0..<buckets { result[offset + index] = known[otherOffset + index] }
            } else {
                let half = problem.candidates[candidate].points * Int.micropointsPerThousandth / 2
                for index in 0..<buckets { result[offset + index] = half }
            }
        }
    }
}
