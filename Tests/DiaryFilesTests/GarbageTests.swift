import Diary
import DiaryFiles
import Foundation
import Testing

@Suite("Garbage")
struct GarbageTests {
    /// What is wrong with some bytes; empty, and an issue, where nothing is.
    private func errors(_ bytes: [UInt8], name: String = "s.yaml") -> [Diagnostic] {
        do throws(ReadingError) {
            _ = try ScenarioReader(bytes: [name: bytes]).read(name)
            Issue.record("no error was found")
        } catch {
            if case .input(let errors) = error { return errors.diagnostics }
            Issue.record("\(error)")
        }
        return []
    }

    private func refuse(
        _ text: String, name: String = "s.yaml", at place: (Int, Int)? = nil, _ word: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let errors = errors(Array(text.utf8), name: name)
        let match = errors.first { $0.message.contains(word) }
        #expect(match != nil, "\(word) in \(errors.map(\.rendered))", sourceLocation: sourceLocation)
        if let place {
            #expect(
                match?.line == place.0 && match?.column == place.1, "\(match?.rendered ?? "")", sourceLocation: sourceLocation)
        }
    }

    @Test("Nesting without end, in every notation")
    func nesting() {
        refuse(String(repeating: "[", count: 100_000), "nested")
        refuse(String(repeating: "[", count: 100_000), name: "s.json", at: (1, 65), "nested")
        refuse(String(repeating: "{\"a\":", count: 100_000), "nested")
        refuse("a: " + String(repeating: "[{", count: 50_000), "nested")
        refuse(String(repeating: "- ", count: 100_000), at: (1, 129), "nested")
        refuse(String(repeating: "? ", count: 100_000), "nested")
        refuse((0..<500).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"), at: (65, 65), "nested")
    }

    @Test("Aliases that stand for ever more, for themselves or for nothing")
    func aliases() {
        var bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        for (name, previous) in zip("bcdefghij", "abcdefghi") {
            bomb += "\(name): &\(name) [\(Array(repeating: "*\(previous)", count: 10).joined(separator: ", "))]\n"
        }
        refuse(bomb, at: (7, 16), "more than 4000000 values")
        refuse(bomb + "? *j\n: x\n", "more than 4000000 values")
        refuse("a: &a [*a]\n", at: (1, 8), "stands inside what it names")
        refuse("a: *b\n", at: (1, 4), "names nothing above")
    }

    @Test("Bytes that are no text")
    func encodings() {
        #expect(errors([0xFF, 0xFE, 0x61, 0x00]).first?.message.contains("UTF-16") == true)
        #expect(errors([0xFE, 0xFF, 0x00, 0x61]).first?.message.contains("UTF-16") == true)
        #expect(
            errors(Array("format".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })).first?.message.contains("UTF-16") == true
        )
        for invalid: [UInt8] in [
            [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xE9],
        ] {
            let error = errors(Array("a: b\nc: d".utf8) + invalid).first
            #expect(error?.message.contains("no UTF-8") == true && error?.line == 2 && error?.column == 5)
        }
        #expect(errors(Array("a: b\u{0}c".utf8)).first?.column == 5)
        refuse("a: b\u{1}c\n", at: (1, 5), "control characters")
        var generator = SeededGenerator(seed: 3)
        #expect(!errors((0..<50_000).map { _ in UInt8.random(in: 0...255, using: &generator) }).isEmpty)
    }

    @Test("No scenario at all, and more than one")
    func documents() {
        refuse("", at: (1, 1), "empty")
        refuse("# a comment\n", "empty")
        refuse("hello", at: (1, 1), "a mapping of keys")
        refuse("[]", name: "s.json", "a mapping of keys")
        refuse("- a\n", "a mapping of keys")
        refuse("a: 1\n---\nb: 2\n", at: (2, 1), "a second YAML document")
    }

    @Test("Broken notation is told in words, where it is")
    func syntax() {
        refuse("rules:\n\trest: 660\n", at: (2, 1), "tab")
        refuse("service: a: b\n", at: (1, 11), "`: `")
        refuse("service: [a, b\nweek: x\n", "missing")
        refuse("service: \"a\nb: c\n", "in quotes")
        refuse("{\"service\": \"a\", ,}", name: "s.json", at: (1, 18), "a key in double quotes")
        refuse("{\"service\": \"a\" \"week\": 1}", name: "s.json", at: (1, 17), "`,`")
        refuse("{\"service\": \"a", name: "s.json", at: (1, 13), "no end")
        refuse("{\"service\": \"\\ud83d\"}", name: "s.json", at: (1, 14), "half of a character")
        refuse("? [a]\n: b\n", at: (1, 3), "a key cannot be a list")
    }

    @Test("Numbers of any size")
    func numbers() {
        let huge = String(repeating: "9", count: 1_000_000)
        refuse(
            "grid: \(huge)\nweights: {wait: \(huge), named: 0.\(huge), change: 1e\(huge)}\ntravel: {fixed: \(huge), detour: 1e\(huge)}\n",
            "`wait`")
        #expect(errors(Array("grid: \(huge)\n".utf8)).allSatisfy { $0.rendered.utf8.count < 2000 })
    }

    @Test("Folders, pipes, devices, too large and missing files cannot be read, and nobody waits for them")
    func noFiles() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let pipe = folder.path("pipe"), large = folder.path("large.yaml")
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(FileManager.default.createFile(atPath: large, contents: nil) && truncate(large, 100 << 20) == 0)
        for (path, reason) in [
            (folder.root, "folder"), (pipe, "regular file"), ("/dev/zero", "regular file"), (large, "at most 32 MiB"),
            (folder.path("none"), "no such file"), ("a\0b", "NUL"),
        ] {
            do throws(ReadingError) {
                _ = try ScenarioReader().read(path)
                Issue.record("\(path) was read")
            } catch {
                guard case .file(let error) = error else { throw error }
                #expect(error.operation == .read && error.reason.contains(reason), "\(error)")
            }
        }
    }

    @Test("Whatever is done to a valid file, the result is a scenario or errors that lie in the file", arguments: 0..<8)
    func mutations(batch: Int) {
        var generator = SeededGenerator(seed: UInt64(batch + 100))
        let yaml = Array(TableTests.scenario.utf8), sources = TableTests.files.mapValues { Array($0.utf8) }
        let whole = Array(
            (Sections().text
                + "  - {id: r02, client: \"c\", type: talk, at-home: {mon-fri: [\"09:00-10:00\"]}, pinned: {practitioners: [p01], mode: phone, start: \"tue 10:00\"}}\n")
                .utf8)
        let pieces = [
            "\"", "'", "[", "]", "{", "}", ":", ": ", "- ", "\n", "\t", "&a ", "*a", "!!str ", "|", ">", "#", "%", "@", ",", ";",
            "\u{FEFF}", "é", "🙂", "\0", "null", "~", "-1", "1e999", "mon", "\r\n", "<<: ", "---\n",
        ].map { Array($0.utf8) }
        for round in 0..<150 {
            var files = sources
            let path =
                round % 2 == 0
                ? "s.yaml" : (["t/places.csv", "t/people.csv", "t/requests.csv"].randomElement(using: &generator) ?? "s.yaml")
            var bytes = round % 2 == 0 ? (round % 4 == 0 ? whole : yaml) : files[path] ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let position = Int.random(in: 0...bytes.count, using: &generator)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: position)
                case 1: if position < bytes.count { bytes[position] = UInt8.random(in: 0...255, using: &generator) }
                case 2: bytes.removeSubrange(position..<min(bytes.count, position + Int.random(in: 1...20, using: &generator)))
                case 3:
                    let other = Int.random(in: 0...bytes.count, using: &generator)
                    bytes.insert(
                        contentsOf: bytes[min(position, other)..<min(bytes.count, min(position, other) + 30)], at: position)
                default: bytes.removeLast(min(bytes.count, Int.random(in: 0...40, using: &generator)))
                }
            }
            files[path] = bytes
            do throws(ReadingError) {
                _ = try ScenarioReader(bytes: files).read("s.yaml")
            } catch {
                guard case .input(let errors) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(errors.diagnostics.contains { $0.severity == .error })
                for diagnostic in errors.diagnostics { expectInside(diagnostic, files) }
            }
        }
    }

    private func expectInside(_ diagnostic: Diagnostic, _ files: [String: [UInt8]]) {
        let text = String(decoding: files[diagnostic.file] ?? [], as: UTF8.self).unicodeScalars
        var lines = [0]
        var previous: Unicode.Scalar?
        for scalar in text {
            if scalar == "\n" || previous == "\r" {
                if scalar == "\n" { lines.append(0) } else { lines.append(1) }
            } else {
                lines[lines.count - 1] += 1
            }
            previous = scalar
        }
        #expect(files[diagnostic.file] != nil, "\(diagnostic)")
        #expect((1...lines.count + 1).contains(diagnostic.line), "\(diagnostic)")
        if lines.indices.contains(diagnostic.line - 1) {
            #expect((1...lines[diagnostic.line - 1] + 2).contains(diagnostic.column), "\(diagnostic)")
        }
        #expect(
            diagnostic.excerptOffset + diagnostic.excerptLength <= max(1, diagnostic.excerpt.unicodeScalars.count + 1),
            "\(diagnostic)")
    }
}

/// A folder for one test.
struct TemporaryFolder {
    let root: String

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "diary-files-\(UInt64.random(in: .min ... .max))").path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    func path(_ name: String) -> String { root + "/" + name }

    /// Everything below the folder, hidden files too.
    var content: [String] { ((try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []).sorted() }

    func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: path(name)).map { String(decoding: $0, as: UTF8.self) }
    }

    func remove() { try? FileManager.default.removeItem(atPath: root) }
}
