import Diary

extension OddScenario {
    static let times: [OddScenario] = [
        OddScenario(
            "A grid of one minute",
            """
            grid: 1
            session-types: {visit: {modes: {in-person: {minutes: 43, after: 2}}}, call: {modes: {phone: {minutes: 7}}}}
            practitioners: [{id: p1, desk: base, hours: {mon: "09:01-11:38"}}]
            requests:
              - {id: r1, type: visit, school: a}
              - {id: r2, type: visit, school: b}
              - {id: r3, type: call, at-home: {mon: "11:31-11:38"}}
            """, optimum: Points(294),
            why: "45 minutes, 30 of travel, 45 minutes, 30 of travel and a call of 7 are 157 minutes: to the minute. 60 travelled cost 6."),
        OddScenario(
            "A minute too short",
            """
            grid: 1
            session-types: {visit: {modes: {in-person: {minutes: 43, after: 2}}}, call: {modes: {phone: {minutes: 7}}}}
            practitioners: [{id: p1, desk: base, hours: {mon: "09:02-11:38"}}]
            requests:
              - {id: r1, type: visit, school: a}
              - {id: r2, type: visit, school: b}
              - {id: r3, type: call, at-home: {mon: "11:31-11:38"}}
            """, optimum: Points(197), why: "Two of the three, with one way of 30 minutes."),
        OddScenario(
            "A session of a whole day",
            """
            rules: {break: {after: 1440}}
            session-types: {vigil: {modes: {phone: {minutes: 1440}}}}
            practitioners: [{id: p1, desk: base, hours: {mon-sun: "00:00-24:00"}, limits: {span: 1440}}]
            requests:
              - {id: r1, type: vigil, at-home: {mon-sun: "00:00-24:00"}}
              - {id: r2, type: vigil, at-home: {mon-sun: "00:00-24:00"}}
              - {id: r3, type: vigil, at-home: {mon-sun: "00:00-24:00"}}
              - {id: r4, type: vigil, at-home: {mon-sun: "00:00-24:00"}}
              - {id: r5, type: vigil, at-home: {mon-sun: "00:00-24:00"}}
            """, optimum: Points(400), why: "With eleven hours' rest every other day: Monday, Wednesday, Friday, Sunday."),
        OddScenario(
            "A rest of a whole day",
            """
            rules: {rest: 1440}
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            practitioners: [{id: p1, desk: base, hours: {mon-tue: "09:00-12:00", thu: "09:00-12:00", fri: "09:30-12:00"}}]
            requests:
              - {id: r1, type: call, at-home: {mon: "09:00-09:30"}}
              - {id: r2, type: call, at-home: {tue: "09:00-09:30"}}
              - {id: r3, type: call, at-home: {thu: "09:00-09:30"}}
              - {id: r4, type: call, at-home: {fri: "09:30-10:00"}}
            """, optimum: Points(300), why: "Monday ends at 09:30, so Tuesday cannot begin at 09:00; Friday can at 09:30."),
        OddScenario(
            "Busy blocks that overlap",
            """
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            practitioners:
              - {id: p1, desk: base, hours: {mon-tue: "09:00-17:00"}, busy: [{day: mon, window: "10:00-11:00"}, {day: mon, window: "10:30-11:30"}, {day: sat, window: "00:00-24:00"}]}
            requests:
              - {id: r1, type: call, at-home: {mon: "13:00-14:00"}}
              - {id: r2, type: call, at-home: {tue: "13:00-14:00"}}
            """, optimum: Points(100), why: "Nothing can be added to a Monday that is broken already (W2)."),
        OddScenario(
            "No break possible",
            """
            rules: {break: {after: 0, minutes: 30, window: "23:00-24:00"}}
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            practitioners: [{id: p1, desk: base, hours: {mon: "09:00-17:00"}}]
            requests: [{id: r1, type: call, at-home: {mon: "09:00-17:00"}}]
            """, optimum: .zero, why: "Every day with a session needs a gap at night, which no two activities leave."),
        OddScenario(
            "A break of no minutes",
            """
            rules: {break: {after: 0, minutes: 0}}
            session-types: {call: {modes: {video: {minutes: 20}}}}
            practitioners: [{id: p1, desk: base, hours: {}, evenings: {mon-tue: "18:00-20:00"}}]
            requests: [{id: r1, type: call}, {id: r2, type: call}]
            """, optimum: Points(190), why: "Any two activities have a gap of no minutes between them, a single one has none (W4)."),
        OddScenario(
            "A meeting without members",
            """
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            practitioners: [{id: p1, desk: base, hours: {mon: "09:00-17:00"}}]
            meetings: [{id: m, with: [], minutes: 60, when: {mon: "13:00-17:00"}}]
            requests: [{id: r1, type: call, at-home: {mon: "10:00-10:30"}}, {id: r2, type: call, at-home: {mon: "10:00-10:30"}},
              {id: r3, type: call, at-home: {mon: "10:00-10:30"}}]
            """, optimum: Points(100), why: "One call at a time; the meeting costs nobody anything."),
        OddScenario(
            "Ways longer than a day",
            """
            session-types: {visit: {modes: {in-person: {minutes: 30}}}}
            practitioners: [{id: p1, desk: base, hours: {mon: "09:00-16:00"}}]
            requests: [{id: r1, type: visit, school: a}, {id: r2, type: visit, school: b, priority: high}]
            """, travel: "{fixed: 100000, minutes-per-km: 1000}", optimum: Points(150), why: "Nobody gets from one school to the other."),
    ]

