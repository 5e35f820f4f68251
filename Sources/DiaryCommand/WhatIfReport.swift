import Diary
import DiaryReport

/// What `diary whatif` says of a comparison in JSON; the keys are described in the README and stay.
struct WhatIfReport {
    let comparison: WhatIfComparison
    let folder: String

    static let format = "diary-whatif/1"

    private struct Object: Encodable {
        var format: String
        var service: String
        var week: String
        var question: String
        var interrupted: Bool
        var missing: [String]
        var notes: [String]
        var seconds: Double
        var output: String
        var points: [Point]
        var notPlanned: [Estimate]

        enum CodingKeys: String, CodingKey {
            case format, service, week, question, interrupted, missing, notes, seconds, output, points
            case notPlanned = "not-planned"
        }
    }

    private struct Point: Encodable {
        var name: String
        var slots: JSONText.OrNull<Int>
        var score: JSONText.Number
        var bound: JSONText.Number
        var gap: JSONText.OrNull<Double>
        var stop: String
        var seconds: Double
        var sessions: Int
        var sessionRange: [Int]
        var modes: [String: Int]
        var afterHours: Int
        var gained: [Change]
        var lost: [Change]
        var daytimeLost: [String]
        var weeksWaited: Int
        var evenings: [String: [String]]
        var eveningSpread: JSONText.OrNull<[Int]>
        var coverEvenings: Int
        var travelMinutes: Int
        var gain: JSONText.OrNull<Gain>
        var gainInAll: JSONText.OrNull<Gain>
        var estimate: JSONText.OrNull<JSONText.Number>
        var timetable: String

        enum CodingKeys: String, CodingKey {
            case name, slots, score, bound, gap, stop, seconds, sessions, modes, gained, lost, evenings, gain, estimate, timetable
            case sessionRange = "session-range"
            case afterHours = "after-hours"
            case daytimeLost = "daytime-lost"
            case weeksWaited = "weeks-waited"
            case eveningSpread = "evening-spread"
            case coverEvenings = "cover-evenings"
            case travelMinutes = "travel-minutes"
            case gainInAll = "gain-in-all"
        }
    }

    private struct Change: Encodable {
        var request: String
        var mode: String
        var afterHours: Bool
        var weeksWaiting: Int

        enum CodingKeys: String, CodingKey {
            case request, mode
            case afterHours = "after-hours"
            case weeksWaiting = "weeks-waiting"
        }

        init(_ change: WhatIfFigures.Change) {
            request = change.request
            mode = change.mode.key
            afterHours = change.isAfterHours
            weeksWaiting = change.weeksWaiting
        }
    }

    private struct Gain: Encodable {
        var points: [JSONText.Number]
        var sessions: [Int]

        init(_ gain: WhatIfComparison.Gain) {
            points = [JSONText.Number(gain.points.lowerBound), JSONText.Number(gain.points.upperBound)]
            sessions = [gain.sessions.lowerBound, gain.sessions.upperBound]
        }
    }

    private struct Estimate: Encodable {
        var name: String
        var estimate: JSONText.Number
    }

    /// One JSON object.
    func json() throws(Failure) -> String {
        let first = comparison.points.first
        return try JSONText.text(
            Object(
                format: Self.format, service: first?.scenario.service ?? "", week: first?.scenario.week.description ?? "",
                question: question, interrupted: comparison.isInterrupted, missing: comparison.missing, notes: comparison.notes,
                seconds: Self.rounded(comparison.seconds), output: folder,
                points: comparison.points.indices.map(point),
                notPlanned: comparison.estimates.map { Estimate(name: $0.name, estimate: JSONText.Number($0.points)) }))
    }

    private var question: String {
        switch comparison.question {
        case .eveningSlots: "evening-slots"
        case .variants: "variants"
        case .oneMore(let kind): "each \(kind)"
        }
    }

    private func point(_ index: Int) -> Point {
        let point = comparison.points[index], figures = comparison.figures[index]
        let missing = Double(point.bound.thousandths - point.score.thousandths)
        let gap = point.bound == point.score ? 0 : point.score == .zero ? nil : missing / Double(abs(point.score.thousandths))
        let path = WhatIfFiles.timetablePath(index, point)
        return Point(
            name: point.name, slots: JSONText.OrNull(point.slots), score: JSONText.Number(point.score), bound: JSONText.Number(point.bound),
            gap: JSONText.OrNull(gap), stop: point.stop, seconds: Self.rounded(point.seconds), sessions: figures.sessions,
            sessionRange: [point.sessionRange.lowerBound, point.sessionRange.upperBound],
            modes: Dictionary(uniqueKeysWithValues: Mode.allCases.map { ($0.key, figures.modes[$0, default: 0]) }),
            afterHours: figures.afterHours, gained: figures.gained.map(Change.init), lost: figures.lost.map(Change.init),
            daytimeLost: figures.daytimeLost.map(\.request), weeksWaited: figures.weeksEnded,
            evenings: Dictionary(
                figures.evenings.map { ($0.practitioner, $0.days.map(\.key)) }, uniquingKeysWith: { first, _ in first }),
            eveningSpread: JSONText.OrNull(figures.eveningSpread.map { [$0.lowerBound, $0.upperBound] }), coverEvenings: figures.coverEvenings,
            travelMinutes: figures.travelMinutes, gain: JSONText.OrNull(point.gain.map(Gain.init)),
            gainInAll: JSONText.OrNull(point.gainInAll.map(Gain.init)),
            estimate: JSONText.OrNull(point.estimate.map { JSONText.Number($0) }), timetable: folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)")
    }

    private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
