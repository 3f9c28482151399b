import BookingCore
import DeterministicRuntime
import Faults
import Fixtures
import LoadGeneration
import Measures
import Testing
import VirtualTime

@testable import Scenarios
@testable import SimulationHarness

/// Faults at every port of every instance, drawn from the run's seed: what one fault at one call does is put to the core's
/// own tests.
@Suite("A run in which things go wrong")
struct FaultyRunTests {
  private static let designs = DesignRegistry.all.map(\.name)
  private static let failures: [DrawnFaults.Risk] = [
    .init(.lostRequest, share: 0.005), .init(.lostReply, share: 0.01), .init(.answer(429), share: 0.02),
    .init(.answer(503), share: 0.01), .init(.answerAfterEffect(500), share: 0.005),
    .init(.delay(.seconds(8)), share: 0.005),
  ]
  private static let deaths: [DrawnFaults.Risk] = [
    .init(.deathBefore, share: 0.002), .init(.deathAfter, share: 0.002), .init(.pause(.seconds(2)), share: 0.01),
  ]

  /// What has struck which instance.
  private struct Strike: Hashable {
    let instance: Int
    let fault: Fault
  }

  /// A drawn plan that tells what it does.
  private struct Watched: FaultPlan {
    let plan: DrawnFaults
    let instance: Int
    let struck: Collected<Strike>

    func fault(at use: PortUse) -> Fault? {
      let fault = plan.fault(at: use)
      if let fault { struck.append(Strike(instance: instance, fault: fault)) }
      return fault
    }
  }

  /// All fail and stand still; all but the last one may die.
  private static func faults(_ instances: Int, struck: Collected<Strike> = Collected()) -> InstanceFaults {
    { number, random in
      let risks = (number < instances - 1 ? deaths : []) + failures
      let end = VirtualInstant(nanoseconds: 300_000_000_000)
      let plan = DrawnFaults(random, instance: number, risks: risks, until: end)
      return Watched(plan: plan, instance: number, struck: struck)
    }
  }

  private static func scenario(_ instances: Int) -> Scenario {
    var scenario = Scenario.rush(users: 40, capacity: 3, instances: instances)
    scenario.draft.load.behaviour.cancel = .init(
      share: .certain,
      after: .seconds(20)...(.seconds(60)),
      rebookAfter: .seconds(5)...(.seconds(10)),
      rebooks: .otherExam
    )
    return scenario
  }

  @Test("is sound and comes to rest, though all instances but one die", arguments: designs)
  func sound(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    var all: Set<Fault> = []
    for seed in UInt64(1)...6 {
      let struck = Collected<Strike>()
      let run = try ScenarioRun(Self.scenario(3), design, seed: seed, faults: Self.faults(3, struck: struck)).summary()
      #expect(run.audit.map { "\($0.kind): \($0.detail)" } == [], "seed \(seed)")
      #expect(run.leftovers == [], "seed \(seed)")
      #expect(run.bookings.confirmed > 0)
      #expect(run.bookings.failedAttempts["TIMEOUT", default: 0] > 0)
      let dead = struck.all.filter { [.deathBefore, .deathAfter].contains($0.fault) }.map(\.instance)
      #expect(Set(dead) == [0, 1], "seed \(seed)")
      all.formUnion(struck.all.map(\.fault))
    }
    #expect(all == Set((Self.deaths + Self.failures).map(\.fault)))
  }

  @Test("is the same run twice, to the digest, and another one than without faults", arguments: designs)
  func repeatable(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let run = ScenarioRun(Self.scenario(3), design, seed: 1, faults: Self.faults(3))
    let digest = try run.summary().digest
    #expect(try run.summary().digest == digest)
    #expect(try ScenarioRun(Self.scenario(3), design, seed: 1).summary().digest != digest)
  }

  @Test("is not changed by a plan in which nothing happens", arguments: designs)
  func nothing(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let script = ScenarioRun(Self.scenario(2), design, seed: 1, faults: { _, _ in FaultScript() })
    #expect(try script.summary().digest == ScenarioRun(Self.scenario(2), design, seed: 1).summary().digest)
  }

  @Test(
    "loses the connection of those whose instance dies, and goes on without it",
    arguments: DesignRegistry.all.filter { !$0.queuesRequests }.map(\.name)
  )
  func death(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let run = ScenarioRun(.rush(users: 20, instances: 2), design, seed: 1) { number, _ in
      guard number == 0 else { return nil }
      let script = FaultScript()
      script.strikePort(30, .deathAfter)
      return script
    }
    let summary = try run.summary()
    #expect(summary.isSound)
    #expect(summary.bookings.failedAttempts["TIMEOUT", default: 0] > 0)
    #expect(summary.bookings.confirmed + summary.bookings.abandoned == 20)
  }

  @Test("that no instance survives refuses every connection, and says what is left", arguments: designs)
  func nobody(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let run = try ScenarioRun(.rush(users: 5), design, seed: 1) { _, _ in
      let script = FaultScript()
      script.strikePort(20, .deathAfter)
      return script
    }.summary()
    #expect(!run.isConverged)
    #expect(run.bookings.abandoned > 0)
  }
}
