import Diary

/// A comparison as a page that needs nothing else: drawings, figures, what is certain, who is gained and lost, and the evenings.
public struct WhatIfPage: Sendable {
    private let comparison: WhatIfComparison

    /// A text near the start of every such page.
    public static let marker = "<meta name=\"generator\" content=\"Diary Planner\"/>"

    public init(_ comparison: WhatIfComparison) {
        self.comparison = comparison
    }

    /// The page (HTML, well-formed as XML).
    ///
    /// - Throws: ``PageError`` where a template does not parse.
    public var html: String {
        get throws(PageError) { try PageTemplates().html(.whatIf, values) }
    }

    private var values: [String: Any] {
        let first = comparison.points.first
        let sentences = WhatIfSentences(comparison: comparison)
        let week = first.map { "Week of \(Wording.date($0.scenario.week))" } ?? ""
        let service = first.flatMap { Naming(scenario: $0.scenario, style: comparison.names).service }
        let tables: [(heading: String, table: PageTable?, note: String)] = [
            ("Every figure", figures, sentences.legend(first: first?.name ?? "")),
            ("Requests gained and lost", requests, "Against \(first?.name ?? ""). Late: an after-hours session."),
            ("Who works the evenings", evenings, "Evenings worked, by practitioner; a dash where the practitioner may work none."),
            ("Estimates", estimates, WhatIfSentences.estimates),
        ]
        return [
            "title": "\(sentences.question) \(week)", "kind": "what-if", "service": service.map { "\($0), \(week)" } ?? week, "hasLinks": false,
            "weekText": week, "privacy": comparison.names.privacy, "heading": sentences.question,
            "notes": comparison.notes + [sentences.ending], "curve": CurveDrawing(comparison).values, "bars": SessionsDrawing(comparison).values,
            "hasGains": !sentences.gains.isEmpty, "gains": sentences.gains,
            "sections": tables.compactMap { entry -> [String: Any]? in
                guard let table = entry.table else { return nil }
                return ["heading": entry.heading, "anchor": table.id, "tables": [table.values], "note": entry.note]
            },
        ]
    }

    private var figures: PageTable {
        let fields = WhatIfFields(comparison).all
        var table = PageTable(
            id: "figures", caption: "Figures of each plan",
            columns: [.init(comparison.heading)] + fields.map { .init($0.heading, isNumber: true) })
        for index in comparison.points.indices {
            table.add(([comparison.label(index)] + fields.map { $0.text(index) }).map { .init($0) })
        }
        return table
    }

    private var requests: PageTable? {
        guard comparison.figures.contains(where: { !$0.gained.isEmpty || !$0.lost.isEmpty }) else { return nil }
        var table = PageTable(
            id: "requests", caption: "Requests by plan",
            columns: [.init(comparison.heading), .init("gained"), .init("lost of the daytime"), .init("lost after hours")])
        func listed(_ changes: [WhatIfFigures.Change]) -> String {
            changes.map { $0.request + ($0.isAfterHours ? " (late)" : "") }.joined(separator: ", ")
        }
        for (index, figures) in comparison.figures.enumerated().dropFirst() {
            table.add([
                comparison.label(index), listed(figures.gained), listed(figures.daytimeLost),
                figures.lost.filter(\.isAfterHours).map(\.request).joined(separator: ", "),
            ].map { .init($0) })
        }
        return table
    }

    private var evenings: PageTable? {
        let rows = WhatIfEvenings(comparison).rows
        guard !rows.isEmpty else { return nil }
        var table = PageTable(
            id: "evenings", caption: "Evenings by practitioner",
            columns: [.init("Practitioner")] + comparison.points.indices.map { .init(comparison.shortLabel($0), isNumber: true) })
        for row in rows { table.add(([row.name] + row.evenings.map { $0.map(Wording.number) ?? "-" }).map { .init($0) }) }
        return table
    }

    private var estimates: PageTable? {
        guard !comparison.estimates.isEmpty else { return nil }
        var table = PageTable(
            id: "estimates", caption: "Not planned", columns: [.init(comparison.heading), .init("estimate in points", isNumber: true)])
        for estimate in comparison.estimates { table.add([.init(estimate.name), .init(Wording.points(WhatIfWording.tenth(estimate.points)))]) }
        return table
    }
}
