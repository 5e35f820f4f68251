/// Putting back what was taken out, and whatever else has found room.
extension SearchCore {
    /// In which order requests are tried.
    private enum Order: Int { case random, points, density, options }

    /// Inserts meetings, supervision and requests that were taken out, and now and then absent requests where days have changed.
    ///
    /// - Parameter fromNothing: whether this is a first timetable, for which nothing is left to chance that matters.
    mutating func recreate(taste: Taste, fromNothing: Bool = false) {
        // Now and then sessions come before meetings, which then take what is left.
        if fromNothing || !random.oneIn(6) { restoreMeetings(taste: taste, byForce: random.oneIn(2)) }
        restoreSupervision(taste: taste, all: fromNothing)
        // Requests that were absent before have steps of their own, which force them in: here they are worth their time only now and then.
        let isOpen = fromNothing || isOpen
        if isOpen { collectAbsent() }
        insertPool(taste: taste, order: fromNothing ? .density : Order(rawValue: random.below(4)) ?? .random)
        if dismissUnsupervised() {
            if isOpen { collectAbsent() }
            insertPool(taste: taste, order: .density)
        }
        restoreMeetings(taste: taste, byForce: false)
        scratch.meetings.removeAll()
        emptyPool()
    }

    private mutating func restoreMeetings(taste: Taste, byForce: Bool) {
        var tries = 2 * scratch.meetings.count
        while scratch.meetings.count > 0 && tries > 0 {
            tries -= 1
            let meeting = scratch.meetings[random.below(scratch.meetings.count)]
            if placement[meetingBlock + meeting].isPlaced || insertMeeting(meeting, taste: taste)
                || (byForce && forceMeeting(meeting))
            {
                scratch.meetings.remove(meeting)
            }
        }
    }

    private mutating func restoreSupervision(taste: Taste, all: Bool) {
        var tries = 2 + 2 * scratch.supervisions.count
        while scratch.supervisions.count > 0 && tries > 0 {
            tries -= 1
            let person = scratch.supervisions[random.below(scratch.supervisions.count)]
            // Supervision by itself brings nothing, and stands in the way of others.
            if weekSessions[person] == 0 && !all && random.oneIn(2) {
                scratch.supervisions.remove(person)
                continue
            }
            if placement[supervisionBlock + person].isPlaced || insertSupervision(person, taste: taste)
                || forceSupervision(person)
            {
                scratch.supervisions.remove(person)
            }
        }
        scratch.supervisions.removeAll()
    }

    /// Takes out the sessions of practitioners who have lost their supervision; whether there were any.
    private mutating func dismissUnsupervised() -> Bool {
        var any = false
        var index = 0
        while index < touched.count {
            let person = touched[index] / 7
            index += 1
            guard tables.needsSupervision[person], weekSessions[person] > 0, !placement[supervisionBlock + person].isPlaced else {
                continue
            }
            any = true
            takeOutSessions(of: person)
        }
        return any
    }

    private mutating func takeOutSessions(of person: Int) {
        for key in person * 7..<person * 7 + 7 { takeOutSessions(ofDay: key) }
    }

    /// Gives a practitioner the supervision of others, who then see nobody: where supervisors are scarce, no smaller step leads from one
    /// choice of whom to supervise to another.
    mutating func exchangeSupervision(for person: Int) -> Bool {
        for _ in 0..<3 {
            let other = Int(tables.supervised[random.below(tables.supervised.count)])
            guard other != person, placement[supervisionBlock + other].isPlaced else { continue }
            takeOutSessions(of: other)
            remove(supervisionBlock + other)
            for _ in 0..<4 where forceSupervision(person) {
                // Requests are tried on days that have changed: here the whole week has.
                for key in person * 7..<person * 7 + 7 { touch(key) }
                return true
            }
        }
        return false
    }

    /// Adds to the pool every absent request that has an offer on a day that has changed, with these offers.
    private mutating func collectAbsent() {
        for index in 0..<scratch.pool.count { scratch.firstOffer[scratch.pool[index]] = -1 }
        for index in 0..<touched.count {
            let key = touched[index]
            if availableDays[key / 7] & (1 << UInt8(key % 7)) == 0 { continue }
            refresh(key)
            let widest = days[key].widest
            for position in tables.offersOfDayRange[key].range {
                let offer = tables.offersOfDay[position]
                // Gaps do not grow while requests are put in.
                if offer.occupied > widest || placement[offer.request].isPlaced { continue }
                scratch.pool.insert(Int(offer.request))
                scratch.nextOffer[position] = scratch.firstOffer[offer.request]
                scratch.firstOffer[offer.request] = Int32(position)
            }
        }
    }

