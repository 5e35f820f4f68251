/// The five changes, each exact in every counter.
extension SearchCore {
    /// Thousandths of a point that a session brings by itself, kept publication included.
    @inline(__always)
    func sessionPoints(_ first: Int32, _ second: Int32, day: Int, start: Int) -> Int {
        let one = tables.candidates[first]
        var points = one.points
        var partner: Int32 = -1
        if second >= 0 {
            let two = tables.candidates[second]
            points = max(points, two.points)
            partner = two.practitioner
        }
        if one.keptCount > 0 { points += keptPoints(one, partner: partner, day: day, start: start) }
        return points
    }

    func keptPoints(_ candidate: FlatCandidate, partner: Int32, day: Int, start: Int) -> Int {
        var points = 0
        for index in Int(candidate.keptFirst)..<Int(candidate.keptFirst + candidate.keptCount) {
            let kept = tables.kept[index]
            if Int(kept.day) == day && Int(kept.start) == start && kept.partner == partner { points += kept.points }
        }
        return points
    }

    // MARK: Items of a day

    private mutating func insertItem(_ key: Int, _ item: DayItem) {
        let offset = Int(tables.itemOffset[key])
        let count = Int(days[key].count)
        assert(offset + count < Int(tables.itemOffset[key + 1]))
        var index = offset + count
        while index > offset && items[index - 1].start > item.start {
            items[index] = items[index - 1]
            index -= 1
        }
        items[index] = item
        days[key].count += 1
        days[key].planned += 1
        refreshSums(key)
    }

    @inline(__always)
    func itemIndex(_ key: Int, block: Int) -> Int {
        var index = Int(tables.itemOffset[key])
        while items[index].block != Int32(truncatingIfNeeded: block) { index &+= 1 }
        return index
    }

    private mutating func removeItem(_ key: Int, block: Int) {
        let end = Int(tables.itemOffset[key]) + Int(days[key].count) - 1
        var index = itemIndex(key, block: block)
        while index < end {
            items[index] = items[index + 1]
            index += 1
        }
        days[key].count -= 1
        days[key].planned -= 1
        refreshSums(key)
    }

    /// Travel, first start and last end after a day's items have changed.
    private mutating func refreshSums(_ key: Int) {
        let offset = Int(tables.itemOffset[key])
        let count = Int(days[key].count)
        var travel = 0
        var last: Int16 = 0
        if count > 0 {
            var place = items[offset].place
            last = items[offset].end
            for index in (offset + 1)..<max(offset + count, offset + 1) {
                let item = items[index]
                if item.place != place { travel += tables.travel(place, item.place) }
                place = item.place
                if item.end > last { last = item.end }
            }
        }
        if days[key].planned == 0 { travel = 0 }
        score -= (travel - Int(days[key].travel)) * tables.travelWeight
        days[key].travel = Int32(travel)
        let first = count > 0 ? items[offset].start : 0
        // W5 binds a neighbouring day only where that day could reach so far.
        let free = 1440 - tables.rest
        let day = key % 7
        if first != days[key].first, day > 0, min(Int(first), Int(days[key].first)) + free < Int(tables.lastMinute[key - 1]) {
            days[key - 1].isStale = true
        }
        if last != days[key].last, day < 6, max(Int(last), Int(days[key].last)) - free > Int(tables.firstMinute[key + 1]) {
            days[key + 1].isStale = true
        }
        days[key].first = first
        days[key].last = last
        days[key].isStale = true
        touch(key)
    }

    // MARK: Rooms and moments

    private mutating func useRoom(_ candidate: FlatCandidate, request: Int, day: Int, start: Int, by change: Int32) {
        let room = Int(candidate.room) * 7 + day
        let first = start / tables.grid
        let base = room * tables.slots
        let fullBase = room * tables.words
        let capacity = tables.roomCapacity[candidate.room]
        var crossed = false
        for slot in first..<first + Int(candidate.roomSlots) {
            let before = roomUse[base + slot]
            let after = before + change
            roomUse[base + slot] = after
            if (before >= capacity) != (after >= capacity) {
                crossed = true
                roomFull[fullBase + (slot >> 6)] ^= 1 << UInt64(slot & 63)
            }
        }
        if crossed {
            var other = roomHead[room]
            while other >= 0 {
                let placed = placement[other]
                if placed.isPlaced {
                    days[dayKey(tables.candidates[placed.first].practitioner, day)].isStale = true
                    if placed.second >= 0 { days[dayKey(tables.candidates[placed.second].practitioner, day)].isStale = true }
                }
                other = roomNext[other]
            }
        }
    }

    private mutating func linkRoom(_ request: Int, room: Int) {
        let head = roomHead[room]
        roomNext[request] = head
        roomPrevious[request] = -1
        if head >= 0 { roomPrevious[head] = Int32(request) }
        roomHead[room] = Int32(request)
    }

