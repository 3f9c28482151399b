import BookingCore
import DeterministicRuntime
import Fixtures
import LiteralTimes
import LoadGeneration
import Measures
import SimulatedRedis
import Testing
import VirtualTime

@testable import Scenarios
@testable import SimulationHarness

@Suite("A run of one visitor without variation")
struct SingleVisitorTests {
  private func run(_ design: Design) throws -> RunSummary {
    try ScenarioRun(Scenario.rush(users: 1).constant, design, seed: 1).summary()
  }

  @Test("takes the sum of the eleven calls in baseline")
  func baseline() throws {
    let run = try run(.baseline)
    #expect(run.latency.timeToBooking.max == 3_200)
    #expect(run.hubSpot.foregroundSent == 11)
    #expect(run.isSound)
  }

  @Test("takes the slowest read and five calls in phase 1")
  func phase1() throws {
    let run = try run(.phase1)
    // 300 (slowest of four reads) + 300 create + 2 x 400 associate + 300 credit + 200 note
    #expect(run.latency.timeToBooking.max == 1_900)
    #expect(run.hubSpot.foregroundSent == 9)
    #expect(run.isSound)
  }

  @Test("takes the slowest read and two calls in phase 2, and associates and notes later")
  func phase2() throws {
    let run = try run(.phase2)
    // 300 (slowest of three reads) + 300 create + 300 credit
    #expect(run.latency.timeToBooking.max == 900)
    #expect(run.hubSpot.foregroundSent == 5)
    // Confirmed at 0.9 s; the worker comes at 5 s and makes two calls of 400 ms.
    #expect(run.latency.associationDelay.max == 4_900)
    // The note worker comes at 10 s and makes one call of 200 ms.
    #expect(run.latency.noteDelay.max == 9_300)
    #expect(run.isSound)
  }
}

@Suite("A run whose store runs each script twice")
struct RepeatedScriptRunTests {
  @Test("is the same run, in every design", arguments: DesignRegistry.all.map(\.name))
  func same(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let scenario = Scenario.rush(users: 30)
    let once = try ScenarioRun(scenario, design, seed: 3).summary()
    let twice = try ScenarioRun(scenario, design, seed: 3, scriptRuns: .twice).summary()
    #expect(once.isSound)
    #expect(twice.digest == once.digest)
  }
}

@Suite("A run of the rush")
struct RushTests {
  @Test("is sound in every design", arguments: DesignRegistry.all.map(\.name))
  func sound(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    for seed in UInt64(1)...3 {
      let run = try ScenarioRun(.rush(users: 60), design, seed: seed).summary()
      #expect(run.audit.map(\.detail) == [])
      #expect(run.leftovers == [])
      #expect(run.bookings.confirmed + run.bookings.abandoned == 60)
    }
  }

  @Test("is sound when seats are scarce", arguments: DesignRegistry.all.map(\.name))
  func scarce(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let run = try ScenarioRun(.rush(users: 60, capacity: 4), design, seed: 7).summary()
    #expect(run.audit.map(\.detail) == [])
    #expect(run.bookings.confirmed <= 40)
    #expect(run.bookings.refused["EXAM_FULL", default: 0] > 0)
  }

  @Test("is sound with four instances and any order of simultaneous jobs", arguments: [1, 2, 3] as [UInt64])
  func instances(_ seed: UInt64) throws {
    for design in DesignRegistry.all {
      let run = try ScenarioRun(.rush(users: 30, capacity: 2, instances: 4), design, seed: seed)
        .summary(order: .seeded(seed))
      #expect(run.audit.map(\.detail) == [])
    }
  }

  @Test("is the same run twice, to the digest")
  func repeatable() throws {
    let run = ScenarioRun(.rush(users: 40), .phase2, seed: 3)
    let summaries = try (0..<2).map { _ in try run.summary() }
    #expect(summaries[0].digest == summaries[1].digest)
    let other = try ScenarioRun(.rush(users: 40), .phase2, seed: 4).summary()
    #expect(other.digest != summaries[0].digest)
  }

  @Test("is not changed by being watched")
  func watched() throws {
    let run = ScenarioRun(.rush(users: 20), .phase1, seed: 3)
    let timeline = Timeline(visitor: 17)
    #expect(try run.summary(watchers: [timeline.watch]).digest == run.summary().digest)
    #expect(timeline.text.contains("the wish ends"))
  }

  @Test("demands what it would send without limits, which is no more than it sends with them")
  func demand() throws {
    let run = try ScenarioRun(.rush(users: 60), .phase1, seed: 1).measuredWithDemand(keepsSamples: false).summary
    let all = try #require(run.hubSpot.peaks.first { $0.bucket == "all_calls" })
    let demanded = try #require(all.demanded)
    #expect(demanded > all.admitted)
    #expect(demanded <= all.sent)
  }

  @Test("that cannot come to rest in time says what is left")
  func unconverged() throws {
    var scenario = Scenario.rush(users: 5)
    scenario.draft.run.drainLimit = .seconds(1)
    let run = try ScenarioRun(scenario, .phase2, seed: 1).summary()
    #expect(!run.isConverged)
    #expect(!run.isSound)
    #expect(run.leftovers.contains("5 items in assoc_queue"))
  }
}

@Suite("A request's deadline")
struct DeadlineTests {
  @Test("answers TIMEOUT at the deadline, and what was begun is undone or resumed")
  func deadline() throws {
    var scenario = Scenario.rush(users: 3).constant
    // Between the booking's creation (300 + 300 ms) and its last call.
    scenario.draft.core.requestDeadline = .milliseconds(700)
    scenario.draft.core.settings.requestLease = .seconds(5)
    let run = try ScenarioRun(scenario, .phase1, seed: 1).summary()
    #expect(run.audit.map(\.detail) == [])
    #expect(run.bookings.failedAttempts["TIMEOUT", default: 0] > 0)
    #expect(run.latency.responseFailed.max == 700)
  }
}

@Suite("The log of a run")
struct RunLogTests {
  @Test("has the same lines each time, in virtual time")
  func lines() throws {
    func lines() throws -> [String] {
      let lines = Collected<String>()
      let log = try #require(RunLog(level: "debug", write: lines.append))
      let telemetry = CoreTelemetry(logger: log.logger)
      _ = try ScenarioRun(Scenario.rush(users: 1).constant, .baseline, seed: 1, telemetry: telemetry)
        .summary(watchers: [log.watch])
      return lines.all
    }
    let first = try lines()
    #expect(try lines() == first)
    #expect(
      first.contains(
        "   0.200000 s debug idempotency_search action=idempotency_search metrics.apiCalls=1 metrics.itemsProcessed=1 "
          + "metrics.responseTime=200 service=booking-api status=200 traceId=visitor-0/0 try=0\n"
      )
    )
  }

  @Test("has no level that is none")
  func level() {
    #expect(RunLog(level: "loud") { _ in } == nil)
  }
}
