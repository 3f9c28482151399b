import BookingCore
import Fixtures
import Measures
import Testing

@testable import Scenarios
@testable import SimulationHarness

@Suite("The calls of one visitor's booking without variation")
struct EffectiveCallsTests {
  private func run(_ design: Design) throws -> MeasuredRun {
    try ScenarioRun(Scenario.rush(users: 1).constant, design, seed: 1).measured()
  }

  @Test("are those of the visitor's request in baseline, which does everything at once")
  func baseline() throws {
    let run = try run(.baseline)
    #expect(run.summary.hubSpot.effectiveCalls == EffectiveCalls(foreground: 11, background: 0))
    #expect(run.summary.latency.creditDelay.max == 0)
  }

  @Test("end with the last thing that the booking leads to: what reconciles later is upkeep")
  func phase2() throws {
    let run = try run(.phase2)
    // Two batches of associations, one of notes, one of counters at 60 s; the reconciliation begins at 300 s.
    #expect(run.summary.hubSpot.effectiveCalls == EffectiveCalls(foreground: 5, background: 4))
    #expect(run.summary.hubSpot.backgroundSent > 4)
    for (text, value) in [("", 9.0), ("{origin:foreground}", 5), ("{origin:background}", 4)] {
      #expect(try Measure(parsing: "effective_calls_per_booking\(text)").value(in: run).number == value)
    }
    #expect(throws: (any Error).self) { try Measure(parsing: "effective_calls_per_booking{origin:visitor}") }
  }

  @Test("are not told of a run without a booking")
  func none() throws {
    var scenario = Scenario.rush(users: 1).constant
    scenario.draft.portal.creditsPerType = 0
    let run = try ScenarioRun(scenario, .baseline, seed: 1).measured()
    #expect(run.summary.hubSpot.effectiveCalls == EffectiveCalls())
    #expect(try Measure(parsing: "effective_calls_per_booking").value(in: run).number == nil)
  }
}
