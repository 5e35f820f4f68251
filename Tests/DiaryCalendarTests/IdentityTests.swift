@testable import Diary
import Foundation
import Testing

@testable import DiaryCalendar

struct IdentityTests {
    @Test("SHA-1 as in FIPS 180's examples")
    func sha1() {
        func hex(_ text: String) -> String { SHA1.digest(of: Array(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
        #expect(hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
        #expect(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") == "84983e441c3bd26ebaae4aa1f95129e5e54670f1")
        // Around the length at which the padding needs a further block.
        #expect(hex(String(repeating: "a", count: 1_000)) == "291e9a6c66994949b57ba5e650361e98fc36b1ba")
    }

    @Test("Name-based UUIDs as in RFC 9562's example")
    func uuid() {
        let dns = NameBasedUUID(bytes: [0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8])
        #expect(NameBasedUUID(namespace: dns, name: "www.example.com").text == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    @Test("Ids that hold separators do not run into each other")
    func separators() {
        #expect(EventIdentity.travel(practitioner: "a", to: .session(request: "b")) != .travel(practitioner: "as", to: .session(request: "b")))
        #expect(EventIdentity.busy(practitioner: "a:b", day: .monday, label: "c") != .busy(practitioner: "a", day: .monday, label: "b:c"))
        #expect(EventIdentity.session(request: "x").repeated(2) != .session(request: "x2"))
    }

    private func uids(_ files: [CalendarFile], _ category: String, _ file: String = "service.ics") throws -> [String] {
        let calendar = try StrictCalendar(try #require(files.first { $0.name == file }).data)
        return calendar.events.filter { $0.text("CATEGORIES") == category }.compactMap { $0.text("UID") }.sorted()
    }

    @Test("UIDs stay whatever is replanned: times, people, modes, order of the files' lists")
    func replanned() throws {
        let first = try Team.files()
        var scenario = Team.scenario()
        scenario.requests.reverse()
        scenario.requests[3].modes = [.video]
        scenario.practitioners[Team.p01].busy[0].window = Window(start: 600, end: 700)
        scenario.practitioners[Team.p01].busy.insert(BusyBlock(day: .monday, window: Window(start: 480, end: 490), label: "Dentist"), at: 0)
        let timetable = Timetable(
            sessions: [
                Timetable.Session(request: 0, practitioners: [Team.p01], mode: .phone, start: WeekTime(.monday, 780)),
                Timetable.Session(request: 1, practitioners: [Team.p02, Team.p01], mode: .inPerson, start: WeekTime(.thursday, 720)),
                Timetable.Session(request: 2, practitioners: [Team.p02], mode: .video, start: WeekTime(.friday, 960)),
                Timetable.Session(request: 3, practitioners: [Team.p01], mode: .video, start: WeekTime(.wednesday, 600)),
                Timetable.Session(request: 4, practitioners: [Team.p02], mode: .inPerson, start: WeekTime(.saturday, 600)),
            ],
            supervision: [Timetable.Supervision(practitioner: Team.p01, supervisor: Team.s01, start: WeekTime(.friday, 540))],
            meetings: [Timetable.HeldMeeting(meeting: 0, start: WeekTime(.tuesday, 780))],
            cover: [Timetable.Cover(practitioner: Team.s01, day: .tuesday)])
        let second = try Team.files(scenario, timetable)
        let modes = Mode.allCases.map(\.key)
        #expect(try modes.flatMap { try uids(first, $0) }.sorted() == modes.flatMap { try uids(second, $0) }.sorted())
        for category in ["supervision", "meeting", "cover"] { #expect(try uids(first, category) == uids(second, category), "\(category)") }
        #expect(try Set(uids(first, "busy")).isSubset(of: uids(second, "busy")))
        #expect(try uids(second, "busy").count == 3)
    }

    @Test("A way keeps its UID while its practitioner goes to the same session")
    func travel() throws {
        let before = Timetable(
            sessions: Array(Team.timetable.sessions[3...3]), meetings: [Timetable.HeldMeeting(meeting: 0, start: WeekTime(.friday, 540))])
        var after = before
        after.sessions[0].start = WeekTime(.friday, 840)
        let first = try uids(Team.files(Team.scenario(), before), "travel"), second = try uids(Team.files(Team.scenario(), after), "travel")
        // Both leaders from the office to Mill; one has been there since the busy block of the morning.
        #expect(!first.isEmpty && first == second)
    }

    @Test("The same event has the same UID in every file")
    func acrossFiles() throws {
        let files = try Team.files()
        let session = try uids(files, "in-person", "practitioners/p02.ics")
        #expect(session.count == 1)
        for file in ["practitioners/p01.ics", "places/mill.ics", "service.ics"] {
            #expect(try uids(files, "in-person", file).contains(session[0]), "\(file)")
        }
        let meeting = try uids(files, "meeting")
        for file in ["practitioners/p01.ics", "practitioners/p02.ics", "practitioners/s01.ics", "places/office.ics"] {
            #expect(try uids(files, "meeting", file) == meeting, "\(file)")
        }
        // Whatever a place's or practitioner's file holds, the service's holds too.
        let all = Set(try StrictCalendar(files.last!.data).eventsByUID.keys)
        for file in files { #expect(try Set(StrictCalendar(file.data).eventsByUID.keys).isSubset(of: all), "\(file.name)") }
    }

    @Test("Weeks and services have UIDs of their own")
    func scopes() throws {
        var other = Team.scenario()
        other.service = "Another service"
        let all = try [Team.scenario(), Team.scenario(week: "2026-11-30"), other].map {
            Set(try StrictCalendar(Team.files($0, by: [.service])[0].data).eventsByUID.keys)
        }
        #expect(all[0].isDisjoint(with: all[1]) && all[0].isDisjoint(with: all[2]))
    }

    @Test("UIDs tell nothing of ids, names and clients, and fit one line")
    func opaque() throws {
        for file in try Team.files(names: .full) {
            for uid in try StrictCalendar(file.data).eventsByUID.keys {
                #expect(uid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}@2026-11-23\.[0-9a-f]{12}/) != nil)
                #expect("UID:\(uid)".utf8.count <= 75)
            }
        }
    }

    @Test("Repeated busy blocks and sessions of a broken timetable still have one UID each")
    func repeated() throws {
        var scenario = Team.scenario()
        scenario.practitioners[Team.p02].busy = [540, 600, 660].map { BusyBlock(day: .friday, window: Window(start: $0, end: $0 + 30), label: "Call") }
        var timetable = Team.timetable
        timetable.sessions.append(timetable.sessions[4])
        let files = try Team.files(scenario, timetable)
        #expect(try uids(files, "busy", "practitioners/p02.ics").count == 3)
        #expect(try uids(files, "phone", "practitioners/p02.ics").count == 2)
    }
}

struct FileNameTests {
    @Test("Plain ids are their own names")
    func plain() {
        #expect(FileNames.stems(for: ["p01", "hub-east", "P02", "a_b.c"]) == ["p01", "hub-east", "P02", "a_b.c"])
    }

    @Test("Any ids give different names that every file system takes")
    func hostile() {
        let ids = [
            "a/b", "a\\b", "a b", "ab", "../../etc/passwd", "..", ".", ".hidden", "trailing.", "con", "CON", "nul.txt", "COM1", "\u{1F600}", "\u{1F601}", "école",
            "e\u{301}cole", String(repeating: "x", count: 300), String(repeating: "x", count: 301), "p01", "P01", "Aa", "aA", "a:b", "a*b?", "tab\t", "nul\u{0}",
            "-", "", " ",
        ]
        let stems = FileNames.stems(for: ids)
        #expect(stems.count == ids.count)
        #expect(Set(stems.map { $0.lowercased() }).count == ids.count)
        for stem in stems {
            #expect(stem.wholeMatch(of: /[A-Za-z0-9_-]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?/) != nil, "\(stem)")
            #expect(stem.utf8.count <= 100)
            #expect(!["con", "nul", "com1"].contains(stem.lowercased().prefix { $0 != "." }))
        }
        #expect(stems[19] == "p01")
        #expect(stems == FileNames.stems(for: ids))
    }

    @Test("A name depends on other ids only where they collide")
    func stable() {
        let alone = FileNames.stems(for: ["a/b"])[0]
        #expect(FileNames.stems(for: ["x", "a/b", "a b"])[1] == alone)
        // An id that looks like another's name.
        let both = FileNames.stems(for: ["a/b", alone])
        #expect(both[0] != both[1])
    }

    @Test("Files of ids that no file system takes stay in their folders")
    func files() throws {
        var scenario = Team.scenario()
        scenario.practitioners[0].id = "../../p/01\n"
        scenario.places[0].id = "/office"
        for file in try Team.files(scenario) {
            #expect(file.name.wholeMatch(of: /((practitioners|places)\/[a-z0-9-]+|service)\.ics/) != nil, "\(file.name)")
            _ = try StrictCalendar(file.data)
        }
    }
}
