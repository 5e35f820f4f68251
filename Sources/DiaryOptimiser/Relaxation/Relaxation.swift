import Diary
import Dispatch

/// An activity of a priced plan: what and at which slot.
struct PlannedActivity: Hashable, Sendable {
    var kind: PricedKind
    /// A candidate, a supervision option of the practitioner, or a meeting.
    var payload: Int
    var slot: Int
}

/// What one evaluation of the relaxation found.
struct RelaxationPoint: Sendable {
    /// No allowed timetable scores more than this: micropoints, exact.
    var bound: Micropoints
    /// A subgradient of the bound: right-hand side less use, by multiplier.
    var gradient: [Double]
    /// For each practitioner-day, the plan that is best at the multipliers.
    var plans: [[PlannedActivity]]
    /// What a master problem may add: for every day both best plans, and the best session of every pair, meeting by meeting.
    var proposals: [WeekColumn]
}

/// A variable of the master problem.
enum WeekColumn: Hashable, Sendable {
    /// A practitioner's plan for a day.
    case plan(practitioner: Int, day: Int, activities: [PlannedActivity])
    /// A session of two seats by two candidates of one mode in a time bucket; thousandths of a point.
    case team(first: Int, second: Int, bucket: Int, points: Int)
    /// A meeting in a time bucket.
    case meeting(Int, bucket: Int)
    /// A meeting attended in a bucket by a practitioner who has no supervision and hence no sessions.
    case attendance(practitioner: Int, meeting: Int, bucket: Int)
}

/// The Lagrangian relaxation of the week: given multipliers, every practitioner's day is priced exactly and apart.
///
/// For every vector of multipliers within its limits the value is an upper bound on the score of every allowed timetable (weak duality), whatever
/// the multipliers' origin: sub-gradient steps, a master's duals or chance. All sums are of whole micropoints.
final class Relaxation: @unchecked Sendable {
    // Shared between threads only inside `evaluate`, where each thread has its own pricer and writes its own elements.
    let problem: WeekProblem
    let layout: RelaxationLayout
    private let templates: [DayTemplate]
    private let order: [Int]
    private let teams: [[TeamOption]]
    private let meetingBuckets: [[Int]]
    let coverDays: [CoverChoice]
    private var pricers: [DayPricer]
    private var lastPlans: [DayPlans]
    /// Work of all evaluations so far, in labels.
    private(set) var labels = 0

    /// A pair's session in a time bucket.
    private struct TeamOption {
        let request: Int
        let first: Int
        let second: Int
        let bucket: Int
        let day: Int
        let points: Int
    }

    struct CoverChoice {
        let practitioner: Int
        let limit: Int
        /// Days with evenings, with the slots at whose start the evening stands.
        let days: [(day: Int, slots: [Int])]
    }

    /// Both best plans of a practitioner-day.
    private struct DayPlans {
        var plain: [PlannedActivity] = []
        var plainValue = 0
        var supervised: [PlannedActivity] = []
        var supervisedValue = DayPricer.nothing
        var plainBound = 0
        var supervisedBound = DayPricer.nothing
        var labels = 0
        var runnersUp: [[PlannedActivity]] = []
        var penalties: [Int32: Int] = [:]
    }

    /// Labels after which the exact search of one day stops and gives a bound instead.
    var labelLimit = 40_000 {
        didSet { for pricer in pricers { pricer.labelLimit = labelLimit } }
    }

    /// Practitioner-days on which anything can be planned.
    var dayCount: Int { order.count }

