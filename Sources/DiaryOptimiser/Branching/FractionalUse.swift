import Diary

/// How much of each session start, and of each way of supervision, a solution of the linear programs holds.
struct FractionalUse {
    struct Start: Hashable {
        let candidate: Int
        let day: Int
        let slot: Int
    }
    private(set) var sessions: [Start: Double] = [:]
    /// By practitioner and option.
    var supervision: [Int: [Int: Double]] {
        // Sums of floating-point numbers depend on their order.
        supervisionStarts.mapValues { shares in
            shares.sorted { $0.key < $1.key }.reduce(into: [:]) { $0[$1.key.number, default: 0] += $1.value }
        }
    }
    /// By practitioner, each option's slots.
    private(set) var supervisionStarts: [Int: [Moment: Double]] = [:]
    /// By meeting, what its members' days hold of each moment.
    private(set) var meetingStarts: [Int: [Moment: Double]] = [:]
    /// By meeting, how much of it is held.
    private var meetings: [Int: Double] = [:]
    /// By practitioner and day.
    private var cover: [Int: Double] = [:]
    /// The plans of each practitioner-day.
    private(set) var plans: [Int: [(activities: [PlannedActivity], share: Double)]] = [:]
    /// An option, or a day, with a slot.
    struct Moment: Hashable, Comparable {
        let number: Int
        let slot: Int

        static func < (one: Moment, other: Moment) -> Bool { (one.number, one.slot) < (other.number, other.slot) }
    }
    private static let tolerance = 1e-6

    mutating func include(_ column: WeekColumn, _ value: Double) {
        if case .cover(let practitioner, let day) = column { cover[practitioner * 7 + day, default: 0] += value }
        if case .meeting(let meeting, _) = column { meetings[meeting, default: 0] += value }
        guard case .plan(let practitioner, let day, let activities) = column else { return }
        plans[practitioner * 7 + day, default: []].append((activities, value))
        for activity in activities {
            switch activity.kind {
            case .session: sessions[Start(candidate: activity.payload, day: day, slot: activity.slot), default: 0] += value
            case .supervision:
                supervisionStarts[practitioner, default: [:]][Moment(number: activity.payload, slot: activity.slot), default: 0] += value
            case .meeting: meetingStarts[activity.payload, default: [:]][Moment(number: day, slot: activity.slot), default: 0] += value
            case .giving: continue
            }
        }
    }

    /// Two sets of bans, one of which every timetable keeps: what the solution does only in part is done wholly on one side and not at all on the
    /// other.
    struct Split {
        enum Question: Int {
            case cover, supervised, rest, visit, held, who, supervision, meeting, time, supervisionTime
        }
        /// What is asked, of parts with other starts too.
        struct Subject: Hashable {
            let question: Question
            /// Of whom, of what or of when.
            let numbers: [Int]
        }
        let subject: Subject
        /// Between 0 and 0.5: how far the solution is from either side; 1 more for sessions of two seats, for their starts tie two diaries.
        let doubt: Double
        let one: [Ban]
        let other: [Ban]

        var question: Question { subject.question }
    }

