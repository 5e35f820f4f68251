import Diary

/// What a service manager reads on a terminal about a comparison: the figures of each plan, what is certain about the differences, which
/// requests are gained and lost, and who works the evenings.
public struct WhatIfSummary: Sendable {
    private let comparison: WhatIfComparison
    private let style: TextStyle
    private let width: Int

    /// Requests that are named for each point at most, and practitioners; the files hold all of them.
    private static let mostRequests = 12
    private static let mostPeople = 12

    /// - Parameter width: Columns of the terminal.
    public init(_ comparison: WhatIfComparison, style: TextStyle = .plain, width: Int = 80) {
        self.comparison = comparison
        self.style = style
        self.width = width
    }

    /// The whole text, each line ended by a line break.
    public var text: String {
        [title, tables, certainty, requests, evenings, estimates, ending].filter { !$0.isEmpty }
            .map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    /// Paragraphs are no wider than people like to read.
    private var textWidth: Int { min(width, 100) }

    private var title: [String] {
        guard let first = comparison.points.first else { return [] }
        let question = sentences.question.prefix(1).lowercased() + sentences.question.dropFirst()
        let name = "\(DisplayWidth.harmless(first.scenario.service)), week of \(Wording.date(first.scenario.week)): \(question)"
        return TextLayout.wrapped(name, width: textWidth).map(style.bold)
            + comparison.notes.flatMap { TextLayout.wrapped(DisplayWidth.harmless($0), width: textWidth) }
    }

    private var sentences: WhatIfSentences { WhatIfSentences(comparison: comparison) }

    // MARK: - Tables

    private var tables: [String] {
        let fields = WhatIfFields(comparison)
        let whole = table(fields.all)
        let legend = TextLayout.wrapped(
            DisplayWidth.harmless(sentences.legend(first: comparison.points.first?.name ?? "")), width: textWidth).map(style.dim)
        if whole.lines(width: .max).allSatisfy({ DisplayWidth.of($0) <= width }) { return whole.lines(width: width, style: style) + legend }
        return table(fields.quality).lines(width: width, style: style) + [""]
            + table(fields.modes + fields.people).lines(width: width, style: style) + legend
    }

    private func table(_ fields: [WhatIfFields.Field]) -> TextTable {
        let isNumbered = comparison.question == .eveningSlots
        var table = TextTable(
            [.init(comparison.heading, isNumbered ? .right : .left, canShrink: !isNumbered)] + fields.map { .init($0.heading, .right) })
        for index in comparison.points.indices { table.add([comparison.label(index)] + fields.map { $0.text(index) }) }
        return table
    }

    // MARK: - Certainty

    private var certainty: [String] {
        let gains = sentences.gains
        guard !gains.isEmpty else { return [] }
        return [style.dim("What is certain, however long anybody searches")]
            + gains.flatMap { TextLayout.wrapped(DisplayWidth.harmless($0), width: textWidth, indent: 2) }
    }

    // MARK: - Requests and people

    private var requests: [String] {
        var lines: [String] = []
        for (index, figures) in comparison.figures.enumerated().dropFirst() {
            let parts = [("gained", figures.gained), ("lost by day", figures.daytimeLost), ("lost late", figures.lost.filter(\.isAfterHours))]
                .filter { !$0.1.isEmpty }.map { "\($0.0) \(Self.listed($0.1.map(\.request)))" }
            guard !parts.isEmpty else { continue }
            lines += TextLayout.wrapped(
                DisplayWidth.harmless("\(comparison.name(index)): \(parts.joined(separator: "; "))"), width: textWidth, indent: 2)
        }
        guard !lines.isEmpty, let first = comparison.points.first else { return [] }
        return [style.dim(DisplayWidth.harmless("Requests gained and lost against \(first.name)"))] + lines
    }

    private static func listed(_ ids: [String]) -> String {
        ids.count <= mostRequests + 1
            ? ids.joined(separator: ", ") : ids.prefix(mostRequests).joined(separator: ", ") + " and \(ids.count - mostRequests) more"
    }

    /// Who works how many evenings, at each point.
    private var evenings: [String] {
        let rows = WhatIfEvenings(comparison).rows.filter { $0.evenings.contains { ($0 ?? 0) > 0 } }
        guard !rows.isEmpty else { return [] }
        let shown = rows.count <= Self.mostPeople + 1 ? rows : Array(rows.prefix(Self.mostPeople))
        let labels = comparison.points.indices.map(comparison.shortLabel)
        var table = TextTable([.init("Evenings worked", canShrink: true)] + labels.map { .init($0, .right) })
        for row in shown { table.add([row.name] + row.evenings.map { $0.map(Wording.number) ?? "-" }) }
        var lines = table.lines(width: width, style: style)
        if rows.count > shown.count { lines.append("and \(rows.count - shown.count) more people, all in whatif-evenings.csv") }
        return lines
    }

    private var estimates: [String] {
        guard !comparison.estimates.isEmpty else { return [] }
        var table = TextTable([.init("Not planned", canShrink: true), .init("estimate", .right)])
        for estimate in comparison.estimates.prefix(Self.mostRequests) { table.add([estimate.name, Wording.points(WhatIfWording.tenth(estimate.points))]) }
        var lines = table.lines(width: width, style: style)
        let rest = comparison.estimates.count - Self.mostRequests
        if rest > 0 { lines.append("and \(Wording.number(rest)) more, all in whatif-estimates.csv") }
        return lines + TextLayout.wrapped(WhatIfSentences.estimates, width: textWidth)
    }

    private var ending: [String] { TextLayout.wrapped(DisplayWidth.harmless(sentences.ending), width: textWidth) }
}
