import Diary

/// What changed, what is missing, and the other pages.
extension OverviewPage {
    /// What has become of the published timetable, if there is one.
    var changes: Section? {
        guard let published = details.published else { return nil }
        let changes = PublishedChanges(published, timetable)
        let dropped = changes.changes.count { $0.after == nil }
        let summary =
            "\(Wording.count(changes.kept, "published session")) stand\(changes.kept == 1 ? "s" : ""), "
            + "\(Wording.number(changes.changes.count - dropped)) moved, \(Wording.number(dropped)) dropped; "
            + "\(Wording.count(changes.added.count, "session")) \(changes.added.count == 1 ? "is" : "are") new."
        var table = PageTable(id: "changes", caption: "Published sessions that do not stand", columns: [.init("Request"), .init("School"), .init("Was"), .init("Is now")])
        for change in changes.changes {
            let request = scenario.requests[change.request]
            table.add([
                .init(request.id), .init(request.school.map(naming.place) ?? ""),
                .init(change.before.map(described) ?? "no longer possible as it was"),
                .init(change.after.map(described) ?? "not placed", isFlagged: change.after == nil),
            ])
        }
        return Section(
            anchor: "changes-heading", heading: "Changes from the published timetable", paragraphs: [summary], tables: table.rows.isEmpty ? [] : [table])
    }

    private func described(_ session: Timetable.Session) -> String {
        "\(session.start.day.name) \(ClockTime.text(session.start.minute)), \(Wording.mode(session.mode)), \(naming.practitioners(session.practitioners))"
    }

    /// The first of those not placed, and where all of them are.
    var unplaced: Section? {
        let most = 10
        guard !figures.unplaced.isEmpty else {
            return figures.requests == 0 ? nil : Section(anchor: "missing", heading: "Not placed", paragraphs: ["Everything asked for is placed."])
        }
        let shown = figures.unplaced.count <= most + 1 ? figures.unplaced : Array(figures.unplaced.prefix(most))
        var table = PageTable(
            id: "unplaced", caption: "Not placed, the most valuable first",
            columns: [.init("Request"), .init("Type"), .init("School"), .init("Priority"), .number("Waiting"), .init("Why")])
        let reasons = ReasonText(scenario: scenario, naming: naming)
        for index in shown {
            let request = scenario.requests[index]
            table.add([
                .init(request.id), .init(scenario.sessionTypes[request.type].id), .init(request.school.map(naming.place) ?? ""), .init(request.priority),
                .init(request.weeksWaiting == 0 ? "" : Wording.count(request.weeksWaiting, "week")),
                .init(details.reasons[index].map(reasons.shown) ?? UnplacedPage.noReason),
            ])
        }
        let rest = figures.unplaced.count - shown.count
        return Section(
            anchor: "missing", heading: "Not placed", tables: [table],
            links: [PageLink(text: rest > 0 ? "All \(Wording.number(figures.unplaced.count)) requests not placed, in five orders" : "In other orders", href: links.unplaced)])
    }

    var peoplesPages: Section? {
        let pages = scenario.practitioners.indices.map { PageLink(text: naming.practitioner($0), href: links.practitioner($0)) }
        return pages.isEmpty
            ? nil : Section(anchor: "peoples-pages", heading: "A page for each practitioner", paragraphs: ["The week on one sheet of A4."], links: pages)
    }

    var placesPages: Section? {
        let pages = scenario.places.indices.compactMap { place in links.place(place).map { PageLink(text: naming.place(place), href: $0) } }
        return pages.isEmpty
            ? nil
            : Section(
                anchor: "places-pages", heading: "A page for each school and place",
                paragraphs: ["Who comes when, to which room, on one sheet of A4; nothing on it concerns another school."], links: pages)
    }
}
