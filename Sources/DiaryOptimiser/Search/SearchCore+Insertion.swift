/// Where to insert a session of one seat.
struct Spot {
    var candidate = -1
    var day = 0
    var start = 0
    var position = 0
    /// Thousandths of a point, with the price of time and noise: by this spots are compared.
    var worth = Int.min
    /// Thousandths of a point that the score gains.
    var gain = 0
}

extension SearchCore {
    /// How one iteration values spots: thousandths of a point for a minute of a practitioner's time, and the width of
    /// the noise.
    struct Taste {
        var minutePrice = 0
        var noise = 1
        /// One spot in so many is passed over; 0 passes none.
        var blink = 0
    }

    // MARK: After hours

    /// Whether one more session for `[start, end)` would keep V3; where it lacks cover, whether somebody can be put on
    /// cover for it. The one to be put on cover is returned (a practitioner-day, or -1 for nobody needed); nil where
    /// it cannot be.
    mutating func coverNeeded(day: Int, start: Int, end: Int) -> Int? {
        guard tables.coverRatio > 0 else { return -1 }
        var isShort = false
        for moment in moments(day: day, from: start, to: end)
        where Int(lateCount[moment]) >= tables.coverRatio * Int(coverCount[moment]) {
            if Int(lateCount[moment]) >= tables.coverRatio * (Int(coverCount[moment]) + 1) { return nil }
            isShort = true
        }
        guard isShort else { return -1 }
        let list = tables.coverersOfDay[day]
        guard list.count > 0 else { return nil }
        let offset = random.below(Int(list.count))
        for step in 0..<Int(list.count) {
            let person = tables.coverers[Int(list.first) + (offset + step) % Int(list.count)]
            let key = dayKey(person, day)
            if days[key].isCovered || coverDays[person] >= tables.coverLimit[person] { continue }
            var covers = true
            for moment in moments(day: day, from: start, to: end)
            where Int(lateCount[moment]) >= tables.coverRatio * Int(coverCount[moment])
                && !isCovering(key, moment: moment - day * tables.moments)
            {
                covers = false
                break
            }
            if covers && isFreeForCover(key) { return key }
        }
        return nil
    }

    private func isCovering(_ key: Int, moment: Int) -> Bool {
        let base = key % 7 * 1442
        for index in tables.eveningRange[key].range {
            let window = tables.evenings[index]
            if Int(tables.momentIndex[base + Int(window.start)]) <= moment
                && moment < Int(tables.momentIndex[base + Int(window.end)])
            {
                return true
            }
        }
        return false
    }

    /// Whether none of the day's activities overlaps the evenings (V4).
    func isFreeForCover(_ key: Int) -> Bool {
        let offset = Int(tables.itemOffset[key])
        for index in tables.eveningRange[key].range {
            let window = tables.evenings[index]
            for item in offset..<offset + Int(days[key].count)
            where Int(items[item].start) < Int(window.end) && Int(window.start) < Int(items[item].end) {
                return false
            }
        }
        return true
    }

    // MARK: One seat

    @inline(__always)
    func maySee(_ person: Int32) -> Bool {
        weekSessions[person] < tables.weekLimit[person]
            && (!tables.needsSupervision[person] || placement[supervisionBlock + Int(person)].isPlaced)
    }

