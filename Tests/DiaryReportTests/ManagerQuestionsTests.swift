import Diary
import DiaryReport
import Testing

/// What a service manager asks of a week, answered from the pages alone. The answers follow from the table in `Week`, by hand.
@Suite("A manager's questions")
struct ManagerQuestionsTests {
    private let reasons = [2: "Its school's only room is taken.", 5: "Nobody has an hour left."]

    private func overview(_ details: WeekPages.Details? = nil) throws -> PageReader {
        try Week.page("index.html", details: details ?? .init(score: Points(400), bound: Points(402), reasons: reasons))
    }

    @Test("How many do we see?")
    func howMany() throws {
        #expect(try overview().text("//p[@class='headline']") == "4 of 6 requests are placed (66%); 2 are not.")
    }

    @Test("How much better could it be?")
    func howGood() throws {
        #expect(try overview().text("//p[@class='quality']") == "No timetable can be more than 0.5% better.")
        #expect(try overview(.init(score: Points(400), bound: Points(400))).text("//p[@class='quality']") == "No timetable can be better.")
        for details in [WeekPages.Details(), .init(score: Points(400))] {
            #expect(try overview(details).text("//p[@class='quality']") == "How much better a timetable could be is not known.")
        }
    }

    @Test("Who is missing, and why?")
    func whoIsMissing() throws {
        let rows = try overview().table("unplaced")
        // r6 is urgent, so it counts more than r3.
        #expect(rows.map { $0["Request"] } == ["r6", "r3"])
        #expect(rows.map { $0["Why"] } == ["Nobody has an hour left.", "Its school's only room is taken."])
        let all = try Week.page("unplaced.html", details: .init(reasons: [2: "Its school's only room is taken."]))
        #expect(try all.texts("//section[@id='by-value']//td[contains(@class,'reason')]") == ["Why No reason is on record.", "Why Its school's only room is taken."])
    }

    @Test("Who waits longest and still waits?")
    func longestWait() throws {
        #expect(try overview().texts("//ul[@class='points']/li").contains("Waiting longest and still not placed: r3, 3 weeks."))
        let bands = try overview().table("waiting")
        #expect(bands.map { $0["Waiting"] } == ["not yet a week", "1 to 3 weeks", "All"])
        #expect(bands.map { $0["Still waiting"] } == ["1", "1", "2"])
        #expect(bands.map { $0["Weeks of waiting ended"] } == ["0", "0", "0"])
    }

    @Test("How many after-hours slots are used, and who works the evenings?")
    func evenings() throws {
        let page = try overview()
        #expect(try page.texts("//section[h2[@id='evenings-heading']]/p") == ["2 of 4 after-hours slots are used."])
        let rows = try page.table("evenings")
        #expect(rows.map { $0["Practitioner"] } == ["Zoë Ångström", "Bo"])
        #expect(rows.map { $0["Times"] } == ["17:00–17:50 r2", "17:30–18:20 r5"])
        #expect(rows.map { $0["Evening"] } == ["Tuesday", "Tuesday"])
    }

    @Test("Who is on cover, on which evening?")
    func cover() throws {
        #expect(try overview().table("cover") == [["Evening": "Tuesday", "On cover": "Sam", "Within": "17:00–20:00"]])
    }

