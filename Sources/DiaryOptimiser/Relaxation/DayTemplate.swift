import Diary

/// What pricing needs of one practitioner's day whatever the multipliers.
struct DayTemplate: Sendable {
    let practitioner: Int
    let day: Int
    /// Everything but the priced starts.
    let base: DayPricingInput
    /// Candidates with a start on the day, with their place in `base.places`.
    let candidates: [(candidate: Int, place: Int)]
    /// Positions in `WeekProblem.supervisionOptions[practitioner]`, with the place of the desk.
    let supervision: [Int]
    /// Meetings, with the member's number and place.
    let meetings: [(meeting: Int, member: Int, place: Int)]
    let desk: Int
    /// The practitioner's desk, a position in the scenario, where a stop there can shorten a way that the plan's own activities do not show:
    /// supervision given is in nobody's plan but that of the one supervised. Nil where it cannot.
    private let detour: Int?

    /// Minutes between two of the day's places, positions in the scenario.
    func travel(_ problem: WeekProblem, _ from: Int, _ to: Int) -> Int { Self.travel(problem, from, to, detour: detour) }

    private static func travel(_ problem: WeekProblem, _ from: Int, _ to: Int, detour: Int?) -> Int {
        let direct = problem.travel(from, to)
        return detour.map { min(direct, problem.travel(from, $0) + problem.travel($0, to)) } ?? direct
    }

    /// Whether nothing can be planned on the day.
    var isIdle: Bool { candidates.isEmpty && supervision.isEmpty && meetings.isEmpty }

    init(_ problem: WeekProblem, practitioner: Int, day: Int, isMetric: Bool, members: [[Int]]) {
        let scenario = problem.scenario
        let person = scenario.practitioners[practitioner]
        let frame = problem.frames[practitioner * 7 + day]
        self.practitioner = practitioner
        self.day = day
        var places: [Int] = [person.desk]
        func local(_ place: Int) -> Int {
            if let index = places.firstIndex(of: place) { return index }
            places.append(place)
            return places.count - 1
        }
        desk = 0
        candidates = problem.candidatesOfDay[practitioner * 7 + day].map { ($0, local(problem.candidates[$0].place)) }
        supervision = problem.supervisionOptions[practitioner].indices.filter { problem.supervisionOptions[practitioner][$0].day == day }
        meetings = problem.meetingsOfPractitioner[practitioner].compactMap { meeting in
            guard !problem.meetingStarts[meeting][day].isEmpty, let member = members[meeting].firstIndex(of: practitioner) else { return nil }
            return (meeting, member, local(scenario.meetings[meeting].place ?? person.desk))
        }
        let given = problem.supervisionOptions.joined().filter { $0.supervisor == practitioner && $0.day == day && !$0.starts.isEmpty }
        detour = given.isEmpty || isMetric ? nil : person.desk
        var input = DayPricingInput()
        input.blocks = frame.busy.map { FixedBlock(start: $0.start, end: $0.end, place: local($0.place)) }
        input.places = places
        let detour = detour
        input.travel = places.flatMap { from in places.map { Self.travel(problem, from, $0, detour: detour) } }
        input.travelPrice = scenario.weights.travel.thousandths * Int.micropointsPerThousandth
        input.isMetric = isMetric
        input.sessionLimit = min(person.limits.sessionsPerDay, 12, person.limits.sessionsPerWeek)
        input.span = person.limits.span
        input.breakAfter = Self.mayMakeBreak(given, problem, practitioner: practitioner, day: day) ? 1440 : scenario.rules.breakRule.after
        input.breakMinutes = scenario.rules.breakRule.minutes
        input.breakStart = scenario.rules.breakRule.window.start
        input.breakEnd = scenario.rules.breakRule.window.end
        input.wantsSupervision = !supervision.isEmpty
        base = input
    }

    /// Whether supervision given could be the first or the last activity of a day that is too long without the gap beside it (W4). The day's plan
    /// does not hold it, so that no break can be asked of such a plan. Between two other activities it only shortens the gap.
    private static func mayMakeBreak(_ given: [SupervisionOption], _ problem: WeekProblem, practitioner: Int, day: Int) -> Bool {
        let rule = problem.scenario.rules.breakRule
        guard let weekday = Weekday(rawValue: day), !given.isEmpty else { return false }
        // Without minutes any gap is a break, and every second activity makes one.
        if rule.minutes == 0 { return true }
        let windows =
            problem.scenario.afterHoursWindows(of: practitioner, on: weekday)
            + problem.scenario.practitioners[practitioner].busy.filter { $0.day == weekday }.map(\.window)
        let earliest = windows.map(\.start).min() ?? 0, latest = windows.map(\.end).max() ?? 1440
        return given.contains { option in
            option.starts.members.contains { slot in
                let start = slot * problem.grid, end = start + option.minutes
                let resumed = max(end, rule.window.start) + rule.minutes, left = min(start, rule.window.end) - rule.minutes
                return resumed <= rule.window.end && latest - resumed > rule.after || left >= rule.window.start && left - earliest > rule.after
            }
        }
    }
}
