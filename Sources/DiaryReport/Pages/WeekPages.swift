public import Diary

/// A week as pages that any browser shows and prints: an overview, the requests not placed, and one A4 page for everybody and each school.
///
/// ```swift
/// let pages = WeekPages(scenario: scenario, timetable: timetable, naming: Naming(scenario: scenario, style: .pseudonym))
/// for file in try pages.files() { write(file.html, to: file.path) }  // index.html, unplaced.html, practitioners/p01.html, ...
/// ```
///
/// Each file is whole by itself: it needs no network, no script and no other file. All of them are well-formed XML too, and the same input
/// gives the same bytes. What is shown of whom follows the naming (``NameStyle``); a school's page has that school's own alone, for it is
/// sent to people outside the team.
public struct WeekPages: Sendable {
    /// What there is to say beside the timetable itself.
    public struct Details: Sendable {
        /// The score by the checker.
        public var score: Points?
        /// A proven upper bound on the score of every allowed timetable, if there is one.
        public var bound: Points?
        /// Why each request that is not scheduled is not, in a sentence that names people as the scenario does, by position in
        /// `Scenario.requests`.
        public var reasons: [Int: String]
        /// The timetable that people already have, if there is one.
        public var published: PublishedTimetable?

        public init(score: Points? = nil, bound: Points? = nil, reasons: [Int: String] = [:], published: PublishedTimetable? = nil) {
            self.score = score
            self.bound = bound
            self.reasons = reasons
            self.published = published
        }
    }

    /// A text near the start of every page, by which a file is known to be one.
    public static let marker = "content=\"Diary Planner\""
    /// The file to open first.
    public static let overview = "index.html"

    private let scenario: Scenario
    private let timetable: Timetable
    private let naming: Naming
    private let details: Details

    /// - Parameters:
    ///   - timetable: One that the checker allows.
    ///   - naming: What people and things are called.
    public init(scenario: Scenario, timetable: Timetable, naming: Naming, details: Details = Details()) {
        self.scenario = scenario
        self.timetable = timetable.canonical
        self.naming = naming
        self.details = details
    }

    /// All pages: the path of each, with `/` between its parts, and its HTML.
    ///
    /// Takes time in proportion to the entries of everybody's week.
    public func files() throws(PageError) -> [(path: String, html: String)] {
        let templates = try PageTemplates()
        let week = WeekEntries(scenario: scenario, timetable: timetable, naming: naming)
        let figures = WeekFigures(scenario, timetable)
        let schools = Dictionary(figures.schools.compactMap { school in school.place.map { ($0, school) } }, uniquingKeysWith: { first, _ in first })
        // Which places have a page follows from the scenario alone, so that it is known before anything is planned.
        let asked = Set(scenario.requests.flatMap { [$0.school, $0.place].compactMap(\.self) } + scenario.meetings.compactMap(\.place))
        let shown = scenario.places.indices.filter { scenario.places[$0].kind == .school || asked.contains($0) }
        let links = PageLinks(scenario: scenario, shown: Set(shown))
        let overview = OverviewPage(
            scenario: scenario, timetable: timetable, naming: naming, figures: figures, deliveries: Deliveries(scenario, timetable), details: details,
            week: week, links: links)
        let unplaced = UnplacedPage(scenario: scenario, naming: naming, figures: figures, details: details)
        var files = [
            (path: links.overview, html: templates.html(.overview, common("Overview", "overview-page", current: links.overview, links).merging(overview.values))),
            (path: links.unplaced, html: templates.html(.unplaced, common("Requests not placed", "unplaced-page", current: links.unplaced, links).merging(unplaced.values))),
        ]
        for practitioner in figures.practitioners {
            let page = WeekPage(practitioner: practitioner.practitioner, entries: week, figures: practitioner)
            files.append((path: links.practitioner(practitioner.practitioner), html: html(page, templates, backTo: links)))
        }
        let sessions = Dictionary(grouping: timetable.sessions) { scenario.requests[$0.request].school }
        for place in shown {
            guard let path = links.place(place) else { continue }
            let page = WeekPage(place: place, entries: week, figures: schools[place], deliveries: sessions[place] ?? [])
            files.append((path: path, html: html(page, templates, backTo: nil)))
        }
        return files
    }

    private func html(_ page: WeekPage, _ templates: PageTemplates, backTo links: PageLinks?) -> String {
        templates.html(.week, common(page.heading, "week-page", links, prefix: "../").merging(page.values(of: scenario)))
    }

    /// What all pages have. A page for people outside the team leads nowhere.
    private func common(_ title: String, _ kind: String, current: String? = nil, _ links: PageLinks?, prefix: String = "") -> [String: Any] {
        let weekText = "Week of \(Wording.date(scenario.week))"
        let pages = links.map { [("Overview", $0.overview), ("Not placed", $0.unplaced)] } ?? []
        return [
            "title": "\(title), week of \(Wording.date(scenario.week))", "kind": kind, "weekText": weekText,
            "service": naming.service.map { "\($0), week of \(Wording.date(scenario.week))" } ?? "Timetable, w" + weekText.dropFirst(), "hasLinks": !pages.isEmpty,
            "links": pages.map { PageLink(text: $0.0, href: prefix + $0.1, isCurrent: $0.1 == current).values }, "privacy": naming.style.privacy,
        ]
    }
}

extension [String: Any] {
    fileprivate func merging(_ own: [String: Any]) -> [String: Any] { merging(own) { _, own in own } }
}

extension NameStyle {
    /// Who can be recognised on a page.
    var privacy: String {
        switch self {
        case .full: "Practitioners are named, clients are pseudonyms."
        case .initials: "Practitioners are initials, clients are pseudonyms."
        case .pseudonym: "Practitioners and clients are pseudonyms."
        }
    }
}
