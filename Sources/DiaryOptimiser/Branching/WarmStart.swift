/// What the bound of a week leaves for that of a part of it: the same week without some starts.
struct WarmStart: Sendable {
    /// Day plans, teams and the rest of the masters' columns.
    var columns: [WeekColumn]
    /// The multipliers whose lazy rows the last solutions priced.
    var rows: [Int]
    /// The multipliers of the least bound.
    var multipliers: [Int]
    /// For each practitioner-day what its searches had to remember, which stays the same for the most part.
    var days: [Relaxation.DayPlans]
}

extension BoundSearch {
    var warmStart: WarmStart {
        var rows: [Int] = []
        for search in searches { if let solution = search.solution { rows += search.master.pricedLazyRows(solution) } }
        return WarmStart(columns: searches.flatMap { $0.master.columns }, rows: rows.sorted(), multipliers: best, days: relaxation.lastPlans.map(\.withoutPlans))
    }
}
