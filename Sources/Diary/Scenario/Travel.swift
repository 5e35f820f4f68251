import Foundation

/// How long ways between places take (RULEBOOK §1, `travel`, and §3).
public struct Travel: Hashable, Sendable {
    /// Minutes that every way costs at least.
    public var fixed: Double
    public var minutesPerKilometre: Double
    /// How much longer ways are than the great circle, at least 1.
    public var detour: Double
    /// Minutes that replace the computed ones for a pair of places, both ways. Never for a place and itself.
    public var overrides: [PlacePair: Double]

    /// Minutes of ten weeks. No allowed timetable has a way of even a day, and sums of ways this long stay exact.
    static let longestWay = 100_800

    public init(fixed: Double = 10, minutesPerKilometre: Double = 3, detour: Double = 1.3, overrides: [PlacePair: Double] = [:]) {
        self.fixed = fixed
        self.minutesPerKilometre = minutesPerKilometre
        self.detour = detour
        self.overrides = overrides
    }
}

/// Two places without order, as positions in `Scenario.places`.
public struct PlacePair: Hashable, Sendable {
    public let lower: Int
    public let upper: Int

    public init(_ first: Int, _ second: Int) {
        lower = min(first, second)
        upper = max(first, second)
    }
}

extension Scenario {
    /// Minutes of travel between two places, positions in ``places``: a multiple of ``grid``, 0 within one place (RULEBOOK §3).
    ///
    /// The minutes are rounded to six decimals and then up to a multiple of the grid, so that noise of the last floating-point digits
    /// cannot cost a whole grid step. A way of more than ``Travel/longestWay`` minutes counts as that long.
    public func travelMinutes(from origin: Int, to destination: Int) -> Int {
        guard origin != destination else { return 0 }
        let minutes =
            travel.overrides[PlacePair(origin, destination)]
            ?? travel.fixed + travel.minutesPerKilometre * travel.detour
            * places[origin].position.kilometres(to: places[destination].position)
        let millionths = Int((min(minutes, Double(Travel.longestWay)) * 1_000_000).rounded())
        let step = grid * 1_000_000
        return (millionths + step - 1) / step * grid
    }
}

extension Position {
    /// The earth's mean radius in kilometres (RULEBOOK §3).
    static let earthRadius = 6371.0088

    /// The great-circle distance in kilometres, by the haversine formula.
    public func kilometres(to other: Position) -> Double {
        let radians = Double.pi / 180
        let latitudes = sin((other.latitude - latitude) * radians / 2)
        let longitudes = sin((other.longitude - longitude) * radians / 2)
        let haversine =
            latitudes * latitudes + cos(latitude * radians) * cos(other.latitude * radians) * longitudes * longitudes
        return 2 * Self.earthRadius * asin(min(1, haversine.squareRoot()))
    }
}
