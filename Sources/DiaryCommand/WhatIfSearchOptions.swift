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
            throw Failure(ofSearch: error)
        }
    }

    /// Has the checker judge every plan in its own week, before anybody sees it.
    private static func judge(_ comparison: WhatIfComparison, _ published: PublishedTimetable?) throws(Failure) {
        for point in comparison.points {
            let claim = PlanClaim(timetable: point.timetable, score: point.score, bound: point.bound)
            _ = try claim.judged(in: point.scenario, published: point.published, name: "The plan for \(point.name)")
        }
    }
}
