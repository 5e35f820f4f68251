import Diary

/// When practitioners are at work and free of busy blocks, as the warnings ask it.
///
/// The questions are counted: a real scenario asks a hundredth of what is allowed. When a hostile one has asked too many, everybody counts as free and
/// able, so that reading ends in bounded time and no warning says what has not been found out.
final class FreeTime {
    private let scenario: Scenario
    private var stepsLeft = 100_000_000
    /// Whether each practitioner who needs supervision can get any; true for those who need none (V1, V2, W1, W2).
    private(set) lazy var canBeSupervised = scenario.practitioners.indices.map(findsSupervision)

    init(_ scenario: Scenario) {
        self.scenario = scenario
    }

    /// Whether too many questions have been asked.
    var isSpent: Bool { stepsLeft <= 0 }

    /// Counts steps of a search.
    func spend(_ steps: Int) { stepsLeft -= steps }

    /// Whether `[start, end)` lies in one of some windows and meets no busy block of a practitioner.
    func isFree(_ practitioner: Int, on day: Weekday, start: Int, end: Int, windows: [Window]) -> Bool {
        let busy = scenario.practitioners[practitioner].busy
        spend(1 + windows.count + busy.count)
        guard !isSpent else { return true }
        return windows.contains { $0.contains(start: start, end: end) }
            && !busy.contains { $0.day == day && $0.window.start < end && start < $0.window.end }
    }

    /// Whether all of some practitioners are at work, in their hours, and free of busy blocks for some minutes from a start.
    func areAtWork(_ practitioners: [Int], on day: Weekday, start: Int, minutes: Int) -> Bool {
        practitioners.allSatisfy {
            isFree($0, on: day, start: start, end: start + minutes, windows: scenario.hours(of: $0, on: day))
        }
    }

    /// The starts on the grid at which something of some minutes fits into a window.
    func starts(in window: Window, minutes: Int) -> StrideThrough<Int> {
        stride(
            from: (window.start + scenario.grid - 1) / scenario.grid * scenario.grid, through: window.end - minutes,
            by: scenario.grid)
    }

    /// Whether one of the supervisors named has the minutes, and a time on the grid at which both are at work.
    private func findsSupervision(_ practitioner: Int) -> Bool {
        guard let need = scenario.practitioners[practitioner].supervision else { return true }
        return need.supervisors.contains { supervisor in
            guard scenario.practitioners[supervisor].supervisesMinutes ?? 0 >= need.minutes else { return false }
            return Weekday.allCases.contains { day in
                scenario.hours(of: practitioner, on: day).contains { window in
                    starts(in: window, minutes: need.minutes).contains {
                        areAtWork([practitioner, supervisor], on: day, start: $0, minutes: need.minutes)
                    }
                }
            }
        }
    }
}
