public import Diary

/// By how much the best timetable of one week surpasses that of another, as far as it is proven (see the article *Certain gains*).
///
/// The best scores themselves need not be known: each lies between the score of a timetable at hand and a bound. What is true of the
/// difference, however long anybody searches, is an interval:
///
///     let gain = CertainGain(from: four, to: five, isNested: true)
///     gain.points   // 12 ... 130: a fifth slot brings at least 12 and at most 130 points
///     gain.sessions // 0 ... 2: timetables as good as these, or better, hold up to 2 sessions more
public struct CertainGain: Hashable, Sendable {
    /// Least and greatest difference between the best scores.
    public var points: ClosedRange<Points>
    /// Least and greatest difference between the numbers of sessions of two timetables, each at least as good as the one at hand for its week; the best
    /// ones are among them.
    public var sessions: ClosedRange<Int>

    public init(points: ClosedRange<Points>, sessions: ClosedRange<Int>) {
        self.points = points
        self.sessions = sessions
    }

    /// - Parameter isNested: whether everything that is allowed in the first week is allowed, and scores the same, in the second, so that no
    ///   gain is below 0. (Of sessions nothing of the kind is true: one long session may oust two short ones.)
    public init(from first: WhatIfPoint, to second: WhatIfPoint, isNested: Bool) {
        let least = second.score - first.bound
        let most = second.bound - first.score
        let certain = isNested ? max(.zero, least) : least
        points = certain...max(certain, most)
        sessions =
            second.sessionRange.lowerBound - first.sessionRange.upperBound...second.sessionRange.upperBound - first.sessionRange.lowerBound
    }
}
