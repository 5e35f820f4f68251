import Diary
import DiaryOptimiser
import DiaryReport

/// What `diary whatif` is asked, with everything read that it needs.
enum WhatIfQuestion {
    case eveningSlots(WhatIfWeek, EveningSlots)
    case variants(WhatIfWeek, [WhatIfWeek])

    /// The week as it is.
    var base: WhatIfWeek {
        switch self {
        case .eveningSlots(let base, _), .variants(let base, _): base
        }
    }

    /// Plans and compares.
    func answer(
        options: SweepOptions, progress: @escaping @Sendable (SweepProgress) -> Void, isStopped: @escaping @Sendable () -> Bool
    ) throws -> WhatIfComparison {
        switch self {
        case .eveningSlots(let base, let slots):
            let curve = try EveningCurve(scenario: base.scenario, published: base.published, slots: slots, options: options)
                .run(progress: progress, isStopped: isStopped)
            return Self.comparison(.eveningSlots, curve.sweep, slots: curve.slots, isNested: true, notes: Self.notes(curve))
        case .variants(let base, let variants):
            let sweep = try VariantComparison(base: base, variants: variants, options: options).run(progress: progress, isStopped: isStopped)
            return Self.comparison(.variants, sweep, isNested: false)
        }
    }

    private static func notes(_ curve: EveningCurveResult) -> [String] {
        guard let today = curve.todaysSlots else { return [] }
        return [
            curve.isTodayUnlimited
                ? "The scenario does not limit after-hours sessions; today's plan holds \(Wording.number(today)), from which the slots count."
                : "The scenario has \(Wording.count(today, "after-hours slot")), from which the slots count."
        ]
    }

    /// - Parameter isNested: whether each week allows everything that the one before allows; its gain is then counted from that one, otherwise
    ///   from the first.
    private static func comparison(
        _ question: WhatIfComparison.Question, _ sweep: SweepResult, slots: [Int]? = nil, isNested: Bool, notes: [String] = []
    ) -> WhatIfComparison {
        func gain(from first: Int, to second: Int) -> WhatIfComparison.Gain {
            let gain = CertainGain(from: sweep.points[first], to: sweep.points[second], isNested: isNested)
            return .init(points: gain.points, sessions: gain.sessions)
        }
        let points = sweep.points.enumerated().map { index, point in
            WhatIfComparison.Point(
                name: point.week.name, slots: slots?[index], scenario: point.week.scenario, published: point.week.published,
                timetable: point.timetable, score: point.score, bound: point.bound, sessionRange: point.sessionRange, seconds: point.seconds,
                stop: point.stop.rawValue, gain: index == 0 ? nil : gain(from: isNested ? index - 1 : 0, to: index),
                gainInAll: index == 0 ? nil : gain(from: 0, to: index))
        }
        return WhatIfComparison(
            question: question, points: points, missing: sweep.missing, isInterrupted: sweep.isInterrupted, seconds: sweep.seconds, notes: notes)
    }
}
