internal import GLPK

/// Solves a linear program with too many columns to write down: a restricted master problem over some
/// of them is solved, pricing finds columns that improve it or a bound that says none can, and so on
/// (Dantzig and Wolfe 1960; Gilmore and Gomory 1961; Desrosiers and Lübbecke, A primer in column
/// generation, 2005).
///
/// ```swift
/// var generation = ColumnGeneration(master: master, pricing: Patterns(...))
/// generation.options.stopCriteria = [.relativeGap(0.001)]
/// let result = try generation.run()
/// ```
///
/// A run starts from the columns the master holds and can be made again after bounds, rows or columns
/// were changed; the bound begins anew, the prices of the best bound are kept to be drawn towards.
public struct ColumnGeneration<Pricing: PricingProblem> {
    public typealias Column = MasterProblem.Column

    public let master: MasterProblem
    public var pricing: Pricing
    public var options: ColumnGenerationOptions
    /// Called for each event, on the calling thread; must not change the master.
    public var onEvent: ((ColumnGenerationEvent) -> Void)?
    /// What is remembered of the columns; the master's own have nothing.
    public private(set) var payloads: [Column: Pricing.Payload] = [:]

    /// The prices drawn towards at the beginning of the next run; those of the best bound after a run.
    public var stabilityCentre: Duals?
    private var largestObjective = 0.0
    /// Grows where cleaning up the pool did not help, so that no column can come and go for ever.
    private var poolFactor = 1.0
    private var objectiveAtPruning: Double?
    /// Grows where the simplex method takes less notice of small reduced costs than pricing does.
    private var toleranceFactor = 1.0

    public init(master: MasterProblem, pricing: Pricing, options: ColumnGenerationOptions = ColumnGenerationOptions()) {
        self.master = master
        self.pricing = pricing
        self.options = options
    }

    /// Adds columns to the master problem, with what is to be remembered of them.
    @discardableResult
    public mutating func add(_ columns: [PricedColumn<Pricing.Payload>]) throws(MasterError) -> [Column] {
        let added = try master.addColumns(columns.map(\.definition))
        for (column, priced) in zip(added, columns) { payloads[column] = priced.payload }
        return added
    }

    /// Runs until no column improves the master problem and no lazy row is broken, or a criterion says
    /// to stop.
    ///
    /// - Throws: ``ColumnGenerationError``. Columns and rows added so far stay.
    public mutating func run() throws(ColumnGenerationError) -> ColumnGenerationResult<Pricing.Payload> {
        do throws(MasterError) { try options.check() } catch { throw .master(error) }
        payloads = payloads.filter { master.contains($0.key) }
        var run = Run(sense: master.sense)
        do throws(MasterError) { run.smoothing = try DualSmoothing(options.smoothing) } catch { throw .master(error) }
        run.smoothing.centre = stabilityCentre
        poolFactor = 1
        objectiveAtPruning = nil
        toleranceFactor = 1
        var termination: ColumnGenerationTermination?
        while termination == nil { termination = try iterate(&run) }
        stabilityCentre = run.smoothing.centre
        return finish(run, termination ?? .optimal)
    }

    // MARK: One iteration

    private struct Run {
        var state: ColumnGenerationState
        var smoothing: DualSmoothing
        var solution: MasterSolution?
        var boundDuals: Duals?
        let start = ContinuousClock.now
        /// Columns were added since the last solve, and no row.
        var hasOnlyNewColumns = false

        init(sense: Sense) {
            state = ColumnGenerationState(sense: sense)
            smoothing = DualSmoothing.none
        }
    }

    /// Solves the master, prices and separates; the termination when that ended the run.
    private mutating func iterate(_ run: inout Run) throws(ColumnGenerationError) -> ColumnGenerationTermination? {
        if let termination = try solveMaster(&run) { return termination }
        guard let solution = run.solution else { return .numericalFailure }
        if let reason = reasonToStop(&run) {
            return try separate(solution, &run, isWanted: reason.needsAllRows) > 0 ? nil : reason.termination
        }
        if let interval = options.separationInterval, run.state.iteration.isMultiple(of: interval),
            try separate(solution, &run) > 0
        {
            return nil
        }
        do throws(MasterError) { try cleanUp(&run) } catch { throw .master(error) }

        guard let end = try price(solution, &run) else { return nil }
        return try separate(solution, &run, isWanted: end.needsAllRows) > 0 ? nil : end.termination
    }

