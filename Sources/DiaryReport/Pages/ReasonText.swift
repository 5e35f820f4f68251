import Diary

/// Reasons as pages may show them: without names where the naming has none.
///
/// A reason is a sentence that names people as the scenario does. Where pages show ids or initials, each name in it, of a practitioner or a
/// meeting, or the label of a busy block, becomes what the naming calls it.
struct ReasonText: Sendable {
    /// Names and what replaces them, by the name's first word; the longest name first.
    private let names: [Substring: [(name: String, replacement: String)]]

    init(scenario: Scenario, naming: Naming) {
        var pairs: [String: String] = [:]
        if naming.style != .full {
            for person in scenario.practitioners {
                for block in person.busy { pairs[block.label] = "busy block" }
            }
            for (index, meeting) in scenario.meetings.enumerated() { pairs[meeting.name] = naming.meeting(index) }
            for (index, person) in scenario.practitioners.enumerated() where person.name != person.id {
                // Two people of one name cannot be told apart in a sentence; both become the same, unlike either.
                let text = naming.practitioner(index)
                pairs[person.name] = pairs[person.name].map { $0 == text ? text : "a practitioner" } ?? text
            }
        }
        let known = pairs.filter { !$0.key.isEmpty && $0.key != $0.value }.map { (name: $0.key, replacement: $0.value) }
        names = Dictionary(grouping: known) { Self.firstWord(of: $0.name[...]) }
            .mapValues { $0.sorted { ($1.name.count, $0.name) < ($0.name.count, $1.name) } }
    }

    /// The reason in the naming's words.
    ///
    /// - Complexity: linear in the reason's length for names that differ in their first words.
    func shown(_ reason: String) -> String {
        guard !names.isEmpty else { return reason }
        var result = "", rest = reason[...]
        while let first = rest.first {
            guard Self.isWordCharacter(first) || names[rest.prefix(1)] != nil else {
                result.append(first)
                rest.removeFirst()
                continue
            }
            let word = Self.firstWord(of: rest)
            let known = names[word, default: []].first { pair in
                rest.hasPrefix(pair.name) && !(rest.dropFirst(pair.name.count).first.map(Self.isWordCharacter) ?? false)
            }
            guard let known else {
                result += word
                rest.removeFirst(word.count)
                continue
            }
            result += known.replacement
            rest.removeFirst(known.name.count)
            // A name followed by its id says the id once.
            if rest.hasPrefix(" (\(known.replacement))") { rest.removeFirst(known.replacement.count + 3) }
        }
        return result
    }

    private static func firstWord(of text: Substring) -> Substring {
        let word = text.prefix(while: isWordCharacter)
        return word.isEmpty ? text.prefix(1) : word
    }

    private static func isWordCharacter(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
