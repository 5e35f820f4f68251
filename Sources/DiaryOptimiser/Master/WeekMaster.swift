import ColumnGeneration
import Diary
import GLPK

/// The restricted master problem of the week: a linear program over day plans, teams, meetings and cover (see the article *The model*).
///
/// Its rows are the layout's coupling rules and, for each practitioner, that days hold one plan each and that sessions need supervision (V1).
/// Rooms, people's time and cover are **lazy rows**: one slot's row is made when a solution breaks it. Belongs to one thread.
final class WeekMaster {
    private let relaxation: Relaxation
    private let problem: WeekProblem
    private let layout: RelaxationLayout
    private let master: MasterProblem
    /// For each multiplier, its row once made.
    private var rowOf: [Int: MasterProblem.Row] = [:]
    private var dayRows: [MasterProblem.Row?] = []
    private var supervisionRows: [MasterProblem.Row?] = []
    private var attendanceRows: [Int: MasterProblem.Row] = [:]
    private var activeColumns: [MasterProblem.Column?] = []
    private var columnOf: [WeekColumn: MasterProblem.Column] = [:]
    /// By the column's slot: what it is, and how often it pays each multiplier.
    private var content: [Content?] = []
    /// For each synchronisation group (see ``RelaxationLayout/group(of:)``), its row once made, and whether a column with it has been in a linear program
    /// that was solved.
    private var groupRows: [Int: MasterProblem.Row] = [:]
    private var pricedGroups = Set<Int>()
    /// Which lazy rows are made as soon as a solution breaks them.
    var separation = Separation.resources

    /// How far lazy rows go: each stage has those of the ones before, and makes more rows for less.
    enum Separation: Int, Comparable {
        /// Rooms, people's time and cover.
        case resources
        /// The time buckets in which seats and meetings stand, and the days on which supervision is given.
        case buckets
        /// The starts of supervision given.
        case givingStarts
        /// The starts of seats and meetings.
        case unison

        var next: Separation? { Separation(rawValue: rawValue + 1) }

        static func < (one: Separation, other: Separation) -> Bool { one.rawValue < other.rawValue }
    }

    private struct Content {
        let column: WeekColumn?
        /// Points without shared prices.
        let points: Double
        let uses: [(index: Int, amount: Double)]
    }

    /// Columns worth more than this many points at the duals are added.
    static let tolerance = 1e-4

    private let split: AreaSplit
    /// Multipliers, of which those that couple areas are paid by this master's columns; empty where there is one area alone.
    private var imposed: [Int]

