import Diary
import DiaryFiles

/// Reading what commands are given, with exit codes and messages for what goes wrong.
enum Inputs {
    /// Warnings shown before a plan; `diary validate` shows all.
    private static let mostWarnings = 5

    /// A scenario and its warnings.
    /// - Throws: `InputErrors` where the scenario is wrong, ``Failure`` where it cannot be read.
    static func readScenario(_ path: String) throws -> ScenarioReading {
        do {
            return try ScenarioReader().read(path)
        } catch {
            switch error {
            case .file(let error): throw Failure(error)
            case .input(let errors): throw errors
            }
        }
    }

    /// A scenario; the first of its warnings go to standard error.
    static func scenario(_ path: String) throws -> Scenario { try shownReading(path).scenario }

    /// A scenario with what was read beside it; the first of its warnings go to standard error.
    static func shownReading(_ path: String) throws -> ScenarioReading {
        do {
            let reading = try readScenario(path)
            for warning in reading.warnings.prefix(mostWarnings) { Console.report(warning.rendered + "\n") }
            let rest = reading.warnings.count - mostWarnings
            if rest > 0 { Console.reportWarning("\(path) has \(rest) more warnings; `diary validate \(path)` shows them all.") }
            return reading
        } catch let errors as InputErrors {
            throw failure(errors, file: path)
        }
    }

    /// A timetable as its file says it.
    static func timetable(_ path: String) throws(Failure) -> TimetableDocument {
        do {
            return try TimetableReader().read(path)
        } catch {
            switch error {
            case .file(let error): throw Failure(error)
            case .input(let errors): throw failure(errors, file: path)
            }
        }
    }

    /// The published timetable to compare with, if a path is given.
    static func published(_ path: String?, for scenario: Scenario) throws(Failure) -> PublishedTimetable? {
        guard let path else { return nil }
        let document = try timetable(path)
        do {
            return try PublishedTimetable(document, in: scenario)
        } catch {
            throw Failure(.badInput, "\(path): \(error)")
        }
    }

    /// Shows the errors and makes of them the failure that ends the command.
    static func failure(_ errors: InputErrors, file: String) -> Failure {
        Console.report(errors.rendered() + "\n\n")
        return Failure(.badInput, "\(file) has \(errors.count == 1 ? "an error" : "\(errors.count) errors"), named above.")
    }
}
