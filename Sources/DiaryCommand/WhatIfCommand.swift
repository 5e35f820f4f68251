import ArgumentParser
import Diary
import DiaryFiles
import DiaryOptimiser
import DiaryReport
import Foundation

/// `diary whatif`
struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whatif",
        abstract: "Compare plans: more evening slots, variants of the week, or one more of anything.",
        discussion: """
            Plans the week several times and says what is different: score and proven bound, sessions by mode, requests gained and lost, weeks of \
            waiting, evenings and who works them, cover and travel; and what is certain about the difference, however long anybody searches.

            --evening-slots 0...8 plans the week with 0, 1, ... 8 after-hours slots. +0...+8 counts from the scenario's own number; where it has \
            none, from the after-hours sessions that today's plan uses. --step 2 takes every second number.

            --variant plans a file that says `extends: SCENARIO` and what is different, beside the scenario as it is; it can be given several times.

            --each tries one more of something, wherever that is possible: it estimates what every way would bring, by the prices that prove the \
            bound of today's plan (an estimate of value, not a promise), and plans the --top most promising ones. \
            evening: for every practitioner who may deliver by video or phone, one more evening a week than their limit; on a weekday at work \
            without evening hours, with the hours of their usual evening added. room: one more room of a kind at a place, hubs included, that some \
            request can use. supervision-hour: 60 more minutes a week in which a supervisor may supervise. onsite: a place becomes `onsite: true`, or \
            a practitioner may work at one more place (`in-person-at`).

            --time-limit is for the whole comparison. The first plan gets most of it, the others share the rest and begin with what the first has \
            found; a plan that reaches its --gap early leaves its time to the next. Plans that are not reached in time are left out and named. \
            Ctrl-C keeps the plans that are done; a second Ctrl-C gives them up.

            The output folder receives whatif.txt, whatif.json, whatif.html (a page with drawings, to look at and to print), tables (whatif*.csv) \
            and the timetable of every plan.

            EXAMPLES:
              diary whatif week.yaml --evening-slots 0...8
              diary whatif week.yaml --evening-slots +0...+12 --step 4 --time-limit 600
              diary whatif week.yaml --each evening --top 8
              diary whatif week.yaml --variant leaver.yaml --variant more-rooms.yaml --json | jq '.points[].score'

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The scenario file (YAML or JSON).", completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Numbers of after-hours slots to plan with, or with + numbers beyond today's.", valueName: "from...to"))
    var eveningSlots: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Every n-th number of --evening-slots. (default: 1)", valueName: "n"))
    var step: Int?

    @Option(
        parsing: .unconditionalSingleValue, help: ArgumentHelp("A variant of the scenario: a file that extends it.", valueName: "variant"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var variant: [String] = []

    @Option(
        help: ArgumentHelp(
            "One more of: \(OneMoreKind.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "kind"),
        completion: .list(OneMoreKind.allCases.map(\.rawValue)))
    var each: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("How many of --each are planned. (default: 5)", valueName: "n"))
    var top: Int?

    @Option(
        help: ArgumentHelp(
            "The folder that receives the files. (default: the scenario's name without its extension and -whatif, in the current folder)",
            valueName: "dir"),
        completion: .directory)
    var output: String?

    @OptionGroup var search: WhatIfSearchOptions

    @Flag(help: "Print one JSON object on standard output instead of the summary.")
    var json = false

    @Flag(help: "Show no progress and no summary.")
    var quiet = false

    private static let usualTop = 5

    func validate() throws {
        var errors: [String] = []
        let questions = [eveningSlots == nil ? nil : "--evening-slots", variant.isEmpty ? nil : "--variant", each == nil ? nil : "--each"].compactMap(\.self)
        if questions.isEmpty { errors.append("Say what is to be compared: --evening-slots FROM...TO, --variant FILE, or --each KIND.") }
        if questions.count > 1 { errors.append("\(Wording.list(questions)) are different questions: ask one at a time.") }
        if let each, OneMoreKind(rawValue: each) == nil {
            errors.append("--each takes \(Wording.list(OneMoreKind.allCases.map(\.rawValue))), not `\(DisplayWidth.truncated(DisplayWidth.harmless(each), to: 40))`.")
        }
        if let top {
            if each == nil { errors.append("--top goes with --each.") }
            if !(0...EveningSlotsText.mostPoints).contains(top) { errors.append("--top takes a number from 0 to \(EveningSlotsText.mostPoints).") }
        }
        if let eveningSlots {
            errors += EveningSlotsText.read(eveningSlots, step: step).errors
        } else if step != nil {
            errors.append("--step goes with --evening-slots.")
        }
        if variant.contains("") { errors.append("--variant takes the path of a scenario file.") }
        if let output, output.isEmpty { errors.append("--output takes the path of a folder.") }
        errors += search.errors
        if !errors.isEmpty { throw ValidationError(errors.joined(separator: "\n")) }
    }

    func run() throws {
        let interruption = Interruption(firstSignal: .stopsSoon)
        let inputs = WhatIfInputs(base: try Inputs.shownReading(scenario), path: scenario)
        let question = try self.question(inputs)
        let path = output ?? URL(filePath: scenario).deletingPathExtension().lastPathComponent + "-whatif"
        let folder = try OutputFolder(path, interruption: interruption)
        try folder.keptWhenFilled { () throws(Failure) in
            // What would keep the files from being written is better said now than after the search.
            try folder.refuseForeign(WhatIfFiles.placeholders)
            let comparison = try search.run(question, interruption: interruption, isQuiet: quiet)
            guard !comparison.points.isEmpty else { throw Failure(.interrupted, "Interrupted before a plan was done: nothing was written.") }
            let report = WhatIfReport(comparison: comparison, folder: path)
            let files = try WhatIfFiles(comparison: comparison, report: report).files()
            try folder.write(files, groups: WhatIfFiles.groups)
            if json {
                try Console.output(try report.json())
            } else if !quiet {
                let summary = WhatIfSummary(comparison, style: Console.outputStyle, width: Console.tableWidth)
                try Console.output(summary.text + "\n" + WhatIfFiles.written(in: path))
            }
        }
    }

    /// What is asked, with everything that it needs read.
    private func question(_ inputs: WhatIfInputs) throws -> WhatIfQuestion {
        let published = try Inputs.published(search.options.published, for: inputs.base.scenario)
        let base = WhatIfWeek(name: WhatIfInputs.baseName, scenario: inputs.base.scenario, published: published)
        if let eveningSlots {
            guard let slots = EveningSlotsText.read(eveningSlots, step: step).slots else { throw Failure(.internalError, "--evening-slots was not understood.") }
            if slots.origin == .today, let own = base.scenario.rules.afterHoursSlots, own + slots.to > EveningSlotsText.mostSlots {
                throw Failure(
                    .badInput, "\(scenario) has \(Wording.number(own)) after-hours slots: \(Wording.number(slots.to)) more are beyond "
                        + "\(Wording.number(EveningSlotsText.mostSlots)), the most that a scenario may have.")
            }
            return .eveningSlots(base, slots)
        }
        if let each {
            guard let kind = OneMoreKind(rawValue: each) else { throw Failure(.internalError, "--each was not understood.") }
            return .oneMore(base, kind, top: top ?? Self.usualTop)
        }
        return .variants(base, try inputs.variants(variant, published: search.options.published))
    }
}
