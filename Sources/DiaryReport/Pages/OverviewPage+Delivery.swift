import Diary

/// What was delivered of what was asked for: by mode, by wait, by kind of work, by group, by school.
extension OverviewPage {
    var blend: Section? {
        guard figures.requests > 0 else { return nil }
        var modes = PageTable(
            id: "modes", caption: "Sessions by mode, against the mode that families asked for first",
            columns: [.init("Mode"), .number("Placed"), .number("Asked for first"), .init("Share of all sessions")])
        for mode in figures.modes {
            modes.add([
                .init(Wording.mode(mode.mode)), .number(mode.placed), .number(mode.askedFirst),
                .share(part(mode.placed)),
            ])
        }
        let late = figures.afterHours.reduce(0, +)
        func placed(_ wanted: Mode...) -> Int { figures.modes.filter { wanted.contains($0.mode) }.reduce(0) { $0 + $1.placed } }
        let atHome = placed(.video, .phone)
        var blend = PageTable(
            id: "blend", caption: "The blend of in-school and after-hours work",
            columns: [.init("Where the client is"), .number("Sessions"), .init("Share")])
        for (name, count) in [
            ("in person, at school or in the community", placed(.inPerson)), ("at school, in the hub", placed(.hub)),
            ("at home, in the day", atHome - late), ("at home, after hours (from \(ClockTime.text(scenario.rules.afterHoursFrom)))", late),
        ] {
            blend.add([.init(name), .number(count), .share(part(count))])
        }
        return Section(anchor: "modes-heading", heading: "How people are seen", tables: [modes, blend])
    }

    /// Per cent of all sessions, to the nearest.
    private func part(_ sessions: Int) -> Int? { figures.placed == 0 ? nil : (sessions * 200 / figures.placed + 1) / 2 }

    var waiting: Section? {
        guard figures.requests > 0 else { return nil }
        let bands = deliveries.by { [Deliveries.band(ofWeeks: $0.weeksWaiting)] }
        var table = PageTable(
            id: "waiting", caption: "Requests by the weeks that they have waited",
            columns: [.init("Waiting"), .number("Asked"), .number("Placed"), .number("Still waiting"), .init("Placed of asked"), .number("Weeks of waiting ended")])
        for (index, band) in Deliveries.waitingBands.enumerated() {
            guard let delivery = bands[index] else { continue }
            table.add(
                [.init(band.name), .number(delivery.asked), .number(delivery.placed), .number(delivery.left), .share(delivery.share)]
                    + [.number(delivery.weeksEnded)])
        }
        let all = deliveries.all
        table.add(
            [.init("All"), .number(all.asked), .number(all.placed), .number(all.left), .share(all.share), .number(all.weeksEnded)], isTotal: true)
        return Section(
            anchor: "waiting-heading", heading: "Waiting", paragraphs: ["This week ends \(Wording.count(all.weeksEnded, "week")) of waiting, added up over everybody who is seen."],
            tables: [table])
    }

    var kinds: Section? {
        guard figures.requests > 0 else { return nil }
        let types = deliveries.by { [$0.type] }, priorities = deliveries.by { [$0.priority] }
        let ranked = priorities.keys.sorted { left, right in
            let weights = (scenario.weights.priority[left, default: .zero], scenario.weights.priority[right, default: .zero])
            return weights.0 == weights.1 ? left < right : weights.0 > weights.1
        }
        return Section(
            anchor: "kinds", heading: "By kind of work and priority",
            tables: [
                table("types", "By type", "Type", types.keys.sorted().map { (scenario.sessionTypes[$0].id, types[$0]) }),
                table("priorities", "By priority", "Priority", ranked.map { ($0, priorities[$0]) }),
            ])
    }

    /// Whether groups fare as all do. A request can be in several groups or in none.
    var equity: Section? {
        let groups = deliveries.by { $0.groups.isEmpty ? [nil] : $0.groups.map(Optional.some) }
        let named = Set(groups.keys.compactMap(\.self)).union(scenario.weights.groups.keys).sorted()
        guard !named.isEmpty, let share = deliveries.all.share else { return nil }
        var rows = named.map { ($0, groups[$0]) }
        rows.append(("no group", groups[nil]))
        return Section(
            anchor: "equity", heading: "Equity by group",
            paragraphs: [
                "Of all requests \(share)% are placed; the last column says by how many points each group is better or worse off. A request in two groups counts in both."
            ],
            tables: [table("groups", "By group", "Group", rows, against: share)])
    }

