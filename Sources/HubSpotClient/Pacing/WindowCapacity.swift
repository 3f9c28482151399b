/// How many calls a limit leaves, in any stretch of time as long as its window and the way up.
package struct WindowCapacity: Hashable, Sendable {
  /// At least 1. Of all instances together.
  package let calls: Int
  /// A place that is taken is free again after this.
  package let window: Duration

  package init(calls: Int, window: Duration) {
    self.calls = max(1, calls)
    self.window = window
  }
}
