import ArgumentParser
import Diary
import DiaryOptimiser
import DiaryReport
import Foundation

/// `diary value`
struct ValueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "value",
        abstract: "Say what one more of each scarce thing is worth.",
        discussion: """
            Plans the week and reads off what proves its bound: how many points one more after-hours slot, evening, session a week, hour of \
            supervision, room or evening on cover would be worth, with people and places named, and what would be worth nothing. These are estimates \
            of value, not promises: with one more, no plan scores more than the bound plus the worth, and what is really gained may be less. \
            `diary whatif --each` plans the most promising ones.

            In sessions: the points divided by what the median request that is not placed would bring in its first mode (of all requests where every \
            one is placed).

            No file is written. The search ends as that of `diary plan`; Ctrl-C ends it with the worth at that moment.

            EXAMPLES:
              diary value week.yaml
              diary value week.yaml --json | jq '.worth[] | select(.points > 50)'

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The scenario file (YAML or JSON).", completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String

    @Option(parsing: .unconditional, help: ArgumentHelp("Seconds after which the best bound so far is taken.", valueName: "seconds"))
    var timeLimit: Double = 60

    @OptionGroup var options: SearchOptions

    @Flag(help: "Print one JSON object on standard output instead of the summary.")
    var json = false

    @Flag(help: "Show no progress.")
    var quiet = false

    func validate() throws {
        let errors = options.errors(timeLimit: timeLimit)
        if !errors.isEmpty { throw ValidationError(errors.joined(separator: "\n")) }
    }

    func run() throws {
        let interruption = Interruption(firstSignal: .stopsSoon)
        let scenario = try Inputs.scenario(self.scenario)
        let published = try Inputs.published(options.published, for: scenario)
        let result = try search(scenario, published, interruption)
        _ = try PlanClaim(result).judged(in: scenario, published: published)
        let rows = ScarceWorth.all(scenario, result.prices).map { Self.row($0, scenario) }
        let typical = WorthSummary.typicalSession(scenario, result.timetable)
        if json {
            try Console.output(try WorthReport(scenario: scenario, result: result, rows: rows, typical: typical).json())
        } else {
            let summary = WorthSummary(
                scenario: scenario, score: result.score, bound: result.bound, rows: rows, typical: typical, style: Console.outputStyle,
                width: Console.tableWidth)
            try Console.output(summary.text)
        }
    }

    private func search(_ scenario: Scenario, _ published: PublishedTimetable?, _ interruption: Interruption) throws(Failure) -> PlanResult {
        let planOptions = PlanOptions(timeLimit: timeLimit, gap: options.gap, threads: options.threadCount, seed: options.seed)
        let display = ProgressDisplay(
            quiet ? .none : Console.errorIsLive ? .live : .table, timeLimit: timeLimit,
            kept: .init(sentence: "the worth at this moment is shown", hint: "what is known"))
        interruption.onRequest { display.stopping() }
        do {
            let result = try Planner(scenario: scenario, published: published, options: planOptions)
                .plan(progress: { display.show($0) }, isStopped: { interruption.isRequested })
            display.finish(PlanProgress(phase: "Done", best: result.score, bound: result.bound, seconds: result.seconds))
            guard !result.prices.isEmpty || result.isOptimal || !interruption.isRequested else {
                throw Failure(.interrupted, "Interrupted before anything was known of the worth of things.")
            }
            return result
        } catch let failure as Failure {
            throw failure
        } catch {
            display.finish(nil)
            throw Failure(ofSearch: error)
        }
    }

    /// What something scarce is called.
    private static func row(_ worth: ScarceWorth, _ scenario: Scenario) -> WorthSummary.Row {
        func name(_ practitioner: Int) -> String { scenario.practitioners[practitioner].name }
        let (kind, who, unit): (String, String, String) =
            switch worth.subject {
            case .afterHoursSlot: ("After-hours slots", "", "after-hours slot")
            case .evening(let practitioner): ("Evenings a week", name(practitioner), "evening")
            case .sessionOfWeek(let practitioner): ("Sessions a week", name(practitioner), "session a week")
            case .supervisionHour(let supervisor): ("Hours of supervision", name(supervisor), "hour of supervision by")
            case .room(let place, let kind): ("Rooms", "“\(kind)” at \(scenario.places[place].name)", "room")
            case .coverEvening(let day): ("Cover", day.name, "person on cover")
            case .supervisorDay(let supervisor, let day): ("Supervisors' days", "\(name(supervisor)), \(day.name)", "day of a supervisor")
            }
        return WorthSummary.Row(kind: kind, name: who, unit: unit, points: worth.points, dearest: worth.dearest)
    }
}

/// What `diary value --json` prints.
private struct WorthReport {
    let scenario: Scenario
    let result: PlanResult
    let rows: [WorthSummary.Row]
    let typical: Points

    private struct Object: Encodable {
        var format = "diary-value/1"
        var service: String
        var week: String
        var score: JSONText.Number
        var bound: JSONText.Number
        var stop: String
        var seconds: Double
        /// Points of the session by which points become sessions.
        var session: JSONText.Number
        var worth: [Row]
    }

    private struct Row: Encodable {
        var kind: String
        var name: String
        var unit: String
        var points: JSONText.Number
        var sessions: JSONText.OrNull<Double>
        var dearest: JSONText.OrNull<String>
    }

    func json() throws(Failure) -> String {
        try JSONText.text(
            Object(
                service: scenario.service, week: scenario.week.description, score: JSONText.Number(result.score),
                bound: JSONText.Number(result.bound), stop: result.stop.rawValue, seconds: (result.seconds * 1000).rounded() / 1000,
                session: JSONText.Number(typical),
                worth: rows.map { row in
                    let sessions = WorthSummary.sessions(row.points, typical: typical).map { ($0 * 1000).rounded() / 1000 }
                    return Row(
                        kind: row.kind, name: row.name, unit: row.unit, points: JSONText.Number(row.points), sessions: JSONText.OrNull(sessions),
                        dearest: JSONText.OrNull(row.dearest?.description))
                }))
    }
}
