import ArgumentParser
import Diary
import DiaryOptimiser
import DiaryReport
import Foundation

/// The options of a comparison's search.
struct WhatIfSearchOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Seconds for the whole comparison.", valueName: "seconds"))
    var timeLimit: Double = 150

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("A plan is good enough when none can be better by more than this fraction of the score; 0.002 is 0.2%.", valueName: "fraction"))
    var gap: Double = 0.002

    @Option(parsing: .unconditional, help: ArgumentHelp("Threads used at once. (default: one for each core)", valueName: "n"))
    var threads: Int?

    @Option(help: ArgumentHelp("Seeds the random choices of the search.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp("The timetable that people already have, of the same week: each session that is not kept costs points.", valueName: "timetable"),
        completion: .file(extensions: ["json"]))
    var published: String?

    /// Threads that anybody may ask for: beyond it is surely a slip.
    private static let mostThreads = 1024

    /// Everything that is wrong with the values.
    var errors: [String] { Self.errors(timeLimit: timeLimit, gap: gap, threads: threads) }

    /// Everything that is wrong with the options of a search.
    static func errors(timeLimit: Double, gap: Double, threads: Int?) -> [String] {
        var errors: [String] = []
        if !timeLimit.isFinite || timeLimit < 0 { errors.append("--time-limit takes a number of seconds, 0 or more.") }
        if !gap.isFinite || gap < 0 { errors.append("--gap takes a fraction, 0 or more: 0.005 is half a per cent.") }
        if let threads, !(1...mostThreads).contains(threads) { errors.append("--threads takes a number from 1 to \(mostThreads).") }
        return errors
    }

    var sweep: SweepOptions {
        SweepOptions(timeLimit: timeLimit, gap: gap, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, seed: seed)
    }

    /// Answers a question, with progress on standard error.
    func run(_ question: WhatIfQuestion, interruption: Interruption, isQuiet: Bool) throws(Failure) -> WhatIfComparison {
        let display = SweepDisplay(isQuiet ? .none : Console.errorIsLive ? .live : .table, timeLimit: timeLimit)
        interruption.onRequest { display.stopping() }
        do {
            let comparison = try question.answer(
                options: sweep, progress: { display.show($0) }, isStopped: { interruption.isRequested })
            display.finish()
            try Self.judge(comparison, question.base.published)
            return comparison
        } catch let failure as Failure {
            throw failure
        } catch {
            display.finish()
            throw Failure(.internalError, "The search failed, which is our own fault: \(error)")
        }
    }

    /// Has the checker judge every plan in its own week, before anybody sees it.
    private static func judge(_ comparison: WhatIfComparison, _ published: PublishedTimetable?) throws(Failure) {
        for point in comparison.points {
            let verdict = Checker(point.scenario).check(point.timetable, published: point.published)
            var faults = verdict.violations.map(\.description)
            if verdict.score.total != point.score { faults.append("The search gives a score of \(point.score), the checker one of \(verdict.score.total).") }
            if point.bound < point.score { faults.append("The search gives a bound of \(point.bound), below the score of \(point.score).") }
            guard faults.isEmpty else {
                throw Failure(
                    .internalError,
                    "The plan for \(point.name) does not stand up to the checker, which is our own fault; nothing was written.\n"
                        + faults.map { DisplayWidth.harmless($0) }.joined(separator: "\n"))
            }
        }
    }
}
