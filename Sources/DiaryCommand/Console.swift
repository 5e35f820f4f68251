import DiaryReport
import Foundation

/// Standard output and standard error.
///
/// SIGPIPE is ignored (``ignoreBrokenPipes()``), so that a reader who has seen enough (`diary plan ... | head`) costs nobody the plan:
/// what is written to a closed pipe is dropped.
enum Console {
    /// Makes writing to a closed pipe an error of that write instead of the end of the process.
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes to standard output. A full disk, say, is a failure; a reader gone is none.
    static func output(_ text: String) throws(Failure) {
        guard write(text, to: STDOUT_FILENO) else {
            throw Failure(.inputOutput, "Cannot write to standard output: \(Failure.systemReason).")
        }
    }

    /// Writes to standard error; where that fails there is nobody left to tell.
    static func report(_ text: String) {
        _ = write(text, to: STDERR_FILENO)
    }

    /// Writes to standard error where that takes something at once, for a process that is about to end.
    static func reportWithoutWaiting(_ text: String) {
        var ready = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        if poll(&ready, 1, 0) == 1, ready.revents & Int16(POLLOUT) != 0 { report(text) }
    }

    /// Writes a line that starts with `error:` to standard error.
    static func reportError(_ message: String) {
        report(errorStyle.bad("error:") + " \(message)\n")
    }

    /// Writes a line that starts with `warning:` to standard error.
    static func reportWarning(_ message: String) {
        report(errorStyle.notable("warning:") + " \(message)\n")
    }

    /// Whether everything was written or its reader is gone; otherwise `errno` says why.
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EPIPE {
                return true
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Whether standard output is a terminal.
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    /// Whether standard error is a terminal that can redraw a line.
    static var errorIsLive: Bool { isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb" }

    static var outputStyle: TextStyle { style(of: STDOUT_FILENO) }
    static var errorStyle: TextStyle { style(of: STDERR_FILENO) }

    /// Columns for text on standard output: the terminal's, but no more than people like to read; 80 where it is no terminal.
    static var outputWidth: Int { min(100, max(40, width(of: STDOUT_FILENO) ?? 80)) }
    /// Columns for tables on standard output, which may be as wide as the terminal: what `COLUMNS` asks for, or else what the terminal
    /// has; 80 where neither says, and no fewer than the tables can do with.
    static var tableWidth: Int {
        let asked = Int(environment("COLUMNS")).flatMap { $0 > 0 ? $0 : nil }
        return max(50, asked ?? width(of: STDOUT_FILENO) ?? 80)
    }
    /// Columns of the terminal on standard error; 80 where it does not say.
    static var errorWidth: Int { width(of: STDERR_FILENO) ?? 80 }

    /// Colours on a terminal, and never where `NO_COLOR` is set (no-color.org).
    private static func style(of descriptor: Int32) -> TextStyle {
        let isWanted = environment("NO_COLOR").isEmpty && environment("TERM") != "dumb"
        return TextStyle(isColoured: isWanted && isatty(descriptor) == 1)
    }

    private static func width(of descriptor: Int32) -> Int? {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return isatty(descriptor) == 1 ? Int(environment("COLUMNS")) : nil
    }

    private static func environment(_ name: String) -> String { ProcessInfo.processInfo.environment[name] ?? "" }
}
