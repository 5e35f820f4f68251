/// RULEBOOK §4, *Sessions*, for those that one session keeps or breaks by itself, and for one request or client.
extension CheckedWeek {
    /// **S1** Each request is scheduled at most once, by one practitioner for each seat of its type's `staff`, all different; each has all
    /// skills of the type, the request and their own seat (some matching of practitioners to seats), works in that mode, serves the
    /// area of the request's school (where it has a school and that has an area) and, in person, may work at that place.
    ///
    /// Seats are matched only where the number of practitioners is right. An in-person session without a place breaks S3, and asks
    /// nobody to be allowed at that place.
    func s1Staff() -> [Violation] {
        var violations: [Violation] = []
        let byRequest = Dictionary(grouping: timetable.sessions, by: \.request)
        var reported: Set<Int> = []
        for session in timetable.sessions {
            if let same = byRequest[session.request], same.count > 1, reported.insert(session.request).inserted {
                violations.append(
                    Violation(
                        .S1, practitioners: same.flatMap(\.practitioners).withoutRepeats, requests: [session.request],
                        times: same.map(ownMinutes),
                        message:
                            "The request \(scenario.requests[session.request].id) is scheduled \(same.count) times: on "
                            + "\(listed(same.map { "\(ownMinutes($0))" }))."))
            }
            violations += staffFaults(session).map { about(session, .S1, $0) }
        }
        return violations
    }

    /// What S1 finds wrong with the staff of one session, as ends of a sentence.
    private func staffFaults(_ session: Timetable.Session) -> [String] {
        let request = scenario.requests[session.request]
        let type = scenario.sessionTypes[request.type]
        let different = session.practitioners.withoutRepeats
        var faults: [String] = []
        if different.count < session.practitioners.count { faults.append("names the same practitioner twice") }
        if session.practitioners.count != type.staff.count {
            faults.append(
                "has \(counted(session.practitioners.count, "practitioner")), but its type \(type.id) has "
                    + "\(counted(type.staff.count, "seat"))")
        }
        let general = type.skills.union(request.skills)
        var skilled = true
        for practitioner in different {
            let person = scenario.practitioners[practitioner]
            let name = scenario.practitionerName(practitioner)
            let missing = general.subtracting(person.skills).sorted()
            if !missing.isEmpty {
                skilled = false
                faults.append("is given to \(name), who lacks \(missing.count == 1 ? "the skill" : "the skills") \(listed(missing))")
            }
            if !person.modes.contains(session.mode) {
                faults.append("is given to \(name), who does not work in the mode \(session.mode.key)")
            }
            if let area = request.school.flatMap({ scenario.places[$0].area }), let serves = person.serves, !serves.contains(area) {
                faults.append("is given to \(name), who does not serve the area \(area)")
            }
            if session.mode == .inPerson, let place = request.place, let allowed = person.inPersonAt, !allowed.contains(place) {
                faults.append("is given to \(name), who does not work in person at \(scenario.placeName(place))")
            }
        }
        if skilled, session.practitioners.count == type.staff.count,
            !Self.seats(type.staff, canBeFilledBy: session.practitioners.map { scenario.practitioners[$0].skills })
        {
            let names = scenario.practitionerNames(different)
            faults.append("cannot seat \(names): the seats of its type \(type.id) ask for \(listed(type.staff.map(Self.seatText)))")
        }
        return faults
    }

    private static func seatText(_ skills: Set<String>) -> String {
        skills.isEmpty ? "no further skill" : listed(skills.sorted())
    }

    /// Whether the people with these skills can be matched to the seats, one each. There are one or two seats.
    private static func seats(_ seats: [Set<String>], canBeFilledBy people: [Set<String>]) -> Bool {
        guard let seat = seats.first else { return true }
        return people.indices.contains { index in
            guard seat.isSubset(of: people[index]) else { return false }
            var others = people
            others.remove(at: index)
            return self.seats(Array(seats.dropFirst()), canBeFilledBy: others)
        }
    }

    /// **S2** Where the request names a `practitioner`, that one is among them. With two seats, one at least is qualified.
    func s2CourseAndQualification() -> [Violation] {
        timetable.sessions.flatMap { session -> [Violation] in
            let request = scenario.requests[session.request]
            var violations: [Violation] = []
            if let practitioner = request.practitioner, !session.practitioners.contains(practitioner) {
                let fault =
                    "is given to \(scenario.practitionerNames(session.practitioners)), but the course is under way with "
                    + "\(scenario.practitionerName(practitioner))"
                var violation = about(session, .S2, fault)
                violation.practitioners = (violation.practitioners + [practitioner]).withoutRepeats
                violations.append(violation)
            }
            if scenario.sessionTypes[request.type].staff.count == 2,
                !session.practitioners.contains(where: { scenario.practitioners[$0].qualified })
            {
                violations.append(
                    about(
                        session, .S2,
                        "has two seats, but \(scenario.practitionerNames(session.practitioners)) cannot hold it without somebody qualified")
                )
            }
            return violations
        }
    }

    /// **S3** The mode is one of the request's modes and of the type's. In-person needs a place, with `onsite`; hub needs a school.
    ///
    /// A session whose mode its type lacks has been reported and set aside when the week was laid out.
    func s3Mode() -> [Violation] {
        timetable.sessions.flatMap { session -> [Violation] in
            let request = scenario.requests[session.request]
            var faults: [String] = []
            if !request.modes.contains(session.mode) {
                faults.append("is not in one of the request's modes, which are \(listed(request.modes.map(\.key), none: "none"))")
            }
            switch session.mode {
            case .inPerson:
                if let place = request.place {
                    if !scenario.places[place].onsite {
                        faults.append("is at \(scenario.placeName(place)), which takes no in-person sessions yet")
                    }
                } else {
                    faults.append("has no place to be held at")
                }
            case .hub:
                if request.school == nil { faults.append("has no school whose hub it could use") }
            case .video, .phone: break
            }
            return faults.map { about(session, .S3, $0) }
        }
    }

