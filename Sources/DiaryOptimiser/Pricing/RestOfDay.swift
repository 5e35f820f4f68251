/// What the rules and the prices make of the rest of a day, from a slot on, for labels that stand at one place.
struct RestOfDay {
    /// Latest end of any activity, minutes.
    let latestEnd: Int
    let sessionLimit: Int
    /// Sessions for which the rest of the day has time.
    let sessionRoom: Int
    let givingLimit: Int
    let givingRoom: Int
    let span: Int
    let eveningPrice: Micropoints
    /// ``DayLabelling/onceLeft``.
    let onceLeft: ContiguousArray<Micropoints>

    /// Sessions that can still follow.
    @inline(__always)
    func sessionsLeft(after count: Int16) -> Int { min(sessionLimit - Int(count), sessionRoom) }

    /// What labels of a class lose against those of another, micropoints; nil where they leave some completion of the other's closed whatever they hold.
    func loss(of better: DominanceClass.Key, against other: DominanceClass.Key) -> Micropoints? {
        guard better.hasSupervision == other.hasSupervision, sessionLimit - Int(better.count) >= sessionsLeft(after: other.count),
            givingLimit - Int(better.given) >= min(givingLimit - Int(other.given), givingRoom)
        else { return nil }
        guard better.hasBreak || (!other.hasBreak && better.end <= other.end && better.arrival <= other.arrival) else { return nil }
        // A later first start is better, unless the rest of the day can never reach span or break from the earlier one.
        if better.first < other.first {
            guard better.hasBreak, latestEnd - Int(better.first) <= span else { return nil }
        }
        var loss = other.isEvening && !better.isEvening ? eveningPrice : 0
        if better.once & ~other.once != 0 { loss += onceLeft[Int(other.once)] - onceLeft[Int(other.once | better.once)] }
        return loss
    }
}
