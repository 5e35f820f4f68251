import ColumnGeneration
import Diary
import GLPK

/// Columns: what they are in the linear program, which come and which go.
extension WeekMaster {
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
            relaxation.subsets.forEachCut(of: .session(request), in: bucket..<bucket + 1) { pay(layout.subsets.lowerBound + $0, -1) }
            entries.append((try teamRow(request), 1))
        case .meeting(let meeting, let bucket):
            objective = problem.scenario.weights.missedMeeting.value
            for member in layout.members[meeting].indices { pay(layout.meetingIndex(meeting, member: member, bucket: bucket), 1) }
            relaxation.subsets.forEachCut(of: .meeting(meeting), in: bucket..<bucket + 1) { pay(layout.subsets.lowerBound + $0, -1) }
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

    /// Drops columns of little worth when there are many more than rows.
    func prune() throws(MasterError) {
        // What elastic rows are broken by does not count.
        let spare = elasticRows.values.reduce(0) { $0 + $1.excess.count }
        for column in try master.prune(keepingAtMost: max(2_000, 3 * master.rowCount) + spare, minimumAge: 5) {
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
}
