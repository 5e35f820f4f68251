import Diary

/// A part of the week that has been bounded and may be split: the week without some starts.
struct BranchNode: Sendable {
    /// The part when starts were left out last that cannot be in a better timetable, shared by all parts below it.
    var base: WeekProblem
    /// What the branches since then leave to others.
    var bans: [Ban]
    /// No timetable of the part scores more, in thousandths.
    var bound: Int
    var start: WarmStart
    /// How to split it; nil where its linear program's solution leaves nothing to ask.
    var split: FractionalUse.Split?
    /// What trials said that splits are worth, here and in wider parts.
    var worths: SplitWorths = [:]
    /// Thousandths between its bound and the target when starts were left out last; ``Int/max`` where none have been.
    var slack: Int
}

/// A part of the week that is to be bounded.
struct BranchPart: Sendable {
    /// What it leaves out of its parent's part; nothing where the whole week is bounded once more, with cuts.
    var bans: [Ban]
    var parent: BranchNode

    var isWhole: Bool { bans.isEmpty }
}

/// What all parts need to know that are bounded in a round.
struct BranchRound: Sendable {
    /// The incumbent's score, in thousandths.
    var score: Int
    /// ``BranchSearch/target``: parts whose bound is no more are done with.
    var target: Int
    /// The highest bound of all parts, in thousandths: one that is as high when it has been bounded is split at once.
    var bound: Int
    /// The incumbent.
    var timetable: Timetable
    /// Whether weeks to search in near the bound are sought.
    var seeksNearBound: Bool
    /// Threads to price each part with.
    var threads: Int
    var isStopped: @Sendable () -> Bool
}
