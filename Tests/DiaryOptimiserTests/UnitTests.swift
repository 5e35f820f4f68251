import Diary
import Testing

@testable import DiaryOptimiser

/// Weeks of two requests of which one thing too few lets in only the first.
@Suite("One more unit that lets a request in")
struct UnitTests {
    struct Short: Sendable, CustomTestStringConvertible {
        let name: String
        let scenario: Scenario
        let timetable: Timetable
        let unit: ScenarioChange
        var testDescription: String { name }
    }

    /// Two requests by video, suiting on Monday from a minute to another, and the first of them held at the beginning.
    private static func short(_ name: String, from: Int, to: Int, _ unit: ScenarioChange, _ change: (inout Scenario) -> Void) -> Short {
        let scenario = BarredWeek.base {
            $0.sessionTypes[0].modes[.inPerson] = nil
            $0.sessionTypes[0].order = [.video]
            $0.requests[0].atHome = BarredWeek.monday(from, to)
            var second = $0.requests[0]
            second.id = "r2"
            second.client = "r2"
            $0.requests.append(second)
            change(&$0)
        }
        let timetable = Timetable(sessions: [.init(request: 0, practitioners: [0], mode: scenario.requests[0].modes[0], start: WeekTime(.monday, from))])
        return Short(name: name, scenario: scenario, timetable: timetable, unit: unit)
    }

    static let all: [Short] = [
        short("a slot", from: 1020, to: 1140, .slots(2)) {
            $0.practitioners[0].evenings = BarredWeek.monday(1020, 1200)
            $0.rules.afterHoursSlots = 1
        },
        short("a session of the week", from: 540, to: 660, .limit(practitioner: 0, .sessionsPerWeek, to: 2)) {
            $0.practitioners[0].limits.sessionsPerWeek = 1
        },
        short("a session of the day", from: 540, to: 660, .limit(practitioner: 0, .sessionsPerDay, to: 2)) {
            $0.practitioners[0].limits.sessionsPerDay = 1
        },
        short("an hour of work", from: 540, to: 660, .hours(practitioner: 0, day: .monday, window: Window(start: 600, end: 660))) {
            $0.practitioners[0].hours = BarredWeek.monday(540, 600)
        },
        short("a room", from: 540, to: 600, .room(place: 1, kind: "private")) {
            $0.sessionTypes[0].modes = [.inPerson: ModeLength(minutes: 50, after: 10)]
            $0.sessionTypes[0].order = [.inPerson]
            for request in 0..<2 {
                $0.requests[request].modes = [.inPerson]
                $0.requests[request].atSchool = BarredWeek.monday(540, 600)
            }
            $0.practitioners.append(Practitioner(id: "p02", desk: 0, hours: BarredWeek.monday(540, 1020)))
        },
    ]

    @Test("The unit is named, and with it the planner places both", arguments: all)
    func unit(_ short: Short) throws {
        let score = Checker(short.scenario).check(short.timetable).score.total
        let explanations = try Explainer(scenario: short.scenario, timetable: short.timetable, options: ExplainOptions(timeLimit: 5)).explain()
        #expect(explanations.map(\.request) == [1])
        guard case .worthMoreWithout(let week)? = explanations.first?.finding else {
            Issue.record("\(explanations)")
            return
        }
        // Both are worth the same: the best week with the second holds it in place of the first.
        #expect(week.mostCost == .zero && week.best?.changes.displaced == [0])
        let units = week.units.flatMap(\.alternatives)
        #expect(units.contains(short.unit), "\(units)")
        for unit in units {
            let plan = try Planner(scenario: unit.applied(to: short.scenario), options: PlanOptions(timeLimit: 2)).plan()
            #expect(plan.timetable.sessions.count == 2 && plan.score >= score, "\(unit)")
        }
    }

    @Test("Other ways of a scheduled session: what they cost by the checker, and the rules that bar the others")
    func alternatives() throws {
        let short = try #require(Self.all.first { $0.name == "a session of the week" })
        let explainer = Explainer(scenario: short.scenario, timetable: short.timetable)
        let found = try #require(try explainer.alternatives(to: 0))
        #expect(found.isComplete)
        // At 10:00 instead of 09:00: one practitioner, one mode, one day, no cost.
        #expect(found.choices.map(\.session) == [.init(request: 0, practitioners: [0], mode: .video, start: WeekTime(.monday, 600))])
        #expect(found.choices.map(\.cost) == [.zero])
        #expect(try explainer.alternatives(to: 1) == nil)
    }
}
