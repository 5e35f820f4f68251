/// Prices, Lagrangian multipliers and reduced costs are whole **micropoints**, millionths of a point: a thousand to a thousandth.
/// Whole numbers make every bound exact: sums do not round.
typealias Micropoints = Int

extension Int {
    /// Micropoints in a thousandth of a point.
    static let micropointsPerThousandth = 1000
}

/// What an activity that pricing may place is.
enum PricedKind: UInt8 {
    case session, supervision, meeting
    /// Supervision that the practitioner gives to another.
    case giving
}

/// An activity at one start, with what it brings to the practitioner's day at the current multipliers.
struct PricedStart {
    /// Start slot.
    var slot: Int32
    /// Position in ``DayPricingInput/places``.
    var place: Int32
    /// Minutes that it occupies.
    var occupied: Int32
    var kind: PricedKind
    /// Whether it makes the day an evening (W7).
    var isAfterHours: Bool
    /// Activities with the same item exclude each other within the day: the client's number for sessions (S6), a meeting's for meetings.
    var item: Int32
    /// The caller's name for the activity: a candidate, a supervision option, a meeting, the minutes of supervision given.
    var payload: Int32
    var price: Micropoints
    /// Bits of the subset-row cuts, positions in ``DayPricingInput/subsetPrices``, in which it counts; the same for all supervision of a day.
    var subsets: UInt64 = 0
}

/// One practitioner's day to be priced: every rule that lives inside a day (W1 to W4, W6, S6), with the current prices.
struct DayPricingInput {
    /// Places that occur, as positions in the scenario.
    var places: [Int] = []
    /// Minutes of travel between places, `from * places.count + to`; multiples of the grid.
    var travel: [Int] = []
    /// Micropoints lost for each minute of travel.
    var travelPrice: Micropoints = 0
    /// Whether no way is shorter by a third place. Where it is not, activities without gain can still pay by shortening a way.
    var isMetric = true
    /// Blocks that stand whatever is planned, by start; `place` is a position in ``places``.
    var blocks: [FixedBlock] = []
    /// Whether any of the blocks is more than a busy block, so that the day is never exempt from W2 to W4.
    var hasMandatoryActivity = false
    var starts: [PricedStart] = []
    /// Most sessions (W6).
    var sessionLimit = 0
    /// Most supervision given.
    var givingLimit = 0
    /// Micropoints, at least 0, that a day brings which gives any supervision.
    var givingPrice: Micropoints = 0
    /// Micropoints, at least 0, that a day brings which holds a session at a place, a position in ``places``.
    var visitPrice: Micropoints = 0
    var visitPlace: Int32 = -1
    /// Micropoints, at least 0, that a day pays for every second activity that counts in a subset-row cut; at most 64.
    var subsetPrices: [Micropoints] = []
    /// Longest span in minutes (W3).
    var span = 0
    /// W4.
    var breakAfter = 0
    var breakMinutes = 0
    var breakStart = 0
    var breakEnd = 0
    /// Micropoints lost when the day becomes an evening.
    var eveningPrice: Micropoints = 0
    /// Items that an earlier exact search had to remember.
    var repeated: Set<Int32> = []
    /// Minutes from which an earlier exact search had to count a day's length exactly.
    var marks: Set<Int> = []
    /// Whether exactly one supervision may be placed, and its value is asked for apart.
    var wantsSupervision = false
}

/// The best plan of a day.
struct PricedPlan {
    /// Micropoints, travel and evening deducted.
    var value: Micropoints
    /// Positions in ``DayPricingInput/starts``, in time order.
    var chosen: [Int]
    /// Minutes travelled.
    var travelMinutes: Int
}

/// What pricing one day found.
struct DayPricingResult {
    /// The best plan without supervision; the empty plan of value 0 where nothing gains.
    var plain: PricedPlan
    /// The best plan that holds one supervision, where one is possible.
    var supervised: PricedPlan?
    /// No plan without supervision is worth more; equal to `plain.value` unless the label limit stopped the search.
    var plainBound: Micropoints
    /// The same with one supervision; `Int.min / 4` where none is possible.
    var supervisedBound: Micropoints
    /// Work in labels: those made, and what the completion bounds take.
    var labels: Int
    /// Some good plans without supervision that are not the best.
    var runnersUp: [PricedPlan] = []
    /// Items that exact searches had to remember so far; good ones to begin with when the day is priced again.
    var repeated: Set<Int32> = []
    /// The same for minutes from which the day's length counts exactly.
    var marks: Set<Int> = []
}
