import Diary

/// What the multipliers make of each activity.
extension Relaxation {
    /// The multipliers as prices that pricing reads: sums over the slots of an activity become differences.
    struct Prices {
        let multipliers: [Int]
        let roomSums: [Int]
        let roomIsPriced: [Bool]
        let timeSums: [Int]
        let coverSums: [Int]
    }

    /// - Parameter area: whose rooms and supervisors matter; the sums of others stay 0.
    func prices(_ multipliers: [Int], _ area: Area) -> Prices {
        let slots = problem.slots
        func sums(offset: Int, count: Int, of things: [Int]) -> ([Int], [Bool]) {
            var result = [Int](repeating: 0, count: count * (slots + 1))
            var isPriced = [Bool](repeating: false, count: count)
            for thing in things {
                for row in thing * 7..<thing * 7 + 7 {
                    var total = 0
                    for slot in 0..<slots {
                        total += multipliers[offset + row * slots + slot]
                        result[row * (slots + 1) + slot + 1] = total
                    }
                    isPriced[row] = total != 0
                }
            }
            return (result, isPriced)
        }
        let (roomSums, roomIsPriced) = sums(offset: layout.rooms, count: problem.rooms.count * 7, of: area.rooms)
        let timed = layout.personNumber.count { $0 >= 0 }
        let (timeSums, _) = sums(offset: layout.personTime, count: timed * 7, of: area.timed)
        let hasCover = problem.scenario.rules.coverRatio != nil
        let (coverSums, _) = sums(offset: layout.cover, count: hasCover ? 7 : 0, of: hasCover ? [0] : [])
        return Prices(
            multipliers: multipliers, roomSums: roomSums, roomIsPriced: roomIsPriced, timeSums: timeSums, coverSums: coverSums)
    }

    /// What a person's minutes from a slot on cost.
    @inline(__always)
    func timePrice(_ prices: Prices, practitioner: Int, day: Int, slot: Int, minutes: Int) -> Int {
        let number = layout.personNumber[practitioner]
        guard number >= 0 else { return 0 }
        let row = (number * 7 + day) * (problem.slots + 1)
        return prices.timeSums[row + min(problem.slots, slot + problem.slotsCovering(minutes))] - prices.timeSums[row + slot]
    }

    func sessionPrice(_ prices: Prices, _ candidate: Candidate, index: Int, day: Int, slot: Int) -> Int {
        let multipliers = prices.multipliers
        let request = problem.scenario.requests[candidate.request]
        var price = -multipliers[layout.week + candidate.practitioner]
        var shared = 0
        if candidate.seats == 1 {
            price += candidate.points * Int.micropointsPerThousandth - multipliers[layout.requests + candidate.request]
            if let school = request.school { price += multipliers[layout.shortage + school] }
            let client = layout.clientNumber[problem.clientOfRequest[candidate.request]]
            if client >= 0 { price -= multipliers[layout.clients + client * 7 + day] }
            for kept in candidate.kept where kept.day == day && kept.slot == slot { price += kept.points * Int.micropointsPerThousandth }
        } else {
            price += multipliers[layout.seatOffset[index] + layout.bucket(day: day, slot: slot)]
            price += unisonPrice(prices, unison.ofCandidate[index], day: day, slot: slot)
        }
        let end = min(problem.slots, slot + problem.slotsCovering(candidate.minutes))
        if let room = candidate.room, prices.roomIsPriced[room * 7 + day] {
            let row = (room * 7 + day) * (problem.slots + 1)
            shared += prices.roomSums[row + end] - prices.roomSums[row + slot]
        }
        if problem.isAfterHours(candidate, at: slot) {
            if problem.scenario.rules.afterHoursSlots != nil { shared += multipliers[layout.slots] }
            if problem.scenario.rules.coverRatio != nil {
                let row = day * (problem.slots + 1)
                shared += prices.coverSums[row + end] - prices.coverSums[row + slot]
                if layout.hasLateRows { shared += multipliers[layout.late + candidate.request * 7 + day] }
            }
        }
        // A session of two seats pays half from each; rounding down leaves the bound an upper one.
        price -= candidate.seats == 1 ? shared : shared / 2
        return price - timePrice(prices, practitioner: candidate.practitioner, day: day, slot: slot, minutes: candidate.occupied)
    }

