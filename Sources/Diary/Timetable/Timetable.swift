/// A timetable for a scenario: who sees whom, when and how, with supervision, meetings and cover (RULEBOOK §2).
///
/// People, requests and meetings are positions in the scenario's arrays. Every start is on the grid and inside the week (F1); whether
/// the other rules hold is for the checker to say. ``TimetableDocument`` is the form with ids and texts that files have.
public struct Timetable: Hashable, Sendable {
    public var sessions: [Session]
    public var supervision: [Supervision]
    public var meetings: [HeldMeeting]
    public var cover: [Cover]

    public init(sessions: [Session] = [], supervision: [Supervision] = [], meetings: [HeldMeeting] = [], cover: [Cover] = []) {
        self.sessions = sessions
        self.supervision = supervision
        self.meetings = meetings
        self.cover = cover
    }

    /// A scheduled request.
    public struct Session: Hashable, Sendable {
        /// Position in `Scenario.requests`.
        public var request: Int
        /// Positions in `Scenario.practitioners`.
        public var practitioners: [Int]
        /// One of the modes of the request's type.
        public var mode: Mode
        public var start: WeekTime

        public init(request: Int, practitioners: [Int], mode: Mode, start: WeekTime) {
            self.request = request
            self.practitioners = practitioners
            self.mode = mode
            self.start = start
        }
    }

    /// One supervision of one practitioner.
    public struct Supervision: Hashable, Sendable {
        /// Position in `Scenario.practitioners` of the one supervised.
        public var practitioner: Int
        /// Position in `Scenario.practitioners`.
        public var supervisor: Int
        public var start: WeekTime

        public init(practitioner: Int, supervisor: Int, start: WeekTime) {
            self.practitioner = practitioner
            self.supervisor = supervisor
            self.start = start
        }
    }

    /// A meeting that takes place.
    public struct HeldMeeting: Hashable, Sendable {
        /// Position in `Scenario.meetings`.
        public var meeting: Int
        public var start: WeekTime

        public init(meeting: Int, start: WeekTime) {
            self.meeting = meeting
            self.start = start
        }
    }

    /// An evening on which a practitioner is on call.
    public struct Cover: Hashable, Sendable {
        /// Position in `Scenario.practitioners`.
        public var practitioner: Int
        public var day: Weekday

        public init(practitioner: Int, day: Weekday) {
            self.practitioner = practitioner
            self.day = day
        }
    }
}

extension Timetable {
    /// The same timetable in the one order in which it is written: sessions by request, supervision by practitioner and start,
    /// meetings by position, cover by day and practitioner.
    public var canonical: Timetable {
        Timetable(
            sessions: sessions.sorted { ($0.request, $0.start) < ($1.request, $1.start) },
            supervision: supervision.sorted { ($0.practitioner, $0.start, $0.supervisor) < ($1.practitioner, $1.start, $1.supervisor) },
            meetings: meetings.sorted { ($0.meeting, $0.start) < ($1.meeting, $1.start) },
            cover: cover.sorted { ($0.day, $0.practitioner) < ($1.day, $1.practitioner) }
        )
    }
}
