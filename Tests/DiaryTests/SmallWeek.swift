import Diary

/// A service small enough to reason about: a base and two schools, two practitioners, a trainee and a supervisor, on a grid of 15 minutes.
///
/// Everybody works mon-fri 09:00-17:00 at the base. Ways: base to north 30 minutes, base to south 15, north to south 45. Schools are open
/// mon-fri 08:30-16:00 with one private room, and north has a hub room too. `individual` takes 45 + 15 minutes in person, 50 + 10 by hub
/// and video, 30 + 15 by phone; `group` 60 in person in a hall, with two seats. Nothing is scheduled.
struct SmallWeek {
    static let base = 0, north = 1, south = 2
    static let individual = 0, group = 1
    static let p01 = 0, p02 = 1, trainee = 2, supervisor = 3

    var scenario: Scenario
    var timetable = Timetable()
    var published: PublishedTimetable?

    init() {
        let workingDay = Weekly(.monday ... .friday, Window(start: 540, end: 1020))
        scenario = Scenario(service: "Small", week: CalendarDate(daysSinceEpoch: 20_780))
        scenario.travel.overrides = [PlacePair(0, 1): 30, PlacePair(0, 2): 15, PlacePair(1, 2): 45]
        scenario.sessionTypes = [
            SessionType(
                id: "individual",
                modes: [
                    .inPerson: ModeLength(minutes: 45, after: 15), .hub: ModeLength(minutes: 50, after: 10),
                    .video: ModeLength(minutes: 50, after: 10), .phone: ModeLength(minutes: 30, after: 15),
                ]),
            SessionType(id: "group", modes: [.inPerson: ModeLength(minutes: 60)], room: "hall", staff: [[], []]),
        ]
        let somewhere = Position(latitude: 51.5, longitude: -0.3)
        scenario.places = [
            Place(id: "base", kind: .base, position: somewhere),
            Place(id: "north", position: somewhere, rooms: ["private": 1, "hub": 1, "hall": 1]),
            Place(id: "south", position: somewhere),
        ]
        scenario.practitioners = [
            Practitioner(id: "p01", desk: Self.base, hours: workingDay),
            Practitioner(id: "p02", desk: Self.base, hours: workingDay),
            Practitioner(id: "t01", qualified: false, desk: Self.base, hours: workingDay),
            Practitioner(id: "s01", desk: Self.base, hours: workingDay, supervisesMinutes: 300),
        ]
    }

    /// The rules that the timetable breaks.
    var broken: Set<Rule> { Set(verdict.violations.map(\.rule)) }

    var verdict: Verdict { Checker(scenario).check(timetable, published: published) }

    var score: Score { verdict.score }

    /// Adds a request, at north unless told otherwise, in any mode of its type, suiting at any time, and returns its position.
    @discardableResult
    mutating func request(
        type: Int = Self.individual, school: Int? = Self.north, change: (inout Request) -> Void = { _ in }
    ) -> Int {
        var request = Request(
            id: "r\(scenario.requests.count + 1)", school: school, type: type, modes: scenario.sessionTypes[type].order,
            atHome: Weekly(.monday ... .sunday, Window(start: 0, end: 1440)))
        change(&request)
        scenario.requests.append(request)
        return scenario.requests.count - 1
    }

    /// Schedules a request: a new one at north where none is given.
    mutating func session(_ request: Int? = nil, by practitioners: Int..., mode: Mode = .video, at start: String) {
        let request = request ?? self.request()
        timetable.sessions.append(Timetable.Session(request: request, practitioners: practitioners, mode: mode, start: time(start)))
    }

    mutating func supervise(_ practitioner: Int, by supervisor: Int = Self.supervisor, at start: String) {
        timetable.supervision.append(Timetable.Supervision(practitioner: practitioner, supervisor: supervisor, start: time(start)))
    }

    mutating func hold(_ meeting: Int, at start: String) {
        timetable.meetings.append(Timetable.HeldMeeting(meeting: meeting, start: time(start)))
    }

    mutating func cover(_ practitioner: Int, on day: Weekday) {
        timetable.cover.append(Timetable.Cover(practitioner: practitioner, day: day))
    }

    /// Makes a practitioner busy.
    mutating func busy(_ practitioner: Int, _ day: Weekday, _ window: String, at place: Int? = nil) {
        scenario.practitioners[practitioner].busy.append(BusyBlock(day: day, window: span(window), place: place))
    }
}

/// The moment that `tue 10:00` names.
func time(_ text: String) -> WeekTime {
    let parts = text.split(separator: " ")
    return WeekTime(Weekday(key: parts[0])!, ClockTime.minute(parts[1])!)
}

/// The window that `09:00-17:00` names.
func span(_ text: String) -> Window {
    let parts = text.split(separator: "-")
    return Window(start: ClockTime.minute(parts[0])!, end: ClockTime.minute(parts[1])!)
}

/// The same windows on the days from one to another.
func weekly(_ days: ClosedRange<Weekday>, _ windows: String...) -> Weekly {
    Weekly(Dictionary(uniqueKeysWithValues: Weekday.allCases.filter(days.contains).map { ($0, windows.map(span)) }))
}
