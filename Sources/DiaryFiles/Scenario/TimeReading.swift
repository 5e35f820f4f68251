import Diary

/// Reading of dates, times, windows and Weeklies (RULEBOOK §1).
extension ValueReader {
    /// `YYYY-MM-DD`.
    func date(_ node: Node, _ name: String) -> CalendarDate? {
        guard let text = text(node, name) else { return nil }
        if let date = CalendarDate(text) { return date }
        report.error(node.span, "\(name) is \(quoted(text))", expected: "a date that exists, as `YYYY-MM-DD`")
        return nil
    }

    func dates(_ node: Node, _ name: String) -> Set<CalendarDate> {
        Set((list(node, name, of: "dates") ?? []).compactMap { date($0, "an item of \(name)") })
    }

    /// `HH:MM` from 00:00 to 23:59, as a minute of the day.
    func time(_ node: Node, _ name: String) -> Int? {
        guard let text = text(node, name) else { return nil }
        if let minute = ClockTime.minute(text), minute < 1440 { return minute }
        report.error(node.span, "\(name) is \(quoted(text))", expected: "a time from 00:00 to 23:59, as `HH:MM`")
        return nil
    }

    /// `HH:MM-HH:MM`.
    func window(_ node: Node, _ name: String) -> Window? {
        guard case .scalar = node.content else {
            wrong(node, name, expected: "a window such as `09:00-17:00`")
            return nil
        }
        guard let text = text(node, name) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = ClockTime.minute(parts[0]), let end = ClockTime.minute(parts[1]) else {
            report.error(node.span, "\(name) is \(quoted(text))", expected: "a window as `HH:MM-HH:MM`, such as `09:00-17:00`")
            return nil
        }
        guard start < end else {
            report.error(
                node.span, "\(name) is \(quoted(text))",
                expected: "a window whose start is before its end; nothing crosses midnight")
            return nil
        }
        return Window(start: start, end: end)
    }

    /// A mapping from days to a window or a list of windows.
    func weekly(_ node: Node, _ name: String) -> Weekly? {
        guard let parts = weeklyParts(node, name) else { return nil }
        var result: [Weekday: [Window]] = [:]
        for part in parts { for day in part.days { result[day, default: []] += part.windows } }
        return Weekly(result)
    }

    /// One entry of a Weekly.
    struct WeeklyPart {
        var days: [Weekday]
        var windows: [Window]
        var span: Span
    }

    /// The entries of a Weekly one by one, as they are written.
    func weeklyParts(_ node: Node, _ name: String) -> [WeeklyPart]? {
        guard let entries = node.entries else {
            wrong(node, name, expected: "windows by day, such as `{mon-fri: \"09:00-17:00\"}`")
            return nil
        }
        // In a table, several windows of one day are written as several entries; in YAML a day has one key.
        let isTable = node.span.tableColumn != 0
        var owner: [Weekday: String] = [:]
        var result: [WeeklyPart] = []
        for entry in entries {
            guard let days = days(entry, name) else { continue }
            for day in days {
                if !isTable, let other = owner[day] {
                    let again =
                        other == entry.key ? "twice in \(quoted(entry.key))" : "by \(quoted(other)) and by \(quoted(entry.key))"
                    report.error(
                        entry.keySpan, "\(name) names \(day.name) \(again)",
                        expected: "each day once; one day can have a list of windows")
                }
                owner[day] = entry.key
            }
            if entry.value.isNull { continue }
            let nodes = entry.value.items ?? [entry.value]
            let windows = nodes.compactMap { window($0, "the window of \(quoted(entry.key)) in \(name)") }
            result.append(
                WeeklyPart(days: days, windows: windows, span: entry.value.items == nil ? entry.value.span : entry.keySpan))
        }
        return result
    }

    /// The days of a key: `mon`, `mon-fri`, `tue thu`.
    private func days(_ entry: Node.Entry, _ name: String) -> [Weekday]? {
        var result: [Weekday] = []
        let words = entry.key.split(separator: " ")
        func refuse(_ message: String, expected: String? = "days as `mon`, `mon-fri` or `tue thu`", suggestion: String? = nil)
            -> [Weekday]?
        {
            report.error(entry.keySpan, message, expected: expected, suggestion: suggestion)
            return nil
        }
        guard !words.isEmpty else { return refuse("\(name) has an empty day") }
        for word in words {
            let ends = word.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count <= 2 else { return refuse("\(name) names \(quoted(String(word))), which is no day") }
            var days: [Weekday] = []
            for end in ends {
                guard let day = Weekday(key: end) else {
                    let suggestion = Weekday.allCases.first {
                        end.lowercased().hasPrefix($0.key) || $0.name.lowercased() == end.lowercased()
                    }?.key
                    return refuse(
                        "\(name) names \(quoted(String(end))), which is no day",
                        suggestion: suggestion ?? Suggestion.nearest(to: String(end), among: Weekday.allCases.map(\.key)))
                }
                days.append(day)
            }
            guard let first = days.first, let last = days.last, first <= last else {
                return refuse(
                    "\(name) has the range \(quoted(String(word))), which runs backwards",
                    expected: "a range that runs forward, such as `mon-fri`")
            }
            result += Weekday.allCases.filter { first <= $0 && $0 <= last }
        }
        return result
    }
}
