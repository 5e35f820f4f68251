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
        /// Where the lane has gone on with one side of the node, the other.
        var sibling: BranchPart?
        /// What the linear program of the node holds.
        var use = FractionalUse()
        /// The whole week, which is to be bounded further with fewer starts.
        var narrowed: BranchNode?
        /// Its bound, where the incumbent is in the part and scores more: proof of an error.
        var refuted: Int?
        /// Of the whole week, with what it begins again where nothing above the target is found.
        var start: WarmStart?
        /// Of the whole week where it has been narrowed or is to be split, the target from then on.
        var target: Int?
        /// Of the whole week where they are sought, those to search in near the bound.
        var weeksNearBound: [WeekProblem] = []
    }

    private let problem: WeekProblem
    /// Nil where the lane works on its caller's thread.
    private let worker: Worker?
    private(set) var part: BranchPart?
    /// What it goes on with where the part at hand is done before the round is over.
    private var reserve: BranchPart?
    private var search: BoundSearch?
    /// Rounds of pricing of the part at hand.
    private var rounds = 0
    private var outcomes: [Outcome] = []
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
    private static let narrowingShareOfWhole = 0.6
    /// Work on the whole week before it is: weeks that take less are done before it pays.
    static let leastWorkToNarrow = 3_000_000
    private let leastWorkToNarrow: Int
    /// Rounds of cuts for the whole week and for a part.
    private static let cutRoundsOfWhole = 20, cutRoundsOfPart = 3
    /// Work after which lanes tell each other what they found.
    private static let workOfRound = 300_000

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

    /// Holds a part ready for the rest of a round.
    func hold(_ part: BranchPart) { reserve = part }

    /// The part held ready that the round had no time for.
    func takeReserve() -> BranchPart? {
        defer { reserve = nil }
        return reserve
    }

    /// Starts a round's work on the part at hand.
    func start(_ round: BranchRound) {
        guard let worker else { return run(round) }
        worker.start { [self] in run(round) }
    }

    /// Waits for the end of the round.
    ///
    /// - Returns: what became of the parts that it ended.
    func finish() throws(MasterError) -> [Outcome] {
        worker?.wait()
        if let failure { throw failure }
        defer { outcomes = [] }
        return outcomes
    }

    /// The suggestions since they were taken last; between rounds.
    func takeSuggestions() -> [FractionalUse] {
        defer { suggestions = [] }
        return suggestions
    }

    private func run(_ round: BranchRound) {
        do {
            let workAtEnd = work + Self.workOfRound
            try advance(round, until: workAtEnd)
            while part == nil, work < workAtEnd, !round.isStopped(), let next = nextPart(round) {
                begin(next)
                try advance(round, until: workAtEnd)
            }
        } catch {
            failure = error
        }
    }

    /// With what to go on in a round: one side of the part that has just been bounded, as long as nothing has a higher bound, for what ends soonest is deepest;
    /// else the part held ready.
    private func nextPart(_ round: BranchRound) -> BranchPart? {
        if let position = outcomes.indices.last, let node = outcomes[position].node, outcomes[position].target == nil, node.bound >= round.bound, let split = node.split {
            outcomes[position].sibling = BranchPart(bans: split.other, parent: node)
            return BranchPart(bans: split.one, parent: node)
        }
        return takeReserve()
    }

    private func advance(_ round: BranchRound, until workAtEnd: Int) throws(MasterError) {
        guard let part else { return }
        if search == nil {
            search = try BoundSearch(
                part.parent.base.banning(part.parent.bans + part.bans), from: part.parent.start, known: part.parent.bound, threads: round.threads,
                cutRounds: part.isWhole ? Self.cutRoundsOfWhole : Self.cutRoundsOfPart, lastSeparation: .unison,
                isStopped: round.isStopped)
        }
        guard let search else { return }
        search.relaxation.threads = round.threads
        while !round.isStopped() {
            if isDone(part, search, target: round.target) { return end(search, try outcome(part, search, round)) }
            if part.isWhole, search.work >= leastWorkToNarrow || part.parent.slack == .max {
                let target = max(round.target, BranchSearch.target(bound: search.bound, score: round.score, isSplit: false, problem))
                if Double(search.bound - target) <= Self.narrowingShareOfWhole * Double(part.parent.slack) {
                    let found = try search.node(part, target: target, choosesSplit: false, isStopped: round.isStopped)
                    suggestions.append(found.use)
                    return end(search, Outcome(narrowed: found.node, target: target))
                }
            }
            guard work < workAtEnd else { return }
            try search.advance(score: round.target, isStopped: round.isStopped)
            if let suggestion = search.takeSuggestion() { suggestions.append(suggestion) }
            rounds += 1
        }
    }

    private func end(_ search: BoundSearch, _ outcome: Outcome) {
        outcomes.append(outcome)
        workDone += search.work
        effortDone += search.effort
        self.search = nil
        self.part = nil
    }

    private func isDone(_ part: BranchPart, _ search: BoundSearch, target: Int) -> Bool {
        if search.isFinished || search.bound <= target { return true }
        if part.isWhole { return rounds >= Self.mostRoundsOfWhole }
        // Columns at hand that are worth more than the target already: however low the bound comes, the part has to be split.
        let mustSplit = rounds >= Self.leastRounds && (search.masterObjective ?? -.infinity) * 1000 > Double(target) + 1
        return mustSplit || rounds >= Self.mostRounds
    }

    private func outcome(_ part: BranchPart, _ search: BoundSearch, _ round: BranchRound) throws(MasterError) -> Outcome {
        var outcome = Outcome()
        if search.bound < round.score, search.problem.holds(round.timetable) { outcome.refuted = search.bound }
        guard search.bound > round.target else {
            if part.isWhole { outcome.start = search.warmStart(slack: search.bound - round.score) }
            return outcome
        }
        var target = round.target
        if part.isWhole {
            target = max(target, BranchSearch.target(bound: search.bound, score: round.score, isSplit: true, problem))
            outcome.target = target
        }
        let found = try search.node(part, target: target, scoreNearBound: part.isWhole && round.seeksNearBound ? round.score : nil, isStopped: round.isStopped)
        outcome.node = found.node
        outcome.use = found.use
        if part.isWhole { outcome.start = found.node.start }
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
    ///   - target: starts are left out that no timetable of a higher score uses, in thousandths.
    ///   - choosesSplit: whether the node is to be split at all.
    ///   - scoreNearBound: the incumbent's score where weeks near the bound are to be made, see ``scoresNearBound(_:)``.
    func node(
        _ part: BranchPart?, target: Int, choosesSplit: Bool = true, scoreNearBound: Int? = nil, isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) -> (node: BranchNode, use: FractionalUse, weeksNearBound: [WeekProblem]) {
        // Columns may have come after the last solve; what there is to split, and where its trials begin, are of all of them.
        try solveMasters(isStopped: isStopped)
        let parent = part?.parent, slack = bound - target
        let narrows = parent.map { Double(slack) <= Self.narrowingShare * Double($0.slack) } ?? true
        var weeks = self.narrowed(above: (narrows ? [target] : []) + (scoreNearBound.map(scoresNearBound) ?? []), isStopped: isStopped)
        let narrowed = narrows && !weeks.isEmpty ? weeks.removeFirst() : nil
        let use = fractionalUse
        let chosen = choosesSplit ? try bestSplit(use.splits(problem), worths: parent?.worths ?? [:], isStopped: isStopped) : (split: nil, worths: [:])
        let node = BranchNode(
            base: narrowed ?? parent?.base ?? problem, bans: narrowed == nil ? (parent?.bans ?? []) + (part?.bans ?? []) : [], bound: bound,
            start: warmStart(slack: slack), split: chosen.split, worths: chosen.worths, slack: narrowed == nil ? parent?.slack ?? slack : slack)
        return (node, use, weeks)
    }
}
