public import Foundation

/// A calendar file: a name relative to the folder of calendars, with `/` between its parts, and its bytes.
public struct CalendarFile: Hashable, Sendable {
    /// `practitioners/p01.ics`, `places/heathland.ics` or `service.ics`.
    public var name: String
    /// iCalendar text: UTF-8, CRLF.
    public var data: Data

    public init(name: String, data: Data) {
        self.name = name
        self.data = data
    }

    /// The calendars of an earlier export that lie in a folder, for ``CalendarExport/files(previous:)``: none where there is no such folder.
    ///
    /// Only files that an export writes are read: `service.ics`, and what ends in `.ics` in `practitioners` and `places`.
    ///
    /// - Throws: ``CalendarError/cannotRead(path:reason:)``.
    public static func files(inFolder folder: URL) throws(CalendarError) -> [CalendarFile] {
        var names: [String] = []
        for grouping in CalendarOptions.Grouping.allCases {
            guard let subfolder = grouping.subfolder else {
                names.append(CalendarOptions.Grouping.serviceFile)
                continue
            }
            let url = folder.appending(path: subfolder)
            guard FileManager.default.fileExists(atPath: url.path) else { continue }
            let entries: [String]
            do {
                entries = try FileManager.default.contentsOfDirectory(atPath: url.path)
            } catch {
                throw .cannotRead(path: url.path, reason: error.localizedDescription)
            }
            names += entries.filter { $0.hasSuffix(".ics") && !$0.hasPrefix(".") }.sorted().map { "\(subfolder)/\($0)" }
        }
        var files: [CalendarFile] = []
        for name in names {
            let url = folder.appending(path: name)
            guard FileManager.default.fileExists(atPath: url.path) else { continue }
            do {
                files.append(CalendarFile(name: name, data: try Data(contentsOf: url)))
            } catch {
                throw .cannotRead(path: url.path, reason: error.localizedDescription)
            }
        }
        return files
    }
}

extension CalendarOptions.Grouping {
    /// The folder of the grouping's files, or nil for the one file of the service.
    var subfolder: String? {
        switch self {
        case .practitioner: "practitioners"
        case .place: "places"
        case .service: nil
        }
    }

    static let serviceFile = "service.ics"

    /// Whether a file of that name, relative to the folder of calendars, is one of the grouping's.
    func owns(_ name: String) -> Bool {
        guard let subfolder else { return name == Self.serviceFile }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0] == subfolder && parts[1].hasSuffix(".ics")
    }
}