    /// - Parameters:
    ///   - area: whose master it is.
    ///   - imposed: multipliers; the shared ones are prices that columns pay here instead of rows.
    init(_ relaxation: Relaxation, _ split: AreaSplit, area: Area, imposed: [Int]) throws(MasterError) {
        self.relaxation = relaxation
        self.split = split
        self.imposed = imposed
        problem = relaxation.problem
        layout = relaxation.layout
        master = try MasterProblem(sense: .maximise, name: "week")
        let people = problem.scenario.practitioners
        dayRows = Array(repeating: nil, count: people.count * 7)
        supervisionRows = Array(repeating: nil, count: people.count)
        activeColumns = Array(repeating: nil, count: people.count)
        for position in area.practitioners {
            let practitioner = people[position]
            let rows = try master.addRows((0..<7).map { _ in MasterProblem.RowDefinition(...(practitioner.supervision == nil ? 1 : 0)) })
            for (day, row) in rows.enumerated() { dayRows[position * 7 + day] = row }
            guard practitioner.supervision != nil else { continue }
            let row = try master.addRow(...0)
            supervisionRows[position] = row
            let limits = practitioner.limits
            activeColumns[position] = try addAuxiliary(
                    objective: 0, bounds: problem.supervised.contains(position) ? 1...1 : 0...1,
                    uses: [
                        (layout.week + position, -Double(limits.sessionsPerWeek)),
                        (layout.evenings + position, -Double(limits.eveningsPerWeek)),
                    ].filter { $0.1 != 0 },
                    entries: rows.map { ($0, -1) } + [(row, 1)])
            if problem.supervised.contains(position) {
                // Supervision that no column holds yet, dearer than all that a week can bring.
                try addAuxiliary(objective: -7 * Double(layout.mostOfDay) / 1e6, bounds: 0..., uses: [], entries: [(row, -1)])
            }
        }
        // What has to be held and no column holds yet, dearer than all that a day can bring.
        let dearest = -Double(layout.mostOfDay) / 1e6
        for request in problem.heldRequests.sorted() where area.indices.contains(layout.requests + request) {
            if layout.rightHandSide[layout.requests + request] == 1 {
                try addAuxiliary(objective: dearest, bounds: 0..., uses: [(layout.requests + request, 1)])
            } else {
                try addAuxiliary(objective: dearest, bounds: 0..., uses: [], entries: [(try teamRow(request), 1)])
            }
        }
        for meeting in problem.heldMeetings.sorted() where area.meetings.contains(meeting) {
            try addAuxiliary(objective: dearest, bounds: 0..., uses: [], entries: [(try meetingRow(meeting), 1)])
        }
        for key in problem.visits.keys.sorted() where area.practitioners.contains(key / 7) {
            // A visit that no column holds yet, at the highest price that the row may have.
            try addAuxiliary(objective: -Double(layout.upper[layout.visits + key]) / 1e6, bounds: 0..., uses: [(layout.visits + key, -1)])
        }
        let shortage = problem.scenario.weights.shortage.value
        for place in area.places {
            try addAuxiliary(objective: -shortage, bounds: 0..., uses: [(layout.shortage + place, -1)])
        }
        if let ratio = problem.scenario.rules.coverRatio, split.isWhole {
            let lateRows = lateRows, eveningRows = eveningRows
            for choice in relaxation.coverDays where !choice.days.isEmpty {
                let limit = try master.addRow(...Double(choice.limit))
                for entry in choice.days {
                    let own = layout.personTime + (layout.personNumber[choice.practitioner] * 7 + entry.day) * problem.slots
                    let uses =
                        entry.slots.map { (layout.cover + entry.day * problem.slots + $0, -Double(ratio)) } + entry.slots.map { (own + $0, 1.0) }
                        + lateRows[entry.day].map { ($0, -1.0) }
                        + eveningRows[entry.day].filter { $0.practitioner != choice.practitioner }.map { ($0.index, -1.0) }
                    let cover = WeekColumn.cover(practitioner: choice.practitioner, day: entry.day)
                    columnOf[cover] = try addAuxiliary(
                        cover, objective: 0, bounds: entry.isHeld ? 1...1 : 0...1, uses: uses, entries: [(limit, 1)])
                }
            }
        }
    }

    private func remember(_ column: MasterProblem.Column, _ entry: Content) {
        while content.count <= column.slot { content.append(nil) }
        content[column.slot] = entry
    }

    @discardableResult
    private func addAuxiliary(
        _ identity: WeekColumn? = nil, objective: Double, bounds: Bounds, uses: [(Int, Double)], entries: [(row: MasterProblem.Row, value: Double)] = []
    ) throws(MasterError) -> MasterProblem.Column {
        var entries = entries
        for (index, amount) in uses { if let row = try row(index, isAsked: false) { entries.append((row, amount)) } }
        let column = try master.addColumn(objective: objective, bounds: bounds, entries: entries, isPermanent: true)
        remember(column, Content(column: identity, points: objective, uses: uses.map { ($0.0, $0.1) }))
        return column
    }

    // MARK: - Rows

    /// By day, the rows of the requests that can be held after hours then.
    private var lateRows: [[Int]] {
        var rows = [Set<Int>](repeating: [], count: 7)
        guard layout.hasLateRows else { return Array(repeating: [], count: 7) }
        let late = SlotSet(slots: problem.slots, from: problem.afterHoursSlot, below: problem.slots)
        for candidate in problem.candidates where candidate.isAtHome {
            for day in 0..<7 where !candidate.starts[day].intersection(late).isEmpty { rows[day].insert(layout.late + candidate.request * 7 + day) }
        }
        return rows.map { $0.sorted() }
    }

    /// By day, the rows of the practitioners who can hold sessions after hours then.
    private var eveningRows: [[(practitioner: Int, index: Int)]] {
        let late = SlotSet(slots: problem.slots, from: problem.afterHoursSlot, below: problem.slots)
        let candidates = problem.candidates.filter(\.isAtHome)
        return (0..<7).map { day in
            Set(candidates.filter { !$0.starts[day].intersection(late).isEmpty }.map(\.practitioner)).sorted().compactMap { person in
                layout.coveredEveningIndex(person, day: day).map { (person, $0) }
            }
        }
    }

