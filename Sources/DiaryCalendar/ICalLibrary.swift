import CICal
import Foundation
import Synchronization

/// Reads iCalendar text with libical: the one file that knows it.
///
/// libical reads what lies in the output folder, and reads back every calendar that is about to leave. It does not write them: of properties whose
/// names begin with `X-` it cannot escape commas without marking them `VALUE=TEXT`, which keeps programs from finding the calendar's name; it
/// leaves CATEGORIES unescaped; and the zones that it would declare carry a prefix and go back to 1847.
///
/// What goes in and comes out are values, and no pointer leaves a call. Every call holds one lock, because libical keeps process-wide state:
/// a table of zones that it fills at first use, and the locale, which it sets to `C` while it prints a number.
enum ICalLibrary {
    private static let lock = Mutex<Void>(())

    /// Why libical refused a text.
    struct Failure: Error {
        var reason: String
    }

    /// The calendar that a text holds. Fails where the text is no calendar, some line of it is none of iCalendar's, or, where `strictly`,
    /// some component has a property more often than RFC 5545 §3.6 allows (that one is missing libical does not see).
    static func calendar(in data: Data, strictly: Bool = false) throws(Failure) -> ParsedCalendar {
        let result = lock.withLock { _ in Result { () throws(Failure) in try parsed(data, strictly: strictly) } }
        return try result.get()
    }

    private static func parsed(_ data: Data, strictly: Bool) throws(Failure) -> ParsedCalendar {
        guard let text = String(data: data, encoding: .utf8), !text.utf8.contains(0) else {
            throw Failure(reason: "the file is not UTF-8 text")
        }
        guard let root = icalcomponent_new_from_string(text) else { throw Failure(reason: "the file is not an iCalendar file") }
        defer { icalcomponent_free(root) }
        guard icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT else { throw Failure(reason: "the file does not hold one calendar") }
        guard icalcomponent_count_errors(root) == 0 else { throw Failure(reason: "some line is not iCalendar") }
        if strictly, icalrestriction_check(root) == 0 || icalcomponent_count_errors(root) > 0 {
            throw Failure(reason: "a property stands more often than RFC 5545 allows")
        }
        var calendar = ParsedCalendar()
        var event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT)
        while let pointer = event {
            calendar.events.append(properties(of: pointer))
            event = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT)
        }
        return calendar
    }

    private static func properties(of component: OpaquePointer) -> [ParsedCalendar.Property] {
        var result: [ParsedCalendar.Property] = []
        var property = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY)
        while let pointer = property {
            result.append(
                ParsedCalendar.Property(
                    name: owned(icalproperty_get_property_name_r(pointer)) ?? "",
                    zone: owned(icalproperty_get_parameter_as_string_r(pointer, "TZID")),
                    value: owned(icalproperty_get_value_as_string_r(pointer)) ?? "",
                    line: line(of: pointer)))
            property = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY)
        }
        return result
    }

    /// A property's content line, unfolded.
    private static func line(of property: OpaquePointer) -> String {
        (owned(icalproperty_as_ical_string_r(property)) ?? "").replacing("\r\n ", with: "").replacing("\r\n", with: "")
    }

    // MARK: Memory

    /// The text of a buffer that libical handed over, which is freed.
    private static func owned(_ buffer: UnsafeMutablePointer<CChar>?) -> String? {
        guard let buffer else { return nil }
        defer { icalmemory_free_buffer(buffer) }
        return String(cString: buffer)
    }
}

/// What another program's reading, or an earlier export, left in a calendar file.
struct ParsedCalendar: Hashable, Sendable {
    struct Property: Hashable, Sendable {
        var name: String
        /// The `TZID` parameter, if any.
        var zone: String?
        /// The value as it stands in the file, escapes included.
        var value: String
        /// The whole content line, unfolded.
        var line: String
    }

    /// The properties of each event.
    var events: [[Property]] = []
}
