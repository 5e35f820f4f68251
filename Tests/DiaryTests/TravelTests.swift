import Diary
import Testing

@Suite("Travel (RULEBOOK §3)")
struct TravelTests {
    private func scenario(grid: Int = 15, travel: Travel = Travel(), _ positions: Position...) -> Scenario {
        var scenario = Scenario(service: "Ways", week: CalendarDate(daysSinceEpoch: 20_780), grid: grid, travel: travel)
        scenario.places = positions.enumerated().map { Place(id: "place\($0)", position: $1) }
        return scenario
    }

    @Test("One degree along a meridian is a 360th of the circle of radius 6371.0088")
    func meridian() {
        let distance = Position(latitude: 51, longitude: 0).kilometres(to: Position(latitude: 52, longitude: 0))
        // 2 x 3.14159265 x 6371.0088 / 360
        #expect(abs(distance - 111.1950797) < 1e-6)
    }

    @Test("Opposite ends of the earth are half a circle apart")
    func antipodes() {
        let distance = Position(latitude: 0, longitude: 0).kilometres(to: Position(latitude: 0, longitude: 180))
        #expect(abs(distance - 3.14159265358979 * 6371.0088) < 1e-6)
    }

    @Test("Fixed and by distance, up to the next multiple of the grid")
    func computed() {
        // One hundredth of a degree of latitude: 1.11195 km; 10 + 3 x 1.3 x 1.11195 = 14.3366 minutes.
        let here = Position(latitude: 51.5, longitude: -0.3), there = Position(latitude: 51.51, longitude: -0.3)
        #expect(scenario(grid: 15, here, there).travelMinutes(from: 0, to: 1) == 15)
        #expect(scenario(grid: 5, here, there).travelMinutes(from: 1, to: 0) == 15)
        #expect(scenario(grid: 1, here, there).travelMinutes(from: 0, to: 1) == 15)
        #expect(scenario(grid: 20, here, there).travelMinutes(from: 0, to: 1) == 20)
    }

    @Test("Nothing within one place, the fixed minutes between two at one spot")
    func samePlace() {
        let here = Position(latitude: 51.5, longitude: -0.3)
        #expect(scenario(here, here).travelMinutes(from: 0, to: 0) == 0)
        #expect(scenario(here, here).travelMinutes(from: 0, to: 1) == 15)
        #expect(scenario(travel: Travel(fixed: 0), here, here).travelMinutes(from: 0, to: 1) == 0)
    }

    @Test("Six decimals first, then the grid: noise costs no step, a millionth more does")
    func rounding() {
        let here = Position(latitude: 51.5, longitude: -0.3)
        func minutes(_ fixed: Double) -> Int { scenario(travel: Travel(fixed: fixed), here, here).travelMinutes(from: 0, to: 1) }
        #expect(minutes(15) == 15)
        #expect(minutes(15.000_000_4) == 15)
        #expect(minutes(15.000_001) == 30)
        #expect(minutes(14.999_999_9) == 15)
        #expect(minutes(0.000_000_4) == 0)
    }

    @Test("An override replaces the way, both ways, and is rounded up likewise")
    func overrides() {
        let here = Position(latitude: 51.5, longitude: -0.3), far = Position(latitude: 52.5, longitude: -0.3)
        let travel = Travel(overrides: [PlacePair(1, 0): 16])
        #expect(scenario(travel: travel, here, far).travelMinutes(from: 0, to: 1) == 30)
        #expect(scenario(travel: travel, here, far).travelMinutes(from: 1, to: 0) == 30)
    }

    @Test("A figure without bounds is no way to bring the program down")
    func enormous() {
        let here = Position(latitude: 51.5, longitude: -0.3)
        #expect(scenario(travel: Travel(fixed: 1e300), here, here).travelMinutes(from: 0, to: 1) > 10_080)
    }
}
