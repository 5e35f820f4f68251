import Diary
import DiaryFiles
import Testing

@testable import DiaryGenerator

@Suite("Scenario generator")
struct ScenarioGeneratorTests {
    /// Sizes up to a borough's, with seeds for every grid.
    static let cases: [(ScenarioSize, UInt64)] =
        (0...20).map { (.tiny, $0) } + (1...10).map { (.team, $0) } + (1...6).map { (.borough, $0) }
        + [(.requests(0), 1), (.requests(1), 2), (.requests(7), 3), (.requests(59), 5), (.requests(60), 4), (.requests(900), 15)]

    @Test("Every scenario is right, and reading it gives back what was written", arguments: cases)
    func isValid(size: ScenarioSize, seed: UInt64) throws {
        let scenario = ScenarioGenerator(size: size, seed: seed).scenario
        let reading = try ScenarioReader(texts: ["week.json": ScenarioWriter(scenario: scenario).json]).read("week.json")
        #expect(reading.scenario == scenario)
    }

    @Test("What is pinned can be kept, all of it together", arguments: cases)
    func pinsHold(size: ScenarioSize, seed: UInt64) throws {
        var scenario = ScenarioGenerator(size: size, seed: seed).scenario
        let pinned = scenario.requests.enumerated().compactMap { number, request in
            request.pin.map { Timetable.Session(request: number, practitioners: $0.practitioners, mode: $0.mode, start: $0.start) }
        }
        // Supervision is for the search to find; everything else holds already.
        for person in scenario.practitioners.indices { scenario.practitioners[person].supervision = nil }
        let verdict = Checker(scenario).check(Timetable(sessions: pinned))
        #expect(verdict.isAllowed, "\(verdict.violations)")
    }

    @Test("The same size and seed give the same scenario, another seed another", arguments: [ScenarioSize.tiny, .team, .borough, .requests(500)])
    func isDeterministic(size: ScenarioSize) {
        let first = ScenarioGenerator(size: size, seed: 11).scenario
        #expect(ScenarioGenerator(size: size, seed: 11).scenario == first)
        var other = ScenarioGenerator(size: size, seed: 12).scenario
        other.service = first.service
        #expect(other != first)
    }

    @Test("The random numbers are those of SplitMix64, on every machine")
    func randomNumbers() {
        // Its published first outputs for the seed 1234567, as fractions of 2^64 on a range of ten thousand million.
        let outputs: [UInt64] = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        var source = RandomSource(seed: 1_234_567)
        for output in outputs {
            #expect(source.number(0...9_999_999_999) == Int(output.multipliedFullWidth(by: 10_000_000_000).high))
        }
    }

    @Test("Sizes have the requests and the people that they say")
    func sizes() {
        func counts(_ size: ScenarioSize) -> [Int] {
            let scenario = ScenarioGenerator(size: size, seed: 1).scenario
            return [
                scenario.requests.count, scenario.practitioners.count { $0.supervision != nil },
                scenario.practitioners.count { $0.role == "Senior practitioner" }, Set(scenario.places.compactMap(\.area)).count,
            ]
        }
        #expect(counts(.tiny) == [18, 3, 1, 1])
        #expect(counts(.team) == [97, 6, 1, 1])
        #expect(counts(.borough) == [430, 24, 5, 1])
        #expect(counts(.cluster) == [2580, 144, 30, 6])
        #expect(counts(.requests(431))[0] == 431)
        #expect(counts(.requests(431))[3] == 2)
        #expect(ScenarioSize.region.requestsOfAreas.count == 32)
        #expect(ScenarioSize.region.requestsOfAreas.reduce(0, +) == 12_500)
    }

    @Test("Every area of some size offers everything, and each kind about as often as its share says", arguments: [ScenarioSize.requests(60), .team, .requests(700)])
    func offers(_ size: ScenarioSize) {
        let weeks = (0..<60).map { ScenarioGenerator(size: size, seed: $0).scenario }
        var counts: [Offer: Int] = [:], total = 0
        for week in weeks {
            // An area's prefix stands before the `r` of its requests' ids.
            let areas = Dictionary(grouping: week.requests) { $0.id.prefix { $0 != "r" } }
            for requests in areas.values { #expect(Set(requests.map(\.type)).count == Offer.allCases.count) }
            for request in week.requests {
                if let offer = Offer(rawValue: request.type) { counts[offer, default: 0] += 1 }
                total += 1
            }
        }
        for offer in [Offer.group, .parentLed, .reviewCall] {
            let share = Double(offer.share.usual) / 1000, count = Double(counts[offer] ?? 0)
            // Four standard deviations of so many draws.
            #expect(abs(count - share * Double(total)) < 4 * (share * Double(total)).squareRoot(), "\(offer): \(count) of \(total)")
        }
    }

    @Test("Trainees see as few clients a week as trainees do")
    func trainees() {
        let limits = (0..<40).flatMap { ScenarioGenerator(size: .team, seed: $0).scenario.practitioners }.filter { !$0.qualified }.map(\.limits.sessionsPerWeek)
        #expect(Set(limits) == Set(4...8))
    }

    @Test("A size is a name or a number of requests")
    func sizeNames() {
        for (name, size) in ScenarioSize.named {
            #expect(ScenarioSize(name) == size)
            #expect(size.name == name)
        }
        #expect(ScenarioSize("250") == .requests(250))
        #expect(ScenarioSize("0") == .requests(0))
        for text in ["", "Team", "-1", "1.5", "huge", "100001"] { #expect(ScenarioSize(text) == nil, "\(text)") }
    }

    @Test("Areas share nothing but a supervisor, a psychologist and the leads' meeting")
    func areas() {
        let scenario = ScenarioGenerator(size: .requests(1500), seed: 3).scenario
        let shared = scenario.practitioners.filter { ($0.serves ?? []).count > 1 }
        #expect(shared.contains { $0.supervisesMinutes != nil } && shared.contains { $0.role == "Educational psychologist" })
        #expect(shared.allSatisfy { $0.serves?.count == 2 })
        #expect(scenario.practitioners.contains { person in
            person.supervision?.supervisors.contains { scenario.practitioners[$0].serves != person.serves } ?? false
        })
        #expect(scenario.meetings.contains { $0.name == "Leads' meeting" && $0.members.count == 4 })
        for request in scenario.requests {
            guard let school = request.school, let area = scenario.places[school].area else { continue }
            if let place = request.place { #expect(scenario.places[place].area == area) }
            if let person = request.practitioner { #expect(scenario.practitioners[person].serves?.contains(area) == true) }
        }
    }
}
