/// What is simulated: each product has scenarios, designs and metrics of its own. Files name it by `product`.
package enum Product: String, Hashable, Sendable, CaseIterable, Codable {
  /// The mock-exam booking core; what a file without the key is for.
  case booking
  /// The sync that brings records to HubSpot.
  case bulkSync = "bulk-sync"
}
