import Diary

extension OddScenario {
    private static func manyRequests() -> String {
        """
        session-types: {visit: {modes: {in-person: {minutes: 30, after: 15}}}}
        practitioners: [{id: p1, desk: a, hours: {mon-fri: "08:30-16:30"}}]
        requests:
        \((0..<200).map { "  - {id: r\($0), type: visit, school: a, practitioner: p1, weeks-waiting: \($0 % 10 == 7 ? 10 : 0)}" }.joined(separator: "\n"))
        """
    }

    static let sizes: [OddScenario] = [
        OddScenario(
            "Sixty requests for one practitioner",
            """
            session-types: {visit: {modes: {in-person: {minutes: 30, after: 15}}}}
            practitioners: [{id: p1, desk: a, hours: {mon-fri: "08:30-16:30"}}]
            requests:
            \((0..<60).map { "  - {id: r\($0), type: visit, school: a, practitioner: p1, weeks-waiting: \($0 % 20)}" }.joined(separator: "\n"))
            """,
            optimum: Points(2000 + 2 * 3 * (14...19).reduce(0, +) + 2 * 2 * 13),
            why: "Twenty a week fit into five days: three of each wait from 19 weeks to 14, and two of 13."),
        OddScenario(
            "Two hundred requests for one practitioner",
            manyRequests(),
            optimum: Points(20 * (100 + 2 * 10)),
            why: "Twenty a week fit into five days: those that have waited.", isProven: false),
        OddScenario(
            "Two hundred requests for one practitioner, to the minute",
            "grid: 1\n" + manyRequests(),
            optimum: Points(20 * (100 + 2 * 10)),
            why: "As with quarters of an hour: the week's limit binds, not the grid.", isProven: false),
        OddScenario(
            "Sixty calls for two, to the minute",
            """
            grid: 1
            session-types: {call: {modes: {phone: {minutes: 23, after: 4}}}}
            practitioners: [{id: p1, desk: a, hours: {mon-fri: "09:00-15:00"}}, {id: p2, desk: b, hours: {mon-fri: "09:00-15:00"}}]
            requests:
            \((0..<60).map { "  - {id: r\($0), type: call, at-home: {mon-fri: \"09:00-15:00\"}, weeks-waiting: \($0 % 20)}" }.joined(separator: "\n"))
            """,
            optimum: Points(4000 + 2 * (3 * (7...19).reduce(0, +) + 6)),
            why: "Twenty each, four a day: three of each wait from 19 weeks to 7, and one of 6."),
        OddScenario(
            "Thirty groups for two, with three people",
            """
            session-types: {group: {modes: {video: {minutes: 60}}, staff: [[lead], []]}}
            practitioners:
              - {id: p1, desk: a, skills: [lead], hours: {mon: "09:00-17:00"}}
              - {id: p2, desk: b, skills: [lead], hours: {mon: "09:00-17:00"}}
              - {id: p3, desk: base, skills: [lead], hours: {mon: "09:00-17:00"}}
            requests:
            \((0..<30).map { "  - {id: r\($0), type: group, at-home: {mon: \"09:00-17:00\"}}" }.joined(separator: "\n"))
            """, optimum: Points(800), why: "One pair at a time, eight hours; who is free meanwhile has their break, and sixteen seats are within six for each.", isProven: false),
        OddScenario(
            "Fourteen short calls on one day",
            """
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            practitioners: [{id: p1, desk: a, hours: {wed: "08:00-16:00"}, limits: {sessions-per-day: 100, sessions-per-week: 100}}]
            requests:
            \((0..<14).map { "  - {id: r\($0), type: call, at-home: {wed: \"08:00-16:00\"}}" }.joined(separator: "\n"))
            """, optimum: Points(1200), why: "A day has at most twelve sessions, whatever the limit says; six hours need no break."),
        OddScenario(
            "All work for two",
            """
            session-types: {group: {modes: {video: {minutes: 60}}, staff: 2}}
            practitioners:
              - {id: p1, desk: a, hours: {mon: "09:00-11:00"}}
              - {id: p2, desk: b, hours: {mon: "09:00-11:00"}}
              - {id: p3, desk: base, hours: {mon: "09:00-11:00"}}
            requests:
              - {id: r1, type: group, at-home: {mon: "09:00-11:00"}}
              - {id: r2, type: group, at-home: {mon: "09:00-11:00"}}
              - {id: r3, type: group, at-home: {mon: "09:00-11:00"}}
            """, optimum: Points(200), why: "At any moment only one pair of three people is free: two hours, two groups.", isProven: false),
        OddScenario(
            "A pair of trainees",
            """
            session-types: {group: {modes: {video: {minutes: 60}}, staff: [[], [lead]]}}
            practitioners:
              - {id: p1, desk: a, qualified: false, skills: [lead], hours: {mon: "09:00-11:00"}}
              - {id: p2, desk: b, qualified: false, skills: [lead], hours: {mon: "09:00-11:00"}}
              - {id: p3, desk: b, hours: {mon: "09:00-10:00"}, supervises: {minutes-per-week: 0}}
            requests:
              - {id: r1, type: group, at-home: {mon: "09:00-11:00"}}
              - {id: r2, type: group, at-home: {mon: "09:00-11:00"}}
            """, optimum: Points(100), why: "One of two is qualified, so it is p3's only hour."),
        OddScenario(
            "One place",
            """
            session-types: {visit: {modes: {in-person: {minutes: 60}, hub: {minutes: 60}, video: {minutes: 60}}}}
            practitioners: [{id: p1, desk: a, hours: {sat sun: "10:00-12:00"}}]
            requests:
              - {id: r1, type: visit, school: a, client: c, at-home: {sat sun: "10:00-11:00"}}
              - {id: r2, type: visit, school: a, client: c, at-home: {sat sun: "10:00-11:00"}}
              - {id: r3, type: visit, school: a, client: c, at-home: {sat sun: "10:00-11:00"}}
            """, optimum: Points(200 - 2 * 16), why: "One a day for one client, and at a weekend only by video, the third choice."),
        OddScenario(
            "Everything pinned",
            """
            session-types: {visit: {modes: {in-person: {minutes: 45, after: 15}}}}
            practitioners: [{id: p1, desk: a, hours: {mon: "09:00-12:00"}}, {id: p2, desk: a, hours: {tue: "09:00-12:00"}}]
            requests:
              - {id: r1, type: visit, school: a, pinned: {practitioners: [p1], mode: in-person, start: "mon 09:00"}}
              - {id: r2, type: visit, school: a, pinned: {practitioners: [p1], mode: in-person, start: "mon 09:45"}}
              - {id: r3, type: visit, school: b, pinned: {practitioners: [p1], mode: in-person, start: "mon 10:15"}}
              - {id: r4, type: visit, school: b, pinned: {practitioners: [p2], mode: in-person, start: "mon 10:15"}, priority: urgent}
            """, optimum: Points(1100),
            why: "The three of p1 clash in write-up or travel, whichever two are taken; p2 is not at work on Monday."),
    ]
}
