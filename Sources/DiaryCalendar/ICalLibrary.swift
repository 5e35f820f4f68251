import CICal
import Foundation
import Synchronization

/// Writes and reads iCalendar text with libical: the one file that knows it.
///
/// libical escapes TEXT, folds lines and parses; what goes in and comes out are values, and no pointer leaves a call. Every call holds one
/// lock, because libical keeps process-wide state: a table of zones that it fills at first use, and the locale, which it sets to `C`
/// while it prints a number. Its own time zones are not used (their identifiers carry a prefix and London's begins in 1847).
enum ICalLibrary {
    private static let lock = Mutex<Void>(())

    /// Why libical refused to build or read something.
    struct Failure: Error {
        var reason: String
    }

    /// The component as UTF-8 text with CRLF line ends, folded at 75 octets between characters (RFC 5545 §3.1). Takes time in
    /// proportion to the text.
    static func text(of component: ICalComponent) throws(Failure) -> Data {
        let result = lock.withLock { _ in Result { () throws(Failure) in try written(component) } }
        return try result.get()
    }

    /// The calendar that a text holds. Fails where the text is no calendar, or some line of it is none of iCalendar's.
    static func calendar(in data: Data) throws(Failure) -> ParsedCalendar {
        let result = lock.withLock { _ in Result { () throws(Failure) in try parsed(data) } }
        return try result.get()
    }

    /// The content lines of properties, unfolded, as reading them back gives them.
    static func lines(of properties: [ICalProperty]) throws(Failure) -> [String] {
        let result = lock.withLock { _ in
            Result { () throws(Failure) in
                try properties.map { property throws(Failure) in
                    let pointer = try built(property)
                    defer { icalproperty_free(pointer) }
                    return line(of: pointer)
                }
            }
        }
        return try result.get()
    }

    // MARK: Writing

    private static func written(_ component: ICalComponent) throws(Failure) -> Data {
        let root = try built(component)
        defer { icalcomponent_free(root) }
        guard icalrestriction_check(root) != 0, icalcomponent_count_errors(root) == 0 else {
            throw Failure(reason: "the calendar breaks a restriction of RFC 5545: \(owned(icalcomponent_as_ical_string_r(root)) ?? "")")
        }
        guard let text = owned(icalcomponent_as_ical_string_r(root)) else { throw Failure(reason: lastError) }
        return Data(text.utf8)
    }

    private static func built(_ component: ICalComponent) throws(Failure) -> OpaquePointer {
        guard let pointer = icalcomponent_new(icalcomponent_string_to_kind(component.kind.rawValue)) else {
            throw Failure(reason: lastError)
        }
        do {
            for property in component.properties { icalcomponent_add_property(pointer, try built(property)) }
            for child in component.components { icalcomponent_add_component(pointer, try built(child)) }
        } catch {
            icalcomponent_free(pointer)
            throw error
        }
        return pointer
    }

    private static func built(_ property: ICalProperty) throws(Failure) -> OpaquePointer {
        let kind = icalproperty_string_to_kind(property.name)
        guard let pointer = icalproperty_new(kind) else { throw Failure(reason: "\(property.name): \(lastError)") }
        if kind == ICAL_X_PROPERTY { icalproperty_set_x_name(pointer, property.name) }
        guard let value = value(property.value, kind: kind) else {
            icalproperty_free(pointer)
            throw Failure(reason: "\(property.name) cannot hold \(property.value): \(lastError)")
        }
        icalproperty_set_value(pointer, value)
        if let parameter = property.parameter {
            guard let parameter = icalparameter_new_from_string(parameter) else {
                icalproperty_free(pointer)
                throw Failure(reason: "\(property.name) cannot have the parameter \(parameter): \(lastError)")
            }
            icalproperty_add_parameter(pointer, parameter)
        }
        return pointer
    }

    private static func value(_ value: ICalProperty.Value, kind: icalproperty_kind) -> OpaquePointer? {
        switch value {
        case .text(let text):
            guard let value = icalvalue_new_text(text) else { return nil }
            guard kind == ICAL_X_PROPERTY else { return value }
            // A text in an X- property would be marked VALUE=TEXT, which not every program expects: it goes in as it stands in the file.
            defer { icalvalue_free(value) }
            return owned(icalvalue_as_ical_string_r(value)).flatMap { icalvalue_new_x($0) }
        case .position(let latitude, let longitude):
            return icalvalue_new_geo(icalgeotype(lat: latitude, lon: longitude))
        case .raw(let text):
            return kind == ICAL_X_PROPERTY ? icalvalue_new_x(text) : icalvalue_new_from_string(icalproperty_kind_to_value_kind(kind), text)
        }
    }

    // MARK: Reading

    private static func parsed(_ data: Data) throws(Failure) -> ParsedCalendar {
        guard let text = String(data: data, encoding: .utf8), !text.utf8.contains(0) else {
            throw Failure(reason: "the file is not UTF-8 text")
        }
        guard let root = icalcomponent_new_from_string(text) else { throw Failure(reason: "the file is not an iCalendar file") }
        defer { icalcomponent_free(root) }
        guard icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT else { throw Failure(reason: "the file does not hold one calendar") }
        guard icalcomponent_count_errors(root) == 0 else { throw Failure(reason: "some line is not iCalendar") }
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

    private static var lastError: String {
        icalerror_perror().map { String(cString: $0) } ?? "libical gives no reason"
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
