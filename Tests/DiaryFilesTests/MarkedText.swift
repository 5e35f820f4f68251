import DiaryFiles
import Testing

/// A source text in which `▸` stands before each value that a diagnostic is expected to point at.
struct MarkedText {
    struct Mark: Hashable, CustomStringConvertible {
        var file: String
        var line: Int
        var column: Int

        var description: String { "\(file):\(line):\(column)" }
    }

    /// The text without the marks.
    var text: String
    /// Where the marks stood, in order.
    var marks: [Mark]

    init(_ marked: String, file: String) {
        var text = "", marks: [Mark] = []
        var line = 1, column = 1
        for scalar in marked.unicodeScalars {
            if scalar == "▸" {
                marks.append(Mark(file: file, line: line, column: column))
                continue
            }
            text.unicodeScalars.append(scalar)
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        self.text = text
        self.marks = marks
    }
}

/// Several marked files.
struct MarkedFiles {
    var texts: [String: String] = [:]
    var marks: Set<MarkedText.Mark> = []

    init(_ files: [String: String]) {
        for (path, marked) in files {
            let parsed = MarkedText(marked, file: path)
            texts[path] = parsed.text
            marks.formUnion(parsed.marks)
        }
    }

    /// Reads `s.yaml` and returns what is wrong with it.
    func errors(_ path: String = "s.yaml", sourceLocation: SourceLocation = #_sourceLocation) -> [Diagnostic] {
        do throws(ReadingError) {
            _ = try ScenarioReader(texts: texts).read(path)
            Issue.record("no error was found", sourceLocation: sourceLocation)
            return []
        } catch {
            switch error {
            case .file(let error):
                Issue.record("\(error)", sourceLocation: sourceLocation)
                return []
            case .input(let errors): return errors.diagnostics.filter { $0.severity == .error }
            }
        }
    }

    /// Expects errors at exactly the marks, one of which says each of some words.
    func expectErrors(_ words: [String], sourceLocation: SourceLocation = #_sourceLocation) {
        expect(errors(sourceLocation: sourceLocation), words, sourceLocation: sourceLocation)
    }

    /// Expects warnings at exactly the marks, and no error.
    func expectWarnings(_ words: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
        expect(try ScenarioReader(texts: texts).read("s.yaml").warnings, words, sourceLocation: sourceLocation)
    }

    private func expect(_ diagnostics: [Diagnostic], _ words: [String], sourceLocation: SourceLocation) {
        let found = Set(diagnostics.map { MarkedText.Mark(file: $0.file, line: $0.line, column: $0.column) })
        let all = diagnostics.map(\.rendered).joined(separator: "\n")
        #expect(found == marks, "\(all)", sourceLocation: sourceLocation)
        for word in words {
            #expect(diagnostics.contains { $0.sentence.contains(word) }, "\(word) in:\n\(all)", sourceLocation: sourceLocation)
        }
        for diagnostic in diagnostics { expectCaret(diagnostic, sourceLocation) }
    }

    /// The caret line stands under the column that the first line names.
    private func expectCaret(_ diagnostic: Diagnostic, _ sourceLocation: SourceLocation) {
        let lines = diagnostic.rendered.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 3, !diagnostic.excerpt.contains("…") else { return }
        #expect(
            lines[0].hasPrefix("\(diagnostic.file):\(diagnostic.line):\(diagnostic.column): "), sourceLocation: sourceLocation)
        #expect(lines[2].unicodeScalars.prefix { $0 != "^" }.count == diagnostic.column - 1, sourceLocation: sourceLocation)
        #expect(lines[2].unicodeScalars.contains("^"), sourceLocation: sourceLocation)
    }
}

/// A small valid scenario, section by section, so that a test can say one of them wrongly.
struct Sections {
    var head = "format: diary-scenario/1\nservice: S\nweek: 2026-11-23\n"
    var rules = ""
    var types = "session-types:\n  talk: {modes: {phone: {minutes: 30, after: 15}, in-person: {minutes: 45}}}\n"
    var places =
        "places:\n  - {id: base, kind: base, at: [51.5, -0.1]}\n  - {id: school, kind: school, area: east, at: [51.51, -0.12]}\n"
    var practitioners = """
        practitioners:
          - {id: p01, desk: base, hours: {mon-fri: "09:00-17:00"}}
          - {id: s01, desk: base, hours: {mon-fri: "09:00-17:00"}, supervises: {minutes-per-week: 120}}

        """
    var meetings = ""
    var requests = "requests:\n  - {id: r01, school: school, type: talk}\n"

    var text: String { head + rules + types + places + practitioners + meetings + requests }
    var files: MarkedFiles { MarkedFiles(["s.yaml": text]) }
}
