import Diary

/// Bounds on score and number of sessions together, from which follows how many sessions good timetables hold (see the article *Certain gains*).
///
/// Where every session brings `shift` points more, the relaxation bounds `score + shift x sessions` of every allowed timetable. A timetable that
/// scores at least `score` therefore holds at most `(bound - score) / shift` sessions for a shift above 0, and at least `(score - bound) / -shift`
/// for one below.
struct SessionBounds {
    private let shifted: [Shifted]

    /// The relaxation of a week in which every session brings so much more.
    private struct Shifted {
        /// Thousandths of a point; not 0.
        var shift: Int
        var week: WhatIfWeek
        var memory: PlanMemory
    }

    /// Parts of a typical session's points by which sessions are shifted. Below 0 it takes little: a shift by more than what the least session
    /// brings makes such sessions worthless, and nothing is learnt of their number.
    private static let shifts = [0.4, -0.2]
    /// Rounds of pricing for each shift: the first ones lower the bound by most.
    private static let rounds = 6

    /// - Parameter point: a planned week, from whose columns the search begins.
    /// - Throws: what the linear program's solver throws.
    init(_ point: WhatIfPoint, threads: Int, isStopped: @escaping @Sendable () -> Bool) throws {
        let typical = Self.typicalPoints(point.week.scenario)
        var found: [Shifted] = []
        for part in Self.shifts {
            let shift = Int((part * Double(typical)).rounded())
            guard shift != 0, let memory = point.memory else { continue }
            let week = Self.shifted(point.week, by: shift)
            let learnt = try Self.search(week, point.timetable, memory, threads: threads, isStopped: isStopped)
            found.append(Shifted(shift: shift, week: week, memory: learnt))
        }
        shifted = found
    }

    /// Thousandths that the median request brings in its first mode.
    private static func typicalPoints(_ scenario: Scenario) -> Int {
        let points = scenario.requests.indices.map { request in
            scenario.sessionPoints(request: request, practitioners: [], mode: scenario.requests[request].modes.first ?? .inPerson).thousandths
        }.sorted()
        return points.isEmpty ? 0 : points[points.count / 2]
    }

    private static func shifted(_ week: WhatIfWeek, by shift: Int) -> WhatIfWeek {
        var week = week
        for index in week.scenario.sessionTypes.indices { week.scenario.sessionTypes[index].value.thousandths += shift }
        return week
    }

    /// A bound by column generation from the columns at hand.
    private static func search(
        _ week: WhatIfWeek, _ timetable: Timetable, _ known: PlanMemory, threads: Int, isStopped: @escaping @Sendable () -> Bool
    ) throws -> PlanMemory {
        let problem = WeekProblem(scenario: week.scenario, published: week.published)
        var start = known
        // Other points, other prices: those of a linear program over the columns, not the old ones.
        start.multipliers = []
        let box = Box(memory: start)
        let worker = Worker(name: "session bound")
        defer { worker.end() }
        worker.run {
            do {
                let search = try BoundSearch(problem, timetable: timetable, memory: box.memory, threads: threads, isStopped: isStopped)
                var rounds = 0
                while rounds < Self.rounds, !search.isFinished, !isStopped() {
                    try search.advance(isStopped: isStopped)
                    rounds += 1
                }
                search.remember(into: &box.memory)
            } catch {
                box.failure = error
            }
        }
        if let failure = box.failure { throw failure }
        return box.memory
    }

    /// What the worker and its caller share; each touches it only while the other rests.
    private final class Box: @unchecked Sendable {
        var memory: PlanMemory
        var failure: (any Error)?

        init(memory: PlanMemory) {
            self.memory = memory
        }
    }

    /// How many sessions timetables hold that score at least so much in the same week with another number of after-hours slots.
    func range(_ known: ClosedRange<Int>, score: Points, slots: Int) -> ClosedRange<Int> {
        shifted.reduce(known) { range, entry in
            guard let bound = entry.memory.bound(afterHoursSlots: slots) else { return range }
            return Self.narrowed(range, score: score, bound: bound, shift: entry.shift)
        }
    }

    /// Narrows what is known of weeks that differ from this one, priced at the same prices.
    func narrow(_ points: inout [WhatIfPoint], isStopped: @escaping @Sendable () -> Bool) {
        for entry in shifted {
            guard let transferred = TransferredBound(entry.week, entry.memory) else { continue }
            for index in points.indices {
                let week = Self.shifted(points[index].week, by: entry.shift)
                guard let bound = transferred.bound(of: week, isStopped: isStopped) else { return }
                points[index].sessionRange = Self.narrowed(
                    points[index].sessionRange, score: points[index].score, bound: bound.points, shift: entry.shift)
            }
        }
    }

    /// A range made narrower by one bound on score and shift together.
    static func narrowed(_ range: ClosedRange<Int>, score: Points, bound: Points, shift: Int) -> ClosedRange<Int> {
        let room = bound.thousandths - score.thousandths
        if shift > 0 {
            // Floor of room / shift; a good timetable's own number of sessions keeps it from falling below the least.
            let most = room >= 0 ? room / shift : -1
            return range.lowerBound...max(range.lowerBound, min(range.upperBound, most))
        }
        let needed = -room
        let least = needed > 0 ? (needed - shift - 1) / -shift : 0
        return min(range.upperBound, max(range.lowerBound, least))...range.upperBound
    }
}
