/// Why calendars could not be made. The description says what is wrong, where, and what to do.
public enum CalendarError: Error, Hashable, Sendable {
    /// The system's zone rules do not have the scenario's time zone.
    case unknownTimeZone(String)
    /// A session is held in a mode that its request's type does not have (S3).
    case unknownMode(request: String, mode: String)
    /// Somebody has supervision without needing any, so that nothing says how long it is (V1).
    case supervisionNotNeeded(practitioner: String)
    /// Somebody is on cover on a day on which they have no evenings (V4).
    case coverWithoutEvenings(practitioner: String, day: String)
    /// The caller's time of export or least SEQUENCE cannot be written in a calendar file.
    case optionOutOfRange(option: String)
    /// A calendar of an earlier export cannot be read, so that nobody can say what it would update.
    case unreadablePrevious(file: String, reason: String)
    /// A file or folder cannot be read.
    case cannotRead(path: String, reason: String)
    /// A file could not be built from right input: our own fault.
    case notWritable(file: String, reason: String)
}

extension CalendarError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownTimeZone(let zone):
            "The time zone \"\(zone)\" is not known on this machine. Use a name like Europe/London in the scenario's `timezone`."
        case .unknownMode(let request, let mode):
            "The session for request \(request) is held by \(mode), which its session type does not have. Check the timetable with `diary check`."
        case .supervisionNotNeeded(let practitioner):
            "\(practitioner) has supervision but the scenario asks for none. Check the timetable with `diary check`."
        case .coverWithoutEvenings(let practitioner, let day):
            "\(practitioner) is on cover on \(day) but has no evenings that day. Check the timetable with `diary check`."
        case .optionOutOfRange(let option):
            "The calendars' \(option) is out of range."
        case .unreadablePrevious(let file, let reason):
            "The calendar of an earlier export, \(file), cannot be read: \(reason). Move it away, or export to another folder."
        case .cannotRead(let path, let reason):
            "\(path) cannot be read: \(reason)."
        case .notWritable(let file, let reason):
            "The calendar \(file) could not be made: \(reason)."
        }
    }
}
