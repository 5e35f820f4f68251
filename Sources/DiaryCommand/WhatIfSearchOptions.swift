import ArgumentParser
import Diary
import DiaryOptimiser
import DiaryReport
import Foundation

/// The options of a comparison's search.
struct WhatIfSearchOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Seconds for the whole comparison.", valueName: "seconds"))
    var timeLimit: Double = 150

    @OptionGroup var options: SearchOptions

    /// Everything that is wrong with the values.
    var errors: [String] { options.errors(timeLimit: timeLimit) }

    private var sweep: PlanOptions {
        PlanOptions(timeLimit: timeLimit, gap: options.gap, threads: options.threadCount, seed: options.seed)
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
