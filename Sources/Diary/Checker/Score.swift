/// What a timetable gains and loses points for (RULEBOOK §5).
public enum ScoreTerm: String, CaseIterable, Hashable, Sendable {
    /// The values of the session types delivered.
    case value
    /// The priorities of the requests scheduled.
    case priority
    /// The weeks that scheduled requests have waited.
    case wait
    /// The groups of the requests scheduled.
    case groups
    /// Lost: steps down the requests' own lists of modes.
    case modeStep = "mode-step"
    /// Sessions delivered by somebody named for the request's school.
    case named
    /// Pinned requests scheduled.
    case pin
    /// Lost: minutes travelled.
    case travel
    /// Lost: evenings worked.
    case evening
    /// Lost: sessions that schools fall below their minimum.
    case shortage
    /// Lost: meetings not held.
    case missedMeeting = "missed-meeting"
    /// Lost: published sessions not kept.
    case change
}

/// A timetable's exact score, term by term.
public struct Score: Hashable, Sendable {
    private var points: [ScoreTerm: Points]

    /// A score from the signed contribution of each term: losses are negative. A term not given contributes nothing.
    public init(_ points: [ScoreTerm: Points] = [:]) {
        self.points = points.filter { $0.value != .zero }
    }

    /// The signed contribution of a term: zero or less for what is lost.
    public subscript(term: ScoreTerm) -> Points { points[term, default: .zero] }

    /// The sum of all terms.
    public var total: Points { ScoreTerm.allCases.reduce(.zero) { $0 + self[$1] } }
}
