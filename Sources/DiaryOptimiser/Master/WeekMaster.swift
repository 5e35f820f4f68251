import ColumnGeneration
import Diary
import GLPK

/// The restricted master problem of the week: a linear program over day plans, teams, meetings and cover (see the article *The model*).
///
/// Its rows are the layout's coupling rules and, for each practitioner, that days hold one plan each and that sessions need supervision (V1).
/// Rooms, people's time and cover are **lazy rows**: one slot's row is made when a solution breaks it. Belongs to one thread. What rows, columns and
/// solving need of each other stands here; nothing outside `WeekMaster` touches it.
final class WeekMaster {
    let relaxation: Relaxation
    let problem: WeekProblem
    let layout: RelaxationLayout
    let master: MasterProblem
    /// For each multiplier, its row once made.
    var rowOf: [Int: MasterProblem.Row] = [:]
    var dayRows: [MasterProblem.Row?] = []
    var supervisionRows: [MasterProblem.Row?] = []
    var attendanceRows: [Int: MasterProblem.Row] = [:]
    var activeColumns: [MasterProblem.Column?] = []
    var columnOf: [WeekColumn: MasterProblem.Column] = [:]
    /// By the column's slot: what it is, and how often it pays each multiplier.
    var content: [Content?] = []
    /// By request of two seats, and by meeting, its row once made: held once at most.
    var teamRows: [Int: MasterProblem.Row] = [:]
    var meetingRows: [Int: MasterProblem.Row] = [:]
    /// For each synchronisation group (see ``RelaxationLayout/group(of:)``), its row once made, and whether a column with it has been in a linear program
    /// that was solved.
    var groupRows: [Int: MasterProblem.Row] = [:]
    var pricedGroups = Set<Int>()
    /// By multiplier, the lazy rows that may be broken at a price, see ``stretch(_:)``.
    var elasticRows: [Int: MasterProblem.ElasticRow] = [:]
    /// By multiplier, the lazy rows that were dropped once, see ``dropIdleRows()``.
    var droppedRows = Set<Int>()
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

    struct Content {
        let column: WeekColumn?
        /// Points without shared prices.
        let points: Double
        var uses: [(index: Int, amount: Double)]
    }

    /// Points that breaking an elastic row costs at first: less than what is still open, for a solution breaks hundreds of them.
    var firstPrice = WeekMaster.leastFirstPrice
    static let leastFirstPrice = 0.02
    /// Columns worth more than this many points at the duals are added.
    static let tolerance = 1e-4

    let split: AreaSplit
    /// Multipliers, of which those that couple areas are paid by this master's columns; empty where there is one area alone.
    var imposed: [Int]

