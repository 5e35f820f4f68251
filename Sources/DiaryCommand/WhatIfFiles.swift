import Diary
import DiaryFiles
import DiaryReport
import Foundation

/// The files that a comparison leaves.
struct WhatIfFiles {
    let comparison: WhatIfComparison
    let report: WhatIfReport

    static let jsonPath = "whatif.json"
    static let pagePath = "whatif.html"
    static let textPath = "whatif.txt"
    private static let timetableFolder = "timetables"
    private static let group = "whatif"
    static let timetableGroup = "whatif-timetables"
    static let groups: Set<String> = [group, timetableGroup]
    private static let textMarker = ", week of "

    /// Files with no content, to see beforehand whether what stands in their places is ours.
    static var placeholders: [OutputFile] {
        [file(textPath, "", marker: textMarker), file(jsonPath, "", marker: WhatIfReport.format), file(pagePath, "", marker: WhatIfPage.marker)]
            + WhatIfTables.fileNames.map { file($0, "", marker: WhatIfTables.marker($0)) }
    }

    /// Everything.
    func files() throws(Failure) -> [OutputFile] {
        let ids = comparison.named(.pseudonym)
        var files = [
            Self.file(Self.textPath, WhatIfSummary(ids).text, marker: Self.textMarker),
            Self.file(Self.jsonPath, try report.json(), marker: WhatIfReport.format),
        ]
        do {
            files.append(Self.file(Self.pagePath, try WhatIfPage(ids).html, marker: WhatIfPage.marker))
        } catch {
            throw Failure(.internalError, "The page cannot be made: \(error)")
        }
        files += WhatIfTables(ids).files.map { Self.file($0.name, $0.table.content, marker: WhatIfTables.marker($0.name)) }
        for (index, point) in comparison.points.enumerated() {
            let week = WeekFiles(scenario: point.scenario, timetable: point.timetable, names: .pseudonym)
            var file = week.timetableFile(score: point.score, bound: point.bound)
            file.path = Self.timetablePath(index, point)
            file.group = Self.timetableGroup
            files.append(file)
        }
        return files
    }

    /// Where in the folder the timetable of a point lies.
    static func timetablePath(_ index: Int, _ point: WhatIfComparison.Point) -> String {
        if let slots = point.slots { return "\(timetableFolder)/slots-\(slots).json" }
        return "\(timetableFolder)/\(index)-\(safe(point.name)).json"
    }

    /// A name as part of a file name: letters, digits and hyphens, at most forty of them.
    private static func safe(_ name: String) -> String {
        let parts = name.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return String(parts.joined(separator: "-").prefix(40))
    }

    private static func file(_ path: String, _ content: String, marker: String) -> OutputFile {
        OutputFile(path: path, content: Data(content.utf8), group: group, marker: marker)
    }

    /// Where everything is, for the end of the summary.
    static func written(in folder: String) -> String {
        let folder = folder.hasSuffix("/") ? folder : folder + "/"
        return [
            ("Page", folder + pagePath), ("Tables", folder + "whatif*.csv"), ("Timetables", folder + timetableFolder + "/"),
        ].map { DisplayWidth.padded($0.0, to: 13) + DisplayWidth.harmless($0.1) + "\n" }.joined()
    }
}
