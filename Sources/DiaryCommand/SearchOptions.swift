import ArgumentParser
import Foundation

/// The options of every search but its time limit, whose meaning and default are the command's.
struct SearchOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Stop when no timetable can be better by more than this part of the score: 0.2%, or 0.002, which is the same.", valueName: "part"),
        transform: SearchOptions.part)
    var gap: Double = 0.002

    @Option(parsing: .unconditional, help: ArgumentHelp("Threads used at once. (default: one for each core)", valueName: "n"))
    var threads: Int?

    @Option(help: ArgumentHelp("Seeds the random choices of the search.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp("The timetable that people already have, of the same week: each session that is not kept costs points.", valueName: "timetable"),
        completion: .file(extensions: ["json"]))
    var published: String?

    /// Threads that anybody may ask for: beyond it is surely a slip.
    private static let mostThreads = 1024

    /// The threads to use.
    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    /// A part as people write it: a fraction of one, or a percentage.
    ///
    /// - Throws: `ValidationError` where it is no number.
    private static func part(_ text: String) throws -> Double {
        let isPercentage = text.hasSuffix("%")
        guard let value = Double(isPercentage ? String(text.dropLast()) : text) else {
            throw ValidationError("It takes a percentage such as 0.5%, or a fraction such as 0.005.")
        }
        return isPercentage ? value / 100 : value
    }

    /// Everything that is wrong with the values.
    func errors(timeLimit: Double) -> [String] {
        var errors: [String] = []
        if !timeLimit.isFinite || timeLimit < 0 { errors.append("--time-limit takes a number of seconds, 0 or more.") }
        if !gap.isFinite || gap < 0 { errors.append("--gap takes a percentage such as 0.5%, or a fraction such as 0.005, 0 or more.") }
        if let threads, !(1...Self.mostThreads).contains(threads) { errors.append("--threads takes a number from 1 to \(Self.mostThreads).") }
        return errors
    }
}
