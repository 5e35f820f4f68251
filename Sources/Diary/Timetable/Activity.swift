/// Something that occupies a practitioner on a day (RULEBOOK §3). Cover is on call and is no activity.
public struct Activity: Hashable, Sendable {
    /// What an activity belongs to.
    public enum Subject: Hashable, Sendable {
        /// Position in `Timetable.sessions`.
        case session(Int)
        /// Position in `Timetable.supervision`; either side.
        case supervision(Int)
        /// Position in `Timetable.meetings`.
        case meeting(Int)
        /// Position in the practitioner's `busy`.
        case busy(Int)
    }

    /// Position in `Scenario.practitioners`.
    public var practitioner: Int
    public var subject: Subject
    /// Position in `Scenario.places`.
    public var place: Int
    public var day: Weekday
    /// Minutes since the day's midnight.
    public var start: Int
    /// Minutes since the day's midnight, write-up included.
    public var end: Int
    /// Minutes of travel from the practitioner's activity before it on the day: a multiple of the grid, 0 for the day's first, and 0 to
    /// and from an in-person session without a place, which breaks S3.
    public var travel: Int

    public init(practitioner: Int, subject: Subject, place: Int, day: Weekday, start: Int, end: Int, travel: Int = 0) {
        self.practitioner = practitioner
        self.subject = subject
        self.place = place
        self.day = day
        self.start = start
        self.end = end
        self.travel = travel
    }

    /// Whether it is one of the practitioner's busy blocks.
    public var isBusy: Bool {
        if case .busy = subject { true } else { false }
    }

    /// When it is, write-up included.
    public var span: DaySpan { DaySpan(day, start: start, end: end) }
}

/// The activities of every practitioner on every day of the week, in the order of the day.
///
/// Building it takes O(n log n) for n activities; the travel time of each way used is computed once.
public struct WeekActivities: Hashable, Sendable {
    private var days: [[Activity]]

    /// Lays out a timetable whose positions are in range (as `TimetableDocument.resolved(in:)` returns it and as ``Checker`` requires
    /// by F1).
    ///
    /// What has no length takes no time and is left out: a session whose mode its type lacks (S3), and the supervision of somebody who
    /// needs none (V1).
    public init(_ scenario: Scenario, _ timetable: Timetable) {
        days = Array(repeating: [], count: scenario.practitioners.count * 7)
        addSessions(of: timetable, scenario)
        addSupervision(of: timetable, scenario)
        addMeetings(of: timetable, scenario)
        addBusyBlocks(scenario)
        /// False for an in-person session without a place (S3): it is at no place, so no way leads there.
        func hasPlace(_ activity: Activity) -> Bool {
            guard case .session(let index) = activity.subject else { return true }
            let session = timetable.sessions[index]
            return session.mode != .inPerson || scenario.requests[session.request].place != nil
        }
        var ways: [PlacePair: Int] = [:]
        for index in days.indices where days[index].count > 1 {
            // Busy blocks of one day may overlap; the last key makes the order of equal spans that of the files.
            days[index] = days[index].enumerated()
                .sorted { ($0.element.start, $0.element.end, $0.offset) < ($1.element.start, $1.element.end, $1.offset) }
                .map(\.element)
            for next in 1..<days[index].count where hasPlace(days[index][next - 1]) && hasPlace(days[index][next]) {
                let pair = PlacePair(days[index][next - 1].place, days[index][next].place)
                let minutes = ways[pair] ?? scenario.travelMinutes(from: pair.lower, to: pair.upper)
                ways[pair] = minutes
                days[index][next].travel = minutes
            }
        }
    }

    /// The activities of a practitioner (a position in `Scenario.practitioners`) on a day, by start.
    public subscript(practitioner: Int, day: Weekday) -> [Activity] { days[practitioner * 7 + day.rawValue] }

    /// Minutes travelled between the activities of a practitioner's day; a day of busy blocks alone counts none (RULEBOOK §5).
    public func travelMinutes(of practitioner: Int, on day: Weekday) -> Int {
        let activities = self[practitioner, day]
        return Self.isOnlyBusy(activities) ? 0 : activities.reduce(0) { $0 + $1.travel }
    }

    /// Whether a day's activities are busy blocks alone, or none at all.
    static func isOnlyBusy(_ activities: [Activity]) -> Bool { activities.allSatisfy(\.isBusy) }

    private mutating func add(_ activity: Activity) {
        days[activity.practitioner * 7 + activity.day.rawValue].append(activity)
    }

    private mutating func addSessions(of timetable: Timetable, _ scenario: Scenario) {
        for (index, session) in timetable.sessions.enumerated() {
            guard let length = scenario.length(of: session.request, in: session.mode) else { continue }
            for practitioner in session.practitioners.withoutRepeats {
                let place = scenario.place(of: session.request, in: session.mode, practitioner: practitioner)
                add(
                    Activity(
                        practitioner: practitioner, subject: .session(index), place: place, day: session.start.day,
                        start: session.start.minute, end: session.start.minute + length.occupied))
            }
        }
    }

    private mutating func addSupervision(of timetable: Timetable, _ scenario: Scenario) {
        for (index, supervision) in timetable.supervision.enumerated() {
            guard let need = scenario.practitioners[supervision.practitioner].supervision else { continue }
            for practitioner in [supervision.practitioner, supervision.supervisor].withoutRepeats {
                add(
                    Activity(
                        practitioner: practitioner, subject: .supervision(index), place: scenario.practitioners[practitioner].desk,
                        day: supervision.start.day, start: supervision.start.minute, end: supervision.start.minute + need.minutes))
            }
        }
    }

    private mutating func addMeetings(of timetable: Timetable, _ scenario: Scenario) {
        for (index, held) in timetable.meetings.enumerated() {
            let meeting = scenario.meetings[held.meeting]
            for member in meeting.members.withoutRepeats {
                add(
                    Activity(
                        practitioner: member, subject: .meeting(index), place: meeting.place ?? scenario.practitioners[member].desk,
                        day: held.start.day, start: held.start.minute, end: held.start.minute + meeting.minutes))
            }
        }
    }

    private mutating func addBusyBlocks(_ scenario: Scenario) {
        for (practitioner, person) in scenario.practitioners.enumerated() {
            for (index, block) in person.busy.enumerated() {
                add(
                    Activity(
                        practitioner: practitioner, subject: .busy(index), place: block.place ?? person.desk, day: block.day,
                        start: block.window.start, end: block.window.end))
            }
        }
    }
}

extension Array where Element: Hashable {
    /// The elements without those that stood before, in their order.
    var withoutRepeats: [Element] {
        guard count > 1 else { return self }
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
