import Diary

extension SearchTables {
    /// The timetable of some placements, in canonical order.
    func timetable(placement: (Int) -> Placement, isCovered: (Int) -> Bool) -> Timetable {
        var result = Timetable()
        func time(_ placed: Placement) -> WeekTime { WeekTime(Weekday.allCases[Int(placed.day)], Int(placed.start)) }
        for request in 0..<requests {
            let placed = placement(request)
            guard placed.isPlaced else { continue }
            var practitioners = [Int(candidates[placed.first].practitioner)]
            if placed.second >= 0 { practitioners.append(Int(candidates[placed.second].practitioner)) }
            guard let mode = Mode(rawValue: Int(candidates[placed.first].mode)) else { continue }
            result.sessions.append(
                Timetable.Session(request: request, practitioners: practitioners, mode: mode, start: time(placed)))
        }
        for person in 0..<people {
            let placed = placement(requests + person)
            guard placed.isPlaced else { continue }
            result.supervision.append(
                Timetable.Supervision(practitioner: person, supervisor: Int(placed.first), start: time(placed)))
        }
        for meeting in 0..<meetings {
            let placed = placement(requests + people + meeting)
            guard placed.isPlaced else { continue }
            result.meetings.append(Timetable.HeldMeeting(meeting: meeting, start: time(placed)))
        }
        for key in neededCover(placement: placement, isCovered: isCovered) {
            result.cover.append(Timetable.Cover(practitioner: key / 7, day: Weekday.allCases[key % 7]))
        }
        return result.canonical
    }

    /// The practitioner-days of cover without those that no after-hours session needs.
    private func neededCover(placement: (Int) -> Placement, isCovered: (Int) -> Bool) -> [Int] {
        guard coverRatio > 0 else { return [] }
        var late = [Int](repeating: 0, count: 7 * max(moments, 1))
        var cover = late
        func span(_ day: Int, _ start: Int, _ end: Int) -> Range<Int> {
            let base = day * 1442
            return day * moments + Int(momentIndex[base + start])..<day * moments + Int(momentIndex[base + end])
        }
        for request in 0..<requests {
            let placed = placement(request)
            guard placed.isPlaced else { continue }
            let candidate = candidates[placed.first]
            guard candidate.mode >= 2, Int(placed.start) >= afterHoursFrom else { continue }
            for moment in span(Int(placed.day), Int(placed.start), Int(placed.start) + Int(candidate.minutes)) {
                late[moment] += 1
            }
        }
        let keys = (0..<people * 7).filter(isCovered)
        for key in keys {
            for index in eveningRange[key].range {
                for moment in span(key % 7, Int(evenings[index].start), Int(evenings[index].end)) { cover[moment] += 1 }
            }
        }
        return keys.filter { key in
            let spans = eveningRange[key].range.map { span(key % 7, Int(evenings[$0].start), Int(evenings[$0].end)) }
            let isNeeded = spans.contains { $0.contains { late[$0] > coverRatio * (cover[$0] - 1) } }
            if !isNeeded { for moment in spans.joined() { cover[moment] -= 1 } }
            return isNeeded
        }
    }
}

extension SearchCore {
    /// Puts every absent request into the pool, to be inserted anywhere.
    mutating func addAllAbsent() {
        for index in 0..<absent.count {
            let request = absent[index]
            scratch.pool.insert(request)
            scratch.isRemoved[request] = true
        }
    }

    /// Takes everything out.
    mutating func clear() {
        journalCount = 0
        clearTouched()
        for block in 0..<blockCount where placement[block].isPlaced {
            remove(block)
            journalCount = 0
        }
        while coverings.count > 0 { uncover(coverings[coverings.count - 1]) }
        journalCount = 0
    }

    /// Places what a timetable says, leaving out what its candidates, rooms, limits or neighbours forbid.
    mutating func load(_ timetable: Timetable) {
        for entry in timetable.cover {
            let key = entry.practitioner * 7 + entry.day.rawValue
            let isPossible =
                tables.eveningRange[key].count > 0 && coverDays[entry.practitioner] < tables.coverLimit[entry.practitioner]
            if isPossible && !days[key].isCovered && isFreeForCover(key) { cover(key) }
        }
        for held in timetable.meetings where !placement[meetingBlock + held.meeting].isPlaced {
            let set = tables.meetingSets[held.meeting * 7 + held.start.day.rawValue]
            guard set >= 0, hasStart(set, held.start.minute) else { continue }
            let placed = Placement(day: Int8(held.start.day.rawValue), start: Int16(held.start.minute), first: -1, second: -1)
            if tables.meetingRange[held.meeting].range.allSatisfy({
                isFree(
                    dayKey(tables.meetingMembers[$0], held.start.day.rawValue), placed.start, tables.meetingMinutes[held.meeting])
            }) {
                place(meetingBlock + held.meeting, placed)
            }
        }
        for entry in timetable.supervision { load(entry) }
        for session in timetable.sessions { load(session) }
        journalCount = 0
    }

