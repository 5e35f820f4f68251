import Diary

/// A subset-row cut: half of the sum of some rows of the master, rounded down, is another row that every timetable obeys.
///
/// It is of **items**, each of which a timetable holds once at most (`WeekProblem.subsetItem`). Of three items, plans that hold two or more of them count 1,
/// and there is at most one of these. Of two items and three after-hours slots, a plan counts half of what it takes of the five, rounded down; in all at most
/// two. Jepsen, Petersen, Spoorendonk and Pisinger, *Subset-row inequalities applied to the vehicle-routing problem with time windows*, Operations Research 56
/// (2008).
///
/// With a **gathering** it is of one request, and says that a timetable in which several take part in something at once holds the request in one of their plans at most:
/// plans that hold both count 1, and in all no more than the gathering is held. It is half of the sum of the rows of the gathering's seats and of the request's.
struct SubsetRow: Hashable, Sendable {
    /// Ascending.
    var items: [Int]
    /// Whether after-hours sessions of one seat count too, each by what it takes of the slots (V5).
    var countsSlots = false
    /// What plans that take part in it count once for, where there is one, and the time buckets in which it does.
    var gathering: GatheringPart?

    /// - Parameter slots: the week's after-hours slots.
    /// - Returns: the most that plans may count together.
    func side(slots: Int) -> Int { (items.count + (countsSlots ? slots : 0)) / 2 }
}

/// What several practitioners take part in at one time.
enum Gathering: Hashable, Sendable {
    /// A session of two seats: the request.
    case session(Int)
    case meeting(Int)
}

/// A gathering in some time buckets of the week.
struct GatheringPart: Hashable, Sendable {
    let gathering: Gathering
    let buckets: Range<Int>
}

/// What an activity is to subset-row cuts.
struct SubsetShare {
    /// ``WeekProblem/subsetItem(of:practitioner:)``.
    var item: Int?
    /// Whether it takes one of the after-hours slots.
    var isAfterHours = false
    /// The gathering that it is part of, and in which bucket.
    var gathering: Gathering?
    var bucket = 0
}

/// The subset-row cuts of a week. Each keeps its position, which is that of its multiplier in its family.
struct SubsetRows: Sendable {
    private var rows: [SubsetRow?] = []
    /// For each item, the positions of the cuts that it is in.
    private var ofItem: [Int: [Int]] = [:]
    /// Positions of the cuts that count after-hours sessions.
    private var ofSlots: [Int] = []
    /// For each gathering, the cuts with it.
    private var ofGathering: [Gathering: [(position: Int, buckets: Range<Int>)]] = [:]
    private var known: Set<SubsetRow> = []

    var isEmpty: Bool { known.isEmpty }

    /// The cut at a position; nil where there is none.
    subscript(position: Int) -> SubsetRow? { position < rows.count ? rows[position] : nil }

    /// - Returns: its position; nil where it is known already, or there are as many as there is room for.
    mutating func add(_ row: SubsetRow) -> Int? {
        guard !known.contains(row), known.count < RelaxationLayout.mostSubsetRows else { return nil }
        let position = rows.firstIndex { $0 == nil } ?? rows.count
        if position == rows.count { rows.append(row) } else { rows[position] = row }
        known.insert(row)
        for item in row.items { ofItem[item, default: []].append(position) }
        if row.countsSlots { ofSlots.append(position) }
        if let part = row.gathering { ofGathering[part.gathering, default: []].append((position, part.buckets)) }
        return position
    }

    /// The same rows at the same positions, without those at others.
    func keeping(_ positions: Set<Int>) -> SubsetRows {
        var result = SubsetRows()
        result.rows = rows.enumerated().map { positions.contains($0.offset) ? $0.element : nil }
        result.known = Set(result.rows.compactMap { $0 })
        result.ofItem = ofItem.mapValues { $0.filter(positions.contains) }
        result.ofSlots = ofSlots.filter(positions.contains)
        result.ofGathering = ofGathering.mapValues { $0.filter { positions.contains($0.position) } }
        return result
    }

    /// Calls `body` with the position of every cut that an activity counts in, once for each time: a request that is held after hours counts twice
    /// where both count.
    @inline(__always)
    func forEachCount(_ share: SubsetShare, _ body: (Int) -> Void) {
        if let item = share.item { for position in ofItem[item] ?? [] { body(position) } }
        if share.isAfterHours { for position in ofSlots { body(position) } }
        if let gathering = share.gathering { forEachCut(of: gathering, in: share.bucket..<share.bucket + 1, body) }
    }

