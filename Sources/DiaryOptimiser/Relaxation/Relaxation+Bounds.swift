import Diary

/// The parts of the bound: teams, meetings, practitioners' weeks and cover.
extension Relaxation {
    /// What a week is worth that there is not, micropoints: less than any score makes up for, and sums of it are still numbers.
    private static let impossible = -1 << 54

    /// What the best session of one of the pairs is worth; each pair's best is proposed.
    func teamBound(_ options: [TeamOption], _ multipliers: [Int], _ proposals: inout [WeekColumn]) -> Int {
        var best = options.first.map { problem.heldRequests.contains($0.request) } ?? false ? Self.impossible : 0
        // A pair's best bucket; the options stand pair by pair.
        var ofPair: (option: TeamOption, value: Int)?
        func propose(_ option: TeamOption) {
            proposals.append(.team(first: option.first, second: option.second, bucket: option.bucket, points: option.points))
        }
        for option in options {
            let value = value(option, multipliers)
            best = max(best, value)
            let isSamePair = ofPair.map { $0.option.first == option.first && $0.option.second == option.second } ?? false
            if !isSamePair || value > ofPair?.value ?? 0 {
                if !isSamePair, let pair = ofPair, pair.value > 0 { propose(pair.option) }
                ofPair = (option, value)
            }
        }
        if let pair = ofPair, pair.value > 0 { propose(pair.option) }
        // What has to be held is proposed at a loss too.
        if best < 0, let option = options.first(where: { value($0, multipliers) == best }) { propose(option) }
        return best
    }

    /// What the week loses by having to hold a request of two seats for which no pair has a start left: more than anything makes up for.
    var lossOfUnholdable: Micropoints {
        let isImpossible = problem.heldRequests.contains { request in
            problem.pairs[request] != nil && !teams.contains { $0.first?.request == request }
        }
        return isImpossible ? -Self.impossible : 0
    }

    /// What a pair's session in a time bucket is worth.
    func value(_ option: TeamOption, _ multipliers: [Int]) -> Micropoints {
        let client = layout.clientNumber[problem.clientOfRequest[option.request]]
        var value =
            option.points * Int.micropointsPerThousandth - multipliers[layout.seatOffset[option.first] + option.bucket]
            - multipliers[layout.seatOffset[option.second] + option.bucket]
        if let school = problem.scenario.requests[option.request].school { value += multipliers[layout.shortage + school] }
        if client >= 0 { value -= multipliers[layout.clients + client * 7 + option.day] }
        return value + subsetGain(.session(option.request), bucket: option.bucket, multipliers)
    }

    /// What holding a gathering in a time bucket brings by the cuts with it: what plans may count in them.
    private func subsetGain(_ gathering: Gathering, bucket: Int, _ multipliers: [Int]) -> Micropoints {
        var gain = 0
        subsets.forEachCut(of: gathering, in: bucket..<bucket + 1) { gain += multipliers[layout.subsets.lowerBound + $0] }
        return gain
    }

    /// What a meeting is worth in its best bucket.
    func meetingBound(_ meeting: Int, _ multipliers: [Int], _ proposals: inout [WeekColumn]) -> Int {
        var best = problem.heldMeetings.contains(meeting) ? Self.impossible : 0
        var chosen: Int?
        for bucket in meetingBuckets[meeting] {
            var value = problem.scenario.weights.missedMeeting.thousandths * Int.micropointsPerThousandth
            for member in layout.members[meeting].indices {
                value -= multipliers[layout.meetingIndex(meeting, member: member, bucket: bucket)]
            }
            value += subsetGain(.meeting(meeting), bucket: bucket, multipliers)
            if value > best {
                best = value
                chosen = bucket
            }
        }
        if let chosen { proposals.append(.meeting(meeting, bucket: chosen)) }
        return best
    }

