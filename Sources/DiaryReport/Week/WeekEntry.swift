import Diary

/// Something that stands in a week as people see it: a session with its write-up, a way, a break, a supervision.
struct WeekEntry: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case session(Mode)
        case travel
        case rest
        case supervision
        case meeting
        case cover
        case busy
    }

    var kind: Kind
    var day: Weekday
    /// Minutes since the day's midnight.
    var start: Int
    /// Minutes since the day's midnight, write-up included.
    var end: Int
    /// Where the session's own minutes end and its write-up starts; nil where there is no write-up.
    var writeUpFrom: Int?
    /// What it is, in a word or two.
    var title: String
    /// What else there is to know: request, client, place, colleagues.
    var details: [String] = []

    /// The session's own minutes, or all of them.
    var ownEnd: Int { writeUpFrom ?? end }
    /// `10:00–10:45`, without write-up.
    var times: String { Wording.times(start, ownEnd) }
}

extension WeekEntry.Kind {
    /// What marks it beside its colour: a letter, or a sign.
    var mark: String {
        switch self {
        case .session(.inPerson): "I"
        case .session(.hub): "H"
        case .session(.video): "V"
        case .session(.phone): "P"
        case .travel: "→"
        case .rest: "–"
        case .supervision: "S"
        case .meeting: "M"
        case .cover: "C"
        case .busy: "B"
        }
    }

    /// What the mark means.
    var word: String {
        switch self {
        case .session(let mode): Wording.mode(mode)
        case .travel: "travel"
        case .rest: "break"
        case .supervision: "supervision"
        case .meeting: "meeting"
        case .cover: "on cover"
        case .busy: "busy"
        }
    }

    /// Every kind, in the order in which keys explain them.
    static let all: [WeekEntry.Kind] = Mode.allCases.map(WeekEntry.Kind.session) + [.supervision, .meeting, .busy, .cover, .travel, .rest]
}
