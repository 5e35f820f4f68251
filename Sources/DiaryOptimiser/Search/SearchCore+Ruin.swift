/// Taking things out so that something better can be put in.
///
/// The neighbourhoods follow *slack induction by string removals* (Christiaens and Vanden Berghe 2020): strings of activities that are adjacent in
/// time, of practitioners who are adjacent by the requests that they could exchange.
extension SearchCore {
    /// Takes a block out and remembers that it is to be inserted again.
    mutating func takeOut(_ block: Int) {
        remove(block)
        if block < tables.requests {
            scratch.pool.insert(block)
            scratch.isRemoved[block] = true
        } else if block < meetingBlock {
            scratch.supervisions.insert(block - supervisionBlock)
        } else {
            scratch.meetings.insert(block - meetingBlock)
        }
    }

    /// A practitioner-day on which something could happen; -1 where there is none.
    mutating func seedDay() -> Int {
        if absent.count > 0 && (present.count == 0 || random.oneIn(3)) {
            return anyDay(of: absent[random.below(absent.count)])
        }
        guard present.count > 0 else { return -1 }
        return dayOfPresent(present[random.below(present.count)])
    }

    private mutating func dayOfPresent(_ request: Int) -> Int {
        let placed = placement[request]
        let candidate = placed.second >= 0 && random.oneIn(2) ? placed.second : placed.first
        return dayKey(tables.candidates[candidate].practitioner, Int(placed.day))
    }

    /// A random day of a random candidate of a request.
    private mutating func anyDay(of request: Int) -> Int {
        let range = tables.candidatesOfRequest[request]
        let candidate = tables.candidates[Int(range.first) + random.below(Int(range.count))]
        let mask = candidate.days | candidate.lateDays
        var skip = random.below(mask.nonzeroBitCount)
        var rest = mask
        while skip > 0 {
            rest &= rest - 1
            skip -= 1
        }
        return dayKey(candidate.practitioner, rest.trailingZeroBitCount)
    }

    /// A practitioner-day related to another by a request that could move between them.
    private mutating func relatedDay(to key: Int) -> Int {
        switch random.below(4) {
        case 0:
            // Another day of the same practitioner.
            return key / 7 * 7 + random.below(7)
        default:
            let range = tables.requestsOfDayRange[key]
            guard range.count > 0 else { return -1 }
            let request = Int(tables.requestsOfDay[Int(range.first) + random.below(Int(range.count))])
            return placement[request].isPlaced ? dayOfPresent(request) : anyDay(of: request)
        }
    }

    /// Removes up to `length` adjacent blocks of a day around a minute; supervision and meetings stay unless they are asked for.
    private mutating func removeString(_ key: Int, around minute: Int, length: Int, withSupervision: Bool) {
        let offset = Int(tables.itemOffset[key])
        let count = Int(days[key].count)
        guard days[key].planned > 0 else { return }
        // The item nearest to the minute, then a window of items that holds it.
        var nearest = 0, distance = Int.max
        for index in 0..<count {
            let gap = abs(Int(items[offset + index].start) - minute)
            if gap < distance {
                distance = gap
                nearest = index
            }
        }
        let first = max(0, nearest - random.below(length))
        let last = min(count - 1, first + length - 1)
        var index = last
        while index >= first {
            let block = Int(items[offset + index].block)
            if block >= 0 && (block < tables.requests || (withSupervision && block < meetingBlock)) { takeOut(block) }
            index -= 1
        }
    }

    /// Strings of adjacent sessions from a few related days.
    mutating func ruinStrings(from key: Int) {
        let state = days[key]
        var minute = 720
        if state.count > 0 { minute = Int(items[Int(tables.itemOffset[key]) + random.below(Int(state.count))].start) }
        let strings = 1 + random.below(4)
        let longest = random.oneIn(4) ? 8 : 3
        var current = key
        for _ in 0..<strings {
            removeString(current, around: minute, length: 1 + random.below(longest), withSupervision: random.oneIn(8))
            let next = relatedDay(to: random.oneIn(2) ? key : current)
            if next < 0 { break }
            current = next
        }
    }

