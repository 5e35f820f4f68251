import Diary
import Testing

@testable import DiaryReport

@Suite("A week to scale")
struct WeekGridTests {
    private func entry(_ start: Int, _ end: Int, on day: Weekday = .monday) -> WeekEntry {
        WeekEntry(kind: .meeting, day: day, start: start, end: end, title: "")
    }

    private func grid(_ entries: [WeekEntry]) -> WeekGrid { WeekGrid(entries) { _ in [] } }

    /// Pairs of blocks that lie on one another.
    private func overlaps(_ blocks: [WeekGrid.Block]) -> Int {
        blocks.indices.reduce(0) { sum, index in
            sum + blocks[(index + 1)...].count { other in
                let one = blocks[index]
                return one.left < other.left + other.width && other.left < one.left + one.width && one.top < other.top + other.height
                    && other.top < one.top + one.height
            }
        }
    }

    @Test("The axis goes from the first whole hour to the last; Saturday is there where it holds something")
    func axis() {
        let week = grid([entry(560, 620), entry(1000, 1075, on: .thursday)])
        #expect(week.axis.window == Window(start: 540, end: 1080))
        #expect(week.axis.hours.first == 540 && week.axis.hours.last == 1080 && week.axis.hours.count == 10)
        #expect(week.days.map(\.day) == [.monday, .tuesday, .wednesday, .thursday, .friday])
        #expect(grid([entry(600, 660, on: .saturday)]).days.map(\.day).last == .saturday)
        #expect(grid([]).axis.window == Window(start: 540, end: 1020))
    }

    @Test("Starts and ends are to scale")
    func scale() {
        let week = grid([entry(540, 600), entry(660, 705), entry(1000, 1080)])
        // Nine hours: an hour is a ninth of the height.
        let blocks = week.days[0].blocks
        #expect(blocks.map(\.top) == [0, 120 * 100_000 / 540, 460 * 100_000 / 540])
        #expect(blocks.map { $0.top + $0.height } == [60 * 100_000 / 540, 165 * 100_000 / 540, 100_000])
        #expect(blocks.allSatisfy { $0.left == 0 && $0.width == 100_000 })
        // Eight minutes to a line.
        #expect(blocks.map(\.rows) == [7, 5, 10])
    }

    @Test("What is shorter than a line of text has a line of its own, and its hour is stretched for it")
    func short() {
        let week = grid([entry(540, 543), entry(543, 600), entry(660, 720, on: .friday)])
        let blocks = week.days[0].blocks
        #expect(blocks.map(\.rows) == [1, 7])
        #expect(blocks.allSatisfy { $0.width == 100_000 })
        #expect(overlaps(blocks) == 0)
        // Three hours of 60 minutes, with three minutes stretched to eight: 185 units, of which the first hour has 65.
        #expect(week.top(600) == 65 * 100_000 / 185)
        #expect(week.top(660) - week.top(600) == 125 * 100_000 / 185 - 65 * 100_000 / 185)
        #expect(blocks[0].height == 8 * 100_000 / 185)
        #expect(week.days[4].blocks[0].top == week.top(660))
    }

    @Test("Twelve sessions in a row, of whatever minutes, have a line each and the whole width", arguments: [1, 3, 7, 37])
    func crowded(minutes: Int) {
        let row = (0..<12).map { entry(540 + $0 * minutes, 540 + ($0 + 1) * minutes) }
        let blocks = grid(row + [entry(1020, 1200)]).days[0].blocks
        #expect(overlaps(blocks) == 0)
        #expect(blocks.allSatisfy { $0.width == 100_000 && $0.rows >= 1 && $0.top + $0.height <= 100_000 })
    }

    @Test("What is at one time stands side by side: evenings that overlap, and more short entries than a page can stretch for")
    func overlapping() {
        let evenings = [entry(1020, 1200), entry(1050, 1230), entry(1020, 1023), entry(1100, 1101), entry(1200, 1260)]
        #expect(overlaps(grid(evenings).days[0].blocks) == 0)
        #expect(overlaps(grid([entry(0, 1440), entry(1439, 1440), entry(0, 1)]).days[0].blocks) == 0)
        let calls = (0..<144).map { entry($0 * 10, $0 * 10 + 1) } + (0..<144).map { entry($0 * 10 + 3, $0 * 10 + 4) }
        let week = grid(calls)
        #expect(week.lines <= WeekAxis.mostStretchedLines)
        #expect(overlaps(week.days[0].blocks) == 0)
        #expect(week.days[0].blocks.allSatisfy { $0.top >= 0 && $0.top + $0.height <= 100_000 && $0.height > 0 })
    }

    @Test("A free lane to the right is taken")
    func lanes() {
        let blocks = grid([entry(540, 700), entry(550, 600), entry(560, 590), entry(620, 700)]).days[0].blocks
        // Three at once at first, later two: the last takes two of the three lanes.
        #expect(blocks.map(\.width) == [33_333, 33_333, 33_333, 66_666])
        #expect(overlaps(blocks) == 0)
    }

