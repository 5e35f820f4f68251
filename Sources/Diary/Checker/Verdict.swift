/// What the checker says of a timetable.
public struct Verdict: Hashable, Sendable {
    /// Every breach of every rule, in the order of ``Rule``.
    public var violations: [Violation]
    /// The exact score of the entries that take part (F1), whether or not the timetable is allowed.
    public var score: Score
    /// What is wrong in a file without breaking a rule: a `score` or `bound` that is not right (F1).
    public var warnings: [String]

    public init(violations: [Violation], score: Score, warnings: [String] = []) {
        self.violations = violations
        self.score = score
        self.warnings = warnings
    }

    /// Whether the timetable obeys every rule.
    public var isAllowed: Bool { violations.isEmpty }
}
