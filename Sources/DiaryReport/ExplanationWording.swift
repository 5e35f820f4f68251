public import Diary

/// Says in words why requests are not in a timetable.
///
/// ```swift
/// ExplanationWording(scenario: scenario, timetable: timetable, naming: naming).sentence(explanation)
/// // "Impossible as things stand (S3): it would be possible if the risk assessment of Heathland were agreed."
/// ```
public struct ExplanationWording: Sendable {
    private let scenario: Scenario
    private let timetable: Timetable
    private let naming: Naming
    private let changes: ChangeWording
    /// Judges under the names of the style, so that what it says gives away no more of them.
    private let checker: Checker

    /// Things of one kind that a sentence names at the most.
    private static let mostNamed = 3

    /// - Parameters:
    ///   - timetable: the one that is explained.
    ///   - naming: how people are named; made of the same scenario.
    public init(scenario: Scenario, timetable: Timetable, naming: Naming) {
        self.scenario = scenario
        self.timetable = timetable
        self.naming = naming
        changes = ChangeWording(scenario: scenario, naming: naming)
        var named = scenario
        for position in named.practitioners.indices {
            let id = scenario.practitioners[position].id
            // The checker adds the id where the name differs; the style's names have it already where they need it.
            let text = naming.practitioner(position)
            named.practitioners[position].name = naming.style == .pseudonym || text.hasSuffix("(\(id))") ? id : text
            for block in named.practitioners[position].busy.indices {
                let label = naming.label(of: scenario.practitioners[position].busy[block])
                named.practitioners[position].busy[block].label = label ?? "of \(scenario.practitioners[position].busy[block].window)"
            }
        }
        for position in named.meetings.indices { named.meetings[position].name = naming.meeting(position) }
        checker = Checker(named)
    }

    // MARK: One sentence

    /// One sentence, or two, for tables and files.
    public func sentence(_ explanation: Explanation) -> String {
        switch explanation.finding {
        case .impossible(let impossibility):
            let rules = impossibility.rules.map(\.rawValue).joined(separator: ", ")
            guard let first = impossibility.openings.first else { return "Impossible as things stand (\(rules)); no single change is known to open it." }
            return "Impossible as things stand (\(rules)): it would be possible if \(changes.clause(first))."
        case .worthMoreWithout(let week):
            return headline(explanation) + (cost(week).map { ": \($0)" + displacement(week) } ?? "") + "." + unit(week)
        case .notSettled(nil): return "Not settled: the search stopped before it could tell whether anybody could deliver it."
        case .notSettled(let week?): return "Not settled: " + openCost(week) + "." + unit(week)
        }
    }

    /// `Impossible as things stand`, `Possible, but the week is worth more without it` or `Not settled`.
    public func headline(_ explanation: Explanation) -> String {
        switch explanation.finding {
        case .impossible: return "Impossible as things stand"
        case .worthMoreWithout(let week):
            return week.mostCost == .zero ? "Possible, but the week is worth no more with it" : "Possible, but the week is worth more without it"
        case .notSettled: return "Not settled"
        }
    }

    /// What holding it costs: `it would cost between 3 and 12.5 points`.
    private func cost(_ week: HeldWeek) -> String? {
        switch (week.leastCost, week.mostCost) {
        case (let least?, let most?):
            if most == .zero { return "the best week with it is worth as much" }
            if least == most { return "it would cost \(Self.points(most))" }
            if least == .zero { return "it would cost at most \(Self.points(most))" }
            return "it would cost between \(Wording.points(least)) and \(Self.points(most))"
        case (let least?, nil): return least == .zero ? nil : "it would cost at least \(Self.points(least))"
        case (nil, let most?): return "it would cost at most \(Self.points(most))"
        case (nil, nil): return nil
        }
    }

    private func openCost(_ week: HeldWeek) -> String {
        guard let most = week.mostCost else {
            guard let least = week.leastCost else { return "it could be delivered, but no good week with it has been found yet" }
            return "no good week with it has been found yet; none can be worth more than \(Self.points(-least)) more than this one"
        }
        let with = "with it" + displacement(week)
        if most < .zero { return "a week \(with) has been found that is worth \(Self.points(-most)) more than this one; plan again for longer" }
        let found = "the best week found \(with) is worth " + (most == .zero ? "as much as this one" : "\(Self.points(most)) less")
        guard let least = week.leastCost else { return found }
        return found + "; none can be worth more than \(Self.points(-least)) more than this one"
    }

    /// ` in place of r12 and r30`
    private func displacement(_ week: HeldWeek) -> String {
        guard let best = week.best, !best.changes.displaced.isEmpty else { return "" }
        return " in place of " + Wording.list(Self.capped(best.changes.displaced.map { scenario.requests[$0].id }))
    }

