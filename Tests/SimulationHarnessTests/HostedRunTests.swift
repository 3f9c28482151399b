import BookingCore
import Faults
import Fixtures
import Measures
import Testing

@testable import Scenarios
@testable import SimulationHarness

@Suite("A run with an instance a request")
struct HostedRunTests {
  private func scenario(users: Int, coldStart: Duration = .zero, idle: Duration = .seconds(300)) -> Scenario {
    var scenario = Scenario.rush(users: users)
    scenario.draft.core.host = .anInstanceARequest
    scenario.draft.core.coldStart = coldStart
    scenario.draft.core.instanceIdle = idle
    return scenario
  }

  @Test("is sound and comes to rest in every design, and is the same each time", arguments: DesignRegistry.all)
  func sound(_ design: Design) throws {
    let run = try ScenarioRun(scenario(users: 20), design, seed: 1).summary()
    #expect(run.isSound, "\(run.audit) \(run.leftovers)")
    #expect(run.instances == 1)
    #expect(run.instancesStarted > 1)
    #expect(run.instancesStarted <= 20 + run.jobs.count)
    #expect(try ScenarioRun(scenario(users: 20), design, seed: 1).summary().digest == run.digest)
  }

  @Test("is the run with a resident instance, for one visitor at a time")
  func oneVisitor() throws {
    let resident = try ScenarioRun(Scenario.rush(users: 1), .baseline, seed: 1).summary()
    let hosted = try ScenarioRun(scenario(users: 1), .baseline, seed: 1).summary()
    #expect(hosted.latency.timeToBooking == resident.latency.timeToBooking)
    #expect(hosted.hubSpot.foregroundSent == resident.hubSpot.foregroundSent)
  }

  @Test("makes each booking wait for the start of its instance")
  func coldStart() throws {
    let runs = try [Duration.zero, .milliseconds(700)].map {
      try ScenarioRun(scenario(users: 1, coldStart: $0).constant, .baseline, seed: 1).summary()
    }
    #expect(runs.map(\.latency.timeToBooking.max) == [3_200, 3_900])
  }

  @Test("starts an instance for every request and pass when none stays idle")
  func noneStays() throws {
    let run = try ScenarioRun(scenario(users: 1, idle: .zero).constant, .baseline, seed: 1).summary()
    #expect(run.isSound)
    #expect(run.instancesStarted == 1 + run.jobs.reduce(0) { $0 + $1.passes })
  }

  @Test(
    "goes on with other instances when some die, and asks for a plan for each",
    arguments: [.baseline, .phase2] as [Design]
  )
  func deaths(_ design: Design) throws {
    let run = try ScenarioRun(
      scenario(users: 20),
      design,
      seed: 1,
      faults: { number, _ in
        guard number % 3 == 0 else { return nil }
        let script = FaultScript()
        script.strikeHubSpot(4, .deathAfter)
        return script
      }
    ).summary()
    #expect(run.isSound, "\(run.audit) \(run.leftovers)")
    #expect(run.bookings.confirmed == 20)
  }
}
