/// Sessions of two seats, supervision and meetings: activities at which several people must be free at once.
extension SearchCore {
    /// A start set among those in the scratch, by number.
    @inline(__always)
    private func scratchSet(_ number: Int) -> Int { number * tables.words }

    /// A random member of the intersection of two scratch sets, or -1. `target` receives the intersection.
    private mutating func randomMember(of set: Int) -> Int {
        var count = 0
        for word in 0..<tables.words { count += scratch.sets[set + word].nonzeroBitCount }
        guard count > 0 else { return -1 }
        // The ends of a set waste least time, so they are tried more often.
        let draw = random.below(4)
        var wanted = draw == 0 ? 0 : draw == 1 ? count - 1 : random.below(count)
        for index in 0..<tables.words {
            var word = scratch.sets[set + index]
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
        return -1
    }

    // MARK: Two seats

    /// Inserts a request of two seats at the best of some spots; false where none is found or none pays.
    mutating func insertPair(request: Int, everywhere: Bool, taste: Taste) -> Bool {
        let range = tables.candidatesOfRequest[request]
        let pairRange = tables.pairsOfRequest[request]
        guard pairRange.count > 0 else { return false }
        var freeDays = ~clientDays[tables.client[request]] & 0x7F
        if !everywhere { freeDays &= changedDays(of: range) }
        let school = tables.school[request]
        let relief = school >= 0 && placeSessions[school] < tables.needed[school] ? tables.shortageWeight : 0
        let first = Int(range.first)
        let seats = Int(range.count)
        let extra = scratchSet(seats)
        var best = Placement.none
        var bestWorth = Int.min
        var mask = freeDays
        while mask != 0 {
            let day = mask.trailingZeroBitCount
            mask &= mask - 1
            for late in [false, true] {
                if late && lateSessions.count >= tables.afterHoursSlots { continue }
                for seat in 0..<seats { scratch.hasSet[seat] = false }
                // Without a seat on a day that has changed there is nothing new, so those come first.
                let changed = collectSeats(first: first, count: seats, day: day, late: late, changed: true)
                if changed == 0 && !everywhere { continue }
                if changed + collectSeats(first: first, count: seats, day: day, late: late, changed: false) < 2 { continue }
                let pairCount = Int(pairRange.count)
                let offset = random.below(pairCount)
                var looks = 24
                for step in 0..<pairCount {
                    if looks == 0 { break }
                    let pair = tables.pairs[Int(pairRange.first) + (offset + step) % pairCount]
                    let one = Int(pair.first) - first
                    let two = Int(pair.second) - first
                    guard scratch.hasSet[one], scratch.hasSet[two] else { continue }
                    var any: UInt64 = 0
                    for word in 0..<tables.words {
                        let both = scratch.sets[scratchSet(one) + word] & scratch.sets[scratchSet(two) + word]
                        scratch.sets[extra + word] = both
                        any |= both
                    }
                    if any == 0 { continue }
                    looks -= 1
                    look(
                        request, pair, day: day, late: late, set: extra, relief: relief, taste: taste, best: &best,
                        bestWorth: &bestWorth)
                }
            }
        }
        guard best.isPlaced else { return false }
        return seatPair(request: request, at: best)
    }

    /// The days on which some candidate's practitioner has changed.
    private func changedDays(of range: FlatRange) -> UInt8 {
        var result: UInt8 = 0
        for index in range.range { result |= tables.heads[index].days & touchedDays[tables.heads[index].practitioner] }
        return result
    }

    /// Collects the starts of those candidates whose practitioner's day has changed, or of the others; how many have
    /// any.
    private mutating func collectSeats(first: Int, count: Int, day: Int, late: Bool, changed: Bool) -> Int {
        let bit: UInt8 = 1 << UInt8(day)
        var open = 0
        for seat in 0..<count {
            let head = tables.heads[first + seat]
            let person = head.practitioner
            guard head.days & bit & availableDays[person] != 0, (touchedDays[person] & bit != 0) == changed else { continue }
            let key = dayKey(person, day)
            let candidate = tables.candidates[first + seat]
            guard (late ? candidate.lateDays : candidate.days) & bit != 0,
                !late || days[key].late > 0 || weekEvenings[person] < tables.eveningLimit[person]
            else { continue }
            let set = Int(tables.setOfCandidate[(first + seat) * 14 + day * 2 + (late ? 1 : 0)])
            if collectStarts(
                key: key, place: candidate.place, occupied: Int(candidate.occupied), set: set, into: scratchSet(seat))
            {
                scratch.hasSet[seat] = true
                open += 1
            }
        }
        return open
    }

    private mutating func look(
        _ request: Int, _ pair: FlatPair, day: Int, late: Bool, set: Int, relief: Int, taste: Taste, best: inout Placement,
        bestWorth: inout Int
    ) {
        let one = tables.candidates[pair.first]
        let two = tables.candidates[pair.second]
        let oneKey = dayKey(one.practitioner, day)
        let twoKey = dayKey(two.practitioner, day)
        let keptHere = one.keptCount > 0 ? Int(one.keptCount) : 0
        for attempt in 0..<(3 + keptHere) {
            var start = 0
            if attempt >= 3 {
                let kept = tables.kept[Int(one.keptFirst) + attempt - 3]
                start = Int(kept.start)
                let slot = start / tables.grid
                if Int(kept.day) != day || kept.partner != two.practitioner
                    || scratch.sets[set + slot >> 6] & (1 << UInt64(slot & 63)) == 0
                {
                    continue
                }
            } else {
                start = randomMember(of: set) * tables.grid
                if start < 0 { return }
            }
            if !isRoomFree(one, day: day, start: start, key: oneKey) && !isRoomFree(one, day: day, start: start, key: twoKey) {
                continue
            }
            if late && coverNeeded(day: day, start: start, end: start + Int(one.minutes)) == nil { continue }
            let oneDetour = detour(key: oneKey, place: one.place, occupied: Int(one.occupied), start: start)
            let twoDetour = detour(key: twoKey, place: two.place, occupied: Int(two.occupied), start: start)
            if oneDetour >= Self.never || twoDetour >= Self.never { continue }
            var gain = sessionPoints(pair.first, pair.second, day: day, start: start) + relief
            gain -= (oneDetour + twoDetour) * tables.travelWeight
            if late {
                if days[oneKey].late == 0 { gain -= tables.eveningWeight }
                if days[twoKey].late == 0 { gain -= tables.eveningWeight }
            }
            if gain <= 0 { continue }
            let worth = gain - taste.minutePrice * (oneDetour + twoDetour) + random.below(taste.noise)
            if worth > bestWorth {
                bestWorth = worth
                best = Placement(day: Int8(day), start: Int16(start), first: pair.first, second: pair.second)
            }
        }
    }

    /// Seats both people of a session; false, with nothing changed, where it cannot be.
    mutating func seatPair(request: Int, at placed: Placement) -> Bool {
        let mark = journalCount
        let one = tables.candidates[placed.first]
        let two = tables.candidates[placed.second]
        let day = Int(placed.day)
        let start = Int(placed.start)
        let oneKey = dayKey(one.practitioner, day)
        let twoKey = dayKey(two.practitioner, day)
        var cover = -1
        if isLate(one, start: start) {
            guard let needed = coverNeeded(day: day, start: start, end: start + Int(one.minutes)) else { return false }
            cover = needed
        }
        guard cover < 0 || (cover != oneKey && cover != twoKey),
            makeRoom(key: oneKey, place: one.place, occupied: Int(one.occupied), start: start),
            makeRoom(key: twoKey, place: two.place, occupied: Int(two.occupied), start: start),
            hasRoom(one, day: day, start: start)
        else {
            undo(to: mark)
            return false
        }
        if cover >= 0 { self.cover(cover) }
        place(request, placed)
        return true
    }

    /// Whether the room has space for a session's own minutes as things stand.
    func hasRoom(_ candidate: FlatCandidate, day: Int, start: Int) -> Bool {
        guard candidate.room >= 0 else { return true }
        let base = (Int(candidate.room) * 7 + day) * tables.slots + start / tables.grid
        let capacity = tables.roomCapacity[candidate.room]
        for slot in base..<base + Int(candidate.roomSlots) where roomUse[slot] >= capacity { return false }
        return true
    }

    // MARK: Supervision

    /// Gives a practitioner supervision at the best of some times at which both are free; false where there is none.
    mutating func insertSupervision(_ person: Int, taste: Taste) -> Bool {
        let range = tables.supervisionRange[person]
        let minutes = Int(tables.supervisionMinutes[person])
        let deskOfPerson = tables.desk[person]
        var best = Placement.none
        var bestWorth = Int.min
        for index in range.range {
            let option = tables.supervisionOptions[index]
            guard supervisorMinutes[option.supervisor] + Int32(minutes) <= tables.superviseLimit[option.supervisor] else {
                continue
            }
            let day = Int(option.day)
            let key = dayKey(Int32(person), day)
            let otherKey = dayKey(option.supervisor, day)
            let deskOfSupervisor = tables.desk[option.supervisor]
            guard collectStarts(key: key, place: deskOfPerson, occupied: minutes, set: Int(option.set), into: scratchSet(0)),
                collectStarts(
                    key: otherKey, place: deskOfSupervisor, occupied: minutes, set: Int(option.set), into: scratchSet(1))
            else { continue }
            for word in 0..<tables.words { scratch.sets[word] &= scratch.sets[scratchSet(1) + word] }
            for _ in 0..<3 {
                let slot = randomMember(of: 0)
                if slot < 0 { break }
                let start = slot * tables.grid
                let detour =
                    detour(key: key, place: deskOfPerson, occupied: minutes, start: start)
                    + detour(key: otherKey, place: deskOfSupervisor, occupied: minutes, start: start)
                if detour >= Self.never { continue }
                let worth = -detour * (tables.travelWeight + taste.minutePrice) + random.below(max(taste.noise, 1000))
                if worth > bestWorth {
                    bestWorth = worth
                    best = Placement(day: option.day.asDay, start: Int16(start), first: option.supervisor, second: -1)
                }
            }
        }
        guard best.isPlaced else { return false }
        return seatSupervision(person, at: best)
    }

    mutating func seatSupervision(_ person: Int, at placed: Placement) -> Bool {
        let mark = journalCount
        let minutes = Int(tables.supervisionMinutes[person])
        let day = Int(placed.day)
        let start = Int(placed.start)
        guard makeRoom(key: dayKey(Int32(person), day), place: tables.desk[person], occupied: minutes, start: start),
            makeRoom(key: dayKey(placed.first, day), place: tables.desk[placed.first], occupied: minutes, start: start)
        else {
            undo(to: mark)
            return false
        }
        place(supervisionBlock + person, placed)
        return true
    }

    // MARK: Meetings

    /// Holds a meeting at the best of some times at which all members are free; false where there is none.
    mutating func insertMeeting(_ meeting: Int, taste: Taste) -> Bool {
        let minutes = Int(tables.meetingMinutes[meeting])
        let members = tables.meetingRange[meeting].range
        var best = Placement.none
        var bestWorth = Int.min
        for day in 0..<7 {
            let set = Int(tables.meetingSets[meeting * 7 + day])
            if set < 0 { continue }
            for word in 0..<tables.words { scratch.sets[word] = tables.setWords[set * tables.words + word] }
            var any: UInt64 = 1
            for index in members where any != 0 {
                let person = tables.meetingMembers[index]
                any = 0
                let place = placeOfMeeting(meeting, person)
                guard collectStarts(key: dayKey(person, day), place: place, occupied: minutes, set: set, into: scratchSet(1))
                else { break }
                for word in 0..<tables.words {
                    scratch.sets[word] &= scratch.sets[scratchSet(1) + word]
                    any |= scratch.sets[word]
                }
            }
            if any == 0 { continue }
            for _ in 0..<4 {
                let slot = randomMember(of: 0)
                if slot < 0 { break }
                var total = 0
                for index in members {
                    let person = tables.meetingMembers[index]
                    total += detour(
                        key: dayKey(person, day), place: placeOfMeeting(meeting, person), occupied: minutes,
                        start: slot * tables.grid)
                }
                let worth = -total * (tables.travelWeight + taste.minutePrice) + random.below(max(taste.noise, 1000))
                if worth > bestWorth {
                    bestWorth = worth
                    best = Placement(day: Int8(day), start: Int16(slot * tables.grid), first: -1, second: -1)
                }
            }
        }
        guard best.isPlaced else { return false }
        return seatMeeting(meeting, at: best)
    }

    mutating func seatMeeting(_ meeting: Int, at placed: Placement) -> Bool {
        let mark = journalCount
        let minutes = Int(tables.meetingMinutes[meeting])
        for index in tables.meetingRange[meeting].range {
            let person = tables.meetingMembers[index]
            let place = placeOfMeeting(meeting, person)
            if !makeRoom(key: dayKey(person, Int(placed.day)), place: place, occupied: minutes, start: Int(placed.start)) {
                undo(to: mark)
                return false
            }
        }
        place(meetingBlock + meeting, placed)
        return true
    }
}

extension Int32 {
    @inline(__always)
    fileprivate var asDay: Int8 { Int8(truncatingIfNeeded: self) }
}
