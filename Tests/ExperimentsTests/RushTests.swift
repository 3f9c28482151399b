import LiteralTimes
import LoadGeneration
import Scenarios
import SimulationHarness
import Testing
import VirtualTime

@testable import Experiments

@Suite("The arrivals of a search, written for a command that repeats a run")
struct RushTests {
  @Test(
    "are read back as the same arrivals",
    arguments: [
      ArrivalProcess.even(count: 7, within: .seconds(1)),
      .even(count: 100, within: .milliseconds(400), stagger: .microseconds(7)),
      .even(count: 2, within: .microseconds(10)),
      .poisson(perSecond: 1.0 / 60, duration: .seconds(360)),
      .poisson(perSecond: 92.0 / 60, duration: .seconds(360)),
    ]
  )
  func roundTrip(_ arrivals: ArrivalProcess) throws {
    let text = """
      scenario_version: 1
      summary: a search
      load:
        arrivals: \(arrivals.setting)
      """
    #expect(try ScenarioFile.parse(text: text, fileName: "search.yaml").load.arrivals == arrivals)
  }
}
