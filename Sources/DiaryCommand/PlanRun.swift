import Diary
import DiaryCalendar
import DiaryFiles
import DiaryOptimiser
import DiaryReport
import Foundation

/// What `diary plan` does once everything has been read: it searches, has the plan judged, writes the files and says what has come of it.
struct PlanRun {
    let scenario: Scenario
    let published: PublishedTimetable?
    /// Path of the output folder.
    let folder: String
    /// Seconds for the search and the reasons together.
    let timeLimit: Double
    let threads: Int
    let seed: UInt64
    let isJSON: Bool
    let isQuiet: Bool

    private static let groupings = Set(CalendarOptions.Grouping.allCases)

    /// Writes everything or nothing.
    ///
    /// - Parameter search: finds the plan. Whatever it claims is judged before anything is written.
    /// - Throws: `Failure` with ``ExitStatus/internalError`` where the search fails or its claim does not stand up to the checker.
    func run(interruption: Interruption, search: () throws -> PlanResult) throws(Failure) {
        let outputFolder = try OutputFolder(folder, interruption: interruption)
        try outputFolder.keptWhenFilled { () throws(Failure) in
            // What would keep any plan from being written is better said now than after the search.
            try outputFolder.refuseForeign(files(Timetable(), Checker(scenario).check(Timetable(), published: published), bound: nil))
            let result = try found(by: search)
            let verdict = try PlanClaim(result).judged(in: scenario, published: published)
            let reasons = try PlanReasons.reasons(
                scenario, published: published, result: result, timeLimit: timeLimit, threads: threads, seed: seed, interruption: interruption)
            let files = try files(result.timetable, verdict, bound: result.bound, reasons: reasons)
            try outputFolder.write(files, groups: WeekFiles.groups(Self.groupings))
            let report = PlanReport(scenario: scenario, published: published, result: result, verdict: verdict, reasons: reasons)
            if isJSON {
                try Console.output(try report.json(folder: folder))
            } else if !isQuiet {
                try Console.output(report.text + "\n" + FilesWritten(folder: folder, files: files).text)
            }
        }
    }

    private func found(by search: () throws -> PlanResult) throws(Failure) -> PlanResult {
        do {
            return try search()
        } catch {
            throw Failure(ofSearch: error)
        }
    }

    /// Everything that a plan leaves.
    private func files(
        _ timetable: Timetable, _ verdict: Verdict, bound: Points?, reasons: [Int: String] = [:]
    ) throws(Failure) -> [OutputFile] {
        let summary = WeekSummary(scenario: scenario, timetable: timetable, score: verdict.score, bound: bound, published: published, reasons: reasons)
        let report = OutputFile(path: "report.txt", content: Data((summary.text + "\n").utf8), group: "report", marker: ", week of ")
        let week = WeekFiles(scenario: scenario, timetable: timetable.canonical, names: .pseudonym)
        let details = WeekPages.Details(score: verdict.score.total, bound: bound, reasons: reasons, published: published)
        return [week.timetableFile(score: verdict.score.total, bound: bound, reasons: reasons), report]
            + (try week.calendars(by: Self.groupings, updating: folder)) + week.tables() + (try week.pages(details))
    }
}
