import Diary

/// One practitioner's day as a flow of one unit from its first activity to its last.
///
/// The nodes are *arrivals*, a place and a moment at which some activity starts there, and *departures*, a place and a moment at which some
/// activity ends there. An activity leads from an arrival to a departure, a way from a departure to the first arrival that it can reach, and
/// one waits from an arrival to the next of the place. So W2 and the travel between *consecutive* activities are exact, where a third place
/// shortens a way too. Everything exists twice, before and after the day's break (W4): a way with time for the break leads over.
struct DayNetwork {
    private let scenario: Scenario
    private let practitioner: Int
    private let day: Weekday
    /// What can be done on the day, and the columns of the options that do it; busy blocks have none.
    private let activities: [(activity: DayActivity, options: [Int], isBusy: Bool)]
    /// Columns in which the day begins, by the minute of the arrival; no earlier than the activity that follows.
    private(set) var firsts: [(minute: Int, column: Int)] = []
    /// Columns in which the day ends, by the minute of the departure.
    private(set) var lasts: [(minute: Int, column: Int, hadBreak: Bool)] = []

    private struct Node: Hashable {
        var place: Int
        var minute: Int
        var hadBreak: Bool
    }

    /// Adds columns and rows of the day to a program; nil where nothing can be planned on it.
    init?(_ scenario: Scenario, practitioner: Int, day: Weekday, options: [WeekOption], columns: [Int], model: inout LinearModel) {
        var byActivity: [DayActivity: [Int]] = [:]
        for (option, column) in zip(options, columns) where option.start.day == day {
            for part in option.parts where part.practitioner == practitioner { byActivity[part.activity, default: []].append(column) }
        }
        guard !byActivity.isEmpty else { return nil }
        self.scenario = scenario
        self.practitioner = practitioner
        self.day = day
        let person = scenario.practitioners[practitioner]
        let busy = person.busy.filter { $0.day == day }.map {
            (activity: DayActivity(place: $0.place ?? person.desk, start: $0.window.start, end: $0.window.end), options: [Int](), isBusy: true)
        }
        activities =
            busy
            + byActivity.sorted { ($0.key.start, $0.key.end, $0.key.place) < ($1.key.start, $1.key.end, $1.key.place) }
            .map { (activity: $0.key, options: $0.value, isBusy: false) }
        addFlow(&model)
        addExtent(&model)
    }

    /// The columns of the options that take part in the day.
    private var options: [Int] { Array(Set(activities.flatMap(\.options))) }

    // MARK: W2 and travel

    private mutating func addFlow(_ model: inout LinearModel) {
        let earliest = activities.map(\.activity.start).min() ?? 0, latest = activities.map(\.activity.end).max() ?? 0
        // Where no day is long enough to need a break, whether there was one is of no interest.
        let layers = latest - earliest > scenario.rules.breakRule.after ? [false, true] : [false]
        let starts = Dictionary(grouping: activities.map(\.activity), by: \.place).mapValues { Set($0.map(\.start)).sorted() }
        var balance: [Node: [(Int, Double)]] = [:], departure: [Node: [(Int, Double)]] = [:]

        for (place, minutes) in starts {
            for minute in minutes {
                let first = model.column()
                firsts.append((minute, first))
                balance[Node(place: place, minute: minute, hadBreak: false), default: []].append((first, 1))
            }
            for (minute, next) in zip(minutes, minutes.dropFirst()) {
                for hadBreak in layers {
                    let wait = model.column()
                    balance[Node(place: place, minute: minute, hadBreak: hadBreak), default: []].append((wait, -1))
                    balance[Node(place: place, minute: next, hadBreak: hadBreak), default: []].append((wait, 1))
                }
            }
        }
        let isPlanned = firsts.map { ($0.column, -1.0) }
        for (activity, options, isBusy) in activities {
            var carried: [(Int, Double)] = []
            for hadBreak in layers {
                let flow = model.column()
                carried.append((flow, 1))
                balance[Node(place: activity.place, minute: activity.start, hadBreak: hadBreak), default: []].append((flow, -1))
                departure[Node(place: activity.place, minute: activity.end, hadBreak: hadBreak), default: []].append((flow, 1))
            }
            // A busy block stands on every day that is planned, anything else where one of its options is chosen.
            model.zero(carried + (isBusy ? isPlanned : options.map { ($0, -1) }))
        }
        for node in departure.keys.sorted(by: { ($0.minute, $0.place, $0.hadBreak ? 1 : 0) < ($1.minute, $1.place, $1.hadBreak ? 1 : 0) }) {
            let last = model.column()
            lasts.append((node.minute, last, node.hadBreak))
            departure[node, default: []].append((last, -1))
            for (place, minutes) in starts {
                let travel = scenario.travelMinutes(from: node.place, to: place)
                func way(at ready: Int, hadBreak: Bool) {
                    guard let arrival = minutes.first(where: { $0 >= ready }) else { return }
                    let way = model.column(objective: -Double(travel * scenario.weights.travel.thousandths) / 1000)
                    departure[node, default: []].append((way, -1))
                    balance[Node(place: place, minute: arrival, hadBreak: hadBreak), default: []].append((way, 1))
                }
                way(at: node.minute + travel, hadBreak: node.hadBreak)
                if layers.count == 2, !node.hadBreak, let ready = readyAfterBreak(from: node.minute, travel: travel) {
                    way(at: ready, hadBreak: true)
                }
            }
        }
        for terms in balance.values { model.zero(terms) }
        for terms in departure.values { model.zero(terms) }
        // One unit of flow, and only where something is planned.
        model.atMost(1, firsts.map { ($0.column, 1) })
        model.atMost(0, firsts.map { ($0.column, 1) } + self.options.map { ($0, -1) })
    }

    /// W4: the first moment at which the next activity may start, so that the gap before it holds the break.
    private func readyAfterBreak(from end: Int, travel: Int) -> Int? {
        let rule = scenario.rules.breakRule
        guard rule.minutes > 0 else { return end + travel }
        let ended = max(end, rule.window.start) + rule.minutes
        return ended <= rule.window.end ? max(ended, end + travel + rule.minutes) : nil
    }

    // MARK: W3 and W4

    private func addExtent(_ model: inout LinearModel) {
        let span = scenario.practitioners[practitioner].limits.span, unbroken = scenario.rules.breakRule.after
        for start in Set(firsts.map(\.minute)).sorted() {
            let begun = firsts.filter { $0.minute <= start }.map { ($0.column, 1.0) }
            let long = lasts.filter { $0.minute > start + span }
            let withoutBreak = lasts.filter { $0.minute > start + unbroken && !$0.hadBreak }
            for ends in [long, withoutBreak] where !ends.isEmpty { model.atMost(1, begun + ends.map { ($0.column, 1) }) }
        }
    }
}
