import Diary

/// Working time: W1 to W5 and V4 of one practitioner with further activities.
extension WeekTrial {
    /// Something added to a practitioner's week.
    struct Extra {
        let day: Weekday
        let start: Int
        /// Write-up included.
        let end: Int
        /// Position in `Scenario.places`, or -1 for none.
        let place: Int
        let isAfterHours: Bool

        func overlaps(_ window: Window) -> Bool { start < window.end && window.start < end }
    }

    /// W1 to W5, and V4 of the cover that the timetable has, for a practitioner with some activities more.
    func dayRules(_ person: Int, adding extras: [Extra]) -> BrokenRules {
        var broken = BrokenRules.none
        for extra in extras {
            let key = person * 7 + extra.day.rawValue
            let windows = extra.isAfterHours ? allHours[key] : hours[key]
            if !windows.contains(where: { $0.contains(start: extra.start, end: extra.end) }) { broken.formUnion(.w1) }
            if coverOnDay[extra.day.rawValue].contains(person), eveningWindows[key].contains(where: extra.overlaps) {
                broken.formUnion(.v4)
            }
        }
        // Most days are empty: a single activity there has no neighbours.
        if extras.count == 1, let extra = extras.first, days[person * 7 + extra.day.rawValue].isEmpty {
            broken.formUnion(loneRules(person, extra))
            return broken
        }
        var changed: [(day: Int, items: [TrialItem])] = []
        for extra in extras where !changed.contains(where: { $0.day == extra.day.rawValue }) {
            let items = day(person, extra.day, adding: extras)
            broken.formUnion(dayRules(person, items))
            changed.append((extra.day.rawValue, items))
        }
        for (day, items) in changed {
            func neighbour(_ other: Int) -> [TrialItem] { changed.first { $0.day == other }?.items ?? days[person * 7 + other] }
            if day > 0, restIsShort(neighbour(day - 1), items) { broken.formUnion(.w5) }
            if day < 6, restIsShort(items, neighbour(day + 1)) { broken.formUnion(.w5) }
        }
        return broken
    }

    /// W3, W4 and W5 of a day that holds one activity alone.
    private func loneRules(_ person: Int, _ extra: Extra) -> BrokenRules {
        var broken = BrokenRules.none
        let length = extra.end - extra.start
        if length > scenario.practitioners[person].limits.span { broken.formUnion(.w3) }
        if length > scenario.rules.breakRule.after {
            broken.formUnion(dayRules(person, [TrialItem(start: extra.start, end: extra.end, place: extra.place, isBusy: false)]))
        }
        let key = person * 7 + extra.day.rawValue, rest = scenario.rules.rest
        if extra.day != .monday, let end = days[key - 1].map(\.end).max(), 1440 - end + extra.start < rest { broken.formUnion(.w5) }
        if extra.day != .sunday, let start = days[key + 1].first?.start, 1440 - extra.end + start < rest { broken.formUnion(.w5) }
        return broken
    }

    /// W5 between one day and the next, of which one at least is changed.
    private func restIsShort(_ day: [TrialItem], _ next: [TrialItem]) -> Bool {
        guard let end = day.map(\.end).max(), let start = next.first?.start else { return false }
        return 1440 - end + start < scenario.rules.rest
    }

    /// A day's activities with those of `extras` that lie on it.
    private func day(_ person: Int, _ day: Weekday, adding extras: [Extra]) -> [TrialItem] {
        var items = days[person * 7 + day.rawValue]
        for extra in extras where extra.day == day {
            let item = TrialItem(start: extra.start, end: extra.end, place: extra.place, isBusy: false)
            let position = items.firstIndex { ($0.start, $0.end) > (item.start, item.end) } ?? items.count
            items.insert(item, at: position)
        }
        return items
    }

