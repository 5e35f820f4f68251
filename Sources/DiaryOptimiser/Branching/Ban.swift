import Diary

/// What one branch of the search leaves to another.
enum Ban: Hashable, Sendable {
    /// Starts of a candidate on a day, from a slot on and below another.
    case session(candidate: Int, day: Int, slots: Range<Int>)
    /// Starts, from a slot on and below another, of a way in which a practitioner is supervised: a position in `WeekProblem.supervisionOptions[practitioner]`.
    case supervision(practitioner: Int, option: Int, slots: Range<Int>)
    /// Weeks that do not hold a request.
    case withoutRequest(Int)
    /// Weeks in which a meeting is not held.
    case withoutMeeting(Int)
    /// Weeks of a practitioner without supervision.
    case unsupervised(practitioner: Int)
    /// Starts of a meeting on a day.
    case meeting(Int, day: Int, slots: Range<Int>)
    /// That a practitioner is on cover on a day, or that they are not.
    case cover(practitioner: Int, day: Int, isHeld: Bool)
    /// Days of a practitioner without a session at a place, a position in the scenario.
    case notAt(Int, practitioner: Int, day: Int)
    /// Activities of a practitioner on a day that do not lie within some minutes.
    case outside(practitioner: Int, day: Int, minutes: Range<Int>)
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
            case .supervision(let practitioner, let option, let slots):
                result.supervisionOptions[practitioner][option].starts = result.supervisionOptions[practitioner][option].starts.subtracting(
                    SlotSet(slots: self.slots, from: slots.lowerBound, below: slots.upperBound))
            case .withoutRequest(let request): result.heldRequests.insert(request)
            case .withoutMeeting(let meeting): result.heldMeetings.insert(meeting)
            case .meeting(let meeting, let day, let slots):
                result.meetingStarts[meeting][day] = result.meetingStarts[meeting][day].subtracting(
                    SlotSet(slots: self.slots, from: slots.lowerBound, below: slots.upperBound))
            case .cover(let practitioner, let day, let isHeld):
                result.fixedCover[practitioner * 7 + day] = !isHeld
                if !isHeld {
                    // Who is on cover has the evening free of everything else (V4).
                    let evenings = frames[practitioner * 7 + day].evenings
                    result.remove(practitioner: practitioner, day: day) { span in
                        evenings.contains { span.lowerBound < $0.end && $0.start < span.upperBound }
                    }
                }
            case .notAt(let place, let practitioner, let day):
                result.visits[practitioner * 7 + day] = place
            case .unsupervised(let practitioner):
                result.supervised.insert(practitioner)
            case .outside(let practitioner, let day, let minutes):
                result.remove(practitioner: practitioner, day: day) { !$0.lies(within: minutes) }
            }
        }
        result.candidatesOfDay = result.candidatesOfDay.enumerated().map { key, all in
            all.filter { !result.candidates[$0].starts[key % 7].isEmpty }
        }
        return result
    }
}

extension WeekProblem {
    /// Removes the starts on a day at which an activity of a practitioner, supervision given among them, would take minutes that are not wanted.
    private mutating func remove(practitioner: Int, day: Int, where isUnwanted: (Range<Int>) -> Bool) {
        func kept(_ starts: SlotSet, _ minutes: Int) -> SlotSet {
            var result = starts
            for slot in starts.members where isUnwanted(slot * grid..<slot * grid + minutes) { result.remove(slot) }
            return result
        }
        for index in candidatesOfDay[practitioner * 7 + day] { candidates[index].starts[day] = kept(candidates[index].starts[day], candidates[index].occupied) }
        for (person, options) in supervisionOptions.enumerated() {
            for (number, option) in options.enumerated() where option.day == day && (person == practitioner || option.supervisor == practitioner) {
                supervisionOptions[person][number].starts = kept(option.starts, option.minutes)
            }
        }
        for meeting in meetingsOfPractitioner[practitioner] {
            meetingStarts[meeting][day] = kept(meetingStarts[meeting][day], scenario.meetings[meeting].minutes)
        }
    }

    /// The minutes of the day that an activity takes of a practitioner's time.
    func minutes(of activity: PlannedActivity, practitioner: Int) -> Range<Int> {
        let length =
            switch activity.kind {
            case .session: candidates[activity.payload].occupied
            case .supervision: supervisionOptions[practitioner][activity.payload].minutes
            case .meeting: scenario.meetings[activity.payload].minutes
            case .giving: activity.payload
            }
        return activity.slot * grid..<activity.slot * grid + length
    }

    /// Whether a day's plan holds a session at a place.
    func isVisiting(_ plan: [PlannedActivity], _ place: Int) -> Bool { plan.contains { $0.kind == .session && candidates[$0.payload].place == place } }

    /// Whether every session, supervision and meeting of a timetable is at a start that the week has, and its cover and supervision as the week wants them.
    func holds(_ timetable: Timetable) -> Bool {
        let cover = Set(timetable.cover.map { $0.practitioner * 7 + $0.day.rawValue })
        guard fixedCover.allSatisfy({ cover.contains($0.key) == $0.value }) else { return false }
        guard supervised.isSubset(of: timetable.supervision.map(\.practitioner)), heldRequests.isSubset(of: timetable.sessions.map(\.request)),
            heldMeetings.isSubset(of: timetable.meetings.map(\.meeting))
        else { return false }
        let isVisiting = visits.allSatisfy { key, place in
            timetable.sessions.contains { session in
                session.start.day.rawValue == key % 7 && candidate(of: session, key / 7).map { candidates[$0].place } == place
            }
        }
        guard isVisiting else { return false }
        return timetable.sessions.allSatisfy { session in
            let day = session.start.day.rawValue, slot = session.start.minute / grid
            return session.practitioners.allSatisfy { practitioner in
                candidate(of: session, practitioner).map { candidates[$0].starts[day][slot] } ?? false
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

extension Range<Int> {
    fileprivate func lies(within other: Range<Int>) -> Bool { lowerBound >= other.lowerBound && upperBound <= other.upperBound }
}

extension WeekColumn {
    /// Whether some activity of a day's plan is at a start that is banned, or the column is cover that is.
    func breaks(_ bans: [Ban], _ problem: WeekProblem) -> Bool {
        if case .cover(let practitioner, let day) = self { return bans.contains(.cover(practitioner: practitioner, day: day, isHeld: true)) }
        guard case .plan(let practitioner, let day, let activities) = self else { return false }
        let isAway = bans.contains { ban in
            guard case .notAt(let place, practitioner, day) = ban else { return false }
            return !problem.isVisiting(activities, place)
        }
        if isAway { return true }
        return activities.contains { activity in
            bans.contains { ban in
                switch ban {
                case .session(let candidate, let banned, let slots):
                    activity.kind == .session && activity.payload == candidate && banned == day && slots.contains(activity.slot)
                case .supervision(let banned, let option, let slots):
                    activity.kind == .supervision && activity.payload == option && banned == practitioner && slots.contains(activity.slot)
                case .meeting(let meeting, let banned, let slots):
                    activity.kind == .meeting && activity.payload == meeting && banned == day && slots.contains(activity.slot)
                case .cover, .notAt, .unsupervised, .withoutRequest, .withoutMeeting: false
                case .outside(let person, let banned, let minutes):
                    person == practitioner && banned == day && !problem.minutes(of: activity, practitioner: practitioner).lies(within: minutes)
                }
            }
        }
    }
}