    private mutating func load(_ entry: Timetable.Supervision) {
        let person = entry.practitioner
        let day = entry.start.day.rawValue
        let minutes = tables.supervisionMinutes[person]
        guard !placement[supervisionBlock + person].isPlaced,
            supervisorMinutes[entry.supervisor] + minutes <= tables.superviseLimit[entry.supervisor]
        else { return }
        for index in tables.supervisionRange[person].range {
            let option = tables.supervisionOptions[index]
            guard Int(option.supervisor) == entry.supervisor, Int(option.day) == day, hasStart(option.set, entry.start.minute),
                isFree(person * 7 + day, Int16(entry.start.minute), minutes),
                isFree(entry.supervisor * 7 + day, Int16(entry.start.minute), minutes)
            else { continue }
            place(
                supervisionBlock + person,
                Placement(day: Int8(day), start: Int16(entry.start.minute), first: Int32(entry.supervisor), second: -1))
            return
        }
    }

    private mutating func load(_ session: Timetable.Session) {
        let request = session.request
        let day = session.start.day.rawValue
        let start = session.start.minute
        guard !placement[request].isPlaced, session.practitioners.count == Int(tables.seats[request]),
            clientDays[tables.client[request]] & (1 << UInt8(day)) == 0
        else { return }
        let seats = session.practitioners.sorted().compactMap { person -> Int32? in
            let found = tables.candidatesOfRequest[request].range.first {
                Int(tables.candidates[$0].practitioner) == person && Int(tables.candidates[$0].mode) == session.mode.rawValue
            }
            guard let found else { return nil }
            let candidate = tables.candidates[found]
            let late = isLate(candidate, start: start)
            guard hasStart(tables.setOfCandidate[found * 14 + day * 2 + (late ? 1 : 0)], start), maySee(candidate.practitioner),
                openDays[person] & (1 << UInt8(day)) != 0, isFree(person * 7 + day, Int16(start), Int32(candidate.occupied)),
                hasRoom(candidate, day: day, start: start)
            else { return nil }
            if late {
                let isEvening = days[person * 7 + day].late > 0 || weekEvenings[person] < tables.eveningLimit[person]
                guard isEvening, lateSessions.count < tables.afterHoursSlots,
                    let cover = coverNeeded(day: day, start: start, end: start + Int(candidate.minutes)), cover != person * 7 + day
                else { return nil }
                if cover >= 0 { self.cover(cover) }
            }
            return Int32(found)
        }
        guard seats.count == session.practitioners.count else { return }
        if seats.count == 2 {
            let isPair = tables.pairsOfRequest[request].range.contains {
                tables.pairs[$0].first == seats[0] && tables.pairs[$0].second == seats[1]
            }
            guard isPair else { return }
        }
        place(request, Placement(day: Int8(day), start: Int16(start), first: seats[0], second: seats.count == 2 ? seats[1] : -1))
    }

    private func hasStart(_ set: Int32, _ minute: Int) -> Bool {
        guard minute % tables.grid == 0 else { return false }
        let slot = minute / tables.grid
        return tables.setWords[Int(set) * tables.words + slot >> 6] & (1 << UInt64(slot & 63)) != 0
    }

    /// Whether no item of the day, nor cover, overlaps some minutes.
    private func isFree(_ key: Int, _ start: Int16, _ minutes: Int32) -> Bool {
        let offset = Int(tables.itemOffset[key])
        let end = Int(start) + Int(minutes)
        if meetsCover(key, start: Int(start), end: end) { return false }
        for index in offset..<offset + Int(days[key].count) where Int(items[index].start) < end && start < items[index].end {
            return false
        }
        return true
    }

    /// Takes sessions, then whatever else, out of days that break a rule until none does.
    mutating func keepAllowed() {
        for key in 0..<tables.people * 7 {
            while !isDayAllowed(key) {
                let offset = Int(tables.itemOffset[key])
                var victim = -1
                var least = Int.max
                for index in offset..<offset + Int(days[key].count) where items[index].block >= 0 {
                    let block = Int(items[index].block)
                    let worth = block < tables.requests ? tables.bestPoints[block] : Int.max - 1
                    if worth < least {
                        least = worth
                        victim = block
                    }
                }
                if victim < 0 { break }
                remove(victim)
            }
        }
        var unsupervised: [Int] = []
        for request in 0..<tables.requests where placement[request].isPlaced {
            for seat in [placement[request].first, placement[request].second] where seat >= 0 {
                let person = Int(tables.candidates[seat].practitioner)
                if tables.needsSupervision[person] && !placement[supervisionBlock + person].isPlaced {
                    unsupervised.append(request)
                }
            }
        }
        for request in unsupervised where placement[request].isPlaced { remove(request) }
        journalCount = 0
        if (0..<tables.people * 7).contains(where: { !isDayAllowed($0) }) { keepAllowed() }
    }
}
