public import Diary

extension Explainer {
    /// How else a scheduled request could be held while the rest of the timetable stays as it is, with what each way costs, and which rules bar the
    /// others.
    ///
    /// - Parameter request: position in `Scenario.requests`.
    /// - Returns: nil where the timetable does not hold the request.
    /// - Throws: ``PlannerError`` where the timetable is not allowed.
    public func alternatives(to request: Int, isStopped: @escaping @Sendable () -> Bool = { false }) throws -> Alternatives? {
        let checker = Checker(scenario)
        let verdict = checker.check(timetable, published: published)
        guard verdict.isAllowed else { throw PlannerError.notAllowed(verdict.violations) }
        guard let session = timetable.sessions.first(where: { $0.request == request }) else { return nil }
        let clock = Stopwatch(limit: options.timeLimit, isStopped: isStopped)
        var rest = timetable
        rest.sessions.removeAll { $0.request == request }
        let ways = SessionWays(WeekTrial(scenario, rest), request: request, isStopped: { clock.isOver() })
        let people = Set(session.practitioners)
        var choices: [DayKind: Alternatives.Choice] = [:]
        var nearest: [Kind: (way: SessionWay, rules: RuleMask)] = [:]
        // Two rules broken are as far as one wants to look.
        ways.visit(skips: { $0.strict.count > 2 }) { way, broken in
            let kind = Kind(way.session)
            guard broken.isEmpty else {
                if broken.strict.count < nearest[kind]?.rules.count ?? .max { nearest[kind] = (way, broken.strict) }
                return !clock.isOver()
            }
            let isSame = way.session.mode == session.mode && way.session.start == session.start && Set(way.session.practitioners) == people
            guard !isSame else { return true }
            let judged = checker.check(way.added(to: rest), published: published)
            guard judged.isAllowed else { return true }
            let choice = Alternatives.Choice(
                session: way.session, cost: verdict.score.total - judged.score.total, cover: way.cover, supervision: way.supervision)
            let key = DayKind(kind: kind, day: way.session.start.day)
            if choice.cost < choices[key]?.cost ?? Points(thousandths: .max) { choices[key] = choice }
            return !clock.isOver()
        }
        let open = Set(choices.keys.map(\.kind) + [Kind(session)])
        let barred = nearest.filter { !open.contains($0.key) }.map(\.value).compactMap { way, _ -> Alternatives.Barred? in
            let timetable = way.added(to: rest)
            let rules = RuleMask(checker.check(timetable, published: published).violations.map(\.rule)).rules
            return rules.isEmpty ? nil : Alternatives.Barred(session: way.session, rules: rules, timetable: timetable)
        }
        func order(_ session: Timetable.Session) -> [Int] {
            [session.mode.rawValue, session.start.day.rawValue, session.start.minute] + session.practitioners
        }
        return Alternatives(
            session: session,
            choices: choices.values.sorted { $0.cost != $1.cost ? $0.cost < $1.cost : order($0.session).lexicographicallyPrecedes(order($1.session)) },
            barred: barred.sorted {
                // That somebody lacks the ability is no news.
                $0.rules.contains(.S1) != $1.rules.contains(.S1) ? $1.rules.contains(.S1) : $0.rules.count != $1.rules.count
                    ? $0.rules.count < $1.rules.count : order($0.session).lexicographicallyPrecedes(order($1.session))
            },
            isComplete: !ways.isCut && !clock.isOver())
    }

    /// Who, and in which mode.
    private struct Kind: Hashable {
        let practitioners: [Int]
        let mode: Mode

        init(_ session: Timetable.Session) {
            practitioners = session.practitioners.sorted()
            mode = session.mode
        }
    }

    private struct DayKind: Hashable {
        let kind: Kind
        let day: Weekday
    }
}
