import ColumnGeneration
import Diary
import GLPK

/// Lowers the dual bound of a week: area by area by column generation, what couples the areas by prices that a small linear program sets.
///
/// The bound is the sum of the areas' bounds at common shared prices, and of what the shared things bring at these. Belongs to the thread that made it.
final class BoundSearch {
    let problem: WeekProblem
    let relaxation: Relaxation
    let split: AreaSplit
    private(set) var searches: [AreaSearch] = []
    private var coordination: Coordination?
    /// The multipliers of the moment: the shared ones are the prices that all areas pay.
    private var multipliers: [Int]
    /// The multipliers of the least bound so far.
    private(set) var best: [Int]
    /// The least bound in micropoints.
    private(set) var leastBound = Int.max
    /// The least bound proven, in thousandths of a point: rounded down to a score that is possible at all.
    private(set) var bound: Int
    /// Whether the bound is as low as the relaxation allows.
    private(set) var isFinished = false
    /// ``WeekProblem/fixedPoints``.
    let constant: Int
    /// The bounds that were the least when they were found.
    private var slotBounds: [PlanMemory.SlotBound] = []
    /// The area whose turn it is.
    private var turn = 0

    /// Rounds of every area between two suggestions.
    private static let suggestionInterval = 5
    /// What the linear programs' solutions hold, now and then, for a search to go on from.
    private var suggestion: FractionalUse?
    /// Micropoints by which a linear program's objective may be off.
    private static let closeness = 1000
    /// Short local searches whose timetables the masters begin with.
    private static let samples = 10

    /// Begins without columns.
    ///
    /// - Parameter multipliers: to begin with.
    private init(_ relaxation: Relaxation, wholeSize: Int = AreaSplit.wholeSize, multipliers: [Int]) throws(MasterError) {
        problem = relaxation.problem
        self.relaxation = relaxation
        split = AreaSplit(relaxation, wholeSize: wholeSize)
        constant = problem.fixedPoints
        bound = problem.trivialBound
        self.multipliers = multipliers
        best = multipliers
        for area in split.areas { searches.append(try AreaSearch(relaxation, split, area: area, multipliers: multipliers)) }
        if !split.isWhole { coordination = try Coordination(relaxation, split) }
    }

