import Diary

/// A seat or a member of a meeting, which asks others to start when it does.
struct UnisonVoice: Sendable {
    /// The multiplier of the week's first slot: what starting at a slot pays stands so many slots after it.
    var own: Int
    /// The same of those whose asking it answers: what they pay is what it receives.
    var others: [Int]
}

/// Who asks whom to start in unison; nobody in weeks whose layout has no such multipliers.
struct UnisonVoices: Sendable {
    /// For each candidate of two seats: it asks for a partner of its mode.
    let ofCandidate: [UnisonVoice?]
    /// For each meeting and member: each asks the next, round the members.
    let ofMember: [[UnisonVoice?]]

    init(_ problem: WeekProblem, _ layout: RelaxationLayout) {
        var ofCandidate = [UnisonVoice?](repeating: nil, count: problem.candidates.count)
        for (request, pairs) in problem.pairs where layout.hasUnison {
            let pairs = Set(pairs), all = problem.candidatesOfRequest[request]
            for index in all {
                guard let own = layout.unisonOffset(candidate: index) else { continue }
                let candidate = problem.candidates[index]
                let partners = all.filter { other in
                    let partner = problem.candidates[other]
                    return partner.mode == candidate.mode
                        && pairs.contains(
                            SeatPair(
                                first: min(candidate.practitioner, partner.practitioner), second: max(candidate.practitioner, partner.practitioner)))
                }
                ofCandidate[index] = UnisonVoice(own: own, others: partners.compactMap { layout.unisonOffset(candidate: $0) })
            }
        }
        self.ofCandidate = ofCandidate
        ofMember = layout.members.enumerated().map { meeting, members in
            members.indices.map { member in
                guard let own = layout.unisonOffset(meeting: meeting, member: member) else { return nil }
                let before = layout.unisonOffset(meeting: meeting, member: (member + members.count - 1) % members.count)
                return UnisonVoice(own: own, others: before.map { [$0] } ?? [])
            }
        }
    }
}
