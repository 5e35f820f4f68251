import Diary

/// Changes of one thing that might make a way of delivering a request allowed which breaks one rule. They are guesses: each must be tried.
struct ChangeFinder {
    let trial: WeekTrial
    private var scenario: Scenario { trial.scenario }

    /// A change and how much it asks of the service: few points for what is easily done, and one for each ten minutes of anybody's time.
    struct Guess {
        let change: ScenarioChange
        let effort: Int
    }

    /// The changes that would cure the only rule that a way breaks; empty where none is known.
    func guesses(_ way: SessionWay, breaking rule: Rule) -> [Guess] {
        let session = way.session
        guard let length = scenario.length(of: session.request, in: session.mode) else { return [] }
        let own = Window(start: session.start.minute, end: session.start.minute + length.minutes)
        let isLate = scenario.isAfterHours(session.mode, startMinute: session.start.minute)
        let request = scenario.requests[session.request]
        switch rule {
        case .S1: return abilities(session)
        case .S2:
            guard let practitioner = request.practitioner, !session.practitioners.contains(practitioner) else { return [] }
            return [Guess(change: .anybody(request: session.request), effort: 60)]
        case .S3: return modes(session)
        case .S4: return windows(session, own)
        case .S5: return [Guess(change: .unpinned(request: session.request), effort: 55)]
        case .S7:
            guard !isLate else { return [] }
            return scenario.practitioners.indices.filter { scenario.practitioners[$0].supervisesMinutes != nil }
                .compactMap { hours($0, session.start.day, own) }
        case .R1:
            guard let room = WeekTrial.room(scenario, session.request, session.mode) else { return [] }
            return [Guess(change: .room(place: room.place, kind: room.kind), effort: 30)]
        case .W1: return workingTime(way, length, isLate)
        case .W3: return spans(way, length)
        case .W6: return session.practitioners.flatMap { sessionLimits($0, session.start.day) }.onlyOne
        case .W7:
            return session.practitioners.filter { evenings(of: $0, with: session.start.day) > scenario.practitioners[$0].limits.eveningsPerWeek }
                .map { Guess(change: .limit(practitioner: $0, .eveningsPerWeek, to: evenings(of: $0, with: session.start.day)), effort: 22) }.onlyOne
        case .V2:
            return Set(way.supervision.map(\.supervisor)).sorted().compactMap { supervisor in
                let minutes = way.supervision.filter { $0.supervisor == supervisor }
                    .reduce(trial.supervisedMinutes[supervisor]) { $0 + (scenario.practitioners[$1.practitioner].supervision?.minutes ?? 0) }
                let most = scenario.practitioners[supervisor].supervisesMinutes ?? 0
                return minutes > most
                    ? Guess(change: .supervises(practitioner: supervisor, minutes: minutes), effort: 25 + (minutes - most) / 10) : nil
            }.onlyOne
        case .V3:
            return scenario.practitioners.indices.compactMap { person in
                guard trial.coverDays[person] < scenario.practitioners[person].coverEvenings ?? 0 else { return nil }
                return window(own, beside: scenario.evenings(of: person, on: session.start.day)).map {
                    Guess(change: .evening(practitioner: person, day: session.start.day, window: own), effort: 30 + $0)
                }
            }
        case .V4:
            let unable = way.cover.map(\.practitioner).filter { trial.coverDays[$0] >= scenario.practitioners[$0].coverEvenings ?? 0 }
            return unable.map { Guess(change: .cover(practitioner: $0, evenings: trial.coverDays[$0] + 1), effort: 30) }.onlyOne
        case .V5: return [Guess(change: .slots(trial.afterHoursSessions + 1), effort: 20)]
        case .F1, .S6, .W2, .W4, .W5, .V1, .M1: return []
        }
    }

    // MARK: Sessions

