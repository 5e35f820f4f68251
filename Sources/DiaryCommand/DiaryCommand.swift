import ArgumentParser

/// The command line of Diary Planner.
@main
struct DiaryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "diary", abstract: "Plan a week of diaries.")
}
