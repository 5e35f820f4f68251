import Diary

/// A subset-row cut: half of the sum of some rows of the master, rounded down, is another row that every timetable obeys.
///
/// It is of **items**, each of which a timetable holds once at most (`WeekProblem.subsetItem`). Of three items, plans that hold two or more of them count 1,
/// and there is at most one of these. Of two items and three after-hours slots, a plan counts half of what it takes of the five, rounded down; in all at most
/// two. Jepsen, Petersen, Spoorendonk and Pisinger, *Subset-row inequalities applied to the vehicle-routing problem with time windows*, Operations Research 56
/// (2008).
struct SubsetRow: Hashable, Sendable {
    /// Ascending.
    var items: [Int]
    /// Whether after-hours sessions of one seat count too, each by what it takes of the slots (V5).
    var countsSlots: Bool

    /// - Parameter slots: the week's after-hours slots.
    /// - Returns: the most that plans may count together.
    func side(slots: Int) -> Int { (items.count + (countsSlots ? slots : 0)) / 2 }
}

/// The subset-row cuts of a week. Each keeps its position, which is that of its multiplier in its family.
struct SubsetRows: Sendable {
    private var rows: [SubsetRow?] = []
    /// For each item, the positions of the cuts that it is in.
    private var ofItem: [Int: [Int]] = [:]
    /// Positions of the cuts that count after-hours sessions.
    private var ofSlots: [Int] = []
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
        return position
    }

    /// The same rows at the same positions, without those at others.
    func keeping(_ positions: Set<Int>) -> SubsetRows {
        var result = SubsetRows()
        result.rows = rows.enumerated().map { positions.contains($0.offset) ? $0.element : nil }
        result.known = Set(result.rows.compactMap { $0 })
        result.ofItem = ofItem.mapValues { $0.filter(positions.contains) }
        result.ofSlots = ofSlots.filter(positions.contains)
        return result
    }

    /// Calls `body` with the position of every cut that an activity counts in, once for each time: a request that is held after hours counts twice
    /// where both count.
    ///
    /// - Parameters:
    ///   - item: the activity's.
    ///   - isAfterHours: whether it takes one of the after-hours slots.
    @inline(__always)
    func forEachCount(item: Int, isAfterHours: Bool, _ body: (Int) -> Void) {
        for position in ofItem[item] ?? [] { body(position) }
        if isAfterHours { for position in ofSlots { body(position) } }
    }
}

extension Relaxation {
    /// Calls `body` with every subset-row cut that a day's plan counts in, and how much.
    func forEachSubset(of plan: [PlannedActivity], practitioner: Int, _ body: (_ position: Int, _ count: Int) -> Void) {
        guard !subsets.isEmpty else { return }
        var counts: [Int: Int] = [:]
        for activity in plan {
            guard let item = problem.subsetItem(of: activity, practitioner: practitioner) else { continue }
            subsets.forEachCount(item: item, isAfterHours: problem.countsInSlots(activity)) { counts[$0, default: 0] += 1 }
        }
        for (position, count) in counts where count > 1 { body(position, count / 2) }
    }

    /// What a day's plan counts in one cut.
    func count(of plan: [PlannedActivity], practitioner: Int, in row: SubsetRow) -> Int {
        let counted = plan.reduce(0) { total, activity in
            guard let item = problem.subsetItem(of: activity, practitioner: practitioner) else { return total }
            return total + (row.items.contains(item) ? 1 : 0) + (row.countsSlots && problem.countsInSlots(activity) ? 1 : 0)
        }
        return counted / 2
    }

    /// The right-hand side of a multiplier's row.
    func side(_ index: Int) -> Int {
        guard layout.subsets.contains(index) else { return layout.rightHandSide[index] }
        return subsets[index - layout.subsets.lowerBound]?.side(slots: problem.scenario.rules.afterHoursSlots ?? 0) ?? 0
    }
}

extension WeekProblem {
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
