/// What a place is; shown to people, read by no rule.
public enum PlaceKind: String, CaseIterable, Hashable, Sendable {
    case school, base, community
}

/// A school, a base or a community place (RULEBOOK §1, `places`).
public struct Place: Hashable, Sendable {
    public var id: String
    /// The name shown to people.
    public var name: String
    public var kind: PlaceKind
    /// The area that `serves` of practitioners refers to, if any.
    public var area: String?
    public var position: Position
    /// When in-person sessions can be held.
    public var open: Weekly
    /// Dates without in-person and hub sessions.
    public var closed: Set<CalendarDate>
    /// Whether the site's risk assessment allows in-person sessions.
    public var onsite: Bool
    /// Sessions at once by room kind; a kind not listed counts as 0.
    public var rooms: [String: Int]
    /// When a link worker can host the hub.
    public var hubOpen: Weekly
    /// Positions in `Scenario.practitioners` of the practitioners named for this school.
    public var named: [Int]
    /// Sessions a week the school should get.
    public var minimum: Int

    public init(
        id: String, name: String? = nil, kind: PlaceKind = .school, area: String? = nil, position: Position,
        open: Weekly = Place.defaultOpen, closed: Set<CalendarDate> = [], onsite: Bool = true, rooms: [String: Int] = ["private": 1],
        hubOpen: Weekly? = nil, named: [Int] = [], minimum: Int = 0
    ) {
        self.id = id
        self.name = name ?? id
        self.kind = kind
        self.area = area
        self.position = position
        self.open = open
        self.closed = closed
        self.onsite = onsite
        self.rooms = rooms
        self.hubOpen = hubOpen ?? open
        self.named = named
        self.minimum = minimum
    }

    /// `mon-fri 08:30-16:00`.
    public static let defaultOpen = Weekly(.monday ... .friday, Window(start: 510, end: 960))

    /// The room kind of hub sessions.
    public static let hubRoom = "hub"
}

/// A point on the earth in WGS84 degrees.
public struct Position: Hashable, Sendable {
    /// -90 to 90.
    public var latitude: Double
    /// -180 to 180.
    public var longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}
