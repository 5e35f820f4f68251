/// How the column generation works.
public struct ColumnGenerationOptions {
    public var smoothing: Smoothing = .automatic(initial: 0.5)
    /// How much a column must improve the objective to be added, relative to ``objectiveScale``. Much smaller
    /// values bring back, again and again, columns that the simplex method holds to be good enough.
    public var reducedCostTolerance = 1e-6
    /// What a typical column is worth. Nil: the largest absolute objective coefficient seen among
    /// the columns priced.
    public var objectiveScale: Double?
    /// Most columns added in one iteration, the best by their true reduced costs; nil: all that improve.
    public var columnsPerIteration: Int?
    /// How many columns to keep for each row of the master problem; nil: all. The master takes most of
    /// the time, so a small pool pays.
    public var columnsPerRow: Double? = 3
    /// The pool is never cleaned up below so many columns.
    public var smallestPool = 500
    /// How many solves a column stays in the pool after it last was basic.
    public var minimumAge = 3
    /// Look for broken lazy rows every so many iterations; nil: only when no column improves.
    public var separationInterval: Int?
    /// Looked at after each solve and each pricing, in order.
    public var stopCriteria: [StopCriterion] = []
    /// When to end at the latest, in the middle of a solve if need be.
    public var deadline: ContinuousClock.Instant?
    /// Asked often, in the middle of a solve too; true ends the run.
    public var isStopped: (() -> Bool)?

    public init() {}

    func check() throws(MasterError) {
        guard reducedCostTolerance >= 0, reducedCostTolerance.isFinite else {
            throw .invalidOption("reducedCostTolerance", reason: "\(reducedCostTolerance) is not a number of at least 0")
        }
        if let objectiveScale, !(objectiveScale > 0 && objectiveScale.isFinite) {
            throw .invalidOption("objectiveScale", reason: "\(objectiveScale) is not a positive number")
        }
        if let columnsPerIteration, columnsPerIteration < 1 {
            throw .invalidOption("columnsPerIteration", reason: "\(columnsPerIteration) is less than 1")
        }
        if let columnsPerRow, !(columnsPerRow >= 1 && columnsPerRow.isFinite) {
            throw .invalidOption("columnsPerRow", reason: "\(columnsPerRow) is not a number of at least 1")
        }
        if smallestPool < 0 { throw .invalidOption("smallestPool", reason: "\(smallestPool) is negative") }
        if minimumAge < 1 { throw .invalidOption("minimumAge", reason: "\(minimumAge) is less than 1") }
        if let separationInterval, separationInterval < 1 {
            throw .invalidOption("separationInterval", reason: "\(separationInterval) is less than 1")
        }
    }
}

/// A reason to end the column generation before it is done.
public struct StopCriterion {
    /// Comes back in ``ColumnGenerationTermination/stopped(by:)``.
    public let name: String
    let needsAllRows: Bool
    let isMet: (ColumnGenerationState) -> Bool

    /// A criterion of one's own.
    ///
    /// - Parameter needsAllRows: whether it counts only for a solution that breaks no lazy row; those
    ///   broken are then added first, and the run goes on.
    public init(name: String, needsAllRows: Bool = false, isMet: @escaping (ColumnGenerationState) -> Bool) {
        self.name = name
        self.needsAllRows = needsAllRows
        self.isMet = isMet
    }

    /// The bound is within this part of the objective of a solution that breaks no lazy row.
    public static func relativeGap(_ gap: Double) -> StopCriterion {
        StopCriterion(name: "gap", needsAllRows: true) { ($0.relativeGap ?? .infinity) <= gap }
    }

    /// So many master problems were solved.
    public static func iterations(_ limit: Int) -> StopCriterion {
        StopCriterion(name: "iterations") { $0.iteration >= limit }
    }

    /// So much time has passed. Looked at between solves and pricings only; see
    /// ``ColumnGenerationOptions/deadline`` for a limit in the middle of them.
    public static func time(_ limit: Duration) -> StopCriterion {
        StopCriterion(name: "time") { $0.elapsed >= limit }
    }
}
