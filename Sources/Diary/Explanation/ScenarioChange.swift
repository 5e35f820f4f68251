/// One thing that a service could change about its week, as an answer to "what would let this session in?".
///
/// Each gives the week more freedom: people, rooms, time or choice.
public enum ScenarioChange: Hashable, Sendable {
    /// The site's risk assessment is agreed (S3).
    case onsite(place: Int)
    /// The place has one more room of a kind (R1).
    case room(place: Int, kind: String)
    /// The place (or its hub) is open in a further window (S4).
    case open(place: Int, hub: Bool, day: Weekday, window: Window)
    /// The place is not closed on a day (S4).
    case notClosed(place: Int, day: Weekday)
    /// The request may be held in a further mode, the last of its preferences (S3).
    case accepts(request: Int, mode: Mode)
    /// A further window suits the client at school or at home (S4).
    case suits(request: Int, atHome: Bool, day: Weekday, window: Window)
    /// Anybody may deliver the request, not only the practitioner whose course it is (S2).
    case anybody(request: Int)
    /// The request is no longer pinned (S5).
    case unpinned(request: Int)
    /// A practitioner has further skills (S1).
    case skills(practitioner: Int, skills: [String])
    /// A practitioner works in a further mode (S1).
    case worksIn(practitioner: Int, mode: Mode)
    /// A practitioner serves a further area (S1).
    case serves(practitioner: Int, area: String)
    /// A practitioner may work in person at a further place (S1).
    case inPersonAt(practitioner: Int, place: Int)
    /// A practitioner works in a further window of a day (W1, S7).
    case hours(practitioner: Int, day: Weekday, window: Window)
    /// A practitioner has a further evening window (W1, V3).
    case evening(practitioner: Int, day: Weekday, window: Window)
    /// A practitioner is not away on a day (W1).
    case notAway(practitioner: Int, day: Weekday)
    /// A practitioner's busy block, by its position in `busy`, is dropped (W2).
    case notBusy(practitioner: Int, block: Int)
    /// A practitioner holds one more, or so many, at the most.
    case limit(practitioner: Int, LimitKind, to: Int)
    /// A supervisor gives so many minutes of supervision a week at the most (V2).
    case supervises(practitioner: Int, minutes: Int)
    /// A practitioner takes cover on so many evenings a week at the most (V4).
    case cover(practitioner: Int, evenings: Int)
    /// The week has so many after-hours slots (V5).
    case slots(Int)

    /// One of a practitioner's ``Limits``.
    public enum LimitKind: String, CaseIterable, Hashable, Sendable {
        case sessionsPerDay = "sessions-per-day"
        case sessionsPerWeek = "sessions-per-week"
        case eveningsPerWeek = "evenings-per-week"
        /// Minutes.
        case span
    }
}

