import BookingCore
import LoadGeneration
import SimulatedHubSpot

@testable package import Scenarios

extension Scenario {
  /// The reference model's rush, small enough for a test.
  package static func rush(users: Int, capacity: Int? = nil, instances: Int = 1) -> Scenario {
    var limits = HubSpotLimits.starter()
    limits.burst = HubSpotLimits.assumedBurst
    return Scenario(
      name: "rush-\(users)",
      summary: "a rush for tests",
      load: Load(
        arrivals: .even(count: users, within: .seconds(1)),
        examChoice: .uniform,
        behaviour: VisitorBehaviour()
      ),
      portal: Portal(exams: 10, capacityPerExam: capacity, creditsPerType: 5, firstExamDate: "2027-03-01"),
      hubSpot: HubSpot(
        limits: limits,
        latency: .customer,
        indexLag: .seconds(2),
        pages: .init(),
        otherTraffic: .none,
        epoch: 1_800_003_600_000
      ),
      store: Store(commandLatency: .milliseconds(1)),
      core: Core(instances: instances, requestDeadline: .seconds(60), settings: CoreSettings()),
      drainLimit: .seconds(7_200)
    )
  }

  /// The same without variation: every call takes its median, the store no time.
  package var constant: Scenario {
    var scenario = self
    scenario.hubSpot.latency = hubSpot.latency.withoutVariation
    scenario.hubSpot.limits.burst = nil
    scenario.store.commandLatency = .zero
    return scenario
  }
}
