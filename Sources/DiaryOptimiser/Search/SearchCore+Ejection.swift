/// Putting something in by force: whatever is in its way is taken out, to be inserted elsewhere.
extension SearchCore {
    /// Makes room for an activity at a start by taking out what is in the way; false where that is not enough.
    mutating func clear(key: Int, place: Int32, occupied: Int, start: Int) -> Bool {
        if days[key].isCovered && meetsCover(key, start: start, end: start + occupied) {
            uncover(key)
            removeUncovered(day: key % 7)
        }
        while true {
            if makeRoom(key: key, place: place, occupied: occupied, start: start) { return true }
            let offset = Int(tables.itemOffset[key])
            var victim = -1
            var nearest = Int.max
            for index in offset..<offset + Int(days[key].count) {
                let block = Int(items[index].block)
                if block < 0 { continue }
                let way = tables.travel(items[index].place, place)
                let before = start - way - Int(items[index].end)
                let after = Int(items[index].start) - way - start - occupied
                var gap = max(before, after)
                // Supervision goes late, for sessions hang on it, and meetings last, for many people do.
                if block >= meetingBlock {
                    gap += 600
                } else if block >= supervisionBlock && weekSessions[block - supervisionBlock] > 0 {
                    gap += 240
                }
                gap += random.below(30)
                if gap < nearest {
                    nearest = gap
                    victim = block
                }
            }
            if victim < 0 { return false }
            takeOut(victim)
        }
    }

    /// Takes out what keeps a practitioner from one more session: a session of the day, of the week, of a full evening.
    private mutating func clearLimits(_ candidate: FlatCandidate, day: Int, late: Bool) -> Bool {
        let person = candidate.practitioner
        if tables.weekLimit[person] == 0 || tables.dayLimit[person] == 0 || (late && tables.eveningLimit[person] == 0) {
            return false
        }
        let key = dayKey(person, day)
        if days[key].sessions >= tables.dayLimit[person] && !removeSession(ofDay: key) { return false }
        if weekSessions[person] >= tables.weekLimit[person] {
            let offset = random.below(7)
            var done = false
            for step in 0..<7 where !done {
                let other = Int(person) * 7 + (offset + step) % 7
                if days[other].sessions > 0 { done = removeSession(ofDay: other) }
            }
            if !done { return false }
        }
        if late && days[key].late == 0 && weekEvenings[person] >= tables.eveningLimit[person] {
            for other in Int(person) * 7..<Int(person) * 7 + 7 where days[other].late > 0 {
                let offset = Int(tables.itemOffset[other])
                var index = Int(days[other].count) - 1
                while index >= 0 {
                    let block = Int(items[offset + index].block)
                    if block >= 0 && block < tables.requests && lateSessions.contains(block) { takeOut(block) }
                    index = min(index, Int(days[other].count)) - 1
                }
                break
            }
        }
        return true
    }

    private mutating func removeSession(ofDay key: Int) -> Bool {
        let offset = Int(tables.itemOffset[key])
        var victim = -1
        var least = Int.max
        for index in offset..<offset + Int(days[key].count) {
            let block = Int(items[index].block)
            if block < 0 || block >= tables.requests { continue }
            let points = tables.bestPoints[block]
            let worth = points / 2 + random.below(max(points, 1))
            if worth < least {
                least = worth
                victim = block
            }
        }
        if victim < 0 { return false }
        takeOut(victim)
        return true
    }

    private mutating func clearRoom(_ candidate: FlatCandidate, day: Int, start: Int) -> Bool {
        guard candidate.room >= 0 else { return true }
        let room = Int(candidate.room) * 7 + day
        let end = start + Int(candidate.roomSlots) * tables.grid
        while !hasRoom(candidate, day: day, start: start) {
            var other = roomHead[room]
            var victim = -1
            var seen = 0
            while other >= 0 {
                let from = Int(placement[other].start)
                let until = from + Int(tables.candidates[placement[other].first].roomSlots) * tables.grid
                if from < end && start < until {
                    seen += 1
                    if random.oneIn(seen) { victim = Int(other) }
                }
                other = roomNext[other]
            }
            if victim < 0 { return false }
            takeOut(victim)
        }
        return true
    }