    private func groupRow(_ group: Int) throws(MasterError) -> MasterProblem.Row {
        if let row = groupRows[group] { return row }
        let row = try master.addRow(.equal(to: 0))
        groupRows[group] = row
        return row
    }

    /// The row of a multiplier; lazy ones only where they exist or are asked for.
    private func row(_ index: Int, isAsked: Bool) throws(MasterError) -> MasterProblem.Row? {
        if let row = rowOf[index] { return row }
        if layout.isLazy(index) && !isAsked { return nil }
        let side = Double(relaxation.side(index))
        let isHeld = index < layout.week && problem.heldRequests.contains(index - layout.requests)
        let bounds: Bounds = layout.isEquality(index) || isHeld ? .equal(to: side) : ...side
        var entries: [(column: MasterProblem.Column, value: Double)] = []
        if layout.isLazy(index) {
            for column in master.columns {
                guard let uses = content[column.slot]?.uses else { continue }
                if layout.subsets.contains(index) {
                    let count = subsetCount(content[column.slot]?.column, index)
                    if count != 0 { entries.append((column, Double(count))) }
                    continue
                }
                let amount = uses.reduce(0) { $1.index == index ? $0 + $1.amount : $0 }
                if amount != 0 { entries.append((column, amount)) }
            }
        }
        let row = try master.addRow(bounds, entries: entries)
        rowOf[index] = row
        return row
    }

    /// What a column counts in a subset-row cut.
    private func subsetCount(_ column: WeekColumn?, _ index: Int) -> Int {
        guard case .plan(let practitioner, _, let activities) = column, let cut = relaxation.subsets[index - layout.subsets.lowerBound] else { return 0 }
        return relaxation.count(of: activities, practitioner: practitioner, in: cut)
    }

    /// Makes rows of subset-row cuts that a solution breaks.
    ///
    /// - Returns: how many.
    func addSubsetRows(_ solution: MasterSolution) throws(MasterError) -> Int {
        var separation = SubsetRowSeparation(slots: problem.scenario.rules.afterHoursSlots)
        for (column, share) in values(solution) {
            guard case .plan(let practitioner, _, let activities) = column else { continue }
            separation.include(
                items: activities.compactMap { problem.subsetItem(of: $0, practitioner: practitioner) },
                late: activities.count(where: problem.countsInSlots), share: share)
        }
        var added = 0
        for cut in separation.run() {
            guard let position = relaxation.subsets.add(cut) else { continue }
            _ = try row(layout.subsets.lowerBound + position, isAsked: true)
            added += 1
        }
        return added
    }

    /// The multipliers of the lazy rows that have a price in a solution.
    func pricedLazyRows(_ solution: MasterSolution) -> [Int] {
        rowOf.filter { layout.isLazy($0.key) && solution.dual($0.value) != 0 }.keys.sorted()
    }

    /// Makes lazy rows before a solution breaks them.
    func makeRows(_ indices: [Int]) throws(MasterError) {
        for index in indices where !split.isShared[index] && !split.isLeftOut[index] { _ = try row(index, isAsked: true) }
    }

    // MARK: - Columns

    private struct Definition {
        var objective: Double
        var uses: [(index: Int, amount: Double)]
        var entries: [(row: MasterProblem.Row, value: Double)] = []
    }

