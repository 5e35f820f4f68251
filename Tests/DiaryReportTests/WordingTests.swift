import Diary
import DiaryReport
import Testing

@Suite("Wording")
struct WordingTests {
    @Test(
        "Numbers have commas between thousands",
        arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-12_345, "-12,345"), (1_234_567, "1,234,567")])
    func numbers(value: Int, text: String) {
        #expect(Wording.number(value) == text)
    }

    @Test(
        "Points keep their thousandths and their sign",
        arguments: [(4_312_500, "4,312.5"), (-500, "-0.5"), (-1_500, "-1.5"), (1_000_000, "1,000"), (-2_345_678, "-2,345.678"), (0, "0")])
    func points(thousandths: Int, text: String) {
        #expect(Wording.points(Points(thousandths: thousandths)) == text)
    }

    /// The sentence must stay true, so percentages are rounded up: 26 of 4,304 are 0.604%, at most 0.7%.
    @Test(
        "The gap in words is never too small",
        arguments: [
            (4_304_000, 4_330_000, "No timetable can be more than 0.7% better."), (1_000_000, 1_006_000, "No timetable can be more than 0.6% better."),
            (1_000_000, 1_000_000, "No timetable can be better."), (1_000_000, 1_000_001, "No timetable can be more than 0.01% better."),
            (100_000, 200_000, "No timetable can be more than 100% better."), (-100_000, 50_500, "No timetable can be more than 150.5 points better."),
            (0, 7_000, "No timetable can be more than 7 points better."), (1_000_000, 1_000_950, "No timetable can be more than 0.1% better."),
        ])
    func gap(score: Int, bound: Int, sentence: String) {
        #expect(Wording.gap(score: Points(thousandths: score), bound: Points(thousandths: bound)) == sentence)
    }

    @Test("Without a bound nothing is claimed")
    func unknownGap() {
        #expect(Wording.gap(score: Points(1), bound: nil) == "How much better a timetable could be is not known.")
    }

    @Test(
        "Percentages are rounded up, with two digits where they are small",
        arguments: [(0.0, "0%"), (0.00031, "0.04%"), (0.001, "0.1%"), (0.0123, "1.3%"), (0.05, "5%"), (25.0, "2,500%"), (.infinity, "?")])
    func percentages(gap: Double, text: String) {
        #expect(Wording.percentage(gap: gap) == text)
    }

    @Test("Lists, counts, dates and durations read like English")
    func phrases() {
        #expect(Wording.list([]).isEmpty)
        #expect(Wording.list(["a"]) == "a")
        #expect(Wording.list(["a", "b", "c"]) == "a, b and c")
        #expect(Wording.count(1, "evening") == "1 evening")
        #expect(Wording.count(0, "evening") == "0 evenings")
        #expect(Wording.count(2, "person", plural: "people") == "2 people")
        #expect(CalendarDate("2026-11-23").map(Wording.date) == "23 November 2026")
        #expect(Wording.duration(minutes: 45) == "45 min")
        #expect(Wording.duration(minutes: 180) == "3 h")
        #expect(Wording.duration(minutes: 465) == "7 h 45 min")
    }
}
