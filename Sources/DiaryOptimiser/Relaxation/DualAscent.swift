import Diary

/// Drives the multipliers of a ``Relaxation`` towards the least bound by the volume algorithm.
///
/// Barahona and Anbil, *The volume algorithm: producing primal solutions with a subgradient method*, Mathematical Programming 87 (2000): steps start
/// from the best multipliers so far, along an average of the subgradients, with a Polyak length towards a target. Everything is
/// deterministic.
struct DualAscent {
    /// The multipliers of the least bound so far.
    private(set) var best: [Int]
    /// The least bound so far, micropoints.
    private(set) var bound: Micropoints
    private(set) var bestPoint: RelaxationPoint
    /// Evaluations so far.
    private(set) var evaluations = 0

    private var direction: [Double]
    private var step: Double
    private var failures = 0
    private var averaging: Double
    private var progressMark: Micropoints
    private var sinceMark = 0
    private let scale: [Double]

    /// Starts from some multipliers within the layout's limits.
    init(_ relaxation: Relaxation, from start: [Int]) {
        best = start
        bestPoint = relaxation.evaluate(start)
        bound = bestPoint.bound
        direction = bestPoint.gradient
        step = 0.1
        averaging = 0.1
        progressMark = bound
        evaluations = 1
        var scale = [Double](repeating: 1, count: relaxation.layout.count)
        // Rows in minutes would otherwise rule the length of every step.
        for (index, option) in relaxation.problem.supervisionOptions.joined().enumerated() where index == 0 || option.minutes > 0 {
            scale[relaxation.layout.superviseMinutes + option.supervisor] = Double(option.minutes)
        }
        self.scale = scale
    }

    /// Takes one step towards a target below the bound, such as the incumbent's score in micropoints.
    ///
    /// - Returns: the point evaluated, whether or not it improved the bound.
    mutating func advance(_ relaxation: Relaxation, target: Micropoints) -> RelaxationPoint {
        let layout = relaxation.layout
        var norm = 0.0
        for index in direction.indices {
            let value = direction[index]
            if value == 0 { continue }
            if value > 0 ? best[index] <= layout.lower[index] : best[index] >= layout.upper[index] { continue }
            let scaled = value / scale[index]
            norm += scaled * scaled
        }
        guard norm > 1e-9 else {
            // The average use meets every right-hand side: only a fresh subgradient can show a way on.
            direction = bestPoint.gradient
            averaging = max(averaging / 2, 0.001)
            return bestPoint
        }
        let distance = max(Double(bound - target), Double(abs(bound)) * 1e-5 + 1000)
        let length = step * distance / norm
        var point = best
        for index in direction.indices where direction[index] != 0 {
            let move = length * direction[index] / (scale[index] * scale[index])
            let value = Double(best[index]) - move
            point[index] = Int(min(max(value, Double(layout.lower[index])), Double(layout.upper[index])).rounded())
        }
        let found = relaxation.evaluate(point)
        evaluations += 1
        // How much of the new subgradient the average takes: the share that makes it shortest, within limits.
        var newNew = 0.0, newOld = 0.0, oldOld = 0.0
        for index in direction.indices {
            let new = found.gradient[index] / scale[index], old = direction[index] / scale[index]
            newNew += new * new
            newOld += new * old
            oldOld += old * old
        }
        let denominator = newNew - 2 * newOld + oldOld
        var share = denominator > 0 ? (oldOld - newOld) / denominator : averaging
        share = min(max(share, averaging / 10), averaging)
        // Green: the new point lies ahead of the direction, so that steps may grow (yellow and red as in the paper).
        var ahead = 0.0
        for index in direction.indices { ahead += direction[index] * found.gradient[index] / (scale[index] * scale[index]) }
        for index in direction.indices { direction[index] += share * (found.gradient[index] - direction[index]) }
        if found.bound < bound {
            best = point
            bound = found.bound
            bestPoint = found
            failures = 0
            if ahead > 0 { step = min(step * 1.1, 2) }
        } else {
            failures += 1
            if failures >= 10 {
                step = max(step * 0.66, 1e-4)
                failures = 0
            }
        }
        sinceMark += 1
        if sinceMark >= 50 {
            if Double(progressMark - bound) < 0.01 * Double(abs(bound)) { averaging = max(averaging / 2, 0.005) }
            progressMark = bound
            sinceMark = 0
        }
        return found
    }

    /// Multipliers to start from: what each request is worth beyond the practitioners' time that it takes, at a price of time at which the
    /// week is about full; shared equally between the two seats; meetings paid for by their length.
    static func start(_ relaxation: Relaxation) -> [Int] {
        let problem = relaxation.problem, layout = relaxation.layout
        var multipliers = layout.lower.map { max($0, 0) }
        // Seats and meetings have no natural 0: set below.
        for request in problem.scenario.requests.indices where layout.rightHandSide[layout.requests + request] == 1 {
            let worth = problem.candidatesOfRequest[request].map { problem.candidates[$0].points }.max() ?? 0
            multipliers[layout.requests + request] = worth * 9 / 10 * Int.micropointsPerThousandth
        }
        for (index, candidate) in problem.candidates.enumerated() where layout.seatOffset[index] >= 0 {
            for bucket in 0..<7 * layout.bucketsPerDay {
                multipliers[layout.seatOffset[index] + bucket] = candidate.points * Int.micropointsPerThousandth / 2
            }
        }
        for meeting in problem.scenario.meetings.indices {
            let members = layout.members[meeting]
            let worth = Double(problem.scenario.weights.missedMeeting.thousandths) / Double(max(members.count, 1))
            let price = worth / 2
            for member in members.indices {
                for bucket in 0..<7 * layout.bucketsPerDay {
                    multipliers[layout.meetingIndex(meeting, member: member, bucket: bucket)] =
                        Int(price) * Int.micropointsPerThousandth
                }
            }
        }
        return multipliers
    }
}
