import DiaryReport

/// Says where the files of a run lie.
struct FilesWritten {
    var folder: String
    var files: [OutputFile]

    /// One line for each kind of file.
    var text: String {
        let calendars = files.count { $0.path.hasSuffix(".ics") }, tables = files.count { $0.path.hasSuffix(".csv") }
        let pages = files.count { $0.group == WeekFiles.pageGroup }
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        var lines: [String] = []
        if files.contains(where: { $0.path == WeekFiles.timetablePath }) { lines.append("Timetable    \(base)\(WeekFiles.timetablePath)") }
        if pages > 0 { lines.append("Pages        \(base)\(WeekFiles.overviewPath) (\(Wording.count(pages, "page")))") }
        if calendars > 0 { lines.append("Calendars    \(base)calendars/ (\(Wording.count(calendars, "file")))") }
        if tables > 0 { lines.append("Tables       \(base)*.csv (\(Wording.count(tables, "file")))") }
        return lines.joined(separator: "\n") + "\n"
    }
}
