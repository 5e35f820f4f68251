import Diary
import DiaryReport
import Testing

@Suite("A week on a terminal")
struct WeekListingTests {
    private func lines(
        _ subject: WeekListing.Subject = .everybody, _ scenario: Scenario = Week.scenario, day: Weekday? = nil, style: TextStyle = .plain, width: Int = 80
    ) -> [String] {
        WeekListing(
            scenario: scenario, timetable: Week.timetable, naming: Naming(scenario: scenario, style: .full), subject: subject, day: day, style: style,
            width: width
        ).text.split(separator: "\n").map(String.init)
    }

    @Test("The whole week: a table for each day that holds something")
    func everybody() {
        #expect(
            lines() == [
                "Two schools, week of 23 November 2026", "Monday 23 Nov",
                "Time         Who           How        What           Where", "09:00–09:45  Zoë Ångström  in person  r1 individual  Alpha school",
                "Tuesday 24 Nov",
                "Time         Who           How       What           Where", "10:00–10:30  Bo            phone     r4 individual  Beta school",
                "17:00–17:50  Zoë Ångström  video     r2 individual  Alpha school", "17:00–20:00  Sam           on cover",
                "17:30–18:20  Bo            video     r5 individual",
                "Wednesday 25 Nov",
                "Time         Who           How          What    Where", "09:00–10:00  Zoë Ångström  supervision  by Sam",
                "10:00–10:30  Bo            supervision  by Sam",
                "Thursday 26 Nov",
                "Time         Who                    How      What          Where",
                "10:00–11:00  Zoë Ångström, Bo, Sam  meeting  Team meeting",
            ])
    }

    @Test("One practitioner, one place, one day")
    func subjects() {
        #expect(
            lines(.practitioner(0), day: .monday) == [
                "Zoë Ångström (p1), week of 23 November 2026", "Monday 23 Nov", "Time         How        What        Details",
                "09:00–09:45  in person  individual  r1, Alpha school, write-up to 10:00",
            ])
        #expect(lines(.place(1)).last == "09:00–09:45  in person  individual  r1, with Zoë Ångström, private room")
        #expect(lines(.place(2)) == ["Beta school (beta), week of 23 November 2026", "Nothing is planned."])
        #expect(lines(day: .sunday).last == "Nothing is planned on Sunday.")
    }

    @Test("No line is wider than the terminal, and no word is lost, with long and wide names", arguments: [50, 60, 80, 200])
    func widths(width: Int) {
        var scenario = Week.scenario
        scenario.practitioners[0].name = "非常に長い名前の人 Wolfeschlegelsteinhausenbergerdorff"
        scenario.places[1].name = "A school with quite a long name indeed by any standard"
        for subject in [WeekListing.Subject.everybody, .practitioner(0), .place(1)] {
            let text = lines(subject, scenario, width: width)
            #expect(text.allSatisfy { DisplayWidth.of($0) <= width })
            for word in ["quite", "standard"] where subject != .place(1) { #expect(text.joined(separator: " ").contains(word)) }
        }
    }

    @Test("Narrow terminals keep words whole where they can")
    func narrow() {
        var scenario = Week.scenario
        scenario.practitioners[0].name = "Practitioner 12"
        let text = lines(.everybody, scenario, width: 60)
        #expect(text.contains { $0.contains("Practitioner") })
    }

    @Test("Names cannot smuggle escape sequences onto the terminal")
    func escapes() {
        var scenario = Week.scenario
        scenario.practitioners[0].name = "Zo\u{1B}[2J"
        scenario.service = "S\u{7}"
        #expect(!lines(.everybody, scenario).joined().unicodeScalars.contains { $0.value < 32 })
        #expect(!lines(.practitioner(0), scenario).joined().unicodeScalars.contains { $0.value < 32 })
    }

    @Test("What is after hours stands out where there are colours")
    func colours() {
        let coloured = lines(style: TextStyle(isColoured: true))
        #expect(coloured.contains { $0.hasPrefix("\u{1B}[33m17:00–17:50") })
        #expect(coloured.contains { $0.hasPrefix("10:00–10:30") })
    }
}