    /// Supervision is in the diary of who gives it too, and may be what makes their day allowed.
    static let supervisors: [OddScenario] = [
        OddScenario("A break after supervision given", breakBesideSupervision(), optimum: Points(100), why: supervisorsBreak),
        OddScenario(
            "A break before supervision given", breakBesideSupervision(call: "10:30-12:00", supervised: "12:30-13:30", window: "11:30-13:00"),
            optimum: Points(100), why: supervisorsBreak),
        OddScenario(
            "A break of no minutes beside supervision given", breakBesideSupervision(window: "12:00-13:30", minutes: 0), optimum: Points(100),
            why: "A single activity has no gap, with supervision there is one of half an hour."),
        OddScenario(
            "A way to the desk, to supervise there",
            """
            session-types:
              visit: {modes: {in-person: {minutes: 60}}, skills: [senior]}
              talk: {modes: {in-person: {minutes: 60}}, skills: [junior]}
            practitioners:
              - {id: s1, desk: base, skills: [senior], hours: {mon: "09:00-12:00"}, supervises: {minutes-per-week: 120}}
              - {id: p1, desk: b, skills: [junior], hours: {mon: "09:00-12:00"}, supervision: {with: [s1], minutes: 60}}
              - {id: p2, desk: b, skills: [], hours: {mon: "09:00-12:00"}, supervision: {with: [s1], minutes: 60}}
            requests: [{id: r1, type: visit, school: a}, {id: r2, type: talk, school: b}]
            """, optimum: Points(197),
            why: "Both sessions, and half an hour from a to the base: s1 sees r1 before or after supervising p1, who sees r2; nobody needs p2 supervised."),
        OddScenario(
            "Supervision at a time at which the supervisor would be on the way",
            """
            session-types:
              visit: {modes: {in-person: {minutes: 60}}, skills: [senior]}
              talk: {modes: {in-person: {minutes: 60}}, skills: [junior]}
            practitioners:
              - {id: s1, desk: base, skills: [senior], hours: {mon: "09:00-12:00"}, supervises: {minutes-per-week: 120}}
              - {id: p1, desk: b, skills: [junior], hours: {mon: "09:30-11:00"}, supervision: {with: [s1], minutes: 30}}
            requests:
              - {id: r1, type: visit, school: a, at-school: {mon: "10:00-11:00"}}
              - {id: r2, type: talk, school: b, at-school: {mon: "10:00-11:00"}}
            """, optimum: Points(100),
            why: "p1 is free for supervision at 09:30 alone; from there s1 comes to a at 10:30. Half an hour from 09:00 would suit s1, not p1."),
        OddScenario(
            "Ways by the desk, for supervision given there",
            """
            session-types: {visit: {modes: {in-person: {minutes: 60}}}}
            practitioners:
              - {id: s1, desk: base, hours: {mon: "09:00-12:00"}, supervises: {minutes-per-week: 60}}
              - {id: p1, desk: base, hours: {mon: "10:00-11:00"}, supervision: {with: [s1], minutes: 30}, modes: []}
            requests:
              - {id: r1, type: visit, school: a, at-school: {mon: "09:00-10:00"}}
              - {id: r2, type: visit, school: b, at-school: {mon: "11:00-12:00"}}
            """,
            travel: "{fixed: 15, minutes-per-km: 0, between: [{from: a, to: b, minutes: 120}]}", optimum: Points(197),
            why: "From a to the desk and from there to b takes a quarter of an hour each, the straight way two hours."),
    ]

    private static let supervisorsBreak = "The call alone is longer than an hour and has no gap; beside the supervision there is one of half an hour."

