public import Diary

/// Makes realistic scenarios of any size that use every feature of the rulebook: for measuring, and for trying the software out.
///
/// ```swift
/// let week = ScenarioGenerator(size: .borough, seed: 1).scenario
/// ```
///
/// The same size and seed give the same scenario, on every machine. An area is drawn by itself, so that boroughs of a cluster are like a
/// borough of its own. Proportions follow the teams of London's mental-health support teams in schools: about one practitioner for eighteen
/// requests, one supervisor for five practitioners, one school for seven requests; one practitioner in three is a trainee, who sees four to
/// eight clients a week. Labels are generic, positions random: no line says anything about a real school, person or client. Every fifth seed
/// plans on a grid other than 15 minutes.
public struct ScenarioGenerator: Sendable {
    public let size: ScenarioSize
    public let seed: UInt64

    public init(size: ScenarioSize, seed: UInt64) {
        self.size = size
        self.seed = seed
    }

    /// The scenario: O(n) for n requests.
    public var scenario: Scenario {
        var builder = ServiceBuilder(service: "Generated \(size.name) \(seed)", seed: seed, requestsOfAreas: size.requestsOfAreas)
        builder.addPlaces()
        builder.addPeople()
        builder.sharePeople()
        builder.assignPeople()
        builder.addMeetings()
        builder.addRequests()
        builder.addPins()
        return builder.scenario
    }
}

/// A scenario in the making, and what belongs to which area.
struct ServiceBuilder {
    /// What one area has; positions are those of the scenario's lists.
    struct Area {
        var name: String
        /// Before the ids of its things, where there are several areas.
        var prefix: String
        /// How many requests it is to have.
        var demand: Int
        var bases: [Int] = []
        var schools: [Int] = []
        var centres: [Int] = []
        var supervisors: [Int] = []
        /// Practitioners other than supervisors.
        var people: [Int] = []
        var requests: Range<Int> = 0..<0
    }

    var scenario: Scenario
    var areas: [Area]
    let seed: UInt64

    init(service: String, seed: UInt64, requestsOfAreas: [Int]) {
        self.seed = seed
        let isOne = requestsOfAreas.count == 1
        areas = requestsOfAreas.enumerated().map { index, demand in
            Area(name: "area\(index + 1)", prefix: isOne ? "" : "b\(index + 1)-", demand: demand)
        }
        var source = RandomSource(seed: seed, part: 0)
        let demand = requestsOfAreas.reduce(0, +)
        scenario = Scenario(
            service: service, week: Self.week, grid: Self.grid(seed: seed),
            rules: Rules(
                afterHoursFrom: source.pick([990, 990, 1020]), afterHoursSlots: max(2, demand * 12 / 430), coverRatio: source.number(3...4),
                breakRule: BreakRule(minutes: source.pick([20, 30, 30]))),
            travel: Travel(
                fixed: Double(source.number(8...12)), minutesPerKilometre: source.pick([2.5, 3, 3, 3.5]), detour: source.pick([1.25, 1.3, 1.35])),
            weights: Weights(
                priority: ["routine": Points(0), "high": Points(50), "urgent": Points(150), "statutory": Points(90)],
                groups: ["young-carers": Points(25), "looked-after": Points(thousandths: 17_500)]),
            sessionTypes: Offer.allCases.map(\.type))
    }

    /// Monday, 23 November 2026.
    private static let week = CalendarDate(daysSinceEpoch: 20_780)

    /// A source of random choices for one step of making one area.
    func source(step: Int, area: Int) -> RandomSource { RandomSource(seed: seed, part: 1 + step * 1000 + area) }

    /// 15 minutes; with every fifth seed 5, 10, 20 or 30.
    private static func grid(seed: UInt64) -> Int {
        seed % 5 == 0 ? [10, 5, 30, 20][Int(seed / 5 % 4)] : 15
    }
}
