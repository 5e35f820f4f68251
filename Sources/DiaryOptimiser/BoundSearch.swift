import Diary

/// Lowers the dual bound step by step.
final class BoundSearch {
    private let relaxation: Relaxation
    private var ascent: DualAscent
    /// The least bound proven, in thousandths of a point: rounded down to a score that is possible at all.
    private(set) var bound: Int
    /// Whether further steps gain nothing.
    private(set) var isFinished = false

    init(_ problem: WeekProblem) {
        let relaxation = Relaxation(problem, threads: 1, bucketSlots: max(1, 120 / problem.grid))
        self.relaxation = relaxation
        ascent = DualAscent(relaxation, from: DualAscent.start(relaxation))
        bound = problem.roundedBound(ascent.bound)
    }

    /// Labels made so far: a measure of work that does not depend on the machine.
    var work: Int { relaxation.labels }

    /// One step.
    func advance(incumbent: Int) {
        _ = ascent.advance(relaxation, target: incumbent * Int.micropointsPerThousandth)
        bound = min(bound, relaxation.problem.roundedBound(ascent.bound))
    }
}

extension WeekProblem {
    /// The greatest possible score, in thousandths, that is no more than a bound in micropoints.
    func roundedBound(_ bound: Micropoints) -> Int {
        let above = bound - emptyScore * Int.micropointsPerThousandth
        let step = scoreStep * Int.micropointsPerThousandth
        let steps = above >= 0 ? above / step : -((-above + step - 1) / step)
        return emptyScore + steps * scoreStep
    }

    /// A bound that needs no search: every request at its best, every meeting held, no shortage, no travel. Thousandths.
    var trivialBound: Int {
        var total = emptyScore
        for request in scenario.requests.indices {
            let options = candidatesOfRequest[request].map { candidates[$0] }
            let kept = options.flatMap(\.kept).reduce(0) { $0 + $1.points }
            if let best = options.map({ $0.points }).max() { total += max(0, best + kept + scenario.weights.named.thousandths) }
        }
        for starts in meetingStarts where starts.contains(where: { !$0.isEmpty }) { total += scenario.weights.missedMeeting.thousandths }
        total += scenario.weights.shortage.thousandths * neededAtPlace.reduce(0, +)
        return total
    }
}
