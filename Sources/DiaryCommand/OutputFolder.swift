import Foundation

/// A file to be written: where in the output folder, what, and of which group.
struct OutputFile {
    /// Relative to the output folder, `/` between its parts: `calendars/service.ics`.
    var path: String
    var content: Data
    /// Files that a run replaces together: those of the same group that an earlier run wrote and this one does not are stale.
    var group: String
}

/// A folder that receives the files of one run together.
///
/// All files are first written to a hidden folder beside their targets and then renamed onto them, so that each is there whole or
/// not at all, and a run that is interrupted changes nothing. A record of what was written (`.diary-planner`) tells the next run which files are ours: of
/// those, the ones that have become stale are removed unless somebody has changed them since. No other file is ever touched.
struct OutputFolder {
    let path: String
    private let interruption: Interruption
    private let wasCreated: Bool

    private static let recordName = ".diary-planner"

    /// Makes the folder where it is missing, and sees that it can be written to.
    init(_ path: String, interruption: Interruption) throws(Failure) {
        self.path = path
        self.interruption = interruption
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw Failure(.inputOutput, "Cannot write to \(path): it is a file, not a folder.") }
            guard access(path, W_OK | X_OK) == 0 else { throw Failure(.inputOutput, "Cannot write to the folder \(path): \(Failure.systemReason).") }
            wasCreated = false
        } else {
            do {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            } catch {
                throw Failure(.inputOutput, "Cannot make the folder \(path): \(Self.reason(error)).")
            }
            wasCreated = true
        }
    }

    /// Runs `body`; where it fails or the process is ended meanwhile, a folder that was made for it and is still empty goes.
    func keptWhenFilled<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        guard wasCreated else { return try body() }
        let path = path
        // `rmdir` removes empty folders only.
        let remove: @Sendable () -> Void = { rmdir(path) }
        do {
            return try interruption.cleaningUp(remove, body)
        } catch {
            remove()
            throw error
        }
    }

    /// Writes all files, each replacing what stood in its place, and removes the stale ones of their groups and of `groups`.
    func write(_ files: [OutputFile], groups: Set<String> = []) throws(Failure) {
        let staging = try makeStagingFolder()
        let remove: @Sendable () -> Void = { try? FileManager.default.removeItem(atPath: staging) }
        defer { remove() }
        try interruption.cleaningUp(remove) { () throws(Failure) in
            for (index, file) in files.enumerated() {
                try interruption.undivided { () throws(Failure) in try Self.write(file.content, to: "\(staging)/\(index)") }
            }
            try interruption.undivided { () throws(Failure) in try replace(files, from: staging, groups: groups) }
        }
    }

    private func makeStagingFolder() throws(Failure) -> String {
        var template = Array("\(path)/.diary-planner-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure(.inputOutput, "Cannot write to the folder \(path): \(Failure.systemReason).")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func write(_ content: Data, to path: String) throws(Failure) {
        do {
            try content.write(to: URL(fileURLWithPath: path))
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            try handle.synchronize()
            try handle.close()
        } catch {
            throw Failure(.inputOutput, "Cannot write \(path): \(reason(error)).")
        }
    }

    private func replace(_ files: [OutputFile], from staging: String, groups: Set<String>) throws(Failure) {
        for file in files { try makeFolder(of: file.path) }
        for (index, file) in files.enumerated() {
            guard rename("\(staging)/\(index)", target(file.path)) == 0 else {
                throw Failure(.inputOutput, "Cannot write \(target(file.path)): \(Failure.systemReason).")
            }
        }
        let written = files.map { Record.Entry(group: $0.group, fingerprint: Record.fingerprint($0.content), path: $0.path) }
        let replaced = groups.union(files.map(\.group)), paths = Set(files.map(\.path))
        var record = Record(entries: written)
        for old in Record(at: target(Self.recordName)).entries where !paths.contains(old.path) {
            if replaced.contains(old.group) {
                removeStale(old)
            } else {
                record.entries.append(old)
            }
        }
        let recordFile = "\(staging)/record"
        try Self.write(Data(record.text.utf8), to: recordFile)
        guard rename(recordFile, target(Self.recordName)) == 0 else {
            throw Failure(.inputOutput, "Cannot write \(target(Self.recordName)): \(Failure.systemReason).")
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

    private func makeFolder(of file: String) throws(Failure) {
        guard let slash = file.lastIndex(of: "/") else { return }
        let folder = target(String(file[..<slash]))
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure(.inputOutput, "Cannot make the folder \(folder): \(Self.reason(error)).")
        }
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
