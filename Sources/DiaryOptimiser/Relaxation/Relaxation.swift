import Diary
import Dispatch
import Synchronization

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
    /// Cover on a day.
    case cover(practitioner: Int, day: Int)
    /// A meeting attended in a bucket by a practitioner who has no supervision and hence no sessions.
    case attendance(practitioner: Int, meeting: Int, bucket: Int)
    /// Supervision given on a day by a practitioner who has none and hence no sessions.
    case giving(practitioner: Int, to: Int, day: Int)
}

/// The Lagrangian relaxation of the week: given multipliers, every practitioner's day is priced exactly and apart.
///
/// For every vector of multipliers within its limits the value is an upper bound on the score of every allowed timetable (weak duality), whatever
/// the multipliers' origin: sub-gradient steps, a master's duals or chance. All sums are of whole micropoints.
final class Relaxation: @unchecked Sendable {
    // Shared between threads only inside `evaluate`, where each thread has its own pricer and writes its own elements.
    let problem: WeekProblem
    let layout: RelaxationLayout
    let templates: [DayTemplate]
    let order: [Int]
    let teams: [[TeamOption]]
    let meetingBuckets: [[Int]]
    let coverDays: [CoverChoice]
    var pricers: [DayPricer]
    /// Threads to price with, at most as many as there are pricers.
    var threads: Int
    var lastPlans: [DayPlans]
    /// Work of all evaluations so far, in labels.
    private(set) var labels = 0
    /// Processor seconds of all threads in pricing so far.
    private(set) var processorSeconds = 0.0

    /// A pair's session in a time bucket.
    struct TeamOption {
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
        /// Days with evenings.
        let days: [CoverDay]

        /// How many further days there may be cover on beside those on which there must be.
        var openLimit: Int { limit - days.count { $0.isHeld } }
    }

    struct CoverDay {
        let day: Int
        /// Slots at whose start the evening stands.
        let slots: [Int]
        /// Whether there must be cover.
        let isHeld: Bool
    }

    /// Both best plans of a practitioner-day.
    struct DayPlans {
        var plain: [PlannedActivity] = []
        var supervised: [PlannedActivity] = []
        /// What the plans are worth, and what none is worth more than: these exceed the values by the tolerance at most, unless the search of the day was
        /// cut short.
        var plainValue = 0, plainBound = 0
        var supervisedValue = DayPricer.nothing, supervisedBound = DayPricer.nothing
        var labels = 0
        /// Labels after which the exact search of the day stops and gives a bound instead.
        var labelLimit = 40_000
        var runnersUp: [[PlannedActivity]] = []
        var repeated: Set<Int32> = []
        var marks: Set<Int> = []

        /// What the next search of the day begins with, also where these plans are not allowed.
        var withoutPlans: DayPlans {
            var result = DayPlans()
            result.repeated = repeated
            result.marks = marks
            return result
        }
    }

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
        self.threads = max(1, threads)
        pricers = (0..<max(1, threads)).map { _ in DayPricer(grid: problem.grid) }
        lastPlans = Array(repeating: DayPlans(), count: templates.count)

