import Diary
import DiaryCalendar
import DiaryFiles
import DiaryReport
import Foundation

/// The files of a week as they lie in an output folder: the timetable, the calendars, the tables.
struct WeekFiles {
    let scenario: Scenario
    let timetable: Timetable
    let names: NameStyle
    var travel: CalendarOptions.TravelStyle = .transparent

    static let timetablePath = "timetable.json"
    static let timetableMarker = "\"diary-timetable/1\""
    private static let calendarFolder = "calendars"
    private static let calendarMarker = "PRODID:-//Diary Planner//"
    private static let tableGroup = "tables"
    private static let pageFolder = "pages"
    /// The group of all pages.
    static let pageGroup = "pages"
    /// The page to open first.
    static let overviewPath = "\(pageFolder)/\(WeekPages.overview)"

    /// The file of the timetable itself, with its score, a proven bound and why requests are not in it.
    func timetableFile(score: Points, bound: Points?, reasons: [Int: String] = [:]) -> OutputFile {
        let points = timetable.sessions.map { session in
            (session.request, scenario.sessionPoints(request: session.request, practitioners: session.practitioners, mode: session.mode))
        }
        let details = TimetableWriter.Details(
            score: score, bound: bound, points: Dictionary(points, uniquingKeysWith: { first, _ in first }), reasons: reasons)
        return OutputFile(
            path: Self.timetablePath, content: Data(TimetableWriter(scenario: scenario).json(timetable, details).utf8), group: "timetable",
            marker: Self.timetableMarker)
    }

    /// The calendars, as updates of those that lie in the folder from earlier runs.
    func calendars(by groupings: Set<CalendarOptions.Grouping>, updating folder: String) throws(Failure) -> [OutputFile] {
        let previousFolder = URL(filePath: folder).appending(path: Self.calendarFolder)
        let options = CalendarOptions(by: groupings, names: names, travel: travel, stamp: Date())
        do {
            let previous = try CalendarFile.files(inFolder: previousFolder)
            return try CalendarExport(scenario: scenario, timetable: timetable, options: options).files(previous: previous).map { file in
                OutputFile(
                    path: "\(Self.calendarFolder)/\(file.name)", content: file.data, group: Self.group(ofCalendar: file.name),
                    marker: Self.calendarMarker)
            }
        } catch {
            throw Self.failure(error)
        }
    }

    /// The groups of the calendars of some groupings.
    static func groups(_ groupings: Set<CalendarOptions.Grouping>) -> Set<String> {
        Set(groupings.map { $0 == .service ? group(ofCalendar: "service.ics") : group(ofCalendar: "\($0.rawValue)s/") })
    }

    private static func group(ofCalendar name: String) -> String {
        guard let slash = name.firstIndex(of: "/") else { return "calendars" }
        return "calendars/\(name[..<slash])"
    }

    /// The tables for spreadsheet programs.
    func tables() -> [OutputFile] {
        WeekTables(scenario: scenario, timetable: timetable, naming: Naming(scenario: scenario, style: names)).files.map { name, table in
            OutputFile(path: name, content: Data(table.content.utf8), group: Self.tableGroup, marker: table.headerLine)
        }
    }

    /// The week as pages for browsers and printers.
    func pages(_ details: WeekPages.Details) throws(Failure) -> [OutputFile] {
        let naming = Naming(scenario: scenario, style: names)
        do {
            return try WeekPages(scenario: scenario, timetable: timetable, naming: naming, details: details).files().map { path, html in
                OutputFile(path: "\(Self.pageFolder)/\(path)", content: Data(html.utf8), group: Self.pageGroup, marker: WeekPages.marker)
            }
        } catch {
            throw Failure(.internalError, "\(error)")
        }
    }

    private static func failure(_ error: CalendarError) -> Failure {
        switch error {
        case .unknownTimeZone, .unknownMode, .supervisionNotNeeded, .coverWithoutEvenings: Failure(.badInput, error.description)
        case .unreadablePrevious, .cannotRead: Failure(.inputOutput, error.description)
        case .optionOutOfRange, .notWritable: Failure(.internalError, error.description)
        }
    }
}
