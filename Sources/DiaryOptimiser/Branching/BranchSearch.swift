import ColumnGeneration
import Diary
import GLPK

/// Closes the gap that the linear programs leave: branch and bound over who delivers what, where, on which day, who supervises, and when, two seats first.
///
/// Every node is the week without some starts, bounded by column generation that begins with its parent's columns and multipliers. The node with the
/// highest bound is split next, so that the bound of the week falls with every one. Two parts are bounded side by side, in rounds after which each
/// knows of the other, so that the outcome does not depend on the number of threads. Branch-and-price after Barnhart, Johnson, Nemhauser, Savelsbergh
/// and Vance, *Branch-and-price: column generation for solving huge integer programs*, Operations Research 46 (1998). Belongs to one thread.
///
/// Parts are held to a **target** above the incumbent's score at first: their bounds lie little above it, so that few starts are left in them and little is to be
/// bounded. Where nothing above the target is left it is the bound of the week, and all begins again with a lower one; at last it is the incumbent's score.
final class BranchSearch {
    private let problem: WeekProblem
    private let threads: Int
    /// Parts whose bound is no more are done with, whatever the incumbent: no less than its score, in thousandths.
    private(set) var target: Int
    /// The incumbent's score in the last round, in thousandths.
    private var score: Int
    /// With what the whole week begins again at a lower target; nil for weeks that are not bounded once more as a whole.
    private var startOfWhole: WarmStart?
    /// Shares of what is open that lie between the bound and the target, before the whole week has been bounded with its cuts and then.
    private static let targetShareOfWhole = 0.6, targetShare = 0.4
    /// Steps of scores that do at least.
    private static let leastTargetSteps = 4
    private var open: [BranchNode] = []
    private var waiting: [BranchPart] = []
    private let lanes: [BranchLane]
    /// The highest bound of nodes that nothing can split further: what the relaxation leaves out, not who or when, keeps it up.
    private var leftOpen: Int
    /// Nodes whose columns are kept at a time; beyond it memory would be the limit.
    private static let mostNodes = 300
    private static let laneCount = 2
    /// What the solutions of nodes held, for a search to go on from.
    private var suggestions: [FractionalUse] = []
    private var weeksNearBound: [WeekProblem] = []
    private var newParts: [PartSearch.Part] = []
    /// Work so far of the lane that worked most, round by round: as long as that took.
    private(set) var work = 0

    /// - Parameters:
    ///   - root: finished.
    ///   - score: the incumbent's, in thousandths.
    ///   - seeksNearBound: whether ``takeWeeksNearBound()`` is to have those of the root.
    init(
        _ problem: WeekProblem, root: BoundSearch, threads: Int, score: Int, seeksNearBound: Bool = false, isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) {
        self.problem = problem
        self.threads = threads
        self.score = score
        target = root.split.isWhole ? Self.target(bound: root.bound, score: score, isSplit: false, problem) : score
        leftOpen = problem.emptyScore
        lanes = (0..<Self.laneCount).map { BranchLane(problem, thread: threads > 1 && $0 > 0 ? "branch" : nil) }
        // The whole of a week of one area is bounded once more, with cuts, before it is split.
        let found = try root.node(
            nil, target: target, choosesSplit: !root.split.isWhole, scoreNearBound: seeksNearBound ? score : nil, isStopped: isStopped)
        suggestions.append(found.use)
        weeksNearBound = found.weeksNearBound
        if root.split.isWhole {
            startOfWhole = found.node.start
            waiting.append(BranchPart(bans: [], parent: found.node))
        } else {
            open.append(found.node)
        }
    }

    /// The target between a bound and the incumbent's score: rather too low than too high, for what it is too high costs a search of its own.
    ///
    /// - Parameters:
    ///   - bound: no timetable scores more, in thousandths.
    ///   - score: the incumbent's, in thousandths.
    ///   - isSplit: whether the bound is that of the whole week with its cuts: it comes down by much before.
    static func target(bound: Int, score: Int, isSplit: Bool, _ problem: WeekProblem) -> Int {
        let share = isSplit ? targetShare : targetShareOfWhole
        let below = max(Int(share * Double(bound - score)), leastTargetSteps * problem.scoreStep)
        return max(score, problem.roundedBound((bound - below) * Int.micropointsPerThousandth))
    }

    deinit { for lane in lanes { lane.end() } }

    /// Where the processor time of all nodes went; its total stays 0.
    var effort: PlanEffort { lanes.reduce(PlanEffort()) { $0 + $1.effort } }

    /// No allowed timetable scores more: thousandths of a point.
    var bound: Int {
        let parents = waiting.map(\.parent.bound)
        return (open.map(\.bound) + parents + lanes.compactMap(\.bound)).reduce(max(leftOpen, target), max)
    }

    /// A bound on a part of the week, in thousandths, below the score of an incumbent that is in this part: proof of an error.
    private(set) var refuted: Int?