    /// - Parameters:
    ///   - timetable: a good timetable, from which the multipliers to start with are read.
    ///   - memory: what planning a neighbouring week left.
    convenience init(
        _ problem: WeekProblem, timetable: Timetable, memory: PlanMemory? = nil, threads: Int = 1, wholeSize: Int = AreaSplit.wholeSize,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws(MasterError) {
        let relaxation = Relaxation(problem, threads: threads)
        let known = memory.flatMap { $0.signature == relaxation.signature && $0.multipliers.count == relaxation.layout.count ? $0.multipliers : nil }
        let isNeighbour = known != nil
        try self.init(relaxation, wholeSize: wholeSize, multipliers: known ?? relaxation.startingMultipliers(timetable))
        try add(timetable)
        if let memory { try add(relaxation.columns(of: memory)) }
        for search in searches {
            if memory != nil && !isNeighbour { try search.readMultipliers(isStopped: isStopped) }
            try search.start(&multipliers, isNear: isNeighbour, exactly: memory != nil, isStopped: isStopped)
        }
        note()
        if memory != nil { return }
        // Different timetables make a master whose duals say more than one timetable's.
        for seed in 0..<Self.samples where !isStopped() {
            let search = LocalSearch(problem: problem, seed: UInt64(seed))
            search.construct()
            search.run(iterations: 15 * problem.scenario.requests.count, isStopped: isStopped)
            sampleSeconds += search.processorSeconds
            try add(search.bestTimetable)
        }
    }

    /// Bounds a part of a week that was bounded before.
    ///
    /// - Parameters:
    ///   - start: of the wider week.
    ///   - known: a bound of it, in thousandths: pricing ends where the columns at hand are worth as much.
    ///   - cutRounds: how often subset-row cuts are made once all else has settled.
    ///   - lastSeparation: how far lazy rows go after that.
    convenience init(
        _ problem: WeekProblem, from start: WarmStart, known: Int = .max, threads: Int, cutRounds: Int = 0, lastSeparation: WeekMaster.Separation = .givingStarts,
        isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) {
        let relaxation = Relaxation(problem, threads: threads)
        relaxation.lastPlans = start.days
        relaxation.subsets = start.subsets
        try self.init(relaxation, multipliers: start.multipliers(count: relaxation.layout.count))
        bound = min(bound, known)
        for search in searches {
            try search.makeRows(start.rows, near: multipliers)
            search.cutRounds = cutRounds
            search.lastSeparation = lastSeparation
        }
        try add(start.columns.filter(relaxation.isAllowed))
        for search in searches { try search.start(&multipliers, isNear: true, exactly: true, isStopped: isStopped) }
        note()
    }

    /// Where the processor time of this search went; its total stays 0.
    var effort: PlanEffort {
        var effort = PlanEffort()
        effort.linearPrograms = searches.reduce(coordination?.processorSeconds ?? 0) { $0 + $1.processorSeconds }
        effort.pricing = relaxation.processorSeconds
        effort.search = sampleSeconds
        return effort
    }
    /// Processor seconds of the samples.
    private var sampleSeconds = 0.0

    /// Labels made so far, with the simplex iterations that take as long: a measure of work that does not depend on the machine.
    var work: Int { relaxation.labels + searches.reduce(0) { $0 + $1.work / Self.workOfLabel } }
    private static let workOfLabel = 40

    /// Whether the bound is still far from what the columns at hand allow.
    var isFar: Bool {
        guard leastBound < Int.max, let masterObjective else { return true }
        return Double(leastBound) / 1e6 - masterObjective > Self.farness * abs(masterObjective)
    }
    private static let farness = 0.005
    /// Whether the bound is as low as these linear programs come but for rows that lower them by little, and for branching.
    var isSettledNearly: Bool { searches.allSatisfy(\.isSettledNearly) }

    /// The masters' objectives in points: over these columns the bound cannot come below it. Nil until every area's is known.
    var masterObjective: Double? {
        var total = Double(constant) / 1000 + Double(sharedBound(multipliers)) / 1e6
        for search in searches {
            guard let objective = search.masterObjective else { return nil }
            total += objective
        }
        return total
    }

    /// Gives the masters the days of a timetable.
    func add(_ timetable: Timetable) throws(MasterError) { try add(relaxation.columns(of: timetable)) }

    private func add(_ columns: [WeekColumn]) throws(MasterError) {
        guard !split.isWhole else { return try searches[0].add(columns) }
        var parts = [[WeekColumn]](repeating: [], count: searches.count)
        for column in columns { if let area = split.area(of: column, problem) { parts[area].append(column) } }
        for (search, part) in zip(searches, parts) { try search.add(part) }
        try coordination?.add(parts)
    }

    /// One round of pricing, of some areas in turn.
    ///
    /// - Parameter score: the incumbent's, in thousandths; nil where it does not matter yet.
    func advance(score: Int? = nil, isStopped: @escaping @Sendable () -> Bool) throws(MasterError) {
        for _ in 0..<max(1, searches.count / Self.shareAtOnce) where !isFinished && !isStopped() {
            try advanceArea(score: score, isStopped: isStopped)
        }
    }

    /// Of the areas, one in so many has a round before others are told of it.
    private static let shareAtOnce = 4

    private func advanceArea(score: Int?, isStopped: @escaping @Sendable () -> Bool) throws(MasterError) {
        guard let next = searches.indices.first(where: { !searches[(turn + $0) % searches.count].isFinished }) else {
            isFinished = true
            return
        }
        turn = (turn + next) % searches.count
        // Of several areas none has the week's gap to itself.
        let gap = split.isWhole && leastBound < Int.max ? score.map { max(0, leastBound - $0 * Int.micropointsPerThousandth) } : nil
        try searches[turn].advance(&multipliers, gap: gap, isSettled: isSettled(at:), isStopped: isStopped)
        note()
        turn += 1
        guard turn == searches.count || searches[turn...].allSatisfy({ $0.isFinished }) else { return }
        turn = 0
        sweeps += 1
        if sweeps.isMultiple(of: Self.suggestionInterval), searches.allSatisfy({ $0.pricesExactly }) {
            suggestion = fractionalUse
        }
        if !split.isWhole { try coordinate(isStopped: isStopped) }
    }

    /// Whether no score lies between the bound and what the columns at hand are worth together, so that further ones cannot lower it.
    ///
    /// - Parameter objective: what the one master's columns are worth, in points.
    private func isSettled(at objective: Double) -> Bool {
        guard split.isWhole else { return false }
        return problem.roundedBound(constant * Int.micropointsPerThousandth + Int((objective * 1e6).rounded()) + Self.closeness) >= bound
    }

    /// What is shared brings this at the prices of the moment, in micropoints: its own limits, cover, and meetings of several areas.
    private func sharedBound(_ multipliers: [Int]) -> Int {
        guard !split.isWhole else { return 0 }
        var total = relaxation.coverBound(multipliers, isWhole: false)
        for index in split.shared { total += multipliers[index] * relaxation.layout.rightHandSide[index] }
        var proposals: [WeekColumn] = []
        for meeting in split.sharedMeetings { total += relaxation.meetingBound(meeting, multipliers, &proposals) }
        return total
    }

    private func note() {
        var total = constant * Int.micropointsPerThousandth + sharedBound(multipliers)
        for search in searches {
            guard let part = search.leastBound else { return }
            total += part
        }
        guard total < leastBound else { return }
        leastBound = total
        best = multipliers
        for search in searches { for (index, value) in zip(search.area.indices, search.center) { best[index] = value } }
        bound = min(bound, problem.roundedBound(leastBound))
        if problem.scenario.rules.afterHoursSlots != nil {
            let layout = relaxation.layout
            let price = best[layout.slots]
            slotBounds.append(PlanMemory.SlotBound(base: total - price * layout.rightHandSide[layout.slots], price: price))
        }
    }

    /// Sets the shared prices anew, where the areas' linear programs have something to say of them.
    private func coordinate(isStopped: @escaping @Sendable () -> Bool) throws(MasterError) {
        guard let coordination else { return }
        for (number, search) in searches.enumerated() {
            guard let solution = search.solution, let objective = search.masterObjective else { return }
            let use = search.master.sharedUse(solution)
            let points = objective + use.reduce(0) { $0 + $1.amount * Double(multipliers[$1.index]) / 1e6 }
            try coordination.add(area: number, points: points, use: use)
        }
        let isSettled = searches.allSatisfy { $0.isFinished || $0.isNear }
        if isSettled, settlements < Self.mostSettlements {
            // Other prices once the areas have settled at these, as long as they bring the bound down.
            guard settlements == 0 || leastBound < lastSettled else {
                settlements = Self.mostSettlements
                return
            }
            settlements += 1
            lastSettled = leastBound
            try changePrices(isStopped: isStopped)
        } else if sweeps.isMultiple(of: Self.changeInterval), sweeps <= Self.mostChanges * Self.changeInterval, settlements == 0 {
            try changePrices(isStopped: isStopped)
        }
    }

    /// Sweeps over all areas so far, and how often prices have been set anew since the areas settled; before that they are after every second sweep.
    private var sweeps = 0
    private static let changeInterval = 2, mostChanges = 12
    private var settlements = 0
    private static let mostSettlements = 8
    private var lastSettled = Int.max

    private func changePrices(isStopped: @escaping @Sendable () -> Bool) throws(MasterError) {
        guard let coordination, let prices = try coordination.prices(near: multipliers, isStopped: isStopped) else { return }
        for index in split.shared { multipliers[index] = prices[index] ?? 0 }
        for search in searches { try search.impose(multipliers) }
    }
}

extension BoundSearch {
    /// What scarce things are worth at the multipliers of the least bound.
    var prices: [ScarcePrice] { leastBound == Int.max ? [] : relaxation.layout.prices(best, problem) }

