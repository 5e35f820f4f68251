import Diary
import DiaryFiles
import Foundation
import Testing

/// The checker against the second opinion in `Tests/Oracle`, written from the rulebook alone in another language.
@Suite("The checker and the oracle agree")
struct OracleTests {
    @Test("Allowed or not, the rules broken, and the score, for right and broken timetables", arguments: OracleCase.all)
    func agree(_ oracle: OracleCase) throws {
        let scenario = try ScenarioReader(texts: ["scenario.json": oracle.scenario.text]).read("scenario.json").scenario
        let published = try oracle.published.map { try PublishedTimetable(document($0), in: scenario) }
        let checker = Checker(scenario)
        for (number, expected) in oracle.timetables.enumerated() {
            let verdict = checker.check(try document(expected.timetable), published: published)
            let rules = Set(verdict.violations.map(\.rule.rawValue)).subtracting(expected.perhaps)
            let found = Comment(rawValue: "timetable \(number): \(verdict.violations.map(\.description).joined(separator: "\n"))")
            #expect(verdict.isAllowed == expected.allowed, found)
            #expect(rules == Set(expected.rules).subtracting(expected.perhaps), found)
            if let score = expected.score {
                #expect(verdict.score.total == Points(thousandths: NSDecimalNumber(decimal: score * 1000).intValue), found)
            }
        }
    }

    @Test("Between them the cases break every rule, and hold allowed timetables and published ones")
    func cases() {
        let timetables = OracleCase.all.flatMap(\.timetables)
        #expect(Set(timetables.flatMap(\.rules)) == Set(Rule.allCases.map(\.rawValue)))
        #expect(timetables.contains { $0.allowed && $0.score != nil })
        #expect(OracleCase.all.contains { $0.published != nil })
    }

    @Test("A timetable that is read, written and read again is judged the same", arguments: OracleCase.all)
    func written(_ oracle: OracleCase) throws {
        let scenario = try ScenarioReader(texts: ["scenario.json": oracle.scenario.text]).read("scenario.json").scenario
        let checker = Checker(scenario)
        for expected in oracle.timetables where expected.allowed {
            let (timetable, violations) = try document(expected.timetable).resolved(in: scenario)
            #expect(violations.isEmpty)
            let verdict = checker.check(timetable)
            let text = TimetableWriter(scenario: scenario).json(timetable, .init(score: verdict.score.total))
            let again = checker.check(try TimetableReader(texts: ["again.json": text]).read("again.json"))
            #expect(again == verdict)
        }
    }

    private func document(_ value: JSONValue) throws -> TimetableDocument {
        try TimetableReader(texts: ["timetable.json": value.text]).read("timetable.json")
    }
}

/// One scenario with timetables and what the oracle says of them (`Tests/Oracle/README.md`).
struct OracleCase: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var scenario: JSONValue
    var published: JSONValue?
    var timetables: [Judged]

    struct Judged: Decodable, Sendable {
        var timetable: JSONValue
        var allowed: Bool
        /// Points; nil where the rulebook leaves a broken timetable's score open.
        var score: Decimal?
        var rules: [String]
        /// Rules about which the rulebook leaves a reading open for this timetable, which is not allowed anyway.
        var perhaps: [String]
    }

    var testDescription: String { name }

    static let all: [OracleCase] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appending(path: "Oracle/Fixtures/verdicts.json")
        return try! JSONDecoder().decode([OracleCase].self, from: Data(contentsOf: file))
    }()
}

/// A JSON value that keeps its decimals exactly, so that it can be written for a reader as it was.
enum JSONValue: Decodable, Sendable {
    case null
    case bool(Bool)
    case number(Decimal)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Decimal.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// The value as JSON text.
    var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let value): Self.quoted(value)
        case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let values):
            "{" + values.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.text)" }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            scalar == "\"" || scalar == "\\" || scalar.value < 32
                ? "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count) + String(scalar.value, radix: 16)
                : String(scalar)
        }
        return "\"" + escaped.joined() + "\""
    }
}
