/// Something in a practitioner's day: a session, a supervision, a meeting, or a busy block.
struct DayItem: BitwiseCopyable {
    /// The block that it belongs to, or -1 for a busy block.
    var block: Int32
    /// The candidate of a session, or -1.
    var candidate: Int32
    var place: Int32
    /// Minutes of the day.
    var start: Int16
    var end: Int16
    /// Earliest possible end when everything before is moved forward as far as it can be: without, and with, a break
    /// before.
    var earliest: Int16
    var earliestRested: Int16
    /// Latest possible start when everything after is moved back as far as it can be: without, and with, a break after.
    var latest: Int16
    var latestRested: Int16
    /// Whether the item's start may be changed without anybody else's consent.
    var isMovable: Bool
}

/// Where a block stands. Blocks are sessions (by request), then supervisions (by practitioner), then meetings.
struct Placement: BitwiseCopyable {
    /// 0...6, or -1 where the block is not placed.
    var day: Int8
    /// Minute of the day.
    var start: Int16
    /// A session's candidate; a supervision's supervisor.
    var first: Int32
    /// The second seat's candidate, or -1.
    var second: Int32

    static let none = Placement(day: -1, start: 0, first: -1, second: -1)

    @inline(__always)
    var isPlaced: Bool { day >= 0 }
}

/// What is known of one practitioner's day beside its items.
struct DayState: BitwiseCopyable {
    var count: Int32 = 0
    /// Items that are not busy blocks.
    var planned: Int32 = 0
    var sessions: Int32 = 0
    /// After-hours sessions.
    var late: Int32 = 0
    /// Minutes travelled, as the score counts them.
    var travel: Int32 = 0
    /// First start and last end of all items; 0 where there are none.
    var first: Int16 = 0
    var last: Int16 = 0
    /// No single gap can be made longer than this.
    var widest: Int16 = 0
    var isCovered = false
    var isStale = true
}

/// A change that can be taken back.
struct JournalEntry: BitwiseCopyable {
    enum Kind: UInt8 { case place, remove, move, cover, uncover }
    var kind: Kind
    var block: Int32
    /// The placement before a removal or move.
    var before: Placement
}

/// The state of the local search: a timetable, everything that is counted about it, and a journal to take changes back.
///
/// Every change goes through `place`, `remove`, `move`, `cover` and `uncover`, which keep the score and all counters
/// exact. All counts are of the rulebook's own quantities, so no state is ever approximated.
struct SearchCore {
    /// Stands for "never" among minutes; fits in the items' fields.
    static let never = 20_000

    let tables: SearchTables
    let memory = SearchMemory()
    var random: SearchGenerator
    /// Thousandths of a point of the present timetable.
    var score: Int

    let placement: FlatBuffer<Placement>
    let items: FlatBuffer<DayItem>
    let days: FlatBuffer<DayState>
    let weekSessions: FlatBuffer<Int32>
    let weekEvenings: FlatBuffer<Int32>
    /// Days, bit by day, on which a practitioner has not reached the day's limit of sessions.
    let openDays: FlatBuffer<UInt8>
    /// ``openDays`` where one more session in the week is allowed (W6, V1), and else none.
    let availableDays: FlatBuffer<UInt8>
    let supervisorMinutes: FlatBuffer<Int32>
    let roomUse: FlatBuffer<Int32>
    let roomFull: FlatBuffer<UInt64>
    /// First session in each room and day, and the links between them.
    let roomHead: FlatBuffer<Int32>
    let roomNext: FlatBuffer<Int32>
    let roomPrevious: FlatBuffer<Int32>
    let clientDays: FlatBuffer<UInt8>
    let placeSessions: FlatBuffer<Int32>
    var lateSessions: FlatSet
    let lateCount: FlatBuffer<Int32>
    let coverCount: FlatBuffer<Int32>
    let coverDays: FlatBuffer<Int32>
    var coverings: FlatSet
    /// Requests that have a candidate and are not placed.
    var absent: FlatSet
    var present: FlatSet

    var journal: UnsafeMutablePointer<JournalEntry>
    var journalCount = 0
    var journalCapacity: Int
    var isJournaling = true
    /// Whether breaks (W4) are left to the end of the present iteration, so that activities can come in that only
    /// together make one.
    var isLenient = false
    /// Whether absent requests are tried on every day that the present iteration changes.
    var isOpen = false

    /// Blocks (and practitioner-days of cover) that may differ from the best timetable.
    var differing: FlatSet
    var touched: FlatSet
    let touchedDays: FlatBuffer<UInt8>
    var scratch: SearchScratch

    var supervisionBlock: Int { tables.requests }
    var meetingBlock: Int { tables.requests + tables.people }
    var blockCount: Int { tables.requests + tables.people + tables.meetings }

