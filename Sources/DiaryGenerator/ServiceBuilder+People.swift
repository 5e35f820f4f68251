import Diary

/// Supervisors, practitioners, trainees and psychologists; who may go where, and who supervises whom.
extension ServiceBuilder {
    mutating func addPeople() {
        for area in areas.indices {
            var source = source(step: 1, area: area)
            let count = people(for: areas[area].demand)
            for number in 1...max(1, (2 * count + 5) / 10) { addSupervisor(number, area, &source) }
            for number in 1...count { addPractitioner(number, of: count, area, &source) }
            addPsychologist(area, &source)
        }
    }

    private mutating func addSupervisor(_ number: Int, _ area: Int, _ source: inout RandomSource) {
        var evenings = Weekly()
        for day in source.some(2, of: [Weekday.monday, .tuesday, .wednesday, .thursday]) { evenings[day] = [Window(start: 990, end: 1200)] }
        areas[area].supervisors.append(scenario.practitioners.count)
        scenario.practitioners.append(
            Practitioner(
                id: "\(areas[area].prefix)s\(number)", name: "Supervisor \(number)", role: "Senior practitioner", desk: desk(number, area),
                serves: [areas[area].name], skills: [Skill.therapy, Skill.group, Skill.complex], hours: hours(days: source.number(4...5), &source),
                evenings: evenings, away: away(&source),
                limits: Limits(sessionsPerDay: 3, sessionsPerWeek: source.number(5...8), eveningsPerWeek: source.chance(20) ? 1 : 0),
                supervisesMinutes: source.pick([300, 360, 360]), coverEvenings: source.number(1...2)))
    }

    private mutating func addPractitioner(_ number: Int, of count: Int, _ area: Int, _ source: inout RandomSource) {
        let isTrainee = number % 3 == 0
        var person = Practitioner(
            id: "\(areas[area].prefix)p\(number)", name: "Practitioner \(number)",
            role: isTrainee ? "Trainee EMHP" : source.pick(["EMHP", "EMHP", "CWP"]), qualified: !isTrainee, desk: desk(number, area),
            serves: [areas[area].name], skills: [Skill.therapy], hours: hours(days: isTrainee ? 5 : source.number(3...5), &source),
            away: away(&source))
        if source.chance(50) || number <= 2 { person.skills.insert(Skill.group) }
        if source.chance(35) { person.skills.insert(Skill.complex) }
        if number == 2, areas[area].demand < 60 { person.skills.insert(Skill.psychology) }
        if source.chance(80) {
            for day in source.some(source.number(1...2), of: [Weekday.monday, .tuesday, .wednesday, .thursday]) {
                person.evenings[day] = [Window(start: 1020, end: 1200)]
            }
        }
        if source.chance(5) { person.modes = [.hub, .video, .phone] }
        if source.chance(5) { person.hours[.saturday] = [Window(start: 600, end: 840)] }
        if isTrainee {
            person.limits = Limits(sessionsPerDay: 4, sessionsPerWeek: source.number(4...8))
            for day in source.some(2, of: [Weekday.monday, .tuesday, .wednesday]) where !person.hours[day].isEmpty {
                person.busy.append(BusyBlock(day: day, window: Window(start: 540, end: 1020), label: "University"))
            }
        } else {
            person.limits = Limits(
                sessionsPerDay: 5, sessionsPerWeek: source.pick([14, 16, 18]), eveningsPerWeek: source.chance(25) ? 2 : 1,
                span: source.chance(10) ? 510 : 480)
            if source.chance(30) { person.busy.append(busy(area, person, &source)) }
        }
        areas[area].people.append(scenario.practitioners.count)
        scenario.practitioners.append(person)
    }

    /// Takes the second seat of joint assessments and supervises a little. Where there are several areas, every other one has a psychologist, who
    /// works in the next too.
    private mutating func addPsychologist(_ area: Int, _ source: inout RandomSource) {
        guard areas[area].demand >= 60, area % 2 == 0 else { return }
        areas[area].people.append(scenario.practitioners.count)
        scenario.practitioners.append(
            Practitioner(
                id: "\(areas[area].prefix)ep", name: "Educational psychologist", role: "Educational psychologist", desk: desk(1, area),
                serves: [areas[area].name], skills: [Skill.therapy, Skill.complex, Skill.psychology], hours: hours(days: 3, &source),
                limits: Limits(sessionsPerDay: 4, sessionsPerWeek: 10, eveningsPerWeek: 0), supervisesMinutes: 120))
    }

    /// Neighbouring areas share a supervisor and a psychologist.
    mutating func sharePeople() {
        for area in stride(from: 0, to: areas.count - 1, by: 2) {
            let psychologists = areas[area].people.filter { scenario.practitioners[$0].skills.contains(Skill.psychology) }
            for person in psychologists + areas[area].supervisors.suffix(1) { scenario.practitioners[person].serves?.insert(areas[area + 1].name) }
        }
    }

