import Diary
import Foundation
import Testing

@testable import DiaryCalendar

/// What RFC 5545 asks of every line, and texts that people type.
struct TextTests {
    static let texts = [
        "Park, Mill; and \\ School", "line\nbreak", "line\r\nbreak\rand\u{2028}more\u{85}", "tab\tand\u{0}nul\u{7}bell\u{1B}[31m\u{9B}", "\"quoted\": 50% ^n",
        "École Zoë \u{1F469}\u{200D}\u{1F3EB} \u{1F1EC}\u{1F1E7}", String(repeating: "é", count: 200), String(repeating: "\u{1F600}", count: 100),
        String(repeating: "x", count: 400), " leading and trailing ", "\\n is no line break", "a\\,b\\;c\\\\", "BEGIN:VEVENT", "\u{202E}right to left",
        String(repeating: ",", count: 90), "\u{FEFF}mark",
    ]

    @Test("Texts are read back as they were, without control characters", arguments: texts)
    func readBack(text: String) throws {
        var scenario = Team.scenario()
        scenario.places[Team.park].name = text
        scenario.service = text
        scenario.meetings[0].name = text
        let wanted = ICalText.cleaned(text)
        #expect(wanted.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        for file in try Team.files(scenario, names: .full) {
            let calendar = try StrictCalendar(file.data)
            for event in calendar.events where event.text("CATEGORIES") == "in-person" && event.text("SUMMARY")?.contains("c001") == true {
                #expect(event.text("LOCATION") == wanted)
            }
            if file.name == "service.ics" {
                #expect(calendar.calendar.text("NAME") == wanted)
                #expect(calendar.calendar.text("X-WR-CALNAME") == wanted)
                #expect(try calendar.event(wanted).text("CATEGORIES") == "meeting")
            }
        }
    }

    @Test("Line breaks of every kind become one, other control characters go")
    func cleaned() {
        #expect(ICalText.cleaned("a\r\nb\rc\nd\u{0B}e\u{0C}f\u{85}g\u{2028}h\u{2029}i\n\nj") == "a\nb\nc\nd\ne\nf\ng\nh\ni\n\nj")
        #expect(ICalText.cleaned("a\tb\u{0}c\u{1B}d\u{7F}e\u{9B}f") == "a bcdef")
    }

    @Test("A character of four octets is never split, wherever the fold falls")
    func foldedEmoji() throws {
        for lead in 0..<80 {
            let text = String(repeating: "a", count: lead) + String(repeating: "\u{1F600}", count: 40)
            var scenario = Team.scenario()
            scenario.places[Team.park].name = text
            let calendar = try StrictCalendar(Team.files(scenario, by: [.place]).first { $0.name == "places/park.ics" }!.data)
            #expect(calendar.events.contains { $0.text("LOCATION") == text })
        }
    }

    @Test("Random texts are read back as they were")
    func random() throws {
        let alphabet = Array("a ,;:\\n\n\"é\u{1F600}\u{300}\u{200D}N^=\u{A0}".unicodeScalars)
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<300 {
            var text = String.UnicodeScalarView()
            for _ in 0..<next(200) + 1 { text.append(alphabet[next(alphabet.count)]) }
            let wanted = String(text)
            let event = ICalComponent(
                kind: .calendar,
                properties: [ICalProperty("VERSION", raw: "2.0"), ICalProperty("PRODID", text: wanted), ICalProperty("X-WR-CALNAME", text: wanted)],
                components: [ZoneRules(identifier: "Etc/UTC", week: CalendarDate("2026-11-23")!)!.component])
            let calendar = try StrictCalendar(ICalWriter.data(of: event)).calendar
            #expect(calendar.text("PRODID")?.unicodeScalars.elementsEqual(text) == true)
            #expect(calendar.text("X-WR-CALNAME")?.unicodeScalars.elementsEqual(text) == true)
        }
    }

    @Test("Every file of every style obeys the RFC", arguments: NameStyle.allCases, CalendarOptions.TravelStyle.allCases)
    func strict(names: NameStyle, travel: CalendarOptions.TravelStyle) throws {
        let files = try Team.files(names: names, travel: travel)
        #expect(
            files.map(\.name) == [
                "places/mill.ics", "places/office.ics", "places/park.ics", "practitioners/p01.ics", "practitioners/p02.ics",
                "practitioners/s01.ics", "service.ics",
            ])
        for file in files { #expect(throws: Never.self, "\(file.name)") { try StrictCalendar(file.data) } }
    }

    @Test("Many exports at once on many threads")
    func concurrent() async throws {
        let alone = try Team.files()
        try await withThrowingTaskGroup(of: [CalendarFile].self) { group in
            for _ in 0..<32 { group.addTask { try Team.files() } }
            for try await files in group { #expect(files == alone) }
        }
    }

    @Test("A calendar that has no event is a whole calendar")
    func empty() throws {
        var scenario = Team.scenario()
        scenario.practitioners[Team.p02].busy = []
        let files = try Team.files(scenario, Timetable(), by: [.practitioner])
        let calendar = try StrictCalendar(try #require(files.first { $0.name == "practitioners/p02.ics" }).data)
        #expect(calendar.events.isEmpty)
    }

    @Test("libical, which reads every file back, refuses an event that has a property too often", arguments: ["UID", "DTSTAMP", "DTSTART", "DTEND"])
    func restrictions(name: String) throws {
        let properties = [ICalProperty("UID", text: "u"), ICalProperty("DTSTAMP", utc: 0), ICalProperty("DTSTART", utc: 0), ICalProperty("DTEND", utc: 60)]
        let twice = try #require(properties.first { $0.name == name })
        func isAccepted(_ properties: [ICalProperty]) -> Bool {
            let calendar = ICalComponent(
                kind: .calendar, properties: [ICalProperty("VERSION", raw: "2.0"), ICalProperty("PRODID", text: "test")],
                components: [ICalComponent(kind: .event, properties: properties)])
            return (try? ICalLibrary.calendar(in: ICalWriter.data(of: calendar), strictly: true)) != nil
        }
        #expect(isAccepted(properties))
        #expect(!isAccepted(properties + [twice]))
    }
}
