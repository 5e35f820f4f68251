/// The merged things of a scenario, in order, and where each id stands.
struct ThingNodes {
    /// A thing: its keys, its id and its place.
    struct Thing {
        var id: String
        var fields: Fields
        /// How messages name it: `the practitioner `p01``.
        var title: String

        /// Where a key's value stands; the thing itself where it has no such key.
        func span(_ key: String) -> Span { fields.entries.first { $0.key == key }?.value.span ?? fields.place(ofMissing: key) }
    }

    private(set) var types: [Thing] = []
    private(set) var places: [Thing] = []
    private(set) var practitioners: [Thing] = []
    private(set) var meetings: [Thing] = []
    private(set) var requests: [Thing] = []
    private var indices: [ThingKind: [String: Int]] = [:]

    init(root: Fields, values: ValueReader) {
        types = Self.types(root, values)
        places = Self.things(root, .place, values)
        practitioners = Self.things(root, .practitioner, values)
        meetings = Self.things(root, .meeting, values)
        requests = Self.things(root, .request, values)
        for kind in [ThingKind.place, .practitioner, .meeting, .request, .sessionType] {
            var index: [String: Int] = [:]
            for (position, thing) in things(kind).enumerated() where index[thing.id] == nil { index[thing.id] = position }
            indices[kind] = index
        }
    }

    func things(_ kind: ThingKind) -> [Thing] {
        switch kind {
        case .place: places
        case .practitioner: practitioners
        case .meeting: meetings
        case .request: requests
        case .sessionType: types
        }
    }

    /// Positions by id.
    func index(_ kind: ThingKind) -> [String: Int] { indices[kind] ?? [:] }

    func ids(_ kind: ThingKind) -> [String] { things(kind).map(\.id) }

    func listKey(_ kind: ThingKind) -> String { kind == .sessionType ? "session-types" : kind.rawValue + "s" }

    private static func types(_ root: Fields, _ values: ValueReader) -> [Thing] {
        guard let node = root["session-types"],
            let fields = values.mapping(node, "`session-types`", example: "{individual: {modes: {phone: {minutes: 30}}}}")
        else { return [] }
        return fields.entries.compactMap { entry in
            if entry.value.isNull { return nil }
            let title = "the session type \(quoted(entry.key))"
            if entry.key.isEmpty { values.report.error(entry.keySpan, "a session type has no name", expected: "a name") }
            guard let fields = values.mapping(entry.value, title, example: "{modes: {phone: {minutes: 30}}}") else { return nil }
            var span = entry.keySpan
            span.length = max(1, span.length)
            return Thing(id: entry.key, fields: Fields(entries: fields.entries, span: span), title: title)
        }
    }

    private static func things(_ root: Fields, _ kind: ThingKind, _ values: ValueReader) -> [Thing] {
        let list = kind.rawValue + "s"
        guard let node = root[list] else { return [] }
        guard let items = node.items else {
            values.wrong(node, "`\(list)`", expected: "a list of \(list), or the path of a CSV table")
            return []
        }
        return items.compactMap { item in
            guard let entries = item.entries else {
                values.wrong(item, "an item of `\(list)`", expected: "a mapping that starts with `id`")
                return nil
            }
            let fields = Fields(entries: entries, span: item.span)
            guard let node = fields["id"] else {
                values.report.error(fields.place(ofMissing: "id"), "a \(kind.rawValue) has no `id`", expected: "the key `id`")
                return Thing(id: "", fields: fields, title: "the \(kind.rawValue)")
            }
            let id = values.name(node, "the `id` of a \(kind.rawValue)") ?? ""
            return Thing(id: id, fields: fields, title: "the \(kind.rawValue) \(quoted(id))")
        }
    }
}
