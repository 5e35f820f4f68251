import ColumnGeneration
import Diary
import GLPK

/// Lowers the dual bound by column generation: the master's duals, smoothed, price every practitioner's day, which gives a bound and new columns.
///
/// Smoothing after Wentges, *Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming*, International Transactions in
/// Operational Research 4 (1997). Belongs to the thread that made it.
final class BoundSearch {
    private let problem: WeekProblem
    let relaxation: Relaxation
    let master: WeekMaster
    /// Multipliers of the least bound so far.
    private(set) var center: [Int]
    private(set) var leastBound: Micropoints
    private var smoothing = 0.5
    /// Share of the master's objective within which the quick bound must come before pricing is exact.
    private static let nearness = 0.03
    /// Share of the master's objective within which the bound must come before seats and meetings are told apart by time bucket: their rows
    /// lower the bound by little, and are many.
    private static let separationNearness = 0.0003
    /// Micropoints by which the bound may exceed the master's objective when nothing more is to be gained.
    private static let closeness = 1000
    /// Labels of one day beyond which memory, not time, would be the limit.
    private static let mostLabels = 4_000_000
    private var objectives: [Double] = []
    /// Quick rounds after which six without much gain end them.
    private static let patience = 15
    /// Whether pricing is exact yet.
    private(set) var pricesExactly = false
    /// The least bound proven, in thousandths of a point: rounded down to a score that is possible at all.
    private(set) var bound: Int
    /// Whether the bound is as low as the relaxation allows.
    private(set) var isFinished = false
    /// The master's objective in points at the last solve: the limit from below of what the bound can reach over these columns.
    private(set) var masterObjective: Double?
    private(set) var solution: MasterSolution?
    /// Simplex iterations and evaluations so far.
    private(set) var simplexIterations = 0
    private(set) var evaluations = 0
    let constant: Int
    /// The bounds that were the least when they were found.
    private var slotBounds: [PlanMemory.SlotBound] = []

    /// - Parameters:
    ///   - timetable: a good timetable, from which the multipliers to start with are read.
    ///   - memory: what planning a neighbouring week left.
    init(
        _ problem: WeekProblem, timetable: Timetable, memory: PlanMemory? = nil, threads: Int = 1, isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws(MasterError) {
        self.problem = problem
        relaxation = Relaxation(problem, threads: threads, bucketSlots: max(1, 120 / problem.grid))
        master = try WeekMaster(relaxation)
        center = relaxation.startingMultipliers(timetable)
        constant =
            problem.emptyScore + problem.scenario.weights.shortage.thousandths * problem.neededAtPlace.reduce(0, +)
        leastBound = Int.max
        bound = problem.trivialBound
        _ = try master.add(relaxation.columns(of: timetable), pricedAt: nil)
        if let memory {
            _ = try master.add(relaxation.columns(of: memory), pricedAt: nil)
            if memory.signature == relaxation.signature, memory.multipliers.count == center.count {
                center = memory.multipliers
            } else {
                let solution = try master.solve(deadline: nil, isStopped: isStopped)
                if solution.isOptimal { center = master.multipliers(solution, fallback: center) }
            }
            guard let start = relaxation.evaluate(center, isHeuristic: true, isStopped: isStopped) else { return }
            note(start, at: center)
            _ = try master.add(start.proposals, pricedAt: nil)
            pricesExactly = true
            return
        }
        guard let start = relaxation.evaluate(center, isHeuristic: true, isStopped: isStopped) else { return }
        note(start, at: center)
        _ = try master.add(start.proposals, pricedAt: nil)
        // Different timetables make a master whose duals say more than one timetable's.
        for seed in 0..<Self.samples where !isStopped() {
            let search = LocalSearch(problem: problem, seed: UInt64(seed))
            search.construct()
            search.run(iterations: 15 * problem.scenario.requests.count, isStopped: isStopped)
            _ = try master.add(relaxation.columns(of: search.bestTimetable), pricedAt: nil)
        }
    }

    /// Short local searches whose timetables the master begins with.
    private static let samples = 10

    /// Labels made so far, with the simplex iterations: a measure of work that does not depend on the machine.
    var work: Int { relaxation.labels + 50 * simplexIterations }

    var size: (rows: Int, columns: Int) { master.size }

    /// Gives the master the days of a timetable.
    func add(_ timetable: Timetable) throws(MasterError) {
        _ = try master.add(relaxation.columns(of: timetable), pricedAt: nil)
    }

    /// One round of pricing.
    func advance(isStopped: @escaping @Sendable () -> Bool) throws(MasterError) {
        if leastBound < Int.max, let masterObjective,
            Double(leastBound) / 1e6 - masterObjective < Self.separationNearness * abs(masterObjective)
        {
            master.separatesBuckets = true
        }
        let solution = try master.solve(deadline: nil, isStopped: isStopped)
        simplexIterations += solution.iterations
        guard solution.isOptimal, let objective = solution.objective else { return }
        self.solution = solution
        masterObjective = objective + Double(constant) / 1000
        let duals = master.multipliers(solution, fallback: center)
        if !pricesExactly {
            // While the duals are still poor every day has countless good plans: a few of them serve, and quickly.
            // The duals of few columns are extreme; halfway to the best multipliers known they find better plans.
            var point = leastBound == Int.max ? duals : zip(center, duals).map { ($0 + $1) / 2 }
            guard var found = relaxation.evaluate(point, isHeuristic: true, isStopped: isStopped) else { return }
            evaluations += 1
            note(found, at: point)
            var added = try master.add(found.proposals, pricedAt: solution)
            if added == 0 {
                point = duals
                guard let direct = relaxation.evaluate(point, isHeuristic: true, isStopped: isStopped) else { return }
                found = direct
                evaluations += 1
                note(found, at: point)
                added = try master.add(found.proposals, pricedAt: solution)
            }
            let value = objective * 1e6 + Double(constant * Int.micropointsPerThousandth)
            objectives.append(objective)
            let isStalled = objectives.count > Self.patience && objective - objectives[objectives.count - 7] < 5e-4 * abs(value) / 1e6
            if added == 0 || isStalled || Double(leastBound) - value < Self.nearness * abs(value) { pricesExactly = true }
            return try master.prune()
        }
        // What the days' bounds may be too high in all: little beside what is still to be gained, nothing at the end.
        let open = Double(leastBound) - (objective * 1e6 + Double(constant * Int.micropointsPerThousandth))
        let days = max(1, relaxation.dayCount)
        var tolerance = max(0, Int(open / 5) / days)
        // Where smoothing finds no column worth adding, nearer to the duals it must.
        var share = smoothing
        while true {
            let point = share == 0 ? duals : zip(center, duals).map { Int((share * Double($0) + (1 - share) * Double($1)).rounded()) }
            guard let found = relaxation.evaluate(point, known: master.plansByDay, tolerance: tolerance, isStopped: isStopped) else { return }
            evaluations += 1
            note(found, at: point)
            let added = try master.add(found.proposals, pricedAt: solution)
            if added > 0 || isStopped() { break }
            if share > 0 {
                share = share < 0.2 ? 0 : share / 2
            } else if tolerance > 0 {
                tolerance = 0
            } else if found.bound > Int(objective * 1e6) + constant * Int.micropointsPerThousandth + Self.closeness,
                relaxation.labelLimit < Self.mostLabels
            {
                // Some day's search was cut short: its bound, not its plan, is what keeps the bound up.
                relaxation.labelLimit *= 4
            } else if !master.separatesBuckets {
                master.separatesBuckets = true
                break
            } else {
                isFinished = true
                break
            }
        }
        try master.prune()
    }
}

extension BoundSearch {
    private func slotBound(_ bound: Micropoints, at multipliers: [Int]) -> PlanMemory.SlotBound {
        let layout = relaxation.layout
        let price = multipliers[layout.slots]
        return PlanMemory.SlotBound(base: bound - price * layout.rightHandSide[layout.slots], price: price)
    }

