import Diary

/// Session types, places, practitioners, meetings and requests.
extension ScenarioDecoder {
    // MARK: Session types

    func sessionType(_ thing: ThingNodes.Thing) -> SessionType {
        let fields = thing.fields
        var modes: [Mode: ModeLength] = [:]
        if let node = required(fields, "modes", of: thing.title),
            let inner = values.mapping(node, "`modes` of \(thing.title)", example: "{phone: {minutes: 30, after: 15}}")
        {
            for entry in inner.entries where !entry.value.isNull {
                // Keys that are no modes have been reported with the file's other unknown keys.
                guard let mode = Mode(key: entry.key) else { continue }
                modes[mode] = modeLength(entry, thing)
            }
        }
        let staff = fields["staff"].map { self.staff($0, thing) } ?? [[]]
        return SessionType(
            id: thing.id, modes: modes, order: fields["order"].map { order($0, Set(modes.keys), thing) },
            room: fields["room"].flatMap { values.name($0, "`room`") } ?? "private",
            skills: skills(fields["skills"], "`skills`"), staff: staff,
            value: fields["value"].flatMap { values.points($0, "`value`") } ?? Points(100))
    }

    private func modeLength(_ entry: Node.Entry, _ thing: ThingNodes.Thing) -> ModeLength {
        let title = "the mode `\(entry.key)` of \(thing.title)"
        guard let inner = values.mapping(entry.value, title, example: "{minutes: 45, after: 15}") else {
            return ModeLength(minutes: 1)
        }
        let fields = Fields(entries: inner.entries, span: entry.keySpan)
        return ModeLength(
            minutes: required(fields, "minutes", of: title).flatMap { values.integer($0, "`minutes`", 1...1440) } ?? 1,
            after: fields["after"].flatMap { values.integer($0, "`after`", 0...480) } ?? 0)
    }

    private func order(_ node: Node, _ modes: Set<Mode>, _ thing: ThingNodes.Thing) -> [Mode] {
        let order = self.modes(node, "`order`")
        let expected = "exactly the type's modes: \(Mode.allCases.filter(modes.contains).map(\.key).joined(separator: ", "))"
        guard let items = node.items, order.count == items.count else { return order }
        var seen: Set<Mode> = []
        var isExact = true
        for (mode, item) in zip(order, items) {
            if !modes.contains(mode) {
                report.error(
                    item.span, "`order` of \(thing.title) names \(quoted(mode.key)), which is not among its `modes`",
                    expected: expected)
                isExact = false
            } else if !seen.insert(mode).inserted {
                report.error(item.span, "`order` of \(thing.title) names \(quoted(mode.key)) a second time", expected: expected)
                isExact = false
            }
        }
        if isExact, seen != modes {
            let missing = Mode.allCases.filter { modes.contains($0) && !seen.contains($0) }
            report.error(
                node.span, "`order` of \(thing.title) leaves out \(missing.map { quoted($0.key) }.joined(separator: ", "))",
                expected: expected)
        }
        return order
    }

    private func staff(_ node: Node, _ thing: ThingNodes.Thing) -> [Set<String>] {
        let expected =
            "1, 2, or a list with the further skills of each of one or two seats, such as `[[], [educational-psychology]]`"
        guard let seats = node.items else {
            guard let count = values.integer(node, "`staff`", 1...2, expected: expected) else { return [[]] }
            return Array(repeating: [], count: count)
        }
        guard (1...2).contains(seats.count) else {
            report.error(node.span, "`staff` has \(seats.count) seats", expected: expected)
            return [[]]
        }
        return seats.map { Set(values.names($0, "a seat of `staff`", of: "skills") ?? []) }
    }

    private func skills(_ node: Node?, _ name: String) -> Set<String> {
        Set(node.flatMap { values.names($0, name, of: "skills") } ?? [])
    }

    private func modes(_ node: Node, _ name: String) -> [Mode] {
        (values.list(node, name, of: "modes") ?? []).compactMap { values.mode($0, "an item of \(name)") }
    }

    // MARK: Places

