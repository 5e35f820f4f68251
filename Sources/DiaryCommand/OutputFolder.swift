import DiaryFiles
import Foundation

/// A file to be written: where in the output folder, what, and of which group.
struct OutputFile {
    /// Relative to the output folder, `/` between its parts: `calendars/service.ics`.
    var path: String
    var content: Data
    /// Files that a run replaces together: those of the same group that an earlier run wrote and this one does not are stale.
    var group: String
    /// A text near the start of every such file of ours, by which one that no record knows is told from somebody else's.
    var marker: String
}

/// A folder that receives the files of one run together.
///
/// They are written all or none (`AtomicFile`), and a run that is interrupted changes nothing. A record of what was written (`.diary-planner`) tells the next run which
/// files are ours: of those, the ones that have become stale are removed unless somebody has changed them since. A file of ours is replaced; a file
/// that somebody else has put in its place is not, and the run fails before it starts.
struct OutputFolder {
    let path: String
    private let interruption: Interruption
    /// The folders made for this run, innermost first.
    private let made: [String]

    private static let recordName = ".diary-planner"

    /// Makes the folder where it is missing, and sees that it can be written to.
    init(_ path: String, interruption: Interruption) throws(Failure) {
        self.path = path
        self.interruption = interruption
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw Failure(.inputOutput, "Cannot write to \(path): it is a file, not a folder.") }
            guard access(path, W_OK | X_OK) == 0 else {
                throw Failure(.inputOutput, "Cannot write to the folder \(path): \(Failure.systemReason).")
            }
            made = []
            return
        }
        made = Self.missingFolders(path)
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure(.inputOutput, "Cannot make the folder \(path): \(Self.reason(error)).")
        }
    }

    /// The path and those of the folders above it that do not exist, innermost first.
    private static func missingFolders(_ path: String) -> [String] {
        var missing: [String] = [], folder = URL(filePath: path).standardizedFileURL
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path) {
            missing.append(folder.path)
            folder.deleteLastPathComponent()
        }
        return missing
    }

    /// Runs `body`; where it fails or the process is ended meanwhile, folders that were made for it and are still empty go.
    func keptWhenFilled<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        let made = made
        // `rmdir` removes empty folders only.
        let remove: @Sendable () -> Void = { for folder in made { rmdir(folder) } }
        do {
            return try interruption.cleaningUp(remove, body)
        } catch {
            remove()
            throw error
        }
    }

    /// Writes all files, each replacing what stood in its place, and removes the stale ones of their groups and of `groups`. Where one
    /// cannot be written, none is.
    func write(_ files: [OutputFile], groups: Set<String> = []) throws(Failure) {
        try refuseForeign(files)
        let replaced = groups.union(files.map(\.group)), paths = Set(files.map(\.path))
        let before = Record(at: target(Self.recordName)).entries.filter { !paths.contains($0.path) }
        var record = Record(entries: before.filter { !replaced.contains($0.group) })
        record.entries += files.map { Record.Entry(group: $0.group, fingerprint: Record.fingerprint($0.content), path: $0.path) }
        var contents = Dictionary(files.map { ($0.path, Array($0.content)) }, uniquingKeysWith: { _, last in last })
        contents[Self.recordName] = Array(record.text.utf8)
        let problem = interruption.undivided { () -> FileError? in
            do throws(FileError) {
                try AtomicFile.writeAll(contents, into: path)
            } catch {
                return error
            }
            for stale in before where replaced.contains(stale.group) { removeStale(stale) }
            return nil
        }
        if let problem { throw Failure(problem) }
    }

    /// Fails where one of these files would replace one that is not ours.
    func refuseForeign(_ files: [OutputFile]) throws(Failure) {
        let known = Set(Record(at: target(Self.recordName)).entries.map(\.path))
        for file in files where !known.contains(file.path) {
            guard let handle = FileHandle(forReadingAtPath: target(file.path)) else { continue }
            defer { try? handle.close() }
            let start = (try? handle.read(upToCount: 4096)) ?? Data()
            guard start.range(of: Data(file.marker.utf8)) != nil else {
                throw Failure(
                    .inputOutput,
                    "\(target(file.path)) is there already and is not ours to replace. Move it away, or name another folder with --output.")
            }
        }
    }

    /// Removes a file that an earlier run wrote, and its folder where that is empty then. A file that has been changed since stays.
    private func removeStale(_ entry: Record.Entry) {
        guard Record.isInside(entry.path), let content = FileManager.default.contents(atPath: target(entry.path)),
            Record.fingerprint(content) == entry.fingerprint
        else { return }
        unlink(target(entry.path))
        if let slash = entry.path.lastIndex(of: "/") { rmdir(target(String(entry.path[..<slash]))) }
    }

    private func target(_ file: String) -> String { path.hasSuffix("/") ? path + file : "\(path)/\(file)" }

    /// What the operating system says, without Foundation's wrapping.
    private static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        return underlying.domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(underlying.code))) : error.localizedDescription
    }
}

/// What runs have written to an output folder: a line for each file with its group, a fingerprint of its content, and its path.
private struct Record {
    struct Entry {
        var group: String
        var fingerprint: String
        var path: String
    }

    var entries: [Entry]

    init(entries: [Entry]) {
        self.entries = entries
    }

    /// Reads the record at a path; a missing or foreign one has no entries, and lines that are none of ours are skipped: what is not
    /// known to be ours is never removed.
    init(at path: String) {
        let content = FileManager.default.contents(atPath: path) ?? Data()
        entries = String(decoding: content, as: UTF8.self).split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return fields.count == 3 ? Entry(group: fields[0], fingerprint: fields[1], path: fields[2]) : nil
        }
    }

    var text: String {
        entries.sorted { $0.path < $1.path }.map { "\($0.group)\t\($0.fingerprint)\t\($0.path)\n" }.joined()
    }

    /// Whether a path of the record stays inside the folder, whatever somebody has written there.
    static func isInside(_ path: String) -> Bool {
        !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    }

    /// The 64-bit FNV-1a hash (Fowler, Noll, Vo) with the length: tells a file that has been changed, and guards against no attack.
    static func fingerprint(_ content: Data) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in content { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return "\(String(hash, radix: 16)).\(content.count)"
    }
}
