/// What is true of weeks each of which allows everything that the one before allows, at the same score: more after-hours slots, say.
enum NestedWeeks {
    /// Gives every week the least bound of those from it on: what is allowed in it is allowed in each of them, so that each bound holds.
    static func withBounds(_ points: [WhatIfPoint]) -> [WhatIfPoint] {
        var result = points
        for index in result.indices.dropLast().reversed() {
            result[index].bound = min(result[index].bound, result[index + 1].bound)
        }
        return result
    }
}
