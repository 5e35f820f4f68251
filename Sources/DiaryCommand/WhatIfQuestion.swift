import Diary
import DiaryOptimiser
import DiaryReport

/// What `diary whatif` is asked, with everything read that it needs.
enum WhatIfQuestion {
    case eveningSlots(WhatIfWeek, EveningSlots)
    case variants(WhatIfWeek, [WhatIfWeek])
    /// One more of something, wherever that is possible; so many of the most promising are planned.
    case oneMore(WhatIfWeek, OneMoreKind, top: Int)

    /// The week as it is.
    var base: WhatIfWeek {
        switch self {
        case .eveningSlots(let base, _), .variants(let base, _), .oneMore(let base, _, _): base
        }
    }

    /// Plans and compares.
    func answer(
        options: PlanOptions, progress: @escaping @Sendable (SweepProgress) -> Void, isStopped: @escaping @Sendable () -> Bool
    ) throws -> WhatIfComparison {
        switch self {
        case .eveningSlots(let base, let slots):
            let curve = try EveningCurve(scenario: base.scenario, published: base.published, slots: slots, options: options)
                .run(progress: progress, isStopped: isStopped)
            return Self.comparison(.eveningSlots, curve.sweep, slots: curve.slots, isNested: true, notes: Self.notes(curve))
        case .variants(let base, let variants):
            let sweep = try VariantComparison(base: base, variants: variants, options: options).run(progress: progress, isStopped: isStopped)
            return Self.comparison(.variants, sweep, isNested: false)
        case .oneMore(let base, let kind, let top):
            let result = try OneMoreComparison(base: base, kind: kind, top: top, options: options).run(progress: progress, isStopped: isStopped)
            var comparison = Self.comparison(.oneMore(kind.rawValue), result.sweep, isNested: true, fromFirst: true, notes: Self.notes(result))
            for (index, estimate) in result.estimates.enumerated() where index < comparison.points.count {
                comparison.points[index].estimate = estimate
            }
            comparison.estimates = result.notPlanned.map { .init(name: $0.name, points: $0.estimate) }
            return comparison
        }
    }

    private static func notes(_ result: OneMoreResult) -> [String] {
        let planned = max(0, result.sweep.points.count - 1), estimated = planned + result.notPlanned.count
        guard estimated + result.notEstimated.count > 0 else { return ["There is nothing of this kind that could be one more."] }
        var notes = [
            "\(Wording.count(estimated, "way")) of having one more estimated by the prices of today's plan; \(Wording.number(planned)) of the most promising planned."
        ]
        if !result.notEstimated.isEmpty {
            notes.append("The time did not reach to \(Wording.count(result.notEstimated.count, "estimate")): a longer --time-limit does.")
        }
        return notes
    }

    private static func notes(_ curve: EveningCurveResult) -> [String] {
        guard let today = curve.todaysSlots else { return [] }
        return [
            curve.isTodayUnlimited
                ? "The scenario does not limit after-hours sessions; today's plan holds \(Wording.number(today)), from which the slots count."
                : "The scenario has \(Wording.count(today, "after-hours slot")), from which the slots count."
        ]
    }

    /// - Parameters:
    ///   - isNested: whether each week allows everything that the one it is compared with allows.
    ///   - fromFirst: whether gains are counted from the first week, and not from the one before.
    private static func comparison(
        _ question: WhatIfComparison.Question, _ sweep: SweepResult, slots: [Int]? = nil, isNested: Bool, fromFirst: Bool = false,
        notes: [String] = []
    ) -> WhatIfComparison {
        func gain(from first: Int, to second: Int) -> WhatIfComparison.Gain {
            let gain = CertainGain(from: sweep.points[first], to: sweep.points[second], isNested: isNested)
            return .init(points: gain.points, sessions: gain.sessions)
        }
        let points = sweep.points.enumerated().map { index, point in
            WhatIfComparison.Point(
                name: point.week.name, slots: slots?[index], scenario: point.week.scenario, published: point.week.published,
                timetable: point.timetable, score: point.score, bound: point.bound, sessionRange: point.sessionRange, seconds: point.seconds,
                stop: point.stop.rawValue, gain: index == 0 ? nil : gain(from: isNested && !fromFirst ? index - 1 : 0, to: index),
                gainInAll: index == 0 ? nil : gain(from: 0, to: index))
        }
        return WhatIfComparison(
            question: question, points: points, missing: sweep.missing, isInterrupted: sweep.isInterrupted, seconds: sweep.seconds, notes: notes)
    }
}
