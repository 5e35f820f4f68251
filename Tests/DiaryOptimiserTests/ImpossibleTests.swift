import Diary
import Testing

@testable import DiaryOptimiser

@Suite("Impossible as things stand")
struct ImpossibleTests {
    private func impossibility(_ scenario: Scenario) throws -> Impossibility {
        let explanations = try Explainer(scenario: scenario, timetable: Timetable()).explain([0])
        guard case .impossible(let found)? = explanations.first?.finding else {
            Issue.record("\(explanations)")
            throw Unexpected()
        }
        return found
    }

    private struct Unexpected: Error {}

    @Test("The base week itself can hold its request")
    func possible() throws {
        let test = DeliveryTest(BarredWeek.base())
        let found = try #require(test.timetable(holding: 0).timetable)
        #expect(Checker(BarredWeek.base()).check(found).isAllowed)
        #expect(found.sessions.map(\.request) == [0])
    }

    @Test("The smallest set of rules is the one that follows by reasoning", arguments: BarredWeek.all)
    func rules(_ week: BarredWeek) throws {
        #expect(try impossibility(week.scenario).rules == week.rules)
    }

    @Test("By plain enumeration with the checker alone: the set shuts the request out, and with any rule fewer it does not", arguments: BarredWeek.all)
    func isMinimal(_ week: BarredWeek) throws {
        let rules = Set(try impossibility(week.scenario).rules)
        let broken = brokenByEverything(week.scenario)
        #expect(broken.allSatisfy { !$0.isDisjoint(with: rules) })
        for rule in rules {
            let others = rules.subtracting([rule])
            #expect(broken.contains { $0.isDisjoint(with: others) }, "\(rule)")
        }
        // No smaller set does: every set of fewer of the rules that occur is missed by something.
        let occurring = broken.reduce(into: Set<Rule>()) { $0.formUnion($1) }
        for smaller in subsets(of: Array(occurring), size: rules.count - 1) {
            #expect(broken.contains { $0.isDisjoint(with: smaller) }, "\(smaller)")
        }
    }

    @Test("The example of each rule keeps the others of the set", arguments: BarredWeek.all)
    func examples(_ week: BarredWeek) throws {
        let found = try impossibility(week.scenario)
        for obstacle in found.obstacles {
            let broken = Set(Checker(week.scenario).check(obstacle.nearest).violations.map(\.rule))
            #expect(broken.intersection(found.rules) == [obstacle.rule])
        }
    }

    @Test("Every change offered lets the planner hold the request, and the one expected is among them", arguments: BarredWeek.all)
    func openings(_ week: BarredWeek) throws {
        let found = try impossibility(week.scenario)
        for change in found.openings.flatMap(\.alternatives) {
            let result = try Planner(scenario: change.applied(to: week.scenario), options: PlanOptions(timeLimit: 2)).plan()
            #expect(result.timetable.sessions.contains { $0.request == 0 }, "\(change)")
        }
        if let kind = week.opening {
            #expect(found.openings.contains { $0.alternatives[0].kind == kind }, "\(found.openings)")
        } else {
            #expect(!found.openings.contains { ["onsite", "hours", "room", "cover", "supervises"].contains($0.alternatives[0].kind) })
        }
    }

