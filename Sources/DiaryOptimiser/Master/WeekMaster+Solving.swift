import ColumnGeneration
import Diary
import GLPK

/// Solving the linear program, or trying other bounds on it.
extension WeekMaster {
    /// Solves the linear program over the columns at hand and makes the lazy rows that its solution breaks, until none is broken.
    func solve(isStopped: () -> Bool) throws(MasterError) -> MasterSolution {
        while true {
            let solution = try solveOnce(isStopped: isStopped)
            guard solution.isOptimal, try separate(solution) else { return solution }
        }
    }

    private func solveOnce(isStopped: () -> Bool) throws(MasterError) -> MasterSolution {
        let began = ProcessorClock.thread
        let solution = try withoutActuallyEscaping(isStopped, do: { stopped throws(MasterError) in
            try master.solve(isStopped: stopped)
        })
        processorSeconds += ProcessorClock.thread - began
        work += (solution.iterations + 1) * (master.rowCount + master.columnCount)
        return solution
    }

    /// Simplex iterations of a trial: those after the first ones tell little more, and take most of the time.
    private static let trialIterations = 50

    /// No less than the objective in points over the columns that some bans leave, as far as a few simplex iterations tell.
    ///
    /// - Returns: nil where there is no optimum.
    func objective(banning bans: [Ban], isStopped: () -> Bool) throws(MasterError) -> Double? {
        let out = master.columns.filter { content[$0.slot]?.column?.breaks(bans, problem) ?? false }
        let held = bans.compactMap { ban -> MasterProblem.Column? in
            guard case .cover(let practitioner, let day, isHeld: false) = ban else { return nil }
            return columnOf[.cover(practitioner: practitioner, day: day)]
        }
        let supervised = bans.compactMap { ban -> MasterProblem.Column? in
            guard case .unsupervised(let practitioner) = ban else { return nil }
            return activeColumns[practitioner]
        }
        let rows = bans.compactMap { ban -> MasterProblem.Row? in
            switch ban {
            case .withoutRequest(let request): layout.rightHandSide[layout.requests + request] == 1 ? rowOf[layout.requests + request] : teamRows[request]
            case .withoutMeeting(let meeting): meetingRows[meeting]
            default: nil
            }
        }
        let changes: [(column: MasterProblem.Column, bounds: Bounds)] = out.map { ($0, 0...0) } + (held + supervised).map { ($0, 1...1) }
        let began = ProcessorClock.thread
        let result = try withoutActuallyEscaping(isStopped, do: { stopped throws(MasterError) in
            try master.probe(changes, rows: rows.map { ($0, .equal(to: 1)) }, iterationLimit: Self.trialIterations, isStopped: stopped)
        })
        processorSeconds += ProcessorClock.thread - began
        work += (result.iterations + 1) * (master.rowCount + master.columnCount)
        return result.objective
    }
}