    private func table(_ id: String, _ caption: String, _ heading: String, _ rows: [(String, Delivery?)], against all: Int? = nil) -> PageTable {
        var columns: [PageTable.Column] = [.init(heading), .number("Asked"), .number("Placed"), .number("Not placed"), .init("Placed of asked")]
        if all != nil { columns.append(.init("Points against all")) }
        var table = PageTable(id: id, caption: caption, columns: columns)
        for (name, delivery) in rows {
            let delivery = delivery ?? Delivery()
            var cells: [PageTable.Cell] = [
                .init(name), .number(delivery.asked), .number(delivery.placed), .number(delivery.left), .share(delivery.share),
            ]
            if let all { cells.append(Self.comparison(delivery.share, with: all)) }
            table.add(cells)
        }
        return table
    }

    /// How far a share lies from that of all, in points of per cent.
    /// - Parameter flagsFrom: How far below deserves a look; nil for schools, of which a small one is soon far off.
    static func comparison(_ share: Int?, with all: Int, flagsFrom: Int? = 10) -> PageTable.Cell {
        guard let share else { return .init("nothing asked", isShort: true) }
        let difference = share - all
        if difference == 0 { return .init("the same", isShort: true) }
        return .init(
            "\(abs(difference)) \(difference > 0 ? "above" : "below")", isFlagged: flagsFrom.map { difference <= -$0 } ?? false, isShort: true)
    }

    /// Every school against what it asked, the one that misses most first.
    var schools: Section? {
        guard !figures.schools.isEmpty, let all = deliveries.all.share else { return nil }
        var table = PageTable(
            id: "schools", caption: "Sessions by school",
            columns: [.init("School"), .number("Asked"), .number("Placed"), .init("Placed of asked"), .number("Minimum"), .init("Below minimum")]
                + Mode.allCases.map { .number(Wording.mode($0)) } + [.init("Points against all")])
        let ranked = figures.schools.enumerated().sorted { left, right in
            (right.element.shortage, right.element.asked - right.element.placed, left.offset)
                < (left.element.shortage, left.element.asked - left.element.placed, right.offset)
        }.map(\.element)
        for row in ranked {
            let share = row.asked == 0 ? nil : row.placed * 100 / row.asked
            table.add(
                [.init(school(row.place), href: row.place.flatMap(links.place)), .number(row.asked), .number(row.placed), .share(share), .count(row.minimum)]
                    + [row.shortage > 0 ? .init("short by \(Wording.number(row.shortage))", isFlagged: true, isShort: true) : .init("")]
                    + Mode.allCases.map { .count(row.modes[$0, default: 0]) } + [Self.comparison(share, with: all, flagsFrom: nil)])
        }
        return Section(anchor: "schools-heading", heading: "Schools", paragraphs: [schoolsInWords].compactMap(\.self), tables: [table])
    }

    /// How evenly schools fare, in a sentence.
    private var schoolsInWords: String? {
        let schools = figures.schools.filter { $0.place != nil && $0.asked > 0 }
        guard let least = schools.min(by: { $0.placed * $1.asked < $1.placed * $0.asked }) else { return nil }
        let all = schools.count { $0.placed == $0.asked }
        let short = schools.count { $0.shortage > 0 }
        let minimum = short == 0 ? "none is below its minimum" : "\(Wording.count(short, "school")) \(short == 1 ? "is" : "are") below the minimum"
        guard all < schools.count else { return "Every school gets all that it asked for; \(minimum)." }
        return "\(Wording.number(all)) of \(Wording.count(schools.count, "school")) \(all == 1 ? "gets" : "get") all that was asked for; the least share is "
            + "\(least.placed * 100 / least.asked)%, at \(school(least.place)); \(minimum)."
    }
}
