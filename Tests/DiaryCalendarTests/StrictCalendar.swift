import Foundation

/// A reader of calendar files that forgives nothing, written against RFC 5545 alone: it shares no code with the export.
struct StrictCalendar {
    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    struct Property {
        var name: String
        var parameters: [String: String]
        /// As it stands in the file.
        var value: String

        /// The TEXT that the value stands for.
        var text: String { StrictCalendar.unescaped(value) ?? value }
    }

    final class Component {
        let kind: String
        var properties: [Property] = []
        var components: [Component] = []

        init(kind: String) { self.kind = kind }

        subscript(name: String) -> Property? { properties.first { $0.name == name } }
        func all(_ kind: String) -> [Component] { components.filter { $0.kind == kind } }
        func text(_ name: String) -> String? { self[name]?.text }
    }

    let calendar: Component
    /// The logical lines, unfolded.
    let lines: [String]
    let zones: [String: StrictZone]

    var events: [Component] { calendar.all("VEVENT") }
    var eventsByUID: [String: Component] { Dictionary(uniqueKeysWithValues: events.map { ($0.text("UID") ?? "", $0) }) }

    func event(_ summary: String) throws -> Component {
        let found = events.filter { $0.text("SUMMARY") == summary }
        guard let event = found.first, found.count == 1 else {
            throw Problem(description: "\(found.count) events \"\(summary)\" among \(events.map { $0.text("SUMMARY") ?? "" })")
        }
        return event
    }

    /// The moment of a date-time property in UTC seconds.
    func moment(_ property: Property) throws -> Int {
        if property.value.hasSuffix("Z") { return try Self.seconds(String(property.value.dropLast())) }
        guard let zone = property.parameters["TZID"].flatMap({ zones[$0] }) else {
            throw Problem(description: "\(property.name) names no zone that the calendar declares")
        }
        return try zone.moment(local: Self.seconds(property.value))
    }

    // MARK: Reading

    init(_ data: Data) throws {
        lines = try Self.unfolded(data)
        calendar = try Self.tree(lines)
        var zones: [String: StrictZone] = [:]
        for zone in calendar.all("VTIMEZONE") {
            let id = zone.text("TZID") ?? ""
            guard zones[id] == nil else { throw Problem(description: "the zone \(id) is declared twice") }
            zones[id] = try StrictZone(zone)
        }
        self.zones = zones
        try checkCalendar()
        for event in events { try check(event) }
        let uids = events.compactMap { $0.text("UID") }
        guard Set(uids).count == uids.count else { throw Problem(description: "a UID stands twice") }
    }

    private static func unfolded(_ data: Data) throws -> [String] {
        var physical: [[UInt8]] = [[]]
        var bytes = data.makeIterator()
        while let byte = bytes.next() {
            if byte == 13 {
                guard bytes.next() == 10 else { throw Problem(description: "a carriage return without line feed") }
                physical.append([])
            } else {
                guard byte != 10 else { throw Problem(description: "a line feed without carriage return") }
                guard byte >= 32 && byte != 127 || byte == 9 else { throw Problem(description: "the control character \(byte)") }
                physical[physical.count - 1].append(byte)
            }
        }
        guard physical.removeLast().isEmpty else { throw Problem(description: "the last line does not end") }
        var logical: [String] = []
        for line in physical {
            guard !line.isEmpty else { throw Problem(description: "an empty line") }
            guard line.count <= 75 else { throw Problem(description: "a line of \(line.count) octets") }
            guard let text = String(validating: line, as: UTF8.self) else { throw Problem(description: "a line splits a character") }
            if line[0] == 32 || line[0] == 9 {
                guard !logical.isEmpty else { throw Problem(description: "the first line is a continuation") }
                logical[logical.count - 1].unicodeScalars.append(contentsOf: text.unicodeScalars.dropFirst())
            } else {
                logical.append(text)
            }
        }
        return logical
    }

    private static func tree(_ lines: [String]) throws -> Component {
        var stack: [Component] = []
        var root: Component?
        for line in lines {
            guard root == nil else { throw Problem(description: "something follows the calendar") }
            let property = try property(line)
            switch property.name {
            case "BEGIN": stack.append(Component(kind: property.value))
            case "END":
                guard let ended = stack.popLast(), ended.kind == property.value else { throw Problem(description: "\(line) ends nothing") }
                if let parent = stack.last { parent.components.append(ended) } else { root = ended }
            default:
                guard let component = stack.last else { throw Problem(description: "\(line) stands outside") }
                component.properties.append(property)
            }
        }
        guard let root, root.kind == "VCALENDAR" else { throw Problem(description: "no whole calendar") }
        return root
    }

