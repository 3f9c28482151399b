import BookingCore
import DeterministicRuntime
import HubSpotAPI
import Scenarios
import SimulationHarness

/// HubSpot calls and nothing else: through the core's client and transports, the instance's fence, the simulator with
/// its limits and latencies, and the recorder.
enum CallLoop {
  /// Makes `calls` reads of a contact, one after the other, from 100 tasks at once.
  static func run(calls: Int) throws {
    let scenario = try ScenarioFile.load(path: "scenarios/rush-100.yaml")
    try CallProbe(scenario.withoutLimits, .phase1).run(calls: calls, tasks: 100)
  }
}