    /// The best spot for a request of one seat; only on days that have changed, by the offers collected, where `everywhere` is false.
    /// Candidates are told by `candidate * 7 + day`; those in `barred` are passed over.
    mutating func bestSpot(request: Int, everywhere: Bool, taste: Taste, barred: (Int, Int) = (-1, -1)) -> Spot {
        var best = Spot()
        let freeDays = ~clientDays[tables.client[request]]
        let school = tables.school[request]
        let relief = school >= 0 && placeSessions[school] < tables.needed[school] ? tables.shortageWeight : 0
        let lateLeft = lateSessions.count < tables.afterHoursSlots
        if !everywhere {
            var position = scratch.firstOffer[request]
            while position >= 0 {
                let offer = tables.offersOfDay[position]
                position = scratch.nextOffer[position]
                let person = tables.heads[offer.candidate].practitioner
                guard freeDays & availableDays[person] & (1 << offer.day) != 0 else { continue }
                consider(Int(offer.candidate), day: Int(offer.day), lateLeft: lateLeft, relief: relief, taste: taste, barred: barred, best: &best)
            }
            return best
        }
        for index in tables.candidatesOfRequest[request].range {
            let head = tables.heads[index]
            var mask = head.days & freeDays & availableDays[head.practitioner]
            while mask != 0 {
                let day = mask.trailingZeroBitCount
                mask &= mask - 1
                consider(index, day: day, lateLeft: lateLeft, relief: relief, taste: taste, barred: barred, best: &best)
            }
        }
        return best
    }

    /// Considers a candidate on a day on which one more session is allowed.
    @inline(__always)
    private mutating func consider(
        _ index: Int, day: Int, lateLeft: Bool, relief: Int, taste: Taste, barred: (Int, Int), best: inout Spot
    ) {
        let head = tables.heads[index]
        let key = dayKey(head.practitioner, day)
        refresh(key)
        if days[key].widest < head.occupied || index * 7 + day == barred.0 || index * 7 + day == barred.1 { return }
        if taste.blink > 0 && random.oneIn(taste.blink) { return }
        let candidate = tables.candidates[index]
        if candidate.days & (1 << UInt8(day)) != 0 {
            scan(index, candidate, day: day, key: key, late: false, relief: relief, taste: taste, best: &best)
        }
        if lateLeft && candidate.lateDays & (1 << UInt8(day)) != 0
            && (days[key].late > 0 || weekEvenings[head.practitioner] < tables.eveningLimit[head.practitioner])
        {
            scan(index, candidate, day: day, key: key, late: true, relief: relief, taste: taste, best: &best)
        }
    }

    private mutating func scan(
        _ index: Int, _ candidate: FlatCandidate, day: Int, key: Int, late: Bool, relief: Int, taste: Taste, best: inout Spot
    ) {
        let occupied = Int(candidate.occupied)
        let set = Int(tables.setOfCandidate[index * 14 + day * 2 + (late ? 1 : 0)])
        let count = Int(days[key].count)
        var points = candidate.points + relief
        if late && days[key].late == 0 { points -= tables.eveningWeight }
        if days[key].planned == 0 && count > 1 {
            // The ways between busy blocks begin to count.
            let offset = Int(tables.itemOffset[key])
            for item in (offset + 1)..<(offset + count) {
                points -= tables.travel(items[item - 1].place, items[item].place) * tables.travelWeight
            }
        }
        let forward = random.next() & 1 == 0
        for position in 0...count {
            let bounds = bounds(key: key, position: position, place: candidate.place, occupied: occupied)
            if bounds.low > bounds.high { continue }
            let gain = points - bounds.detour * tables.travelWeight
            var worth = gain - taste.minutePrice * (occupied + bounds.detour)
            if taste.noise > 1 { worth += random.below(taste.noise) }
            if candidate.keptCount > 0 && gain + Int(candidate.keptCount) * 1000 > 0 {
                keepPublished(
                    index, candidate, day: day, key: key, late: late, position: position, bounds: bounds, gain: gain,
                    worth: worth, best: &best)
            }
            if worth <= best.worth || gain <= 0 { continue }
            let start = chooseStart(candidate, set: set, key: key, bounds: bounds, late: late, forward: forward)
            if start >= 0 {
                best = Spot(candidate: index, day: day, start: start, position: position, worth: worth, gain: gain)
            }
        }
    }

