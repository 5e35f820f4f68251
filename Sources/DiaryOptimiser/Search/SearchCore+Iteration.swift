import Foundation

/// One step of ruin and recreate.
extension SearchCore {
    /// Changes the timetable somewhere and keeps the change unless it costs more than the temperature allows; whether
    /// it was kept.
    mutating func iterate(temperature: Double) -> Bool {
        let before = score
        journalCount = 0
        clearTouched()
        isLenient = random.oneIn(tables.breakAfter < 120 ? 2 : 8)
        defer { isLenient = false }
        isOpen = random.oneIn(Self.openInterval)
        guard ruin() else {
            abandon()
            return false
        }
        recreate(taste: drawTaste())
        let loss = before - score
        guard loss <= 0 || Double(loss) < -temperature * log(1 - random.unit()), areTouchedDaysAllowed() else {
            undo(to: 0)
            return false
        }
        return true
    }

    /// Puts an absent request in by force, and what had to give way elsewhere; whether the timetable is allowed then. The caller takes it back.
    mutating func force(_ request: Int) -> Bool {
        journalCount = 0
        clearTouched()
        isOpen = random.oneIn(Self.openInterval)
        guard forceIn(request) else {
            abandon()
            return false
        }
        recreate(taste: drawTaste())
        return areTouchedDaysAllowed()
    }

    private mutating func abandon() {
        emptyPool()
        scratch.supervisions.removeAll()
        scratch.meetings.removeAll()
        undo(to: 0)
    }

    private mutating func drawTaste() -> Taste {
        // Between no price and that of a session that brings typical points in an hour.
        let draw = random.unit()
        return Taste(
            minutePrice: Int(draw * draw * Double(tables.typicalPoints) / 60),
            noise: 1 + tables.typicalPoints / 32 * random.below(3), blink: 64)
    }

    func areTouchedDaysAllowed() -> Bool {
        for index in 0..<touched.count where !isDayAllowed(touched[index]) { return false }
        return true
    }

    /// Of the steps, one in so many tries every absent request on the days that have changed.
    private static let openInterval = 16

    private mutating func ruin() -> Bool {
        let draw = random.below(100)
        if draw < 52 {
            let key = seedDay()
            guard key >= 0 else { return false }
            ruinStrings(from: key)
        } else if draw < 62 {
            guard present.count > 0 else { return false }
            if draw < 56, let isForced = forceVisitElsewhere() { return isForced }
            return forceElsewhere()
        } else if draw < 66 {
            let key = seedDay()
            guard key >= 0 else { return false }
            ruinDays(from: key)
        } else if draw < 68 {
            guard present.count > 0 else { return false }
            ruinSchool(of: present[random.below(present.count)])
        } else if draw < 90 {
            guard absent.count > 0 else { return false }
            // The better of two, so that what is worth most is tried most.
            let one = absent[random.below(absent.count)]
            let two = absent[random.below(absent.count)]
            return forceIn(tables.bestPoints[one] >= tables.bestPoints[two] ? one : two)
        } else if draw < 95 {
            guard !tables.supervised.isEmpty else { return false }
            let person = Int(tables.supervised[random.below(tables.supervised.count)])
            // Whoever sees nobody yet has a week to fill.
            if weekSessions[person] == 0 { isOpen = true }
            if placement[supervisionBlock + person].isPlaced {
                takeOut(supervisionBlock + person)
            } else if random.oneIn(2) {
                return exchangeSupervision(for: person)
            } else {
                scratch.supervisions.insert(person)
            }
            if random.oneIn(2), !forceSupervision(person) { return false }
        } else if draw < 98 {
            if tables.coverRatio > 0 && random.oneIn(3) { return forceCover() }
            guard lateSessions.count > 0 || coverings.count > 0 else { return false }
            ruinEvenings()
        } else {
            guard !tables.possibleMeetings.isEmpty else { return false }
            let meeting = Int(tables.possibleMeetings[random.below(tables.possibleMeetings.count)])
            ruinMeeting(meeting)
            scratch.meetings.insert(meeting)
            // Another absent meeting may have the room instead.
            let other = Int(tables.possibleMeetings[random.below(tables.possibleMeetings.count)])
            if !placement[meetingBlock + other].isPlaced { scratch.meetings.insert(other) }
            if random.oneIn(2), !forceMeeting(meeting) { return false }
        }
        return true
    }
}
