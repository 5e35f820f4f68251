import ArgumentParser
import DiaryFiles
import DiaryGenerator

/// `diary generate`
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Make up a realistic scenario of any size.",
        discussion: """
            For trying things out and for measuring: nobody in it is real. The same size and seed give the same scenario. It is written to \
            standard output, or to the file that --output names, which is replaced where it exists.

            SIZES:
              tiny        18 requests, a small team
              team        97 requests, one team
              borough     430 requests
              cluster     2,580 requests in six boroughs
              region      12,500 requests in 32 boroughs
              a number    that many requests, 430 to a borough

            EXAMPLES:
              diary generate team --seed 7 > week.json
              diary generate 200 --output week.json
            """
    )

    @Argument(
        help: ArgumentHelp("tiny, team, borough, cluster, region or a number of requests.", valueName: "size"),
        completion: .list(ScenarioSize.named.map(\.name)), transform: Self.size)
    var size: ScenarioSize

    @Option(help: ArgumentHelp("Another seed, another scenario of the same size.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"), completion: .file(extensions: ["json"]))
    var output: String?

    private static func size(_ text: String) throws -> ScenarioSize {
        guard let size = ScenarioSize(text) else {
            let names = ScenarioSize.named.map(\.name).joined(separator: ", ")
            throw ValidationError("The size is \(names) or a number from 0 to \(ScenarioSize.mostRequests), not \"\(text)\".")
        }
        return size
    }

    func validate() throws {
        if let output, output.isEmpty { throw ValidationError("--output takes the path of a file.") }
    }

    func run() throws {
        let writer = ScenarioWriter(scenario: ScenarioGenerator(size: size, seed: seed).scenario)
        guard let output else { return try Console.output(writer.json) }
        do {
            try writer.write(to: output)
        } catch {
            throw Failure(error)
        }
    }
}
