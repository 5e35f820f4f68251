import Diary
import Foundation

/// Finds good timetables fast: ruin and recreate under simulated annealing, over the whole rulebook in exact
/// integers.
///
/// Each step takes a few related things out of the timetable (or forces something in) and puts back what fits best; it
/// is kept by the rule of Metropolis et al. 1953 with a falling temperature, after *A slack induction by string
/// removals* (Christiaens and Vanden Berghe 2020). Inserting moves the activities of a day as far as rooms, breaks and
/// rest allow. Steps touch only the days that they change, so their cost does not grow with the service. Deterministic
/// for a seed and the numbers of iterations.
///
/// An object is used by one thread at a time.
final class LocalSearch {
    private var core: SearchCore
    private var bestPlacement: [Placement]
    private var bestCover: [Bool]
    /// The best score so far, in thousandths of a point; exactly the rulebook's.
    private(set) var bestScore: Int
    /// Processor seconds in the search so far.
    private(set) var processorSeconds = 0.0
    /// Steps done since the search was made.
    private(set) var iterations = 0

    /// - Parameter start: a timetable to begin with; what of it does not fit is left out.
    convenience init(problem: WeekProblem, seed: UInt64, start: Timetable? = nil) {
        self.init(tables: SearchTables(problem: problem), seed: seed, start: start)
    }

    /// A search over tables that others may share, one after the other.
    init(tables: SearchTables, seed: UInt64, start: Timetable? = nil) {
        core = SearchCore(tables: tables, seed: seed)
        bestPlacement = Array(repeating: .none, count: core.blockCount)
        bestCover = Array(repeating: false, count: tables.people * 7)
        bestScore = core.score
        if let start { restart(from: start) }
    }

    deinit { core.free() }

    /// Makes a first timetable greedily from what is there, in time about linear in the number of candidates.
    func construct() {
        let began = ProcessorClock.thread
        defer { processorSeconds += ProcessorClock.thread - began }
        core.journalCount = 0
        core.clearTouched()
        for meeting in core.tables.possibleMeetings where !core.placement[core.meetingBlock + Int(meeting)].isPlaced {
            core.scratch.meetings.insert(Int(meeting))
        }
        for person in core.tables.supervised where !core.placement[core.supervisionBlock + Int(person)].isPlaced {
            core.scratch.supervisions.insert(Int(person))
        }
        core.addAllAbsent()
        core.recreate(
            taste: SearchCore.Taste(minutePrice: core.tables.typicalPoints / 120, noise: 1, blink: 0), fromNothing: true)
        core.keepAllowed()
        noteBest()
    }

    /// Does some steps. The temperature falls geometrically from what it is at the start of `progress` to what it is
    /// at its end.
    ///
    /// - Parameters:
    ///   - progress: which part of the whole cooling these steps are; `0...1` is all of it.
    ///   - isStopped: asked every hundred steps or so.
    func run(iterations count: Int, progress: ClosedRange<Double> = 0...1, isStopped: () -> Bool = { false }) {
        let began = ProcessorClock.thread
        defer { processorSeconds += ProcessorClock.thread - began }
        let unit = Double(core.tables.typicalPoints)
        let hot = unit * self.hot
        let cold = unit * self.cold
        var temperature = hot
        for step in 0..<count {
            if step & 127 == 0 {
                if isStopped() { return }
                let part =
                    progress.lowerBound + (progress.upperBound - progress.lowerBound) * Double(step) / Double(max(count, 1))
                temperature = hot * pow(cold / hot, part)
            }
            iterations += 1
            if core.iterate(temperature: temperature) && core.score > bestScore { noteBest() }
        }
    }

    /// Temperatures at the start and the end of the cooling, as parts of a typical request's points.
    var hot = 0.06
    var cold = 0.003

    private func noteBest() {
        guard core.score > bestScore else { return }
        bestScore = core.score
        let blocks = core.blockCount
        while core.differing.count > 0 {
            let index = core.differing[core.differing.count - 1]
            if index < blocks {
                bestPlacement[index] = core.placement[index]
            } else {
                bestCover[index - blocks] = core.days[index - blocks].isCovered
            }
            core.differing.remove(index)
        }
    }
}

extension LocalSearch {
    /// Tries a number of ways to put an absent request in by force, each from the present timetable, and goes on from the best of them, if one
    /// is better than the best so far.
    func force(_ request: Int, tries: Int, isStopped: () -> Bool = { false }) {
        guard core.absent.contains(request) else { return }
        for attempt in 0..<tries {
            if attempt & 63 == 63 && isStopped() { break }
            if core.force(request) && core.score > bestScore { noteBest() }
            core.undo(to: 0)
        }
        returnToBest()
    }

    /// Goes on from another timetable; what of it does not fit is left out. The best so far stays the best until it is
    /// beaten.
    func restart(from timetable: Timetable) {
        core.clear()
        core.load(timetable)
        core.keepAllowed()
        noteBest()
    }

    /// Goes back to the best timetable so far.
    func returnToBest() {
        core.journalCount = 0
        core.clearTouched()
        let changed = (0..<core.differing.count).map { core.differing[$0] }
        let blocks = core.blockCount
        for index in changed where index < blocks && core.placement[index].isPlaced { core.remove(index) }
        for index in changed where index >= blocks && core.days[index - blocks].isCovered { core.uncover(index - blocks) }
        for index in changed where index >= blocks && bestCover[index - blocks] { core.cover(index - blocks) }
        for index in changed where index < blocks && bestPlacement[index].isPlaced { core.place(index, bestPlacement[index]) }
        core.differing.removeAll()
        core.journalCount = 0
    }

    /// Improves another timetable for some steps, then goes on from the best so far if that is a better one now, otherwise from where it was.
    ///
    /// - Parameters:
    ///   - iterations: steps of one cooling.
    ///   - heat: as ``hot``.
    func polish(_ timetable: Timetable, iterations: Int, heat: Double, isStopped: () -> Bool = { false }) {
        let before = core.tables.timetable(placement: { self.core.placement[$0] }, isCovered: { self.core.days[$0].isCovered })
        let score = bestScore
        restart(from: timetable)
        hot = heat
        run(iterations: iterations, isStopped: isStopped)
        if bestScore > score { returnToBest() } else { restart(from: before) }
    }

    /// The best timetable so far. Cover that no session needs is left out.
    var bestTimetable: Timetable {
        core.tables.timetable(placement: { self.bestPlacement[$0] }, isCovered: { self.bestCover[$0] })
    }
}
