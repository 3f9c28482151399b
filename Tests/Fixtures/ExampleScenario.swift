import AccountScenarios
import LoadGeneration

@testable package import Scenarios

extension Scenario {
  /// The reference model's rush, small enough for a test.
  package static func rush(users: Int, capacity: Int? = nil, instances: Int = 1) -> Scenario {
    var draft = ScenarioDraft()
    draft.summary = "a rush for tests"
    draft.load.arrivals = .even(count: users, within: .seconds(1))
    draft.portal.capacityPerExam = capacity
    draft.core.instances = instances
    return Scenario(name: "rush-\(users)", draft)
  }

  /// The same without variation: every call takes its median, the store no time.
  package var constant: Scenario {
    var scenario = self
    scenario.draft.hubSpot.latency.profile = .constant
    scenario.draft.hubSpot.burstPerSecond = .off
    scenario.draft.store.commandLatency = .zero
    return scenario
  }
}