    /// Considers the very start that keeps what was published.
    private mutating func keepPublished(
        _ index: Int, _ candidate: FlatCandidate, day: Int, key: Int, late: Bool, position: Int, bounds: Bounds, gain: Int,
        worth: Int,
        best: inout Spot
    ) {
        for number in Int(candidate.keptFirst)..<Int(candidate.keptFirst + candidate.keptCount) {
            let kept = tables.kept[number]
            let start = Int(kept.start)
            guard Int(kept.day) == day, (start >= tables.afterHoursFrom && candidate.mode >= 2) == late,
                worth + kept.points > best.worth, gain + kept.points > 0,
                admits(bounds, start: start, occupied: Int(candidate.occupied), key: key)
            else { continue }
            let set = Int(tables.setOfCandidate[index * 14 + day * 2 + (late ? 1 : 0)])
            let found = nextStart(
                set: set, room: candidate.room, length: Int(candidate.roomSlots), occupied: Int(candidate.occupied), key: key,
                from: start)
            if found != start || (late && coverNeeded(day: day, start: start, end: start + Int(candidate.minutes)) == nil) {
                continue
            }
            best = Spot(
                candidate: index, day: day, start: start, position: position, worth: worth + kept.points, gain: gain + kept.points
            )
        }
    }

    /// A start between the bounds, near the end of the gap from which it is sought; -1 where there is none.
    private mutating func chooseStart(
        _ candidate: FlatCandidate, set: Int, key: Int, bounds: Bounds, late: Bool, forward: Bool
    ) -> Int {
        let occupied = Int(candidate.occupied)
        let length = Int(candidate.roomSlots)
        let anywhere = random.oneIn(8)
        for attempt in 0..<2 {
            let isForward = (attempt == 0) == forward
            var from = isForward ? max(bounds.low, bounds.gapLow) : min(bounds.high, bounds.gapHigh)
            if anywhere && attempt == 0 {
                let low = max(bounds.low, 0)
                let high = min(bounds.high, 1440)
                if low < high { from = low + random.below(high - low + 1) }
            }
            var steps = 0
            while steps < 12 {
                steps += 1
                let start: Int
                if isForward {
                    start = nextStart(set: set, room: candidate.room, length: length, occupied: occupied, key: key, from: from)
                    if start > bounds.high { break }
                } else {
                    start = lastStart(set: set, room: candidate.room, length: length, occupied: occupied, key: key, from: from)
                    if start < bounds.low || start < 0 { break }
                }
                if admits(bounds, start: start, occupied: occupied, key: key) {
                    if !late || coverNeeded(day: key % 7, start: start, end: start + Int(candidate.minutes)) != nil {
                        return start
                    }
                    from = isForward ? start + tables.grid : start - tables.grid
                } else if isForward {
                    from = max(start + tables.grid, min(bounds.lowRested, bounds.high + 1))
                } else {
                    from = min(start - tables.grid, max(bounds.highRested, bounds.low - 1))
                }
            }
        }
        return -1
    }

    /// Inserts a session of one seat; false, with nothing changed, where the day cannot be arranged so.
    mutating func insert(request: Int, at spot: Spot) -> Bool {
        let candidate = tables.candidates[spot.candidate]
        let key = dayKey(candidate.practitioner, spot.day)
        var cover = -1
        if isLate(candidate, start: spot.start) {
            guard let needed = coverNeeded(day: spot.day, start: spot.start, end: spot.start + Int(candidate.minutes)) else {
                return false
            }
            cover = needed
        }
        if cover == key { return false }
        guard
            arrange(
                key: key, position: spot.position, start: spot.start, occupied: Int(candidate.occupied), place: candidate.place)
        else { return false }
        applyArrangement(key)
        if cover >= 0 { self.cover(cover) }
        place(request, Placement(day: Int8(spot.day), start: Int16(spot.start), first: Int32(spot.candidate), second: -1))
        return true
    }

    /// Whether a room is free for a start without moving anybody of other days.
    func isRoomFree(_ candidate: FlatCandidate, day: Int, start: Int, key: Int) -> Bool {
        candidate.room < 0
            || lastFullSlot(
                room: Int(candidate.room) * 7 + day, slot: start / tables.grid, length: Int(candidate.roomSlots), key: key) < 0
    }
}
