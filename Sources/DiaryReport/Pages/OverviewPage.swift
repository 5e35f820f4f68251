import Diary

/// The first page: what a service manager asks of a week, answered in the order of asking.
struct OverviewPage {
    /// A heading with what stands under it.
    struct Section {
        var anchor: String
        var heading: String
        var paragraphs: [String] = []
        var points: [String] = []
        var tables: [PageTable] = []
        var links: [PageLink] = []

        var values: [String: Any] {
            [
                "anchor": anchor, "heading": heading, "paragraphs": paragraphs, "hasPoints": !points.isEmpty, "points": points,
                "hasTables": !tables.isEmpty, "tables": tables.map(\.values), "hasPageLinks": !links.isEmpty, "pageLinks": links.map(\.values),
            ]
        }
    }

    let scenario: Scenario
    let timetable: Timetable
    let naming: Naming
    let figures: WeekFigures
    let deliveries: Deliveries
    let details: WeekPages.Details
    let week: WeekEntries
    let links: PageLinks

    /// What the template takes, beside what all pages have.
    var values: [String: Any] {
        [
            "heading": heading, "headline": headline, "quality": quality, "tiles": tiles.map(\.values), "sections": sections.map(\.values),
        ]
    }

    private var heading: String { "Week of \(Wording.date(scenario.week))" }

    private var headline: String {
        guard figures.requests > 0 else { return "Nothing is asked for this week." }
        let share = figures.placed * 100 / figures.requests
        let placed = "\(Wording.number(figures.placed)) of \(Wording.count(figures.requests, "request")) are placed (\(share)%)"
        let left = figures.unplaced.count
        return left == 0 ? placed + ": everything that was asked for." : placed + "; \(Wording.number(left)) \(left == 1 ? "is" : "are") not."
    }

    private var quality: String {
        guard let score = details.score else { return "How much better a timetable could be is not known." }
        return Wording.gap(score: score, bound: details.bound)
    }

    private var sections: [Section] {
        [
            attention, blend, waiting, kinds, equity, schools, evenings, supervision, people, rooms, meetings, changes, unplaced, peoplesPages, placesPages,
        ].compactMap(\.self)
    }

    // MARK: Figures in boxes

    private struct Tile {
        var label: String
        var value: String
        var note: String

        var values: [String: Any] { ["label": label, "value": value, "note": note] }
    }

    private var tiles: [Tile] {
        let late = figures.afterHours.reduce(0, +), all = deliveries.all
        let needing = figures.practitioners.filter { scenario.practitioners[$0.practitioner].supervision != nil }
        let travel = figures.practitioners.reduce(0) { $0 + $1.travelMinutes }
        var tiles = [
            Tile(label: "Sessions", value: Wording.number(figures.placed), note: "of \(Wording.number(figures.requests)) asked for"),
            Tile(label: "Not placed", value: Wording.number(figures.unplaced.count), note: figures.unplaced.isEmpty ? "" : "named below"),
            Tile(label: "Waiting ended", value: Wording.count(all.weeksEnded, "week"), note: "added up over those who are seen"),
            Tile(
                label: "After hours", value: Wording.number(late),
                note: scenario.rules.afterHoursSlots.map { "of \(Wording.count($0, "slot"))" } ?? "sessions, without a cap"),
        ]
        if !needing.isEmpty {
            tiles.append(
                Tile(
                    label: "Supervised", value: Wording.number(needing.count { $0.supervision != nil }),
                    note: "of \(Wording.count(needing.count, "practitioner")) who need it"))
        }
        tiles.append(Tile(label: "Travel", value: Wording.duration(minutes: travel), note: "between places, in all"))
        let short = figures.schools.count { $0.shortage > 0 }
        tiles.append(Tile(label: "Below minimum", value: Wording.count(short, "school"), note: short == 0 ? "every school has its minimum" : "named below"))
        if let score = details.score {
            tiles.append(
                Tile(label: "Score", value: Wording.points(score), note: details.bound.map { "at most \(Wording.points($0)) is possible" } ?? "points"))
        }
        return tiles
    }

    // MARK: What deserves a look

    private var attention: Section? {
        var points: [String] = []
        let short = figures.schools.filter { $0.shortage > 0 }
        if !short.isEmpty {
            let texts = short.map { "\(school($0.place)) (\($0.placed) of \($0.minimum))" }
            points.append("Below their minimum: \(Self.listed(texts)).")
        }
        let without = figures.practitioners.filter {
            scenario.practitioners[$0.practitioner].supervision != nil && $0.supervision == nil
        }
        if !without.isEmpty {
            points.append("Without supervision, and so without sessions: \(Self.listed(without.map { naming.practitioner($0.practitioner) })).")
        }
        if !figures.missedMeetings.isEmpty { points.append("Not held: \(Self.listed(figures.missedMeetings.map(naming.meeting))).") }
        let pins = figures.pins
        if pins.placed < pins.asked { points.append("\(Wording.count(pins.asked - pins.placed, "agreed time")) of \(Wording.number(pins.asked)) not kept.") }
        if let longest = figures.unplaced.map({ scenario.requests[$0].weeksWaiting }).max(), longest > 0 {
            let ids = figures.unplaced.filter { scenario.requests[$0].weeksWaiting == longest }.map { scenario.requests[$0].id }
            points.append("Waiting longest and still not placed: \(Self.listed(ids)), \(Wording.count(longest, "week")).")
        }
        if let slots = scenario.rules.afterHoursSlots {
            let late = figures.afterHours.reduce(0, +)
            points.append(
                late >= slots
                    ? "All \(Wording.count(slots, "after-hours slot")) \(slots == 1 ? "is" : "are") used."
                    : "\(Wording.count(slots - late, "after-hours slot")) of \(Wording.number(slots)) \(slots - late == 1 ? "is" : "are") free.")
        }
        let roomy = figures.practitioners.filter { self.room(of: $0) > 0 }
        if !roomy.isEmpty {
            points.append(
                "Room for more by the week's limit of sessions: "
                    + Self.listed(roomy.map { "\(naming.practitioner($0.practitioner)) (\(Wording.number(self.room(of: $0))))" }) + ".")
        }
        return points.isEmpty ? nil : Section(anchor: "look", heading: "Worth a look", points: points)
    }

    /// Sessions that a practitioner could still hold by the week's limit; 0 for somebody who lacks the supervision to hold any.
    func room(of week: WeekFigures.ByPractitioner) -> Int {
        let person = scenario.practitioners[week.practitioner]
        if person.supervision != nil, week.supervision == nil { return 0 }
        return max(0, person.limits.sessionsPerWeek - week.sessions)
    }

    func school(_ place: Int?) -> String { place.map(naming.place) ?? "(no school)" }

    /// The texts, or the first of them and how many more there are.
    static func listed(_ texts: [String]) -> String {
        Wording.list(texts.count <= 11 ? texts : texts.prefix(10) + ["\(Wording.number(texts.count - 10)) more"])
    }
}
