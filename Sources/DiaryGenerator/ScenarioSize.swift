/// How large a generated scenario is.
public enum ScenarioSize: Hashable, Sendable {
    /// 18 requests: a few days of one small team.
    case tiny
    /// 97 requests: one team's week.
    case team
    /// 430 requests: a borough.
    case borough
    /// 2,580 requests: six boroughs that share a few people.
    case cluster
    /// 12,500 requests: 32 boroughs.
    case region
    /// Some number of requests, 0 to ``mostRequests``, in boroughs of 430 at most.
    case requests(Int)

    public static let mostRequests = 100_000

    /// The sizes that have names, from the smallest.
    public static let named: [(name: String, size: ScenarioSize)] = [
        ("tiny", .tiny), ("team", .team), ("borough", .borough), ("cluster", .cluster), ("region", .region),
    ]

    /// The size that a name or a number of requests says, or nil where the text is neither.
    public init?(_ text: some StringProtocol) {
        if let match = Self.named.first(where: { $0.name == text }) {
            self = match.size
        } else if let count = Int(text), (0...Self.mostRequests).contains(count) {
            self = .requests(count)
        } else {
            return nil
        }
    }

    /// The name, or the number of requests in words.
    public var name: String {
        if case .requests(let count) = self { return "\(count) requests" }
        return Self.named.first { $0.size == self }?.name ?? ""
    }

    /// Requests of each area.
    var requestsOfAreas: [Int] {
        switch self {
        case .tiny: [18]
        case .team: [97]
        case .borough: [430]
        case .cluster: Array(repeating: 430, count: 6)
        case .region: Self.shares(of: 12_500, among: 32)
        case .requests(let count): Self.shares(of: max(0, count), among: max(1, (count + 429) / 430))
        }
    }

    /// A total in nearly equal parts.
    private static func shares(of total: Int, among parts: Int) -> [Int] {
        (0..<parts).map { total * ($0 + 1) / parts - total * $0 / parts }
    }
}
