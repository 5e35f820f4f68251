import ArgumentParser
import Diary
import DiaryReport

/// `diary report`
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make pages of a timetable, for browsers and printers.",
        discussion: """
            Leaves an overview, the requests that are not placed with their reasons, and one A4 page for every practitioner and every school, \
            under pages/ of the output folder. Each page is a file by itself: it needs no network and no script, and can be sent by mail. \
            People are named by their ids unless --names says otherwise. A timetable that is not allowed is not reported: `diary check` says \
            what is wrong with it.

            EXAMPLES:
              diary report week.yaml week/timetable.json --output week
              diary report week.yaml week/timetable.json --output ours --names full
              diary report week.yaml new/timetable.json --published week/timetable.json --output new
            """
    )

    @Argument(help: "The scenario file (YAML or JSON).", completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String

    @Argument(help: "The timetable file (JSON).", completion: .file(extensions: ["json"]))
    var timetable: String

    @Option(help: ArgumentHelp("The folder that receives the files; it is made where it is missing.", valueName: "dir"), completion: .directory)
    var output: String

    @Option(help: "How practitioners are named: full, initials or pseudonym (their ids).")
    var names: NameStyle = .pseudonym

    @Option(
        help: ArgumentHelp("The timetable that people already have, of the same week: the overview says what has changed.", valueName: "timetable"),
        completion: .file(extensions: ["json"]))
    var published: String?

    func validate() throws {
        if output.isEmpty { throw ValidationError("--output takes the path of a folder.") }
    }

    func run() throws {
        let interruption = Interruption(firstSignal: .ends)
        let scenario = try Inputs.scenario(self.scenario)
        let document = try Inputs.timetable(timetable)
        let published = try Inputs.published(self.published, for: scenario)
        let verdict = Checker(scenario).check(document, published: published)
        for violation in verdict.violations { Console.reportError(DisplayWidth.harmless(violation.description)) }
        guard verdict.isAllowed else { throw Failure(.notAllowed, "\(timetable) is not allowed, so no pages were made.") }
        for warning in verdict.warnings { Console.reportWarning("\(timetable): \(warning)") }
        let week = WeekFiles(scenario: scenario, timetable: document.resolved(in: scenario).timetable, names: names)
        let folder = try OutputFolder(output, interruption: interruption)
        let files = try folder.keptWhenFilled { () throws(Failure) in
            let files = try week.pages(WeekPages.Details(document, verdict: verdict, published: published, in: scenario))
            try folder.write(files)
            return files
        }
        try Console.output(FilesWritten(folder: output, files: files).text)
    }
}

extension WeekPages.Details {
    /// What a timetable file says beside the timetable, as far as the checker bears it out. The bound of a file whose score is not the
    /// checker's is one of another week (edited since, or planned with or without a published timetable), so it is left out.
    init(_ document: TimetableDocument, verdict: Verdict, published: PublishedTimetable?, in scenario: Scenario) {
        let total = verdict.score.total
        func points(_ value: Double?) -> Points? { value.flatMap { Int(exactly: ($0 * 1000).rounded()) }.map(Points.init(thousandths:)) }
        let bound = points(document.score) == total ? points(document.bound).flatMap { $0 >= total ? $0 : nil } : nil
        let positions = Dictionary(scenario.requests.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let reasons = document.reasons.compactMap { id, reason in positions[id].map { ($0, reason) } }
        self.init(
            score: total, bound: bound, reasons: Dictionary(reasons, uniquingKeysWith: { first, _ in first }), published: published)
    }
}