    @Test("Which school falls short of its minimum?")
    func shortSchools() throws {
        let page = try overview()
        #expect(try page.texts("//ul[@class='points']/li").contains("Below their minimum: Alpha school (2 of 3)."))
        #expect(
            try page.texts("//section[h2[@id='schools-heading']]/p") == [
                "0 of 2 schools get all that was asked for; the least share is 50%, at Beta school; 1 school is below the minimum."
            ])
        let rows = try page.table("schools")
        #expect(rows.map { $0["School"] } == ["Alpha school", "Beta school", "(no school)"])
        #expect(rows.map { $0["Below minimum"] } == ["short by 1", "", ""])
        #expect(rows.map { $0["Asked"] } == ["3", "2", "1"])
        #expect(rows.map { $0["Placed"] } == ["2", "1", "1"])
    }

    @Test("How are they seen, and how did families want to be seen?")
    func modes() throws {
        let rows = try overview().table("modes")
        #expect(rows.map { $0["Mode"] } == ["in person", "video", "phone"])
        #expect(rows.map { $0["Placed"] } == ["1", "2", "1"])
        #expect(rows.map { $0["Asked for first"] } == ["3", "2", "1"])
        // Of four sessions one is at school and three at home, two of these after hours.
        #expect(try overview().table("blend").map { $0["Sessions"] } == ["1", "0", "1", "2"])
        #expect(try overview().table("blend").map { $0["Share"] } == ["25%", "0%", "25%", "50%"])
    }

    @Test("Who has room for one more, and who is full?")
    func room() throws {
        let rows = try overview().table("people")
        #expect(rows.map { $0["Practitioner"] } == ["Zoë Ångström", "Bo", "Sam"])
        // Zoë holds her two; Bo has two of twenty, Sam none of twenty.
        #expect(rows.map { $0["Room for"] } == ["full", "18 more", "20 more"])
        #expect(try overview().texts("//ul[@class='points']/li").contains("Room for more by the week's limit of sessions: Bo (18) and Sam (20)."))
    }

    @Test("Who supervises whom, and when?")
    func supervision() throws {
        let rows = try overview().table("supervision")
        #expect(rows.map { [$0["Practitioner"], $0["Supervised by"], $0["When"]] } == [["Zoë Ångström", "Sam", "Wed 09:00–10:00"], ["Bo", "Sam", "Wed 10:00–10:30"]])
        let time = try overview().table("supervisors")
        #expect(time == [["Supervisor": "Sam", "Given": "1 h 30 min", "Most in the week": "1 h 30 min", "Left": "0 min", "Full": "full"]])
    }

    @Test("Who has no supervision?")
    func withoutSupervision() throws {
        var timetable = Week.timetable
        timetable.supervision.removeLast()
        timetable.sessions.removeAll { $0.practitioners == [1] }
        let page = try Week.page("index.html", Week.scenario, timetable)
        #expect(try page.texts("//ul[@class='points']/li").contains("Without supervision, and so without sessions: Bo."))
        #expect(try page.table("supervision")[1]["Supervised by"] == "nobody")
        // Nobody can give Bo a session without supervision.
        #expect(try page.table("people")[1]["Room for"] == "none")
    }

    @Test("Which rooms are full, and when?")
    func rooms() throws {
        let rows = try overview().table("rooms")
        #expect(rows.count == 1)
        #expect(rows.first?["Place"] == "Alpha school")
        #expect(rows.first?["Every room in use"] == "45 min")
        #expect(rows.first?["When"] == "Mon 09:00–09:45")
        // Five days of 7 h 30 are 2,250 minutes: 45 are 2%.
        #expect(rows.first?["In use of open hours"] == "2%")
    }

    @Test("How much do we travel?")
    func travel() throws {
        // Everybody stays where the day began but for nobody: no way lies between two activities of one day.
        #expect(try overview().texts("//dl[@class='tiles']/div[dt='Travel']/dd/strong") == ["0 min"])
        var timetable = Week.timetable
        timetable.sessions[2].start = WeekTime(.monday, 660)
        timetable.sessions[2].practitioners = [0]
        let page = try Week.page("index.html", Week.scenario, timetable)
        // From Alpha to the desk, the same point on the map: the fixed ten minutes, a quarter of an hour on the grid.
        #expect(try page.texts("//dl[@class='tiles']/div[dt='Travel']/dd/strong") == ["15 min"])
    }

    @Test("Does every group get its share?")
    func equity() throws {
        var scenario = Week.scenario
        scenario.weights.groups = ["young-carers": Points(10), "looked-after": Points(10)]
        scenario.requests[2].groups = ["young-carers"]
        scenario.requests[3].groups = ["young-carers"]
        let rows = try Week.page("index.html", scenario, Week.timetable).table("groups")
        #expect(rows.map { $0["Group"] } == ["looked-after", "young-carers", "no group"])
        #expect(rows.map { $0["Asked"] } == ["0", "2", "4"])
        #expect(rows.map { $0["Placed"] } == ["0", "1", "3"])
        // 50 and 75 against 66 per cent.
        #expect(rows.map { $0["Points against all"] } == ["nothing asked", "16 below", "9 above"])
    }

    @Test("Are all meetings held and all agreed times kept?")
    func meetings() throws {
        var scenario = Week.scenario
        scenario.requests[2].pin = Pin(practitioners: [0], mode: .video, start: WeekTime(.friday, 960))
        let page = try Week.page("index.html", scenario, Week.timetable)
        #expect(try page.table("meetings").map { $0["When"] } == ["Thu 10:00–11:00", "not held"])
        #expect(try page.texts("//section[h2[@id='meetings-heading']]/p") == ["1 of 2 meetings held.", "0 of 1 agreed time kept; not kept: r3."])
    }

    @Test("What has changed from what people have in their diaries?")
    func changes() throws {
        #expect(try overview().nodes("//h2[@id='changes-heading']").isEmpty)
        let sessions = Week.timetable.sessions
        var moved = sessions[1]
        moved.start = WeekTime(.wednesday, 1020)
        let dropped = Timetable.Session(request: 2, practitioners: [1], mode: .video, start: WeekTime(.friday, 960))
        let published = PublishedTimetable(sessions: [
            .init(request: 0, kept: sessions[0]), .init(request: 1, kept: moved), .init(request: 2, kept: dropped), .init(request: 3, kept: nil),
        ])
        let page = try Week.page("index.html", details: .init(published: published))
        #expect(try page.texts("//section[h2[@id='changes-heading']]/p") == ["1 published session stands, 2 moved, 1 dropped; 1 session is new."])
        let rows = try page.table("changes")
        #expect(rows.map { $0["Was"] } == ["Wednesday 17:00, video, Zoë Ångström", "Friday 16:00, video, Bo", "no longer possible as it was"])
        #expect(rows.map { $0["Is now"] } == ["Tuesday 17:00, video, Zoë Ångström", "not placed", "Tuesday 10:00, phone, Bo"])
    }
}
