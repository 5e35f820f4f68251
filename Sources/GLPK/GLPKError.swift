/// Which side of the constraint matrix an index counts.
public enum Axis: String, Sendable, Hashable {
    case row, column
}

/// Everything that can go wrong in a call to this module.
///
/// A call that throws has changed nothing, unless its documentation says otherwise. Only
/// ``aborted(cause:)`` costs more than the call: it ends every problem of the calling thread, and
/// those answer ``poisoned(cause:)`` from then on. New problems can be made at once.
public enum GLPKError: Error, Sendable, Equatable {
    /// The problem was made on another thread. GLPK's memory belongs to a thread; so does a problem.
    case wrongThread
    /// GLPK aborted in this very call. The cause is GLPK's own text.
    case aborted(cause: String)
    /// GLPK aborted in an earlier call on this thread and took this problem with it.
    case poisoned(cause: String)
    /// The problem was called from inside a callback or log closure of a call on the same problem.
    case inUse
    /// The system has no memory left for the wrapper's own records.
    case outOfMemory
    /// An index is not in `0..<count`.
    case invalidIndex(Axis, index: Int, count: Int)
    /// An index is given twice where each may stand once.
    case duplicateIndex(Axis, index: Int)
    /// A number is NaN, infinite, or larger than 1e100 in magnitude.
    case invalidNumber(Double, place: String)
    /// Bounds are crossed, NaN, infinite on the wrong side, or larger than 1e100 in magnitude.
    case invalidBounds(lower: Double, upper: Double, place: String)
    /// An integer column has a bound that is not a whole number.
    case fractionalBounds(column: Int, lower: Double, upper: Double)
    /// A name is longer than 255 bytes of UTF-8.
    case nameTooLong(bytes: Int)
    /// A name holds a control character.
    case nameHasControlCharacter(String)
    /// Another row or column already has the name.
    case duplicateName(Axis, String)
    /// The arrays of a batch or basis do not fit together.
    case shapeMismatch(String)
    /// More rows, columns or coefficients than GLPK can hold (100 million; 500 million coefficients).
    case tooMany
    /// The value of an option makes no sense.
    case invalidOption(String, reason: String)
    /// GLPK cannot honour an option, alone or with the others asked for.
    case unsupported(String, reason: String)
    /// The problem was edited after it was solved, so the solution is not its solution.
    case staleSolution
    /// There is no solution of this kind: not solved yet, or the solver ended without one.
    case noSolution
    /// The basis cannot be used.
    case invalidBasis(BasisFault)
    /// GLPK left no ray of the kind asked for.
    case noRay(reason: String)
    /// A file cannot be read. `line` counts from one and is present when GLPK names it.
    case cannotRead(path: String, line: Int?, message: String)
    /// A file cannot be written.
    case cannotWrite(path: String, message: String)
    /// A search event cannot do this: it is of another kind, or it is over.
    case notAtThisEvent(String)
    /// A heuristic solution breaks a bound, a row, or the kind of a column.
    case infeasibleSolution(Axis, index: Int, value: Double)
    /// The callback threw. The search was stopped in good order; solutions found so far can be read.
    case callbackThrew(CallbackFailure)
}

/// Why a basis cannot be used.
public enum BasisFault: String, Sendable, Hashable {
    /// The number of basic variables is not the number of rows.
    case wrongSize
    /// The basis matrix is singular.
    case singular
    /// The basis matrix is nearly singular.
    case illConditioned
}

/// An error thrown by a caller's closure, carried through GLPK.
public struct CallbackFailure: Sendable, Equatable {
    /// What the closure threw.
    public let underlying: any Error

    /// Wraps an error.
    public init(_ underlying: any Error) { self.underlying = underlying }

    /// Equal when the errors describe themselves alike.
    public static func == (left: CallbackFailure, right: CallbackFailure) -> Bool {
        String(reflecting: left.underlying) == String(reflecting: right.underlying)
    }
}

extension GLPKError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .wrongThread:
            "The problem was made on another thread; call it on the thread that made it."
        case .aborted(let cause):
            "GLPK gave up in this call and its problems on this thread are gone; make new ones. GLPK says: \(cause)"
        case .poisoned(let cause):
            "GLPK gave up earlier on this thread and took this problem with it; make a new one. GLPK said: \(cause)"
        case .inUse:
            "The problem is in the middle of a call; wait until it has returned."
        case .outOfMemory:
            "There is not enough memory."
        case .invalidIndex(let axis, let index, let count):
            "There is no \(axis.rawValue) \(index): the indices are 0..<\(count)."
        case .duplicateIndex(let axis, let index):
            "The \(axis.rawValue) index \(index) is given twice; give each index once."
        case .invalidNumber(let value, let place):
            "\(place): \(value) is not a finite number of at most 1e100 in magnitude."
        case .invalidBounds(let lower, let upper, let place):
            "\(place): the bounds \(lower)...\(upper) are crossed or are not numbers."
        case .fractionalBounds(let column, let lower, let upper):
            "Integer column \(column) has the bounds \(lower)...\(upper); make them whole numbers."
        case .nameTooLong(let bytes):
            "The name has \(bytes) bytes; at most 255 fit."
        case .nameHasControlCharacter(let name):
            "The name \(name.debugDescription) holds a control character."
        case .duplicateName(let axis, let name):
            "Another \(axis.rawValue) is already called \(name.debugDescription)."
        case .shapeMismatch(let reason):
            reason
        case .tooMany:
            "GLPK holds at most 100 million rows, 100 million columns and 500 million coefficients."
        case .invalidOption(let name, let reason):
            "The option \(name) is wrong: \(reason)"
        case .unsupported(let name, let reason):
            "GLPK cannot honour \(name): \(reason)"
        case .staleSolution:
            "The problem was edited after it was solved; solve it again before reading a solution."
        case .noSolution:
            "There is no such solution to read; solve the problem first and look at the result's status."
        case .invalidBasis(.wrongSize):
            "The basis must have as many basic variables as the problem has rows."
        case .invalidBasis(.singular):
            "The basis matrix is singular."
        case .invalidBasis(.illConditioned):
            "The basis matrix is nearly singular."
        case .noRay(let reason):
            "There is no ray: \(reason)"
        case .cannotRead(let path, let line, let message):
            "\(path)\(line.map { ":\($0)" } ?? ""): \(message)"
        case .cannotWrite(let path, let message):
            "\(path): \(message)"
        case .notAtThisEvent(let reason):
            reason
        case .infeasibleSolution(let axis, let index, let value):
            "The solution offered breaks \(axis.rawValue) \(index), which has the value \(value)."
        case .callbackThrew(let failure):
            "The callback threw: \(failure.underlying)"
        }
    }
}
