import Diary

/// Bases, schools and community centres.
extension ServiceBuilder {
    mutating func addPlaces() {
        for area in areas.indices {
            var source = source(step: 0, area: area)
            addBases(area, &source)
            addSchools(area, &source)
            addCentres(area, &source)
            addOverrides(area, &source)
        }
    }

    /// How many practitioners an area has beside its supervisors.
    func people(for demand: Int) -> Int { max(3, 1 + (demand * 18 + 130) / 333) }

    private mutating func addBases(_ area: Int, _ source: inout RandomSource) {
        for number in 1...max(1, people(for: areas[area].demand) / 12) {
            areas[area].bases.append(scenario.places.count)
            scenario.places.append(
                Place(
                    id: "\(areas[area].prefix)base\(number)", name: "Base \(number)", kind: .base, area: areas[area].name,
                    position: position(area, &source), open: Weekly(.monday ... .friday, Window(start: 480, end: 1200)),
                    rooms: [Room.privateRoom: 2, Room.hall: 1]))
        }
    }

    private mutating func addSchools(_ area: Int, _ source: inout RandomSource) {
        for number in 1...max(4, (areas[area].demand + 3) / 7) {
            let open = source.chance(70) ? Place.defaultOpen : days(source.number(3...5), .schoolDay, &source)
            let hub = source.chance(45) ? 1 : 0
            var rooms = [Room.privateRoom: source.chance(15) ? 2 : 1, Place.hubRoom: hub]
            if source.chance(85) { rooms[Room.hall] = 1 }
            var closed: Set<CalendarDate> = []
            if source.chance(7) { closed.insert(scenario.date(of: Weekday.allCases[source.number(0...4)])) }
            let phase = source.pick(weighted: [("Primary", 6), ("Secondary", 3), ("Special", 1)])
            let openDays = Weekday.allCases.filter { !open[$0].isEmpty }
            let isHubLimited = hub > 0 && source.chance(50)
            areas[area].schools.append(scenario.places.count)
            scenario.places.append(
                Place(
                    id: "\(areas[area].prefix)school\(number)", name: "\(phase) school \(number)", kind: .school, area: areas[area].name,
                    position: position(area, &source), open: open, closed: closed, onsite: !source.chance(6), rooms: rooms,
                    hubOpen: isHubLimited ? days(source.number(2...4), .hub, within: openDays, &source) : nil,
                    minimum: source.chance(60) ? source.number(1...4) : 0))
        }
    }

    private mutating func addCentres(_ area: Int, _ source: inout RandomSource) {
        guard areas[area].demand >= 60 else { return }
        for number in 1...(1 + areas[area].demand / 300) {
            var open = Weekly([.tuesday: [Window(start: 600, end: 1140)], .thursday: [Window(start: 780, end: 1140)]])
            open[.saturday] = [Window(start: 600, end: 840)]
            areas[area].centres.append(scenario.places.count)
            scenario.places.append(
                Place(
                    id: "\(areas[area].prefix)centre\(number)", name: "Youth centre \(number)", kind: .community, area: areas[area].name,
                    position: position(area, &source), open: open, rooms: [Room.privateRoom: 1, Room.hall: 1]))
        }
    }

    /// Ways that a river or a railway makes longer, and some that are shorter than they look.
    private mutating func addOverrides(_ area: Int, _ source: inout RandomSource) {
        let schools = areas[area].schools
        for _ in 0..<max(1, schools.count / 10) {
            let ends = source.some(2, of: source.chance(50) ? schools : areas[area].bases + schools.prefix(3))
            if ends.count == 2 { scenario.travel.overrides[PlacePair(ends[0], ends[1])] = Double(source.number(6...45)) }
        }
    }

    /// Somewhere in the area; areas lie side by side, six to a row.
    private func position(_ area: Int, _ source: inout RandomSource) -> Position {
        let latitude = 513_600 + area / 6 * 950 + source.number(-450...450)
        let longitude = -4_300 + area % 6 * 1300 + source.number(-600...600)
        return Position(latitude: Double(latitude) / 10_000, longitude: Double(longitude) / 10_000)
    }

    /// What the windows of some days are for.
    enum Purpose {
        case schoolDay, hub, atSchool, atHome

        var windows: [Window] {
            switch self {
            case .schoolDay: [Window(start: 540, end: 900), Window(start: 525, end: 930), Window(start: 510, end: 945)]
            case .hub: [Window(start: 540, end: 720), Window(start: 540, end: 900), Window(start: 780, end: 930)]
            case .atSchool: [Window(start: 540, end: 720), Window(start: 540, end: 930), Window(start: 600, end: 900), Window(start: 750, end: 930)]
            case .atHome: [Window(start: 945, end: 1080), Window(start: 960, end: 1140), Window(start: 990, end: 1200), Window(start: 1020, end: 1170)]
            }
        }
    }

    /// Windows on so many of some days; now and then two on one day.
    func days(
        _ count: Int, _ purpose: Purpose, within candidates: [Weekday] = Array(Weekday.allCases.prefix(5)), _ source: inout RandomSource
    ) -> Weekly {
        var weekly = Weekly()
        for day in source.some(count, of: candidates) {
            weekly[day] = [source.pick(purpose.windows)]
            if purpose == .atSchool, source.chance(6) { weekly[day] = [Window(start: 540, end: 640), Window(start: 790, end: 920)] }
        }
        return weekly
    }
}
