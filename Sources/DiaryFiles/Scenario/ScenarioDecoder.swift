import Diary
import Foundation

/// Turns the merged tree into a ``Scenario``, and reports everything that the rulebook refuses.
///
/// Where an error has been reported, decoding goes on with a stand-in so that all errors are found at once; such a scenario is never
/// handed out.
final class ScenarioDecoder {
    let report: Report
    let values: ValueReader
    let removals: Removals
    let root: Fields
    /// The merged things, for errors and warnings that are found later.
    let nodes: ThingNodes
    let grid: Int

    init(_ files: ScenarioFiles.Result, _ report: Report) {
        self.report = report
        values = ValueReader(report: report)
        removals = files.removals
        root = Fields(entries: files.root.entries ?? [], span: files.root.span)
        nodes = ThingNodes(root: root, values: values)
        let grids = [1, 5, 10, 15, 20, 30, 60]
        grid =
            root["grid"].flatMap { node in
                let expected = "one of \(grids.map(String.init).joined(separator: ", "))"
                guard let value = ValueReader(report: report).integer(node, "`grid`", 1...60, expected: expected) else {
                    return nil
                }
                guard grids.contains(value) else {
                    report.error(node.span, "`grid` is \(value)", expected: expected)
                    return nil
                }
                return value
            } ?? 15
    }

    func decode() -> Scenario {
        readFormat()
        let weights = weights()
        let types = nodes.types.map { sessionType($0) }
        let places = nodes.places.map { place($0) }
        let practitioners = nodes.practitioners.map { practitioner($0) }
        checkSupervisors(practitioners)
        let meetings = nodes.meetings.map { meeting($0) }
        let requests = nodes.requests.map { request($0, types, weights) }
        return Scenario(
            service: required(root, "service", of: "the scenario").flatMap { values.name($0, "`service`") } ?? "",
            week: week(), timeZone: timeZone(), grid: grid, rules: rules(), travel: travel(), weights: weights,
            sessionTypes: types,
            places: places, practitioners: practitioners, meetings: meetings, requests: requests)
    }

    // MARK: What all things share

    /// The value of a key that has to be there; nil has been reported.
    func required(_ fields: Fields, _ key: String, of owner: String) -> Node? {
        if let node = fields[key] { return node }
        report.error(fields.place(ofMissing: key), "\(owner) has no `\(key)`", expected: "the key `\(key)`")
        return nil
    }

    /// The position of the thing that an id names; nil has been reported.
    func reference(_ node: Node, _ name: String, to kind: ThingKind) -> Int? {
        guard let id = values.name(node, name) else { return nil }
        let index = nodes.index(kind)
        if let position = index[id] { return position }
        if let removal = removals.span(list: nodes.listKey(kind), id: id) {
            report.error(
                node.span,
                "\(name) names the \(kind.rawValue) \(quoted(id)), which was removed on \(report.mention(removal, from: node.span))",
                expected: "a \(kind.rawValue) that is still there")
            return nil
        }
        report.error(
            node.span, "\(name) names \(quoted(id)), but there is no such \(kind.rawValue)",
            expected: index.isEmpty ? "the scenario has no \(kind.rawValue)s" : nil,
            suggestion: Suggestion.nearest(to: id, among: nodes.ids(kind)))
        return nil
    }

    /// The positions of the things that a list of ids names, each once.
    func references(_ node: Node, _ name: String, to kind: ThingKind) -> [Int] {
        var seen: Set<Int> = []
        return (values.list(node, name, of: "\(kind.rawValue) ids") ?? []).compactMap { item in
            guard let position = reference(item, "an item of \(name)", to: kind) else { return nil }
            guard seen.insert(position).inserted else {
                report.warning(item.span, "\(name) names \(quoted(item.idText ?? "")) a second time")
                return nil
            }
            return position
        }
    }

    func count(_ node: Node?, _ name: String) -> Int? {
        node.flatMap { values.integer($0, name, 0...1_000_000) }
    }

    // MARK: The service and its week

    private func readFormat() {
        guard let node = required(root, "format", of: "the scenario"), let text = values.text(node, "`format`") else { return }
        if text != "diary-scenario/1" {
            report.error(node.span, "`format` is \(quoted(text))", expected: "`diary-scenario/1`, the only one there is")
        }
    }

    private func week() -> CalendarDate {
        guard let node = required(root, "week", of: "the scenario"), let date = values.date(node, "`week`") else {
            return CalendarDate(daysSinceEpoch: 4)
        }
        if date.weekday != .monday {
            let monday = date.advanced(by: -date.weekday.rawValue)
            report.error(
                node.span, "`week` is \(date), a \(date.weekday.name)", expected: "the Monday of the week to plan",
                suggestion: "\(monday)")
        }
        return date
    }

    private func timeZone() -> String {
        guard let node = root["timezone"], let name = values.name(node, "`timezone`") else { return "Europe/London" }
        if !Self.isZone(name) {
            report.error(
                node.span, "`timezone` is \(quoted(name)), which is no time zone that this computer knows",
                expected: "a name of the IANA time zone database, such as `Europe/London`",
                suggestion: Suggestion.nearest(to: name, among: TimeZone.knownTimeZoneIdentifiers))
        }
        return name
    }

