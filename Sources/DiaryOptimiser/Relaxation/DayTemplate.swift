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
    /// Those whom the practitioner can supervise, with the way: a position in `WeekProblem.supervisionOptions`.
    let supervised: [(practitioner: Int, option: Int)]
    /// Supervision that the practitioner can give: its lengths, with the starts at which some who have one can be supervised.
    let givings: [(minutes: Int, starts: SlotSet)]
    let desk: Int

    /// Whether nothing can be planned on the day.
    var isIdle: Bool { candidates.isEmpty && supervision.isEmpty && meetings.isEmpty && givings.isEmpty }

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
        supervised = problem.givings[practitioner].filter {
            let option = problem.supervisionOptions[$0.practitioner][$0.option]
            return option.day == day && !option.starts.isEmpty
        }
        let given = supervised.map { problem.supervisionOptions[$0.practitioner][$0.option] }
        givings = Dictionary(grouping: given, by: \.minutes).sorted { $0.key < $1.key }.map { minutes, options in
            (minutes, options.dropFirst().reduce(options[0].starts) { $0.union($1.starts) })
        }
        var input = DayPricingInput()
        input.blocks = frame.busy.map { FixedBlock(start: $0.start, end: $0.end, place: local($0.place)) }
        input.places = places
        input.travel = places.flatMap { from in places.map { problem.travel(from, $0) } }
        input.travelPrice = scenario.weights.travel.thousandths * Int.micropointsPerThousandth
        input.isMetric = isMetric
        input.sessionLimit = min(person.limits.sessionsPerDay, 12, person.limits.sessionsPerWeek)
        input.givingLimit = supervised.count
        input.span = person.limits.span
        input.breakAfter = scenario.rules.breakRule.after
        input.breakMinutes = scenario.rules.breakRule.minutes
        input.breakStart = scenario.rules.breakRule.window.start
        input.breakEnd = scenario.rules.breakRule.window.end
        input.wantsSupervision = !supervision.isEmpty
        base = input
    }
}