    /// One call of an hour and a half for s1, who can supervise p1 at one time.
    private static func breakBesideSupervision(
        call: String = "12:30-14:00", supervised: String = "11:00-12:00", window: String = "12:00-13:30", minutes: Int = 30
    ) -> String {
        """
        rules: {break: {after: 60, minutes: \(minutes), window: "\(window)"}}
        session-types: {call: {modes: {phone: {minutes: 90}}}}
        practitioners:
          - {id: s1, desk: base, hours: {mon: "09:00-15:00"}, supervises: {minutes-per-week: 60}}
          - {id: p1, desk: base, hours: {mon: "\(supervised)"}, supervision: {with: [s1], minutes: 60}, modes: []}
        requests: [{id: r1, type: call, at-home: {mon: "\(call)"}}]
        """
    }

    static let values: [OddScenario] = [
        OddScenario(
            "Weights of a million",
            """
            weights: {priority: {huge: 1000000}, wait: 1000000, groups: {g: 1000000}, named: 1000000, mode-step: 1000000, travel: 1000000, evening: 1000000,
              shortage: 1000000, missed-meeting: 1000000, pin: 1000000, change: 1000000}
            session-types: {visit: {modes: {in-person: {minutes: 30}, phone: {minutes: 30}}, value: 1000000}}
            practitioners: [{id: p1, desk: a, hours: {mon: "09:00-12:00"}}]
            meetings: [{id: m, with: [p1], minutes: 60, when: {sat: "09:00-12:00"}}]
            requests:
              - {id: r1, type: visit, school: a, priority: huge, weeks-waiting: 1000, groups: [g], pinned: {practitioners: [p1], mode: in-person, start: "mon 09:00"}}
              - {id: r2, type: visit, school: b, weeks-waiting: 2}
            """, optimum: Points(29_000_000),
            why: "Value, priority, 26 weeks, group and pin are 30 million, the missed meeting costs one; the way to b costs 30 for 3."),
        OddScenario(
            "Counts of a million",
            """
            rules: {cover-ratio: 1000000, after-hours-slots: 1000000}
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            places:
              - {id: base, kind: base, at: [51.5, -0.1]}
              - {id: a, kind: school, at: [51.51, -0.1], rooms: {private: 1000000, hub: 1000000}, minimum: 1000000}
            practitioners:
              - {id: p1, desk: a, qualified: false, hours: {mon: "12:00-17:00"}, evenings: {mon: "17:00-20:00"}, supervision: {with: [s1], minutes: 30},
                 limits: {sessions-per-day: 1000000, sessions-per-week: 1000000, evenings-per-week: 1000000, span: 1000000}}
              - {id: p2, desk: a, hours: {mon: "12:00-17:00"}, evenings: {mon: "17:00-20:00"}}
              - {id: s1, desk: base, modes: [], hours: {mon: "09:00-16:30"}, evenings: {mon: "16:30-20:00"}, supervises: {minutes-per-week: 1000000},
                 cover: {evenings-per-week: 1000000}}
            requests:
              - {id: r1, type: call, school: a, at-home: {mon: "18:00-18:30"}, weeks-waiting: 1000000}
              - {id: r2, type: call, school: a, at-home: {mon: "18:00-18:30"}, weeks-waiting: 1000000}
              - {id: r3, type: call, school: a, at-home: {mon: "18:00-18:30"}}
            """, places: "", optimum: Points(2 * (100 + 52) - 2 * 10 - 30),
            why: "Two people, so two of the three calls at 18:00, on an evening each; the school, which has three requests, lacks one."),
        OddScenario(
            "Weights of nothing",
            """
            weights: {wait: 0, mode-step: 0, travel: 0, evening: 0, shortage: 0, missed-meeting: 0, pin: 0, change: 0}
            session-types: {visit: {modes: {in-person: {minutes: 30}}, value: 0}}
            practitioners: [{id: p1, desk: a, hours: {mon: "09:00-12:00"}}]
            requests: [{id: r1, type: visit, school: a}]
            """, optimum: .zero, why: "Nothing is worth anything."),
        OddScenario(
            "A thousandth of a point",
            """
            weights: {travel: 0, wait: 0.001}
            session-types: {visit: {modes: {in-person: {minutes: 30}}, value: 0.001}}
            practitioners: [{id: p1, desk: a, hours: {mon: "09:00-09:30"}}]
            requests: [{id: r1, type: visit, school: a}, {id: r2, type: visit, school: a, weeks-waiting: 1}]
            """, optimum: Points(thousandths: 2), why: "The one that has waited."),
        OddScenario(
            "A session that costs more than it brings",
            """
            weights: {evening: 150, missed-meeting: 0}
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            practitioners: [{id: p1, desk: a, hours: {mon: "09:00-17:00"}}]
            requests: [{id: r1, type: call, at-home: {mon: "16:30-17:00"}}]
            """, optimum: .zero, why: "The evening costs 150, the call brings 100."),
    ]
}