    /// What scarce things are worth at the multipliers of the least bound.
    var prices: [ScarcePrice] { leastBound == Int.max ? [] : relaxation.layout.prices(center, problem) }

    /// What a neighbouring week can begin with.
    func remember(into memory: inout PlanMemory) {
        relaxation.remember(master.columns, into: &memory)
        memory.multipliers = center
        memory.signature = relaxation.signature
        memory.slotBounds = slotBounds
        memory.emptyScore = problem.emptyScore
        memory.scoreStep = problem.scoreStep
    }

    private func note(_ point: RelaxationPoint, at multipliers: [Int]) {
        guard point.bound < leastBound else { return }
        leastBound = point.bound
        center = multipliers
        if relaxation.problem.scenario.rules.afterHoursSlots != nil { slotBounds.append(slotBound(point.bound, at: multipliers)) }
        bound = min(bound, problem.roundedBound(leastBound))
    }
}

extension WeekProblem {
    /// The greatest possible score, in thousandths, that is no more than a bound in micropoints.
    func roundedBound(_ bound: Micropoints) -> Int { Self.rounded(bound, emptyScore: emptyScore, scoreStep: scoreStep) }

    /// The same for any empty score and step, in thousandths.
    static func rounded(_ bound: Micropoints, emptyScore: Int, scoreStep: Int) -> Int {
        let above = bound - emptyScore * Int.micropointsPerThousandth
        let step = scoreStep * Int.micropointsPerThousandth
        let steps = above >= 0 ? above / step : -((-above + step - 1) / step)
        return emptyScore + steps * scoreStep
    }

    /// A bound that needs no search: every request at its best, every meeting held, no shortage, no travel. Thousandths.
    var trivialBound: Int {
        var total = emptyScore
        for request in scenario.requests.indices {
            let options = candidatesOfRequest[request].map { candidates[$0] }
            let kept = options.flatMap(\.kept).reduce(0) { $0 + $1.points }
            if let best = options.map({ $0.points }).max() { total += max(0, best + kept + scenario.weights.named.thousandths) }
        }
        for starts in meetingStarts where starts.contains(where: { !$0.isEmpty }) { total += scenario.weights.missedMeeting.thousandths }
        total += scenario.weights.shortage.thousandths * neededAtPlace.reduce(0, +)
        return total
    }
}
