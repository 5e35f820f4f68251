import Diary

/// One entry that a timetable could hold and that no rule forbids by itself: a session, a supervision or a meeting with everybody who takes part
/// in it, and its start.
struct WeekOption {
    enum Entry: Hashable {
        case session(Timetable.Session)
        case supervision(Timetable.Supervision)
        case meeting(Timetable.HeldMeeting)
    }

    /// What one practitioner does for it.
    struct Part {
        let practitioner: Int
        let activity: DayActivity
    }

    let entry: Entry
    let start: WeekTime
    /// The minute of the day at which the own minutes end, write-up left out.
    let end: Int
    let parts: [Part]
    /// What it scores by itself, in thousandths of a point.
    let points: Int
    let isAfterHours: Bool

    var session: Timetable.Session? { if case .session(let session) = entry { session } else { nil } }
    var supervision: Timetable.Supervision? { if case .supervision(let supervision) = entry { supervision } else { nil } }
    var meeting: Int? { if case .meeting(let held) = entry { held.meeting } else { nil } }

    /// Whether its own minutes hold a moment of its day.
    func isInProgress(at minute: Int) -> Bool { start.minute <= minute && minute < end }
}

/// Time that one activity takes of a practitioner's day, write-up included.
struct DayActivity: Hashable {
    let place: Int
    let start: Int
    let end: Int
}

/// Every ``WeekOption`` of a week, written from RULEBOOK §4 alone.
struct WeekOptions {
    private let scenario: Scenario
    private(set) var all: [WeekOption] = []

    init(_ scenario: Scenario) {
        self.scenario = scenario
        for request in scenario.requests.indices { addSessions(of: request) }
        for practitioner in scenario.practitioners.indices { addSupervision(of: practitioner) }
        for meeting in scenario.meetings.indices { addMeetings(of: meeting) }
    }

    // MARK: Sessions

    private mutating func addSessions(of request: Int) {
        let wanted = scenario.requests[request]
        // S3
        for mode in wanted.modes {
            guard let length = scenario.length(of: request, in: mode), let suitable = windows(of: request, in: mode) else { continue }
            for team in teams(of: request) where team.allSatisfy({ canDeliver(request, mode, practitioner: $0) }) {
                let points = scenario.sessionPoints(request: request, practitioners: team, mode: mode).thousandths
                for start in starts(in: suitable, minutes: length.minutes) {
                    let session = Timetable.Session(request: request, practitioners: team, mode: mode, start: start)
                    let isAfterHours = mode.isAtHome && start.minute >= scenario.rules.afterHoursFrom
                    guard isAsPinned(session), isSupervised(session, minutes: length.minutes, isAfterHours: isAfterHours) else { continue }
                    let parts = team.map { practitioner in
                        WeekOption.Part(
                            practitioner: practitioner,
                            activity: DayActivity(
                                place: mode == .inPerson ? wanted.place ?? 0 : scenario.practitioners[practitioner].desk,
                                start: start.minute, end: start.minute + length.minutes + length.after))
                    }
                    add(
                        WeekOption(
                            entry: .session(session), start: start, end: start.minute + length.minutes, parts: parts, points: points,
                            isAfterHours: isAfterHours))
                }
            }
        }
    }

    /// S1 and S2 but for what depends on the mode: everybody, or every pair, that can fill the seats.
    private func teams(of request: Int) -> [[Int]] {
        let wanted = scenario.requests[request]
        let type = scenario.sessionTypes[wanted.type]
        let able = scenario.practitioners.indices.filter { practitioner in
            let person = scenario.practitioners[practitioner]
            guard person.skills.isSuperset(of: type.skills), person.skills.isSuperset(of: wanted.skills) else { return false }
            guard let area = wanted.school.flatMap({ scenario.places[$0].area }), let serves = person.serves else { return true }
            return serves.contains(area)
        }
        func fits(_ practitioner: Int, _ seat: Int) -> Bool { scenario.practitioners[practitioner].skills.isSuperset(of: type.staff[seat]) }
        let course = wanted.practitioner
        if type.staff.count == 1 {
            return able.filter { fits($0, 0) && (course == nil || course == $0) }.map { [$0] }
        }
        return able.flatMap { first in able.filter { $0 > first }.map { [first, $0] } }.filter { pair in
            let isSeated = fits(pair[0], 0) && fits(pair[1], 1) || fits(pair[0], 1) && fits(pair[1], 0)
            let isLed = pair.contains { scenario.practitioners[$0].qualified }
            return isSeated && isLed && (course.map(pair.contains) ?? true)
        }
    }

    /// S1 as far as it depends on the mode.
    private func canDeliver(_ request: Int, _ mode: Mode, practitioner: Int) -> Bool {
        let person = scenario.practitioners[practitioner]
        guard person.modes.contains(mode) else { return false }
        guard mode == .inPerson, let place = scenario.requests[request].place, let allowed = person.inPersonAt else { return true }
        return allowed.contains(place)
    }

