import Diary
import DiaryReport
import Testing

@Suite("Explanations in words")
struct ExplanationWordingTests {
    private func wording(_ style: NameStyle = .pseudonym) -> ExplanationWording {
        ExplanationWording(scenario: Week.scenario, timetable: Week.timetable, naming: Naming(scenario: Week.scenario, style: style))
    }

    private func clause(_ changes: ScenarioChange..., style: NameStyle = .pseudonym) -> String { wording(style).clause(Opening(changes)) }

    @Test("Changes are clauses that follow “if”")
    func clauses() {
        #expect(clause(.onsite(place: 1)) == "the risk assessment of Alpha school were agreed")
        #expect(clause(.room(place: 2, kind: "private")) == "Beta school had one more private room")
        #expect(clause(.notClosed(place: 1, day: .friday)) == "Alpha school were not closed on Friday")
        #expect(clause(.accepts(request: 2, mode: .inPerson)) == "it could be held in person")
        #expect(clause(.slots(5)) == "there were 5 after-hours slots")
        #expect(clause(.supervises(practitioner: 2, minutes: 120)) == "s1 gave up to 2 h of supervision in the week")
        #expect(clause(.limit(practitioner: 0, .sessionsPerWeek, to: 3)) == "p1 held up to 3 sessions in the week")
    }

    @Test("A longer window is said by what is new of it")
    func windows() {
        // Hours are 09:00-17:00, evenings on Tuesday 17:00-20:00.
        #expect(clause(.hours(practitioner: 1, day: .tuesday, window: Window(start: 990, end: 1140))) == "p2 worked on Tuesday until 19:00")
        #expect(clause(.hours(practitioner: 1, day: .tuesday, window: Window(start: 480, end: 545))) == "p2 worked on Tuesday from 08:00")
        #expect(clause(.hours(practitioner: 1, day: .sunday, window: Window(start: 600, end: 660))) == "p2 worked on Sunday 10:00-11:00")
        #expect(
            clause(.suits(request: 2, atHome: true, day: .monday, window: Window(start: 1180, end: 1230)))
                == "the client were free at home on Monday until 20:30")
    }

    @Test("The same change for several people is one clause, under the names of the style")
    func people() {
        let changes: [ScenarioChange] = [.inPersonAt(practitioner: 0, place: 1), .inPersonAt(practitioner: 1, place: 1)]
        #expect(wording().clause(Opening(changes)) == "p1 or p2 could work in person at Alpha school")
        #expect(wording(.full).clause(Opening(changes)) == "Zoë Ångström or Bo could work in person at Alpha school")
    }

    @Test("An impossible request: its rules, and the first opening")
    func impossible() {
        let nearest = Timetable(sessions: [.init(request: 5, practitioners: [0], mode: .inPerson, start: WeekTime(.saturday, 600))])
        let impossibility = Impossibility(
            obstacles: [.init(rule: .S4, nearest: nearest), .init(rule: .W1, nearest: nearest)], openings: [Opening([.onsite(place: 2)])])
        let explanation = Explanation(request: 5, finding: .impossible(impossibility))
        #expect(
            wording().sentence(explanation)
                == "Impossible as things stand (S4, W1): it would be possible if the risk assessment of Beta school were agreed.")
        let (rule, example) = wording().obstacle(impossibility.obstacles[1])
        #expect(rule == "W1")
        #expect(example.contains("p1") && !example.contains("Zoë"), "names only where they are asked for: \(example)")
        #expect(wording(.full).obstacle(impossibility.obstacles[1]).example.contains("Zoë Ångström"))
    }

    /// Weeks of 400 points that cost so much with r3 in place of r1.
    private func explanation(best: Int?, bound: Int?, isProven: Bool) -> Explanation {
        var timetable = Week.timetable
        timetable.sessions[0] = .init(request: 2, practitioners: [0], mode: .video, start: WeekTime(.monday, 1000))
        let found = best.map {
            HeldWeek.Found(timetable: timetable, score: Points($0), changes: WeekChanges(from: Week.timetable, to: timetable))
        }
        let week = HeldWeek(score: Points(400), best: found, bound: bound.map { Points($0) }, units: [Opening([.slots(5)])])
        return Explanation(request: 2, finding: isProven ? .worthMoreWithout(week) : .notSettled(week))
    }

    @Test("What it costs: the range that is certain, and in whose place")
    func costs() {
        func sentence(_ best: Int?, _ bound: Int?, _ isProven: Bool) -> String {
            wording().sentence(explanation(best: best, bound: bound, isProven: isProven))
        }
        let unit = " It would come in at no loss if there were 5 after-hours slots."
        let without = "Possible, but the week is worth more without it: "
        #expect(sentence(392, 397, true) == without + "it would cost between 3 and 8 points in place of r1." + unit)
        #expect(sentence(392, 392, true) == without + "it would cost 8 points in place of r1." + unit)
        #expect(sentence(392, 400, true) == without + "it would cost at most 8 points in place of r1." + unit)
        #expect(sentence(nil, 397, true) == without + "it would cost at least 3 points." + unit)
        #expect(sentence(400, 400, true).hasPrefix("Possible, but the week is worth no more with it: the best week with it is worth as much"))
        #expect(
            sentence(392, 430, false)
                == "Not settled: the best week found with it in place of r1 is worth 8 points less; none can be worth more than 30 points more "
                + "than this one." + unit)
        #expect(sentence(402, 430, false).contains("is worth 2 points more than this one; plan again for longer"))
        #expect(sentence(nil, nil, false).hasPrefix("Not settled: it could be delivered, but no good week with it has been found yet."))
        #expect(wording().sentence(Explanation(request: 2, finding: .notSettled(nil))).hasPrefix("Not settled: the search stopped"))
    }

    @Test("What the best week does otherwise names requests, times and people")
    func differences() throws {
        guard case .worthMoreWithout(let week) = explanation(best: 392, bound: 397, isProven: true).finding else { return }
        #expect(
            wording().differences(week, holding: 2) == [
                "r3 would be Mon 16:40 by video with p1", "r1 would not be placed (now Mon 09:00 in person with p1)",
            ])
        #expect(week.leastCost == Points(3) && week.mostCost == Points(8) && week.isProven)
    }
}

@Suite("Changes of a scenario")
struct ScenarioChangeTests {
    @Test("A change for one practitioner is that of another but for the practitioner; blocks and places are nobody's")
    func ofAnother() {
        #expect(ScenarioChange.serves(practitioner: 0, area: "x").of(practitioner: 1) == .serves(practitioner: 1, area: "x"))
        #expect(ScenarioChange.notBusy(practitioner: 0, block: 0).of(practitioner: 1) == nil)
        #expect(ScenarioChange.onsite(place: 0).practitioner == nil)
    }

    @Test("Windows that a change adds merge with those there are")
    func merging() {
        let change = ScenarioChange.hours(practitioner: 0, day: .monday, window: Window(start: 1000, end: 1080))
        #expect(change.applied(to: Week.scenario).practitioners[0].hours[.monday] == [Window(start: 540, end: 1080)])
    }
}
