/// Reports the keys of one file that the rulebook does not know, before files are merged: a key that another file unsets is still wrong.
enum KeyCheck {
    static func run(_ node: Node, _ shape: Shape, _ report: Report, path: String = "the scenario") {
        switch (shape, node.content) {
        case (.keyed(let keys), .mapping(let entries)):
            check(entries, keys, report, path)
        case (.free(let child), .mapping(let entries)):
            for entry in entries { run(entry.value, child, report, path: "\(path) \(quoted(entry.key))") }
        case (.records(let keys, _), .sequence(let items)), (.things(let keys), .sequence(let items)):
            for item in items { if let entries = item.entries { check(entries, keys, report, path) } }
        default: break
        }
    }

    private static func check(_ entries: [Node.Entry], _ keys: [String: Shape], _ report: Report, _ path: String) {
        for entry in entries {
            guard let child = keys[entry.key] else {
                let suggestion = report.suggests ? Suggestion.nearest(to: entry.key, among: keys.keys.sorted()) : nil
                report.error(
                    entry.keySpan, "there is no key \(quoted(entry.key)) in \(path)",
                    expected: suggestion == nil ? "one of \(keys.keys.sorted().joined(separator: ", "))" : nil,
                    suggestion: suggestion)
                continue
            }
            run(entry.value, child, report, path: name(entry.key))
        }
    }

    private static func name(_ key: String) -> String {
        switch key {
        case "places": "a place"
        case "practitioners": "a practitioner"
        case "meetings": "a meeting"
        case "requests": "a request"
        case "session-types": "the session type"
        case "modes": "a mode"
        default: "`\(key)`"
        }
    }
}