    /// S3 and S4: the windows of which one each holds the own minutes, by day; nil where the mode is impossible whatever the time.
    private func windows(of request: Int, in mode: Mode) -> [[[Window]]]? {
        let wanted = scenario.requests[request]
        let wholeDay = [Window(start: 0, end: 1440)]
        func with(_ place: Place, _ open: Weekly) -> [[[Window]]] {
            Weekday.allCases.map { day in
                place.closed.contains(scenario.date(of: day)) ? [[]] : [wanted.atSchool?[day] ?? wholeDay, open[day]]
            }
        }
        switch mode {
        case .inPerson:
            guard let place = wanted.place.map({ scenario.places[$0] }), place.onsite else { return nil }
            return with(place, place.open)
        case .hub:
            guard let school = wanted.school.map({ scenario.places[$0] }) else { return nil }
            return with(school, school.hubOpen)
        case .video, .phone: return Weekday.allCases.map { [wanted.atHome[$0]] }
        }
    }

    /// S5
    private func isAsPinned(_ session: Timetable.Session) -> Bool {
        guard let pin = scenario.requests[session.request].pin else { return true }
        return Set(pin.practitioners) == Set(session.practitioners) && pin.mode == session.mode && pin.start == session.start
    }

    /// S7
    private func isSupervised(_ session: Timetable.Session, minutes: Int, isAfterHours: Bool) -> Bool {
        guard session.practitioners.contains(where: { !scenario.practitioners[$0].qualified }) else { return true }
        if isAfterHours { return scenario.rules.coverRatio != nil }
        return scenario.practitioners.contains { person in
            person.supervisesMinutes != nil && !person.away.contains(scenario.date(of: session.start.day))
                && person.hours.contains(day: session.start.day, start: session.start.minute, end: session.start.minute + minutes)
        }
    }

    // MARK: Supervision and meetings

    /// V1
    private mutating func addSupervision(of practitioner: Int) {
        guard let need = scenario.practitioners[practitioner].supervision else { return }
        let windows = Weekday.allCases.map { [scenario.hours(of: practitioner, on: $0)] }
        for supervisor in Set(need.supervisors).sorted() where supervisor != practitioner {
            for start in starts(in: windows, minutes: need.minutes) {
                let people = [practitioner, supervisor]
                add(
                    WeekOption(
                        entry: .supervision(.init(practitioner: practitioner, supervisor: supervisor, start: start)), start: start,
                        end: start.minute + need.minutes, parts: parts(of: people, place: nil, start, minutes: need.minutes), points: 0,
                        isAfterHours: false))
            }
        }
    }

    /// M1
    private mutating func addMeetings(of position: Int) {
        let meeting = scenario.meetings[position]
        for start in starts(in: Weekday.allCases.map { [meeting.when[$0]] }, minutes: meeting.minutes) {
            add(
                WeekOption(
                    entry: .meeting(.init(meeting: position, start: start)), start: start, end: start.minute + meeting.minutes,
                    parts: parts(of: Set(meeting.members).sorted(), place: meeting.place, start, minutes: meeting.minutes),
                    points: scenario.weights.missedMeeting.thousandths, isAfterHours: false))
        }
    }

    private func parts(of people: [Int], place: Int?, _ start: WeekTime, minutes: Int) -> [WeekOption.Part] {
        people.map { practitioner in
            let place = place ?? scenario.practitioners[practitioner].desk
            return WeekOption.Part(
                practitioner: practitioner, activity: DayActivity(place: place, start: start.minute, end: start.minute + minutes))
        }
    }

    // MARK: Time

    /// F1 and a window of each list: the starts on the grid at which some minutes lie inside one window of every list of the day.
    private func starts(in windows: [[[Window]]], minutes: Int) -> [WeekTime] {
        Weekday.allCases.flatMap { day in
            stride(from: 0, to: 1440, by: scenario.grid).filter { start in
                windows[day.rawValue].allSatisfy { $0.contains { $0.start <= start && start + minutes <= $0.end } }
            }.map { WeekTime(day, $0) }
        }
    }

    /// Adds an option where everybody is at work (W1) and free of what overlaps it among their busy blocks (W2).
    private mutating func add(_ option: WeekOption) {
        let day = option.start.day
        let isPossible = option.parts.allSatisfy { part in
            let person = scenario.practitioners[part.practitioner], activity = part.activity
            let windows =
                option.isAfterHours ? scenario.afterHoursWindows(of: part.practitioner, on: day) : scenario.hours(of: part.practitioner, on: day)
            return windows.contains { $0.start <= activity.start && activity.end <= $0.end }
                && !person.busy.contains { $0.day == day && $0.window.start < activity.end && activity.start < $0.window.end }
        }
        if isPossible { all.append(option) }
    }
}
