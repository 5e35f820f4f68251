import ArgumentParser
import Diary
import DiaryFiles
import DiaryOptimiser
import DiaryReport
import Foundation

/// `diary explain`
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why requests are not in a timetable.",
        discussion: """
            For each request that the timetable does not hold, exactly one of: impossible as things stand, with the rules that shut it out and the \
            single changes that would let it in; possible, but the week is worth more without it, with what it would cost and whom it would \
            displace; or not settled, where the time was too short to tell. Everything said has been tried on the rules or planned anew.

            A request that the timetable holds may be named too: then the other times, people and modes are listed with what each would cost.

            People are named by their ids unless --names says otherwise. Ctrl-C ends the search soon and tells what is settled so far. A timetable \
            that is not allowed is not explained: `diary check` says what is wrong with it.

            EXAMPLES:
              diary explain week.yaml week/timetable.json
              diary explain week.yaml week/timetable.json r014 r020 --names full
              diary explain week.yaml week/timetable.json --json | jq .requests

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The scenario file (YAML or JSON).", completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String

    @Argument(help: "The timetable file (JSON).", completion: .file(extensions: ["json"]))
    var timetable: String

    @Argument(help: "Ids of requests to explain. (default: every request that the timetable does not hold)")
    var requests: [String] = []

    @Option(
        help: ArgumentHelp("The timetable that people already have, of the same week: each session that is not kept costs points.", valueName: "timetable"),
        completion: .file(extensions: ["json"]))
    var published: String?

    @Option(help: ArgumentHelp("Seconds after which what is still open stays not settled.", valueName: "seconds"))
    var timeLimit: Double = 60

    @Option(help: "How practitioners are named: full, initials or pseudonym (their ids).")
    var names: NameStyle = .pseudonym

    @Option(help: ArgumentHelp("Threads used at once. (default: one for each core)", valueName: "n"))
    var threads: Int?

    @Option(help: ArgumentHelp("Seeds the random choices of the search.", valueName: "n"))
    var seed: UInt64 = 1

    @Flag(help: "Print one JSON object on standard output instead.")
    var json = false

    @Flag(help: "Show no progress.")
    var quiet = false

    /// Threads that anybody may ask for: beyond it is surely a slip.
    private static let mostThreads = 1024

    func validate() throws {
        guard timeLimit.isFinite, timeLimit >= 0 else { throw ValidationError("--time-limit takes a number of seconds, 0 or more.") }
        if let threads, !(1...Self.mostThreads).contains(threads) {
            throw ValidationError("--threads takes a number from 1 to \(Self.mostThreads).")
        }
    }

    func run() throws {
        let interruption = Interruption(firstSignal: .stopsSoon)
        let scenario = try Inputs.scenario(self.scenario)
        let document = try Inputs.timetable(timetable)
        let published = try Inputs.published(self.published, for: scenario)
        let asked = try positions(in: scenario)
        let verdict = Checker(scenario).check(document, published: published)
        for violation in verdict.violations { Console.reportError(DisplayWidth.harmless(violation.description)) }
        guard verdict.isAllowed else { throw Failure(.notAllowed, "\(timetable) is not allowed, so nothing was explained.") }
        let week = document.resolved(in: scenario).timetable.canonical
        let explainer = Explainer(
            scenario: scenario, timetable: week, published: published,
            options: ExplainOptions(
                timeLimit: timeLimit, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, seed: seed))
        let display = ExplainDisplay(isLive: Console.errorIsLive && !quiet)
        let explanations: [Explanation]
        var alternatives: [Alternatives] = []
        do {
            explanations = try explainer.explain(
                asked.isEmpty ? nil : asked, progress: { display.show($0) }, isStopped: { interruption.isRequested })
            for request in asked {
                if let found = try explainer.alternatives(to: request, isStopped: { interruption.isRequested }) { alternatives.append(found) }
            }
            display.clear()
        } catch {
            display.clear()
            throw Failure(ofSearch: error)
        }
        let report = ExplainReport(
            scenario: scenario, timetable: week, score: verdict.score.total, explanations: explanations, alternatives: alternatives,
            naming: Naming(scenario: scenario, style: names), isInterrupted: interruption.isRequested)
        if json {
            try Console.output(try report.json())
        } else {
            try Console.output(report.text(style: Console.outputStyle, width: Console.outputWidth))
        }
    }

    /// The positions of the requests named; every id that is unknown is reported at once.
    private func positions(in scenario: Scenario) throws(Failure) -> [Int] {
        let known = Dictionary(scenario.requests.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var unknown = 0
        var positions: [Int] = []
        for id in requests {
            if let position = known[id] {
                if !positions.contains(position) { positions.append(position) }
            } else {
                unknown += 1
                let nearest = Suggestion.nearest(to: id, among: scenario.requests.map(\.id))
                Console.reportError(
                    DisplayWidth.harmless("There is no request “\(id)” in \(self.scenario)" + (nearest.map { "; did you mean “\($0)”?" } ?? ".")))
            }
        }
        guard unknown == 0 else { throw Failure(.usage) }
        return positions
    }
}

/// One line on a terminal that says how far an explanation has come.
final class ExplainDisplay: Sendable {
    private let isLive: Bool

    init(isLive: Bool) {
        self.isLive = isLive
    }

    func show(_ progress: ExplainProgress) {
        guard isLive else { return }
        let text = "\(progress.phase): \(progress.settled) of \(Wording.count(progress.requests, "request")) settled, \(Int(progress.seconds)) s"
        Console.report("\r\u{1B}[K" + DisplayWidth.truncated(text, to: Console.errorWidth - 1))
    }

    func clear() {
        if isLive { Console.report("\r\u{1B}[K") }
    }
}
