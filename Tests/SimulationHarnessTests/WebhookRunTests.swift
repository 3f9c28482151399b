import BookingCore
import Fixtures
import Measures
import Testing

@testable import Scenarios
@testable import SimulationHarness

@Suite("A run in which HubSpot tells the core what has happened")
struct WebhookRunTests {
  private func run(
    _ design: String,
    users: Int = 12,
    webhooks: String = "endpoint: both",
    _ lines: String = ""
  ) throws -> MeasuredRun {
    let text = """
      scenario_version: 1
      summary: A test
      load:
        arrivals: { users: \(users), within_seconds: 2 }
      hubspot: { tier: professional, webhooks: { \(webhooks) } }
      \(lines)

      """
    return try ScenarioRun(try ScenarioText.parse(text), try DesignRegistry.design(design), seed: 1).measured()
  }

  private static let designs =
    ["sequential", "batched", "queued"].flatMap { part in
      ["baseline", "coalesced"].map { "\($0)+webhooks=\(part)" }
    } + ["phase2+webhooks=queued+cache=instance"]

  @Test("is sound and converges, and has answers of both endpoints with their times", arguments: designs)
  func sound(_ design: String) throws {
    let run = try run(design)
    #expect(run.summary.audit == [])
    #expect(run.summary.isConverged, "\(run.summary.leftovers)")
    #expect(run.summary.bookings.confirmed == 12)
    for endpoint in ["booking-sync", "cache-invalidation"] {
      let answers = run.samples.answers.filter { $0.endpoint == endpoint }
      #expect(!answers.isEmpty)
      #expect(answers.allSatisfy { $0.visitor == nil && $0.answeredAt > $0.at })
      #expect(answers.contains { $0.code == "ACCEPTED" })
    }
  }

  @Test("is the same each time, with duplicates and disorder too, and another with another delay")
  func repeatable() throws {
    let webhooks = "endpoint: both, duplicates_percent: 30, disorder: true"
    let runs = try (0..<2).map { _ in try run("phase2+webhooks=batched", webhooks: webhooks).summary }
    #expect(runs[0].digest == runs[1].digest)
    #expect(runs[0].audit == [])
    #expect(runs[0].isConverged)
    let other = try run("phase2+webhooks=batched", webhooks: webhooks + ", delay_ms: [9000, 9001]").summary
    #expect(other.digest != runs[0].digest)
  }

  @Test("does not end before the last event is delivered, up to the drain limit")
  func drainLimit() throws {
    let late = "endpoint: cache-invalidation, delay_ms: [3000000, 3000000]"
    let patient = try run("baseline+webhooks=queued", users: 1, webhooks: late).summary
    #expect(patient.isConverged)
    #expect(patient.endedAtSeconds > 3_000)
    let short = try run(
      "baseline+webhooks=queued",
      users: 1,
      webhooks: late,
      "run: { drain_limit_seconds: 900 }"
    ).summary
    #expect(!short.isConverged)
    #expect(short.leftovers.contains { $0.hasSuffix("events of webhooks that nobody has taken") })
  }

  @Test("is without webhooks as it was before there were any")
  func without() throws {
    let text = """
      scenario_version: 1
      summary: A test
      load:
        arrivals: { users: 12, within_seconds: 2 }

      """
    let scenario = try ScenarioText.parse(text)
    let runs = try ["phase2", "phase2+webhooks=batched"].map { name in
      try ScenarioRun(scenario, try DesignRegistry.design(name), seed: 1).summary().digest
    }
    #expect(runs[0] == runs[1])
  }
}
