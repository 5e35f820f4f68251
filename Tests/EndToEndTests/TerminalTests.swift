import Foundation
import Testing

/// A pseudo-terminal that a command writes to.
private final class Terminal {
    private let own: Int32
    /// The command's side.
    let end: FileHandle
    private(set) var text = ""

    init(columns: UInt16) throws {
        var own: Int32 = -1, descriptor: Int32 = -1
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        try #require(openpty(&own, &descriptor, nil, nil, &size) == 0)
        self.own = own
        end = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        _ = fcntl(own, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(own)
    }

    /// Takes what has been written since.
    func read() {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Foundation.read(own, &bytes, bytes.count)
            guard count > 0 else { return }
            text += String(decoding: bytes[..<count], as: UTF8.self)
        }
    }

    /// Reads until a text appears; false where the run ends without it.
    func waits(for wanted: String, from run: DiaryRun.Started) -> Bool {
        while true {
            let isRunning = run.process.isRunning
            read()
            if text.contains(wanted) { return true }
            if !isRunning { return false }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    /// The lines that stood on the terminal one after the other, without escape sequences.
    var lines: [String] {
        text.replacing(/\u{1B}\[[0-9;]*[A-Za-z]/, with: "").split { $0 == "\r" || $0 == "\n" || $0 == "\r\n" }.map(String.init)
    }
}

@Suite("On a terminal", .serialized)
struct TerminalTests {
    @Test("A live line says phase, best, bound, gap, time and what Ctrl-C does, and is gone at the end", arguments: [UInt16(120), 80, 60])
    func liveLine(columns: UInt16) throws {
        let scratch = try Scratch(), terminal = try Terminal(columns: columns)
        let run = try DiaryRun.Started(
            ["plan", Fixture.team, "--time-limit", "600", "--gap", "0", "--output", scratch.path("out")], environment: ["TERM": "xterm"],
            standardError: terminal.end)
        try #require(terminal.waits(for: "gap", from: run), "\(terminal.text)")
        run.send(SIGINT)
        #expect(terminal.waits(for: "Stopping", from: run))
        // The terminal goes on taking what is written, as terminals do.
        while run.process.isRunning { _ = terminal.waits(for: "nothing that anybody writes", from: run) }
        let end = run.finish()
        #expect(end.status == 0)
        #expect(!end.output.contains("\u{1B}"))
        #expect(terminal.lines.allSatisfy { $0.count < columns })
        let line = try #require(terminal.lines.first { $0.contains("gap") })
        #expect(line.contains("best "))
        #expect(line.contains("0:0"))
        #expect(columns < 100 || line.contains(" of 10:00"))
        #expect(columns < 80 || line.contains("bound "))
        #expect(line.contains("Ctrl-C"))
        // The last thing written is the empty line.
        #expect(terminal.text.hasSuffix("\r\u{1B}[K"))
    }

    @Test("A terminal that takes nothing holds up neither the search nor a signal")
    func blockedTerminal() throws {
        let scratch = try Scratch(), terminal = try Terminal(columns: 200)
        let run = try DiaryRun.Started(
            ["plan", Fixture.team, "--time-limit", "600", "--gap", "0", "--output", scratch.path("out")], environment: ["TERM": "xterm"],
            standardError: terminal.end)
        try #require(terminal.waits(for: "gap", from: run), "\(terminal.text)")
        // What Ctrl-S does: nothing is written to the terminal any more.
        try #require(tcflow(terminal.end.fileDescriptor, TCOOFF) == 0)
        Thread.sleep(forTimeInterval: 0.5)
        run.send(SIGINT)
        #expect(run.finish().status == 0)
        #expect(scratch.exists("out/timetable.json"))
    }

    @Test("A dumb terminal gets the table")
    func dumbTerminal() throws {
        let scratch = try Scratch(), terminal = try Terminal(columns: 80)
        let run = try DiaryRun.Started(
            ["plan", Fixture.small, "--output", scratch.path("out")], environment: ["TERM": "dumb"], standardError: terminal.end)
        #expect(run.finish().status == 0)
        terminal.read()
        #expect(terminal.text.contains("phase"))
        #expect(!terminal.text.contains("\u{1B}"))
    }

    @Test("Colours on a terminal, and none with NO_COLOR", arguments: [("", true), ("1", false)])
    func colours(noColor: String, isColoured: Bool) throws {
        let terminal = try Terminal(columns: 80)
        let run = try DiaryRun.Started(
            ["check", Fixture.small, Fixture.smallTimetable], environment: ["TERM": "xterm", "NO_COLOR": noColor],
            standardOutput: terminal.end)
        #expect(run.finish().status == 0)
        terminal.read()
        #expect(terminal.text.contains("allowed"))
        #expect(terminal.text.contains("\u{1B}[") == isColoured)
    }

    @Test("A week in colours on a terminal, as wide as the terminal, and none with NO_COLOR", arguments: [("", true), ("1", false)])
    func showColours(noColor: String, isColoured: Bool) throws {
        let terminal = try Terminal(columns: 60)
        let run = try DiaryRun.Started(
            ["show", Fixture.small, Fixture.smallTimetable, "--practitioner", "p1"], environment: ["TERM": "xterm", "NO_COLOR": noColor, "COLUMNS": ""],
            standardOutput: terminal.end)
        #expect(run.finish().status == 0)
        terminal.read()
        #expect(terminal.text.contains("Alpha school"))
        #expect(terminal.text.contains("\u{1B}[") == isColoured)
        #expect(terminal.lines.allSatisfy { $0.count <= 60 })
    }
}
