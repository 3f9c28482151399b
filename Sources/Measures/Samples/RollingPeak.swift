import DequeModule

/// The largest number of events in any interval (t - window, t].
struct RollingPeak: Sendable {
  private let window: Int64
  private var times: Deque<Int64> = []
  private(set) var peak = 0

  /// - Parameter windowNanoseconds: the length of the interval.
  init(windowNanoseconds: Int64) { window = windowNanoseconds }

  /// Counts an event. Times must not go back.
  ///
  /// - Complexity: O(1), amortised.
  mutating func record(at time: Int64) {
    forget(at: time)
    times.append(time)
    peak = max(peak, times.count)
  }

  /// How many of the events counted so far are in the interval that ends at `time`, which must not lie before the last
  /// of them.
  ///
  /// - Complexity: O(1), amortised.
  mutating func count(at time: Int64) -> Int {
    forget(at: time)
    return times.count
  }

  private mutating func forget(at time: Int64) {
    while let first = times.first, first <= time - window { times.removeFirst() }
  }
}