    func place(_ thing: ThingNodes.Thing) -> Place {
        let fields = thing.fields
        let kind = required(fields, "kind", of: thing.title).flatMap {
            values.word($0, "`kind`", among: PlaceKind.allCases.map(\.rawValue), as: PlaceKind.init(rawValue:))
        }
        var rooms = ["private": 1]
        if let node = fields["rooms"], let inner = values.mapping(node, "`rooms`", example: "{private: 1, hub: 1}") {
            rooms = [:]
            for entry in inner.entries where !entry.value.isNull {
                rooms[entry.key] = count(entry.value, "the number of \(quoted(entry.key)) rooms")
            }
        }
        return Place(
            id: thing.id, name: fields["name"].flatMap { values.text($0, "`name`") }, kind: kind ?? .school,
            area: fields["area"].flatMap { values.name($0, "`area`") },
            position: required(fields, "at", of: thing.title).flatMap(position) ?? Position(latitude: 0, longitude: 0),
            open: fields["open"].flatMap { values.weekly($0, "`open`") } ?? Place.defaultOpen,
            closed: fields["closed"].map { values.dates($0, "`closed`") } ?? [],
            onsite: fields["onsite"].flatMap { values.bool($0, "`onsite`") } ?? true, rooms: rooms,
            hubOpen: fields["hub-open"].flatMap { values.weekly($0, "`hub-open`") },
            named: fields["named"].map { references($0, "`named`", to: .practitioner) } ?? [],
            minimum: count(fields["minimum"], "`minimum`") ?? 0)
    }

    private func position(_ node: Node) -> Position? {
        guard let items = values.list(node, "`at`", of: "latitude and longitude") else { return nil }
        guard items.count == 2 else {
            report.error(
                node.span, "`at` has \(items.count == 1 ? "1 number" : "\(items.count) numbers")",
                expected: "latitude and longitude, such as `[51.4592, -0.3816]`")
            return nil
        }
        let latitude = values.decimal(items[0], "the latitude", -90...90, expected: "degrees from -90 to 90")
        let longitude = values.decimal(items[1], "the longitude", -180...180, expected: "degrees from -180 to 180")
        guard let latitude, let longitude else { return nil }
        return Position(latitude: latitude, longitude: longitude)
    }

    // MARK: Practitioners

    func practitioner(_ thing: ThingNodes.Thing) -> Practitioner {
        let fields = thing.fields
        return Practitioner(
            id: thing.id, name: fields["name"].flatMap { values.text($0, "`name`") },
            role: fields["role"].flatMap { values.text($0, "`role`") } ?? "",
            qualified: fields["qualified"].flatMap { values.bool($0, "`qualified`") } ?? true,
            desk: required(fields, "desk", of: thing.title).flatMap { reference($0, "`desk`", to: .place) } ?? 0,
            serves: fields["serves"].map { Set(values.names($0, "`serves`", of: "areas") ?? []) },
            skills: skills(fields["skills"], "`skills`"),
            hours: required(fields, "hours", of: thing.title).flatMap { values.weekly($0, "`hours`") } ?? .never,
            evenings: fields["evenings"].flatMap { values.weekly($0, "`evenings`") } ?? .never,
            away: fields["away"].map { values.dates($0, "`away`") } ?? [],
            modes: fields["modes"].map { Set(modes($0, "`modes`")) } ?? Set(Mode.allCases),
            inPersonAt: fields["in-person-at"].map { Set(references($0, "`in-person-at`", to: .place)) },
            limits: limits(fields["limits"]), busy: fields["busy"].map(busy) ?? [], supervision: supervision(thing),
            supervisesMinutes: figure(fields["supervises"], "supervises", "minutes-per-week"),
            coverEvenings: figure(fields["cover"], "cover", "evenings-per-week"))
    }

