package import HubSpotAPI

/// What shall go wrong with an instance, and when.
package protocol FaultPlan: Sendable {
  /// What goes wrong with this use of a port; asked once for each, in the order in which they begin.
  ///
  /// - Returns: nil when nothing does.
  func fault(at use: PortUse) -> Fault?
}

/// What an instance is about to do with one of its ports.
package enum PortUse: Hashable, Sendable {
  case call(HubSpotRequest)
  case storeCommand
  case notice
  case sleep
}
