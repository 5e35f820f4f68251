import Diary
import DiaryFiles
import Testing

/// A small generator with a seed (Marsaglia's xorshift64*).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }
}

@Suite("Truth of warnings")
struct WarningTruthTests {
    /// Rules that a single session breaks or keeps by itself.
    static let rules: Set<Rule> = [.S1, .S2, .S3, .S4, .S5, .S7, .R1, .W1, .W2, .W3, .W6, .W7, .V5]

    @Test(
        "No session at all can be held for a request that nobody can ever deliver; where one can, there is no such warning",
        arguments: 1...16)
    func neverMeansNever(seed: Int) throws {
        let text = Self.randomScenario(seed: UInt64(seed))
        let reading = try ScenarioReader(texts: ["s.yaml": text]).read("s.yaml")
        let scenario = reading.scenario
        for (position, request) in scenario.requests.enumerated() {
            let isWarned = reading.warnings.contains {
                $0.message.hasPrefix("nobody can ever deliver the request `\(request.id)`")
            }
            #expect(isWarned == !Self.canBeHeld(position, scenario), "\(request.id) in:\n\(text)")
        }
    }

    /// Whether the checker lets some session for a request pass, tried one by one.
    private static func canBeHeld(_ request: Int, _ scenario: Scenario) -> Bool {
        let type = scenario.sessionTypes[scenario.requests[request].type]
        let people = Array(scenario.practitioners.indices)
        let teams =
            type.staff.count == 1
            ? people.map { [$0] } : people.flatMap { first in people.filter { $0 > first }.map { [first, $0] } }
        // Nobody works on other days or at other times in these scenarios.
        for mode in type.order {
            for day in [Weekday.monday, .tuesday, .saturday] {
                for minute in stride(from: 8 * 60, to: 24 * 60, by: scenario.grid) {
                    for team in teams {
                        let session = Timetable.Session(
                            request: request, practitioners: team, mode: mode, start: WeekTime(day, minute))
                        // Supervision and cover are other entries of a timetable; the scenarios here let everybody have theirs.
                        if !Checker(scenario).check(Timetable(sessions: [session])).violations.contains(where: {
                            rules.contains($0.rule)
                        }) {
                            return true
                        }
                    }
                }
            }
        }
        return false
    }

    private static func randomScenario(seed: UInt64) -> String {
        var generator = SeededGenerator(seed: seed)
        func one(_ choices: String...) -> String { choices.randomElement(using: &generator) ?? "" }
        func window() -> String {
            let start = Int.random(in: 8...18, using: &generator), length = Int.random(in: 1...4, using: &generator)
            return "\"\(start < 10 ? "0" : "")\(start):00-\(start + length < 10 ? "0" : "")\(start + length):30\""
        }
        func days() -> String { one("mon", "tue", "mon tue", "sat") }
        var text = """
            format: diary-scenario/1
            service: S
            week: 2026-11-23
            grid: 60
            rules: {after-hours-slots: \(one("0", "1", "null")), after-hours-from: "\(one("16:00", "18:00"))"}
            session-types:
              one: {modes: {in-person: {minutes: 60}, video: {minutes: 60, after: 30}}, skills: \(one("[]", "[a]"))}
              two: {modes: {phone: {minutes: 60}, hub: {minutes: 90}}, staff: [[], \(one("[]", "[b]"))]}
            places:
              - {id: base, kind: base, at: [51.5, -0.1]}
              - {id: x, kind: school, area: \(one("east", "west")), at: [51.5, -0.1], onsite: \(one("true", "true", "false")), rooms: {private: \(one("0", "1")), hub: \(one("0", "1"))}, open: {\(days()): \(window())}, closed: \(one("[]", "[2026-11-23]"))}
            practitioners:

            """
        for index in 1...3 {
            text += """
                  - {id: p\(index), desk: base, hours: {\(days()): \(window())}, evenings: {mon: "16:00-20:00"}, qualified: \(one("true", "false")), skills: \(one("[]", "[a]", "[a, b]")), \
                serves: \(one("[east]", "[east, west]")), modes: \(one("[in-person, hub, video, phone]", "[video, phone]")), limits: {evenings-per-week: \(one("0", "1")), span: \(one("60", "480"))}, \
                busy: \(one("[]", "[{day: mon, window: \"09:00-12:00\"}]"))\(index == 1 ? ", supervises: {minutes-per-week: 60}" : "")}

                """
        }
        text += "requests:\n"
        for index in 1...4 {
            text +=
                "  - {id: r\(index), type: \(one("one", "two")), at-home: {\(days()): \(window())}, at-school: {\(days()): \(window())}\(one("", ", school: x"))\(one("", ", practitioner: p2"))\(one("", ", skills: [b]"))}\n"
        }
        return text
    }
}
