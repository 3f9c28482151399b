package import BookingCore
package import BulkSync
package import Measures
package import Scenarios
import SimulationHarness
package import SyncScenarios
package import SyncSimulation

/// A design of a product in a scenario: what can be run under a seed.
package enum RunSubject: Sendable {
  case booking(Scenario, Design)
  case bulkSync(SyncScenario, SyncData, SyncDesign)

  /// How much a run takes, to be compared with other runs: visitors, and of records fewer, which cost less.
  var size: Int {
    switch self {
    case .booking(let scenario, _): scenario.visitors
    case .bulkSync(_, let data, _): data.source.records.count / 20
    }
  }

  /// Why the design cannot be right in the scenario; nil when it can.
  package var objection: String? {
    switch self {
    case .booking(let scenario, let design): scenario.objection(to: design)
    case .bulkSync(let scenario, let data, let design):
      SyncStudy(scenario, [design], data, seeds: 1...1, command: "").objection
    }
  }

  /// Makes the run of a seed.
  ///
  /// - Parameter withDemand: whether what would be asked for without limits is measured, too, where the product can tell it.
  package func run(seed: UInt64, withDemand: Bool = false) throws -> ProductRun {
    switch self {
    case .booking(let scenario, let design):
      .booking(try ScenarioRun(scenario, design, seed: seed).measured(withDemand: withDemand))
    case .bulkSync(let scenario, let data, let design):
      .bulkSync(try SyncRun(scenario, design, data, seed: seed).summary())
    }
  }

  /// The digest of the run of a seed, without what its measures need.
  func digest(seed: UInt64) throws -> String {
    switch self {
    case .booking(let scenario, let design): try ScenarioRun(scenario, design, seed: seed).summary().digest
    case .bulkSync: try run(seed: seed).digest
    }
  }
}
