public import Diary

/// What the checker says of a timetable, for people: allowed or not, every violation, and the score broken down by term.
public struct CheckSummary: Sendable {
    private let verdict: Verdict
    private let style: TextStyle
    private let width: Int

    /// - Parameter width: Columns of the terminal.
    public init(_ verdict: Verdict, style: TextStyle = .plain, width: Int = 80) {
        self.verdict = verdict
        self.style = style
        self.width = width
    }

    /// The whole text, each line ended by a line break.
    public var text: String {
        [headline, violations, score].filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var headline: [String] {
        guard !verdict.isAllowed else { return [style.good("The timetable is allowed: every rule holds.")] }
        return [style.bad("The timetable is not allowed: \(Wording.count(verdict.violations.count, "rule violation")).")]
    }

    private var violations: [String] {
        verdict.violations.flatMap { violation in
            TextLayout.wrapped(
                DisplayWidth.harmless(violation.message), width: width, indent: 4, first: DisplayWidth.padded(violation.rule.rawValue, to: 4))
        }
    }

    private var score: [String] {
        var table = TextTable([.init("Score"), .init("points", .right)])
        for term in ScoreTerm.allCases where verdict.score[term] != .zero {
            table.add([term.rawValue, Wording.points(verdict.score[term])])
        }
        table.add(["total", Wording.points(verdict.score.total)])
        return table.lines(width: width, style: style)
    }
}
