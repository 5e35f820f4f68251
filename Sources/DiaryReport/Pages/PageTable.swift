/// A table of a page.
struct PageTable: Sendable {
    struct Column: Sendable {
        var text: String
        var isNumber: Bool

        init(_ text: String, isNumber: Bool = false) {
            self.text = text
            self.isNumber = isNumber
        }

        static func number(_ text: String) -> Column { Column(text, isNumber: true) }
    }

    struct Cell: Sendable {
        var text: String
        /// The page that the text leads to.
        var href: String?
        /// 0 to 100: a bar beside the text.
        var share: Int?
        /// Whether it deserves a look.
        var isFlagged = false
        /// Whether it stays in one line.
        var isShort = false

        init(_ text: String, href: String? = nil, share: Int? = nil, isFlagged: Bool = false, isShort: Bool = false) {
            self.text = text
            self.href = href
            self.share = share
            self.isFlagged = isFlagged
            self.isShort = isShort
        }

        /// A number, or nothing for 0.
        static func count(_ number: Int) -> Cell { Cell(number == 0 ? "" : Wording.number(number)) }
        static func number(_ number: Int) -> Cell { Cell(Wording.number(number)) }

        /// Whole per cent with a bar; nothing where nothing was asked for.
        static func share(_ share: Int?) -> Cell { share.map { Cell("\($0)%", share: min(100, max(0, $0))) } ?? Cell("") }
    }

    /// Names the table in its page: letters, digits and hyphens.
    var id: String
    var caption: String
    var columns: [Column]
    /// The first cell of each is its heading.
    private(set) var rows: [(cells: [Cell], isTotal: Bool)] = []

    init(id: String, caption: String, columns: [Column]) {
        self.id = id
        self.caption = caption
        self.columns = columns
    }

    mutating func add(_ cells: [Cell], isTotal: Bool = false) {
        rows.append((cells, isTotal))
    }

    /// What the template `table` takes.
    var values: [String: Any] {
        [
            "id": id, "caption": caption, "columns": columns.map { ["text": $0.text, "isNumber": $0.isNumber] as [String: Any] },
            "rows": rows.map { ["isTotal": $0.isTotal, "cells": values(of: $0.cells)] as [String: Any] },
        ]
    }

    private func values(of cells: [Cell]) -> [[String: Any]] {
        cells.enumerated().map { index, cell in
            [
                "isHead": index == 0, "text": cell.text, "href": orFalse(cell.href), "share": orFalse(cell.share.map(String.init)),
                "flag": cell.isFlagged, "class": orFalse(columns[index].isNumber ? "number" : cell.share != nil || cell.isShort ? "share" : nil),
            ]
        }
    }
}

/// A value of a template, or false where there is none: a name that has no value at all is looked up further out.
func orFalse(_ value: String?) -> Any { value.map { $0 as Any } ?? false }
