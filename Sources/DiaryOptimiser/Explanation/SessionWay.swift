import Diary

/// One way of delivering a request: who, how, when, and the supervision and cover that come with it.
struct SessionWay: Hashable {
    let session: Timetable.Session
    var supervision: [Timetable.Supervision] = []
    var cover: [Timetable.Cover] = []

    /// A timetable with this added.
    func added(to timetable: Timetable) -> Timetable {
        var result = timetable
        result.sessions.append(session)
        result.supervision += supervision
        result.cover += cover
        return result.canonical
    }
}

/// Every way of delivering a request beside what a timetable holds, allowed or not, with the rules that it breaks.
///
/// All practitioners, modes of the type, days and starts on the grid are looked at, all pairs for two seats, every supervision that a practitioner still
/// lacks, and cover where it is needed; only what the caller skips is left out. An object is used by one thread at a time.
final class SessionWays {
    let trial: WeekTrial
    let request: Int
    private let scenario: Scenario
    private let type: SessionType
    /// Ways looked at, and parts of them.
    private(set) var steps = 0
    private let mostSteps: Int
    private let isStopped: () -> Bool
    /// Whether the search ended before it had looked at everything.
    private(set) var isCut = false
    private var loneSupervisions: [Int: [[LoneSupervision]]] = [:]
    private var teamRules: [Int: RuleMask] = [:]

    /// A supervision by itself, whatever the session.
    private struct LoneSupervision {
        let supervision: Timetable.Supervision
        let minutes: Int
        let broken: BrokenRules
    }

    /// What tells supervisions apart that touch no day of anything else.
    private struct Aside: Hashable {
        let supervisor: Int
        let broken: BrokenRules
    }

    /// - Parameters:
    ///   - mostSteps: ways and parts of ways after which the search is cut.
    ///   - isStopped: asked now and then; true cuts the search.
    init(_ trial: WeekTrial, request: Int, mostSteps: Int = .max, isStopped: @escaping () -> Bool = { false }) {
        self.trial = trial
        self.request = request
        self.mostSteps = mostSteps
        self.isStopped = isStopped
        scenario = trial.scenario
        type = scenario.sessionTypes[scenario.requests[request].type]
    }

    private func count(_ amount: Int = 1) -> Bool {
        let before = steps
        steps += amount
        if steps > mostSteps || (before >> 12 != steps >> 12 && isStopped()) { isCut = true }
        return !isCut
    }

    /// Visits the ways in the order of modes, days, starts and practitioners.
    ///
    /// - Parameters:
    ///   - skips: whether ways that break at least these rules are of no interest.
    ///   - body: told of a way and the rules that it breaks; false ends the visit.
    func visit(skips: (BrokenRules) -> Bool, body: (SessionWay, BrokenRules) -> Bool) {
        let people = scenario.practitioners.indices
        let modes = scenario.requests[request].modes.filter { type.modes[$0] != nil }
        for mode in modes + Mode.allCases.filter({ type.modes[$0] != nil && !modes.contains($0) }) {
            guard let length = type.modes[mode] else { continue }
            let abilities = people.map { trial.ability(of: $0, for: request, in: mode) }
            let singles = type.staff.count == 1 ? people.map { abilities[$0].union(trial.teamRules([$0], request)) } : []
            for day in Weekday.allCases {
                for start in stride(from: 0, to: 1440, by: scenario.grid) {
                    let session = BrokenRules(trial.sessionRules(request, mode, length, day: day, start: start))
                    guard count() else { return }
                    if skips(session) { continue }
                    var able: [(person: Int, broken: BrokenRules)] = []
                    for person in people {
                        var broken = session
                        broken.formUnion(type.staff.count == 1 ? singles[person] : abilities[person])
                        if skips(broken) { continue }
                        broken.formUnion(trial.staffRules(person, mode, length, day: day, start: start))
                        if skips(broken) { continue }
                        guard count(4) else { return }
                        broken.formUnion(trial.dayRules(person, adding: [extra(person, mode, length, day, start)]))
                        if skips(broken) { continue }
                        if type.staff.count == 1 {
                            guard expand([person], mode, length, day, start, broken, skips, body) else { return }
                        } else {
                            able.append((person, broken))
                        }
                    }
                    guard type.staff.count == 2 else { continue }
                    for (index, first) in able.enumerated() {
                        for second in able[(index + 1)...] {
                            guard count() else { return }
                            var broken = first.broken.union(second.broken)
                            if skips(broken) { continue }
                            broken.formUnion(team(first.person, second.person))
                            if skips(broken) { continue }
                            guard expand([first.person, second.person], mode, length, day, start, broken, skips, body) else { return }
                        }
                    }
                }
            }
        }
    }

