/// What the master's rows are, by the multiplier: which are lazy, and from which stage.
extension RelaxationLayout {
    /// Whether a row is made only when a solution breaks it.
    func isLazy(_ index: Int) -> Bool {
        (cover..<superviseMinutes).contains(index) || (personTime..<clients).contains(index)
            || index >= seats || subsets.contains(index)
    }

    /// Whether a row may be broken at a price at first: those of starts in unison.
    func isElastic(_ index: Int) -> Bool { stage(of: index) == .unison }

    /// Whether a row asks for somebody on cover on a day.
    func isLate(_ index: Int) -> Bool { (late..<superviseMinutes).contains(index) }

    /// The group of a seat's or meeting's bucket: the buckets of one seat of one candidate, or of one member of one meeting.
    ///
    /// A group's row asks that in the week as many seats are taken as sessions held; the rows of its buckets, that they stand at the same time,
    /// are lazy.
    func group(of index: Int) -> Int { (index - seats) / (7 * bucketsPerDay) }

    func hasGroup(_ index: Int) -> Bool { (seats..<givings).contains(index) }

    /// Whether it is about supervision given, which is priced only when little else is left to gain: it makes supervisors' days long to price.
    func isGiving(_ index: Int) -> Bool { (givings..<unison).contains(index) || (givingDays..<clients).contains(index) }

    /// Whether its row asks for exactly as much on both sides.
    func isEquality(_ index: Int) -> Bool { (seats..<unison).contains(index) }

    /// The stage of ``WeekMaster/separation`` from which a lazy row is made.
    func stage(of index: Int) -> WeekMaster.Separation {
        if index >= unison { return .unison }
        if index >= givingStarts { return .givingStarts }
        return index >= seats || isGiving(index) ? .buckets : .resources
    }

    /// A number that lazy rows of one resource and day have in common, of which one is made at a time: a day's slots stand together in the layout.
    func family(of index: Int) -> Int {
        if isLate(index) || isGiving(index) || subsets.contains(index) { return -1 - index }
        if hasGroup(index) { return count + group(of: index) }
        let base = [unison, rooms, personTime].first { $0 <= index } ?? cover
        return base + (index - base) / slotsPerDay
    }
}
