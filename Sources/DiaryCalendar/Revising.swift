/// Decides the edition of every event, so that calendar programs update what they have.
///
/// Programs match events by UID and keep the edition with the higher SEQUENCE, then the later DTSTAMP (RFC 5546 §2.1.5). Therefore:
///
/// - an event that stands as before in all its files keeps SEQUENCE, DTSTAMP and LAST-MODIFIED, so that an export without changes changes
///   no byte;
/// - an event of which anything has changed gets a higher SEQUENCE than in any file before, the same in all its files;
/// - an event that a file no longer has stays in it as cancelled, again with a higher SEQUENCE. Where the event goes on in other files (somebody
///   else has taken it over) those outrank the cancellation by one, so that whoever imports several files into one calendar ends with
///   the living event, in whatever order they do it.
struct Revising {
    /// The editions of one event: of its living copies, and of those that are cancelled now.
    struct Editions: Hashable {
        var living: EventRevision
        var cancelled: EventRevision
    }

    /// How an event stands in one file.
    enum Copy: Hashable {
        /// In a file that did not exist before: says nothing about a change.
        case first
        /// As before.
        case same
        /// Changed, or new to a file that existed.
        case changed
        /// Gone since the last export.
        case vanished
        /// Cancelled before, and still.
        case gone
    }

    /// UTC seconds of this export.
    var stamp: Int
    /// The least SEQUENCE of what is new or changed.
    var leastSequence: Int

    /// The editions of an event with the given highest edition so far (nil: never seen) and copies.
    func editions(highest: EventRevision?, copies: some Sequence<Copy>) -> Editions {
        guard let highest else {
            let new = EventRevision(sequence: leastSequence, stamp: stamp, lastModified: stamp)
            return Editions(living: new, cancelled: new)
        }
        let copies = Set(copies)
        let vanishes = copies.contains(.vanished)
        // Cancelled where it stood, and alive only in files that are new: it must outrank the cancellation.
        let revives = copies.contains(.gone) && copies.contains(.first) && !copies.contains(.same)
        guard vanishes || revives || copies.contains(.changed) else { return Editions(living: highest, cancelled: highest) }
        // A clock that was set back must not make the new edition look older.
        let now = max(stamp, highest.stamp)
        let next = max(highest.sequence + 1, leastSequence)
        return Editions(
            living: EventRevision(sequence: vanishes ? next + 1 : next, stamp: now, lastModified: now),
            cancelled: EventRevision(sequence: next, stamp: now, lastModified: now))
    }
}
