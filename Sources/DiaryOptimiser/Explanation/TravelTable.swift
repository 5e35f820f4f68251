import Diary

/// Travel minutes between places, each way computed when it is first asked for. Used by one thread at a time.
final class TravelTable {
    private let scenario: Scenario
    private let count: Int
    private var minutes: [Int32]
    /// Whether ways by a third place can never be shorter.
    let isMetric: Bool

    init(_ scenario: Scenario) {
        self.scenario = scenario
        count = scenario.places.count
        minutes = Array(repeating: -1, count: count * count)
        isMetric = scenario.travel.overrides.isEmpty
    }

    subscript(from: Int, to: Int) -> Int {
        if from == to { return 0 }
        let index = from * count + to
        if minutes[index] >= 0 { return Int(minutes[index]) }
        let value = scenario.travelMinutes(from: from, to: to)
        minutes[index] = Int32(value)
        minutes[to * count + from] = Int32(value)
        return value
    }
}
