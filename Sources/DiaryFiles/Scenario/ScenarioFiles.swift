/// Reads a scenario file and everything that it builds on into one tree (RULEBOOK §1, "Files that build on other files").
struct ScenarioFiles {
    private let access: FileAccess
    private let report: Report
    private var totalBytes = 0

    /// Longest chain of `extends`.
    private static let chainLimit = 100
    /// Most bytes of all files together.
    private static let totalLimit = 64 << 20

    /// What has been read.
    struct Result {
        var root: Node
        /// Where each removed thing was removed, by list and id.
        var removals: Removals
        /// The files that build on each other, the named one first, each as what tells it from other files.
        var chain: [String]
    }

    init(access: FileAccess, report: Report) {
        self.access = access
        self.report = report
    }

    /// The merged tree of a file, or nil where so much is wrong that there is none. Only the first file's own failure to be read is thrown.
    mutating func read(_ path: String) throws(FileError) -> Result? {
        var chain: [Node] = []
        var identities: [(identity: String, path: String)] = []
        var next: String? = path
        var cause: Span?
        var isComplete = true
        while let path = next {
            next = nil
            let bytes: [UInt8]
            do {
                bytes = try load(path)
            } catch {
                guard let cause else { throw error }
                report.error(cause, "\(error)", expected: "the path of a file, from the folder of the file that names it")
                isComplete = false
                break
            }
            identities.append((access.identity(path), path))
            let file = report.add(SourceText(path: path, bytes: bytes))
            guard var root = TreeReader.read(file, report) else {
                isComplete = false
                break
            }
            guard root.entries != nil else {
                report.error(
                    root.span,
                    "a scenario file is a mapping of keys such as `service` and `week`, and this is \(root.kindInWords)")
                isComplete = false
                break
            }
            readTables(&root, of: path)
            KeyCheck.run(root, ScenarioShape.scenario, report)
            checkIds(root)
            chain.append(root)
            guard let extends = root["extends"], !extends.isNull else { continue }
            guard let base = extends.idText, !base.isEmpty else {
                report.error(extends.span, "`extends` is \(extends.kindInWords)", expected: "the path of a scenario file")
                isComplete = false
                break
            }
            let basePath = FileAccess.resolve(base, from: path)
            let identity = access.identity(basePath)
            if identities.contains(where: { $0.identity == identity }) {
                let names = (identities.map(\.path) + [basePath]).joined(separator: " extends ")
                report.error(
                    extends.span, "the files build on each other in a circle: \(names)",
                    expected: "a file that does not build on this one")
                isComplete = false
                break
            }
            guard chain.count < Self.chainLimit else {
                report.error(extends.span, "more than \(Self.chainLimit) files build on each other")
                isComplete = false
                break
            }
            next = basePath
            cause = extends.span
        }
        // Without a base the rest would seem to lack nearly everything: better no such errors than wrong ones.
        guard isComplete, var merged = chain.popLast() else { return nil }
        var removals = Removals()
        removals.apply(to: &merged, report)
        while let overlay = chain.popLast() {
            merged = ScenarioMerge.merge(merged, with: overlay, ScenarioShape.scenario)
            removals.forget(whatIsAgainIn: merged)
            removals.apply(to: &merged, report)
        }
        return Result(root: merged, removals: removals, chain: identities.map(\.identity))
    }

    private mutating func load(_ path: String) throws(FileError) -> [UInt8] {
        let bytes = try access.read(path)
        totalBytes += bytes.count
        guard totalBytes <= Self.totalLimit else {
            throw FileError(.read, path, reason: "the scenario's files have more than \(Self.totalLimit >> 20) MiB together")
        }
        return bytes
    }

    /// Puts the lists that CSV tables stand for in the places of their paths.
    private mutating func readTables(_ root: inout Node, of path: String) {
        guard case .mapping(var entries) = root.content else { return }
        for index in entries.indices where ScenarioShape.thingLists.contains(entries[index].key) {
            let value = entries[index].value
            guard !value.isNull, let table = value.idText else { continue }
            let tablePath = FileAccess.resolve(table, from: path)
            guard let shape = ScenarioShape.scenario.child(entries[index].key) else { continue }
            do {
                let bytes = try load(tablePath)
                let file = report.add(SourceText(path: tablePath, bytes: bytes))
                entries[index].value = TableTree.read(file, shape: shape, report)
            } catch {
                report.error(value.span, "\(error)", expected: "a list, or the path of a CSV table from this file's folder")
                entries[index].value = Node(content: .sequence([]), span: value.span)
            }
        }
        root.content = .mapping(entries)
    }

    /// Ids that stand twice in one list of one file: merging would take them for one thing.
    private func checkIds(_ root: Node) {
        for list in ScenarioShape.thingLists {
            var first: [String: Span] = [:]
            for item in root[list]?.items ?? [] {
                guard let idNode = item["id"], let id = idNode.idText else { continue }
                if let earlier = first[id] {
                    report.error(
                        idNode.span,
                        "the \(ThingKind(list: list).rawValue) id \(quoted(id)) stands here a second time; it is already on \(report.mention(earlier, from: idNode.span))",
                        expected: "every id at most once")
                } else {
                    first[id] = idNode.span
                }
            }
        }
    }
}