    /// What one practitioner lacks, where it is one thing.
    private func abilities(_ session: Timetable.Session) -> [Guess] {
        let request = scenario.requests[session.request], type = scenario.sessionTypes[request.type]
        let general = type.skills.union(request.skills)
        var guesses: [Guess] = []
        for person in session.practitioners {
            let practitioner = scenario.practitioners[person]
            let skills = type.staff.count == 1 ? general.union(type.staff[0]) : general
            let missing = skills.subtracting(practitioner.skills).sorted()
            if !missing.isEmpty { guesses.append(Guess(change: .skills(practitioner: person, skills: missing), effort: 50 + 10 * missing.count)) }
            if !practitioner.modes.contains(session.mode) {
                guesses.append(Guess(change: .worksIn(practitioner: person, mode: session.mode), effort: 40))
            }
            if let area = request.school.flatMap({ scenario.places[$0].area }), let serves = practitioner.serves, !serves.contains(area) {
                guesses.append(Guess(change: .serves(practitioner: person, area: area), effort: 25))
            }
            if session.mode == .inPerson, let place = request.place, let allowed = practitioner.inPersonAt, !allowed.contains(place) {
                guesses.append(Guess(change: .inPersonAt(practitioner: person, place: place), effort: 20))
            }
        }
        if guesses.isEmpty, session.practitioners.count == 2 {
            // Everybody may take part, but not in these seats.
            for (one, two) in [(0, 1), (1, 0)] {
                let lacks = [(session.practitioners[0], type.staff[one]), (session.practitioners[1], type.staff[two])]
                    .map { person, seat in (person, seat.subtracting(scenario.practitioners[person].skills).sorted()) }.filter { !$0.1.isEmpty }
                if lacks.count == 1, let (person, missing) = lacks.first {
                    guesses.append(Guess(change: .skills(practitioner: person, skills: missing), effort: 50 + 10 * missing.count))
                }
            }
            return guesses
        }
        return guesses.onlyOne
    }

    private func modes(_ session: Timetable.Session) -> [Guess] {
        let request = scenario.requests[session.request]
        var guesses: [Guess] = []
        if !request.modes.contains(session.mode) { guesses.append(Guess(change: .accepts(request: session.request, mode: session.mode), effort: 35)) }
        if session.mode == .inPerson {
            guard let place = request.place else { return [] }
            if !scenario.places[place].onsite { guesses.append(Guess(change: .onsite(place: place), effort: 10)) }
        } else if session.mode == .hub, request.school == nil {
            return []
        }
        return guesses.onlyOne
    }

    private func windows(_ session: Timetable.Session, _ own: Window) -> [Guess] {
        let request = scenario.requests[session.request], day = session.start.day
        var guesses: [Guess] = []
        let suits = session.mode.isAtHome ? request.atHome : request.atSchool
        if let suits, let minutes = window(own, beside: suits[day]) {
            guesses.append(
                Guess(change: .suits(request: session.request, atHome: session.mode.isAtHome, day: day, window: own), effort: 20 + minutes))
        }
        if let position = session.mode == .inPerson ? request.place : session.mode == .hub ? request.school : nil {
            let place = scenario.places[position], isHub = session.mode == .hub
            if let minutes = window(own, beside: isHub ? place.hubOpen[day] : place.open[day]) {
                guesses.append(Guess(change: .open(place: position, hub: isHub, day: day, window: own), effort: 32 + minutes))
            }
            if place.closed.contains(scenario.date(of: day)) { guesses.append(Guess(change: .notClosed(place: position, day: day), effort: 40)) }
        }
        return own.end > 1440 ? [] : guesses.onlyOne
    }

    // MARK: Working time

    /// How much it asks that windows hold `wanted`: tens of minutes outside the windows, more where it touches none, and more before 08:00 and after 20:00. Nil where one window holds all of it.
    private func window(_ wanted: Window, beside windows: [Window]) -> Int? {
        if windows.contains(where: { $0.contains(start: wanted.start, end: wanted.end) }) { return nil }
        let inside = windows.reduce(0) { $0 + max(0, min($1.end, wanted.end) - max($1.start, wanted.start)) }
        let touches = windows.contains { $0.start <= wanted.end && wanted.start <= $0.end }
        // Nobody is asked to work at night before being asked to work by day.
        let unsocial = max(0, 480 - wanted.start) + max(0, wanted.end - 1200)
        return (wanted.minutes - inside) / 10 + (touches ? 0 : 4) + unsocial / 6
    }

    private func hours(_ person: Int, _ day: Weekday, _ wanted: Window) -> Guess? {
        if scenario.isAway(person, on: day) {
            let isInside = scenario.practitioners[person].hours.contains(day: day, start: wanted.start, end: wanted.end)
            return isInside ? Guess(change: .notAway(practitioner: person, day: day), effort: 45) : nil
        }
        return window(wanted, beside: scenario.hours(of: person, on: day)).map {
            Guess(change: .hours(practitioner: person, day: day, window: wanted), effort: 20 + $0)
        }
    }

