import Diary

/// Searches parts of the week that have been bounded: local searches that begin from what a part's linear program holds, and use the part's starts alone.
///
/// A part that is held to a target has few starts left, and the timetable that is sought is among them, if the part has it. Deterministic for a seed, the parts
/// and the numbers of steps.
struct PartSearch {
    /// A part of the week with what its linear program holds.
    struct Part: Sendable {
        var week: WeekProblem
        var use: FractionalUse
    }

    private let requests: Int
    private let seed: UInt64
    private var generator: SearchGenerator
    private var waiting: [Part] = []
    private var current: (part: Part, search: LocalSearch)?
    /// Timetables that the search at hand still has to begin from.
    private var tries = 0
    /// Searches begun so far.
    private var begun = 0
    /// Of the searches so far the one that found the best timetable.
    private(set) var best: LocalSearch?
    /// Of the searches before the one at hand.
    private var done = (iterations: 0, processorSeconds: 0.0)
    /// Steps for each request from one timetable.
    private static let stepsOfRequest = 100
    /// The heats at which one timetable after another is improved: that nearest to the solution, then drawn ones.
    private static let heats = [0.03, 0.06, 0.1, 0.15]
    /// Parts that wait at most: those that came last are nearest to being settled.
    private static let mostParts = 4

    init(requests: Int, seed: UInt64) {
        self.requests = requests
        self.seed = seed
        generator = SearchGenerator(seed: seed)
    }

    /// Steps of all searches.
    var iterations: Int { done.iterations + (current?.search.iterations ?? 0) }
    /// Processor seconds of all searches.
    var processorSeconds: Double { done.processorSeconds + (current?.search.processorSeconds ?? 0) }

    /// Parts to search in, the newest last.
    mutating func add(_ parts: [Part]) { waiting = (waiting + parts).suffix(Self.mostParts) }

    /// Improves timetables of the newest parts.
    ///
    /// - Returns: the steps done: none where there is no part, and more than asked where the last timetable took them.
    mutating func run(steps: Int, isStopped: () -> Bool) -> Int {
        let before = iterations
        while iterations - before < steps && !isStopped() {
            if tries == 0 && !begin() { break }
            guard let current else { break }
            let use = current.part.use, week = current.part.week
            let start = tries == Self.heats.count ? use.timetable(week) : use.drawnTimetable(week, using: &generator)
            current.search.polish(
                start, iterations: Self.stepsOfRequest * requests, heat: Self.heats[Self.heats.count - tries], isStopped: isStopped)
            tries -= 1
            if current.search.bestScore > best?.bestScore ?? .min { best = current.search }
        }
        return iterations - before
    }

    /// Takes up the newest part.
    ///
    /// - Returns: whether there is one.
    private mutating func begin() -> Bool {
        guard let part = waiting.popLast() else { return false }
        done = (iterations, processorSeconds)
        current = (part, LocalSearch(problem: part.week, seed: seed &+ UInt64(begun)))
        begun += 1
        tries = Self.heats.count
        return true
    }
}
