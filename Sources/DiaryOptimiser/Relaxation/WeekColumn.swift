/// An activity of a priced plan: what and at which slot.
struct PlannedActivity: Hashable, Sendable {
    var kind: PricedKind
    /// A candidate, a supervision option of the practitioner, or a meeting.
    var payload: Int
    var slot: Int
}

/// What one evaluation of the relaxation found.
struct RelaxationPoint: Sendable {
    /// No allowed timetable scores more than this: micropoints, exact.
    var bound: Micropoints
    /// What a master problem may add: for every day both best plans, and the best session of every pair, meeting by meeting.
    var proposals: [WeekColumn]
}

/// A variable of the master problem.
enum WeekColumn: Hashable, Sendable {
    /// A practitioner's plan for a day.
    case plan(practitioner: Int, day: Int, activities: [PlannedActivity])
    /// A session of two seats by two candidates of one mode in a time bucket; thousandths of a point.
    case team(first: Int, second: Int, bucket: Int, points: Int)
    /// A meeting in a time bucket.
    case meeting(Int, bucket: Int)
    /// Cover on a day.
    case cover(practitioner: Int, day: Int)
    /// A meeting attended at a start by a practitioner who has no supervision and hence no sessions.
    case attendance(practitioner: Int, meeting: Int, day: Int, slot: Int)
    /// Supervision given at a start by a practitioner who has none and hence no sessions.
    case giving(practitioner: Int, to: Int, day: Int, slot: Int)
}

extension Relaxation {
    /// A pair's session in a time bucket.
    struct TeamOption {
        let request: Int
        let first: Int
        let second: Int
        let bucket: Int
        let day: Int
        let points: Int
    }

    struct CoverChoice {
        let practitioner: Int
        let limit: Int
        /// Days with evenings.
        let days: [CoverDay]

        /// How many further days there may be cover on beside those on which there must be.
        var openLimit: Int { limit - days.count { $0.isHeld } }
    }

    struct CoverDay {
        let day: Int
        /// Slots at whose start the evening stands.
        let slots: [Int]
        /// Whether there must be cover.
        let isHeld: Bool
    }

    /// Both best plans of a practitioner-day.
    struct DayPlans {
        var plain: [PlannedActivity] = []
        var supervised: [PlannedActivity] = []
        /// What the plans are worth, and what none is worth more than: these exceed the values by the tolerance at most, unless the search of the day was
        /// cut short.
        var plainValue = 0, plainBound = 0
        var supervisedValue = DayPricer.nothing, supervisedBound = DayPricer.nothing
        var labels = 0
        /// Labels after which the exact search of the day stops and gives a bound instead.
        var labelLimit = 40_000
        var runnersUp: [[PlannedActivity]] = []
        var repeated: Set<Int32> = []
        var marks: Set<Int> = []

        /// What the next search of the day begins with, also where these plans are not allowed.
        var withoutPlans: DayPlans {
            var result = DayPlans()
            result.repeated = repeated
            result.marks = marks
            result.labelLimit = labelLimit
            return result
        }
    }
}
