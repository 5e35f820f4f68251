import ColumnGeneration
import Diary

/// Bounds one part of the week after another, beside other lanes.
///
/// GLPK's problems belong to the thread that made them: all the work on a part is done by the lane's thread.
final class BranchLane: @unchecked Sendable {
    // A round's job touches all of it, and whoever owns the lane only between rounds.

    /// What became of a part.
    struct Outcome: Sendable {
        /// The part bounded, where better timetables may be in it.
        var node: BranchNode?
        /// The whole week, which is to be bounded further with fewer starts.
        var narrowed: BranchNode?
        /// Its bound, where the incumbent is in the part and scores more: proof of an error.
        var refuted: Int?
        /// Of the whole week where they are sought, those to search in near the bound.
        var weeksNearBound: [WeekProblem] = []
    }

    private let problem: WeekProblem
    /// Nil where the lane works on its caller's thread.
    private let worker: Worker?
    private(set) var part: BranchPart?
    private var search: BoundSearch?
    /// Rounds of pricing of the part at hand.
    private var rounds = 0
    private var outcome: Outcome?
    private var failure: MasterError?
    /// What the linear programs' solutions held now and then, for a search to go on from.
    private var suggestions: [FractionalUse] = []
    /// Labels and simplex iterations of parts that are done, as ``BoundSearch/work``.
    private var workDone = 0
    private var effortDone = PlanEffort()

    /// Rounds of pricing for one part, beyond which its bound is taken as it is, and rounds after which one that cannot be settled is split.
    private static let mostRounds = 40, leastRounds = 15
    /// The whole week has time for its cuts.
    private static let mostRoundsOfWhole = 140
    /// Share of the slack at which the whole week was narrowed last below which it is narrowed again before it is bounded further: its days are priced the longer the
    /// more starts they have.
    private static let narrowingShareOfWhole = 0.5
    /// Work on the whole week before it is: weeks that take less are done before it pays.
    static let leastWorkToNarrow = 3_000_000
    private let leastWorkToNarrow: Int
    /// Rounds of cuts for the whole week and for a part.
    private static let cutRoundsOfWhole = 20, cutRoundsOfPart = 3
    /// Work after which lanes tell each other what they found.
    private static let workOfRound = 150_000

    /// - Parameters:
    ///   - name: of a thread of its own; nil where the lane is to work on its caller's.
    ///   - leastWorkToNarrow: work on the whole week before it is narrowed again.
    init(_ problem: WeekProblem, thread name: String?, leastWorkToNarrow: Int = BranchLane.leastWorkToNarrow) {
        self.problem = problem
        self.leastWorkToNarrow = leastWorkToNarrow
        worker = name.map(Worker.init)
    }

    /// Gives up the part at hand and lets the thread end.
    func end() {
        worker?.run { [self] in search = nil }
        worker?.end()
    }

    var work: Int { workDone + (search?.work ?? 0) }

    /// Where the processor time of all parts went; its total stays 0.
    var effort: PlanEffort { effortDone + (search?.effort ?? PlanEffort()) }

    var isIdle: Bool { part == nil }

    /// No timetable of the part at hand that is better than the incumbent scores more, in thousandths; nil without a part.
    var bound: Int? { part.map { min($0.parent.bound, search?.bound ?? Int.max) } }

    /// Takes up a part; the one before must be done.
    func begin(_ part: BranchPart) {
        self.part = part
        rounds = 0
    }

    /// Starts a round's work on the part at hand.
    func start(_ round: BranchRound) {
        guard let worker else { return run(round) }
        worker.start { [self] in run(round) }
    }

    /// Waits for the end of the round.
    ///
    /// - Returns: what became of the part; nil as long as it is not done.
    func finish() throws(MasterError) -> Outcome? {
        worker?.wait()
        if let failure { throw failure }
        defer { outcome = nil }
        return outcome
    }

    /// The suggestions since they were taken last; between rounds.
    func takeSuggestions() -> [FractionalUse] {
        defer { suggestions = [] }
        return suggestions
    }

    private func run(_ round: BranchRound) {
        do {
            try advance(round)
        } catch {
            failure = error
        }
    }

