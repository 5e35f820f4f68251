import Diary

/// A week that has one more of something.
struct OneMoreCandidate {
    var week: WhatIfWeek
    /// The practitioners whose own days can be planned otherwise than in the week as it is, by position; nil where that may be anybody.
    var affected: [Int]?
}

/// The weeks that have one more of something than a given week: one for each place or person where that could change anything.
struct OneMoreCandidates {
    private let base: WhatIfWeek
    private var scenario: Scenario { base.scenario }

    init(_ base: WhatIfWeek) {
        self.base = base
    }

    /// The candidates, in the order of the scenario.
    func candidates(_ kind: OneMoreKind) -> [OneMoreCandidate] {
        switch kind {
        case .evening: evenings
        case .room: rooms
        case .supervisionHour: supervisionHours
        case .onsite: places + practitionersOnSite
        }
    }

    private func week(_ name: String, affects affected: [Int]?, _ change: (inout Scenario) -> Void) -> OneMoreCandidate {
        var changed = base
        changed.name = name
        change(&changed.scenario)
        return OneMoreCandidate(week: changed, affected: affected)
    }

    // MARK: - Evenings

    /// For whoever may deliver after-hours sessions at all: one more of the evenings that they have, and one on each other weekday at work.
    private var evenings: [OneMoreCandidate] {
        scenario.practitioners.indices.flatMap { position -> [OneMoreCandidate] in
            let person = scenario.practitioners[position]
            let mayWorkLate = (person.qualified || scenario.rules.coverRatio != nil) && person.limits.sessionsPerWeek > 0
            guard mayWorkLate, !person.modes.isDisjoint(with: [.video, .phone]), canDeliverLate(position) else { return [] }
            var weeks: [OneMoreCandidate] = []
            let known = Weekday.allCases.filter { !scenario.evenings(of: position, on: $0).isEmpty }
            if !known.isEmpty {
                let days = known.map { String($0.name.prefix(3)) }.joined(separator: ", ")
                weeks.append(
                    week("\(person.name), another of their evenings (\(days))", affects: [position]) { $0.practitioners[position].limits.eveningsPerWeek += 1 })
            }
            for day in Weekday.allCases where !known.contains(day) && !scenario.hours(of: position, on: day).isEmpty {
                weeks.append(
                    week("\(person.name), \(day.name) evening", affects: [position]) {
                        $0.practitioners[position].limits.eveningsPerWeek += 1
                        $0.practitioners[position].evenings[day] = usualEvening(of: position)
                    })
            }
            return weeks
        }
    }

    /// Whether some request could be held by video or phone by a practitioner.
    private func canDeliverLate(_ position: Int) -> Bool {
        let person = scenario.practitioners[position]
        return scenario.requests.contains { request in
            let type = scenario.sessionTypes[request.type]
            let suits = request.modes.contains { $0.isAtHome && type.modes[$0] != nil && person.modes.contains($0) }
            return suits && type.skills.union(request.skills).isSubset(of: person.skills)
                && (request.practitioner == nil || request.practitioner == position || type.staff.count == 2)
        }
    }

    /// The hours of a practitioner's usual evening: those that stand on most of their days; else on most days of all practitioners; else from
    /// when sessions count as after-hours until 20:00.
    private func usualEvening(of position: Int) -> [Window] {
        func commonest(_ positions: some Sequence<Int>) -> [Window]? {
            var counts: [[Window]: Int] = [:]
            for position in positions {
                for day in Weekday.allCases {
                    let windows = scenario.practitioners[position].evenings[day]
                    if !windows.isEmpty { counts[windows, default: 0] += 1 }
                }
            }
            // The earliest of those that stand as often, so that the answer does not depend on chance.
            return counts.min { ($1.value, $0.key.first?.start ?? 0, $0.key.last?.end ?? 0) < ($0.value, $1.key.first?.start ?? 0, $1.key.last?.end ?? 0) }?.key
        }
        if let own = commonest(CollectionOfOne(position)) ?? commonest(scenario.practitioners.indices) { return own }
        let start = min(scenario.rules.afterHoursFrom, 1380)
        return [Window(start: start, end: max(1200, start + 60))]
    }

    // MARK: - Rooms

    /// One for each place and room kind that some request could use.
    private var rooms: [OneMoreCandidate] {
        var kinds: [Int: Set<String>] = [:]
        for request in scenario.requests {
            let type = scenario.sessionTypes[request.type]
            for mode in request.modes where type.modes[mode] != nil {
                if mode == .inPerson, let place = request.place, scenario.places[place].onsite { kinds[place, default: []].insert(type.room) }
                if mode == .hub, let school = request.school { kinds[school, default: []].insert(Place.hubRoom) }
            }
        }
        return kinds.sorted { $0.key < $1.key }.flatMap { place, kinds in
            kinds.sorted().map { kind in
                let count = scenario.places[place].rooms[kind, default: 0]
                // A room where there are some is only room; the first of its kind makes sessions possible.
                return week("\(scenario.places[place].name), room “\(kind)” (\(count) now)", affects: count > 0 ? [] : nil) { $0.places[place].rooms[kind] = count + 1 }
            }
        }
    }

    // MARK: - Supervision

    private var supervisionHours: [OneMoreCandidate] {
        scenario.practitioners.indices.compactMap { position in
            guard let minutes = scenario.practitioners[position].supervisesMinutes else { return nil }
            let supervised = scenario.practitioners.indices.filter { scenario.practitioners[$0].supervision?.supervisors.contains(position) ?? false }
            guard !supervised.isEmpty else { return nil }
            return week("\(scenario.practitioners[position].name), \(minutes + 60) minutes of supervision (\(minutes) now)", affects: supervised) {
                $0.practitioners[position].supervisesMinutes = minutes + 60
            }
        }
    }

    // MARK: - In person

    /// Places whose risk assessment is not agreed and where somebody asks for an in-person session.
    private var places: [OneMoreCandidate] {
        scenario.places.indices.filter { !scenario.places[$0].onsite && asksInPerson($0) }.map { place in
            week("\(scenario.places[place].name), risk assessment agreed", affects: nil) { $0.places[place].onsite = true }
        }
    }

    private func asksInPerson(_ place: Int) -> Bool {
        scenario.requests.contains { request in
            request.place == place && request.modes.contains(.inPerson) && scenario.sessionTypes[request.type].modes[.inPerson] != nil
        }
    }

    /// Practitioners who may work in person at some places only, and further ones where they could deliver some request.
    private var practitionersOnSite: [OneMoreCandidate] {
        scenario.practitioners.indices.flatMap { position -> [OneMoreCandidate] in
            let person = scenario.practitioners[position]
            guard let allowed = person.inPersonAt, person.modes.contains(.inPerson), person.limits.sessionsPerWeek > 0 else { return [] }
            var further = Set<Int>()
            for request in scenario.requests where request.modes.contains(.inPerson) {
                guard let place = request.place, scenario.places[place].onsite, !allowed.contains(place) else { continue }
                let type = scenario.sessionTypes[request.type]
                guard type.modes[.inPerson] != nil, type.skills.union(request.skills).isSubset(of: person.skills) else { continue }
                if let area = request.school.flatMap({ scenario.places[$0].area }), let serves = person.serves, !serves.contains(area) { continue }
                guard request.practitioner == nil || request.practitioner == position || type.staff.count == 2 else { continue }
                further.insert(place)
            }
            return further.sorted().map { place in
                week("\(person.name) in person at \(scenario.places[place].name)", affects: [position]) { $0.practitioners[position].inPersonAt?.insert(place) }
            }
        }
    }
}
