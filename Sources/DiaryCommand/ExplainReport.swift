import Diary
import DiaryReport

/// What `diary explain` says: for people, or as JSON.
struct ExplainReport {
    let scenario: Scenario
    let timetable: Timetable
    let score: Points
    let explanations: [Explanation]
    /// For requests that are scheduled and were asked about.
    var alternatives: [Alternatives] = []
    let naming: Naming
    let isInterrupted: Bool

    private var wording: ExplanationWording { ExplanationWording(scenario: scenario, timetable: timetable, naming: naming) }

    // MARK: For people

    func text(style: TextStyle, width: Int) -> String {
        guard !explanations.isEmpty || !alternatives.isEmpty else { return "Every request is placed: there is nothing to explain.\n" }
        let wording = self.wording
        var sections: [[String]] = []
        for explanation in explanations {
            var lines = [style.bold(title(explanation.request, width))]
            let headline = wording.headline(explanation) + "."
            switch explanation.finding {
            case .impossible(let impossibility):
                lines.append("  " + style.bad(headline))
                lines += list(impossibility, wording, width)
            case .worthMoreWithout(let week):
                lines.append("  " + style.notable(headline))
                lines += list(week, explanation.request, wording, width)
            case .notSettled(let week):
                lines.append("  " + style.notable(headline))
                if let week {
                    lines += list(week, explanation.request, wording, width)
                } else {
                    lines += paragraph("The search stopped before it could tell whether anybody could deliver it.", width)
                }
            }
            sections.append(lines)
        }
        sections += alternatives.map { list($0, wording, style, width) }
        var text = sections.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
        if isInterrupted { text += "\nInterrupted: what is not settled might have been.\n" }
        return text
    }

    private func title(_ position: Int, _ width: Int) -> String {
        let request = scenario.requests[position]
        var about = [scenario.sessionTypes[request.type].id]
        if let school = request.school { about.append(naming.place(school)) }
        if request.weeksWaiting > 0 { about.append("waiting \(Wording.count(request.weeksWaiting, "week"))") }
        return DisplayWidth.truncated(DisplayWidth.harmless("\(request.id)  \(about.joined(separator: ", "))"), to: width)
    }

    private func list(_ impossibility: Impossibility, _ wording: ExplanationWording, _ width: Int) -> [String] {
        let count = impossibility.obstacles.count
        var lines = paragraph(
            count == 1
                ? "One rule shuts it out, in whatever way it is tried. The nearest that one comes:"
                : "\(count) rules together shut it out: with any one of them fewer it could be held. The nearest that one comes:", width)
        for obstacle in impossibility.obstacles {
            let (rule, example) = wording.obstacle(obstacle)
            lines += item(rule, example, width)
        }
        if impossibility.openings.isEmpty {
            lines += paragraph("No change of one thing that was tried lets it in.", width)
        } else {
            lines += paragraph("It would be possible if", width)
            for opening in impossibility.openings { lines += item("-", wording.clause(opening), width) }
        }
        return lines
    }

    /// Differences shown at most; JSON has all.
    private static let mostDifferences = 12

    private func list(_ week: HeldWeek, _ request: Int, _ wording: ExplanationWording, _ width: Int) -> [String] {
        var lines = wording.costSentence(week).map { paragraph($0, width) } ?? []
        let differences = wording.differences(week, holding: request)
        if !differences.isEmpty {
            lines += paragraph("In the best week found with it", width)
            let shown = differences.count <= Self.mostDifferences + 1 ? differences : Array(differences.prefix(Self.mostDifferences))
            for difference in shown { lines += item("-", difference, width) }
            if differences.count > shown.count { lines += item("-", "and \(differences.count - shown.count) more changes", width) }
        }
        if !week.units.isEmpty {
            lines += paragraph("It would come in at no loss if", width)
            for unit in week.units { lines += item("-", wording.clause(unit), width) }
        }
        return lines
    }

    /// Choices and barred ways shown at most; JSON has all.
    private static let mostChoices = 10, mostBarred = 6

    private func list(_ alternatives: Alternatives, _ wording: ExplanationWording, _ style: TextStyle, _ width: Int) -> [String] {
        var lines = [style.bold(title(alternatives.session.request, width))]
        lines += paragraph("Placed: \(wording.phrase(alternatives.session)).", width)
        if alternatives.choices.isEmpty {
            lines += paragraph("Nothing else is allowed while the rest of the week stays as it is.", width)
        } else {
            lines += paragraph("With the rest of the week as it is, it could instead be", width)
            for choice in alternatives.choices.prefix(Self.mostChoices) { lines += item("-", wording.phrase(choice), width) }
            let rest = alternatives.choices.count - Self.mostChoices
            if rest > 0 { lines += item("-", "and \(rest) more", width) }
        }
        if !alternatives.barred.isEmpty {
            lines += paragraph("Not allowed", width)
            for barred in alternatives.barred.prefix(Self.mostBarred) { lines += item("-", wording.phrase(barred), width) }
            let rest = alternatives.barred.count - Self.mostBarred
            if rest > 0 { lines += item("-", "and \(rest) more", width) }
        }
        if !alternatives.isComplete { lines += paragraph("The search was stopped: there may be more.", width) }
        return lines
    }

    private func paragraph(_ text: String, _ width: Int) -> [String] {
        TextLayout.wrapped(DisplayWidth.harmless(text), width: width, indent: 2, first: "  ")
    }

    private func item(_ label: String, _ text: String, _ width: Int) -> [String] {
        let first = "    " + label + " "
        return TextLayout.wrapped(DisplayWidth.harmless(text), width: width, indent: DisplayWidth.of(first), first: first)
    }

    // MARK: JSON