    /// Tries the pool's requests in an order of some kind, with some chance in it.
    private mutating func insertPool(taste: Taste, order: Order) {
        let count = scratch.pool.count
        guard count > 0 else { return }
        for index in 0..<count {
            let request = scratch.pool[index]
            let key: Int
            switch order {
            case .random: key = 1024
            case .points: key = tables.bestPoints[request]
            case .density: key = tables.density[request]
            case .options: key = 100_000_000 / (4 + Int(tables.options[request]))
            }
            let width = order == .random ? 1024 : 256
            let rank = key / 256 * (512 - width / 2 + random.below(width)) + (order == .random ? random.below(1 << 20) : 0)
            scratch.order[index] = rank << Self.requestBits | request
        }
        sortOrder(count)
        for index in 0..<count {
            let request = scratch.order[index] & (1 << Self.requestBits - 1)
            if placement[request].isPlaced { continue }
            insertRequest(request, everywhere: scratch.isRemoved[request], taste: taste)
        }
    }

    /// A request shares a word with its rank: what is sorted is small.
    private static let requestBits = 24

    /// Shell sort, greatest first: the pools are short.
    private mutating func sortOrder(_ count: Int) {
        for gap in [1_750, 701, 301, 132, 57, 23, 10, 4, 1] where gap < count {
            for start in gap..<count {
                let value = scratch.order[start]
                var index = start
                while index >= gap && scratch.order[index - gap] < value {
                    scratch.order[index] = scratch.order[index - gap]
                    index -= gap
                }
                scratch.order[index] = value
            }
        }
    }

    /// Inserts a request at its best spot, if any pays.
    mutating func insertRequest(_ request: Int, everywhere: Bool, taste: Taste) {
        if tables.seats[request] == 2 {
            _ = insertPair(request: request, everywhere: everywhere, taste: taste)
            return
        }
        var barred = (-1, -1)
        for _ in 0..<3 {
            let spot = bestSpot(request: request, everywhere: everywhere, taste: taste, barred: barred)
            if spot.candidate < 0 || insert(request: request, at: spot) { return }
            barred = (spot.candidate * 7 + spot.day, barred.0)
        }
    }

    mutating func emptyPool() {
        while scratch.pool.count > 0 {
            let request = scratch.pool[scratch.pool.count - 1]
            scratch.isRemoved[request] = false
            scratch.firstOffer[request] = -1
            scratch.pool.remove(request)
        }
    }

    // MARK: Force

    /// Gives a practitioner supervision at a random time, whatever has to give way.
    mutating func forceSupervision(_ person: Int) -> Bool {
        let range = tables.supervisionRange[person]
        guard range.count > 0 else { return false }
        let option = tables.supervisionOptions[Int(range.first) + random.below(Int(range.count))]
        let minutes = tables.supervisionMinutes[person]
        guard supervisorMinutes[option.supervisor] + minutes <= tables.superviseLimit[option.supervisor] else { return false }
        let set = Int(option.set) * tables.words
        var count = 0
        for word in 0..<tables.words { count += tables.setWords[set + word].nonzeroBitCount }
        let start = member(random.below(count), of: set, and: set) * tables.grid
        let day = Int(option.day)
        let mark = journalCount
        guard clear(key: dayKey(Int32(person), day), place: tables.desk[person], occupied: Int(minutes), start: start),
            clear(
                key: dayKey(option.supervisor, day), place: tables.desk[option.supervisor], occupied: Int(minutes), start: start)
        else {
            undo(to: mark)
            return false
        }
        place(supervisionBlock + person, Placement(day: Int8(day), start: Int16(start), first: option.supervisor, second: -1))
        return true
    }

    /// Holds a meeting at a random time, whatever has to give way.
    mutating func forceMeeting(_ meeting: Int) -> Bool {
        var days = 0
        for day in 0..<7 where tables.meetingSets[meeting * 7 + day] >= 0 { days += 1 }
        guard days > 0 else { return false }
        var draw = random.below(days)
        for day in 0..<7 where tables.meetingSets[meeting * 7 + day] >= 0 {
            if draw > 0 {
                draw -= 1
                continue
            }
            let set = Int(tables.meetingSets[meeting * 7 + day]) * tables.words
            var count = 0
            for word in 0..<tables.words { count += tables.setWords[set + word].nonzeroBitCount }
            let start = member(random.below(count), of: set, and: set) * tables.grid
            let mark = journalCount
            for index in tables.meetingRange[meeting].range {
                let person = tables.meetingMembers[index]
                if !clear(
                    key: dayKey(person, day), place: placeOfMeeting(meeting, person),
                    occupied: Int(tables.meetingMinutes[meeting]), start: start)
                {
                    undo(to: mark)
                    return false
                }
            }
            place(meetingBlock + meeting, Placement(day: Int8(day), start: Int16(start), first: -1, second: -1))
            return true
        }
        return false
    }
}
