import ArgumentParser
import Diary
import DiaryFiles
import DiaryReport

/// `diary validate`
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "See whether a scenario file is right.",
        discussion: """
            Every error is named at once with file, line and column; warnings name what is legal but surely a mistake. Exit code 0 when the \
            scenario is right (warnings or not), 65 when it has errors, 74 when it cannot be read.

            EXAMPLES:
              diary validate week.yaml
              diary validate week.yaml --json | jq '.errors[].message'
            """
    )

    @Argument(help: "The scenario file (YAML or JSON).", completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String

    @Flag(help: "Print one JSON object on standard output instead.")
    var json = false

    func run() throws {
        do {
            let reading = try Inputs.readScenario(scenario)
            if json {
                try Console.output(JSONText.text(ValidationReport(path: scenario, reading: reading)))
            } else {
                for warning in reading.warnings { Console.report(warning.rendered + "\n") }
                try Console.output(Self.sentence(path: scenario, reading.scenario))
            }
        } catch let errors as InputErrors {
            if json {
                try Console.output(JSONText.text(ValidationReport(path: scenario, errors: errors)))
                throw Failure(.badInput)
            }
            throw Inputs.failure(errors, file: scenario)
        }
    }

    private static func sentence(path: String, _ scenario: Scenario) -> String {
        let counts = [
            Wording.count(scenario.practitioners.count, "practitioner"), Wording.count(scenario.places.count, "place"),
            Wording.count(scenario.meetings.count, "meeting"), Wording.count(scenario.requests.count, "request"),
        ]
        return "\(path) is right: \(DisplayWidth.harmless(scenario.service)), week of \(Wording.date(scenario.week)), \(Wording.list(counts)).\n"
    }
}

/// What `diary validate --json` prints.
private struct ValidationReport: Encodable {
    struct Finding: Encodable {
        var file: String
        var line: Int
        var column: Int
        var message: String
        var expected: String?
        var suggestion: String?

        init(_ diagnostic: Diagnostic) {
            file = diagnostic.file
            line = diagnostic.line
            column = diagnostic.column
            message = diagnostic.sentence
            expected = diagnostic.expected
            suggestion = diagnostic.suggestion
        }
    }

    struct Counts: Encodable {
        var practitioners: Int
        var places: Int
        var meetings: Int
        var requests: Int
    }

    var scenario: String
    var valid: Bool
    var service: String?
    var week: String?
    var counts: Counts?
    var errors: [Finding]
    var warnings: [Finding]
    /// Findings beyond those listed.
    var omitted: Int?

    init(path: String, reading: ScenarioReading) {
        scenario = path
        valid = true
        service = reading.scenario.service
        week = reading.scenario.week.description
        counts = Counts(
            practitioners: reading.scenario.practitioners.count, places: reading.scenario.places.count,
            meetings: reading.scenario.meetings.count, requests: reading.scenario.requests.count)
        errors = []
        warnings = reading.warnings.map(Finding.init)
    }

    init(path: String, errors found: InputErrors) {
        scenario = path
        valid = false
        errors = found.diagnostics.filter { $0.severity == .error }.map(Finding.init)
        warnings = found.diagnostics.filter { $0.severity == .warning }.map(Finding.init)
        omitted = found.omitted == 0 ? nil : found.omitted
    }
}
