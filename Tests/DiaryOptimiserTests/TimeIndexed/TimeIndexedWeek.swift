import Diary

/// A whole week as one mixed-integer program with a 0/1 column for every entry that a timetable could hold at every start on the grid: complete,
/// slow, and made from ``Scenario`` and the rulebook alone, so that it shares nothing with what it is to judge.
struct TimeIndexedWeek {
    let scenario: Scenario
    let published: PublishedTimetable?
    let options: [WeekOption]
    /// Columns of ``options``.
    let columns: [Int]
    private(set) var model = LinearModel()
    private var cover: [Timetable.Cover: Int] = [:]
    private var days: [[DayNetwork?]] = []

    init(_ scenario: Scenario, published: PublishedTimetable? = nil) {
        self.scenario = scenario
        self.published = published
        options = WeekOptions(scenario).all
        let kept = PublishedSessions(published)
        var model = LinearModel()
        columns = options.map { option in
            let change = option.session.map { kept.count(of: $0) * scenario.weights.change.thousandths } ?? 0
            return model.column(objective: Double(option.points + change) / 1000, isWhole: true)
        }
        let lost = scenario.meetings.count * scenario.weights.missedMeeting.thousandths + kept.all * scenario.weights.change.thousandths
        model.constant = -Double(lost) / 1000
        self.model = model
        addSessions()
        addShortage()
        addRooms()
        addSupervision()
        addMeetings()
        addEvenings()
        addCover()
        addDays()
    }

    /// What the search has found.
    enum Answer {
        /// An optimal timetable and what the program says that it scores, in thousandths of a point.
        case optimal(Timetable, score: Int)
        /// The search ran into its limit on nodes.
        case undecided
    }

    /// Solves the program.
    func solve(nodeLimit: Int) throws -> Answer {
        switch try model.solve(nodeLimit: nodeLimit) {
        case .undecided: return .undecided
        case .optimal(let objective, let values):
            var timetable = Timetable()
            for (option, column) in zip(options, columns) where values[column] > 0.5 {
                switch option.entry {
                case .session(let session): timetable.sessions.append(session)
                case .supervision(let supervision): timetable.supervision.append(supervision)
                case .meeting(let meeting): timetable.meetings.append(meeting)
                }
            }
            timetable.cover = cover.filter { values[$0.value] > 0.5 }.map(\.key)
            return .optimal(timetable.canonical, score: Int((objective * 1000).rounded()))
        }
    }

    // MARK: Rows

    /// Columns of the options that something is true of.
    private func columns(where isWanted: (WeekOption) -> Bool) -> [Int] {
        zip(options, columns).filter { isWanted($0.0) }.map(\.1)
    }

    private func ones(_ columns: [Int]) -> [(Int, Double)] { columns.map { ($0, 1) } }

    private func isOf(_ practitioner: Int, _ option: WeekOption) -> Bool {
        option.session?.practitioners.contains(practitioner) ?? false
    }

    /// S1, S6 and W6.
    private mutating func addSessions() {
        for request in scenario.requests.indices { model.oneOf(columns { $0.session?.request == request }) }
        for client in Set(scenario.requests.map(\.client)).sorted() {
            for day in Weekday.allCases {
                model.oneOf(columns { $0.start.day == day && $0.session.map { scenario.requests[$0.request].client == client } ?? false })
            }
        }
        for (practitioner, person) in scenario.practitioners.enumerated() {
            model.atMost(Double(person.limits.sessionsPerWeek), ones(columns { isOf(practitioner, $0) }))
            for day in Weekday.allCases {
                // No day has more than twelve, whatever the limit.
                model.atMost(
                    Double(min(12, person.limits.sessionsPerDay)), ones(columns { $0.start.day == day && isOf(practitioner, $0) }))
            }
        }
    }

    /// The score's shortage.
    private mutating func addShortage() {
        for (place, site) in scenario.places.enumerated() {
            let requests = scenario.requests.count { $0.school == place }
            let needed = min(site.minimum, requests)
            guard needed > 0 else { continue }
            let short = model.column(objective: -scenario.weights.shortage.value, upTo: Double(needed))
            let sessions = columns { $0.session.map { scenario.requests[$0.request].school == place } ?? false }
            model.atLeast(Double(needed), [(short, 1)] + ones(sessions))
        }
    }

    /// R1: a row for every moment at which some session begins.
    private mutating func addRooms() {
        struct Room: Hashable {
            var place: Int
            var kind: String
            var day: Weekday
        }
        var users: [Room: [Int]] = [:]
        for (index, option) in options.enumerated() {
            guard let session = option.session else { continue }
            let request = scenario.requests[session.request]
            let place = session.mode == .inPerson ? request.place : session.mode == .hub ? request.school : nil
            guard let place else { continue }
            let kind = session.mode == .hub ? "hub" : scenario.sessionTypes[request.type].room
            users[Room(place: place, kind: kind, day: option.start.day), default: []].append(index)
        }
        for (room, users) in users {
            let count = scenario.places[room.place].rooms[room.kind] ?? 0
            for minute in Set(users.map { options[$0].start.minute }).sorted() {
                let present = users.filter { options[$0].isInProgress(at: minute) }
                model.atMost(Double(count), present.map { (columns[$0], 1) })
            }
        }
    }

    /// V1 and V2.
    private mutating func addSupervision() {
        for (practitioner, person) in scenario.practitioners.enumerated() {
            if person.supervision != nil {
                let held = columns { $0.supervision?.practitioner == practitioner }
                model.oneOf(held)
                for request in scenario.requests.indices {
                    let sessions = columns { $0.session?.request == request && isOf(practitioner, $0) }
                    if !sessions.isEmpty { model.atMost(0, ones(sessions) + held.map { ($0, -1) }) }
                }
            }
            if let most = person.supervisesMinutes {
                let terms: [(Int, Double)] = zip(options, columns).compactMap { option, column in
                    guard let entry = option.supervision, entry.supervisor == practitioner else { return nil }
                    return (column, Double(option.end - option.start.minute))
                }
                model.atMost(Double(most), terms)
            }
        }
    }

