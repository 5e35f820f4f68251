import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
    @Test("Help names every subcommand and every exit code, and says how to install completions")
    func help() throws {
        let run = try DiaryRun.run(["--help"])
        #expect(run.status == 0)
        for word in ["validate", "plan", "check", "export", "schema", "generate", "--generate-completion-script"] { #expect(run.output.contains(word)) }
        for code in ["0 ", "1 ", "64 ", "65 ", "70 ", "74 ", "130 "] { #expect(run.output.contains("  \(code)"), "\(code)") }
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("Every subcommand has help with examples", arguments: ["validate", "plan", "check", "export", "schema", "generate"])
    func subcommandHelp(name: String) throws {
        let run = try DiaryRun.run([name, "--help"])
        #expect(run.status == 0)
        #expect(run.output.contains("EXAMPLES"))
        #expect(run.output.contains("diary \(name)"))
    }

    @Test("The version is a version")
    func version() throws {
        let run = try DiaryRun.run(["--version"])
        #expect(run.status == 0)
        #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test("Completions exist for every shell", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) throws {
        let run = try DiaryRun.run(["--generate-completion-script", shell])
        #expect(run.status == 0)
        #expect(run.output.contains("validate") && run.output.contains("time-limit"))
    }

    @Test(
        "What is not as the help says ends with 64, on standard error",
        arguments: [
            ["nonsense"], ["plan"], ["plan", "a", "b"], ["plan", "a", "--time-limit", "soon"], ["plan", "a", "--time-limit=-1"],
            ["plan", "a", "--time-limit", "nan"], ["plan", "a", "--gap=-0.1"], ["plan", "a", "--gap=-1%"], ["plan", "a", "--gap", "%"], ["plan", "a", "--gap", "little"],
            ["plan", "a", "--threads", "0"], ["plan", "a", "--seed", "x"],
            ["plan", "a", "--output", ""], ["check", "a"], ["export", "a", "b"], ["export", "a", "b", "--output", "c", "--by", "nobody"],
            ["export", "a", "b", "--output", "c", "--by", ""], ["export", "a", "b", "--output", "c", "--names", "nick"], ["schema", "a"],
            ["validate", "--jsn", "a"],
        ])
    func usage(arguments: [String]) throws {
        let run = try DiaryRun.run(arguments)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(!run.errors.isEmpty)
    }

    @Test("The schema is JSON and says that it is a schema")
    func schema() throws {
        let run = try DiaryRun.run(["schema"])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(try run.json()["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    }

    @Test("A reader who has seen enough is no error")
    func brokenPipe() throws {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let run = try DiaryRun.Started(["schema"], standardOutput: pipe.fileHandleForWriting).finish()
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
    }

    #if os(Linux)
        @Test("A full disk is one")
        func fullDisk() throws {
            let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
            let run = try DiaryRun.Started(["schema"], standardOutput: full).finish()
            #expect(run.status == 74)
            #expect(run.errors.contains("standard output"))
        }
    #endif
}
