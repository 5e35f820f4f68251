import Diary

/// The drawing of sessions by mode: at each point a bar with one part for each mode.
struct SessionsDrawing {
    private let comparison: WhatIfComparison

    init(_ comparison: WhatIfComparison) {
        self.comparison = comparison
    }

    /// Modes that some plan has, in the order in which they are stacked.
    var modes: [Mode] { Mode.allCases.filter { mode in comparison.figures.contains { $0.modes[mode, default: 0] > 0 } } }

    /// What the template `bars` takes.
    var values: [String: Any] {
        let count = comparison.points.count
        let scale = CurveDrawing.Scale(from: 0, to: Double(comparison.figures.map(\.sessions).max() ?? 0), startsAtZero: true)
        let room = (CurveDrawing.width - CurveDrawing.left - CurveDrawing.right) / Double(max(count, 1))
        let width = min(44, room * 0.7)
        var parts: [[String: Any]] = []
        for (index, figures) in comparison.figures.enumerated() {
            var below = 0
            let x = CurveDrawing.x(index, of: count)
            for mode in modes {
                let sessions = figures.modes[mode, default: 0]
                guard sessions > 0 else { continue }
                let foot = scale.y(Double(below)), head = scale.y(Double(below + sessions))
                below += sessions
                parts.append([
                    "kind": mode.key, "x": CurveDrawing.text(x - width / 2), "y": CurveDrawing.text(head), "width": CurveDrawing.text(width),
                    "height": CurveDrawing.text(foot - head), "textX": CurveDrawing.text(x), "textY": CurveDrawing.text((foot + head) / 2 + 4),
                    "text": foot - head >= 13 && width >= 22 ? "\(sessions)" : "",
                    "title": "\(comparison.points[index].name): \(sessions) \(Wording.mode(mode))",
                ])
            }
        }
        return [
            "title": "Sessions by mode", "description": description, "viewBox": "0 0 \(Int(CurveDrawing.width)) \(Int(CurveDrawing.height))",
            "parts": parts, "ticks": scale.ticks.map(CurveDrawing.tick(scale)), "labels": CurveDrawing.labels(comparison),
            "axis": CurveDrawing.axis(comparison), "axisX": CurveDrawing.text((CurveDrawing.left + CurveDrawing.width - CurveDrawing.right) / 2),
            "axisY": CurveDrawing.text(CurveDrawing.height - 6),
            "key": modes.map { ["kind": $0.key, "text": Wording.mode($0)] },
        ]
    }

    private var description: String {
        let texts = zip(comparison.points, comparison.figures).map { point, figures in
            "\(point.name): " + modes.map { "\(figures.modes[$0, default: 0]) \(Wording.mode($0))" }.joined(separator: ", ")
        }
        return texts.joined(separator: "; ") + "."
    }
}
