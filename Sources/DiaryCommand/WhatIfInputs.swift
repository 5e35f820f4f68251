import Diary
import DiaryFiles
import DiaryOptimiser
import DiaryReport
import Foundation

/// Reading the variants of a scenario: all of them, with every mistake of every one at once.
struct WhatIfInputs {
    let base: ScenarioReading
    /// The path of the scenario, as it was given.
    let path: String

    /// The variants as weeks to plan, in the order given.
    ///
    /// - Throws: ``Failure`` where one cannot be read, is wrong, is no variant of the scenario, or says the same as another.
    func variants(_ paths: [String], published: String?) throws -> [WhatIfWeek] {
        var problems: [(status: ExitStatus, message: String)] = []
        var weeks: [WhatIfWeek] = []
        var known: [String: String] = [:]
        if let own = base.chain.first { known[own] = path }
        for variant in paths {
            do {
                let reading = try Inputs.readScenario(variant)
                if let problem = Self.objection(to: reading, variant, base: base, basePath: path) {
                    problems.append((.badInput, problem))
                    continue
                }
                if let identity = reading.chain.first {
                    if let earlier = known[identity] {
                        problems.append((.badInput, "\(variant) is the same file as \(earlier): name each variant once."))
                        continue
                    }
                    known[identity] = variant
                }
                let timetable = try Inputs.published(published, for: reading.scenario)
                weeks.append(WhatIfWeek(name: name(of: variant, among: weeks.map(\.name)), scenario: reading.scenario, published: timetable))
            } catch let errors as InputErrors {
                problems.append((.badInput, Inputs.failure(errors, file: variant).message))
            } catch let failure as Failure {
                problems.append((failure.status, failure.message))
            }
        }
        guard let first = problems.first else { return weeks }
        for problem in problems.dropLast() { Console.reportError(problem.message) }
        let status = problems.contains { $0.status == .badInput } ? .badInput : first.status
        throw Failure(status, problems.last?.message ?? "")
    }

    /// Why a file is no variant of the scenario, or nil.
    ///
    /// It builds on the scenario's file by `extends`, or on the same base as that one does, and plans the same week.
    private static func objection(to variant: ScenarioReading, _ path: String, base: ScenarioReading, basePath: String) -> String? {
        guard !Set(variant.chain).isDisjoint(with: base.chain) else {
            return "\(path) is no variant of \(basePath): it does not build on that file. Let it say `extends: "
                + "\(URL(filePath: basePath).lastPathComponent)` (a path from its own folder), and then what is different."
        }
        if variant.scenario.week != base.scenario.week {
            return "\(path) plans the week of \(Wording.date(variant.scenario.week)), \(basePath) that of \(Wording.date(base.scenario.week)): "
                + "only plans of one week can be compared."
        }
        return nil
    }

    /// The file's name without its extension, with a number where another variant has it.
    private func name(of variant: String, among others: [String]) -> String {
        let stem = URL(filePath: variant).deletingPathExtension().lastPathComponent
        var name = stem, number = 2
        while others.contains(name) || name == Self.baseName {
            name = "\(stem)-\(number)"
            number += 1
        }
        return name
    }

    /// What the scenario itself is called beside its variants.
    static let baseName = "as it is"
}
