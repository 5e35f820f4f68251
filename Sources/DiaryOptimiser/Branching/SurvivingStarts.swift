import Diary
import Dispatch

/// The starts that a timetable may still use which is better than the incumbent.
///
/// At given multipliers every timetable with some start scores at most the bound less the **loss** of the practitioner's week when it has to hold that
/// start. Where that is below what is sought, the start can go (variable fixing by reduced costs; for paths Irnich, Desaulniers, Desrosiers and
/// Hadjar, *Path-reduced costs for eliminating arcs in routing and scheduling*, INFORMS Journal on Computing 22 (2010)).
struct SurvivingStarts {
    /// For each candidate, its starts by day.
    var sessions: [[SlotSet]]
    /// For each practitioner and option.
    var supervision: [[SlotSet]]

    init(_ problem: WeekProblem) {
        sessions = problem.candidates.map(\.starts)
        supervision = problem.supervisionOptions.map { $0.map(\.starts) }
    }
}

extension WeekProblem {
    /// The same week with those starts alone.
    func keeping(_ starts: SurvivingStarts) -> WeekProblem {
        var result = self
        for (index, days) in starts.sessions.enumerated() where result.candidates[index].starts != days { result.candidates[index].starts = days }
        for (practitioner, options) in starts.supervision.enumerated() {
            for (option, slots) in options.enumerated() { result.supervisionOptions[practitioner][option].starts = slots }
        }
        result.candidatesOfDay = result.candidatesOfDay.enumerated().map { key, all in
            all.filter { !result.candidates[$0].starts[key % 7].isEmpty }
        }
        return result
    }
}

extension Relaxation {
    /// What a start costs beside the best: of sessions by candidate, day and slot, of supervision by practitioner, option and slot.
    private struct Losses {
        var ofDay: [[(start: PlannedActivity, loss: Micropoints)]]
        /// Days that were not surveyed: nothing is known of their starts.
        var isUnknown: [Bool]
    }

    /// Removes starts that no timetable of an area uses whose part of the bound is within `slack` of the best one's.
    ///
    /// - Parameters:
    ///   - multipliers: at which the area's days were priced last.
    ///   - slack: what a week may lose, micropoints, at least 0.
    ///   - starts: those known to survive; narrowed.
    func narrow(
        _ starts: inout SurvivingStarts, _ multipliers: [Int], area: Area, slack: Micropoints,
        isStopped: @escaping @Sendable () -> Bool
    ) {
        let prices = prices(multipliers, area)
        var limits: [Int: (plain: Micropoints, supervised: Micropoints, spare: Micropoints, spareSupervised: Micropoints)] = [:]
        var ignored: [WeekColumn] = []
        for practitioner in area.practitioners {
            let bound = weekBound(practitioner, prices, &ignored)
            let days = practitioner * 7..<practitioner * 7 + 7
            let total = days.reduce(0) { $0 + lastPlans[$1].plainBound }
            let needsSupervision = problem.scenario.practitioners[practitioner].supervision != nil
            let allowance = needsSupervision ? allowance(practitioner, prices) : 0
            for day in days {
                // What the rest of the week brings at most, when this day has no supervision, and when it has.
                let rest = total - lastPlans[day].plainBound + allowance
                var spare = rest
                if needsSupervision {
                    let gain = days.filter { $0 != day }.map { lastPlans[$0].supervisedBound - lastPlans[$0].plainBound }.max() ?? DayPricer.nothing
                    spare = gain > DayPricer.nothing / 2 ? rest + gain : DayPricer.nothing
                }
                // A day is worth noting from `bound - slack - spare` on.
                limits[day] = (
                    spare > DayPricer.nothing / 2 ? bound - slack - spare : -DayPricer.nothing, bound - slack - rest, bound - spare, bound - rest
                )
            }
        }
        // Surveys make many more labels than pricing, which needs the memory before and after.
        forgetLabels()
        defer { forgetLabels() }
        var losses = Losses(ofDay: Array(repeating: [], count: templates.count), isUnknown: Array(repeating: true, count: templates.count))
        let found = forEachDay(area.days, isStopped: isStopped) { day, pricer -> (starts: [(start: PlannedActivity, loss: Micropoints)]?, labels: Int) in
            guard let limit = limits[day] else { return (nil, 0) }
            var input = input(templates[day], prices)
            input.repeated = lastPlans[day].repeated
            input.marks = lastPlans[day].marks
            pricer.labelLimit = lastPlans[day].labelLimit
            let survey = pricer.survey(input, leastPlain: limit.plain, leastSupervised: limit.supervised)
            let known = survey.values.map { values in
                input.starts.indices.compactMap { start -> (start: PlannedActivity, loss: Micropoints)? in
                    let plain = values.plain[start] > DayPricer.nothing / 2 ? limit.spare - values.plain[start] : Int.max
                    let supervised = values.supervised[start] > DayPricer.nothing / 2 ? limit.spareSupervised - values.supervised[start] : Int.max
                    let loss = min(plain, supervised)
                    guard loss <= slack else { return nil }
                    let activity = input.starts[start]
                    return (PlannedActivity(kind: activity.kind, payload: Int(activity.payload), slot: Int(activity.slot)), max(0, loss))
                }
            }
            return (known, survey.labels)
        }
        count(labels: found.reduce(0) { $0 + ($1?.labels ?? 0) })
        if isStopped() { return }
        for (day, outcome) in zip(area.days, found) {
            if let known = outcome?.starts {
                losses.ofDay[day] = known
                losses.isUnknown[day] = false
            }
        }
        narrow(&starts, losses, area, multipliers, slack: slack)
    }

