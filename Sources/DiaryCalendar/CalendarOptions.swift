public import Diary
public import Foundation

/// What calendars are made, and how.
public struct CalendarOptions: Hashable, Sendable {
    /// For whom or what a calendar file is.
    public enum Grouping: String, CaseIterable, Hashable, Sendable {
        /// One file for each practitioner: `practitioners/ID.ics`.
        case practitioner
        /// One file for each place: `places/ID.ics`.
        case place
        /// One file for the whole service: `service.ics`.
        case service
    }

    /// How travel between activities appears in the diaries of practitioners and of the service.
    public enum TravelStyle: String, CaseIterable, Hashable, Sendable {
        /// As events that leave the time free (RFC 5545 §3.8.2.7).
        case transparent
        /// As events that block the time.
        case opaque
        /// Not at all.
        case none
    }

    /// Which files are made.
    public var by: Set<Grouping>
    /// How far people can be recognised.
    public var names: NameStyle
    public var travel: TravelStyle
    /// The time of this export, in whole seconds (rounded down): DTSTAMP and LAST-MODIFIED of what is new or changed.
    public var stamp: Date
    /// The least SEQUENCE of what is new or changed: 0, unless the caller counts exports.
    public var sequence: Int

    public init(
        by: Set<Grouping> = Set(Grouping.allCases), names: NameStyle = .pseudonym, travel: TravelStyle = .transparent, stamp: Date,
        sequence: Int = 0
    ) {
        self.by = by
        self.names = names
        self.travel = travel
        self.stamp = stamp
        self.sequence = sequence
    }
}
