import Diary
import Dispatch
import Synchronization

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
    let unison: UnisonVoices
    let meetingBuckets: [[Int]]
    let coverDays: [CoverChoice]
    var pricers: [DayPricer]
    /// Threads to price with, at most as many as there are pricers.
    var threads: Int
    var lastPlans: [DayPlans]
    /// Cuts that the multipliers price too.
    var subsets = SubsetRows()
    /// Work of all evaluations so far, in labels.
    private(set) var labels = 0
    /// Processor seconds of all threads in pricing so far.
    private(set) var processorSeconds = 0.0

    init(_ problem: WeekProblem, threads: Int) {
        self.problem = problem
        let layout = RelaxationLayout(problem)
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
        unison = UnisonVoices(problem, layout)
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
        for index in area.indices { bound += multipliers[index] * side(index) }
        bound -= lossOfUnholdable
        var proposals = plans(of: area.days)
        for practitioner in area.practitioners { bound += weekBound(practitioner, prices, &proposals) }
        for position in area.teams { bound += teamBound(teams[position], multipliers, &proposals) }
        for meeting in area.meetings { bound += meetingBound(meeting, multipliers, &proposals) }
        if isWhole { bound += coverBound(multipliers, isWhole: true) }
        return RelaxationPoint(bound: bound, proposals: proposals)
    }

    /// Columns worth adding at some multipliers, of some of an area's days alone; no bound.
    ///
    /// - Parameters: as of ``evaluate(_:area:isWhole:known:tolerance:isHeuristic:isStopped:)``.
    func propose(
        _ multipliers: [Int], area: Area, days: [Int], known: [Int: [[PlannedActivity]]], isStopped: @escaping @Sendable () -> Bool
    ) -> [WeekColumn] {
        // Floors compare the days of a practitioner's week; others' are not asked.
        let people = Set(days.map { $0 / 7 })
        var part = area
        part.practitioners = area.practitioners.filter(people.contains)
        part.days = area.days.filter { people.contains($0 / 7) }
        let prices = prices(multipliers, area)
        priceDays(prices, days: days, floors: floors(prices, part, known), tolerance: 0, isHeuristic: true, isStopped: isStopped)
        var proposals = plans(of: days)
        for position in area.teams { _ = teamBound(teams[position], multipliers, &proposals) }
        for meeting in area.meetings { _ = meetingBound(meeting, multipliers, &proposals) }
        return proposals
    }

    /// The plans that pricing found last for some days.
    private func plans(of days: [Int]) -> [WeekColumn] {
        var proposals: [WeekColumn] = []
        for index in days {
            let day = lastPlans[index]
            for plan in (day.plain == day.supervised ? [day.plain] : [day.plain, day.supervised]) + day.runnersUp where !plan.isEmpty {
                proposals.append(.plan(practitioner: index / 7, day: index % 7, activities: plan))
            }
        }
        return proposals
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

    /// Gives back the memory of labels.
    func forgetLabels() { pricers = pricers.map { _ in DayPricer(grid: problem.grid) } }

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
}
