public import ArgumentParser
public import Diary
import DiaryFiles
import DiaryReport

/// `diary show`
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a timetable on the terminal: the week, one person's, one place's, or one day.",
        discussion: """
            A table for each day. A timetable that is not allowed is shown all the same, with a warning. Tables are as wide as the terminal, or \
            as COLUMNS says.

            EXAMPLES:
              diary show week.yaml week/timetable.json
              diary show week.yaml week/timetable.json --practitioner p03
              diary show week.yaml week/timetable.json --place heathland --day tue
            """
    )

    @Argument(help: "The scenario file (YAML or JSON).", completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String

    @Argument(help: "The timetable file (JSON).", completion: .file(extensions: ["json"]))
    var timetable: String

    @Option(help: ArgumentHelp("Show the week of one practitioner, by id.", valueName: "id"))
    var practitioner: String?

    @Option(help: ArgumentHelp("Show what one place holds, by id.", valueName: "id"))
    var place: String?

    @Option(help: ArgumentHelp("Show one day alone.", valueName: "mon..sun"), completion: .list(Weekday.allCases.map(\.key)))
    var day: Weekday?

    @Option(help: "How practitioners are named: full, initials or pseudonym (their ids).")
    var names: NameStyle = .full

    func validate() throws {
        if practitioner != nil, place != nil { throw ValidationError("--practitioner and --place do not go together: show one after the other.") }
    }

    func run() throws {
        let scenario = try Inputs.scenario(self.scenario)
        let document = try Inputs.timetable(timetable)
        let subject = try subject(in: scenario)
        let verdict = Checker(scenario).check(document)
        if !verdict.isAllowed {
            Console.reportWarning(
                "\(timetable) is not allowed: \(Wording.count(verdict.violations.count, "rule violation")); `diary check` names "
                    + "\(verdict.violations.count == 1 ? "it" : "them"). What cannot be read of it is left out.")
        }
        let listing = WeekListing(
            scenario: scenario, timetable: document.resolved(in: scenario).timetable, naming: Naming(scenario: scenario, style: names), subject: subject,
            day: day, style: Console.outputStyle, width: Console.tableWidth)
        try Console.output(listing.text)
    }

    private func subject(in scenario: Scenario) throws(Failure) -> WeekListing.Subject {
        if let practitioner {
            return .practitioner(
                try Self.position(of: practitioner, "practitioner", in: scenario.practitioners.map { (id: $0.id, name: $0.name) }))
        }
        if let place { return .place(try Self.position(of: place, "place", in: scenario.places.map { (id: $0.id, name: $0.name) })) }
        return .everybody
    }

    /// The position of the thing with an id.
    private static func position(of id: String, _ noun: String, in things: [(id: String, name: String)]) throws(Failure) -> Int {
        if let position = things.firstIndex(where: { $0.id == id }) { return position }
        let named = things.first { $0.name.lowercased() == id.lowercased() }?.id
        let meant = named ?? Suggestion.nearest(to: id, among: things.map(\.id))
        throw Failure(
            .usage,
            DisplayWidth.harmless("The scenario has no \(noun) with the id “\(id)”\(meant.map { "; did you mean “\($0)”?" } ?? ".")"))
    }
}

extension Weekday: ExpressibleByArgument {
    /// What messages say of the values: not the numbers that stand behind days.
    public static var allValueStrings: [String] { allCases.map(\.key) }

    /// `tue`, or the day's English name, in capitals or not.
    public init?(argument: String) {
        let text = argument.lowercased()
        guard let day = Weekday.allCases.first(where: { $0.key == text || $0.name.lowercased() == text }) else { return nil }
        self = day
    }
}
