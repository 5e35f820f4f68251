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
    /// - Throws: ``WhatIfPageError`` where a template does not parse.
    public var html: String {
        get throws(WhatIfPageError) { try WhatIfTemplates().html(values) }
    }

    private var values: [String: Any] {
        let first = comparison.points.first
        let sentences = WhatIfSentences(comparison: comparison)
        let service = first.map { Naming(scenario: $0.scenario, style: comparison.names).service ?? "" } ?? ""
        let week = first.map { "Week of \(Wording.date($0.scenario.week))" } ?? ""
        let tables: [(heading: String, table: WhatIfPageTable?, note: String)] = [
            ("Every figure", figures, sentences.legend(first: first?.name ?? "")),
            ("Requests gained and lost", requests, "Against \(first?.name ?? ""). Late: an after-hours session."),
            ("Who works the evenings", evenings, "Evenings worked, by practitioner; a dash where the practitioner may work none."),
            ("Estimates", estimates, WhatIfSentences.estimates),
        ]
        return [
            "title": sentences.question, "service": service, "heading": sentences.question, "week": week,
            "notes": comparison.notes + [sentences.ending], "curve": CurveDrawing(comparison).values, "bars": SessionsDrawing(comparison).values,
            "hasGains": !sentences.gains.isEmpty, "gains": sentences.gains,
            "sections": tables.enumerated().compactMap { index, entry -> [String: Any]? in
                guard let table = entry.table else { return nil }
                return ["heading": entry.heading, "id": "section-\(index)", "table": table.values, "note": entry.note]
            },
        ]
    }

    private var figures: WhatIfPageTable {
        let fields = WhatIfFields(comparison).all
        let isNumbered = comparison.question == .eveningSlots
        var table = WhatIfPageTable(
            id: "figures", caption: "Figures of each plan",
            columns: [.init(comparison.heading, isNumber: isNumbered)] + fields.map { .init($0.heading, isNumber: true) })
        for index in comparison.points.indices {
            let label = isNumbered ? comparison.label(index) : "\(index + 1). \(comparison.label(index))"
            table.add([label] + fields.map { $0.text(index) })
        }
        return table
    }

    private var requests: WhatIfPageTable? {
        guard comparison.figures.contains(where: { !$0.gained.isEmpty || !$0.lost.isEmpty }) else { return nil }
        var table = WhatIfPageTable(
            id: "requests", caption: "Requests by plan",
            columns: [.init(comparison.heading), .init("gained"), .init("lost of the daytime"), .init("lost after hours")])
        func listed(_ changes: [WhatIfFigures.Change]) -> String {
            changes.map { $0.request + ($0.isAfterHours ? " (late)" : "") }.joined(separator: ", ")
        }
        for (index, figures) in comparison.figures.enumerated().dropFirst() {
            table.add([
                comparison.label(index), listed(figures.gained), listed(figures.daytimeLost),
                figures.lost.filter(\.isAfterHours).map(\.request).joined(separator: ", "),
            ])
        }
        return table
    }

    private var evenings: WhatIfPageTable? {
        let rows = WhatIfEvenings(comparison).rows
        guard !rows.isEmpty else { return nil }
        var table = WhatIfPageTable(
            id: "evenings", caption: "Evenings by practitioner",
            columns: [.init("Practitioner")] + comparison.points.indices.map { .init(comparison.label($0), isNumber: true) })
        for row in rows { table.add([row.name] + row.evenings.map { $0.map(Wording.number) ?? "-" }) }
        return table
    }

    private var estimates: WhatIfPageTable? {
        guard !comparison.estimates.isEmpty else { return nil }
        var table = WhatIfPageTable(
            id: "estimates", caption: "Not planned", columns: [.init(comparison.heading), .init("estimate in points", isNumber: true)])
        for estimate in comparison.estimates { table.add([estimate.name, Wording.points(estimate.points)]) }
        return table
    }
}

/// A table of the page; the first cell of each row is its heading.
struct WhatIfPageTable {
    struct Column {
        var text: String
        var isNumber: Bool

        init(_ text: String, isNumber: Bool = false) {
            self.text = text
            self.isNumber = isNumber
        }
    }

    var id: String
    var caption: String
    var columns: [Column]
    private var rows: [[String]] = []

    init(id: String, caption: String, columns: [Column]) {
        self.id = id
        self.caption = caption
        self.columns = columns
    }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// What the template `table` takes.
    var values: [String: Any] {
        [
            "id": id, "caption": caption, "columns": columns.map { ["text": $0.text, "isNumber": $0.isNumber] as [String: Any] },
            "rows": rows.map { row in
                [
                    "head": row.first ?? "",
                    "cells": zip(row, columns).dropFirst().map { ["text": $0.0, "isNumber": $0.1.isNumber] as [String: Any] },
                ] as [String: Any]
            },
        ]
    }
}