    func price(_ prices: Prices, _ activity: PlannedActivity, practitioner: Int, day: Int) -> Int {
        switch activity.kind {
        case .session:
            return sessionPrice(prices, problem.candidates[activity.payload], index: activity.payload, day: day, slot: activity.slot)
        case .supervision:
            let option = problem.supervisionOptions[practitioner][activity.payload]
            return -prices.multipliers[layout.superviseMinutes + option.supervisor] * option.minutes
                - prices.multipliers[layout.supervisionIndex(practitioner, option: activity.payload, day: day)]
                - prices.multipliers[layout.givingDayIndex(practitioner, option: activity.payload)]
                - givingStartPrice(prices, option.supervisor, minutes: option.minutes, day: day, slot: activity.slot)
                - timePrice(prices, practitioner: option.supervisor, day: day, slot: activity.slot, minutes: option.minutes)
        case .meeting:
            let member = layout.members[activity.payload].firstIndex(of: practitioner) ?? 0
            let meeting = problem.scenario.meetings[activity.payload]
            return prices.multipliers[
                layout.meetingIndex(activity.payload, member: member, bucket: layout.bucket(day: day, slot: activity.slot))]
                + unisonPrice(prices, unison.ofMember[activity.payload][member], day: day, slot: activity.slot)
                - timePrice(prices, practitioner: practitioner, day: day, slot: activity.slot, minutes: meeting.minutes)
        case .giving:
            return layout.givingIndex(practitioner, minutes: activity.payload, day: day).map {
                prices.multipliers[$0] + givingStartPrice(prices, practitioner, minutes: activity.payload, day: day, slot: activity.slot)
            } ?? DayPricer.nothing
        }
    }

    /// What a seat or a meeting receives for starting at a slot, less what it pays.
    @inline(__always)
    private func unisonPrice(_ prices: Prices, _ voice: UnisonVoice?, day: Int, slot: Int) -> Micropoints {
        guard let voice else { return 0 }
        let at = day * problem.slots + slot
        return voice.others.reduce(-prices.multipliers[voice.own + at]) { $0 + prices.multipliers[$1 + at] }
    }

    /// What a supervisor receives, and the supervised pays, for supervision that starts at a slot, beside what it brings whenever it starts.
    @inline(__always)
    func givingStartPrice(_ prices: Prices, _ supervisor: Int, minutes: Int, day: Int, slot: Int) -> Micropoints {
        layout.givingStartIndex(supervisor, minutes: minutes, day: day, slot: slot).map { prices.multipliers[$0] } ?? 0
    }

    /// What a practitioner's day brings that gives any supervision.
    func givingPrice(_ prices: Prices, _ template: DayTemplate) -> Micropoints {
        template.supervised.reduce(0) { $0 + prices.multipliers[layout.givingDayIndex($1.practitioner, option: $1.option)] }
    }

    /// What an activity counts in cuts: those in which it makes an odd count even or an even one odd, and what it pays whatever else the day holds.
    private struct SubsetCounts {
        var odd: UInt64 = 0
        var paid: Micropoints = 0
    }

    /// Gives the cuts that have a price, and that a day's activities can count in, bits of ``PricedStart/subsets``, the dearest first where there are too many:
    /// what a plan does not pay makes it dearer, so that the bound stays one.
    private func subsetBits(_ template: DayTemplate, _ prices: Prices, _ input: inout DayPricingInput) -> [Int: Int] {
        guard !subsets.isEmpty else { return [:] }
        var counted: [Int: Int] = [:]
        let buckets = layout.bucket(day: template.day, slot: 0)..<layout.bucket(day: template.day, slot: 0) + layout.bucketsPerDay
        func count(_ kind: PricedKind, _ payload: Int, isAfterHours: Bool = false) {
            var share = subsetShare(template, kind, payload)
            let gathering = share.gathering
            (share.gathering, share.isAfterHours) = (nil, isAfterHours)
            subsets.forEachCount(share) { counted[$0, default: 0] += 1 }
            if let gathering { subsets.forEachCut(of: gathering, in: buckets) { counted[$0, default: 0] += 1 } }
        }
        for (index, _) in template.candidates { count(.session, index, isAfterHours: problem.candidates[index].isAtHome && problem.candidates[index].seats == 1) }
        for index in template.supervision { count(.supervision, index) }
        for (meeting, _, _) in template.meetings { count(.meeting, meeting) }
        func price(_ position: Int) -> Micropoints { prices.multipliers[layout.subsets.lowerBound + position] }
        let priced = counted.filter { $0.value > 1 && price($0.key) > 0 }.keys.sorted { (price($1), $0) < (price($0), $1) }.prefix(64)
        input.subsetPrices = priced.map(price)
        return Dictionary(uniqueKeysWithValues: priced.enumerated().map { ($1, $0) })
    }

    private func subsetCounts(_ share: SubsetShare, _ bits: [Int: Int], _ input: DayPricingInput) -> SubsetCounts {
        var counts = SubsetCounts()
        guard !bits.isEmpty else { return counts }
        subsets.forEachCount(share) { position in
            guard let bit = bits[position] else { return }
            let mask: UInt64 = 1 << UInt64(bit)
            if counts.odd & mask != 0 { counts.paid += input.subsetPrices[bit] }
            counts.odd ^= mask
        }
        return counts
    }

    /// What an activity is to subset-row cuts, in the day's first bucket.
    private func subsetShare(_ template: DayTemplate, _ kind: PricedKind, _ payload: Int) -> SubsetShare {
        subsetShare(of: PlannedActivity(kind: kind, payload: payload, slot: 0), practitioner: template.practitioner, day: template.day)
    }