    private func narrow(_ starts: inout SurvivingStarts, _ losses: Losses, _ area: Area, _ multipliers: [Int], slack: Micropoints) {
        // By candidate and start, for the two seats of a session.
        var seatLosses: [Int: [Int: Micropoints]] = [:]
        for day in area.days where !losses.isUnknown[day] {
            let practitioner = day / 7, weekday = day % 7
            for index in problem.candidatesOfDay[day] { starts.sessions[index][weekday] = SlotSet(slots: problem.slots) }
            for (option, choice) in problem.supervisionOptions[practitioner].enumerated() where choice.day == weekday {
                starts.supervision[practitioner][option] = SlotSet(slots: problem.slots)
            }
            for (start, loss) in losses.ofDay[day] {
                switch start.kind {
                case .session:
                    starts.sessions[start.payload][weekday].insert(start.slot)
                    if problem.candidates[start.payload].seats == 2 {
                        seatLosses[start.payload, default: [:]][weekday * problem.slots + start.slot] = loss
                    }
                case .supervision: starts.supervision[practitioner][start.payload].insert(start.slot)
                case .meeting, .giving: continue
                }
            }
        }
        for position in area.teams { narrowTeam(&starts, teams[position], seatLosses, losses.isUnknown, multipliers, slack: slack) }
    }

    /// Both members of a session of two seats lose, and so does the request where the time bucket is not its best.
    private func narrowTeam(
        _ starts: inout SurvivingStarts, _ options: [TeamOption], _ seatLosses: [Int: [Int: Micropoints]], _ isUnknown: [Bool], _ multipliers: [Int],
        slack: Micropoints
    ) {
        guard let request = options.first?.request else { return }
        let most = options.map { value($0, multipliers) }.max() ?? 0
        let best = problem.heldRequests.contains(request) ? most : max(0, most)
        var survivors: [Int: [SlotSet]] = [:]
        let none = SlotSet(slots: problem.slots)
        for option in options {
            let here = layout.bucket(day: option.day, slot: 0)
            let common = starts.sessions[option.first][option.day].intersection(starts.sessions[option.second][option.day])
            let teamLoss = best - value(option, multipliers)
            for slot in common.members where here + (slot / layout.bucketSlots) == option.bucket {
                var loss = teamLoss
                for seat in [option.first, option.second] {
                    let day = problem.candidates[seat].practitioner * 7 + option.day
                    if !isUnknown[day] { loss += seatLosses[seat]?[option.day * problem.slots + slot] ?? 0 }
                }
                guard loss <= slack else { continue }
                for seat in [option.first, option.second] {
                    survivors[seat, default: Array(repeating: none, count: 7)][option.day].insert(slot)
                }
            }
        }
        for candidate in problem.candidatesOfRequest[request] { starts.sessions[candidate] = survivors[candidate] ?? Array(repeating: none, count: 7) }
    }
}