    /// W2, W3 and W4 of a day that holds something planned.
    private func dayRules(_ person: Int, _ items: [TrialItem]) -> BrokenRules {
        var broken = BrokenRules.none
        guard let first = items.first else { return broken }
        let rule = scenario.rules.breakRule
        var lastEnd = first.end
        var hasBreak = false
        for index in 1..<max(items.count, 1) {
            let previous = items[index - 1], next = items[index]
            let way = previous.place < 0 || next.place < 0 ? 0 : travel[previous.place, next.place]
            if next.start < lastEnd {
                broken.formUnion(.w2)
            } else if next.start - previous.end < way {
                // A way by a third place needs an activity there, and so time between the two.
                if travel.isMetric || next.start <= previous.end { broken.formUnion(.w2) } else { broken.strict.formUnion(.w2) }
            }
            let inWindow = max(0, min(next.start, rule.window.end) - max(previous.end, rule.window.start))
            if inWindow >= rule.minutes && next.start - previous.end >= way + rule.minutes { hasBreak = true }
            lastEnd = max(lastEnd, next.end)
        }
        if lastEnd - first.start > scenario.practitioners[person].limits.span { broken.formUnion(.w3) }
        if lastEnd - first.start > rule.after, !hasBreak {
            // An activity before or after could make a gap there that is a break.
            let before = min(first.start, rule.window.end) - rule.window.start, after = rule.window.end - max(lastEnd, rule.window.start)
            if travel.isMetric && max(0, before, after) < rule.minutes { broken.formUnion(.w4) } else { broken.strict.formUnion(.w4) }
        }
        return broken
    }

    // MARK: Cover

    /// Ways to back an after-hours session with cover: what is broken, and who goes on cover beside those who are.
    ///
    /// - Parameter busy: what the session and its supervision add to people's days, by practitioner.
    func coverChoices(day: Weekday, start: Int, end: Int, busy: [(person: Int, extra: Extra)]) -> [(rules: RuleMask, cover: [Timetable.Cover])] {
        guard let ratio = scenario.rules.coverRatio else { return [(.none, [])] }
        let others = afterHours[day.rawValue]
        let present = coverOnDay[day.rawValue]
        func isBacked(_ holders: [Int]) -> Bool {
            let windows = holders.map { scenario.evenings(of: $0, on: day) }
            let moments = [start] + others.map(\.start) + windows.flatMap { $0.map(\.end) }
            return moments.allSatisfy { moment in
                guard start <= moment && moment < end else { return true }
                let demand = 1 + others.count { $0.start <= moment && moment < $0.end }
                let supply = windows.count { $0.contains { $0.start <= moment && moment < $0.end } }
                // Compared by division, for the ratio may be huge.
                return supply > 0 && (demand + ratio - 1) / ratio <= supply
            }
        }
        if isBacked(present) { return [(.none, [])] }
        func isFree(_ person: Int) -> Bool {
            let evenings = scenario.evenings(of: person, on: day)
            return !days[person * 7 + day.rawValue].contains { item in evenings.contains { item.start < $0.end && $0.start < item.end } }
                && !busy.contains { entry in
                    entry.person == person && entry.extra.day == day && evenings.contains(where: entry.extra.overlaps)
                }
        }
        let possible = scenario.practitioners.indices.filter {
            !present.contains($0) && scenario.evenings(of: $0, on: day).contains { $0.start < end && start < $0.end }
        }
        let able = possible.filter { coverDays[$0] < scenario.practitioners[$0].coverEvenings ?? 0 && isFree($0) }
        var choices: [(rules: RuleMask, cover: [Timetable.Cover])] = []
        func add(_ rules: RuleMask, _ people: [Int]) {
            // No more than it takes.
            var chosen = people
            for person in people.reversed() where isBacked(present + chosen.filter({ $0 != person })) { chosen.removeAll { $0 == person } }
            choices.append((rules, chosen.map { Timetable.Cover(practitioner: $0, day: day) }))
        }
        if isBacked(present + able) {
            add(.none, able)
        } else {
            choices.append((.v3, []))
            // Somebody who takes no cover, or none any more, but is free to: each by themselves where that suffices.
            let free = possible.filter { !able.contains($0) && isFree($0) }
            let sufficient = free.filter { isBacked(present + able + [$0]) }
            for person in sufficient { add(.v4, [person] + able) }
            if sufficient.isEmpty, isBacked(present + possible) { add(.v4, possible) }
        }
        return choices
    }
}
