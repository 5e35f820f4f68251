import Diary

/// The page of the requests that are not placed: one table for each order, each with every request and its reason.
struct UnplacedPage {
    let scenario: Scenario
    let naming: Naming
    let figures: WeekFigures
    let details: WeekPages.Details

    /// What stands where a timetable gives no reason.
    static let noReason = "No reason is on record."

    private struct Order {
        var anchor: String
        var name: String
        /// In a sentence: `by priority`.
        var text: String
        /// The column that it goes by, and whether downwards.
        var column: Int
        var isDescending: Bool
        var precedes: (Request, Request) -> Bool
    }

    private static let headings: [(text: String, order: String?)] = [
        ("Request", nil), ("Type", "by-type"), ("School", "by-school"), ("Priority", "by-priority"), ("Waiting", "by-waiting"), ("Why", nil),
    ]

    /// The last is the one that a page shows at first.
    private var orders: [Order] {
        func priority(_ request: Request) -> Points { scenario.weights.priority[request.priority, default: .zero] }
        // Requests without a school come last.
        func precedesBySchool(_ one: Request, _ other: Request) -> Bool {
            guard let first = one.school, let second = other.school else { return one.school != nil && other.school == nil }
            return NaturalOrder.precedes(naming.place(first), naming.place(second))
        }
        func type(_ request: Request) -> String { scenario.sessionTypes[request.type].id }
        return [
            Order(anchor: "by-waiting", name: "By weeks waiting", text: "by weeks waiting", column: 4, isDescending: true) { $0.weeksWaiting > $1.weeksWaiting },
            Order(anchor: "by-priority", name: "By priority", text: "by priority", column: 3, isDescending: true) { priority($0) > priority($1) },
            Order(anchor: "by-school", name: "By school", text: "by school", column: 2, isDescending: false, precedes: precedesBySchool),
            Order(anchor: "by-type", name: "By type", text: "by type", column: 1, isDescending: false) { type($0) < type($1) },
            Order(anchor: "by-value", name: "The most valuable first", text: "the most valuable first", column: -1, isDescending: true) { _, _ in false },
        ]
    }

    /// What the template takes, beside what all pages have.
    var values: [String: Any] {
        let reasons = ReasonText(scenario: scenario, naming: naming)
        let rows = Dictionary(uniqueKeysWithValues: figures.unplaced.map { ($0, row($0, reasons)) })
        let orders = figures.unplaced.isEmpty ? [] : orders
        let count = figures.unplaced.count
        var paragraphs: [String] = []
        if count > 0 {
            let known = figures.unplaced.count { details.reasons[$0] != nil }
            if known == 0 {
                paragraphs.append("The timetable gives no reasons. “diary explain” finds them.")
            } else if known < count {
                paragraphs.append("The timetable gives a reason for \(Wording.number(known)) of them. “diary explain” finds the others.")
            }
        }
        return [
            "heading": "Requests not placed",
            "headline": count == 0
                ? "Everything asked for is placed." : "\(Wording.number(count)) of \(Wording.count(figures.requests, "request")) \(count == 1 ? "is" : "are") not placed.",
            "paragraphs": paragraphs,
            "orders": orders.map { order in
                // Swift's sort keeps the order of equal requests: among those the one that counts most stays first.
                let sorted = figures.unplaced.enumerated().sorted { left, right in
                    let (one, other) = (scenario.requests[left.element], scenario.requests[right.element])
                    if order.precedes(one, other) { return true }
                    return !order.precedes(other, one) && left.offset < right.offset
                }
                return [
                    "anchor": order.anchor, "name": order.name, "orderText": order.text,
                    "choices": orders.reversed().map { ["anchor": $0.anchor, "name": $0.name, "isCurrent": $0.anchor == order.anchor] as [String: Any] },
                    "headings": Self.headings.indices.map { heading(at: $0, order) }, "rows": sorted.compactMap { rows[$0.element] },
                ] as [String: Any]
            },
        ]
    }

    private func heading(at column: Int, _ order: Order) -> [String: Any] {
        let heading = Self.headings[column], isSorted = order.column == column
        return [
            "text": heading.text, "href": orFalse(heading.order.map { "#\($0)" }),
            "sort": orFalse(isSorted ? (order.isDescending ? "descending" : "ascending") : nil),
        ]
    }

    private func row(_ index: Int, _ reasons: ReasonText) -> [String: Any] {
        let request = scenario.requests[index]
        var modes = request.modes.map(Wording.mode).joined(separator: ", ")
        if let practitioner = request.practitioner { modes += "; with \(naming.practitioner(practitioner))" }
        if let pin = request.pin { modes += "; agreed for \(pin.start.day.name) \(ClockTime.text(pin.start.minute))" }
        return [
            "request": request.id, "client": orFalse(request.client == request.id ? nil : naming.client(of: request)),
            "type": scenario.sessionTypes[request.type].id, "modes": modes, "school": request.school.map(naming.place) ?? "–",
            "priority": request.priority, "groups": orFalse(request.groups.isEmpty ? nil : request.groups.sorted().joined(separator: ", ")),
            "waiting": request.weeksWaiting == 0 ? "–" : Wording.count(request.weeksWaiting, "week"),
            "reason": details.reasons[index].map(reasons.shown) ?? Self.noReason,
        ]
    }
}
