import Diary

/// Something of which there is not enough, and what one more unit of it is worth at the prices that prove a bound.
///
/// A price is an estimate of value, not a promise: with one more unit no timetable scores more than the bound plus the price, while what is really gained may
/// be less.
public struct ScarcePrice: Hashable, Sendable {
    /// What there could be more of. People and places are positions in the scenario, times are minutes of the day.
    public enum Thing: Hashable, Sendable {
        /// A session after hours in the week (V5).
        case afterHoursSlot
        /// A session of a practitioner in the week (W6).
        case sessionOfWeek(practitioner: Int)
        /// An evening of a practitioner in the week (W7).
        case evening(practitioner: Int)
        /// A minute that a supervisor supervises in the week (V2).
        case supervisionMinute(supervisor: Int)
        /// A slot of a supervisor's own time (W2), from a minute on.
        case supervisorTime(supervisor: Int, day: Int, minute: Int)
        /// A room from a minute on, one slot of the grid long (R1).
        case room(place: Int, kind: String, day: Int, minute: Int)
        /// A moment of cover, one slot of the grid long (V3).
        case cover(day: Int, minute: Int)
        /// That somebody is on cover on a day at all, whatever they could cover (V3).
        case coverer(day: Int)
        /// A session that counts for a school's minimum (RULEBOOK §5, shortage): what it brings beyond its own points.
        case shortage(place: Int)
    }
    public var thing: Thing
    /// Millionths of a point for each unit; more than 0.
    public var micropoints: Int
}

extension RelaxationLayout {
    /// The multipliers of scarce things that are not 0.
    func prices(_ multipliers: [Int], _ problem: WeekProblem) -> [ScarcePrice] {
        var result: [ScarcePrice] = []
        func add(_ offset: Int, _ end: Int, _ thing: (Int) -> ScarcePrice.Thing) {
            for index in offset..<end where multipliers[index] > 0 {
                result.append(ScarcePrice(thing: thing(index - offset), micropoints: multipliers[index]))
            }
        }
        let slots = problem.slots, grid = problem.grid
        add(week, evenings) { .sessionOfWeek(practitioner: $0) }
        add(evenings, self.slots) { .evening(practitioner: $0) }
        add(self.slots, cover) { _ in .afterHoursSlot }
        add(cover, late) { .cover(day: $0 / slots, minute: $0 % slots * grid) }
        for day in 0..<7 {
            let total = stride(from: late + day, to: superviseMinutes, by: 7).reduce(0) { $0 + multipliers[$1] }
            if total > 0 { result.append(ScarcePrice(thing: .coverer(day: day), micropoints: total)) }
        }
        add(superviseMinutes, personTime) { .supervisionMinute(supervisor: $0) }
        // Nobody but supervisors is short of time for others; who covers could be free of cover.
        for supervisor in Set(problem.supervisionOptions.joined().map(\.supervisor)).sorted() where personNumber[supervisor] >= 0 {
            let first = personTime + personNumber[supervisor] * 7 * slots
            add(first, first + 7 * slots) { .supervisorTime(supervisor: supervisor, day: $0 / slots, minute: $0 % slots * grid) }
        }
        add(rooms, givingDays) {
            let room = problem.rooms[$0 / (7 * slots)]
            return .room(place: room.place, kind: room.kind, day: $0 / slots % 7, minute: $0 % slots * grid)
        }
        add(shortage, seats) { .shortage(place: $0) }
        return result
    }
}
