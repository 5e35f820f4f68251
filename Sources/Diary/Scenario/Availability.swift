extension Scenario {
    /// Whether a session in a mode that starts at a minute of the day is after-hours: by video or phone, at or after
    /// ``Rules/afterHoursFrom`` (RULEBOOK §1, `rules`).
    public func isAfterHours(_ mode: Mode, startMinute: Int) -> Bool { mode.isAtHome && startMinute >= rules.afterHoursFrom }

    /// Whether a practitioner is away on a day of the week, so that they have neither hours nor evenings.
    public func isAway(_ practitioner: Int, on day: Weekday) -> Bool { practitioners[practitioner].away.contains(date(of: day)) }

    /// The windows of a practitioner's hours on a day; none where they are away.
    public func hours(of practitioner: Int, on day: Weekday) -> [Window] {
        isAway(practitioner, on: day) ? [] : practitioners[practitioner].hours[day]
    }

    /// The windows of a practitioner's evenings on a day; none where they are away.
    public func evenings(of practitioner: Int, on day: Weekday) -> [Window] {
        isAway(practitioner, on: day) ? [] : practitioners[practitioner].evenings[day]
    }

    /// The windows in which a practitioner's after-hours sessions lie on a day: hours and evenings merged; none where they are away (W1).
    public func afterHoursWindows(of practitioner: Int, on day: Weekday) -> [Window] {
        guard !isAway(practitioner, on: day) else { return [] }
        var merged = Weekly()
        merged[day] = practitioners[practitioner].hours[day] + practitioners[practitioner].evenings[day]
        return merged[day]
    }

    /// The length of a request's session in a mode, or nil where its type lacks the mode.
    public func length(of request: Int, in mode: Mode) -> ModeLength? { sessionTypes[requests[request].type].modes[mode] }

    /// Position in ``places`` of where a practitioner holds a request's session: in person at the request's place, else at their desk
    /// (RULEBOOK §3). An in-person session without a place breaks S3; it counts as held at the desk.
    public func place(of request: Int, in mode: Mode, practitioner: Int) -> Int {
        let desk = practitioners[practitioner].desk
        return mode == .inPerson ? requests[request].place ?? desk : desk
    }
}
