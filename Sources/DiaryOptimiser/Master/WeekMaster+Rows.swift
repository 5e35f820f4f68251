import ColumnGeneration
import Diary
import GLPK

/// Rows: which exist, which solutions break, and what their duals say.
extension WeekMaster {
    /// The row of a synchronisation group.
    func groupRow(_ group: Int) throws(MasterError) -> MasterProblem.Row {
        if let row = groupRows[group] { return row }
        let row = try master.addRow(.equal(to: 0))
        groupRows[group] = row
        return row
    }

    /// The row of a multiplier; lazy ones only where they exist or are asked for.
    ///
    /// - Parameter price: points that breaking the row costs, where it is made now and is elastic.
    func row(_ index: Int, isAsked: Bool, price: Double? = nil) throws(MasterError) -> MasterProblem.Row? {
        if let row = rowOf[index] { return row }
        if layout.isLazy(index) && !isAsked { return nil }
        let side = Double(relaxation.side(index))
        let isHeld = index < layout.week && problem.heldRequests.contains(index - layout.requests)
        let bounds: Bounds = layout.isEquality(index) || isHeld ? .equal(to: side) : ...side
        var entries: [(column: MasterProblem.Column, value: Double)] = []
        if layout.isLazy(index) {
            for column in master.columns {
                guard let uses = content[column.slot]?.uses else { continue }
                let amount = uses.reduce(0) { $1.index == index ? $0 + $1.amount : $0 }
                if amount != 0 { entries.append((column, amount)) }
            }
        }
        let row: MasterProblem.Row
        if layout.isElastic(index) {
            let elastic = try master.addElasticRow(bounds, entries: entries, price: price ?? firstPrice)
            elasticRows[index] = elastic
            for column in elastic.excess { remember(column, nil) }
            row = elastic.row
        } else {
            row = try master.addRow(bounds, entries: entries)
        }
        rowOf[index] = row
        return row
    }

    /// Solves for which a lazy row must have been without a price to be dropped.
    private static let mostIdleSolves = 50

    /// Drops the lazy rows that have long been without a price: the linear program takes longer with every one. A row that a solution breaks again is made again, and stays.
    func dropIdleRows() throws(MasterError) {
        var gone: [MasterProblem.Row] = [], excess: [MasterProblem.Column] = []
        for (index, row) in rowOf.sorted(by: { $0.key < $1.key }) where layout.isLazy(index) && !droppedRows.contains(index) {
            guard try master.idleSolves(of: row) >= Self.mostIdleSolves else { continue }
            gone.append(row)
            rowOf[index] = nil
            droppedRows.insert(index)
            excess += elasticRows.removeValue(forKey: index)?.excess ?? []
        }
        for column in excess { content[column.slot] = nil }
        try master.remove(columns: excess)
        try master.remove(rows: gone)
    }

    /// Lets the elastic rows that a solution breaks cost twice as much.
    ///
    /// Few of the columns at hand start together. Were such rows strict, the linear program would lose thousands of points, and its duals would say more of
    /// missing columns than of the week.
    ///
    /// - Parameter isDearer: whether they are to become so now.
    /// - Returns: whether there are any, so that the solution obeys not all rows.
    func stretch(_ solution: MasterSolution, isDearer: Bool) throws(MasterError) -> Bool {
        var isBroken = false
        for index in elasticRows.keys.sorted() {
            guard var elastic = elasticRows[index], elastic.price < dearest, solution.excess(elastic) > 1e-6 else { continue }
            isBroken = true
            guard isDearer else { continue }
            try master.setPrice(2 * elastic.price, of: &elastic)
            elasticRows[index] = elastic
        }
        return isBroken
    }

    /// Points that are more than all that a day can bring.
    var dearest: Double { Double(layout.mostOfDay) / 1e6 }

    /// The row of a request of two seats: one team holds it at most.
    func teamRow(_ request: Int) throws(MasterError) -> MasterProblem.Row {
        if let row = teamRows[request] { return row }
        let row = try master.addRow(problem.heldRequests.contains(request) ? .equal(to: 1) : ...1)
        teamRows[request] = row
        return row
    }

    /// The row of a meeting: held once at most.
    func meetingRow(_ meeting: Int) throws(MasterError) -> MasterProblem.Row {
        if let row = meetingRows[meeting] { return row }
        let row = try master.addRow(problem.heldMeetings.contains(meeting) ? .equal(to: 1) : ...1)
        meetingRows[meeting] = row
        return row
    }

    /// Lets the columns at hand know what they count in a cut that they did not know.
    private func noteUses(of cut: SubsetRow, _ index: Int) {
        for column in master.columns {
            guard let known = content[column.slot]?.column else { continue }
            let count = relaxation.count(of: known, in: cut)
            if count != 0 { content[column.slot]?.uses.append((index, Double(count))) }
        }
    }

    /// Makes rows of subset-row cuts that a solution breaks.
    ///
    /// - Returns: how many.
    func addSubsetRows(_ solution: MasterSolution) throws(MasterError) -> Int {
        var separation = SubsetRowSeparation(slots: problem.scenario.rules.afterHoursSlots)
        for (column, share) in values(solution) {
            switch column {
            case .plan(let practitioner, let day, let activities):
                let shares = activities.map { relaxation.subsetShare(of: $0, practitioner: practitioner, day: day) }
                separation.include(items: shares.compactMap(\.item), late: shares.count(where: \.isAfterHours), share: share)
                separation.include(
                    requests: shares.compactMap(\.item).filter { $0 < problem.scenario.requests.count },
                    gatherings: shares.compactMap { entry in entry.gathering.map { ($0, entry.bucket) } }, share: share)
            case .team(let first, _, let bucket, _): separation.include(.session(problem.candidates[first].request), bucket: bucket, share: share)
            case .meeting(let meeting, let bucket): separation.include(.meeting(meeting), bucket: bucket, share: share)
            case .cover, .attendance, .giving: continue
            }
        }
        var added = 0
        for cut in separation.run() {
            guard let position = relaxation.subsets.add(cut) else { continue }
            let index = layout.subsets.lowerBound + position
            noteUses(of: cut, index)
            _ = try row(index, isAsked: true)
            added += 1
        }
        return added
    }

    /// The multipliers of the lazy rows that have a price in a solution.
    func pricedLazyRows(_ solution: MasterSolution) -> [Int] {
        rowOf.filter { layout.isLazy($0.key) && solution.dual($0.value) != 0 }.keys.sorted()
    }

    /// Makes lazy rows before a solution breaks them.
    ///
    /// - Parameter multipliers: of all rows, in micropoints; breaking an elastic one costs twice its own at least.
    func makeRows(_ indices: [Int], near multipliers: [Int]) throws(MasterError) {
        for index in indices where !split.isShared[index] && !split.isLeftOut[index] {
            _ = try row(index, isAsked: true, price: max(firstPrice, 2 * abs(Double(multipliers[index])) / 1e6))
        }
    }

    /// Makes the most broken lazy row of each resource and day.
    func separate(_ solution: MasterSolution) throws(MasterError) -> Bool {
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
}
