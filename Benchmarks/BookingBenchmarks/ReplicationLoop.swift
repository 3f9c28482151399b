import BookingCore
import Experiments
import Measures
import Scenarios
import SimulationHarness

/// The replications of a usual comparison.
enum ReplicationLoop {
  static func study() throws -> Replications {
    let path = "scenarios/rush-100.yaml"
    let scenario = try ScenarioFile.load(path: path)
    return Replications(
      DesignRegistry.all.map { ExperimentSubject(scenario, $0, path: path) },
      measures: MeasureSet.comparison,
      firstSeed: 1,
      seeds: 20
    )
  }
}
