import Diary

/// What a comparison says in sentences, for terminals and pages alike.
struct WhatIfSentences {
    let comparison: WhatIfComparison

    /// The question, as a heading.
    var question: String {
        switch comparison.question {
        case .eveningSlots: "What would more evening slots buy?"
        case .variants: "What would be different?"
        case .oneMore(let thing): "What would \(thing) buy, and where?"
        }
    }

    /// For each gain, what is certain of it.
    var gains: [String] {
        var result: [String] = []
        for (index, point) in comparison.points.enumerated() {
            guard let gain = point.gain else { continue }
            result.append(sentence(point, gain, against: comparison.gainOrigin(index)))
        }
        if comparison.question == .eveningSlots, comparison.points.count > 2, let last = comparison.points.last, let gain = last.gainInAll {
            result.append(sentence(last, gain, against: comparison.points[0].name))
        }
        return result
    }

    private func sentence(_ point: WhatIfComparison.Point, _ gain: WhatIfComparison.Gain, against origin: String) -> String {
        var text = "\(point.name) against \(origin): \(WhatIfWording.points(gain.points)); \(WhatIfWording.sessions(gain.sessions))"
        if let estimate = point.estimate { text += " (estimated: \(Wording.points(estimate)) points)" }
        return text + "."
    }

    /// How the comparison ended.
    var ending: String {
        var text = "\(comparison.isInterrupted ? "Interrupted" : "Done") after \(WhatIfWording.clock(comparison.seconds))."
        if !comparison.missing.isEmpty {
            let names = comparison.missing.count > 6 ? comparison.missing.prefix(5) + ["\(comparison.missing.count - 5) more"] : comparison.missing[...]
            text += " Not reached: \(Wording.list(Array(names)))."
            if !comparison.isInterrupted { text += " More time (--time-limit) reaches them." }
        }
        return text
    }

    /// What an estimate is.
    static let estimates =
        "Points by which the best plan can rise at the prices of today's plan: an estimate of value, not a promise."
    /// What the columns are.
    func legend(first: String) -> String {
        "late: after-hours sessions. gained, lost: requests placed against \(first); by day: those lost of the daytime. weeks waited: by those who "
            + "are seen. each: fewest and most evenings of one practitioner."
    }
}
