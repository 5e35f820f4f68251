public import Diary

/// Writes scenario files (RULEBOOK §1) as JSON: reading one back gives the scenario it was written from.
///
/// The same scenario gives the same bytes. Things stand in the scenario's order, one a line, with keys in the rulebook's order; a key
/// whose value is its default is left out.
public struct ScenarioWriter: Sendable {
    private let scenario: Scenario

    /// A writer for a scenario.
    public init(scenario: Scenario) {
        self.scenario = scenario
    }

    /// The file's text: JSON that ends with a line end.
    public var json: String {
        var fields = [
            ("format", JSONText.string("diary-scenario/1")),
            ("service", JSONText.string(scenario.service)),
            ("week", JSONText.string("\(scenario.week)")),
            ("timezone", JSONText.string(scenario.timeZone)),
            ("grid", "\(scenario.grid)"),
            ("rules", rules),
            ("travel", travel),
            ("weights", weights),
        ]
        let types = scenario.sessionTypes.map { (type: SessionType) in "\(JSONText.string(type.id)): \(sessionType(type))" }
        fields.append(("session-types", types.isEmpty ? "{}" : "{\n" + types.map { "    " + $0 }.joined(separator: ",\n") + "\n  }"))
        fields.append(("places", JSONText.lines(scenario.places.map(place))))
        fields.append(("practitioners", JSONText.lines(scenario.practitioners.map(practitioner))))
        fields.append(("meetings", JSONText.lines(scenario.meetings.map(meeting))))
        fields.append(("requests", JSONText.lines(scenario.requests.map(request))))
        return JSONText.object(fields)
    }

    /// Writes the file atomically (``AtomicFile``).
    public func write(to path: String) throws(FileError) {
        try AtomicFile.write(json, to: path)
    }

    // MARK: The service

    private var rules: String {
        let rules = scenario.rules, pause = rules.breakRule
        var fields = [("after-hours-from", JSONText.string(ClockTime.text(rules.afterHoursFrom)))]
        if let slots = rules.afterHoursSlots { fields.append(("after-hours-slots", "\(slots)")) }
        if let ratio = rules.coverRatio { fields.append(("cover-ratio", "\(ratio)")) }
        fields.append(("rest", "\(rules.rest)"))
        let breakFields = [("after", "\(pause.after)"), ("minutes", "\(pause.minutes)"), ("window", JSONText.string("\(pause.window)"))]
        fields.append(("break", JSONText.inline(breakFields)))
        return JSONText.inline(fields)
    }

    private var travel: String {
        let travel = scenario.travel
        var fields = [
            ("fixed", "\(travel.fixed)"), ("minutes-per-km", "\(travel.minutesPerKilometre)"), ("detour", "\(travel.detour)"),
        ]
        let pairs = travel.overrides.sorted { ($0.key.lower, $0.key.upper) < ($1.key.lower, $1.key.upper) }
        if !pairs.isEmpty {
            let between = pairs.map { pair, minutes in
                JSONText.inline([("from", placeId(pair.lower)), ("to", placeId(pair.upper)), ("minutes", "\(minutes)")])
            }
            fields.append(("between", JSONText.array(between)))
        }
        return JSONText.inline(fields)
    }

