import Diary
import DiaryReport
import Testing

@Suite("Summary of a check")
struct CheckSummaryTests {
    private let score = Score([.value: Points(1200), .travel: Points(thousandths: -1500)])

    @Test("An allowed timetable: a sentence, and the score by the terms that count")
    func allowed() {
        let text = CheckSummary(Verdict(violations: [], score: score)).text
        #expect(
            text == """
                The timetable is allowed: every rule holds.

                Score    points
                value     1,200
                travel     -1.5
                total   1,198.5

                """)
    }

    @Test("Each violation with its rule, wrapped under itself")
    func violations() {
        let long = "Practitioner 1 has a session at Alpha school and, five minutes later, one at Beta school, fifteen minutes away."
        let verdict = Verdict(
            violations: [Violation(.W2, message: long), Violation(.M1, message: "The team meeting\u{1B} is held twice.")], score: score)
        let lines = CheckSummary(verdict).text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines[0] == "The timetable is not allowed: 2 rule violations.")
        #expect(lines[2].hasPrefix("W2  Practitioner 1 has"))
        #expect(lines[3].hasPrefix("    "))
        #expect(lines[4] == "M1  The team meeting\u{FFFD} is held twice.")
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 80 })
    }
}
