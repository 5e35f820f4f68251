import Diary

/// What is agreed already: a few sessions with their practitioners, mode and start, each possible by itself and with the others.
extension ServiceBuilder {
    mutating func addPins() {
        for area in areas.indices {
            var source = source(step: 5, area: area)
            var taken = Taken()
            let wanted = max(1, areas[area].demand / 35)
            var placed = 0
            // Work for two comes first: it is agreed early, and rarely fits anywhere else.
            let pairs = areas[area].requests.filter { scenario.sessionTypes[scenario.requests[$0].type].staff.count == 2 }
            let candidates = source.some(1 + wanted / 8, of: pairs) + source.some(wanted * 4, of: Array(areas[area].requests))
            for request in candidates where placed < wanted && scenario.requests[request].pin == nil {
                guard let pin = pin(request, area, &taken, &source) else { continue }
                scenario.requests[request].pin = pin
                placed += 1
            }
        }
    }

    /// Days that hold a pin already: one for each practitioner, place and client is enough to be sure that none clash.
    private struct Taken {
        var people: Set<[Int]> = []
        var places: Set<[Int]> = []
        var clients: Set<String> = []
    }

    private func pin(_ number: Int, _ area: Int, _ taken: inout Taken, _ source: inout RandomSource) -> Pin? {
        let request = scenario.requests[number], type = scenario.sessionTypes[request.type]
        let candidates = request.modes.filter { $0 == .inPerson || $0 == .video }
        guard let mode = candidates.first, let length = type.modes[mode], !taken.clients.contains(request.client),
            let team = team(request, type, mode, area, &source)
        else { return nil }
        for day in source.some(5, of: Array(Weekday.allCases.prefix(5))) {
            if mode == .inPerson, let place = request.place, taken.places.contains([place, day.rawValue]) { continue }
            guard !team.contains(where: { taken.people.contains([$0, day.rawValue]) }) else { continue }
            let starts = stride(from: 0, to: 1440, by: scenario.grid).filter { start in
                suits(request, mode, day, start: start, end: start + length.minutes)
                    && team.allSatisfy { isFree($0, day, start: start, end: start + length.occupied) }
            }
            guard !starts.isEmpty else { continue }
            for person in team { taken.people.insert([person, day.rawValue]) }
            if mode == .inPerson, let place = request.place { taken.places.insert([place, day.rawValue]) }
            taken.clients.insert(request.client)
            return Pin(practitioners: team, mode: mode, start: WeekTime(day, source.pick(starts)))
        }
        return nil
    }

    /// A qualified practitioner for each seat, or nil where somebody is lacking.
    private func team(_ request: Request, _ type: SessionType, _ mode: Mode, _ area: Int, _ source: inout RandomSource) -> [Int]? {
        var team: [Int] = []
        for seat in type.staff {
            let skills = type.skills.union(request.skills).union(seat)
            let able = areas[area].people.filter { number in
                let person = scenario.practitioners[number]
                guard person.qualified, person.modes.contains(mode), person.skills.isSuperset(of: skills), !team.contains(number) else { return false }
                if let named = request.practitioner, team.isEmpty, named != number { return false }
                if mode == .inPerson, let places = person.inPersonAt, let place = request.place { return places.contains(place) }
                return true
            }
            guard !able.isEmpty else { return nil }
            team.append(source.pick(able))
        }
        return team
    }

    /// Whether client and place allow a session's own minutes (S3, S4); after-hours sessions are left to the search.
    private func suits(_ request: Request, _ mode: Mode, _ day: Weekday, start: Int, end: Int) -> Bool {
        switch mode {
        case .inPerson:
            guard let number = request.place else { return false }
            let place = scenario.places[number], type = scenario.sessionTypes[request.type]
            let isWanted = request.atSchool.map { $0.contains(day: day, start: start, end: end) } ?? true
            return isWanted && place.onsite && !place.closed.contains(scenario.date(of: day)) && place.rooms[type.room] ?? 0 > 0
                && place.open.contains(day: day, start: start, end: end)
        case .video: return request.atHome.contains(day: day, start: start, end: end) && start < scenario.rules.afterHoursFrom
        case .hub, .phone: return false
        }
    }

    /// Whether somebody works then, on a day without busy blocks (W1, W2).
    private func isFree(_ person: Int, _ day: Weekday, start: Int, end: Int) -> Bool {
        scenario.hours(of: person, on: day).contains { $0.contains(start: start, end: end) }
            && !scenario.practitioners[person].busy.contains { $0.day == day }
    }
}
