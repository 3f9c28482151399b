package import BookingCore

/// What the booking system and a sync know of each other in the account that they share.
package enum AccountSharing: String, Hashable, Sendable, CaseIterable {
  /// Nothing: each sends as if the limits were its own.
  case unaware
  /// Both ask one store for places in HubSpot's windows, as instances of one system do.
  case together
  /// The same, and the sync takes no more than leaves the booking system a part of the window that is always free.
  case yielding
}

extension AccountSharing {
  /// A design of the booking system with the pacing that the sharing asks for.
  ///
  /// - Throws: `DesignNameError` for a design that cannot ask a store for places.
  package func host(_ design: Design) throws -> Design {
    self == .unaware ? design : try DesignRegistry.design("\(design.name)+pacing=store-window")
  }
}
