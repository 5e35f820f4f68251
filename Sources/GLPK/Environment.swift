import CGLPKShims

/// GLPK's environment of the calling thread: made at the first use, freed with everything in it
/// when the thread ends.
public enum Environment {
    /// GLPK's version, such as `5.0`.
    public static var version: String { String(cString: glp_version()) }

    /// Whether this build of GLPK keeps an environment for each thread. Without it, use one thread.
    public static var isThreaded: Bool { cglpk_is_threaded() != 0 }

    /// What GLPK holds on the calling thread.
    public struct MemoryUse: Sendable, Hashable {
        public let blocks: Int
        public let bytes: Int
    }

    /// What GLPK holds on the calling thread, after deleting problems released elsewhere.
    public static func memoryUse() throws(GLPKError) -> MemoryUse {
        var blocks: Int32 = 0
        var bytes = 0
        let code = cglpk_memory_usage(&blocks, &bytes)
        if code != 0 { throw Problem.failure(code) }
        return MemoryUse(blocks: Int(blocks), bytes: bytes)
    }

    /// Limits GLPK's memory on the calling thread, in megabytes of 2^20 bytes; nil lifts the limit.
    /// A call that needs more throws ``GLPKError/aborted(cause:)`` and ends the thread's problems.
    public static func setMemoryLimit(megabytes: Int?) throws(GLPKError) {
        if let megabytes, megabytes < 1 || megabytes >= Int(Int32.max) {
            throw .invalidOption("megabytes", reason: "\(megabytes) is not in 1..<2147483647")
        }
        let code = cglpk_set_memory_limit(Int32(megabytes ?? 0))
        if code != 0 { throw Problem.failure(code) }
    }

    /// How many problems of the calling thread wait to be deleted, having been released elsewhere.
    package static var pendingDeletions: Int { Int(cglpk_pending_count()) }
}

extension Problem {
    /// Makes GLPK abort, for tests.
    package func provokeAbort() throws(GLPKError) { try check(cglpk_provoke_abort(handle)) }
}
