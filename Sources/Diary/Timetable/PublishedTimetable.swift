/// The timetable that people already have: what it holds is preferred by `weights.change`, and rules nothing (RULEBOOK §5).
public struct PublishedTimetable: Hashable, Sendable {
    /// One published session whose request still exists.
    public struct Session: Hashable, Sendable {
        /// Position in `Scenario.requests`.
        public var request: Int
        /// The session that keeps it, compared by practitioners (in any order), mode and start; nil where the scenario no longer
        /// allows it to be written down at all (a practitioner removed, a start off the grid), so that it is lost whatever is planned.
        public var kept: Timetable.Session?

        public init(request: Int, kept: Timetable.Session?) {
            self.request = request
            self.kept = kept
        }
    }

    public var sessions: [Session]

    public init(sessions: [Session] = []) {
        self.sessions = sessions
    }
}
