/// What kind of value a key of the scenario file has: what unknown keys, CSV cells and merging need to know (RULEBOOK §1).
indirect enum Shape: Sendable {
    /// One text, number or truth value.
    case value
    /// A list of them, replaced whole by a file that extends another.
    case list
    /// Windows by day, replaced whole.
    case weekly
    /// A list of mappings with these keys, replaced whole; `cells` says how a CSV cell writes it, if it can.
    case records([String: Shape], cells: Bool)
    /// A mapping with these keys, merged key by key.
    case keyed([String: Shape])
    /// A mapping whose keys are free names, merged key by key.
    case free(Shape)
    /// A list of things with ids and these keys, or the path of a CSV table; merged by id.
    case things([String: Shape])

    /// The shape of what stands under a key; nil for a key that this has not.
    func child(_ key: String) -> Shape? {
        switch self {
        case .keyed(let keys), .records(let keys, _), .things(let keys): keys[key]
        case .free(let shape): shape
        case .weekly: .list
        case .value, .list: nil
        }
    }
}

/// The shapes of everything in a scenario file.
enum ScenarioShape {
    static let place: [String: Shape] = [
        "id": .value, "name": .value, "kind": .value, "area": .value, "at": .list, "open": .weekly, "closed": .list,
        "onsite": .value,
        "rooms": .free(.value), "hub-open": .weekly, "named": .list, "minimum": .value,
    ]

    static let practitioner: [String: Shape] = [
        "id": .value, "name": .value, "role": .value, "qualified": .value, "desk": .value, "serves": .list, "skills": .list,
        "hours": .weekly, "evenings": .weekly, "away": .list, "modes": .list, "in-person-at": .list,
        "limits": .keyed(["sessions-per-day": .value, "sessions-per-week": .value, "evenings-per-week": .value, "span": .value]),
        "busy": .records(["day": .value, "window": .value, "label": .value, "place": .value], cells: true),
        "supervision": .keyed(["with": .list, "minutes": .value]),
        "supervises": .keyed(["minutes-per-week": .value]),
        "cover": .keyed(["evenings-per-week": .value]),
    ]

    static let meeting: [String: Shape] = [
        "id": .value, "name": .value, "with": .list, "minutes": .value, "when": .weekly, "place": .value,
    ]

    static let request: [String: Shape] = [
        "id": .value, "client": .value, "school": .value, "place": .value, "type": .value, "modes": .list, "at-school": .weekly,
        "at-home": .weekly, "practitioner": .value, "skills": .list, "priority": .value, "weeks-waiting": .value, "groups": .list,
        "pinned": .keyed(["practitioners": .list, "mode": .value, "start": .value]),
    ]

    private static let modeLength = Shape.keyed(["minutes": .value, "after": .value])

    static let sessionType: [String: Shape] = [
        "modes": .keyed(["in-person": modeLength, "hub": modeLength, "video": modeLength, "phone": modeLength]),
        "order": .list, "room": .value, "skills": .list, "staff": .list, "value": .value,
    ]

    /// The whole file.
    static let scenario = Shape.keyed([
        "format": .value, "service": .value, "week": .value, "timezone": .value, "grid": .value, "extends": .value,
        "rules": .keyed([
            "after-hours-from": .value, "after-hours-slots": .value, "cover-ratio": .value, "rest": .value,
            "break": .keyed(["after": .value, "minutes": .value, "window": .value]),
        ]),
        "travel": .keyed([
            "fixed": .value, "minutes-per-km": .value, "detour": .value,
            "between": .records(["from": .value, "to": .value, "minutes": .value], cells: false),
        ]),
        "weights": .keyed([
            "priority": .free(.value), "wait": .value, "groups": .free(.value), "mode-step": .value, "named": .value,
            "travel": .value,
            "evening": .value, "shortage": .value, "missed-meeting": .value, "pin": .value, "change": .value,
        ]),
        "session-types": .free(.keyed(sessionType)),
        "places": .things(place), "practitioners": .things(practitioner), "meetings": .things(meeting),
        "requests": .things(request),
        "remove": .keyed(["places": .list, "practitioners": .list, "meetings": .list, "requests": .list, "session-types": .list]),
    ])

    /// The keys of lists of things, in the rulebook's order.
    static let thingLists = ["places", "practitioners", "meetings", "requests"]
}

/// What each thing is called in messages.
enum ThingKind: String {
    case place, practitioner, meeting, request
    case sessionType = "session type"

    init(list: String) {
        switch list {
        case "places": self = .place
        case "practitioners": self = .practitioner
        case "meetings": self = .meeting
        case "requests": self = .request
        default: self = .sessionType
        }
    }
}