    /// Whether a name is one of the IANA database; abbreviations (`BST`) and offsets (`GMT+1`), which Foundation also takes, are not.
    static func isZone(_ name: String) -> Bool {
        if TimeZone.knownTimeZoneIdentifiers.contains(name) || name == "UTC" { return true }
        if TimeZone.abbreviationDictionary[name] != nil || name.hasPrefix("GMT") || name.utf8.contains(0) { return false }
        return TimeZone(identifier: name) != nil
    }

    private func rules() -> Rules {
        var result = Rules()
        guard let node = root["rules"], let fields = values.mapping(node, "`rules`", example: "{rest: 660}") else {
            return result
        }
        if let time = fields["after-hours-from"].flatMap({ values.time($0, "`after-hours-from`") }) {
            result.afterHoursFrom = time
        }
        result.afterHoursSlots = count(fields["after-hours-slots"], "`after-hours-slots`")
        result.coverRatio = fields["cover-ratio"].flatMap { values.integer($0, "`cover-ratio`", 1...1_000_000) }
        if let rest = fields["rest"].flatMap({ values.integer($0, "`rest`", 0...1440) }) { result.rest = rest }
        if let node = fields["break"],
            let fields = values.mapping(node, "`break`", example: "{after: 360, minutes: 30, window: \"11:30-14:30\"}")
        {
            if let after = fields["after"].flatMap({ values.integer($0, "`break.after`", 0...1440) }) {
                result.breakRule.after = after
            }
            if let minutes = fields["minutes"].flatMap({ values.integer($0, "`break.minutes`", 0...1440) }) {
                result.breakRule.minutes = minutes
            }
            if let window = fields["window"].flatMap({ values.window($0, "`break.window`") }) { result.breakRule.window = window }
        }
        return result
    }

    private func travel() -> Travel {
        var result = Travel()
        guard let node = root["travel"], let fields = values.mapping(node, "`travel`", example: "{fixed: 10}") else {
            return result
        }
        func figure(_ key: String, atLeast least: Double) -> Double? {
            fields[key].flatMap {
                values.decimal(
                    $0, "`\(key)`", least...Double.greatestFiniteMagnitude, expected: "a number of at least \(Int(least))")
            }
        }
        if let fixed = figure("fixed", atLeast: 0) { result.fixed = fixed }
        if let minutes = figure("minutes-per-km", atLeast: 0) { result.minutesPerKilometre = minutes }
        if let detour = figure("detour", atLeast: 1) { result.detour = detour }
        guard let between = fields["between"], let items = values.list(between, "`between`", of: "overrides") else {
            return result
        }
        var first: [PlacePair: Span] = [:]
        for item in items {
            guard let fields = values.mapping(item, "an item of `between`", example: "{from: a, to: b, minutes: 25}") else {
                continue
            }
            let from = required(fields, "from", of: "an item of `between`").flatMap { reference($0, "`from`", to: .place) }
            let to = required(fields, "to", of: "an item of `between`").flatMap { reference($0, "`to`", to: .place) }
            let minutes = required(fields, "minutes", of: "an item of `between`").flatMap {
                values.decimal($0, "`minutes`", 0...Double.greatestFiniteMagnitude, expected: "a number of at least 0")
            }
            guard let from, let to else { continue }
            let span = fields["to"]?.span ?? item.span
            guard from != to else {
                report.error(span, "this override leads from a place to itself", expected: "two different places")
                continue
            }
            let pair = PlacePair(from, to)
            if let earlier = first[pair] {
                report.error(
                    span, "these two places already have an override on \(report.mention(earlier, from: span))",
                    expected: "one override, which holds both ways")
            } else {
                first[pair] = span
                result.overrides[pair] = minutes
            }
        }
        return result
    }

    private func weights() -> Weights {
        var result = Weights()
        guard let node = root["weights"], let fields = values.mapping(node, "`weights`", example: "{wait: 2}") else {
            return result
        }
        func points(_ key: String, _ path: WritableKeyPath<Weights, Points>) {
            if let value = fields[key].flatMap({ values.points($0, "`\(key)`") }) { result[keyPath: path] = value }
        }
        func named(_ key: String, _ path: WritableKeyPath<Weights, [String: Points]>) {
            guard let node = fields[key], let inner = values.mapping(node, "`\(key)`", example: "{urgent: 150}") else { return }
            for entry in inner.entries where !entry.value.isNull {
                guard !entry.key.isEmpty else {
                    report.error(entry.keySpan, "`\(key)` has an empty name", expected: "a name")
                    continue
                }
                if let value = values.points(entry.value, "\(quoted(entry.key)) in `\(key)`") {
                    result[keyPath: path][entry.key] = value
                }
            }
        }
        named("priority", \.priority)
        named("groups", \.groups)
        points("wait", \.wait)
        points("mode-step", \.modeStep)
        points("named", \.named)
        points("travel", \.travel)
        points("evening", \.evening)
        points("shortage", \.shortage)
        points("missed-meeting", \.missedMeeting)
        points("pin", \.pin)
        points("change", \.change)
        return result
    }
}