    /// What the last solutions of the masters hold.
    var fractionalUse: FractionalUse {
        var use = FractionalUse()
        for search in searches {
            guard let solution = search.solution else { continue }
            for entry in search.master.values(solution) { use.include(entry.column, entry.value) }
        }
        return use
    }

    /// For each of some scores the week without the starts that no timetable of a higher score uses, by the multipliers of the least bound.
    ///
    /// - Parameter scores: in thousandths.
    /// - Returns: nothing where the search was stopped.
    func narrowed(above scores: [Int], isStopped: @escaping @Sendable () -> Bool) -> [WeekProblem] {
        if scores.isEmpty { return [] }
        var total = constant * Int.micropointsPerThousandth + sharedBound(best)
        for search in searches {
            let point = relaxation.evaluate(
                best, area: search.area, isWhole: split.isWhole, known: search.master.plansByDay, isStopped: isStopped)
            guard let point else { return [] }
            total += point.bound
        }
        let weeks = scores.map { score in
            let slack = total - problem.nextScore(above: score) * Int.micropointsPerThousandth
            var starts = SurvivingStarts(problem)
            for search in searches where slack >= 0 {
                relaxation.narrow(&starts, best, area: search.area, slack: slack, isStopped: isStopped)
            }
            return problem.keeping(starts)
        }
        return isStopped() ? [] : weeks
    }

    /// Parts of what is open, between bound and incumbent, within which timetables are near the bound: better ones are rather among these, the nearer
    /// the fewer starts are left to choose from.
    private static let partsOfGap = [32, 16]

    /// Scores at some distances below the bound: what timetables use that score more is to be searched, though it is not known whether there are any.
    ///
    /// - Parameter score: the incumbent's, in thousandths.
    /// - Returns: none for weeks of several areas.
    func scoresNearBound(_ score: Int) -> [Int] {
        guard split.isWhole, bound > score else { return [] }
        return Self.partsOfGap.map { max(score, bound - max((bound - score) / $0, problem.scoreStep)) }
    }

    /// Solves the masters without pricing, so that their solutions are those of all columns at hand.
    func solveMasters(isStopped: () -> Bool) throws(MasterError) {
        for search in searches { try search.solve(isStopped: isStopped) }
    }

    /// At least how many points the linear programs over the columns at hand lose without some starts, as far as a few simplex iterations from
    /// the last solutions tell; nil where they cannot be solved.
    func loss(banning bans: [Ban], isStopped: () -> Bool) throws(MasterError) -> Double? {
        var total = 0.0
        for search in searches {
            guard let whole = search.masterObjective, let rest = try search.master.objective(banning: bans, isStopped: isStopped) else { return nil }
            total += whole - rest
        }
        return total
    }

    /// The last suggestion, once.
    func takeSuggestion() -> FractionalUse? {
        defer { suggestion = nil }
        return suggestion
    }

    /// What a neighbouring week can begin with.
    func remember(into memory: inout PlanMemory) {
        for search in searches { relaxation.remember(search.master.columns, into: &memory) }
        memory.multipliers = best
        memory.signature = relaxation.signature
        memory.slotBounds = slotBounds
        memory.emptyScore = problem.emptyScore
        memory.scoreStep = problem.scoreStep
    }
}
