import Diary

/// Whether any allowed timetable holds a request, whatever else is given up, and if not, by which rules.
///
/// A request can be held just when it can be held alone: with the supervision and cover that it needs and nothing else, for no rule asks for other
/// things to be there. Two rules are the exception: a further activity may make a break (W4) or, with ways that are not metric, a shorter way. Where only
/// these stand between, the answer is not settled.
struct DeliveryTest {
    enum Outcome {
        /// A timetable of the request alone, allowed by the checker.
        case possible(Timetable)
        /// A smallest set of rules that shuts the request out.
        case impossible([Impossibility.Obstacle])
        case notSettled
    }

    let trial: WeekTrial
    let mostSteps: Int
    let isStopped: () -> Bool
    private let checker: Checker

    /// Steps of ``SessionWays`` after which a request counts as not settled: some seconds.
    static let mostSteps = 5_000_000

    init(
        _ scenario: Scenario, travel: TravelTable? = nil, mostSteps: Int = DeliveryTest.mostSteps, isStopped: @escaping () -> Bool = { false }
    ) {
        trial = WeekTrial(scenario, travel: travel)
        self.mostSteps = mostSteps
        self.isStopped = isStopped
        checker = Checker(scenario)
    }

    /// A timetable of the request alone, or nil where none was found; `isCut` says whether there may be one all the same.
    func timetable(holding request: Int) -> (timetable: Timetable?, isCut: Bool) {
        let ways = SessionWays(trial, request: request, mostSteps: mostSteps, isStopped: isStopped)
        var found: SessionWay?
        ways.visit(skips: { !$0.isEmpty }) { way, _ in
            found = way
            return false
        }
        guard let found else { return (nil, ways.isCut) }
        let timetable = found.added(to: Timetable())
        return checker.check(timetable).isAllowed ? (timetable, false) : (nil, true)
    }

    func outcome(_ request: Int) -> Outcome {
        let (timetable, isCut) = timetable(holding: request)
        if let timetable { return .possible(timetable) }
        if isCut { return .notSettled }
        let ways = SessionWays(trial, request: request, mostSteps: mostSteps, isStopped: isStopped)
        var strict = RuleFront<SessionWay>(), lasting = RuleFront<SessionWay>()
        ways.visit(skips: { strict.covers($0.strict) && lasting.covers($0.lasting) }) { way, broken in
            strict.insert(broken.strict, way)
            lasting.insert(broken.lasting, way)
            return true
        }
        guard !ways.isCut, let set = lasting.smallestMeetingSet else { return .notSettled }
        var obstacles: [Impossibility.Obstacle] = []
        for rule in set.rules {
            // Without the rule the others must let the request in: some way breaks none of them but it.
            let others = set.subtracting(RuleMask(rule))
            let nearest = strict.members.filter { !$0.rules.intersects(others) }
                .sorted { ($0.rules.count, $0.witness.session.start) < ($1.rules.count, $1.witness.session.start) }
                .map { $0.witness.added(to: Timetable()) }
                .first { RuleMask(checker.check($0).violations.map(\.rule)).intersection(set) == RuleMask(rule) }
            guard let nearest else { return .notSettled }
            obstacles.append(Impossibility.Obstacle(rule: rule, nearest: nearest))
        }
        return .impossible(obstacles)
    }
}