    init(tables: SearchTables, seed: UInt64) {
        self.tables = tables
        random = SearchGenerator(seed: seed)
        score = tables.problem.emptyScore
        let blocks = tables.requests + tables.people + tables.meetings
        let personDays = tables.people * 7
        placement = memory.make(blocks, .none)
        items = memory.make(
            tables.itemCapacity,
            DayItem(
                block: -1, candidate: -1, place: 0, start: 0, end: 0, earliest: 0, earliestRested: 0, latest: 0, latestRested: 0,
                isMovable: false))
        days = memory.make(personDays, DayState())
        weekSessions = memory.make(tables.people, 0)
        weekEvenings = memory.make(tables.people, 0)
        openDays = memory.make(tables.people, 0)
        availableDays = memory.make(tables.people, 0)
        supervisorMinutes = memory.make(tables.people, 0)
        let rooms = tables.roomCapacity.count
        roomUse = memory.make(rooms * 7 * tables.slots, 0)
        roomFull = memory.make(rooms * 7 * tables.words, 0)
        roomHead = memory.make(rooms * 7, -1)
        roomNext = memory.make(tables.requests, -1)
        roomPrevious = memory.make(tables.requests, -1)
        clientDays = memory.make(tables.clients, 0)
        placeSessions = memory.make(tables.places, 0)
        lateSessions = FlatSet(limit: tables.requests, memory: memory)
        lateCount = memory.make(7 * max(tables.moments, 1), 0)
        coverCount = memory.make(7 * max(tables.moments, 1), 0)
        coverDays = memory.make(tables.people, 0)
        coverings = FlatSet(limit: personDays, memory: memory)
        absent = FlatSet(limit: tables.requests, memory: memory)
        present = FlatSet(limit: tables.requests, memory: memory)
        journalCapacity = 4096
        journal = .allocate(capacity: journalCapacity)
        differing = FlatSet(limit: blocks + personDays, memory: memory)
        touched = FlatSet(limit: personDays, memory: memory)
        touchedDays = memory.make(tables.people, 0)
        scratch = SearchScratch(tables: tables, memory: memory)

        for (index, frame) in tables.problem.frames.enumerated() {
            let offset = Int(tables.itemOffset[index])
            for (position, block) in frame.busy.enumerated() {
                items[offset + position] = DayItem(
                    block: -1, candidate: -1, place: Int32(block.place), start: Int16(block.start), end: Int16(block.end),
                    earliest: 0,
                    earliestRested: 0, latest: 0, latestRested: 0, isMovable: false)
            }
            days[index].count = Int32(frame.busy.count)
            days[index].first = Int16(frame.busy.first?.start ?? 0)
            days[index].last = Int16(frame.busy.map(\.end).max() ?? 0)
        }
        for person in 0..<tables.people where tables.dayLimit[person] > 0 { openDays[person] = 0x7F }
        for person in 0..<tables.people { refreshAvailability(Int32(person)) }
        for request in 0..<tables.requests where tables.candidatesOfRequest[request].count > 0 { absent.insert(request) }
    }

    /// Frees the journal; the core must not be used afterwards.
    func free() { journal.deallocate() }

    @inline(__always)
    func dayKey(_ person: Int32, _ day: Int) -> Int { Int(person) &* 7 &+ day }

    @inline(__always)
    func isLate(_ candidate: FlatCandidate, start: Int) -> Bool { candidate.mode >= 2 && start >= tables.afterHoursFrom }

    // MARK: Journal

    @inline(__always)
    mutating func record(_ kind: JournalEntry.Kind, _ block: Int, _ before: Placement) {
        guard isJournaling else { return }
        if journalCount == journalCapacity { growJournal() }
        journal[journalCount] = JournalEntry(kind: kind, block: Int32(truncatingIfNeeded: block), before: before)
        journalCount &+= 1
    }

    private mutating func growJournal() {
        let larger = UnsafeMutablePointer<JournalEntry>.allocate(capacity: journalCapacity * 2)
        larger.moveInitialize(from: journal, count: journalCount)
        journal.deallocate()
        journal = larger
        journalCapacity *= 2
    }

    /// Takes back every change since the journal had `mark` entries.
    mutating func undo(to mark: Int) {
        isJournaling = false
        while journalCount > mark {
            journalCount -= 1
            let entry = journal[journalCount]
            let block = Int(entry.block)
            switch entry.kind {
            case .place: remove(block)
            case .remove: place(block, entry.before)
            case .move: move(block, to: Int(entry.before.start))
            case .cover: uncover(block)
            case .uncover: cover(block)
            }
        }
        isJournaling = true
    }

    @inline(__always)
    mutating func touch(_ key: Int) {
        touched.insert(key)
        let person = key / 7
        touchedDays[person] |= 1 << UInt8(truncatingIfNeeded: key - person * 7)
    }

    mutating func clearTouched() {
        while touched.count > 0 {
            let key = touched[touched.count - 1]
            touchedDays[key / 7] = 0
            touched.remove(key)
        }
    }
}
