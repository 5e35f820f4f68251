import ColumnGeneration
import Diary
import GLPK

/// Lowers one area's part of the dual bound by column generation: the master's duals, smoothed, price every practitioner's day, which gives a
/// bound and new columns.
///
/// Smoothing after Wentges, *Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming*, International Transactions in
/// Operational Research 4 (1997). Belongs to the thread that made it.
final class AreaSearch {
    private let relaxation: Relaxation
    private let split: AreaSplit
    let area: Area
    let master: WeekMaster
    /// The area's multipliers at its least bound so far, in order of `area.indices`.
    private(set) var center: [Int]
    /// The least bound at the shared prices of the moment, in micropoints; nil until one is known.
    private(set) var leastBound: Micropoints?
    /// Share of the best multipliers in the point that is priced.
    private static let smoothing = 0.5
    /// Share of the master's objective within which the quick bound must come before pricing is exact.
    private static let nearness = 0.03
    /// Share of the master's objective within which the bound must come before seats and meetings are told apart by time bucket: their rows
    /// lower the bound by little, and are many.
    private static let separationNearness = 0.0003
    /// Micropoints by which the bound may exceed the master's objective when nothing more is to be gained.
    private static let closeness = 1000
    /// Share of what is open that a round must add to the master's objective as long as columns, not labels, are what is missing.
    private static let leastProgress = 0.03
    /// Share of what is open below which a change of the master's objective is none: from there the duals themselves give the bound soonest.
    private static let stallShare = 0.01
    /// Share of the master's objective below which what is open must be for that: farther away, the duals of many alike columns leap about.
    private static let stallNearness = 0.001
    /// Labels that a day may take while columns are still found.
    private static let mostEarlyLabels = 640_000
    /// Labels of one day beyond which memory, not time, would be the limit.
    private static let mostLabels = 1_000_000
    /// The same with cuts: labels that count differently in many cuts stand side by side, and comparing them takes longest.
    private static let mostLabelsWithCuts = 160_000
    /// Quick rounds: beyond them exact bounds are worth their time. Those of small areas take next to none.
    private var patience: Int { area.requestCount < 60 ? 8 : 2 }
    private var quickRounds = 0
    /// Micropoints between bound and master at the last round in which both were known.
    private var lastOpen = 0.0
    /// Whether pricing is exact yet.
    private(set) var pricesExactly = false
    /// Whether the bound is so near to what these columns allow that other shared prices may be tried.
    var isNear: Bool {
        guard pricesExactly, let leastBound, let masterObjective else { return false }
        return Double(leastBound) / 1e6 - masterObjective < 0.002 * abs(masterObjective)
    }
    /// Whether little but the rows of time buckets can lower the bound.
    var isSettledNearly: Bool {
        guard let leastBound, let masterObjective else { return false }
        return isFinished || Double(leastBound) / 1e6 - masterObjective < Self.separationNearness * abs(masterObjective)
    }
    /// Whether the bound is as low as the relaxation allows at the shared prices.
    private(set) var isFinished = false
    /// Evaluations at most before broken elastic rows become dearer; 0 where what they cost has brought the bound down, or has nothing more to give.
    private var evaluationsLeft = 0
    /// Evaluations at what elastic rows cost after which they become dearer, whatever the bound.
    private static let mostEvaluations = 3
    /// Share of the gap that breaking an elastic row costs at first.
    private static let firstPriceShare = 0.01
    /// The master's objective in points at the last solve, shared prices paid: what the bound can reach over these columns.
    private(set) var masterObjective: Double?
    private(set) var solution: MasterSolution?
    /// Work in GLPK: ``WeekMaster/work``.
    var work: Int { master.work }
    /// Processor seconds in GLPK.
    var processorSeconds: Double { master.processorSeconds }

    init(_ relaxation: Relaxation, _ split: AreaSplit, area: Area, multipliers: [Int]) throws(MasterError) {
        self.relaxation = relaxation
        self.split = split
        self.area = area
        center = area.indices.map { multipliers[$0] }
        master = try WeekMaster(relaxation, split, area: area, imposed: split.isWhole ? [] : multipliers)
    }

    func add(_ columns: [WeekColumn]) throws(MasterError) { try master.add(columns, pricedAt: nil) }

