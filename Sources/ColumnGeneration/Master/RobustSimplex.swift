internal import GLPK

/// Runs the simplex method so that it ends: in slices, between which it can be stopped, and with
/// another method when one goes round in circles.
///
/// GLPK answers numerical trouble by going back to its first phase, and may do so for ever. The cure
/// is a limit on the iterations of one method, then the other method, then a basis made anew.
struct RobustSimplex {
    var deadline: ContinuousClock.Instant?
    var isStopped: (() -> Bool)?
    /// Most iterations in all, or nil.
    var iterationLimit: Int?
    /// Iterations between two questions to ``isStopped``; nil: by the size of the problem.
    var stopInterval: Int?

    /// Iterations of the first method before another is tried, doubled each time; nil: by the size of the
    /// problem, far beyond what a solve takes as a rule.
    var stallLimit: Int?

    /// Changes of method after which it is given up.
    static let mostRestarts = 12

    /// A slice that takes longer than this without one iteration is stuck. So long that no healthy run
    /// depends on it.
    static let watchdog = Duration.seconds(300)

    struct Outcome {
        var status: MasterStatus
        var result: SimplexResult
        var iterations: Int
        var restarts: Int
    }

    func run(_ problem: Problem, first: SimplexOptions.Method) throws(GLPKError) -> Outcome {
        let rows = try problem.rowCount
        let columns = try problem.columnCount
        var stall = stallLimit ?? 5_000 + 20 * rows + columns
        let slice = stopInterval ?? max(50, min(2_000, 2_000_000 / (1 + rows + columns / 4)))
        var options = SimplexOptions(method: first)
        var iterations = 0
        var restarts = 0
        var budget = stall

        while true {
            var limit = isStopped == nil ? budget : min(budget, slice)
            if let iterationLimit { limit = min(limit, iterationLimit - iterations) }
            options.iterationLimit = max(limit, 0)
            options.timeLimit = Self.watchdog
            if let deadline { options.timeLimit = min(Self.watchdog, max(.zero, deadline - .now)) }
            let result = try problem.solveSimplex(options)
            iterations += result.iterations
            budget -= result.iterations
            func ended(_ status: MasterStatus) -> Outcome {
                Outcome(status: status, result: result, iterations: iterations, restarts: restarts)
            }

            var isStuck = false
            switch result.termination {
            case .optimal: return ended(.optimal)
            case .infeasible: return ended(.infeasible)
            case .unbounded: return ended(.unbounded)
            case .infeasibleOrUnbounded:
                // only the primal method tells the two apart
                isStuck = true
            case .iterationLimit:
                if let iterationLimit, iterations >= iterationLimit { return ended(.iterationLimit) }
                isStuck = budget <= 0
            case .timeLimit:
                if let deadline, deadline <= .now { return ended(.timeLimit) }
                isStuck = result.iterations == 0
            default: isStuck = true
            }
            if let isStopped, isStopped() { return ended(.stopped) }
            if let deadline, deadline <= .now { return ended(.timeLimit) }
            if !isStuck { continue }

            restarts += 1
            if restarts > Self.mostRestarts { return ended(.numericalFailure) }
            stall *= 2
            budget = stall
            options.ratioTest = .harris
            switch restarts % 4 {
            case 1: options.method = options.method == .primal ? .dual : .primal
            case 2:
                options.method = options.method == .primal ? .dual : .primal
                options.ratioTest = .textbook
            case 3:
                options.method = .primal
                try problem.setBasis(.advanced)
            default:
                options.method = .primal
                options.ratioTest = .textbook
                try problem.setBasis(.slack)
            }
        }
    }
}
