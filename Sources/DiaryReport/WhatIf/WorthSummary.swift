public import Diary

/// What one more unit of each scarce thing is worth, for terminals: the dearest first, with people and places named, and what is worth nothing.
public struct WorthSummary: Sendable {
    /// Something scarce.
    public struct Row: Hashable, Sendable {
        /// What it is, as a heading: `evening`, `room`.
        public var kind: String
        /// Whose or where: `Practitioner 3`; empty where there is only one.
        public var name: String
        /// One more unit: `one more evening`.
        public var unit: String
        public var points: Points
        /// When it is dearest, if that differs.
        public var dearest: WeekTime?

        public init(kind: String, name: String, unit: String, points: Points, dearest: WeekTime? = nil) {
            self.kind = kind
            self.name = name
            self.unit = unit
            self.points = points
            self.dearest = dearest
        }
    }

    private let scenario: Scenario
    private let score: Points
    private let bound: Points
    private let rows: [Row]
    private let typical: Points
    private let style: TextStyle
    private let width: Int

    /// Rows that are shown at most.
    private static let mostRows = 25
    /// Names of what is worth nothing that are shown at most, of each kind.
    private static let mostNames = 8

    /// - Parameters:
    ///   - rows: the dearest first.
    ///   - typical: points of one session.
    ///   - width: columns of the terminal.
    public init(
        scenario: Scenario, score: Points, bound: Points, rows: [Row], typical: Points, style: TextStyle = .plain, width: Int = 80
    ) {
        self.scenario = scenario
        self.score = score
        self.bound = bound
        self.rows = rows
        self.typical = typical
        self.style = style
        self.width = width
    }

    /// What one session brings, to turn points into sessions: the median of the requests that a plan leaves out, by what each would bring in its
    /// first mode; of all requests where it leaves none out.
    public static func typicalSession(_ scenario: Scenario, _ timetable: Timetable) -> Points {
        let figures = WeekFigures(scenario, timetable)
        let requests = figures.unplaced.isEmpty ? Array(scenario.requests.indices) : figures.unplaced
        let points = requests.map { request in
            scenario.sessionPoints(request: request, practitioners: [], mode: scenario.requests[request].modes.first ?? .inPerson)
        }.sorted()
        return points.isEmpty ? .zero : points[points.count / 2]
    }

    /// Sessions of the typical kind that some points are worth, or nil where such a session brings nothing.
    public static func sessions(_ points: Points, typical: Points) -> Double? {
        typical > .zero ? Double(points.thousandths) / Double(typical.thousandths) : nil
    }

    /// The whole text, each line ended by a line break.
    public var text: String {
        [title, table, nothing].filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var textWidth: Int { min(width, 100) }

    private var title: [String] {
        let name = "\(DisplayWidth.harmless(scenario.service)), week of \(Wording.date(scenario.week)): what is one more worth?"
        let gap = WhatIfWording.gap(score: score, bound: bound)
        let quality = "The plan has \(Wording.points(score)) points; no plan has more than \(Wording.points(bound))\(gap.isEmpty ? "" : ", a gap of \(gap)")."
        let meaning =
            "At the prices that prove this bound, one more of each raises it by so many points: an estimate of value, not a promise."
            + (typical > .zero
                ? " As sessions: divided by \(Wording.points(typical)), what the median request that is left out would bring (of all requests where none is)." : "")
        return TextLayout.wrapped(name, width: textWidth).map(style.bold) + TextLayout.wrapped(quality, width: textWidth)
            + TextLayout.wrapped(meaning, width: textWidth)
    }

    private var table: [String] {
        let priced = rows.filter { $0.points > .zero }
        guard !priced.isEmpty else { return ["Nothing that is limited is worth anything: more of it would not raise the bound."] }
        var table = TextTable([
            .init("One more", canShrink: true), .init("points", .right), .init("sessions", .right), .init("dearest"),
        ])
        for row in priced.prefix(Self.mostRows) {
            table.add([
                row.name.isEmpty ? row.unit : "\(row.unit), \(row.name)", Wording.points(WhatIfWording.tenth(row.points)),
                Self.sessions(row.points, typical: typical).map(Self.tenths) ?? "",
                row.dearest.map { "\(Wording.shortDay($0.day)) \(ClockTime.text($0.minute))" } ?? "",
            ])
        }
        var lines = table.lines(width: width, style: style)
        if priced.count > Self.mostRows { lines.append("and \(priced.count - Self.mostRows) more, of less; --json has all of them") }
        return lines
    }

    private var nothing: [String] {
        var kinds: [String] = []
        var names: [String: [String]] = [:]
        for row in rows where row.points == .zero {
            if names[row.kind] == nil { kinds.append(row.kind) }
            names[row.kind, default: []].append(row.name)
        }
        guard !kinds.isEmpty else { return [] }
        let lines = kinds.flatMap { kind -> [String] in
            let all = names[kind, default: []].filter { !$0.isEmpty }.map(DisplayWidth.harmless)
            let shown = all.count <= Self.mostNames + 1 ? all : all.prefix(Self.mostNames) + ["\(all.count - Self.mostNames) more"]
            return TextLayout.wrapped(shown.isEmpty ? kind : "\(kind): \(Wording.list(shown))", width: textWidth, indent: 2)
        }
        return [style.dim("Worth nothing: one more would not raise the bound")] + lines
    }

    private static func tenths(_ value: Double) -> String {
        guard value.isFinite, value < 1e9 else { return "" }
        let tenths = Int((value * 10).rounded())
        return tenths == 0 ? "<0.1" : "\(Wording.number(tenths / 10)).\(tenths % 10)"
    }
}
