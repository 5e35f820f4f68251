import Diary

/// A subset-row cut: half of the sum of some rows of the master, rounded down, is another row that every timetable obeys.
///
/// Of three requests that are held once each at most, plans that hold two or more of them count 1, and there is at most one of these. Of two requests and
/// three after-hours slots, a plan counts half of what it takes of the five, rounded down; in all at most two. Jepsen, Petersen, Spoorendonk and Pisinger,
/// *Subset-row inequalities applied to the vehicle-routing problem with time windows*, Operations Research 56 (2008).
struct SubsetRow: Hashable, Sendable {
    /// Requests of one seat, ascending.
    var requests: [Int]
    /// Whether after-hours sessions of one seat count too, each by what it takes of the slots (V5).
    var countsSlots: Bool

    /// - Parameter slots: the week's after-hours slots.
    /// - Returns: the most that plans may count together.
    func side(slots: Int) -> Int { (requests.count + (countsSlots ? slots : 0)) / 2 }
}

/// The subset-row cuts of a week. Each keeps its position, which is that of its multiplier in its family.
struct SubsetRows: Sendable {
    private var rows: [SubsetRow?] = []
    /// For each request, the positions of the cuts that it is in.
    private var ofRequest: [Int: [Int]] = [:]
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
        for request in row.requests { ofRequest[request, default: []].append(position) }
        if row.countsSlots { ofSlots.append(position) }
        return position
    }

    /// The same rows at the same positions, without those at others.
    func keeping(_ positions: Set<Int>) -> SubsetRows {
        var result = SubsetRows()
        result.rows = rows.enumerated().map { positions.contains($0.offset) ? $0.element : nil }
        result.known = Set(result.rows.compactMap { $0 })
        result.ofRequest = ofRequest.mapValues { $0.filter(positions.contains) }
        result.ofSlots = ofSlots.filter(positions.contains)
        return result
    }

    /// Calls `body` with the position of every cut that a session of one seat counts in, once for each time: a request that is held after hours counts twice
    /// where both count.
    @inline(__always)
    func forEachCount(request: Int, isAfterHours: Bool, _ body: (Int) -> Void) {
        for position in ofRequest[request] ?? [] { body(position) }
        if isAfterHours { for position in ofSlots { body(position) } }
    }
}

extension Relaxation {
    /// Calls `body` with every subset-row cut that a day's plan counts in, and how much.
    func forEachSubset(of plan: [PlannedActivity], _ body: (_ position: Int, _ count: Int) -> Void) {
        guard !subsets.isEmpty else { return }
        var counts: [Int: Int] = [:]
        for activity in plan where activity.kind == .session {
            let candidate = problem.candidates[activity.payload]
            guard candidate.seats == 1 else { continue }
            let isAfterHours = candidate.isAtHome && activity.slot >= problem.afterHoursSlot
            subsets.forEachCount(request: candidate.request, isAfterHours: isAfterHours) { counts[$0, default: 0] += 1 }
        }
        for (position, count) in counts where count > 1 { body(position, count / 2) }
    }

    /// What a day's plan counts in one cut.
    func count(of plan: [PlannedActivity], in row: SubsetRow) -> Int {
        let counted = plan.reduce(0) { total, activity in
            guard activity.kind == .session, problem.candidates[activity.payload].seats == 1 else { return total }
            let candidate = problem.candidates[activity.payload]
            let isAfterHours = row.countsSlots && candidate.isAtHome && activity.slot >= problem.afterHoursSlot
            return total + (row.requests.contains(candidate.request) ? 1 : 0) + (isAfterHours ? 1 : 0)
        }
        return counted / 2
    }

    /// The right-hand side of a multiplier's row.
    func side(_ index: Int) -> Int {
        guard layout.subsets.contains(index) else { return layout.rightHandSide[index] }
        return subsets[index - layout.subsets.lowerBound]?.side(slots: problem.scenario.rules.afterHoursSlots ?? 0) ?? 0
    }
}
