import CGLPKShims

/// A linear or mixed-integer program that lives in GLPK.
///
/// ```swift
/// let problem = try Problem(sense: .maximise)
/// let x = try problem.addColumn(bounds: 0...40, objective: 3)
/// let y = try problem.addColumn(objective: 5)
/// try problem.addRow(bounds: ...18, coefficients: [(x, 3), (y, 2)])
/// let result = try problem.solveSimplex()
/// let values = try problem.columnValues()
/// ```
///
/// Rows and columns are counted from zero. A problem belongs to the thread that made it: every
/// call from another thread throws ``GLPKError/wrongThread``. It may be released on any thread;
/// GLPK's part is then deleted by the owning thread at its next call or at its end. Tasks and
/// actors move between threads, so use a `Thread`, or an executor that has one.
///
/// Every solution remembers the edit it belongs to: reading one after an edit throws
/// ``GLPKError/staleSolution``. Names and scaling are no edits; setting the basis makes the basic
/// solution stale.
public final class Problem {
    /// Called with each line GLPK writes, without its newline. Nil: silence.
    ///
    /// The closure runs in the middle of a call on this problem and must not call the problem; if it
    /// does, that call throws ``GLPKError/inUse``. It is kept as long as the problem: capture the
    /// problem weakly, if at all.
    public var log: ((String) -> Void)?

    /// How much GLPK writes to ``log``.
    public var logLevel: LogLevel = .normal

    let handle: OpaquePointer
    /// Lines of the present call, kept for error messages while not nil.
    var captured: [String]?
    var revision = 0
    /// The revision each kind of solution belongs to.
    var solved: [SolutionKind: Int] = [:]
    /// How the last simplex run ended.
    var lastTermination: Termination?
    /// Whether there is a point of each kind, and what it is worth.
    var status: [SolutionKind: PrimalStatus] = [:]

    /// An empty problem on the calling thread.
    ///
    /// - Throws: a name's errors; ``GLPKError/outOfMemory``; ``GLPKError/poisoned(cause:)`` when
    ///   called from a callback after GLPK aborted there.
    public init(name: String = "", sense: Sense = .minimise) throws(GLPKError) {
        var made: OpaquePointer?
        let code = cglpk_problem_create(&made)
        guard let made else { throw Problem.failure(code) }
        handle = made
        cglpk_problem_set_log(made, receiveLine, Unmanaged.passUnretained(self).toOpaque())
        if !name.isEmpty { try setName(name) }
        if sense != .minimise { try setSense(sense) }
    }

    deinit {
        cglpk_problem_destroy(handle)
    }

    // MARK: Answers of the C layer

    /// The error for an answer that needs no further detail.
    static func failure(_ code: Int32) -> GLPKError {
        switch Int(code) {
        case CGLPK_WRONG_THREAD: .wrongThread
        case CGLPK_POISONED: .poisoned(cause: abortMessage())
        case CGLPK_ABORTED: .aborted(cause: abortMessage())
        case CGLPK_BUSY: .inUse
        case CGLPK_NO_MEMORY: .outOfMemory
        case CGLPK_TOO_MANY: .tooMany
        default: .notAtThisEvent("This is not possible here.")
        }
    }

    /// GLPK's last words on this thread, on one line.
    static func abortMessage() -> String {
        String(cString: cglpk_abort_message())
            .split(whereSeparator: \.isNewline)
            .joined(separator: "; ")
    }

    @inline(__always)
    func check(_ code: Int32) throws(GLPKError) {
        if code != 0 { throw Problem.failure(code) }
    }

    func edited() { revision += 1 }

    func receive(_ line: UnsafeBufferPointer<UInt8>) {
        guard log != nil || captured != nil else { return }
        let text = String(decoding: line, as: UTF8.self)
        if let count = captured?.count {
            // a broken file may warn without end; the last lines say why it was given up
            if count >= 1000 { captured?.removeFirst(500) }
            captured?.append(text)
        }
        if logLevel != .off { log?(text) }
    }
}

/// How much GLPK writes.
public enum LogLevel: Int32, Sendable, Hashable {
    case off = 0
    case errors = 1
    case normal = 2
    case all = 3
}

private func receiveLine(_ context: UnsafeMutableRawPointer?, _ line: UnsafePointer<CChar>?, _ length: Int) {
    guard let context else { return }
    let problem = Unmanaged<Problem>.fromOpaque(context).takeUnretainedValue()
    let bytes = UnsafeBufferPointer(start: line, count: length)
    bytes.withMemoryRebound(to: UInt8.self) { problem.receive($0) }
}