    /// Takes a session that is held to a candidate, day and start drawn anew, whatever has to give way there; false where it cannot be. There must be sessions.
    /// Half of the time it is one of two seats, where there are any: its diaries are seldom free at one time.
    mutating func forceElsewhere() -> Bool {
        var request = present[random.below(present.count)]
        if random.oneIn(2), !tables.twoSeatRequests.isEmpty {
            let other = Int(tables.twoSeatRequests[random.below(tables.twoSeatRequests.count)])
            if placement[other].isPlaced { request = other }
        }
        remove(request)
        return forceIn(request)
    }

    /// Takes a visit, all that a practitioner holds at a place other than their desk on a day, to another practitioner or day: one of its sessions, of one seat, is
    /// forced there, and half of the time what is held at some other place gives way to it wholly. The visit's other sessions are out: putting them back beside
    /// it costs no way. There must be sessions.
    ///
    /// - Returns: whether it could be; nil, with nothing changed, where no visit is drawn.
    mutating func forceVisitElsewhere() -> Bool? {
        let request = present[random.below(present.count)], placed = placement[request]
        let from = tables.candidates[placed.first], key = dayKey(from.practitioner, Int(placed.day))
        guard placed.second < 0, from.place != tables.desk[from.practitioner] else { return nil }
        let range = tables.candidatesOfRequest[request]
        for _ in 0..<Self.visitDraws {
            let first = range.first + Int32(random.below(Int(range.count))), candidate = tables.candidates[first]
            guard candidate.place == from.place, candidate.days != 0 else { continue }
            let day = member(random.below(candidate.days.nonzeroBitCount), of: candidate.days), other = dayKey(candidate.practitioner, day)
            guard other != key else { continue }
            takeOutSessions(ofDay: key, at: from.place)
            if random.oneIn(2), let place = anyVisit(other, besides: from.place) { takeOutSessions(ofDay: other, at: place) }
            return forceIn(request, first, day: day, late: false)
        }
        return nil
    }

    /// Draws of another practitioner and day for a visit.
    private static let visitDraws = 4

    /// A place, neither a practitioner's desk nor the one given, at which they have sessions on a day: that of one of these; nil where there are none.
    private mutating func anyVisit(_ key: Int, besides place: Int32) -> Int32? {
        let offset = Int(tables.itemOffset[key])
        var chosen: Int32?
        var seen = 0
        for item in offset..<offset + Int(days[key].count) {
            let each = items[item], block = Int(each.block)
            guard block >= 0, block < tables.requests, each.place != place, each.place != tables.desk[key / 7] else { continue }
            seen += 1
            if random.oneIn(seen) { chosen = each.place }
        }
        return chosen
    }

    /// Inserts an absent request at some candidate, day and start, whatever has to give way; false where it cannot be.
    mutating func forceIn(_ request: Int) -> Bool {
        var first: Int32
        var second: Int32 = -1
        if tables.seats[request] == 2 {
            let range = tables.pairsOfRequest[request]
            guard range.count > 0 else { return false }
            let pair = tables.pairs[Int(range.first) + random.below(Int(range.count))]
            first = pair.first
            second = pair.second
        } else {
            let range = tables.candidatesOfRequest[request]
            guard range.count > 0 else { return false }
            first = range.first + Int32(random.below(Int(range.count)))
        }
        let one = tables.candidates[first]
        var dayMask = one.days
        var lateMask = one.lateDays
        if second >= 0 {
            dayMask &= tables.candidates[second].days
            lateMask &= tables.candidates[second].lateDays
        }
        let total = dayMask.nonzeroBitCount + lateMask.nonzeroBitCount
        guard total > 0 else { return false }
        var draw = random.below(total)
        let late = draw >= dayMask.nonzeroBitCount
        if late { draw -= dayMask.nonzeroBitCount }
        return forceIn(request, first, second, day: member(draw, of: late ? lateMask : dayMask), late: late)
    }

