import Diary
import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@testable import DiaryReport

@Suite("What if, in words and drawings")
struct WhatIfReportTests {
    @Test(
        "Certain gains in sessions",
        arguments: [
            (2...3, "certainly 2 more sessions, perhaps 3"), (1...1, "exactly 1 more session"), (1...4, "certainly 1 more session, perhaps 4"),
            (0...0, "neither more nor fewer sessions"), (0...1, "perhaps up to 1 more session, none for certain"),
            (-3 ... -2, "certainly 2 fewer sessions, perhaps 3"), (-2...0, "certainly no more sessions, perhaps up to 2 fewer"),
            (-1...2, "between 1 fewer and 2 more sessions"), (-87...88, "of the number of sessions nothing much is certain (87 fewer to 88 more)"),
        ])
    func sessions(range: ClosedRange<Int>, words: String) {
        #expect(WhatIfWording.sessions(range) == words)
    }

    @Test("Certain gains in points")
    func points() {
        #expect(WhatIfWording.points(Points(129)...Points(thousandths: 132_500)) == "certainly 129 more points, perhaps 132.5")
        #expect(WhatIfWording.points(Points(1)...Points(1)) == "exactly 1 more point")
        #expect(WhatIfWording.points(Points(-3)...Points(1234)) == "between 3 fewer and 1,234 more points")
        #expect(WhatIfWording.shown(points: Points(-5), sessions: 1) == "the plans differ by -5 points and +1 session")
        #expect(WhatIfWording.shown(points: .zero, sessions: 0) == "the plans differ by 0 points and 0 sessions")
    }

    @Test("Round ticks, three to eight of them, that hold every value", arguments: [(0.0, 0.0), (59_324.5, 60_225.0), (-500, 20), (1, 1e6), (0, 7)])
    func scale(range: (Double, Double)) {
        let scale = CurveDrawing.Scale(from: range.0, to: range.1)
        #expect((2...9).contains(scale.ticks.count))
        #expect((scale.ticks.first ?? 1) <= range.0 && (scale.ticks.last ?? 0) >= range.1)
        #expect(scale.y(range.1) <= scale.y(range.0))
        #expect(scale.y(range.0) <= CurveDrawing.height - CurveDrawing.bottom && scale.y(range.1) >= CurveDrawing.top)
    }

    private static func comparison(points: Int, question: WhatIfComparison.Question) -> WhatIfComparison {
        let type = SessionType(id: "call", modes: [.phone: ModeLength(minutes: 30)])
        let person = Practitioner(id: "p1", name: "A <i>", desk: 0, hours: Weekly(.monday ... .friday, Window(start: 540, end: 1020)))
        let office = Place(id: "office", kind: .base, position: Position(latitude: 51.5, longitude: -0.1))
        let requests = (0..<3).map { Request(id: "r\($0)", type: 0, modes: [.phone], weeksWaiting: $0) }
        let scenario = Scenario(
            service: "S & <b>", week: CalendarDate(daysSinceEpoch: 20780), sessionTypes: [type], places: [office], practitioners: [person],
            requests: requests)
        let all = (0..<points).map { index in
            var timetable = Timetable()
            for request in 0..<min(index, 3) {
                timetable.sessions.append(.init(request: request, practitioners: [0], mode: .phone, start: WeekTime(.monday, 960 + 30 * request)))
            }
            return WhatIfComparison.Point(
                name: "<\(index)>", slots: question == .eveningSlots ? index : nil, scenario: scenario, timetable: timetable, score: Points(100 * index),
                bound: Points(100 * index + 10), sessionRange: index...index, seconds: 1, stop: "gap",
                gain: index == 0 ? nil : .init(points: Points(90)...Points(110), sessions: 1...2))
        }
        return WhatIfComparison(question: question, points: all, missing: ["<x>"], seconds: 61)
    }

    @Test("Figures against the first plan: gained, lost, weeks waited")
    func figures() {
        let figures = Self.comparison(points: 4, question: .eveningSlots).figures
        #expect(figures.map(\.sessions) == [0, 1, 2, 3])
        #expect(figures.map { $0.gained.map(\.request) } == [[], ["r0"], ["r0", "r1"], ["r0", "r1", "r2"]])
        #expect(figures.map(\.weeksEnded) == [0, 0, 1, 3])
        // 16:00, 16:30 and 17:00: the last two are after-hours.
        #expect(figures.map(\.afterHours) == [0, 0, 1, 2])
        let back = WhatIfComparison(question: .variants, points: Self.comparison(points: 4, question: .variants).points.reversed())
        #expect(back.figures[3].lost.map(\.request) == ["r0", "r1", "r2"])
        #expect(back.figures[3].daytimeLost.map(\.request) == ["r0"])
    }

    @Test("The page: well-formed, escaped, with both drawings, a title and a description", arguments: [0, 1, 2, 9, 30])
    func page(points: Int) throws {
        for question in [WhatIfComparison.Question.eveningSlots, .variants, .oneMore("room")] {
            let html = try WhatIfPage(Self.comparison(points: points, question: question)).html
            #expect(XMLParser(data: Data(html.replacing("<!DOCTYPE html>", with: "").utf8)).parse())
            #expect(html.components(separatedBy: "<svg").count == 3 && html.components(separatedBy: "<desc").count == 3)
            #expect(!html.contains("<script") && !html.contains("<b>") && !html.contains("A <i>") && !html.contains("nan") && !html.contains("inf"))
            #expect(html.contains(WhatIfPage.marker))
        }
    }

    @Test("The summary fits 80 columns, and a wide terminal gets one table", arguments: [1, 3, 9])
    func summary(points: Int) {
        let comparison = Self.comparison(points: points, question: .eveningSlots)
        let narrow = WhatIfSummary(comparison, width: 80).text, wide = WhatIfSummary(comparison, width: 200).text
        #expect(narrow.split(separator: "\n").allSatisfy { DisplayWidth.of($0) <= 80 })
        #expect(narrow.components(separatedBy: "\nSlots").count == 3 && wide.components(separatedBy: "\nSlots").count == 2)
        #expect(narrow.contains("Not reached: <x>"))
        #expect(narrow.contains("1 minute 1 second"))
    }

    @Test("Tables: a row for each point, a guard before formulas, a marker that each begins with")
    func tables() {
        let tables = WhatIfTables(Self.comparison(points: 3, question: .variants))
        #expect(tables.files.map(\.name) == ["whatif.csv", "whatif-requests.csv", "whatif-evenings.csv"])
        #expect(tables.points.rows.count == 3 && tables.points.rows.allSatisfy { $0.count == tables.points.header.count })
        #expect(tables.requests.rows.count == 3)
        for file in tables.files { #expect(file.table.headerLine.hasPrefix(WhatIfTables.marker(file.name))) }
    }
}
