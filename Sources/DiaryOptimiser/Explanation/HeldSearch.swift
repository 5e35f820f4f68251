import Diary

/// Finds good weeks that hold a given request and change little of a timetable that lacks it.
///
/// The local search is made to hold the request by points that nothing else can outweigh, and each session that stays as it is counts a little, so that a
/// week does not differ for nothing; what a week really scores is for the checker to say. An object is used by one thread at a time.
final class HeldSearch {
    private let problem: WeekProblem
    private let start: Timetable
    private let published: PublishedTimetable?
    private let tables: SearchTables
    private let checker: Checker
    /// Thousandths of a point that holding the request brings beside its own.
    private let bonus: Int

    /// Thousandths of a point that a session which stays as it is counts in the search.
    private static let loyalty = 200
    /// Checks by which a week is brought nearer to the start.
    private static let mostChecks = 200

    /// - Parameter start: the timetable to begin with and to stay near of.
    init(_ scenario: Scenario, from start: Timetable, published: PublishedTimetable?) {
        self.start = start
        self.published = published
        checker = Checker(scenario)
        var guided = scenario
        if published == nil { guided.weights.change = Points(thousandths: Self.loyalty) }
        problem = WeekProblem(scenario: guided, published: published ?? PublishedTimetable(sessions: start.sessions.map { .init(request: $0.request, kept: $0) }))
        tables = SearchTables(problem: problem)
        bonus = 2 * (problem.trivialBound - problem.emptyScore) + 1_000_000
    }

    /// The best week found that holds the request, allowed by the checker, with its score.
    ///
    /// - Parameters:
    ///   - known: a week that holds the request already, to go on from.
    ///   - tries: ways to put the request in by force.
    ///   - iterations: steps of each of two searches that follow, the first close to where it begins.
    func week(
        holding request: Int, known: Timetable?, tries: Int, iterations: Int, seed: UInt64, isStopped: () -> Bool
    ) -> (timetable: Timetable, score: Points)? {
        prefer(request, by: bonus)
        defer { prefer(request, by: -bonus) }
        var best: (timetable: Timetable, score: Points)?
        let temperatures = iterations == 0 ? [0.002] : [0.002, 0.02]
        for (number, hot) in temperatures.enumerated() where !isStopped() {
            let search = LocalSearch(tables: tables, seed: seed &+ UInt64(number), start: best?.timetable ?? known ?? start)
            search.hot = hot
            search.cold = min(hot, 0.001)
            search.force(request, tries: tries, isStopped: isStopped)
            search.run(iterations: iterations, isStopped: isStopped)
            let found = search.bestTimetable.canonical
            guard found.sessions.contains(where: { $0.request == request }) else { continue }
            let verdict = checker.check(found, published: published)
            guard verdict.isAllowed, verdict.score.total > best?.score ?? Points(thousandths: .min) else { continue }
            best = (found, verdict.score.total)
        }
        guard let best else { return nil }
        let near = nearer(best.timetable, least: best.score, isStopped: isStopped)
        return (near, checker.check(near, published: published).score.total)
    }

    private func prefer(_ request: Int, by points: Int) {
        for index in tables.candidatesOfRequest[request].range { tables.candidates[index].points += points }
        for index in tables.pairsOfRequest[request].range { tables.pairs[index].points += points }
        tables.bestPoints[request] += points
        tables.density[request] += points
    }

    /// Puts things back to where they stood, one after the other, as long as no points are lost by it: what is left is what had to change.
    private func nearer(_ timetable: Timetable, least: Points, isStopped: () -> Bool) -> Timetable {
        let other = start
        var current = timetable
        var score = least
        var checks = 0
        func take(_ next: Timetable) -> Bool {
            checks += 1
            guard checks <= Self.mostChecks else { return false }
            let verdict = checker.check(next, published: published)
            guard verdict.isAllowed, verdict.score.total >= score else { return false }
            current = next.canonical
            score = verdict.score.total
            return true
        }
        let before = Dictionary(other.sessions.map { ($0.request, $0) }, uniquingKeysWith: { first, _ in first })
        var hasChanged = true
        var rounds = 0
        while hasChanged && rounds < 4 {
            hasChanged = false
            rounds += 1
            for session in current.sessions where !isStopped() {
                guard let old = before[session.request], !Self.areSame(old, session) else { continue }
                var next = current
                next.sessions.removeAll { $0.request == session.request }
                next.sessions.append(old)
                if take(next) { hasChanged = true }
            }
            for old in other.supervision where !current.supervision.contains(old) && !isStopped() {
                var next = current
                next.supervision.removeAll { $0.practitioner == old.practitioner }
                next.supervision.append(old)
                if take(next) { hasChanged = true }
            }
            for old in other.meetings where !current.meetings.contains(old) && !isStopped() {
                var next = current
                next.meetings.removeAll { $0.meeting == old.meeting }
                next.meetings.append(old)
                if take(next) { hasChanged = true }
            }
        }
        return current
    }

    private static func areSame(_ one: Timetable.Session, _ two: Timetable.Session) -> Bool {
        one.mode == two.mode && one.start == two.start && Set(one.practitioners) == Set(two.practitioners)
    }
}
