extension CheckedWeek {
    /// The score of the entries that take part.
    func score(published: PublishedTimetable?) -> Score {
        var points: [ScoreTerm: Points] = [:]
        for term in ScoreTerm.allCases { points[term] = self.points(term, published: published) }
        return Score(points)
    }

    private func points(_ term: ScoreTerm, published: PublishedTimetable?) -> Points {
        switch term {
        case .value: value()
        case .priority: priority()
        case .wait: wait()
        case .groups: groups()
        case .modeStep: modeStep()
        case .named: named()
        case .pin: pin()
        case .travel: travel()
        case .evening: evening()
        case .shortage: shortage()
        case .missedMeeting: missedMeeting()
        case .change: change(published)
        }
    }

    private func sum(_ points: (Timetable.Session) -> Points) -> Points {
        timetable.sessions.reduce(.zero) { $0 + points($1) }
    }

    /// Plus the type's value for each session.
    private func value() -> Points { sum { scenario.valuePoints(request: $0.request) } }

    /// Plus the priority's weight for each session.
    private func priority() -> Points { sum { scenario.priorityPoints(request: $0.request) } }

    /// Plus the weight of a week for each week waited, up to 26, for each session.
    private func wait() -> Points { sum { scenario.waitPoints(request: $0.request) } }

    /// Plus the weight of each of its groups for each session.
    private func groups() -> Points { sum { scenario.groupPoints(request: $0.request) } }

    /// Minus the weight of a step times the mode's position in the request's modes, for each session.
    private func modeStep() -> Points { sum { scenario.modePoints(request: $0.request, mode: $0.mode) } }

    /// Plus the weight once for each session that somebody named for its school delivers.
    private func named() -> Points { sum { scenario.namedPoints(request: $0.request, practitioners: $0.practitioners) } }

    /// Plus the weight for each session whose request is pinned.
    private func pin() -> Points { sum { scenario.pinPoints(request: $0.request) } }

    /// Minus the weight of a minute times all minutes travelled between consecutive activities, busy blocks included; a day of busy
    /// blocks alone counts none.
    private func travel() -> Points {
        var minutes = 0
        for practitioner in scenario.practitioners.indices {
            for day in Weekday.allCases { minutes += activities.travelMinutes(of: practitioner, on: day) }
        }
        return -(minutes * scenario.weights.travel)
    }

    /// Minus the weight of an evening times all evenings worked (W7 says what an evening is).
    private func evening() -> Points {
        let evenings = scenario.practitioners.indices.reduce(0) { $0 + eveningsWorked(by: $1).count }
        return -(evenings * scenario.weights.evening)
    }

    /// Minus the weight times, for each place, max(0, min(minimum, requests whose school it is) - their sessions).
    private func shortage() -> Points {
        var requests = Array(repeating: 0, count: scenario.places.count)
        var sessions = requests
        for request in scenario.requests { if let school = request.school { requests[school] += 1 } }
        for session in timetable.sessions { if let school = scenario.requests[session.request].school { sessions[school] += 1 } }
        let missing = scenario.places.indices.reduce(0) { sum, place in
            sum + max(0, min(scenario.places[place].minimum, requests[place]) - sessions[place])
        }
        return -(missing * scenario.weights.shortage)
    }

    /// Minus the weight for each meeting not held.
    private func missedMeeting() -> Points {
        let held = Set(timetable.meetings.map(\.meeting))
        return -((scenario.meetings.count - held.count) * scenario.weights.missedMeeting)
    }

    /// Minus the weight for each published session whose request still exists and is not scheduled with the same practitioners (as a
    /// set), mode and start.
    private func change(_ published: PublishedTimetable?) -> Points {
        guard let published else { return .zero }
        func key(_ session: Timetable.Session) -> Timetable.Session {
            var key = session
            key.practitioners = Set(session.practitioners).sorted()
            return key
        }
        let planned = Set(timetable.sessions.map(key))
        let lost = published.sessions.count { session in
            guard let kept = session.kept else { return true }
            return !planned.contains(key(kept))
        }
        return -(lost * scenario.weights.change)
    }
}