    /// What the way adds to people's days.
    private func parts(_ way: SessionWay, _ length: ModeLength) -> [(person: Int, day: Weekday, window: Window, isSession: Bool)] {
        let start = way.session.start
        var parts = way.session.practitioners.map {
            (person: $0, day: start.day, window: Window(start: start.minute, end: start.minute + length.occupied), isSession: true)
        }
        for supervision in way.supervision {
            let minutes = scenario.practitioners[supervision.practitioner].supervision?.minutes ?? 0
            for person in [supervision.practitioner, supervision.supervisor] {
                parts.append(
                    (person, supervision.start.day, Window(start: supervision.start.minute, end: supervision.start.minute + minutes), false))
            }
        }
        return parts
    }

    private func workingTime(_ way: SessionWay, _ length: ModeLength, _ isLate: Bool) -> [Guess] {
        var guesses: [Guess] = []
        for part in parts(way, length) where part.window.end <= 1440 {
            guard part.isSession && isLate else {
                if let guess = hours(part.person, part.day, part.window) { guesses.append(guess) }
                continue
            }
            if let minutes = window(part.window, beside: scenario.afterHoursWindows(of: part.person, on: part.day)) {
                if scenario.isAway(part.person, on: part.day) {
                    guesses.append(Guess(change: .notAway(practitioner: part.person, day: part.day), effort: 45))
                } else {
                    guesses.append(Guess(change: .evening(practitioner: part.person, day: part.day, window: part.window), effort: 20 + minutes))
                }
            }
        }
        return guesses.onlyOne
    }

    /// The busy blocks on the days that a way touches, any of which may stand in its way.
    func busyBlocks(_ way: SessionWay) -> [Guess] {
        guard let length = scenario.length(of: way.session.request, in: way.session.mode) else { return [] }
        return parts(way, length).flatMap { part in
            scenario.practitioners[part.person].busy.enumerated().filter { $0.element.day == part.day }.map { index, block in
                Guess(change: .notBusy(practitioner: part.person, block: index), effort: 45 + block.window.minutes / 10)
            }
        }
    }

    private func spans(_ way: SessionWay, _ length: ModeLength) -> [Guess] {
        var guesses: [Guess] = []
        let parts = parts(way, length)
        for (person, day) in Set(parts.map { PersonDay(person: $0.person, day: $0.day) }).sorted(by: <).map({ ($0.person, $0.day) }) {
            let items = trial.days[person * 7 + day.rawValue].map { Window(start: $0.start, end: $0.end) }
                + parts.filter { $0.person == person && $0.day == day }.map(\.window)
            guard let first = items.map(\.start).min(), let last = items.map(\.end).max() else { continue }
            let most = scenario.practitioners[person].limits.span
            if last - first > most {
                guesses.append(Guess(change: .limit(practitioner: person, .span, to: last - first), effort: 40 + (last - first - most) / 10))
            }
        }
        return guesses.onlyOne
    }

    private struct PersonDay: Hashable, Comparable {
        let person: Int
        let day: Weekday
        static func < (left: Self, right: Self) -> Bool { (left.person, left.day) < (right.person, right.day) }
    }

    private func evenings(of person: Int, with day: Weekday) -> Int {
        trial.evenings[person] + (trial.afterHoursOnDay[person * 7 + day.rawValue] == 0 ? 1 : 0)
    }

    /// The limit of sessions that one more would exceed, where it is one and can be raised.
    private func sessionLimits(_ person: Int, _ day: Weekday) -> [Guess] {
        let limits = scenario.practitioners[person].limits
        let onDay = trial.sessionsOnDay[person * 7 + day.rawValue] + 1, inWeek = trial.sessionsInWeek[person] + 1
        var guesses: [Guess] = []
        if onDay > limits.sessionsPerDay { guesses.append(Guess(change: .limit(practitioner: person, .sessionsPerDay, to: onDay), effort: 26)) }
        if inWeek > limits.sessionsPerWeek { guesses.append(Guess(change: .limit(practitioner: person, .sessionsPerWeek, to: inWeek), effort: 24)) }
        return onDay > Limits.mostSessionsPerDay ? [] : guesses
    }
}

extension [ChangeFinder.Guess] {
    /// The guesses where there is but one: two would be two changes.
    fileprivate var onlyOne: Self { count == 1 ? self : [] }
}
