import Diary

/// An event as one calendar shows it.
struct CalendarEntry: Hashable, Sendable {
    var uid: String
    var summary: String
    /// Empty for none.
    var description: String = ""
    /// The name of the place, if any.
    var location: String?
    var position: Position?
    var category: String
    var transparent: Bool = false
    var start: LocalTime
    var end: LocalTime

    /// What of the event a change would count in: everything but UID, DTSTAMP, SEQUENCE and LAST-MODIFIED.
    func content(zone: String) -> [ICalProperty] {
        var properties = [
            ICalProperty("DTSTART", local: start, zone: zone),
            ICalProperty("DTEND", local: end, zone: zone),
            ICalProperty("SUMMARY", text: summary),
        ]
        if !description.isEmpty { properties.append(ICalProperty("DESCRIPTION", text: description)) }
        if let location { properties.append(ICalProperty("LOCATION", text: location)) }
        if let position {
            properties.append(ICalProperty("GEO", latitude: position.latitude, longitude: position.longitude))
        }
        properties.append(ICalProperty("CATEGORIES", text: category))
        properties.append(ICalProperty("CLASS", raw: "PRIVATE"))
        properties.append(ICalProperty("STATUS", raw: "CONFIRMED"))
        properties.append(ICalProperty("TRANSP", raw: transparent ? "TRANSPARENT" : "OPAQUE"))
        return properties
    }
}
