import Diary

/// What the week asks for.
extension ServiceBuilder {
    mutating func addRequests() {
        for area in areas.indices {
            var source = source(step: 4, area: area)
            let first = scenario.requests.count
            let isSmall = areas[area].demand < 60
            let offers = Offer.allCases.map { ($0, isSmall ? $0.share.small : $0.share.usual) }.filter { $0.1 > 0 }
            let schools = areas[area].schools.map { ($0, source.number(1...4)) }
            var drawn = (0..<areas[area].demand).map { _ in source.pick(weighted: offers) }
            if !isSmall {
                // Every area of some size offers everything: what no draw has given takes the place of what most have.
                for offer in Offer.allCases where !drawn.contains(offer) {
                    if let number = drawn.firstIndex(of: .individual) { drawn[number] = offer }
                }
            }
            for (number, offer) in drawn.enumerated() {
                let usable = offer == .group || offer == .dropIn ? schools.filter { hasHall($0.0) } : schools
                // Without a school anybody of the whole service may deliver it: so in a service of one borough only.
                let isOpen = (offer == .workshop || offer == .supportLine) && areas.count == 1
                let school = isOpen ? nil : source.pick(weighted: usable.isEmpty ? schools : usable)
                scenario.requests.append(request(number + 1, offer, school, area, &source))
            }
            areas[area].requests = first..<scenario.requests.count
            shareClients(area, &source)
        }
    }

    private func request(_ number: Int, _ offer: Offer, _ school: Int?, _ area: Int, _ source: inout RandomSource) -> Request {
        let type = scenario.sessionTypes[offer.rawValue]
        let prefix = areas[area].prefix
        var request = Request(
            id: "\(prefix)r\(number)", client: "\(prefix)c\(number)", school: school, type: offer.rawValue, modes: modes(offer, type, &source),
            priority: source.pick(weighted: [("routine", 76), ("high", 17), ("urgent", 5), ("statutory", 2)]), weeksWaiting: weeks(&source))
        switch offer {
        case .individual, .parentLed:
            if let centre = areas[area].centres.first, source.chance(4) {
                request.place = centre
            } else if source.chance(50) {
                request.atSchool = days(source.number(2...4), .atSchool, within: opening(of: school), &source)
            }
            if source.chance(60) { request.atHome = days(source.number(2...3), .atHome, &source) }
            // Some families have no device and no quiet corner.
            if request.modes[0] == .inPerson, source.chance(4) { request.atHome = .never }
            if source.chance(12) { request.skills = [Skill.complex] }
            if source.chance(10) { request.groups.insert("young-carers") }
            if source.chance(5) { request.groups.insert("looked-after") }
        case .reviewCall:
            request.atHome = Weekly(.monday ... .friday, Window(start: 480, end: 1140))
        case .consultation, .linkCall:
            request.atHome = Weekly(.monday ... .friday, Window(start: 510, end: 1050))
        case .group, .jointAssessment:
            if source.chance(40) { request.atSchool = days(4, .atSchool, within: opening(of: school), &source) }
            request.atHome = Weekly(.monday ... .friday, Window(start: 510, end: 1050))
        case .workshop:
            request.atHome = Weekly(.monday ... .friday, Window(start: 540, end: 1140))
        case .dropIn:
            if let centre = areas[area].centres.last, source.chance(60) {
                request.place = centre
                if source.chance(50), areas.count == 1 { request.school = nil }
            }
        case .supportLine:
            request.atHome = days(5, .hub, &source)
        }
        if offer.isCourse ? source.chance(22) : offer == .group && source.chance(15) {
            let able = areas[area].people.filter { isLikely($0, request, skills: type.skills.union(request.skills)) }
            if !able.isEmpty { request.practitioner = source.pick(able) }
        }
        return request
    }

    private func hasHall(_ school: Int) -> Bool { scenario.places[school].onsite && scenario.places[school].rooms[Room.hall] ?? 0 > 0 }

    /// Whether somebody is one to whom a course would have been given: skilled, supervised, and there or free when the client wants it most.
    private func isLikely(_ number: Int, _ request: Request, skills: Set<String>) -> Bool {
        let person = scenario.practitioners[number]
        guard person.skills.isSuperset(of: skills), person.supervision != nil, let mode = request.modes.first, person.modes.contains(mode) else {
            return false
        }
        switch mode {
        case .inPerson: return person.inPersonAt.map { places in request.place.map { places.contains($0) } ?? true } ?? true
        case .hub: return true
        case .video, .phone: return !person.evenings.isEmpty
        }
    }

    /// The days on which a school is open, if there is a school.
    private func opening(of school: Int?) -> [Weekday] {
        Weekday.allCases.prefix(5).filter { day in school.map { !scenario.places[$0].open[day].isEmpty } ?? true }
    }

    /// In order of preference.
    private func modes(_ offer: Offer, _ type: SessionType, _ source: inout RandomSource) -> [Mode] {
        switch offer {
        case .individual:
            source.pick(weighted: [
                ([.inPerson, .hub, .video], 28), ([.inPerson, .video], 22), ([.inPerson], 16), ([.video, .inPerson], 12), ([.video, .phone], 8),
                ([.inPerson, .hub, .video, .phone], 6), ([.hub, .video], 4), ([.phone], 4),
            ])
        case .parentLed: source.pick(weighted: [([.video, .phone], 5), ([.inPerson, .video], 4), ([.inPerson, .video, .phone], 2)])
        default: type.order
        }
    }

    /// Most wait a few weeks, a few for half a year.
    private func weeks(_ source: inout RandomSource) -> Int {
        source.chance(70) ? source.number(0...6) : source.chance(70) ? source.number(4...16) : source.number(12...32)
    }

    /// A few clients have two pieces of work in the week, a review call beside their course, say.
    private mutating func shareClients(_ area: Int, _ source: inout RandomSource) {
        let courses = areas[area].requests.filter { Offer.allCases[scenario.requests[$0].type].isCourse }
        for request in courses.dropFirst() where source.chance(4) {
            let other = source.pick(courses.filter { $0 < request })
            scenario.requests[request].client = scenario.requests[other].client
            scenario.requests[request].school = scenario.requests[other].school
            scenario.requests[request].place = scenario.requests[other].place
        }
    }
}