    @Test("Evenings that overlap the hours show only what they add")
    func evenings() {
        let hours = [Window(start: 540, end: 1020), Window(start: 1080, end: 1100)]
        #expect(Window(start: 990, end: 1200).without(hours) == [Window(start: 1020, end: 1080), Window(start: 1100, end: 1200)])
        #expect(Window(start: 600, end: 700).without(hours).isEmpty)
        #expect(Window(start: 1200, end: 1260).without(hours) == [Window(start: 1200, end: 1260)])
    }

    @Test("Bands end with the axis")
    func bands() {
        let week = WeekGrid([entry(600, 660)]) { _ in [.init(kind: .open, window: Window(start: 0, end: 1440)), .init(kind: .evening, window: Window(start: 1200, end: 1300))] }
        #expect(week.days[0].bands == [.init(kind: .open, window: Window(start: 600, end: 660))])
    }
}

@Suite("Breaks")
struct BreakTests {
    private func scenario() -> Scenario { Week.scenario }

    private func activity(_ start: Int, _ end: Int, travel: Int = 0) -> Activity {
        Activity(practitioner: 0, subject: .session(0), place: 0, day: .monday, start: start, end: end, travel: travel)
    }

    @Test("A day longer than six hours has its break in the middle of the day, before the way to what follows")
    func before() {
        let rest = scenario().breakTaken(between: [activity(540, 690), activity(765, 1000, travel: 15)])
        #expect(rest == Window(start: 690, end: 750))
    }

    @Test("After the way where only that leaves time inside the window")
    func after() {
        // Free 10:30 to 12:30, an hour's way: before it the window (from 11:30) has nothing left.
        let rest = scenario().breakTaken(between: [activity(540, 630), activity(750, 1000, travel: 60)])
        #expect(rest == Window(start: 690, end: 750))
    }

    @Test("None on a short day, and none in a gap that travel fills")
    func none() {
        #expect(scenario().breakTaken(between: [activity(540, 600), activity(720, 800)]) == nil)
        #expect(scenario().breakTaken(between: [activity(540, 720), activity(765, 1000, travel: 30)]) == nil)
        #expect(scenario().breakTaken(between: []) == nil)
        // A break of no minutes is none to draw, however long the gap: activities that touch have one too.
        var brief = scenario()
        brief.rules.breakRule.minutes = 0
        #expect(brief.breakTaken(between: [activity(540, 780), activity(780, 1000)]) == nil)
        #expect(brief.breakTaken(between: [activity(540, 690), activity(765, 1000, travel: 15)]) == nil)
    }

    @Test("A practitioner's page shows ways and breaks")
    func page() throws {
        var timetable = Week.timetable
        timetable.sessions[2].practitioners = [0]
        timetable.sessions[2].start = WeekTime(.monday, 960)
        #expect(
            try Week.page("practitioners/p1.html", Week.scenario, timetable).entries("Monday") == [
                "I 09:00–09:45 in person individual r1 Alpha school write-up to 10:00", "– 11:30–14:30 break", "→ 15:45–16:00 travel to Office",
                "P 16:00–16:30 phone individual r4 Beta school",
            ])
    }
}

@Suite("Rooms in use")
struct RoomUseTests {
    private func use(rooms: Int, _ starts: [(Weekday, Int)]) -> RoomUse? {
        var scenario = Week.scenario
        scenario.places[1].rooms = ["private": rooms]
        scenario.places[1].closed = [scenario.date(of: .friday)]
        scenario.requests = starts.indices.map { Request(id: "q\($0)", school: 1, type: 0, modes: [.inPerson]) }
        let timetable = Timetable(
            sessions: starts.enumerated().map { .init(request: $0, practitioners: [0], mode: .inPerson, start: WeekTime($1.0, $1.1)) })
        return RoomUse.inWeek(of: WeekEntries(scenario: scenario, timetable: timetable, naming: Naming(scenario: scenario, style: .full)), at: 1).first
    }

    @Test("Full is when every room is in use, in unbroken stretches")
    func full() throws {
        let one = try #require(use(rooms: 1, [(.monday, 540), (.monday, 585), (.tuesday, 540)]))
        #expect(one.full == [DaySpan(.monday, start: 540, end: 630), DaySpan(.tuesday, start: 540, end: 585)])
        #expect(one.usedMinutes == 135 && one.fullMinutes == 135 && one.sessions == 3)
        let two = try #require(use(rooms: 2, [(.monday, 540), (.monday, 570)]))
        #expect(two.full == [DaySpan(.monday, start: 570, end: 585)])
        // Four days of 7 h 30 min and two rooms.
        #expect(two.openMinutes == 2 * 4 * 450)
    }
}