    private mutating func unlinkRoom(_ request: Int, room: Int) {
        let next = roomNext[request]
        let previous = roomPrevious[request]
        if previous >= 0 { roomNext[previous] = next } else { roomHead[room] = next }
        if next >= 0 { roomPrevious[next] = previous }
    }

    @inline(__always)
    func moments(day: Int, from start: Int, to end: Int) -> Range<Int> {
        let base = day * tables.moments
        let index = day * 1442
        return (base + Int(tables.momentIndex[index + start]))..<(base + Int(tables.momentIndex[index + end]))
    }

    // MARK: Changes

    /// Places a block that is not placed. The caller has made sure that it is allowed.
    mutating func place(_ block: Int, _ where_: Placement) {
        record(.place, block, .none)
        differing.insert(block)
        placement[block] = where_
        if block < tables.requests {
            placeSession(block, where_)
        } else {
            placeGathering(block, where_)
        }
    }

    /// Takes a placed block out.
    mutating func remove(_ block: Int) {
        let before = placement[block]
        record(.remove, block, before)
        differing.insert(block)
        if block < tables.requests {
            removeSession(block, before)
        } else {
            removeGathering(block, before)
        }
        placement[block] = .none
        if block >= supervisionBlock && block < meetingBlock { refreshAvailability(Int32(block - supervisionBlock)) }
    }

    /// Works out anew on which days a practitioner may have one more session.
    @inline(__always)
    mutating func refreshAvailability(_ person: Int32) { availableDays[person] = maySee(person) ? openDays[person] : 0 }

    private mutating func placeSession(_ request: Int, _ at: Placement) {
        let day = Int(at.day)
        let start = Int(at.start)
        let one = tables.candidates[at.first]
        let late = isLate(one, start: start)
        let isMovable =
            at.second < 0 && !late && (one.keptCount == 0 || keptPoints(one, partner: -1, day: day, start: start) == 0)
        score += sessionPoints(at.first, at.second, day: day, start: start)
        seat(request, at.first, day: day, start: start, late: late, isMovable: isMovable)
        if at.second >= 0 { seat(request, at.second, day: day, start: start, late: late, isMovable: false) }
        if late {
            lateSessions.insert(request)
            if tables.coverRatio > 0 {
                for moment in moments(day: day, from: start, to: start + Int(one.minutes)) { lateCount[moment] += 1 }
            }
        }
        if one.room >= 0 {
            useRoom(one, request: request, day: day, start: start, by: 1)
            linkRoom(request, room: Int(one.room) * 7 + day)
        }
        clientDays[tables.client[request]] |= 1 << UInt8(day)
        let school = tables.school[request]
        if school >= 0 {
            if placeSessions[school] < tables.needed[school] { score += tables.shortageWeight }
            placeSessions[school] += 1
        }
        absent.remove(request)
        present.insert(request)
    }

    private mutating func removeSession(_ request: Int, _ at: Placement) {
        let day = Int(at.day)
        let start = Int(at.start)
        let one = tables.candidates[at.first]
        let late = isLate(one, start: start)
        score -= sessionPoints(at.first, at.second, day: day, start: start)
        unseat(request, at.first, day: day, late: late)
        if at.second >= 0 { unseat(request, at.second, day: day, late: late) }
        if late {
            lateSessions.remove(request)
            if tables.coverRatio > 0 {
                for moment in moments(day: day, from: start, to: start + Int(one.minutes)) { lateCount[moment] -= 1 }
            }
        }
        if one.room >= 0 {
            unlinkRoom(request, room: Int(one.room) * 7 + day)
            useRoom(one, request: request, day: day, start: start, by: -1)
        }
        clientDays[tables.client[request]] &= ~(1 << UInt8(day))
        let school = tables.school[request]
        if school >= 0 {
            placeSessions[school] -= 1
            if placeSessions[school] < tables.needed[school] { score -= tables.shortageWeight }
        }
        present.remove(request)
        absent.insert(request)
    }

    private mutating func seat(_ request: Int, _ candidate: Int32, day: Int, start: Int, late: Bool, isMovable: Bool) {
        let one = tables.candidates[candidate]
        let key = dayKey(one.practitioner, day)
        weekSessions[one.practitioner] += 1
        days[key].sessions += 1
        if days[key].sessions >= tables.dayLimit[one.practitioner] { openDays[one.practitioner] &= ~(1 << UInt8(day)) }
        refreshAvailability(one.practitioner)
        if late {
            days[key].late += 1
            if days[key].late == 1 {
                weekEvenings[one.practitioner] += 1
                score -= tables.eveningWeight
            }
        }
        insertItem(
            key,
            DayItem(
                block: Int32(request), candidate: candidate, place: one.place, start: Int16(start),
                end: Int16(start) + one.occupied,
                earliest: 0, earliestRested: 0, latest: 0, latestRested: 0, isMovable: isMovable))
    }

