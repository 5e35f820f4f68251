import ColumnGeneration
import Diary
import GLPK

/// Closes the gap that the linear programs leave: branch and bound over who delivers what, where on which day, who supervises, and when, two seats first.
///
/// Every node is the week without some starts, bounded by column generation that begins with its parent's columns and multipliers. The node with the
/// highest bound is split next, so that the bound of the week falls with every one. Branch-and-price after Barnhart, Johnson, Nemhauser, Savelsbergh
/// and Vance, *Branch-and-price: column generation for solving huge integer programs*, Operations Research 46 (1998). Belongs to one thread.
final class BranchSearch {
    private struct Node {
        /// The part when starts were left out last that cannot be in a better timetable, shared by all parts below it.
        var base: WeekProblem
        /// What the branches since then leave to others.
        var bans: [Ban]
        var bound: Int
        var start: WarmStart
        /// How to split it; nil where its linear program's solution leaves nothing to ask.
        var split: FractionalUse.Split?
        /// Thousandths between its bound and the incumbent's score when starts were left out last.
        var slack: Int
    }

    private let problem: WeekProblem
    private let threads: Int
    private var open: [Node] = []
    /// The highest bound of nodes that nothing can split further: what the relaxation leaves out, not who or when, keeps it up.
    private var leftOpen: Int
    /// The node that is being bounded.
    private var current: (search: BoundSearch, bans: [Ban], parent: Node, rounds: Int)?
    private var waiting: [(bans: [Ban], parent: Node)] = []
    /// Rounds of pricing for one node, beyond which its bound is taken as it is.
    private static let mostRounds = 40
    /// Rounds for a node that cannot be settled without splitting it.
    private static let leastRounds = 15
    /// Rounds of cuts for the whole week and for a part, and the rounds of pricing for those of the whole.
    private static let cutRoundsOfWhole = 20, cutRoundsOfPart = 3, roundsOfCuts = 100
    /// Nodes whose columns are kept at a time; beyond it memory would be the limit.
    private static let mostNodes = 300
    /// Labels and simplex iterations of nodes that are done, as ``BoundSearch/work``.
    private var workDone = 0
    private var effortDone = PlanEffort()
    /// The timetables nearest to the solutions of nodes, for a search to go on from.
    private var proposals: [Timetable] = []

    /// - Parameter root: finished.
    init(_ problem: WeekProblem, root: BoundSearch, threads: Int, score: Int, isStopped: @escaping @Sendable () -> Bool) throws(MasterError) {
        self.problem = problem
        self.threads = threads
        leftOpen = problem.emptyScore
        // The whole of a week of one area is bounded once more, with cuts, before it is split.
        try keep(root, bans: [], parent: nil, score: score, choosesSplit: !root.split.isWhole, isStopped: isStopped)
        if root.split.isWhole, let whole = open.popLast() { waiting.append(([], whole)) }
    }

    var work: Int { workDone + (current?.search.work ?? 0) }

    /// Where the processor time of all nodes went; its total stays 0.
    var effort: PlanEffort { effortDone + (current?.search.effort ?? PlanEffort()) }

    /// No allowed timetable scores more: thousandths of a point.
    var bound: Int {
        max(leftOpen, open.map(\.bound).max() ?? leftOpen, waiting.map(\.parent.bound).max() ?? leftOpen, current?.parent.bound ?? leftOpen)
    }

    /// A bound on a part of the week, in thousandths, below the score of an incumbent that is in this part: proof of an error.
    private(set) var refuted: Int?

    /// Whether nothing is left to split.
    var isFinished: Bool { open.isEmpty && waiting.isEmpty && current == nil }

    func takeProposals() -> [Timetable] {
        defer { proposals = [] }
        return proposals
    }