        let teams = problem.pairs.sorted { $0.key < $1.key }.map { Self.options(of: $0.key, $0.value, problem, layout) }
        self.teams = teams
        meetingBuckets = problem.meetingStarts.map { days in
            var buckets = Set<Int>()
            for day in 0..<7 { for slot in days[day].members { buckets.insert(layout.bucket(day: day, slot: slot)) } }
            return buckets.sorted()
        }
        coverDays = problem.scenario.practitioners.enumerated().compactMap { position, practitioner in
            guard problem.scenario.rules.coverRatio != nil, let limit = practitioner.coverEvenings, limit > 0 else { return nil }
            let days = (0..<7).compactMap { day -> CoverDay? in
                let fixed = problem.fixedCover[position * 7 + day]
                let evenings = problem.frames[position * 7 + day].evenings
                let slots = (0..<problem.slots).filter { slot in
                    evenings.contains { $0.start <= slot * problem.grid && slot * problem.grid < $0.end }
                }
                return slots.isEmpty || fixed == false ? nil : CoverDay(day: day, slots: slots, isHeld: fixed == true)
            }
            return CoverChoice(practitioner: position, limit: limit, days: days)
        }
    }

    /// The sessions of a request's pairs, pair by pair, one for each time bucket in which a start is common to both.
    private static func options(of request: Int, _ pairs: [SeatPair], _ problem: WeekProblem, _ layout: RelaxationLayout) -> [TeamOption] {
        // A large service has thousands of pairs for a request.
        let candidates = Dictionary(grouping: problem.candidatesOfRequest[request]) { problem.candidates[$0].practitioner }
        var options: [TeamOption] = []
        for pair in pairs {
            for one in candidates[pair.first] ?? [] {
                let first = problem.candidates[one]
                for two in candidates[pair.second] ?? [] where problem.candidates[two].mode == first.mode {
                    let second = problem.candidates[two]
                    let plain = first.points - first.namedPoints + max(first.namedPoints, second.namedPoints)
                    for day in 0..<7 {
                        // Slots ascend, and so do buckets.
                        for slot in first.starts[day].intersection(second.starts[day]).members {
                            var points = plain
                            for kept in first.kept where kept.day == day && kept.slot == slot && kept.practitioners == [pair.first, pair.second] {
                                points += kept.points
                            }
                            let option = TeamOption(
                                request: request, first: one, second: two, bucket: layout.bucket(day: day, slot: slot), day: day, points: points)
                            if let last = options.last, last.first == one, last.second == two, last.bucket == option.bucket {
                                if option.points > last.points { options[options.count - 1] = option }
                            } else {
                                options.append(option)
                            }
                        }
                    }
                }
            }
        }
        return options
    }

    /// An area's part of the bound, and columns worth adding, at some multipliers, which must lie within the layout's limits.
    ///
    /// The part counts the area's own multipliers' sides; what is shared, and the points of the empty timetable, are the caller's.
    ///
    /// - Parameters:
    ///   - known: plans by practitioner-day that need not be found again; only better ones are looked for.
    ///   - tolerance: by how much each day's bound may exceed its best plan without an exact search for a better one.
    ///   - isHeuristic: whether to price days quickly; the bound is valid all the same, but may be far from the best one there, and the
    ///     plans may be too.
    ///   - isStopped: asked before each day; true ends the evaluation.
    /// - Returns: nil where the evaluation was stopped.
    func evaluate(
        _ multipliers: [Int], area: Area, isWhole: Bool, known: [Int: [[PlannedActivity]]] = [:], tolerance: Micropoints = 0,
        isHeuristic: Bool = false, isStopped: @escaping @Sendable () -> Bool = { false }
    ) -> RelaxationPoint? {
        let prices = prices(multipliers, area)
        priceDays(
            prices, days: area.days, floors: floors(prices, area, known), tolerance: tolerance, isHeuristic: isHeuristic, isStopped: isStopped)
        if isStopped() { return nil }
        var bound = 0
        for index in area.indices { bound += multipliers[index] * layout.rightHandSide[index] }
        var proposals: [WeekColumn] = []
        for index in area.days {
            let day = lastPlans[index]
            for plan in day.plain == day.supervised ? [day.plain] : [day.plain, day.supervised] where !plan.isEmpty {
                proposals.append(.plan(practitioner: index / 7, day: index % 7, activities: plan))
            }
            for plan in day.runnersUp where !plan.isEmpty {
                proposals.append(.plan(practitioner: index / 7, day: index % 7, activities: plan))
            }
        }
        for practitioner in area.practitioners { bound += weekBound(practitioner, prices, &proposals) }
        for position in area.teams { bound += teamBound(teams[position], multipliers, &proposals) }
        for meeting in area.meetings { bound += meetingBound(meeting, multipliers, &proposals) }
        if isWhole { bound += coverBound(multipliers, isWhole: true) }
        return RelaxationPoint(bound: bound, proposals: proposals)
    }

    /// What the best session of one of the pairs is worth; each pair's best is proposed.
    private func teamBound(_ options: [TeamOption], _ multipliers: [Int], _ proposals: inout [WeekColumn]) -> Int {
        var best = 0
        // A pair's best bucket; the options stand pair by pair.
        var ofPair: (option: TeamOption, value: Int)?
        func propose(_ option: TeamOption) {
            proposals.append(.team(first: option.first, second: option.second, bucket: option.bucket, points: option.points))
        }
        for option in options {
            let value = value(option, multipliers)
            best = max(best, value)
            let isSamePair = ofPair.map { $0.option.first == option.first && $0.option.second == option.second } ?? false
            if !isSamePair || value > ofPair?.value ?? 0 {
                if !isSamePair, let pair = ofPair, pair.value > 0 { propose(pair.option) }
                ofPair = (option, value)
            }
        }
        if let pair = ofPair, pair.value > 0 { propose(pair.option) }
        return best
    }

    /// What a pair's session in a time bucket is worth.
    func value(_ option: TeamOption, _ multipliers: [Int]) -> Micropoints {
        let client = layout.clientNumber[problem.clientOfRequest[option.request]]
        var value =
            option.points * Int.micropointsPerThousandth - multipliers[layout.seatOffset[option.first] + option.bucket]
            - multipliers[layout.seatOffset[option.second] + option.bucket]
        if let school = problem.scenario.requests[option.request].school { value += multipliers[layout.shortage + school] }
        if client >= 0 { value -= multipliers[layout.clients + client * 7 + option.day] }
        return value
    }

    /// What a meeting is worth in its best bucket.
    func meetingBound(_ meeting: Int, _ multipliers: [Int], _ proposals: inout [WeekColumn]) -> Int {
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
        if let chosen { proposals.append(.meeting(meeting, bucket: chosen)) }
        return best
    }

    /// Prices all days; every day is priced apart, so that the outcome does not depend on the threads.
    func priceDays(
        _ prices: Prices, days: [Int], floors: [Int: DayFloor], tolerance: Micropoints, isHeuristic: Bool, isStopped: @escaping @Sendable () -> Bool
    ) {
        let found = forEachDay(days, isStopped: isStopped) { day, pricer in
            self.priceDay(
                self.templates[day], prices, pricer, floors[day] ?? DayFloor(), before: self.lastPlans[day], tolerance: tolerance, isHeuristic: isHeuristic)
        }
        for (day, plans) in zip(days, found) {
            guard let plans else { continue }
            lastPlans[day] = plans
            labels += plans.labels
        }
    }

    /// Calls `body` for each of some practitioner-days, several threads at once.
    ///
    /// - Returns: in order of `days` what `body` returned; nil for the days that were left out when the search was stopped.
    func forEachDay<Outcome>(
        _ days: [Int], isStopped: @escaping @Sendable () -> Bool, _ body: (_ day: Int, _ pricer: DayPricer) -> Outcome
    ) -> [Outcome?] {
        var outcomes = [Outcome?](repeating: nil, count: days.count)
        let seconds = Mutex(0.0)
        // Days differ much in what they take: each thread takes the next one.
        let next = Atomic(0)
        outcomes.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let outcomes = buffer, body = body
            DispatchQueue.concurrentPerform(iterations: min(threads, pricers.count)) { thread in
                let began = ProcessorClock.thread
                let pricer = self.pricers[thread]
                pricer.isStopped = isStopped
                while !isStopped() {
                    let position = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard position < days.count else { break }
                    outcomes[position] = body(days[position], pricer)
                }
                let spent = ProcessorClock.thread - began
                seconds.withLock { $0 += spent }
            }
        }
        processorSeconds += seconds.withLock { $0 }
        return outcomes
    }

    /// By how much days whose search was cut short keep an area's bound above what their plans are worth; with them the tolerance.
    func excess(_ area: Area) -> Micropoints {
        area.practitioners.reduce(0) { total, practitioner in
            let days = lastPlans[practitioner * 7..<practitioner * 7 + 7]
            let plain = days.reduce(0) { $0 + $1.plainBound - $1.plainValue }
            guard let gain = days.map({ $0.supervisedBound - $0.plainBound }).max(), gain > DayPricer.nothing / 2,
                let known = days.map({ $0.supervisedValue - $0.plainValue }).max(), known > DayPricer.nothing / 2
            else { return total + plain }
            return total + plain + gain - known
        }
    }

    /// Lets those days take more labels from now on whose search was cut short.
    ///
    /// - Parameters:
    ///   - tolerance: what the last evaluation was made with; days whose bounds exceed their plans by no more were not cut short.
    ///   - most: labels that no day gets more than.
    /// - Returns: whether any day gets more.
    func raiseLimits(_ days: [Int], by factor: Int, most: Int, tolerance: Micropoints) -> Bool {
        var isRaised = false
        for day in days where lastPlans[day].labelLimit < most {
            let plans = lastPlans[day]
            guard plans.plainBound - plans.plainValue > tolerance || plans.supervisedBound - max(plans.supervisedValue, DayPricer.nothing / 2) > tolerance
            else { continue }
            lastPlans[day].labelLimit = min(plans.labelLimit * factor, most)
            isRaised = true
        }
        return isRaised
    }

    /// Counts labels that were made outside evaluations.
    func count(labels further: Int) { labels += further }

    func priceDay(
        _ template: DayTemplate, _ prices: Prices, _ pricer: DayPricer, _ floor: DayFloor, before: DayPlans, tolerance: Micropoints,
        isHeuristic: Bool
    ) -> DayPlans {
        var input = input(template, prices)
        input.repeated = before.repeated
        input.marks = before.marks
        pricer.labelLimit = before.labelLimit
        let found = pricer.price(
            input, floor: floor.plainValue, supervisedFloor: floor.supervisedFloor, tolerance: tolerance, isHeuristic: isHeuristic)
        func activities(_ plan: PricedPlan) -> [PlannedActivity] {
            plan.chosen.map {
                PlannedActivity(kind: input.starts[$0].kind, payload: Int(input.starts[$0].payload), slot: Int(input.starts[$0].slot))
            }
        }
        var result = DayPlans()
        result.plain = found.plain.chosen.isEmpty ? floor.plain : activities(found.plain)
        result.plainValue = max(found.plain.value, 0)
        result.plainBound = max(found.plainBound, result.plainValue)
        result.supervised = found.supervised.map(activities) ?? floor.supervised
        result.supervisedValue = max(found.supervised?.value ?? DayPricer.nothing, floor.supervisedFloor)
        result.supervisedBound = max(found.supervisedBound, floor.supervisedFloor)
        result.labels = found.labels
        result.labelLimit = before.labelLimit
        result.repeated = found.repeated
        result.marks = found.marks
        result.runnersUp = found.runnersUp.map(activities)
        return result
    }

    /// The most that a practitioner's week is worth by the days' bounds, with V1: sessions only where one day holds a supervision.
    func weekBound(_ practitioner: Int, _ prices: Prices, _ proposals: inout [WeekColumn]) -> Int {
        let days = practitioner * 7..<practitioner * 7 + 7
        let plainBound = days.reduce(0) { $0 + lastPlans[$1].plainBound }
        guard problem.scenario.practitioners[practitioner].supervision != nil else { return plainBound }
        // Without supervision: meetings, and supervision given. Taking the best of each apart is an upper bound.
        var alone = 0
        var attended: [(meeting: Int, day: Int, slot: Int)] = []
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
            alone += best
            if let chosen { attended.append((meeting, chosen.day, chosen.slot)) }
        }
        var given: [WeekColumn] = []
        for (supervised, ways) in Dictionary(grouping: problem.givings[practitioner], by: \.practitioner).sorted(by: { $0.key < $1.key }) {
            let values = ways.filter { !problem.supervisionOptions[supervised][$0.option].starts.isEmpty }.map { way in
                let day = problem.supervisionOptions[supervised][way.option].day
                return (
                    day: day,
                    value: prices.multipliers[layout.supervisionIndex(supervised, option: way.option, day: day)]
                        + prices.multipliers[layout.givingDayIndex(supervised, option: way.option)]
                )
            }
            guard let best = values.max(by: { $0.value < $1.value }), best.value > 0 else { continue }
            alone += best.value
            given.append(.giving(practitioner: practitioner, to: supervised, day: best.day))
        }
        let gain = days.map { lastPlans[$0].supervisedBound - lastPlans[$0].plainBound }.max() ?? DayPricer.nothing
        let allowance = allowance(practitioner, prices)
        if gain > DayPricer.nothing / 2, plainBound + gain + allowance > alone { return plainBound + gain + allowance }
        for entry in attended {
            proposals.append(
                .attendance(practitioner: practitioner, meeting: entry.meeting, bucket: layout.bucket(day: entry.day, slot: entry.slot)))
        }
        proposals += given
        return alone
    }

    /// What the week's limits on sessions and evenings bring to a practitioner who has supervision, and who alone may use them.
    func allowance(_ practitioner: Int, _ prices: Prices) -> Micropoints {
        let limits = problem.scenario.practitioners[practitioner].limits
        return limits.sessionsPerWeek * prices.multipliers[layout.week + practitioner]
            + limits.eveningsPerWeek * prices.multipliers[layout.evenings + practitioner]
    }

    /// What every coverer's dearest evenings are worth.
    ///
    /// - Parameter isWhole: whether the coverers' own time is paid too (V4); it belongs to areas where there are several.
    func coverBound(_ multipliers: [Int], isWhole: Bool) -> Int {
        guard let ratio = problem.scenario.rules.coverRatio else { return 0 }
        var total = 0
        var lateSums = [Int](repeating: 0, count: 7)
        if isWhole { for index in layout.late..<layout.superviseMinutes { lateSums[(index - layout.late) % 7] += multipliers[index] } }
        for choice in coverDays {
            let values = choice.days.map { entry in
                let cover = layout.cover + entry.day * problem.slots
                let own = layout.personTime + (layout.personNumber[choice.practitioner] * 7 + entry.day) * problem.slots
                return entry.slots.reduce(lateSums[entry.day]) { $0 + ratio * multipliers[cover + $1] - (isWhole ? multipliers[own + $1] : 0) }
            }
            let held = zip(choice.days, values).filter { $0.0.isHeld }.reduce(0) { $0 + $1.1 }
            let open = zip(choice.days, values).filter { !$0.0.isHeld }.map(\.1).sorted(by: >)
            total += held + open.prefix(max(0, choice.openLimit)).reduce(0) { $0 + max(0, $1) }
        }
        return total
    }
}
