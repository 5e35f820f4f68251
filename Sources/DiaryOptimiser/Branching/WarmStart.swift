/// What the bound of a week leaves for that of a part of it: the same week without some starts.
struct WarmStart: Sendable {
    /// Day plans, teams and the rest of the masters' columns that may be part of a better timetable.
    var columns: [WeekColumn]
    /// The multipliers whose lazy rows the last solutions priced, and the cuts that have a price at the least bound.
    var rows: [Int]
    /// The subset-row cuts among them.
    var subsets: SubsetRows
    /// The multipliers of the least bound that are not 0, by index: most are.
    var multipliers: [(index: Int, value: Int)]
    /// For each practitioner-day what its searches had to remember, which stays the same for the most part.
    var days: [Relaxation.DayPlans]

    /// All multipliers, of which there are so many.
    func multipliers(count: Int) -> [Int] {
        var all = [Int](repeating: 0, count: count)
        for entry in multipliers { all[entry.index] = entry.value }
        return all
    }
}

extension BoundSearch {
    /// Slack by which columns are kept whose reduced cost is worse than the gap: they make up for others that a part may not hold.
    private static let spareSlack = 2.0

    /// - Parameter slack: thousandths of a point between the bound and the score that is to be exceeded.
    func warmStart(slack: Int) -> WarmStart {
        var rows: [Int] = [], columns: [WeekColumn] = []
        for search in searches {
            guard let solution = search.solution else {
                columns += search.master.columns
                continue
            }
            rows += search.master.pricedLazyRows(solution)
            columns += search.master.columns(within: Self.spareSlack * Double(slack) / 1000, solution)
        }
        // A cut that has a price at the least bound stays too, or the part's first bound would lie above this one.
        let subsets = relaxation.layout.subsets, ofBest = subsets.filter { best[$0] != 0 }
        let kept = Set(rows).union(ofBest)
        return WarmStart(
            columns: columns, rows: kept.sorted(), subsets: relaxation.subsets.keeping(Set(kept.filter(subsets.contains).map { $0 - subsets.lowerBound })),
            multipliers: best.enumerated().compactMap { index, value in value == 0 ? nil : (index: index, value: value) },
            days: relaxation.lastPlans.map(\.withoutPlans))
    }
}
