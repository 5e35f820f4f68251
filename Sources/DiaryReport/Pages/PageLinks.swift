import Diary

/// A link of a page.
struct PageLink: Sendable {
    var text: String
    var href: String
    var isCurrent = false

    var values: [String: Any] { ["text": text, "href": href, "isCurrent": isCurrent] }
}

/// Where each page lies, relative to the overview; every part is safe in a file name and in an address (``FileNames``).
struct PageLinks: Sendable {
    let overview = "index.html"
    let unplaced = "unplaced.html"
    private let practitioners: [String]
    private let places: [String]
    private let shown: Set<Int>

    /// - Parameter shown: Positions in `Scenario.places` of those that have a page.
    init(scenario: Scenario, shown: Set<Int>) {
        practitioners = FileNames.stems(for: scenario.practitioners.map(\.id)).map { "practitioners/\($0).html" }
        places = FileNames.stems(for: scenario.places.map(\.id)).map { "places/\($0).html" }
        self.shown = shown
    }

    func practitioner(_ position: Int) -> String { practitioners[position] }
    func place(_ position: Int) -> String? { shown.contains(position) ? places[position] : nil }
}