    init(_ problem: WeekProblem, threads: Int, bucketSlots: Int) {
        self.problem = problem
        let layout = RelaxationLayout(problem, bucketSlots: bucketSlots)
        self.layout = layout
        let isMetric = problem.scenario.travel.overrides.isEmpty
        templates = (0..<problem.scenario.practitioners.count * 7).map {
            DayTemplate(problem, practitioner: $0 / 7, day: $0 % 7, isMetric: isMetric, members: layout.members)
        }
        // Long days first, so that threads end together.
        let templates = templates
        order = templates.indices.filter { !templates[$0].isIdle }
            .sorted { (templates[$1].candidates.count, $0) < (templates[$0].candidates.count, $1) }
        pricers = (0..<max(1, threads)).map { _ in DayPricer(grid: problem.grid, labelLimit: 40_000) }
        lastPlans = Array(repeating: DayPlans(), count: templates.count)

        var teams: [[TeamOption]] = []
        for (request, pairs) in problem.pairs.sorted(by: { $0.key < $1.key }) {
            var best: [TeamKey: TeamOption] = [:]
            let candidates = problem.candidatesOfRequest[request]
            for pair in pairs {
                for one in candidates where problem.candidates[one].practitioner == pair.first {
                    for two in candidates
                    where problem.candidates[two].practitioner == pair.second && problem.candidates[two].mode == problem.candidates[one].mode {
                        let first = problem.candidates[one], second = problem.candidates[two]
                        let plain = first.points - first.namedPoints + max(first.namedPoints, second.namedPoints)
                        for day in 0..<7 {
                            for slot in first.starts[day].intersection(second.starts[day]).members {
                                var points = plain
                                for kept in first.kept
                                where kept.day == day && kept.slot == slot && kept.practitioners == [pair.first, pair.second] {
                                    points += kept.points
                                }
                                let bucket = layout.bucket(day: day, slot: slot)
                                let key = TeamKey(first: one, second: two, bucket: bucket)
                                if let known = best[key], known.points >= points { continue }
                                best[key] = TeamOption(
                                    request: request, first: one, second: two, bucket: bucket, day: day, points: points)
                            }
                        }
                    }
                }
            }
            teams.append(best.values.sorted { ($0.first, $0.second, $0.bucket) < ($1.first, $1.second, $1.bucket) })
        }
        self.teams = teams
        meetingBuckets = problem.meetingStarts.map { days in
            var buckets = Set<Int>()
            for day in 0..<7 { for slot in days[day].members { buckets.insert(layout.bucket(day: day, slot: slot)) } }
            return buckets.sorted()
        }
        coverDays = problem.scenario.practitioners.enumerated().compactMap { position, practitioner in
            guard problem.scenario.rules.coverRatio != nil, let limit = practitioner.coverEvenings, limit > 0 else { return nil }
            let days = (0..<7).compactMap { day -> (day: Int, slots: [Int])? in
                let evenings = problem.frames[position * 7 + day].evenings
                let slots = (0..<problem.slots).filter { slot in
                    evenings.contains { $0.start <= slot * problem.grid && slot * problem.grid < $0.end }
                }
                return slots.isEmpty ? nil : (day, slots)
            }
            return CoverChoice(practitioner: position, limit: limit, days: days)
        }
    }

    private struct TeamKey: Hashable {
        let first: Int
        let second: Int
        let bucket: Int
    }

    // MARK: - Prices

    /// The multipliers as prices that pricing reads: sums over the slots of an activity become differences.
    private struct Prices {
        let multipliers: [Int]
        let roomSums: [Int]
        let roomIsPriced: [Bool]
        let timeSums: [Int]
        let coverSums: [Int]
    }

    private func prices(_ multipliers: [Int]) -> Prices {
        let slots = problem.slots
        func sums(offset: Int, rows: Int) -> ([Int], [Bool]) {
            var result = [Int](repeating: 0, count: rows * (slots + 1))
            var isPriced = [Bool](repeating: false, count: rows)
            for row in 0..<rows {
                var total = 0
                for slot in 0..<slots {
                    total += multipliers[offset + row * slots + slot]
                    result[row * (slots + 1) + slot + 1] = total
                }
                isPriced[row] = total != 0
            }
            return (result, isPriced)
        }
        let (roomSums, roomIsPriced) = sums(offset: layout.rooms, rows: problem.rooms.count * 7)
        let supervisors = layout.supervisorNumber.count { $0 >= 0 }
        let (timeSums, _) = sums(offset: layout.supervisorTime, rows: supervisors * 7)
        let hasCover = problem.scenario.rules.coverRatio != nil
        let (coverSums, _) = sums(offset: layout.cover, rows: hasCover ? 7 : 0)
        return Prices(
            multipliers: multipliers, roomSums: roomSums, roomIsPriced: roomIsPriced, timeSums: timeSums, coverSums: coverSums)
    }

    /// What a supervisor's minutes from a slot on cost.
    @inline(__always)
    private func timePrice(_ prices: Prices, practitioner: Int, day: Int, slot: Int, minutes: Int) -> Int {
        let number = layout.supervisorNumber[practitioner]
        guard number >= 0 else { return 0 }
        let row = (number * 7 + day) * (problem.slots + 1)
        return prices.timeSums[row + min(problem.slots, slot + problem.slotsCovering(minutes))] - prices.timeSums[row + slot]
    }

