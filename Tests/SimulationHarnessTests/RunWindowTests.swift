import BookingCore
import Fixtures
import LiteralTimes
import Measures
import Testing
import VirtualTime

@testable import Scenarios
@testable import SimulationHarness

@Suite("The windows of a run over time")
struct RunWindowTests {
  @Test("cover every second of the run, and have the run's peaks as their maxima")
  func peaks() throws {
    let run = try ScenarioRun(.rush(users: 60), .phase1, seed: 1).summary()
    #expect(run.hubSpot.windowsPerSecond.map(\.bucket) == ["ten_second", "search"])
    for window in run.hubSpot.windowsPerSecond {
      let peak = try #require(run.hubSpot.peaks.first { $0.bucket == window.bucket })
      #expect(window.sent.count == Int(run.endedAtSeconds) + 1)
      #expect(window.admitted.count == window.sent.count)
      #expect(window.sent.max() == peak.sent)
      #expect(window.admitted.max() == peak.admitted)
      #expect((window.limit, window.windowSeconds) == (peak.limit, peak.windowSeconds))
      #expect(zip(window.admitted, window.sent).allSatisfy { $0 <= $1 })
    }
  }

  @Test("hold the single visitor's calls until they are ten seconds old")
  func single() throws {
    let run = try ScenarioRun(Scenario.rush(users: 1).constant, .baseline, seed: 1).summary()
    let window = try #require(run.hubSpot.windowsPerSecond.first { $0.bucket == "ten_second" })
    // All calls but the searches, the last of them sent within 3.2 s of the start.
    let sent =
      run.hubSpot.total.sent
      - run.hubSpot.byLabel.filter { $0.key.hasSuffix("_search") }.values.map(\.sent).reduce(0, +)
    #expect(window.sent[4...9].allSatisfy { $0 == sent })
    #expect(window.sent[14...].allSatisfy { $0 == 0 })
    #expect(window.sent == window.admitted)
  }
}
