import Foundation

/// Where files come from: the disk, or texts in memory.
struct FileAccess: Sendable {
    /// The bytes of a file.
    var read: @Sendable (String) throws(FileError) -> [UInt8]
    /// What tells whether two paths lead to the same file.
    var identity: @Sendable (String) -> String

    /// Largest file read, in bytes: far beyond any service's week, and small enough to be refused or read in bounded memory.
    static let sizeLimit = 32 << 20

    static let disk = FileAccess(
        read: { path throws(FileError) in try readFile(path) },
        identity: { URL(filePath: $0).resolvingSymlinksInPath().path })

    /// Texts by path.
    static func memory(_ files: [String: [UInt8]]) -> FileAccess {
        FileAccess(
            read: { path throws(FileError) in
                guard let bytes = files[normalised(path)] else { throw FileError(.read, path, reason: "there is no such file") }
                guard bytes.count <= sizeLimit else { throw FileError(.read, path, reason: tooLarge(bytes.count)) }
                return bytes
            },
            identity: { normalised($0) })
    }

    /// A path without `.` and, where possible, `..`.
    static func normalised(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    /// The path that a file means when it names another: relative to the folder that holds it.
    static func resolve(_ path: String, from file: String) -> String {
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return String(file[...slash]) + path
    }

    private static func tooLarge(_ size: Int) -> String {
        "it has \((size + 500_000) / 1_000_000) MB; a scenario or timetable file has at most \(sizeLimit >> 20) MiB"
    }

    /// Reads a regular file. Opened without waiting, so that a pipe is refused and not waited for.
    private static func readFile(_ path: String) throws(FileError) -> [UInt8] {
        guard !path.utf8.contains(0) else { throw FileError(.read, path, reason: "a path cannot hold the character NUL") }
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(.read, path, reason: systemReason(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(.read, path, reason: systemReason(errno)) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileError(.read, path, reason: "it is a folder, not a file")
        default: throw FileError(.read, path, reason: "it is not a regular file")
        }
        guard status.st_size <= sizeLimit else { throw FileError(.read, path, reason: tooLarge(Int(status.st_size))) }
        // One byte more than announced, to notice the end of a file that grows or that announces nothing.
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: max(65_536, Int(status.st_size) + 1))
        while true {
            let count = chunk.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(.read, path, reason: systemReason(errno))
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= sizeLimit else { throw FileError(.read, path, reason: tooLarge(bytes.count)) }
        }
    }

    /// The operating system's words for an error number.
    static func systemReason(_ code: Int32) -> String {
        code == ENOENT ? "there is no such file" : String(cString: strerror(code)).lowercased()
    }
}