    /// Rounds of subset-row cuts that may still be made once all else has settled; they are for weeks of one area.
    var cutRounds = 0
    /// The master's objective when the first cuts were made, and when the last ones were.
    private var cutObjectives: (first: Double, last: Double)?
    /// Rounds of cuts in a row that brought next to nothing.
    private var fruitlessCuts = 0
    /// Share of what all cuts so far have taken off the objective that a round of them must take for further ones to be worth their rows, and rounds in a row
    /// that may take less.
    private static let leastCutShare = 0.05, mostFruitlessCuts = 2
    private var mostLabels: Int { relaxation.subsets.isEmpty ? Self.mostLabels : Self.mostLabelsWithCuts }
    /// Share of the gap below which what further columns can take of it is little.
    private static let littleOfGap = 0.1
    /// How far lazy rows go; those of starts in unison are for weeks of one area.
    var lastSeparation = WeekMaster.Separation.givingStarts

    /// Where nothing more is to be gained with the rows at hand: further lazy rows, cuts, then the last lazy rows.
    ///
    /// - Returns: whether there are any.
    private func goFurther(_ solution: MasterSolution) throws(MasterError) -> Bool {
        if master.separation >= .givingStarts, try cut(solution) { return true }
        guard split.isWhole || master.separation < .givingStarts, master.separation < lastSeparation, let next = master.separation.next else { return false }
        master.separation = next
        return true
    }

    /// Ends what can be gained with the rows at hand: elastic ones that are broken become dearer, or the search goes further, or it is finished.
    private func end(_ solution: MasterSolution, isStretched: Bool) throws(MasterError) {
        evaluationsLeft = 0
        isFinished = isStretched ? false : try !goFurther(solution)
    }

    /// Makes cuts that a solution breaks.
    ///
    /// - Returns: whether there are any.
    private func cut(_ solution: MasterSolution) throws(MasterError) -> Bool {
        guard cutRounds > 0, split.isWhole else { return false }
        if let objective = solution.objective {
            if let (first, last) = cutObjectives {
                fruitlessCuts = last - objective < Self.leastCutShare * (first - objective) ? fruitlessCuts + 1 : 0
            }
            cutObjectives = (cutObjectives?.first ?? objective, objective)
        }
        guard fruitlessCuts < Self.mostFruitlessCuts else {
            cutRounds = 0
            return false
        }
        cutRounds -= 1
        return try master.addSubsetRows(solution) > 0
    }

    /// Begins with lazy rows of a wider week, before any columns.
    ///
    /// - Parameters:
    ///   - rows: multipliers, of which those of other areas are left out.
    ///   - multipliers: those that the search begins with, of all rows.
    func makeRows(_ rows: [Int], near multipliers: [Int]) throws(MasterError) {
        let own = Set(area.indices)
        try master.makeRows(rows.filter(own.contains), near: multipliers)
        master.separation = .givingStarts
    }

    /// Pays other shared prices from now on; the bound has to be found again.
    func impose(_ multipliers: [Int]) throws(MasterError) {
        try master.impose(multipliers)
        leastBound = nil
        isFinished = false
        solution = nil
    }

    /// Takes the duals of the columns at hand as the multipliers to begin with, where nothing better is known.
    func readMultipliers(isStopped: () -> Bool) throws(MasterError) {
        let solution = try master.solve(isStopped: isStopped)
        guard solution.isOptimal else { return }
        var full = [Int](repeating: 0, count: relaxation.layout.count)
        put(center, into: &full)
        master.write(solution, into: &full, indices: area.indices)
        center = area.indices.map { full[$0] }
    }

    /// A bound and columns at the multipliers to begin with.
    ///
    /// - Parameters:
    ///   - isNear: whether these are a neighbouring week's best: then their own bound is worth an exact evaluation.
    ///   - exactly: whether pricing is exact from then on.
    func start(_ multipliers: inout [Int], isNear: Bool, exactly: Bool, isStopped: @escaping @Sendable () -> Bool) throws(MasterError) {
        guard let found = evaluate(center, &multipliers, isHeuristic: !isNear, isStopped: isStopped) else { return }
        try master.add(found.proposals, pricedAt: nil)
        pricesExactly = exactly
    }

    private func put(_ values: [Int], into multipliers: inout [Int]) {
        for (index, value) in zip(area.indices, values) { multipliers[index] = value }
    }

    private func evaluate(
        _ values: [Int], _ multipliers: inout [Int], tolerance: Micropoints = 0, isHeuristic: Bool, isStopped: @escaping @Sendable () -> Bool
    ) -> RelaxationPoint? {
        put(values, into: &multipliers)
        let found = relaxation.evaluate(
            multipliers, area: area, isWhole: split.isWhole, known: isHeuristic ? [:] : master.plansByDay, tolerance: tolerance,
            isHeuristic: isHeuristic, isStopped: isStopped)
        guard let found else { return nil }
        if found.bound < leastBound ?? Int.max {
            leastBound = found.bound
            center = values
        }
        return found
    }

