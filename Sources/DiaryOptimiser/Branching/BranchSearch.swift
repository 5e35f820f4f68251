import ColumnGeneration
import Diary
import GLPK

/// Closes the gap that the linear programs leave: branch and bound over who delivers what, where, on which day, who supervises, and when, two seats first.
///
/// Every node is the week without some starts, bounded by column generation that begins with its parent's columns and multipliers. The node with the
/// highest bound is split next, so that the bound of the week falls with every one. Two parts are bounded side by side, in rounds after which each
/// knows of the other, so that the outcome does not depend on the number of threads. Branch-and-price after Barnhart, Johnson, Nemhauser, Savelsbergh
/// and Vance, *Branch-and-price: column generation for solving huge integer programs*, Operations Research 46 (1998). Belongs to one thread.
final class BranchSearch {
    private let threads: Int
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
    /// Work so far of the lane that worked most, round by round: as long as that took.
    private(set) var work = 0

    /// - Parameters:
    ///   - root: finished.
    ///   - score: the incumbent's, in thousandths.
    ///   - seeksNearBound: whether ``takeWeeksNearBound()`` is to have those of the root.
    init(
        _ problem: WeekProblem, root: BoundSearch, threads: Int, score: Int, seeksNearBound: Bool = false, isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) {
        self.threads = threads
        leftOpen = problem.emptyScore
        lanes = (0..<Self.laneCount).map { BranchLane(problem, thread: threads > 1 && $0 > 0 ? "branch" : nil) }
        // The whole of a week of one area is bounded once more, with cuts, before it is split.
        let found = try root.node(nil, score: score, choosesSplit: !root.split.isWhole, seeksNearBound: seeksNearBound, isStopped: isStopped)
        suggestions.append(found.use)
        weeksNearBound = found.weeksNearBound
        if root.split.isWhole { waiting.append(BranchPart(bans: [], parent: found.node)) } else { open.append(found.node) }
    }

    deinit { for lane in lanes { lane.end() } }

    /// Where the processor time of all nodes went; its total stays 0.
    var effort: PlanEffort { lanes.reduce(PlanEffort()) { $0 + $1.effort } }

    /// No allowed timetable scores more: thousandths of a point.
    var bound: Int {
        let parents = waiting.map(\.parent.bound)
        return (open.map(\.bound) + parents + lanes.compactMap(\.bound)).reduce(leftOpen, max)
    }

    /// A bound on a part of the week, in thousandths, below the score of an incumbent that is in this part: proof of an error.
    private(set) var refuted: Int?

    /// Whether nothing is left to split.
    var isFinished: Bool { open.isEmpty && waiting.isEmpty && lanes.allSatisfy(\.isIdle) }

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

    /// One round: lanes that have nothing to do take up parts, and all of them work for a while.
    ///
    /// - Parameters:
    ///   - score: the incumbent's, in thousandths; nodes whose bound is no more are done with.
    ///   - incumbent: its timetable.
    ///   - seeksNearBound: whether ``takeWeeksNearBound()`` is to have those of the whole week, where it is done.
    func advance(
        score: Int, incumbent: Timetable, seeksNearBound: Bool = false, isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) {
        for lane in lanes where lane.isIdle { if let part = nextPart(score: score) { lane.begin(part) } }
        let busy = lanes.filter { !$0.isIdle }
        let round = BranchRound(
            score: score, timetable: incumbent, seeksNearBound: seeksNearBound, threads: max(1, threads / max(1, busy.count)), isStopped: isStopped)
        let before = busy.map(\.work)
        // The last one first: the first may work on this thread.
        for lane in busy.reversed() { lane.start(round) }
        var failure: MasterError?
        for lane in busy {
            do {
                guard let outcome = try lane.finish() else { continue }
                if let node = outcome.node { open.append(node) }
                if let narrowed = outcome.narrowed { waiting.append(BranchPart(bans: [], parent: narrowed)) }
                if let refuted = outcome.refuted { self.refuted = refuted }
                weeksNearBound += outcome.weeksNearBound
            } catch {
                failure = failure ?? error
            }
        }
        for lane in busy { suggestions += lane.takeSuggestions() }
        if let failure { throw failure }
        work += zip(busy, before).map { $0.work - $1 }.max() ?? 0
    }

    /// The next part to be bounded, of those that can hold a better timetable; nil where there is none.
    private func nextPart(score: Int) -> BranchPart? {
        waiting.removeAll { $0.parent.bound <= score }
        open.removeAll { $0.bound <= score }
        // Of equals the last one: its children are near to being settled.
        while waiting.isEmpty, let position = open.indices.max(by: { (open[$0].bound, $0) < (open[$1].bound, $1) }) {
            let node = open.remove(at: position)
            guard open.count < Self.mostNodes, let split = node.split else {
                leftOpen = max(leftOpen, node.bound)
                continue
            }
            waiting = [split.other, split.one].map { BranchPart(bans: $0, parent: node) }
        }
        return waiting.popLast()
    }
}
