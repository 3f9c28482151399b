import DequeModule
import VirtualTime

/// The largest number of events in any interval (t - window, t].
struct RollingPeak: Sendable {
  private let window: VirtualSpan
  private var times: Deque<VirtualInstant> = []
  private(set) var peak = 0

  /// - Parameter window: the length of the interval.
  init(window: VirtualSpan) { self.window = window }

  /// Counts an event. Times must not go back.
  ///
  /// - Returns: how many are in the interval that ends with it.
  /// - Complexity: O(1), amortised.
  @discardableResult
  mutating func record(at time: VirtualInstant) -> Int {
    forget(at: time)
    times.append(time)
    peak = max(peak, times.count)
    return times.count
  }

  /// How many of the events counted so far are in the interval that ends at `time`, which must not lie before the last
  /// of them.
  ///
  /// - Complexity: O(1), amortised.
  mutating func count(at time: VirtualInstant) -> Int {
    forget(at: time)
    return times.count
  }

  private mutating func forget(at time: VirtualInstant) {
    let start = time - window
    while let first = times.first, first <= start { times.removeFirst() }
  }
}
