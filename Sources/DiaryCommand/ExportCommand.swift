public import ArgumentParser
public import Diary
import DiaryCalendar
import DiaryReport
import Foundation

/// `diary export`
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Make calendars, and tables for spreadsheet programs, of a timetable.",
        discussion: """
            Calendars are left under calendars/ of the output folder. A calendar made once more into the same folder updates the events of the \
            earlier one instead of adding new ones. People are named by their ids unless --names says otherwise, for calendars leave the \
            building. A timetable that is not allowed is not exported: `diary check` says what is wrong with it.

            EXAMPLES:
              diary export week.yaml week/timetable.json --output week
              diary export week.yaml week/timetable.json --output ours --names full --csv
              diary export week.yaml week/timetable.json --output schools --by place
            """
    )

    @Argument(help: "The scenario file (YAML or JSON).", completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String

    @Argument(help: "The timetable file (JSON).", completion: .file(extensions: ["json"]))
    var timetable: String

    @Option(help: ArgumentHelp("The folder that receives the files; it is made where it is missing.", valueName: "dir"), completion: .directory)
    var output: String

    @Option(
        help: ArgumentHelp("For whom calendars are made, one or more with commas between. (default: all three)", valueName: "practitioner,place,service"),
        completion: .list(["practitioner", "place", "service", "practitioner,place,service"]), transform: Self.groupings)
    var by: Set<CalendarOptions.Grouping> = Set(CalendarOptions.Grouping.allCases)

    @Option(help: "How practitioners are named: full, initials or pseudonym (their ids).")
    var names: NameStyle = .pseudonym

    @Option(help: "How ways between places stand in calendars: transparent (the time stays free), opaque (it is blocked) or none.")
    var travel: CalendarOptions.TravelStyle = .transparent

    @Flag(help: "Make CSV tables too.")
    var csv = false

    func run() throws {
        let interruption = Interruption(firstSignal: .ends)
        let scenario = try Inputs.scenario(self.scenario)
        let document = try Inputs.timetable(timetable)
        let verdict = Checker(scenario).check(document)
        for violation in verdict.violations { Console.reportError(DisplayWidth.harmless(violation.description)) }
        guard verdict.isAllowed else { throw Failure(.notAllowed, "\(timetable) is not allowed, so nothing was exported.") }
        let week = WeekFiles(scenario: scenario, timetable: document.resolved(in: scenario).timetable, names: names, travel: travel)
        let folder = try OutputFolder(output, interruption: interruption)
        let files = try folder.keptWhenFilled { () throws(Failure) in
            let files = try week.calendars(by: by, updating: output) + (csv ? week.tables() : [])
            try folder.write(files, groups: WeekFiles.groups(by))
            return files
        }
        try Console.output(FilesWritten(folder: output, files: files).text)
    }

    /// `practitioner,place` as groupings.
    private static func groupings(_ text: String) throws -> Set<CalendarOptions.Grouping> {
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        return Set(
            try words.map { word in
                guard let grouping = CalendarOptions.Grouping(rawValue: word) else {
                    throw ValidationError("“\(word)” is none of practitioner, place and service.")
                }
                return grouping
            })
    }
}

extension NameStyle: ExpressibleByArgument {}
extension CalendarOptions.TravelStyle: ExpressibleByArgument {}
