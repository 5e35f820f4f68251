import Diary

/// Plans variants of a week beside the week as it is.
///
/// What is allowed in one need not be allowed in another, so nothing is known of their scores and bounds but what each plan proves for itself.
public struct VariantComparison: Sendable {
    private let base: WhatIfWeek
    private let variants: [WhatIfWeek]
    private let options: PlanOptions

    public init(base: WhatIfWeek, variants: [WhatIfWeek], options: PlanOptions) {
        self.base = base
        self.variants = variants
        self.options = options
    }

    /// Plans the week as it is, then the variants in the order given.
    ///
    /// - Parameters:
    ///   - progress: told of every plan's progress; called from the calling thread.
    ///   - isStopped: asked often, from any thread; true ends the sweep with the plans that are done.
    /// - Throws: ``PlannerError`` where the checker disagrees with a search.
    public func run(
        progress: @escaping @Sendable (SweepProgress) -> Void = { _ in }, isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws -> SweepResult {
        let weeks = [base] + variants
        let session = SweepSession(options: options, weeks: weeks.count, progress: progress, isStopped: isStopped)
        var points: [WhatIfPoint] = []
        for week in weeks {
            var known = SweepSession.Known()
            if let today = points.first {
                known.memory = today.memory
                // Positions mean other people and requests in a variant that lacks some: ids do not.
                known.similar = [TimetableDocument(today.timetable, in: today.week.scenario).resolved(in: week.scenario).timetable]
            }
            guard let point = try session.plan(week, known) else { break }
            points.append(point)
        }
        if let today = points.first, !session.isOver() {
            try SessionBounds(today, threads: options.threads, isStopped: session.isOver).narrow(&points, isStopped: session.isOver)
        }
        return session.result(points, missing: weeks.dropFirst(points.count).map(\.name))
    }
}
