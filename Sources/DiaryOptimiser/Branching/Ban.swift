import Diary

/// What one branch of the search leaves to another.
enum Ban: Hashable, Sendable {
    /// Starts of a candidate on a day, from a slot on and below another.
    case session(candidate: Int, day: Int, slots: Range<Int>)
    /// A way in which a practitioner is supervised: a position in `WeekProblem.supervisionOptions[practitioner]`.
    case supervision(practitioner: Int, option: Int)
    /// Starts of a meeting on a day.
    case meeting(Int, day: Int, slots: Range<Int>)
    /// That a practitioner is on cover on a day, or that they are not.
    case cover(practitioner: Int, day: Int, isHeld: Bool)
}

extension WeekProblem {
    /// The same week without what is banned. Candidates keep their positions, also those that have no start left.
    func banning(_ bans: [Ban]) -> WeekProblem {
        var result = self
        for ban in bans {
            switch ban {
            case .session(let candidate, let day, let slots):
                result.candidates[candidate].starts[day] = result.candidates[candidate].starts[day].subtracting(
                    SlotSet(slots: self.slots, from: slots.lowerBound, below: slots.upperBound))
            case .supervision(let practitioner, let option):
                result.supervisionOptions[practitioner][option].starts = SlotSet(slots: slots)
            case .meeting(let meeting, let day, let slots):
                result.meetingStarts[meeting][day] = result.meetingStarts[meeting][day].subtracting(
                    SlotSet(slots: self.slots, from: slots.lowerBound, below: slots.upperBound))
            case .cover(let practitioner, let day, let isHeld):
                result.fixedCover[practitioner * 7 + day] = !isHeld
                if !isHeld { result.keepFree(frames[practitioner * 7 + day]) }
            }
        }
        result.candidatesOfDay = result.candidatesOfDay.enumerated().map { key, all in
            all.filter { !result.candidates[$0].starts[key % 7].isEmpty }
        }
        return result
    }
}

extension WeekProblem {
    /// Leaves the evening of somebody who is on cover free of everything else (V4).
    private mutating func keepFree(_ frame: DayFrame) {
        let practitioner = frame.practitioner, day = frame.day
        func free(_ starts: SlotSet, _ minutes: Int) -> SlotSet {
            var result = starts
            for slot in starts.members {
                let start = slot * grid
                if frame.evenings.contains(where: { start < $0.end && $0.start < start + minutes }) { result.remove(slot) }
            }
            return result
        }
        for index in candidatesOfDay[practitioner * 7 + day] { candidates[index].starts[day] = free(candidates[index].starts[day], candidates[index].occupied) }
        for (person, options) in supervisionOptions.enumerated() {
            for (number, option) in options.enumerated() where option.day == day && (person == practitioner || option.supervisor == practitioner) {
                supervisionOptions[person][number].starts = free(option.starts, option.minutes)
            }
        }
        for meeting in meetingsOfPractitioner[practitioner] {
            meetingStarts[meeting][day] = free(meetingStarts[meeting][day], scenario.meetings[meeting].minutes)
        }
    }

    /// Whether every session, supervision and meeting of a timetable is at a start that the week has, and its cover as the week wants it.
    func holds(_ timetable: Timetable) -> Bool {
        let cover = Set(timetable.cover.map { $0.practitioner * 7 + $0.day.rawValue })
        guard fixedCover.allSatisfy({ cover.contains($0.key) == $0.value }) else { return false }
        return timetable.sessions.allSatisfy { session in
            let day = session.start.day.rawValue, slot = session.start.minute / grid
            return session.practitioners.allSatisfy { practitioner in
                candidatesOfRequest[session.request].contains {
                    candidates[$0].practitioner == practitioner && candidates[$0].mode == session.mode && candidates[$0].starts[day][slot]
                }
            }
        }
            && timetable.meetings.allSatisfy { meetingStarts[$0.meeting][$0.start.day.rawValue][$0.start.minute / grid] }
            && timetable.supervision.allSatisfy { entry in
                supervisionOptions[entry.practitioner].contains {
                    $0.supervisor == entry.supervisor && $0.day == entry.start.day.rawValue && $0.starts[entry.start.minute / grid]
                }
            }
    }
}

extension WeekColumn {
    /// Whether some activity of a day's plan is at a start that is banned, or the column is cover that is.
    func breaks(_ bans: [Ban]) -> Bool {
        if case .cover(let practitioner, let day) = self { return bans.contains(.cover(practitioner: practitioner, day: day, isHeld: true)) }
        guard case .plan(let practitioner, let day, let activities) = self else { return false }
        return activities.contains { activity in
            bans.contains { ban in
                switch ban {
                case .session(let candidate, let banned, let slots):
                    activity.kind == .session && activity.payload == candidate && banned == day && slots.contains(activity.slot)
                case .supervision(let banned, let option):
                    activity.kind == .supervision && activity.payload == option && banned == practitioner
                case .meeting(let meeting, let banned, let slots):
                    activity.kind == .meeting && activity.payload == meeting && banned == day && slots.contains(activity.slot)
                case .cover: false
                }
            }
        }
    }
}
