import Diary

/// The page of one practitioner or place: a week to hang on a wall.
struct WeekPage {
    var heading: String
    var headline: String
    /// Label and text.
    var facts: [(label: String, text: String)]
    var grid: WeekGrid
    /// Hours of a day in words.
    var shift: (Weekday) -> String
    var tables: [PageTable] = []

    /// What the template takes, beside what all pages have.
    func values(of scenario: Scenario) -> [String: Any] {
        let kinds = Set(grid.days.flatMap { $0.blocks.map(\.entry.kind) })
        let hasNotes = grid.days.contains { $0.blocks.contains { $0.entry.writeUpFrom != nil } }
        return [
            "heading": heading, "headline": headline, "hasFacts": !facts.isEmpty,
            "facts": facts.map { ["label": $0.label, "text": $0.text] as [String: Any] },
            "lines": String(grid.lines), "dayCount": String(grid.days.count),
            "hours": grid.axis.hours.map { ["top": Self.percent(grid.top($0)), "text": ClockTime.text($0)] as [String: Any] },
            "days": grid.days.enumerated().map { values(of: $1, column: $0 + 2, scenario) },
            "legend": WeekEntry.Kind.all.filter(kinds.contains).map { Self.marks(of: $0) }, "hasNotes": hasNotes,
            "tables": tables.map(\.values),
        ]
    }

    private func values(of day: WeekGrid.Day, column: Int, _ scenario: Scenario) -> [String: Any] {
        [
            "column": String(column), "name": day.day.name, "date": Wording.shortDate(scenario.date(of: day.day)), "shift": shift(day.day),
            "bands": day.bands.map { band -> [String: Any] in
                let top = grid.top(band.window.start)
                return ["kind": band.kind.rawValue, "top": Self.percent(top), "height": Self.percent(grid.top(band.window.end) - top)]
            },
            "hasEntries": !day.blocks.isEmpty, "entries": day.blocks.map(values),
        ]
    }

    private func values(of block: WeekGrid.Block) -> [String: Any] {
        let entry = block.entry
        var values = Self.marks(of: entry.kind)
        values["top"] = Self.percent(block.top)
        values["height"] = Self.percent(block.height)
        values["left"] = Self.percent(block.left)
        values["width"] = Self.percent(block.width)
        values["rows"] = String(block.rows)
        values["isOneLine"] = block.rows == 1
        values["notes"] = orFalse(block.notesFrom.map(Self.percent))
        values["isNarrow"] = block.width < WeekGrid.whole * 2 / 3
        values["from"] = ClockTime.text(entry.start)
        values["until"] = "–" + ClockTime.text(entry.ownEnd)
        values["title"] = orFalse(entry.title.isEmpty ? nil : entry.title)
        values["details"] = entry.details
        values["writeUp"] = orFalse(entry.writeUpFrom.map { _ in "write-up to \(ClockTime.text(entry.end))" })
        return values
    }

    private static func marks(of kind: WeekEntry.Kind) -> [String: Any] {
        ["kind": styleClass(of: kind), "mark": kind.mark, "word": kind.word]
    }

    private static func styleClass(of kind: WeekEntry.Kind) -> String {
        switch kind {
        case .session(let mode): mode.key
        case .travel: "travel"
        case .rest: "rest"
        case .supervision: "supervision"
        case .meeting: "meeting"
        case .cover: "cover"
        case .busy: "busy"
        }
    }

    /// `12.5` for 12,500 thousandths of a per cent.
    static func percent(_ thousandths: Int) -> String { Points(thousandths: thousandths).description }
}