    private mutating func unseat(_ request: Int, _ candidate: Int32, day: Int, late: Bool) {
        let one = tables.candidates[candidate]
        let key = dayKey(one.practitioner, day)
        weekSessions[one.practitioner] -= 1
        days[key].sessions -= 1
        if days[key].sessions < tables.dayLimit[one.practitioner] { openDays[one.practitioner] |= 1 << UInt8(day) }
        refreshAvailability(one.practitioner)
        if late {
            days[key].late -= 1
            if days[key].late == 0 {
                weekEvenings[one.practitioner] -= 1
                score += tables.eveningWeight
            }
        }
        removeItem(key, block: request)
    }

    private mutating func placeGathering(_ block: Int, _ at: Placement) {
        let day = Int(at.day)
        if block < meetingBlock {
            let person = block - supervisionBlock
            let minutes = tables.supervisionMinutes[person]
            supervisorMinutes[at.first] += minutes
            refreshAvailability(Int32(person))
            attend(block, Int32(person), place: tables.desk[person], day: day, start: at.start, minutes: minutes)
            attend(block, at.first, place: tables.desk[at.first], day: day, start: at.start, minutes: minutes)
        } else {
            let meeting = block - meetingBlock
            score += tables.meetingWeight
            for index in tables.meetingRange[meeting].range {
                let person = tables.meetingMembers[index]
                attend(
                    block, person, place: placeOfMeeting(meeting, person), day: day, start: at.start,
                    minutes: tables.meetingMinutes[meeting])
            }
        }
    }

    private mutating func removeGathering(_ block: Int, _ at: Placement) {
        let day = Int(at.day)
        if block < meetingBlock {
            let person = block - supervisionBlock
            supervisorMinutes[at.first] -= tables.supervisionMinutes[person]
            removeItem(dayKey(Int32(person), day), block: block)
            removeItem(dayKey(at.first, day), block: block)
        } else {
            let meeting = block - meetingBlock
            score -= tables.meetingWeight
            for index in tables.meetingRange[meeting].range {
                removeItem(dayKey(tables.meetingMembers[index], day), block: block)
            }
        }
    }

    @inline(__always)
    func placeOfMeeting(_ meeting: Int, _ person: Int32) -> Int32 {
        let place = tables.meetingPlace[meeting]
        return place >= 0 ? place : tables.desk[person]
    }

    private mutating func attend(_ block: Int, _ person: Int32, place: Int32, day: Int, start: Int16, minutes: Int32) {
        insertItem(
            dayKey(person, day),
            DayItem(
                block: Int32(block), candidate: -1, place: place, start: start, end: start + Int16(minutes), earliest: 0,
                earliestRested: 0,
                latest: 0, latestRested: 0, isMovable: false))
    }

    /// Changes the start of a movable session within its day; it keeps its place among the day's items.
    mutating func move(_ block: Int, to start: Int) {
        let before = placement[block]
        record(.move, block, before)
        differing.insert(block)
        let day = Int(before.day)
        let one = tables.candidates[before.first]
        if one.keptCount > 0 {
            score +=
                sessionPoints(before.first, -1, day: day, start: start)
                - sessionPoints(before.first, -1, day: day, start: Int(before.start))
        }
        placement[block].start = Int16(start)
        let key = dayKey(one.practitioner, day)
        let index = itemIndex(key, block: block)
        items[index].start = Int16(start)
        items[index].end = Int16(start) + one.occupied
        if one.room >= 0 {
            useRoom(one, request: block, day: day, start: Int(before.start), by: -1)
            useRoom(one, request: block, day: day, start: start, by: 1)
        }
        refreshSums(key)
    }

    /// Puts a practitioner on cover on a day.
    mutating func cover(_ key: Int) {
        record(.cover, key, .none)
        differing.insert(blockCount + key)
        coverings.insert(key)
        days[key].isCovered = true
        days[key].isStale = true
        coverDays[key / 7] += 1
        changeCover(key, by: 1)
    }

    /// Takes a practitioner off cover on a day.
    mutating func uncover(_ key: Int) {
        record(.uncover, key, .none)
        differing.insert(blockCount + key)
        coverings.remove(key)
        days[key].isCovered = false
        days[key].isStale = true
        coverDays[key / 7] -= 1
        changeCover(key, by: -1)
    }

    private mutating func changeCover(_ key: Int, by change: Int32) {
        guard tables.moments > 0 else { return }
        for index in tables.eveningRange[key].range {
            let window = tables.evenings[index]
            for moment in moments(day: key % 7, from: Int(window.start), to: Int(window.end)) { coverCount[moment] += change }
        }
    }
}
