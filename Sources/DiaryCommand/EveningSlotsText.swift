import DiaryOptimiser
import DiaryReport

/// Reading `--evening-slots FROM...TO` and `--step`, with every mistake named.
enum EveningSlotsText {
    /// Most slots that a scenario may have (RULEBOOK §1, *Ranges and readings*).
    static let mostSlots = 1_000_000
    /// Most points of one curve: more than anybody reads, and each is a plan.
    static let mostPoints = 200

    /// What a range says, or everything that is wrong with it.
    static func read(_ text: String, step: Int?) -> (slots: EveningSlots?, errors: [String]) {
        var errors: [String] = []
        if let step, step < 1 { errors.append("--step takes a whole number from 1 on, not \(step).") }
        let form = "--evening-slots takes two whole numbers with three dots between, FROM...TO: 0...8, or +0...+8 to count from today's slots"
        guard let dots = text.firstRange(of: "...") else {
            return (nil, errors + ["\(form); `\(shown(text))` has no three dots."])
        }
        let parts = [text[..<dots.lowerBound], text[dots.upperBound...]]
        var ends: [(value: Int, isRelative: Bool)] = []
        for (name, part) in zip(["FROM", "TO"], parts) {
            let isRelative = part.hasPrefix("+")
            let digits = isRelative ? part.dropFirst() : part
            if part.isEmpty {
                errors.append("\(form); \(name) is missing in `\(shown(text))`.")
            } else if part.hasPrefix("-"), !part.dropFirst().isEmpty, part.dropFirst().allSatisfy(isDigit) {
                errors.append("\(name) of --evening-slots is \(shown(part)): there cannot be fewer than 0 slots, nor fewer than today's with +.")
            } else if digits.isEmpty || !digits.allSatisfy(isDigit) {
                errors.append("\(form); \(name) is `\(shown(part))`.")
            } else if let value = Int(digits), value <= mostSlots {
                ends.append((value, isRelative))
            } else {
                errors.append("\(name) of --evening-slots is \(shown(part)), beyond \(Wording.number(mostSlots)).")
            }
        }
        guard ends.count == 2 else { return (nil, errors) }
        let (from, to) = (ends[0], ends[1])
        if from.isRelative != to.isRelative {
            errors.append("`\(shown(text))` has a + on one side only: write +\(from.value)...+\(to.value), or \(from.value)...\(to.value).")
        }
        if from.value > to.value {
            errors.append("`\(shown(text))` is empty: \(from.value) is more than \(to.value). Write the smaller number first.")
        }
        guard errors.isEmpty else { return (nil, errors) }
        let slots = EveningSlots(from: from.value, to: to.value, step: step ?? 1, origin: from.isRelative ? .today : .zero)
        let count = (to.value - from.value) / (step ?? 1) + 1
        guard count <= mostPoints else {
            let needed = (to.value - from.value + mostPoints - 2) / (mostPoints - 1)
            return (
                nil,
                [
                    "`\(shown(text))` asks for \(Wording.number(count)) plans; at most \(mostPoints) can be asked for: with --step \(needed) or more, say."
                ]
            )
        }
        return (slots, [])
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// What somebody typed, harmless and not too long.
    private static func shown(_ text: some StringProtocol) -> String { DisplayWidth.truncated(DisplayWidth.harmless(String(text)), to: 40) }
}