    private func advance(_ round: BranchRound) throws(MasterError) {
        guard let part else { return }
        let workAtEnd = work + Self.workOfRound
        if search == nil {
            search = try BoundSearch(
                part.parent.base.banning(part.parent.bans + part.bans), from: part.parent.start, known: part.parent.bound, threads: round.threads,
                cutRounds: part.isWhole ? Self.cutRoundsOfWhole : Self.cutRoundsOfPart, lastSeparation: .unison,
                isStopped: round.isStopped)
        }
        guard let search else { return }
        search.relaxation.threads = round.threads
        while !round.isStopped() {
            if isDone(part, search, score: round.score) { return end(search, try outcome(part, search, round)) }
            if part.isWhole, search.work >= leastWorkToNarrow,
                Double(search.bound - round.score) <= Self.narrowingShareOfWhole * Double(part.parent.slack)
            {
                let found = try search.node(part, score: round.score, choosesSplit: false, isStopped: round.isStopped)
                suggestions.append(found.use)
                return end(search, Outcome(narrowed: found.node))
            }
            guard work < workAtEnd else { return }
            try search.advance(score: round.score, isStopped: round.isStopped)
            if let suggestion = search.takeSuggestion() { suggestions.append(suggestion) }
            rounds += 1
        }
    }

    private func end(_ search: BoundSearch, _ outcome: Outcome) {
        self.outcome = outcome
        workDone += search.work
        effortDone += search.effort
        self.search = nil
        self.part = nil
    }

    private func isDone(_ part: BranchPart, _ search: BoundSearch, score: Int) -> Bool {
        if search.isFinished || search.bound <= score { return true }
        if part.isWhole { return rounds >= Self.mostRoundsOfWhole }
        // Columns at hand that are worth more than the incumbent already: however low the bound comes, the part has to be split.
        let mustSplit = rounds >= Self.leastRounds && (search.masterObjective ?? -.infinity) * 1000 > Double(score) + 1
        return mustSplit || rounds >= Self.mostRounds
    }

    private func outcome(_ part: BranchPart, _ search: BoundSearch, _ round: BranchRound) throws(MasterError) -> Outcome {
        var outcome = Outcome()
        if search.bound < round.score, search.problem.holds(round.timetable) { outcome.refuted = search.bound }
        guard search.bound > round.score else { return outcome }
        let found = try search.node(part, score: round.score, seeksNearBound: part.isWhole && round.seeksNearBound, isStopped: round.isStopped)
        outcome.node = found.node
        outcome.weeksNearBound = found.weeksNearBound
        suggestions.append(found.use)
        return outcome
    }
}

extension BoundSearch {
    /// Share of the slack at the last narrowing above which a node's own would leave out few further starts.
    private static let narrowingShare = 0.8

    /// What has been bounded as a node of the branch tree, what its linear programs' solutions hold, and where they are sought the weeks to search in near the bound.
    ///
    /// - Parameters:
    ///   - part: nil for the root.
    ///   - score: the incumbent's, in thousandths.
    ///   - choosesSplit: whether the node is to be split at all.
    ///   - seeksNearBound: whether weeks near the bound are to be made, see ``scoresNearBound(_:)``.
    func node(
        _ part: BranchPart?, score: Int, choosesSplit: Bool = true, seeksNearBound: Bool = false, isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) -> (node: BranchNode, use: FractionalUse, weeksNearBound: [WeekProblem]) {
        // Columns may have come after the last solve; what there is to split, and where its trials begin, are of all of them.
        try solveMasters(isStopped: isStopped)
        let parent = part?.parent, slack = bound - score
        let narrows = parent.map { Double(slack) <= Self.narrowingShare * Double($0.slack) } ?? true
        var weeks = self.narrowed(above: (narrows ? [score] : []) + (seeksNearBound ? scoresNearBound(score) : []), isStopped: isStopped)
        let narrowed = narrows && !weeks.isEmpty ? weeks.removeFirst() : nil
        let use = fractionalUse
        let node = BranchNode(
            base: narrowed ?? parent?.base ?? problem, bans: narrowed == nil ? (parent?.bans ?? []) + (part?.bans ?? []) : [], bound: bound,
            start: warmStart(slack: slack), split: choosesSplit ? try bestSplit(use.splits(problem), isStopped: isStopped) : nil,
            slack: narrowed == nil ? parent?.slack ?? slack : slack)
        return (node, use, weeks)
    }
}