    /// What it costs a day to be an evening (W7): its weight, the evening of the week, and somebody else on cover (V3).
    func eveningPrice(_ prices: Prices, _ template: DayTemplate) -> Micropoints {
        let cover = layout.coveredEveningIndex(template.practitioner, day: template.day).map { prices.multipliers[$0] } ?? 0
        return problem.scenario.weights.evening.thousandths * Int.micropointsPerThousandth + prices.multipliers[layout.evenings + template.practitioner] + cover
    }

    func input(_ template: DayTemplate, _ prices: Prices) -> DayPricingInput {
        var input = template.base
        input.eveningPrice = eveningPrice(prices, template)
        let day = template.day
        input.starts.reserveCapacity(1024)
        let subsetBits = subsetBits(template, prices, &input)
        for (index, place) in template.candidates {
            let candidate = problem.candidates[index]
            var share = subsetShare(template, .session, index)
            share.isAfterHours = false
            var early = subsetCounts(share, subsetBits, input)
            share.isAfterHours = candidate.seats == 1 && candidate.isAtHome
            let late = share.isAfterHours ? subsetCounts(share, subsetBits, input) : early
            let isConstant =
                candidate.seats == 1 && candidate.kept.isEmpty && layout.personNumber[candidate.practitioner] < 0
                && !(candidate.room.map { prices.roomIsPriced[$0 * 7 + day] } ?? false)
            var constant: Int?
            for (word, bits) in candidate.starts[day].words.enumerated() {
                var rest = bits
                while rest != 0 {
                    let slot = word * 64 + rest.trailingZeroBitCount
                    rest &= rest - 1
                    let isAfterHours = problem.isAfterHours(candidate, at: slot)
                    let price: Int
                    if isConstant && !isAfterHours {
                        if let constant {
                            price = constant
                        } else {
                            price = sessionPrice(prices, candidate, index: index, day: day, slot: slot)
                            constant = price
                        }
                    } else {
                        price = sessionPrice(prices, candidate, index: index, day: day, slot: slot)
                    }
                    if candidate.seats == 2, case let bucket = layout.bucket(day: day, slot: slot), bucket != share.bucket {
                        share.bucket = bucket
                        early = subsetCounts(share, subsetBits, input)
                    }
                    let counts = isAfterHours && candidate.seats == 1 ? late : early
                    input.starts.append(
                        PricedStart(
                            slot: Int32(slot), place: Int32(place), occupied: Int32(candidate.occupied), kind: .session,
                            isAfterHours: isAfterHours, item: Int32(problem.clientOfRequest[candidate.request]), payload: Int32(index),
                            price: price - counts.paid, subsets: counts.odd))
                }
            }
        }
        for index in template.supervision {
            let option = problem.supervisionOptions[template.practitioner][index]
            let counts = subsetCounts(subsetShare(template, .supervision, index), subsetBits, input)
            for slot in option.starts.members {
                let activity = PlannedActivity(kind: .supervision, payload: index, slot: slot)
                input.starts.append(
                    PricedStart(
                        slot: Int32(slot), place: Int32(template.desk), occupied: Int32(option.minutes), kind: .supervision,
                        isAfterHours: false, item: 0, payload: Int32(index),
                        price: price(prices, activity, practitioner: template.practitioner, day: day) - counts.paid, subsets: counts.odd))
            }
        }
        for (meeting, _, place) in template.meetings {
            var share = subsetShare(template, .meeting, meeting)
            var counts = subsetCounts(share, subsetBits, input)
            for slot in problem.meetingStarts[meeting][day].members {
                if case let bucket = layout.bucket(day: day, slot: slot), bucket != share.bucket {
                    share.bucket = bucket
                    counts = subsetCounts(share, subsetBits, input)
                }
                let activity = PlannedActivity(kind: .meeting, payload: meeting, slot: slot)
                input.starts.append(
                    PricedStart(
                        slot: Int32(slot), place: Int32(place), occupied: Int32(problem.scenario.meetings[meeting].minutes), kind: .meeting,
                        isAfterHours: false, item: Int32(meeting), payload: Int32(meeting),
                        price: price(prices, activity, practitioner: template.practitioner, day: day) - counts.paid, subsets: counts.odd))
            }
        }
        input.givingPrice = givingPrice(prices, template)
        let key = template.practitioner * 7 + day
        if let place = problem.visits[key], let position = input.places.firstIndex(of: place) {
            input.visitPlace = Int32(position)
            input.visitPrice = prices.multipliers[layout.visits + key]
        }
        for (minutes, starts) in template.givings {
            guard let index = layout.givingIndex(template.practitioner, minutes: minutes, day: day) else { continue }
            for slot in starts.members {
                let price = prices.multipliers[index] + givingStartPrice(prices, template.practitioner, minutes: minutes, day: day, slot: slot)
                input.starts.append(
                    PricedStart(
                        slot: Int32(slot), place: Int32(template.desk), occupied: Int32(minutes), kind: .giving, isAfterHours: false, item: 0,
                        payload: Int32(minutes), price: price))
            }
        }
        return input
    }
}
