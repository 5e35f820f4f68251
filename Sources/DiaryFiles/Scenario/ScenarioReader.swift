public import Diary

/// A scenario that has been read, with what is legal in it but surely a mistake.
public struct ScenarioReading: Sendable {
    public var scenario: Scenario
    /// By file and place.
    public var warnings: [Diagnostic]
    /// How many further warnings were counted but not kept, because there are too many to read.
    public var omittedWarnings: Int
    /// Every file that was read, the named one first: those that it extends, and tables.
    public var files: [String]
    /// The files that build on each other by `extends`, the named one first: for each, what tells it from every other file.
    public var chain: [String]

    public init(scenario: Scenario, warnings: [Diagnostic] = [], omittedWarnings: Int = 0, files: [String] = [], chain: [String] = []) {
        self.scenario = scenario
        self.warnings = warnings
        self.omittedWarnings = omittedWarnings
        self.files = files
        self.chain = chain
    }
}

/// Reads scenario files: YAML 1.2 or JSON, CSV tables, and the files that they extend (RULEBOOK §1).
///
///     let reading = try ScenarioReader().read("Scenarios/hounslow.yaml")
///     for warning in reading.warnings { log(warning.rendered) }
///
/// Time and memory are bounded whatever the files hold: files of more than 32 MiB, nesting of more than 64 levels and aliases that stand for
/// more than four million values are refused.
public struct ScenarioReader: Sendable {
    private let access: FileAccess

    /// A reader of files on disk.
    public init() {
        access = .disk
    }

    /// A reader of texts in memory, by path.
    public init(texts: [String: String]) {
        access = .memory(
            Dictionary(texts.map { (FileAccess.normalised($0), Array($1.utf8)) }, uniquingKeysWith: { first, _ in first }))
    }

    /// A reader of bytes in memory, by path.
    public init(bytes: [String: [UInt8]]) {
        access = .memory(Dictionary(bytes.map { (FileAccess.normalised($0), $1) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Reads a scenario and everything that it builds on.
    ///
    /// - Throws: ``ReadingError/file(_:)`` where the named file cannot be read; ``ReadingError/input(_:)`` with every error of the input at
    ///   once where it breaks the rulebook. A file that is named by another and cannot be read is an error of the input, at the place
    ///   that names it.
    /// - Complexity: linear in the files' length, apart from looking for requests that nobody can deliver.
    public func read(_ path: String) throws(ReadingError) -> ScenarioReading {
        let report = Report()
        var files = ScenarioFiles(access: access, report: report)
        let merged: ScenarioFiles.Result?
        do {
            merged = try files.read(path)
        } catch {
            throw .file(error)
        }
        guard let merged else { throw .input(report.inputErrors) }
        let decoder = ScenarioDecoder(merged, report)
        let scenario = decoder.decode()
        guard !report.hasErrors else { throw .input(report.inputErrors) }
        ScenarioWarnings(scenario: scenario, nodes: decoder.nodes, root: decoder.root, report: report).run()
        return ScenarioReading(
            scenario: scenario, warnings: report.diagnostics, omittedWarnings: report.omittedWarnings,
            files: report.sources.map(\.path), chain: merged.chain)
    }
}