    /// M1
    private mutating func addMeetings() {
        for meeting in scenario.meetings.indices { model.oneOf(columns { $0.meeting == meeting }) }
    }

    /// W7 and V5.
    private mutating func addEvenings() {
        for (practitioner, person) in scenario.practitioners.enumerated() {
            var evenings: [Int] = []
            for day in Weekday.allCases {
                let late = scenario.requests.indices.map { request in
                    columns {
                        $0.isAfterHours && $0.start.day == day && $0.session?.request == request && isOf(practitioner, $0)
                    }
                }.filter { !$0.isEmpty }
                guard !late.isEmpty else { continue }
                let evening = model.column(objective: -scenario.weights.evening.value)
                evenings.append(evening)
                for sessions in late { model.atMost(0, ones(sessions) + [(evening, -1)]) }
            }
            model.atMost(Double(person.limits.eveningsPerWeek), ones(evenings))
        }
        if let slots = scenario.rules.afterHoursSlots { model.atMost(Double(slots), ones(columns { $0.isAfterHours })) }
    }

    /// V3 and V4.
    private mutating func addCover() {
        guard let ratio = scenario.rules.coverRatio else { return }
        for (practitioner, person) in scenario.practitioners.enumerated() {
            guard let most = person.coverEvenings else { continue }
            var held: [Int] = []
            for day in Weekday.allCases {
                let evenings = scenario.evenings(of: practitioner, on: day)
                func overlaps(_ start: Int, _ end: Int) -> Bool { evenings.contains { $0.start < end && start < $0.end } }
                guard !evenings.isEmpty, !person.busy.contains(where: { $0.day == day && overlaps($0.window.start, $0.window.end) }) else {
                    continue
                }
                let column = model.column(isWhole: true)
                cover[Timetable.Cover(practitioner: practitioner, day: day)] = column
                held.append(column)
                for (option, other) in zip(options, columns) where option.start.day == day {
                    for part in option.parts
                    where part.practitioner == practitioner && overlaps(part.activity.start, part.activity.end) {
                        model.oneOf([column, other])
                    }
                }
            }
            model.atMost(Double(most), ones(held))
        }
        for day in Weekday.allCases {
            let late = zip(options, columns).filter { $0.0.isAfterHours && $0.0.start.day == day }
            let holders = cover.filter { $0.key.day == day }
            // Sessions in progress grow where one begins, cover falls where an evening ends.
            let ends = holders.keys.flatMap { scenario.evenings(of: $0.practitioner, on: day).map(\.end) }
            for minute in Set(late.map(\.0.start.minute) + ends).sorted() {
                let present = late.filter { $0.0.isInProgress(at: minute) }.map(\.1)
                guard !present.isEmpty else { continue }
                let backing = holders.filter { holder, _ in
                    scenario.evenings(of: holder.practitioner, on: day).contains { $0.start <= minute && minute < $0.end }
                }
                model.atMost(0, ones(present) + backing.map { ($0.value, -Double(ratio)) })
            }
        }
    }

    // MARK: Days

    private mutating func addDays() {
        for practitioner in scenario.practitioners.indices {
            let days = Weekday.allCases.map { day in
                DayNetwork(scenario, practitioner: practitioner, day: day, options: options, columns: columns, model: &model)
            }
            self.days.append(days)
            addRest(practitioner, days)
        }
    }

    /// W5
    private mutating func addRest(_ practitioner: Int, _ days: [DayNetwork?]) {
        let busy = Weekday.allCases.map { day in scenario.practitioners[practitioner].busy.filter { $0.day == day }.map(\.window) }
        for day in 0..<6 {
            let lasts = days[day]?.lasts.map { (minute: $0.minute, column: $0.column) } ?? []
            let firsts = days[day + 1]?.firsts ?? []
            func tooSoon(_ first: Int, after end: Int) -> Bool { 1440 - end + first < scenario.rules.rest }
            for end in Set(lasts.map(\.minute)).sorted() {
                let soon = firsts.filter { tooSoon($0.minute, after: end) }
                guard !soon.isEmpty else { continue }
                model.atMost(1, ones(lasts.filter { $0.minute >= end }.map(\.column) + soon.map(\.column)))
            }
            // Busy blocks stand whether or not anything else is planned on their day.
            if let end = busy[day].map(\.end).max() {
                model.atMost(0, ones(firsts.filter { tooSoon($0.minute, after: end) }.map(\.column)))
            }
            if let first = busy[day + 1].map(\.start).min() {
                model.atMost(0, ones(lasts.filter { tooSoon(first, after: $0.minute) }.map(\.column)))
            }
        }
    }
}

/// How often a published timetable holds a session, practitioners in any order.
private struct PublishedSessions {
    let all: Int
    private let counts: [Timetable.Session: Int]

    init(_ published: PublishedTimetable?) {
        let sessions = published?.sessions ?? []
        all = sessions.count
        counts = Dictionary(sessions.compactMap(\.kept).map { (Self.key($0), 1) }, uniquingKeysWith: +)
    }

    func count(of session: Timetable.Session) -> Int { counts[Self.key(session), default: 0] }

    private static func key(_ session: Timetable.Session) -> Timetable.Session {
        var key = session
        key.practitioners = Set(session.practitioners).sorted()
        return key
    }
}