    /// Everything that can move of one day, perhaps of two.
    mutating func ruinDays(from key: Int) {
        removeString(key, around: 720, length: 64, withSupervision: random.oneIn(4))
        touch(key)
        if random.oneIn(2) {
            let other = relatedDay(to: key)
            if other >= 0 { removeString(other, around: 720, length: 64, withSupervision: random.oneIn(4)) }
        }
    }

    /// Some of the sessions of one school's requests.
    mutating func ruinSchool(of request: Int) {
        let school = tables.school[request]
        guard school >= 0 else { return }
        var left = 8
        let range = tables.requestsOfSchoolRange[school]
        guard range.count > 0 else { return }
        let offset = random.below(Int(range.count))
        for step in 0..<Int(range.count) where left > 0 {
            let other = Int(tables.requestsOfSchool[Int(range.first) + (offset + step) % Int(range.count)])
            if placement[other].isPlaced && !random.oneIn(3) {
                takeOut(other)
                left -= 1
            }
        }
    }

    /// A meeting, with something of its members' days around it.
    mutating func ruinMeeting(_ meeting: Int) {
        let placed = placement[meetingBlock + meeting]
        guard placed.isPlaced else { return }
        takeOut(meetingBlock + meeting)
        let most = random.below(4)
        for _ in 0..<most {
            let range = tables.meetingRange[meeting]
            let member = tables.meetingMembers[Int(range.first) + random.below(Int(range.count))]
            removeString(dayKey(member, Int(placed.day)), around: Int(placed.start), length: 1 + random.below(3), withSupervision: random.oneIn(4))
        }
    }

    /// After-hours sessions, and cover with them.
    mutating func ruinEvenings() {
        if coverings.count > 0 && random.oneIn(2) {
            let key = coverings[random.below(coverings.count)]
            uncover(key)
            touch(key)
            removeUncovered(day: key % 7)
            inviteLate(day: key % 7)
        }
        var left = 1 + random.below(4)
        while left > 0 && lateSessions.count > 0 {
            takeOut(lateSessions[random.below(lateSessions.count)])
            left -= 1
        }
    }

    /// Puts somebody on cover, whatever has to give way, and invites absent requests to the evening.
    mutating func forceCover() -> Bool {
        guard tables.coverers.count > 0 else { return false }
        let index = random.below(tables.coverers.count)
        var day = 0
        while index >= Int(tables.coverersOfDay[day].first + tables.coverersOfDay[day].count) { day += 1 }
        let person = Int(tables.coverers[index])
        let key = person * 7 + day
        if days[key].isCovered || tables.coverLimit[person] == 0 { return false }
        if coverDays[person] >= tables.coverLimit[person] {
            let offset = random.below(7)
            for step in 0..<7 {
                let other = person * 7 + (offset + step) % 7
                if days[other].isCovered {
                    uncover(other)
                    removeUncovered(day: other % 7)
                    break
                }
            }
        }
        var item = Int(days[key].count) - 1
        while item >= 0 {
            let each = items[Int(tables.itemOffset[key]) + item]
            for index in tables.eveningRange[key].range
            where Int(each.start) < Int(tables.evenings[index].end) && Int(tables.evenings[index].start) < Int(each.end) {
                if each.block < 0 { return false }
                takeOut(Int(each.block))
                break
            }
            item = min(item, Int(days[key].count)) - 1
        }
        cover(key)
        touch(key)
        inviteLate(day: day)
        return true
    }

    /// Lets some absent requests that can be after-hours on a day be tried anywhere.
    private mutating func inviteLate(day: Int) {
        guard absent.count > 0 else { return }
        for _ in 0..<24 {
            let request = absent[random.below(absent.count)]
            let range = tables.candidatesOfRequest[request]
            let candidate = tables.candidates[Int(range.first) + random.below(Int(range.count))]
            if candidate.lateDays & (1 << UInt8(day)) != 0 {
                scratch.pool.insert(request)
                scratch.isRemoved[request] = true
            }
        }
    }

