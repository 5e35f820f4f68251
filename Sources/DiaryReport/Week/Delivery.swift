import Diary

/// What some of the requests got of what they asked for.
struct Delivery: Hashable, Sendable {
    var asked = 0
    var placed = 0
    /// Weeks of waiting that the sessions placed bring to an end, added up.
    var weeksEnded = 0

    var left: Int { asked - placed }
    /// Whole per cent placed, rounded down; nil where nothing is asked for.
    var share: Int? { asked == 0 ? nil : placed * 100 / asked }

    mutating func add(_ request: Request, isPlaced: Bool) {
        asked += 1
        if isPlaced {
            placed += 1
            weeksEnded += request.weeksWaiting
        }
    }
}

/// Deliveries of a week, by whatever requests are told apart by.
struct Deliveries: Sendable {
    private let scenario: Scenario
    /// By position in `Scenario.requests`.
    private let isPlaced: [Bool]

    init(_ scenario: Scenario, _ timetable: Timetable) {
        self.scenario = scenario
        var isPlaced = Array(repeating: false, count: scenario.requests.count)
        for session in timetable.sessions { isPlaced[session.request] = true }
        self.isPlaced = isPlaced
    }

    /// All requests.
    var all: Delivery { by { _ in [0] }[0] ?? Delivery() }

    /// One delivery for each key; a request counts under each of its keys.
    func by<Key: Hashable>(_ keys: (Request) -> [Key]) -> [Key: Delivery] {
        var result: [Key: Delivery] = [:]
        for (index, request) in scenario.requests.enumerated() {
            for key in keys(request) { result[key, default: Delivery()].add(request, isPlaced: isPlaced[index]) }
        }
        return result
    }

    /// How long people have waited, in bands that a manager thinks in.
    static let waitingBands: [(name: String, weeks: ClosedRange<Int>)] = [
        ("not yet a week", 0...0), ("1 to 3 weeks", 1...3), ("4 to 7 weeks", 4...7), ("8 to 12 weeks", 8...12), ("13 to 25 weeks", 13...25),
        ("26 weeks or more", 26...Int.max),
    ]

    /// The band of a number of weeks, as a position in ``waitingBands``.
    static func band(ofWeeks weeks: Int) -> Int { waitingBands.firstIndex { $0.weeks.contains(weeks) } ?? 0 }
}