    /// The ways to split what the solution does only in part, question by question the most doubtful first.
    func splits(_ problem: WeekProblem) -> [Split] {
        func ban(_ candidate: Int) -> [Ban] {
            (0..<7).filter { !problem.candidates[candidate].starts[$0].isEmpty }
                .map { .session(candidate: candidate, day: $0, slots: 0..<problem.slots) }
        }
        var ofRequest: [Int: [Int: Double]] = [:]
        // Sums of floating-point numbers depend on their order.
        let held = sessions.sorted { ($0.key.candidate, $0.key.day, $0.key.slot) < ($1.key.candidate, $1.key.day, $1.key.slot) }
        for (start, value) in held { ofRequest[problem.candidates[start.candidate].request, default: [:]][start.candidate, default: 0] += value }
        var splits: [Split] = []
        func consider(
            _ question: Split.Question, of numbers: Int..., share: Double, seats: Int, _ one: @autoclosure () -> [Ban], _ other: @autoclosure () -> [Ban]
        ) {
            let doubt = min(share, 1 - share)
            guard doubt > Self.tolerance else { return }
            splits.append(Split(subject: Split.Subject(question: question, numbers: numbers), doubt: seats == 2 ? doubt + 1 : doubt, one: one(), other: other()))
        }
        // Who is on cover, on which day.
        for (key, share) in cover.sorted(by: { $0.key < $1.key }) {
            consider(
                .cover, of: key, share: share, seats: 1, [.cover(practitioner: key / 7, day: key % 7, isHeld: false)],
                [.cover(practitioner: key / 7, day: key % 7, isHeld: true)])
        }
        // Who is supervised at all: where supervisors have too little time, it goes round in shares.
        for (practitioner, options) in supervision.sorted(by: { $0.key < $1.key }) where !problem.supervised.contains(practitioner) {
            let all = problem.supervisionOptions[practitioner]
            consider(
                .supervised, of: practitioner, share: options.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }, seats: 1,
                all.indices.filter { !all[$0].starts.isEmpty }.map { .supervision(practitioner: practitioner, option: $0, slots: 0..<problem.slots) },
                [.unsupervised(practitioner: practitioner)])
        }
        for conflict in restConflicts(problem) {
            // Either the day ends before, or the next begins so late that this end is allowed.
            splits.append(
                Split(
                    subject: Split.Subject(question: .rest, numbers: [conflict.practitioner, conflict.day, conflict.end]), doubt: conflict.excess,
                    one: [.outside(practitioner: conflict.practitioner, day: conflict.day, minutes: 0..<conflict.end - 1)],
                    other: [
                        .outside(
                            practitioner: conflict.practitioner, day: conflict.day + 1,
                            minutes: min(1440, conflict.end + problem.scenario.rules.rest - 1440)..<1440)
                    ]))
        }
        // Who holds sessions where on which day.
        for (key, all) in plans.sorted(by: { $0.key < $1.key }) where problem.visits[key] == nil {
            var shares: [Int: Double] = [:]
            for plan in all {
                for place in Set(plan.activities.filter { $0.kind == .session }.map { problem.candidates[$0.payload].place }) {
                    shares[place, default: 0] += plan.share
                }
            }
            for (place, share) in shares.sorted(by: { $0.key < $1.key }) {
                let there = problem.candidatesOfDay[key].filter { problem.candidates[$0].place == place }
                consider(
                    .visit, of: key, place, share: share, seats: 1, there.map { .session(candidate: $0, day: key % 7, slots: 0..<problem.slots) },
                    [.notAt(place, practitioner: key / 7, day: key % 7)])
            }
        }
        // What is held at all.
        for (request, shares) in ofRequest.sorted(by: { $0.key < $1.key }) where !problem.heldRequests.contains(request) {
            let all = problem.candidatesOfRequest[request], seats = all.first.map { problem.candidates[$0].seats } ?? 1
            let share = shares.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } / Double(seats)
            consider(.held, of: request, 0, share: share, seats: seats, all.flatMap(ban), [.withoutRequest(request)])
        }
        for (meeting, share) in meetings.sorted(by: { $0.key < $1.key }) where !problem.heldMeetings.contains(meeting) {
            consider(.held, of: meeting, 1, share: share, seats: 1, Self.ban(problem, meeting: meeting, from: 0), [.withoutMeeting(meeting)])
        }
        // Who: one candidate of the request or another.
        for (request, shares) in ofRequest.sorted(by: { $0.key < $1.key }) {
            for (candidate, share) in shares.sorted(by: { $0.key < $1.key }) {
                let others = problem.candidatesOfRequest[request].filter {
                    problem.candidates[$0].seats == 1
                        ? $0 != candidate
                        // A partner stays; the same person in another mode does not.
                        : problem.candidates[$0].practitioner == problem.candidates[candidate].practitioner && $0 != candidate
                }
                let seats = problem.candidates[candidate].seats
                // Each side must forbid part of the solution.
                func hasShare(_ some: [Int]) -> Bool { some.contains { shares[$0] ?? 0 > Self.tolerance } }
                if seats == 1 {
                    if hasShare(others) { consider(.who, of: candidate, share: share, seats: 1, others.flatMap(ban), ban(candidate)) }
                } else {
                    // With two seats "not this candidate" is one side; the other keeps it against the modes of the same person, and against third people
                    // where there are any.
                    let person = problem.candidates[candidate].practitioner
                    var partners: Set = [person]
                    for pair in problem.pairs[request] ?? [] where pair.first == person || pair.second == person {
                        partners.formUnion([pair.first, pair.second])
                    }
                    let third = problem.candidatesOfRequest[request].filter { !partners.contains(problem.candidates[$0].practitioner) }
                    let kept = others + third
                    if hasShare(kept) { consider(.who, of: candidate, share: share, seats: 2, kept.flatMap(ban), ban(candidate)) }
                }
            }
        }
        // Who supervises, and when.
        for (practitioner, shares) in supervision.sorted(by: { $0.key < $1.key }) {
            func whole(_ option: Int) -> Ban { .supervision(practitioner: practitioner, option: option, slots: 0..<problem.slots) }
            for (option, share) in shares.sorted(by: { $0.key < $1.key }) {
                let others = problem.supervisionOptions[practitioner].indices.filter { $0 != option }
                guard others.contains(where: { shares[$0] ?? 0 > Self.tolerance }) else { continue }
                consider(
                    .supervision, of: practitioner, option, share: share, seats: 1, others.map(whole), [whole(option)])
            }
        }
        for (practitioner, shares) in supervisionStarts.sorted(by: { $0.key < $1.key }) {
            for (option, ofOption) in Dictionary(grouping: shares, by: \.key.number).sorted(by: { $0.key < $1.key }) {
                Self.forEachMiddle(ofOption.sorted { $0.key < $1.key }.map { ($0.key.slot, $0.value) }) { middle, share in
                    func part(_ slots: Range<Int>) -> [Ban] { [.supervision(practitioner: practitioner, option: option, slots: slots)] }
                    consider(.supervisionTime, of: practitioner, option, middle, share: share, seats: 1, part(middle..<problem.slots), part(0..<middle))
                }
            }
        }
        // When meetings are: before or after which moment of the week.
        for (meeting, shares) in meetingStarts.sorted(by: { $0.key < $1.key }) {
            let sorted = shares.sorted { $0.key < $1.key }.map { ($0.key.number * problem.slots + $0.key.slot, $0.value) }
            Self.forEachMiddle(sorted) { middle, share in
                consider(
                    .meeting, of: meeting, middle, share: share, seats: 1, Self.ban(problem, meeting: meeting, from: middle), Self.ban(problem, meeting: meeting, below: middle))
            }
        }
        // On which day, then before or after which slot.
        var starts: [Int: [Int: Double]] = [:]
        for (start, value) in held where value > Self.tolerance {
            let request = problem.candidates[start.candidate].request
            starts[request, default: [:]][start.day * problem.slots + start.slot, default: 0] += value
        }
        for (request, shares) in starts.sorted(by: { $0.key < $1.key }) where shares.count > 1 {
            let seats = problem.candidatesOfRequest[request].first.map { problem.candidates[$0].seats } ?? 1
            // Two seats at one time are one moment.
            Self.forEachMiddle(shares.sorted { $0.key < $1.key }) { middle, share in
                consider(.time, of: request, middle, share: share, seats: seats, Self.ban(problem, request, from: middle), Self.ban(problem, request, below: middle))
            }
        }
        return splits.enumerated().sorted { ($0.element.question.rawValue, -$0.element.doubt, $0.offset) < ($1.element.question.rawValue, -$1.element.doubt, $1.offset) }
            .map(\.element)
    }

    /// Where plans of two days leave a practitioner too little rest (W5): an end of the day and by how much the plans that end then or later, with those of
    /// the next day that begin too soon after it, exceed one.
    private func restConflicts(_ problem: WeekProblem) -> [(practitioner: Int, day: Int, end: Int, excess: Double)] {
        var conflicts: [(practitioner: Int, day: Int, end: Int, excess: Double)] = []
        for (key, today) in plans.sorted(by: { $0.key < $1.key }) where key % 7 < 6 {
            guard let tomorrow = plans[key + 1] else { continue }
            func spans(_ all: [(activities: [PlannedActivity], share: Double)]) -> [(minutes: Range<Int>, share: Double)] {
                all.compactMap { plan in
                    let spans = plan.activities.map { problem.minutes(of: $0, practitioner: key / 7) }
                    guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max() else { return nil }
                    return (first..<last, plan.share)
                }
            }
            let ending = spans(today), beginning = spans(tomorrow)
            for end in Set(ending.map(\.minutes.upperBound)).sorted() {
                let late = ending.reduce(0) { $1.minutes.upperBound >= end ? $0 + $1.share : $0 }
                let early = beginning.reduce(0) { $1.minutes.lowerBound < end + problem.scenario.rules.rest - 1440 ? $0 + $1.share : $0 }
                if late > Self.tolerance, early > Self.tolerance, late + early > 1 + Self.tolerance {
                    conflicts.append((key / 7, key % 7, end, late + early - 1))
                }
            }
        }
        return conflicts
    }

    /// Calls `body` with every moment but the first, and with the share of what lies before it.
    private static func forEachMiddle(_ shares: [(key: Int, value: Double)], _ body: (_ middle: Int, _ share: Double) -> Void) {
        let total = shares.reduce(0) { $0 + $1.value }
        var below = 0.0
        for (entry, next) in zip(shares, shares.dropFirst()) {
            below += entry.value
            body(next.key, below / total)
        }
    }

    private static func ban(_ problem: WeekProblem, meeting: Int, from moment: Int = Int.max, below limit: Int = 0) -> [Ban] {
        (0..<7).flatMap { day -> [Ban] in
            guard !problem.meetingStarts[meeting][day].isEmpty else { return [] }
            return Self.ranges(problem, day, from: moment, below: limit).map { .meeting(meeting, day: day, slots: $0) }
        }
    }

    /// A day's slots from a moment of the week on, and those below another.
    private static func ranges(_ problem: WeekProblem, _ day: Int, from moment: Int, below limit: Int) -> [Range<Int>] {
        let first = day * problem.slots, end = first + problem.slots
        var result: [Range<Int>] = []
        if moment < end { result.append(max(0, moment - first)..<problem.slots) }
        if limit > first { result.append(0..<min(problem.slots, limit - first)) }
        return result
    }

    private static func ban(_ problem: WeekProblem, _ request: Int, from moment: Int = Int.max, below limit: Int = 0) -> [Ban] {
        var bans: [Ban] = []
        for candidate in problem.candidatesOfRequest[request] {
            for day in 0..<7 where !problem.candidates[candidate].starts[day].isEmpty {
                bans += ranges(problem, day, from: moment, below: limit).map { .session(candidate: candidate, day: day, slots: $0) }
            }
        }
        return bans
    }
}
