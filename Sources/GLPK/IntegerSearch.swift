import CGLPKShims

/// What the integer search stops for to ask or tell.
public enum SearchEvent: String, Sendable, Hashable {
    /// A node is about to be chosen.
    case selection
    /// A node is about to be solved.
    case preprocessing
    /// A node's relaxation is solved; lazy rows can be added. Comes before its solution is accepted,
    /// and again after rows were added.
    case relaxation
    /// A better integer solution was found.
    case incumbent
    /// A heuristic solution can be offered.
    case heuristic
    /// Cuts can be added.
    case cuts
    /// A column to branch on can be chosen.
    case branching
}

/// Which side of a branch to look at first.
public enum BranchDirection: Sendable, Hashable {
    case down, up
    /// As the branching rule likes.
    case any
}

/// The integer search, as a callback sees it during one event.
///
/// The figures stay readable; everything that acts throws ``GLPKError/notAtThisEvent(_:)`` once the
/// event is over. With ``IntegerOptions/presolve`` nothing can be done by index, for GLPK's indices
/// are those of the presolved problem.
public final class IntegerSearch {
    /// What this event is.
    public internal(set) var event: SearchEvent = .selection
    /// The objective of the best solution so far, or nil.
    public internal(set) var incumbent: Double?
    /// No solution is better than this, or nil while unknown.
    public internal(set) var bound: Double?
    /// The relative gap between the two, or nil without both.
    public internal(set) var relativeGap: Double?
    /// Nodes made since the search began.
    public internal(set) var nodeCount = 0
    /// Nodes still open.
    public internal(set) var openNodeCount = 0
    /// Depth of the present node; the root is 0.
    public internal(set) var level = 0

    let problem: Problem
    let options: IntegerOptions
    let columns: Int
    let rows: Int
    var live: UnsafeMutablePointer<cglpk_search>?
    var wantsStop = false
    var thrown: CallbackFailure?
    /// Gone when the search is over, so that a callback may keep the search without keeping itself.
    var callback: ((IntegerSearch) throws -> Void)?

    init(
        problem: Problem, options: IntegerOptions, columns: Int, rows: Int,
        callback: ((IntegerSearch) throws -> Void)?
    ) {
        self.problem = problem
        self.options = options
        self.columns = columns
        self.rows = rows
        self.callback = callback
    }

    /// Ends the search after this event with ``Termination/stopped``; solutions found stay.
    public func stop() { wantsStop = true }

    // MARK: Reading

    /// Copies the values of all columns in the present node's relaxation into an array.
    public func columnValues(into values: inout [Double]) throws(GLPKError) {
        try read(CGLPK_COLUMN_VALUE, columns, &values)
    }

    /// Copies the reduced costs of all columns in the present node's relaxation into an array.
    public func reducedCosts(into values: inout [Double]) throws(GLPKError) {
        try read(CGLPK_COLUMN_DUAL, columns, &values)
    }

    /// The values of all columns in the present node's relaxation.
    public func columnValues() throws(GLPKError) -> [Double] {
        var values: [Double] = []
        try columnValues(into: &values)
        return values
    }

    private func read(_ quantity: Int, _ count: Int, _ values: inout [Double]) throws(GLPKError) {
        let search = try acting(at: [.relaxation, .incumbent, .heuristic, .cuts, .branching], "reading the relaxation")
        if values.count != count { values = [Double](repeating: 0, count: count) }
        try check(cglpk_search_values(search, Int32(quantity), &values))
    }

    // MARK: Acting

    /// Adds a row at a ``SearchEvent/relaxation``. It holds in the present node and below; other nodes
    /// ask again. It is gone when the search is over. Needs ``IntegerOptions/lazyRows``.
    public func addLazyRow(
        bounds: Bounds, coefficients: [(column: Int, value: Double)]
    ) throws(GLPKError) {
        guard options.lazyRows else {
            throw .unsupported(
                "addLazyRow",
                reason: "the options do not say lazyRows, so solutions may already have been accepted without such rows")
        }
        let search = try acting(at: [.relaxation], "adding a lazy row")
        let indices = coefficients.map(\.column)
        var place = cglpk_place()
        let code = cglpk_search_add_row(
            search, indices, coefficients.map(\.value), coefficients.count, bounds.lower, bounds.upper, &place)
        if code != 0 { throw failure(code, place, indices, bounds, "Lazy row") }
    }

    /// Adds a cut at a ``SearchEvent/cuts``: a row that every integer solution satisfies. One side of
    /// the bounds must be open.
    public func addCut(bounds: Bounds, coefficients: [(column: Int, value: Double)]) throws(GLPKError) {
        let search = try acting(at: [.cuts], "adding a cut")
        guard (bounds.lower == -.infinity) != (bounds.upper == .infinity) else {
            throw .unsupported("addCut", reason: "a cut has exactly one side; \(bounds) has not")
        }
        let atLeast = bounds.upper == .infinity
        let indices = coefficients.map(\.column)
        var place = cglpk_place()
        let code = cglpk_search_add_cut(
            search, indices, coefficients.map(\.value), coefficients.count, atLeast ? 1 : 0,
            atLeast ? bounds.lower : bounds.upper, &place)
        if code != 0 { throw failure(code, place, indices, bounds, "Cut") }
    }

