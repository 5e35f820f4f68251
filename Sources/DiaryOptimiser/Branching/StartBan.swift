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
