import Diary

/// What a day's plan pays and scores.
extension Relaxation {
    /// Calls `body` with every multiplier that a day's plan pays and how often; an index may come several times.
    func forEachUse(of plan: [PlannedActivity], practitioner: Int, day: Int, _ body: (Int, Double) -> Void) {
        var isEvening = false
        func takeTime(_ person: Int, _ slot: Int, _ minutes: Int) {
            let number = layout.personNumber[person]
            guard number >= 0 else { return }
            let row = layout.personTime + (number * 7 + day) * problem.slots
            for at in slot..<min(problem.slots, slot + problem.slotsCovering(minutes)) { body(row + at, 1) }
        }
        for activity in plan {
            switch activity.kind {
            case .session:
                let candidate = problem.candidates[activity.payload]
                let share = candidate.seats == 1 ? 1.0 : 0.5
                body(layout.week + practitioner, 1)
                if candidate.seats == 1 {
                    body(layout.requests + candidate.request, 1)
                    if let school = problem.scenario.requests[candidate.request].school { body(layout.shortage + school, -1) }
                    let client = layout.clientNumber[problem.clientOfRequest[candidate.request]]
                    if client >= 0 { body(layout.clients + client * 7 + day, 1) }
                } else {
                    body(layout.seatOffset[activity.payload] + layout.bucket(day: day, slot: activity.slot), -1)
                    forEachUse(of: unison.ofCandidate[activity.payload], day: day, slot: activity.slot, body)
                }
                let end = min(problem.slots, activity.slot + problem.slotsCovering(candidate.minutes))
                if let room = candidate.room {
                    let row = layout.rooms + (room * 7 + day) * problem.slots
                    for slot in activity.slot..<end { body(row + slot, share) }
                }
                if problem.isAfterHours(candidate, at: activity.slot) {
                    isEvening = true
                    if problem.scenario.rules.afterHoursSlots != nil { body(layout.slots, share) }
                    if problem.scenario.rules.coverRatio != nil {
                        for slot in activity.slot..<end { body(layout.cover + day * problem.slots + slot, share) }
                        if layout.hasLateRows { body(layout.late + candidate.request * 7 + day, share) }
                    }
                }
                takeTime(practitioner, activity.slot, candidate.occupied)
            case .supervision:
                let option = problem.supervisionOptions[practitioner][activity.payload]
                body(layout.superviseMinutes + option.supervisor, Double(option.minutes))
                body(layout.supervisionIndex(practitioner, option: activity.payload, day: day), 1)
                body(layout.givingDayIndex(practitioner, option: activity.payload), 1)
                if let index = layout.givingStartIndex(option.supervisor, minutes: option.minutes, day: day, slot: activity.slot) { body(index, 1) }
                takeTime(option.supervisor, activity.slot, option.minutes)
            case .meeting:
                forEachUse(ofMeeting: activity.payload, practitioner: practitioner, day: day, slot: activity.slot, body)
                takeTime(practitioner, activity.slot, problem.scenario.meetings[activity.payload].minutes)
            case .giving:
                // The supervised one's plan takes the supervisor's time.
                if let index = layout.givingIndex(practitioner, minutes: activity.payload, day: day) { body(index, -1) }
                if let index = layout.givingStartIndex(practitioner, minutes: activity.payload, day: day, slot: activity.slot) { body(index, -1) }
            }
        }
        if isEvening {
            body(layout.evenings + practitioner, 1)
            if let index = layout.coveredEveningIndex(practitioner, day: day) { body(index, 1) }
        }
        forEachSubset(of: plan, practitioner: practitioner, day: day) { body(layout.subsets.lowerBound + $0, Double($1)) }
        let key = practitioner * 7 + day
        if let place = problem.visits[key], problem.isVisiting(plan, place) { body(layout.visits + key, -1) }
        guard plan.contains(where: { $0.kind == .giving }) else { return }
        for way in templates[key].supervised { body(layout.givingDayIndex(way.practitioner, option: way.option), -1) }
    }

    /// Calls `body` with what attending a meeting pays, beside time.
    func forEachUse(ofMeeting meeting: Int, practitioner: Int, day: Int, slot: Int, _ body: (Int, Double) -> Void) {
        let member = layout.members[meeting].firstIndex(of: practitioner) ?? 0
        body(layout.meetingIndex(meeting, member: member, bucket: layout.bucket(day: day, slot: slot)), -1)
        forEachUse(of: unison.ofMember[meeting][member], day: day, slot: slot, body)
    }

    private func forEachUse(of voice: UnisonVoice?, day: Int, slot: Int, _ body: (Int, Double) -> Void) {
        guard let voice else { return }
        let at = day * problem.slots + slot
        body(voice.own + at, 1)
        for other in voice.others { body(other + at, -1) }
    }

    /// Thousandths that a day's plan scores by itself: sessions of one seat, less travel and the evening. Sessions of two seats score as teams.
    func points(of plan: [PlannedActivity], practitioner: Int, day: Int) -> Int {
        var total = 0
        var isEvening = false
        let desk = problem.scenario.practitioners[practitioner].desk
        var stops = problem.frames[practitioner * 7 + day].busy.map { (start: $0.start, place: $0.place) }
        for activity in plan {
            var place = desk
            if activity.kind == .session {
                let candidate = problem.candidates[activity.payload]
                place = candidate.place
                isEvening = isEvening || problem.isAfterHours(candidate, at: activity.slot)
                if candidate.seats == 1 {
                    total += candidate.points
                    for kept in candidate.kept where kept.day == day && kept.slot == activity.slot { total += kept.points }
                }
            } else if activity.kind == .meeting {
                place = problem.scenario.meetings[activity.payload].place ?? desk
            }
            stops.append((activity.slot * problem.grid, place))
        }
        guard !plan.isEmpty else { return 0 }
        stops.sort { $0.start < $1.start }
        var travel = 0
        for (one, two) in zip(stops, stops.dropFirst()) { travel += problem.travel(one.place, two.place) }
        total -= travel * problem.scenario.weights.travel.thousandths
        return isEvening ? total - problem.scenario.weights.evening.thousandths : total
    }
}
