import Diary

/// Finds single changes of a scenario that let a request in, each tried before it is told.
struct OpeningFinder {
    let trial: WeekTrial
    let request: Int
    /// Openings told at most.
    let most: Int
    /// The usual ``most``, and practitioners in one opening.
    static let most = 5, mostAlternatives = 4
    /// Changes tried at most.
    private static let mostTries = 60
    let mostSteps: Int
    let isStopped: () -> Bool

    init(
        _ trial: WeekTrial, request: Int, most: Int = OpeningFinder.most, mostSteps: Int = DeliveryTest.mostSteps, isStopped: @escaping () -> Bool = { false }
    ) {
        self.trial = trial
        self.most = most
        self.request = request
        self.mostSteps = mostSteps
        self.isStopped = isStopped
    }

    /// A change, the least way that asks for it, and how much it asks.
    private struct Guessed {
        let change: ScenarioChange
        let way: SessionWay
        let effort: Int
        let order: Int
    }

    /// The changes that let the request in at all.
    func openings() -> [Opening] {
        choose(guessed()) { guess in
            let changed = guess.change.applied(to: trial.scenario)
            let test = DeliveryTest(changed, travel: trial.travel, mostSteps: mostSteps, isStopped: isStopped)
            return test.timetable(holding: request).timetable != nil
        }
    }

    /// The changes of which each lets the request into the trial's timetable, all else as it is, without loss.
    func units(score: Points, published: PublishedTimetable?) -> [Opening] {
        choose(guessed().filter { Self.isUnit($0.change) }) { guess in
            let verdict = Checker(guess.change.applied(to: trial.scenario)).check(guess.way.added(to: trial.timetable), published: published)
            return verdict.isAllowed && verdict.score.total >= score
        }
    }

    /// Whether a change is one of time, room or capacity, which is what a service can buy.
    private static func isUnit(_ change: ScenarioChange) -> Bool {
        switch change {
        case .room, .hours, .evening, .limit, .supervises, .cover, .slots: true
        default: false
        }
    }

    /// One guess for each thing that could be changed, least effort first.
    private func guessed() -> [Guessed] {
        let finder = ChangeFinder(trial: trial)
        var best: [Topic: Guessed] = [:]
        let ways = SessionWays(trial, request: request, mostSteps: mostSteps, isStopped: isStopped)
        // Several rules about neighbours in a day may all be broken by one busy block.
        ways.visit(skips: { $0.strict.count > 1 && !RuleMask.neighbours.contains($0.strict) }) { way, broken in
            var guesses = RuleMask.neighbours.contains(broken.strict) ? finder.busyBlocks(way) : []
            if broken.strict.count == 1, let rule = broken.strict.rules.first { guesses += finder.guesses(way, breaking: rule) }
            for guess in guesses {
                let topic = Topic(guess.change)
                if let known = best[topic], known.effort <= guess.effort { continue }
                best[topic] = Guessed(change: guess.change, way: way, effort: guess.effort, order: best[topic]?.order ?? best.count)
            }
            return true
        }
        return best.values.sorted { ($0.effort, $0.order) < ($1.effort, $1.order) }
    }

    /// What is changed, whatever it is changed to.
    private struct Topic: Hashable {
        let kind: String
        let practitioner: Int?
        let day: Weekday?
        let detail: ScenarioChange?

        init(_ change: ScenarioChange) {
            kind = change.kind
            practitioner = change.practitioner
            switch change {
            case .open(_, _, let day, _), .suits(_, _, let day, _), .hours(_, let day, _), .evening(_, let day, _):
                self.day = day
                detail = nil
            case .limit, .supervises, .cover, .slots:
                day = nil
                detail = nil
            default:
                day = nil
                detail = change
            }
        }
    }

    /// The first guesses that work, those alike but for the practitioner together.
    private func choose(_ guesses: [Guessed], works: (Guessed) -> Bool) -> [Opening] {
        var openings: [Opening] = []
        var tries = 0
        for guess in guesses {
            guard tries < Self.mostTries, !isStopped() else { break }
            let group = openings.firstIndex { Self.areAlike($0, guess.change) }
            if let group, openings[group].alternatives.count >= Self.mostAlternatives { continue }
            // Beyond the most openings only those already told may grow.
            if group == nil, openings.count >= most { continue }
            // A few of each kind are enough: no manager reads five windows of one client.
            if group == nil, openings.count(where: { $0.alternatives[0].kind == guess.change.kind }) >= 2 { continue }
            tries += 1
            guard works(guess) else { continue }
            if let group { openings[group].alternatives.append(guess.change) } else { openings.append(Opening([guess.change])) }
        }
        return openings
    }

    /// Whether a change differs from an opening's by the practitioner alone.
    private static func areAlike(_ opening: Opening, _ change: ScenarioChange) -> Bool {
        guard let practitioner = change.practitioner else { return false }
        return opening.alternatives[0].of(practitioner: practitioner) == change
    }
}
