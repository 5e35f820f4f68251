/// Turns a CSV table into the list of mappings that it stands for (RULEBOOK §1, CSV tables).
struct TableTree {
    private let report: Report
    private let file: Int
    private let shape: Shape

    /// A column: where its cells go. Nil for one that has been refused.
    private struct Column {
        var path: [String]
        var shape: Shape
        var headerSpan: Span
    }

    /// The things of a table, as a list; what is wrong is reported.
    static func read(_ file: Int, shape: Shape, _ report: Report) -> Node {
        let start = Span(file: UInt16(file))
        guard TreeReader.isText(file, report) else { return Node(content: .sequence([]), span: start) }
        let table = CSVTable.read(file, report)
        guard let header = table.records.first else {
            report.error(start, "the table is empty", expected: "a header row that names the columns")
            return Node(content: .sequence([]), span: start)
        }
        let tree = TableTree(report: report, file: file, shape: shape)
        let columns = tree.columns(header)
        guard columns.contains(where: { $0?.path == ["id"] }) else { return Node(content: .sequence([]), span: start) }
        var items: [Node] = []
        items.reserveCapacity(table.records.count)
        for record in table.records.dropFirst() {
            if let item = tree.item(record, columns, header.count) { items.append(item) }
        }
        return Node(content: .sequence(items), span: start)
    }

    private init(report: Report, file: Int, shape: Shape) {
        self.report = report
        self.file = file
        self.shape = shape
    }

    // MARK: The header

    private func columns(_ header: [CSVTable.Cell]) -> [Column?] {
        report.sources[file].tableHeader = header.map { Self.trimmed($0.text) }
        let known = knownColumns()
        var seen: [String: Span] = [:]
        var result: [Column?] = []
        for cell in header {
            let name = Self.trimmed(cell.text)
            guard !name.isEmpty else {
                // Spreadsheets leave empty columns behind; one with a cell in it is an error of that cell.
                result.append(nil)
                continue
            }
            if let earlier = seen[name] {
                report.error(
                    cell.span,
                    "the column \(quoted(name)) stands here a second time; see \(report.mention(earlier, from: cell.span))")
                result.append(nil)
                continue
            }
            seen[name] = cell.span
            let path = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            var current: Shape? = shape
            for part in path { current = part.isEmpty ? nil : current?.child(part) }
            guard let current else {
                let hint = header.count == 1 && name.contains(";") ? "columns separated by commas" : nil
                let suggestion = hint == nil && report.suggests ? Suggestion.nearest(to: name, among: known) : nil
                report.error(
                    cell.span, "there is no column \(quoted(name)) in such a table",
                    expected: hint ?? (suggestion == nil ? "one of \(known.joined(separator: ", "))" : nil),
                    suggestion: suggestion)
                result.append(nil)
                continue
            }
            if path.count == 2, let whole = seen[path[0]] {
                report.error(
                    cell.span, "the column \(quoted(path[0])) already says this; see \(report.mention(whole, from: cell.span))")
                result.append(nil)
                continue
            }
            if path.count == 1, let part = seen.keys.sorted().first(where: { $0.hasPrefix(name + ".") }) {
                report.error(
                    cell.span, "the column \(quoted(part)) already says a part of this", expected: "either the one or the other")
                result.append(nil)
                continue
            }
            result.append(Column(path: path, shape: current, headerSpan: cell.span))
        }
        if seen["id"] == nil {
            report.error(header[0].span, "the table has no column `id`", expected: "a header row with `id`")
        }
        return result
    }

    private func knownColumns() -> [String] {
        guard case .things(let keys) = shape else { return [] }
        return keys.flatMap { key, shape in
            if case .keyed(let children) = shape { return children.keys.map { "\(key).\($0)" } }
            return [key]
        }.sorted()
    }

    // MARK: The rows

    private func item(_ record: [CSVTable.Cell], _ columns: [Column?], _ width: Int) -> Node? {
        if record.allSatisfy({ Self.trimmed($0.text).isEmpty }) { return nil }
        if record.count > width, let extra = record[width...].first(where: { !Self.trimmed($0.text).isEmpty }) {
            report.error(
                extra.span, "this row has a cell more than the header has columns; does a text with a comma stand in quotes?")
        } else if record.count < width {
            report.error(
                record[0].span, "this row has \(record.count) of the header's \(width) columns",
                expected: "a comma for every empty cell, too")
        }
        var entries: [Node.Entry] = []
        for (cell, column) in zip(record, columns) {
            let text = Self.trimmed(cell.text)
            guard !text.isEmpty else { continue }
            guard let column else {
                if report.sources[file].columnName(of: cell.span) == "" {
                    report.error(cell.span, "this cell stands in a column without a name")
                }
                continue
            }
            let value = CellValue(cell: cell, report: report).node(column.shape)
            let key = column.path[0]
            guard column.path.count == 2 else {
                entries.append(Node.Entry(key: key, keySpan: column.headerSpan, value: value))
                continue
            }
            let child = Node.Entry(key: column.path[1], keySpan: column.headerSpan, value: value)
            if let index = entries.firstIndex(where: { $0.key == key }),
                case .mapping(let children) = entries[index].value.content
            {
                entries[index].value.content = .mapping(children + [child])
            } else {
                entries.append(
                    Node.Entry(key: key, keySpan: column.headerSpan, value: Node(content: .mapping([child]), span: cell.span)))
            }
        }
        return Node(content: .mapping(entries), span: record[0].span)
    }

    /// Without the blanks around it.
    static func trimmed(_ text: some StringProtocol) -> String {
        func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" || character.isNewline }
        var rest = Substring(text)
        while let first = rest.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }
}

