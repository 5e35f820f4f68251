import ColumnGeneration

extension BoundSearch {
    /// Splits tried of each question.
    private static let trials = 16
    /// Trials in a row that find no better split, after which none is expected: as long as none of worth is known, and then.
    private static let longLookahead = 32, lookahead = 12
    /// Worth from which a split is one: a tenth of a point lost on both sides.
    private static let leastWorth = 0.01
    /// Points of a side's loss that count at least, so that one side alone can decide.
    private static let leastLoss = 1e-3
    /// Worth up to which a split changes nothing.
    private static let noWorth = leastLoss * leastLoss

    /// The first splits of every question, then the second ones, and so on, up to some of each.
    private static func inTurn(_ splits: [FractionalUse.Split]) -> [FractionalUse.Split] {
        let questions = Dictionary(grouping: splits, by: \.question).sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
        return (0..<trials).flatMap { rank in questions.compactMap { rank < $0.count ? $0[rank] : nil } }
    }

    /// The split of which both sides lose most over the columns at hand (strong branching; Achterberg, Koch and Martin, *Branching rules revisited*,
    /// Operations Research Letters 33 (2005)): many splits change nothing, for others can do the same at the same points.
    ///
    /// - Parameter worths: what trials in the wider parts said splits are worth: those that were worth most are tried first, and those that changed nothing last.
    /// - Returns: the split, and `worths` with what is known now.
    func bestSplit(
        _ splits: [FractionalUse.Split], worths: SplitWorths, isStopped: @escaping @Sendable () -> Bool
    ) throws(MasterError) -> (split: FractionalUse.Split?, worths: SplitWorths) {
        guard splits.count > 1 else { return (splits.first, worths) }
        var worths = worths
        var best: (split: FractionalUse.Split, worth: Double)?
        var fruitless = 0
        let known = splits.compactMap { split in worths[split.subject].map { (split, $0) } }.filter { $0.1 > Self.noWorth }.sorted { $0.1 > $1.1 }.map(\.0)
        // What changed nothing in a wider part may matter in this one: it comes last.
        let new = Self.inTurn(splits.filter { worths[$0.subject] == nil }) + Self.inTurn(splits.filter { worths[$0.subject] ?? .infinity <= Self.noWorth })
        for split in known + new where fruitless < (best?.worth ?? 0 < Self.leastWorth ? Self.longLookahead : Self.lookahead) && !isStopped() {
            fruitless += 1
            guard let one = try loss(banning: split.one, isStopped: isStopped), let other = try loss(banning: split.other, isStopped: isStopped)
            else { continue }
            let worth = max(one, Self.leastLoss) * max(other, Self.leastLoss)
            worths[split.subject] = worth
            if worth > best?.worth ?? 0 {
                best = (split, worth)
                fruitless = 0
            }
        }
        return (best?.split ?? splits.first, worths)
    }
}

/// What trials said that splits are worth: the product of the points that both sides lose.
typealias SplitWorths = [FractionalUse.Split.Subject: Double]