    /// The most that a practitioner's week is worth by the days' bounds, with V1: sessions only where one day holds a supervision.
    func weekBound(_ practitioner: Int, _ prices: Prices, _ proposals: inout [WeekColumn]) -> Int {
        let days = practitioner * 7..<practitioner * 7 + 7
        let plainBound = days.reduce(0) { $0 + lastPlans[$1].plainBound }
        guard problem.scenario.practitioners[practitioner].supervision != nil else { return plainBound }
        // Without supervision: meetings, and supervision given. Taking the best of each apart is an upper bound.
        var alone = 0
        var attended: [(meeting: Int, day: Int, slot: Int)] = []
        for meeting in problem.meetingsOfPractitioner[practitioner] {
            var best = 0
            var chosen: (day: Int, slot: Int)?
            for day in 0..<7 {
                for slot in problem.meetingStarts[meeting][day].members {
                    let activity = PlannedActivity(kind: .meeting, payload: meeting, slot: slot)
                    let value = price(prices, activity, practitioner: practitioner, day: day)
                    if value > best {
                        best = value
                        chosen = (day, slot)
                    }
                }
            }
            alone += best
            if let chosen { attended.append((meeting, chosen.day, chosen.slot)) }
        }
        var given: [WeekColumn] = []
        for (supervised, ways) in Dictionary(grouping: problem.givings[practitioner], by: \.practitioner).sorted(by: { $0.key < $1.key }) {
            var best = 0
            var chosen: (day: Int, slot: Int)?
            for way in ways {
                let option = problem.supervisionOptions[supervised][way.option]
                let ofDay = prices.multipliers[layout.supervisionIndex(supervised, option: way.option, day: option.day)]
                    + prices.multipliers[layout.givingDayIndex(supervised, option: way.option)]
                for slot in option.starts.members {
                    let value = ofDay + givingStartPrice(prices, practitioner, minutes: option.minutes, day: option.day, slot: slot)
                    if value > best {
                        best = value
                        chosen = (option.day, slot)
                    }
                }
            }
            guard let chosen else { continue }
            alone += best
            given.append(.giving(practitioner: practitioner, to: supervised, day: chosen.day, slot: chosen.slot))
        }
        let gain = days.map { lastPlans[$0].supervisedBound - lastPlans[$0].plainBound }.max() ?? DayPricer.nothing
        let allowance = allowance(practitioner, prices)
        let isAsked = problem.supervised.contains(practitioner)
        if gain > DayPricer.nothing / 2, isAsked || plainBound + gain + allowance > alone { return plainBound + gain + allowance }
        if isAsked { return Self.impossible }
        for entry in attended {
            proposals.append(.attendance(practitioner: practitioner, meeting: entry.meeting, day: entry.day, slot: entry.slot))
        }
        proposals += given
        return alone
    }

    /// What the week's limits on sessions and evenings bring to a practitioner who has supervision, and who alone may use them.
    func allowance(_ practitioner: Int, _ prices: Prices) -> Micropoints {
        let limits = problem.scenario.practitioners[practitioner].limits
        return limits.sessionsPerWeek * prices.multipliers[layout.week + practitioner]
            + limits.eveningsPerWeek * prices.multipliers[layout.evenings + practitioner]
    }

    /// What every coverer's dearest evenings are worth.
    ///
    /// - Parameter isWhole: whether the coverers' own time is paid too (V4); it belongs to areas where there are several.
    func coverBound(_ multipliers: [Int], isWhole: Bool) -> Int {
        guard let ratio = problem.scenario.rules.coverRatio else { return 0 }
        var total = 0
        var lateSums = [Int](repeating: 0, count: 7)
        // Of requests and of practitioners, day by day.
        for index in layout.late..<layout.superviseMinutes { lateSums[(index - layout.late) % 7] += multipliers[index] }
        for choice in coverDays {
            let values = choice.days.map { entry in
                let cover = layout.cover + entry.day * problem.slots
                let own = layout.personTime + (layout.personNumber[choice.practitioner] * 7 + entry.day) * problem.slots
                // Nobody covers their own evening.
                let evening = layout.coveredEveningIndex(choice.practitioner, day: entry.day).map { multipliers[$0] } ?? 0
                return entry.slots.reduce(lateSums[entry.day] - evening) { $0 + ratio * multipliers[cover + $1] - (isWhole ? multipliers[own + $1] : 0) }
            }
            let held = zip(choice.days, values).filter { $0.0.isHeld }.reduce(0) { $0 + $1.1 }
            let open = zip(choice.days, values).filter { !$0.0.isHeld }.map(\.1).sorted(by: >)
            total += held + open.prefix(max(0, choice.openLimit)).reduce(0) { $0 + max(0, $1) }
        }
        return total
    }
}