    private func sessionPrice(_ prices: Prices, _ candidate: Candidate, index: Int, day: Int, slot: Int) -> Int {
        let multipliers = prices.multipliers
        let request = problem.scenario.requests[candidate.request]
        var price = -multipliers[layout.week + candidate.practitioner]
        var shared = 0
        if candidate.seats == 1 {
            price += candidate.points * Int.micropointsPerThousandth - multipliers[layout.requests + candidate.request]
            if let school = request.school { price += multipliers[layout.shortage + school] }
            let client = layout.clientNumber[problem.clientOfRequest[candidate.request]]
            if client >= 0 { price -= multipliers[layout.clients + client * 7 + day] }
            for kept in candidate.kept where kept.day == day && kept.slot == slot { price += kept.points * Int.micropointsPerThousandth }
        } else {
            price += multipliers[layout.seatOffset[index] + layout.bucket(day: day, slot: slot)]
        }
        let end = min(problem.slots, slot + problem.slotsCovering(candidate.minutes))
        if let room = candidate.room, prices.roomIsPriced[room * 7 + day] {
            let row = (room * 7 + day) * (problem.slots + 1)
            shared += prices.roomSums[row + end] - prices.roomSums[row + slot]
        }
        if candidate.isAtHome && slot >= problem.afterHoursSlot {
            if problem.scenario.rules.afterHoursSlots != nil { shared += multipliers[layout.slots] }
            if problem.scenario.rules.coverRatio != nil {
                let row = day * (problem.slots + 1)
                shared += prices.coverSums[row + end] - prices.coverSums[row + slot]
            }
        }
        // A session of two seats pays half from each; rounding down leaves the bound an upper one.
        price -= candidate.seats == 1 ? shared : shared / 2
        return price - timePrice(prices, practitioner: candidate.practitioner, day: day, slot: slot, minutes: candidate.occupied)
    }

    private func price(_ prices: Prices, _ activity: PlannedActivity, practitioner: Int, day: Int) -> Int {
        switch activity.kind {
        case .session:
            return sessionPrice(prices, problem.candidates[activity.payload], index: activity.payload, day: day, slot: activity.slot)
        case .supervision:
            let option = problem.supervisionOptions[practitioner][activity.payload]
            return -prices.multipliers[layout.superviseMinutes + option.supervisor] * option.minutes
                - timePrice(prices, practitioner: option.supervisor, day: day, slot: activity.slot, minutes: option.minutes)
        case .meeting:
            let member = layout.members[activity.payload].firstIndex(of: practitioner) ?? 0
            let meeting = problem.scenario.meetings[activity.payload]
            return prices.multipliers[
                layout.meetingIndex(activity.payload, member: member, bucket: layout.bucket(day: day, slot: activity.slot))]
                - timePrice(prices, practitioner: practitioner, day: day, slot: activity.slot, minutes: meeting.minutes)
        }
    }

