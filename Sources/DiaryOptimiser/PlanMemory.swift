public import Diary

/// What one plan leaves for the next: its timetable, the columns and the multipliers of its bound, in terms of ids, so that a neighbouring week
/// (other limits, other people, another place) is planned from there instead of from nothing.
///
/// A memory never makes a result wrong: whatever of it does not fit the other week is dropped, timetables are judged by the checker, and a bound is
/// computed anew for every week.
public struct PlanMemory: Sendable {
    /// Something that a practitioner does at a minute of a day.
    struct Activity: Hashable {
        enum Subject: Hashable {
            case session(request: String, mode: Mode)
            case supervision(supervisor: String)
            case meeting(String)
            /// Supervision given, of some minutes.
            case giving(Int)
        }
        var subject: Subject
        var minute: Int
    }

    struct DayKey: Hashable {
        var practitioner: String
        var day: Int
    }

    struct Team: Hashable {
        var request: String
        var mode: Mode
        var first: String
        var second: String
        var bucket: Int
    }

    /// A bound at some multipliers, as a function of the after-hours slots alone.
    struct SlotBound: Sendable {
        /// Micropoints with no slot at all.
        var base: Int
        /// Micropoints for each slot.
        var price: Int
    }

    var timetable: TimetableDocument
    /// The plans known of each practitioner's day.
    var days: [DayKey: [[Activity]]] = [:]
    var teams: [Team] = []
    /// Multipliers, for a week whose layout has the same signature.
    var multipliers: [Int] = []
    var signature = 0
    var slotBounds: [SlotBound] = []
    var emptyScore = 0
    var scoreStep = 1

    /// A bound on every timetable of the same week with another `after-hours-slots`, everything else unchanged; nil where nothing is known.
    ///
    /// Multipliers that prove a bound for one number of slots prove one for every number: only what the slots themselves bring changes
    /// (see the article *The model*).
    public func bound(afterHoursSlots slots: Int) -> Points? {
        let least = slotBounds.map { $0.base + $0.price * slots }.min()
        return least.map { Points(thousandths: WeekProblem.rounded($0, emptyScore: emptyScore, scoreStep: scoreStep)) }
    }
}

extension Relaxation {
    /// Whether a practitioner can carry out a plan on a day: every rule that lives inside a day (W2, W3, W4, W6, S6).
    func isAllowed(_ plan: [PlannedActivity], practitioner: Int, day: Int) -> Bool {
        let template = templates[practitioner * 7 + day]
        let base = template.base
        let desk = problem.scenario.practitioners[practitioner].desk
        var stops = base.blocks.map { (start: $0.start, end: $0.end, place: base.places[$0.place]) }
        var sessions = 0, given = 0
        var items = Set<Int>()
        for activity in plan {
            var minutes: Int
            var place = desk
            switch activity.kind {
            case .session:
                let candidate = problem.candidates[activity.payload]
                guard candidate.practitioner == practitioner, candidate.starts[day][activity.slot],
                    items.insert(problem.clientOfRequest[candidate.request]).inserted
                else { return false }
                sessions += 1
                minutes = candidate.occupied
                place = candidate.place
            case .supervision:
                let option = problem.supervisionOptions[practitioner][activity.payload]
                guard option.day == day, option.starts[activity.slot], items.insert(Int.max).inserted else { return false }
                minutes = option.minutes
            case .meeting:
                guard problem.meetingStarts[activity.payload][day][activity.slot], items.insert(-1 - activity.payload).inserted else { return false }
                minutes = problem.scenario.meetings[activity.payload].minutes
                place = problem.scenario.meetings[activity.payload].place ?? desk
            case .giving:
                given += 1
                guard given <= base.givingLimit, template.givings.contains(where: { $0.minutes == activity.payload && $0.starts[activity.slot] })
                else { return false }
                minutes = activity.payload
            }
            stops.append((activity.slot * problem.grid, activity.slot * problem.grid + minutes, place))
        }
        guard sessions <= base.sessionLimit else { return false }
        stops.sort { $0.start < $1.start }
        guard let first = stops.first, let last = stops.last, !plan.isEmpty else { return true }
        var hasBreak = false
        for (one, two) in zip(stops, stops.dropFirst()) {
            let arrival = one.end + problem.travel(one.place, two.place)
            guard arrival <= two.start else { return false }
            let inWindow = min(two.start, base.breakEnd) - max(one.end, base.breakStart)
            if two.start - arrival >= base.breakMinutes && max(0, inWindow) >= base.breakMinutes { hasBreak = true }
        }
        let length = last.end - first.start
        return length <= base.span && (hasBreak || length <= base.breakAfter)
    }

    /// Whether a column of a wider week is one of this week's.
    func isAllowed(_ column: WeekColumn) -> Bool {
        switch column {
        case .plan(let practitioner, let day, let activities): isAllowed(activities, practitioner: practitioner, day: day)
        case .team(let first, let second, let bucket, _): isCommon(first, second, bucket: bucket)
        case .meeting(let meeting, let bucket): meetingBuckets[meeting].contains(bucket)
        case .attendance(_, let meeting, let day, let slot): problem.meetingStarts[meeting][day][slot]
        case .giving(let practitioner, let supervised, let day, let slot):
            problem.option(of: supervised, supervisor: practitioner, day: day).map { problem.supervisionOptions[supervised][$0].starts[slot] } ?? false
        case .cover: false
        }
    }