    /// One round: a node is chosen and split, or the one at hand priced once.
    ///
    /// - Parameters:
    ///   - score: the incumbent's, in thousandths; nodes whose bound is no more are done with.
    ///   - incumbent: its timetable.
    func advance(score: Int, incumbent: Timetable, isStopped: @escaping @Sendable () -> Bool) throws(MasterError) {
        if let node = current {
            // Columns at hand that are worth more than the incumbent already: however low the bound comes, the node has to be split.
            let mustSplit = node.rounds >= Self.leastRounds && (node.search.masterObjective ?? -.infinity) * 1000 > Double(score) + 1
            if !node.search.isFinished && node.search.bound > score && !mustSplit && node.rounds < Self.mostRounds {
                try node.search.advance(isStopped: isStopped)
                current?.rounds += 1
                return
            }
            if node.search.bound < score, node.search.problem.holds(incumbent) { refuted = node.search.bound }
            if node.search.bound > score {
                try keep(node.search, bans: node.bans, parent: node.parent, score: score, isStopped: isStopped)
            }
            workDone += node.search.work
            effortDone += node.search.effort
            current = nil
            return
        }
        if let next = waiting.popLast() {
            let part = next.parent.base.banning(next.parent.bans + next.bans)
            let search = try BoundSearch(
                part, from: next.parent.start, threads: threads, cutRounds: next.bans.isEmpty ? Self.cutRoundsOfWhole : Self.cutRoundsOfPart, isStopped: isStopped)
            // The whole week has time for its cuts.
            current = (search, next.bans, next.parent, next.bans.isEmpty ? -Self.roundsOfCuts : 0)
            return
        }
        open.removeAll { $0.bound <= score }
        // Of equals the last one: its children are near to being settled.
        guard let position = open.indices.max(by: { (open[$0].bound, $0) < (open[$1].bound, $1) }) else { return }
        let node = open.remove(at: position)
        guard open.count < Self.mostNodes, let split = node.split else {
            leftOpen = max(leftOpen, node.bound)
            return
        }
        for bans in [split.other, split.one] { waiting.append((bans, node)) }
    }

    /// Share of the slack at the last narrowing above which a node's own would leave out few further starts.
    private static let narrowingShare = 0.8

    private func keep(
        _ search: BoundSearch, bans: [Ban], parent: Node?, score: Int, choosesSplit: Bool = true, isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) {
        // Columns may have come after the last solve; what there is to split, and where its trials begin, are of all of them.
        try search.solveMasters(isStopped: isStopped)
        let bound = min(parent?.bound ?? search.bound, search.bound), slack = bound - score
        let narrows = parent.map { Double(slack) <= Self.narrowingShare * Double($0.slack) } ?? true
        let narrowed = narrows ? search.narrowed(above: score, isStopped: isStopped) : nil
        let use = search.fractionalUse
        proposals.append(use.timetable(problem))
        open.append(
            Node(
                base: narrowed ?? parent?.base ?? search.problem, bans: narrowed == nil ? (parent?.bans ?? []) + bans : [], bound: bound,
                start: search.warmStart(slack: slack), split: choosesSplit ? try bestSplit(use.splits(search.problem), search, isStopped: isStopped) : nil,
                slack: narrowed == nil ? parent?.slack ?? slack : slack))
    }

    /// Splits tried of each question.
    private static let trials = 8
    /// Trials in a row that find no better split, after which none is expected.
    private static let lookahead = 12
    /// Points of a side's loss that count at least, so that one side alone can decide.
    private static let leastLoss = 1e-3

    /// The first splits of every question, then the second ones, and so on, up to some of each.
    private static func inTurn(_ splits: [FractionalUse.Split]) -> [FractionalUse.Split] {
        let questions = Dictionary(grouping: splits, by: \.question).sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
        return (0..<trials).flatMap { rank in questions.compactMap { rank < $0.count ? $0[rank] : nil } }
    }

    /// The split of which both sides lose most over the columns at hand (strong branching; Achterberg, Koch and Martin, *Branching rules revisited*,
    /// Operations Research Letters 33 (2005)): many splits change nothing, for others can do the same at the same points.
    private func bestSplit(
        _ splits: [FractionalUse.Split], _ search: BoundSearch, isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) -> FractionalUse.Split? {
        guard splits.count > 1 else { return splits.first }
        var best: (split: FractionalUse.Split, worth: Double)?
        var fruitless = 0
        for split in Self.inTurn(splits) where fruitless < Self.lookahead && !isStopped() {
            fruitless += 1
            guard let one = try search.loss(banning: split.one, isStopped: isStopped),
                let other = try search.loss(banning: split.other, isStopped: isStopped)
            else { continue }
            let worth = max(one, Self.leastLoss) * max(other, Self.leastLoss)
            if worth > best?.worth ?? 0 {
                best = (split, worth)
                fruitless = 0
            }
        }
        return best?.split ?? splits.first
    }
}
