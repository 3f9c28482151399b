/// A number of requests in any interval of a length.
package struct RateLimit: Hashable, Sendable {
  /// At least 1.
  package let limit: Int
  /// Above zero.
  package let window: Duration

  package init(limit: Int, window: Duration) {
    precondition(limit >= 1, "A limit is at least 1 request, got \(limit)")
    precondition(window > .zero, "A window is longer than zero, got \(window)")
    self.limit = limit
    self.window = window
  }
}
