import ArgumentParser
import Foundation

/// The command line of Diary Planner.
@main
struct DiaryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diary",
        abstract: "Plan a week of diaries for a school mental-health team.",
        discussion: """
            A scenario file says who works when, who waits for what, and the rules of the service; a timetable says who sees whom, when, where and \
            how. Everything happens on this machine: nothing is sent anywhere.

            EXAMPLES:
              diary validate week.yaml                  is the scenario right?
              diary plan week.yaml                      plan it into the folder week/
              diary whatif week.yaml --evening-slots 0...8   what would more evening slots buy?
              diary value week.yaml                     what is one more of each scarce thing worth?
              diary check week.yaml week/timetable.json judge a timetable
              diary show week.yaml week/timetable.json --day tue
              diary explain week.yaml week/timetable.json  why is this one not placed?
              diary export week.yaml week/timetable.json --output ours --names full
              diary report week.yaml week/timetable.json --output ours --names full
              diary schema > scenario.schema.json       for editors

            SHELL COMPLETIONS (see your shell's manual for its folder):
              diary --generate-completion-script bash > completions/diary
              diary --generate-completion-script zsh > completions/_diary
              diary --generate-completion-script fish > completions/diary.fish

            \(ExitStatus.table)
            """,
        version: "0.1.0",
        subcommands: [
            ValidateCommand.self, PlanCommand.self, WhatIfCommand.self, ValueCommand.self, CheckCommand.self, ShowCommand.self, ExplainCommand.self,
            ExportCommand.self, ReportCommand.self, SchemaCommand.self, GenerateCommand.self,
        ]
    )

    static func main() {
        Console.ignoreBrokenPipes()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            if !failure.message.isEmpty { Console.reportError(failure.message) }
            Foundation.exit(failure.status.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