    /// Gives practitioners their supervisors, their schools, and the places where they may work in person.
    mutating func assignPeople() {
        for area in areas.indices {
            var source = source(step: 2, area: area)
            let supervisors = areas[area].supervisors
            let team = areas[area].people.filter { scenario.practitioners[$0].supervisesMinutes == nil }
            let psychologists = areas[area].people.filter { scenario.practitioners[$0].supervisesMinutes != nil }
            for (number, person) in team.enumerated() {
                var with = [supervisors[number % supervisors.count]]
                if source.chance(25) {
                    // A colleague of one's own, or the supervisor shared with the neighbours.
                    let others = supervisors + psychologists + (area % 2 == 1 ? areas[area - 1].supervisors.suffix(1) : [])
                    with += source.some(1, of: others.filter { !with.contains($0) })
                }
                let minutes = scenario.practitioners[person].qualified ? source.pick([30, 60, 60]) : 60
                scenario.practitioners[person].supervision = SupervisionNeed(supervisors: with, minutes: minutes)
            }
            for school in areas[area].schools where source.chance(55) {
                let team = areas[area].people.filter { scenario.practitioners[$0].modes.contains(.inPerson) }
                scenario.places[school].named = source.some(source.number(1...2), of: team)
            }
            let everywhere = areas[area].bases + areas[area].centres
            for person in team where source.chance(70) {
                let named = areas[area].schools.filter { scenario.places[$0].named.contains(person) }
                let more = source.some(max(3, 6 - named.count), of: areas[area].schools)
                scenario.practitioners[person].inPersonAt = Set(everywhere + named + more)
            }
        }
    }

    private func desk(_ number: Int, _ area: Int) -> Int { areas[area].bases[number % areas[area].bases.count] }

    /// Eight hours on so many weekdays; now and then with an hour off at noon.
    private func hours(days: Int, _ source: inout RandomSource) -> Weekly {
        var hours = Weekly()
        let hasLunch = source.chance(6)
        for day in source.some(days, of: Array(Weekday.allCases.prefix(5))) {
            let start = source.pick([510, 540, 540])
            hours[day] = hasLunch ? [Window(start: start, end: 750), Window(start: 810, end: start + 510)] : [Window(start: start, end: start + 480)]
        }
        return hours
    }

    private func away(_ source: inout RandomSource) -> Set<CalendarDate> {
        source.chance(6) ? [scenario.date(of: Weekday.allCases[source.number(0...4)])] : []
    }

    /// Something else for half a day, at the desk or at another place.
    private func busy(_ area: Int, _ person: Practitioner, _ source: inout RandomSource) -> BusyBlock {
        let day = source.pick(Weekday.allCases.prefix(5).filter { !person.hours[$0].isEmpty })
        let window = source.pick([Window(start: 540, end: 720), Window(start: 780, end: 900), Window(start: 610, end: 675)])
        let isElsewhere = source.chance(60)
        return BusyBlock(
            day: day, window: window, label: source.pick(["Training", "School assembly", "Panel"]),
            place: isElsewhere ? source.pick(areas[area].schools) : nil)
    }

    /// Team meetings at each base, the leads' meeting of neighbouring areas, and reviews of two people at a school.
    mutating func addMeetings() {
        for area in areas.indices {
            var source = source(step: 3, area: area)
            let prefix = areas[area].prefix
            for (number, base) in areas[area].bases.enumerated() {
                let members = (areas[area].supervisors + areas[area].people).filter { scenario.practitioners[$0].desk == base }
                let day = meetingDay(members), present = members.filter { !isMissing($0, day) }
                guard !present.isEmpty else { continue }
                scenario.meetings.append(
                    Meeting(
                        id: "\(prefix)team\(number + 1)", name: "Team meeting", members: present, minutes: 60,
                        when: Weekly([day: [Window(start: 540, end: 990)]]), place: base))
            }
            if areas[area].demand >= 60 {
                let pair = source.some(1, of: areas[area].supervisors) + source.some(1, of: areas[area].people)
                scenario.meetings.append(
                    Meeting(
                        id: "\(prefix)review", name: "Partnership review", members: pair, minutes: 50,
                        when: Weekly(.monday ... .thursday, Window(start: 555, end: 960)), place: source.pick(areas[area].schools)))
            }
        }
        for first in stride(from: 0, to: areas.count, by: 6) where areas.count > 1 {
            let leads = areas[first..<min(first + 6, areas.count)].compactMap(\.supervisors.first)
            scenario.meetings.append(
                Meeting(
                    id: "leads\(first / 6 + 1)", name: "Leads' meeting", members: leads, minutes: 45,
                    when: Weekly([meetingDay(leads): [Window(start: 540, end: 720)], .friday: [Window(start: 840, end: 990)]])))
        }
    }

    /// The weekday on which the fewest of some people are missing.
    private func meetingDay(_ members: [Int]) -> Weekday {
        func missing(_ day: Weekday) -> Int { members.count { isMissing($0, day) } }
        return Weekday.allCases.prefix(5).min { missing($0) < missing($1) } ?? .wednesday
    }

    /// Whether somebody is off, away or busy on a day.
    private func isMissing(_ person: Int, _ day: Weekday) -> Bool {
        scenario.hours(of: person, on: day).isEmpty || scenario.practitioners[person].busy.contains { $0.day == day }
    }
}
