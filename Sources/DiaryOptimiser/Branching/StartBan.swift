import Diary

/// Starts that one branch of the search leaves to another.
enum StartBan: Hashable, Sendable {
    /// Starts of a candidate on a day, from a slot on and below another.
    case session(candidate: Int, day: Int, slots: Range<Int>)
    /// A way in which a practitioner is supervised: a position in `WeekProblem.supervisionOptions[practitioner]`.
    case supervision(practitioner: Int, option: Int)
}

extension WeekProblem {
    /// The same week without some starts. Candidates keep their positions, also those that have no start left.
    func banning(_ bans: [StartBan]) -> WeekProblem {
        var result = self
        for ban in bans {
            switch ban {
            case .session(let candidate, let day, let slots):
                result.candidates[candidate].starts[day] = result.candidates[candidate].starts[day].subtracting(
                    SlotSet(slots: self.slots, from: slots.lowerBound, below: slots.upperBound))
            case .supervision(let practitioner, let option):
                result.supervisionOptions[practitioner][option].starts = SlotSet(slots: slots)
            }
        }
        result.candidatesOfDay = result.candidatesOfDay.enumerated().map { key, all in
            all.filter { !result.candidates[$0].starts[key % 7].isEmpty }
        }
        return result
    }
}

extension WeekColumn {
    /// Whether some activity of a day's plan is at a start that is forbidden.
    func breaks(_ bans: [StartBan]) -> Bool {
        guard case .plan(let practitioner, let day, let activities) = self else { return false }
        return activities.contains { activity in
            bans.contains { ban in
                switch ban {
                case .session(let candidate, let banned, let slots):
                    activity.kind == .session && activity.payload == candidate && banned == day && slots.contains(activity.slot)
                case .supervision(let banned, let option):
                    activity.kind == .supervision && activity.payload == option && banned == practitioner
                }
            }
        }
    }
}
