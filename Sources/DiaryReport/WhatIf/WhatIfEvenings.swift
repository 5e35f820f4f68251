/// Who works how many evenings at each point of a comparison.
struct WhatIfEvenings {
    struct Row {
        var practitioner: String
        var name: String
        /// For each point; nil where the practitioner may work no evenings, or is not there.
        var evenings: [Int?]
    }

    /// Whoever may work evenings at some point; the one with most evenings first.
    let rows: [Row]

    init(_ comparison: WhatIfComparison) {
        var order: [String] = []
        var rows: [String: Row] = [:]
        for (index, figures) in comparison.figures.enumerated() {
            for entry in figures.evenings {
                if rows[entry.practitioner] == nil {
                    order.append(entry.practitioner)
                    rows[entry.practitioner] = Row(
                        practitioner: entry.practitioner, name: entry.name, evenings: Array(repeating: nil, count: comparison.points.count))
                }
                rows[entry.practitioner]?.evenings[index] = entry.days.count
            }
        }
        let all = order.compactMap { rows[$0] }
        self.rows = all.enumerated().sorted { left, right in
            let most = { (row: Row) in row.evenings.compactMap(\.self).reduce(0, +) }
            return (most(right.element), left.offset) < (most(left.element), right.offset)
        }.map(\.element)
    }
}