    /// Takes after-hours sessions out until V3 holds on a day.
    private mutating func removeUncovered(day: Int) {
        guard tables.coverRatio > 0 else { return }
        var index = 0
        while index < lateSessions.count {
            let request = lateSessions[index]
            let placed = placement[request]
            index += 1
            guard Int(placed.day) == day else { continue }
            let minutes = Int(tables.candidates[placed.first].minutes)
            for moment in moments(day: day, from: Int(placed.start), to: Int(placed.start) + minutes)
            where Int(lateCount[moment]) > tables.coverRatio * Int(coverCount[moment]) {
                takeOut(request)
                index = 0
                break
            }
        }
    }

    // MARK: Ejection

    /// Makes room for an activity at a start by taking out what is in the way; false where that is not enough.
    mutating func clear(key: Int, place: Int32, occupied: Int, start: Int) -> Bool {
        if days[key].isCovered && meetsCover(key, start: start, end: start + occupied) {
            uncover(key)
            removeUncovered(day: key % 7)
        }
        while true {
            if makeRoom(key: key, place: place, occupied: occupied, start: start) { return true }
            let offset = Int(tables.itemOffset[key])
            var victim = -1, nearest = Int.max
            for index in offset..<offset + Int(days[key].count) {
                let block = Int(items[index].block)
                if block < 0 { continue }
                let way = tables.travel(items[index].place, place)
                let before = start - way - Int(items[index].end), after = Int(items[index].start) - way - start - occupied
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
        if tables.weekLimit[person] == 0 || tables.dayLimit[person] == 0 || (late && tables.eveningLimit[person] == 0) { return false }
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
        var victim = -1, least = Int.max
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
            var other = roomHead[room], victim = -1, seen = 0
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

    /// Inserts an absent request at some candidate, day and start, whatever has to give way; false where it cannot be.
    mutating func forceIn(_ request: Int) -> Bool {
        var first: Int32, second: Int32 = -1
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
        var dayMask = one.days, lateMask = one.lateDays
        if second >= 0 {
            dayMask &= tables.candidates[second].days
            lateMask &= tables.candidates[second].lateDays
        }
        let total = dayMask.nonzeroBitCount + lateMask.nonzeroBitCount
        guard total > 0 else { return false }
        var draw = random.below(total)
        var mask = dayMask
        let late = draw >= dayMask.nonzeroBitCount
        if late {
            draw -= dayMask.nonzeroBitCount
            mask = lateMask
        }
        while draw > 0 {
            mask &= mask - 1
            draw -= 1
        }
        let day = mask.trailingZeroBitCount
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
                clear(key: dayKey(candidate.practitioner, day), place: candidate.place, occupied: Int(candidate.occupied), start: start)
            else { return false }
        }
        guard clearRoom(one, day: day, start: start) else { return false }
        if late {
            guard let cover = coverNeeded(day: day, start: start, end: start + Int(one.minutes)) else { return false }
            if cover == dayKey(one.practitioner, day) || (second >= 0 && cover == dayKey(tables.candidates[second].practitioner, day)) { return false }
            if cover >= 0 { self.cover(cover) }
        }
        // Supervision that had to give way takes its sessions' leave with it until it is found a place again.
        place(request, Placement(day: Int8(day), start: Int16(start), first: first, second: second))
        return true
    }

    /// A random start at which one candidate, or both of a pair, could take part, other things being equal; -1 where there is none.
    private mutating func randomStart(_ first: Int32, _ second: Int32, day: Int, late: Bool) -> Int {
        let side = day * 2 + (late ? 1 : 0)
        let set = Int(tables.setOfCandidate[Int(first) * 14 + side]) * tables.words
        let other = second >= 0 ? Int(tables.setOfCandidate[Int(second) * 14 + side]) * tables.words : set
        var count = 0
        for word in 0..<tables.words { count += (tables.setWords[set + word] & tables.setWords[other + word]).nonzeroBitCount }
        guard count > 0 else { return -1 }
        return member(random.below(count), of: set, and: other) * tables.grid
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
