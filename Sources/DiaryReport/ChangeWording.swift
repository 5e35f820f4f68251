public import Diary

/// Says changes of a scenario as people would: the clause that follows "if".
public struct ChangeWording: Sendable {
    let scenario: Scenario
    let naming: Naming

    /// - Parameter naming: how people are named; made of the same scenario.
    public init(scenario: Scenario, naming: Naming) {
        self.scenario = scenario
        self.naming = naming
    }

    /// `p03, p07 or p09 could work in person at Lampton`: any one of an opening's changes suffices.
    public func clause(_ opening: Opening) -> String {
        guard let first = opening.alternatives.first else { return "" }
        let people = opening.alternatives.compactMap(\.practitioner).map(naming.practitioner)
        return clause(first, who: Self.either(people))
    }

    /// `a`, `a or b`, `a, b or c`.
    static func either(_ items: [String]) -> String {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " or " + last
    }

    private func clause(_ change: ScenarioChange, who: String) -> String {
        switch change {
        case .onsite(let place): return "the risk assessment of \(naming.place(place)) were agreed"
        case .room(let place, let kind): return "\(naming.place(place)) had one more \(kind) room"
        case .open(let place, let isHub, let day, let window):
            let old = isHub ? scenario.places[place].hubOpen[day] : scenario.places[place].open[day]
            return "\(isHub ? "the hub of " : "")\(naming.place(place)) were open \(Self.time(day, window, beside: old))"
        case .notClosed(let place, let day): return "\(naming.place(place)) were not closed on \(day.name)"
        case .accepts(_, let mode): return "it could be held \(Self.manner(mode))"
        case .suits(let request, let atHome, let day, let window):
            let old = atHome ? scenario.requests[request].atHome[day] : scenario.requests[request].atSchool?[day] ?? []
            return "the client were free \(atHome ? "at home" : "at school") \(Self.time(day, window, beside: old))"
        case .anybody(let request):
            let own = scenario.requests[request].practitioner.map { "somebody other than \(naming.practitioner($0))" } ?? "anybody"
            return "\(own) could deliver it"
        case .unpinned: return "the agreed time and people could be changed"
        case .skills(_, let skills): return "\(who) had the \(skills.count == 1 ? "skill" : "skills") \(Wording.list(skills))"
        case .worksIn(_, let mode): return "\(who) worked \(Self.manner(mode))"
        case .serves(_, let area): return "\(who) served the area \(area)"
        case .inPersonAt(_, let place): return "\(who) could work in person at \(naming.place(place))"
        case .hours(let person, let day, let window):
            return "\(who) worked \(Self.time(day, window, beside: scenario.hours(of: person, on: day)))"
        case .evening(let person, let day, let window):
            return "\(who) worked in the evening \(Self.time(day, window, beside: scenario.afterHoursWindows(of: person, on: day)))"
        case .notAway(_, let day): return "\(who) were not away on \(day.name)"
        case .notBusy(let person, let index):
            let block = scenario.practitioners[person].busy[index]
            let label = naming.label(of: block).map { " (\($0))" } ?? ""
            return "\(who) were not busy on \(block.day.name) \(block.window)\(label)"
        case .limit(_, let kind, let value):
            switch kind {
            case .sessionsPerDay: return "\(who) held up to \(Wording.count(value, "session")) on a day"
            case .sessionsPerWeek: return "\(who) held up to \(Wording.count(value, "session")) in the week"
            case .eveningsPerWeek: return "\(who) worked up to \(Wording.count(value, "evening")) in the week"
            case .span: return "the day of \(who) lasted up to \(Wording.duration(minutes: value))"
            }
        case .supervises(_, let minutes): return "\(who) gave up to \(Wording.duration(minutes: minutes)) of supervision in the week"
        case .cover(_, let evenings): return "\(who) took cover on up to \(Wording.count(evenings, "evening")) in the week"
        case .slots(let slots): return "there were \(Wording.count(slots, "after-hours slot"))"
        }
    }

    /// `in person`, `at the hub`, `by video`, `by phone`.
    static func manner(_ mode: Mode) -> String {
        switch mode {
        case .inPerson: "in person"
        case .hub: "at the hub"
        case .video, .phone: "by \(mode.key)"
        }
    }

    /// A further window of a day, said by what is new of it: `on Tuesday until 19:00` where it lengthens a window that there is.
    static func time(_ day: Weekday, _ window: Window, beside old: [Window]) -> String {
        let touching = old.filter { $0.start <= window.end && window.start <= $0.end }
        let isLonger = touching.contains { $0.start <= window.start }, isEarlier = touching.contains { $0.end >= window.end }
        switch (isLonger, isEarlier) {
        case (true, false): return "on \(day.name) until \(ClockTime.text(window.end))"
        case (false, true): return "on \(day.name) from \(ClockTime.text(window.start))"
        default: return "on \(day.name) \(window)"
        }
    }
}
