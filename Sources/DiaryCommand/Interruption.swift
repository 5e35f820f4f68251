import Foundation
import Synchronization

/// Ctrl-C and its kin: SIGINT, SIGTERM and, unless the command was started to outlive its terminal (`nohup`), SIGHUP.
///
/// The signals are blocked in every thread and taken by one that waits for them, so that what follows one is ordinary code. Make it
/// before any other thread starts: threads inherit what is blocked.
final class Interruption: Sendable {
    /// What the first signal does; the second always ends the process at once.
    enum FirstSignal: Sendable {
        /// Asks to stop soon (``isRequested``).
        case stopsSoon
        /// Ends the process at once.
        case ends
    }

    private struct State {
        var signals = 0
        var cleanup: [Int: @Sendable () -> Void] = [:]
        var nextCleanup = 0
        var notify: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let requested = Atomic<Bool>(false)

    /// Whether somebody has asked to stop soon.
    var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// One that never comes: signals are left to whoever runs this process.
    init() {}

    convenience init(firstSignal: FirstSignal) {
        self.init()
        var inherited = sigaction()
        sigaction(SIGHUP, nil, &inherited)
        var signals = [SIGINT, SIGTERM]
        if !Self.isIgnored(inherited) { signals.append(SIGHUP) }
        var set = sigset_t()
        sigemptyset(&set)
        for number in signals {
            // A shell script starts its background jobs with SIGINT ignored; whoever sends one all the same means it.
            signal(number, SIG_DFL)
            sigaddset(&set, number)
        }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let awaited = set
        Thread.detachNewThread { [self] in
            while true {
                var awaited = awaited
                var number: Int32 = 0
                guard sigwait(&awaited, &number) == 0 else { continue }
                receive(firstSignal)
            }
        }
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        #if os(Linux)
            unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
        #else
            unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
        #endif
    }

    /// Says what to do once when somebody asks to stop soon; it must not wait for anything, for a second signal waits for it.
    func onRequest(_ notify: @escaping @Sendable () -> Void) {
        state.withLock { $0.notify = notify }
    }

    /// Runs `body`; where the process is ended meanwhile, `cleanup` runs first.
    func cleaningUp<Result, Problem: Error>(
        _ cleanup: @escaping @Sendable () -> Void, _ body: () throws(Problem) -> Result
    ) throws(Problem) -> Result {
        let key = state.withLock { state in
            state.nextCleanup += 1
            state.cleanup[state.nextCleanup] = cleanup
            return state.nextCleanup
        }
        defer { state.withLock { $0.cleanup[key] = nil } }
        return try body()
    }

    /// Runs `body` undivided: the process is not ended by a signal in the middle of it.
    func undivided<Result, Problem: Error>(_ body: () throws(Problem) -> Result) throws(Problem) -> Result {
        let outcome = state.withLock { _ in
            do throws(Problem) { return Swift.Result<Result, Problem>.success(try body()) } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    private func receive(_ firstSignal: FirstSignal) {
        let notify: (@Sendable () -> Void)? = state.withLock { state in
            state.signals += 1
            guard state.signals == 1, firstSignal == .stopsSoon else {
                for cleanup in state.cleanup.sorted(by: { $0.key > $1.key }) { cleanup.value() }
                Console.reportWithoutWaiting("\nInterrupted: nothing was written.\n")
                _exit(ExitStatus.interrupted.rawValue)
            }
            return state.notify
        }
        requested.store(true, ordering: .relaxed)
        notify?()
    }
}
