/// A component of an iCalendar object, with its properties in the order in which they are written (RFC 5545 §3.6).
struct ICalComponent: Hashable, Sendable {
    enum Kind: String, Sendable {
        case calendar = "VCALENDAR"
        case timeZone = "VTIMEZONE"
        case standard = "STANDARD"
        case daylight = "DAYLIGHT"
        case event = "VEVENT"
    }

    var kind: Kind
    var properties: [ICalProperty] = []
    var components: [ICalComponent] = []
}

/// One property: a name, at most one parameter, and a value (RFC 5545 §3.5).
struct ICalProperty: Hashable, Sendable {
    enum Value: Hashable, Sendable {
        /// TEXT as people read it; escaping and folding come when it is written (§3.3.11).
        case text(String)
        /// A value of another type, as it stands in the file.
        case raw(String)
    }

    var name: String
    /// `NAME=VALUE`, if any.
    var parameter: String?
    var value: Value

    init(_ name: String, text: String) {
        self.name = name
        self.value = .text(ICalText.cleaned(text))
    }

    init(_ name: String, parameter: String? = nil, raw: String) {
        self.name = name
        self.parameter = parameter
        self.value = .raw(raw)
    }

    /// Degrees with six decimals, some ten centimetres (§3.8.1.6), never in exponential form.
    init(_ name: String, latitude: Double, longitude: Double) {
        self.init(name, raw: "\(Self.sixDecimals(latitude));\(Self.sixDecimals(longitude))")
    }

    /// A wall-clock time in a zone that the calendar declares (§3.3.5, form 3).
    init(_ name: String, local: LocalTime, zone: String) {
        self.init(name, parameter: "TZID=\(zone)", raw: local.basicText)
    }

    /// A moment in UTC (§3.3.5, form 2), given in seconds since 1970.
    init(_ name: String, utc seconds: Int) {
        self.init(name, raw: LocalTime(secondsSinceEpoch: seconds).basicText + "Z")
    }

    private static func sixDecimals(_ degrees: Double) -> String {
        let millionths = Int((degrees * 1_000_000).rounded())
        return (millionths < 0 ? "-" : "") + "\(abs(millionths) / 1_000_000)." + LocalTime.padded(abs(millionths) % 1_000_000, 6)
    }
}
