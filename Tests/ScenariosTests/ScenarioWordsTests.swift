import Fixtures
import LoadGeneration
import Scenarios
import Testing

@Suite("A scenario in words")
struct ScenarioWordsTests {
  @Test(
    "says who comes, in the units that read best",
    arguments: [
      (ArrivalProcess.even(count: 100, within: .seconds(1)), "100 visitors in 1 s"),
      (.even(count: 1, within: .milliseconds(1_500)), "1 visitor in 1.5 s"),
      (.constant(perSecond: 8, duration: .seconds(60)), "8 visitors a second for 60 s"),
      (.poisson(perSecond: 0.5, duration: .seconds(300)), "30 visitors a minute at random for 5 min"),
      (.ramp(from: 1, to: 2.25, duration: .milliseconds(500)), "1 to 2.25 visitors a second, rising over 500 ms"),
      (.phases([.even(count: 5, within: .seconds(9))]), "5 visitors in 9 s"),
      (
        .phases([.even(count: 5, within: .seconds(1)), .constant(perSecond: 1, duration: .seconds(2))]),
        "7 visitors in 2 phases over 3 s"
      ),
      (
        .phases([
          .even(count: 5, within: .seconds(1)), .even(count: 0, within: .seconds(299)),
          .even(count: 6, within: .seconds(1)),
        ]),
        "11 visitors in 2 waves over 301 s"
      ),
    ]
  )
  func arrivals(_ arrivals: ArrivalProcess, _ words: String) { #expect(arrivals.words == words) }

  @Test("says what else is unusual, and nothing of what is as always")
  func circumstances() throws {
    let usual = Scenario.rush(users: 3)
    #expect(usual.circumstances.isEmpty)
    #expect(try usual.with(instances: 4).circumstances == ["4\u{A0}instances"])
  }
}