    private func limits(_ node: Node?) -> Limits {
        var result = Limits()
        guard let node, let fields = values.mapping(node, "`limits`", example: "{sessions-per-day: 6}") else { return result }
        if let value = count(fields["sessions-per-day"], "`sessions-per-day`") {
            result.sessionsPerDay = value
            if value > 12 {
                report.warning(
                    fields["sessions-per-day"]?.span ?? node.span,
                    "`sessions-per-day` is \(value), but a day has at most 12 sessions")
            }
        }
        if let value = count(fields["sessions-per-week"], "`sessions-per-week`") { result.sessionsPerWeek = value }
        if let value = count(fields["evenings-per-week"], "`evenings-per-week`") { result.eveningsPerWeek = value }
        if let value = count(fields["span"], "`span`") { result.span = value }
        return result
    }

    private func figure(_ node: Node?, _ name: String, _ key: String) -> Int? {
        guard let node else { return nil }
        guard let fields = values.mapping(node, "`\(name)`", example: "{\(key): 2}") else { return 0 }
        return required(fields, key, of: "`\(name)`").flatMap { count($0, "`\(key)`") } ?? 0
    }

    private func busy(_ node: Node) -> [BusyBlock] {
        (values.list(node, "`busy`", of: "busy blocks") ?? []).compactMap { item in
            guard let fields = values.mapping(item, "an item of `busy`", example: "{day: wed, window: \"09:00-12:00\"}") else {
                return nil
            }
            let day = required(fields, "day", of: "a busy block").flatMap {
                values.word($0, "`day`", among: Weekday.allCases.map(\.key)) { Weekday(key: $0) }
            }
            let window = required(fields, "window", of: "a busy block").flatMap { values.window($0, "`window`") }
            let label = fields["label"].flatMap { values.text($0, "`label`") }
            let place = fields["place"].flatMap { reference($0, "`place`", to: .place) }
            guard let day, let window else { return nil }
            return BusyBlock(day: day, window: window, label: label ?? "Busy", place: place)
        }
    }

    private func supervision(_ thing: ThingNodes.Thing) -> SupervisionNeed? {
        guard let node = thing.fields["supervision"] else { return nil }
        guard let fields = values.mapping(node, "`supervision`", example: "{with: [s01], minutes: 60}") else { return nil }
        let with = required(fields, "with", of: "`supervision` of \(thing.title)").map {
            references($0, "`supervision.with`", to: .practitioner)
        }
        let minutes = required(fields, "minutes", of: "`supervision` of \(thing.title)").flatMap {
            values.integer($0, "`supervision.minutes`", 1...1440)
        }
        return SupervisionNeed(supervisors: with ?? [], minutes: minutes ?? 1)
    }

    /// `supervision.with` names neither oneself nor somebody who supervises nobody.
    func checkSupervisors(_ practitioners: [Practitioner]) {
        for (position, thing) in nodes.practitioners.enumerated() {
            for item in thing.fields["supervision"]?["with"]?.items ?? [] {
                guard let id = item.idText, let supervisor = nodes.index(.practitioner)[id] else { continue }
                if supervisor == position {
                    report.error(
                        item.span, "`supervision.with` of \(thing.title) names the practitioner's own id",
                        expected: "somebody else")
                } else if practitioners[supervisor].supervisesMinutes == nil {
                    report.error(
                        item.span, "`supervision.with` names \(quoted(id)), who supervises nobody",
                        expected: "a practitioner with `supervises: {minutes-per-week: ...}`")
                }
            }
        }
    }

    // MARK: Meetings

    func meeting(_ thing: ThingNodes.Thing) -> Meeting {
        let fields = thing.fields
        return Meeting(
            id: thing.id, name: fields["name"].flatMap { values.text($0, "`name`") },
            members: required(fields, "with", of: thing.title).map { references($0, "`with`", to: .practitioner) } ?? [],
            minutes: required(fields, "minutes", of: thing.title).flatMap { values.integer($0, "`minutes`", 1...1440) } ?? 1,
            when: required(fields, "when", of: thing.title).flatMap { values.weekly($0, "`when`") } ?? .never,
            place: fields["place"].flatMap { reference($0, "`place`", to: .place) })
    }

    // MARK: Requests

