import Diary

/// The drawing of scores and bounds: at each point the score of the plan, the bound, and the band between them in which the best plan lies.
struct CurveDrawing {
    /// Units of the drawing; a phone shows one in about three quarters of a pixel.
    static let width = 480.0
    static let height = 280.0
    static let left = 58.0
    static let right = 12.0
    static let top = 14.0
    static let bottom = 40.0

    private let comparison: WhatIfComparison

    init(_ comparison: WhatIfComparison) {
        self.comparison = comparison
    }

    /// What the template `curve` takes.
    var values: [String: Any] {
        let points = comparison.points
        let least = points.map(\.score.value).min() ?? 0, most = points.map(\.bound.value).max() ?? 1
        let scale = Scale(from: least, to: most)
        let isCurve = comparison.question == .eveningSlots && points.count > 1
        let marks = points.enumerated().map { index, point -> [String: Any] in
            let x = Self.x(index, of: points.count)
            return [
                "x": Self.text(x), "left": Self.text(x - 5), "right": Self.text(x + 5), "score": Self.text(scale.y(point.score.value)),
                "bound": Self.text(scale.y(point.bound.value)),
                "title": "\(point.name): plan of \(Wording.points(point.score)) points, none above \(Wording.points(point.bound))",
            ]
        }
        let indices = Array(points.indices)
        let upper = indices.map { Self.pair(Self.x($0, of: points.count), scale.y(points[$0].bound.value)) }
        let lower = indices.map { Self.pair(Self.x($0, of: points.count), scale.y(points[$0].score.value)) }
        return [
            "title": "Scores and bounds",
            "description": description, "viewBox": "0 0 \(Int(Self.width)) \(Int(Self.height))", "isCurve": isCurve,
            "band": (upper + lower.reversed()).joined(separator: " "), "upper": upper.joined(separator: " "),
            "lower": lower.joined(separator: " "), "marks": marks, "ticks": scale.ticks.map(Self.tick(scale)), "labels": Self.labels(comparison),
            "axis": Self.axis(comparison), "axisX": Self.text((Self.left + Self.width - Self.right) / 2), "axisY": Self.text(Self.height - 6),
        ]
    }

    private var description: String {
        let texts = comparison.points.enumerated().map { index, point in
            "\(point.name): \(Wording.points(point.score)) to \(Wording.points(point.bound))"
        }
        return "Points of the plan, and the bound that no plan surpasses. " + texts.joined(separator: "; ") + "."
    }

    // MARK: - Shared with the drawing of sessions

    static func x(_ index: Int, of count: Int) -> Double {
        let room = width - left - right
        return left + room * (Double(index) + 0.5) / Double(max(count, 1))
    }

    static func pair(_ x: Double, _ y: Double) -> String { "\(text(x)),\(text(y))" }

    /// A coordinate with one decimal place at most.
    static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    static func tick(_ scale: Scale) -> (Double) -> [String: Any] {
        { value in
            [
                "y": text(scale.y(value)), "textY": text(scale.y(value) + 4), "x1": text(left), "x2": text(width - right), "textX": text(left - 6),
                "text": Wording.points(Points(thousandths: Int((value * 1000).rounded()))),
            ]
        }
    }

    /// The points' labels below the axis: slots, or numbers that the table explains; where there are many, some of them.
    static func labels(_ comparison: WhatIfComparison) -> [[String: Any]] {
        let count = comparison.points.count
        let every = max(1, (count + 11) / 12)
        return comparison.points.indices.filter { $0 % every == 0 }.map { index in
            let label = comparison.points[index].slots.map(Wording.number) ?? String(index + 1)
            return ["x": text(x(index, of: count)), "y": text(height - bottom + 16), "text": label]
        }
    }

    static func axis(_ comparison: WhatIfComparison) -> String {
        comparison.question == .eveningSlots ? "After-hours slots" : "Plans, by their number in the table"
    }

    /// Values to heights, with round ticks.
    struct Scale {
        let ticks: [Double]
        private let low: Double
        private let high: Double

        /// - Parameter startsAtZero: whether 0 is at the foot, as for bars.
        init(from least: Double, to most: Double, startsAtZero: Bool = false) {
            let low = startsAtZero ? 0 : least
            let span = max(most - low, abs(most) * 1e-6, 1)
            // The round step that gives three to six ticks.
            var step = 1.0
            while step * 6 < span { step *= 10 }
            while step > 1, span / (step / 2) <= 6 { step /= 2 }
            let first = (low / step).rounded(.down) * step
            let last = max(((low + span) / step).rounded(.up) * step, first + step)
            self.low = first
            high = last
            ticks = Array(stride(from: first, through: last + step / 2, by: step))
        }

        func y(_ value: Double) -> Double {
            let room = CurveDrawing.height - CurveDrawing.top - CurveDrawing.bottom
            return CurveDrawing.top + room * (1 - (value - low) / (high - low))
        }
    }
}
