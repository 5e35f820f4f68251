import ColumnGeneration
import Diary
import GLPK

/// The linear program that prices what areas share: mixtures of what each area's master has proposed, under the rules that couple them.
///
/// Dantzig and Wolfe, *Decomposition principle for linear programs*, Operations Research 8 (1960): its duals are the prices.
final class Coordination {
    private let relaxation: Relaxation
    private let split: AreaSplit
    private let master: MasterProblem
    private let areaRows: [MasterProblem.Row]
    private var rows: [Int: MasterProblem.Row] = [:]
    /// For each row the columns that keep its dual from falling and from rising too far.
    private var guards: [Int: (fall: MasterProblem.Column, rise: MasterProblem.Column)] = [:]
    /// Points by which a price may change at first, and the share of it by which it may at any time; the points fall with every change.
    private static let firstWidth = 16.0, leastWidth = 0.5, narrowing = 0.8, share = 0.4
    private var width = Coordination.firstWidth
    /// Processor seconds in GLPK.
    private(set) var processorSeconds = 0.0

    init(_ relaxation: Relaxation, _ split: AreaSplit) throws(MasterError) {
        self.relaxation = relaxation
        self.split = split
        let problem = relaxation.problem, layout = relaxation.layout
        master = try MasterProblem(sense: .maximise, name: "areas")
        areaRows = try master.addRows(split.areas.map { _ in MasterProblem.RowDefinition(...1) })
        if let ratio = problem.scenario.rules.coverRatio {
            for choice in relaxation.coverDays where !choice.days.isEmpty {
                let limit = try master.addRow(...Double(choice.limit))
                for day in choice.days {
                    var entries = [(row: limit, value: 1.0)]
                    for slot in day.slots { entries.append((try row(layout.cover + day.day * problem.slots + slot), -Double(ratio))) }
                    _ = try master.addColumn(objective: 0, bounds: day.isHeld ? 1...1 : 0...1, entries: entries, isPermanent: true)
                }
            }
        }
        for meeting in split.sharedMeetings where !relaxation.meetingBuckets[meeting].isEmpty {
            var entries: [(row: MasterProblem.Row, value: Double)] = []
            for member in layout.members[meeting].indices {
                entries.append((try row(layout.meetingIndex(meeting, member: member, bucket: 0)), 1))
            }
            _ = try master.addColumn(
                objective: problem.scenario.weights.missedMeeting.value, bounds: 0...1, entries: entries, isPermanent: true)
        }
    }

    /// The row of a shared multiplier; all buckets of a member of a meeting have one.
    private func key(_ index: Int) -> Int {
        let layout = relaxation.layout
        guard index >= layout.meetings else { return index }
        let width = 7 * layout.bucketsPerDay
        return layout.meetings + (index - layout.meetings) / width * width
    }

    private func row(_ index: Int) throws(MasterError) -> MasterProblem.Row {
        let key = key(index)
        if let row = rows[key] { return row }
        let side = Double(relaxation.layout.rightHandSide[key])
        let row = try master.addRow(key >= relaxation.layout.seats ? .equal(to: side) : ...side)
        rows[key] = row
        guards[key] = (
            try master.addColumn(objective: 0, bounds: 0..., entries: [(row, 1)]),
            try master.addColumn(objective: 0, bounds: 0..., entries: [(row, -1)])
        )
        return row
    }

    /// Adds what an area proposes.
    ///
    /// - Parameters:
    ///   - points: without shared prices.
    ///   - use: of each shared multiplier, ascending.
    func add(area: Int, points: Double, use: [(index: Int, amount: Double)]) throws(MasterError) {
        var amounts: [Int: Double] = [:]
        for (index, amount) in use { amounts[key(index), default: 0] += amount }
        var entries = [(row: areaRows[area], value: 1.0)]
        for (index, amount) in amounts.sorted(by: { $0.key < $1.key }) where abs(amount) > 1e-9 { entries.append((try row(index), amount)) }
        _ = try master.addColumn(objective: points, bounds: 0..., entries: entries)
    }

    /// Adds what a timetable, in columns by area, makes of every area.
    func add(_ parts: [[WeekColumn]]) throws(MasterError) {
        let problem = relaxation.problem
        for (area, columns) in parts.enumerated() {
            var points = 0
            var use: [Int: Double] = [:]
            var sessions = [Int: Int]()
            for column in columns {
                switch column {
                case .plan(let practitioner, let day, let activities):
                    points += relaxation.points(of: activities, practitioner: practitioner, day: day)
                    relaxation.forEachUse(of: activities, practitioner: practitioner, day: day) { index, amount in
                        if split.isShared[index] { use[index, default: 0] += amount }
                    }
                    for activity in activities where activity.kind == .session && problem.candidates[activity.payload].seats == 1 {
                        if let school = problem.scenario.requests[problem.candidates[activity.payload].request].school {
                            sessions[school, default: 0] += 1
                        }
                    }
                case .team(let first, _, _, let value):
                    points += value
                    if let school = problem.scenario.requests[problem.candidates[first].request].school { sessions[school, default: 0] += 1 }
                case .meeting: points += problem.scenario.weights.missedMeeting.thousandths
                case .attendance, .giving, .cover: continue
                }
            }
            for place in split.areas[area].places {
                points -= problem.scenario.weights.shortage.thousandths * max(0, problem.neededAtPlace[place] - (sessions[place] ?? 0))
            }
            try add(
                area: area, points: Double(points) / 1000, use: use.sorted { $0.key < $1.key }.map { (index: $0.key, amount: $0.value) })
        }
    }

    /// The prices of what is shared, in micropoints within the layout's limits and not far from those of the moment; nil where the search was stopped.
    ///
    /// While areas have proposed little, the linear program's own duals are extreme; those near to prices at which the areas have been seen say more
    /// (Marsten, Hogan and Blankenship, *The boxstep method for large-scale optimization*, Operations Research 23 (1975)).
    ///
    /// - Parameter multipliers: the prices of the moment.
    func prices(near multipliers: [Int], isStopped: () -> Bool) throws(MasterError) -> [Int: Int]? {
        let began = ProcessorClock.thread
        for (key, columns) in guards.sorted(by: { $0.key < $1.key }) {
            let price = Double(multipliers[key]) / 1e6
            let reach = max(width, abs(price) * Self.share)
            try master.setObjective(columns.fall, price - reach)
            try master.setObjective(columns.rise, -(price + reach))
        }
        width = max(width * Self.narrowing, Self.leastWidth)
        let solution = try withoutActuallyEscaping(isStopped, do: { stopped throws(MasterError) in
            try master.solve(isStopped: stopped)
        })
        processorSeconds += ProcessorClock.thread - began
        guard solution.isOptimal else { return nil }
        let layout = relaxation.layout
        var result: [Int: Int] = [:]
        for index in split.shared {
            guard let row = rows[key(index)] else { continue }
            let value = (solution.dual(row) * 1_000_000).rounded()
            result[index] = Int(min(max(value, Double(max(layout.lower[index], -1 << 52))), Double(min(layout.upper[index], 1 << 52))))
        }
        return result
    }
}
