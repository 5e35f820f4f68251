/// Of what one more is tried, wherever that is possible.
public enum OneMoreKind: String, CaseIterable, Hashable, Sendable {
    /// One more evening for a practitioner: their limit rises by one; on a weekday on which they are at work and have no evening, the hours of
    /// their usual evening are added, too.
    case evening
    /// One more room of a kind at a place, hubs included.
    case room
    /// Sixty more minutes a week in which a supervisor may supervise.
    case supervisionHour = "supervision-hour"
    /// In-person work where it is not allowed yet: a place whose risk assessment becomes agreed, or a practitioner who may work in person at a
    /// further place.
    case onsite
}
