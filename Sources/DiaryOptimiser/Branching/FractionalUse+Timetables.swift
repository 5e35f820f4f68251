import Diary

/// Timetables near to what the linear programs hold.
extension FractionalUse {
    /// The timetable nearest to a solution: of each request that it holds for the most part, the likeliest practitioners and start, with the likeliest
    /// supervision and moments of meetings. What does not fit together is left out by the search that takes it, the least likely first.
    func timetable(_ problem: WeekProblem) -> Timetable {
        var result = gatherings(
            problem, supervision: supervisionStarts.compactMapValues(Self.likeliest), meetings: meetingStarts.compactMapValues(Self.likeliest))
        var chosenSessions: [(session: Timetable.Session, share: Double)] = []
        for (request, starts) in startsByRequest(problem) {
            let seats = problem.candidates[starts[0].start.candidate].seats
            guard starts.reduce(0, { $0 + $1.share }) > 0.5 * Double(seats) else { continue }
            guard let chosen = seats == 1 ? Self.likeliest(starts) : Self.likeliestPair(starts, problem) else { continue }
            chosenSessions.append((session(of: request, chosen.starts, problem), chosen.share))
        }
        result.sessions = chosenSessions.enumerated().sorted { (-$0.element.share, $0.offset) < (-$1.element.share, $1.offset) }
            .map(\.element.session)
        return result
    }

    /// A timetable of whole day plans, each drawn by its share of a solution, day after day in an order that is drawn too. Sessions of two seats, meetings and
    /// supervision are drawn first; a plan that does not go with them, or with what other days hold already, is drawn the less often.
    func drawnTimetable(_ problem: WeekProblem, using generator: inout SearchGenerator) -> Timetable {
        let supervisionAt = Self.drawn(supervisionStarts, using: &generator), meetingAt = Self.drawn(meetingStarts, using: &generator)
        var result = gatherings(problem, supervision: supervisionAt, meetings: meetingAt), seatsAt: [Int: Set<Start>] = [:]
        for (request, all) in startsByRequest(problem) where problem.candidates[all[0].start.candidate].seats == 2 {
            let pairs = Self.pairs(all, problem), held = pairs.reduce(0) { $0 + $1.share }
            guard let drawn = generator.index(weights: pairs.map(\.share) + [max(0, 1 - held)]), drawn < pairs.count else { continue }
            seatsAt[request] = Set(pairs[drawn].starts)
            result.sessions.append(session(of: request, pairs[drawn].starts, problem))
        }
        var taken = Set<Int>()
        /// Whether what has been drawn keeps an activity from its place.
        func isOut(_ activity: PlannedActivity, practitioner: Int, day: Int) -> Bool {
            switch activity.kind {
            case .session:
                let candidate = problem.candidates[activity.payload]
                guard candidate.seats == 2 else { return taken.contains(candidate.request) }
                return !(seatsAt[candidate.request]?.contains(Start(candidate: activity.payload, day: day, slot: activity.slot)) ?? false)
            case .supervision: return supervisionAt[practitioner] != Moment(number: activity.payload, slot: activity.slot)
            case .meeting: return meetingAt[activity.payload] != Moment(number: day, slot: activity.slot)
            case .giving: return false
            }
        }
        for (key, plans) in plans.sorted(by: { $0.key < $1.key }).shuffled(using: &generator) {
            let weights = plans.map { plan in
                plan.activities.reduce(plan.share) { isOut($1, practitioner: key / 7, day: key % 7) ? $0 * Self.misfit : $0 }
            }
            // What plans leave of a day is the share of a day without any.
            let empty = max(0, 1 - plans.reduce(0) { $0 + $1.share })
            guard let drawn = generator.index(weights: weights + [empty]), drawn < plans.count else { continue }
            for activity in plans[drawn].activities where activity.kind == .session && !isOut(activity, practitioner: key / 7, day: key % 7) {
                let candidate = problem.candidates[activity.payload]
                guard candidate.seats == 1 else { continue }
                taken.insert(candidate.request)
                result.sessions.append(
                    session(of: candidate.request, [Start(candidate: activity.payload, day: key % 7, slot: activity.slot)], problem))
            }
        }
        return result
    }

