import GLPK
import Testing

/// What runs inside a callback or log closure, and aborts in there.
struct NestedCallTests {
    /// Another problem may be solved, made, released or ended inside a callback.
    @Test func otherProblemsInsideACallback() throws {
        try onThread {
            let problem = try IntegerTests.knapsack(capacity: 37)
            let other = try SimplexTests.windows(sense: .maximise).problem
            var inner: [Double?] = []
            let result = try problem.solveInteger { search in
                if search.event == .relaxation {
                    inner.append(try other.solveSimplex().objective)
                    inner.append(try SimplexTests.windows(sense: .minimise).problem.solveInteger().objective)
                }
            }
            #expect(!inner.isEmpty && inner.allSatisfy { near($0.map(abs), 36) })
            #expect(near(result.objective, IntegerTests.best(capacity: 37)))
            // an abort in there ends both, and the search unwinds
            let thrown = error {
                try problem.solveInteger { search in
                    if search.event == .relaxation {
                        _ = error { try other.provokeAbort() }
                        expectSomeError { _ = try Problem() }
                        _ = try? search.columnValues()
                    }
                }
            }
            guard case .aborted = thrown, case .poisoned = error({ _ = try problem.rowCount }),
                case .poisoned = error({ _ = try other.rowCount })
            else {
                Issue.record("\(String(describing: thrown))")
                return
            }
            #expect(near(try IntegerTests.knapsack().solveInteger().objective, IntegerTests.best()))
            #expect(try Environment.memoryUse().blocks == 0)
        }
    }

    @Test func anAbortInsideALogClosure() throws {
        try onThread {
            let problem = try IntegerTests.knapsack()
            let other = try Problem()
            problem.logLevel = .all
            problem.log = { _ in _ = error { try other.provokeAbort() } }
            guard case .aborted = error({ try problem.solveInteger() }) else {
                Issue.record("the abort was not seen outside")
                return
            }
            #expect(try Environment.memoryUse().blocks == 0)
        }
    }
}
