import AccountScenarios
import BookingCore
import Faults
import Fixtures
import Measures
import Testing

@testable import Scenarios
@testable import SimulationHarness

@Suite("A run in which jobs are called from outside")
struct CronRunTests {
  private static let designs =
    DesignRegistry.all.map(\.name) + [
      "phase1+lists=paged", "phase2+cache=instance", "coalesced+cache=shared", "phase2+webhooks=queued",
      "coalesced+webhooks=queued",
    ]

  /// Who books and cancels, with lists and webhooks on the way, and a host that ends runs early if it is told so.
  private func scenario(_ cron: String, instances: Int = 3, host: String = "instances: 3") throws -> Scenario {
    try ScenarioText.parse(
      """
      scenario_version: 1
      summary: A test
      load:
        arrivals: { users: 30, within_seconds: 20 }
        journeys:
          - { steps: [ book: {}, think: { seconds: [1, 5] }, list: {}, think: { seconds: [20, 90] }, cancel: {} ] }
          - { steps: [ book: {} ] }
      portal: { capacity_per_exam: 4 }
      hubspot: { webhooks: { endpoint: both } }
      core: { jobs: cron, \(host) }
      cron: { \(cron) }

      """
    )
  }

  private static let crons = ["at: one", "at: all, doubled: true", "doubled: true, longest_run_seconds: 12"]

  @Test("is sound, comes to rest and is the same each time, however often jobs are called", arguments: designs, crons)
  func sound(_ name: String, _ cron: String) throws {
    let run = ScenarioRun(try scenario(cron), try DesignRegistry.design(name), seed: 1)
    let summary = try run.summary()
    #expect(summary.isSound, "\(summary.audit) \(summary.leftovers)")
    #expect(summary.bookings.confirmed > 0)
    #expect(try run.summary().digest == summary.digest)
  }

  @Test("is sound when runs are ended long before they are done", arguments: DesignRegistry.all)
  func endedRuns(_ design: Design) throws {
    // A batch takes half a second and a count of ten exams eight: whatever there is to do takes several runs.
    var scenario = try scenario("shortest_interval_seconds: 20, longest_run_seconds: 10, at: all")
    scenario.draft.hubSpot.latency.scale = 6
    let summary = try ScenarioRun(scenario, design, seed: 1).summary()
    #expect(summary.audit == [])
  }

  @Test("is sound when all instances but one die", arguments: DesignRegistry.all)
  func deaths(_ design: Design) throws {
    for cron in Self.crons {
      for seed in UInt64(1)...3 {
        let summary = try ScenarioRun(
          scenario(cron),
          design,
          seed: seed,
          faults: { number, _ in
            guard number < 2 else { return nil }
            let script = FaultScript()
            // In the middle of the jobs of the first minute, and of the second.
            script.strikePort(120 + 150 * number + Int(seed) * 7, .deathAfter)
            return script
          }
        ).summary()
        #expect(summary.isSound, "\(cron), seed \(seed): \(summary.audit) \(summary.leftovers)")
      }
    }
  }

  @Test("is sound with an instance a request", arguments: DesignRegistry.all)
  func hosted(_ design: Design) throws {
    let scenario = try scenario("doubled: true", host: "host: an-instance-a-request")
    let summary = try ScenarioRun(scenario, design, seed: 1).summary()
    #expect(summary.isSound, "\(summary.audit) \(summary.leftovers)")
  }

  @Test("makes no pass before its minute, and lets a hundred associations wait for it")
  func delay() throws {
    var scenario = Scenario.rush(users: 150)
    scenario.draft.hubSpot.tenSecond = 10_000
    scenario.draft.hubSpot.burstPerSecond = .off
    scenario.draft.hubSpot.searchPerSecond = 10_000
    let resident = try ScenarioRun(scenario, .phase2, seed: 1).summary()
    scenario.draft.core.jobs = .cron
    let called = try ScenarioRun(scenario, .phase2, seed: 1).summary()
    #expect(called.isSound)
    let (early, late) = (resident.latency.associationDelay, called.latency.associationDelay)
    #expect(try #require(early.max) < 15_000)
    // The first hundred at the first minute, the others at the second.
    #expect(try #require(late.p50) > 55_000)
    let longest = try #require(late.max)
    #expect(longest > 115_000 && longest < 125_000)
    #expect(called.jobs.first { $0.name == "associations" }.map { $0.passes < 8 } == true)
  }

  @Test("is not changed by keys of the cron where instances run their jobs themselves")
  func resident() throws {
    var scenario = Scenario.rush(users: 10)
    let digest = try ScenarioRun(scenario, .phase2, seed: 1).summary().digest
    scenario.draft.cron.at = .all
    #expect(try ScenarioRun(scenario, .phase2, seed: 1).summary().digest == digest)
  }
}