    private var weights: String {
        let weights = scenario.weights
        func points(_ byName: [String: Points]) -> String {
            JSONText.inline(byName.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") })
        }
        return JSONText.inline([
            ("priority", points(weights.priority)), ("wait", "\(weights.wait)"), ("groups", points(weights.groups)),
            ("mode-step", "\(weights.modeStep)"), ("named", "\(weights.named)"), ("travel", "\(weights.travel)"),
            ("evening", "\(weights.evening)"), ("shortage", "\(weights.shortage)"), ("missed-meeting", "\(weights.missedMeeting)"),
            ("pin", "\(weights.pin)"), ("change", "\(weights.change)"),
        ])
    }

    private func sessionType(_ type: SessionType) -> String {
        let usual = Mode.allCases.filter { type.modes[$0] != nil }
        let modes = usual.compactMap { mode in type.modes[mode].map { (mode.key, length($0)) } }
        var fields = [("modes", JSONText.inline(modes))]
        if type.order != usual { fields.append(("order", keys(type.order))) }
        if type.room != "private" { fields.append(("room", JSONText.string(type.room))) }
        if !type.skills.isEmpty { fields.append(("skills", names(type.skills))) }
        if type.staff != [[]] {
            let isPlain = type.staff.allSatisfy(\.isEmpty)
            fields.append(("staff", isPlain ? "\(type.staff.count)" : JSONText.array(type.staff.map(names))))
        }
        fields.append(("value", "\(type.value)"))
        return JSONText.inline(fields)
    }

    private func length(_ length: ModeLength) -> String {
        JSONText.inline([("minutes", "\(length.minutes)")] + (length.after > 0 ? [("after", "\(length.after)")] : []))
    }

    // MARK: Places and people

    private func place(_ place: Place) -> String {
        var fields = [("id", JSONText.string(place.id))]
        if place.name != place.id { fields.append(("name", JSONText.string(place.name))) }
        fields.append(("kind", JSONText.string(place.kind.rawValue)))
        if let area = place.area { fields.append(("area", JSONText.string(area))) }
        fields.append(("at", JSONText.array(["\(place.position.latitude)", "\(place.position.longitude)"])))
        if place.open != Place.defaultOpen { fields.append(("open", weekly(place.open))) }
        if !place.closed.isEmpty { fields.append(("closed", dates(place.closed))) }
        if !place.onsite { fields.append(("onsite", "false")) }
        let rooms = place.rooms.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        fields.append(("rooms", JSONText.inline(rooms)))
        if place.hubOpen != place.open { fields.append(("hub-open", weekly(place.hubOpen))) }
        if !place.named.isEmpty { fields.append(("named", JSONText.array(place.named.map(practitionerId)))) }
        if place.minimum > 0 { fields.append(("minimum", "\(place.minimum)")) }
        return JSONText.inline(fields)
    }

    private func practitioner(_ person: Practitioner) -> String {
        var fields = [("id", JSONText.string(person.id))]
        if person.name != person.id { fields.append(("name", JSONText.string(person.name))) }
        if !person.role.isEmpty { fields.append(("role", JSONText.string(person.role))) }
        if !person.qualified { fields.append(("qualified", "false")) }
        fields.append(("desk", placeId(person.desk)))
        if let areas = person.serves { fields.append(("serves", names(areas))) }
        if !person.skills.isEmpty { fields.append(("skills", names(person.skills))) }
        fields.append(("hours", weekly(person.hours)))
        if !person.evenings.isEmpty { fields.append(("evenings", weekly(person.evenings))) }
        if !person.away.isEmpty { fields.append(("away", dates(person.away))) }
        if person.modes != Set(Mode.allCases) { fields.append(("modes", keys(Mode.allCases.filter(person.modes.contains)))) }
        if let places = person.inPersonAt { fields.append(("in-person-at", JSONText.array(places.sorted().map(placeId)))) }
        if person.limits != Limits() {
            let limits = person.limits
            fields.append(("limits", JSONText.inline([
                ("sessions-per-day", "\(limits.sessionsPerDay)"), ("sessions-per-week", "\(limits.sessionsPerWeek)"),
                ("evenings-per-week", "\(limits.eveningsPerWeek)"), ("span", "\(limits.span)"),
            ])))
        }
        if !person.busy.isEmpty { fields.append(("busy", JSONText.array(person.busy.map(busy)))) }
        if let need = person.supervision {
            let inner = [("with", JSONText.array(need.supervisors.map(practitionerId))), ("minutes", "\(need.minutes)")]
            fields.append(("supervision", JSONText.inline(inner)))
        }
        if let minutes = person.supervisesMinutes {
            fields.append(("supervises", JSONText.inline([("minutes-per-week", "\(minutes)")])))
        }
        if let evenings = person.coverEvenings { fields.append(("cover", JSONText.inline([("evenings-per-week", "\(evenings)")]))) }
        return JSONText.inline(fields)
    }

    private func busy(_ block: BusyBlock) -> String {
        var fields = [
            ("day", JSONText.string(block.day.key)), ("window", JSONText.string("\(block.window)")), ("label", JSONText.string(block.label)),
        ]
        if let place = block.place { fields.append(("place", placeId(place))) }
        return JSONText.inline(fields)
    }

    // MARK: Work

    private func meeting(_ meeting: Meeting) -> String {
        var fields = [("id", JSONText.string(meeting.id))]
        if meeting.name != meeting.id { fields.append(("name", JSONText.string(meeting.name))) }
        fields.append(("with", JSONText.array(meeting.members.map(practitionerId))))
        fields.append(("minutes", "\(meeting.minutes)"))
        fields.append(("when", weekly(meeting.when)))
        if let place = meeting.place { fields.append(("place", placeId(place))) }
        return JSONText.inline(fields)
    }

    private func request(_ request: Request) -> String {
        let type = scenario.sessionTypes[request.type]
        var fields = [("id", JSONText.string(request.id))]
        if request.client != request.id { fields.append(("client", JSONText.string(request.client))) }
        if let school = request.school { fields.append(("school", placeId(school))) }
        if let place = request.place, place != request.school { fields.append(("place", placeId(place))) }
        fields.append(("type", JSONText.string(type.id)))
        if request.modes != type.order { fields.append(("modes", keys(request.modes))) }
        if let windows = request.atSchool { fields.append(("at-school", weekly(windows))) }
        if request.atHome != Request.defaultAtHome { fields.append(("at-home", weekly(request.atHome))) }
        if let person = request.practitioner { fields.append(("practitioner", practitionerId(person))) }
        if !request.skills.isEmpty { fields.append(("skills", names(request.skills))) }
        if request.priority != "routine" { fields.append(("priority", JSONText.string(request.priority))) }
        if request.weeksWaiting > 0 { fields.append(("weeks-waiting", "\(request.weeksWaiting)")) }
        if !request.groups.isEmpty { fields.append(("groups", names(request.groups))) }
        if let pin = request.pin {
            fields.append(("pinned", JSONText.inline([
                ("practitioners", JSONText.array(pin.practitioners.map(practitionerId))), ("mode", JSONText.string(pin.mode.key)),
                ("start", JSONText.string("\(pin.start)")),
            ])))
        }
        return JSONText.inline(fields)
    }

    // MARK: Values

    private func placeId(_ place: Int) -> String { JSONText.string(scenario.places[place].id) }

    private func practitionerId(_ person: Int) -> String { JSONText.string(scenario.practitioners[person].id) }

    private func names(_ names: Set<String>) -> String { JSONText.array(names.sorted().map(JSONText.string)) }

    private func keys(_ modes: [Mode]) -> String { JSONText.array(modes.map { JSONText.string($0.key) }) }

    private func dates(_ dates: Set<CalendarDate>) -> String { JSONText.array(dates.sorted().map { JSONText.string("\($0)") }) }

    /// A day for each key; days in a row with the same windows share one (`mon-fri`).
    private func weekly(_ weekly: Weekly) -> String {
        var runs: [(first: Weekday, last: Weekday, windows: [Window])] = []
        for day in Weekday.allCases where !weekly[day].isEmpty {
            if let run = runs.last, run.last.rawValue + 1 == day.rawValue, run.windows == weekly[day] {
                runs[runs.count - 1].last = day
            } else {
                runs.append((day, day, weekly[day]))
            }
        }
        return JSONText.inline(runs.map { run in
            let windows = run.windows.map { JSONText.string("\($0)") }
            return (
                run.first == run.last ? run.first.key : "\(run.first.key)-\(run.last.key)",
                windows.count == 1 ? windows[0] : JSONText.array(windows)
            )
        })
    }
}
