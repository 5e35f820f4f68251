import Diary

/// The best timetable so far, judged by the checker, and the bound.
struct Incumbent {
    private let checker: Checker
    private let published: PublishedTimetable?
    private(set) var timetable = Timetable()
    /// Thousandths of a point.
    private(set) var score: Int
    /// Thousandths of a point.
    var bound: Int

    init(problem: WeekProblem, published: PublishedTimetable?, bound: Int) {
        checker = Checker(problem.scenario)
        self.published = published
        score = problem.emptyScore
        self.bound = bound
    }

    /// Takes the search's best timetable where it is better, after the checker has judged it.
    mutating func take(_ search: LocalSearch) throws(PlannerError) {
        if search.bestScore > score {
            let better = search.bestTimetable.canonical
            let verdict = checker.check(better, published: published)
            guard verdict.isAllowed else { throw .notAllowed(verdict.violations) }
            guard verdict.score.total.thousandths == search.bestScore else {
                throw .scoreDiffers(search: Points(thousandths: search.bestScore), checker: verdict.score.total)
            }
            timetable = better
            score = search.bestScore
        }
        guard bound >= score else {
            throw .boundBelowScore(bound: Points(thousandths: bound), score: Points(thousandths: score))
        }
    }

    /// Whether (bound - score) / |score| is at most `gap`.
    func meets(_ gap: Double) -> Bool {
        bound == score || (score != 0 && Double(bound - score) <= gap * Double(abs(score)))
    }
}