    private func define(_ column: WeekColumn) throws(MasterError) -> Definition {
        var amounts: [Int: Double] = [:]
        func pay(_ index: Int, _ amount: Double) { if !split.isLeftOut[index] { amounts[index, default: 0] += amount } }
        var objective = 0.0
        var entries: [(row: MasterProblem.Row, value: Double)] = []
        switch column {
        case .plan(let practitioner, let day, let activities):
            relaxation.forEachUse(of: activities, practitioner: practitioner, day: day, pay)
            objective = Double(relaxation.points(of: activities, practitioner: practitioner, day: day)) / 1000
            if let row = dayRows[practitioner * 7 + day] { entries.append((row, 1)) }
            if let row = supervisionRows[practitioner], activities.contains(where: { $0.kind == .supervision }) { entries.append((row, -1)) }
        case .team(let first, let second, let bucket, let points):
            let request = problem.candidates[first].request
            objective = Double(points) / 1000
            pay(layout.seatOffset[first] + bucket, 1)
            pay(layout.seatOffset[second] + bucket, 1)
            if let school = problem.scenario.requests[request].school { pay(layout.shortage + school, -1) }
            let client = layout.clientNumber[problem.clientOfRequest[request]]
            if client >= 0 { pay(layout.clients + client * 7 + bucket / layout.bucketsPerDay, 1) }
            entries.append((try teamRow(request), 1))
        case .meeting(let meeting, let bucket):
            objective = problem.scenario.weights.missedMeeting.value
            for member in layout.members[meeting].indices { pay(layout.meetingIndex(meeting, member: member, bucket: bucket), 1) }
            entries.append((try meetingRow(meeting), 1))
        case .cover:
            // In the master from the beginning.
            break
        case .attendance(let practitioner, let meeting, let day, let slot):
            relaxation.forEachUse(ofMeeting: meeting, practitioner: practitioner, day: day, slot: slot, pay)
            try holdAlone(practitioner, meeting, &entries)
        case .giving(let practitioner, let supervised, let day, let slot):
            if let option = problem.option(of: supervised, supervisor: practitioner, day: day) {
                pay(layout.supervisionIndex(supervised, option: option, day: day), -1)
                pay(layout.givingDayIndex(supervised, option: option), -1)
                let minutes = problem.supervisionOptions[supervised][option].minutes
                if let index = layout.givingStartIndex(practitioner, minutes: minutes, day: day, slot: slot) { pay(index, -1) }
            }
            try holdAlone(practitioner, problem.scenario.meetings.count + supervised, &entries)
        }
        return Definition(
            objective: objective, uses: amounts.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, entries: entries)
    }

    /// Enters a column that stands for a practitioner without supervision, once for each of the things that they can do then.
    private func holdAlone(_ practitioner: Int, _ thing: Int, _ entries: inout [(row: MasterProblem.Row, value: Double)]) throws(MasterError) {
        guard let active = activeColumns[practitioner] else { return }
        let key = practitioner * (problem.scenario.meetings.count + problem.scenario.practitioners.count) + thing
        if attendanceRows[key] == nil { attendanceRows[key] = try master.addRow(...1, entries: [(active, 1)]) }
        if let row = attendanceRows[key] { entries.append((row, 1)) }
    }

    private var teamRows: [Int: MasterProblem.Row] = [:]
    private func teamRow(_ request: Int) throws(MasterError) -> MasterProblem.Row {
        if let row = teamRows[request] { return row }
        let row = try master.addRow(problem.heldRequests.contains(request) ? .equal(to: 1) : ...1)
        teamRows[request] = row
        return row
    }

    private var meetingRows: [Int: MasterProblem.Row] = [:]
    private func meetingRow(_ meeting: Int) throws(MasterError) -> MasterProblem.Row {
        if let row = meetingRows[meeting] { return row }
        let row = try master.addRow(problem.heldMeetings.contains(meeting) ? .equal(to: 1) : ...1)
        meetingRows[meeting] = row
        return row
    }

    /// Adds the columns that the master does not hold and that are worth their price at the duals of a solution, or all of them without one.
    ///
    /// - Returns: those that were added.
    @discardableResult
    func add(_ columns: [WeekColumn], pricedAt solution: MasterSolution?) throws(MasterError) -> [WeekColumn] {
        var new: [(column: WeekColumn, points: Double, definition: Definition)] = []
        var seen = Set<WeekColumn>()
        for column in columns where columnOf[column] == nil && seen.insert(column).inserted {
            var definition = try define(column)
            let points = definition.objective
            // The price of a row that the master did not have yet came from elsewhere: the column goes in and lets the master set it.
            var isUnpriced = false
            definition.objective = lessSharedPrices(points, definition.uses)
            var groups: [Int: Double] = [:]
            for (index, amount) in definition.uses {
                if split.isShared[index] { continue }
                if layout.hasGroup(index) { groups[layout.group(of: index), default: 0] += amount }
                if let row = try row(index, isAsked: false) { definition.entries.append((row, amount)) }
            }
            for (group, amount) in groups.sorted(by: { $0.key < $1.key }) where amount != 0 {
                if !pricedGroups.contains(group) { isUnpriced = true }
                definition.entries.append((try groupRow(group), amount))
            }
            if let solution, !isUnpriced {
                let cost = definition.entries.reduce(0) { $0 + solution.dual($1.row) * $1.value }
                guard definition.objective - cost > Self.tolerance else { continue }
            }
            new.append((column, points, definition))
        }
        for entry in new {
            for (index, _) in entry.definition.uses where layout.hasGroup(index) && !split.isShared[index] { pricedGroups.insert(layout.group(of: index)) }
        }
        let added = try master.addColumns(
            new.map { MasterProblem.ColumnDefinition(objective: $0.definition.objective, bounds: 0..., entries: $0.definition.entries) })
        for (identity, entry) in zip(added, new) {
            columnOf[entry.column] = identity
            remember(identity, Content(column: entry.column, points: entry.points, uses: entry.definition.uses))
        }
        return new.map(\.column)
    }