    /// **S4** The session's own minutes lie inside one window that suits the client: `at-school` for in-person and hub, `at-home` for
    /// video and phone; in-person also inside one `open` window of the place, hub inside one `hub-open` window of the school, and
    /// neither on a `closed` date.
    ///
    /// `at-school` that is not given suits from 00:00 to 24:00, as nothing crosses midnight. Without a place or school (S3) its
    /// opening times ask nothing.
    func s4Windows() -> [Violation] {
        let wholeDay = Weekly(.monday ... .sunday, Window(start: 0, end: 1440))
        return timetable.sessions.flatMap { session -> [Violation] in
            let request = scenario.requests[session.request]
            let span = ownMinutes(session)
            func inside(_ weekly: Weekly) -> Bool { weekly.contains(day: span.day, start: span.start, end: span.end) }
            var faults: [String] = []
            let suits = session.mode.isAtHome ? request.atHome : request.atSchool ?? wholeDay
            if !inside(suits) {
                faults.append(
                    "is not inside one window that suits the client\(session.mode.isAtHome ? " at home" : " at school") "
                        + "(\(windows(suits[span.day])))")
            }
            let place: Int? =
                switch session.mode {
                case .inPerson: request.place
                case .hub: request.school
                case .video, .phone: nil
                }
            if let place {
                let site = scenario.places[place]
                let open = session.mode == .hub ? site.hubOpen : site.open
                if !inside(open) {
                    faults.append(
                        "is not inside one window in which \(session.mode == .hub ? "the hub of " : "")\(scenario.placeName(place)) is "
                            + "open (\(windows(open[span.day])))")
                }
                if site.closed.contains(scenario.date(of: span.day)) {
                    faults.append("is on a date on which \(scenario.placeName(place)) is closed")
                }
            }
            return faults.map { about(session, .S4, $0, place: place) }
        }
    }

    /// **S5** A pinned request is scheduled with exactly its pin's practitioners (as a set), mode and start, or not at all.
    func s5Pin() -> [Violation] {
        timetable.sessions.compactMap { session in
            guard let pin = scenario.requests[session.request].pin,
                Set(pin.practitioners) != Set(session.practitioners) || pin.mode != session.mode || pin.start != session.start
            else { return nil }
            let agreed =
                "\(pin.mode.key) with \(scenario.practitionerNames(pin.practitioners)) on \(pin.start.day.name) at "
                + "\(ClockTime.text(pin.start.minute))"
            return about(session, .S5, "with \(scenario.practitionerNames(session.practitioners)) is not as pinned: \(agreed)")
        }
    }

    /// **S6** No two sessions for one client are on the same day. Two sessions for the same request count too.
    func s6ClientDays() -> [Violation] {
        var byClient: [String: [Timetable.Session]] = [:]
        for session in timetable.sessions { byClient[scenario.requests[session.request].client, default: []].append(session) }
        return byClient.sorted { $0.key < $1.key }.flatMap { client, sessions in
            Weekday.allCases.compactMap { day in
                let same = sessions.filter { $0.start.day == day }
                guard same.count > 1 else { return nil }
                return Violation(
                    .S6, practitioners: same.flatMap(\.practitioners).withoutRepeats, requests: same.map(\.request).withoutRepeats,
                    times: same.map(ownMinutes),
                    message: "The client \(client) has \(same.count) sessions on \(day.name): \(listed(same.map(phraseWithTime))).")
            }
        }
    }

    /// **S7** A trainee's session that is not after-hours lies, in its own minutes, inside one `hours` window of some practitioner who
    /// supervises and is not away. Trainees hold after-hours sessions only where `cover-ratio` is set.
    ///
    /// With two seats one trainee makes it a trainee's session. The practitioner who supervises may be anybody in the service.
    func s7Trainees() -> [Violation] {
        let supervised = Weekday.allCases.map { day in
            Set(
                scenario.practitioners.indices.filter { scenario.practitioners[$0].supervisesMinutes != nil }
                    .flatMap { scenario.hours(of: $0, on: day) })
        }
        return timetable.sessions.compactMap { session in
            let trainees = session.practitioners.filter { !scenario.practitioners[$0].qualified }.withoutRepeats
            guard !trainees.isEmpty else { return nil }
            let names = scenario.practitionerNames(trainees)
            if isAfterHours(session) {
                guard scenario.rules.coverRatio == nil else { return nil }
                return about(session, .S7, "is after hours and held by \(names), in training, but the scenario sets no cover-ratio")
            }
            let span = ownMinutes(session)
            guard !supervised[span.day.rawValue].contains(where: { $0.contains(start: span.start, end: span.end) }) else { return nil }
            return about(session, .S7, "is held by \(names), in training, while no one supervisor is at work for all of it")
        }
    }

    /// A violation about one session: `The ... session for ... on ...` and then the fault.
    private func about(_ session: Timetable.Session, _ rule: Rule, _ fault: String, place: Int? = nil) -> Violation {
        let place = place ?? (session.mode == .inPerson ? scenario.requests[session.request].place : nil)
        return Violation(
            rule, practitioners: session.practitioners.withoutRepeats, requests: [session.request], places: place.map { [$0] } ?? [],
            times: [ownMinutes(session)], message: sentence("\(phraseWithTime(session)) \(fault)."))
    }

    private func windows(_ windows: [Window]) -> String {
        windows.isEmpty ? "none that day" : windows.map(\.description).joined(separator: ", ")
    }
}
