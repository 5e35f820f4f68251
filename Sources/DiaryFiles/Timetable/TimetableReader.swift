public import Diary

/// Reads timetable files (RULEBOOK §2), those of other programs included: keys that the rulebook does not know are ignored.
///
/// Ids and starts are kept as the file has them; whether they are right (F1) is for the checker to say. A list that is absent is empty.
public struct TimetableReader: Sendable {
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

    /// Reads a timetable, be it planned or published.
    ///
    /// - Throws: ``ReadingError/file(_:)`` where the file cannot be read; ``ReadingError/input(_:)`` with every error at once where it is no
    ///   JSON (RFC 8259), a key of the rulebook is missing or has a value of the wrong type.
    /// - Complexity: linear in the file's length.
    public func read(_ path: String) throws(ReadingError) -> TimetableDocument {
        let report = Report()
        let bytes: [UInt8]
        do {
            bytes = try access.read(path)
        } catch {
            throw .file(error)
        }
        let file = report.add(SourceText(path: path, bytes: bytes))
        guard let root = TreeReader.readJSON(file, report) else { throw .input(report.inputErrors) }
        let document = TimetableDecoder(report: report).decode(root)
        guard let document, !report.hasErrors else { throw .input(report.inputErrors) }
        return document
    }
}

private struct TimetableDecoder {
    let report: Report
    private let values: ValueReader

    init(report: Report) {
        self.report = report
        values = ValueReader(report: report)
    }

    func decode(_ root: Node) -> TimetableDocument? {
        guard let fields = values.mapping(root, "a timetable file", example: "{\"format\": \"diary-timetable/1\", ...}") else {
            return nil
        }
        let format = text(fields, "format", of: "the timetable")
        if let format, format != "diary-timetable/1", let node = fields["format"] {
            report.error(node.span, "`format` is \(quoted(format))", expected: "`diary-timetable/1`, the only one there is")
            return nil
        }
        return TimetableDocument(
            service: text(fields, "service", of: "the timetable") ?? "", week: text(fields, "week", of: "the timetable") ?? "",
            score: points(fields, "score"), bound: points(fields, "bound"),
            sessions: items(fields, "sessions") { entry in
                TimetableDocument.Session(
                    request: text(entry, "request", of: "a session") ?? "", practitioners: practitioners(entry),
                    mode: text(entry, "mode", of: "a session") ?? "", start: text(entry, "start", of: "a session") ?? "")
            },
            supervision: items(fields, "supervision") { entry in
                TimetableDocument.Supervision(
                    practitioner: text(entry, "practitioner", of: "a supervision") ?? "",
                    supervisor: text(entry, "supervisor", of: "a supervision") ?? "",
                    start: text(entry, "start", of: "a supervision") ?? "")
            },
            meetings: items(fields, "meetings") { entry in
                TimetableDocument.Meeting(
                    meeting: text(entry, "meeting", of: "a meeting") ?? "", start: text(entry, "start", of: "a meeting") ?? "")
            },
            cover: items(fields, "cover") { entry in
                TimetableDocument.Cover(
                    practitioner: text(entry, "practitioner", of: "a cover") ?? "", date: text(entry, "date", of: "a cover") ?? ""
                )
            }, reasons: reasons(fields))
    }

    /// The reasons that the planner's own files give under `unscheduled`. The rulebook has no such key, so what looks otherwise is another
    /// program's and no error.
    private func reasons(_ fields: Fields) -> [String: String] {
        let pairs = (fields["unscheduled"]?.items ?? []).compactMap { item -> (String, String)? in
            guard let request = item["request"]?.idText, let reason = item["reason"]?.idText else { return nil }
            return (request, reason)
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private func text(_ fields: Fields, _ key: String, of owner: String) -> String? {
        guard let node = fields[key] else {
            report.error(fields.place(ofMissing: key), "\(owner) has no `\(key)`", expected: "the key `\(key)`")
            return nil
        }
        return values.text(node, "`\(key)`")
    }

    private func points(_ fields: Fields, _ key: String) -> Double? {
        fields[key].flatMap {
            values.decimal(
                $0, "`\(key)`", -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude,
                expected: "a number of points, or null")
        }
    }

    private func practitioners(_ entry: Fields) -> [String] {
        guard let node = entry["practitioners"] else {
            report.error(
                entry.place(ofMissing: "practitioners"), "a session has no `practitioners`", expected: "the key `practitioners`")
            return []
        }
        return (values.list(node, "`practitioners`", of: "practitioner ids") ?? []).compactMap {
            values.text($0, "an item of `practitioners`")
        }
    }

    private func items<Item>(_ fields: Fields, _ key: String, _ decode: (Fields) -> Item) -> [Item] {
        guard let node = fields[key] else { return [] }
        return (values.list(node, "`\(key)`", of: "entries") ?? []).compactMap { item in
            values.mapping(item, "an item of `\(key)`", example: "{...}").map(decode)
        }
    }
}
