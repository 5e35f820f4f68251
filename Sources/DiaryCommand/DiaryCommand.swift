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
              diary validate week.yaml                     see whether the scenario is right
              diary plan week.yaml                         plan the week into the folder week/
              diary check week.yaml week/timetable.json    judge a timetable, score and rules
              diary export week.yaml week/timetable.json --output calendars --names full
              diary schema > diary-scenario.schema.json    for editors that complete and check scenario files

            SHELL COMPLETIONS:
              bash   diary --generate-completion-script bash > ~/.local/share/bash-completion/completions/diary
              zsh    diary --generate-completion-script zsh > ~/.zsh/completions/_diary
              fish   diary --generate-completion-script fish > ~/.config/fish/completions/diary.fish

            \(ExitStatus.table)
            """,
        version: "0.1.0",
        subcommands: []
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
