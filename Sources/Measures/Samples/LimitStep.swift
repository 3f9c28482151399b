package import VirtualTime

/// What a limit lets pass in its window, from a moment on.
package struct LimitStep: Hashable, Sendable {
  package let from: VirtualInstant
  /// Requests in any window that ends from then on; at least 1.
  package let limit: Int

  package init(from: VirtualInstant, limit: Int) {
    precondition(limit > 0, "a limit of \(limit)")
    self.from = from
    self.limit = limit
  }
}
