import Diary

/// Flattens the candidates of a ``WeekProblem``; equal start sets are stored once.
struct CandidateFlattening {
    let problem: WeekProblem
    let words: Int
    private(set) var candidates: [FlatCandidate] = []
    private(set) var setOfCandidate: [Int32] = []
    private(set) var candidatesOfRequest: [FlatRange] = []
    private(set) var pairs: [FlatPair] = []
    private(set) var pairsOfRequest: [FlatRange] = []
    private(set) var kept: [FlatKept] = []
    private(set) var bestPoints: [Int] = []
    private(set) var density: [Int] = []
    private(set) var options: [Int32] = []
    private(set) var offersOfDay: [[DayOffer]]
    private(set) var setWords: [UInt64] = []
    private var numbers: [SlotSet: Int32] = [:]

    init(problem: WeekProblem, words: Int) {
        self.problem = problem
        self.words = words
        offersOfDay = Array(repeating: [], count: problem.frames.count)
    }

    /// The number of a start set, stored when it is new.
    mutating func number(of set: SlotSet) -> Int32 {
        if let known = numbers[set] { return known }
        let number = Int32(setWords.count / words)
        numbers[set] = number
        setWords += set.words
        return number
    }

    mutating func flatten() {
        for (request, positions) in problem.candidatesOfRequest.enumerated() {
            let first = candidates.count
            var bestPoints = 0
            var density = 0
            var options = 0
            // A narrowed week has candidates without any start.
            let possible = positions.filter { problem.candidates[$0].starts.contains { !$0.isEmpty } }
            for position in possible.sorted(by: {
                (problem.candidates[$0].practitioner, $0) < (problem.candidates[$1].practitioner, $1)
            }) {
                let candidate = problem.candidates[position]
                append(candidate)
                bestPoints = max(bestPoints, candidate.points)
                density = max(density, candidate.points / max(candidate.occupied, 1) * 60)
                for day in 0..<7 where !candidate.starts[day].isEmpty {
                    options += 1
                    offersOfDay[candidate.practitioner * 7 + day].append(
                        DayOffer(
                            request: Int32(request), candidate: Int32(candidates.count - 1), occupied: Int16(candidate.occupied),
                            day: UInt8(day)))
                }
            }
            candidatesOfRequest.append(FlatRange(first: Int32(first), count: Int32(candidates.count - first)))
            self.bestPoints.append(bestPoints)
            self.density.append(density)
            self.options.append(Int32(options))
            appendPairs(request: request, from: first)
        }
    }

    private mutating func append(_ candidate: Candidate) {
        let late = problem.afterHours
        var days: UInt8 = 0
        var lateDays: UInt8 = 0
        for day in 0..<7 {
            let starts = candidate.starts[day]
            let daytime = candidate.isAtHome ? starts.subtracting(late) : starts
            let evening = candidate.isAtHome ? starts.intersection(late) : SlotSet(slots: problem.slots)
            if !daytime.isEmpty { days |= 1 << UInt8(day) }
            if !evening.isEmpty { lateDays |= 1 << UInt8(day) }
            setOfCandidate.append(number(of: daytime))
            setOfCandidate.append(number(of: evening))
        }
        // A room that can hold every request there could be is no limit.
        let room = candidate.room.flatMap { problem.rooms[$0].capacity < problem.scenario.requests.count ? Int32($0) : nil }
        candidates.append(
            FlatCandidate(
                points: candidate.points, request: Int32(candidate.request), practitioner: Int32(candidate.practitioner),
                place: Int32(candidate.place), room: room ?? -1, keptFirst: Int32(kept.count),
                keptCount: Int32(candidate.kept.count),
                minutes: Int16(candidate.minutes), occupied: Int16(candidate.occupied),
                roomSlots: Int16(problem.slotsCovering(candidate.minutes)), mode: UInt8(candidate.mode.rawValue), days: days,
                lateDays: lateDays))
        for start in candidate.kept {
            let partner = start.practitioners.first { $0 != candidate.practitioner }
            kept.append(
                FlatKept(
                    day: Int32(start.day), start: Int32(start.slot * problem.grid), partner: Int32(partner ?? -1),
                    points: start.points))
        }
    }

    private mutating func appendPairs(request: Int, from first: Int) {
        let start = pairs.count
        for pair in problem.pairs[request] ?? [] {
            for one in first..<candidates.count where Int(candidates[one].practitioner) == pair.first {
                for two in first..<candidates.count
                where Int(candidates[two].practitioner) == pair.second && candidates[two].mode == candidates[one].mode {
                    let days =
                        (candidates[one].days & candidates[two].days) | (candidates[one].lateDays & candidates[two].lateDays)
                    guard days != 0 else { continue }
                    pairs.append(
                        FlatPair(
                            first: Int32(one), second: Int32(two), points: max(candidates[one].points, candidates[two].points)))
                }
            }
        }
        pairsOfRequest.append(FlatRange(first: Int32(start), count: Int32(pairs.count - start)))
    }
}
