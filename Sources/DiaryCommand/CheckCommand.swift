import ArgumentParser
import Diary
import DiaryReport

/// `diary check`
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judge a timetable: is it allowed, and what does it score?",
        discussion: """
            Every violation is named with the rule that it breaks, and the score is broken down by term. Exit code 0 when the timetable is allowed, \
            1 when it is not, 65 when a file is wrong, 74 when one cannot be read. A wrong `score` or `bound` in the file is a warning.

            EXAMPLES:
              diary check week.yaml week/timetable.json
              diary check week.yaml week/timetable.json --published last/timetable.json
              diary check week.yaml week/timetable.json --json | jq .violations
            """
    )

    @Argument(help: "The scenario file (YAML or JSON).", completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String

    @Argument(help: "The timetable file (JSON).", completion: .file(extensions: ["json"]))
    var timetable: String

    @Option(
        help: ArgumentHelp("The timetable that people already have, of the same week: each session that is not kept costs points.", valueName: "timetable"),
        completion: .file(extensions: ["json"]))
    var published: String?

    @Flag(help: "Print one JSON object on standard output instead.")
    var json = false

    func run() throws {
        let scenario = try Inputs.scenario(self.scenario)
        let document = try Inputs.timetable(timetable)
        let published = try Inputs.published(self.published, for: scenario)
        let verdict = Checker(scenario).check(document, published: published)
        for warning in verdict.warnings { Console.reportWarning("\(timetable): \(warning)") }
        if json {
            try Console.output(JSONText.text(CheckReport(verdict)))
        } else {
            try Console.output(CheckSummary(verdict, style: Console.outputStyle, width: Console.outputWidth).text)
        }
        if !verdict.isAllowed { throw Failure(.notAllowed) }
    }
}

/// What `diary check --json` prints.
private struct CheckReport: Encodable {
    struct Breach: Encodable {
        var rule: String
        var message: String
    }

    var allowed: Bool
    var score: JSONText.Number
    var terms: [String: JSONText.Number]
    var violations: [Breach]

    init(_ verdict: Verdict) {
        allowed = verdict.isAllowed
        score = JSONText.Number(verdict.score.total)
        terms = Dictionary(uniqueKeysWithValues: ScoreTerm.allCases.map { ($0.rawValue, JSONText.Number(verdict.score[$0])) })
        violations = verdict.violations.map { Breach(rule: $0.rule.rawValue, message: $0.message) }
    }
}
