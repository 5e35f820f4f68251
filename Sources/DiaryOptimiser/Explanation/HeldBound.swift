import Diary

/// Bounds the score of every allowed week that holds a given request, from multipliers that a column generation has left.
///
/// With the request held the row "at most once" is an equation, whose multiplier may have any sign. At each of the multipliers exactly one
/// practitioner-day holds a request of one seat: the bound of all weeks, less what the day that loses least by it loses. Only the days that can hold the
/// request are priced again. For two seats the dearest loss is that of the pair.
final class HeldBound: @unchecked Sendable {
    // Immutable; the relaxation's days are only read, and each of its pricers is used by one thread.
    private let problem: WeekProblem
    private let relaxation: Relaxation
    private let multipliers: [Int]
    /// The whole week.
    private let area: Area
    /// No allowed week scores more than this, whatever it holds: thousandths.
    let bound: Int
    private let value: Micropoints
    /// What each practitioner's week is worth in the bound.
    private let weekValues: [Int]

    /// Prices every day at some multipliers.
    ///
    /// - Returns: nil where it was stopped.
    init?(_ relaxation: Relaxation, at multipliers: [Int], isStopped: @escaping @Sendable () -> Bool) {
        problem = relaxation.problem
        self.relaxation = relaxation
        self.multipliers = multipliers
        let area = AreaSplit(relaxation, wholeSize: .max).areas[0]
        self.area = area
        guard let point = relaxation.evaluate(multipliers, area: area, isWhole: true, isStopped: isStopped) else { return nil }
        value = point.bound + relaxation.problem.fixedPoints * Int.micropointsPerThousandth
        bound = relaxation.problem.roundedBound(value)
        let prices = relaxation.prices(multipliers, area)
        var proposals: [WeekColumn] = []
        weekValues = relaxation.problem.scenario.practitioners.indices.map { relaxation.weekBound($0, prices, &proposals) }
    }

    /// Micropoints that a request is made dearer by beyond what would prove the cost, and by which a day's bound may be too high.
    private static let margin = 20_000_000, tolerance = 500_000

    /// The bound on weeks that hold a request, or nil where none can be told: where pricing was stopped.
    ///
    /// - Parameters:
    ///   - score: of the timetable explained; a bound far below it is of no interest.
    ///   - thread: which of the relaxation's pricers to use; each is used by one thread at a time.
    func bound(holding request: Int, against score: Points, thread: Int = 0, isStopped: @escaping @Sendable () -> Bool) -> Points? {
        let type = problem.scenario.sessionTypes[problem.scenario.requests[request].type]
        // Made dearer by this much, a request that costs less is held; one that costs more costs at least this much.
        let lure = max(0, value - score.thousandths * Int.micropointsPerThousandth) + Self.margin
        let loss = type.staff.count == 1 ? dayLoss(request, lure, thread, isStopped) : teamLoss(request)
        guard let loss, !isStopped() else { return nil }
        return Points(thousandths: problem.roundedBound(value - loss))
    }

    /// Micropoints that the best practitioner-day loses by holding the request, or `lure` where they are more.
    private func dayLoss(_ request: Int, _ lure: Int, _ thread: Int, _ isStopped: @escaping @Sendable () -> Bool) -> Micropoints? {
        let layout = relaxation.layout
        var lured = multipliers
        lured[layout.requests + request] -= lure
        let luring = relaxation.prices(lured, area)
        let keys = Set(
            problem.candidatesOfRequest[request].flatMap { index in
                (0..<7).filter { !problem.candidates[index].starts[$0].isEmpty }.map { problem.candidates[index].practitioner * 7 + $0 }
            }).sorted()
        var least: Int?
        let pricer = relaxation.pricers[thread]
        pricer.isStopped = isStopped
        for key in keys {
            if isStopped() { return nil }
            let template = relaxation.templates[key]
            // The relaxed day would hold what is so dear many times over.
            var before = relaxation.lastPlans[key]
            before.repeated.insert(Int32(problem.clientOfRequest[request]))
            let held = relaxation.priceDay(
                template, luring, pricer, relaxation.floor(luring, day: key), before: before, tolerance: Self.tolerance,
                isHeuristic: false)
            guard let week = supervisedWeek(key / 7, replacing: key, by: held) else { continue }
            least = min(least ?? .max, weekValues[key / 7] - (week - lure))
            // Holding it costs nothing at these prices: there is nothing to be gained from the other days.
            if let least, least <= 0 { break }
        }
        return least
    }

    /// What a practitioner's week is worth where sessions are held, so that supervision is had where it is needed (V1), with one day priced otherwise; nil where there is none.
    private func supervisedWeek(_ practitioner: Int, replacing key: Int, by held: Relaxation.DayPlans) -> Int? {
        let days = practitioner * 7..<practitioner * 7 + 7
        func plans(_ day: Int) -> Relaxation.DayPlans { day == key ? held : relaxation.lastPlans[day] }
        let plain = days.reduce(0) { $0 + plans($1).plainBound }
        guard problem.scenario.practitioners[practitioner].supervision != nil else { return plain }
        let gains = days.filter { plans($0).supervisedBound > DayPricer.nothing / 2 }.map { plans($0).supervisedBound - plans($0).plainBound }
        guard let gain = gains.max() else { return nil }
        let limits = problem.scenario.practitioners[practitioner].limits
        return plain + gain + limits.sessionsPerWeek * multipliers[relaxation.layout.week + practitioner]
            + limits.eveningsPerWeek * multipliers[relaxation.layout.evenings + practitioner]
    }

    /// Micropoints that holding a request of two seats loses against holding it or not, as pays.
    private func teamLoss(_ request: Int) -> Micropoints? {
        let layout = relaxation.layout
        var best: Int?
        for option in relaxation.teams.first(where: { $0.first?.request == request }) ?? [] {
            let client = layout.clientNumber[problem.clientOfRequest[request]]
            var value =
                option.points * Int.micropointsPerThousandth - multipliers[layout.seatOffset[option.first] + option.bucket]
                - multipliers[layout.seatOffset[option.second] + option.bucket]
            if let school = problem.scenario.requests[request].school { value += multipliers[layout.shortage + school] }
            if client >= 0 { value -= multipliers[layout.clients + client * 7 + option.day] }
            best = max(best ?? .min, value)
        }
        return best.map { max(0, -$0) }
    }
}