    /// Lets the columns pay other shared prices from now on.
    ///
    /// - Parameter multipliers: of which the shared ones are the prices.
    func impose(_ multipliers: [Int]) throws(MasterError) {
        imposed = multipliers
        for identity in master.columns {
            guard let entry = content[identity.slot], entry.column != nil, entry.uses.contains(where: { split.isShared[$0.index] }) else { continue }
            try master.setObjective(identity, lessSharedPrices(entry.points, entry.uses))
        }
    }

    private func lessSharedPrices(_ points: Double, _ uses: [(index: Int, amount: Double)]) -> Double {
        uses.reduce(points) { split.isShared[$1.index] ? $0 - $1.amount * Double(imposed[$1.index]) / 1e6 : $0 }
    }

    // MARK: - Solving

    /// Processor seconds in GLPK so far.
    private(set) var processorSeconds = 0.0
    /// Simplex iterations so far, each weighed by the size of its linear program.
    private(set) var work = 0

    /// Solves the linear program over the columns at hand and makes the lazy rows that its solution breaks, until none is broken.
    func solve(deadline: ContinuousClock.Instant?, isStopped: () -> Bool) throws(MasterError) -> MasterSolution {
        while true {
            let solution = try solveOnce(deadline: deadline, isStopped: isStopped)
            guard solution.isOptimal, try separate(solution) else { return solution }
        }
    }

    private func solveOnce(deadline: ContinuousClock.Instant?, isStopped: () -> Bool) throws(MasterError) -> MasterSolution {
        let began = ProcessorClock.thread
        let solution = try withoutActuallyEscaping(isStopped, do: { stopped throws(MasterError) in
            try master.solve(deadline: deadline, isStopped: stopped)
        })
        processorSeconds += ProcessorClock.thread - began
        work += (solution.iterations + 1) * (master.rowCount + master.columnCount)
        return solution
    }

    /// Simplex iterations of a trial: those after the first ones tell little more, and take most of the time.
    private static let trialIterations = 50

    /// No less than the objective in points over the columns that some bans leave, as far as a few simplex iterations tell.
    ///
    /// - Returns: nil where there is no optimum.
    func objective(banning bans: [Ban], isStopped: () -> Bool) throws(MasterError) -> Double? {
        let out = master.columns.filter { content[$0.slot]?.column?.breaks(bans, problem) ?? false }
        let held = bans.compactMap { ban -> MasterProblem.Column? in
            guard case .cover(let practitioner, let day, isHeld: false) = ban else { return nil }
            return columnOf[.cover(practitioner: practitioner, day: day)]
        }
        let supervised = bans.compactMap { ban -> MasterProblem.Column? in
            guard case .unsupervised(let practitioner) = ban else { return nil }
            return activeColumns[practitioner]
        }
        let rows = bans.compactMap { ban -> MasterProblem.Row? in
            switch ban {
            case .withoutRequest(let request): layout.rightHandSide[layout.requests + request] == 1 ? rowOf[layout.requests + request] : teamRows[request]
            case .withoutMeeting(let meeting): meetingRows[meeting]
            default: nil
            }
        }
        let changes: [(column: MasterProblem.Column, bounds: Bounds)] = out.map { ($0, 0...0) } + (held + supervised).map { ($0, 1...1) }
        let began = ProcessorClock.thread
        let result = try withoutActuallyEscaping(isStopped, do: { stopped throws(MasterError) in
            try master.probe(changes, rows: rows.map { ($0, .equal(to: 1)) }, iterationLimit: Self.trialIterations, isStopped: stopped)
        })
        processorSeconds += ProcessorClock.thread - began
        work += (result.iterations + 1) * (master.rowCount + master.columnCount)
        return result.objective
    }

