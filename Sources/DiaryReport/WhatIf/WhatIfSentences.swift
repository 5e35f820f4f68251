import Diary

/// What a comparison says in sentences, for terminals and pages alike.
struct WhatIfSentences {
    let comparison: WhatIfComparison

    /// The question, as a heading.
    var question: String {
        switch comparison.question {
        case .eveningSlots: "What would more evening slots buy?"
        case .variants: "What would be different?"
        case .oneMore(let thing): "What would one more buy, and where: \(thing)?"
        }
    }

    /// For each gain, how the plans differ and what is certain of it.
    var gains: [String] {
        let isCurve = comparison.question == .eveningSlots
        var result: [String] = []
        for (index, point) in comparison.points.enumerated() {
            if let gain = point.gain { result.append(sentence(index, gain, against: isCurve ? index - 1 : 0)) }
        }
        let last = comparison.points.count - 1
        if isCurve, last > 1, let gain = comparison.points[last].gainInAll { result.append(sentence(last, gain, against: 0)) }
        return result
    }

    private func sentence(_ index: Int, _ gain: WhatIfComparison.Gain, against origin: Int) -> String {
        let point = comparison.points[index], other = comparison.points[origin]
        let shown = WhatIfWording.shown(
            points: point.score - other.score, sessions: comparison.figures[index].sessions - comparison.figures[origin].sessions)
        var text = "\(comparison.name(index)) against \(comparison.name(origin)): \(shown). For the best plans: \(WhatIfWording.points(gain.points)); "
            + WhatIfWording.sessions(gain.sessions)
        if let estimate = point.estimate { text += " (estimated: \(Wording.points(WhatIfWording.tenth(estimate))) points)" }
        return text + "."
    }

    /// How the comparison ended.
    var ending: String {
        var text = "\(comparison.isInterrupted ? "Interrupted" : "Done") after \(WhatIfWording.duration(comparison.seconds))."
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
