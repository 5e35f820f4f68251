import ArgumentParser
import Diary
import DiaryOptimiser
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
              diary plan week.yaml --time-limit 300 --gap 0.5% --output plans/week
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

    @Option(help: ArgumentHelp("Seconds after which the best timetable so far is taken; a twentieth of them, and more in a large service, goes into reasons and files.", valueName: "seconds"))
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
        let run = PlanRun(
            scenario: scenario, published: published, folder: output ?? defaultOutput, timeLimit: timeLimit, threads: options.threadCount,
            seed: options.seed, isJSON: json, isQuiet: quiet)
        try run.run(interruption: interruption) { try search(scenario, published: published, interruption: interruption) }
    }

    /// The scenario's file name without its extension.
    private var defaultOutput: String { URL(filePath: scenario).deletingPathExtension().lastPathComponent }

    private func search(_ scenario: Scenario, published: PublishedTimetable?, interruption: Interruption) throws -> PlanResult {
        let planOptions = PlanOptions(
            timeLimit: PlanReasons.planning(of: timeLimit, requests: scenario.requests.count), gap: options.gap, threads: options.threadCount, seed: options.seed)
        let display = ProgressDisplay(quiet ? .none : Console.errorIsLive ? .live : .table, timeLimit: timeLimit)
        interruption.onRequest { display.stopping() }
        do {
            let result = try Planner(scenario: scenario, published: published, options: planOptions)
                .plan(progress: { display.show($0) }, isStopped: { interruption.isRequested })
            display.finish(PlanProgress(phase: "Done", best: result.score, bound: result.bound, seconds: result.seconds))
            return result
        } catch {
            display.finish(nil)
            throw error
        }
    }
}
