import Foundation
import GLPK
import Testing

private final class ThreadBody {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
}

private final class ThreadResult<Value>: @unchecked Sendable {
    var result: Result<Value, any Error>?
    init() {}
}

private struct CannotStartThread: Error {}

/// Runs a body on a thread of its own; the thread has ended when this returns.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) throws -> Value {
    let box = ThreadResult<Value>()
    let start = Unmanaged.passRetained(ThreadBody { box.result = Result { try body() } })
    #if canImport(Darwin)
        var thread: pthread_t?
        let code = pthread_create(&thread, nil, { runBody($0) }, start.toOpaque())
        guard code == 0, let thread else { throw CannotStartThread() }
    #else
        var thread: pthread_t = 0
        let code = pthread_create(&thread, nil, { runBody($0) }, start.toOpaque())
        guard code == 0 else { throw CannotStartThread() }
    #endif
    pthread_join(thread, nil)
    return try #require(box.result).get()
}

private func runBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
    return nil
}

/// Carries a problem to where it must not be used.
struct Smuggled: @unchecked Sendable {
    var problem: Problem?
}

/// The error a body throws.
func error(_ body: () throws -> Void) -> GLPKError? {
    do {
        try body()
        return nil
    } catch {
        return error as? GLPKError
    }
}

// Not `#expect(error { ... } == ...)`: inside a closure, Swift 6.3 may run another closure of the
// same function in place of the macro's.

/// Expects a body to throw an error, compared by its text, for NaN is in some.
func expectError(
    _ expected: GLPKError, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) {
    let thrown = error(body)
    #expect(thrown.map { "\($0)" } == "\(expected)", sourceLocation: sourceLocation)
}

/// Expects a body to throw some error of the module.
func expectSomeError(sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void) {
    let thrown = error(body)
    #expect(thrown != nil, sourceLocation: sourceLocation)
}

func near(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-6) -> Bool {
    guard let a else { return false }
    return abs(a - b) <= tolerance * max(1, abs(b))
}

/// A folder that is gone after the body.
func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("glpk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
}

/// The folder of linear programs beside the package, or nil.
let sharedPrograms: URL? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let candidates = [
        root.deletingLastPathComponent().appendingPathComponent("shared/data/lp"),
        ProcessInfo.processInfo.environment["DIARY_SHARED"].map { URL(fileURLWithPath: $0 + "/data/lp") },
    ]
    return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
}()
