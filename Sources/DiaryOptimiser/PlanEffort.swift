import Foundation

/// Where the processor time of a plan went, in seconds summed over threads.
///
/// The three parts are read off the clocks of the threads that did the work, so that waiting counts nothing and no moment counts twice. What is left
/// of ``total`` is reading the week, building columns and rows, the checker and the search's bookkeeping.
public struct PlanEffort: Sendable, Equatable {
    /// Solving linear programs with GLPK.
    public internal(set) var linearPrograms = 0.0
    /// Pricing practitioners' days.
    public internal(set) var pricing = 0.0
    /// Local search.
    public internal(set) var search = 0.0
    /// Processor time of the whole process from the plan's beginning to its end: no less than the parts together, and more where the process does
    /// something else meanwhile.
    public internal(set) var total = 0.0

    static func += (one: inout PlanEffort, other: PlanEffort) {
        one.linearPrograms += other.linearPrograms
        one.pricing += other.pricing
        one.search += other.search
        one.total += other.total
    }

    static func + (one: PlanEffort, other: PlanEffort) -> PlanEffort {
        var sum = one
        sum += other
        return sum
    }
}

/// Clocks that run only while a processor works; reading one takes less than a microsecond.
enum ProcessorClock {
    /// Seconds for which the calling thread has run.
    static var thread: Double { seconds(CLOCK_THREAD_CPUTIME_ID) }
    /// Seconds for which all threads of the process have run.
    static var process: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        // Fails for no clock of these two.
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
