/// How far people can be recognised in what leaves the building.
///
/// Clients are pseudonyms in every style: a scenario holds nothing else. Texts that somebody typed freely may hold a person's name, so
/// they appear only where names do.
///
/// | | `full` | `initials` | `pseudonym` |
/// |---|---|---|---|
/// | practitioners | name | initials | id |
/// | meetings | name | id | id |
/// | labels of busy blocks | shown | left out | left out |
/// | the service | name | name | left out |
/// | places | name | name | name |
/// | clients, requests, session types | id | id | id |
public enum NameStyle: String, CaseIterable, Hashable, Sendable {
    /// Names as the scenario gives them.
    case full
    /// Initials of practitioners.
    case initials
    /// Ids alone, but for the names of places.
    case pseudonym
}

/// The texts by which one scenario's people and things are shown in one ``NameStyle``.
///
/// ```swift
/// let naming = Naming(scenario: scenario, style: .initials)
/// naming.practitioner(0)  // "AB" for "Anna Brown"
/// ```
///
/// Two practitioners whose names or initials are the same are told apart by their ids: `AB (p01)` and `AB (p02)`.
public struct Naming: Sendable {
    public let style: NameStyle
    private let scenario: Scenario
    private let practitioners: [String]

    /// Prepares the texts; takes time in proportion to the number of practitioners.
    public init(scenario: Scenario, style: NameStyle) {
        self.scenario = scenario
        self.style = style
        let texts = scenario.practitioners.map { practitioner in
            switch style {
            case .full: practitioner.name
            case .initials: practitioner.name == practitioner.id ? practitioner.id : Self.initials(of: practitioner.name) ?? practitioner.id
            case .pseudonym: practitioner.id
            }
        }
        let counts = Dictionary(texts.map { ($0, 1) }, uniquingKeysWith: +)
        practitioners = zip(texts, scenario.practitioners).map { text, practitioner in
            text == practitioner.id || counts[text] == 1 ? text : "\(text) (\(practitioner.id))"
        }
    }

    /// A practitioner, by position in `Scenario.practitioners`.
    public func practitioner(_ position: Int) -> String { practitioners[position] }

    /// Several practitioners, by positions in `Scenario.practitioners`: `p01, p02`.
    public func practitioners(_ positions: [Int]) -> String { positions.map { practitioners[$0] }.joined(separator: ", ") }

    /// A place, by position in `Scenario.places`: its name in every style, for people have to find it.
    public func place(_ position: Int) -> String { scenario.places[position].name }

    /// The client of a request: the pseudonym in every style.
    public func client(of request: Request) -> String { request.client }

    /// A meeting, by position in `Scenario.meetings`.
    public func meeting(_ position: Int) -> String {
        let meeting = scenario.meetings[position]
        return style == .full ? meeting.name : meeting.id
    }

    /// What a busy block is called, or nil where the style leaves it out.
    public func label(of block: BusyBlock) -> String? { style == .full ? block.label : nil }

    /// The service's name, or nil where the style leaves it out.
    public var service: String? { style == .pseudonym ? nil : scenario.service }

    /// The first letter of each word in upper case, numbers whole (`Practitioner 12` gives `P12`), or nil where the name has
    /// neither letters nor digits. Words end at everything but letters, digits and apostrophes.
    static func initials(of name: String) -> String? {
        let words = name.split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "\u{2019}") }
        let initials = words.compactMap { word -> String? in
            guard let first = word.first(where: { $0.isLetter || $0.isNumber }) else { return nil }
            return first.isNumber ? String(word) : first.uppercased()
        }.joined()
        return initials.isEmpty ? nil : initials
    }
}
