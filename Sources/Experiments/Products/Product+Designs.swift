import BookingCore
import BulkSync
package import Measures
import SyncScenarios

extension Product {
  /// The names of its registered designs, in their order.
  package var registeredDesigns: [String] {
    switch self {
    case .booking: DesignRegistry.all.map(\.name)
    case .bulkSync: SyncDesign.all.map(\.name)
    }
  }

  /// Whether a name is that of a design of which a part does not exist yet.
  func isMissingPart(ofDesign name: String) -> Bool {
    guard self == .booking else { return false }
    do {
      _ = try DesignRegistry.design(name)
      return false
    } catch { return error.isAboutMissingPart }
  }

  /// Why a name is that of no design of the product; nil when it is one.
  package func objection(toDesign name: String) -> String? {
    switch self {
    case .booking:
      do {
        _ = try DesignRegistry.design(name)
        return nil
      } catch { return "\(error)" }
    case .bulkSync:
      do throws(UnknownSyncDesign) {
        _ = try SyncDesignName.design(name)
        return nil
      } catch { return error.description }
    }
  }
}
