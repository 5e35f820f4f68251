/// What the rules and the prices make of the rest of a day, from a slot on, for labels that stand at one place.
struct RestOfDay {
    let minute: Int
    /// Latest end of any activity, minutes.
    let latestEnd: Int
    let sessionLimit: Int
    /// Sessions for which the rest of the day has time.
    let sessionRoom: Int
    let givingLimit: Int
    let givingRoom: Int
    let span: Int
    let breakAfter: Int
    let breakMinutes: Int
    let breakStart: Int
    let breakEnd: Int
    let eveningPrice: Micropoints
    /// ``DayLabelling/onceLeft``.
    let onceLeft: ContiguousArray<Micropoints>

    /// Sessions that can still follow.
    @inline(__always)
    func sessionsLeft(after count: Int16) -> Int { min(sessionLimit - Int(count), sessionRoom) }

    func key(_ label: DayLabelling.Standing) -> DominanceClass.Key {
        let hasBreak =
            label.hasBreak || latestEnd - Int(label.first) <= breakAfter
            || minute - Int(label.arrival) >= breakMinutes && max(0, min(minute, breakEnd) - max(Int(label.end), breakStart)) >= breakMinutes
        return DominanceClass.Key(
            first: label.first, end: hasBreak ? 0 : max(label.end, Int32(breakStart)), arrival: hasBreak ? 0 : max(label.arrival, Int32(breakStart)),
            count: label.count, given: label.given, once: label.once, hasBreak: hasBreak, isEvening: label.isEvening, hasSupervision: label.hasSupervision)
    }

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
