extension Scenario {
    /// What one session scores by itself: value, priority, wait, groups, less mode steps, plus named and pin (RULEBOOK §5).
    ///
    /// Travel, evenings, shortages, missed meetings and changes depend on the rest of the timetable.
    /// - Parameters:
    ///   - request: Position in ``requests``.
    ///   - practitioners: Positions in ``practitioners``.
    public func sessionPoints(request: Int, practitioners: [Int], mode: Mode) -> Points {
        valuePoints(request: request) + priorityPoints(request: request) + waitPoints(request: request) + groupPoints(request: request)
            + modePoints(request: request, mode: mode) + namedPoints(request: request, practitioners: practitioners)
            + pinPoints(request: request)
    }

    /// The type's value.
    func valuePoints(request: Int) -> Points { sessionTypes[requests[request].type].value }

    /// The weight of the request's priority. Every priority has a weight; one without counts nothing.
    func priorityPoints(request: Int) -> Points { weights.priority[requests[request].priority, default: .zero] }

    /// The weight of a week waited, for each of the weeks up to 26.
    func waitPoints(request: Int) -> Points { min(requests[request].weeksWaiting, 26) * weights.wait }

    /// The weights of the request's groups. Every group has a weight; one without counts nothing.
    func groupPoints(request: Int) -> Points {
        requests[request].groups.reduce(.zero) { $0 + weights.groups[$1, default: .zero] }
    }

    /// Less the weight of a step, for the mode's position in the request's list. A mode that the request does not list breaks S3 and
    /// has no position: it loses nothing.
    func modePoints(request: Int, mode: Mode) -> Points {
        -((requests[request].modes.firstIndex(of: mode) ?? 0) * weights.modeStep)
    }

    /// The weight for a named practitioner, once, where any of them is named for the request's school.
    func namedPoints(request: Int, practitioners: [Int]) -> Points {
        guard let school = requests[request].school else { return .zero }
        let named = places[school].named
        return practitioners.contains(where: named.contains) ? weights.named : .zero
    }

    /// The weight of a pinned request that is scheduled.
    func pinPoints(request: Int) -> Points { requests[request].pin == nil ? .zero : weights.pin }
}
