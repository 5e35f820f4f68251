/// Working space of the local search, so that its moves allocate nothing.
struct SearchScratch {
    /// New starts while a day is rearranged.
    let starts: FlatBuffer<Int32>
    /// Start sets of the people of one session, supervision or meeting.
    let sets: FlatBuffer<UInt64>
    let hasSet: FlatBuffer<Bool>
    /// Requests to be inserted again, and their order: each with its rank in the higher bits.
    var pool: FlatSet
    let order: FlatBuffer<Int>
    /// Requests that may be inserted anywhere, not only into the days that changed.
    let isRemoved: FlatBuffer<Bool>
    /// For each request of the pool the first of the offers on days that have changed, or -1, and for each offer the next one.
    let firstOffer: FlatBuffer<Int32>
    let nextOffer: FlatBuffer<Int32>
    var supervisions: FlatSet
    var meetings: FlatSet

    init(tables: SearchTables, memory: SearchMemory) {
        var longest = 1
        for key in 0..<tables.people * 7 {
            longest = max(longest, Int(tables.itemOffset[key + 1] - tables.itemOffset[key]))
        }
        starts = memory.make(longest + 2, 0)
        var most = 2
        for request in 0..<tables.requests { most = max(most, Int(tables.candidatesOfRequest[request].count)) }
        for meeting in 0..<tables.meetings { most = max(most, Int(tables.meetingRange[meeting].count)) }
        sets = memory.make((most + 2) * tables.words, 0)
        hasSet = memory.make(most + 2, false)
        pool = FlatSet(limit: tables.requests, memory: memory)
        order = memory.make(tables.requests, 0)
        isRemoved = memory.make(tables.requests, false)
        firstOffer = memory.make(tables.requests, -1)
        nextOffer = memory.make(tables.offersOfDay.count, -1)
        supervisions = FlatSet(limit: tables.people, memory: memory)
        meetings = FlatSet(limit: tables.meetings, memory: memory)
    }
}
