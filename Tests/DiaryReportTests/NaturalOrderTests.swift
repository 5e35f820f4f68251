import Testing

@testable import DiaryReport

@Suite("The order of names")
struct NaturalOrderTests {
    @Test("Numbers by value, letters whatever their capitals, the same order from any other")
    func order() {
        let names = ["", "007", "7b", "10", "alpha", "Beta 2", "beta 10", "Beta 10 a", "School 9", "School 10", "Zoë"]
        #expect(names.reversed().sorted(by: NaturalOrder.precedes) == names)
        #expect(names.shuffled().sorted(by: NaturalOrder.precedes) == names)
    }

    @Test("Nothing comes before itself, and of two different texts one comes first", arguments: [("a", "A"), ("7", "07"), ("é", "e\u{301}x"), ("x", "x ")])
    func strictness(one: String, other: String) {
        #expect(!NaturalOrder.precedes(one, one))
        #expect(NaturalOrder.precedes(one, other) != NaturalOrder.precedes(other, one))
    }

    @Test("Numbers of any length")
    func long() {
        let digits = String(repeating: "9", count: 400)
        #expect(NaturalOrder.precedes("a" + digits, "a1" + digits))
        #expect(!NaturalOrder.precedes("a1" + digits, "a" + digits))
    }
}