    private func input(_ template: DayTemplate, _ prices: Prices) -> DayPricingInput {
        var input = template.base
        input.eveningPrice =
            problem.scenario.weights.evening.thousandths * Int.micropointsPerThousandth
            + prices.multipliers[layout.evenings + template.practitioner]
        input.starts.reserveCapacity(1024)
        let day = template.day
        for (index, place) in template.candidates {
            let candidate = problem.candidates[index]
            let isConstant =
                candidate.seats == 1 && candidate.kept.isEmpty && layout.supervisorNumber[candidate.practitioner] < 0
                && !(candidate.room.map { prices.roomIsPriced[$0 * 7 + day] } ?? false)
            var constant: Int?
            for (word, bits) in candidate.starts[day].words.enumerated() {
                var rest = bits
                while rest != 0 {
                    let slot = word * 64 + rest.trailingZeroBitCount
                    rest &= rest - 1
                    let isAfterHours = candidate.isAtHome && slot >= problem.afterHoursSlot
                    let price: Int
                    if isConstant && !isAfterHours {
                        if let constant {
                            price = constant
                        } else {
                            price = sessionPrice(prices, candidate, index: index, day: day, slot: slot)
                            constant = price
                        }
                    } else {
                        price = sessionPrice(prices, candidate, index: index, day: day, slot: slot)
                    }
                    input.starts.append(
                        PricedStart(
                            slot: Int32(slot), place: Int32(place), occupied: Int32(candidate.occupied), kind: .session,
                            isAfterHours: isAfterHours, item: Int32(problem.clientOfRequest[candidate.request]), payload: Int32(index),
                            price: price))
                }
            }
        }
        for index in template.supervision {
            let option = problem.supervisionOptions[template.practitioner][index]
            for slot in option.starts.members {
                let activity = PlannedActivity(kind: .supervision, payload: index, slot: slot)
                input.starts.append(
                    PricedStart(
                        slot: Int32(slot), place: Int32(template.desk), occupied: Int32(option.minutes), kind: .supervision,
                        isAfterHours: false, item: 0, payload: Int32(index),
                        price: price(prices, activity, practitioner: template.practitioner, day: day)))
            }
        }
        for (meeting, _, place) in template.meetings {
            for slot in problem.meetingStarts[meeting][day].members {
                let activity = PlannedActivity(kind: .meeting, payload: meeting, slot: slot)
                input.starts.append(
                    PricedStart(
                        slot: Int32(slot), place: Int32(place), occupied: Int32(problem.scenario.meetings[meeting].minutes), kind: .meeting,
                        isAfterHours: false, item: Int32(meeting), payload: Int32(meeting),
                        price: price(prices, activity, practitioner: template.practitioner, day: day)))
            }
        }
        return input
    }

    // MARK: - Evaluation

    /// The bound, a subgradient and the best plans at some multipliers, which must lie within the layout's limits.
    ///
    /// - Parameters:
    ///   - tolerance: by how much each day's bound may exceed its best plan without an exact search for a better one.
    ///   - isHeuristic: whether to price days quickly; the bound is valid all the same, but may be far from the best one there, and the
    ///     plans may be too.
    ///   - isStopped: asked before each day; true ends the evaluation.
    /// - Returns: nil where the evaluation was stopped.
    func evaluate(
        _ multipliers: [Int], tolerance: Micropoints = 0, isHeuristic: Bool = false, isStopped: @escaping @Sendable () -> Bool = { false }
    ) -> RelaxationPoint? {
        let prices = prices(multipliers)
        priceDays(prices, tolerance: tolerance, isHeuristic: isHeuristic, isStopped: isStopped)
        if isStopped() { return nil }
        var gradient = layout.rightHandSide.map(Double.init)
        var bound = problem.emptyScore * Int.micropointsPerThousandth
        for (multiplier, side) in zip(multipliers, layout.rightHandSide) { bound += multiplier * side }
        bound += problem.scenario.weights.shortage.thousandths * Int.micropointsPerThousandth * problem.neededAtPlace.reduce(0, +)

        var plans = [[PlannedActivity]](repeating: [], count: templates.count)
        var proposals: [WeekColumn] = []
        for index in order {
            let day = lastPlans[index]
            for plan in day.plain == day.supervised ? [day.plain] : [day.plain, day.supervised] where !plan.isEmpty {
                proposals.append(.plan(practitioner: index / 7, day: index % 7, activities: plan))
            }
            for plan in day.runnersUp where !plan.isEmpty {
                proposals.append(.plan(practitioner: index / 7, day: index % 7, activities: plan))
            }
        }
        for practitioner in problem.scenario.practitioners.indices {
            bound += choosePlans(practitioner, prices, &plans, &proposals, &gradient)
            for day in 0..<7 { use(plans[practitioner * 7 + day], practitioner: practitioner, day: day, &gradient) }
        }
        for options in teams {
            var best = 0
            var chosen: TeamOption?
            for option in options {
                let client = layout.clientNumber[problem.clientOfRequest[option.request]]
                var value =
                    option.points * Int.micropointsPerThousandth - multipliers[layout.seatOffset[option.first] + option.bucket]
                    - multipliers[layout.seatOffset[option.second] + option.bucket]
                if let school = problem.scenario.requests[option.request].school { value += multipliers[layout.shortage + school] }
                if client >= 0 { value -= multipliers[layout.clients + client * 7 + option.day] }
                if value > best {
                    best = value
                    chosen = option
                }
            }
            bound += best
            if let chosen {
                proposals.append(.team(first: chosen.first, second: chosen.second, bucket: chosen.bucket, points: chosen.points))
                gradient[layout.seatOffset[chosen.first] + chosen.bucket] -= 1
                gradient[layout.seatOffset[chosen.second] + chosen.bucket] -= 1
                if let school = problem.scenario.requests[chosen.request].school { gradient[layout.shortage + school] += 1 }
                let client = layout.clientNumber[problem.clientOfRequest[chosen.request]]
                if client >= 0 { gradient[layout.clients + client * 7 + chosen.day] -= 1 }
            }
        }
        for meeting in problem.scenario.meetings.indices {
            var best = 0
            var chosen: Int?
            for bucket in meetingBuckets[meeting] {
                var value = problem.scenario.weights.missedMeeting.thousandths * Int.micropointsPerThousandth
                for member in layout.members[meeting].indices {
                    value -= multipliers[layout.meetingIndex(meeting, member: member, bucket: bucket)]
                }
                if value > best {
                    best = value
                    chosen = bucket
                }
            }
            bound += best
            if let chosen {
                proposals.append(.meeting(meeting, bucket: chosen))
                for member in layout.members[meeting].indices {
                    gradient[layout.meetingIndex(meeting, member: member, bucket: chosen)] -= 1
                }
            }
        }
        bound += chooseCover(multipliers, &gradient)
        return RelaxationPoint(bound: bound, gradient: gradient, plans: plans, proposals: proposals)
    }

