import DiaryFiles
import Foundation
import Testing

@Suite("Writing files")
struct WritingTests {
    @Test("A file is written, and replaced, with nothing left beside it")
    func writes() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try AtomicFile.write("one", to: folder.path("a.json"))
        try AtomicFile.write("two", to: folder.path("a.json"))
        try AtomicFile.write([], to: folder.path("empty"))
        #expect(folder.text("a.json") == "two")
        #expect(folder.content == ["a.json", "empty"])
    }

    @Test("A link is followed, and permissions stay")
    func linksAndPermissions() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try AtomicFile.write("one", to: folder.path("real"))
        #expect(chmod(folder.path("real"), 0o640) == 0 && symlink("real", folder.path("link")) == 0)
        try AtomicFile.write("two", to: folder.path("link"))
        var status = stat()
        #expect(lstat(folder.path("real"), &status) == 0 && status.st_mode & 0o777 == 0o640)
        #expect(folder.text("real") == "two" && folder.content == ["link", "real"])
    }

    @Test("What cannot be written says why and leaves everything as it was")
    func failures() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        #expect(mkdir(folder.path("d"), 0o700) == 0 && mkfifo(folder.path("pipe"), 0o600) == 0)
        for (name, reason) in [
            ("none/a", "does not exist"), ("d", "folder of this name"), ("pipe", "regular file"),
            (String(repeating: "x", count: 300), "long"), ("pipe/a", "directory"),
        ] {
            do throws(FileError) {
                try AtomicFile.write("x", to: folder.path(name))
                Issue.record("\(name) was written")
            } catch {
                #expect(error.operation == .write && error.reason.contains(reason), "\(error)")
            }
        }
        #expect(folder.content == ["d", "pipe"])
    }

    @Test("Several files are written together, into folders that are made")
    func several() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try AtomicFile.writeAll(
            ["timetable.json": Array("t".utf8), "calendars/p01.ics": Array("c".utf8)], into: folder.path("out/week"))
        #expect(
            folder.content == ["out", "out/week", "out/week/calendars", "out/week/calendars/p01.ics", "out/week/timetable.json"])
        #expect(folder.text("out/week/calendars/p01.ics") == "c")
    }

    @Test(
        "Several files that fail half-way leave nothing, and the old ones as they were",
        arguments: [
            ["a": "new", "b/c": "new", "z": "new"], ["a": "new", "n/m": "new", "x" + String(repeating: "x", count: 300): "new"],
            ["a": "new", "../b": "new"], ["a": "new", "/b": "new"],
        ])
    func severalFailing(_ files: [String: String]) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try AtomicFile.write("old", to: folder.path("a"))
        #expect(mkdir(folder.path("z"), 0o700) == 0)
        let before = folder.content
        #expect(throws: FileError.self) { try AtomicFile.writeAll(files.mapValues { Array($0.utf8) }, into: folder.root) }
        #expect(folder.content == before)
        #expect(folder.text("a") == "old")
        #expect(throws: FileError.self) { try AtomicFile.writeAll(["a": [], "b/../../c": []], into: folder.path("new/deep")) }
        #expect(folder.content == before)
    }
}

@Suite("Schema of scenarios")
struct SchemaTests {
    private static func object(_ value: Any?) throws -> [String: Any] { try #require(value as? [String: Any]) }

    @Test("The schema is JSON, and every reference in it leads somewhere")
    func isWhole() throws {
        let schema = try Self.object(JSONSerialization.jsonObject(with: Data(ScenarioSchema.json.utf8)))
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let definitions = try Self.object(schema["$defs"])
        func visit(_ value: Any) {
            if let object = value as? [String: Any] {
                if let reference = object["$ref"] as? String {
                    #expect(definitions[String(reference.dropFirst("#/$defs/".count))] != nil, "\(reference)")
                }
                for child in object.values { visit(child) }
            } else if let list = value as? [Any] {
                for child in list { visit(child) }
            }
        }
        visit(schema)
    }

    @Test("The schema has the keys that the reader knows, no more and no fewer")
    func hasTheReadersKeys() throws {
        let schema = try Self.object(JSONSerialization.jsonObject(with: Data(ScenarioSchema.json.utf8)))
        let definitions = try Self.object(schema["$defs"])
        func keys(_ object: [String: Any]) throws -> [String] { try Self.object(object["properties"]).keys.sorted() }
        // The reader lists its keys when it meets one that is like none of them.
        func known(_ section: (inout Sections) -> Void) throws -> [String] {
            var sections = Sections()
            section(&sections)
            let error = try #require(
                MarkedFiles(["s.yaml": sections.text]).errors().first { $0.message.contains("zzzzzzzzzzzzzzzzzz") })
            return try #require(error.expected).replacing("one of ", with: "").split(separator: ", ").map(String.init)
        }
        #expect(try known { $0.head += "zzzzzzzzzzzzzzzzzz: 1\n" } == keys(schema))
        #expect(
            try known { $0.types += "  x: {modes: {}, zzzzzzzzzzzzzzzzzz: 1}\n" }
                == keys(Self.object(definitions["session-type"])))
        #expect(try known { $0.places += "  - {id: x, zzzzzzzzzzzzzzzzzz: 1}\n" } == keys(Self.object(definitions["place"])))
        #expect(
            try known { $0.practitioners += "  - {id: x, zzzzzzzzzzzzzzzzzz: 1}\n" }
                == keys(Self.object(definitions["practitioner"])))
        #expect(
            try known { $0.meetings = "meetings: [{id: x, zzzzzzzzzzzzzzzzzz: 1}]\n" }
                == keys(Self.object(definitions["meeting"])))
        #expect(try known { $0.requests += "  - {id: x, zzzzzzzzzzzzzzzzzz: 1}\n" } == keys(Self.object(definitions["request"])))
        for section in ["rules", "travel", "weights", "remove"] {
            let expected = try keys(Self.object(Self.object(schema["properties"])[section]))
            #expect(try known { $0.rules = "\(section): {zzzzzzzzzzzzzzzzzz: 1}\n" } == expected)
        }
    }
}
