import CGLPKShims

extension Problem {
    /// Names the problem; an empty text removes the name.
    public func setName(_ name: String) throws(GLPKError) {
        try Problem.checkName(name)
        try check(cglpk_set_problem_name(handle, name))
    }

    /// The problem's name, or nil.
    public var name: String? {
        get throws(GLPKError) {
            var text: UnsafePointer<CChar>?
            try check(cglpk_get_problem_name(handle, &text))
            return text.map { String(cString: $0) }
        }
    }

    /// Names a column; nil or an empty text removes the name. Names are unique among the columns.
    public func setName(column: Int, _ name: String?) throws(GLPKError) { try setName(.column, column, name) }

    /// Names a row; nil or an empty text removes the name. Names are unique among the rows.
    public func setName(row: Int, _ name: String?) throws(GLPKError) { try setName(.row, row, name) }

    /// A column's name, or nil.
    public func name(column: Int) throws(GLPKError) -> String? { try name(.column, column) }

    /// A row's name, or nil.
    public func name(row: Int) throws(GLPKError) -> String? { try name(.row, row) }

    /// The column of a name, or nil.
    /// - Complexity: O(log columns), but the first look-up builds an index.
    public func column(named name: String) throws(GLPKError) -> Int? { try find(.column, name) }

    /// The row of a name, or nil.
    /// - Complexity: O(log rows), but the first look-up builds an index.
    public func row(named name: String) throws(GLPKError) -> Int? { try find(.row, name) }

    static func checkName(_ name: String) throws(GLPKError) {
        let bytes = name.utf8.count
        guard bytes <= 255 else { throw .nameTooLong(bytes: bytes) }
        guard !name.utf8.contains(0), cglpk_name_is_clean(name) != 0 else { throw .nameHasControlCharacter(name) }
    }

    private func checkIndex(_ axis: Axis, _ index: Int) throws(GLPKError) {
        let size = try size()
        let count = axis == .column ? size.columns : size.rows
        guard index >= 0, index < count else { throw .invalidIndex(axis, index: index, count: count) }
    }

    private func setName(_ axis: Axis, _ index: Int, _ name: String?) throws(GLPKError) {
        try checkIndex(axis, index)
        let name = name ?? ""
        try Problem.checkName(name)
        if !name.isEmpty, let other = try find(axis, name), other != index { throw .duplicateName(axis, name) }
        try check(cglpk_set_name(handle, axis == .column ? 1 : 0, index, name))
    }

    private func name(_ axis: Axis, _ index: Int) throws(GLPKError) -> String? {
        try checkIndex(axis, index)
        var text: UnsafePointer<CChar>?
        try check(cglpk_get_name(handle, axis == .column ? 1 : 0, index, &text))
        return text.map { String(cString: $0) }
    }

    private func find(_ axis: Axis, _ name: String) throws(GLPKError) -> Int? {
        // GLPK compares up to the first zero byte, which no name has
        guard !name.isEmpty, !name.utf8.contains(0) else { return nil }
        var index = -1
        try check(cglpk_find_name(handle, axis == .column ? 1 : 0, name, &index))
        return index < 0 ? nil : index
    }

    /// Checks the names of a batch before any of it is added.
    func checkNames(_ names: [String?], count: Int, axis: Axis) throws(GLPKError) {
        if names.isEmpty { return }
        guard names.count == count else {
            throw .shapeMismatch("The batch has \(count) \(axis.rawValue)s but \(names.count) names.")
        }
        var seen = Set<String>()
        for case .some(let name) in names where !name.isEmpty {
            try Problem.checkName(name)
            let isNew = seen.insert(name).inserted
            let taken = try find(axis, name) != nil
            if taken || !isNew { throw .duplicateName(axis, name) }
        }
    }

    func setNames(_ names: [String?], from first: Int, axis: Axis) throws(GLPKError) {
        for (offset, name) in names.enumerated() {
            guard let name, !name.isEmpty else { continue }
            try check(cglpk_set_name(handle, axis == .column ? 1 : 0, first + offset, name))
        }
    }
}