    /// Whether two candidates who may hold a session together have a start in common in a time bucket, whatever it is worth.
    private func isCommon(_ first: Int, _ second: Int, bucket: Int) -> Bool {
        let day = bucket / layout.bucketsPerDay
        let common = problem.candidates[first].starts[day].intersection(problem.candidates[second].starts[day])
        return common.members.contains { layout.bucket(day: day, slot: $0) == bucket }
    }

    /// Columns in terms of ids.
    func remember(_ columns: some Sequence<WeekColumn>, into memory: inout PlanMemory) {
        let scenario = problem.scenario
        for column in columns {
            switch column {
            case .plan(let practitioner, let day, let activities):
                let key = PlanMemory.DayKey(practitioner: scenario.practitioners[practitioner].id, day: day)
                memory.days[key, default: []].append(
                    activities.map { activity in
                        let subject: PlanMemory.Activity.Subject
                        switch activity.kind {
                        case .session:
                            let candidate = problem.candidates[activity.payload]
                            subject = .session(request: scenario.requests[candidate.request].id, mode: candidate.mode)
                        case .supervision:
                            let option = problem.supervisionOptions[practitioner][activity.payload]
                            subject = .supervision(supervisor: scenario.practitioners[option.supervisor].id)
                        case .meeting:
                            subject = .meeting(scenario.meetings[activity.payload].id)
                        case .giving:
                            subject = .giving(activity.payload)
                        }
                        return PlanMemory.Activity(subject: subject, minute: activity.slot * problem.grid)
                    })
            case .team(let first, let second, let bucket, _):
                let one = problem.candidates[first], two = problem.candidates[second]
                memory.teams.append(
                    PlanMemory.Team(
                        request: scenario.requests[one.request].id, mode: one.mode, first: scenario.practitioners[one.practitioner].id,
                        second: scenario.practitioners[two.practitioner].id, bucket: bucket))
            case .meeting, .attendance, .giving, .cover:
                // Few, and found again at once.
                continue
            }
        }
    }

    /// The columns of a memory that this week allows, in an order that depends on the memory and the week alone.
    func columns(of memory: PlanMemory) -> [WeekColumn] {
        let scenario = problem.scenario
        var result: [WeekColumn] = []
        let requests = Dictionary(scenario.requests.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let people = Dictionary(scenario.practitioners.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let meetings = Dictionary(scenario.meetings.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        for practitioner in scenario.practitioners.indices {
            for day in 0..<7 {
                let key = PlanMemory.DayKey(practitioner: scenario.practitioners[practitioner].id, day: day)
                for plan in memory.days[key] ?? [] {
                    let activities = plan.compactMap { activity -> PlannedActivity? in
                        guard activity.minute % problem.grid == 0 else { return nil }
                        let slot = activity.minute / problem.grid
                        switch activity.subject {
                        case .session(let id, let mode):
                            let candidate = requests[id].flatMap { request in
                                problem.candidatesOfRequest[request].first {
                                    problem.candidates[$0].practitioner == practitioner && problem.candidates[$0].mode == mode
                                }
                            }
                            return candidate.map { PlannedActivity(kind: .session, payload: $0, slot: slot) }
                        case .supervision(let id):
                            let option = people[id].flatMap { supervisor in
                                problem.option(of: practitioner, supervisor: supervisor, day: day)
                            }
                            return option.map { PlannedActivity(kind: .supervision, payload: $0, slot: slot) }
                        case .meeting(let id):
                            guard let meeting = meetings[id], problem.meetingsOfPractitioner[practitioner].contains(meeting) else { return nil }
                            return PlannedActivity(kind: .meeting, payload: meeting, slot: slot)
                        case .giving(let minutes): return PlannedActivity(kind: .giving, payload: minutes, slot: slot)
                        }
                    }
                    if activities.count == plan.count, isAllowed(activities, practitioner: practitioner, day: day) {
                        result.append(.plan(practitioner: practitioner, day: day, activities: activities))
                    }
                }
            }
        }
        let known = Set(memory.teams)
        for option in teams.joined() {
            let one = problem.candidates[option.first], two = problem.candidates[option.second]
            let team = PlanMemory.Team(
                request: scenario.requests[option.request].id, mode: one.mode, first: scenario.practitioners[one.practitioner].id,
                second: scenario.practitioners[two.practitioner].id, bucket: option.bucket)
            if known.contains(team) {
                result.append(.team(first: option.first, second: option.second, bucket: option.bucket, points: option.points))
            }
        }
        return result
    }

    /// Equal for weeks whose multipliers mean the same, index by index.
    var signature: Int {
        var hasher = Hasher()
        hasher.combine(layout.count)
        hasher.combine(problem.grid)
        for candidate in problem.candidates {
            hasher.combine(problem.scenario.requests[candidate.request].id)
            hasher.combine(problem.scenario.practitioners[candidate.practitioner].id)
            hasher.combine(candidate.mode)
        }
        for practitioner in problem.scenario.practitioners { hasher.combine(practitioner.id) }
        for request in problem.scenario.requests { hasher.combine(request.id) }
        for meeting in problem.scenario.meetings { hasher.combine(meeting.id) }
        for room in problem.rooms {
            hasher.combine(room.kind)
            hasher.combine(problem.scenario.places[room.place].id)
        }
        return hasher.finalize()
    }
}
