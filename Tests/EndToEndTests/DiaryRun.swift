import Foundation
import Testing

/// Runs of the built command, which lies beside the bundle of these tests.
struct DiaryRun {
    var status: Int32
    var output: String
    var errors: String

    /// The command's file.
    static let command: URL = {
        #if canImport(Darwin)
            final class Marker {}
            let folder = Bundle(for: Marker.self).bundleURL.deletingLastPathComponent()
        #else
            let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        #endif
        return folder.appending(path: "diary")
    }()

    /// Runs the command to its end.
    static func run(_ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]) throws -> DiaryRun {
        let process = try Started(arguments, in: folder, environment: environment)
        return process.finish()
    }

    /// The JSON object on standard output.
    func json() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(output)\(errors)")
    }

    /// A run that goes on.
    final class Started {
        let process = Process()
        private let folder: URL
        private var outputFile: URL { folder.appending(path: "output") }
        private var errorFile: URL { folder.appending(path: "errors") }

        /// - Parameter standardOutput: where standard output goes; kept for ``finish()`` where nil.
        init(
            _ arguments: [String], in directory: URL? = nil, environment: [String: String] = [:], standardOutput: FileHandle? = nil,
            standardError: FileHandle? = nil
        ) throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "diary-run-\(UUID())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data().write(to: folder.appending(path: "output"))
            try Data().write(to: folder.appending(path: "errors"))
            process.executableURL = DiaryRun.command
            process.arguments = arguments
            process.currentDirectoryURL = directory
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try standardOutput ?? FileHandle(forWritingTo: outputFile)
            process.standardError = try standardError ?? FileHandle(forWritingTo: errorFile)
            try process.run()
        }

        deinit {
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
            try? FileManager.default.removeItem(at: folder)
        }

        /// What stands on standard error so far.
        var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

        func send(_ signal: Int32) {
            kill(process.processIdentifier, signal)
        }

        /// Waits for a text on standard error; false where the process ends without it.
        func waits(for text: String) -> Bool {
            while !errors.contains(text) {
                guard process.isRunning else { return errors.contains(text) }
                Thread.sleep(forTimeInterval: 0.02)
            }
            return true
        }

        /// Waits for the end.
        func finish() -> DiaryRun {
            process.waitUntilExit()
            let output = (try? String(contentsOf: outputFile, encoding: .utf8)) ?? ""
            // A process ended by a signal has the status that shells give it.
            let status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
            return DiaryRun(status: status, output: output, errors: errors)
        }
    }
}

/// A folder of a test's own that goes with it.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "diary-test-\(UUID())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file and gives its path.
    func file(_ name: String, _ text: String) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    func text(_ name: String) throws -> String { try String(contentsOf: url.appending(path: name), encoding: .utf8) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// Every file below a folder, hidden ones too, relative to it and sorted.
    func files(below name: String = "") throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path(name)).filter { file in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path(name.isEmpty ? file : "\(name)/\(file)"), isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }
}

/// Files that the tests read.
enum Fixture {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let small = folder.appending(path: "small.yaml").path
    static let smallTimetable = folder.appending(path: "small-timetable.json").path
    static let wrong = folder.appending(path: "wrong.yaml").path
    /// A team's week of 18 requests: with `--gap 0` the search goes on for longer than any test waits.
    static let team = package.appending(path: "Scenarios/first-week.yaml").path

    static func text(_ path: String) throws -> String { try String(contentsOf: URL(filePath: path), encoding: .utf8) }
}
