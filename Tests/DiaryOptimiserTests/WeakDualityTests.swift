import Diary
import Testing

@testable import DiaryOptimiser

/// The relaxation where nothing helps it: no timetable that a search has found, no prices that a master has settled. Whatever the prices, no week
/// scores more than it says (weak duality), so that one rule asked of a day that the rulebook does not ask shows here.
@Suite("Weak duality")
struct WeakDualityTests {
    private struct Known {
        let name: String
        let scenario: Scenario
        let published: PublishedTimetable?
        let optimum: Points
    }

    @Test("At any prices of the right sign the relaxation is worth no less than the optimum")
    func anyPrices() throws {
        let odd = try OddScenario.all.map { Known(name: $0.testDescription, scenario: try scenario($0.text), published: nil, optimum: $0.optimum) }
        let drawn = (OptimumFixture.all + OptimumFixture.more).map {
            Known(name: $0.name, scenario: $0.scenario, published: $0.published, optimum: Points(thousandths: $0.optimum))
        }
        var asked = 0, cut = 0, gathered = 0, generator = SearchGenerator(seed: 7)
        for week in odd.filter({ $0.scenario.requests.count < 50 }) + drawn {
            let problem = WeekProblem(scenario: week.scenario, published: week.published)
            let optimum = (week.optimum.thousandths - problem.fixedPoints) * Int.micropointsPerThousandth
            for share in [0, 3, 10, 30, 100] {
                let relaxation = Relaxation(problem, threads: 1)
                let split = AreaSplit(relaxation, wholeSize: AreaSplit.wholeSize)
                guard split.isWhole, let area = split.areas.first else { continue }
                let layout = relaxation.layout
                let prices = (0..<layout.count).map { index -> Int in
                    guard generator.below(100) < share else { return max(layout.lower[index], min(0, layout.upper[index])) }
                    let least = max(layout.lower[index], -Self.most), most = min(layout.upper[index], Self.most)
                    return least + generator.below(max(1, most - least + 1))
                }
                // Cuts over some items, with the slots or without.
                let items = Self.items(problem)
                for _ in 0..<generator.below(4) {
                    let some = items.filter { _ in generator.below(2) == 0 }
                    let countsSlots = problem.scenario.rules.afterHoursSlots != nil && generator.below(2) == 0
                    _ = relaxation.subsets.add(SubsetRow(items: some, countsSlots: countsSlots))
                }
                // Of a request and a gathering, in some of the week's time buckets.
                let gatherings = problem.pairs.keys.sorted().map { Gathering.session($0) } + problem.scenario.meetings.indices.map { .meeting($0) }
                let requests = items.filter { $0 < problem.scenario.requests.count }
                for _ in 0..<(gatherings.isEmpty || requests.isEmpty ? 0 : generator.below(6)) {
                    let first = generator.below(7 * layout.bucketsPerDay), last = first + generator.below(7 * layout.bucketsPerDay - first)
                    let part = GatheringPart(gathering: gatherings[generator.below(gatherings.count)], buckets: first..<last + 1)
                    if relaxation.subsets.add(SubsetRow(items: [requests[generator.below(requests.count)]], gathering: part)) != nil { gathered += 1 }
                }
                if !relaxation.subsets.isEmpty { cut += 1 }
                let found = try #require(relaxation.evaluate(prices, area: area, isWhole: true))
                #expect(found.bound >= optimum, "\(week.name), with prices on \(share) in a hundred")
                asked += 1
            }
        }
        #expect(asked > 1_500 && cut > 500 && gathered > 500, "\(asked), \(cut), \(gathered)")
    }

    @Test("Near the best prices too the relaxation is worth no less than the optimum, whatever cuts of a request and a gathering cost: who meets earns what plans pay for it")
    func gatherings() throws {
        var tight = 0, generator = SearchGenerator(seed: 10)
        for fixture in OptimumFixture.all + OptimumFixture.more {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            let gatherings = problem.pairs.keys.sorted().map { Gathering.session($0) } + problem.scenario.meetings.indices.map { .meeting($0) }
            let requests = Self.items(problem).filter { $0 < problem.scenario.requests.count }
            if gatherings.isEmpty || requests.isEmpty { continue }
            let optimum = (fixture.optimum - problem.fixedPoints) * Int.micropointsPerThousandth
            let root = try BoundSearch(problem, timetable: Timetable())
            for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
            guard root.split.isWhole else { continue }
            for gathering in gatherings {
                root.relaxation.subsets = SubsetRows()
                var prices = root.best
                for request in requests {
                    let part = GatheringPart(gathering: gathering, buckets: 0..<7 * root.relaxation.layout.bucketsPerDay)
                    guard let position = root.relaxation.subsets.add(SubsetRow(items: [request], gathering: part)) else { continue }
                    prices[root.relaxation.layout.subsets.lowerBound + position] = generator.below(3) * 100 * 1_000 * Int.micropointsPerThousandth
                }
                let found = try #require(root.relaxation.evaluate(prices, area: root.searches[0].area, isWhole: true))
                #expect(found.bound >= optimum, "\(fixture)")
                if root.bound == fixture.optimum { tight += 1 }
            }
        }
        #expect(tight > 20, "\(tight)")
    }

