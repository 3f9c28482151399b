import BookingCore
import BulkSync
package import Measures
package import Scenarios
package import SyncScenarios
package import SyncSimulation

/// A scenario of one of the products, with what its runs need besides.
package enum ProductScenario: Sendable {
  case booking(Scenario)
  case bulkSync(SyncScenario, SyncRecords)

  package var product: Product {
    switch self {
    case .booking: .booking
    case .bulkSync: .bulkSync
    }
  }

  package var name: String {
    switch self {
    case .booking(let scenario): scenario.name
    case .bulkSync(let scenario, _): scenario.name
    }
  }

  package var hash: String {
    switch self {
    case .booking(let scenario): scenario.hash
    case .bulkSync(let scenario, _): scenario.hash
    }
  }

  package var thresholds: [Threshold] {
    switch self {
    case .booking(let scenario): scenario.thresholds
    case .bulkSync(let scenario, _): scenario.thresholds
    }
  }

  /// The names of the designs that it is for.
  package var designs: [String] {
    switch self {
    case .booking(let scenario): scenario.designs.map(\.name)
    case .bulkSync(let scenario, _): scenario.designs.map(\.name)
    }
  }

  /// The scenario with a design.
  ///
  /// - Throws: an error that says why there is no such design of its product.
  package func subject(design name: String) throws -> RunSubject {
    switch self {
    case .booking(let scenario): .booking(scenario, try DesignRegistry.design(name))
    case .bulkSync(let scenario, let records): .bulkSync(scenario, records.made(), try SyncDesignName.design(name))
    }
  }
}
