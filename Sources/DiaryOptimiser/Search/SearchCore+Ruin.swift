/// Taking things out so that something better can be put in.
///
/// The neighbourhoods follow *slack induction by string removals* (Christiaens and Vanden Berghe 2020): strings of
/// activities that are adjacent in time, of practitioners who are adjacent by the requests that they could exchange.
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

    /// Takes out the sessions of a practitioner's day.
    ///
    /// - Parameter place: nil for all of them, wherever they are.
    mutating func takeOutSessions(ofDay key: Int, at place: Int32? = nil) {
        let offset = Int(tables.itemOffset[key])
        var item = Int(days[key].count) - 1
        while item >= 0 {
            let each = items[offset + item], block = Int(each.block)
            if block >= 0 && block < tables.requests && each.place == place ?? each.place { takeOut(block) }
            item -= 1
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
        return dayKey(candidate.practitioner, member(random.below(mask.nonzeroBitCount), of: mask))
    }

    /// A practitioner-day related to another by a request that could move between them.
    private mutating func relatedDay(to key: Int) -> Int {
        switch random.below(4) {
        case 0:
            // Another day of the same practitioner.
            return key / 7 * 7 + random.below(7)
        default:
            let range = tables.offersOfDayRange[key]
            guard range.count > 0 else { return -1 }
            let request = Int(tables.offersOfDay[Int(range.first) + random.below(Int(range.count))].request)
            return placement[request].isPlaced ? dayOfPresent(request) : anyDay(of: request)
        }
    }

    /// Removes up to `length` adjacent blocks of a day around a minute; supervision and meetings stay unless they are
    /// asked for.
    private mutating func removeString(_ key: Int, around minute: Int, length: Int, withSupervision: Bool) {
        let offset = Int(tables.itemOffset[key])
        let count = Int(days[key].count)
        guard days[key].planned > 0 else { return }
        // The item nearest to the minute, then a window of items that holds it.
        var nearest = 0
        var distance = Int.max
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
        let range = tables.meetingRange[meeting]
        let most = range.count > 0 ? random.below(4) : 0
        for _ in 0..<most {
            let member = tables.meetingMembers[Int(range.first) + random.below(Int(range.count))]
            removeString(
                dayKey(member, Int(placed.day)), around: Int(placed.start), length: 1 + random.below(3),
                withSupervision: random.oneIn(4))
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
    mutating func removeUncovered(day: Int) {
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
}