    private struct Object: Encodable {
        var service: String
        var week: String
        var score: JSONText.Number
        var interrupted: Bool
        var requests: [Entry]
        var scheduled: [ScheduledEntry]
    }

    /// A request that is scheduled.
    private struct ScheduledEntry: Encodable {
        var request: String
        var session: SessionEntry
        var choices: [ChoiceEntry]
        var barred: [BarredEntry]
        var complete: Bool
    }

    private struct ChoiceEntry: Encodable {
        var session: SessionEntry
        var cost: JSONText.Number
        /// Practitioners who would go on cover for it.
        var cover: [String]
        /// Practitioners who would have supervision for it.
        var supervision: [String]
    }

    private struct BarredEntry: Encodable {
        var session: SessionEntry
        var rules: [String]
        var reason: String
    }

    private struct Entry: Encodable {
        var request: String
        /// `impossible`, `worth-more-without` or `not-settled`.
        var finding: String
        var sentence: String
        var rules: [RuleEntry]?
        var openings: [OpeningEntry]?
        var cost: Cost?
        var best: Best?
        var bound: JSONText.OrNull<JSONText.Number>?
        var units: [OpeningEntry]?
    }

    private struct RuleEntry: Encodable {
        var rule: String
        var meaning: String
        var example: String
    }

    private struct OpeningEntry: Encodable {
        var kind: String
        var condition: String
        var practitioners: [String]
    }

    private struct Cost: Encodable {
        var least: JSONText.OrNull<JSONText.Number>
        var most: JSONText.OrNull<JSONText.Number>
    }

    private struct Best: Encodable {
        var score: JSONText.Number
        var session: SessionEntry?
        var displaced: [String]
        var added: [String]
        var moved: [Move]
        var supervision: [String]
        var meetings: [String]
    }

    private struct SessionEntry: Encodable {
        var practitioners: [String]
        var mode: String
        var start: String
    }

    private struct Move: Encodable {
        var request: String
        var from: SessionEntry
        var to: SessionEntry
    }

    func json() throws(Failure) -> String {
        let wording = self.wording
        return try JSONText.text(
            Object(
                service: scenario.service, week: scenario.week.description, score: JSONText.Number(score), interrupted: isInterrupted,
                requests: explanations.map { entry($0, wording) }, scheduled: alternatives.map { entry($0, wording) }))
    }

    private func entry(_ explanation: Explanation, _ wording: ExplanationWording) -> Entry {
        var entry = Entry(request: scenario.requests[explanation.request].id, finding: "", sentence: wording.sentence(explanation))
        switch explanation.finding {
        case .impossible(let impossibility):
            entry.finding = "impossible"
            entry.rules = impossibility.obstacles.map { obstacle in
                let (rule, example) = wording.obstacle(obstacle)
                return RuleEntry(rule: rule, meaning: obstacle.rule.summary, example: example)
            }
            entry.openings = impossibility.openings.map { opening($0, wording) }
        case .worthMoreWithout(let week):
            entry.finding = "worth-more-without"
            describe(week, explanation.request, wording, &entry)
        case .notSettled(let week):
            entry.finding = "not-settled"
            if let week { describe(week, explanation.request, wording, &entry) }
        }
        return entry
    }

    private func entry(_ alternatives: Alternatives, _ wording: ExplanationWording) -> ScheduledEntry {
        ScheduledEntry(
            request: id(alternatives.session.request), session: session(alternatives.session),
            choices: alternatives.choices.map { choice in
                ChoiceEntry(
                    session: session(choice.session), cost: JSONText.Number(choice.cost),
                    cover: choice.cover.map { scenario.practitioners[$0.practitioner].id },
                    supervision: choice.supervision.map { scenario.practitioners[$0.practitioner].id })
            },
            barred: alternatives.barred.map { barred in
                BarredEntry(session: session(barred.session), rules: barred.rules.map(\.rawValue), reason: wording.reason(barred))
            }, complete: alternatives.isComplete)
    }

    private func describe(_ week: HeldWeek, _ request: Int, _ wording: ExplanationWording, _ entry: inout Entry) {
        entry.cost = Cost(
            least: JSONText.OrNull(week.leastCost.map { JSONText.Number($0) }), most: JSONText.OrNull(week.mostCost.map { JSONText.Number($0) }))
        entry.bound = JSONText.OrNull(week.bound.map { JSONText.Number($0) })
        entry.units = week.units.map { opening($0, wording) }
        entry.best = week.best.map { best in
            Best(
                score: JSONText.Number(best.score), session: best.timetable.sessions.first { $0.request == request }.map(session),
                displaced: best.changes.displaced.map(id), added: best.changes.added.filter { $0 != request }.map(id),
                moved: best.changes.moved.map { Move(request: id($0.to.request), from: session($0.from), to: session($0.to)) },
                supervision: best.changes.supervision.map { scenario.practitioners[$0].id }, meetings: best.changes.meetings.map { scenario.meetings[$0].id })
        }
    }

    private func id(_ request: Int) -> String { scenario.requests[request].id }

    private func opening(_ opening: Opening, _ wording: ExplanationWording) -> OpeningEntry {
        OpeningEntry(
            kind: opening.alternatives.first?.kind ?? "", condition: wording.clause(opening),
            practitioners: opening.alternatives.compactMap(\.practitioner).map { scenario.practitioners[$0].id })
    }

    private func session(_ session: Timetable.Session) -> SessionEntry {
        SessionEntry(
            practitioners: session.practitioners.map { scenario.practitioners[$0].id }, mode: session.mode.key,
            start: "\(scenario.date(of: session.start.day))T\(ClockTime.text(session.start.minute))")
    }
}
