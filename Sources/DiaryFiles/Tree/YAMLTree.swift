// libyaml, by the name under which Yams ships it. Yams' own tree is composed recursively without a limit, ends at the first duplicate key,
// and compares keys that aliases have blown up; the events underneath have none of these problems, and they say where values end.
import CYaml

/// Reads YAML into a tree of ``Node``s.
///
/// Types follow the core schema of YAML 1.2. Nesting and the values that aliases stand for are limited (``TreeLimits``).
struct YAMLTree {
    /// Thrown after an error that leaves no way to go on has been reported.
    private struct Stopped: Error {}

    private let file: UInt16
    private let offset: UInt32
    private let report: Report
    private var parser = yaml_parser_t()
    private var values = 0
    private var anchors: [String: (node: Node, values: Int)] = [:]
    private var openAnchors: Set<String> = []

    /// The tree of a file whose bytes are valid UTF-8, or nil where errors were reported. Linear in the file's length.
    static func read(_ file: Int, _ report: Report) -> Node? {
        let source = report.sources[file]
        source.unit = .scalars
        let start = source.byteOrderMarkLength
        var tree = YAMLTree(file: UInt16(file), offset: start > 0 ? 1 : 0, report: report)
        return source.bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                report.error(Span(file: UInt16(file)), "the file is empty")
                return nil
            }
            return tree.document(UnsafeBufferPointer(start: base + start, count: buffer.count - start))
        }
    }

    private init(file: UInt16, offset: UInt32, report: Report) {
        self.file = file
        self.offset = offset
        self.report = report
    }

    private mutating func document(_ text: UnsafeBufferPointer<UInt8>) -> Node? {
        guard yaml_parser_initialize(&parser) == 1 else {
            report.error(Span(file: file), "there is not enough memory to read the file")
            return nil
        }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(&parser, text.baseAddress, text.count)
        do {
            var root: Node?
            while true {
                var event = try next()
                defer { yaml_event_delete(&event) }
                switch event.type {
                case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: continue
                case YAML_STREAM_END_EVENT:
                    if root == nil { report.error(Span(file: file), "the file is empty") }
                    return root
                case YAML_DOCUMENT_START_EVENT:
                    guard root == nil else {
                        report.error(span(event), "a second YAML document starts here", expected: "one document in a file")
                        throw Stopped()
                    }
                default:
                    root = try node(&event, depth: 0)
                }
            }
        } catch {
            return nil
        }
    }

    private mutating func next() throws(Stopped) -> yaml_event_t {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else {
            reportSyntaxError()
            throw Stopped()
        }
        return event
    }

    private func span(_ event: yaml_event_t) -> Span {
        span(event.start_mark, event.end_mark)
    }

    private func span(_ start: yaml_mark_t, _ end: yaml_mark_t) -> Span {
        Span(
            file: file, offset: UInt32(clamping: start.index) + offset,
            length: UInt32(clamping: max(1, Int(end.index) - Int(start.index))))
    }

    private mutating func count(_ more: Int, _ span: Span) throws(Stopped) {
        values += more
        guard values <= TreeLimits.values else {
            report.error(span, "the file holds more than \(TreeLimits.values) values, counting what aliases stand for")
            throw Stopped()
        }
    }

    private mutating func node(_ event: inout yaml_event_t, depth: Int) throws(Stopped) -> Node {
        let place = span(event)
        guard depth < TreeLimits.depth || event.type == YAML_SCALAR_EVENT || event.type == YAML_ALIAS_EVENT else {
            report.error(place, "lists and mappings are nested more than \(TreeLimits.depth) deep here; a scenario never is")
            throw Stopped()
        }
        if event.type == YAML_ALIAS_EVENT { return try alias(Self.text(event.data.alias.anchor), place) }
        let before = values
        try count(1, place)
        let anchor: String?
        var result: Node
        switch event.type {
        case YAML_SEQUENCE_START_EVENT:
            anchor = Self.optionalText(event.data.sequence_start.anchor)
            checkTag(Self.optionalText(event.data.sequence_start.tag), allowed: "seq", place)
            if let anchor { openAnchors.insert(anchor) }
            result = Node(content: .sequence(try items(depth: depth + 1)), span: place)
        case YAML_MAPPING_START_EVENT:
            anchor = Self.optionalText(event.data.mapping_start.anchor)
            checkTag(Self.optionalText(event.data.mapping_start.tag), allowed: "map", place)
            if let anchor { openAnchors.insert(anchor) }
            result = Node(content: .mapping(try entries(depth: depth + 1)), span: place)
        default:
            anchor = Self.optionalText(event.data.scalar.anchor)
            result = scalar(event, place)
        }
        if let anchor {
            openAnchors.remove(anchor)
            anchors[anchor] = (result, values - before)
        }
        return result
    }

    private mutating func items(depth: Int) throws(Stopped) -> [Node] {
        var result: [Node] = []
        while true {
            var event = try next()
            defer { yaml_event_delete(&event) }
            if event.type == YAML_SEQUENCE_END_EVENT { return result }
            result.append(try node(&event, depth: depth))
        }
    }

    private mutating func entries(depth: Int) throws(Stopped) -> [Node.Entry] {
        var result: [Node.Entry] = []
        while true {
            var keyEvent = try next()
            defer { yaml_event_delete(&keyEvent) }
            if keyEvent.type == YAML_MAPPING_END_EVENT { return withoutDuplicateKeys(result, report) }
            let key = try node(&keyEvent, depth: depth)
            var valueEvent = try next()
            defer { yaml_event_delete(&valueEvent) }
            let value = try node(&valueEvent, depth: depth)
            guard case .scalar(let text, let form) = key.content else {
                report.error(key.span, "a key cannot be \(key.kindInWords)", expected: "a word")
                continue
            }
            if text == "<<", form == .plain {
                report.error(
                    key.span, "merge keys (`<<`) are no part of YAML 1.2",
                    expected: "the keys themselves; whole files build on others by `extends`")
                continue
            }
            result.append(Node.Entry(key: text, keySpan: key.span, value: value))
        }
    }

    private mutating func alias(_ name: String, _ place: Span) throws(Stopped) -> Node {
        guard let anchor = anchors[name] else {
            if openAnchors.contains(name) {
                report.error(place, "the alias \(quoted("*" + name)) stands inside what it names")
            } else {
                report.error(
                    place, "the alias \(quoted("*" + name)) names nothing above",
                    expected: "the name of an anchor, `&\(shortened(name))`, above",
                    suggestion: Suggestion.nearest(to: name, among: anchors.keys.sorted()))
            }
            throw Stopped()
        }
        try count(anchor.values, place)
        return Node(content: anchor.node.content, span: place)
    }

    private func scalar(_ event: yaml_event_t, _ place: Span) -> Node {
        let scalar = event.data.scalar
        let text =
            scalar.value.map { String(decoding: UnsafeBufferPointer(start: $0, count: scalar.length), as: UTF8.self) } ?? ""
        var form: Node.Form = scalar.style == YAML_PLAIN_SCALAR_STYLE ? .plain : .quoted
        switch Self.optionalText(scalar.tag) {
        case nil: break
        case "!", "tag:yaml.org,2002:str": form = .quoted
        case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null": form = .plain
        case let tag: checkTag(tag, allowed: "str", place)
        }
        return Node(content: .scalar(text, form), span: place)
    }

    private func checkTag(_ tag: String?, allowed: String, _ place: Span) {
        guard let tag, tag != "!", tag != "tag:yaml.org,2002:\(allowed)" else { return }
        report.error(place, "the tag \(quoted(tag)) means nothing in a scenario", expected: "a value without a tag")
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String { optionalText(pointer) ?? "" }

    private static func optionalText(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private func reportSyntaxError() {
        let problem = parser.problem.map { String(cString: $0) } ?? "the text cannot be read"
        guard parser.error != YAML_READER_ERROR else {
            // The reader counts bytes, everything else counts characters.
            let source = report.sources[Int(file)]
            let bytes = source.bytes.prefix(parser.problem_offset + source.byteOrderMarkLength)
            let place = Span(file: file, offset: UInt32(clamping: bytes.count { $0 & 0xC0 != 0x80 }))
            report.error(place, "this is no YAML: \(problem) (code \(parser.problem_value))")
            return
        }
        guard parser.error != YAML_MEMORY_ERROR else {
            report.error(Span(file: file), "there is not enough memory to read the file")
            return
        }
        let place = span(parser.problem_mark, parser.problem_mark)
        report.error(
            place, "this is no YAML: \(YAMLProblem.inWords(problem, context: parser.context.map { String(cString: $0) }))")
    }
}