    private func team(_ first: Int, _ second: Int) -> RuleMask {
        let key = first * scenario.practitioners.count + second
        if let known = teamRules[key] { return known }
        let rules = trial.teamRules([first, second], request)
        teamRules[key] = rules
        return rules
    }

    private func extra(_ person: Int, _ mode: Mode, _ length: ModeLength, _ day: Weekday, _ start: Int) -> WeekTrial.Extra {
        let hasPlace = mode != .inPerson || scenario.requests[request].place != nil
        return WeekTrial.Extra(
            day: day, start: start, end: start + length.occupied,
            place: hasPlace ? scenario.place(of: request, in: mode, practitioner: person) : -1,
            isAfterHours: scenario.isAfterHours(mode, startMinute: start))
    }

    // MARK: Supervision and cover

    /// Visits a session with every supervision that its practitioners lack, and with cover.
    ///
    /// - Parameter least: what is broken whatever comes with the session. Once nothing more is broken, nothing better can follow.
    private func expand(
        _ people: [Int], _ mode: Mode, _ length: ModeLength, _ day: Weekday, _ start: Int, _ least: BrokenRules, _ skips: (BrokenRules) -> Bool,
        _ body: (SessionWay, BrokenRules) -> Bool
    ) -> Bool {
        let session = Timetable.Session(request: request, practitioners: people, mode: mode, start: WeekTime(day, start))
        let extras = people.map { (person: $0, extra: extra($0, mode, length, day, start)) }
        let isLate = scenario.isAfterHours(mode, startMinute: start)
        let lacking = people.filter { scenario.practitioners[$0].supervision != nil && !trial.isSupervised[$0] }
        var isBest = false
        /// Tells of one complete choice; false ends the visit.
        func tell(_ supervision: [LoneSupervision], _ broken: BrokenRules) -> Bool {
            guard isLate else {
                if !skips(broken) {
                    if broken == least { isBest = true }
                    return body(SessionWay(session: session, supervision: supervision.map(\.supervision)), broken)
                }
                return true
            }
            let busy = extras + supervision.flatMap(added)
            for choice in trial.coverChoices(day: day, start: start, end: start + length.minutes, busy: busy) {
                var total = broken
                total.formUnion(choice.rules)
                if skips(total) { continue }
                if total == least { isBest = true }
                let way = SessionWay(session: session, supervision: supervision.map(\.supervision), cover: choice.cover)
                guard body(way, total) else { return false }
            }
            return true
        }
        guard !lacking.isEmpty else { return tell([], least) }
        /// Chooses for the practitioners from `index` on.
        func choose(_ index: Int, _ chosen: [LoneSupervision], _ lower: BrokenRules) -> Bool {
            if index == lacking.count {
                guard !chosen.isEmpty else { return tell([], lower) }
                let broken = together(extras, chosen, lower)
                return skips(broken) ? true : tell(chosen, broken)
            }
            var seen: Set<Aside> = []
            // Those that break the same by themselves stand together, and mostly fall together.
            for alike in supervisions(of: lacking[index]) where !alike.isEmpty && !skips(lower.union(alike[0].broken)) {
                for lone in alike {
                    guard count() else { return false }
                    var next = lower.union(lone.broken)
                    if exceeds(chosen + [lone]) { next.formUnion(.v2) }
                    if skips(next) { continue }
                    // On days that nothing else touches one time is as good as another.
                    let isAside = abs(lone.supervision.start.day.rawValue - day.rawValue) > 1
                        && chosen.allSatisfy { abs($0.supervision.start.day.rawValue - lone.supervision.start.day.rawValue) > 1 }
                    if isAside, !seen.insert(Aside(supervisor: lone.supervision.supervisor, broken: lone.broken)).inserted { continue }
                    guard choose(index + 1, chosen + [lone], next) else { return false }
                    if isBest { return true }
                }
            }
            var without = lower
            without.formUnion(.v1)
            return skips(without) || choose(index + 1, chosen, without)
        }
        return choose(0, [], least) && !isCut
    }