    /// Prices all days, several threads at once; every day is priced apart, so that the outcome does not depend on the threads.
    private func priceDays(
        _ prices: Prices, tolerance: Micropoints, isHeuristic: Bool, isStopped: @escaping @Sendable () -> Bool
    ) {
        let order = self.order
        let count = pricers.count
        let relaxation = self
        lastPlans.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let results = buffer
            DispatchQueue.concurrentPerform(iterations: count) { thread in
                let pricer = relaxation.pricers[thread]
                for index in stride(from: thread, to: order.count, by: count) where !isStopped() {
                    let template = relaxation.templates[order[index]]
                    results[order[index]] = relaxation.priceDay(template, prices, pricer, results[order[index]], tolerance: tolerance, isHeuristic: isHeuristic)
                }
            }
        }
        for index in order { labels += lastPlans[index].labels }
    }

    private func priceDay(
        _ template: DayTemplate, _ prices: Prices, _ pricer: DayPricer, _ previous: DayPlans, tolerance: Micropoints, isHeuristic: Bool
    ) -> DayPlans {
        var input = input(template, prices)
        input.penalties = previous.penalties
        // The last plans are still plans: nothing below their value now needs to be looked for.
        func value(_ plan: [PlannedActivity]) -> Int {
            var total = 0
            var isEvening = false
            var stops: [(start: Int, place: Int)] = template.base.blocks.map { ($0.start, template.base.places[$0.place]) }
            for activity in plan {
                total += price(prices, activity, practitioner: template.practitioner, day: template.day)
                switch activity.kind {
                case .session:
                    let candidate = problem.candidates[activity.payload]
                    isEvening = isEvening || (candidate.isAtHome && activity.slot >= problem.afterHoursSlot)
                    stops.append((activity.slot * problem.grid, candidate.place))
                case .supervision:
                    stops.append((activity.slot * problem.grid, template.base.places[template.desk]))
                case .meeting:
                    let place = problem.scenario.meetings[activity.payload].place ?? template.base.places[template.desk]
                    stops.append((activity.slot * problem.grid, place))
                }
            }
            stops.sort { $0.start < $1.start }
            for (one, two) in zip(stops, stops.dropFirst()) { total -= problem.travel(one.place, two.place) * input.travelPrice }
            return isEvening ? total - input.eveningPrice : total
        }
        let floor = previous.plain.isEmpty ? 0 : max(0, value(previous.plain))
        let supervisedFloor = previous.supervised.isEmpty ? DayPricer.nothing : value(previous.supervised)
        let found = pricer.price(input, floor: floor, supervisedFloor: supervisedFloor, tolerance: tolerance, isHeuristic: isHeuristic)
        func activities(_ plan: PricedPlan) -> [PlannedActivity] {
            plan.chosen.map {
                PlannedActivity(kind: input.starts[$0].kind, payload: Int(input.starts[$0].payload), slot: Int(input.starts[$0].slot))
            }
        }
        var result = DayPlans()
        result.plain = found.plain.chosen.isEmpty && floor > 0 ? previous.plain : activities(found.plain)
        result.plainValue = max(found.plain.value, 0)
        result.plainBound = max(found.plainBound, result.plainValue)
        if let supervised = found.supervised {
            result.supervised = activities(supervised)
            result.supervisedValue = supervised.value
        } else if supervisedFloor > DayPricer.nothing {
            result.supervised = previous.supervised
            result.supervisedValue = supervisedFloor
        }
        result.supervisedBound = max(found.supervisedBound, result.supervisedValue)
        result.labels = found.labels
        result.penalties = found.penalties
        result.runnersUp = found.runnersUp.map(activities)
        return result
    }

    /// The best week of one practitioner from the days' plans, with V1: sessions only where one day holds a supervision.
    private func choosePlans(
        _ practitioner: Int, _ prices: Prices, _ plans: inout [[PlannedActivity]], _ proposals: inout [WeekColumn], _ gradient: inout [Double]
    ) -> Int {
        let days = practitioner * 7..<practitioner * 7 + 7
        let plainBound = days.reduce(0) { $0 + lastPlans[$1].plainBound }
        guard problem.scenario.practitioners[practitioner].supervision != nil else {
            for day in days { plans[day] = lastPlans[day].plain }
            return plainBound
        }
        // Without supervision: meetings alone. Taking the best of each meeting apart is an upper bound.
        var meetingsOnly = 0
        var meetingPlans = [[PlannedActivity]](repeating: [], count: 7)
        for meeting in problem.meetingsOfPractitioner[practitioner] {
            var best = 0
            var chosen: (day: Int, slot: Int)?
            for day in 0..<7 {
                for slot in problem.meetingStarts[meeting][day].members {
                    let activity = PlannedActivity(kind: .meeting, payload: meeting, slot: slot)
                    let value = price(prices, activity, practitioner: practitioner, day: day)
                    if value > best {
                        best = value
                        chosen = (day, slot)
                    }
                }
            }
            meetingsOnly += best
            if let chosen { meetingPlans[chosen.day].append(PlannedActivity(kind: .meeting, payload: meeting, slot: chosen.slot)) }
        }
        var bestGain = DayPricer.nothing
        var bestDay: Int?
        for day in days where lastPlans[day].supervisedBound > DayPricer.nothing / 2 && !lastPlans[day].supervised.isEmpty {
            let gain = lastPlans[day].supervisedBound - lastPlans[day].plainBound
            if gain > bestGain {
                bestGain = gain
                bestDay = day
            }
        }
        let limits = problem.scenario.practitioners[practitioner].limits
        let allowance =
            limits.sessionsPerWeek * prices.multipliers[layout.week + practitioner]
            + limits.eveningsPerWeek * prices.multipliers[layout.evenings + practitioner]
        guard let bestDay, plainBound + bestGain + allowance > meetingsOnly else {
            for day in days {
                plans[day] = meetingPlans[day - practitioner * 7]
                for activity in plans[day] {
                    let bucket = layout.bucket(day: day - practitioner * 7, slot: activity.slot)
                    proposals.append(.attendance(practitioner: practitioner, meeting: activity.payload, bucket: bucket))
                }
            }
            return meetingsOnly
        }
        for day in days { plans[day] = day == bestDay ? lastPlans[day].supervised : lastPlans[day].plain }
        gradient[layout.week + practitioner] += Double(limits.sessionsPerWeek)
        gradient[layout.evenings + practitioner] += Double(limits.eveningsPerWeek)
        return plainBound + bestGain + allowance
    }

    /// Subtracts what a day's plan uses from the gradient.
    private func use(_ plan: [PlannedActivity], practitioner: Int, day: Int, _ gradient: inout [Double]) {
        forEachUse(of: plan, practitioner: practitioner, day: day) { index, amount in gradient[index] -= amount }
    }

    /// Calls `body` with every multiplier that a day's plan pays and how often; an index may come several times.
    func forEachUse(of plan: [PlannedActivity], practitioner: Int, day: Int, _ body: (Int, Double) -> Void) {
        var isEvening = false
        func takeTime(_ person: Int, _ slot: Int, _ minutes: Int) {
            let number = layout.supervisorNumber[person]
            guard number >= 0 else { return }
            let row = layout.supervisorTime + (number * 7 + day) * problem.slots
            for at in slot..<min(problem.slots, slot + problem.slotsCovering(minutes)) { body(row + at, 1) }
        }
        for activity in plan {
            switch activity.kind {
            case .session:
                let candidate = problem.candidates[activity.payload]
                let share = candidate.seats == 1 ? 1.0 : 0.5
                body(layout.week + practitioner, 1)
                if candidate.seats == 1 {
                    body(layout.requests + candidate.request, 1)
                    if let school = problem.scenario.requests[candidate.request].school { body(layout.shortage + school, -1) }
                    let client = layout.clientNumber[problem.clientOfRequest[candidate.request]]
                    if client >= 0 { body(layout.clients + client * 7 + day, 1) }
                } else {
                    body(layout.seatOffset[activity.payload] + layout.bucket(day: day, slot: activity.slot), -1)
                }
                let end = min(problem.slots, activity.slot + problem.slotsCovering(candidate.minutes))
                if let room = candidate.room {
                    let row = layout.rooms + (room * 7 + day) * problem.slots
                    for slot in activity.slot..<end { body(row + slot, share) }
                }
                if candidate.isAtHome && activity.slot >= problem.afterHoursSlot {
                    isEvening = true
                    if problem.scenario.rules.afterHoursSlots != nil { body(layout.slots, share) }
                    if problem.scenario.rules.coverRatio != nil {
                        for slot in activity.slot..<end { body(layout.cover + day * problem.slots + slot, share) }
                    }
                }
                takeTime(practitioner, activity.slot, candidate.occupied)
            case .supervision:
                let option = problem.supervisionOptions[practitioner][activity.payload]
                body(layout.superviseMinutes + option.supervisor, Double(option.minutes))
                takeTime(option.supervisor, activity.slot, option.minutes)
            case .meeting:
                let member = layout.members[activity.payload].firstIndex(of: practitioner) ?? 0
                body(layout.meetingIndex(activity.payload, member: member, bucket: layout.bucket(day: day, slot: activity.slot)), -1)
                takeTime(practitioner, activity.slot, problem.scenario.meetings[activity.payload].minutes)
            }
        }
        if isEvening { body(layout.evenings + practitioner, 1) }
    }

    /// Thousandths that a day's plan scores by itself: sessions of one seat, less travel and evening. Sessions of two seats score as teams.
    func points(of plan: [PlannedActivity], practitioner: Int, day: Int) -> Int {
        var total = 0
        var isEvening = false
        let desk = problem.scenario.practitioners[practitioner].desk
        var stops = problem.frames[practitioner * 7 + day].busy.map { (start: $0.start, place: $0.place) }
        for activity in plan {
            var place = desk
            if activity.kind == .session {
                let candidate = problem.candidates[activity.payload]
                place = candidate.place
                isEvening = isEvening || (candidate.isAtHome && activity.slot >= problem.afterHoursSlot)
                if candidate.seats == 1 {
                    total += candidate.points
                    for kept in candidate.kept where kept.day == day && kept.slot == activity.slot { total += kept.points }
                }
            } else if activity.kind == .meeting {
                place = problem.scenario.meetings[activity.payload].place ?? desk
            }
            stops.append((activity.slot * problem.grid, place))
        }
        guard !plan.isEmpty else { return 0 }
        stops.sort { $0.start < $1.start }
        var travel = 0
        for (one, two) in zip(stops, stops.dropFirst()) { travel += problem.travel(one.place, two.place) }
        total -= travel * problem.scenario.weights.travel.thousandths
        return isEvening ? total - problem.scenario.weights.evening.thousandths : total
    }

    /// Every coverer's dearest evenings.
    private func chooseCover(_ multipliers: [Int], _ gradient: inout [Double]) -> Int {
        guard let ratio = problem.scenario.rules.coverRatio else { return 0 }
        var total = 0
        for choice in coverDays {
            let values = choice.days.map { entry in
                (entry, ratio * entry.slots.reduce(0) { $0 + multipliers[layout.cover + entry.day * problem.slots + $1] })
            }
            .sorted { ($1.1, $0.0.day) < ($0.1, $1.0.day) }
            for (entry, value) in values.prefix(choice.limit) where value > 0 {
                total += value
                for slot in entry.slots { gradient[layout.cover + entry.day * problem.slots + slot] += Double(ratio) }
            }
        }
        return total
    }
}