    /// Makes the most broken lazy row of each resource and day.
    private func separate(_ solution: MasterSolution) throws(MasterError) -> Bool {
        var usage: [Int: Double] = [:]
        for (column, value) in solution.nonzeros() {
            for (index, amount) in content[column.slot]?.uses ?? []
            where layout.isLazy(index) && !split.isShared[index] && rowOf[index] == nil && layout.stage(of: index) <= separation && (split.isWhole || !layout.isLate(index)) {
                usage[index, default: 0] += amount * value
            }
        }
        var worst: [Int: (index: Int, excess: Double)] = [:]
        for (index, amount) in usage.sorted(by: { $0.key < $1.key }) {
            let excess = layout.isEquality(index) ? abs(amount) : amount - Double(relaxation.side(index))
            guard excess > 1e-6 else { continue }
            let key = layout.family(of: index)
            if excess > worst[key]?.excess ?? 0 { worst[key] = (index, excess) }
        }
        for entry in worst.values.sorted(by: { $0.index < $1.index }) { _ = try row(entry.index, isAsked: true) }
        return !worst.isEmpty
    }

    /// Writes the multipliers that a solution's duals are, in micropoints and within the layout's limits, over those of the area; seats and meetings whose price
    /// nothing in the master sets keep theirs.
    func write(_ solution: MasterSolution, into multipliers: inout [Int], indices: [Int]) {
        for index in indices {
            var value = 0.0
            if layout.hasGroup(index) {
                guard let row = groupRows[layout.group(of: index)] else { continue }
                value = solution.dual(row)
            }
            if let row = rowOf[index] { value += solution.dual(row) }
            value = (value * 1_000_000).rounded()
            multipliers[index] = Int(min(max(value, Double(max(layout.lower[index], -1 << 52))), Double(min(layout.upper[index], 1 << 52))))
        }
    }

    /// How much a solution uses of what is shared, by multiplier ascending: sums of floating-point numbers depend on their order.
    func sharedUse(_ solution: MasterSolution) -> [(index: Int, amount: Double)] {
        var usage: [Int: Double] = [:]
        for (column, value) in solution.nonzeros() {
            for (index, amount) in content[column.slot]?.uses ?? [] where split.isShared[index] { usage[index, default: 0] += amount * value }
        }
        return usage.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Drops columns of little worth when there are many more than rows.
    func prune() throws(MasterError) {
        for column in try master.prune(keepingAtMost: max(2_000, 3 * master.rowCount), minimumAge: 5) {
            if let known = content[column.slot]?.column { columnOf[known] = nil }
            content[column.slot] = nil
        }
    }

    /// Columns with their values in a solution.
    func values(_ solution: MasterSolution) -> [(column: WeekColumn, value: Double)] {
        solution.nonzeros().compactMap { entry in content[entry.column.slot]?.column.map { ($0, entry.value) } }
    }

    /// The day plans, teams and meetings at hand, in the order in which they came.
    var columns: [WeekColumn] { content.compactMap { $0?.column } }

    /// The same without those whose reduced cost in a solution is worse than some points.
    func columns(within points: Double, _ solution: MasterSolution) -> [WeekColumn] {
        master.columns.compactMap { identity in
            guard let column = content[identity.slot]?.column else { return nil }
            // One that came after the solution has no reduced cost yet.
            return solution.reducedCost(identity) ?? 0 >= -points ? column : nil
        }
    }

    /// The plans at hand, by practitioner-day.
    var plansByDay: [Int: [[PlannedActivity]]] {
        var result: [Int: [[PlannedActivity]]] = [:]
        for case .plan(let practitioner, let day, let activities) in columns { result[practitioner * 7 + day, default: []].append(activities) }
        return result
    }

    var size: (rows: Int, columns: Int) { (master.rowCount, master.columnCount) }
}