    /// The items that a week's activities can be part of, ascending.
    private static func items(_ problem: WeekProblem) -> [Int] {
        var items = Set<Int>()
        func include(_ kind: PricedKind, _ payload: Int, _ practitioner: Int) {
            let activity = PlannedActivity(kind: kind, payload: payload, slot: 0)
            if let item = problem.subsetItem(of: activity, practitioner: practitioner) { items.insert(item) }
        }
        for (index, candidate) in problem.candidates.enumerated() { include(.session, index, candidate.practitioner) }
        for (practitioner, options) in problem.supervisionOptions.enumerated() where !options.isEmpty { include(.supervision, 0, practitioner) }
        for (meeting, details) in problem.scenario.meetings.enumerated() {
            for practitioner in details.members { include(.meeting, meeting, practitioner) }
        }
        return items.sorted()
    }

    @Test("Of a week in which a place has to be visited the relaxation is worth no less than a timetable that visits it, at any prices, and one that does not is not held")
    func visits() throws {
        var visited = 0, generator = SearchGenerator(seed: 8)
        for fixture in OptimumFixture.all {
            let plain = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            let search = LocalSearch(problem: plain, seed: 3)
            search.construct()
            search.run(iterations: 500)
            let known = search.bestTimetable
            for session in known.sessions {
                let day = session.start.day.rawValue, practitioner = session.practitioners[0]
                let places = Set(plain.candidatesOfDay[practitioner * 7 + day].map { plain.candidates[$0].place }).sorted()
                let held = Set(
                    known.sessions.filter { $0.start.day.rawValue == day && $0.practitioners.contains(practitioner) }.flatMap { session in
                        plain.candidatesOfRequest[session.request].map { plain.candidates[$0] }
                            .filter { $0.practitioner == practitioner && $0.mode == session.mode }.map(\.place)
                    })
                for place in places {
                    let problem = plain.banning([.notAt(place, practitioner: practitioner, day: day)])
                    #expect(problem.holds(known) == held.contains(place), "\(fixture)")
                    guard held.contains(place) else { continue }
                    let relaxation = Relaxation(problem, threads: 1)
                    let area = try #require(AreaSplit(relaxation, wholeSize: .max).areas.first)
                    var prices = relaxation.layout.lower.map { max($0, 0) }
                    prices[relaxation.layout.visits + practitioner * 7 + day] = generator.below(Self.most)
                    let found = try #require(relaxation.evaluate(prices, area: area, isWhole: true))
                    #expect(found.bound >= (search.bestScore - problem.fixedPoints) * Int.micropointsPerThousandth, "\(fixture)")
                    visited += 1
                }
            }
        }
        #expect(visited > 100)
    }

    @Test("A day cut short gives a bound that is too high by no more than its excess, and more labels take the excess away")
    func labelLimits() throws {
        var cut = 0
        for fixture in OptimumFixture.all {
            let problem = WeekProblem(scenario: fixture.scenario, published: fixture.published)
            func bounds(limit: Int) throws -> (bound: Micropoints, excess: Micropoints, relaxation: Relaxation, area: Area, prices: [Int]) {
                let relaxation = Relaxation(problem, threads: 1)
                let area = try #require(AreaSplit(relaxation, wholeSize: .max).areas.first)
                let prices = relaxation.layout.lower.map { max($0, 0) }
                for day in area.days { relaxation.lastPlans[day].labelLimit = limit }
                let found = try #require(relaxation.evaluate(prices, area: area, isWhole: true))
                return (found.bound, relaxation.excess(area), relaxation, area, prices)
            }
            let whole = try bounds(limit: 1_000_000), short = try bounds(limit: 1)
            #expect(whole.excess == 0, "\(fixture)")
            #expect(short.bound >= whole.bound && short.bound - short.excess <= whole.bound, "\(fixture)")
            guard short.excess > 0 else { continue }
            cut += 1
            var last = short.excess
            while short.relaxation.raiseLimits(short.area.days, by: 1_000_000, most: 1_000_000, tolerance: 0) {
                _ = short.relaxation.evaluate(short.prices, area: short.area, isWhole: true)
                last = short.relaxation.excess(short.area)
            }
            #expect(last == 0, "\(fixture)")
        }
        #expect(cut > 5)
    }

    /// Micropoints of the dearest price: what a session brings.
    private static let most = 150_000_000
}