    /// Solves the master without pricing: ``solution`` and ``masterObjective`` are those of all columns at hand then.
    ///
    /// - Returns: the solution and its objective in points; nil where there is no optimum, or the solve was stopped: the last solution stays then.
    @discardableResult
    func solve(isStopped: () -> Bool) throws(MasterError) -> (solution: MasterSolution, objective: Double)? {
        let solution = try master.solve(isStopped: isStopped)
        guard solution.isOptimal, let objective = solution.objective else { return nil }
        self.solution = solution
        masterObjective = objective
        return (solution, objective)
    }

    /// One round of pricing.
    ///
    /// - Parameters:
    ///   - multipliers: those of the whole week; the area's own are overwritten.
    ///   - gap: micropoints between the week's bound and the incumbent's score; nil where that is not known.
    ///   - isSettled: whether the week's bound is as low as a score can be where the master's objective, in points, is the one given.
    func advance(_ multipliers: inout [Int], gap: Micropoints?, isSettled: (Double) -> Bool, isStopped: @escaping @Sendable () -> Bool) throws(MasterError) {
        if isSettledNearly { master.separation = max(master.separation, .buckets) }
        if let gap { master.firstPrice = max(WeekMaster.leastFirstPrice, Self.firstPriceShare * Double(gap) / 1e6) }
        let before = masterObjective
        guard var (solution, objective) = try solve(isStopped: isStopped) else { return }
        // While much is open, the bound is what is missing, and it takes all days.
        if pricesExactly, let leastBound, Double(leastBound) - objective * 1e6 < Self.stallNearness * abs(objective) * 1e6 {
            guard let later = try advancePartly(solution, &multipliers, isStopped: isStopped) else { return }
            (solution, objective) = later
        }
        let isDearer = evaluationsLeft <= 0
        if isDearer { evaluationsLeft = Self.mostEvaluations }
        let isStretched = try master.stretch(solution, isDearer: isDearer)
        // At other shared prices the last objective says nothing of progress.
        let progress = leastBound == nil ? .infinity : before.map { (objective - $0) * 1e6 } ?? .infinity
        put(center, into: &multipliers)
        master.write(solution, into: &multipliers, indices: area.indices)
        let duals = area.indices.map { multipliers[$0] }
        // Other shared prices than those of the last bound: where its multipliers stand now has to be known first.
        if leastBound == nil, !pricesExactly {
            guard let found = evaluate(center, &multipliers, isHeuristic: true, isStopped: isStopped) else { return }
            try master.add(found.proposals, pricedAt: solution)
        }
        // Other shared prices than those of the last bound leave about as much to be gained as there was.
        let open = leastBound.map { Double($0) - objective * 1e6 } ?? lastOpen
        lastOpen = open
        // No further column lowers the bound below what the rows at hand, those of time buckets among them, allow already.
        if pricesExactly, master.separation >= .givingStarts, leastBound != nil, isSettled(objective) || open <= Double(Self.closeness) {
            try end(solution, isStretched: isStretched)
            return
        }
        // Where further columns take little of the gap, what makes the linear program itself lower takes more.
        if let gap, pricesExactly, !isStretched, master.separation >= .givingStarts, open < Self.littleOfGap * Double(gap), try goFurther(solution) { return }
        if !pricesExactly { return try advanceQuickly(solution, objective, duals, &multipliers, isStopped: isStopped) }
        if noteRound(progress: progress, open: open), !isStretched, master.separation >= .givingStarts {
            isFinished = try !goFurther(solution)
            return
        }
        // What the days' bounds may be too high in all: little beside what is still to be gained, nothing at the end.
        var tolerance = max(0, Int(open / 5) / max(1, area.days.count))
        let isStalled = abs(progress) < Self.stallShare * open && open < Self.stallNearness * abs(objective) * 1e6
        // Where smoothing finds no column worth adding, nearer to the duals it must. Rows that are cheap to break leave the duals where they were.
        var share = isStalled || master.separation == .unison ? 0 : Self.smoothing
        while true {
            let point = share == 0 ? duals : zip(center, duals).map { Int((share * Double($0) + (1 - share) * Double($1)).rounded()) }
            let leastBefore = leastBound ?? Int.max
            guard let found = evaluate(point, &multipliers, tolerance: tolerance, isHeuristic: false, isStopped: isStopped) else { return }
            let added = try master.add(found.proposals, pricedAt: solution)
            note(added)
            evaluationsLeft = found.bound <= leastBefore ? 0 : evaluationsLeft - 1
            if progress < Self.leastProgress * open, Double(relaxation.excess(area)) > open / 2 {
                // What keeps the bound up most is days whose search was cut short.
                _ = relaxation.raiseLimits(area.days, by: 2, most: min(mostLabels, Self.mostEarlyLabels), tolerance: tolerance)
            }
            if !added.isEmpty || isStopped() { break }
            if share > 0 {
                share = share < 0.2 ? 0 : share / 2
            } else if tolerance > 0 {
                tolerance = 0
            } else if found.bound > Int(objective * 1e6) + Self.closeness,
                relaxation.raiseLimits(area.days, by: 4, most: mostLabels, tolerance: tolerance)
            {
                // Some day's search was cut short: its bound, not its plan, is what keeps the bound up.
                continue
            } else {
                try end(solution, isStretched: isStretched)
                break
            }
        }
        try master.prune()
        try master.dropIdleRows()
    }

