public import Diary

/// What one more unit of something scarce is worth to a plan, by the prices that prove its bound.
///
/// An estimate of value, not a promise: with one more unit no timetable scores more than the bound plus the worth, while what is really gained may be less.
public struct ScarceWorth: Hashable, Sendable {
    /// Of what there could be one more. People and places are positions in the scenario.
    public enum Subject: Hashable, Sendable {
        /// A session after hours in the week (V5).
        case afterHoursSlot
        /// An evening of a practitioner in the week (W7).
        case evening(practitioner: Int)
        /// A session of a practitioner in the week (W6).
        case sessionOfWeek(practitioner: Int)
        /// Sixty minutes that a supervisor may supervise in the week (V2).
        case supervisionHour(supervisor: Int)
        /// A room of a kind, hubs included, all week (R1).
        case room(place: Int, kind: String)
        /// Somebody more on cover on a day, for all of the day's evening (V3).
        case coverEvening(day: Weekday)
        /// A day of a supervisor's own time, as if there were two of them (W2).
        case supervisorDay(supervisor: Int, day: Weekday)
    }

    public var subject: Subject
    /// For one more unit; 0 where it is worth nothing.
    public var points: Points
    /// The part of the week that is dearest, where the worth is spread over times: minutes of a day.
    public var dearest: WeekTime?

    /// The worth of everything in a scenario that is limited, the dearest first; what is worth nothing last, in the order of the scenario.
    ///
    /// - Parameter prices: those of a plan of the scenario.
    public static func all(_ scenario: Scenario, _ prices: [ScarcePrice]) -> [ScarceWorth] {
        var totals: [Subject: Int] = [:]
        var dearest: [Subject: (time: WeekTime, price: Int)] = [:]
        func add(_ subject: Subject, _ price: Int, at time: WeekTime? = nil) {
            totals[subject, default: 0] += price
            if let time, price > dearest[subject]?.price ?? 0 { dearest[subject] = (time, price) }
        }
        func moment(_ day: Int, _ minute: Int) -> WeekTime? { Weekday(rawValue: day).map { WeekTime($0, minute) } }
        for price in prices {
            switch price.thing {
            case .afterHoursSlot: add(.afterHoursSlot, price.micropoints)
            case .sessionOfWeek(let practitioner): add(.sessionOfWeek(practitioner: practitioner), price.micropoints)
            case .evening(let practitioner): add(.evening(practitioner: practitioner), price.micropoints)
            case .supervisionMinute(let supervisor): add(.supervisionHour(supervisor: supervisor), 60 * price.micropoints)
            case .supervisorTime(let supervisor, let day, let minute):
                guard let time = moment(day, minute) else { continue }
                add(.supervisorDay(supervisor: supervisor, day: time.day), price.micropoints, at: time)
            case .room(let place, let kind, let day, let minute):
                add(.room(place: place, kind: kind), price.micropoints, at: moment(day, minute))
            case .cover(let day, let minute):
                guard let time = moment(day, minute) else { continue }
                add(.coverEvening(day: time.day), (scenario.rules.coverRatio ?? 0) * price.micropoints, at: time)
            case .coverer(let day):
                guard let weekday = Weekday(rawValue: day) else { continue }
                add(.coverEvening(day: weekday), price.micropoints)
            case .shortage: continue
            }
        }
        let limited = limited(scenario)
        let priced = totals.keys.filter { !limited.contains($0) }
        return (limited + priced).enumerated().map { index, subject in
            let worth = ScarceWorth(
                subject: subject, points: Points(thousandths: totals[subject, default: 0] / Int.micropointsPerThousandth),
                dearest: dearest[subject]?.time)
            return (index, worth)
        }.sorted { ($1.1.points, $0.0) < ($0.1.points, $1.0) }.map(\.1)
    }

    /// Everything that a scenario limits.
    private static func limited(_ scenario: Scenario) -> [Subject] {
        var subjects: [Subject] = scenario.rules.afterHoursSlots == nil ? [] : [.afterHoursSlot]
        for (position, person) in scenario.practitioners.enumerated() {
            subjects.append(.sessionOfWeek(practitioner: position))
            if Weekday.allCases.contains(where: { !scenario.evenings(of: position, on: $0).isEmpty }) { subjects.append(.evening(practitioner: position)) }
            if person.supervisesMinutes != nil { subjects.append(.supervisionHour(supervisor: position)) }
        }
        for (place, kind) in roomsInUse(scenario) { subjects.append(.room(place: place, kind: kind)) }
        if scenario.rules.coverRatio != nil {
            let people = scenario.practitioners.indices.filter { scenario.practitioners[$0].coverEvenings ?? 0 > 0 }
            subjects += Weekday.allCases.filter { day in people.contains { !scenario.evenings(of: $0, on: day).isEmpty } }.map { .coverEvening(day: $0) }
        }
        return subjects
    }

    /// The rooms, by place and kind, that some request can use.
    private static func roomsInUse(_ scenario: Scenario) -> [(place: Int, kind: String)] {
        var kinds: [Int: Set<String>] = [:]
        for request in scenario.requests {
            let type = scenario.sessionTypes[request.type]
            for mode in request.modes where type.modes[mode] != nil {
                if mode == .inPerson, let place = request.place, scenario.places[place].onsite { kinds[place, default: []].insert(type.room) }
                if mode == .hub, let school = request.school { kinds[school, default: []].insert(Place.hubRoom) }
            }
        }
        return kinds.sorted { $0.key < $1.key }.flatMap { place, kinds in
            kinds.sorted().filter { scenario.places[place].rooms[$0, default: 0] > 0 }.map { (place, $0) }
        }
    }
}
