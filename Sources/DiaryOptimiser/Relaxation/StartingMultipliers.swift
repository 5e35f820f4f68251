import Diary

extension Relaxation {
    /// Multipliers to start from, read off a good timetable: what each request brings beyond the least valuable session of whoever delivers it
    /// is its price; whoever has as many sessions as the week allows pays that least value for each; after-hours slots that are all
    /// used cost what the best request left out would bring. Two seats share a session's points equally, members a meeting's.
    func startingMultipliers(_ timetable: Timetable) -> [Int] {
        var multipliers = layout.lower.map { max($0, 0) }
        // Seats and meetings have no natural 0: set below.
        let people = problem.scenario.practitioners
        var worth = [Int](repeating: 0, count: problem.scenario.requests.count)
        for candidate in problem.candidates { worth[candidate.request] = max(worth[candidate.request], candidate.points) }
        var isScheduled = [Bool](repeating: false, count: worth.count)
        var least = [Int](repeating: Int.max, count: people.count)
        var sessions = [Int](repeating: 0, count: people.count)
        var afterHours = 0
        for session in timetable.sessions {
            isScheduled[session.request] = true
            let seats = session.practitioners.count
            for practitioner in session.practitioners {
                sessions[practitioner] += 1
                least[practitioner] = min(least[practitioner], worth[session.request] / seats)
            }
            if problem.scenario.isAfterHours(session.mode, startMinute: session.start.minute) { afterHours += 1 }
        }
        let typical = least.filter { $0 < Int.max }.sorted()
        let middle = typical.isEmpty ? 0 : typical[typical.count / 2]
        for practitioner in people.indices where sessions[practitioner] >= people[practitioner].limits.sessionsPerWeek {
            multipliers[layout.week + practitioner] = (least[practitioner] == Int.max ? middle : least[practitioner]) * Int.micropointsPerThousandth
        }
        var slotPrice = 0
        if let slots = problem.scenario.rules.afterHoursSlots, afterHours >= slots {
            for candidate in problem.candidates where candidate.isAtHome && !isScheduled[candidate.request] {
                slotPrice = max(slotPrice, worth[candidate.request] - middle)
            }
            multipliers[layout.slots] = slotPrice * Int.micropointsPerThousandth
        }
        for session in timetable.sessions where session.practitioners.count == 1 {
            let practitioner = session.practitioners[0]
            let isLate = problem.scenario.isAfterHours(session.mode, startMinute: session.start.minute)
            let surplus = worth[session.request] - least[practitioner] - (isLate ? slotPrice : 0)
            multipliers[layout.requests + session.request] = max(0, surplus) * Int.micropointsPerThousandth
        }
        for (index, candidate) in problem.candidates.enumerated() where layout.seatOffset[index] >= 0 {
            for bucket in 0..<7 * layout.bucketsPerDay {
                multipliers[layout.seatOffset[index] + bucket] = candidate.points * Int.micropointsPerThousandth / 2
            }
        }
        for meeting in problem.scenario.meetings.indices {
            let members = layout.members[meeting]
            let worth = Double(problem.scenario.weights.missedMeeting.thousandths) / Double(max(members.count, 1))
            let price = worth / 2
            for member in members.indices {
                for bucket in 0..<7 * layout.bucketsPerDay {
                    multipliers[layout.meetingIndex(meeting, member: member, bucket: bucket)] =
                        Int(price) * Int.micropointsPerThousandth
                }
            }
        }
        return multipliers
    }
}
