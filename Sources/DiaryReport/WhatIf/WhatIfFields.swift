import Diary

/// The columns of a comparison's main table, for terminals and pages alike.
struct WhatIfFields {
    typealias Field = (heading: String, text: (Int) -> String)

    /// Scores, and requests gained and lost.
    let quality: [Field]
    /// Sessions by mode.
    let modes: [Field]
    /// Waiting, evenings, cover and travel.
    let people: [Field]

    var all: [Field] { quality + modes + people }

    init(_ comparison: WhatIfComparison) {
        let points = comparison.points, figures = comparison.figures
        func number(_ value: @escaping (WhatIfFigures) -> Int) -> (Int) -> String { { Wording.number(value(figures[$0])) } }
        quality = [
            ("score", { Wording.points(points[$0].score) }), ("bound", { Wording.points(points[$0].bound) }),
            ("gap", { WhatIfWording.gap(score: points[$0].score, bound: points[$0].bound) }),
            ("sessions", number { $0.sessions }), ("late", number { $0.afterHours }), ("gained", number { $0.gained.count }),
            ("lost", number { $0.lost.count }), ("by day", number { $0.daytimeLost.count }),
        ]
        modes = SessionsDrawing(comparison).modes.map { mode in (Wording.mode(mode), number { $0.modes[mode, default: 0] }) }
        people = [
            ("weeks waited", number { $0.weeksEnded }), ("evenings", number { $0.eveningsWorked }),
            ("each", { WhatIfWording.spread(figures[$0]) }), ("cover", number { $0.coverEvenings }),
            ("travel", { Wording.duration(minutes: figures[$0].travelMinutes) }),
        ]
    }
}