    private static func property(_ line: String) throws -> Property {
        guard let match = line.wholeMatch(of: /([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^";:,]+)*):(.*)/.dotMatchesNewlines().matchingSemantics(.unicodeScalar)) else {
            throw Problem(description: "no content line: \(line)")
        }
        var parameters: [String: String] = [:]
        for parameter in match.2.split(separator: ";") {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            parameters[String(parts[0])] = String(parts[1])
        }
        return Property(name: String(match.1), parameters: parameters, value: String(match.3))
    }

    // MARK: Rules

    private func checkCalendar() throws {
        try Self.require(calendar, once: ["PRODID", "VERSION"], atMostOnce: ["CALSCALE", "METHOD", "UID", "NAME", "LAST-MODIFIED", "REFRESH-INTERVAL"])
        guard calendar["VERSION"]?.value == "2.0" else { throw Problem(description: "the version is not 2.0") }
        guard !calendar.components.isEmpty else { throw Problem(description: "no component") }
        for name in ["NAME", "X-WR-CALNAME"] { try Self.checkText(calendar[name]) }
    }

    private func check(_ event: Component) throws {
        try Self.require(
            event, once: ["UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "CLASS", "TRANSP"],
            atMostOnce: ["SUMMARY", "DESCRIPTION", "LOCATION", "GEO", "CATEGORIES", "LAST-MODIFIED"], never: ["DURATION"])
        guard event.components.isEmpty else { throw Problem(description: "an event holds components") }
        for name in ["UID", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES"] { try Self.checkText(event[name]) }
        for name in ["DTSTAMP", "LAST-MODIFIED"] {
            guard event[name]?.value.hasSuffix("Z") == true else { throw Problem(description: "\(name) is not in UTC") }
        }
        for (name, pattern) in [
            ("SEQUENCE", /[0-9]+/), ("STATUS", /CONFIRMED|CANCELLED/), ("CLASS", /PRIVATE/), ("TRANSP", /OPAQUE|TRANSPARENT/),
        ] {
            guard try pattern.wholeMatch(in: event[name]?.value ?? "") != nil else { throw Problem(description: "\(name) is wrong") }
        }
        if let position = event["GEO"] {
            guard position.value.wholeMatch(of: /-?[0-9]{1,2}\.[0-9]{6};-?[0-9]{1,3}\.[0-9]{6}/) != nil else {
                throw Problem(description: "GEO is \(position.value)")
            }
        }
        guard let start = event["DTSTART"], let end = event["DTEND"], try moment(start) < moment(end) else {
            throw Problem(description: "\(event.text("SUMMARY") ?? "an event") does not end after its start")
        }
        guard start.parameters == end.parameters else { throw Problem(description: "start and end have different forms") }
    }

    fileprivate static func require(_ component: Component, once: [String], atMostOnce: [String] = [], never: [String] = []) throws {
        for (names, allowed) in [(once, 1...1), (atMostOnce, 0...1), (never, 0...0)] {
            for name in names {
                let count = component.properties.count { $0.name == name }
                guard allowed.contains(count) else { throw Problem(description: "\(component.kind) has \(count) \(name)") }
            }
        }
    }

    private static func checkText(_ property: Property?) throws {
        guard let property else { return }
        guard unescaped(property.value) != nil else { throw Problem(description: "\(property.name) is not escaped: \(property.value)") }
    }

    /// RFC 5545 §3.3.11, or nil where a character stands bare that must not.
    static func unescaped(_ value: String) -> String? {
        var result = String.UnicodeScalarView()
        var escaping = false
        for scalar in value.unicodeScalars {
            if escaping {
                switch scalar {
                case "n", "N": result.append("\n")
                case "\\", ";", ",": result.append(scalar)
                default: return nil
                }
                escaping = false
            } else if scalar == "\\" {
                escaping = true
            } else if scalar == ";" || scalar == "," {
                return nil
            } else {
                result.append(scalar)
            }
        }
        return escaping ? nil : String(result)
    }

    /// A date-time's seconds since 1970 as if it were in UTC.
    static func seconds(_ text: String) throws -> Int {
        guard let match = text.wholeMatch(of: /([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3), let hour = Int(match.4), let minute = Int(match.5),
            let second = Int(match.6), hour < 24, minute < 60, second < 60,
            let date = DateComponents(calendar: StrictZone.gregorian, year: year, month: month, day: day).date
        else { throw Problem(description: "\(text) is no date-time") }
        return Int(date.timeIntervalSince1970) + hour * 3600 + minute * 60 + second
    }
}

/// A VTIMEZONE, evaluated from its own observances.
struct StrictZone {
    static let gregorian: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0)!
        return calendar
    }()

    /// Onsets in UTC seconds, sorted, with the offsets on either side.
    let onsets: [(moment: Int, from: Int, to: Int)]
    let observances: [StrictCalendar.Component]

    init(_ component: StrictCalendar.Component) throws {
        try StrictCalendar.require(component, once: ["TZID"])
        observances = component.components
        guard !observances.isEmpty, observances.allSatisfy({ ["STANDARD", "DAYLIGHT"].contains($0.kind) }) else {
            throw StrictCalendar.Problem(description: "a zone without observances")
        }
        var onsets: [(moment: Int, from: Int, to: Int)] = []
        for observance in observances {
            try StrictCalendar.require(observance, once: ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"], atMostOnce: ["RRULE", "TZNAME"])
            let start = observance["DTSTART"]!, from = try Self.offset(observance["TZOFFSETFROM"]!), to = try Self.offset(observance["TZOFFSETTO"]!)
            guard start.parameters.isEmpty else { throw StrictCalendar.Problem(description: "an onset in another zone") }
            let first = try StrictCalendar.seconds(start.value)
            let dates = try observance["RRULE"].map { try Self.yearly($0.value, from: first) } ?? [first]
            onsets += dates.map { ($0 - from, from, to) }
        }
        self.onsets = onsets.sorted { $0.moment < $1.moment }
    }

    /// The moment of a wall-clock time, both in seconds: RFC 5545 §3.3.5 for times that clocks show twice or not at all.
    func moment(local: Int) throws -> Int {
        guard let first = onsets.first, local - first.from >= first.moment || local - first.to >= first.moment else {
            throw StrictCalendar.Problem(description: "the zone's observances begin after an event")
        }
        // The last onset that has happened by a clock not yet changed; a time in a gap or before it belongs to the offset before.
        let past = onsets.last { local >= $0.moment + max($0.from, $0.to) }
        return local - (past?.to ?? first.from)
    }

    private static func offset(_ property: StrictCalendar.Property) throws -> Int {
        guard let match = property.value.wholeMatch(of: /([+-])([0-9]{2})([0-9]{2})([0-9]{2})?/), property.value != "-0000",
            let hours = Int(match.2), let minutes = Int(match.3)
        else { throw StrictCalendar.Problem(description: "\(property.value) is no offset") }
        let seconds = match.4.flatMap { Int($0) } ?? 0
        return (match.1 == "-" ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
    }

    /// The first twenty dates of a yearly rule on the n-th weekday of a month.
    private static func yearly(_ rule: String, from first: Int) throws -> [Int] {
        let parts = Dictionary(uniqueKeysWithValues: rule.split(separator: ";").map { part in
            let pair = part.split(separator: "=")
            return (String(pair[0]), String(pair[1]))
        })
        guard parts["FREQ"] == "YEARLY", let month = parts["BYMONTH"].flatMap({ Int($0) }),
            let match = parts["BYDAY"]?.wholeMatch(of: /(-?[0-9])([A-Z]{2})/), let ordinal = Int(match.1),
            let weekday = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"].firstIndex(of: String(match.2)), parts.count == 3
        else { throw StrictCalendar.Problem(description: "the rule \(rule)") }
        let start = Date(timeIntervalSince1970: Double(first))
        let year = gregorian.component(.year, from: start)
        let dates = try (year..<year + 20).map { year in
            var wanted = DateComponents(calendar: gregorian, year: year, month: month, weekday: weekday + 1, weekdayOrdinal: ordinal)
            if ordinal < 0 {
                // The last one: count the month's, then take that.
                let month = gregorian.date(from: DateComponents(year: year, month: month, day: 1))!
                let days = gregorian.range(of: .day, in: .month, for: month)!.map { gregorian.date(byAdding: .day, value: $0 - 1, to: month)! }
                let last = days.last { gregorian.component(.weekday, from: $0) == weekday + 1 }!
                wanted = gregorian.dateComponents([.year, .month, .day], from: last)
            }
            guard let date = gregorian.date(from: wanted) else { throw StrictCalendar.Problem(description: "the rule \(rule)") }
            return Int(date.timeIntervalSince1970) + first.quotientAndRemainder(dividingBy: 86_400).remainder
        }
        guard dates.first == first else { throw StrictCalendar.Problem(description: "the first onset does not follow \(rule)") }
        return dates
    }
}
