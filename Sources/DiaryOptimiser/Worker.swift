import Foundation

/// A thread of its own that runs one job after another.
///
/// GLPK's problems belong to the thread that made them, which neither actors nor dispatch queues keep; a worker does.
final class Worker: @unchecked Sendable {
    // `condition` guards all of the state.
    private let condition = NSCondition()
    private var job: (@Sendable () -> Void)?
    private var isBusy = false
    private var isEnding = false

    init(name: String) {
        let thread = Thread { [self] in loop() }
        thread.name = name
        thread.stackSize = 16 << 20
        thread.start()
    }

    /// Hands over a job; the one before must have ended.
    func start(_ job: @escaping @Sendable () -> Void) {
        condition.lock()
        while isBusy { condition.wait() }
        self.job = job
        isBusy = true
        condition.broadcast()
        condition.unlock()
    }

    /// Waits for the end of the job.
    func wait() {
        condition.lock()
        while isBusy { condition.wait() }
        condition.unlock()
    }

    /// Runs a job and waits for it.
    func run(_ job: @escaping @Sendable () -> Void) {
        start(job)
        wait()
    }

    /// Lets the thread end once its job is done.
    func end() {
        condition.lock()
        isEnding = true
        condition.broadcast()
        condition.unlock()
    }

    private func loop() {
        while true {
            condition.lock()
            while job == nil && !isEnding { condition.wait() }
            let next = job
            job = nil
            condition.unlock()
            guard let next else { return }
            next()
            condition.lock()
            isBusy = false
            condition.broadcast()
            condition.unlock()
        }
    }
}
