import Foundation
import Synchronization

/// Writes files so that each is there completely or not at all, whenever the program or the computer stops.
///
/// The bytes go to a hidden temporary file in the same folder, are forced to the disk (`fsync`) and take the file's name by `rename`, which
/// POSIX makes atomic; then the folder is forced to the disk, too.
public enum AtomicFile {
    /// Temporary files that exist now, for ``removeTemporaryFiles()``.
    private static let temporaries = Mutex<Set<String>>([])

    /// Writes bytes to a path, replacing the file that is there. A symbolic link is followed: what it leads to is replaced.
    ///
    /// - Throws: ``FileError`` where the folder does not exist, the path leads to something that is no regular file, or writing fails; the file
    ///   that was there is then as before.
    public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let target = try target(path)
        let temporary = try stage(bytes, for: target, shown: path)
        guard rename(temporary, target) == 0 else {
            let code = errno
            discard(temporary)
            throw FileError(.write, path, reason: FileAccess.systemReason(code))
        }
        forget(temporary)
        syncFolder(of: target)
    }

    /// Writes a text in UTF-8.
    public static func write(_ text: String, to path: String) throws(FileError) {
        try write(Array(text.utf8), to: path)
    }

    /// Writes several files into a folder, all of them or none.
    ///
    /// Folders that are missing are made. When anything fails, files that were there are as before, and new files and folders are gone.
    ///
    /// - Parameter files: bytes by path relative to the folder, such as `calendars/p01.ics`; a path that leads out of the folder is refused.
    /// - Throws: ``FileError`` for the first file that cannot be written.
    public static func writeAll(_ files: [String: [UInt8]], into directory: String) throws(FileError) {
        var batch = Batch()
        do throws(FileError) {
            let names = files.keys.sorted()
            for name in names { try checkInside(name, directory) }
            try batch.makeFolder(directory)
            for name in names {
                let path = directory + "/" + name
                try batch.makeFolder(folder(of: path))
                let target = try target(path)
                batch.staged.append((try stage(files[name] ?? [], for: target, shown: path), target))
            }
            try batch.commit()
        } catch {
            batch.rollBack()
            throw error
        }
    }

    /// Removes temporary files of writes under way: for a program that has to end at once.
    public static func removeTemporaryFiles() {
        for path in temporaries.withLock({ $0 }) { discard(path) }
    }

    // MARK: Steps

    fileprivate static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func checkInside(_ name: String, _ directory: String) throws(FileError) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains(where: { $0 == ".." || $0 == "." || $0.isEmpty }) else {
            throw FileError(.write, directory + "/" + name, reason: "the name leads out of the folder, or is none")
        }
    }

    /// The regular file, or the free name, that a path leads to.
    private static func target(_ path: String) throws(FileError) -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw FileError(.write, path, reason: "this is no path") }
        var status = stat()
        guard stat(path, &status) == 0 else {
            let code = errno
            guard code == ENOENT else { throw FileError(.write, path, reason: FileAccess.systemReason(code)) }
            return path
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileError(.write, path, reason: "there is a folder of this name")
        default: throw FileError(.write, path, reason: "it is not a regular file")
        }
        guard let real = realpath(path, nil) else { throw FileError(.write, path, reason: FileAccess.systemReason(errno)) }
        defer { free(real) }
        return String(cString: real)
    }

    /// Writes the bytes to a new temporary file beside the target, forced to the disk; what fails leaves no file.
    private static func stage(_ bytes: [UInt8], for target: String, shown path: String) throws(FileError) -> String {
        let temporary = temporaryName(beside: target)
        _ = temporaries.withLock { $0.insert(temporary) }
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            let code = errno
            forget(temporary)
            let reason = code == ENOENT ? "the folder \(folder(of: path)) does not exist" : FileAccess.systemReason(code)
            throw FileError(.write, path, reason: reason)
        }
        // A file that is replaced keeps its permissions.
        var status = stat()
        if stat(target, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
        var failure: Int32?
        var written = 0
        while failure == nil, written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count >= 0 { written += count } else if errno != EINTR { failure = errno }
        }
        if failure == nil, fsync(descriptor) != 0 { failure = errno }
        if close(descriptor) != 0, failure == nil { failure = errno }
        if let failure {
            discard(temporary)
            throw FileError(.write, path, reason: FileAccess.systemReason(failure))
        }
        return temporary
    }

    fileprivate static func temporaryName(beside target: String) -> String {
        folder(of: target) + "/.diary-\(getpid())-\(UInt64.random(in: .min ... .max)).tmp"
    }

    fileprivate static func remember(_ temporary: String) {
        _ = temporaries.withLock { $0.insert(temporary) }
    }

    fileprivate static func forget(_ temporary: String) {
        _ = temporaries.withLock { $0.remove(temporary) }
    }

    fileprivate static func discard(_ temporary: String) {
        unlink(temporary)
        forget(temporary)
    }

    /// Forces a folder's entries to the disk. Some file systems cannot; the file itself is safe by then.
    fileprivate static func syncFolder(of path: String) {
        let descriptor = open(folder(of: path), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

/// Several files on their way to their names.
private struct Batch {
    /// Temporary files, and the names they are to take.
    var staged: [(temporary: String, target: String)] = []
    /// What took its name, with the second name of the file that was there before.
    private var committed: [(target: String, backup: String?)] = []
    private var madeFolders: [String] = []

    /// Makes a folder and those above it.
    mutating func makeFolder(_ path: String) throws(FileError) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw FileError(.write, path, reason: "it is no folder") }
            return
        }
        guard errno == ENOENT else { throw FileError(.write, path, reason: FileAccess.systemReason(errno)) }
        let parent = AtomicFile.folder(of: path)
        if parent != path { try makeFolder(parent) }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw FileError(.write, path, reason: FileAccess.systemReason(errno))
        }
        madeFolders.append(path)
    }

    /// Gives every temporary file its name.
    mutating func commit() throws(FileError) {
        while let (temporary, target) = staged.first {
            var backup: String?
            var status = stat()
            if lstat(target, &status) == 0 {
                let name = AtomicFile.temporaryName(beside: target)
                AtomicFile.remember(name)
                guard link(target, name) == 0 else {
                    let code = errno
                    AtomicFile.forget(name)
                    throw FileError(.write, target, reason: FileAccess.systemReason(code))
                }
                backup = name
            }
            guard rename(temporary, target) == 0 else {
                let code = errno
                if let backup { AtomicFile.discard(backup) }
                throw FileError(.write, target, reason: FileAccess.systemReason(code))
            }
            AtomicFile.forget(temporary)
            staged.removeFirst()
            committed.append((target, backup))
        }
        for folder in Set(committed.map { AtomicFile.folder(of: $0.target) }) { AtomicFile.syncFolder(of: folder + "/.") }
        for (_, backup) in committed { if let backup { AtomicFile.discard(backup) } }
        committed = []
    }

    /// Undoes everything.
    mutating func rollBack() {
        for (target, backup) in committed.reversed() {
            if let backup {
                rename(backup, target)
                AtomicFile.forget(backup)
            } else {
                unlink(target)
            }
        }
        for (temporary, _) in staged { AtomicFile.discard(temporary) }
        for folder in madeFolders.reversed() { rmdir(folder) }
    }
}
