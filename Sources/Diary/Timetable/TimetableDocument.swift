/// A timetable as its file says it: ids and texts, right or wrong (RULEBOOK §2).
///
/// `TimetableDocument.resolved(in:)` turns it into a ``Timetable`` and reports the entries that break F1.
public struct TimetableDocument: Hashable, Sendable {
    public var service: String
    /// The week's Monday as written.
    public var week: String
    public var score: Double?
    public var bound: Double?
    public var sessions: [Session]
    public var supervision: [Supervision]
    public var meetings: [Meeting]
    public var cover: [Cover]
    /// Why requests are not scheduled, by request id, where the file says so: a sentence for people, which rules nothing.
    public var reasons: [String: String]

    public init(
        service: String, week: String, score: Double? = nil, bound: Double? = nil, sessions: [Session] = [], supervision: [Supervision] = [],
        meetings: [Meeting] = [], cover: [Cover] = [], reasons: [String: String] = [:]
    ) {
        self.service = service
        self.week = week
        self.score = score
        self.bound = bound
        self.sessions = sessions
        self.supervision = supervision
        self.meetings = meetings
        self.cover = cover
        self.reasons = reasons
    }

    public struct Session: Hashable, Sendable {
        public var request: String
        public var practitioners: [String]
        public var mode: String
        /// `YYYY-MM-DDTHH:MM` where it is right.
        public var start: String

        public init(request: String, practitioners: [String], mode: String, start: String) {
            self.request = request
            self.practitioners = practitioners
            self.mode = mode
            self.start = start
        }
    }

    public struct Supervision: Hashable, Sendable {
        public var practitioner: String
        public var supervisor: String
        public var start: String

        public init(practitioner: String, supervisor: String, start: String) {
            self.practitioner = practitioner
            self.supervisor = supervisor
            self.start = start
        }
    }

    public struct Meeting: Hashable, Sendable {
        public var meeting: String
        public var start: String

        public init(meeting: String, start: String) {
            self.meeting = meeting
            self.start = start
        }
    }

    public struct Cover: Hashable, Sendable {
        public var practitioner: String
        public var date: String

        public init(practitioner: String, date: String) {
            self.practitioner = practitioner
            self.date = date
        }
    }
}
