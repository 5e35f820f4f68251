import Diary

extension WeekProblem {
    /// What the bound begins with, in thousandths: the points of the empty timetable without its shortages, which variables count.
    var fixedPoints: Int { emptyScore + scenario.weights.shortage.thousandths * neededAtPlace.reduce(0, +) }

    /// The greatest possible score, in thousandths, that is no more than a bound in micropoints.
    func roundedBound(_ bound: Micropoints) -> Int { Self.rounded(bound, emptyScore: emptyScore, scoreStep: scoreStep) }

    /// The same for any empty score and step, in thousandths.
    static func rounded(_ bound: Micropoints, emptyScore: Int, scoreStep: Int) -> Int {
        let above = bound - emptyScore * Int.micropointsPerThousandth
        let step = scoreStep * Int.micropointsPerThousandth
        let steps = above >= 0 ? above / step : -((-above + step - 1) / step)
        return emptyScore + steps * scoreStep
    }

    /// The least possible score above one, in thousandths.
    func nextScore(above score: Int) -> Int { roundedBound(score * Int.micropointsPerThousandth) + scoreStep }

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
