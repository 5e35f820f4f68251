import ArgumentParser
import Diary
import DiaryCalendar
import DiaryFiles
import DiaryOptimiser
import DiaryReport
import Foundation

/// `diary plan`
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan the week: timetable, pages, calendars and tables.",
        discussion: """
            Leaves timetable.json, the week as pages under pages/, calendars under calendars/ and CSV tables in the output folder and prints a summary. The search ends when no \
            timetable can be better by more than --gap, or after --time-limit seconds with the best timetable found, whichever comes first. \
            Ctrl-C (or SIGTERM) ends it soon and keeps the best timetable so far; a second Ctrl-C gives it up and leaves nothing.

            The same scenario, seed and number of threads give the same timetable where the search ends by its gap.

            EXAMPLES:
              diary plan week.yaml
              diary plan week.yaml --time-limit 300 --gap 0.005 --output plans/week
              diary plan week.yaml --published week/timetable.json     keep what can be kept
              diary plan week.yaml --json --quiet | jq .score

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The scenario file (YAML or JSON).", completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String

    @Option(
        help: ArgumentHelp(
            "The folder that receives the files. (default: the scenario's name without its extension, in the current folder)", valueName: "dir"),
        completion: .directory)
    var output: String?

    @Option(help: ArgumentHelp("Seconds after which the best timetable so far is taken; a twentieth of them goes into the reasons for what is missing.", valueName: "seconds"))
    var timeLimit: Double = 60

    @OptionGroup var options: SearchOptions

    @Flag(help: "Print one JSON object on standard output instead of the summary.")
    var json = false

    @Flag(help: "Show no progress and no summary.")
    var quiet = false

    func validate() throws {
        let errors = options.errors(timeLimit: timeLimit)
        if !errors.isEmpty { throw ValidationError(errors.joined(separator: "\n")) }
        if let output, output.isEmpty { throw ValidationError("--output takes the path of a folder.") }
    }

    func run() throws {
        let interruption = Interruption(firstSignal: .stopsSoon)
        let scenario = try Inputs.scenario(self.scenario)
        let published = try Inputs.published(options.published, for: scenario)
        let path = output ?? defaultOutput
        let folder = try OutputFolder(path, interruption: interruption)
        try folder.keptWhenFilled { () throws(Failure) in
            // What would keep any plan from being written is better said now than after the search.
            try folder.refuseForeign(
                Self.files(of: scenario, Timetable(), Checker(scenario).check(Timetable(), published: published), bound: nil, updating: path))
            let result = try search(scenario, published: published, interruption: interruption)
            let verdict = try Self.judged(result, scenario: scenario, published: published)
            let reasons = try PlanReasons.reasons(
                scenario, published: published, result: result, timeLimit: timeLimit,
                threads: options.threadCount, seed: options.seed, interruption: interruption)
            let files = try Self.files(
                of: scenario, result.timetable, verdict, bound: result.bound, reasons: reasons, published: published, updating: path)
            try folder.write(files, groups: WeekFiles.groups(Self.groupings))
            let report = PlanReport(scenario: scenario, published: published, result: result, verdict: verdict, reasons: reasons)
            if json {
                try Console.output(try report.json(folder: path))
            } else if !quiet {
                try Console.output(report.text + "\n" + FilesWritten(folder: path, files: files).text)
            }
        }
    }

    private static let groupings = Set(CalendarOptions.Grouping.allCases)

    /// Everything that a plan leaves.
    private static func files(
        of scenario: Scenario, _ timetable: Timetable, _ verdict: Verdict, bound: Points?, reasons: [Int: String] = [:],
        published: PublishedTimetable? = nil, updating folder: String
    ) throws(Failure) -> [OutputFile] {
        let summary = WeekSummary(scenario: scenario, timetable: timetable, score: verdict.score, bound: bound, published: published, reasons: reasons)
        let report = OutputFile(path: "report.txt", content: Data((summary.text + "\n").utf8), group: "report", marker: ", week of ")
        let week = WeekFiles(scenario: scenario, timetable: timetable.canonical, names: .pseudonym)
        let details = WeekPages.Details(score: verdict.score.total, bound: bound, reasons: reasons, published: published)
        return [week.timetableFile(score: verdict.score.total, bound: bound, reasons: reasons), report] + (try week.calendars(by: groupings, updating: folder))
            + week.tables() + (try week.pages(details))
    }

    /// The scenario's file name without its extension.
    private var defaultOutput: String { URL(filePath: scenario).deletingPathExtension().lastPathComponent }

    private func search(
        _ scenario: Scenario, published: PublishedTimetable?, interruption: Interruption
    ) throws(Failure) -> PlanResult {
        let planOptions = PlanOptions(
            timeLimit: timeLimit - PlanReasons.reserve(of: timeLimit), gap: options.gap, threads: options.threadCount, seed: options.seed)
        let display = ProgressDisplay(quiet ? .none : Console.errorIsLive ? .live : .table, timeLimit: timeLimit)
        interruption.onRequest { display.stopping() }
        do {
            let result = try Planner(scenario: scenario, published: published, options: planOptions)
                .plan(progress: { display.show($0) }, isStopped: { interruption.isRequested })
            display.finish(PlanProgress(phase: "Done", best: result.score, bound: result.bound, seconds: result.seconds))
            return result
        } catch {
            display.finish(nil)
            throw Failure(.internalError, "The search failed, which is our own fault: \(error)")
        }
    }

    /// The checker's verdict on a plan, which it must allow, with the score that the search claims and no more than its bound.
    private static func judged(
        _ result: PlanResult, scenario: Scenario, published: PublishedTimetable?
    ) throws(Failure) -> Verdict {
        let verdict = Checker(scenario).check(result.timetable, published: published)
        var faults = verdict.violations.map(\.description)
        let score = verdict.score.total
        if score != result.score { faults.append("The search gives a score of \(result.score), the checker one of \(score).") }
        if result.bound < score { faults.append("The search gives a bound of \(result.bound), below the score of \(score).") }
        guard faults.isEmpty else {
            throw Failure(
                .internalError,
                "The plan does not stand up to the checker, which is our own fault; nothing was written.\n"
                    + faults.map { DisplayWidth.harmless($0) }.joined(separator: "\n"))
        }
        return verdict
    }
}