    private mutating func solveMaster(_ run: inout Run) throws(ColumnGenerationError) -> ColumnGenerationTermination? {
        let start = ContinuousClock.now
        let solution: MasterSolution
        do throws(MasterError) {
            solution = try master.solve(deadline: options.deadline, isStopped: options.isStopped)
        } catch {
            throw .master(error)
        }
        run.state.masterTime += .now - start
        run.state.iteration += 1
        run.state.simplexIterations += solution.iterations
        switch solution.status {
        case .optimal: break
        case .infeasible: return .infeasible
        case .unbounded: return .unbounded
        case .timeLimit: return .deadline
        case .stopped: return .interrupted
        case .iterationLimit, .numericalFailure: return .numericalFailure
        }
        run.solution = solution
        run.state.objective = solution.objective
        tell(.masterSolved, &run)
        if run.hasOnlyNewColumns, solution.iterations == 0 {
            // the simplex method holds the new columns to be no improvement; pricing must not find them again
            toleranceFactor *= 10
            if toleranceFactor > 1e4 { return .numericalFailure }
        }
        run.hasOnlyNewColumns = false
        return nil
    }

    // MARK: Pricing

    private struct End {
        let termination: ColumnGenerationTermination
        /// Whether the end counts only for a solution that breaks no lazy row.
        let needsAllRows: Bool
    }

    /// Prices at smoothed prices, then closer and closer to the master's own until a column improves the
    /// master or none can; nil when columns were added.
    private mutating func price(_ solution: MasterSolution, _ run: inout Run) throws(ColumnGenerationError) -> End? {
        var attempt = 1
        var effort = PricingRequest.Effort.any
        while true {
            let weight = run.smoothing.weight(attempt: attempt)
            let prices = run.smoothing.prices(present: solution.duals, weight: weight)
            let result = try ask(prices, effort, &run)
            run.state.weight = weight
            for column in result.columns {
                largestObjective = max(largestObjective, abs(column.definition.objective))
            }
            let added: Int
            do throws(MasterError) {
                let bound = try note(result, at: prices, &run)
                if attempt == 1, weight > 0, let bound {
                    let improves = try slope(of: result, from: bound, to: solution.duals)
                    run.smoothing.adapt(improvesTowardsPresent: improves)
                }
                added = try addImproving(result.columns, at: solution.duals)
            } catch {
                throw .master(error)
            }
            run.state.columnsAdded += added
            tell(.priced(columns: added), &run)
            if added > 0 {
                run.hasOnlyNewColumns = true
                return nil
            }
            if let reason = reasonToStop(&run) { return reason }
            if weight > 0 {
                run.state.mispricings += 1
                attempt += 1
                continue
            }
            switch result.bound {
            case .exact: return End(termination: .optimal, needsAllRows: true)
            case .relaxed where effort == .exact, .none where effort == .exact:
                return End(termination: .noMoreColumns, needsAllRows: true)
            case .relaxed, .none: effort = .exact
            }
        }
    }

    private mutating func ask(
        _ prices: Duals, _ effort: PricingRequest.Effort, _ run: inout Run
    ) throws(ColumnGenerationError) -> PricingResult<Pricing.Payload> {
        let start = ContinuousClock.now
        let request = PricingRequest(duals: prices, effort: effort, threshold: threshold) { [options] in
            if let isStopped = options.isStopped, isStopped() { return true }
            guard let deadline = options.deadline else { return false }
            return deadline <= .now
        }
        let result: PricingResult<Pricing.Payload>
        do { result = try pricing.price(request) } catch { throw .pricing(error) }
        if let value = result.bound.value, value.isNaN {
            throw .master(.invalidPricing(reason: "its bound is not a number"))
        }
        run.state.pricings += 1
        run.state.pricingTime += .now - start
        return result
    }

    /// What a column must improve the objective by.
    private var threshold: Double {
        let scale = options.objectiveScale ?? (largestObjective > 0 ? largestObjective : 1)
        return max(options.reducedCostTolerance, toleranceFactor > 1 ? 1e-9 : 0) * toleranceFactor * scale
    }

    /// The bound at the prices asked; those of the best are drawn towards from then on.
    private func note(
        _ result: PricingResult<Pricing.Payload>, at prices: Duals, _ run: inout Run
    ) throws(MasterError) -> Double? {
        guard let value = result.bound.value, let bound = try master.lagrangianBound(duals: prices, pricing: value)
        else { return nil }
        if run.state.improve(bound: bound) {
            run.smoothing.centre = prices
            run.boundDuals = prices
        }
        return bound
    }

