import BookingCore
import Fixtures
import LiteralTimes
import Measures
import Scenarios
import Testing

@testable import SimulationHarness

/// What visitors do whose requests wait is theirs to decide: nothing of it may leave a booking that nobody knows of.
@Suite("A run of visitors who wait in a queue")
struct QueuedVisitorRunTests {
  private static let designs =
    DesignRegistry.all.filter(\.queuesRequests).map(\.name) + [
      "phase2+admission=queue", "phase2+admission=queue-or-direct",
    ]

  private static func findings(_ name: String, seeds: ClosedRange<UInt64>, _ lines: String) throws -> [String] {
    let design = try DesignRegistry.design(name)
    let scenario = try ScenarioText.parse("scenario_version: 1\nsummary: A test\n" + lines)
    if let objection = scenario.objection(to: design) { return [objection] }
    return try seeds.flatMap { seed in
      let run = try ScenarioRun(scenario, design, seed: seed).summary()
      return run.audit.map { "seed \(seed): \($0.detail)" } + run.leftovers
    }
  }

  @Test("hears of both tabs before one of them cancels", arguments: designs, ["own", "same"])
  func tabs(_ name: String, _ key: String) throws {
    let found = try Self.findings(
      name,
      seeds: 1...10,
      """
      load:
        arrivals: { users: 1, within_seconds: 1 }
        visitors:
          cancel: { share_percent: 100, after_seconds: [0, 0], rebook: no }
          double_click: { share_percent: 100, after_ms: 300, key: \(key) }

      """
    )
    #expect(found == [])
  }

  @Test(
    "hears of both tabs, too, when one comes back while nobody lives",
    arguments: ["queue", "queue-or-direct", "queue-paced"]
  )
  func tabsInACrash(_ part: String) throws {
    let found = try Self.findings(
      part == "queue-paced" ? "phase2-queued" : "phase2+admission=\(part)",
      seeds: 1...5,
      """
      load:
        arrivals: { users: 1, within_seconds: 1 }
        journeys:
          - steps:
              - book:
                  double_click: { share_percent: 100, after_ms: 0, key: own }
                  queue: { away: { share_percent: 100, seconds: [10, 10] } }
              - cancel: {}
      core: { jobs: cron }
      cron: { interval_seconds: { process-bookings: 60 } }
      crashes: [ { at_seconds: 71, back_after_seconds: 5 } ]

      """
    )
    #expect(found == [])
  }

  @Test(
    "is sound with the shortest lifetime of answers, whoever is away, withdraws or gives up in a crash",
    arguments: designs
  )
  func forgotten(_ name: String) throws {
    let crash = try Self.findings(
      name,
      seeds: 1...3,
      """
      load:
        arrivals: { users: 40, within_seconds: 1 }
        visitors: { come_backs_at_most: 0 }
      core: { answer_lifetime_seconds: 264 }
      crashes: [ { at_seconds: 1.2, back_after_seconds: 50 } ]

      """
    )
    #expect(crash == [])
    let away = try Self.findings(
      name,
      seeds: 1...3,
      """
      load:
        arrivals: { users: 10, within_seconds: 1 }
        visitors:
          queue: { away: { share_percent: 100, seconds: [120, 120] }, withdraw: { share_percent: 30, after_seconds: [0, 60] } }
      core: { answer_lifetime_seconds: 514 }

      """
    )
    #expect(away == [])
  }
}