    /// Rounds in a row that changed neither the bound nor the master's objective by anything to speak of, and the bound when the last one ended.
    private var stalledRounds = 0
    private var boundBefore: Micropoints?
    /// Such rounds after which further ones are not worth their time: the duals of one degenerate solution follow another's, and none gives a better bound.
    private static let mostStalledRounds = 8

    /// Notes whether the last round changed anything.
    ///
    /// - Returns: whether so many in a row have not that nothing more is to be expected of them.
    private func noteRound(progress: Double, open: Double) -> Bool {
        let gained = boundBefore.flatMap { before in leastBound.map { Double(before - $0) } } ?? .infinity
        boundBefore = leastBound
        stalledRounds = max(abs(progress), abs(gained)) < Self.stallShare * open ? stalledRounds + 1 : 0
        guard stalledRounds >= Self.mostStalledRounds else { return false }
        stalledRounds = 0
        return true
    }

    /// Days for which columns were found when they were priced last.
    private var fruitfulDays: [Int] = []
    /// Times at most that only those are priced between two bounds.
    private static let mostPartialRounds = 8

    private func note(_ added: [WeekColumn]) {
        fruitfulDays = Set(
            added.compactMap { column -> Int? in
                guard case .plan(let practitioner, let day, _) = column else { return nil }
                return practitioner * 7 + day
            }).sorted()
    }

    /// Prices only the days for which columns were found last, as long as there are some: what they still have to offer need not wait for the bound,
    /// which takes all days.
    ///
    /// - Returns: the last solution and its objective; nil where there is none or the search was stopped.
    private func advancePartly(
        _ first: MasterSolution, _ multipliers: inout [Int], isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) -> (solution: MasterSolution, objective: Double)? {
        var last = first
        for _ in 0..<Self.mostPartialRounds where !fruitfulDays.isEmpty {
            put(center, into: &multipliers)
            master.write(last, into: &multipliers, indices: area.indices)
            let columns = relaxation.propose(
                multipliers, area: area, days: fruitfulDays, known: master.plansByDay, isStopped: isStopped)
            if isStopped() { return nil }
            let added = try master.add(columns, pricedAt: last)
            note(added)
            if added.isEmpty { break }
            guard let (solution, _) = try solve(isStopped: isStopped) else { return nil }
            last = solution
        }
        guard let objective = last.objective else { return nil }
        return (last, objective)
    }

    /// One round with quick pricing: while the duals are still poor every day has countless good plans, and a few of them serve.
    private func advanceQuickly(
        _ solution: MasterSolution, _ objective: Double, _ duals: [Int], _ multipliers: inout [Int],
        isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) {
        // The duals of few columns are extreme; halfway to the best multipliers known they find better plans.
        var point = leastBound == nil ? duals : zip(center, duals).map { ($0 + $1) / 2 }
        guard let found = evaluate(point, &multipliers, isHeuristic: true, isStopped: isStopped) else { return }
        var added = try master.add(found.proposals, pricedAt: solution)
        if added.isEmpty {
            point = duals
            guard let direct = evaluate(point, &multipliers, isHeuristic: true, isStopped: isStopped) else { return }
            added = try master.add(direct.proposals, pricedAt: solution)
        }
        quickRounds += 1
        let isNear = leastBound.map { Double($0) / 1e6 - objective < Self.nearness * abs(objective) } ?? false
        if added.isEmpty || isNear || quickRounds >= patience { pricesExactly = true }
        try master.prune()
    }
}