extension ScenarioChange {
    /// The scenario with the change made. Positions must be those of the scenario.
    public func applied(to scenario: Scenario) -> Scenario {
        var result = scenario
        switch self {
        case .onsite(let place): result.places[place].onsite = true
        case .room(let place, let kind): result.places[place].rooms[kind, default: 0] += 1
        case .open(let place, let hub, let day, let window):
            if hub { result.places[place].hubOpen[day].append(window) } else { result.places[place].open[day].append(window) }
        case .notClosed(let place, let day): result.places[place].closed.remove(scenario.date(of: day))
        case .accepts(let request, let mode):
            if !result.requests[request].modes.contains(mode) { result.requests[request].modes.append(mode) }
        case .suits(let request, let atHome, let day, let window):
            if atHome { result.requests[request].atHome[day].append(window) } else { result.requests[request].atSchool?[day].append(window) }
        case .anybody(let request): result.requests[request].practitioner = nil
        case .unpinned(let request): result.requests[request].pin = nil
        case .skills(let practitioner, let skills): result.practitioners[practitioner].skills.formUnion(skills)
        case .worksIn(let practitioner, let mode): result.practitioners[practitioner].modes.insert(mode)
        case .serves(let practitioner, let area): result.practitioners[practitioner].serves?.insert(area)
        case .inPersonAt(let practitioner, let place): result.practitioners[practitioner].inPersonAt?.insert(place)
        case .hours(let practitioner, let day, let window): result.practitioners[practitioner].hours[day].append(window)
        case .evening(let practitioner, let day, let window): result.practitioners[practitioner].evenings[day].append(window)
        case .notAway(let practitioner, let day): result.practitioners[practitioner].away.remove(scenario.date(of: day))
        case .notBusy(let practitioner, let block): result.practitioners[practitioner].busy.remove(at: block)
        case .limit(let practitioner, let kind, let value):
            switch kind {
            case .sessionsPerDay: result.practitioners[practitioner].limits.sessionsPerDay = value
            case .sessionsPerWeek: result.practitioners[practitioner].limits.sessionsPerWeek = value
            case .eveningsPerWeek: result.practitioners[practitioner].limits.eveningsPerWeek = value
            case .span: result.practitioners[practitioner].limits.span = value
            }
        case .supervises(let practitioner, let minutes): result.practitioners[practitioner].supervisesMinutes = minutes
        case .cover(let practitioner, let evenings): result.practitioners[practitioner].coverEvenings = evenings
        case .slots(let slots): result.rules.afterHoursSlots = slots
        }
        return result
    }

    /// The change's name in JSON: `onsite`, `room`, ...
    public var kind: String {
        switch self {
        case .onsite: "onsite"
        case .room: "room"
        case .open(_, let hub, _, _): hub ? "hub-open" : "open"
        case .notClosed: "not-closed"
        case .accepts: "accepts-mode"
        case .suits(_, let atHome, _, _): atHome ? "at-home" : "at-school"
        case .anybody: "any-practitioner"
        case .unpinned: "unpinned"
        case .skills: "skills"
        case .worksIn: "works-in-mode"
        case .serves: "serves"
        case .inPersonAt: "in-person-at"
        case .hours: "hours"
        case .evening: "evenings"
        case .notAway: "not-away"
        case .notBusy: "not-busy"
        case .limit(_, let limit, _): limit.rawValue
        case .supervises: "supervises"
        case .cover: "cover"
        case .slots: "after-hours-slots"
        }
    }

    /// The practitioner whom the change concerns, if any: a position in `Scenario.practitioners`.
    public var practitioner: Int? {
        switch self {
        case .skills(let one, _), .worksIn(let one, _), .serves(let one, _), .inPersonAt(let one, _), .hours(let one, _, _),
            .evening(let one, _, _), .notAway(let one, _), .notBusy(let one, _), .limit(let one, _, _), .supervises(let one, _),
            .cover(let one, _):
            one
        case .onsite, .room, .open, .notClosed, .accepts, .suits, .anybody, .unpinned, .slots: nil
        }
    }

    /// The same change for another practitioner; nil where it concerns none, or the practitioner's own blocks.
    public func of(practitioner other: Int) -> ScenarioChange? {
        switch self {
        case .skills(_, let skills): .skills(practitioner: other, skills: skills)
        case .worksIn(_, let mode): .worksIn(practitioner: other, mode: mode)
        case .serves(_, let area): .serves(practitioner: other, area: area)
        case .inPersonAt(_, let place): .inPersonAt(practitioner: other, place: place)
        case .hours(_, let day, let window): .hours(practitioner: other, day: day, window: window)
        case .evening(_, let day, let window): .evening(practitioner: other, day: day, window: window)
        case .notAway(_, let day): .notAway(practitioner: other, day: day)
        case .limit(_, let kind, let value): .limit(practitioner: other, kind, to: value)
        case .supervises(_, let minutes): .supervises(practitioner: other, minutes: minutes)
        case .cover(_, let evenings): .cover(practitioner: other, evenings: evenings)
        case .notBusy, .onsite, .room, .open, .notClosed, .accepts, .suits, .anybody, .unpinned, .slots: nil
        }
    }
}
