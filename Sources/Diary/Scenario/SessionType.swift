/// How a session is held.
public enum Mode: Int, CaseIterable, Hashable, Sendable {
    /// Practitioner and client at one place.
    case inPerson
    /// The pupil at school in a quiet space with a computer, the practitioner at the desk.
    case hub
    /// The client at home by video, the practitioner at the desk.
    case video
    /// The client at home by phone, the practitioner at the desk.
    case phone

    /// The key of scenario and timetable files: `in-person`, `hub`, `video`, `phone`.
    public var key: String { Self.keys[rawValue] }

    /// The mode that a key names, if any.
    public init?(key: some StringProtocol) {
        guard let index = Self.keys.firstIndex(where: { $0 == key }) else { return nil }
        self.init(rawValue: index)
    }

    /// Whether the client is at home (video and phone): `at-home` suits, and the session can be after-hours.
    public var isAtHome: Bool { self == .video || self == .phone }

    private static let keys = ["in-person", "hub", "video", "phone"]
}

/// The length of a session in one mode, in minutes.
public struct ModeLength: Hashable, Sendable {
    /// Minutes with the client, 1 to 1440.
    public var minutes: Int
    /// Minutes of write-up that follow at the same place, 0 to 480.
    public var after: Int

    public init(minutes: Int, after: Int = 0) {
        self.minutes = minutes
        self.after = after
    }

    /// Minutes that the session occupies in the practitioner's day.
    public var occupied: Int { minutes + after }
}

/// A kind of session that the service offers (RULEBOOK §1, `session-types`).
public struct SessionType: Hashable, Sendable {
    public var id: String
    /// The modes that the type has, with their lengths.
    public var modes: [Mode: ModeLength]
    /// Preference among its modes, for requests that give none: exactly the keys of ``modes``.
    public var order: [Mode]
    /// Room kind that in-person sessions use (not hub sessions).
    public var room: String
    /// Skills that every practitioner who delivers it needs.
    public var skills: Set<String>
    /// Further skills of each seat; its count, 1 or 2, is the number of practitioners.
    public var staff: [Set<String>]
    /// Points for a session of this type.
    public var value: Points

    public init(
        id: String, modes: [Mode: ModeLength], order: [Mode]? = nil, room: String = "private", skills: Set<String> = [],
        staff: [Set<String>] = [[]], value: Points = Points(100)
    ) {
        self.id = id
        self.modes = modes
        self.order = order ?? Mode.allCases.filter { modes[$0] != nil }
        self.room = room
        self.skills = skills
        self.staff = staff
        self.value = value
    }
}
