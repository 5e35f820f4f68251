/// Recomputation, against which the incremental counters are tested.
extension SearchCore {
    /// Takes over another core's placements, one by one, so that all counters are counted anew.
    mutating func copyPlacements(of other: SearchCore) {
        clear()
        for index in 0..<other.coverings.count { cover(other.coverings[index]) }
        for block in 0..<blockCount where other.placement[block].isPlaced { place(block, other.placement[block]) }
        journalCount = 0
    }

    /// The names of the counters in which two cores with the same placements differ; none where both count right.
    func differences(from other: SearchCore) -> [String] {
        var result: [String] = []
        func compare<Element: Equatable>(_ name: String, _ one: FlatBuffer<Element>, _ two: FlatBuffer<Element>) {
            for index in 0..<one.count where one[index] != two[index] {
                result.append("\(name)[\(index)]: \(one[index]), \(two[index])")
            }
        }
        if score != other.score { result.append("score: \(score), \(other.score)") }
        compare("weekSessions", weekSessions, other.weekSessions)
        compare("weekEvenings", weekEvenings, other.weekEvenings)
        compare("openDays", openDays, other.openDays)
        compare("availableDays", availableDays, other.availableDays)
        compare("supervisorMinutes", supervisorMinutes, other.supervisorMinutes)
        compare("roomUse", roomUse, other.roomUse)
        compare("roomFull", roomFull, other.roomFull)
        compare("clientDays", clientDays, other.clientDays)
        compare("placeSessions", placeSessions, other.placeSessions)
        compare("lateCount", lateCount, other.lateCount)
        compare("coverCount", coverCount, other.coverCount)
        compare("coverDays", coverDays, other.coverDays)
        if absent.count != other.absent.count { result.append("absent") }
        if present.count != other.present.count { result.append("present") }
        if lateSessions.count != other.lateSessions.count { result.append("lateSessions") }
        for key in 0..<days.count {
            let one = days[key]
            let two = other.days[key]
            if one.count != two.count || one.planned != two.planned || one.sessions != two.sessions || one.late != two.late
                || one.travel != two.travel || one.first != two.first || one.last != two.last || one.isCovered != two.isCovered
            {
                result.append("day \(key): \(one), \(two)")
            }
            if !isDayAllowed(key) { result.append("day \(key) is not allowed") }
            let offset = Int(tables.itemOffset[key])
            for index in offset..<offset + Int(one.count)
            where items[index].block != other.items[index].block || items[index].start != other.items[index].start
                || items[index].end != other.items[index].end || items[index].place != other.items[index].place
            {
                result.append("item \(index)")
            }
        }
        return result
    }
}
