import Foundation
import GLPK
import Testing

/// The published optima of Netlib, where the files are beside the package.
@Suite(.enabled(if: sharedPrograms != nil))
struct NetlibTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String
        let name: String
        let optimum: Double
        var testDescription: String { name }
    }

    static let cases: [Case] = {
        guard let folder = sharedPrograms,
            let table = try? String(contentsOf: folder.appendingPathComponent("optimal-values.csv"), encoding: .utf8)
        else { return [] }
        return table.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count >= 4, let optimum = Double(fields[3]) else { return nil }
            let path = folder.appendingPathComponent("\(fields[0])/\(fields[1]).mps").path
            return Case(path: path, name: String(fields[1]), optimum: optimum)
        }
    }()

    static let infeasible: [String] = {
        guard let folder = sharedPrograms?.appendingPathComponent("infeasible") else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".mps") }.sorted().map { folder.appendingPathComponent($0).path }
    }()

    @Test func allAreThere() {
        #expect(Self.cases.count == 27)
        #expect(Self.infeasible.count == 10)
    }

    /// The published values leave the objective's constant out (e226 has one).
    func check(_ result: SimplexResult, _ problem: Problem, _ netlib: Case) throws {
        #expect(result.termination == .optimal, "\(netlib.name)")
        let objective = try #require(result.objective) - problem.objectiveConstant
        #expect(near(objective, netlib.optimum), "\(netlib.name): \(objective)")
        // the point itself gives this objective
        let values = try problem.columnValues()
        var sum = 0.0
        for (column, value) in values.enumerated() { sum += try problem.objective(column: column) * value }
        #expect(near(sum, netlib.optimum), "\(netlib.name)")
    }

    @Test(arguments: cases) func optimum(_ netlib: Case) throws {
        for method in [SimplexOptions.Method.primal, .dual, .dualThenPrimal] {
            let problem = try Problem(reading: netlib.path, as: .fixedMPS)
            try problem.scale()
            try problem.setBasis(.advanced)
            try check(problem.solveSimplex(SimplexOptions(method: method)), problem, netlib)
        }
        let problem = try Problem(reading: netlib.path, as: .fixedMPS)
        try check(problem.solveSimplex(SimplexOptions(method: .primal, presolve: true)), problem, netlib)
    }

    /// From the optimal basis no iteration is left; from a disturbed problem's basis, the optimum again.
    @Test(arguments: cases) func warmStart(_ netlib: Case) throws {
        for method in [SimplexOptions.Method.primal, .dual] {
            let problem = try Problem(reading: netlib.path, as: .fixedMPS)
            try problem.scale()
            try problem.setBasis(.advanced)
            let cold = try problem.solveSimplex(SimplexOptions(method: method))
            let basis = try problem.basis()
            try check(cold, problem, netlib)

            let other = try Problem(reading: netlib.path, as: .fixedMPS)
            try other.setBasis(basis)
            let warm = try other.solveSimplex(SimplexOptions(method: method))
            try check(warm, other, netlib)
            #expect(!warm.basisWasRepaired)
            #expect(warm.iterations <= cold.iterations / 4 + 2, "\(netlib.name): \(warm.iterations) of \(cold.iterations)")

            let objective = try problem.objective(column: 0)
            try problem.setObjective(column: 0, objective + 1)
            try problem.solveSimplex(SimplexOptions(method: .primal))
            try problem.setObjective(column: 0, objective)
            try check(problem.solveSimplex(SimplexOptions(method: method)), problem, netlib)
        }
    }

    @Test(arguments: infeasible) func isInfeasible(_ path: String) throws {
        for method in [SimplexOptions.Method.primal, .dualThenPrimal] {
            let problem = try Problem(reading: path, as: .fixedMPS)
            try problem.setBasis(.advanced)
            let result = try problem.solveSimplex(SimplexOptions(method: method))
            #expect(result.termination == .infeasible)
            #expect(result.primalStatus == .noneExists)
        }
        let problem = try Problem(reading: path, as: .fixedMPS)
        let result = try problem.solveSimplex(SimplexOptions(method: .primal, presolve: true))
        #expect(result.termination == .infeasible)
    }
}