    /// Whether nothing is left to split above the incumbent's score.
    var isFinished: Bool { isExhausted && (target <= score || startOfWhole == nil) }

    /// Whether nothing is left above the target.
    private var isExhausted: Bool { open.isEmpty && waiting.isEmpty && lanes.allSatisfy(\.isIdle) }

    /// Whether the whole week has been bounded with its cuts, and parts are what is bounded.
    var isSplit: Bool { !(waiting.map { Optional($0) } + lanes.map(\.part)).contains { $0?.isWhole ?? false } }

    func takeSuggestions() -> [FractionalUse] {
        defer { suggestions = [] }
        return suggestions
    }

    /// The weeks to search in near the bound, of the root and, once its cuts are made, of the whole week; none where they were taken already.
    func takeWeeksNearBound() -> [WeekProblem] {
        defer { weeksNearBound = [] }
        return weeksNearBound
    }

    /// The parts that have been bounded and may hold a timetable above the target; none where they were taken already.
    func takeParts() -> [PartSearch.Part] {
        defer { newParts = [] }
        return newParts
    }

    /// One round: lanes that have nothing to do take up parts, and all of them work for a while. Where nothing is left above the target, all begins again at
    /// a lower one.
    ///
    /// - Parameters:
    ///   - score: the incumbent's, in thousandths.
    ///   - incumbent: its timetable.
    ///   - seeksNearBound: whether ``takeWeeksNearBound()`` is to have those of the whole week, where it is done.
    func advance(
        score: Int, incumbent: Timetable, seeksNearBound: Bool = false, isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) {
        self.score = score
        target = max(target, score)
        takeUpParts()
        if isExhausted, target > score { beginAgain() }
        let busy = lanes.filter { !$0.isIdle }
        let round = BranchRound(
            score: score, target: target, bound: bound, timetable: incumbent, seeksNearBound: seeksNearBound,
            threads: max(1, threads / max(1, busy.count)), isStopped: isStopped)
        let before = busy.map(\.work)
        // The last one first: the first may work on this thread.
        for lane in busy.reversed() { lane.start(round) }
        var failure: MasterError?
        for lane in busy {
            do {
                for outcome in try lane.finish() { take(outcome) }
                if let part = lane.takeReserve() { waiting.append(part) }
            } catch {
                failure = failure ?? error
            }
        }
        for lane in busy { suggestions += lane.takeSuggestions() }
        if let failure { throw failure }
        work += zip(busy, before).map { $0.work - $1 }.max() ?? 0
    }

    /// What follows from what became of a part.
    private func take(_ outcome: BranchLane.Outcome) {
        startOfWhole = outcome.start ?? startOfWhole
        if let target = outcome.target { self.target = target }
        if let node = outcome.node {
            if let sibling = outcome.sibling { waiting.append(sibling) } else { open.append(node) }
            if outcome.target == nil { newParts.append(PartSearch.Part(week: node.base.banning(node.bans), use: outcome.use)) }
        }
        if let narrowed = outcome.narrowed { waiting.append(BranchPart(bans: [], parent: narrowed)) }
        if let refuted = outcome.refuted { self.refuted = refuted }
        weeksNearBound += outcome.weeksNearBound
    }

    /// The whole week once more, at a lower target.
    private func beginAgain() {
        guard let startOfWhole else { return }
        // What nothing could split further is in the whole week, too.
        let node = BranchNode(base: problem, bans: [], bound: max(leftOpen, target), start: startOfWhole, split: nil, slack: .max)
        leftOpen = problem.emptyScore
        target = Self.target(bound: target, score: score, isSplit: true, problem)
        waiting.append(BranchPart(bans: [], parent: node))
        takeUpParts()
    }

    /// Gives each lane a part where it has none, and one for the rest of the round.
    private func takeUpParts() {
        for lane in lanes where lane.isIdle { if let part = nextPart() { lane.begin(part) } }
        for lane in lanes where !lane.isIdle { if let part = nextPart() { lane.hold(part) } }
    }

    /// The next part to be bounded, of those that can hold a timetable above the target; nil where there is none.
    private func nextPart() -> BranchPart? {
        waiting.removeAll { $0.parent.bound <= target }
        open.removeAll { $0.bound <= target }
        // Of equals the last one: its children are near to being settled.
        while let position = open.indices.max(by: { (open[$0].bound, $0) < (open[$1].bound, $1) }) {
            if let highest = waiting.map(\.parent.bound).max(), highest >= open[position].bound { break }
            let node = open.remove(at: position)
            guard open.count + waiting.count < Self.mostNodes, let split = node.split else {
                leftOpen = max(leftOpen, node.bound)
                continue
            }
            waiting += [split.other, split.one].map { BranchPart(bans: $0, parent: node) }
        }
        return waiting.indices.max { (waiting[$0].parent.bound, $0) < (waiting[$1].parent.bound, $1) }.map { waiting.remove(at: $0) }
    }
}
