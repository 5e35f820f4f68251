import Diary

/// Lets a search go on from what the linear programs hold: from each new solution's nearest timetable and, once these have settled, from timetables
/// drawn from the last one.
struct SuggestedTimetables {
    private let problem: WeekProblem
    private let search: LocalSearch
    /// Steps in which the search improves one timetable.
    private let polishing: Int
    private var new: [FractionalUse] = []
    private var last: FractionalUse?
    private var generator: SearchGenerator
    /// Timetables tried so far.
    private var polished = 0
    /// Steps that drawn timetables may take still: one timetable takes more than a round has.
    private var leftToDraw = 0
    /// The same for what is new where it has only part of a round.
    private var leftForNew = 0
    /// Of what is new, that which waits at most then, and which of a round's steps are for it: one in so many.
    private static let mostNew = 4, newPart = 2

    /// Steps for each request, and their heats in turn.
    private static let stepsOfRequest = 40, heats = [0.06, 0.15, 0.03]
    /// The same where the week is small: up to so many for each request, and in all.
    private static let longStepsOfRequest = 300, mostLongSteps = 30_000
    /// One in so many of a round's steps is for drawn timetables.
    private static let drawnPart = 8

    init(_ problem: WeekProblem, search: LocalSearch, seed: UInt64) {
        self.problem = problem
        self.search = search
        generator = SearchGenerator(seed: seed)
        let requests = problem.scenario.requests.count
        polishing = max(1, Self.stepsOfRequest * requests, min(Self.longStepsOfRequest * requests, Self.mostLongSteps))
    }

    mutating func add(_ uses: [FractionalUse]) { new += uses }

    /// Tries what is new, and drawn timetables.
    ///
    /// - Parameters:
    ///   - steps: of the round, of which drawn timetables have their part.
    ///   - draws: whether the linear programs have settled.
    ///   - isShared: whether what is new has only its part of the steps, too.
    /// - Returns: steps done; they may be more than those of the round.
    mutating func run(of steps: Int, draws: Bool, isShared: Bool = false, isStopped: () -> Bool) -> Int {
        var done = 0
        last = new.last ?? last
        if isShared {
            new = new.suffix(Self.mostNew)
            leftForNew = min(leftForNew + steps / Self.newPart, polishing)
        }
        // The newest first: the others may have to wait.
        while !new.isEmpty, !isShared || leftForNew > 0, !isStopped() {
            done += polish(new.removeLast().timetable(problem), isStopped: isStopped)
            if isShared { leftForNew -= polishing }
        }
        guard draws, let last else { return done }
        leftToDraw += steps / Self.drawnPart
        while leftToDraw >= polishing, !isStopped() {
            done += polish(last.drawnTimetable(problem, using: &generator), isStopped: isStopped)
            leftToDraw -= polishing
        }
        return done
    }

    private mutating func polish(_ timetable: Timetable, isStopped: () -> Bool) -> Int {
        search.polish(timetable, iterations: polishing, heat: Self.heats[polished % Self.heats.count], isStopped: isStopped)
        polished += 1
        return polishing
    }
}