    /// Whether the bound's tangent, which the sub-problems' solution gives, is better at the master's
    /// prices than at those priced; nil when pricing tells no solution.
    private func slope(
        of result: PricingResult<Pricing.Payload>, from bound: Double, to present: Duals
    ) throws(MasterError) -> Bool? {
        var reduced = 0.0
        var isKnown = false
        for column in result.columns where column.share != 0 {
            reduced += column.share * column.definition.reducedCost(at: present)
            isKnown = true
        }
        guard isKnown, let there = try master.lagrangianBound(duals: present, pricing: reduced, tolerance: .infinity)
        else { return nil }
        return master.sense == .maximise ? there < bound : there > bound
    }

    /// Adds the columns that improve the master at its own prices, never at smoothed ones.
    private mutating func addImproving(
        _ columns: [PricedColumn<Pricing.Payload>], at duals: Duals
    ) throws(MasterError) -> Int {
        let better = master.sense == .maximise ? 1.0 : -1.0
        var improving: [(index: Int, gain: Double)] = []
        for (index, column) in columns.enumerated() {
            let gain = column.definition.reducedCost(at: duals) * better
            if gain.isNaN { throw .invalidPricing(reason: "column \(index) of its answer has a number that is none") }
            if gain > threshold { improving.append((index, gain)) }
        }
        if let limit = options.columnsPerIteration, improving.count > limit {
            improving.sort { $0.gain != $1.gain ? $0.gain > $1.gain : $0.index < $1.index }
            improving.removeLast(improving.count - limit)
        }
        return try add(improving.map { columns[$0.index] }).count
    }

    // MARK: Rows and pool

    private mutating func separate(
        _ solution: MasterSolution, _ run: inout Run, isWanted: Bool = true
    ) throws(ColumnGenerationError) -> Int {
        guard isWanted, interruption == nil else { return 0 }
        let count: Int
        do {
            count = try pricing.separate(solution, in: master) { [payloads] in payloads[$0] }
        } catch {
            throw .separation(error)
        }
        if count > 0 {
            run.state.rowsAdded += count
            run.hasOnlyNewColumns = false
            tell(.separated(rows: count), &run)
        }
        return count
    }

    private mutating func cleanUp(_ run: inout Run) throws(MasterError) {
        guard let perRow = options.columnsPerRow else { return }
        let limit = max(Double(options.smallestPool), perRow * Double(master.rowCount)) * poolFactor
        guard Double(master.columnCount) > 1.25 * limit else { return }
        if let before = objectiveAtPruning, let now = run.state.objective,
            master.sense == .maximise ? now <= before : now >= before
        {
            poolFactor *= 1.5
        }
        objectiveAtPruning = run.state.objective
        let gone = try master.prune(keepingAtMost: Int(limit), minimumAge: options.minimumAge)
        for column in gone { payloads[column] = nil }
        run.state.columnsRemoved += gone.count
        if !gone.isEmpty { tell(.pruned(columns: gone.count), &run) }
    }

    // MARK: Ending

    private var interruption: ColumnGenerationTermination? {
        if let isStopped = options.isStopped, isStopped() { return .interrupted }
        if let deadline = options.deadline, deadline <= .now { return .deadline }
        return nil
    }

    private func reasonToStop(_ run: inout Run) -> End? {
        if let interruption { return End(termination: interruption, needsAllRows: false) }
        refresh(&run)
        return options.stopCriteria.first { $0.isMet(run.state) }
            .map { End(termination: .stopped(by: $0.name), needsAllRows: $0.needsAllRows) }
    }

    private func refresh(_ run: inout Run) {
        run.state.elapsed = .now - run.start
        run.state.rowCount = master.rowCount
        run.state.columnCount = master.columnCount
    }

    private func tell(_ kind: ColumnGenerationEvent.Kind, _ run: inout Run) {
        refresh(&run)
        onEvent?(ColumnGenerationEvent(kind: kind, state: run.state))
    }

    private func finish(
        _ run: Run, _ termination: ColumnGenerationTermination
    ) -> ColumnGenerationResult<Pricing.Payload> {
        var run = run
        tell(.ended(termination), &run)
        let columns = run.solution?.nonzeros() ?? []
        return ColumnGenerationResult(
            termination: termination, solution: run.solution, boundDuals: run.boundDuals,
            columns: columns.map { ($0.column, payloads[$0.column], $0.value) }, state: run.state)
    }
}