    private func unit(_ week: HeldWeek) -> String {
        guard let first = week.units.first else { return "" }
        return " It would come in at no loss if \(changes.clause(first))."
    }

    private static func points(_ points: Points) -> String { Wording.points(points) + (points == Points(1) ? " point" : " points") }

    private static func capped(_ items: [String], most: Int = mostNamed) -> [String] {
        items.count <= most + 1 ? items : items.prefix(most) + ["\(items.count - most) more"]
    }

    // MARK: In full

    /// A rule that shuts a request out, with an example of how it does: the nearest that one comes to holding it.
    public func obstacle(_ obstacle: Impossibility.Obstacle) -> (rule: String, example: String) {
        let violation = checker.check(obstacle.nearest).violations.first { $0.rule == obstacle.rule }
        return (obstacle.rule.rawValue, violation?.message ?? obstacle.rule.summary)
    }

    /// `the risk assessment of Heathland were agreed`.
    public func clause(_ opening: Opening) -> String { changes.clause(opening) }

    /// What the best week found with a request does otherwise, a line each.
    public func differences(_ week: HeldWeek, holding request: Int) -> [String] {
        guard let best = week.best else { return [] }
        let own = best.timetable.sessions.first { $0.request == request }
        var lines = own.map { ["\(scenario.requests[request].id) would be \(phrase($0))"] } ?? []
        let before = Dictionary(timetable.sessions.map { ($0.request, $0) }, uniquingKeysWith: { first, _ in first })
        for displaced in best.changes.displaced {
            let pinned = scenario.requests[displaced].pin == nil ? "" : ", although agreed"
            lines.append("\(scenario.requests[displaced].id) would not be placed" + (before[displaced].map { " (now \(phrase($0)))" } ?? "") + pinned)
        }
        for move in best.changes.moved {
            lines.append("\(scenario.requests[move.to.request].id) would move from \(phrase(move.from)) to \(phrase(move.to))")
        }
        for added in best.changes.added where added != request {
            if let session = best.timetable.sessions.first(where: { $0.request == added }) {
                lines.append("\(scenario.requests[added].id) would be \(phrase(session)) too")
            }
        }
        for person in best.changes.supervision {
            let now = best.timetable.supervision.first { $0.practitioner == person }
            let time = now.map { "be on \($0.start.day.name) at \(ClockTime.text($0.start.minute)) with \(naming.practitioner($0.supervisor))" }
            lines.append("the supervision of \(naming.practitioner(person)) would \(time ?? "not be held")")
        }
        for meeting in best.changes.meetings {
            let now = best.timetable.meetings.first { $0.meeting == meeting }
            let time = now.map { "be on \($0.start.day.name) at \(ClockTime.text($0.start.minute))" }
            lines.append("the meeting \(naming.meeting(meeting)) would \(time ?? "not be held")")
        }
        return lines
    }

    /// `Tue 10:00 by video with p03`.
    public func phrase(_ session: Timetable.Session) -> String {
        "\(Wording.shortDay(session.start.day)) \(ClockTime.text(session.start.minute)) \(ChangeWording.manner(session.mode)) with "
            + naming.practitioners(session.practitioners)
    }

    /// `Tue 10:00 by video with p03: costs 8 points`.
    public func phrase(_ choice: Alternatives.Choice) -> String {
        let cost =
            choice.cost == .zero ? "costs nothing" : choice.cost < .zero ? "gains \(Self.points(-choice.cost))" : "costs \(Self.points(choice.cost))"
        let cover = choice.cover.map(\.practitioner).map(naming.practitioner)
        let supervised = choice.supervision.map(\.practitioner).map(naming.practitioner)
        return "\(phrase(choice.session)): \(cost)" + (cover.isEmpty ? "" : ", with \(Wording.list(cover)) on cover")
            + (supervised.isEmpty ? "" : ", with supervision for \(Wording.list(supervised))")
    }

    /// `by video with p03: ` and what the checker says of the nearest that one comes.
    public func phrase(_ barred: Alternatives.Barred) -> String {
        "\(ChangeWording.manner(barred.session.mode)) with \(naming.practitioners(barred.session.practitioners)): \(reason(barred))"
    }

    /// What the checker says of a way that is not allowed: `W6: ...`.
    public func reason(_ barred: Alternatives.Barred) -> String {
        var rules: Set<Rule> = []
        return checker.check(barred.timetable).violations.filter { rules.insert($0.rule).inserted }.map(\.description).joined(separator: " ")
    }

    /// What is certain of the cost, in a sentence; nil where nothing is.
    public func costSentence(_ week: HeldWeek) -> String? {
        let text = week.isProven ? cost(week) : openCost(week)
        return text.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    }
}