    @Test("A break that another activity could make is never called impossible")
    func curableBreak() throws {
        // A session of 420 minutes 08:00-15:00 is longer than 360 and has no gap; something from 07:00 to 07:15 would make one, were the window early.
        var scenario = BarredWeek.base {
            $0.sessionTypes[0].modes = [.video: ModeLength(minutes: 420)]
            $0.sessionTypes[0].order = [.video]
            $0.practitioners[0].hours = BarredWeek.monday(360, 960)
            $0.practitioners[0].limits.span = 600
            $0.rules.breakRule = BreakRule(after: 360, minutes: 30, window: Window(start: 420, end: 600))
        }
        func finding(_ scenario: Scenario) throws -> Explanation.Finding? {
            try Explainer(scenario: scenario, timetable: Timetable(), options: ExplainOptions(timeLimit: 5)).explain([0]).first?.finding
        }
        guard case .notSettled(nil)? = try finding(scenario) else {
            Issue.record("alone it has no break, and nothing shows that it could have one")
            return
        }
        // With a window in which neither end leaves room it is certain.
        scenario.practitioners[0].hours = BarredWeek.monday(420, 840)
        scenario.rules.breakRule = BreakRule(after: 360, minutes: 30, window: Window(start: 600, end: 620))
        guard case .impossible(let found)? = try finding(scenario) else {
            Issue.record("no gap of 30 minutes fits a window of 20")
            return
        }
        #expect(found.rules.contains(.W4))
    }

    @Test("Supervision is shared out among two who need it: minutes for one are not enough for a pair")
    func pairOfSupervised() throws {
        let scenario = BarredWeek.base {
            $0.sessionTypes[0].staff = [[], []]
            $0.practitioners[0].supervision = SupervisionNeed(supervisors: [2], minutes: 60)
            $0.practitioners.append(
                Practitioner(
                    id: "p02", desk: 0, hours: BarredWeek.monday(540, 1020), supervision: SupervisionNeed(supervisors: [2], minutes: 60)))
            $0.practitioners.append(Practitioner(id: "s01", desk: 0, hours: BarredWeek.monday(540, 1020), modes: [], supervisesMinutes: 60))
        }
        let found = try impossibility(scenario)
        #expect(found.rules == [.S1, .V1, .V2])
        let opening = found.openings.flatMap(\.alternatives)
        #expect(opening.contains(.supervises(practitioner: 2, minutes: 120)))
    }

    // MARK: Plain enumeration

    /// The sets of rules that the timetables break which hold the request, a supervision of each who needs one or none, and cover or none.
    private func brokenByEverything(_ scenario: Scenario) -> Set<Set<Rule>> {
        let checker = Checker(scenario)
        let people = Array(scenario.practitioners.indices)
        let type = scenario.sessionTypes[0]
        let teams = type.staff.count == 1 ? people.map { [$0] } : people.flatMap { one in people.filter { $0 > one }.map { [one, $0] } }
        let starts = Weekday.allCases.flatMap { day in stride(from: 0, to: 1440, by: scenario.grid).map { WeekTime(day, $0) } }
        var supervisions: [[Timetable.Supervision]] = [[]]
        for (person, practitioner) in scenario.practitioners.enumerated() {
            guard let need = practitioner.supervision else { continue }
            // One hour of one day stands for all where both or neither are at work; outside the week's working day nobody is.
            let times = starts.filter { [.monday, .tuesday].contains($0.day) && [480, 540, 600].contains($0.minute) }
            supervisions += times.flatMap { start in need.supervisors.map { [Timetable.Supervision(practitioner: person, supervisor: $0, start: start)] } }
        }
        let covers: [[Timetable.Cover]] = [[]] + (scenario.rules.coverRatio == nil ? [] : people.map { [Timetable.Cover(practitioner: $0, day: .monday)] })
        var result: Set<Set<Rule>> = []
        for team in teams {
            for mode in type.modes.keys {
                for start in starts {
                    for supervision in supervisions {
                        for cover in covers {
                            let timetable = Timetable(
                                sessions: [.init(request: 0, practitioners: team, mode: mode, start: start)], supervision: supervision,
                                cover: cover)
                            result.insert(Set(checker.check(timetable).violations.map(\.rule)))
                        }
                    }
                }
            }
        }
        return result
    }

    private func subsets(of rules: [Rule], size: Int) -> [Set<Rule>] {
        guard size > 0 else { return [[]] }
        return rules.indices.flatMap { index in subsets(of: Array(rules[(index + 1)...]), size: size - 1).map { $0.union([rules[index]]) } }
    }
}
