import Diary

/// How many sessions a timetable can hold that scores at least so much (see the article *Certain gains*).
enum SessionRange {
    /// What needs no search: of `n` sessions, none brings more than the `n` requests that can bring most, and every request is scheduled at
    /// most once, within what the practitioners' weekly limits allow.
    static func trivial(week: WhatIfWeek, score: Points) -> ClosedRange<Int> {
        let problem = WeekProblem(scenario: week.scenario, published: week.published)
        let weights = week.scenario.weights
        var most: [Int] = []
        for request in week.scenario.requests.indices {
            let options = problem.candidatesOfRequest[request].map { problem.candidates[$0] }
            guard let best = options.map(\.points).max() else { continue }
            let kept = options.flatMap(\.kept).reduce(0) { $0 + $1.points }
            let school = week.scenario.requests[request].school
            let shortage = school.map { problem.neededAtPlace[$0] > 0 } ?? false ? weights.shortage.thousandths : 0
            most.append(max(0, best + kept + weights.named.thousandths + shortage))
        }
        most.sort(by: >)
        var total = problem.emptyScore + problem.meetingStarts.count { $0.contains { !$0.isEmpty } } * weights.missedMeeting.thousandths
        var least = 0
        while total < score.thousandths, least < most.count {
            total += most[least]
            least += 1
        }
        // Each session takes one place at least within somebody's weekly limit.
        var reachable = Set<Int>()
        for candidate in problem.candidates { reachable.insert(candidate.practitioner) }
        let limit = reachable.reduce(0) { $0 + week.scenario.practitioners[$1].limits.sessionsPerWeek }
        let greatest = min(most.count, limit)
        return min(least, greatest)...greatest
    }
}