    /// What a supervision adds to the days of both.
    private func added(_ lone: LoneSupervision) -> [(person: Int, extra: WeekTrial.Extra)] {
        let start = lone.supervision.start
        return [lone.supervision.practitioner, lone.supervision.supervisor].map { person in
            (person, WeekTrial.Extra(
                day: start.day, start: start.minute, end: start.minute + lone.minutes, place: scenario.practitioners[person].desk,
                isAfterHours: false))
        }
    }

    /// What is broken by a session and its supervisions in one week.
    private func together(
        _ session: [(person: Int, extra: WeekTrial.Extra)], _ supervisions: [LoneSupervision], _ lower: BrokenRules
    ) -> BrokenRules {
        let all = session + supervisions.flatMap(added)
        var broken = lower
        for person in Set(all.map(\.person)).sorted() {
            let own = all.filter { $0.person == person }
            guard own.count > 1, count(4) else { continue }
            broken.formUnion(trial.dayRules(person, adding: own.map(\.extra)))
        }
        return broken
    }

    /// Whether two supervisions of one supervisor are more than they may give (V2).
    private func exceeds(_ supervisions: [LoneSupervision]) -> Bool {
        guard supervisions.count == 2, supervisions[0].supervision.supervisor == supervisions[1].supervision.supervisor else { return false }
        let supervisor = supervisions[0].supervision.supervisor
        let minutes = trial.supervisedMinutes[supervisor] + supervisions.reduce(0) { $0 + $1.minutes }
        return minutes > scenario.practitioners[supervisor].supervisesMinutes ?? 0
    }

    /// Every supervision of a practitioner, those together that break the same by themselves, and those first that break least.
    private func supervisions(of person: Int) -> [[LoneSupervision]] {
        if let known = loneSupervisions[person] { return known }
        guard let need = scenario.practitioners[person].supervision else { return [] }
        var result: [LoneSupervision] = []
        for supervisor in Set(need.supervisors).sorted() where supervisor != person {
            for day in Weekday.allCases {
                for start in stride(from: 0, to: 1440, by: scenario.grid) {
                    guard count(4) else { return [] }
                    var lone = BrokenRules.none
                    for member in [person, supervisor] {
                        let extra = WeekTrial.Extra(
                            day: day, start: start, end: start + need.minutes, place: scenario.practitioners[member].desk, isAfterHours: false)
                        lone.formUnion(trial.dayRules(member, adding: [extra]))
                    }
                    let minutes = trial.supervisedMinutes[supervisor] + need.minutes
                    if minutes > scenario.practitioners[supervisor].supervisesMinutes ?? 0 { lone.formUnion(.v2) }
                    result.append(
                        LoneSupervision(
                            supervision: Timetable.Supervision(practitioner: person, supervisor: supervisor, start: WeekTime(day, start)),
                            minutes: need.minutes, broken: lone))
                }
            }
        }
        let classes = Dictionary(grouping: result.enumerated(), by: \.element.broken).values
            .sorted { ($0[0].element.broken.strict.count, $0[0].offset) < ($1[0].element.broken.strict.count, $1[0].offset) }
            .map { $0.map(\.element) }
        loneSupervisions[person] = classes
        return classes
    }
}
