import Diary
import DiaryGenerator
import Testing

@Suite("Features of generated scenarios")
struct FeatureTests {
    @Test("A few teams use every feature of the rulebook", arguments: Feature.all)
    func teams(_ feature: Feature) {
        let isUsed = Self.teams.contains(where: feature.isUsed)
        #expect(isUsed)
    }

    @Test("A few boroughs use every feature of the rulebook", arguments: Feature.all)
    func boroughs(_ feature: Feature) {
        let isUsed = Self.boroughs.contains(where: feature.isUsed)
        #expect(isUsed)
    }

    private static let teams = (0..<25).map { ScenarioGenerator(size: .team, seed: $0).scenario }
    private static let boroughs = (3..<7).map { ScenarioGenerator(size: .borough, seed: $0).scenario }
}

/// Something that a scenario can use.
struct Feature: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let isUsed: @Sendable (Scenario) -> Bool

    private init(_ name: String, _ isUsed: @escaping @Sendable (Scenario) -> Bool) {
        testDescription = name
        self.isUsed = isUsed
    }

    private static func type(_ name: String, _ isUsed: @escaping @Sendable (SessionType) -> Bool) -> Feature {
        Feature(name) { scenario in scenario.requests.contains { isUsed(scenario.sessionTypes[$0.type]) } }
    }

    private static func place(_ name: String, _ isUsed: @escaping @Sendable (Place) -> Bool) -> Feature {
        Feature(name) { $0.places.contains(where: isUsed) }
    }

    private static func person(_ name: String, _ isUsed: @escaping @Sendable (Practitioner) -> Bool) -> Feature {
        Feature(name) { $0.practitioners.contains(where: isUsed) }
    }

    private static func request(_ name: String, _ isUsed: @escaping @Sendable (Request) -> Bool) -> Feature {
        Feature(name) { $0.requests.contains(where: isUsed) }
    }

    static let all: [Feature] = service + places + people + requests

    private static let service: [Feature] = [
        Feature("another grid") { $0.grid != 15 },
        Feature("after-hours slots") { $0.rules.afterHoursSlots != nil },
        Feature("cover ratio") { $0.rules.coverRatio != nil },
        Feature("way given") { !$0.travel.overrides.isEmpty },
        Feature("length off the grid") { scenario in
            scenario.requests.contains { request in
                scenario.sessionTypes[request.type].modes.values.contains { $0.minutes % scenario.grid != 0 }
            }
        },
        Feature("meeting at a place") { $0.meetings.contains { $0.place != nil } },
        type("two seats") { $0.staff == [[], []] },
        type("seats with skills") { $0.staff.contains { !$0.isEmpty } },
        type("another room kind") { $0.room != "private" },
        type("write-up") { $0.modes.values.contains { $0.after > 0 } },
        type("an order of its own") { type in type.order != Mode.allCases.filter { type.modes[$0] != nil } },
    ]

    private static let places: [Feature] = [
        place("closed") { !$0.closed.isEmpty },
        place("no sessions on site") { !$0.onsite },
        place("hub") { $0.rooms[Place.hubRoom] ?? 0 > 0 },
        place("hub hours") { $0.hubOpen != $0.open },
        place("no hall") { $0.kind == .school && $0.rooms["hall"] ?? 0 == 0 },
        place("opening hours") { $0.kind == .school && $0.open != Place.defaultOpen },
        place("named practitioners") { !$0.named.isEmpty },
        place("minimum") { $0.minimum > 0 },
        place("community place") { $0.kind == .community },
    ]

    private static let people: [Feature] = [
        person("trainee") { !$0.qualified },
        person("supervision by one of several") { ($0.supervision?.supervisors.count ?? 0) > 1 },
        person("supervisor on cover") { $0.supervisesMinutes != nil && $0.coverEvenings != nil },
        person("evenings") { !$0.evenings.isEmpty && $0.coverEvenings == nil },
        person("away") { !$0.away.isEmpty },
        person("remote only") { !$0.modes.contains(.inPerson) },
        person("certain places only") { $0.inPersonAt != nil },
        person("busy at the desk") { $0.busy.contains { $0.place == nil } },
        person("busy elsewhere") { $0.busy.contains { $0.place != nil } },
        person("two windows a day") { person in Weekday.allCases.contains { person.hours[$0].count > 1 } },
        person("Saturdays") { !$0.hours[.saturday].isEmpty },
        person("limits") { $0.limits != Limits() },
    ]

    private static let requests: [Feature] = [
        Feature("shared client") { scenario in Set(scenario.requests.map(\.client)).count < scenario.requests.count },
        Feature("pin for two") { scenario in scenario.requests.contains { ($0.pin?.practitioners.count ?? 0) == 2 } },
        Feature("own modes") { scenario in scenario.requests.contains { $0.modes != scenario.sessionTypes[$0.type].order } },
        request("pin in person") { $0.pin?.mode == .inPerson },
        request("pin by video") { $0.pin?.mode == .video },
        request("no school") { $0.school == nil },
        request("neither school nor place") { $0.school == nil && $0.place == nil },
        request("another place than the school") { $0.school != nil && $0.place != $0.school },
        request("windows at school") { $0.atSchool != nil },
        request("never at home") { $0.atHome.isEmpty },
        request("course under way") { $0.practitioner != nil },
        request("skills") { !$0.skills.isEmpty },
        request("priority") { $0.priority == "urgent" },
        request("priority of the service's own") { $0.priority == "statutory" },
        request("long wait") { $0.weeksWaiting > 26 },
        request("groups") { $0.groups.count > 1 },
    ]
}