    /// Processor seconds in GLPK so far.
    var processorSeconds = 0.0
    /// Simplex iterations so far, each weighed by the size of its linear program.
    var work = 0

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
        for position in area.practitioners { try addDays(of: position) }
        try addSubstitutes(area)
        if split.isWhole { try addCover() }
    }

    /// The rows of a practitioner's days, and that days with sessions need supervision (V1).
    private func addDays(of position: Int) throws(MasterError) {
        let practitioner = problem.scenario.practitioners[position]
        let rows = try master.addRows((0..<7).map { _ in MasterProblem.RowDefinition(...(practitioner.supervision == nil ? 1 : 0)) })
        for (day, row) in rows.enumerated() { dayRows[position * 7 + day] = row }
        guard practitioner.supervision != nil else { return }
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
            try addAuxiliary(objective: -7 * dearest, bounds: 0..., uses: [], entries: [(row, -1)])
        }
    }

    /// What stands for that which has to be held and no column holds yet, dearer than all that a day can bring, and for what schools fall short.
    private func addSubstitutes(_ area: Area) throws(MasterError) {
        for request in problem.heldRequests.sorted() where area.indices.contains(layout.requests + request) {
            if layout.rightHandSide[layout.requests + request] == 1 {
                try addAuxiliary(objective: -dearest, bounds: 0..., uses: [(layout.requests + request, 1)])
            } else {
                try addAuxiliary(objective: -dearest, bounds: 0..., uses: [], entries: [(try teamRow(request), 1)])
            }
        }
        for meeting in problem.heldMeetings.sorted() where area.meetings.contains(meeting) {
            try addAuxiliary(objective: -dearest, bounds: 0..., uses: [], entries: [(try meetingRow(meeting), 1)])
        }
        for key in problem.visits.keys.sorted() where area.practitioners.contains(key / 7) {
            // At the highest price that the row may have.
            try addAuxiliary(objective: -Double(layout.upper[layout.visits + key]) / 1e6, bounds: 0..., uses: [(layout.visits + key, -1)])
        }
        let shortage = problem.scenario.weights.shortage.value
        for place in area.places {
            try addAuxiliary(objective: -shortage, bounds: 0..., uses: [(layout.shortage + place, -1)])
        }
    }

    /// Who is on cover on which evening, where the week asks for cover (V3, V4).
    private func addCover() throws(MasterError) {
        guard let ratio = problem.scenario.rules.coverRatio else { return }
        let needs = coverNeeds
        for choice in relaxation.coverDays where !choice.days.isEmpty {
            let limit = try master.addRow(...Double(choice.limit))
            for entry in choice.days {
                let own = layout.personTime + (layout.personNumber[choice.practitioner] * 7 + entry.day) * problem.slots
                let uses =
                    entry.slots.map { (layout.cover + entry.day * problem.slots + $0, -Double(ratio)) } + entry.slots.map { (own + $0, 1.0) }
                    + needs[entry.day].filter { $0.practitioner != choice.practitioner }.map { ($0.index, -1.0) }
                let cover = WeekColumn.cover(practitioner: choice.practitioner, day: entry.day)
                columnOf[cover] = try addAuxiliary(
                    cover, objective: 0, bounds: entry.isHeld ? 1...1 : 0...1, uses: uses, entries: [(limit, 1)])
            }
        }
    }

    /// By day, the rows that ask for somebody on cover: those of requests that can be held after hours then, and of the evenings of practitioners who can hold
    /// them, which somebody else covers.
    private var coverNeeds: [[(practitioner: Int?, index: Int)]] {
        let late = problem.afterHours
        let candidates = problem.candidates.filter(\.isAtHome)
        return (0..<7).map { day in
            let possible = candidates.filter { !$0.starts[day].intersection(late).isEmpty }
            let requests = layout.hasLateRows ? Set(possible.map(\.request)).sorted() : []
            let people = Set(possible.map(\.practitioner)).sorted()
            return requests.map { (nil, layout.late + $0 * 7 + day) }
                + people.compactMap { person in layout.coveredEveningIndex(person, day: day).map { (person, $0) } }
        }
    }

    /// - Parameter entry: nil for what an elastic row is broken by.
    func remember(_ column: MasterProblem.Column, _ entry: Content?) {
        while content.count <= column.slot { content.append(nil) }
        content[column.slot] = entry
    }

    @discardableResult
    func addAuxiliary(
        _ identity: WeekColumn? = nil, objective: Double, bounds: Bounds, uses: [(Int, Double)], entries: [(row: MasterProblem.Row, value: Double)] = []
    ) throws(MasterError) -> MasterProblem.Column {
        var entries = entries
        for (index, amount) in uses { if let row = try row(index, isAsked: false) { entries.append((row, amount)) } }
        let column = try master.addColumn(objective: objective, bounds: bounds, entries: entries, isPermanent: true)
        remember(column, Content(column: identity, points: objective, uses: uses.map { ($0.0, $0.1) }))
        return column
    }

    /// Rows and columns at hand.
    var size: (rows: Int, columns: Int) { (master.rowCount, master.columnCount) }
}