    /// Offers a solution at a ``SearchEvent/heuristic``. It is checked against the problem's own rows,
    /// bounds and kinds; integer columns are rounded when they are nearly whole.
    ///
    /// - Returns: Whether it became the incumbent; false when it is no better.
    /// - Throws: ``GLPKError/infeasibleSolution(_:index:value:)``.
    @discardableResult
    public func offer(_ values: [Double], tolerance: Double = 1e-7) throws(GLPKError) -> Bool {
        let search = try acting(at: [.heuristic], "offering a solution")
        guard values.count == columns else {
            throw .shapeMismatch("There are \(columns) columns but \(values.count) values.")
        }
        guard tolerance >= 0, tolerance < 1 else {
            throw .invalidOption("tolerance", reason: "\(tolerance) is not in 0..<1")
        }
        var rounded = values
        for column in rounded.indices where integers.contains(column) {
            let whole = rounded[column].rounded()
            if abs(rounded[column] - whole) <= options.integralityTolerance { rounded[column] = whole }
        }
        var place = cglpk_place()
        var isColumn: Int32 = 0
        let code = cglpk_search_offer(search, rounded, tolerance, &place, &isColumn)
        switch Int(code) {
        case CGLPK_OK: return true
        case CGLPK_REFUSED: return false
        case CGLPK_VIOLATED:
            throw .infeasibleSolution(isColumn != 0 ? .column : .row, index: place.major, value: place.value)
        case CGLPK_BAD_VALUE: throw .invalidNumber(place.value, place: "Solution, column \(place.major)")
        default: throw Problem.failure(code)
        }
    }

    /// The integer columns, known before the search.
    var integers: Set<Int> = []

    /// Whether the search can branch on a column at this ``SearchEvent/branching``: it is integer and
    /// its value is not whole.
    public func canBranch(on column: Int) throws(GLPKError) -> Bool {
        let search = try acting(at: [.branching], "asking about a branch")
        var can: Int32 = 0
        let code = cglpk_search_can_branch(search, column, &can)
        if Int(code) == CGLPK_BAD_INDEX { throw .invalidIndex(.column, index: column, count: columns) }
        try check(code)
        return can != 0
    }

    /// Chooses the column to branch on at this ``SearchEvent/branching``, once.
    public func branch(on column: Int, first direction: BranchDirection = .any) throws(GLPKError) {
        let search = try acting(at: [.branching], "choosing a branch")
        let code = cglpk_search_branch(search, column, direction == .down ? -1 : direction == .up ? 1 : 0)
        switch Int(code) {
        case CGLPK_BAD_INDEX: throw .invalidIndex(.column, index: column, count: columns)
        case CGLPK_REFUSED:
            throw .notAtThisEvent("Column \(column) is whole here, or a branch is already chosen; ask canBranch first.")
        default: try check(code)
        }
    }

    // MARK: Plumbing

    private func acting(at events: [SearchEvent], _ what: String) throws(GLPKError) -> UnsafeMutablePointer<cglpk_search> {
        let state = cglpk_problem_state(problem.handle)
        if Int(state) == CGLPK_WRONG_THREAD || Int(state) == CGLPK_POISONED { throw Problem.failure(state) }
        guard let live else { throw .notAtThisEvent("The event is over; \(what) has come too late.") }
        guard !options.presolve else {
            throw .unsupported("presolve", reason: "\(what) would meet the indices of the presolved problem")
        }
        guard events.contains(event) else {
            throw .notAtThisEvent("At the event \(event.rawValue), \(what) is not possible.")
        }
        return live
    }

    private func check(_ code: Int32) throws(GLPKError) {
        if code != 0 { throw Problem.failure(code) }
    }

    private func failure(
        _ code: Int32, _ place: cglpk_place, _ indices: [Int], _ bounds: Bounds, _ label: String
    ) -> GLPKError {
        switch Int(code) {
        case CGLPK_BAD_INDEX: .invalidIndex(.column, index: indices[place.position], count: columns)
        case CGLPK_DUPLICATE: .duplicateIndex(.column, index: indices[place.position])
        case CGLPK_BAD_VALUE: .invalidNumber(place.value, place: label)
        case CGLPK_BAD_BOUNDS: .invalidBounds(lower: bounds.lower, upper: bounds.upper, place: label)
        default: Problem.failure(code)
        }
    }

    /// One event: the figures are refreshed, then the caller's closure runs.
    func happen(_ search: UnsafeMutablePointer<cglpk_search>) -> Bool {
        let now = search.pointee
        switch now.reason {
        case GLP_ISELECT: event = .selection
        case GLP_IPREPRO: event = .preprocessing
        case GLP_IROWGEN: event = .relaxation
        case GLP_IBINGO: event = .incumbent
        case GLP_IHEUR: event = .heuristic
        case GLP_ICUTGEN: event = .cuts
        default: event = .branching
        }
        incumbent = now.has_incumbent != 0 ? now.incumbent : nil
        bound = now.has_bound != 0 ? now.bound : nil
        relativeGap = incumbent != nil && bound != nil ? now.gap : nil
        nodeCount = now.total
        openNodeCount = now.active
        level = now.level
        guard let callback, thrown == nil else { return wantsStop }
        live = search
        defer { live = nil }
        do {
            try callback(self)
        } catch {
            thrown = CallbackFailure(error)
            wantsStop = true
        }
        return wantsStop
    }
}
