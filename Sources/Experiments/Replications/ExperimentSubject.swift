package import BookingCore
import Measures
package import Results
package import Scenarios
import SimulatedHubSpot
import SimulationHarness

/// A scenario and a design that an experiment runs under its seeds.
package struct ExperimentSubject: Sendable {
  package let scenario: Scenario
  package let design: Design
  package let settings: [ExperimentCell.Setting]
  /// In words, what of another subject it changes, if it is a variant of one.
  package let change: String?
  /// Of the core, where an option of its own sets them.
  package let instances: Int?
  /// The scenario as the user named it, for the command that repeats a run.
  package let path: String

  package init(
    _ scenario: Scenario,
    _ design: Design,
    settings: [ExperimentCell.Setting] = [],
    change: String? = nil,
    instances: Int? = nil,
    path: String
  ) {
    self.scenario = scenario
    self.design = design
    self.settings = settings
    self.change = change
    self.instances = instances
    self.path = path
  }

  var cell: ExperimentCell {
    let replay = ReplayCommand(
      path: path,
      design: design.name,
      settings: settings.map { "\($0.key)=\($0.value)" },
      instances: instances
    )
    return ExperimentCell(
      scenario: scenario.name,
      scenarioHash: scenario.hash,
      design: design.name,
      settings: settings,
      limits: scenario.limitCounts,
      change: change,
      load: scenario.loadText,
      otherTrafficPercent: [
        "ten_second": scenario.hubSpot.otherTraffic.tenSecondPercent,
        "search": scenario.hubSpot.otherTraffic.searchPercent,
      ],
      circumstances: scenario.circumstances,
      replay: replay.withoutSeed
    )
  }
}

extension Scenario {
  /// Requests that each limit lets pass in its window, by bucket.
  var limitCounts: [String: Int] { hubSpot.limits.countsByBucket }
}
