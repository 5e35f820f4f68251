import Diary

/// Something that stands in diaries, before anybody's view of it is written.
struct DiaryEvent: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// Positions in `Scenario.requests`.
        case session(request: Int, mode: Mode)
        case writeUp(request: Int)
        /// Positions in `Scenario.practitioners`.
        case supervision(of: Int, by: Int)
        /// Position in `Scenario.meetings`.
        case meeting(Int)
        case cover
        case busy(BusyBlock)
        /// Positions in `Scenario.places`.
        case travel(from: Int, to: Int)
    }

    /// Somebody's part in an event.
    struct Seat: Hashable, Sendable {
        /// Position in `Scenario.practitioners`.
        var practitioner: Int
        /// Position in `Scenario.places` of where they are; nil on cover and under way.
        var place: Int?
    }

    var identity: EventIdentity
    var kind: Kind
    var day: Weekday
    /// Minutes from the day's midnight: ``start`` is less than ``end``; a timetable that breaks rules may reach into the day before or after.
    var start: Int
    var end: Int
    var seats: [Seat]
    /// Positions in `Scenario.places` of the place that has the client, where it is known: the place of an in-person session, the school of a hub session.
    var host: Int?
}
