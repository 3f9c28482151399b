import BookingCore
import Fixtures
import LiteralTimes
import Measures
import Scenarios
import Testing
import VirtualTime

@testable import SimulationHarness

@Suite("The latencies of a run's summary")
struct RunLatencyTests {
  private static let run = Result {
    try ScenarioRun(Scenario.rush(users: 40), .phase2, seed: 3).measured()
  }

  @Test("are the values of the measures of the same names")
  func measures() throws {
    let run = try Self.run.get()
    let latency = run.summary.latency
    var rows = [
      ("time_to_booking", latency.timeToBooking), ("response_time", latency.responseAll),
      ("response_time{outcome:confirmed}", latency.responseConfirmed),
      ("response_time{outcome:refused}", latency.responseRefused),
      ("response_time{outcome:failed}", latency.responseFailed), ("association_delay", latency.associationDelay),
      ("note_delay", latency.noteDelay), ("counter_delay", latency.counterDelay),
      ("hubspot_time", run.summary.hubSpot.total.time),
    ]
    rows += run.summary.hubSpot.byLabel.map { ("hubspot_time{call:\($0.key)}", $0.value.time) }
    for (subject, row) in rows {
      let aggregates = [
        ("avg", row.mean), ("med", row.p50), ("p(90)", row.p90), ("p(95)", row.p95), ("p(99)", row.p99),
        ("max", row.max),
      ]
      for (aggregate, shown) in aggregates {
        let measure = try Measure(parsing: "\(subject) \(aggregate)")
        #expect(measure.value(in: run).number == shown, "\(measure)")
      }
    }
    #expect(latency.counterDelay.count == run.summary.bookings.confirmed)
  }

  @Test("do not depend on whether single observations are kept")
  func samples() throws {
    let run = try Self.run.get()
    let summary = try ScenarioRun(Scenario.rush(users: 40), .phase2, seed: 3).summary()
    #expect(summary.latency == run.summary.latency)
    #expect(summary.hubSpot.byLabel.mapValues(\.time) == run.summary.hubSpot.byLabel.mapValues(\.time))
  }
}
