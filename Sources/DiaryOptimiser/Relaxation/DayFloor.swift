import Diary

/// What is known of a practitioner-day before it is priced, at the prices of the moment.
struct DayFloor: Sendable {
    /// The best plan known without supervision, and its value; the empty plan's 0 where none is better.
    var plain: [PlannedActivity] = []
    var plainValue: Micropoints = 0
    /// The best plan known with a supervision; empty where none is known.
    var supervised: [PlannedActivity] = []
    /// Plans with a supervision that are worth no more need not be found.
    var supervisedFloor: Micropoints = DayPricer.nothing
}

extension Relaxation {
    /// The best of the last plans and some further known ones for each practitioner-day.
    ///
    /// A week holds one supervision, on the day where it costs least. A day on which it costs more than on another, by the plans known of both, does not
    /// matter: the other day's cost is this day's floor.
    func floors(_ prices: Prices, _ area: Area, _ known: [Int: [[PlannedActivity]]]) -> [Int: DayFloor] {
        var floors: [Int: DayFloor] = [:]
        for index in area.days { floors[index] = floor(prices, day: index, known: known[index] ?? []) }
        for practitioner in area.practitioners {
            let days = practitioner * 7..<practitioner * 7 + 7
            let gains = days.compactMap { day in
                floors[day].flatMap { $0.supervisedFloor > DayPricer.nothing ? $0.supervisedFloor - $0.plainValue : nil }
            }
            guard let gain = gains.max() else { continue }
            for day in days {
                guard var floor = floors[day] else { continue }
                floor.supervisedFloor = max(floor.supervisedFloor, floor.plainValue + gain)
                floors[day] = floor
            }
        }
        return floors
    }

    /// The best of a practitioner-day's last plans and some further known ones.
    func floor(_ prices: Prices, day index: Int, known: [[PlannedActivity]] = []) -> DayFloor {
        var floor = DayFloor()
        for plan in [lastPlans[index].plain, lastPlans[index].supervised] + known where !plan.isEmpty {
            let value = value(of: plan, prices, templates[index])
            if plan.contains(where: { $0.kind == .supervision }) {
                guard value > floor.supervisedFloor else { continue }
                floor.supervised = plan
                floor.supervisedFloor = value
            } else if value > floor.plainValue {
                floor.plain = plan
                floor.plainValue = value
            }
        }
        return floor
    }

    /// What a day's plan is worth at some prices, travel and evening deducted.
    func value(of plan: [PlannedActivity], _ prices: Prices, _ template: DayTemplate) -> Micropoints {
        let desk = template.base.places[template.desk]
        var total = 0
        var isEvening = false
        var stops: [(start: Int, place: Int)] = template.base.blocks.map { ($0.start, template.base.places[$0.place]) }
        for activity in plan {
            total += price(prices, activity, practitioner: template.practitioner, day: template.day)
            var place = desk
            switch activity.kind {
            case .session:
                let candidate = problem.candidates[activity.payload]
                isEvening = isEvening || problem.isAfterHours(candidate, at: activity.slot)
                place = candidate.place
            case .meeting: place = problem.scenario.meetings[activity.payload].place ?? desk
            case .supervision, .giving: break
            }
            stops.append((activity.slot * problem.grid, place))
        }
        let key = template.practitioner * 7 + template.day
        if let place = problem.visits[key], problem.isVisiting(plan, place) { total += prices.multipliers[layout.visits + key] }
        forEachSubset(of: plan, practitioner: template.practitioner, day: template.day) { total -= prices.multipliers[layout.subsets.lowerBound + $0] * $1 }
        if plan.contains(where: { $0.kind == .giving }) { total += givingPrice(prices, template) }
        stops.sort { $0.start < $1.start }
        for (one, two) in zip(stops, stops.dropFirst()) { total -= problem.travel(one.place, two.place) * template.base.travelPrice }
        return isEvening ? total - eveningPrice(prices, template) : total
    }
}
