import ArgumentParser
import DiaryFiles

/// `diary schema`
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print a JSON Schema of the scenario file.",
        discussion: """
            Editors that know JSON Schema complete and check scenario files with it.

            EXAMPLES:
              diary schema > scenario.schema.json

            With the YAML language server, a scenario's first line then says:
              # yaml-language-server: $schema=scenario.schema.json
            """
    )

    func run() throws {
        let schema = ScenarioSchema.json
        try Console.output(schema.hasSuffix("\n") ? schema : schema + "\n")
    }
}
