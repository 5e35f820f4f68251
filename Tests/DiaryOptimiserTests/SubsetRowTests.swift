import Diary
import Testing

@testable import DiaryOptimiser

/// Subset-row cuts: which are broken, what plans count in them, and that no timetable breaks one.
@Suite("Subset-row cuts")
struct SubsetRowTests {
    private struct Plan {
        var items: [Int]
        var late: Int
        var share: Double

        /// What the plan counts in a cut, by its definition.
        func count(_ row: SubsetRow) -> Int { (items.count { row.items.contains($0) } + (row.countsSlots ? late : 0)) / 2 }
    }

    /// All sets of some of the first `count` numbers.
    private static func sets(of size: Int, below count: Int) -> [[Int]] {
        guard size > 0 else { return [[]] }
        return sets(of: size - 1, below: count).flatMap { set in ((set.last.map { $0 + 1 } ?? 0)..<count).map { set + [$0] } }
    }

    @Test("A cut is found among drawn plans just where one is broken, and each that is found is")
    func separates() {
        var generator = SearchGenerator(seed: 5)
        var broken = 0, whole = 0, withSlots = 0
        for _ in 0..<400 {
            let slots = [nil, 0, 1, 2, 3, 4][generator.below(6)]
            let plans = (0..<4 + generator.below(5)).map { _ in
                let items = (0..<6).filter { _ in generator.below(3) == 0 }
                return Plan(items: items, late: min(generator.below(4), items.count), share: Double(1 + generator.below(9)) / 20)
            }
            var separation = SubsetRowSeparation(slots: slots)
            for plan in plans { separation.include(items: plan.items, late: plan.late, share: plan.share) }
            func excess(_ row: SubsetRow) -> Double {
                plans.reduce(-Double(row.side(slots: slots ?? 0))) { $0 + Double($1.count(row)) * $1.share }
            }
            let found = separation.run()
            for row in found { #expect(excess(row) > 0.01, "\\(row)") }
            withSlots += found.count { $0.countsSlots }
            // Cuts of three items, and with the slots of as many as make the sum odd.
            var candidates = Self.sets(of: 3, below: 6).map { SubsetRow(items: $0, countsSlots: false) }
            if let slots {
                for size in slots % 2 == 1 ? [0, 2] : [1, 3] {
                    candidates += Self.sets(of: size, below: 6).map { SubsetRow(items: $0, countsSlots: true) }
                }
            }
            let isBroken = candidates.contains { excess($0) > 0.05 }
            if isBroken { #expect(!found.isEmpty) }
            if isBroken { broken += 1 } else { whole += 1 }
        }
        #expect(broken > 50 && whole > 50 && withSlots > 50, "\\(broken), \\(whole), \\(withSlots)")
    }

    @Test("No timetable breaks a cut, whatever items it is of")
    func timetables() {
        var generator = SearchGenerator(seed: 6)
        var counted = 0
        for fixture in OptimumFixture.all {
            let (relaxation, plans) = fixture.searched()
            let problem = relaxation.problem
            let items = plans.flatMap { plan in plan.activities.compactMap { problem.subsetItem(of: $0, practitioner: plan.practitioner) } }
            #expect(Set(items).count == items.count, "A timetable holds every item once at most: \(fixture)")
            for _ in 0..<16 {
                let some = items.filter { _ in generator.below(2) == 0 }.sorted()
                _ = relaxation.subsets.add(SubsetRow(items: some, countsSlots: problem.scenario.rules.afterHoursSlots != nil && generator.below(2) == 0))
            }
            var counts: [Int: Int] = [:]
            for (practitioner, day, activities) in plans {
                var ofPlan: [Int: Int] = [:]
                relaxation.forEachSubset(of: activities, practitioner: practitioner, day: day) { ofPlan[$0] = $1 }
                for position in 0..<16 {
                    guard let row = relaxation.subsets[position] else { continue }
                    let count = relaxation.count(of: .plan(practitioner: practitioner, day: day, activities: activities), in: row)
                    #expect(count == ofPlan[position, default: 0], "\(fixture)")
                }
                counts.merge(ofPlan, uniquingKeysWith: +)
            }
            for (position, count) in counts {
                counted += 1
                #expect(count <= relaxation.side(relaxation.layout.subsets.lowerBound + position), "\\(fixture)")
            }
        }
        #expect(counted > 100)
    }

    @Test("In no timetable more plans hold both a request and a gathering than the gathering is held, whatever the hours")
    func gatheringsOfTimetables() throws {
        var generator = SearchGenerator(seed: 9)
        var held = 0, broken = 0
        for fixture in OptimumFixture.all {
            let (relaxation, plans) = fixture.searched()
            let problem = relaxation.problem, buckets = 7 * relaxation.layout.bucketsPerDay
            // By gathering, the bucket in which the timetable has it, and how many take part.
            var bucketOf: [Gathering: Int] = [:], members: [Gathering: Int] = [:]
            for (practitioner, day, activities) in plans {
                for activity in activities {
                    let share = relaxation.subsetShare(of: activity, practitioner: practitioner, day: day)
                    guard let gathering = share.gathering else { continue }
                    #expect(bucketOf[gathering] ?? share.bucket == share.bucket, "All are there at once: \(fixture)")
                    bucketOf[gathering] = share.bucket
                    members[gathering, default: 0] += 1
                }
            }
            for (gathering, bucket) in bucketOf {
                if case .session = gathering { #expect(members[gathering] == 2, "\(fixture)") }
                for request in problem.scenario.requests.indices.flatMap({ Array(repeating: $0, count: 5) }) {
                    // About half of the hours have the gathering.
                    let first = generator.below(bucket + 1), last = generator.below(2) == 0 ? bucket + generator.below(buckets - bucket) : first + generator.below(buckets - first)
                    let part = first..<last + 1
                    let row = SubsetRow(items: [request], gathering: GatheringPart(gathering: gathering, buckets: part))
                    let counts = plans.map { relaxation.count(of: .plan(practitioner: $0.practitioner, day: $0.day, activities: $0.activities), in: row) }
                    let column: WeekColumn
                    switch gathering {
                    case .session(let request):
                        let first = try #require(problem.candidates.firstIndex { $0.request == request })
                        column = .team(first: first, second: first, bucket: bucket, points: 0)
                    case .meeting(let meeting): column = .meeting(meeting, bucket: bucket)
                    }
                    let relief = relaxation.count(of: column, in: row)
                    #expect(relief == (part.contains(bucket) ? -1 : 0))
                    #expect(counts.reduce(relief, +) <= row.side(slots: 0), "\(fixture)")
                    held += counts.reduce(0, +)
                    broken += relief + 1
                }
            }
        }
        #expect(held > 50 && broken > 50, "\(held), \(broken)")
    }

    @Test("A request that both take along who hold a session together, by half each, is found, with the hours in which that is so")
    func separatesGatherings() {
        // In hours 3 and 4 the session is held by half each; request 7 is with one of the two in the first, with the other in the second, and with both in hour 6.
        func found(_ shares: [(request: Int, bucket: Int, share: Double)], held: [(bucket: Int, share: Double)]) -> [SubsetRow] {
            var separation = SubsetRowSeparation(slots: nil)
            for entry in shares { separation.include(requests: [entry.request], gatherings: [(.session(2), entry.bucket)], share: entry.share) }
            for entry in held { separation.include(.session(2), bucket: entry.bucket, share: entry.share) }
            return separation.run()
        }
        let halves = [(bucket: 3, share: 0.5), (bucket: 4, share: 0.5)]
        #expect(found([(7, 3, 0.5), (7, 4, 0.5)], held: halves).isEmpty, "With one of them each time: nothing is wrong.")
        #expect(
            found([(7, 3, 0.5), (7, 3, 0.5), (7, 4, 0.25)], held: halves)
                == [SubsetRow(items: [7], gathering: GatheringPart(gathering: .session(2), buckets: 3..<4))], "With both of them in hour 3.")
        #expect(
            found([(7, 3, 0.5), (7, 3, 0.25), (7, 4, 0.5), (7, 4, 0.25)], held: halves)
                == [SubsetRow(items: [7], gathering: GatheringPart(gathering: .session(2), buckets: 3..<5))], "In both hours more than in either.")
    }

    /// An evening costs more than one session brings and less than two.
    private static func evenings(_ rules: String, practitioners: [[String]], requests: Int) throws -> Scenario {
        let people = practitioners.enumerated().map { number, skills in
            "  - {id: p\(number), desk: base, hours: {}, evenings: {mon: \"17:00-20:00\"}, skills: [\(skills.joined(separator: ", "))]}"
        }
        let wanted = (0..<requests).map { "  - {id: r\($0), type: call, skills: [s\($0)]}" }
        return try scenario(
            OddScenario.head() + """
            \(rules)
            weights: {evening: 150}
            session-types: {call: {modes: {phone: {minutes: 30}}}}
            practitioners:
            \(people.joined(separator: "\n"))
            requests:
            \(wanted.joined(separator: "\n"))
            """)
    }

    /// The bounds without cuts and with them, in thousandths.
    private static func bounds(_ scenario: Scenario) throws -> (plain: Int, cut: Int) {
        let problem = WeekProblem(scenario: scenario, published: nil)
        let root = try BoundSearch(problem, timetable: Timetable())
        for _ in 0..<60 where !root.isFinished { try root.advance(isStopped: { false }) }
        let whole = try BoundSearch(problem, from: root.warmStart(slack: 1_000_000), threads: 1, cutRounds: 5, isStopped: { false })
        for _ in 0..<60 where !whole.isFinished { try whole.advance(isStopped: { false }) }
        #expect(root.isFinished && whole.isFinished)
        return (root.bound, whole.bound)
    }

    @Test("Three requests of which each of three people can hold two: every pair by half is cut off")
    func triangle() throws {
        let week = try Self.evenings("", practitioners: [["s0", "s1"], ["s1", "s2"], ["s0", "s2"]], requests: 3)
        // Two sessions less an evening are 50; three of these by half are 75, and no two of them go together.
        #expect(try Self.bounds(week) == (75_000, 50_000))
    }

    @Test("Three slots of which two people want two each: a pair and a half is cut off")
    func slots() throws {
        let week = try Self.evenings("rules: {after-hours-slots: 3}", practitioners: [["s0", "s1"], ["s2", "s3"]], requests: 4)
        #expect(try Self.bounds(week) == (75_000, 50_000))
    }

    @Test("Two slots and a request that either of two people holds with one of their own: cut off with the slots")
    func slotsWithRequest() throws {
        // A pair takes both slots; a pair of p0's by half with a pair of p1's by half is worth as much, so that the cut takes nothing.
        let week = try Self.evenings("rules: {after-hours-slots: 2}", practitioners: [["s0", "s1"], ["s0", "s2"]], requests: 3)
        #expect(try Self.bounds(week) == (50_000, 50_000))
    }

    /// Two people have calls at 08:00 and at 10:00, which either can take, and what they do together takes one of these hours.
    private static func together(_ type: String, _ together: String) throws -> Scenario {
        try scenario(OddScenario.twoPeople(hours: "08:00-11:00", early: "08:00-09:00", late: "10:00-11:00", skills: false, type: type, together))
    }

    @Test("A session of two by half in each of two hours, each with the other hour's call by half with both: cut off")
    func sessionWithRequest() throws {
        let week = try Self.together(
            "joint: {modes: {video: {minutes: 60}}, staff: 2, value: 400}",
            "  - {id: both, type: joint, at-home: {mon: [\"08:00-09:00\", \"10:00-11:00\"]}}")
        // 400 and 100 for each call; whoever holds the session in the one hour leaves nobody for its call. Held by two thirds it would leave both calls
        // to who is free for the third: 467.
        #expect(try Self.bounds(week) == (600_000, 500_000))
    }

    @Test("The same for a meeting")
    func meetingWithRequest() throws {
        let week = try Self.together(
            "", "meetings: [{id: both, name: Both, with: [a, b], minutes: 60, when: {mon: [\"08:00-09:00\", \"10:00-11:00\"]}}]")
        // A meeting missed costs 500, so that it is held, with one of the calls.
        #expect(try Self.bounds(week) == (200_000, 100_000))
    }

    @Test("Rows keep their positions when others go, and what is added takes a free one; what is known is not added again")
    func positions() {
        var rows = SubsetRows()
        let cuts = (0..<4).map { SubsetRow(items: [$0, $0 + 1, $0 + 2], countsSlots: $0 == 3) }
        #expect(cuts.map { rows.add($0) } == [0, 1, 2, 3])
        #expect(rows.add(cuts[2]) == nil)
        var kept = rows.keeping([1, 3])
        #expect((0..<5).map { kept[$0] } == [nil, cuts[1], nil, cuts[3], nil])
        #expect(kept.add(cuts[0]) == 0 && kept.add(cuts[2]) == 2 && kept.add(cuts[1]) == nil)
        var counted: [Int] = []
        kept.forEachCount(SubsetShare(item: 3, isAfterHours: true)) { counted.append($0) }
        // Request 3 is in the cuts of 1, 2 and 3, of which the last counts the hour too.
        #expect(counted.sorted() == [1, 2, 3, 3])
        let ofSession = SubsetRow(items: [9], gathering: GatheringPart(gathering: .session(5), buckets: 4..<6))
        #expect(kept.add(ofSession) == 4)
        func counting(_ gathering: Gathering, _ bucket: Int, in rows: SubsetRows) -> [Int] {
            var counted: [Int] = []
            rows.forEachCount(SubsetShare(gathering: gathering, bucket: bucket)) { counted.append($0) }
            return counted
        }
        #expect((3..<7).map { counting(.session(5), $0, in: kept) } == [[], [4], [4], []] && counting(.meeting(5), 4, in: kept).isEmpty)
        #expect(counting(.session(5), 4, in: kept.keeping([0])).isEmpty)
    }
}