    func request(_ thing: ThingNodes.Thing, _ types: [SessionType], _ weights: Weights) -> Request {
        let fields = thing.fields
        let type = required(fields, "type", of: thing.title).flatMap { reference($0, "`type`", to: .sessionType) }
        let chosen = fields["modes"].map { node in
            let modes = self.modes(node, "`modes`")
            if Set(modes).count < modes.count {
                report.warning(node.span, "`modes` of \(thing.title) names a mode twice; only the first counts")
            }
            return modes
        }
        let groups = (fields["groups"].flatMap { values.list($0, "`groups`", of: "groups") } ?? []).compactMap {
            known($0, "an item of `groups`", weights.groups, "weights.groups")
        }
        return Request(
            id: thing.id, client: fields["client"].flatMap { values.name($0, "`client`") },
            school: fields["school"].flatMap { reference($0, "`school`", to: .place) },
            place: fields["place"].flatMap { reference($0, "`place`", to: .place) }, type: type ?? 0,
            modes: chosen ?? type.map { types[$0].order } ?? [],
            atSchool: fields["at-school"].flatMap { values.weekly($0, "`at-school`") },
            atHome: fields["at-home"].flatMap { values.weekly($0, "`at-home`") } ?? Request.defaultAtHome,
            practitioner: fields["practitioner"].flatMap { reference($0, "`practitioner`", to: .practitioner) },
            skills: skills(fields["skills"], "`skills`"),
            priority: priority(fields["priority"], thing, weights),
            weeksWaiting: count(fields["weeks-waiting"], "`weeks-waiting`") ?? 0, groups: Set(groups),
            pin: fields["pinned"].flatMap { pin($0, thing, type.map { types[$0].staff.count }) })
    }

    private func priority(_ node: Node?, _ thing: ThingNodes.Thing, _ weights: Weights) -> String {
        node.flatMap { known($0, "`priority`", weights.priority, "weights.priority") } ?? "routine"
    }

    /// A name that is a key of a table of weights.
    private func known(_ node: Node, _ name: String, _ table: [String: Points], _ tableName: String) -> String? {
        guard let text = values.name(node, name) else { return nil }
        if table[text] != nil { return text }
        report.error(
            node.span, "\(name) is \(quoted(text)), which is no key of `\(tableName)`",
            expected: table.isEmpty
                ? "no group, for `\(tableName)` has none" : "one of \(table.keys.sorted().joined(separator: ", "))",
            suggestion: Suggestion.nearest(to: text, among: table.keys.sorted()))
        return nil
    }

    private func pin(_ node: Node, _ thing: ThingNodes.Thing, _ seats: Int?) -> Pin? {
        guard let fields = values.mapping(node, "`pinned`", example: "{practitioners: [p01], mode: video, start: \"tue 10:00\"}")
        else { return nil }
        let title = "`pinned` of \(thing.title)"
        var practitioners: [Int] = []
        if let node = required(fields, "practitioners", of: title),
            let items = values.list(node, "`pinned.practitioners`", of: "practitioner ids")
        {
            practitioners = items.compactMap { reference($0, "an item of `pinned.practitioners`", to: .practitioner) }
            if let seats, items.count != seats {
                report.error(
                    node.span, "`pinned.practitioners` names \(items.count)",
                    expected: seats == 1
                        ? "one practitioner, for the type has one seat" : "two practitioners, for the type has two seats")
            }
        }
        let mode = required(fields, "mode", of: title).flatMap { values.mode($0, "`pinned.mode`") }
        let start = required(fields, "start", of: title).flatMap(pinStart)
        guard let mode, let start else { return nil }
        return Pin(practitioners: practitioners, mode: mode, start: start)
    }

    private func pinStart(_ node: Node) -> WeekTime? {
        guard let text = values.text(node, "`pinned.start`") else { return nil }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = Weekday(key: parts[0]), let minute = ClockTime.minute(parts[1]), minute < 1440 else {
            report.error(node.span, "`pinned.start` is \(quoted(text))", expected: "a day and a time, such as `tue 10:00`")
            return nil
        }
        guard minute % grid == 0 else {
            let below = minute / grid * grid
            report.error(
                node.span, "`pinned.start` is \(quoted(text)), which is off the grid", expected: "a multiple of \(grid) minutes",
                suggestion: "\(WeekTime(day, below))")
            return nil
        }
        return WeekTime(day, minute)
    }
}
