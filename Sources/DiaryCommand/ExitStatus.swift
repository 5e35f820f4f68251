import DiaryFiles
import Foundation

/// How the command ends, as the shell sees it: the codes of BSD's `sysexits.h` where it has one.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case notAllowed = 1
    case usage = 64
    case badInput = 65
    case internalError = 70
    case inputOutput = 74
    case interrupted = 130

    var meaning: String {
        switch self {
        case .done: "Done."
        case .notAllowed: "The timetable is not allowed."
        case .usage: "The command was not given as its help says."
        case .badInput: "A scenario or timetable file is wrong."
        case .internalError: "Our own fault: please report it."
        case .inputOutput: "A file could not be read or written."
        case .interrupted: "Interrupted before there was anything to keep."
        }
    }

    /// All codes with their meanings, for help texts.
    static let table = "EXIT CODES:\n" + allCases.map { status in
        let code = String(status.rawValue)
        return "  " + code + String(repeating: " ", count: 5 - code.count) + status.meaning
    }.joined(separator: "\n")
}

/// Why a command ends early: a code for the shell and a message for whoever reads it.
struct Failure: Error {
    var status: ExitStatus
    /// What is wrong, where, and what to do; empty where everything has been said already.
    var message: String

    init(_ status: ExitStatus, _ message: String = "") {
        self.status = status
        self.message = message
    }

    /// A file that cannot be read or written.
    init(_ error: FileError) {
        let text = error.description
        self.init(.inputOutput, text.prefix(1).uppercased() + text.dropFirst() + ".")
    }

    /// A search that ended with an error: never the scenario's fault.
    init(ofSearch error: any Error) {
        self.init(.internalError, "The search failed, which is our own fault: \(error)")
    }

    /// What the operating system says of the last call that failed.
    static var systemReason: String { String(cString: strerror(errno)) }
}
