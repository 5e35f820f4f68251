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

extension WeekProblem {
    /// Whether every session and supervision of a timetable is at a start that the week has.
    func holds(_ timetable: Timetable) -> Bool {
        timetable.sessions.allSatisfy { session in
            let day = session.start.day.rawValue, slot = session.start.minute / grid
            return session.practitioners.allSatisfy { practitioner in
                candidatesOfRequest[session.request].contains {
                    candidates[$0].practitioner == practitioner && candidates[$0].mode == session.mode && candidates[$0].starts[day][slot]
                }
            }
        }
            && timetable.supervision.allSatisfy { entry in
                supervisionOptions[entry.practitioner].contains {
                    $0.supervisor == entry.supervisor && $0.day == entry.start.day.rawValue && $0.starts[entry.start.minute / grid]
                }
            }
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