    /// Calls `body` with the position of every cut with a gathering in some of its time buckets.
    @inline(__always)
    func forEachCut(of gathering: Gathering, in buckets: Range<Int>, _ body: (Int) -> Void) {
        guard !ofGathering.isEmpty else { return }
        for cut in ofGathering[gathering] ?? [] where cut.buckets.overlaps(buckets) { body(cut.position) }
    }
}

extension Relaxation {
    /// Calls `body` with every subset-row cut that a day's plan counts in, and how much.
    func forEachSubset(of plan: [PlannedActivity], practitioner: Int, day: Int, _ body: (_ position: Int, _ count: Int) -> Void) {
        guard !subsets.isEmpty else { return }
        var counts: [Int: Int] = [:]
        for activity in plan { subsets.forEachCount(subsetShare(of: activity, practitioner: practitioner, day: day)) { counts[$0, default: 0] += 1 } }
        for (position, count) in counts where count > 1 { body(position, count / 2) }
    }

    /// What an activity of a day is to subset-row cuts.
    func subsetShare(of activity: PlannedActivity, practitioner: Int, day: Int) -> SubsetShare {
        SubsetShare(
            item: problem.subsetItem(of: activity, practitioner: practitioner), isAfterHours: problem.countsInSlots(activity),
            gathering: problem.gathering(of: activity), bucket: layout.bucket(day: day, slot: activity.slot))
    }

    /// How often a column counts in one cut: a plan for the items, slots and gatherings that it holds, a team or a meeting for each time that it is the gathering.
    func count(of column: WeekColumn, in row: SubsetRow) -> Int {
        switch column {
        case .plan(let practitioner, let day, let activities):
            return activities.reduce(0) { total, activity in
                let share = subsetShare(of: activity, practitioner: practitioner, day: day)
                return total + (share.item.map(row.items.contains) ?? false ? 1 : 0) + (row.countsSlots && share.isAfterHours ? 1 : 0)
                    + (share.gathering.map { row.holds($0, in: share.bucket) } ?? false ? 1 : 0)
            } / 2
        case .team(let first, _, let bucket, _): return row.holds(.session(problem.candidates[first].request), in: bucket) ? -1 : 0
        case .meeting(let meeting, let bucket): return row.holds(.meeting(meeting), in: bucket) ? -1 : 0
        case .cover, .attendance, .giving: return 0
        }
    }

    /// The right-hand side of a multiplier's row.
    func side(_ index: Int) -> Int {
        guard layout.subsets.contains(index) else { return layout.rightHandSide[index] }
        return subsets[index - layout.subsets.lowerBound]?.side(slots: problem.scenario.rules.afterHoursSlots ?? 0) ?? 0
    }
}

extension SubsetRow {
    /// Whether it is of a gathering in a time bucket.
    func holds(_ other: Gathering, in bucket: Int) -> Bool { gathering.map { $0.gathering == other && $0.buckets.contains(bucket) } ?? false }
}

extension WeekProblem {
    /// What an activity takes part in with others, at one time with them.
    @inline(__always)
    func gathering(of activity: PlannedActivity) -> Gathering? {
        switch activity.kind {
        case .session: candidates[activity.payload].seats == 2 ? .session(candidates[activity.payload].request) : nil
        case .meeting: .meeting(activity.payload)
        case .supervision, .giving: nil
        }
    }

    /// What an activity is part of and a timetable holds once at most, by number: a request of one seat (S1), one practitioner's seat of a request of two, one
    /// practitioner's supervision (V1), one's attendance of a meeting (M1); nil for supervision given.
    @inline(__always)
    func subsetItem(of activity: PlannedActivity, practitioner: Int) -> Int? {
        let requests = scenario.requests.count, people = scenario.practitioners.count
        switch activity.kind {
        case .session:
            let candidate = candidates[activity.payload]
            return candidate.seats == 1 ? candidate.request : requests * (1 + practitioner) + candidate.request
        case .supervision: return requests * (1 + people) + practitioner
        case .meeting: return requests * (1 + people) + people * (1 + activity.payload) + practitioner
        case .giving: return nil
        }
    }

    /// Whether an activity is a session of one seat that takes one of the after-hours slots (V5).
    @inline(__always)
    func countsInSlots(_ activity: PlannedActivity) -> Bool {
        guard activity.kind == .session else { return false }
        let candidate = candidates[activity.payload]
        return candidate.seats == 1 && isAfterHours(candidate, at: activity.slot)
    }
}