    /// Inserts a request that is not held at a candidate or pair on a day, whatever has to give way; false where it cannot be.
    private mutating func forceIn(_ request: Int, _ first: Int32, _ second: Int32 = -1, day: Int, late: Bool) -> Bool {
        let one = tables.candidates[first]
        let start = randomStart(first, second, day: day, late: late)
        guard start >= 0 else { return false }
        for seat in [first, second] where seat >= 0 {
            let person = tables.candidates[seat].practitioner
            guard !tables.needsSupervision[person] || placement[supervisionBlock + Int(person)].isPlaced else { return false }
        }
        // The client's other session on that day, and a full week of after-hours sessions.
        if clientDays[tables.client[request]] & (1 << UInt8(day)) != 0 {
            for other in tables.problem.requestsOfClient[Int(tables.client[request])]
            where placement[other].isPlaced && Int(placement[other].day) == day {
                takeOut(other)
            }
        }
        if late && lateSessions.count >= tables.afterHoursSlots {
            guard lateSessions.count > 0 else { return false }
            takeOut(lateSessions[random.below(lateSessions.count)])
        }
        for seat in [first, second] where seat >= 0 {
            let candidate = tables.candidates[seat]
            guard clearLimits(candidate, day: day, late: late),
                clear(
                    key: dayKey(candidate.practitioner, day), place: candidate.place, occupied: Int(candidate.occupied),
                    start: start)
            else { return false }
        }
        guard clearRoom(one, day: day, start: start) else { return false }
        if late {
            guard let cover = coverNeeded(day: day, start: start, end: start + Int(one.minutes)) else { return false }
            if cover == dayKey(one.practitioner, day)
                || (second >= 0 && cover == dayKey(tables.candidates[second].practitioner, day))
            {
                return false
            }
            if cover >= 0 { self.cover(cover) }
        }
        // Supervision that had to give way takes its sessions' leave with it until it is found a place again.
        place(request, Placement(day: Int8(day), start: Int16(start), first: first, second: second))
        return true
    }

    /// A random start at which one candidate, or both of a pair, could take part, other things being equal; -1 where
    /// there is none.
    private mutating func randomStart(_ first: Int32, _ second: Int32, day: Int, late: Bool) -> Int {
        let side = day * 2 + (late ? 1 : 0)
        let set = Int(tables.setOfCandidate[Int(first) * 14 + side]) * tables.words
        let other = second >= 0 ? Int(tables.setOfCandidate[Int(second) * 14 + side]) * tables.words : set
        var count = 0
        for word in 0..<tables.words { count += (tables.setWords[set + word] & tables.setWords[other + word]).nonzeroBitCount }
        guard count > 0 else { return -1 }
        return member(random.below(count), of: set, and: other) * tables.grid
    }

    /// The member with a rank in a set of days.
    func member(_ rank: Int, of days: UInt8) -> Int {
        var mask = days
        for _ in 0..<rank { mask &= mask - 1 }
        return mask.trailingZeroBitCount
    }

    /// The member with a rank in the intersection of two stored start sets.
    func member(_ rank: Int, of set: Int, and other: Int) -> Int {
        var wanted = rank
        for index in 0..<tables.words {
            var word = tables.setWords[set + index] & tables.setWords[other + index]
            let here = word.nonzeroBitCount
            if wanted >= here {
                wanted -= here
                continue
            }
            while wanted > 0 {
                word &= word - 1
                wanted -= 1
            }
            return index << 6 + word.trailingZeroBitCount
        }
        return 0
    }
}
