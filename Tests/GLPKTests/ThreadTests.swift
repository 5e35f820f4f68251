import Foundation
import GLPK
import Synchronization
import Testing

/// Threads, aborts, and who deletes what.
struct ThreadTests {
    @Test func everyCallFromAnotherThreadIsRefused() throws {
        let problem = try SimplexTests.windows(sense: .minimise).problem
        let other = Smuggled(problem: problem)
        let thrown = try onThread { () -> [GLPKError?] in
            guard let problem = other.problem else { return [] }
            return [
                error { try problem.addColumn() }, error { try problem.addRow(bounds: 0...) },
                error { try problem.addColumns(ColumnBatch()) }, error { try problem.deleteColumns([]) },
                error { try problem.deleteRows([0]) }, error { try problem.setBounds(row: 0, 0...) },
                error { try problem.setObjective(column: 0, 1) }, error { try problem.setName("a") },
                error { try problem.setName(column: 0, "a") }, error { try problem.solveSimplex() },
                error { try problem.solveInteger() }, error { try problem.solveInteriorPoint() },
                error { _ = try problem.columnValues() }, error { _ = try problem.basis() },
                error { try problem.setBasis(.slack) }, error { try problem.scale() }, error { _ = try problem.rowCount },
                error { _ = try problem.copy() }, error { try problem.removeAll() },
                error { try problem.write(to: "/dev/null", as: .freeMPS) }, error { _ = try problem.unboundedRay() },
                error { try problem.setSense(.maximise) }, error { _ = try problem.column(named: "x") },
            ]
        }
        #expect(thrown.count == 23)
        #expect(thrown.allSatisfy { $0 == .wrongThread })
        #expect(near(try problem.solveSimplex().objective, -36))
    }

    @Test func releaseOnAnotherThreadIsDeferred() throws {
        try onThread {
            let keeper = try Problem()
            let before = try Environment.memoryUse()
            let given = Mutex(Smuggled(problem: nil))
            try given.withLock { $0.problem = try SimplexTests.windows(sense: .maximise).problem }
            #expect(try Environment.memoryUse().bytes > before.bytes)
            try onThread { given.withLock { $0.problem = nil } }
            #expect(Environment.pendingDeletions == 1)
            _ = try keeper.rowCount
            #expect(Environment.pendingDeletions == 0)
            #expect(try Environment.memoryUse().bytes == before.bytes)
        }
    }

    @Test func aProblemMayOutliveItsThread() throws {
        let left = try onThread {
            let problem = try SimplexTests.windows(sense: .maximise).problem
            try problem.solveSimplex()
            return Smuggled(problem: problem)
        }
        let problem = try #require(left.problem)
        expectError(.wrongThread) { _ = try problem.rowCount }
        expectError(.wrongThread) { _ = try problem.columnValues() }
    }

    @Test func anAbortEndsTheProblemsOfItsThreadAlone() throws {
        let bystander = try SimplexTests.windows(sense: .maximise).problem
        try onThread {
            let first = try SimplexTests.windows(sense: .maximise).problem
            let second = try SimplexTests.windows(sense: .maximise).problem
            try second.solveSimplex()
            guard case .aborted(let cause)? = error({ try first.provokeAbort() }) else {
                Issue.record("the abort was not caught")
                return
            }
            #expect(cause.contains("invalid number of columns"))
            for problem in [first, second] {
                for thrown in [
                    error { try problem.addColumn() }, error { try problem.solveSimplex() },
                    error { _ = try problem.columnValues() }, error { _ = try problem.basis() },
                    error { try problem.provokeAbort() },
                ] {
                    guard case .poisoned(let text) = thrown else {
                        Issue.record("\(String(describing: thrown))")
                        continue
                    }
                    #expect(text.contains("invalid number of columns"))
                }
            }
            let fresh = try SimplexTests.windows(sense: .maximise).problem
            #expect(near(try fresh.solveSimplex().objective, 36))
        }
        #expect(near(try bystander.solveSimplex().objective, 36))
    }

    @Test func memoryRunsOut() throws {
        try onThread {
            try Environment.setMemoryLimit(megabytes: 2)
            let problem = try Problem()
            var batch = ColumnBatch()
            for _ in 0..<100_000 { batch.append(coefficients: []) }
            guard case .aborted(let cause)? = error({ try problem.addColumns(batch) }) else {
                Issue.record("the limit was not felt")
                return
            }
            #expect(cause.contains("memory allocation limit exceeded"))
            guard case .poisoned = error({ _ = try problem.columnCount }) else {
                Issue.record("the problem was not ended")
                return
            }
            // the limit holds in the new environment too
            let second = try Problem()
            guard case .aborted = error({ try second.addColumns(batch) }) else {
                Issue.record("the limit was forgotten")
                return
            }
            try Environment.setMemoryLimit(megabytes: nil)
            #expect(try Problem().addColumns(batch) == 0..<100_000)
            expectSomeError { try Environment.setMemoryLimit(megabytes: 0) }
            expectSomeError { try Environment.setMemoryLimit(megabytes: .max) }
        }
    }

    @Test func manyProblemsOnManyThreads() throws {
        try onThread {
            let total = Mutex(0)
            DispatchQueue.concurrentPerform(iterations: 16) { thread in
                do {
                    try onThread {
                        var problems: [Problem] = []
                        for round in 0..<20 {
                            let problem = try SimplexTests.windows(sense: .maximise).problem
                            try problem.setBounds(column: 0, 0...Double(thread + round))
                            problems.append(problem)
                        }
                        for (round, problem) in problems.enumerated() {
                            // y is 6 whatever x is, and x is at most 2
                            let x = min(2.0, Double(thread + round))
                            if near(try problem.solveSimplex().objective, 30 + 3 * x) { total.withLock { $0 += 1 } }
                            if round % 7 == 3 { _ = error { try Problem().provokeAbort() }; return }
                        }
                    }
                } catch {
                    Issue.record(error)
                }
            }
            #expect(total.withLock { $0 } == 16 * 4)
        }
    }

    @Test func nothingIsLeftBehind() throws {
        try onThread {
            let before = try Environment.memoryUse()
            for method in [SimplexOptions.Method.primal, .dual] {
                let problem = try SimplexTests.windows(sense: .maximise).problem
                try problem.solveSimplex(SimplexOptions(method: method))
                try problem.setKind(column: 0, .integer)
                try problem.solveInteger()
                try problem.solveInteriorPoint()
                _ = error { try problem.addColumn(coefficients: [(9, 1)]) }
                _ = error { try problem.setName(row: 0, "\n") }
            }
            #expect(try Environment.memoryUse() == before)
        }
    }
}
