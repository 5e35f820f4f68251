import Diary
import DiaryFiles
import Testing

@Suite("Writing scenarios")
struct ScenarioWritingTests {
    @Test("A scenario that is written and read again is the same, whatever keys its file used", arguments: OracleCase.all)
    func roundTrip(_ oracle: OracleCase) throws {
        let scenario = try ScenarioReader(texts: ["scenario.json": oracle.scenario.text]).read("scenario.json").scenario
        let text = ScenarioWriter(scenario: scenario).json
        let again = try ScenarioReader(texts: ["again.json": text]).read("again.json").scenario
        #expect(again == scenario)
        #expect(ScenarioWriter(scenario: again).json == text)
    }
}
