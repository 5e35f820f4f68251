import Diary
import Foundation
import Testing

@testable import DiaryCalendar

/// What calendar programs see when a week is exported again over the files of the last time.
struct UpdatingTests {
    private let later = Team.stamp.addingTimeInterval(86_400)

    @Test("The same input gives the same bytes")
    func deterministic() throws {
        #expect(try Team.files() == Team.files())
    }

    @Test("An export without changes changes no byte, whenever it is made")
    func unchanged() throws {
        let first = try Team.files()
        #expect(try Team.files(stamp: later, previous: first) == first)
    }
}
