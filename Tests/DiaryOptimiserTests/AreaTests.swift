import ColumnGeneration
import Diary
import Testing

@testable import DiaryOptimiser

/// Weeks that consist of a known week twice: two areas that share the service's slots and cover alone.
@Suite("Areas")
struct AreaTests {
    private static let fixtures = OptimumFixture.all.filter { $0.published == nil && $0.scenario.travel.overrides.isEmpty }

    @Test("Nothing couples the two halves but slots and cover, and every multiplier has its place")
    func split() {
        var halves = 0
        for fixture in Self.fixtures {
            let week = Self.doubled(fixture.scenario)
            let problem = WeekProblem(scenario: week, published: nil)
            let relaxation = Relaxation(problem, threads: 1)
            let split = AreaSplit(relaxation, wholeSize: 1)
            let layout = relaxation.layout
            let isRelaxed = { split.isLeftOut[$0] && split.areas.count > 1 }
            let owned = split.areas.flatMap(\.indices) + split.shared + (0..<layout.count).filter(isRelaxed)
            #expect(owned.sorted() == Array(0..<layout.count), "\(fixture)")
            // What lets somebody hold sessions after hours is cover, which is the service's.
            if split.areas.count > 1 { #expect((layout.late..<layout.superviseMinutes).allSatisfy(isRelaxed), "\(fixture)") }
            #expect(split.areas.flatMap(\.days).sorted() == relaxation.order.sorted())
            #expect(split.areas.flatMap(\.teams).count == relaxation.teams.count { !$0.isEmpty })
            #expect(split.areas.reduce(0) { $0 + $1.requestCount } == week.requests.count)
            // A half that falls apart further may share rooms and supervisors within itself; the halves share none.
            let half = week.practitioners.count / 2
            guard split.areas.count == 2, problem.candidates.contains(where: { $0.practitioner >= half }) else { continue }
            halves += 1
            for index in split.shared { #expect((layout.slots..<layout.superviseMinutes).contains(index), "\(fixture)") }
            for candidate in problem.candidates {
                #expect(split.areaOfPractitioner[candidate.practitioner] == (candidate.practitioner < half ? 0 : 1), "\(fixture)")
            }
        }
        #expect(halves > 2)
    }

    @Test("The bound of two areas is one: never below twice the optimum, with a good plan's score")
    func bounds() throws {
        var wasSplit = 0
        for fixture in Self.fixtures.prefix(24) {
            let week = Self.doubled(fixture.scenario)
            let problem = WeekProblem(scenario: week, published: nil)
            let search = LocalSearch(problem: problem, seed: 1)
            search.construct()
            search.run(iterations: 2_000)
            let bound = try BoundSearch(problem, timetable: search.bestTimetable, wholeSize: 1)
            if !bound.split.isWhole { wasSplit += 1 }
            for _ in 0..<40 where !bound.isFinished {
                try bound.advance(isStopped: { false })
                #expect(bound.bound >= search.bestScore, "\(fixture)")
                #expect(bound.bound >= 2 * fixture.optimum, "\(fixture)")
            }
        }
        #expect(wasSplit > 6)
    }

    @Test("Without anything shared, areas are bounded as well as the whole week")
    func independent() throws {
        var compared = 0
        for fixture in Self.fixtures {
            var scenario = fixture.scenario
            scenario.rules.afterHoursSlots = nil
            scenario.rules.coverRatio = nil
            let problem = WeekProblem(scenario: Self.doubled(scenario), published: nil)
            func finished(wholeSize: Int) throws -> BoundSearch? {
                let bound = try BoundSearch(problem, timetable: Timetable(), wholeSize: wholeSize)
                for _ in 0..<80 where !bound.isFinished { try bound.advance(isStopped: { false }) }
                return bound.isFinished ? bound : nil
            }
            guard let apart = try finished(wholeSize: 1), !apart.split.isWhole, apart.split.shared.isEmpty, let whole = try finished(wholeSize: .max) else { continue }
            // Both have found the same linear program's value, to within what pricing leaves out and rounding.
            #expect(abs(apart.leastBound - whole.leastBound) <= 20_000, "\(fixture)")
            compared += 1
            if compared == 6 { break }
        }
        #expect(compared == 6)
    }

    @Test("A master whose columns pay other prices is the master that was made with them")
    func imposedPrices() throws {
        var compared = 0
        for fixture in Self.fixtures {
            let problem = WeekProblem(scenario: Self.doubled(fixture.scenario), published: nil)
            let relaxation = Relaxation(problem, threads: 1)
            let split = AreaSplit(relaxation, wholeSize: 1)
            let search = LocalSearch(problem: problem, seed: 1)
            search.construct()
            search.run(iterations: 500)
            let columns = relaxation.columns(of: search.bestTimetable).filter { split.area(of: $0, problem) == 0 }
            guard !split.isWhole, !split.shared.isEmpty, !columns.isEmpty else { continue }
            var prices = [Int](repeating: 0, count: relaxation.layout.count)
            let changed = try WeekMaster(relaxation, split, area: split.areas[0], imposed: prices)
            _ = try changed.add(columns, pricedAt: nil)
            let free = try changed.solve(isStopped: { false }).objective
            for index in split.shared { prices[index] = 7_000_000 }
            let fresh = try WeekMaster(relaxation, split, area: split.areas[0], imposed: prices)
            _ = try fresh.add(columns, pricedAt: nil)
            let expected = try #require(try fresh.solve(isStopped: { false }).objective)
            try changed.impose(prices)
            let found = try #require(try changed.solve(isStopped: { false }).objective)
            #expect(abs(found - expected) < 1e-6, "\(fixture)")
            if let free, free > expected + 1e-6 { compared += 1 }
        }
        #expect(compared > 2)
    }

    /// The week with everything twice, the second half under other ids and with the same slots again.
    private static func doubled(_ scenario: Scenario) -> Scenario {
        var result = scenario
        let places = scenario.places.count, people = scenario.practitioners.count
        func other(_ id: String) -> String { id + "-2" }
        for place in scenario.places {
            var copy = place
            copy.id = other(place.id)
            copy.named = place.named.map { $0 + people }
            result.places.append(copy)
        }
        for person in scenario.practitioners {
            var copy = person
            copy.id = other(person.id)
            copy.desk += places
            copy.inPersonAt = person.inPersonAt.map { Set($0.map { $0 + places }) }
            copy.busy = person.busy.map { BusyBlock(day: $0.day, window: $0.window, label: $0.label, place: $0.place.map { $0 + places }) }
            copy.supervision = person.supervision.map {
                SupervisionNeed(supervisors: $0.supervisors.map { $0 + people }, minutes: $0.minutes)
            }
            // Each half serves itself alone.
            copy.serves = ["second"]
            result.practitioners.append(copy)
        }
        for index in 0..<people { result.practitioners[index].serves = ["first"] }
        for index in 0..<places {
            result.places[index].area = "first"
            result.places[index + places].area = "second"
        }
        for meeting in scenario.meetings {
            var copy = meeting
            copy.id = other(meeting.id)
            copy.members = meeting.members.map { $0 + people }
            copy.place = meeting.place.map { $0 + places }
            result.meetings.append(copy)
        }
        for request in scenario.requests {
            var copy = request
            copy.id = other(request.id)
            copy.client = other(request.client)
            copy.school = request.school.map { $0 + places }
            copy.place = request.place.map { $0 + places }
            copy.practitioner = request.practitioner.map { $0 + people }
            copy.pin = request.pin.map { Pin(practitioners: $0.practitioners.map { $0 + people }, mode: $0.mode, start: $0.start) }
            result.requests.append(copy)
        }
        result.rules.afterHoursSlots = scenario.rules.afterHoursSlots.map { 2 * $0 }
        return result
    }
}
