import Diary

/// A comparison as tables for spreadsheet programs.
public struct WhatIfTables: Sendable {
    private let comparison: WhatIfComparison

    /// The names of the files that ``files`` makes.
    public static let fileNames = ["whatif.csv", "whatif-requests.csv", "whatif-evenings.csv", "whatif-estimates.csv"]

    /// A text near the start of a table of that name, by which one of ours is told from somebody else's.
    public static func marker(_ name: String) -> String {
        switch name {
        case "whatif.csv": "point,slots,score,bound"
        case "whatif-requests.csv": "point,request,change"
        case "whatif-evenings.csv": "practitioner,"
        default: "one more,estimate (points)"
        }
    }

    public init(_ comparison: WhatIfComparison) {
        self.comparison = comparison
    }

    /// File name and table for each of ``fileNames``; estimates only where there are any.
    public var files: [(name: String, table: CSVTable)] {
        let all = Array(zip(Self.fileNames, [points, requests, evenings, estimates]))
        return comparison.estimates.isEmpty && !comparison.points.contains { $0.estimate != nil } ? Array(all.dropLast()) : all
    }

    /// One row for each point.
    public var points: CSVTable {
        var table = CSVTable(
            header: ["point", "slots", "score", "bound", "gap"] + ["sessions"] + Mode.allCases.map(Wording.mode) + [
                "after-hours", "gained", "lost", "daytime lost", "weeks waited", "evenings", "fewest evenings", "most evenings",
                "evenings on cover", "minutes travelled", "least gain (points)", "most gain (points)", "least gain (sessions)",
                "most gain (sessions)", "least gain in all (points)", "most gain in all (points)", "least gain in all (sessions)",
                "most gain in all (sessions)", "estimate (points)", "seconds", "stop",
            ])
        for (point, figures) in zip(comparison.points, comparison.figures) {
            let gap = point.score > .zero ? Double(point.bound.thousandths - point.score.thousandths) / Double(point.score.thousandths) : nil
            var row: [CSVTable.Cell] = [.text(point.name), number(point.slots), points(point.score), points(point.bound)]
            row.append(gap.map { .decimal(Self.decimal($0, places: 6)) } ?? .empty)
            row.append(.number(figures.sessions))
            row += Mode.allCases.map { .number(figures.modes[$0, default: 0]) }
            row += [
                .number(figures.afterHours), .number(figures.gained.count), .number(figures.lost.count), .number(figures.daytimeLost.count),
                .number(figures.weeksEnded), .number(figures.eveningsWorked), number(figures.eveningSpread?.lowerBound),
                number(figures.eveningSpread?.upperBound), .number(figures.coverEvenings), .number(figures.travelMinutes),
            ]
            row += gain(point.gain) + gain(point.gainInAll)
            row += [points(point.estimate), .decimal(Self.decimal(point.seconds, places: 1)), .text(point.stop)]
            table.add(row)
        }
        return table
    }

    /// One row for each request gained or lost at a point against the first.
    public var requests: CSVTable {
        var table = CSVTable(header: ["point", "request", "change", "mode", "after-hours", "weeks waiting"])
        for (point, figures) in zip(comparison.points, comparison.figures).dropFirst() {
            for (change, entries) in [("gained", figures.gained), ("lost", figures.lost)] {
                for entry in entries {
                    table.add([
                        .text(point.name), .text(entry.request), .text(change), .text(entry.mode.key), .text(entry.isAfterHours ? "yes" : "no"),
                        .number(entry.weeksWaiting),
                    ])
                }
            }
        }
        return table
    }

    /// One row for each practitioner who may work evenings, one column for each point.
    public var evenings: CSVTable {
        var table = CSVTable(header: ["practitioner"] + comparison.points.map(\.name))
        for row in WhatIfEvenings(comparison).rows { table.add([.text(row.practitioner)] + row.evenings.map(number)) }
        return table
    }

    /// One row for each estimate, planned or not.
    public var estimates: CSVTable {
        var table = CSVTable(header: ["one more", "estimate (points)", "planned", "least gain (points)", "most gain (points)"])
        for point in comparison.points where point.estimate != nil {
            table.add(
                [.text(point.name), points(point.estimate), .text("yes"), points(point.gain?.points.lowerBound), points(point.gain?.points.upperBound)])
        }
        for estimate in comparison.estimates { table.add([.text(estimate.name), points(estimate.points), .text("no"), .empty, .empty]) }
        return table
    }

    private func gain(_ gain: WhatIfComparison.Gain?) -> [CSVTable.Cell] {
        [
            points(gain?.points.lowerBound), points(gain?.points.upperBound), number(gain?.sessions.lowerBound), number(gain?.sessions.upperBound),
        ]
    }

    private func number(_ number: Int?) -> CSVTable.Cell { number.map { .number($0) } ?? .empty }
    private func points(_ points: Points?) -> CSVTable.Cell { points.map { .decimal($0.description) } ?? .empty }

    /// A number with so many decimal places at most.
    private static func decimal(_ value: Double, places: Int) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let whole = Int((abs(value) * scale).rounded()), unit = Int(scale)
        let fraction = String(whole % unit)
        let digits = String(repeating: "0", count: places - fraction.count) + fraction
        return (value < 0 ? "-" : "") + "\(whole / unit).\(digits)"
    }
}
