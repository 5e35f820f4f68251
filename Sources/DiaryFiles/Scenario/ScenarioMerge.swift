/// Merges the trees of a file and of one that extends it (RULEBOOK §1, `extends`).
enum ScenarioMerge {
    /// The base with what the overlay says: mappings key by key, lists of things by id, `null` unsets, all else is replaced whole.
    static func merge(_ base: Node, with overlay: Node, _ shape: Shape) -> Node {
        switch (shape, base.content, overlay.content) {
        case (.keyed, .mapping(let old), .mapping(let new)), (.free, .mapping(let old), .mapping(let new)):
            return Node(content: .mapping(merge(old, new, shape)), span: overlay.span)
        case (.things, .sequence(let old), .sequence(let new)):
            return Node(content: .sequence(mergeThings(old, new, shape)), span: overlay.span)
        default: return overlay
        }
    }

    private static func merge(_ old: [Node.Entry], _ new: [Node.Entry], _ shape: Shape) -> [Node.Entry] {
        var result = old
        var positions: [String: Int] = [:]
        for (index, entry) in old.enumerated() { positions[entry.key] = index }
        var unset: Set<String> = []
        for entry in new {
            if entry.value.isNull {
                unset.insert(entry.key)
            } else if let index = positions[entry.key] {
                let child = shape.child(entry.key) ?? .value
                result[index] = Node.Entry(
                    key: entry.key, keySpan: entry.keySpan, value: merge(result[index].value, with: entry.value, child))
            } else {
                result.append(entry)
            }
        }
        return unset.isEmpty ? result : result.filter { !unset.contains($0.key) }
    }

    private static func mergeThings(_ old: [Node], _ new: [Node], _ shape: Shape) -> [Node] {
        guard case .things(let keys) = shape else { return new }
        var result = old
        var positions: [String: Int] = [:]
        for (index, item) in old.enumerated() { if let id = item["id"]?.idText { positions[id] = index } }
        for item in new {
            if let id = item["id"]?.idText, let index = positions[id] {
                result[index] = merge(result[index], with: item, .keyed(keys))
            } else {
                result.append(item)
            }
        }
        return result
    }
}

/// What `remove` has taken out, and where that was said.
struct Removals {
    private var spans: [String: [String: Span]] = [:]

    /// Where a thing was removed, if it was.
    func span(list: String, id: String) -> Span? { spans[list]?[id] }

    /// Things that a later file brings back are no longer removed.
    mutating func forget(whatIsAgainIn root: Node) {
        for list in spans.keys {
            for id in Self.ids(root, list) { spans[list]?[id] = nil }
        }
    }

    /// Takes out what the tree's own `remove` names, and then forgets that key.
    mutating func apply(to root: inout Node, _ report: Report) {
        guard case .mapping(var entries) = root.content, let index = entries.firstIndex(where: { $0.key == "remove" }) else {
            return
        }
        let remove = entries.remove(at: index).value
        root.content = .mapping(entries)
        guard !remove.isNull else { return }
        guard let lists = remove.entries else {
            report.error(remove.span, "`remove` is \(remove.kindInWords)", expected: "a mapping such as `{requests: [r003]}`")
            return
        }
        var removedPractitioners: Set<String> = []
        for entry in lists where !entry.value.isNull && ScenarioShape.scenario.child("remove")?.child(entry.key) != nil {
            guard let items = entry.value.items else {
                report.error(entry.value.span, "`remove.\(entry.key)` is \(entry.value.kindInWords)", expected: "a list of ids")
                continue
            }
            let known = Set(Self.ids(root, entry.key))
            var gone: Set<String> = []
            for item in items {
                guard let id = item.idText else {
                    report.error(item.span, "`remove.\(entry.key)` holds \(item.kindInWords)", expected: "an id")
                    continue
                }
                guard known.contains(id) else {
                    report.error(
                        item.span, "there is no \(ThingKind(list: entry.key).rawValue) \(quoted(id)) to remove",
                        suggestion: Suggestion.nearest(to: id, among: known.sorted()))
                    continue
                }
                gone.insert(id)
                spans[entry.key, default: [:]][id] = item.span
            }
            Self.drop(gone, from: entry.key, in: &root)
            if entry.key == "practitioners" { removedPractitioners = gone }
        }
        if !removedPractitioners.isEmpty { Self.forgetPractitioners(removedPractitioners, in: &root) }
    }

    private static func ids(_ root: Node, _ list: String) -> [String] {
        if list == "session-types" { return root[list]?.entries?.map(\.key) ?? [] }
        return root[list]?.items?.compactMap { $0["id"]?.idText } ?? []
    }

    private static func drop(_ ids: Set<String>, from list: String, in root: inout Node) {
        root.update(list) { node in
            switch node.content {
            case .sequence(let items):
                node.content = .sequence(items.filter { item in !(item["id"]?.idText.map(ids.contains) ?? false) })
            case .mapping(let entries): node.content = .mapping(entries.filter { !ids.contains($0.key) })
            case .scalar: break
            }
        }
    }

    /// A removed practitioner also leaves meetings, `supervision.with` and `named`.
    private static func forgetPractitioners(_ ids: Set<String>, in root: inout Node) {
        func forget(_ node: inout Node) {
            guard case .sequence(let items) = node.content else { return }
            node.content = .sequence(items.filter { !($0.idText.map(ids.contains) ?? false) })
        }
        root.updateItems("meetings") { $0.update("with", forget) }
        root.updateItems("places") { $0.update("named", forget) }
        root.updateItems("practitioners") { $0.update("supervision") { $0.update("with", forget) } }
    }
}

extension Node {
    /// Changes the value of a key of a mapping, if there is one.
    fileprivate mutating func update(_ key: String, _ change: (inout Node) -> Void) {
        guard case .mapping(var entries) = content, let index = entries.firstIndex(where: { $0.key == key }) else { return }
        change(&entries[index].value)
        content = .mapping(entries)
    }

    /// Changes every item of a list under a key.
    fileprivate mutating func updateItems(_ key: String, _ change: (inout Node) -> Void) {
        update(key) { list in
            guard case .sequence(var items) = list.content else { return }
            for index in items.indices { change(&items[index]) }
            list.content = .sequence(items)
        }
    }
}