    /// Of each practitioner or meeting one moment, drawn by its share.
    private static func drawn(_ moments: [Int: [Moment: Double]], using generator: inout SearchGenerator) -> [Int: Moment] {
        var result: [Int: Moment] = [:]
        for (key, shares) in moments.sorted(by: { $0.key < $1.key }) {
            let sorted = shares.sorted { $0.key < $1.key }
            if let drawn = generator.index(weights: sorted.map(\.value)) { result[key] = sorted[drawn].key }
        }
        return result
    }

    /// A timetable of supervision, by practitioner its option and slot, and of meetings, each with its day and slot.
    private func gatherings(_ problem: WeekProblem, supervision: [Int: Moment], meetings: [Int: Moment]) -> Timetable {
        var result = Timetable()
        for (practitioner, moment) in supervision.sorted(by: { $0.key < $1.key }) {
            let option = problem.supervisionOptions[practitioner][moment.number]
            result.supervision.append(
                Timetable.Supervision(
                    practitioner: practitioner, supervisor: option.supervisor,
                    start: WeekTime(Weekday.allCases[option.day], moment.slot * problem.grid)))
        }
        for (meeting, moment) in meetings.sorted(by: { $0.key < $1.key }) {
            result.meetings.append(
                Timetable.HeldMeeting(meeting: meeting, start: WeekTime(Weekday.allCases[moment.number], moment.slot * problem.grid)))
        }
        return result
    }

    /// By how much less often a plan is drawn for each of its activities that has no place.
    private static let misfit = 0.02

    /// By request, what the solution holds of its starts.
    private func startsByRequest(_ problem: WeekProblem) -> [(request: Int, starts: [(start: Start, share: Double)])] {
        var ofRequest: [Int: [(start: Start, share: Double)]] = [:]
        for (start, share) in sessions { ofRequest[problem.candidates[start.candidate].request, default: []].append((start, share)) }
        return ofRequest.sorted { $0.key < $1.key }.map { request, all in
            (request, all.sorted { ($0.start.day, $0.start.slot, $0.start.candidate) < ($1.start.day, $1.start.slot, $1.start.candidate) })
        }
    }

    private func session(of request: Int, _ starts: [Start], _ problem: WeekProblem) -> Timetable.Session {
        let first = starts[0]
        return Timetable.Session(
            request: request, practitioners: starts.map { problem.candidates[$0.candidate].practitioner }.sorted(),
            mode: problem.candidates[first.candidate].mode, start: WeekTime(Weekday.allCases[first.day], first.slot * problem.grid))
    }

    /// The earliest of the moments with the greatest share.
    private static func likeliest(_ shares: [Moment: Double]) -> Moment? {
        shares.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// The start with the greatest share of the candidate with the greatest share.
    private static func likeliest(_ starts: [(start: Start, share: Double)]) -> (starts: [Start], share: Double)? {
        var shares: [Int: Double] = [:]
        for entry in starts { shares[entry.start.candidate, default: 0] += entry.share }
        guard let candidate = shares.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return nil }
        return starts.filter { $0.start.candidate == candidate }.max { $0.share < $1.share }.map { ([$0.start], $0.share) }
    }

    /// The first of the two seats of a pair at one start whose lesser share is greatest.
    private static func likeliestPair(_ starts: [(start: Start, share: Double)], _ problem: WeekProblem) -> (starts: [Start], share: Double)? {
        pairs(starts, problem).reduce(nil) { best, pair in pair.share > best?.share ?? 0 ? pair : best }
    }

    /// The two seats of every pair at one start, with the lesser share of the two.
    private static func pairs(_ starts: [(start: Start, share: Double)], _ problem: WeekProblem) -> [(starts: [Start], share: Double)] {
        var pairs: [(starts: [Start], share: Double)] = []
        for (position, one) in starts.enumerated() {
            for two in starts[(position + 1)...] where two.start.day == one.start.day && two.start.slot == one.start.slot {
                let first = problem.candidates[one.start.candidate], second = problem.candidates[two.start.candidate]
                let people = [first.practitioner, second.practitioner]
                let isPair = problem.pairs[first.request]?.contains { people == [$0.first, $0.second] || people == [$0.second, $0.first] } ?? false
                guard isPair, first.mode == second.mode else { continue }
                pairs.append(([one.start, two.start], min(one.share, two.share)))
            }
        }
        return pairs
    }
}
