/// The most that a day is worth with each of its starts.
struct DaySurvey {
    /// By position in ``DayPricingInput/starts``: no plan without supervision that holds the start is worth more; ``DayPricer/nothing`` where none reaches
    /// the least value asked for.
    var plain: [Micropoints]
    /// The same for plans with a supervision.
    var supervised: [Micropoints]
}

extension DayLabelling {
    /// Finds for every start the most that a day with it can be worth: labelling as in pricing, with every start kept, whatever it costs.
    ///
    /// Dominance leaves this exact. Where a label is dropped at a slot and place, every completion from there stays open to a kept label that is
    /// worth no less, so that each start of the completion is met by that one. Starts before are noted when they are made, before any dominance.
    ///
    /// - Parameters:
    ///   - leastPlain: plans without supervision that are worth less do not count.
    ///   - leastSupervised: the same for plans with a supervision.
    /// - Returns: no values where the label limit was met or the pricing stopped; and the labels made.
    mutating func survey(
        _ input: DayPricingInput, leastPlain: Micropoints, leastSupervised: Micropoints
    ) -> (values: DaySurvey?, labels: Int) {
        prepare(input, keepsAll: true)
        completions.prepare(input, kept, latestEnd: latestEnd)
        completions.isStopped = isStopped
        recall(input)
        boundCompletions(input, isFirst: true)
        bestPlain = leastPlain - 1
        bestSupervised = leastSupervised - 1
        surveyPlain = ContiguousArray(repeating: Self.nothing, count: kept.count)
        surveySupervised = surveyPlain
        depth = .exact
        isSurvey = true
        defer { isSurvey = false }
        _ = search(input)
        guard labels.count <= labelLimit, !isStopped() else { return (nil, labels.count) }
        var result = DaySurvey(
            plain: [Int](repeating: Self.nothing, count: input.starts.count),
            supervised: [Int](repeating: Self.nothing, count: input.starts.count))
        for (index, source) in keptSource.enumerated() {
            result.plain[Int(source)] = surveyPlain[index]
            result.supervised[Int(source)] = surveySupervised[index]
        }
        return (result, labels.count)
    }
}