/// What one cell stands for.
struct CellValue {
    let cell: CSVTable.Cell
    let report: Report

    /// A part of the cell's text without blanks around it, and its place.
    private struct Part {
        var text: String
        var span: Span
    }

    func node(_ shape: Shape) -> Node {
        let whole = part(cell.text[...])
        switch shape {
        case .value: return scalar(whole)
        case .list:
            if whole.text == "-" { return Node(content: .sequence([]), span: whole.span) }
            return Node(content: .sequence(parts(whole).map(scalar)), span: whole.span)
        case .weekly: return weekly(whole)
        case .keyed, .free: return mapping(whole, shape)
        case .records: return busy(whole)
        case .things: return scalar(whole)
        }
    }

    private func scalar(_ part: Part) -> Node {
        Node(content: .scalar(part.text, .cell), span: part.span)
    }

    /// The place of a piece of the cell's text: exact unless the cell holds doubled quotes, then the cell itself.
    private func part(_ text: Substring) -> Part {
        let trimmed = TableTree.trimmed(text)
        guard cell.isVerbatim, !cell.text.isEmpty else { return Part(text: trimmed, span: cell.span) }
        let start = text.utf8.firstIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } ?? text.startIndex
        var span = cell.span
        span.offset = cell.textOffset + UInt32(cell.text.utf8.distance(from: cell.text.startIndex, to: start))
        span.length = UInt32(max(1, trimmed.utf8.count))
        return Part(text: trimmed, span: span)
    }

    /// What stands between the semicolons.
    private func parts(_ whole: Part) -> [Part] {
        cell.text.split(separator: ";", omittingEmptySubsequences: false).compactMap { piece in
            let part = part(piece)
            guard part.text.isEmpty else { return part }
            report.error(
                part.span, "nothing stands between two `;`, or before the first or after the last",
                expected: "values separated by `;`")
            return nil
        }
    }

    private func weekly(_ whole: Part) -> Node {
        if whole.text == "-" { return Node(content: .mapping([]), span: whole.span) }
        var entries: [Node.Entry] = []
        for part in parts(whole) {
            guard let blank = part.text.lastIndex(where: { $0 == " " }) else {
                report.error(
                    part.span, "\(quoted(part.text)) does not say days and a window",
                    expected: "for example `mon-fri 09:00-17:00; tue 17:00-20:00`, or `-` for never")
                continue
            }
            let days = TableTree.trimmed(part.text[..<blank]), window = String(part.text[part.text.index(after: blank)...])
            var windowSpan = part.span, daySpan = part.span
            if cell.isVerbatim {
                windowSpan.offset += UInt32(part.text.utf8.count - window.utf8.count)
                windowSpan.length = UInt32(window.utf8.count)
                daySpan.length = UInt32(days.utf8.count)
            }
            entries.append(
                Node.Entry(key: days, keySpan: daySpan, value: Node(content: .scalar(window, .cell), span: windowSpan)))
        }
        return Node(content: .mapping(entries), span: whole.span)
    }

    private func mapping(_ whole: Part, _ shape: Shape) -> Node {
        if whole.text == "-" { return Node(content: .mapping([]), span: whole.span) }
        var entries: [Node.Entry] = []
        for part in parts(whole) {
            guard let equals = part.text.firstIndex(of: "=") else {
                report.error(part.span, "\(quoted(part.text)) has no `=`", expected: "for example `private=1; hub=1`")
                continue
            }
            let key = TableTree.trimmed(part.text[..<equals]),
                text = TableTree.trimmed(part.text[part.text.index(after: equals)...])
            guard !key.isEmpty, !text.isEmpty else {
                report.error(part.span, "a name or a value is missing beside the `=`", expected: "for example `private=1; hub=1`")
                continue
            }
            var span = part.span
            if cell.isVerbatim {
                span.offset += UInt32(part.text.utf8.count - text.utf8.count)
                span.length = UInt32(text.utf8.count)
            }
            let value = Node(content: .scalar(text, .cell), span: span)
            var child = value
            if case .list = shape.child(key) { child = Node(content: .sequence([value]), span: span) }
            entries.append(Node.Entry(key: key, keySpan: part.span, value: child))
        }
        return Node(content: .mapping(withoutDuplicateKeys(entries, report)), span: whole.span)
    }

    private func busy(_ whole: Part) -> Node {
        if whole.text == "-" { return Node(content: .sequence([]), span: whole.span) }
        let items = parts(whole).map { part in
            var rest = part.text[...]
            var entries: [Node.Entry] = []
            func add(_ key: String, _ text: Substring) {
                let value = TableTree.trimmed(text)
                guard !value.isEmpty else { return }
                var span = part.span
                if cell.isVerbatim {
                    let blanks = text.prefix { $0 == " " }.utf8.count
                    span.offset += UInt32(part.text.utf8.distance(from: part.text.startIndex, to: text.startIndex) + blanks)
                    span.length = UInt32(value.utf8.count)
                }
                entries.append(Node.Entry(key: key, keySpan: span, value: Node(content: .scalar(value, .cell), span: span)))
            }
            for key in ["day", "window"] {
                let end = rest.firstIndex(of: " ") ?? rest.endIndex
                add(key, rest[..<end])
                rest = rest[end...].drop { $0 == " " }
            }
            if let at = rest.lastIndex(of: "@"), at == rest.startIndex || rest[rest.index(before: at)] == " " {
                add("label", rest[..<at])
                add("place", rest[rest.index(after: at)...])
            } else {
                add("label", rest)
            }
            return Node(content: .mapping(entries), span: part.span)
        }
        return Node(content: .sequence(items), span: whole.span)
    }
}
